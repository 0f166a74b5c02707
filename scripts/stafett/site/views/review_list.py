"""What is due: the pages that somebody should look at, the most urgent first."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Status
from stafett.questions.due import due
from stafett.site.views.html import day, tag
from stafett.site.views.kind_lists import lead
from stafett.site.views.labels import CONDITIONS, VACANT, condition, sentence
from stafett.site.views.markdown import document, heading
from stafett.site.views.table import due_table
from stafett.site.views.view import View

_SAYS = {
    Status.OVERDUE: N_("Should have been reviewed by now. What they say is probably right, but nobody has checked."),
    Status.UNVOUCHED: N_("Have a new owner since the last review, who has yet to read them."),
    Status.NEVER_REVIEWED: N_("New pages that nobody has vouched for yet. Read them as drafts."),
    Status.DUE_SOON: N_("Hold, and are soon to be reviewed again."),
}


def review_list(view: View) -> str:
    """The page over all that is due, as of the day of the view."""
    groups = due(view.rows.values())
    intro = sentence(
        view,
        N_("A page is worth no more than its last review. This is what needs one, as of {day}."),
        day=day(view.as_of),
    )
    blocks = [heading(1, view.words(N_("Reviews")), "top"), tag("p", intro, class_="stafett-lead")]
    vacant = [page for page in view.base.pages if condition(view, page) == VACANT]
    if vacant:
        blocks += [
            heading(2, f"{view.words(CONDITIONS[VACANT])} ({len(vacant)})", "vacant"),
            due_table(view, vacant),
        ]
    for status, rows in groups.items():
        pages = [row.page for row in rows if condition(view, row.page) != VACANT]
        if pages:
            blocks += [
                heading(2, f"{view.words(CONDITIONS[str(status)])} ({len(pages)})", str(status)),
                tag("p", view.words(_SAYS[status])),
                due_table(view, pages),
            ]
    listed = {page.path for page in vacant} | {row.page.path for rows in groups.values() for row in rows}
    if not listed:
        blocks.append(
            tag("p", view.words(N_("Nothing is due. Every page has been vouched for.")), class_="stafett-good")
        )
    blocks.append(_rest(view, len(view.base.pages) - len(listed)))
    return document(blocks)


def _rest(view: View, rest: int) -> str:
    return lead(view, "", view.words.plural("{n} other page needs nothing.", "{n} other pages need nothing.", rest))
