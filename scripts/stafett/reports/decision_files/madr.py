"""Decisions in the notation of MADR 4: front matter with status, date and people, then title and text.

MADR has no field for what a decision replaced; that stands as a link under More Information, as its template has it.
"""

from __future__ import annotations

from datetime import date

from stafett.knowledge_base import decision_number, numbered
from stafett.model import Page, Raw
from stafett.reports.decision_files.log import Log, Named
from stafett.reports.decision_files.text import Targets, text_of
from stafett.writing.yaml_values import inline

_PEOPLE = ("decision-makers", "consulted", "informed")
_LINKS = "## More Information"


def files(log: Log) -> dict[str, str]:
    """Each decision's file, by name."""
    names, named = {}, Named()
    for page in log.decisions:
        names[page.path] = named.free(_name(page)) + ".md"
    targets = Targets(log.base, {**names, **log.pictures}, log.site_url)
    return {names[page.path]: _file(log, page, targets) for page in log.decisions}


def _name(page: Page) -> str:
    return page.path.rpartition("/")[2].partition(".")[0]


def _file(log: Log, page: Page, targets: Targets) -> str:
    fields: dict[str, Raw] = {"status": _status(log, page)}
    decided = page.values.get("date")
    if isinstance(decided, date):
        fields["date"] = decided.isoformat()
    for name in _PEOPLE:
        people: list[Raw] = [*log.people(page, name)]
        if people:
            fields[name] = people
    head = "".join(f"{name}: {inline(value)}\n" for name, value in fields.items() if value)
    blocks = [f"# {_escaped(page.title)}", text_of(page, log.bodies[page.path], targets)]
    replaced = [f"* Supersedes [{_reference(old)}]({targets.names[old.path]})" for old in _older(log, page, targets)]
    if replaced:
        blocks += ["\n".join(replaced)] if _LINKS in blocks[1] else [_LINKS, "\n".join(replaced)]
    return f"---\n{head}---\n\n" + "\n\n".join(block for block in blocks if block) + "\n"


def _older(log: Log, page: Page, targets: Targets) -> list[Page]:
    return [old for old in log.chains.older(page) if old.path in targets.names]


def _status(log: Log, page: Page) -> str | None:
    """The status, and by which decision it is superseded, in MADR's words."""
    status, newer = page.text("status"), log.chains.newer(page)
    if newer and status in {None, "accepted", "superseded"}:
        return f"superseded by {_reference(newer[0])}"
    return status


def _reference(page: Page) -> str:
    return page.name if decision_number(page) is None else f"ADR-{numbered(page)}"


def _escaped(title: str) -> str:
    return title.replace("<", "&lt;")
