"""The template of a local variant: the national page's headings, each with a place for what differs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from stafett.cli.common import page_named
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.left_to_write import mark
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.variants import DIFFERENCES, PROCESS
from stafett.reading.front_matter import split
from stafett.reading.plain_blocks import sections


def add_variant_of(parser: argparse.ArgumentParser) -> None:
    """The options ``--variant-of`` and ``--units``."""
    parser.add_argument("--variant-of", metavar="PAGE", help="begin a local variant of this process, by its headings")
    parser.add_argument("--units", metavar="UNITS", help="with --variant-of: where it holds, with commas between")


def variant_template(root: Path, base: KnowledgeBase, options: argparse.Namespace, words: Words) -> str:
    """The template, with ``--set`` and ``--in`` filled in beside. Raises Failure for what is no process."""
    national = page_named(base, options.variant_of)
    if options.kind != PROCESS or national.kind != PROCESS:
        raise Failure(words(N_("a local variant is a process that departs from a process: `--variant-of PAGE`")))
    options.set = [f"variant_of={national.id}", f"variant_text={DIFFERENCES}", *options.set]
    if options.units:
        options.set.append(f"units={options.units}")
    if options.area is None and not options.path:
        options.area = national.path.rpartition("/")[0]
    return "".join(_lines(root, national, words))


def _lines(root: Path, national: Page, words: Words) -> Iterator[str]:
    why = mark(words(N_("why the unit has to work differently")), words.language)
    yield f'---\nreason: "{why}"\n---\n# {{{{title}}}}\n'
    what = mark(words(N_("what differs here, or take the heading away where nothing does")), words.language)
    for section in sections(split((root / national.path).read_bytes()).body)[1:]:
        if section.heading:
            yield f"\n{'#' * max(section.level, 2)} {section.heading}\n\n{what}\n"
