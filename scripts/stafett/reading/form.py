"""Reads ``form`` in ``stafett.yml``: where the form in the browser saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from stafett.messages import N_
from stafett.model import Raw
from stafett.reading.feedback import Problem, is_address
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
    problems = list(_problems(raw))
    for problem in problems:
        tell(problem)
    if problems:
        return None
    texts = {name: value for name, value in raw.items() if isinstance(value, str)}
    usual = Form(texts["to"])
    return Form(
        texts["to"],
        texts.get("url", "").rstrip("/"),
        texts.get("branch", usual.branch),
        texts.get("app_id", ""),
        texts.get("login", "").rstrip("/"),
    )


def _problems(raw: Mapping[str, Raw]) -> list[Problem]:
    unknown = [
        Problem(
            ("form", name),
            N_("`form` knows {known}, not `{key}`"),
            {"key": name, "known": ", ".join(f"`{known}`" for known in _KNOWN)},
        )
        for name in raw
        if name not in _KNOWN
    ]
    plain = [
        Problem(("form", name), N_("`form: {key}` should be one value"), {"key": name})
        for name in _KNOWN
        if not isinstance(raw.get(name), str | None)
    ]
    return unknown + plain or _wrong_values({name: value for name, value in raw.items() if isinstance(value, str)})


def _wrong_values(texts: Mapping[str, str]) -> list[Problem]:
    way = texts.get("to")
    if way not in WAYS:
        message = N_("`form` should say where the form saves, by `to:` and one of {choices}")
        return [Problem(("form", "to"), message, {"choices": ", ".join(WAYS)})]
    if way in FORGES and not _is_repository(texts.get("url", "")):
        message = N_("`form` with `to: {way}` needs `url:`, the address of the repository, as {example}")
        return [Problem(("form", "url"), message, {"way": way, "example": _EXAMPLES[way]})]
    if "login" in texts and not is_address(texts["login"]):
        message = N_("`form: login` should be the address of the server that logs in, as {example}")
        return [Problem(("form", "login"), message, {"example": "https://login.organisation.example"})]
    return []


def _is_repository(text: str) -> bool:
    """Whether the text is the address of a repository: owner and name at least."""
    return is_address(text) and len([part for part in urlsplit(text).path.split("/") if part]) > 1
