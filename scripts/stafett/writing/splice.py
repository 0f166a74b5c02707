"""Puts new values into a page's front matter; every byte outside the named fields stays as it is.

Nothing is written anew: the text between YAML's marks is replaced, and what comes out is read again and compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stafett.messages import N_
from stafett.model import Complaint, Raw
from stafett.reading.front_matter import HEAD_LINE, Source, split
from stafett.reading.yaml_text import parse
from stafett.writing.edits import Draft, Edit, applied, drafted, has_comment, pasted, refusal, replacements
from stafett.writing.layout import Layout, Spot, layout
from stafett.writing.node_edits import value_edits
from stafett.writing.nodes import tree
from stafett.writing.refused import CannotSplice
from stafett.writing.yaml_values import inline

# Below which of our fields a new one is looked for by whoever reads the page; the first that is there.
_RELATED = {
    "owner_since": ("owner",),
    "deputy": ("owner_since", "owner"),
    "last_reviewed": ("deputy", "owner"),
    "reviewed_by": ("last_reviewed",),
    "review_note": ("reviewed_by", "last_reviewed"),
    "review_in": ("review_note", "reviewed_by", "last_reviewed"),
    "snoozed_until": ("review_in", "review_note", "reviewed_by", "last_reviewed"),
    "snooze_reason": ("snoozed_until",),
    "supersedes": ("date", "status"),
    "superseded-by": ("supersedes", "date", "status"),
    "team": ("contact",),
}


def splice(data: bytes, fields: Mapping[str, Raw], after: Sequence[str] = ()) -> bytes:
    """The page ``data`` with ``fields`` in its front matter, by the names that the page has for them.

    None removes a field. A new field goes below the one named before it in ``fields``; the first below the first of
    ``after`` that the page has, else below what it belongs to, else to the end. Raises CannotSplice, with the line and
    the text to paste, where that cannot be done without touching anything else.
    """
    source = split(data)
    before = _fields_of(source, fields)
    wanted = {
        name: value
        for name, value in fields.items()
        if (name in before if value is None else name not in before or before[name] != value)
    }
    if not wanted:
        return data
    head = source.head or ""
    draft, present = drafted(data, HEAD_LINE - 1, pasted(wanted)), layout(head)
    if present.odd:
        raise draft.refusal(0, N_("The front matter begins with a YAML tag, anchor or directive"))
    _refuse_marked(draft, present, wanted)
    added = _added(present, fields, wanted, after)
    if present.in_braces:
        edits = _in_braces(draft, present, wanted, added)
    else:
        edits = _on_lines(draft, present, wanted, added, head.count("\n"))
    return _verified(data, applied(data, draft, edits), before, wanted)


def splice_within(data: bytes, fields: Mapping[str, Raw]) -> bytes:
    """As ``splice``, for new values of fields that the page has: what stays in a list or group keeps its very bytes."""
    source = split(data)
    before = _fields_of(source, fields)
    wanted = {name: value for name, value in fields.items() if name in before and before[name] != value}
    root = tree(source.head or "")
    if not wanted or root is None:
        return data
    draft = drafted(data, HEAD_LINE - 1, pasted(wanted))
    _refuse_marked(draft, Layout([entry for entry, _ in root.fields]), wanted)
    edits = [
        edit
        for entry, node in root.fields
        if entry.name in wanted
        for edit in value_edits(draft, entry, node, wanted[entry.name], in_brackets=root.in_brackets)
    ]
    return _verified(data, applied(data, draft, edits), before, wanted)


def _fields_of(source: Source, fields: Mapping[str, Raw]) -> dict[str, Raw]:
    """What the front matter holds. Raises CannotSplice where it cannot be read without doubt."""
    if source.complaint:
        raise CannotSplice(source.complaint, pasted(fields))
    if source.head is None:
        complaint = Complaint("FMT002", N_("The page has no front matter"), N_("Write one on its first lines."), line=1)
        raise CannotSplice(complaint, f"---\n{pasted(fields)}---\n")
    read = parse(source.head)
    if read.complaints:
        first = read.complaints[0]
        line = first.line + HEAD_LINE - 1
        raise CannotSplice(Complaint(first.code, first.message, first.fix, first.values, (), line), pasted(fields))
    if read.value is None:
        return {}
    if not isinstance(read.value, dict):
        raise refusal(HEAD_LINE, N_("The front matter should be lines of `field: value`"), pasted(fields))
    return read.value


def _refuse_marked(draft: Draft, present: Layout, wanted: Mapping[str, Raw]) -> None:
    for entry in present.entries:
        if entry.name in wanted and entry.marked:
            message = N_("`{field}` holds a YAML anchor, alias or tag, which other lines may depend on")
            raise draft.refusal(entry.key.start.line, message, field=entry.name)


def _on_lines(
    draft: Draft, present: Layout, wanted: Mapping[str, Raw], added: Mapping[str, list[str]], lines: int
) -> list[Edit]:
    """The edits to a front matter of so many ``lines``, with each field on lines of its own."""
    edits: list[Edit] = []
    for entry in present.entries:
        if entry.name not in wanted:
            continue
        if wanted[entry.name] is None:
            # With the comment at the end of its line, which speaks of it.
            edits.append(Edit(draft.at(Spot(entry.key.start.line, 0)), draft.below(entry.value.end.line), ""))
        else:
            edits += replacements(draft, entry, wanted[entry.name], in_braces=False)
    entries = present.entries
    indent = " " * entries[0].key.start.column if entries else ""
    for above, names in added.items():
        found = present.find(above)
        line = max(found.value.end.line, found.key.end.line) if found else lines - 1
        eol = draft.ending(line)
        new = (f"{indent}{inline(name)}: {inline(wanted[name])}{eol}" for name in names)
        edits.append(Edit(draft.below(line), draft.below(line), "".join(new)))
    return edits


def _in_braces(draft: Draft, present: Layout, wanted: Mapping[str, Raw], added: Mapping[str, list[str]]) -> list[Edit]:
    """The edits to a front matter that is one group in braces."""
    entries = present.entries
    edits: list[Edit] = []
    kept = [entry for entry in entries if entry.name not in wanted or wanted[entry.name] is not None]
    if not kept:
        raise draft.refusal(0, N_("No field would be left between the braces"))
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        if entry in kept:
            edits += replacements(draft, entry, wanted[entry.name], in_braces=True) if entry.name in wanted else []
        elif following and entry.key.start < kept[-1].key.start:
            edits.append(Edit(draft.at(entry.key.start), draft.at(following.key.start), ""))
    if entries[-1] is not kept[-1]:  # what follows the last that stays goes with the comma before it
        edits.append(Edit(draft.at(kept[-1].value.end), draft.at(entries[-1].value.end), ""))
    for edit in edits:
        if has_comment(draft, edit.start, edit.end, (leaf for entry in entries for leaf in (entry.key, *entry.leaves))):
            raise draft.refusal(0, N_("There is a comment between the braces, which would be lost"))
    for above, names in added.items():
        found = present.find(above)
        at = draft.at((found if found in kept and found else kept[-1]).value.end)
        pairs = (f", {inline(name, flow=True)}: {inline(wanted[name], flow=True)}" for name in names)
        edits.append(Edit(at, at, "".join(pairs)))
    return edits


def _added(
    present: Layout, fields: Mapping[str, Raw], wanted: Mapping[str, Raw], after: Iterable[str]
) -> dict[str, list[str]]:
    """The new fields, by the present field below which they go; "" is the end of a front matter without any."""
    last = present.entries[-1].name if present.entries else ""
    above = next((name for name in after if present.find(name)), "")
    found: dict[str, list[str]] = {}
    for name, value in fields.items():
        if present.find(name):
            above = name if value is not None else above
        elif name in wanted:
            above = above or next((other for other in _RELATED.get(name, ()) if present.find(other)), last)
            found.setdefault(above, []).append(name)
    return found


def _verified(data: bytes, new: bytes, before: Mapping[str, Raw], wanted: Mapping[str, Raw]) -> bytes:
    """``new``, where reading it gives the wanted values and all else as before. Raises CannotSplice."""
    old_source, source = split(data), split(new)
    read = parse(source.head) if source.head is not None else None
    changed = {name: value for name, value in before.items() if name not in wanted}
    changed |= {name: value for name, value in wanted.items() if value is not None}
    same = (
        read is not None
        and not read.complaints
        and (read.value or {}) == changed
        and source.body == old_source.body
        and [name for name in read.value or {} if name in before] == [name for name in before if name in changed]
    )
    if not same:
        message = N_("The front matter is written in a way that cannot be changed safely")
        raise refusal(HEAD_LINE, message, pasted(wanted))
    return new
