# One verb per task; `make` alone lists them.  What a task needs it creates.

# The interpreter to work with: 3.11 or newer.  `make test PYTHON=/path/to/python3.12`
PYTHON ?=
# The others that run the tests too, where the machine has them.
INTERPRETERS := 3.11 3.12 3.13

# How long all targets of the fuzzer run, one after the other; or how many inputs they are given.
MINUTES := 10
INPUTS :=
# How many targets run side by side.
JOBS := 1
# Which mistakes are put into the code, and how many.
SEED := 1
NUMBER := 150

# CPython as WebAssembly, by its npm package: 3.14, and an alpha of 3.15.
PYODIDES := 314.0.7 315.0.0-alpha.2
# What is run there: all that needs no process, no other library of C's and no deep stack.
INSIDE := tests/callbacks tests/sources --ignore=tests/sources/test_libraries.py \
	tests/streams/test_stream_facts.py $(addprefix tests/test_,annotations.py elements.py errors.py \
	facts.py graph.py hangup_causes.py help.py lookalikes.py markup.py plain_data.py reading.py \
	signatures.py urls.py values.py voices.py wrong_documents.py wrong_elements.py differences.py)

ENV    := .venv
RUN    := $(ENV)/bin/python -m
PYTEST := -m pytest -p no:cacheprovider --no-header -n 2 --dist worksteal
# What is left for an interpreter when another has run everything: what says the same on
# every one is left out, and fewer examples are drawn.
AGAIN  := --ignore=tests/test_typing.py --ignore=tests/lint --ignore=tests/examples \
	--ignore=tests/site --ignore=tests/test_site.py
# Three at a time on two cores, for they wait now and then; the longest one waits for no other.
# What one of them prints stands together, where make knows how.
ASIDE  := nice
BESIDE := -j3 $(if $(filter output-sync,$(.FEATURES)),-O) BESIDE_OTHERS=yes

.DEFAULT_GOAL := help
ifndef BESIDE_OTHERS
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Tests start many processes: they would compile all that they load, each time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help test long fuzz mutants demo check quick lint types format generate docs bench dist upgrade hooks clean


help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

test: $(ENV)/tools ## Run everything that has to hold
	@echo "--- checks and tests, three at a time: each is shown when it is done"
	@$(MAKE) $(BESIDE) tests properties $(INTERPRETERS:%=tests-on-%) check

long: $(ENV)/tools $(INTERPRETERS:%=long-on-%) $(PYODIDES:%=wasm-%) ## Run what takes long, and all properties on more examples
	@echo "--- what takes long, on $$($(ENV)/bin/python --version)"
	@$(ENV)/bin/python $(PYTEST) -m "long or hypothesis" --hypothesis-profile=thorough
	@$(MAKE) fuzz MINUTES=1

fuzz: $(ENV)/tools ## Look for inputs that break a promise: make fuzz MINUTES=10 TARGETS="parse url", INPUTS=1000000
	@$(RUN) uv pip install --quiet --constraints constraints.txt --only-binary atheris \
		--python $(ENV)/bin/python --group fuzz 2>/dev/null || true
	@$(RUN) tests.fuzz $(if $(INPUTS),--inputs $(INPUTS),--minutes $(MINUTES)) \
		--jobs $(JOBS) $(TARGETS)

mutants: $(ENV)/tools ## Put mistakes into the code, to see whether tests tell: make mutants NUMBER=150 SEED=1
	@$(RUN) uv venv --quiet --allow-existing .venvs/mutants --python $(ENV)/bin/python
	@$(RUN) uv pip install --quiet --constraints constraints.txt \
		--python .venvs/mutants/bin/python --group mutants
	@.venvs/mutants/bin/python -m tools.mutants --seed $(SEED) --number $(NUMBER)

demo: $(ENV)/package ## Watch a call being connected and its outcome reported
	@$(RUN) examples.dial_status.demo

check: lint types ## Lint, formatting and types

quick: $(ENV)/tools ## The tests alone, without coverage: make quick ONLY="-k dial"
	@$(ENV)/bin/python $(PYTEST) -q -m "not long" $(ONLY)

lint: $(ENV)/tools
	@echo "--- lint and formatting"
	@$(RUN) ruff check --quiet && $(RUN) ruff format --quiet --check && echo "ruff has nothing to say"

types: $(ENV)/tools
	@echo "--- types, by two checkers"
	@$(ASIDE) $(RUN) mypy
	@$(ASIDE) $(RUN) pyright

format: $(ENV)/tools ## Put the code into its form
	@$(RUN) ruff check --quiet --fix
	@$(RUN) ruff format

generate: $(ENV)/tools ## Write what is made from the declarations: schema and reference
	@$(RUN) tools.generate
	@echo "schema/, docs/reference/ and docs/rules/ are fresh"

docs: $(ENV)/tools ## Build the site of the documentation into build/docs
	@$(RUN) sphinx -q -W --keep-going -E -d build/doctrees docs build/docs
	@echo "build/docs/index.html is the front page; the playground needs a server:"
	@echo "    python -m http.server -d build/docs"

bench: $(ENV)/tools ## Measure against the peers: make bench PARTS="builds reads", PARTS=--record
	@$(RUN) uv venv --quiet --allow-existing .venvs/bench
	@$(RUN) uv pip install --quiet --compile-bytecode --reinstall-package plivoml \
		--python .venvs/bench/bin/python -r benchmarks/requirements.txt ".[languages]"
	@.venvs/bench/bin/python -m benchmarks $(PARTS)

dist: $(ENV)/tools ## Build what is released into dist/, and check it
	@rm -rf dist
	@$(RUN) build --no-isolation --outdir dist . >/dev/null
	@$(RUN) tools.dist dist
	@echo "--- what is in them, and both in empty environments"
	@DIST=dist $(ENV)/bin/python $(PYTEST) -q tests/test_packaging.py

upgrade: $(ENV)/tools ## Move to the newest versions of the tools
	@$(RUN) uv pip compile pyproject.toml --group dev --group fuzz --group mutants \
		--extra docs --extra languages --extra lsp --universal --python-version 3.11 \
		--no-header --no-annotate --upgrade --quiet --output-file constraints.txt

hooks: $(ENV)/tools ## Run the checks before each commit
	@$(RUN) uv pip install --quiet --python $(ENV)/bin/python pre-commit
	@$(RUN) pre_commit install

clean: ## Remove environments and what tools leave behind
	@rm -rf $(ENV) .venvs build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +


.PHONY: tests properties
# Each in one process: others run beside it, and what is collected once costs once.

# What is drawn reaches every line in the end: what is counted is reached by a test that says how.
tests: $(ENV)/tools
	@echo "--- tests, on $$($(ENV)/bin/python --version)"
	@$(ENV)/bin/python $(PYTEST) -n 0 -m "not (long or hypothesis or uncounted)" --cov --cov-report=term

properties: $(ENV)/tools
	@echo "--- what is drawn or not counted, on $$($(ENV)/bin/python --version)"
	@$(ASIDE) $(ENV)/bin/python $(PYTEST) -n 0 -m "not long and (hypothesis or uncounted)"

# What an interpreter can change is run again by each other one that the machine has.
tests-on-%: $(ENV)/tools
	@$(if $(call found,$*),$(MAKE) .venvs/$*/ready)
	@$(call again,$*,"what an interpreter can change",-n 0 -m "not (long or once or hypothesis)")

long-on-%: $(ENV)/tools
	@$(if $(call found,$*),$(MAKE) .venvs/$*/ready)
	@$(call again,$*,"what takes long",-m "(long or hypothesis) and not once")

# What needs no processes, where no such interpreter is installed.
wasm-%: $(ENV)/tools
	@$(RUN) tools.wasm $* -p no:cacheprovider --no-header -q -m "not (long or once or hypothesis)" $(INSIDE)

again = if [ -x .venvs/$1/bin/python ]; then \
		echo "---" $2, "on $$(.venvs/$1/bin/python --version)"; \
		$(ASIDE) .venvs/$1/bin/python $(PYTEST) $(AGAIN) $3; \
	elif ! $(ENV)/bin/python --version | grep -qF 'Python $1.'; then \
		echo "--- Python $1 is skipped: this machine does not have it"; \
	fi

# Where the Python of another version is: on the path, or where pyenv or uv keep theirs.
found = $(if $(findstring Python $1.,$(shell $(ENV)/bin/python --version)),,$(shell for python in python$1 "$${PYENV_ROOT:-$$HOME/.pyenv}"/versions/$1.*/bin/python \
		"$$($(RUN) uv python find --system --no-python-downloads $1 2>/dev/null)"; do \
	"$$python" -c 'import sys; print(sys.executable)' 2>/dev/null && break; done))


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
