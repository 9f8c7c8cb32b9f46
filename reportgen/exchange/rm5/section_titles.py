"""Headings of the parts of a Cochrane review, which an .rm5 file tells by the names of its elements."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ABSTRACT", "DECLARATIONS", "PARTS"]

ABSTRACT: Mapping[str, str] = {
    "ABS_BACKGROUND": "Background",
    "ABS_OBJECTIVES": "Objectives",
    "ABS_SEARCH_STRATEGY": "Search methods",
    "ABS_SELECTION_CRITERIA": "Selection criteria",
    "ABS_DATA_COLLECTION": "Data collection and analysis",
    "ABS_RESULTS": "Main results",
    "ABS_CONCLUSIONS": "Authors' conclusions",
}
"""Labels of the paragraphs of the abstract, in their order."""

PARTS: Mapping[str, str] = {
    "CONDITION": "Description of the condition",
    "INTERVENTION": "Description of the intervention",
    "THEORY": "How the intervention might work",
    "IMPORTANCE": "Why it is important to do this review",
    "SELECTION_CRITERIA": "Criteria for considering studies for this review",
    "CRIT_STUDIES": "Types of studies",
    "CRIT_PARTICIPANTS": "Types of participants",
    "CRIT_INTERVENTIONS": "Types of interventions",
    "CRIT_OUTCOMES": "Types of outcome measures",
    "CRIT_OUTCOMES_PRIMARY": "Primary outcomes",
    "CRIT_OUTCOMES_SECONDARY": "Secondary outcomes",
    "CRIT_REFERENCE_STANDARD": "Reference standards",
    "SEARCH_METHODS": "Search methods for identification of studies",
    "ELECTRONIC_SEARCHES": "Electronic searches",
    "OTHER_SEARCHES": "Searching other resources",
    "DATA_COLLECTION": "Data collection and analysis",
    "STUDY_SELECTION": "Selection of studies",
    "DATA_EXTRACTION": "Data extraction and management",
    "QUALITY_ASSESSMENT": "Assessment of risk of bias in included studies",
    "EFFECT_MEASURES": "Measures of treatment effect",
    "UNIT_OF_ANALYSIS": "Unit of analysis issues",
    "MISSING_DATA": "Dealing with missing data",
    "HETEROGENEITY_ASSESSMENT": "Assessment of heterogeneity",
    "BIAS_ASSESSMENT": "Assessment of reporting biases",
    "DATA_SYNTHESIS": "Data synthesis",
    "SUBGROUP_ANALYSIS": "Subgroup analysis and investigation of heterogeneity",
    "SENSITIVITY_ANALYSIS": "Sensitivity analysis",
    "STUDY_DESCRIPTION": "Description of studies",
    "SEARCH_RESULTS": "Results of the search",
    "INCLUDED_STUDIES_DESCR": "Included studies",
    "EXCLUDED_STUDIES_DESCR": "Excluded studies",
    "STUDY_QUALITY": "Risk of bias in included studies",
    "ALLOCATION": "Allocation (selection bias)",
    "BLINDING": "Blinding (performance bias and detection bias)",
    "EXCLUSIONS": "Incomplete outcome data (attrition bias)",
    "SELECTIVE_REPORTING": "Selective reporting (reporting bias)",
    "OTHER_BIAS_SOURCES": "Other potential sources of bias",
    "INTERVENTION_EFFECTS": "Effects of interventions",
    "SUMMARY_OF_RESULTS": "Summary of main results",
    "APPLICABILITY_OF_FINDINGS": "Overall completeness and applicability of evidence",
    "QUALITY_OF_EVIDENCE": "Quality of the evidence",
    "POTENTIAL_BIASES": "Potential biases in the review process",
    "AGREEMENT": "Agreements and disagreements with other studies or reviews",
    "IMPLICATIONS_PRACTICE": "Implications for practice",
    "IMPLICATIONS_RESEARCH": "Implications for research",
}
"""Headings of the parts of the body."""

DECLARATIONS: Mapping[str, str] = {
    "ACKNOWLEDGEMENTS": "Acknowledgements",
    "CONTRIBUTIONS": "Contributions of authors",
    "CONFLICT_OF_INTEREST": "Declarations of interest",
    "PRO_REV_DIFF": "Differences between protocol and review",
    "PUBLIC_NOTES": "Published notes",
}
"""Headings of what the authors declare, in their order."""
