# `make demo` sets everything up and reads the sample reports; `make test` runs the tests.

SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
export DRAGOMAN_SHARED ?= ../shared

# A Python of 3.12 or newer: on the PATH, or one of pyenv's that isn't.
PYTHON ?= $(shell for python in python3.12 python3.13 python3 $${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.1[2-9].*/bin/python3 python3.14; do \
	if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then echo "$$python"; break; fi; done)

.PHONY: demo test check fmt quality records lock docs serve clean

demo: $(VENV)/ready  ## set up, then read the sample reports and print what they say
	@$(BIN)/dragoman demo

test: $(VENV)/ready  ## run the tests
	@$(BIN)/python -m pytest

check: $(VENV)/ready  ## lint, types, import rules: what CI runs besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fmt: $(VENV)/ready  ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

quality: $(VENV)/ready  ## run every evaluator and hold the figures against the floors
	@$(BIN)/python scripts/quality.py

records: $(VENV)/ready  ## score the gold records, and list what was missed and what was invented
	@$(BIN)/python scripts/quality.py records --show

docs: $(VENV)/ready  ## write the generated pages of docs/ anew
	@$(BIN)/python scripts/write_docs.py

lock: $(VENV)/ready  ## pin the dependencies anew, with hashes
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.12 \
		--no-emit-index-url --no-header --quiet --output-file requirements.lock

serve: $(VENV)/ready  ## open the reading room on the sample reports
	@test -e $(VENV)/samples.db || $(BIN)/dragoman add src/dragoman/samples/*.txt src/dragoman/samples/*.html --ledger $(VENV)/samples.db
	@$(BIN)/dragoman serve --ledger $(VENV)/samples.db

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(VENV)/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "dragoman needs Python 3.12 or newer; none was found on the PATH or among pyenv's versions" >&2; exit 1; }
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
