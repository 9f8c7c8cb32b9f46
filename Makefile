# make demo    set everything up and build the example review into output/pip
# make test    everything that must hold: lint, types, layers, tests, the wheel in an empty environment
# make gallery every figure and table in every layout, as output/gallery/index.html
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PYTHON
export SOURCE_DATE_EPOCH ?= 1767225600
export PIP_DISABLE_PIP_VERSION_CHECK = 1
BIN = .venv/bin
INSTALL = $(BIN)/python -m pip install --quiet

# A folder with reviews in formats that `reportgen import` reads, for the gallery; it may be missing.
REAL ?= ../shared/data/real

.PHONY: demo test lint unit wheel format docs gallery pictures lock clean

demo: .venv/run.stamp
	$(BIN)/reportgen build data/pip --output output/pip

test: lint unit wheel

lint: .venv/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: .venv/dev.stamp tests/node/node_modules/.package-lock.json
	$(BIN)/pytest -n 2 --dist worksteal

wheel: .venv/dev.stamp
	tools/check_wheel.sh

format: .venv/dev.stamp
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: .venv/dev.stamp
	$(BIN)/python tools/write_reference.py

gallery: .venv/dev.stamp
	$(BIN)/python -m tools.gallery --real "$(REAL)"

pictures: .venv/dev.stamp
	$(BIN)/python -m tools.pictures

lock: .venv/dev.stamp
	$(INSTALL) uv
	tools/lock.sh

clean:
	rm -rf .venv tests/node/node_modules dist .mypy_cache .ruff_cache .pytest_cache .hypothesis

# System packages first: without them there is no virtual environment to begin with.
.venv/bin/python:
	tools/setup.sh demo
	$(PYTHON) -m venv .venv

.venv/run.stamp: .venv/bin/python requirements.lock pyproject.toml
	tools/setup.sh demo
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.lock
	tools/setup.sh test
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@

tests/node/node_modules/.package-lock.json: tests/node/package-lock.json tests/node/package.json .venv/dev.stamp
	cd tests/node && npm ci --no-audit --no-fund
	touch $@
