"""``stafett init --adopt``: settings for Markdown that exists, with their evidence, and a baseline."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from datetime import date
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from stafett.adoption.look import look
from stafett.adoption.owners import Candidate, candidates
from stafett.adoption.proposal import Proposal, propose
from stafett.adoption.survey import Survey
from stafett.cli.common import PROCESSES, as_of, refuse_our_place, refuse_to_overwrite, write
from stafett.cli.main import Failure, say
from stafett.cli.putting import put
from stafett.messages import N_, Words
from stafett.model import Finding
from stafett.questions.check import check
from stafett.reading.baseline import FILE as BASELINE
from stafett.reading.load import load_with
from stafett.reading.settings import SettingsError, settings_from
from stafett.reading.settings_reader import FILE as SETTINGS
from stafett.reading.yaml_text import parse
from stafett.reports import adoption, baseline
from stafett.reports.printable import printable


class _Adopted(NamedTuple):
    text: str
    findings: list[Finding]
    in_menu: int | None


def adopt(options: argparse.Namespace) -> int:
    """Propose, and unless it is only looked at, write: 0. Pages, and whatever else exists, stay as they are."""
    root, words = Path(options.folder), Words(options.language or "en")
    if not root.is_dir():
        raise Failure(words(N_("there is no folder '{path}'"), path=options.folder))
    survey = look(root)
    proposal = propose(survey, settings_from({}, "").kinds, options.language)
    words, day = Words(proposal.language), as_of(options)
    if not proposal.files:
        raise Failure(words(N_("there is no Markdown in '{path}' that could be a page"), path=options.folder))
    there = [name for name in (SETTINGS, BASELINE) if os.path.lexists(root / name)]
    if there and not options.dry_run:
        message = N_("these exist already, and are left as they are: {paths}. --dry-run shows what would be proposed")
        raise Failure(words(message, paths=", ".join(there)))
    made = _adopted(root, proposal, survey, day, words)
    found = candidates(survey, (seen.path for seen in proposal.files), proposal.owners(), day)
    if options.owners:
        refuse_our_place(options.owners, (root / SETTINGS, root / BASELINE), words)
        refuse_to_overwrite(options.owners, words, adoption.owners_table(found, words))
    if options.dry_run:
        say(f"{made.text}\n")
    else:
        put(root, {SETTINGS: made.text.encode(), BASELINE: baseline.render(made.findings).encode()}, words)
    _tell(options, proposal, made, found, words)
    return 0


def _adopted(root: Path, proposal: Proposal, survey: Survey, day: date, words: Words) -> _Adopted:
    """The settings' text, and what a check under them has to say. Raises Failure where they cannot be used."""
    text = adoption.settings_text(proposal, words)
    value = parse(text).value
    try:
        settings = settings_from(value if isinstance(value, dict) else {}, text)
    except SettingsError as error:
        raise Failure("\n  ".join(error.lines)) from error
    findings = check(load_with(root, settings, PROCESSES), day, processes=PROCESSES)
    in_menu = sum(seen.path in survey.nav for seen in proposal.files) if survey.nav else None
    return _Adopted(text, findings, in_menu)


def _tell(
    options: argparse.Namespace, proposal: Proposal, made: _Adopted, found: list[Candidate], words: Words
) -> None:
    if not options.dry_run:
        names = f"{SETTINGS}, {BASELINE}"
        say(words(N_("Wrote {paths}; no page was touched."), paths=names) + "\n")
    say(adoption.summary(proposal, found, made.in_menu, words))
    pages = words.plural("{n} page", "{n} pages", len(proposal.files))
    remarks = words.plural("{n} remark", "{n} remarks", len(made.findings))
    most = ", ".join(f"{code} ({count})" for code, count in Counter(f.code for f in made.findings).most_common(4))
    message = N_("{pages}, {remarks} that fail no check, most of them {most}. They get fewer as pages are mended.")
    say(f"\n{words(message, pages=pages, remarks=remarks, most=most or '–')}\n")
    if options.owners:
        write(adoption.owners_table(found, words), options.owners)
        say(
            words(N_("Wrote {path}. It holds people's names: use it, and do not commit it."), path=options.owners)
            + "\n"
        )
    if not options.dry_run:
        say(words(N_("Read {path}, and change what is not right. Then:"), path=SETTINGS) + "\n")
        say(f"  stafett check -C {printable(quote(options.folder))}\n")
