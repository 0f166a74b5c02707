"""Reads ``form`` in ``stafett.yml``: where the form in the browser saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.settings_block import Problem, is_address, not_of, texts
from stafett.settings import Form

FORGES = ("github", "gitlab", "gitea")
WAYS = (*FORGES, "local", "none")
_KNOWN = ("to", "url", "branch", "app_id", "login")
_EXAMPLES = {
    "github": "https://github.com/organisation/kunskapsbas",
    "gitlab": "https://gitlab.com/organisation/kunskapsbas",
    "gitea": "https://codeberg.org/organisation/kunskapsbas",
}


def read_form(raw: Mapping[str, Raw], tell: Callable[[Problem], None]) -> Form | None:
    """What ``raw``, the value of ``form``, means; None where there is none or it will not do, which is told."""
    if not raw:
        return None
    problems = [*not_of("form", raw, _KNOWN)] or _wrong_values(texts(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return None
    given = texts(raw)
    usual = Form(given["to"])
    return Form(
        given["to"],
        given.get("url", "").rstrip("/"),
        given.get("branch", usual.branch),
        given.get("app_id", ""),
        given.get("login", "").rstrip("/"),
    )


def _wrong_values(given: Mapping[str, str]) -> list[Problem]:
    way = given.get("to")
    if way not in WAYS:
        message = N_("`form` should say where the form saves, by `to:` and one of {choices}")
        return [Problem(("form", "to"), message, {"choices": ", ".join(WAYS)})]
    if way in FORGES and not _is_repository(given.get("url", "")):
        message = N_("`form` with `to: {way}` needs `url:`, the address of the repository, as {example}")
        return [Problem(("form", "url"), message, {"way": way, "example": _EXAMPLES[way]})]
    if "login" in given and not is_address(given["login"]):
        message = N_("`form: login` should be the address of the server that logs in, as {example}")
        return [Problem(("form", "login"), message, {"example": "https://login.organisation.example"})]
    return []


def _is_repository(text: str) -> bool:
    """Whether the text is the address of a repository: owner and name at least."""
    return is_address(text) and len([part for part in urlsplit(text).path.split("/") if part]) > 1
