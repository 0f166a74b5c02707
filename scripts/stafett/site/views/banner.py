"""The banner of a page: what kind it is, who answers for it, and how far it can be trusted today.

It informs rather than scolds: what is known, since when, and whom to ask. Its ``data-`` attributes carry the dates,
so that a script in the reader's browser can tell how old the page has become since the site was built.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page, Status
from stafett.questions.condition import retired, successors
from stafett.questions.ownership import Answer, Standing
from stafett.questions.snooze import REASON, delayed_until
from stafett.questions.whom_to_ask import Ask, Who, contact_of, whom_to_ask
from stafett.reports.path_words import READ_INSTEAD, RETIRED
from stafett.site.views.ageing import dates_of, later_words, page_badge
from stafett.site.views.html import Html, a, day, element, esc, join, tag
from stafett.site.views.labels import (
    HIGH_CRITICALITY,
    MOST_REFERENCES,
    VACANT,
    answer_label,
    condition,
    decision_badge,
    kind_label,
    page_link,
    reviewer_label,
    sentence,
)
from stafett.site.views.languages import translation_note
from stafett.site.views.view import Link, View

_SENTENCES = {
    str(Status.CURRENT): N_("Somebody has vouched for this page. It will be reviewed again by {due}."),
    str(Status.DUE_SOON): N_("This page holds. It is time to review it again, by {due}."),
    str(Status.OVERDUE): N_(
        "This page should have been reviewed by {due}. It is probably right, but ask {owner} where it matters."
    ),
    str(Status.UNVOUCHED): N_(
        "{owner} is in new hands since the last review. This page is probably right, but has yet to be confirmed."
    ),
    str(Status.NEVER_REVIEWED): N_(
        "Nobody has vouched for this page yet. Read it as a draft, and ask {owner} where it is unclear."
    ),
    str(Status.EXEMPT): N_("This page is kept as it is and not reviewed."),
    "unknown": N_("It cannot be told whether this page is current: something in its first lines cannot be read."),
}


def banner(base: KnowledgeBase, page: Page, as_of: date, words: Words, link: Link) -> str:
    """The banner of ``page`` on ``as_of`` as HTML; ``link`` gives the address of a page as seen from this one."""
    return render(View(base, as_of, words, link), page)


def render(view: View, page: Page) -> Html:
    """As ``banner``, for a view that is already there."""
    if retired(page):
        return _of_retired(view, page)
    state = condition(view, page)
    attributes = {
        "class": f"stafett-banner stafett-banner--{state}",
        "aria-label": view.words(N_("About this page")),
        "data-search-exclude": "true",
        **dates_of(view, page),
    }
    return element(
        "aside",
        attributes,
        _proposed(view, page),
        translation_note(view, page),
        _head(view, page, state),
        _away(view, page),
        _facts(view, page),
        _note(view, page),
        _delay(view, page),
    )


def _of_retired(view: View, page: Page) -> Html:
    """Of a page that no longer holds, that alone is said, once, with what to read instead, and whom to ask about it.

    How fresh it is means nothing any more, so that neither reviews nor their dates are told.
    """
    facts = _owner_fact(view, page)
    if page.kind == DECISION:
        facts += _decision_facts(view, page)
    return tag(
        "aside",
        tag("p", _replaced(view, page), class_="stafett-banner__replaced"),
        translation_note(view, page),
        tag("p", tag("span", kind_label(view, page.kind), class_="stafett-banner__kind")),
        _list_of(view, facts),
        class_="stafett-banner stafett-banner--retired",
        aria_label=view.words(N_("About this page")),
        data_search_exclude="true",
    )


def _head(view: View, page: Page, state: str) -> Html:
    chips = [tag("span", kind_label(view, page.kind), class_="stafett-banner__kind")]
    if page.kind == DECISION:
        chips.append(decision_badge(view, page))
    chips.append(page_badge(view, page))
    if page.text("criticality") == "high":
        chips.append(tag("span", view.words(HIGH_CRITICALITY), class_="stafett-banner__critical"))
    return join(
        (
            tag("p", join(chips, " "), class_="stafett-banner__chips"),
            element(
                "p", {"class": "stafett-banner__sentence", "data-stafett-says": True}, _sentence(view, page, state)
            ),
            later_words(view, page, lambda later: _sentence(view, page, later)),
        )
    )


_GIVEN = N_(
    "{owner} has had this page since {day}, after the last review. It is probably right, but has yet to be confirmed."
)


def _sentence(view: View, page: Page, state: str) -> Html:
    owner = view.answer(page.owner)
    if state == VACANT:
        return _vacancy(view, page, owner)
    given = view.base.given_to_owner(page)
    if state == Status.UNVOUCHED and given and given <= view.as_of:
        return sentence(view, _GIVEN, owner=answer_label(view, owner), day=day(given))
    return sentence(view, _SENTENCES[state], owner=answer_label(view, owner), due=day(view.base.due(page)))


def _vacancy(view: View, page: Page, owner: Answer) -> Html:
    """That nobody answers for the page, since when, and whom to ask meanwhile."""
    if owner.standing is Standing.MISSING:
        known = sentence(view, N_("This page has no owner: nobody answers for what it says."))
    elif owner.standing is Standing.UNKNOWN:
        known = sentence(view, N_("The owner that this page names does not exist: nobody answers for what it says."))
    elif owner.since:
        known = sentence(
            view,
            N_("{owner} owns this page, and nobody has held that role since {since}."),
            owner=answer_label(view, owner),
            since=day(owner.since),
        )
    else:
        known = sentence(
            view, N_("{owner} owns this page, and nobody holds that role."), owner=answer_label(view, owner)
        )
    deputy = view.answer(page.deputy)
    if page.deputy and deputy.reachable:
        ask = sentence(view, N_("Until somebody takes over, ask {deputy}."), deputy=answer_label(view, deputy))
    else:
        ask = sentence(
            view, N_("Until somebody takes over, check what it says with your manager before you act on it.")
        )
    return join((known, ask), " ")


_MEANWHILE = {
    Who.DEPUTY: N_("Until then, ask {who}, who stands in."),
    Who.CONTACT: N_("Until then, write to {who}."),
    Who.UNIT_HEAD: N_("Until then, ask {who}, who leads {unit}."),
    Who.MANAGER: N_("If it cannot wait, ask your manager."),
}


def _away(view: View, page: Page) -> Html:
    """That the owner is away for a while that is no vacancy, when they are back, and whom to ask meanwhile."""
    back = view.back(page)
    if back is None:
        return esc("")
    known = sentence(view, N_("The owner is away, and back on {day}."), day=day(back))
    ask = whom_to_ask(view.base, page, view.as_of)
    who = a(f"mailto:{ask.contact}", ask.contact) if ask.who is Who.CONTACT else _asked(view, ask)
    meanwhile = sentence(view, _MEANWHILE[ask.who], who=who, unit=ask.unit)
    return tag("p", join((known, meanwhile), " "), class_="stafett-banner__sentence")


def _asked(view: View, ask: Ask) -> Html:
    return page_link(view, ask.role) if ask.role else esc(ask.text)


def _facts(view: View, page: Page) -> Html:
    base = view.base
    reviewed = base.last_reviewed(page)
    reviewer = reviewer_label(view, page)
    if page.head is None:
        return esc("")
    facts = _owner_fact(view, page)
    if page.deputy:
        facts.append((N_("Deputy"), answer_label(view, view.answer(page.deputy))))
    if reviewed:
        by = (
            sentence(view, N_("{day} by {reviewer}"), day=day(reviewed), reviewer=reviewer)
            if reviewer
            else day(reviewed)
        )
        facts.append((N_("Last reviewed"), by))
    due = base.due(page)
    if due:
        facts.append((N_("Review by"), day(due)))
    if page.kind == DECISION:
        facts += _decision_facts(view, page)
    return _list_of(view, facts)


def _list_of(view: View, facts: Sequence[tuple[str, Html]]) -> Html:
    rows = (tag("div", tag("dt", view.words(name)), tag("dd", value)) for name, value in facts)
    return tag("dl", *rows, class_="stafett-banner__facts")


def _owner_fact(view: View, page: Page) -> list[tuple[str, Html]]:
    """Who answers for the page; nothing of a decision that is kept as a record, for which nobody is to."""
    if view.base.kept_as_found(page):
        return []
    return [(N_("Owner"), _with_address(view, view.answer(page.owner)))]


def _with_address(view: View, owner: Answer) -> Html:
    """The owner, with the functional address that its role guide gives, if it does (a field ``contact``)."""
    label = answer_label(view, owner)
    contact = contact_of(owner.role)
    if not contact or not owner.reachable:
        return label
    # A narrow column may break the address before its host and its dots, not within a word.
    shown = join(re.split(r"(?<=@)|(?=\.)", contact), "<wbr>")
    return join((label, a(f"mailto:{contact}", shown, class_="stafett-banner__contact")), " ")


def _decision_facts(view: View, page: Page) -> list[tuple[str, Html]]:
    facts = []
    decided, pending = page.values.get("date"), page.text("status") == "proposed"
    if isinstance(decided, date):
        facts.append((N_("Proposed") if pending else N_("Decided"), day(decided)))
    revisit = page.values.get("revisit")
    if isinstance(revisit, date) and page.text("status") == "accepted":
        facts.append((N_("To be considered anew by"), day(revisit)))
    if page.texts("decision-makers") and "decision-makers" not in page.said.lines:
        makers = [answer_label(view, view.answer(name)) for name in page.texts("decision-makers")[:MOST_REFERENCES]]
        facts.append((N_("Is decided by") if pending else N_("Decided by"), join(makers, ", ")))
    return facts


def _links(view: View, pages: Sequence[Page]) -> Html:
    return join((page_link(view, page) for page in pages), ", ")


def _replaced(view: View, page: Page) -> Html:
    """That a page no longer holds, and what does."""
    now = successors(view.base, page, view.chains)
    if page.kind == DECISION and now:
        return sentence(
            view, N_("This decision no longer holds. What holds now is {decisions}."), decisions=_links(view, now)
        )
    if page.kind == DECISION:
        rejected = page.text("status") == "rejected"
        words = N_("This was proposed and rejected: it never came to hold.")
        return sentence(view, words if rejected else N_("This decision no longer holds."))
    instead = sentence(view, READ_INSTEAD, pages=_links(view, now)) if now else esc("")
    return join((sentence(view, RETIRED), instead), " ")


def _proposed(view: View, page: Page) -> Html:
    """Of a decision that is none yet, that it is a proposal."""
    if page.kind != DECISION or page.text("status") != "proposed":
        return esc("")
    text = view.words(N_("This is a proposal: it does not hold yet."))
    return tag("p", text, class_="stafett-banner__replaced")


def _note(view: View, page: Page) -> Html:
    note = page.text("review_note")
    if not note:
        return esc("")
    return tag("p", tag("span", view.words(N_("What the reviewer did:")), " "), note, class_="stafett-banner__note")


def _delay(view: View, page: Page) -> Html:
    """That the review has been put off, until when, and why."""
    until = delayed_until(view.base, page, view.as_of)
    if until is None or until <= view.as_of:
        return esc("")
    said = sentence(view, N_("The review has been put off until {until}:"), until=day(until))
    return tag("p", tag("span", said, " "), page.text(REASON) or "", class_="stafett-banner__note")
