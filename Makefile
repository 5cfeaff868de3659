# make run    the service with its scheduler on http://127.0.0.1:8000 (PORT=... for another port)
# make test   everything that is checked; what the machine lacks is installed as root or skipped
# make bench  the figures of speed and memory, for minutes; BENCH='NAME --markdown' for less
# make picture  the picture of a result page for README (needs Chromium)
# make lock   write the lock files anew
# make clean  remove what the other targets made, but not the data in instance/

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
NODE_STAMP := web/node_modules/.installed
# Node.js from a wheel takes the place of a missing npm.
NPM := $(shell command -v npm 2>/dev/null)

.PHONY: run test bench picture lock clean
.DELETE_ON_ERROR:

run: $(VENV)/.installed $(NODE_STAMP) instance/secret_key
	@export ANGEBOTSLOTSE_SECRET_KEY="$${ANGEBOTSLOTSE_SECRET_KEY:-$$(cat instance/secret_key)}"; \
	export ANGEBOTSLOTSE_HTTPS="$${ANGEBOTSLOTSE_HTTPS:-false}" PORT="$(PORT)"; \
	export ANGEBOTSLOTSE_PUBLIC_URL="$${ANGEBOTSLOTSE_PUBLIC_URL:-http://127.0.0.1:$(PORT)}"; \
	export ANGEBOTSLOTSE_MAIL_FROM="$${ANGEBOTSLOTSE_MAIL_FROM:-angebotslotse@example.org}"; \
	export ANGEBOTSLOTSE_MAIL_FOLDER="$${ANGEBOTSLOTSE_MAIL_FOLDER:-instance/mail}"; \
	$(BIN)/flask set-up && exec bash .ci/together \
		"$(BIN)/gunicorn --config python:web.gunicorn_conf wsgi:app" "$(BIN)/flask scheduler"

test: $(VENV)/.installed-dev $(NODE_STAMP)
	@bash .ci/test

bench: $(VENV)/.installed-dev
	@$(BIN)/python -m tests.benchmarks $(BENCH)

picture: $(VENV)/.installed-dev $(NODE_STAMP)
	@$(BIN)/python -m tests.browser.picture

lock: $(VENV)/.installed-dev
	@bash .ci/lock

clean:
	rm -rf $(VENV) web/node_modules .make build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it by PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(BIN)/python
	@echo "Installing the packages ..."
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock requirements.lock | $(BIN)/python
	@echo "Installing the packages for development ..."
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@ $(VENV)/.installed

ifeq ($(NPM),)
$(NODE_STAMP): web/package.json web/package-lock.json requirements-node.lock | $(BIN)/python
	@echo "Installing Node.js and the style sheets ..."
	@$(BIN)/pip install --quiet --quiet --disable-pip-version-check --require-hashes -r requirements-node.lock
	@cd web && PATH="$(abspath $(BIN)):$$PATH" npm ci --silent
	@touch $@
else
$(NODE_STAMP): web/package.json web/package-lock.json
	@echo "Installing the style sheets ..."
	@cd web && npm ci --silent
	@touch $@
endif

instance/secret_key: | $(BIN)/python
	@mkdir -p instance
	@umask 077 && $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(48))' > $@
