#!/usr/bin/env bash
# Pin every Python package anew: requirements.lock to run reportgen, requirements-dev.lock to develop it.
# Needs uv in .venv; `make lock` sees to that.
set -euo pipefail
compile() {
  output=$1; shift
  { echo "# Every version pinned, with hashes; made by \`make lock\` from pyproject.toml."
    .venv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
      --no-header --no-annotate "$@"; } >"$output.new"
  mv "$output.new" "$output"
}
compile requirements-dev.lock --group build --group test --group lint
compile requirements.lock --group build --constraint requirements-dev.lock
