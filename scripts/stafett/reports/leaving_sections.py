"""The sections of a handover package: what is decided, when people meet, the pages by risk, what to write down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from shlex import quote

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.candidates import Candidate, Why
from stafett.questions.condition import retired
from stafett.questions.handover_meetings import Meeting
from stafett.questions.handover_package import Package, RoleToHand
from stafett.questions.to_write_down import ToWrite
from stafett.reports import leaving_words as said

Address = Callable[[Page], str]
"""Where a page lies on the web, or nothing."""

_DECIDES = N_("Decision-maker: whoever asks why should know whom to ask.")

_NAMED = {
    "owner": N_("The page names the leaver as owner. Give it to a role, which outlives people."),
    "deputy": N_("The page names the leaver as deputy. Give it to a role, which outlives people."),
    "raci": N_("The page names the leaver among those who do or answer for the work (RACI)."),
    "decision-makers": N_("The decision is proposed, and is to be taken by the leaver among others."),
}


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a section; ``box`` is whether there is something to tick, ``address`` where its page is, or empty.

    ``doubt`` is a line that should be seen first, ``command`` one to type.
    """

    title: str
    lines: tuple[str, ...] = ()
    box: bool = True
    address: str = ""
    doubt: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the package: ``intro`` may be empty."""

    title: str
    intro: str
    points: tuple[Point, ...]


def decide(package: Package, words: Words, address: Address) -> Section:
    """The roles, units and pages for which a manager is to name somebody, and the roles that others have anyway."""
    points = [_role(package, role, words, address) for role in package.roles]
    for unit, candidates in package.heads:
        title = words(N_("Who leads {unit}"), unit=unit.name)
        points.append(Point(title, tuple(_candidates(package, candidates, words))))
    for place in package.named:
        if not retired(place.page):
            lines = (words(_NAMED[place.field]), *_candidates(package, place.candidates, words))
            title = said.title_of(words, package, place.page)
            points.append(Point(title, lines, address=address(place.page)))
    points.sort(key=lambda point: not point.box)
    intro = words(
        N_(
            "The manager decides. The proposals are made from the directory and the pages, and know nothing of what "
            "people want or can."
        )
    )
    return Section(words(N_("Decide who takes over")), intro, tuple(points))


def _role(package: Package, role: RoleToHand, words: Words, address: Address) -> Point:
    where = address(role.held.guide) if role.held.guide else ""
    if role.after and not role.fades:
        line = words(N_("Others have the role too: {who}."), who=said.names_of(words, package, role.after))
        return Point(role.held.name, (line,), box=False, address=where)
    doubt = said.vacancy(words, package, role)
    return Point(role.held.name, tuple(_candidates(package, role.candidates, words)), address=where, doubt=doubt)


def _candidates(package: Package, candidates: Sequence[Candidate], words: Words) -> Iterator[str]:
    if not candidates:
        yield words(N_("The directory has nobody to propose."))
    for place, one in enumerate(candidates):
        known = one.has(Why.COMES)
        message = (
            N_("Settled: {who}: {why}.")
            if known
            else N_("Proposed: {who}: {why}.")
            if not place
            else N_("Or {who}: {why}.")
        )
        yield words(message, who=said.name_of(package, one.person), why=said.reasons_of(words, one))


def meet(package: Package, meetings: Sequence[Meeting], words: Words) -> Section:
    """The meetings, by day."""
    points = [
        Point(
            f"{said.day_of(words, meeting.day)}. {said.meeting_title(words, package, meeting)}",
            tuple(said.meeting_lines(words, package, meeting)),
        )
        for meeting in meetings
    ]
    intro = words(N_("The days are proposals: working days on which nobody who is to meet is on leave."))
    return Section(words(N_("Meet")), intro, tuple(points))


def pages(package: Package, words: Words, address: Address) -> Section:
    """The pages that the leaver owns, in order of risk."""
    points = []
    takers = {item.candidates[0].person.id for item in package.pages if item.candidates and not item.retired}
    for number, item in enumerate(package.pages, 1):
        risks = list(said.risks_of(words, package, item))
        owner = item.candidates[0].person if item.candidates and not item.retired else None
        lines = [words(N_("To {who}."), who=said.name_of(package, owner))] if owner and len(takers) > 1 else []
        text = _sentence("; ".join(risks)) if risks else words(N_("In order, and somebody else owns it too."))
        grave = item.ownerless is not None
        points.append(
            Point(
                f"{number}. {said.title_of(words, package, item.page)}",
                ((text,) if not grave else ()) + tuple(lines),
                box=not item.retired,
                address=address(item.page),
                doubt=text if grave else "",
            )
        )
    intro = words(
        N_(
            "In order of risk: first pages that would have no owner, for then nobody keeps them true, and of these the "
            "ones without a deputy. Then by criticality. Then what would be left overdue or not vouched for. Then what "
            "nobody else reads or has vouched for."
        )
    )
    old = sum(item.retired for item in package.pages)
    if old:
        more = words.plural(
            "At the end stands {n} page that no longer holds: it follows its role, and is not counted.",
            "At the end stand {n} pages that no longer hold: they follow their role, and are not counted.",
            old,
        )
        intro = f"{intro} {more}"
    return Section(words(N_("Pages to hand over")), intro, tuple(points))


def write(to_write: Iterable[ToWrite], words: Words, address: Address) -> Section:
    """What is to be written down."""
    points = []
    for item in to_write:
        title, line = said.to_write_of(words, item)
        points.append(Point(title, (line,), address=address(item.page) if item.page else ""))
    intro = words(
        N_(
            "What the leaver knows and no page says: exceptions, who helps, what goes wrong. "
            "An hour a point is enough; keywords are better than nothing."
        )
    )
    return Section(words(N_("Write down")), intro, tuple(points))


def waits(package: Package, words: Words, address: Address) -> Section:
    """What waits on their pages, and to be decided."""
    told: dict[str, tuple[Page, list[str]]] = {}
    for action in package.holdings.actions:
        told.setdefault(action.page.path, (action.page, []))[1].append(said.action_of(words, action))
    points = tuple(
        Point(said.title_of(words, package, page), tuple(lines), address=address(page)) for page, lines in told.values()
    )
    return Section(words(N_("Finish, or hand over")), words(N_("What waits on the last day, if nobody acts.")), points)


def besides(package: Package, words: Words, address: Address) -> Section:
    """What goes with the roles, and needs to be known rather than done; each page once."""
    found = package.holdings
    owned = {held.page.path for held in found.owned}
    told: dict[str, tuple[Page, list[str]]] = {}
    for message, pages in (
        (N_("Deputy by a role; that follows the role."), [i.page for i in found.deputised if i.key[0] != "person"]),
        (_DECIDES, [item.page for item in found.decided]),
        (N_("In nobody else's onboarding path."), found.only_reader),
        (N_("Nobody else who is here has vouched for it."), found.only_voucher),
    ):
        for page in pages:
            if message == _DECIDES or page.path not in owned:
                told.setdefault(page.path, (page, []))[1].append(words(message))
    points = tuple(
        Point(said.title_of(words, package, page), tuple(lines), box=False, address=address(page))
        for page, lines in told.values()
    )
    return Section(words(N_("Know of as well")), "", points)


def afterwards(package: Package, words: Words) -> Section:
    """What is to be done once it is decided."""
    person, day = quote(package.leaver.id), package.last_day.isoformat()
    plan = words(N_("Then edit it: who takes over what, and from when."))
    carry = words(
        N_(
            "It changes the pages and the directory together, ready for one pull request. Try it with --dry-run first: "
            "it shows what would change, and writes nothing."
        )
    )
    write = f"stafett leave {person} --on {day} --format plan --output plan.yml"
    planned = [
        Point(words(N_("Write the plan")), (plan,), command=write),
        Point(words(N_("Carry it out")), (carry,), command=f"stafett handover {person} --plan plan.yml"),
    ]
    points = planned if package.undecided else []
    if package.leaver.last_day != package.last_day and not _known_end(package):
        points.insert(0, Point(words(N_("Write the last day into the directory")), command=f"last_day: {day}"))
    if package.ownerless:
        line = words(N_("Until then the pages count as not vouched for by their new owner, and readers see it."))
        points.append(Point(words(N_("Let each successor review their pages")), (line,)))
    return Section(words(N_("When it is decided")), "", tuple(points))


def _known_end(package: Package) -> bool:
    return any(spell.end == package.last_day for spell in package.leaver.spells)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
