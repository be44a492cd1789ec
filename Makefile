# The whole workflow, one word a wish. `make` alone lists the words.
# It asks of a machine only make and python3 >= 3.11 with venv; everything else goes into .venv and the ignored folders.

PYTHON  ?= python3
WORKERS ?= 2
ARGS    ?=
SPEECH  ?= $(wildcard tests/understand/phrases/*.jsonl)

BIN     := .venv/bin
READY   := .venv/.ready
WEB     := coach/web
VENDOR  := $(WEB)/vendor
COMPILE  = $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
           --annotation-style line --custom-compile-command "make lock" $(ARGS)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test lint check bench wheel lock clean moved

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(READY) $(VENDOR)/pico.min.css ## prepare .venv and the browser's libraries; run and test do it by themselves

run: setup ## the bot, the web pages and a simulated carrier in one process; PORT and ARGS are passed on
	$(BIN)/python -m coach run $(ARGS)

test: setup lint ## every check and every test; ARGS go to pytest
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal --cov=coach/core --cov-branch --cov-report= $(ARGS)
	$(BIN)/python -m coverage report --include='coach/core/*' --show-missing --skip-covered --fail-under=100

lint: setup ## style, types, and who may import whom
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/lint-imports

check: setup ## the programs and their texts
	$(BIN)/python -m coach programs check

bench: setup ## how well replies are understood; SPEECH names other files
	$(BIN)/python -m coach bench speech $(SPEECH)

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

lock: setup ## make the locks anew after a change of dependencies; ARGS=--upgrade moves every version
	$(COMPILE) --extra fleet --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra fleet --extra dev --constraints requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --group npm --output-file requirements-npm.lock
	cd $(WEB) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm install --package-lock-only

clean: ## remove everything that was made, but no database
	rm -rf .venv $(VENDOR) $(WEB)/node_modules dist build .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find coach tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A virtual environment remembers its folder. One that was moved or copied with the tree, or lost its interpreter, is made anew.
ifneq ($(shell cat $(READY) 2>/dev/null),$(CURDIR))
$(READY): moved
endif

$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "coach needs Python 3.11 or newer, and '$(PYTHON)' is: $$($(PYTHON) --version 2>&1)." >&2; \
	  echo "Install one, or name one that is there: make setup PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	  echo "'$(PYTHON)' cannot make virtual environments." >&2; \
	  echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@if ! $(BIN)/python -c 'import pip' 2>/dev/null || { test -s $(READY) && test "$$(cat $(READY))" != '$(CURDIR)'; }; \
	  then echo "Making .venv ..."; $(PYTHON) -m venv --clear .venv; fi
	@echo "Installing the locked libraries into .venv (a minute, the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@echo '$(CURDIR)' > $@

# The pages' libraries are dependencies, not our files. The last file copied stands for all of them.
$(VENDOR)/pico.min.css: $(WEB)/package.json $(WEB)/package-lock.json requirements-npm.lock | $(READY)
	@command -v npm >/dev/null || { echo "This machine has no npm: installing one into .venv ..."; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-npm.lock; }
	@echo "Fetching the browser's libraries into $(VENDOR) ..."
	@cd $(WEB) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --loglevel=error >/dev/null
	@rm -rf $(VENDOR) && mkdir $(VENDOR)
	@cp $(WEB)/node_modules/htmx.org/dist/htmx.min.js $(VENDOR)/
	@cp $(WEB)/node_modules/htmx.org/LICENSE $(VENDOR)/htmx.LICENSE
	@cp $(WEB)/node_modules/uplot/dist/uPlot.iife.min.js $(WEB)/node_modules/uplot/dist/uPlot.min.css $(VENDOR)/
	@cp $(WEB)/node_modules/uplot/LICENSE $(VENDOR)/uPlot.LICENSE
	@cp $(WEB)/node_modules/@picocss/pico/LICENSE.md $(VENDOR)/pico.LICENSE
	@cp $(WEB)/node_modules/@picocss/pico/css/pico.min.css $@
