"""Keeps one issue for each key, however often it runs, wherever it dies and whoever runs beside it.

What there is to do follows from what is wanted and what is there, and from nothing that is kept elsewhere: a run that
was killed is simply run again. Issues are found by their label in the forge's list, which is right at once, never by
its search, which lags behind.

- Nothing is sent where title, body and state are what they should be already.
- An issue that we closed because nothing was left is opened again when something comes back. One that a person closed
  while something was left is opened again, too, with a line that says why and how to put a page off instead.
- Of several issues with one key the oldest goes on (an open one before a closed one); the others are closed.
- Two runs at once can both make one. So each looks again after it has made any, and closes the younger.
- Whom a person gave the issue to is left alone; we only exchange whom we ourselves gave it to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from stafett.forges.errors import ForgeError
from stafett.forges.forge import Change, Issue, Issues
from stafett.forges.marker import assigned_of, is_done, key_of, marked, same
from stafett.messages import N_, Words

NAME = "owner"
"""What the hidden line calls the key."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An issue that there shall be: ``assignees`` are accounts without @."""

    key: str
    title: str
    body: str
    assignees: tuple[str, ...] = ()


class What(StrEnum):
    """What is to be done with an issue."""

    CREATE = "create"
    UPDATE = "update"
    REOPEN = "reopen"
    CLOSE = "close"
    DOUBLE = "double"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: ``change`` is what to send, None where nothing is; ``word`` what to say below the issue."""

    what: What
    key: str
    title: str
    issue: Issue | None = None
    change: Change | None = None
    word: str = ""


def plan(wanted: Iterable[Wanted], found: Iterable[Issue], words: Words) -> list[Step]:
    """What is to be done so that exactly the wanted issues are open, in the order in which they are wanted."""
    groups: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in sorted(found, key=lambda issue: issue.number):
        key = key_of(NAME, issue.body)
        if key is not None:
            groups[key].append(issue)
    steps: list[Step] = []
    for item in wanted:
        group = groups.pop(item.key, [])
        kept = _kept(group)
        steps.append(_towards(item, kept, words))
        if kept:
            steps += _doubles(item.key, group, kept, words)
    for key, group in groups.items():
        kept = _kept(group)
        if kept and kept.open:
            steps.append(_closing(key, kept, words))
            steps += _doubles(key, group, kept, words)
    return steps


def keep(forge: Issues, wanted: Sequence[Wanted], words: Words, tell: Callable[[Step], None]) -> list[ForgeError]:
    """Do what is to be done, and ``tell`` of each step once it is done.

    What the forge refused of single issues comes back; the others are seen to nevertheless. Raises ForgeError where
    there is no use in going on.
    """
    refused: list[ForgeError] = []
    steps = plan(wanted, forge.issues(), words)
    _carry_out(forge, steps, tell, refused)
    if any(step.what is What.CREATE for step in steps):
        again = [step for step in plan(wanted, forge.issues(), words) if step.what is What.DOUBLE]
        _carry_out(forge, again, tell, refused)
    return refused


def _carry_out(forge: Issues, steps: Iterable[Step], tell: Callable[[Step], None], refused: list[ForgeError]) -> None:
    for step in steps:
        try:
            done = _do(forge, step)
        except ForgeError as error:
            if not error.one:
                raise
            refused.append(error)
        else:
            tell(done)


def _do(forge: Issues, step: Step) -> Step:
    if step.change is None:
        return step
    if step.issue is None:
        change = step.change
        made = forge.create(change.title or "", change.body or "", change.assignees or ())
        if not made.labelled:
            forge.change(made.number, Change(open=False))
            raise ForgeError(_UNLABELLED, number=made.number)
        return replace(step, issue=made)
    forge.change(step.issue.number, step.change)
    if step.word:
        # A run that dies before this leaves the word out; it never says it twice.
        forge.say(step.issue.number, step.word)
    return step


def _kept(group: Sequence[Issue]) -> Issue | None:
    """The one that goes on: the oldest that is open, else the oldest."""
    return min(group, key=lambda issue: (not issue.open, issue.number), default=None)


def _towards(item: Wanted, issue: Issue | None, words: Words) -> Step:
    """What makes ``issue`` the wanted one."""
    body = marked(NAME, item.key, item.body, assigned=item.assignees)
    if issue is None:
        return Step(What.CREATE, item.key, item.title, None, Change(item.title, body, None, item.assignees))
    change = Change(
        item.title if item.title != issue.title else None,
        body if not same(body, issue.body) else None,
        None if issue.open else True,
        _given_to(item, issue),
    )
    if change == Change():
        return Step(What.SAME, item.key, item.title, issue)
    if issue.open:
        return Step(What.UPDATE, item.key, item.title, issue, change)
    word = "" if is_done(issue.body) else words(_NOT_DONE)
    return Step(What.REOPEN, item.key, item.title, issue, change, word)


def _given_to(item: Wanted, issue: Issue) -> tuple[str, ...] | None:
    """Whom the issue shall be given to instead, where those whom we gave it to are others now; else None."""
    before = {account.casefold() for account in assigned_of(issue.body)}
    now = {account.casefold() for account in item.assignees}
    if before == now:
        return None
    others = [account for account in issue.assignees if account.casefold() not in before | now]
    given = (*others, *item.assignees)
    return given if {a.casefold() for a in given} != {a.casefold() for a in issue.assignees} else None


def _closing(key: str, issue: Issue, words: Words) -> Step:
    body = marked(NAME, key, words(_NOTHING_LEFT), assigned=assigned_of(issue.body), done=True)
    return Step(What.CLOSE, key, issue.title, issue, Change(body=body, open=False))


def _doubles(key: str, group: Iterable[Issue], kept: Issue, words: Words) -> list[Step]:
    body = marked(NAME, key, words(_DOUBLE, number=kept.number), done=True)
    return [
        Step(What.DOUBLE, key, issue.title, issue, Change(body=body, open=False))
        for issue in group
        if issue.open and issue is not kept
    ]


_UNLABELLED = N_(
    "the forge has dropped the label from issue {number}, which is closed again, since it would never be found again: "
    "the token may not label issues. Give it that right"
)
_NOTHING_LEFT = N_("Nothing is left to do here. Thank you. This issue is opened again when something comes up.")
_DOUBLE = N_("This is a double. It goes on in #{number}.")
_NOT_DONE = N_(
    "Opened again: it was closed, but what is listed above is still left. A page that cannot be reviewed now can be "
    "put off once, with `snoozed_until` and `snooze_reason` in its front matter."
)
