"""Keeps one issue an owner of what is due, on a forge, so that those who can act are told.

Without --send it only shows what it would do. The issues are found again by their label and a hidden line, however
often this runs, and are closed when nothing is left. The token comes from the environment: GITHUB_TOKEN, GITLAB_TOKEN
or GITEA_TOKEN (or STAFETT_TOKEN).
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath

from stafett.cli.common import add_common, as_of, knowledge_base
from stafett.cli.main import Failure, say
from stafett.cli.reminding import reminders_of
from stafett.cli.site_address import add_site_url
from stafett.forges.connection import Connection
from stafett.forges.errors import ForgeError
from stafett.forges.folder import FolderIssues
from stafett.forges.forge import Issues
from stafett.forges.gitea import GiteaIssues
from stafett.forges.github import GitHubIssues
from stafett.forges.gitlab import GitLabIssues
from stafett.forges.keeping import NAME, Step, Wanted, What, keep, plan
from stafett.forges.places import place
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.questions.reminders import by_owner
from stafett.reading.tree import kind_of
from stafett.reports.flag_issue import flag_issue
from stafett.reports.printable import printable, printable_line

_CLIENTS: Mapping[str, Callable[[Connection, str, str], Issues]] = {
    "github": GitHubIssues,
    "gitlab": GitLabIssues,
    "gitea": GiteaIssues,
}
_FOLDER = "dir"
_LONGEST_LABEL = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett flag``."""
    add_common(parser)
    parser.add_argument("--to", choices=(*_CLIENTS, _FOLDER), required=True, help="where the issues are kept")
    parser.add_argument("--send", action="store_true", help="do it; without this nothing is sent or written")
    parser.add_argument("--show", action="store_true", help="show each issue whole")
    parser.add_argument(
        "--repository",
        metavar="OWNER/NAME",
        help="whose issues (default: what the forge's CI says); GitLab: the project",
    )
    parser.add_argument("--api", metavar="URL", help="the forge's interface (default: what its CI says, or github.com)")
    parser.add_argument(
        "--label", type=_label, default="stafett", help="the label that all of them have (default: stafett)"
    )
    parser.add_argument("--output", metavar="FOLDER", help="with --to dir: the folder that the files are written to")
    add_site_url(parser)


def _label(text: str) -> str:
    if not text.strip() or len(text) > _LONGEST_LABEL or "," in text or not text.isprintable():
        raise argparse.ArgumentTypeError(
            f"'{text}' is no label: it is to have 1 to {_LONGEST_LABEL} signs and no comma"
        )
    return text.strip()


def run(options: argparse.Namespace) -> int:
    """Show what there is to do, or do it."""
    base = knowledge_base(options)
    words = Words(base.settings.language)
    if (options.to == _FOLDER) != bool(options.output):
        raise Failure(words(N_("`--to dir` and `--output FOLDER` belong together")))
    if options.to == _FOLDER and _among_pages(options, base):
        message = N_(
            "files in '{folder}' would be pages by `pages` in stafett.yml, and be flagged; name another folder"
        )
        raise Failure(printable(words(message, folder=options.output)))
    forge: Issues | None = None
    unseen: ForgeError | None = None
    try:
        forge = _forge(options)
    except ForgeError as error:
        if options.send:
            raise Failure(error.said(words)) from error
        unseen = error
    return _Run(base, words, options).run(forge, unseen)


def _among_pages(options: argparse.Namespace, base: KnowledgeBase) -> bool:
    """Whether what is written would be read as pages of the knowledge base the next time."""
    folder = PurePath(os.path.relpath(os.path.realpath(options.output), os.path.realpath(options.root)))
    hidden = any(part.startswith(".") for part in folder.parts)  # or outside, which begins with `..`
    return not hidden and kind_of((folder / "issue.md").as_posix(), base.settings) is not None


def _forge(options: argparse.Namespace) -> Issues:
    if options.to == _FOLDER:
        return FolderIssues(Path(options.output), NAME)
    where = place(options.to, os.environ, address=options.api, repository=options.repository)
    return _CLIENTS[options.to](Connection(where.access), where.repository, options.label)


class _Run:
    """One run of the command."""

    def __init__(self, base: KnowledgeBase, words: Words, options: argparse.Namespace) -> None:
        self._base, self._words, self._options = base, words, options
        self._site = options.site_url or base.settings.site_url
        self._found = reminders_of(Path(options.root), base, as_of(options))
        self._uncalled: dict[str, str] = {}

    def run(self, forge: Issues | None, unseen: ForgeError | None) -> int:
        if not self._options.send:
            self._show(forge, unseen)
            return 0
        if forge is None:
            raise AssertionError
        try:
            refused = keep(forge, self._wanted(forge), self._words, self._tell)
        except ForgeError as error:
            raise Failure(error.said(self._words)) from error
        self._tell_uncalled()
        if refused:
            raise Failure("\n  ".join(error.said(self._words) for error in refused))
        return 0

    def _show(self, forge: Issues | None, unseen: ForgeError | None) -> None:
        """Say what would be done; where the forge cannot be seen, as if nothing were there."""
        try:
            steps = plan(self._wanted(forge), forge.issues() if forge else [], self._words)
        except ForgeError as error:
            unseen = error
            steps = plan(self._wanted(None), [], self._words)
        if unseen:
            said = printable(unseen.said(self._words))
            say(self._words(N_("What is there already could not be seen: {reason}."), reason=said) + "\n\n")
        for step in steps:
            self._tell(step)
        self._tell_uncalled()
        if any(step.change for step in steps):
            say(self._words(N_("Nothing has been sent or written. Add --send to do it.")) + "\n")
        elif not steps:
            say(self._words(N_("There is nothing to tell anybody.")) + "\n")

    def _wanted(self, forge: Issues | None) -> list[Wanted]:
        found = []
        for owned in by_owner(self._base, self._found):
            text = flag_issue(self._base, owned, self._words, self._site, forge.longest if forge else 65_000)
            given = forge.assignable(text.accounts) if forge else text.accounts
            lost = [name for name in text.accounts if name not in given]
            if lost:
                self._uncalled[text.title] = self._words(_LOST, title=text.title, accounts=", ".join(lost))
            elif not text.calls:
                nobody = owned.ownerless and not owned.answer.reachable
                self._uncalled[text.title] = self._words(_NO_STEWARDS if nobody else _UNCALLED, title=text.title)
            found.append(Wanted(owned.key, text.title, text.body, given))
        return found

    def _tell(self, step: Step) -> None:
        done = _DONE if self._options.send else _TO_DO
        number = f" #{step.issue.number}" if step.issue and self._options.to != _FOLDER else ""
        address = f" <{step.issue.address}>" if step.issue and step.issue.address else ""
        say(f"{self._words(done[step.what])}{number} {printable(step.title)}{printable(address)}\n")
        if self._options.show and step.change and step.change.body:
            lines = step.change.body.split("\n")
            say("".join(printable_line(f"    {line}").rstrip() + "\n" for line in lines) + "\n")

    def _tell_uncalled(self) -> None:
        if self._options.to == _FOLDER:
            return
        for sentence in self._uncalled.values():
            say(printable(sentence) + "\n")


_UNCALLED = N_("Nobody is called by '{title}': give the role a `team`, or its holders an `account`.")
_NO_STEWARDS = N_(
    "Nobody is called by '{title}': name a role that looks after the knowledge base (`reminders: stewards`)."
)
_LOST = N_("'{title}' cannot be given to {accounts}: the forge knows no such account here.")
_TO_DO = {
    What.CREATE: N_("Would create"),
    What.UPDATE: N_("Would update"),
    What.REOPEN: N_("Would open again"),
    What.CLOSE: N_("Would close"),
    What.DOUBLE: N_("Would close as a double"),
    What.SAME: N_("Is up to date:"),
}
_DONE = {
    What.CREATE: N_("Created"),
    What.UPDATE: N_("Updated"),
    What.REOPEN: N_("Opened again"),
    What.CLOSE: N_("Closed"),
    What.DOUBLE: N_("Closed as a double"),
    What.SAME: N_("Is up to date:"),
}
