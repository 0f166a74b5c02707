"""A proposal for a handover plan as YAML, for a manager to edit and for ``stafett handover --plan`` to carry out.

Each proposal has its reason above it as a comment, and those who come next.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from shlex import quote

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.candidates import Candidate, Why
from stafett.questions.handover_package import Package, RoleToHand, standing
from stafett.questions.working_days import is_working_day
from stafett.reports import leaving_words as said
from stafett.reports.printable import printable
from stafett.writing.yaml_values import inline

TOGETHER = timedelta(days=14)
"""So long the leaver and the successor have the role together, where there is time for it."""
_WIDTH = 100
_A_DAY = timedelta(days=1)


def render(package: Package, words: Words) -> str:
    """The plan: YAML in which every proposal is a line that can be changed or taken away."""
    return "\n".join(_lines(package, words)) + "\n"


def _lines(package: Package, words: Words) -> Iterator[str]:
    leaver = package.leaver
    yield from _said(words(N_("Handover: {who}"), who=said.name_of(package, leaver)))
    yield from _said(
        words(N_("A proposal, as of {as_of}. Change what is to be otherwise, then:"), as_of=_iso(package.as_of))
    )
    file = words(N_("FILE"))
    yield f"#   stafett handover {quote(printable(leaver.id))} --plan {file}"
    yield f"leaver: {inline(leaver.id)}"
    yield f"on: {_iso(package.last_day)}"
    if not package.holdings.employed:
        yield from _said(words(N_("By the directory they do not work here that day, so nothing is to be handed over.")))
        return
    known = leaver.last_day
    if known is None:
        yield from _said(words(N_("The last day is written into the directory, too.")))
        yield "leaves: true"
    elif known != package.last_day and not any(spell.end == package.last_day for spell in leaver.spells):
        yield from _said(
            words(N_("The directory has {day} as the last day: correct it, if that is wrong."), day=_iso(known))
        )
    yield from _list("roles", _roles(package, words))
    yield from _list("pages", _pages(package, words))
    yield from _list("units", _units(package, words))


def _list(name: str, lines: Iterable[str]) -> list[str]:
    """A list, or in brackets where there is nothing in it but comments."""
    found = list(lines)
    if not found:
        return []
    if any(line.lstrip().startswith("- ") for line in found):
        return ["", f"{name}:", *(f"  {line}" for line in found)]
    return ["", *found]


def _roles(package: Package, words: Words) -> Iterator[str]:
    for role in package.roles:
        if role.after and not role.fades:
            who = said.names_of(words, package, role.after)
            yield from _said(words(N_("{role}: others have the role too: {who}."), role=role.held.name, who=who))
        elif role.held.until and role.held.until < package.last_day:
            message = N_(
                "{role}: ends on {day} by the directory, and nobody is known to get it. Name a successor there."
            )
            yield from _said(words(message, role=role.held.name, day=_iso(role.held.until)))
        elif role.candidates and role.candidates[0].has(Why.COMES):
            yield from _said(f"{role.held.name}: {_why(package, role.candidates[0], words)}")
        else:
            yield from _role(package, role, words)


def _role(package: Package, role: RoleToHand, words: Words) -> Iterator[str]:
    yield from _said(f"{role.held.name}: {said.vacancy(words, package, role)}")
    yield from _reasons(package, role.candidates, words)
    to = inline(role.candidates[0].person.id, flow=True) if role.candidates else "?"
    start = _start(package, role.candidates[0] if role.candidates else None)
    line = f"- {{role: {inline(role.written, flow=True)}, to: {to}, from: {_iso(start)}}}"
    yield line if role.candidates else f"# {line}"


def _start(package: Package, candidate: Candidate | None) -> date:
    """The first working day of the last two weeks on which the successor is there, or the day after the last."""
    swedish = package.base.settings.language == "sv"
    day = max(
        package.last_day - TOGETHER + _A_DAY if package.last_day - date.min > TOGETHER else date.min, package.as_of
    )
    while candidate and day <= package.last_day:
        if is_working_day(day, swedish=swedish) and candidate.person.present(day):
            return day
        day += _A_DAY
    return max(package.colleagues.after, package.as_of)


def _pages(package: Package, words: Words) -> Iterator[str]:
    """The pages that name the leaver, with a role or person of those who could take them."""
    places: dict[str, tuple[Page, dict[str, tuple[Candidate, ...]]]] = {}
    for page, field, candidates in package.named:
        places.setdefault(page.path, (page, {}))[1][field] = candidates
    for _, (page, fields) in sorted(places.items()):
        yield from _page(package, page, fields, words)


def _page(package: Package, page: Page, fields: dict[str, tuple[Candidate, ...]], words: Words) -> Iterator[str]:
    names: dict[str, str] = {}
    taken = {page.owner, page.deputy}
    for field, candidates in fields.items():
        yield from _said(f"{page.title} ({field}):")
        barred = taken if field in {"owner", "deputy"} else set()
        chosen = next((one for one in candidates if standing(package, one) not in barred), None)
        if chosen:
            names[field] = standing(package, chosen)
            taken |= {names[field]} if field in {"owner", "deputy"} else set()
        first = [chosen] if chosen else []
        yield from _reasons(package, [*first, *(one for one in candidates if one is not chosen)], words)
    given = ", ".join(f"{field}: {inline(name, flow=True)}" for field, name in names.items())
    line = f"- {{page: {inline(page.id, flow=True)}, {given or f'{next(iter(fields))}: ?'}}}"
    yield line if given else f"# {line}"


def _units(package: Package, words: Words) -> Iterator[str]:
    for unit, candidates in package.heads:
        yield from _said(words(N_("Who leads {unit}"), unit=unit.name) + ":")
        yield from _reasons(package, candidates, words)
        head = inline(candidates[0].person.id, flow=True) if candidates else "?"
        line = f"- {{unit: {inline(unit.id, flow=True)}, head: {head}}}"
        yield line if candidates else f"# {line}"


def _reasons(package: Package, candidates: Sequence[Candidate], words: Words) -> Iterator[str]:
    if not candidates:
        yield from _said(words(N_("The directory has nobody to propose.")))
    for place, one in enumerate(candidates):
        message = N_("Or {who}: {why}.") if place else N_("Proposed: {who}: {why}.")
        yield from _said(words(message, who=said.name_of(package, one.person), why=said.reasons_of(words, one)))


def _why(package: Package, one: Candidate, words: Words) -> str:
    return f"{said.name_of(package, one.person)} {said.reasons_of(words, one)}."


def _said(text: str) -> list[str]:
    """A comment: whatever it says stays behind its sign."""
    return textwrap.wrap(printable(text), _WIDTH, initial_indent="# ", subsequent_indent="#   ", break_on_hyphens=False)


def _iso(day: date) -> str:
    return day.isoformat()
