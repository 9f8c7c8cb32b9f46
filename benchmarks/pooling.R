# The same data pooled by metafor: called by pooling_r.py with a folder that holds them.
# Reads single-*.csv (y, v) and batch.csv (set, y, v); writes times.csv (case, estimator, seconds) and fits.csv.

suppressMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
runs <- as.integer(commandArgs(TRUE)[2])
times <- NULL
fits <- NULL

seconds <- function(f, n) {
  one <- sapply(seq_len(n), function(i) { t <- proc.time()[["elapsed"]]; f(); proc.time()[["elapsed"]] - t })
  median(one)
}
noted <- function(case, estimator, time) {
  times <<- rbind(times, data.frame(case = case, estimator = estimator, seconds = time))
}
kept <- function(case, estimator, set, m, tolerance = "default tolerance") {
  if (is.null(m)) return()
  row <- data.frame(case = case, estimator = estimator, tolerance = tolerance, set = set,
                    estimate = m$beta[1], se = m$se, tau2 = m$tau2)
  fits <<- c(fits, list(row))
}
fitted <- function(x, ...) tryCatch(rma(x$y, x$v, ...), error = function(e) NULL)
tight <- list(threshold = 1e-13, tol = 1e-13, maxiter = 10000)  # its default is 1e-5, absolute

for (file in sort(list.files(folder, "^single-.*csv$"))) {
  d <- read.csv(file.path(folder, file))
  k <- nrow(d)
  for (estimator in c("DL", "REML", "PM")) {
    repeats <- if (k <= 100) 100 else 1  # the clock of R ticks in milliseconds
    f <- function() for (i in seq_len(repeats)) m <<- rma(d$y, d$v, method = estimator)
    time <- seconds(f, runs) / repeats
    noted(paste0("k = ", k), estimator, time)
    kept(paste0("k = ", k), estimator, 1, m)
    if (k <= 100) kept(paste0("k = ", k), estimator, 1, fitted(d, method = estimator, control = tight), "tight tolerance")
  }
}

d <- read.csv(file.path(folder, "batch.csv"))
sets <- split(d, d$set)
for (estimator in c("DL", "REML", "PM")) {
  time <- seconds(function() found <<- lapply(sets, fitted, method = estimator), 1)
  noted("batch", estimator, time)
  for (i in seq_along(found)) kept("batch", estimator, i, found[[i]])
  for (i in seq_len(min(200, length(sets)))) {
    kept("batch", estimator, i, fitted(sets[[i]], method = estimator, control = tight), "tight tolerance")
  }
}
full <- function(x) if (!is.null(m <- fitted(x, method = "REML", test = "knha"))) predict(m)
noted("batch, HKSJ and prediction", "REML", seconds(function() lapply(sets, full), 1))
limits <- function(x) if (!is.null(m <- fitted(x, method = "REML"))) confint(m)
noted("batch, Q-profile", "REML", seconds(function() lapply(sets, limits), 1))

write.csv(times, file.path(folder, "times.csv"), row.names = FALSE)
write.csv(do.call(rbind, fits), file.path(folder, "fits.csv"), row.names = FALSE)
cat(R.version$major, ".", R.version$minor, " ", as.character(packageVersion("metafor")), "\n", sep = "")
