#!/usr/bin/env bash
# Build the wheel and try it where nothing of this checkout can be imported: first in an environment with nothing but
# what a user has (the example must come out as from the checkout, byte for byte), then with the tests of the package.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

.venv/bin/python -m build --wheel --no-isolation --outdir "$work/dist" . >"$work/build.log" || { cat "$work/build.log"; exit 1; }
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --require-hashes -r requirements.lock
"$work/venv/bin/python" -m pip install --quiet --no-deps --no-index "$work"/dist/*.whl
"$work/venv/bin/python" -m pip check

mkdir "$work/away"
cp -R benchmarks data docs tests tools ./*.md LICENSE Makefile "$work/away/"
.venv/bin/reportgen build data/pip --output "$work/from-checkout" --quiet 2>"$work/warnings"
(
  cd "$work/away"
  "$work/venv/bin/reportgen" build data/pip --output "$work/from-wheel" --quiet 2>"$work/warnings"
  "$work/venv/bin/reportgen" new my-review >/dev/null
  "$work/venv/bin/reportgen" build my-review --quiet
  rm -r my-review output
)
diff -r "$work/from-checkout" "$work/from-wheel"
echo "the wheel builds the example as the checkout does"

# The settings of pytest go along; the package and its templates stay behind, and so do the tests of their source.
sed -n '/^\[tool.pytest/,/^\[tool.ruff/p' pyproject.toml | sed '/^\[tool.ruff/d' >"$work/away/pyproject.toml"
"$work/venv/bin/python" -m pip install --quiet --require-hashes -r requirements-dev.lock
cd "$work/away"
# The long proofs (killed, replayed and watched reviews, scripts of edits, packages of all journals) say nothing of packaging; they ran before.
"$work/venv/bin/python" -m pytest -q -n 2 --dist worksteal --ignore tests/test_architecture.py \
  --ignore tests/test_replay.py --ignore tests/test_updating.py --ignore tests/test_store.py \
  --ignore tests/test_store_changes.py --ignore tests/test_howto_update.py --ignore tests/watching \
  --ignore tests/comparing --ignore tests/versions/test_edits.py --ignore tests/pipeline/test_marked_manuscript.py \
  --ignore tests/submission/test_packages.py --ignore tests/submission/test_revision.py
