"""The same synthetic review as an R Markdown document: one random-effects model, table and forest plot an outcome."""

from __future__ import annotations

from synthetic import counts

__all__ = ["write_r_markdown"]

HEAD = """---
title: A synthetic review
---

```{r setup, include = FALSE}
knitr::opts_chunk$set(echo = FALSE, message = FALSE, warning = FALSE)
suppressMessages(library(metafor))
d <- read.csv(text = "%s")
```
"""
OUTCOME = """
## Outcome number {i}

```{{r outcome{i}, fig.height = 6}}
x <- d[d$outcome == "outcome-{i}", ]
e <- escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = x, slab = x$study)
m <- rma(yi, vi, data = e, method = "DL")
knitr::kable(data.frame(study = x$study, x[, 3:6], weight = round(weights(m), 1), rr = round(exp(e$yi), 2)))
forest(m, atransf = exp, showweights = TRUE)
```

The pooled risk ratio is `r round(exp(coef(m)), 2)` (`r round(exp(m$ci.lb), 2)` to `r round(exp(m$ci.ub), 2)`),
I² = `r round(m$I2)`%, Q = `r round(m$QE, 2)`.
"""


def write_r_markdown(outcomes: int, studies: int) -> str:
    """Return the text of the .Rmd file."""
    rows = ["study,outcome,ai,n1i,ci,n2i", *(",".join(map(str, row)) for row in counts(outcomes, studies))]
    return HEAD % "\n".join(rows) + "".join(OUTCOME.format(i=i) for i in range(1, outcomes + 1))
