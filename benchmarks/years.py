"""Run an organisation through years of joiners, movers, leavers and returners, with real handovers, and check it all.

    python benchmarks/years.py [--people 5000] [--regions 21] [--pages 10000] [--months 60] [--seed 1]

At the beginning of each month its events are written into the directory, and the work of those who leave or move passes
to others by the core of ``stafett handover``. After each month:

- nothing has changed but what an event or a handover changes: files are compared byte for byte, and of a page that went
  to another owner all lines but those of ownership; what a handover said would be is what the files then say;
- no page names an owner or a deputy who has left without a finding of the check that says so;
- every question answers as ``oracle.py`` does, which reads the files by itself and looks at days one by one.

Ends with 1 where anything is wrong, which it prints.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from organisation import organisation
from years_check import Checker
from years_world import Run

START = date(2026, 12, 1)


def years(
    root: Path, months: int, seed: int, start: date = START, *, tell: bool = False
) -> tuple[list[str], Counter[str]]:
    """Run the organisation in ``root`` for so many months from ``start`` on; what was wrong, and what was done."""
    run = Run(root, seed)
    checker = Checker(run)
    for number in range(months):
        year, month = divmod(start.year * 12 + start.month - 1 + number, 12)
        began = time.perf_counter()
        events = run.month(year, month + 1, number)
        lived = time.perf_counter()
        checker.check(events, number)
        if tell:
            took = f"{lived - began:.1f} s to live, {time.perf_counter() - lived:.1f} s to check"
            print(f"{events.last}: {dict(events.counts)}; {took}; {len(run.wrong)} wrong", flush=True)
    return run.wrong, run.counts


def main() -> int:
    """Run it, and print what was done and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name, usual in (("people", 5000), ("regions", 21), ("pages", 10000), ("months", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args()
    began = time.perf_counter()
    gc.set_threshold(1_000_000, 20, 20)  # so many objects live long that looking for dead ones takes most of the time
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "organisation"
        organisation(root, options.people, options.regions, options.pages, options.seed)
        wrong, counts = years(root, options.months, options.seed, tell=True)
    for line in wrong[:50]:
        print("WRONG:", line)
    print(f"{options.months} months in {time.perf_counter() - began:.0f} s, {len(wrong)} wrong")
    for what, number in sorted(counts.items()):
        print(f"  {what}: {number:,}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
