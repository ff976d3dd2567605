# What a person can ask for. Each target sets up what it needs, and only what changed.
.DEFAULT_GOAL := help
.PHONY: help run demo test soak bench fmt lock words screens

PYTHON ?= python3
PORT ?= 8501
SAAN_HOME ?= ./data
export SAAN_HOME
BIN := .venv/bin
READY := .venv/ready
PO := thai/locale/th/LC_MESSAGES/saan.po
MO := $(PO:.po=.mo)

help:  ## list what can be asked for
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 16

run: $(READY) $(MO)  ## serve the register of SAAN_HOME (./data) at http://127.0.0.1:PORT (8501)
	$(BIN)/streamlit run app.py --server.port $(PORT)

demo: $(READY) $(MO)  ## the app beside a spreadsheet to type in, at PORT and the next, without a Google account
	$(BIN)/python -m standin.demo --port $(PORT)

test: $(READY) $(MO)  ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 3 --dist loadfile

soak: $(READY) $(MO)  ## 50,000 random schedules of the sync and 500 kills, on all cores; SAAN_SEED repeats one
	$(BIN)/python -m tests.db.sheets.soak

bench: $(READY) $(MO)  ## how many times the cheapest possible each thing costs
	$(BIN)/python -m bench

fmt: $(READY)  ## format the code and mend what lint can mend
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

lock: $(READY)  ## pin the newest dependencies, with hashes
	$(BIN)/pip-compile --quiet --upgrade --extra dev --strip-extras --generate-hashes --allow-unsafe \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options --no-header \
	  --annotation-style line --output-file requirements.lock pyproject.toml

words: $(READY)  ## bring the catalogue of Thai words up to date with the source
	$(BIN)/pybabel -q extract -k _ -k N_ -k Refused:2 -k BadDate:1 --add-location=file --sort-output -o .venv/saan.pot app.py db pages thai ui
	$(BIN)/pybabel -q update -i .venv/saan.pot -o $(PO) -l th -D saan --no-fuzzy-matching --ignore-obsolete -w 120

screens: $(READY) $(MO)  ## take the pictures of docs/screens anew
	$(BIN)/python -m docs.screens

$(READY): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Saan needs Python 3.11 or newer (PYTHON=python3.12 make … chooses another)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing; on Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	test -x $(BIN)/pip || $(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(MO): $(PO) $(READY)
	$(BIN)/pybabel -q compile -i $< -o $@
