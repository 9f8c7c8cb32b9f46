"""What `import reportgen` offers."""

import subprocess
import sys

import pytest

import reportgen

VERBS = ("build", "check", "frames", "load")


@pytest.mark.parametrize("name", VERBS)
def test_a_verb_is_a_verb_however_often_and_whatever_was_imported_before(name):
    code = f"import reportgen, inspect; a = reportgen.{name}; import reportgen.frames, reportgen.load; b = reportgen.{name}; assert a is b; assert inspect.isfunction(a)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_importing_the_package_loads_nothing_heavy():
    code = "import reportgen, sys; print(sorted({'numpy', 'pandas', 'jinja2', 'pydantic', 'reportgen.load'} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert run.stdout.strip() == "[]"


def test_a_name_that_does_not_exist_says_so():
    with pytest.raises(AttributeError, match="bild"):
        _ = reportgen.bild


def test_modules_are_imported_as_ever():
    from reportgen.load import load

    assert reportgen.load is load
    assert set(VERBS) < set(reportgen.__all__)
