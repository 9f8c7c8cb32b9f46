"""What all tests share: programs that must be there, and a run that does not pass over anything."""

import shutil

import pytest
from hypothesis import settings

# The same examples on every run, and none fails because the machine is busy.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

PACKAGES = {
    "chromium": "chromium",
    "faketime": "faketime",
    "node": "nodejs",
    "npm": "npm",
    "pdffonts": "poppler-utils",
    "pdfimages": "poppler-utils",
    "pdfinfo": "poppler-utils",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "qpdf": "qpdf",
    "soffice": "libreoffice-writer libreoffice-math",
}


@pytest.fixture(scope="session")
def program():
    """Return a function from a program's name to its path; one that is missing is an error with the cure."""

    def find(name):
        path = shutil.which(name)
        if path is None:
            pytest.fail(f"{name} is missing: apt-get install --no-install-recommends {PACKAGES[name]}", pytrace=False)
        return path

    return find


@pytest.fixture(scope="session")
def node_package(request):
    """Return a function from a path below tests/node/node_modules to that path; a missing one is an error."""
    modules = request.config.rootpath / "tests/node/node_modules"

    def find(path):
        if not (modules / path).exists():
            pytest.fail(f"the node package of {path} is missing: run `npm ci` in tests/node", pytrace=False)
        return modules / path

    return find


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Fail a run in which a test was skipped or expected to fail: what is not tested must be seen."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or hasattr(session.config, "workerinput"):
        return
    passed_over = [report for kind in ("skipped", "xfailed", "xpassed") for report in reporter.stats.get(kind, ())]
    if passed_over and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        for report in passed_over:
            reporter.write_line(f"not run to its end: {report.nodeid}", red=True)
