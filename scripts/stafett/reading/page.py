"""Reads one page: its front matter by the fields of its kind, and what its body offers and links to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from stafett import left_to_write
from stafett.fields import meaning
from stafett.guesses import nearest
from stafett.kinds import Kind
from stafett.knowledge_base import DECISION
from stafett.messages import N_
from stafett.model import NOTHING_SAID, Complaint, Left, Outline, Page, Raw
from stafett.reading.active_content import find_active
from stafett.reading.code_mask import mask_code
from stafett.reading.decisions.fill import Reading, fill
from stafett.reading.decisions.names import without_number
from stafett.reading.front_matter import HEAD_LINE, Source, split
from stafett.reading.outline import scan
from stafett.reading.tree import page_id, site_uri
from stafett.reading.yaml_text import parse
from stafett.refusals import InvalidValue, shown
from stafett.settings import Settings
from stafett.substance import count_words

# What MkDocs, Material and their plugins read from a page, and no kind declares.
THEME_KEYS = frozenset(
    (
        "authors", "boost", "categories", "comments", "date", "hide", "icon", "lang", "license", "links", "pin",
        "readtime", "redirect", "search", "slug", "social", "status", "subtitle", "template",
    )
)  # fmt: skip


# Fields and then a line of hyphens, below nothing or below what a word processor makes of three hyphens.
_NO_OPENING = re.compile(r"(?:[—–-]+\n)?(?:[A-Za-z_][\w.-]*:[^\n]*\n){1,40}(?:---|[—–]+)[ ]*(?:\n|\Z)")
# Looking for the nearest known name takes time, which a page with thousands of unknown ones may not have.
MOST_GUESSES = 50


def read_page(path: str, kind: Kind, data: bytes, settings: Settings) -> Page:
    """The page that the file ``path`` with the bytes ``data`` is. Never raises: what is wrong is in its complaints."""
    source = split(data)
    if source.complaint:
        return unreadable_page(path, kind, source.complaint)
    outline = scan(source.body)
    return _from_source(path, kind, source, settings, outline)


def read_fields(path: str, kind: Kind, head: str | None, settings: Settings) -> Page:
    """A page of which only the front matter ``head`` counts, as of a version of older days. Never raises."""
    parsed = parse(head) if head is not None else None
    values: dict[str, object] = {}
    invalid: set[str] = set()
    if parsed and isinstance(parsed.value, dict):
        _read_values(parsed.value, kind, settings, values, invalid, None)
    else:
        head = None
    id_ = unicodedata.normalize("NFC", page_id(path))
    title = str(values.get("title") or id_.rpartition("/")[2])
    found = parsed.complaints if parsed else ()
    return Page(path, id_, kind.name, title, site_uri(path), head, values, frozenset(invalid), tuple(found))


def unreadable_page(path: str, kind: Kind, complaint: Complaint) -> Page:
    """A page of which nothing is known but its place, and why."""
    id_ = unicodedata.normalize("NFC", page_id(path))
    return Page(path, id_, kind.name, id_.rpartition("/")[2], site_uri(path), None, {}, complaints=(complaint,))


def _from_source(path: str, kind: Kind, source: Source, settings: Settings, outline: Outline) -> Page:
    id_ = unicodedata.normalize("NFC", page_id(path))
    values: dict[str, object] = {}
    invalid: set[str] = set()
    complaints: list[Complaint] = []
    head = source.head
    fields: Mapping[str, Raw] = {}
    if head is None and kind.name == DECISION and settings.decisions_as_found:
        head = ""
    elif head is None:
        complaints.append(_no_front_matter(source.body, kind))
    else:
        parsed = parse(head)
        complaints += (_shift(complaint) for complaint in parsed.complaints)
        if isinstance(parsed.value, dict):
            fields = parsed.value
            _read_values(fields, kind, settings, values, invalid, complaints)
        elif any(complaint.code == "FMT001" for complaint in complaints):
            head = None
        elif parsed.value is not None:
            complaints.append(_no_fields(parsed.value))
            head = None
    said = NOTHING_SAID
    own_id = values.get("id")
    title = str(values.get("title") or outline.title or id_.rpartition("/")[2])
    if kind.name == DECISION:
        said = fill(path, source, fields, kind, settings, Reading(values, invalid, complaints))
        title = without_number(title)
    if isinstance(own_id, str) and own_id:
        id_ = own_id
    return Page(
        path, id_, kind.name, title, site_uri(path), head, values, frozenset(invalid), tuple(complaints),
        outline, tuple(find_active(source.body)), source.body_line, count_words(source.body),
        tuple(_left(source)), said,
    )  # fmt: skip


def _left(source: Source) -> Iterator[Left]:
    """What is still to be written, in the fields and in the text; in code a mark means nothing."""
    if source.head and left_to_write.may_have(source.head):
        yield from left_to_write.find(source.head, HEAD_LINE)
    if left_to_write.may_have(source.body):
        yield from left_to_write.find(mask_code(source.body), source.body_line)


def _shift(complaint: Complaint) -> Complaint:
    line = complaint.line + HEAD_LINE - 1
    return Complaint(complaint.code, complaint.message, complaint.fix, complaint.values, (), line, complaint.column)


def _no_front_matter(body: str, kind: Kind) -> Complaint:
    if body.lstrip().startswith("---"):
        message = N_("The front matter does not begin on the first line, and so counts as text")
        return Complaint("FMT002", message, N_("Remove what stands before the first line of `---`."), line=1)
    if _NO_OPENING.match(body):
        message = N_("The line of three hyphens above the front matter is missing")
        return Complaint("FMT002", message, N_("Write `---` alone on the first line, above the fields."), line=1)
    if body.strip():
        message = N_("The page has no front matter: nobody can see who owns it or when it was reviewed")
    else:
        message = N_("The file is empty")
    if kind.name == DECISION:
        fix = N_(
            "Begin the file with lines of `---`, `owner:`, `last_reviewed:` and `---`; its status and date may stay in "
            "the text. Or write `decisions: as-found` in stafett.yml, where the log is kept as it is."
        )
        return Complaint("FMT002", message, fix, line=1)
    return Complaint(
        "FMT002",
        message,
        N_("Begin the file with a line of `---`, then `title:`, `owner:` and `last_reviewed:`, then a line of `---`."),
        line=1,
    )


def _no_fields(value: Raw) -> Complaint:
    return Complaint(
        "FMT001",
        N_("The front matter should be lines of `field: value`, but it is: {value}"),
        N_("Write each field on a line of its own, as `owner: name-of-a-role`, without a dash before it."),
        {"value": shown(value)},
        line=HEAD_LINE,
    )


def _read_values(
    raw: Mapping[str, Raw],
    kind: Kind,
    settings: Settings,
    values: dict[str, object],
    invalid: set[str],
    complaints: list[Complaint] | None,
) -> None:
    """Give each declared field its value, by the name that this knowledge base has for it.

    What is wrong is told in ``complaints``; where that is None nobody wants to know.
    """
    fields, renamed = kind.fields, settings.fields
    theirs = {there: ours for ours, there in renamed.items() if ours in fields}
    for key, value in raw.items():
        name = theirs.get(key, key)
        declared = fields.get(name)
        if declared is None or (renamed and key in fields and renamed.get(key, key) != key):
            if complaints is not None and key not in THEME_KEYS and key not in settings.known_fields:
                complaints.append(_unknown(key, kind, settings, guessing=len(complaints) < MOST_GUESSES))
            continue
        if value is None:
            continue
        try:
            values[name] = meaning(value, declared, settings.notation)
        except InvalidValue as refused:
            invalid.add(name)
            if complaints is not None:
                complaints.append(refused.complaint(key))


def _known_field(key: str, kind: Kind, settings: Settings) -> str | None:
    """The field that ``key`` is likely to mean, by its name here or by what it is called in the reader's language."""
    known = {settings.fields.get(name, name): name for name in kind.fields}
    called = {field.label.get(settings.language, "").lower(): name for name, field in kind.fields.items()}
    said = nearest(key.replace("_", " "), called)
    return nearest(key, known) or (settings.fields.get(called[said], called[said]) if said else None)


def _unknown(key: str, kind: Kind, settings: Settings, *, guessing: bool) -> Complaint:
    guess = _known_field(key, kind, settings) if guessing else None
    return Complaint(
        "FMT012",
        N_("`{field}` is not a field of a page of this kind"),
        N_("Did you mean `{guess}`? Else remove the line, or name the field under `known_fields` in stafett.yml.")
        if guess
        else N_("Remove the line, or name the field under `known_fields` in stafett.yml."),
        {"field": key, "guess": guess or ""},
        (key,),
    )
