"""What is due: the pages that somebody should look at, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stafett.messages import N_
from stafett.model import Page, Status
from stafett.questions.due import due
from stafett.reports.list_addresses import HEALTH, OWNERSHIP
from stafett.site.views.ageing import arrivals
from stafett.site.views.calendar_link import all_calendar_link
from stafett.site.views.html import Html, a, day, element, esc, join, tag
from stafett.site.views.labels import CONDITIONS, VACANT, condition, sentence
from stafett.site.views.markdown import document, heading
from stafett.site.views.table import due_table
from stafett.site.views.view import View

_SAYS = {
    VACANT: "",
    str(Status.OVERDUE): N_(
        "Should have been reviewed by now. What they say is probably right, but nobody has checked."
    ),
    str(Status.UNVOUCHED): N_("Have a new owner since the last review, who has yet to read them."),
    str(Status.NEVER_REVIEWED): N_("New pages that nobody has vouched for yet. Read them as drafts."),
    str(Status.DUE_SOON): N_("Hold, and are soon to be reviewed again."),
}


def review_list(view: View) -> str:
    """The page over all that is due, as of the day of the view.

    Pages that come to be due before the copy is old stand ready in it, hidden.
    """
    intro = sentence(
        view,
        N_("A page is worth no more than its last review. This is what needs one, as of {day}."),
        day=tag("span", day(view.as_of), data_stafett_today="true"),
    )
    blocks: list[str] = [
        heading(1, view.words(N_("Reviews")), "top"),
        tag("p", intro, class_="stafett-lead"),
        _whose(view),
        all_calendar_link(view),
    ]
    groups = _groups(view)
    for state, pages in groups.items():
        blocks += _group(view, state, pages)
    listed = sum(map(len, groups.values()))
    if not listed:
        words = view.words(N_("Nothing is due. Every page has been vouched for."))
        blocks.append(tag("p", words, class_="stafett-good", data_stafett_nothing="true"))
    blocks.append(_rest(view, len(view.base.pages) - listed))
    return document(blocks)


def _whose(view: View) -> Html:
    """Where an owner finds the own pages among them, and where anybody sees how it goes."""
    ways = ((OWNERSHIP, N_("Which of them are mine?")), (HEALTH, N_("How does it go over time?")))
    links = [a(view.list_link(key), view.words(words)) for key, words in ways if view.list_link(key)]
    return tag("p", join(links, " · ")) if links else esc("")


def _groups(view: View) -> dict[str, list[Page]]:
    """The pages that need something now, by state, the most urgent state first; a state may have none."""
    found: dict[str, list[Page]] = {state: [] for state in _SAYS}
    found[VACANT] = [page for page in view.base.pages if condition(view, page) == VACANT]
    for status, rows in due(view.rows.values()).items():
        found[str(status)] = [row.page for row in rows if condition(view, row.page) != VACANT]
    return found


def _group(view: View, state: str, pages: Sequence[Page]) -> Iterator[str]:
    later = arrivals(view, (state,), view.base.pages)
    if not pages and not later:
        return
    title = f"{view.words(CONDITIONS[state])} ({len(pages)})"
    # what is empty yet may not stand in the table of contents, so it is no heading of Markdown
    yield heading(2, title, state) if pages else tag("h2", title, id=state, hidden=True)
    if _SAYS[state]:
        yield tag("p", view.words(_SAYS[state]), data_stafett_with=state, hidden=not pages)
    table = due_table(view, [*pages, *later], (state,))
    yield element("div", {"data-stafett-with": state, "hidden": not pages}, table)


def _rest(view: View, rest: int) -> Html:
    one, many = view.words.forms("{n} other page needs nothing.", "{n} other pages need nothing.")
    words = (one if rest == 1 else many).format(n=rest)
    number = element("strong", {"data-stafett-rest": rest, "data-one": one, "data-many": many}, words)
    return tag("p", number, class_="stafett-lead")
