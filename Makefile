PYTHON ?= python3

.PHONY: site offline serve test lint lock editor

site offline serve test lint lock editor:
	@$(PYTHON) scripts/run.py $@
