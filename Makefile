# Each target sets up what it needs; nothing but Python 3.11 or newer, make, gcc and git has to be there.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
.DEFAULT_GOAL := help
.PHONY: help run test ui bench lint browser clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /	/' | expand -t 10

run: $(READY) ## set up, then run the main job on the sample articles (once you have run your own: on what is new)
	@$(BIN)/losses run

test: $(READY) browser ## set up, then run every test
	@$(BIN)/python -m pytest

ui: $(READY) ## open the Dagster UI on http://127.0.0.1:3000
	@$(BIN)/losses ui

bench: $(READY) ## measure: each figure beside what it is compared with
	@$(BIN)/losses bench

lint: $(READY) ## format, lint and types, as the tests check them
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy && $(BIN)/sqlfluff lint sql --processes 2

# uv installs the pinned set in seconds where pip needs a minute; it comes from pip.
$(READY): pyproject.toml constraints.txt
	@echo "Setting up $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; found $$($(BIN)/python -V). Set PYTHON=/path/to/python3.11 and remove $(VENV)."; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==0.13.9
	@$(BIN)/uv pip install --quiet --python $(VENV) --constraint constraints.txt --editable '.[dev,build]'
	@touch $(READY)

# The browser tests drive Debian's Chromium: no test is skipped for want of it.
browser:
	@command -v chromium >/dev/null || { echo "Installing Chromium for the browser tests …"; \
	  SUDO=$$(test $$(id -u) = 0 || echo sudo); $$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	  || { echo "The browser tests need Chromium: install the package 'chromium', then run make test again."; exit 1; }

clean: ## remove the environment and every cache; your data stays
	rm -rf $(VENV) .pytest_cache .ruff_cache .mypy_cache .hypothesis *.egg-info
