# Thin: each target is a line or two. Everything is installed into .venv, from pinned parts with their hashes.
PYTHON ?= python3
BIN := .venv/bin

# Where this is set, each of the hundreds of programs that the tests start would compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install demo test check bench proof dist requirements sample

install: .venv/installed
.venv/installed: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Python 3.11 or newer is needed. Name it with: make PYTHON=python3.12 …')"
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

demo: install
	$(BIN)/ew demo

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: check
	$(BIN)/python -m tests.prepare
	$(BIN)/pytest -q -n 2 --dist worksteal

proof: install
	EW_PROOF=whole $(BIN)/pytest -q -n 2 --dist worksteal
	$(BIN)/python -m tests.mutants

bench: install
	$(BIN)/python -m bench

dist: install
	rm -rf dist
	$(BIN)/python -m hatchling build -d dist
	$(BIN)/python -m docs.sbom > dist/sbom.cdx.json

sample: install
	$(BIN)/python -m sample_sheets
	$(BIN)/python -m sample_sheets.faults
	$(BIN)/python -m sample_sheets.others
	$(BIN)/python -m docs.make

requirements:
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes --python-version 3.11 --no-header -o requirements/runtime.txt
	uv pip compile pyproject.toml --group dev --universal --generate-hashes --python-version 3.11 --no-header -c requirements/runtime.txt -o requirements/dev.txt
	for peer in bench/theirs/*.in; do uv pip compile $$peer --universal --generate-hashes --python-version 3.11 --no-header -q -o $${peer%.in}.txt; done
