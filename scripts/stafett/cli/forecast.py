"""Simulates the coming months many times over: which pages lose their owner, what is reviewed, and what would help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import import_module

from stafett.cli.common import PROCESSES, add_common, as_of, knowledge_base, write
from stafett.cli.main import Failure
from stafett.dates import Interval, add, parse_interval
from stafett.forecast.assumptions import LOGNORMAL, SHAPES, Assumptions, assumptions, usual_runs
from stafett.messages import N_, Words
from stafett.reading.forecast import LIMITS, in_limits
from stafett.reports.forecast_words import NO_DIRECTORY
from stafett.reports.printable import printable
from stafett.settings import Forecast

MOST_RUNS = 1_000_000
MOST_SEED = 2**63 - 1
FORMATS = ("text", "json", "csv")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett forecast``; what is not given is as `forecast` in stafett.yml says."""
    add_common(parser)
    parser.add_argument(
        "--turnover", metavar="SHARE", type=_number("turnover"),
        help="how many leave in a year, as a share of all: 0.30 (default: as the directory tells)",
    )  # fmt: skip
    parser.add_argument("--months", metavar="N", type=_number("months"), help="how far to look (default: 12)")
    parser.add_argument(
        "--vacancy", metavar="TIME", type=_vacancy, help='how long a place stays empty on average (default: "90 days")'
    )
    parser.add_argument(
        "--vacancy-shape", choices=SHAPES, default=LOGNORMAL,
        help="how that time varies: lognormal, around its mean, or exponential, often short and at times very long",
    )  # fmt: skip
    parser.add_argument(
        "--together", metavar="V", type=_number("together"),
        help="how much people of a unit leave together, as the variance of their shared luck (default: 0, not at all)",
    )  # fmt: skip
    parser.add_argument(
        "--hours-a-month", metavar="H", type=_number("hours_a_month"),
        help="what a person has for reviews in a month (default: 4)",
    )  # fmt: skip
    parser.add_argument(
        "--hours-a-review", metavar="H", type=_number("hours_a_review"), help="what a review takes (default: 1)"
    )
    parser.add_argument(
        "--runs", metavar="N", type=_whole(1, MOST_RUNS),
        help="how often to play it (default: 10000, fewer in large organisations, as the site does it)",
    )  # fmt: skip
    parser.add_argument(
        "--seed", metavar="N", type=_whole(0, MOST_SEED), default=1, help="the same seed gives the same numbers"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write the forecast to FILE instead of printing it")


def run(options: argparse.Namespace) -> int:
    """Make a forecast."""
    base, today = knowledge_base(options), as_of(options)
    words = Words(base.settings.language)
    assumed = _assumed(options, base.settings.forecast, options.runs or usual_runs(base))
    if add(today, Interval(assumed.months, "month")) in (None, date.max):
        raise Failure(words(N_("the calendar ends before the forecast does")))
    # The simulation needs numpy, which other commands and `--help` do without.
    found = import_module("stafett.forecast.ask").forecast(base, today, assumed, processes=PROCESSES)
    if found is None:
        raise Failure(words(NO_DIRECTORY, folder=printable(base.settings.people)))
    reports = import_module("stafett.reports.forecast")
    if options.format == "text":
        write(reports.render_text(found, words), options.output)
    else:
        write(
            reports.render_json(found) if options.format == "json" else reports.render_csv(found, words), options.output
        )
    return 0


def _assumed(options: argparse.Namespace, settings: Forecast, runs: int) -> Assumptions:
    names = ("turnover", "months", "vacancy", "together", "hours_a_month", "hours_a_review")
    given = {name: getattr(options, name) for name in names if getattr(options, name) is not None}
    if "months" in given:
        given["months"] = int(given["months"])
    found = assumptions(replace(settings, **given), runs, options.seed)
    return replace(found, shape=options.vacancy_shape)


def _number(name: str) -> Callable[[str], float]:
    def number(text: str) -> float:
        if not in_limits(name, text):
            low, high = LIMITS[name]
            whole, example = ("a whole number", "12") if name == "months" else ("a number", "0.3")
            raise argparse.ArgumentTypeError(f"'{text}' is not {whole} from {low:g} to {high:g}, such as {example}")
        return float(text)

    return number


def _whole(low: int, high: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > len(str(high)) or not low <= int(text) <= high:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from {low} to {high}")
        return int(text)

    return whole


def _vacancy(text: str) -> Interval:
    found = parse_interval(text)
    if found is None or not found.count:
        raise argparse.ArgumentTypeError(f"'{text}' is not a length of time such as 90 days or 6 months")
    return found
