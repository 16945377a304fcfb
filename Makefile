# make run and make test are all that is needed; the rest is for those who change the code.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export LIBREOFFICE ?=

.PHONY: help setup setup-test run test quick check format lint types imports bench lock templates messages docs

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{ printf "  make %-11s %s\n", $$1, $$2 }'

setup: ## set up what the service needs (system packages when root, .venv, npm parts)
	@scripts/setup run

setup-test: ## set up what the tests need; on Debian 12 LibreOffice comes from backports (said aloud)
	@LIBREOFFICE=$(or $(LIBREOFFICE),backports) scripts/setup test

run: setup ## start the service with the sample plans and print its address
	@.venv/bin/assembler serve

test: setup-test ## run all tests
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal

quick: setup-test ## run the fast tests only
	@$(PYTHON) -m pytest -q -n 2 --dist worksteal -m "not slow"

check: lint types imports test ## format, lint, types, import rules, then all tests: what CI runs

format: setup-test ## format the code
	@$(PYTHON) -m ruff format .
	@$(PYTHON) -m ruff check --fix .

lint: setup-test ## is the code formatted, and free of known mistakes?
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m ruff check .

types: setup-test ## do the types fit?
	@$(PYTHON) -m mypy

imports: setup-test ## do imports run downhill?
	@.venv/bin/lint-imports

bench: setup-test ## compare speed and memory, as ratios measured in one run
	@$(PYTHON) -m scripts.bench

lock: ## renew the locked requirements
	@scripts/lock

templates: setup-test ## rebuild the Word templates from scripts/templates
	@$(PYTHON) -m scripts.templates

messages: setup-test ## renew the catalogue of the pages' English, and say what is not translated
	@$(PYTHON) -m scripts.messages

docs: setup-test ## renew the generated pages (docs/content.md, docs/glossary.md)
	@$(PYTHON) -m scripts.docs
