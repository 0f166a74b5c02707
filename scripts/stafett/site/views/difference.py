"""What differs between a local variant and its national page, as text to read: changed words are marked and named.

Everything here is words, never a page's own marks or HTML: each is escaped where it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from stafett.messages import N_
from stafett.questions.differences import BlockChange, Op, Piece, SectionChange, texts
from stafett.questions.variant_difference import Difference, FieldPart
from stafett.questions.variants import Variant
from stafett.site.views.html import Html, esc, join, tag
from stafett.site.views.labels import field_label, page_link, sentence
from stafett.site.views.raci import RACI
from stafett.site.views.view import View

_SAME = N_("The two say the same.")
_TOO_LONG = N_("The pages are too long to be set against each other here. Read them side by side: {original}.")
_LEGEND = N_("Compared with {original}. {removed} words stand only there, {added} words only here.")
_NEW, _GONE = N_("New here"), N_("Left out here")


def in_short(view: View, found: Difference) -> str:
    """How much differs, in a line."""
    if found.sections is None:
        return view.words(N_("What differs"))
    changed = len(found.told()) + len({name for name, _ in found.changed_fields})
    if not changed:
        return view.words(_SAME)
    words = view.words.plural("What differs: {n} part", "What differs: {n} parts", changed)
    rest = len(found.same())
    return f"{words}. {_unchanged(view, rest)}" if rest else words


def _unchanged(view: View, number: int) -> str:
    return view.words.plural("Unchanged: {n} section", "Unchanged: {n} sections", number)


def show(view: View, one: Variant, found: Difference) -> Html:
    """The whole difference, section by section; what is unchanged is folded."""
    original = page_link(view, one.original)
    if found.sections is None:
        return tag("p", sentence(view, _TOO_LONG, original=original))
    parts = [*_fields(view, one, found), *(_section(view, change) for change in found.told())]
    if not parts:
        return tag("p", view.words(_SAME))
    removed, added = tag("del", view.words(N_("Struck-out"))), tag("ins", view.words(N_("underlined")))
    legend = sentence(view, _LEGEND, removed=removed, added=added, original=original)
    return join((tag("p", legend), *parts, _rest(view, found)), "\n")


def _fields(view: View, one: Variant, found: Difference) -> Iterator[Html]:
    for part in found.changed_fields:
        yield tag("h3", _label(view, one, part))
        yield _blocks(view, found.fields[part])


def _label(view: View, one: Variant, part: FieldPart) -> str:
    name, group = part
    label = field_label(view, one.page.kind, name)
    words = {str(key): view.words(said) for key, (_, said) in RACI.items()}
    return f"{label}: {words.get(group, group)}" if group else label


def _section(view: View, change: SectionChange) -> Html:
    chip = ""
    if change.op is Op.ADDED:
        chip = tag("span", view.words(_NEW), class_="stafett-difference__new")
    elif change.op is Op.REMOVED:
        chip = tag("span", view.words(_GONE), class_="stafett-difference__gone")
    top = change.before == change.after == 0
    heading = esc(view.words(N_("Before the first heading"))) if top else _heading(view, change)
    return join((tag("h3", heading, " ", chip) if chip else tag("h3", heading), _blocks(view, change.blocks)), "\n")


def _heading(view: View, change: SectionChange) -> Html:
    """A section's heading; where all of it is new or gone, a word beside it says so, and no mark is needed."""
    if change.op in {Op.ADDED, Op.REMOVED} or not change.heading:
        return esc(texts(change.heading, Op.SAME) or view.words(N_("Without a heading")))
    return _pieces(view, change.heading)


def _blocks(view: View, blocks: Sequence[BlockChange]) -> Html:
    """Blocks as a list; a run of more than one that both pages have is folded."""
    shown: list[Html] = []
    for same, run in groupby(blocks, lambda block: block.op is Op.SAME):
        group = list(run)
        if same and len(group) > 1:
            words = view.words.plural("{n} passage is the same", "{n} passages are the same", len(group))
            inner = tag("ul", *(_block(view, block) for block in group), class_="stafett-difference__blocks")
            folded = tag("details", tag("summary", words), inner)
            shown.append(tag("li", folded, class_="stafett-difference__same"))
        else:
            shown += [_block(view, block) for block in group]
    return tag("ul", *shown, class_="stafett-difference__blocks") if shown else esc("")


def _block(view: View, block: BlockChange) -> Html:
    state = str(block.op or "changed")
    depth = min(block.depth, 3)
    key = f"stafett-difference__{block.kind} stafett-difference__{state} stafett-difference__deep{depth}"
    return tag("li", _pieces(view, block.pieces), class_=key)


_MARKS = {Op.REMOVED: ("del", N_("Only in the national process:")), Op.ADDED: ("ins", N_("Only here:"))}


def _pieces(view: View, pieces: Sequence[Piece]) -> Html:
    return join((_piece(view, piece) for piece in pieces), " ")


def _piece(view: View, piece: Piece) -> Html:
    if piece.op is Op.SAME:
        return esc(piece.text)
    name, said = _MARKS[piece.op]
    return tag(name, tag("span", view.words(said), " ", class_="stafett-unseen"), piece.text)


def _rest(view: View, found: Difference) -> Html:
    """What is the same, by its headings, folded."""
    same = found.same()
    if not same:
        return esc("")
    names = (texts(change.heading, Op.REMOVED) for change in same)
    titles = [name or view.words(N_("Without a heading")) for name in names]
    words = _unchanged(view, len(same))
    if not found.whole:
        words = view.words.plural(
            "Holds as in the national process: {n} section", "Holds as in the national process: {n} sections", len(same)
        )
    return tag("details", tag("summary", words), tag("ul", *(tag("li", title) for title in titles)))
