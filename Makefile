# Every target sets up .venv by itself; PYTHON names the Python that it is made with.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
OLDEST := .venv-oldest
PYTEST_ARGS ?=
# How many chapters or test files at a time: each holds torch twice.
JOBS ?= $(shell $(PYTHON) -c 'import os; print(min(4, os.cpu_count() or 1))')

.PHONY: help demo test lint types imports content table book exploits bench soak oldest clean-demo

help:
	@echo "make demo     see a chapter fail, pass, and the MNIST loop trained and scored"
	@echo "make test     every test"
	@echo "make lint     ruff          make types    mypy --strict     make imports  import-linter"
	@echo "make content  course dev check, all held-out answers          make exploits  what students try, at every tier"
	@echo "make table    what the chapters hold, as docs/content.md"
	@echo "make book     the lessons in both languages as pages, in book/"
	@echo "make bench    the speed figures           make soak     200 seeds, 100,000 hostile answers, the long fuzz"
	@echo "make oldest   the solutions on the oldest torch that pyproject.toml admits"

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --editable '.[instructor,dev]'
	@touch $@

# A check that finds something to do ends with 1, which is what the first one must end with.
demo: $(STAMP)
	rm -rf demo
	$(BIN)/course start demo
	@printf '\n== Chapter 3 as it is shipped: nothing is written yet\n'
	cd demo && ../$(BIN)/course check ch3; test $$? -eq 1
	@printf '\n== Chapter 3 with the solutions in place\n'
	for chapter in solutions/ch*; do cp $$chapter/*.py demo/exercises/$${chapter#solutions/}/; done
	cd demo && ../$(BIN)/course check ch3
	@printf '\n== Chapter 6: the loop of the solution trains on MNIST, and what it trained is scored outside\n'
	cd demo && ../$(BIN)/course check ch6

test: $(STAMP)
	$(BIN)/python -m pytest --numprocesses $(JOBS) --no-loadscope-reorder $(PYTEST_ARGS)

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

content: $(STAMP)
	$(BIN)/course dev check --jobs $(JOBS)
	GRADSTEP_HELDOUT=all $(BIN)/python -m pytest --numprocesses $(JOBS) $(PYTEST_ARGS) tests/heldout

table: $(STAMP)
	$(BIN)/course dev table docs/content.md --jobs $(JOBS)

book: $(STAMP)
	$(BIN)/course dev book book

exploits: $(STAMP)
	GRADSTEP_EXPLOITS=1 $(BIN)/python -m pytest $(PYTEST_ARGS) tests/exploits

bench: $(STAMP)
	missed=0; for bench in startup watch page bench classes chapters nbgrader_cycle; do $(BIN)/python benchmarks/$$bench.py || missed=1; done; exit $$missed

soak: $(STAMP)
	$(BIN)/course dev check --seeds 20 --jobs $(JOBS)
	GRADSTEP_SOAK=1 GRADSTEP_FUZZ_FRAMES=1000000 GRADSTEP_RED_TEAM_ROUNDS=100000 GRADSTEP_SEEDS=200 GRADSTEP_HELDOUT=all $(BIN)/python -m pytest $(PYTEST_ARGS)

oldest:
	test -x $(OLDEST)/bin/python || $(PYTHON) -m venv $(OLDEST)
	$(OLDEST)/bin/python -m pip install --quiet 'torch==2.9.*' 'torchvision==0.24.*' --editable '.[dev]'
	$(OLDEST)/bin/course dev check

clean-demo:
	rm -rf demo
