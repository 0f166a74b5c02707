"""Time a forecast of a large organisation, beside the same model in plain Python.

    python benchmarks/forecast.py [--people 5000] [--pages 10000] [--runs 10000] [--plain-runs 3] [--processes 2]

Prints how long the runs take with numpy and how much memory, how long a few runs take as a simulation of events in
plain Python, and how far apart the two are, in standard errors.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from math import sqrt
from pathlib import Path

import forecast_plain
from generate import AS_OF
from organisation import organisation as generate_organisation
from stafett.forecast.ask import forecast
from stafett.forecast.assumptions import Assumptions
from stafett.forecast.organisation import organisation
from stafett.forecast.rates import rates
from stafett.forecast.result import Measure
from stafett.reading.load import load

SECONDS, MEGABYTES = 60.0, 2048.0
TURNOVER = 0.3


def main() -> None:
    """Print all figures beside their targets."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--regions", type=int, default=21)
    parser.add_argument("--pages", type=int, default=10000)
    parser.add_argument("--runs", type=int, default=10000)
    parser.add_argument("--plain-runs", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        generate_organisation(Path(name), options.people, options.regions, options.pages)
        base = load(Path(name), options.processes)
    assumed = Assumptions(turnover=TURNOVER, runs=options.runs)
    before = _megabytes()
    start, spent = time.perf_counter(), _processor_seconds()
    found = forecast(base, AS_OF, assumed, processes=options.processes)
    took, spent = time.perf_counter() - start, _processor_seconds() - spent
    if found is None:
        sys.exit("the organisation has no directory")
    print(f"{options.runs} runs over {found.people} people and {found.whole.pages} pages:")
    print(f"  {took:.1f} s (target {SECONDS:.0f}), of which {spent:.1f} s of processors")
    print(
        f"  at most {_megabytes():.0f} MB in {options.processes} processes together (target {MEGABYTES:.0f}), "
        f"{before:.0f} of them for the knowledge base"
    )
    _beside_plain(base, assumed, options, took, found.whole.spreads)


def _beside_plain(base, assumed, options, took, spreads) -> None:  # noqa: ANN001 (told above)
    org = organisation(base, AS_OF, assumed.months, rates(base, AS_OF, TURNOVER))
    start = time.perf_counter()
    plain = forecast_plain.play(org, assumed, options.plain_runs, seed=1)
    each = (time.perf_counter() - start) / options.plain_runs
    print(
        f"plain Python: {each:.2f} s a run, {each * options.runs / 60:.0f} minutes for all: "
        f"{each * options.runs / took:.0f} times as long"
    )
    for measure in Measure:
        theirs = [run[measure] for run in plain]
        error = spreads[measure].error * sqrt(1 + options.runs / len(theirs))  # runs vary alike in both
        apart = (spreads[measure].mean - statistics.fmean(theirs)) / error if error else 0.0
        print(f"  {measure:<20} {spreads[measure].mean:>12.1f} {statistics.fmean(theirs):>12.1f}   {apart:+.1f} errors")


def _processor_seconds() -> float:
    """What this process and its children have taken of processors."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in usage)


def _megabytes() -> float:
    """The most that this process and its children have held, in MB; shared pages count in each."""
    usage = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage) / 1024


if __name__ == "__main__":
    main()
