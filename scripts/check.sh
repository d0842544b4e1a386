#!/usr/bin/env bash
# Everything that can be said about the code without running it. All checks run; the sum comes last.
set -uo pipefail
cd "$(dirname "$0")/.."
export PATH=$PWD/.venv/bin:$PATH
failed=()

step() {
  local name=$1; shift
  local started=$SECONDS output
  if output=$("$@" 2>&1); then printf '✓ %-32s %3d s\n' "$name" $((SECONDS - started)); return; fi
  printf '✗ %s\n%s\n' "$name" "$output"
  failed+=("$name")
}

migrations() {
  local var; var=$(mktemp -d)
  KOUAN_VAR=$var KOUAN_DATABASE= DJANGO_SETTINGS_MODULE=kouan.project.settings env -u KOUAN_DATABASE \
    python -m django makemigrations --check --dry-run
  local status=$?; rm -rf "$var"; return $status
}

step "格式 format" ruff format --check --quiet --diff .
step "静态检查 lint" ruff check --quiet --output-format concise .
step "类型 types" mypy
step "楼层 floors" lint-imports --no-cache --no-logo
step "迁移 migrations" migrations
step "双语 both languages" python scripts/translations.py src simulator
step "链接 links" python scripts/links.py .

[ ${#failed[@]} -eq 0 ] || { echo "✗ 未通过 failed: ${failed[*]}"; exit 1; }
