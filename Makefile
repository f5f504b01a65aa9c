# One verb per task; `make` alone lists them.  What a task needs it creates.

# The interpreter to work with: 3.11 or newer.  `make test PYTHON=/path/to/python3.12`
PYTHON ?=
# The others that run the tests too, where the machine has them.
INTERPRETERS := 3.11 3.12 3.13

ENV    := .venv
RUN    := $(ENV)/bin/python -m
PYTEST := -m pytest -p no:cacheprovider --no-header -n 2
# What says the same on every interpreter or needs a type checker, and what takes long.
ONCE   := -m "not once" --ignore=tests/test_typing.py --ignore=tests/lint --ignore=tests/examples

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

.PHONY: help test demo check quick lint types format generate docs bench upgrade hooks clean


help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: check tests $(INTERPRETERS:%=tests-on-%) ## Run everything that has to hold

demo: $(ENV)/package ## Watch a call being connected and its outcome reported
	@$(RUN) examples.dial_status.demo

check: lint types ## Lint, formatting and types

quick: $(ENV)/tools ## The tests alone, without coverage: make quick ONLY="-k dial"
	@$(ENV)/bin/python $(PYTEST) -q $(ONLY)

lint: $(ENV)/tools
	@echo "--- lint and formatting"
	@$(RUN) ruff check --quiet && $(RUN) ruff format --quiet --check && echo "ruff has nothing to say"

types: $(ENV)/tools
	@echo "--- types, by two checkers"
	@$(RUN) mypy
	@$(RUN) pyright

format: $(ENV)/tools ## Put the code into its form
	@$(RUN) ruff check --quiet --fix
	@$(RUN) ruff format

generate: $(ENV)/tools ## Write what is made from the declarations: schema and reference
	@$(RUN) tools.generate
	@echo "schema/, docs/reference/ and docs/rules/ are fresh"

docs: $(ENV)/tools ## Build the site of the documentation into build/docs
	@$(RUN) sphinx -q -W --keep-going -E -d build/doctrees docs build/docs
	@echo "build/docs/index.html is the front page"

bench: $(ENV)/tools ## Measure against the peers: make bench PARTS="builds reads", PARTS=--record
	@$(RUN) uv venv --quiet --allow-existing .venvs/bench
	@$(RUN) uv pip install --quiet --compile-bytecode --reinstall-package plivoml \
		--python .venvs/bench/bin/python -r benchmarks/requirements.txt .
	@.venvs/bench/bin/python -m benchmarks $(PARTS)

upgrade: $(ENV)/tools ## Move to the newest versions of the tools
	@$(RUN) uv pip compile pyproject.toml --group dev --extra docs --universal --python-version 3.11 \
		--no-header --no-annotate --upgrade --quiet --output-file constraints.txt

hooks: $(ENV)/tools ## Run the checks before each commit
	@$(RUN) uv pip install --quiet --python $(ENV)/bin/python pre-commit
	@$(RUN) pre_commit install

clean: ## Remove environments and what tools leave behind
	@rm -rf $(ENV) .venvs build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +


.PHONY: tests
tests: $(ENV)/tools
	@echo "--- tests, on $$($(ENV)/bin/python --version)"
	@$(ENV)/bin/python $(PYTEST) --cov --cov-report=term

# On the interpreter of $(ENV) they have run already.
tests-on-%: $(ENV)/tools
	@if $(ENV)/bin/python --version | grep -qF 'Python $*.'; then :; \
	elif [ -n "$(call found,$*)" ]; then \
		$(MAKE) .venvs/$*/ready && \
		echo "--- tests, less rules, examples and what no interpreter changes, on $$(.venvs/$*/bin/python --version)" && \
		.venvs/$*/bin/python $(PYTEST) $(ONCE); \
	else \
		echo "--- Python $* is skipped: this machine does not have it"; \
	fi

# Where the Python of a version is: on the path, or where pyenv or uv keep theirs.
found = $(shell for python in python$1 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$1.*/bin/python \
		"$$($(RUN) uv python find --system --no-python-downloads $1 2>/dev/null)"; do \
	"$$python" -c 'import sys; print(sys.executable)' 2>/dev/null && break; done)


# Environments.  Each ends in a stamp, newer than what it was made from.

INSTALL = $(RUN) uv pip install --quiet --constraints constraints.txt --editable .

$(ENV)/tools: pyproject.toml constraints.txt | $(ENV)/bin/uv
	@echo "--- installing the package and the tools into $(ENV)"
	@$(INSTALL)[docs] --python $(ENV)/bin/python --group dev
	@touch $@ $(ENV)/package

$(ENV)/package: pyproject.toml | $(ENV)/bin/uv
	@echo "--- installing the package into $(ENV)"
	@$(INSTALL) --python $(ENV)/bin/python
	@touch $@

$(ENV)/bin/uv:
	@set -e; for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
		if "$$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "--- creating $(ENV) with $$("$$python" --version)"; \
			"$$python" -m venv --clear $(ENV); \
			$(RUN) pip install -qq --disable-pip-version-check --constraint constraints.txt uv; \
			exit 0; \
		fi; \
	done; \
	echo "No Python 3.11 or newer with venv was found$(if $(PYTHON), at $(PYTHON)); say where it is:" >&2; \
	echo "    make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)" >&2; \
	exit 1

.venvs/%/ready: pyproject.toml constraints.txt | $(ENV)/bin/uv
	@echo "--- installing the package and its tests into .venvs/$*"
	@$(RUN) uv venv --quiet --clear --python "$(call found,$*)" .venvs/$*
	@$(INSTALL) --python .venvs/$*/bin/python --group test
	@touch $@

.PRECIOUS: .venvs/%/ready
