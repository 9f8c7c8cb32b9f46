"""The choices of a synthesis in words, each with the works that describe it, as named in references/methods.bib.

Texts fit the sentences of `methods`; marks like ``[@paule-1982]`` cite.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["AROUND", "BACK", "I2", "INTERVALS", "PREDICTIONS", "SMD", "TAU2", "WEIGHTS"]

WEIGHTS: Mapping[str, str] = {
    "inverse-variance": "inverse-variance weights",
    "mantel-haenszel": "Mantel-Haenszel weights [@mantel-1959]",
    "mantel-haenszel-exact": "Mantel-Haenszel weights [@mantel-1959] from the counts as they are",
    "peto": "Peto's one-step method [@yusuf-1985]",
    "cochran": "weights by the number of events expected [@surgeon-general-1964]",
}
"""How a common effect was found: "combined with …"."""

AROUND: Mapping[str, str] = {
    "mantel-haenszel": "the Mantel-Haenszel estimate [@mantel-1959], as in Review Manager [@deeks-2010]",
    "mantel-haenszel-exact": "the Mantel-Haenszel estimate from the counts as they are [@mantel-1959]",
    "peto": "the estimate of Peto's one-step method [@yusuf-1985]",
    "cochran": "the estimate with weights by the number of events expected [@surgeon-general-1964]",
}
"""Around what heterogeneity is measured in a random-effects model, where it is not the inverse-variance estimate."""

TAU2: Mapping[str, str] = {
    "DL": "DerSimonian and Laird's method [@dersimonian-1986]",
    "REML": "restricted maximum likelihood [@viechtbauer-2005; @raudenbush-2009]",
    "ML": "maximum likelihood [@hardy-1996]",
    "PM": "Paule and Mandel's method [@paule-1982]",
    "EB": "the empirical Bayes method [@morris-1983]",
    "SJ": "Sidik and Jonkman's method [@sidik-2005]",
    "HE": "Hedges and Olkin's method [@hedges-1985]",
    "HS": "Hunter and Schmidt's method [@hunter-1990; @viechtbauer-2005]",
}
"""How the between-study variance was estimated: "estimated by …"."""

_HKSJ = "Hartung, Knapp, Sidik and Jonkman [@hartung-2001; @sidik-2002]"

INTERVALS: Mapping[str, str] = {
    "hksj": f"of the type of {_HKSJ}, which uses Student's t distribution",
    "hksj-ad-hoc": f"of the type of {_HKSJ}, which uses Student's t distribution, with a standard error that is never "
    "taken smaller than that of the Wald type [@knapp-2003; @roever-2015]",
    "hksj-wider": f"the wider one of the Wald type and the type of {_HKSJ}, which uses Student's t distribution "
    "[@wiksten-2016; @jackson-2017]",
    "hksj-iqwig": f"of the type of {_HKSJ}, which uses Student's t distribution, with the standard error of the Wald "
    "type where they would else be narrower than an interval of the Wald type with DerSimonian and Laird's "
    "between-study variance [@iqwig-2020]",
    "kenward-roger": "by Student's t distribution with the standard error and the degrees of freedom of Kenward and "
    "Roger [@kenward-1997; @partlett-2017]",
    "hksj-or-wald": f"of the type of {_HKSJ}, which uses Student's t distribution, where more than two studies are "
    "pooled and the between-study variance is estimated above zero, and of the Wald type otherwise [@handbook-2024]",
}
"""Intervals of pooled results that are not plainly of the Wald type: "for pooled results …"."""

_NEW = "A prediction interval, in which the effect in a new study is to be expected, is given"

PREDICTIONS: Mapping[str, str] = {
    "none": "",
    "normal": f"{_NEW} from the normal distribution [@higgins-2009].",
    "t-k-1": f"{_NEW} by Student's t distribution with k − 1 degrees of freedom for k studies [@veroniki-2019].",
    "t-k-2": f"{_NEW} by Student's t distribution with k − 2 degrees of freedom for k studies [@higgins-2009].",
    "hksj-k-1": f"{_NEW} by Student's t distribution with k − 1 degrees of freedom for k studies and the standard "
    "error of Hartung, Knapp, Sidik and Jonkman [@partlett-2017].",
    "hksj-k-2": f"{_NEW} by Student's t distribution with k − 2 degrees of freedom for k studies and the standard "
    "error of Hartung, Knapp, Sidik and Jonkman [@partlett-2017].",
    "kenward-roger": f"{_NEW} by Student's t distribution with the standard error and the degrees of freedom of "
    "Kenward and Roger [@partlett-2017].",
    "t-k-1-if-heterogeneous": f"{_NEW} where more than two studies are pooled and the between-study variance is "
    "estimated above zero, by Student's t distribution with k − 1 degrees of freedom for k studies "
    "[@veroniki-2019; @handbook-2024].",
}
"""Prediction intervals, as whole sentences; none for none."""

I2: Mapping[str, str] = {
    "Q": "I² = (Q − df)/Q [@higgins-2003]",
    "tau2": "I² = τ²/(τ² + s²) with s² the typical variance within studies [@higgins-2002]",
}
"""What I² was worked out from."""

SMD: Mapping[str, str] = {
    "revman": "The standardised mean difference is Hedges' adjusted g [@hedges-1981] with the approximate correction "
    "and the variance of Review Manager [@deeks-2010].",
    "exact": "The standardised mean difference is Hedges' g with the exact correction for small samples "
    "[@hedges-1981] and the large-sample variance [@hedges-1985].",
}
"""The form of standardised mean differences, as whole sentences."""

BACK: Mapping[str, str] = {
    "PFT": "Proportions were pooled as double arcsines [@freeman-1950] and converted back with the harmonic mean of "
    "the studies' numbers of participants [@miller-1978].",
    "IRFT": "Rates were pooled as double square roots [@freeman-1950] and converted back with the harmonic mean of "
    "the studies' person-time.",
}
"""How pooled results came back to the printed scale where that needs a choice, as whole sentences by measure."""
