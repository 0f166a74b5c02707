"""HTML by small functions: every value is escaped where it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

_VOID = frozenset(("br", "hr", "input"))


class Html(str):
    """Text that is HTML already, and is put out as it is."""

    __slots__ = ()


def esc(value: object) -> Html:
    """A value as text in HTML, also within an attribute: on one line, without control characters."""
    if isinstance(value, Html):
        return value
    text = str(value)
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return Html(escape(text, quote=True))


def join(parts: Iterable[object], separator: str = "") -> Html:
    """The parts one after the other, each escaped unless it is HTML."""
    return Html(separator.join(esc(part) for part in parts))


def tag(name: str, *content: object, **attributes: object) -> Html:
    """An element. ``class_`` and ``for_`` lose their underscore, others turn it into a hyphen; None is left out."""
    return element(name, {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}, *content)


def element(name: str, attributes: Mapping[str, object], *content: object) -> Html:
    """An element with attributes by their own names; None and False are left out, True stands alone."""
    written = "".join(
        f" {key}" if value is True else f' {key}="{esc(value)}"'
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{join(content)}</{name}>")


def day(value: date | None, none: str = "–") -> Html:
    """A date as a machine and a person can read it."""
    return tag("time", value.isoformat(), datetime=value.isoformat()) if value else esc(none)


def a(href: str, *content: object, **attributes: object) -> Html:
    """A link."""
    return tag("a", *content, href=href, **attributes)


def filled(template: str, **values: object) -> Html:
    """A ready sentence with named places, as HTML: the sentence and the values are escaped unless they are HTML."""
    return Html(esc(template).format(**{key: esc(value) for key, value in values.items()}))
