#!/usr/bin/env bash
# Sees to it that what the suites need is on the machine: PostgreSQL, Chromium, Chinese fonts.
# As root on Debian it installs what is missing; elsewhere it says which suites will NOT RUN. Under CI=true that is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

has_postgres() { command -v initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb'; }
has_chromium() { command -v "${KOUAN_CHROMIUM:-chromium}" || command -v chromium-browser || command -v google-chrome; }
has_driver() { .venv/bin/python -c 'import playwright._impl._driver as d, subprocess as s; s.run([d.compute_driver_executable()[0], "-v"], check=True)'; }
has_fonts() { [ -d /usr/share/fonts/opentype/noto ] || { command -v fc-list && fc-list :lang=zh | grep -q .; }; }

missing() {
  has_postgres >/dev/null 2>&1 || echo postgresql
  has_chromium >/dev/null 2>&1 || echo chromium
  has_driver >/dev/null 2>&1 || echo libatomic1
  has_fonts >/dev/null 2>&1 || echo fonts-noto-cjk
}

suite() {
  case $1 in
    postgresql) echo "postgres: journal, writer and store on PostgreSQL" ;;
    chromium | libatomic1) echo "browser: tests/web" ;;
    fonts-noto-cjk) echo "browser: screenshots in Chinese show boxes" ;;
  esac
}

mapfile -t wanted < <(missing)
[ ${#wanted[@]} -gt 0 ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "安装测试所需 · installing what the suites need: ${wanted[*]}" >&2
  scripts/apt.sh "${wanted[@]}" || true
  mapfile -t wanted < <(missing)
fi
for name in "${wanted[@]}"; do
  echo "✗ 未运行 DID NOT RUN — $(suite "$name")（缺少 missing: $name）" >&2
done
[ ${#wanted[@]} -eq 0 ] || [ "${CI:-}" != true ]
