"""The arms of a package that was exported here, with the sides of comparisons they stood on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.exchange.revman.plain import plain_lines
from reportgen.exchange.revman.records import Record, Table
from reportgen.exchange.revman_web.study_results import StudyRow
from reportgen.model import Arm, Cell, Comparison, Result, Role

__all__ = ["OwnArms"]


class OwnArms:
    """Arms by study and name, each with its roles: an arm stands on a side if its interventions name this side."""

    def __init__(self, table: Table | None, comparisons: Sequence[Comparison], given: Sequence[Arm]) -> None:
        self._arms: dict[tuple[str, str], Arm] = {}
        self._given = {(arm.study, arm.id): arm for arm in given}
        for record in table.records if table is not None else ():
            key = (record.text("Study"), record.text("Arm"))
            if all(key):
                self._arms.setdefault(key, _arm(record, *key, comparisons))

    def may_take_part(self, row: StudyRow, comparison: str) -> bool:
        """Return whether the arms of a row play a role in the comparison, or none in any."""
        arms = [self._arms.get((row.study, name)) for name in (row.arm, row.versus) if name]
        return all(arm is not None and (comparison in arm.roles or not arm.roles) for arm in arms)

    def faces(self, rows: Sequence[StudyRow], comparison: str, *, effects_only: bool) -> bool:
        """Return whether the rows stand on both sides of the comparison: as two arms, or as an effect between them."""
        single = {self._role(row.study, row.arm, comparison) for row in rows if not row.versus and not effects_only}
        pairs = [
            {self._role(row.study, arm, comparison) for arm in (row.arm, row.versus)} for row in rows if row.versus
        ]
        return any({"experimental", "comparator"} <= sides for sides in (single, *pairs))

    def renamed(self, result: Result, comparison: str) -> Result:
        """Return a result of the analyses with the arms of the study in place of the sides, where there is one each."""
        names = {name: self._only(result.study, name, comparison) for name in (result.arm, result.versus) if name}
        if not all(names.values()):
            return result
        return replace(result, arm=names[result.arm], versus=names.get(result.versus, ""))

    def all_of(self, given: Sequence[Arm], results: Sequence[Result]) -> tuple[Arm, ...]:
        """Return the arms of all studies: those of the table, and those of the analyses that results still name."""
        needed = {(result.study, name) for result in results for name in (result.arm, result.versus)}
        studies = dict.fromkeys([*(arm.study for arm in given), *(study for study, _ in self._arms)])
        found = []
        for study in studies:
            own = [arm for arm in self._arms.values() if arm.study == study]
            names = {arm.id for arm in own}
            rest = [arm for arm in given if arm.study == study and (study, arm.id) in needed and arm.id not in names]
            found += [*own, *rest]
        return tuple(found)

    def _role(self, study: str, name: str, comparison: str) -> Role | None:
        arm = self._arms.get((study, name))
        return arm.roles.get(comparison) if arm is not None else None

    def _only(self, study: str, name: str, comparison: str) -> str:
        """Return the one arm of the study on the side that an arm of the analyses stands for, or nothing."""
        given = self._given.get((study, name))
        role = given.roles.get(comparison) if given is not None else None
        found = [arm.id for arm in self._arms.values() if arm.study == study and arm.roles.get(comparison) == role]
        return found[0] if role is not None and len(found) == 1 else ""


def _arm(record: Record, study: str, name: str, comparisons: Sequence[Comparison]) -> Arm:
    interventions = plain_lines(record.raw("Intervention")).split("\n")
    roles: dict[str, Role] = {}
    for comparison in comparisons:
        sides = (comparison.experimental in interventions, comparison.comparator in interventions)
        if sides in {(True, False), (False, True)}:
            roles[comparison.id] = "experimental" if sides[0] else "comparator"
    origin = record.origin("Arm")
    return Arm(study=study, id=name, label=name, n=Cell(None, origin), randomised=True, roles=roles, origin=origin)
