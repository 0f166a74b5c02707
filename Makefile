PYTHON ?= python3

.PHONY: site serve test lint lock

site serve test lint lock:
	@$(PYTHON) scripts/run.py $@
