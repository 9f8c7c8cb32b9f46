"""Effects become pooled results: one model a file, one tau2 estimator a file."""

from reportgen.pooling.pooled import Estimate, Heterogeneity, Pooled, SubgroupTest

__all__ = ["Estimate", "Heterogeneity", "Pooled", "SubgroupTest"]
