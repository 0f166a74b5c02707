"""Reads ``feedback`` in ``stafett.yml``: where readers say that something is not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from stafett.mail import is_mailbox
from stafett.messages import N_
from stafett.model import Raw, Where
from stafett.settings import Feedback

FORGES = ("github", "gitlab", "azure")
WAYS = (*FORGES, "mailto")
_KNOWN = ("to", "url", "address", "work_item")
_LONGEST = 500  # characters of an address, so that a link made from it stays one that every browser follows


class Problem(NamedTuple):
    """What is wrong with a setting; ``message`` is a message id with named places for ``values``."""

    where: Where
    message: str
    values: Mapping[str, str] = {}


def read_feedback(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Feedback | None:
    """What ``raw``, the value of ``feedback``, means; None where there is none or it will not do, which is told."""
    if not raw:
        return None
    problems = list(_problems(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return None
    texts = {name: str(value) for name, value in raw.items() if value is not None}
    usual = Feedback(texts["to"])
    return Feedback(
        texts["to"], texts.get("url", "").rstrip("/"), texts.get("address", ""), texts.get("work_item", usual.work_item)
    )


def _problems(raw: Mapping[str, Raw]) -> list[Problem]:
    unknown = [
        Problem(
            ("feedback", name),
            N_("`feedback` knows {known}, not `{key}`"),
            {"key": name, "known": ", ".join(f"`{known}`" for known in _KNOWN)},
        )
        for name in raw
        if name not in _KNOWN
    ]
    plain = [
        Problem(("feedback", name), N_("`feedback: {key}` should be one value"), {"key": name})
        for name in _KNOWN
        if not isinstance(raw.get(name), str | None)
    ]
    return unknown + plain or _wrong_values({name: value for name, value in raw.items() if isinstance(value, str)})


def _wrong_values(texts: Mapping[str, str]) -> list[Problem]:
    way = texts.get("to")
    if way not in WAYS:
        message = N_("`feedback` should say where readers' notes go, by `to:` and one of {choices}")
        return [Problem(("feedback", "to"), message, {"choices": ", ".join(WAYS)})]
    if way in FORGES and not is_address(texts.get("url", "")):
        message = N_("`feedback` with `to: {way}` needs `url:`, the address of the repository or project, as {example}")
        return [Problem(("feedback", "url"), message, {"way": way, "example": _EXAMPLES[way]})]
    if way == "mailto" and not is_mailbox(texts.get("address", "")):
        message = N_("`feedback` with `to: mailto` needs `address:`, one mail address, as {example}")
        return [Problem(("feedback", "address"), message, {"example": "kunskapsbas@organisation.example"})]
    return []


_EXAMPLES = {
    "github": "https://github.com/organisation/kunskapsbas",
    "gitlab": "https://gitlab.com/organisation/kunskapsbas",
    "azure": "https://dev.azure.com/organisation/projekt",
}


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
