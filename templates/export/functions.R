# What the script needs besides metafor: choices that metafor does not have under one name, and the comparison.
# yi and vi are effects and variances on the scale of analysis: natural logarithms for ratios.

suppressPackageStartupMessages(library(metafor))
options(warn = 1)

# ---- data

# The study effects of an outcome: text columns as they are, all others numbers.
studies_of <- function(outcome) {
  file <- file.path("data", paste0(outcome, ".csv"))
  d <- read.csv(file, colClasses = "character", na.strings = character(0), encoding = "UTF-8", check.names = FALSE)
  texts <- c("study", "subgroup")
  for (name in texts) d[[name]] <- sub("^'('*[-=+@\t\r])", "\\1", d[[name]])  # put there for spreadsheets
  for (name in setdiff(names(d), texts)) d[[name]] <- as.numeric(d[[name]])
  d
}

# Effects that a study gives as such (or a cross-over trial as paired) are taken as they stand in the file. All others,
# which were worked out here from counts, means or rates, must be those of reportgen; if not, the script stops.
same_effects <- function(d) {
  if (is.null(d$yi)) d$yi <- d$vi <- NA_real_
  given <- d$given == 1
  d$yi[given] <- d$y[given]
  d$vi[given] <- d$v[given]
  stopifnot(
    "other effects than in the file" = all(abs(d$yi - d$y) <= 1e-6 * sqrt(d$v)),
    "other variances than in the file" = all(abs(d$vi - d$v) <= 1e-6 * d$v)
  )
  d
}

# ---- empty cells

has_empty_cell <- function(d) d$ai == 0 | d$bi == 0 | d$ci == 0 | d$di == 0

# 1/2 to each cell of the studies with an empty one ("only0"), of all studies ("all"), or of none.
add_half <- function(d, to) {
  add <- switch(to, only0 = has_empty_cell(d) / 2, all = 1 / 2, none = 0)
  add_to_cells(d, add, add)
}

# Treatment-arm correction (Sweeting, Sutton and Lambert 2004): each arm gets its share of the participants.
add_by_arm_size <- function(d) {
  share <- (d$ai + d$bi) / (d$ai + d$bi + d$ci + d$di)
  add_to_cells(d, has_empty_cell(d) * share, has_empty_cell(d) * (1 - share))
}

add_to_cells <- function(d, one, two) {
  d$ai <- d$ai + one
  d$bi <- d$bi + one
  d$ci <- d$ci + two
  d$di <- d$di + two
  d
}

# Log risk ratios from cells whose events were corrected and whose non-events stay as they are (Hartung and Knapp 2001).
# Where all participants of both arms have the event, the variance is 1/a before and 1/n after the correction.
risk_ratio_by_events <- function(d, corrected) {
  d <- escalc(measure = "RR", ai = corrected$ai, bi = bi, ci = corrected$ci, di = di, data = d, to = "none")
  full <- d$bi == 0 & d$di == 0
  d$vi[full] <- (1 / d$ai - 1 / corrected$ai + 1 / d$ci - 1 / corrected$ci)[full]
  d
}

# The same for the logarithm of one proportion.
log_proportion_by_events <- function(d, to) {
  corrected <- d$xi + switch(to, only0 = (d$xi == 0 | d$mi == 0) / 2, all = 1 / 2, none = 0)
  d$yi <- log(corrected / (corrected + d$mi))
  d$vi <- ifelse(d$mi == 0, 1 / d$xi - 1 / corrected, 1 / corrected - 1 / (corrected + d$mi))
  d
}

# ---- effects of studies

pooled_sd <- function(d) with(d, sqrt(((n1i - 1) * sd1i^2 + (n2i - 1) * sd2i^2) / (n1i + n2i - 2)))

# Hedges' g with the approximate correction and the variance of Review Manager 5 (Deeks and Higgins 2010).
hedges_g_revman <- function(d) {
  n <- d$n1i + d$n2i
  d$yi <- (1 - 3 / (4 * n - 9)) * (d$m1i - d$m2i) / pooled_sd(d)
  d$vi <- n / (d$n1i * d$n2i) + d$yi^2 / (2 * (n - 3.94))
  d
}

# Cohen's d; the last term of its variance is d^2 / (2 * below), below being N or N - 2.
cohens_d <- function(d, below) {
  d$yi <- (d$m1i - d$m2i) / pooled_sd(d)
  d$vi <- 1 / d$n1i + 1 / d$n2i + d$yi^2 / (2 * below)
  d
}

# Glass' delta, in standard deviations of the comparator.
glass_delta <- function(d) {
  d$yi <- (d$m1i - d$m2i) / d$sd2i
  d$vi <- 1 / d$n1i + 1 / d$n2i + d$yi^2 / (2 * (d$n2i - 1))
  d
}

# ---- common effects

# A result that is not metafor's, in the form of one; level as metafor keeps it, 0.05 for 95%.
as_fit <- function(b, se, d, level) list(b = b, se = se, yi = d$yi, vi = d$vi, level = (100 - level) / 100)

# Risk difference of Mantel and Haenszel with the variance of Greenland and Robins (1985), as in Review Manager 5.
# Weights and variance are those of the corrected cells; metafor has the variance of Sato, Greenland and Robins (1989).
risk_difference_mh <- function(d, corrected, level) {
  n1 <- corrected$ai + corrected$bi
  n2 <- corrected$ci + corrected$di
  w <- n1 * n2 / (n1 + n2)
  spread <- corrected$ai * corrected$bi / n1^3 + corrected$ci * corrected$di / n2^3
  as_fit(sum(w * d$yi) / sum(w), sqrt(sum(w^2 * spread)) / sum(w), d, level)
}

# Rate ratio of Cochran: weights are the events expected in arm 1 at the rate of arm 2.
rate_ratio_cochran <- function(d, level) {
  w <- d$x2i * d$t1i / d$t2i
  as_fit(sum(w * d$yi) / sum(w), sqrt(1 / sum(d$x1i) + 1 / sum(d$x2i)), d, level)
}

# ---- heterogeneity

# Cochran's Q around the estimate of another method, such as that of Mantel and Haenszel.
q_around <- function(d, fit) if (nrow(d) > 1) sum((d$yi - as.numeric(fit$b))^2 / d$vi) else 0

# tau2 of DerSimonian and Laird from such a Q.
tau2_from_q <- function(d, q) {
  w <- 1 / d$vi
  if (nrow(d) > 1) max(0, (q - (nrow(d) - 1)) / (sum(w) - sum(w^2) / sum(w))) else 0
}

# What metafor needs to find tau2 to all digits: tolerances, and a start. Its Fisher scoring goes uphill from one place,
# and stops short of 0; the likelihood can have several maxima. So it starts at the highest one. `part` gives the
# subgroup of each study where subgroups share one tau2.
precise <- function(d, method, part = NULL) {
  if (nrow(d) <= count_parts(part)) return(list())
  size <- min(d$vi)
  control <- list(threshold = 1e-9 * size, tol = 1e-15 * size, maxiter = 1e5, ll0check = FALSE)
  control$tau2.max <- beyond(d, part)
  if (method %in% c("ML", "REML")) control$tau2.init <- highest_likelihood(d, part, method == "REML")
  if (method == "EB") control$tau2.init <- where_q_is(d, part, nrow(d) - count_parts(part))
  control
}

count_parts <- function(part) if (is.null(part)) 1 else length(unique(part))

# Sums of all studies, or of each subgroup.
sums <- function(x, part) if (is.null(part)) sum(x) else vapply(split(x, part), sum, 0)

# Residuals around the weighted mean of each part, squared.
squares <- function(d, w, part) {
  centre <- sums(w * d$yi, part) / sums(w, part)
  (d$yi - if (is.null(part)) centre else centre[as.character(part)])^2
}

# A tau2 above any that can come out: the unweighted sum of squares over the lowest Q that is sought.
beyond <- function(d, part) {
  df <- nrow(d) - count_parts(part)
  10 * (max(d$vi) + sum(squares(d, rep(1, nrow(d)), part)) / min(df, qchisq(0.0001, df)))
}

q_at <- function(tau2, d, part) sum(squares(d, 1 / (d$vi + tau2), part) / (d$vi + tau2))

# The tau2 at which the generalised Q has a value, 0 where it is lower even there (Paule and Mandel 1982).
where_q_is <- function(d, part, value) {
  if (q_at(0, d, part) <= value) return(0)
  above <- function(tau2) q_at(tau2, d, part) - value
  uniroot(above, c(0, beyond(d, part)), tol = 1e-15 * min(d$vi), maxiter = 1e4)$root
}

score <- function(tau2, d, part, restricted) {
  w <- 1 / (d$vi + tau2)
  trace <- sum(w) - if (restricted) sum(sums(w^2, part) / sums(w, part)) else 0
  sum(w^2 * squares(d, w, part)) - trace
}

log_likelihood <- function(tau2, d, part, restricted) {
  w <- 1 / (d$vi + tau2)
  penalty <- if (restricted) sum(log(sums(w, part))) else 0
  (sum(log(w)) - sum(w * squares(d, w, part)) - penalty) / 2
}

# Every change of the score from plus to minus is a maximum, and so is 0 if the score falls from there.
highest_likelihood <- function(d, part, restricted) {
  f <- function(tau2) score(tau2, d, part, restricted)
  steps <- c(0, exp(seq(log(min(d$vi) / 100), log(beyond(d, part)), length.out = 40)))
  signs <- sign(vapply(steps, f, 0))
  up <- which(head(signs, -1) > 0 & tail(signs, -1) <= 0)
  maxima <- vapply(up, function(i) uniroot(f, steps[i + 0:1], tol = 1e-15 * min(d$vi), maxiter = 1e4)$root, 0)
  tries <- c(0, maxima)
  tries[which.max(vapply(tries, log_likelihood, 0, d, part, restricted))]
}

# Limits of tau2 by the Q-profile (Viechtbauer 2007), whichever way tau2 itself was found.
tau2_limits <- function(d, level) {
  fit <- rma(yi, vi, data = d, method = "HE", level = 100 * (1 - level))
  control <- list(tol = 1e-15 * min(d$vi), maxiter = 1e4, tau2.max = beyond(d, NULL))
  as.numeric(confint(fit, control = control)$random["tau^2", c("ci.lb", "ci.ub")])
}

# ---- intervals of the pooled effect: its standard error and degrees of freedom (infinite: normal)

wald <- function(fit) list(se = 1 / sqrt(sum(1 / (fit$vi + fit$tau2))), df = Inf)

# Hartung, Knapp, Sidik and Jonkman; `least` is the lowest factor. With one study the interval is Wald's.
hksj <- function(fit, least = 0) {
  k <- length(fit$yi)
  if (k < 2) return(wald(fit))
  w <- 1 / (fit$vi + fit$tau2)
  y <- fit$yi - mean(fit$yi)
  q <- sum(w * (y - weighted.mean(y, w))^2) / (k - 1)
  list(se = sqrt(max(least, q) / sum(w)), df = k - 1)
}

# Cochrane's rule: HKSJ for more than two studies that differ, else Wald.
hksj_or_wald <- function(fit) if (length(fit$yi) > 2 && fit$tau2 > 0) hksj(fit) else wald(fit)

half_width <- function(spread, fit) qt(1 - fit$level / 2, spread$df) * spread$se

# The wider of HKSJ and Wald.
hksj_wider <- function(fit) {
  both <- list(hksj(fit), wald(fit))
  if (half_width(both[[1]], fit) >= half_width(both[[2]], fit)) both[[1]] else both[[2]]
}

# IQWiG's rule: the factor is 1 where HKSJ is narrower than Wald with the tau2 of DerSimonian and Laird.
hksj_iqwig <- function(fit) {
  classic <- rma(fit$yi, fit$vi, method = "DL")
  plain <- hksj(fit)
  if (half_width(plain, fit) >= half_width(wald(classic), fit)) return(plain)
  list(se = wald(fit)$se, df = if (length(fit$yi) > 1) length(fit$yi) - 1 else Inf)
}

# Kenward and Roger (1997), as Partlett and Riley (2017) have it for meta-analysis.
kenward_roger <- function(fit) {
  if (length(fit$yi) < 2) return(wald(fit))
  w <- 1 / (fit$vi + fit$tau2)
  p <- diag(w) - outer(w, w) / sum(w)
  information <- sum(p * p) / 2
  uneven <- sum(w * (w - sum(w^2) / sum(w))^2) / sum(w)
  variance <- (1 + 2 * uneven / information) / sum(w)
  list(se = sqrt(variance), df = 2 * information / (variance * sum(w^2))^2)
}

# The interval of a fit of metafor, as its argument `test` has it.
of_metafor <- function(fit) {
  several <- length(fit$yi) > 1 && identical(fit$test %in% c("knha", "adhoc", "t"), TRUE)
  list(se = as.numeric(fit$se), df = if (several) length(fit$yi) - 1 else Inf)
}

# ---- prediction intervals: t (or z) times the root of tau2 and the squared standard error

prediction <- function(fit, kind) {
  k <- length(fit$yi)
  found <- switch(kind,
    "normal" = wald(fit),
    "t-k-1" = list(se = wald(fit)$se, df = k - 1),
    "t-k-2" = list(se = wald(fit)$se, df = k - 2),
    "t-k-1-if-heterogeneous" = list(se = wald(fit)$se, df = if (k > 2 && fit$tau2 > 0) k - 1 else 0),
    "hksj-k-1" = list(se = hksj(fit)$se, df = k - 1),
    "hksj-k-2" = list(se = hksj(fit)$se, df = k - 2),
    "kenward-roger" = list(se = kenward_roger(fit)$se, df = if (k > 1) kenward_roger(fit)$df else 0),
    stop("no such prediction interval: ", kind)
  )
  if (found$df <= 0) return(NULL)
  as.numeric(fit$b) + c(-1, 1) * half_width(list(se = sqrt(fit$tau2 + found$se^2), df = found$df), fit)
}

# ---- results

# From logarithms back to ratios, within what a number can hold.
ratio <- function(y) exp(pmin(y, 700))

# One line of the table of results. `random` says whether there is a tau2; i2_from is "tau2" or "Q"; `back` takes values
# of the scale of analysis to the printed scale; `tested` is whether the measure has a value of no effect.
result <- function(fit, d, random, q = fit$QE, spread = of_metafor(fit), prediction = NULL, i2_from = "Q",
                   back = identity, tested = TRUE) {
  k <- nrow(d)
  y <- as.numeric(fit$b)[1]
  w <- 1 / d$vi
  limits <- y + c(-1, 1) * half_width(spread, fit)
  found <- list(
    k = k, studies = length(unique(d$study)), estimate = back(y), ci_low = back(limits[1]), ci_high = back(limits[2]),
    y = y, y_low = limits[1], y_high = limits[2], se = spread$se, df = if (is.finite(spread$df)) spread$df else NA
  )
  if (tested) found <- c(found, statistic = y / spread$se, p = 2 * pt(-abs(y / spread$se), spread$df))
  if (!is.null(prediction)) {
    found <- c(found, prediction_low = back(prediction[1]), prediction_high = back(prediction[2]))
  }
  if (k < 2) return(found)
  typical <- (k - 1) * sum(w) / (sum(w)^2 - sum(w^2))
  i2 <- if (i2_from == "tau2") fit$tau2 / (fit$tau2 + typical) else if (q > 0) max(0, (q - (k - 1)) / q) else 0
  found <- c(found, q = q, q_df = k - 1, q_p = pchisq(q, k - 1, lower.tail = FALSE), i2 = 100 * i2)
  if (!random) return(found)
  limits <- tau2_limits(d, fit$level)
  c(found, tau2 = fit$tau2, tau2_low = limits[1], tau2_high = limits[2])
}

# How many effects there are, where nothing is pooled.
no_result <- function(d) list(k = nrow(d), studies = length(unique(d$study)))

numbers <- c(
  "k", "studies", "estimate", "ci_low", "ci_high", "y", "se", "df", "statistic", "p",
  "prediction_low", "prediction_high", "q", "q_df", "q_p", "i2", "tau2", "tau2_low", "tau2_high",
  "subgroup_q", "subgroup_df", "subgroup_p"
)
kept <- list()

# Keep a result: part 0 is all studies, parts from 1 on are the subgroups.
keep <- function(outcome, part, found) {
  columns <- append(numbers, c("y_low", "y_high"), which(numbers == "y"))
  row <- setNames(rep(NA_real_, length(columns)), columns)
  row[names(found)] <- unlist(found)
  kept[[paste(outcome, part)]] <<- data.frame(outcome = outcome, part = part, as.list(row))
}

# The test between subgroups: the heterogeneity of their results, each taken as a study.
between_subgroups <- function(outcome, parts) {
  rows <- do.call(rbind, kept[paste(outcome, parts)])
  test <- rma(yi = rows$y, sei = rows$se, method = "FE")
  whole <- kept[[paste(outcome, 0)]]
  whole[c("subgroup_q", "subgroup_df", "subgroup_p")] <- c(test$QE, test$k - 1, test$QEp)
  kept[[paste(outcome, 0)]] <<- whole
}

# ---- forest plots, if they are asked for

plots_wanted <- "plots" %in% commandArgs(trailingOnly = TRUE)

open_plots <- function(file) {
  device <- if (capabilities("cairo")) cairo_pdf else pdf
  device(file, width = 9, height = 7, onefile = TRUE)
}

# A forest plot of the effects of studies, and under it the results of the subgroups and of all studies. `null` is the
# place of the line of no effect; further arguments say how values are printed.
draw <- function(outcome, title, d, null, ...) {
  if (!plots_wanted || nrow(d) == 0) return(invisible())
  one_line <- function(text) gsub("[[:space:][:cntrl:]]+", " ", text)
  rows <- do.call(rbind, Filter(function(one) one$outcome == outcome && !is.na(one$y), kept))
  below <- if (is.null(rows)) 0 else nrow(rows)
  size <- min(0.8, 36 / (nrow(d) + below))
  labels <- ifelse(d$subgroup == "", d$study, paste0(d$study, " (", d$subgroup, ")"))
  forest(d$yi, d$vi, slab = one_line(labels), refline = null, ylim = c(-below - 1.5, nrow(d) + 3), rows = nrow(d):1,
         header = FALSE, cex = size, main = title, xlab = "", ...)
  for (i in seq_len(below)) {
    label <- if (rows$part[i] == 0) "All" else d$subgroup[d$part == rows$part[i]][1]
    addpoly(rows$y[i], ci.lb = rows$y_low[i], ci.ub = rows$y_high[i], rows = -i, mlab = one_line(label),
            cex = size, ...)
  }
}

# ---- comparison with what reportgen found

# Ids of outcomes stay as they are, also "007".
expected_results <- function() read.csv("expected.csv", colClasses = c(outcome = "character"), encoding = "UTF-8")

# How far apart two numbers may be: a part of their size, or of what is small beside the result they belong to.
allowance <- function(row, name, tolerance) {
  small <- switch(name,
    estimate = , ci_low = , ci_high = , prediction_low = , prediction_high = row$ci_high - row$ci_low,
    y = row$se,
    tau2 = , tau2_low = , tau2_high = row$se^2 * row$k,
    p = , q_p = , subgroup_p = 0.001,
    1
  )
  tolerance * max(abs(row[[name]]), small, na.rm = TRUE)
}

# Numbers that nothing can be read from any more, such as limits from next to no degrees of freedom, count as one.
held <- function(x) pmax(pmin(x, 1e100), -1e100)

# Print which numbers differ, and return how many results do.
compare <- function(found, expected, tolerance) {
  key <- function(d) paste(d$outcome, d$part)
  apart <- character(0)
  said <- character(0)
  for (one in union(key(expected), key(found))) {
    ours <- expected[key(expected) == one, ]
    theirs <- found[key(found) == one, ]
    wrong <- if (nrow(ours) == 1 && nrow(theirs) == 1) Filter(function(name) {
      a <- held(ours[[name]])
      b <- held(theirs[[name]])
      if (is.na(a) || is.na(b)) return(is.na(a) != is.na(b))
      a != b && !(abs(a - b) <= allowance(ours, name, tolerance))
    }, numbers) else "(the result itself)"
    for (name in wrong) {
      values <- vapply(list(theirs, ours), function(d) if (is.null(d[[name]]) || !nrow(d)) NA_real_ else d[[name]], 0)
      where <- sub(" (\\d+)$", ", part \\1", one)
      said <- c(said, sprintf("%s: %s is %.10g here, %.10g in expected.csv", where, name, values[1], values[2]))
    }
    if (length(wrong)) apart <- c(apart, one)
  }
  cat(said, sep = "\n")
  all <- union(key(expected), key(found))
  cat(sprintf("%s%d of %d results agree with expected.csv (to %g of their size)\n", if (length(said)) "\n" else "",
              length(all) - length(apart), length(all), tolerance))
  length(apart)
}
