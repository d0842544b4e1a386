# kouan · 口岸. `make` alone lists what can be asked for.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
PORT ?= 8000
JOBS ?= 2
ARGS ?=
B := .venv/bin

.PHONY: help
help: ## 列出全部命令 · list the commands
	@grep -hE '^[a-z.]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z.]+):.*## /\1\t/' | expand -t 12

# A stamp is newer than the lock it was made from, so a second run costs nothing and a changed lock is seen.
.venv/base.stamp: requirements/base.txt pyproject.toml
	@[ .venv/dev.stamp -nt requirements/dev.txt -a .venv/dev.stamp -nt pyproject.toml ] || scripts/env.sh base
	@touch $@
.venv/dev.stamp: requirements/dev.txt pyproject.toml
	@scripts/env.sh dev
	@touch .venv/base.stamp $@
VENDOR := src/kouan/kit/static/vendor/VERSIONS.txt
$(VENDOR): frontend/package-lock.json frontend/build.mjs frontend/charts.js | .venv/base.stamp
	@scripts/frontend.sh

.PHONY: demo serve
demo: .venv/base.stamp $(VENDOR) ## 打开可用的演示口岸 · open a working port with demonstration data (PORT=8000)
	@$(B)/kouan demo --port $(PORT)
serve: .venv/base.stamp $(VENDOR) ## 启动服务，数据在 ./var · serve what is in ./var
	@$(B)/kouan serve --port $(PORT)

.PHONY: test check
test: .venv/dev.stamp $(VENDOR) ## 全部测试（ARGS=...）· all tests
	@scripts/preflight.sh
	@$(B)/pytest -n $(JOBS) -m "not bench and not drill" $(ARGS)
check: .venv/dev.stamp ## 格式、静态检查、类型、楼层、迁移、翻译、链接 · format, lint, types, floors, migrations, words, links
	@scripts/check.sh

.PHONY: fix bench drill vectors docs
fix: .venv/dev.stamp ## 自动整理格式 · format, and mend what lint can mend
	@$(B)/ruff check --fix --quiet . || true
	@$(B)/ruff format --quiet .
bench: .venv/dev.stamp ## 测速，记入 var/bench.jsonl · measure, into var/bench.jsonl
	@scripts/preflight.sh
	@mkdir -p var && DJANGO_SETTINGS_MODULE=kouan.project.settings $(B)/python -m tests.bench $(ARGS)
drill: .venv/dev.stamp ## 负载下反复 kill -9 · kill -9 under load, again and again
	@scripts/preflight.sh
	@DJANGO_SETTINGS_MODULE=kouan.project.settings $(B)/python -m tests.drill $(ARGS)
vectors: .venv/dev.stamp ## 用他人写的文件核对（VECTORS=目录）· conformance with files written by others
	@$(B)/python -m tests.conformance $(ARGS)
docs: .venv/dev.stamp ## 从测试与登记生成手册 · write the manual from tests and registries
	@$(B)/kouan manual docs/manual

.PHONY: .venv lock clean
.venv: .venv/dev.stamp ## 开发环境 · the developer's environment
lock: .venv/dev.stamp ## 重写锁定文件（ARGS=--upgrade）· write the lock files anew
	@scripts/lock.sh $(B)/uv $(ARGS)
clean: ## 删除生成之物，保留 ./var · remove what was made, keep ./var
	@rm -rf .venv frontend/node_modules $(dir $(VENDOR)) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
