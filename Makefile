# kouan · 口岸. `make` alone lists what can be asked for.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
PORT ?= 8000
B := .venv/bin

.PHONY: help
help: ## 列出全部命令 · list the commands
	@grep -hE '^[a-z.]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z.]+):.*## /\1\t/' | expand -t 12

# A stamp names the lock it was made from, so a second run costs nothing and a changed lock is seen.
.venv/base.stamp: requirements/base.txt pyproject.toml | scripts/env.sh
	@[ .venv/dev.stamp -nt requirements/dev.txt -a .venv/dev.stamp -nt pyproject.toml ] || scripts/env.sh base
	@touch $@
.venv/dev.stamp: requirements/dev.txt pyproject.toml | scripts/env.sh
	@scripts/env.sh dev
	@touch $@ .venv/base.stamp

.PHONY: .venv
.venv: .venv/dev.stamp ## 开发环境 · the developer's environment
