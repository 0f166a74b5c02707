"""Tells managers by unit what is at risk because people leave: vacant roles, missing successors, the bus factor."""

from __future__ import annotations

import argparse

from stafett.cli.common import add_common, as_of, knowledge_base, unit_named, write
from stafett.cli.main import Failure
from stafett.messages import N_, Words
from stafett.questions.bus_factor import answering, by_area, counted
from stafett.questions.continuity import continuity
from stafett.questions.continuity_actions import actions
from stafett.questions.health import weight_of
from stafett.reports.risk import Risk, render_text
from stafett.reports.risk_data import render_csv, render_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett risk``."""
    add_common(parser)
    parser.add_argument("--unit", metavar="UNIT", help="only this unit and those below it")
    parser.add_argument(
        "--format",
        choices=("table", "json", "csv"),
        default="table",
        help="default: table; csv has a line for each page",
    )
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of printing it")


def run(options: argparse.Namespace) -> int:
    """Tell what is at risk."""
    base, today = knowledge_base(options), as_of(options)
    words = Words(base.settings.language)
    if not base.directory.present:
        raise Failure(
            words(N_("there is no directory in `{folder}`, so nobody can say who leaves"), folder=base.settings.people)
        )
    # for a manager's eyes alone, so that no unit is too small to be told of
    found = continuity(base, today, least_people=0)
    group = found.groups.top if options.unit is None else found.groups.group(unit_named(base, options.unit))
    pages = {page.path: page for name in found.groups.within(group) for page in found.parts[name].pages}
    few = sorted(
        ((page, len(answering(base, page, today))) for page in counted(base, pages.values())),
        key=lambda item: (item[1], -weight_of(item[0]), item[0].path),
    )
    areas = by_area(base, today) if options.unit is None else {}
    risk = Risk(found, group, actions(found, group), tuple(few), areas)
    if options.format == "json":
        text = render_json(risk)
    elif options.format == "csv":
        text = render_csv(risk, words)
    else:
        text = render_text(risk, words)
    write(text, options.output)
    return 0
