"""Names within review.yaml: ids that are unique, and measures, models, styles, columns and figures that exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from reportgen.errors import DataError, Origin
from reportgen.load.files import Folder
from reportgen.load.findings import Findings, quoted
from reportgen.load.registries import settings_of_synthesis, styles
from reportgen.load.settings_check import UNSTATED
from reportgen.model import CHARACTERISTICS, Outcome, Review

__all__ = ["check_files_named", "check_settings_names"]

_LARGEST_SETTINGS = 1
_FONTS = (".ttf", ".otf")


def check_settings_names(review: Review, ids: Mapping[str, Collection[str]], findings: Findings) -> None:
    """Keep an issue for each name in review.yaml that is not declared, shipped or unique.

    `ids` holds, by key of review.yaml, the ids as they stand there, flawed ones included.
    """
    check = _Checker(review, findings)
    for kind in ("comparisons", "outcomes", "figures"):
        check.unique(kind, [thing.id for thing in getattr(review, kind)])
    for index, outcome in enumerate(review.outcomes):
        check.outcome(index, outcome, ids)
    check.synthesis("methods.synthesis")
    for number, group in enumerate(review.exhaustive):
        for index, name in enumerate(group.outcomes):
            check.known(f"checks.exhaustive.{number}.outcomes.{index}", name, ids["outcomes"], "outcome")
    for number, total in enumerate(review.sums):
        check.known(f"checks.sums.{number}.total", total.total, ids["outcomes"], "outcome")
        for index, name in enumerate(total.parts):
            check.known(f"checks.sums.{number}.parts.{index}", name, ids["outcomes"], "outcome")
    for index, name in enumerate(review.summary_of_findings):
        check.known(f"tables.summary_of_findings.{index}", name, ids["outcomes"], "outcome")
    check.columns()
    check.authors()


def check_files_named(review: Review, folder: Folder) -> None:
    """Keep an issue for a style or font that is not there, leaves the folder, or cannot be read."""
    for index, font in enumerate(review.fonts):
        place = review.origins[f"fonts.{index}"]
        if folder.inside(font, place) and not font.lower().endswith(_FONTS):
            message = f"found {quoted(font)}, expected a .ttf or .otf file"
            folder.findings.add("file-is-readable", place, message)
    place = review.origins.get("style", Origin("review.yaml", 1))
    if not review.style.endswith(".toml"):
        if review.style not in styles():
            expected = "a shipped style, or a .toml file in the folder"
            folder.findings.unknown("style-is-known", place, review.style, known=styles(), expected=expected)
        return
    if folder.inside(review.style, place):
        text = folder.text(review.style, megabytes=_LARGEST_SETTINGS)
        _check_style(review.style, text or "", folder.findings)


def _check_style(path: str, text: str, findings: Findings) -> None:
    from reportgen.style import parse_style

    try:
        parse_style(path, text, path)
    except DataError as error:
        findings.extend(error.issues)
    except (TypeError, AttributeError, ValueError):
        findings.add("style-is-known", Origin(path, 1), "found a setting of the wrong type, expected those of a style")


class _Checker:
    """Checks names against what is known, and knows where each stands in review.yaml."""

    def __init__(self, review: Review, findings: Findings) -> None:
        self._review = review
        self._findings = findings
        self._synthesis = settings_of_synthesis()

    def place(self, name: str) -> Origin:
        """Return where the setting with a dotted name stands."""
        return self._review.origins.get(name, Origin("review.yaml", 1))

    def known(self, setting: str, name: str, known: Collection[str], kind: str, *, expected: str = "") -> None:
        """Keep an issue with the code KIND-is-known if the name is not among the known ones."""
        if name not in known and name != UNSTATED:
            code, place = f"{kind}-is-known", self.place(setting)
            expected = expected or f"the id of one declared under `{kind}s:`"
            self._findings.unknown(code, place, name, known=sorted(known), expected=expected)

    def unique(self, kind: str, ids: list[str]) -> None:
        """Keep an issue for each id that was used before."""
        first: dict[str, int] = {}
        for index, id_ in enumerate(ids):
            if id_ in first and id_ != UNSTATED:
                line = self.place(f"{kind}.{first[id_]}.id").line
                message = f"found the id {quoted(id_)} again (first in line {line}), expected one of its own"
                self._findings.add("outcome-id-is-unique", self.place(f"{kind}.{index}.id"), message)
            first.setdefault(id_, index)

    def outcome(self, index: int, outcome: Outcome, ids: Mapping[str, Collection[str]]) -> None:
        """Check one outcome: its comparison, measure, figure, column of subgroups, range and plan."""
        from reportgen.effects import MEASURES

        at = f"outcomes.{index}"
        self.known(f"{at}.comparison", outcome.comparison, ids["comparisons"], "comparison")
        self.known(f"{at}.measure", outcome.measure, MEASURES, "measure", expected="an effect measure")
        if ids["figures"] and f"{at}.figure" in self._review.origins and outcome.figure != outcome.id:
            self.known(f"{at}.figure", outcome.figure, ids["figures"], "figure")
        if not outcome.pooled and not outcome.not_pooled_reason:
            message = "found `synthesis: none` without a reason, expected one under `reason`"
            self._findings.add("unpooled-outcome-has-reason", self.place(f"{at}.synthesis"), message)
        if outcome.subgroups:
            self._column(f"{at}.subgroups", outcome.subgroups)
        if outcome.range and outcome.range[0] >= outcome.range[1]:
            message = f"found {outcome.range[0]:g} and {outcome.range[1]:g}, expected the lowest value first"
            self._findings.add("yaml-value-is-valid", self.place(f"{at}.range.0"), message)
        self._thresholds(f"{at}.thresholds", outcome)
        self.synthesis(f"{at}.synthesis")
        self._method(f"{at}.synthesis.method", outcome)

    def synthesis(self, at: str) -> None:
        """Check the names of models, methods, estimators and intervals below a setting."""
        plan = self._plan(at)
        for setting, known in self._synthesis.items():
            if f"{at}.{setting}" in self._review.origins:
                expected = f"a known value of `{setting}`"
                self.known(f"{at}.{setting}", getattr(plan, setting), known, "estimator", expected=expected)

    def _method(self, setting: str, outcome: Outcome) -> None:
        """Check that a method written for this outcome takes its measure; one that holds for all may give way."""
        from reportgen.pooling import METHODS

        method = METHODS.get(outcome.plan.method)
        if setting not in self._review.origins or method is None or method.measures is None:
            return
        from reportgen.effects import MEASURES

        if outcome.measure in MEASURES and outcome.measure not in method.measures:
            taken = ", ".join(measure for measure in MEASURES if measure in method.measures)
            message = f"found {method.id} for {outcome.measure}, expected inverse-variance"
            self._findings.add("method-fits-data", self.place(setting), message, f"{method.id} takes {taken}")

    def _thresholds(self, at: str, outcome: Outcome) -> None:
        """Check that thresholds for the size of an effect go from small to large, away from no effect."""
        from reportgen.effects import MEASURES
        from reportgen.wording.certainty import thresholds_rise

        measure, found = MEASURES.get(outcome.measure), outcome.thresholds
        if found is None or measure is None or measure.null is None or thresholds_rise(found, measure.null):
            return
        given = f"{found.small:g}, {found.moderate:g} and {found.large:g}"
        expected = f"expected each further from no effect ({measure.null:g}) than the one before"
        message = f"found thresholds {given}, {expected}"
        self._findings.add("yaml-value-is-valid", self.place(f"{at}.small"), message)

    def columns(self) -> None:
        """Check the columns of the review's own, and those that tables show."""
        standard = {
            *CHARACTERISTICS,
            "study",
            "status",
            "reason",
            "reports",
            "results",
            "results_reason",
            "n_randomised",
        }
        names = [column.name for column in self._review.columns]
        for index, name in enumerate(names):
            if name in standard | {"source", "provenance", "note"} or name in names[:index]:
                message = f"found {quoted(name)}, expected a name that no other column has"
                self._findings.add("column-is-unique", self.place(f"columns.{index}.name"), message)
        for index, name in enumerate(self._review.characteristics):
            self._column(f"tables.characteristics.{index}", name)

    def authors(self) -> None:
        """Check that the affiliations of authors exist."""
        for number, author in enumerate(self._review.authors):
            for index, key in enumerate(author.affiliations):
                if key not in self._review.affiliations:
                    place = self.place(f"authors.{number}.affiliations.{index}")
                    expected, known = "a key of `affiliations:`", self._review.affiliations
                    self._findings.unknown("yaml-value-is-valid", place, key, known=known, expected=expected)

    def _column(self, setting: str, name: str) -> None:
        known = ("n_randomised", *CHARACTERISTICS, *(column.name for column in self._review.columns))
        if name not in known:
            place, expected = self.place(setting), "a column of studies.csv"
            self._findings.unknown("column-is-declared", place, name, known=known, expected=expected)

    def _plan(self, at: str) -> object:
        if at == "methods.synthesis":
            return self._review.methods.plan
        return self._review.outcomes[int(at.split(".")[1])].plan
