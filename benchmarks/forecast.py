"""Time a forecast of a large organisation, beside the same model in plain Python.

    python benchmarks/forecast.py [--people 5000] [--pages 10000] [--runs 10000] [--plain-runs 3] [--processes 2]
                                  [--compared-runs 1000]

Prints how long the runs take with numpy and how much memory, and how long a few runs take as a simulation of events in
plain Python. A few runs tell the time, and no more: the measures of a run rise and fall together, so that with three of
them all may lie on one side by chance. So whether the two come to the same is looked at in a smaller organisation, of
which plain Python plays many runs; printed are the differences in standard errors, and how often chance alone makes the
greatest of so many as great. (Told the same comings and goings they are the same run by run: tests/test_forecast.py.)
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from math import sqrt
from pathlib import Path

import numpy as np

import forecast_plain
from generate import AS_OF
from organisation import organisation as generate_organisation
from stafett.forecast.ask import forecast
from stafett.forecast.assumptions import Assumptions
from stafett.forecast.organisation import organisation
from stafett.forecast.rates import rates
from stafett.forecast.result import Measure
from stafett.forecast.simulate import simulate
from stafett.knowledge_base import KnowledgeBase
from stafett.reading.load import load

SECONDS, MEGABYTES = 60.0, 2048.0
TURNOVER = 0.3
COMPARED, COMPARED_RUNS = (300, 5, 600), 20
"""The people, regions and pages of the organisation in which the two are compared, and runs for each plain one."""


def main() -> None:
    """Print all figures beside their targets."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--people", type=int, default=5000)
    parser.add_argument("--regions", type=int, default=21)
    parser.add_argument("--pages", type=int, default=10000)
    parser.add_argument("--runs", type=int, default=10000)
    parser.add_argument("--plain-runs", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--compared-runs", type=int, default=1000)
    options = parser.parse_args()
    base = _generated(options.people, options.regions, options.pages)
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
    org = organisation(base, AS_OF, assumed.months, found.rates)
    start = time.perf_counter()
    forecast_plain.play(org, assumed, options.plain_runs, seed=1)
    each = (time.perf_counter() - start) / options.plain_runs
    print(
        f"plain Python: {each:.2f} s a run, {each * options.runs / 60:.0f} minutes for all: "
        f"{each * options.runs / took:.0f} times as long"
    )
    _compare(options.compared_runs)


def _generated(people: int, regions: int, pages: int) -> KnowledgeBase:
    with tempfile.TemporaryDirectory() as name:
        generate_organisation(Path(name), people, regions, pages)
        return load(Path(name), 1)


def _compare(plain_runs: int) -> None:
    """Print how far the two are apart in a small organisation, with people who leave together and too few hours."""
    base = _generated(*COMPARED)
    runs = COMPARED_RUNS * plain_runs
    assumed = Assumptions(turnover=TURNOVER, together=0.3, hours_a_month=1.0, runs=runs)
    found = rates(base, AS_OF, TURNOVER)
    org = organisation(base, AS_OF, assumed.months, found)
    fast = simulate(org, assumed, found.whole).whole.astype(float)
    plain = forecast_plain.play(org, assumed, plain_runs, seed=1)
    slow = np.array([[run[measure] for run in plain] for measure in Measure], float)
    errors = fast.std(axis=1) * sqrt(1 / runs + 1 / plain_runs)  # runs vary alike in both
    apart = (fast.mean(axis=1) - slow.mean(axis=1)) / np.where(errors, errors, 1)
    print(f"{org.pages} pages, {runs} runs with numpy beside {plain_runs} in plain Python:")
    for measure, ours, theirs, off in zip(Measure, fast.mean(axis=1), slow.mean(axis=1), apart, strict=True):
        print(f"  {measure:<20} {ours:>12.1f} {theirs:>12.1f}   {off:+.1f} standard errors")
    varies = errors > 0
    chance = np.random.default_rng(1).multivariate_normal(np.zeros(varies.sum()), np.corrcoef(fast[varies]), 20_000)
    as_far = (np.abs(chance).max(axis=1) >= np.abs(apart).max()).mean()
    print(f"  by chance alone the greatest of them is as great in {as_far:.0%} of such comparisons")


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
