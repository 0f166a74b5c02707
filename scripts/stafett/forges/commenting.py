"""Keeps one comment on a pull request, found again by its hidden line; only what our own account wrote is touched."""

from __future__ import annotations

from enum import StrEnum

from stafett.forges.forge import Comment, Comments
from stafett.forges.marker import key_of, marked, same
from stafett.messages import N_, Words

NAME = "comment"
"""What the hidden line calls the key."""


class Outcome(StrEnum):
    """What became of the comment."""

    CREATED = "created"
    UPDATED = "updated"
    SAME = "same"
    NOTHING = "nothing"


def keep(forge: Comments, key: str, text: str, words: Words, *, really: bool = True) -> Outcome:
    """Let the pull request have one comment of ours called ``key``, which says ``text``; ``really`` does it.

    Nothing is sent where it says so already. Without text an earlier comment says that nothing is left to remark, and
    no new one is made. Raises ForgeError.
    """
    mine = _mine(forge, key)
    body = marked(NAME, key, bounded(text, forge.longest - 500, words) if text.strip() else words(_NOTHING))
    if not mine:
        if not text.strip():
            return Outcome.NOTHING
        if really:
            forge.create(body)
            # Another run may have made one at the same time: the older goes on.
            _remove(forge, _mine(forge, key)[1:])
        return Outcome.CREATED
    if really:
        _remove(forge, mine[1:])
    if same(body, mine[0].body):
        return Outcome.SAME
    if really:
        forge.change(mine[0], body)
    return Outcome.UPDATED


def bounded(text: str, longest: int, words: Words) -> str:
    """``text``, cut at the end of a line where it is longer than ``longest`` characters, which is said."""
    if len(text) <= longest:
        return text
    lines = text[:longest].split("\n")[:-1] or [text[:longest]]
    fences = sum(line.lstrip().startswith("```") for line in lines)
    closing = (["```"] if fences % 2 else []) + ["</details>"] * max(
        sum(line.count("<details") - line.count("</details>") for line in lines), 0
    )
    return "\n".join([*lines, *closing, "", words(_CUT)])


def _mine(forge: Comments, key: str) -> list[Comment]:
    accounts = forge.accounts()
    return [c for c in forge.comments() if c.author in accounts and key_of(NAME, c.body) == key]


def _remove(forge: Comments, doubles: list[Comment]) -> None:
    for comment in doubles:
        forge.remove(comment)


_NOTHING = N_("Nothing left to remark.")
_CUT = N_("*Shortened here. The whole of it stands in the check's own log.*")
