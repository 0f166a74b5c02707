"""What things are called for a reader: owners, kinds, areas and statuses. No person is named here unawares."""

from __future__ import annotations

from dataclasses import replace

from stafett.knowledge_base import DECISION, Target, decision_number
from stafett.messages import N_
from stafett.model import Page, Person, Status
from stafett.questions import condition as conditions
from stafett.questions.ownership import Answer, Standing, roles_of
from stafett.questions.translations import language_of
from stafett.site.views.html import Html, a, esc, filled, tag
from stafett.site.views.view import View

VACANT, UNKNOWN = conditions.VACANT, conditions.UNKNOWN
LONGEST_TITLE = 200
MOST_REFERENCES = 200
"""How many references of one field are shown."""

# How a page stands, loudest first: its review status, or that nobody answers for it.
CONDITIONS = {
    VACANT: N_("Nobody answers for it"),
    str(Status.OVERDUE): N_("Review overdue"),
    str(Status.UNVOUCHED): N_("Not confirmed by the new owner"),
    str(Status.NEVER_REVIEWED): N_("Never reviewed"),
    str(Status.DUE_SOON): N_("Review due soon"),
    str(Status.CURRENT): N_("Current"),
    str(Status.EXEMPT): N_("Exempt from review"),
    UNKNOWN: N_("Status unknown"),
}
DECISION_STATUSES = {
    "proposed": N_("Proposed"),
    "accepted": N_("Accepted"),
    "rejected": N_("Rejected"),
    "deprecated": N_("Deprecated"),
    "superseded": N_("Superseded"),
}
HIGH_CRITICALITY = N_("High criticality")


def condition(view: View, page: Page) -> str:
    """How the page stands, as a key of ``CONDITIONS``."""
    if page.path not in view.conditions:
        owner = view.answer(page.owner)
        if view.back(page):
            owner = replace(owner, standing=Standing.HELD)  # away, but not gone
        view.conditions[page.path] = conditions.condition(view.base, page, owner, view.as_of)
    return view.conditions[page.path]


def badge(view: View, key: str) -> Html:
    """A condition in words and colour."""
    return tag("span", view.words(CONDITIONS[key]), class_=f"stafett-badge stafett-badge--{key}")


def decision_badge(view: View, page: Page) -> Html:
    """A decision's status in words and colour."""
    status = page.text("status") or ""
    if status not in DECISION_STATUSES:
        return tag("span", view.words(N_("No status")), class_="stafett-badge stafett-badge--unknown")
    return tag("span", view.words(DECISION_STATUSES[status]), class_=f"stafett-badge stafett-badge--{status}")


def page_link(view: View, page: Page) -> Html:
    """A page's title, leading to it where the site has it; a decision's with its number."""
    address, foreign = view.link(page), foreign_language(view, page)
    if address:
        return a(address, numbered_title(page), lang=foreign, hreflang=foreign)
    return tag("span", numbered_title(page), lang=foreign) if foreign else numbered_title(page)


def foreign_language(view: View, page: Page) -> str | None:
    """The language of a page, where it is not the reader's: what is shown of the page is marked with it."""
    language = language_of(view.base, page)
    return language if language != view.words.language else None


def shown_title(page: Page) -> str:
    """A page's title, cut where it is so long that a list of such would fill the disk."""
    return page.title if len(page.title) <= LONGEST_TITLE else f"{page.title[:LONGEST_TITLE]}…"


def numbered_title(page: Page) -> Html:
    """A page's title; a decision's with its number before it."""
    number = decision_number(page) if page.kind == DECISION else None
    if number is None:
        return esc(shown_title(page))
    return Html(f'<span class="stafett-number">{number:04}</span> {esc(shown_title(page))}')


def answer_label(view: View, found: Answer) -> Html:
    """An owner or deputy for a reader: the role with a link to its guide; a person only where settings allow names."""
    if found.role:
        return page_link(view, found.role)
    if found.person:
        return person_label(view, found.person)
    if found.standing is Standing.FREE:
        return esc(found.reference)
    if found.standing is Standing.UNKNOWN:
        return esc(view.words(N_("somebody unknown")))
    return esc(view.words(N_("nobody")))


def reference_label(view: View, reference: str) -> Html:
    """What a page names without there being a page or person of that id: as written, unless it names somebody."""
    people = view.called(reference)
    if not people:
        return esc(reference)
    return person_label(view, people[0]) if len(people) == 1 else esc(view.words(N_("somebody unknown")))


def person_label(view: View, person: Person) -> Html:
    """A person by name where the settings allow it, else by the role that they hold, else without either."""
    if view.base.settings.publish_names and person.name:
        return esc(person.name)
    roles = roles_of(view.base, person, view.as_of)
    return page_link(view, roles[0]) if roles else esc(view.words(N_("a colleague without a role guide")))


def reviewer_label(view: View, page: Page) -> Html | None:
    """Who vouched for the page, by role; None where that is not known, or is a name that nobody may publish."""
    reference = page.text("reviewed_by")
    target = view.base.answerable(reference) if reference else None
    if target is None or not target.found:
        return None
    if target.person and view.base.settings.publish_names and target.person.name:
        return esc(target.person.name)
    if _stands_for(view, page.owner, target):
        former = view.base.status(page, view.as_of) is Status.UNVOUCHED
        return esc(view.words(N_("its former owner") if former else N_("the owner")))
    if _stands_for(view, page.deputy, target):
        return esc(view.words(N_("the deputy")))
    return page_link(view, target.page) if target.page else person_label(view, target.person) if target.person else None


def _stands_for(view: View, reference: str | None, target: Target) -> bool:
    """Whether the target is what the reference means, or a person who holds, held or will hold that role."""
    if not reference:
        return False
    holders = [person for person, _, _ in view.base.tenures(reference)]
    return view.base.answerable(reference) == target or target.person in holders


def kind_label(view: View, kind: str, *, plural: bool = False) -> str:
    """What a kind of page is called, in the reader's language."""
    declared = view.base.settings.kinds.get(kind)
    if declared is None:
        return kind
    labels = declared.plural if plural else declared.label
    return labels.get(view.words.language) or labels.get("en") or kind


def field_label(view: View, kind: str, name: str) -> str:
    """What a field of a kind is called, in the reader's language; its own name where that is not declared."""
    declared = view.base.settings.kinds.get(kind)
    field = declared.fields.get(name) if declared else None
    return (field.label.get(view.words.language) or name) if field else name


def area_title(view: View, area: str) -> str:
    """What an area is called: as the site's configuration says, else its folder's name made readable."""
    if not area:
        return view.words(N_("Other"))
    plain = area.replace("-", " ").replace("_", " ").strip() or area
    return view.area_titles.get(area) or plain[:1].upper() + plain[1:]


def count(view: View, number: int) -> str:
    """A number of pages in words."""
    return view.words.plural("{n} page", "{n} pages", number)


def sentence(view: View, message: str, **values: object) -> Html:
    """A message in the reader's language, its places filled with escaped values or HTML."""
    return filled(view.words(message), **values)


def collation(text: str) -> str:
    """A key that sorts text as Swedish does: å, ä and ö come last, and case does not count."""
    return text.casefold().translate(_LAST)


_LAST = str.maketrans({"å": "z\uffff1", "ä": "z\uffff2", "ö": "z\uffff3"})
