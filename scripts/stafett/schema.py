"""Each kind of page as JSON Schema (draft 7, which editors know), for the front matter as YAML 1.2 reads it.

A schema says what can be said without looking at the calendar, at other pages' text or at people: which fields there
are, how dates, lengths of time and choices are written, and which pages a reference may mean. ``check`` says the rest.
"""

from __future__ import annotations

from collections.abc import Mapping

from stafett.field_shapes import SHAPES, Json, Offer
from stafett.fields import Field
from stafett.kinds import Kind
from stafett.knowledge_base import ANY_PAGE, KnowledgeBase
from stafett.messages import N_, Words
from stafett.offers import offers
from stafett.reading.page import THEME_KEYS
from stafett.value_words import choice_label

DRAFT = "http://json-schema.org/draft-07/schema#"
MADE = "stafett schema"
"""What a schema says of where it comes from, by which it is known again."""
_INTERVALS = N_('Written as "6 months", "90 days", "1 year" or "never".')
_IN_SNIPPETS = ("title", "status", "date", "owner", "deputy", "review_in", "criticality", "audience", "why")


def schema(base: KnowledgeBase, kind: Kind, words: Words) -> Json:
    """The schema of the pages of one kind, in the knowledge base's own names of fields."""
    offer, spelling = offers(base, words), base.settings.fields
    fields = {spelling.get(name, name): _property(base, field, offer) for name, field in kind.fields.items()}
    others: dict[str, Json] = {
        key: {} for key in (*base.settings.known_fields, *sorted(THEME_KEYS)) if key not in fields
    }
    required = [spelling.get(name, name) for name, field in kind.fields.items() if field.required and name != "title"]
    deputy, criticality = (spelling.get(name, name) for name in ("deputy", "criticality"))
    made: Json = {
        "$schema": DRAFT,
        "$comment": MADE,
        "title": _said(kind.label, words),
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {**fields, **others},
        "definitions": _definitions(offer),
    }
    if {"deputy", "criticality"} <= set(kind.fields):
        high = {"properties": {criticality: {"const": "high"}}, "required": [criticality]}
        made |= {"if": high, "then": {"required": [deputy]}}
    return made


def _property(base: KnowledgeBase, field: Field, offer: Offer) -> Json:
    free = base.settings.free_owners and "person" in field.to
    shape = SHAPES["text" if free and field.type == "reference" else field.type].schema(field, offer)
    help_text = _said(field.help, offer.words)
    if field.type == "interval":
        help_text = f"{help_text} {offer.words(_INTERVALS)}".lstrip()
    return {"title": _said(field.label, offer.words), "description": help_text, **shape}


def _definitions(offer: Offer) -> Json:
    """The pages that references may mean, by kind; where there are none yet, anything may be meant."""
    return {kind: {"enum": list(found)} if found else {} for kind, found in offer.spellings.items()}


def _said(texts: Mapping[str, str], words: Words) -> str:
    return texts.get(words.language) or next(iter(texts.values()), "")


def snippets(base: KnowledgeBase, words: Words) -> Json:
    """Snippets for VS Code: the front matter of a page of each kind, with its choices to pick from."""
    offer = offers(base, words)
    return {
        _said(kind.label, words): {
            "scope": "markdown",
            "prefix": f"stafett-{kind.name}",
            "description": words(N_("The first lines of a page: {kind}"), kind=_said(kind.label, words)),
            "body": ["---", *_lines(base, kind, offer), "---", "", "# ${1}", "", "$0"],
        }
        for kind in base.settings.kinds.values()
    }


def _lines(base: KnowledgeBase, kind: Kind, offer: Offer) -> list[str]:
    wanted = [name for name in _IN_SNIPPETS if name in kind.fields]
    wanted += [name for name, field in kind.fields.items() if field.required and name not in wanted]
    return [
        f"{base.settings.fields.get(name, name)}: {_place(kind.fields[name], number, offer)}"
        for number, name in enumerate(wanted, 1)
    ]


def _place(field: Field, number: int, offer: Offer) -> str:
    """A place to fill in: a list to choose from, today, or a word on what goes there."""
    if field.type == "date":
        return "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    values = field.choices if field.type == "choice" else offer.intervals if field.type == "interval" else ()
    if field.type == "reference" and ANY_PAGE not in field.to:
        values = tuple(option.value for kind in field.to for option in offer.pages.get(kind, ()))
    if values:
        return f"${{{number}|{','.join(_plain(value) for value in values)}|}}"
    text = choice_label(offer.words, field.label.get(offer.words.language, field.name))
    place = f"${{{number}:{_plain(text)}}}" if field.name != "title" else f"${{{number}}}"
    return f"[{place}]" if field.type in {"references", "texts", "words"} else place


def _plain(text: str) -> str:
    """A text that ends neither a snippet's place nor its list of choices."""
    return "".join(f"\\{sign}" if sign in "\\$},|" else sign for sign in text)
