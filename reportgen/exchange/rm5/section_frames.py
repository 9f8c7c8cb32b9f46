"""What this report adds to imported sections: the sentences and tables made from the data, as a template of its own."""

from __future__ import annotations

__all__ = ["CALCULATIONS", "KEYWORDS", "RESULTS", "TABLES"]

KEYWORDS = """{% if front.keywords %}
{.keywords} **Keywords:** {{ front.keywords }}
{% endif %}"""
"""The last paragraph of the abstract."""

CALCULATIONS = """## Calculations in this report {#sec-calculations}

All numbers that are not in the text of the authors were calculated anew from the data of the review.

{% if methods.measures %}
{{ methods.measures }}
{% endif %}
{% for plan in methods.plans %}
{{ plan }}
{% else %}
No outcome is pooled in this report.
{% endfor %}
{% for sentence in methods.worked_out %}
{{ sentence }}
{% endfor %}"""
"""The last part of the methods: how results are pooled here."""

RESULTS = """## Results as calculated in this report {#sec-calculated}

{% if "tbl-characteristics" in shown %}
[@tbl-characteristics] describes the included studies.
{% endif %}
{% if "fig-flow" in shown %}
[@fig-flow] shows the flow of records and studies.
{% endif %}
{% if "fig-risk-of-bias" in shown %}
[@fig-risk-of-bias] shows the judgements on the risk of bias.
{% endif %}
{% if "tbl-pooled" in shown %}
[@tbl-pooled] lists every pooled result.
{% endif %}

{% for comparison in comparisons %}
### {{ comparison.title }}

{% if comparison.figures %}
The study results behind this part are drawn in {{ comparison.figures }}.
{% endif %}

{% for group in comparison.groups %}
{% if group.title %}
#### {{ group.title }}

{% endif %}
{% for outcome in group.outcomes %}
{{ outcome.sentences }}

{% endfor %}
{% endfor %}
{% else %}
No comparison has been declared.
{% endfor %}"""
"""The last part of the results: what is found here, each number with its trail."""

TABLES = """{% for table in tables %}
{{ table }}
{% endfor %}"""
"""The tables made from the data."""
