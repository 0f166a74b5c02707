"""A page's finished HTML as Markdown that another engine makes the same page of.

What the page says is already safe HTML, and stays HTML: an engine passes it on as it is. Only the headings that belong
in the table of contents become headings of Markdown, since engines find those nowhere else. Nothing is taken on trust:
what Markdown makes of the result is compared with the page, and a page that would not come out the same is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import unescape

import markdown
from markdown.util import BLOCK_LEVEL_ELEMENTS

from stafett.site.export.nodes import Node, Token, UnbalancedError, nodes, tokens

EXTENSIONS = ("attr_list", "toc")
"""All that Markdown needs for the pages; a page can use no other, so that its text stays what it is."""

_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS) - {"script", "style"}
_HEADING = re.compile(r"h([1-6])")
_PLAIN_ID = re.compile(r"[^\s\"'{}<>]+")
# What Markdown reads anything into within a line; as a numeric reference it is the same sign and nothing more.
_SPEAKING = re.compile(r"[\\`*_{}\[\]()!#~^=:|$]")
_REFERENCE = re.compile(r"(&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)")
_LOST = re.compile(r"\t|(?<=\n) +(?=\n)|[\x02\x03\r]")  # Markdown changes or drops these even within HTML


class NotTheSameError(ValueError):
    """A page that Markdown would not make the same again."""


def as_markdown(html: str, anchors: Collection[str], toc: Mapping[str, object]) -> str:
    """``html`` as Markdown; ``anchors`` are the ids in its table of contents, ``toc`` the options of that extension.

    Raises NotTheSameError.
    """
    try:
        pieces = list(nodes(html))
    except UnbalancedError as error:
        raise NotTheSameError from error
    for made in (_mixed(pieces, anchors), [f"<div>\n{_kept(html)}\n</div>"]):
        text = "\n\n".join(made) + "\n"
        if _same(_rendered(text, toc), html):
            return text
    raise NotTheSameError


def _rendered(text: str, toc: Mapping[str, object]) -> str:
    return markdown.markdown(text, extensions=list(EXTENSIONS), extension_configs={"toc": dict(toc)})


def _mixed(pieces: Iterable[Node], anchors: Collection[str]) -> Iterator[str]:
    """The page's pieces: headings of the table of contents, blocks, and what else there is, held by a ``div``."""
    loose: list[str] = []
    for node in pieces:
        written = _heading(node, anchors) or (_kept(node.html) if node.name in _BLOCKS else "")
        if not written:
            loose.append(node.html)
            continue
        yield from _held(loose)
        loose = []
        yield written
    yield from _held(loose)


def _held(loose: Iterable[str]) -> Iterator[str]:
    text = "".join(loose).strip()
    if text:
        yield f"<div>{_kept(text)}</div>"


def _kept(html: str) -> str:
    """HTML in which Markdown finds nothing to change."""
    return _LOST.sub(
        lambda found: "".join(_numeric(sign) for sign in found[0] if sign not in "\x02\x03\r"), html
    ).strip()


def _numeric(sign: str) -> str:
    return f"&#{ord(sign)};"


def _heading(node: Node, anchors: Collection[str]) -> str:
    """A heading that belongs in the table of contents as Markdown; empty where it is none, or more than that."""
    found = _HEADING.fullmatch(node.name)
    given = dict(node.tokens[0].attributes)
    anchor = unescape(given.pop("id", ""))
    if not found or anchor not in anchors or given or not _PLAIN_ID.fullmatch(anchor):
        return ""
    text = " ".join("".join(_spoken(token) for token in _without_permalink(node.inner)).split())
    return f'{"#" * int(found[1])} {text} {{ id="{anchor}" }}' if text else ""


def _without_permalink(inner: tuple[Token, ...]) -> Iterator[Token]:
    """The heading without the link to itself, which every engine puts there anew."""
    links = [at for at, token in enumerate(inner) if token.attributes.get("class") == "headerlink"]
    return iter(inner[: links[-1]] if links else inner)


def _spoken(token: Token) -> str:
    """A part of a heading in which Markdown sees no signs of its own."""
    parts = _REFERENCE.split(token.text)
    return "".join(
        part if at % 2 else _SPEAKING.sub(lambda found: _numeric(found[0]), part) for at, part in enumerate(parts)
    )


def _same(one: str, other: str) -> bool:
    return list(_essence(one)) == list(_essence(other))


def _essence(html: str) -> Iterator[object]:
    """What makes a page: its tags with their attributes, and its words; not the white space between blocks."""
    within = 0
    for token in tokens(html):
        if token.name == "div" and not token.rest:  # such as hold loose text
            continue
        within += (token.name == "pre") * (-1 if token.closes else 1)
        if token.name:
            yield token.name, token.closes, sorted((name, unescape(value)) for name, value in token.attributes.items())
        elif within or token.text.strip():
            text = unescape(token.text)
            yield text if within else " ".join(text.split())
