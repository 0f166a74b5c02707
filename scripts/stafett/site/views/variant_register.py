"""The register of local variants: by unit, where we work differently, why, and until when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stafett.messages import N_
from stafett.questions.variants import Entry, Reach, State, by_unit, register
from stafett.reports.list_addresses import VARIANTS
from stafett.site.views.html import Html, esc, join, tag
from stafett.site.views.jump import Part, jump
from stafett.site.views.kind_lists import lead
from stafett.site.views.labels import answer_label, page_link, sentence
from stafett.site.views.markdown import document, heading, slug
from stafett.site.views.see_also import see_also
from stafett.site.views.table import Row, labelled_day, table
from stafett.site.views.variant_words import moved_on, run_out_since, state_badge, unit_names
from stafett.site.views.view import View

REGISTER_TITLE = N_("Local variants")
_INTRO = N_(
    "Where units have agreed to work differently from a national process, why, and until when. What is not here is "
    "done alike everywhere."
)


def variant_register(view: View) -> str:
    """The page over all local variants."""
    groups = by_unit(view.base, view.as_of)
    entries = register(view.base, view.as_of)
    facts = view.words.plural("{n} local variant", "{n} local variants", len(entries))
    parts = [Part(_title(view, unit), _anchor(unit), len(found)) for unit, found in groups]
    blocks = [
        heading(1, view.words(REGISTER_TITLE), "top"),
        lead(view, _INTRO, facts),
        *_loud(view, entries),
        jump(view, parts),
    ]
    for unit, found in groups:
        blocks += [heading(2, _title(view, unit), _anchor(unit)), _table(view, found)]
    return document([*blocks, see_also(view, VARIANTS)])


def _loud(view: View, entries: Sequence[Entry]) -> Iterator[Html]:
    """How many do not hold, said first."""
    gone, alone = (sum(entry.state is state for entry in entries) for state in (State.EXPIRED, State.UNAPPROVED))
    if gone:
        words = view.words.plural(
            "{n} has run out: the national process holds again.",
            "{n} have run out: the national process holds again.",
            gone,
        )
        yield tag("p", words, class_="stafett-owner--lost")
    if alone:
        words = view.words.plural(
            "{n} is not approved: the national process holds.",
            "{n} are not approved: the national process holds.",
            alone,
        )
        yield tag("p", words, class_="stafett-owner--lost")


def _title(view: View, unit: str) -> str:
    return view.base.directory.units[unit].name if unit else view.words(N_("No unit is named"))


def _anchor(unit: str) -> str:
    return f"unit-{slug(unit)}" if unit else "unit"


def _table(view: View, entries: Sequence[Entry]) -> Html:
    columns = (N_("What is done differently"), N_("Why"), N_("Approved by"), N_("Until"))
    return table(view, columns, (_row(view, entry) for entry in entries), "variants")


def _row(view: View, entry: Entry) -> Row:
    one = entry.variant
    original = sentence(view, N_("Departs from {original}"), original=page_link(view, one.original))
    parts = [page_link(view, one.page), tag("small", original)]
    if entry.reach is Reach.ABOVE:
        units = unit_names(view.base, entry.units)
        parts.append(tag("small", sentence(view, N_("Holds in all of {units}"), units=units)))
    late = moved_on(view, one)
    if late:
        parts.append(tag("small", late, class_="stafett-variant__late"))
    approver = one.page.text("approved_by")
    cells = (
        esc(one.reason or "–"),
        join((_label(view, N_("Approved by")), answer_label(view, view.answer(approver)) if approver else "–")),
        join(
            (labelled_day(view, N_("Until"), one.until), " ", state_badge(view, entry.state), run_out_since(view, one))
        ),
    )
    return Row(join(parts), cells, str(entry.state))


def _label(view: View, label: str) -> Html:
    """What a cell says, where there is no room for a head over its column (a message id)."""
    return tag("span", view.words(label), " ", class_="stafett-pages__label", data_search_exclude="true")
