"""Where a forge is and what its token is, from options and from the variables that each forge's CI sets.

The token comes from the environment alone: on a command line every user of the machine could read it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from stafett.forges.connection import Access
from stafett.forges.errors import ForgeError
from stafett.messages import N_

_OWN = "STAFETT_TOKEN"
_LARGEST_EVENT = 32 * 1024 * 1024
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a repository's issues and pull requests are. ``project`` is Azure DevOps' alone."""

    access: Access
    repository: str
    project: str = ""


@dataclass(frozen=True, slots=True)
class _Forge:
    """Which variables say where a forge is, in the order in which they are asked, and what its token must do."""

    address: tuple[str, ...]
    usual_address: str
    repository: tuple[str, ...]
    token: tuple[str, ...]
    example: str
    issue_rights: str = ""
    comment_rights: str = ""


FORGES: Mapping[str, _Forge] = {
    "github": _Forge(
        ("GITHUB_API_URL",),
        "https://api.github.com",
        ("GITHUB_REPOSITORY",),
        (_OWN, "GITHUB_TOKEN", "GH_TOKEN"),
        "organisation/kunskapsbas",
        N_("the permission `issues: write`"),
        N_("the permission `pull-requests: write`"),
    ),
    "gitlab": _Forge(
        ("CI_API_V4_URL",),
        "https://gitlab.com/api/v4",
        ("CI_PROJECT_ID", "CI_PROJECT_PATH"),
        (_OWN, "GITLAB_TOKEN"),
        "grupp/kunskapsbas",
        N_("the scope `api` and at least the role Planner (a CI_JOB_TOKEN is not enough)"),
        N_("the scope `api` and at least the role Reporter (a CI_JOB_TOKEN is not enough)"),
    ),
    "gitea": _Forge(
        ("GITEA_API_URL", "FORGEJO_API_URL", "GITHUB_API_URL"),
        "",
        ("GITEA_REPOSITORY", "FORGEJO_REPOSITORY", "GITHUB_REPOSITORY"),
        (_OWN, "GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN"),
        "organisation/kunskapsbas",
        N_("the scope `write:issue` and the right to write in the repository"),
        N_("the scopes `write:issue` and `read:user`"),
    ),
    "azure": _Forge(
        ("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"),
        "",
        ("BUILD_REPOSITORY_ID", "BUILD_REPOSITORY_NAME"),
        (_OWN, "SYSTEM_ACCESSTOKEN", "AZURE_DEVOPS_EXT_PAT"),
        "kunskapsbas",
        comment_rights=N_("the right 'Contribute to pull requests' on the repository"),
    ),
}


def place(
    forge: str,
    environment: Mapping[str, str],
    *,
    address: str | None = None,
    repository: str | None = None,
    project: str | None = None,
    comments: bool = False,
) -> Place:
    """Where the forge is. Options win over variables. Raises ForgeError where it cannot be told.

    A token may be missing: what needs none (reading a public repository) works without.
    """
    known = FORGES[forge]
    found = (address or _first(environment, known.address) or known.usual_address).rstrip("/")
    if not found:
        raise ForgeError(N_("nobody says where {forge} is: give its interface's address with --api"), forge=forge)
    _check_address(found)
    # A pipeline for a fork's merge request runs in the fork, and the merge request is elsewhere.
    names = ("CI_MERGE_REQUEST_PROJECT_ID", *known.repository) if comments and forge == "gitlab" else known.repository
    where = repository or _first(environment, names)
    if not where or not where.isprintable() or ".." in where.split("/"):
        message = N_("nobody says which repository it is about: name it with --repository, as in {example}")
        raise ForgeError(message, example=known.example)
    rights = known.comment_rights if comments else known.issue_rights
    access = _access(forge, found, known, environment, rights)
    if forge != "azure":
        return Place(access, where)
    within = project or _first(environment, ("SYSTEM_TEAMPROJECTID", "SYSTEM_TEAMPROJECT"))
    if not within:
        raise ForgeError(N_("nobody says which project it is about: name it with --project"))
    return Place(access, where, within)


def _access(forge: str, address: str, known: _Forge, environment: Mapping[str, str], rights: str) -> Access:
    name = next((name for name in known.token if environment.get(name, "").strip()), "")
    token = environment.get(name, "").strip()
    if token and not all("!" <= sign <= "~" for sign in token):
        raise ForgeError(N_("the variable {name} holds no token: there are blanks or other signs in it"), name=name)
    headers = _headers(forge, name, token) if token else {}
    return Access(address, headers, token, known.token, rights)


def _headers(forge: str, name: str, token: str) -> dict[str, str]:
    if forge == "github":
        return {
            "Authorization": f"Bearer {token}",
            "Accept": "application/vnd.github+json",
            "X-GitHub-Api-Version": "2022-11-28",
        }
    if forge == "gitlab":
        return {"PRIVATE-TOKEN": token}
    if forge == "gitea":
        return {"Authorization": f"token {token}"}
    # A personal token of Azure DevOps is a password without a name; the one of a pipeline is not.
    personal = name == "AZURE_DEVOPS_EXT_PAT"
    return {"Authorization": f"Basic {b64encode(f':{token}'.encode()).decode()}" if personal else f"Bearer {token}"}


def _check_address(address: str) -> None:
    """Refuse an address to which a token must not be sent. Raises ForgeError."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    plain = bool(host) and "@" not in parts.netloc and not parts.query and not parts.fragment
    if not plain or not address.isascii() or not address.isprintable() or " " in address:
        raise ForgeError(N_("'{address}' is not an address like https://forge.example/api/v1"), address=address)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _HERE):
        raise ForgeError(N_("the token would go unprotected to {address}: give an address with https"), address=address)


def _first(environment: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((environment[name].strip() for name in names if environment.get(name, "").strip()), "")


@dataclass(frozen=True, slots=True)
class PullRequest:
    """A pull request: its number, None where nothing tells, and whether it comes from a fork."""

    number: int | None
    fork: bool = False


def pull_request(forge: str, environment: Mapping[str, str]) -> PullRequest:
    """The pull request that the forge's CI is at work on, from its variables or the file that tells of the event."""
    if forge == "gitlab":
        source = environment.get("CI_MERGE_REQUEST_SOURCE_PROJECT_ID")
        fork = bool(source) and source != environment.get("CI_MERGE_REQUEST_PROJECT_ID")
        return PullRequest(_number(environment.get("CI_MERGE_REQUEST_IID")), fork)
    if forge == "azure":
        number = _number(environment.get("SYSTEM_PULLREQUEST_PULLREQUESTID"))
        return PullRequest(number, environment.get("SYSTEM_PULLREQUEST_ISFORK", "").casefold() == "true")
    event = _event(environment.get("GITHUB_EVENT_PATH", ""))
    request = event.get("pull_request")
    reference = environment.get("GITHUB_REF", "").split("/")
    referred = _number(reference[2]) if reference[:2] == ["refs", "pull"] and len(reference) > 2 else None  # noqa: PLR2004
    if not isinstance(request, dict):
        return PullRequest(referred)
    return PullRequest(_number(request.get("number")) or referred, _home(request, "head") != _home(request, "base"))


def _home(request: Mapping[str, object], end: str) -> object:
    side = request.get(end)
    repository = side.get("repo") if isinstance(side, dict) else None
    return repository.get("full_name") if isinstance(repository, dict) else None


def _event(path: str) -> dict[str, object]:
    """What the CI's file says of the event; nothing where there is none that can be read."""
    if not path:
        return {}
    try:
        with Path(path).open("rb") as file:
            value = json.loads(file.read(_LARGEST_EVENT))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _number(value: object) -> int | None:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 else None  # noqa: PLR2004
