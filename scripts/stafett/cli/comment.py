"""Keeps one comment on a pull request up to date, with the text of a file (as `check --format markdown` writes it).

The comment is found again by a hidden line, and only what the token's own account wrote is changed. The token comes
from the environment: GITHUB_TOKEN, GITLAB_TOKEN, GITEA_TOKEN or SYSTEM_ACCESSTOKEN (or STAFETT_TOKEN).
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from stafett.cli.main import Failure, say
from stafett.forges.azure import AzureComments
from stafett.forges.commenting import Outcome, keep
from stafett.forges.connection import Connection
from stafett.forges.errors import ForgeError
from stafett.forges.folder import FolderComments
from stafett.forges.forge import Comments
from stafett.forges.gitea import GiteaComments
from stafett.forges.github import GitHubComments
from stafett.forges.gitlab import GitLabComments
from stafett.forges.places import Place, place, pull_request
from stafett.messages import N_, Words
from stafett.reading.settings import SettingsError, read_settings
from stafett.settings import Settings

_CLIENTS: Mapping[str, Callable[[Connection, str, int, str], Comments]] = {
    "github": GitHubComments,
    "gitlab": GitLabComments,
    "gitea": GiteaComments,
}
_AZURE = "azure"
_FOLDER = "dir"
_LARGEST = 16 * 1024 * 1024


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett comment``."""
    parser.add_argument(
        "-C", dest="root", metavar="DIR", default=".", help="the knowledge base's folder (default: this one)"
    )
    parser.add_argument("--to", choices=(*_CLIENTS, _AZURE, _FOLDER), required=True, help="where the pull request is")
    parser.add_argument("--body", metavar="FILE", required=True, help="the file with the text; - reads standard input")
    parser.add_argument(
        "--pull-request", metavar="NUMBER", type=_number, help="which one (default: what the forge's CI says)"
    )
    parser.add_argument(
        "--key", type=_key, default="check", help="tells several comments apart, each kept by itself (default: check)"
    )
    parser.add_argument("--repository", metavar="OWNER/NAME", help="where (default: what the forge's CI says)")
    parser.add_argument("--project", metavar="NAME", help="Azure DevOps: the project (default: what its CI says)")
    parser.add_argument("--api", metavar="URL", help="the forge's interface (default: what its CI says, or github.com)")
    parser.add_argument("--account", metavar="NAME", help="whose comment it is, where the token may not ask who it is")
    parser.add_argument("--output", metavar="FOLDER", help="with --to dir: the folder that the file is written to")
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text)):  # noqa: PLR2004
        raise argparse.ArgumentTypeError(f"'{text}' is not the number of a pull request")
    return int(text)


def _key(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,50}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is no key: letters, digits, - and _, at most 50 of them")
    return text


def run(options: argparse.Namespace) -> int:
    """Write or change the comment. Where a fork's pull request may not be commented on, say so and succeed."""
    words = Words(_language(Path(options.root)))
    if (options.to == _FOLDER) != bool(options.output):
        raise Failure(words(N_("`--to dir` and `--output FOLDER` belong together")))
    text = _text(options.body, words)
    asked = pull_request(options.to, os.environ)
    number = options.pull_request or asked.number
    if number is None:
        raise Failure(words(N_("nobody says which pull request it is about: give its number with --pull-request")))
    fork = asked.fork and number == asked.number
    try:
        outcome = keep(_forge(options, number), options.key, text, words, really=not options.dry_run)
    except ForgeError as error:
        if fork and error.denied:
            say(words(_FORK, number=number, reason=error.said(words)) + "\n")
            return 0
        raise Failure(error.said(words)) from error
    say(words((_TO_DO if options.dry_run else _DONE)[outcome], number=number) + "\n")
    return 0


def _language(root: Path) -> str:
    """The knowledge base's language; settings that cannot be read are told of by ``check``, and keep nobody here."""
    try:
        return read_settings(root).language
    except SettingsError:
        return Settings().language


def _text(name: str, words: Words) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_LARGEST + 1)
    except OSError as error:
        raise Failure(words(N_("cannot read '{path}': {reason}"), path=name, reason=error.strerror)) from error
    if len(data) > _LARGEST:
        raise Failure(words(N_("'{path}' is longer than {n} MiB"), path=name, n=_LARGEST // 1024 // 1024))
    return data.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _forge(options: argparse.Namespace, number: int) -> Comments:
    if options.to == _FOLDER:
        return FolderComments(Path(options.output), options.key, number)
    where = place(
        options.to,
        os.environ,
        address=options.api,
        repository=options.repository,
        project=options.project,
        comments=True,
    )
    return _client(options, where, number)


def _client(options: argparse.Namespace, where: Place, number: int) -> Comments:
    connection, account = Connection(where.access), options.account or ""
    if options.to == _AZURE:
        return AzureComments(connection, where.project, where.repository, number, account)
    return _CLIENTS[options.to](connection, where.repository, number, account)


_FORK = N_(
    "Pull request {number} comes from a fork, and the token may not comment on it ({reason}). What the check found "
    "stands in its own log."
)
_TO_DO = {
    Outcome.CREATED: N_("Would write a comment on pull request {number}."),
    Outcome.UPDATED: N_("Would change the comment on pull request {number}."),
    Outcome.SAME: N_("The comment on pull request {number} is up to date."),
    Outcome.NOTHING: N_("There is nothing to say on pull request {number}."),
}
_DONE = {
    Outcome.CREATED: N_("Wrote a comment on pull request {number}."),
    Outcome.UPDATED: N_("Changed the comment on pull request {number}."),
    Outcome.SAME: N_("The comment on pull request {number} is up to date."),
    Outcome.NOTHING: N_("There is nothing to say on pull request {number}."),
}
