"""What a page needs so that it ages in the reader's browser: the dates, and the words for what it may become.

The site is static, and time goes on. ``assets/js/30-ageing.js`` asks the reader's own calendar, applies the rule of
``stafett.dates.review_status`` to every element with ``data-stafett-due``, and changes class and words. What it says is
made here, in the reader's language; without a script, what was true on the day of the build stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from stafett.dates import soon_from
from stafett.messages import N_
from stafett.model import Page, Status
from stafett.questions.due import may_become
from stafett.site.views.html import Html, a, day, element, join, tag
from stafett.site.views.labels import CONDITIONS, condition, sentence
from stafett.site.views.view import View

OLD_AFTER = timedelta(days=60)
"""How long after its build a copy of the site itself counts as old: by then much may have been changed."""

MOST_LATER = 300
"""How many pages a list holds ready that are not in it yet."""

ID = "stafett-ageing"


def dates_of(view: View, page: Page) -> dict[str, str | None]:
    """The attributes by which an element that tells how a page stands is kept true; ready for ``element``."""
    state, due = condition(view, page), view.base.due(page)
    changing = bool(due) and bool(may_become(state))
    soon = soon_from(due, view.base.settings.due_soon) if due and changing else None
    return {
        "data-stafett-status": state,
        "data-stafett-due": due.isoformat() if due and changing else None,
        "data-stafett-soon": soon.isoformat() if soon else None,
    }


def page_badge(view: View, page: Page) -> Html:
    """How a page stands, in words and colour; it ages with the reader's calendar."""
    state = condition(view, page)
    attributes = {"class": f"stafett-badge stafett-badge--{state}", **dates_of(view, page)}
    return element("span", attributes, view.words(CONDITIONS[state]))


def later_words(view: View, page: Page, says: Callable[[str], Html]) -> Html:
    """Templates with what ``says`` tells of each state that the page may yet come to.

    They stand within an element with ``dates_of``; the script puts the one that fits into its ``[data-stafett-says]``.
    """
    if not view.base.due(page):
        return join(())
    states = may_become(condition(view, page))
    return join(element("template", {"data-stafett-for": state}, says(state)) for state in states)


def reader_words(view: View) -> Html:
    """What the script needs once on each page: the day of the build, and the words for badges and for an old copy."""
    old = _saturated(view.as_of)
    attributes = {
        "id": ID,
        "hidden": True,
        "data-search-exclude": "true",
        "data-as-of": view.as_of.isoformat(),
        "data-old-after": old.isoformat(),
        **{f"data-{state}": view.words(CONDITIONS[state]) for state in (str(Status.OVERDUE), str(Status.DUE_SOON))},
    }
    return element("div", attributes, element("template", {"data-stafett-old": True}, _old(view)))


def _saturated(as_of: date) -> date:
    return as_of + OLD_AFTER if as_of < date.max - OLD_AFTER else date.max


def _old(view: View) -> Html:
    """What to say of a copy that is old, as one kept to be read offline may be."""
    known = sentence(
        view,
        N_("You are reading a copy of the site from {day}. Pages may have been changed since."),
        day=day(view.as_of),
    )
    now = view.site.address
    parts = [known, a(now, view.words(N_("See what holds now")))] if now else [known]
    return tag("p", join(parts, " "), class_="stafett-old")


def arrivals(view: View, states: Iterable[str], pages: Iterable[Page]) -> list[Page]:
    """The pages that are in none of the ``states`` today but come into one before the copy is old, the next first."""
    wanted = frozenset(states)
    until = _saturated(view.as_of)
    found: list[tuple[date, str, Page]] = []
    for page in pages:
        state, due = condition(view, page), view.base.due(page)
        if due is None or state in wanted or not wanted.intersection(may_become(state)):
            continue
        soon = soon_from(due, view.base.settings.due_soon) if str(Status.DUE_SOON) in wanted else None
        when = min(soon, due) if soon else due
        if when <= until:
            found.append((when, page.path, page))
    return [page for _, _, page in sorted(found, key=lambda item: item[:2])[:MOST_LATER]]
