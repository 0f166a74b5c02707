PYTHON ?= python3

.PHONY: site offline serve test lint lock

site offline serve test lint lock:
	@$(PYTHON) scripts/run.py $@
