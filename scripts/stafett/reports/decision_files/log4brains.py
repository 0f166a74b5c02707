"""Decisions in the notation of log4brains 1: bullets of status, date and tags below the title, in files named by day.

It takes the bullets of the first list, the successor from the words of the link in its status, which have to be the
other file's name, and a decision without a status for an accepted one.
"""

from __future__ import annotations

import json
import re
from datetime import date

from stafett.model import Page
from stafett.questions.new_page import slug
from stafett.reports.decision_files.log import Log, Named
from stafett.reports.decision_files.text import Targets, text_of

FOLDER = "docs/adr"
_LINKS = "## Links"
_TAG = re.compile(r"[\s,]+")
_TEMPLATE = """# [short title of solved problem and solution]

- Status: [draft | proposed | rejected | accepted | deprecated] <!-- optional -->
- Deciders: [list everyone involved in the decision] <!-- optional -->
- Date: [YYYY-MM-DD when the decision was last updated] <!-- optional -->
- Tags: [space and/or comma separated list of tags] <!-- optional -->

## Context and Problem Statement

## Considered Options

## Decision Outcome
"""


def files(log: Log, project: str, zone: str) -> dict[str, str]:
    """Every file of a project of log4brains called ``project`` in the time zone ``zone``, by path."""
    names, named = {}, Named({"template", "readme", "index", "backlog"})
    for page in log.decisions:
        names[page.path] = named.free(_name(page)) + ".md"
    targets = Targets(log.base, {**names, **log.pictures}, log.site_url)
    found = {f"{FOLDER}/{names[page.path]}": _file(log, page, targets) for page in log.decisions}
    settings = f"project:\n  name: {json.dumps(project, ensure_ascii=False)}\n  tz: {zone}\n  adrFolder: ./{FOLDER}\n"
    index = f"# {project.replace('<', '&lt;')}\n"
    return {".log4brains.yml": settings, f"{FOLDER}/index.md": index, f"{FOLDER}/template.md": _TEMPLATE, **found}


def _name(page: Page) -> str:
    decided = page.values.get("date")
    name = slug(page.title) or slug(page.name) or "decision"
    return f"{decided:%Y%m%d}-{name}" if isinstance(decided, date) else name


def _file(log: Log, page: Page, targets: Targets) -> str:
    decided = page.values.get("date")
    deciders = [name.replace(",", " ") for name in log.people(page, "decision-makers")]
    tags = [_TAG.sub("-", tag.strip()) for tag in (*page.texts("tags"), *page.texts("keywords")) if tag.strip()]
    header = {
        "Status": _status(log, page, targets),
        "Deciders": ", ".join(deciders),
        "Date": decided.isoformat() if isinstance(decided, date) else "",
        "Tags": ", ".join(dict.fromkeys(tags)),
    }
    title = page.title.replace("<", "&lt;")
    bullets = "\n".join(f"- {key}: {value}" for key, value in header.items() if value)
    text = text_of(page, log.bodies[page.path], targets)
    links = [f"- Supersedes {_link(old, targets)}" for old in log.chains.older(page) if old.path in targets.names]
    blocks = [f"# {title}", bullets, text]
    if links:
        blocks += ["\n".join(links)] if _LINKS in text else [_LINKS, "\n".join(links)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _status(log: Log, page: Page, targets: Targets) -> str:
    status = page.text("status") or ""
    newer = [found for found in log.chains.newer(page) if found.path in targets.names]
    if newer and status in {"", "accepted", "superseded"}:
        return f"superseded by {_link(newer[0], targets)}"
    return status


def _link(page: Page, targets: Targets) -> str:
    name = targets.names[page.path]
    return f"[{name.removesuffix('.md')}]({name})"
