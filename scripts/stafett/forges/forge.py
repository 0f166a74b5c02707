"""What every forge can do for us, whatever it calls it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue as the forge has it. ``number`` is what people call it by; a lower one is older.

    ``labelled`` tells whether it has our label, by which it is found again.
    """

    number: int
    title: str
    body: str
    open: bool
    assignees: tuple[str, ...] = ()
    address: str = ""
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """What of an issue shall be otherwise; None leaves it as it is."""

    title: str | None = None
    body: str | None = None
    open: bool | None = None
    assignees: tuple[str, ...] | None = None


class Issues(Protocol):
    """Keeps issues under one label. Every method raises ForgeError where the forge cannot do it."""

    longest: int
    """Characters that a body may have."""

    def issues(self) -> list[Issue]:
        """Every issue that has the label, open or closed, the oldest first."""

    def assignable(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of ``accounts`` (without @) to whom an issue can be given here, in the same order."""

    def create(self, title: str, body: str, assignees: tuple[str, ...]) -> Issue:
        """Make an issue that has the label from its first moment on.

        Forges silently drop the label where the token may not label issues; the issue that comes back tells.
        """

    def change(self, number: int, change: Change) -> None:
        """Change an issue, all of it at once."""

    def say(self, number: int, text: str) -> None:
        """Write a comment below the issue."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a pull request; ``id`` is the forge's own, ``author`` the account that wrote it."""

    id: str
    body: str
    author: str


class Comments(Protocol):
    """Comments on one pull request. Every method raises ForgeError where the forge cannot do it."""

    longest: int
    """Characters that a body may have."""

    def accounts(self) -> frozenset[str]:
        """The accounts that the token may stand for."""

    def comments(self) -> list[Comment]:
        """Every comment on the pull request, the oldest first."""

    def create(self, body: str) -> None:
        """Write a new comment."""

    def change(self, comment: Comment, body: str) -> None:
        """Put ``body`` in the place of the comment's text."""

    def remove(self, comment: Comment) -> None:
        """Take the comment away."""
