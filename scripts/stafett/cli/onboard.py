"""Writes the onboarding path of a role with dates: a check list for a manager to hand over, or calendar entries."""

from __future__ import annotations

import argparse
from pathlib import Path

from stafett.cli.common import add_common, as_of, day, knowledge_base, role_named, write, write_to_edit
from stafett.cli.main import Failure
from stafett.cli.site_address import add_site_url, page_address
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Complaint, Page
from stafett.questions.check_list import CheckList
from stafett.questions.onboarding import path_of, places, roles_with_path
from stafett.reading.files import read_file
from stafett.reading.front_matter import split
from stafett.reports import check_list_html, check_list_ics, check_list_md
from stafett.reports.printable import printable
from stafett.summary import first_paragraph

_FORMATS = {"md": check_list_md.render, "html": check_list_html.render, "ics": check_list_ics.render}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett onboard``."""
    parser.add_argument("role", metavar="ROLE", help="the id of a role guide, its last part, or its title")
    add_common(parser)
    parser.add_argument("--start", metavar="YYYY-MM-DD", type=day, required=True, help="the newcomer's first day")
    parser.add_argument("--format", choices=tuple(_FORMATS), default="md", help="default: md")
    parser.add_argument("--output", metavar="FILE", help="write the check list to FILE instead of printing it")
    add_site_url(parser)


def run(options: argparse.Namespace) -> int:
    """Write the check list."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    role = _role(base, words, options.role)
    path = path_of(base, role, as_of(options), _summaries(Path(options.root), base, role))
    if not path.steps:
        raise Failure(words(N_("the role guide '{role}' has no onboarding path (`must_know`)"), role=role.id))
    checked = CheckList(base, path, options.start, as_of(options))
    address = page_address(options, base)
    made = _FORMATS[options.format](checked, words, lambda step: address(step.page))
    if options.format == "md":
        write_to_edit(made, options.output, words)
    else:
        write(made, options.output)
    return 0


def _role(base: KnowledgeBase, words: Words, reference: str) -> Page:
    """The role guide that the command line means, by its id or by its title. Raises Failure."""
    role = role_named(base, reference)
    if role:
        return role
    having = ", ".join(role.name for role in roles_with_path(base))
    if not having:
        message = N_("there is no onboarding path here; say with -C where the knowledge base is")
        raise Failure(words(message))
    message = N_("there is no role guide '{role}'; those with a path are {known}")
    raise Failure(words(message, role=printable(reference), known=having))


def _summaries(root: Path, base: KnowledgeBase, role: Page) -> dict[str, str]:
    """What the pages in the path are about, by page path."""
    found: dict[str, str] = {}
    for place in places(base, role):
        data = read_file(f"{root}/{place.page.path}")
        found[place.page.path] = "" if isinstance(data, Complaint) else first_paragraph(split(data).body)
    return found
