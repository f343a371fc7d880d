# make book · make test · make lab · make sync — each sets up what it needs first.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# Packages that many notebooks import; jax takes longer to compile than its few lessons save.
IMPORTED := numpy scipy pandas sklearn matplotlib IPython ipykernel jupyter_client traitlets tornado \
  zmq jedi pygments hypothesis onnxruntime duckdb faiss networkx pandera pydantic fastapi starlette \
  uvicorn httpx simpy joblib librosa redis dateutil PIL
# Set PYTHON to choose an interpreter; otherwise the first suitable one is found.
PYTHON ?=

.PHONY: help setup book test check lab sync run lock clean

help: ## Say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 14

setup: $(READY) ## Create .venv with exactly what requirements.lock names

# The stamp is written last: an interrupted set-up is taken up again by the next make.
$(READY): requirements.lock requirements-compiled.txt pyproject.toml
	@python="$(PYTHON)"; \
	for candidate in $${python:-python3 python3.13 python3.12 python3.11 python}; do \
	  if $$candidate -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	  then python=$$candidate; found=yes; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "make: no Python 3.11, 3.12 or 3.13 was found; install one, or name it: make PYTHON=/path/to/python3.12 book" >&2; exit 1; \
	fi; \
	if [ ! -x $(BIN)/python ]; then \
	  $$python -m venv $(VENV) || { rm -rf $(VENV); echo "make: this Python cannot make a virtual environment; on Debian and Ubuntu install python3-venv, then try again" >&2; exit 1; }; \
	fi
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --no-compile --no-deps --require-hashes \
	  -r requirements-compiled.txt >$(VENV)/compiled.log 2>&1 || \
	  echo "make: PESQ could not be compiled (is there a C compiler?); the lesson on voice enhancement goes on with its other measures"
	$(BIN)/python -m pip install --quiet --no-compile --no-deps --no-build-isolation -e .
	@# What lessons import: a kernel must not write, so each would compile it for itself.
	@cd $(VENV)/lib/python3*/site-packages && \
	  ../../../bin/python -m compileall -q -j 2 $(IMPORTED) >/dev/null || true; \
	  ../../../bin/python -m compileall -q -l . >/dev/null || true
	@touch $@

book: $(READY) ## Execute what changed, then build _build/html/index.html
	$(BIN)/daybyday book

test: $(READY) ## Everything that must hold
	$(MAKE) --no-print-directory check
	@# The notebooks first, alone: their time is budgeted. The tests judge what the run found.
	-$(BIN)/daybyday run
	$(BIN)/python -m pytest -n logical --maxprocesses 4

check: $(READY) ## The quick part of the tests: style, normal form, lint
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/daybyday sync --check
	$(BIN)/daybyday lint

lab: $(READY) ## JupyterLab on the course
	$(BIN)/jupyter lab

sync: $(READY) ## Write the normal form of notebooks and every derived file
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format --quiet .
	$(BIN)/daybyday sync

run: $(READY) ## Execute every notebook that changed
	$(BIN)/daybyday run

lock: ## Resolve requirements.lock anew from pyproject.toml
	@mkdir -p _build && python3 -m venv _build/lock && _build/lock/bin/python -m pip install --quiet uv
	_build/lock/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --all-extras --upgrade \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" --quiet -o requirements.lock

clean: ## Remove everything generated (never work/)
	rm -rf _build
