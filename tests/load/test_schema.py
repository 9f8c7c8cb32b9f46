"""The JSON Schema of review.yaml: every key explained, and the same in the reference."""

from pathlib import Path

import pytest

from reportgen.load import schema
from reportgen.load.forms import TABLES, table_forms
from reportgen.load.settings_check import known_keys
from reportgen.model import PLAN_NAMES, PRESETS

REFERENCE = Path(__file__).parents[2] / "docs/reference/review-folder.md"


def properties():
    described = schema()
    for name, part in {"review.yaml": described, **described["$defs"]}.items():
        for key, value in part.get("properties", {}).items():
            yield f"{name}.{key}", key, value


@pytest.mark.parametrize(("key", "value"), [(name, value) for name, _, value in properties()])
def test_every_key_is_explained(key, value):
    assert value["description"].endswith(".")


def test_unknown_keys_are_refused_everywhere():
    described = schema()
    parts = [described, *described["$defs"].values()]
    assert [part.get("title") for part in parts if part.get("additionalProperties") is not False] == []


def test_known_keys_are_found_at_any_depth():
    described = schema()
    assert "title" in known_keys(described, ())
    assert known_keys(described, ("search", "databases", 3)) == ("name", "until")
    assert "tau2" in known_keys(described, ("outcomes", 0, "synthesis"))
    assert known_keys(described, ("title", "x")) == ()


@pytest.mark.parametrize("key", sorted({key for _, key, _ in properties()}))
def test_the_reference_explains_every_key(key):
    assert f"`{key}`" in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", TABLES)
def test_the_reference_explains_every_column(stem):
    text = REFERENCE.read_text(encoding="utf-8")
    form = table_forms((), (), known=True)[stem]
    assert [column for column in form.columns if f"`{column}`" not in text] == []


def test_the_page_on_presets_shows_what_each_chooses():
    page = (REFERENCE.parent / "presets.md").read_text(encoding="utf-8")
    for name in PLAN_NAMES[1:]:
        row = f"| `{name}` | " + " | ".join(str(getattr(plan, name)) for plan in PRESETS.values()) + " |"
        assert row in page
    assert "| setting | " + " | ".join(PRESETS) + " |" in page
