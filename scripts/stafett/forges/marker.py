"""The hidden lines by which a run finds again what an earlier one wrote.

They are HTML comments at the very beginning of a body, which no forge shows. Only there do they count, so that nothing
that stands further down (a page's title, a person's words) can pass for them.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

_LINE = re.compile(r"<!-- stafett: ([a-z]+)=([^\s<>]*) -->")
_DONE = ("state", "nothing-left")


def marked(name: str, key: str, text: str, *, assigned: tuple[str, ...] = (), done: bool = False) -> str:
    """``text`` under the hidden line that calls it ``key`` under ``name``, and those that tell what we did.

    ``assigned`` are the accounts to which we gave the issue, ``done`` that we closed it because nothing was left.
    """
    lines = [_line(name, key)]
    if assigned:
        lines.append(_line("assigned", ",".join(assigned)))
    if done:
        lines.append(_line(*_DONE))
    return "\n".join([*lines, text])


def key_of(name: str, body: str) -> str | None:
    """What a body is called under ``name`` by its hidden lines; None where it has no such line."""
    return _marks(body).get(name)


def assigned_of(body: str) -> tuple[str, ...]:
    """The accounts to which we gave the issue."""
    text = _marks(body).get("assigned", "")
    return tuple(text.split(",")) if text else ()


def is_done(body: str) -> bool:
    """Whether it was we who closed the issue, because nothing was left."""
    return _marks(body).get(_DONE[0]) == _DONE[1]


def same(one: str, other: str) -> bool:
    """Whether two bodies are the same, but for line ends, blanks at the end, and signs without width.

    The first two a forge stores in its own way, and the last we ourselves put in where one needs them (``tamed``).
    """
    return _normal(one) == _normal(other)


def _normal(body: str) -> str:
    return "\n".join(line.rstrip() for line in body.replace("\r\n", "\n").replace("\u200b", "").strip().split("\n"))


def _line(name: str, value: str) -> str:
    # Two hyphens would end the comment.
    return f"<!-- stafett: {name}={quote(value, safe='/,:').replace('--', '%2D%2D')} -->"


def _marks(body: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in body.lstrip("\ufeff \r\n\t").splitlines():
        mark = _LINE.fullmatch(line.strip())
        if not mark:
            break
        found.setdefault(mark[1], unquote(mark[2]))
    return found
