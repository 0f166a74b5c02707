"""Reads ``feedback`` in ``stafett.yml``: where readers say that something is not right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stafett.mail import is_mailbox
from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.settings_block import Problem, is_address, not_of, texts
from stafett.settings import Feedback

FORGES = ("github", "gitlab", "azure")
WAYS = (*FORGES, "mailto")
_KNOWN = ("to", "url", "address", "work_item")


def read_feedback(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Feedback | None:
    """What ``raw``, the value of ``feedback``, means; None where there is none or it will not do, which is told."""
    if not raw:
        return None
    problems = [*not_of("feedback", raw, _KNOWN)] or _wrong_values(texts(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return None
    given = texts(raw)
    usual = Feedback(given["to"])
    return Feedback(
        given["to"], given.get("url", "").rstrip("/"), given.get("address", ""), given.get("work_item", usual.work_item)
    )


def _wrong_values(given: Mapping[str, str]) -> list[Problem]:
    way = given.get("to")
    if way not in WAYS:
        message = N_("`feedback` should say where readers' notes go, by `to:` and one of {choices}")
        return [Problem(("feedback", "to"), message, {"choices": ", ".join(WAYS)})]
    if way in FORGES and not is_address(given.get("url", "")):
        message = N_("`feedback` with `to: {way}` needs `url:`, the address of the repository or project, as {example}")
        return [Problem(("feedback", "url"), message, {"way": way, "example": _EXAMPLES[way]})]
    if way == "mailto" and not is_mailbox(given.get("address", "")):
        message = N_("`feedback` with `to: mailto` needs `address:`, one mail address, as {example}")
        return [Problem(("feedback", "address"), message, {"example": "kunskapsbas@organisation.example"})]
    return []


_EXAMPLES = {
    "github": "https://github.com/organisation/kunskapsbas",
    "gitlab": "https://gitlab.com/organisation/kunskapsbas",
    "azure": "https://dev.azure.com/organisation/projekt",
}
