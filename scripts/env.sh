#!/usr/bin/env bash
# Brings .venv up to a lock file: scripts/env.sh base|dev
# Needs Python >= 3.11 and either its venv module, or root on Debian to install it, or any uv or pip on the PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
lock=requirements/$1.txt
py=.venv/bin/python

say() { printf '%s\n' "$*" >&2; }
fail() { say "✗ $1"; say "  $2"; exit 1; }

pick_python() {
  local name
  for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then printf '%s' "$name"; return; fi
  done
  fail "需要 Python 3.11 或更新版本；可用 make PYTHON=/path/to/python3.11 指定。" \
       "Python 3.11 or later is needed; name one with make PYTHON=/path/to/python3.11."
}

make_venv() {
  local python; python=$(pick_python)
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if command -v uv >/dev/null; then uv venv --quiet --python "$python" .venv; return; fi
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail \
      "此 Python 缺少 venv 模块。请由管理员运行：apt-get install python3-venv，然后重试。" \
      "This Python lacks its venv module. Ask an administrator to run: apt-get install python3-venv, then try again."
    say "安装 python3-venv · installing python3-venv"
    scripts/apt.sh python3-venv
  fi
  "$python" -m venv .venv
}

# A broken or half-made environment is made anew; a good one is kept.
"$py" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { rm -rf .venv; say "创建 .venv · creating .venv"; make_venv; }

if [ -x .venv/bin/uv ]; then uv=.venv/bin/uv
elif [ -x .venv/bin/pip ]; then
  .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
  uv=.venv/bin/uv
else uv=uv
fi

# What this machine set for pip, a mirror or its own certificates, holds for uv too.
pip_says() { "$py" -m pip config get "global.$1" 2>/dev/null || true; }
mirror=${PIP_INDEX_URL:-$(pip_says index-url)}
[ -z "$mirror" ] || export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$mirror}
[ ! -e /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-true}

say "安装锁定的依赖 · installing locked dependencies ($lock)"
export VIRTUAL_ENV=$PWD/.venv UV_LINK_MODE=${UV_LINK_MODE:-copy}
"$uv" pip install --quiet --require-hashes -r "$lock"
"$uv" pip install --quiet --no-deps --no-build-isolation --editable .
