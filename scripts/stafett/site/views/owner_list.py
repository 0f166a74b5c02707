"""Who answers for what: every owner with its pages, those that nobody answers for first."""

from __future__ import annotations

from collections.abc import Sequence

from stafett.messages import N_
from stafett.questions.ownership import Answer, Owned, Standing, ownership
from stafett.reports.list_addresses import CONTINUITY
from stafett.site.views.html import Html, a, day, esc, tag
from stafett.site.views.jump import Part, jump
from stafett.site.views.kind_lists import lead
from stafett.site.views.labels import answer_label, collation, count, sentence, shown_title
from stafett.site.views.markdown import document, heading, slug
from stafett.site.views.table import owned_table
from stafett.site.views.view import View


def owner_list(view: View) -> str:
    """The page over all owners."""
    owned = [Owned(view.answer(item.answer.reference), item.pages) for item in ownership(view.base, view.as_of)]
    lost = [item for item in owned if not _answers(view, item)]
    held = sorted((item for item in owned if _answers(view, item)), key=lambda item: collation(_plain(view, item)))
    intro = N_("Every page has an owner that answers for what it says. Here is who answers for what today.")
    facts = view.words.plural("{n} owner", "{n} owners", len(held))
    parts = (Part(_plain(view, item), anchor(item), len(item.pages)) for item in held)
    blocks = [
        heading(1, view.words(N_("Ownership")), "top"),
        lead(view, intro, facts),
        *_lost(view, lost),
        continuity_link(view),
        jump(view, parts),
    ]
    for item in held:
        blocks += [
            heading(2, _plain(view, item), anchor(item)),
            tag("p", _says(view, item), class_="stafett-owner"),
            owned_table(view, item.pages),
        ]
    return document(blocks)


def _answers(view: View, item: Owned) -> bool:
    """Whether somebody answers for the pages: is there, or away for so short a time that the rules pass over it."""
    return item.answer.reachable or all(view.back(page) for page in item.pages)


def continuity_link(view: View) -> Html:
    """The way to the page for managers, where the site has it."""
    address = view.list_link(CONTINUITY)
    if not address:
        return esc("")
    link = a(address, view.words(N_("who comes, what is vacant and what is at risk")))
    return tag("p", sentence(view, N_("For managers, by unit: {link}."), link=link))


def anchor(item: Owned) -> str:
    """Where on the page an owner stands."""
    role = item.answer.role
    return (
        f"owner-{slug(role.name if role else item.answer.reference or 'none')}" if not item.answer.person else "owner-x"
    )


def _plain(view: View, item: Owned) -> str:
    """The owner as a heading; a person is named only where the settings allow it."""
    found = item.answer
    if found.role:
        return shown_title(found.role)
    if found.person:
        named = view.base.settings.publish_names and found.person.name
        return str(named or view.words(N_("A person")))
    return found.reference or ""


def _says(view: View, item: Owned) -> Html:
    number = count(view, len(item.pages))
    if item.answer.role:
        return sentence(
            view, N_("{number}. What the role is: {owner}."), number=number, owner=answer_label(view, item.answer)
        )
    return sentence(view, N_("{number}."), number=number)


def _lost(view: View, lost: Sequence[Owned]) -> list[str]:
    """The pages that nobody answers for, said loudly; or in a line that there are none."""
    if not lost:
        return [tag("p", view.words(N_("Every page has an owner who can be reached today.")), class_="stafett-good")]
    blocks = [heading(2, view.words(N_("Pages that nobody answers for")), "lost")]
    for item in lost:
        says = tag("p", _lost_owner(view, item.answer), class_="stafett-owner stafett-owner--lost")
        blocks += [says, owned_table(view, item.pages)]
    return blocks


def _lost_owner(view: View, found: Answer) -> Html:
    if found.standing is Standing.MISSING:
        return sentence(view, N_("These pages name no owner."))
    if found.standing is Standing.UNKNOWN:
        return sentence(view, N_("The owner that these pages name does not exist."))
    if found.since:
        return sentence(
            view, N_("{owner} has been vacant since {day}."), owner=answer_label(view, found), day=day(found.since)
        )
    return sentence(view, N_("{owner} is vacant."), owner=answer_label(view, found))
