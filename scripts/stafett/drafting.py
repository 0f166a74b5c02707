"""Makes a new page of a template: what is known already is filled in, what only its author knows stays marked.

A template is a page as it will be, with ``{{title}}``, ``{{number}}`` and ``{{date}}`` where those go, and
``[[skriv: ...]]`` (see ``stafett.left_to_write``) where the author has to write. Fields that are given take the place
of the template's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from stafett.fields import ISO_DATE, Field
from stafett.kinds import Kind
from stafett.left_to_write import mark
from stafett.model import Raw
from stafett.reading.front_matter import split_text
from stafett.settings import Settings
from stafett.writing.yaml_values import inline

USUAL_INTERVAL = "1 year"
"""How long a review is good for where neither settings nor author say."""
_KEY = re.compile(r"([A-Za-z_][\w.-]*):")
_ABOUT = {"sv": "vad sidan handlar om", "en": "what the page is about"}
_LISTS = frozenset(("texts", "words", "steps"))
_MARKDOWN = re.compile(r"([\\`*_\[\]#])")


@dataclass(frozen=True, slots=True)
class Draft:
    """A page about to be made: its title, the fields that are given (by our names), its day and a decision's number."""

    title: str
    given: Mapping[str, Raw]
    day: date
    number: str = ""


def generated_template(language: str) -> str:
    """A template for a kind that has none: a heading, and the place for the text."""
    return f"---\n---\n# {{{{title}}}}\n\n{mark(_ABOUT.get(language, _ABOUT['en']), language)}\n"


def required(kind: Kind, template: str, given: Mapping[str, Raw]) -> list[Field]:
    """The required fields that neither the template nor ``given`` has a value for."""
    known = {*given, *fields_of(template), "title"}
    return [field for field in kind.fields.values() if field.required and field.name not in known]


def stand_in(field: Field, language: str, day: str) -> Raw:
    """What a required field holds until its author writes it: a mark, or the day; None where it has to be given."""
    if field.type == "date":
        return day
    what = _one_line(field.help.get(language) or field.label.get(language) or field.name)
    if field.type == "text":
        return mark(what, language)
    return [mark(what, language)] if field.type in _LISTS else None


def _one_line(text: str) -> str:
    return re.sub(r"[\[\]\s]+", " ", text).strip().rstrip(".")


def written_day(day: date, settings: Settings) -> str:
    """The day in the knowledge base's own date format."""
    notation = settings.notation.date_formats[0]
    return day.isoformat() if notation == ISO_DATE else day.strftime(notation)


def fields_of(template: str) -> dict[str, str]:
    """The fields of a template, as written: each with its lines, by name."""
    return dict(_groups(split_text(template).head or ""))


def compose(template: str, draft: Draft, settings: Settings) -> str:
    """The text of the new page, in the names and the date format that the knowledge base has."""
    spelling, day = settings.fields, written_day(draft.day, settings)
    source = split_text(template)
    head = (source.head or "").replace("{{date}}", day).replace("{{number}}", inline(draft.number))
    given = {"title": draft.title, **draft.given}
    lines = [f"{spelling.get(name, name)}: {inline(value)}\n" for name, value in given.items()]
    lines += [
        spelling.get(name, name) + text[len(name) :]
        for name, text in _groups(head)
        if name not in given and spelling.get(name, name) not in {spelling.get(key, key) for key in given}
    ]
    body = source.body.replace("{{date}}", day).replace("{{number}} ", f"{draft.number} ".lstrip())
    body = body.replace("{{number}}", draft.number)
    title = _MARKDOWN.sub(r"\\\1", draft.title).replace("<", "&lt;")
    body = body.replace("{{title}}", title) if "{{title}}" in body else f"# {title}\n\n{body.lstrip()}"
    return f"---\n{''.join(lines)}---\n{body}"


def _groups(head: str) -> list[tuple[str, str]]:
    """The lines of a front matter by the field that they belong to; what stands before the first one is left out."""
    found: list[tuple[str, str]] = []
    for line in head.splitlines(keepends=True):
        key = _KEY.match(line)
        if key:
            found.append((key[1], line))
        elif found and not line.startswith("#"):
            found[-1] = (found[-1][0], found[-1][1] + line)
    return found
