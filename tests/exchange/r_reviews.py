"""Made-up reviews for the R script: many outcomes of every kind, drawn from a fixed seed."""

import random
from dataclasses import replace

from reportgen.effects import MEASURES
from reportgen.errors import Origin
from reportgen.model import PRESETS, Arm, Cell, Comparison, Methods, Outcome, Result, Review, Study

HERE = Origin("results.csv", 2)
KINDS = {key: measure.kind for key, measure in MEASURES.items()}


def _arm(kind, draw, side, spread):
    n = draw.randint(12, 160)
    if kind in {"dichotomous", "proportion"}:
        risk = min(0.9, max(0.02, draw.gauss(0.3 + 0.1 * side, spread / 3)))
        return {"events": sum(draw.random() < risk for _ in range(n)), "n": n}
    if kind == "continuous":
        return {"mean": 20 + 2 * side + draw.gauss(0, 3 * spread), "sd": draw.uniform(3, 7), "n": n}
    if kind in {"rates", "rate"}:
        time = draw.uniform(20, 200)
        return {"events": max(0, round(time * draw.gauss(0.3 + 0.1 * side, spread / 3))), "time": time}
    if kind == "correlation":
        return {"r": max(-0.9, min(0.9, draw.gauss(0.3, 0.1 + spread / 2))), "n": n}
    return {}


def _effect(measure, draw, spread):
    if measure == "OE":
        variance = draw.uniform(4, 30)
        return {"o_minus_e": variance * draw.gauss(-0.3, 0.1 + spread), "variance": variance}
    se = draw.uniform(0.1, 0.5)
    y = draw.gauss(0.4, 0.05 + spread)
    estimate = 2.718281828**y if MEASURES[measure].scale == "log" else y
    if measure == "HR" and draw.random() < 0.4:
        return {"estimate": estimate, "ci_low": estimate * 0.6, "ci_high": estimate * 1.7}
    return {"estimate": estimate, "se": se}


def rows_of(measure, *, seed=1, studies=6, spread=0.5, subgroup="", first=1):
    """Return the numbers of each study by its place: of two arms, of one, or an effect."""
    draw = random.Random(f"{measure} {seed}")
    found = []
    for place in range(first, first + studies):
        sides = MEASURES[measure].sides
        data = [_arm(KINDS[measure], draw, side, spread) for side in range(sides)] or [_effect(measure, draw, spread)]
        found.append((place, subgroup, data))
    return found


def cells(numbers):
    return {name: Cell(float(value), HERE, str(value)) for name, value in numbers.items()}


def results_of(outcome, measure, rows):
    for place, subgroup, data in rows:
        effect = MEASURES[measure].sides == 0 or "estimate" in data[0]
        for arm, numbers in zip("ab", data, strict=False):
            versus = "b" if effect else ""
            yield Result(
                study=f"s{place}",
                outcome=outcome,
                time_point="",
                analysis_set="",
                arm=arm,
                versus=versus,
                data=cells(numbers),
                origin=HERE,
                subgroup=subgroup,
            )


COCHRANE = PRESETS["cochrane"]


def outcome_of(id_, measure, plan=COCHRANE, **more):
    return Outcome(
        **{
            "id": id_,
            "title": f"outcome {id_}",
            "comparison": "cmp",
            "measure": measure,
            "better": "lower",
            "origin": HERE,
            "plan": plan,
            **more,
        }
    )


def review_of(outcomes, *, names=None, characteristics=None):
    """Return a review; `outcomes` are pairs of an outcome and its rows, `names` rename studies by their place."""
    names = names or {}
    places = sorted({place for _, rows in outcomes for place, _, _ in rows})
    ids = {f"s{place}": names.get(place, f"Study {place}") for place in places}
    studies = tuple(
        Study(
            id=ids[f"s{place}"],
            status="included",
            origin=HERE,
            n_randomised=Cell(None, HERE),
            characteristics={
                name: Cell(values[place % len(values)], HERE) for name, values in (characteristics or {}).items()
            },
        )
        for place in places
    )
    arms = tuple(
        Arm(study=study.id, id=arm, label=arm, n=Cell(None, HERE), randomised=True, roles={"cmp": role}, origin=HERE)
        for study in studies
        for arm, role in (("a", "experimental"), ("b", "comparator"))
    )
    results = tuple(
        replace(result, study=ids[result.study])
        for outcome, rows in outcomes
        for result in results_of(outcome.id, outcome.measure, rows)
    )
    return Review(
        title="A made-up review",
        comparisons=(Comparison(id="cmp", title="A versus B", experimental="A", comparator="B", origin=HERE),),
        studies=studies,
        arms=arms,
        results=results,
        outcomes=tuple(outcome for outcome, _ in outcomes),
        methods=Methods(plan=COCHRANE),
    )
