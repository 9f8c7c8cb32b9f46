"""A review as the tables of RevMan Web."""

from __future__ import annotations

from reportgen.exchange.exports import Export, Exported
from reportgen.exchange.revman.own_export import README
from reportgen.exchange.revman_export.cells import analysis_path, study_path
from reportgen.exchange.revman_export.data_rows import data_rows
from reportgen.exchange.revman_export.losses import losses
from reportgen.exchange.revman_export.numbering import items_of
from reportgen.exchange.revman_export.readme import readme
from reportgen.exchange.revman_export.references import library_items, reference_files
from reportgen.exchange.revman_export.risk_of_bias import judged_results, judged_studies
from reportgen.exchange.revman_export.settings import settings_table, subgroup_table
from reportgen.exchange.revman_export.studies import study_tables
from reportgen.exchange.revman_export.study_results import arms_table, results_table
from reportgen.model import CHARACTERISTICS
from reportgen.quantities import Analysis

__all__ = ["REVMAN_EXPORT"]


def _write(analysis: Analysis) -> Exported:
    """Return the files of the export, and what they do not hold."""
    review = analysis.review
    items = items_of(analysis)
    references = library_items(review)
    labels = {**CHARACTERISTICS, **{column.name: column.label for column in review.columns}}
    files = {
        analysis_path("data-rows.csv"): data_rows(items, review, judged_results(review)),
        analysis_path("overall-estimates-and-settings.csv"): settings_table(items, labels),
        **dict(study_tables(review)),
        study_path("study-arms.csv"): arms_table(review),
        study_path("study-results.csv"): results_table(review),
        **dict(reference_files(review, references)),
    }
    if any(item.pooled.subgroups for item in items):
        files[analysis_path("subgroup-estimates.csv")] = subgroup_table(items)
    if (judged := judged_studies(review)) is not None:
        files[study_path("risk-of-bias.csv")] = judged
    remarks = losses(analysis, items, references)
    files[README] = readme(review.title, files, remarks)
    return Exported(files={path: files[path] for path in sorted(files)}, remarks=remarks)


REVMAN_EXPORT = Export(id="revman", title="RevMan Web: tables to import, and a data package", write=_write)
"""The tables that RevMan Web imports, and those of its data package."""
