# The same studies drawn by metafor: called by figures_peers.py with a folder that holds studies.csv, and how often.
# Prints the package with its version, and the seconds of CPU for an SVG and for a PNG of 300 dpi.

suppressMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
runs <- as.integer(commandArgs(TRUE)[2])
d <- read.csv(file.path(folder, "studies.csv"), stringsAsFactors = FALSE)
k <- nrow(d)
m <- rma(d$y, d$v, method = "DL", slab = d$study)
width <- 170 / 25.4
height <- (k + 8) * 12 / 72

draw <- function() {
  par(mar = c(4, 0, 0, 0), cex = 0.7)
  forest(m, atransf = exp, header = "Study", xlim = c(-10, 6), ilab = cbind(d$a, d$n1, d$c, d$n2),
         ilab.xpos = c(-7, -6, -4.5, -3.5), showweights = TRUE)
  invisible(dev.off())
}
seconds <- function(open) {
  once <- function() {
    before <- proc.time()
    open()
    draw()
    used <- proc.time() - before
    used[["user.self"]] + used[["sys.self"]]
  }
  once()
  median(sapply(seq_len(runs), function(i) once()))
}

svg_time <- seconds(function() svg(file.path(folder, "x.svg"), width, height))
png_time <- seconds(function() png(file.path(folder, "x.png"), width, height, units = "in", res = 300, type = "cairo"))
cat("metafor ", as.character(packageVersion("metafor")), " (R ", R.version$major, ".", R.version$minor, ");",
    svg_time, ";", png_time, "\n", sep = "")
