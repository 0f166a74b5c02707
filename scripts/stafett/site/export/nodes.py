"""A page's finished HTML, as the pieces that stand beside one another at its top level, and its tags one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW_TEXT = frozenset(("script", "style", "textarea", "title"))
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][^\s/>]*)(?P<rest>(?:"[^"]*"|'[^']*'|[^>"'])*)>|<!--.*?-->""", re.DOTALL
)
_ATTRIBUTE = re.compile(r"""\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?|/""")


class UnbalancedError(ValueError):
    """HTML whose elements do not close in order: where a piece of it ends cannot be told."""


class Token(NamedTuple):
    """A tag, or the text between two tags (``name`` is empty then)."""

    text: str
    name: str = ""
    closes: bool = False
    rest: str = ""

    @property
    def opens(self) -> bool:
        """Whether an element begins here that ends further on."""
        return bool(self.name) and not self.closes and self.name not in VOID and not self.rest.endswith("/")

    @property
    def attributes(self) -> dict[str, str]:
        """The attributes of a tag, as they are written."""
        found = (match.groups() for match in _ATTRIBUTE.finditer(self.rest))
        return {name: double or single or bare or "" for name, double, single, bare in found if name}


class Node(NamedTuple):
    """An element of the top level with all that is in it, or a run of text there (``name`` is empty then)."""

    name: str
    tokens: tuple[Token, ...]

    @property
    def html(self) -> str:
        """The node as it was."""
        return "".join(token.text for token in self.tokens)

    @property
    def inner(self) -> tuple[Token, ...]:
        """What stands between an element's first and last tag."""
        return self.tokens[1:-1]


def tokens(html: str) -> Iterator[Token]:
    """The tags and texts of ``html``, in order; together they are ``html``, comments left out."""
    place = 0
    while found := _TAG.search(html, place):
        if found.start() > place:
            yield Token(html[place : found.start()])
        place = found.end()
        if not found["name"]:
            continue
        token = Token(found[0], found["name"].lower(), bool(found["end"]), found["rest"])
        yield token
        if token.opens and token.name in _RAW_TEXT:
            end = html.lower().find(f"</{token.name}", place)
            end = len(html) if end < 0 else end
            if end > place:
                yield Token(html[place:end])
            place = end
    if place < len(html):
        yield Token(html[place:])


def nodes(html: str) -> Iterator[Node]:
    """The pieces of ``html`` at its top level. Raises UnbalancedError."""
    piece: list[Token] = []
    within: list[str] = []
    for token in tokens(html):
        piece.append(token)
        if token.opens:
            within.append(token.name)
        elif token.closes and (not within or within.pop() != token.name):
            raise UnbalancedError(token.text)
        if not within:
            yield Node(piece[0].name, tuple(piece))
            piece = []
    if within:
        raise UnbalancedError(within[-1])


def with_attributes(html: str, change: Callable[[str, str], str], names: frozenset[str]) -> str:
    """``html`` with the values of the attributes ``names`` changed: ``change`` is given name and value, as written."""
    return "".join(_changed(token, change, names) for token in tokens(html))


def _changed(token: Token, change: Callable[[str, str], str], names: frozenset[str]) -> str:
    if not token.rest or token.closes:
        return token.text
    text = _ATTRIBUTE.sub(lambda found: _attribute(found, change, names), token.rest)
    return f"<{token.name}{text}>"


def _attribute(found: re.Match[str], change: Callable[[str, str], str], names: frozenset[str]) -> str:
    name = (found[1] or "").lower()
    if name not in names:
        return found[0]
    return f' {name}="{change(name, found[2] or found[3] or found[4] or "")}"'
