#!/usr/bin/env bash
# Installs Debian packages without questions; refreshes the lists only when the first try finds nothing.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
install() { apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >/dev/null; }
install "$@" 2>/dev/null || { apt-get update -qq >/dev/null; install "$@"; }
