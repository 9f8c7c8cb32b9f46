"""A small valid review folder, as text by path, for tests to spoil."""

from __future__ import annotations

from pathlib import Path

REVIEW_YAML = """\
title: A small review
authors:
  - given: Ada
    family: Smith
    affiliations: [one]
affiliations: {one: A university}
methods:
  risk_of_bias_tool: rob1
comparisons:
  - id: drug-placebo
    title: Drug versus placebo
    experimental: Drug
    comparator: Placebo
outcomes:
  - id: cured
    title: cure
    comparison: drug-placebo
    measure: RR
    better: higher
  - id: pain
    title: pain
    comparison: drug-placebo
    measure: MD
    better: lower
style: default
"""

STUDIES = """\
study,status,reason,reports,results,results_reason,n_randomised,country,source,provenance,note
Adams 2001,included,,adams2001,,,100,Norway,s1,,
Baker 2002,included,,baker2002,,,80,,s1,derived,read off a figure
Clark 2003,included,,,none,reported no outcome of this review,40,,,,
Davis 2004,excluded,not randomised,,,,,,,,
"""

ARMS = """\
study,arm,label,n,randomised,role_drug-placebo,source,provenance,note
Adams 2001,D,drug,50,yes,experimental,,,
Adams 2001,P,placebo,50,yes,comparator,,,
Adams 2001,H,healthy,30,no,,,,
Baker 2002,D,drug,40,yes,experimental,,,
Baker 2002,P,placebo,40,yes,comparator,,,
"""

RESULTS = """\
study,outcome,time_point,analysis_set,arm,versus,events,n,mean,sd,estimate,se,ci_low,ci_high,source,provenance,note
Adams 2001,cured,,,D,,20,48,,,,,,,s1,,
Adams 2001,cured,,,P,,10,49,,,,,,,s1,,
Baker 2002,cured,,,D,P,,,,,1.50,,1.10,2.05,,reconstructed,
Adams 2001,pain,,,D,,,48,8.90,2.1,,,,,,,
Adams 2001,pain,,,P,,,49,9.5,2.3,,,,,,,
"""

RISK_OF_BIAS = """\
study,domain,outcome,judgement,support,source,provenance,note
Adams 2001,Allocation concealment,,low,sealed envelopes,,,
"""

CERTAINTY = """\
outcome,domain,levels,reason,source,provenance,note
cured,start,high,,,,
cured,Risk of bias,−1,no blinding,s1,,
cured,imprecision,0,,,,
cured,certainty,Moderate,,,,
"""

FLOW = """\
item,detail,n,source,provenance,note
databases,MEDLINE,120,,,
screened,,100,,,
not_retrieved,,,,,
"""

SOURCES = """\
id,address,title,kind,note
s1,https://example.org/report,A report,article,
"""

PUBLISHED = """\
id,outcome,measure,estimate,ci_low,ci_high,p,chi2,df,p_het,tau2,i2,k,n,favours,statement,source,provenance,note
e1,cured,RR,1.80,1.20,2.70,0.004,0.5,1,,,0,2,,experimental,,s1,,
e2,pain,,,,,,,,,,,,,,no difference was seen,,,
"""

STUDIES_SOURCES = """\
study,field,source,provenance,note
Adams 2001,country,s1,derived,from the address
"""

REFERENCES = """\
% references
@article{adams2001,
  title = {One},
}

@article{baker2002,
  title = {Two},
}
"""

FILES: dict[str, str] = {
    "review.yaml": REVIEW_YAML,
    "studies.csv": STUDIES,
    "studies_sources.csv": STUDIES_SOURCES,
    "arms.csv": ARMS,
    "results.csv": RESULTS,
    "risk_of_bias.csv": RISK_OF_BIAS,
    "certainty.csv": CERTAINTY,
    "flow.csv": FLOW,
    "sources.csv": SOURCES,
    "published_effects.csv": PUBLISHED,
    "references.bib": REFERENCES,
    "searches/medline.txt": "1 drug\n2 placebo\n",
    "sections/introduction.md.j2": "Why.\n",
}


def fill(folder: Path, changes: dict[str, str | bytes | None] | None = None) -> Path:
    """Return the folder with the files of the small review in it, some replaced, or left out where None."""
    for path, content in {**FILES, **(changes or {})}.items():
        if content is None:
            continue
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
