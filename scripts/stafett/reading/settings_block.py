"""What the blocks of ``stafett.yml`` that name a place (``feedback``, ``form``) are read by alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from stafett.messages import N_
from stafett.model import Raw, Where

_LONGEST = 500  # characters of an address, so that a link made from it stays one that every browser follows


class Problem(NamedTuple):
    """What is wrong with a setting; ``message`` is a message id with named places for ``values``."""

    where: Where
    message: str
    values: Mapping[str, str] = {}


def not_of(block: str, raw: Mapping[str, Raw], known: tuple[str, ...]) -> Iterator[Problem]:
    """What stands in ``raw``, the value of ``block``, that it does not know, or that is more than one value."""
    for name, value in raw.items():
        if name not in known:
            names = ", ".join(f"`{each}`" for each in known)
            values = {"block": block, "key": name, "known": names}
            yield Problem((block, name), N_("`{block}` knows {known}, not `{key}`"), values)
        elif not isinstance(value, str | None):
            message = N_("`{block}: {key}` should be one value")
            yield Problem((block, name), message, {"block": block, "key": name})


def texts(raw: Mapping[str, Raw]) -> dict[str, str]:
    """Those values that are plain."""
    return {name: value for name, value in raw.items() if isinstance(value, str)}


def is_address(text: str) -> bool:
    """Whether the text is the plain address of a place on the web: no question, no anchor, no user."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    return (
        parts.scheme in {"https", "http"}
        and bool(host)
        and "@" not in parts.netloc
        and not (parts.query or parts.fragment)
        and len(text) <= _LONGEST
        and text.isprintable()
        and not set(text) & set(" \"'<>\\`{}|^")
    )
