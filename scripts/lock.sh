#!/usr/bin/env bash
# Writes the lock files anew: exact versions with hashes, for Python 3.11 and later, naming no registry.
# Usage: scripts/lock.sh UV [--upgrade]
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$1; shift
lock() {
  local out=$1; shift
  "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
    "$@" --output-file "requirements/$out"
}
lock uv.txt requirements/uv.in "$@"
lock node.txt requirements/node.in "$@"
lock dev.txt pyproject.toml requirements/build.in --extra test --extra dev "$@"
# What a demonstration needs is a part of what a developer needs, in the same versions.
lock base.txt pyproject.toml requirements/build.in --constraint requirements/dev.txt "$@"
lock spark.txt pyproject.toml requirements/build.in --extra spark --constraint requirements/dev.txt "$@"
! grep -n '://' requirements/*.txt
