"""GitHub, and GitHub Enterprise Server: issues and comments by its REST interface, version 2022-11-28."""

from __future__ import annotations

from urllib.parse import quote

from stafett.forges.connection import Connection, a_number, a_text, an_object
from stafett.forges.errors import ForgeError
from stafett.forges.forge import Change, Comment, Issue

_PAGE = 100
_ACTIONS = "github-actions[bot]"


class GitHubIssues:
    """Issues of the repository ``repository`` (owner/name) that have the label ``label``."""

    longest = 65_536

    def __init__(self, connection: Connection, repository: str, label: str) -> None:
        self._connection, self._label = connection, label
        self._at = f"/repos/{quote(repository)}"

    def issues(self) -> list[Issue]:
        """Every issue that has the label; GitHub lists pull requests among them, which are left out."""
        query = {"labels": self._label, "state": "all", "sort": "created", "direction": "asc"}
        listed = self._connection.listed(f"{self._at}/issues", _PAGE, **query)
        return [_issue(item, self._label) for item in listed if "pull_request" not in item]

    def assignable(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of ``accounts`` who have access to the repository."""
        return tuple(account for account in accounts if self._can_be_given(account))

    def _can_be_given(self, account: str) -> bool:
        try:
            self._connection.get(f"{self._at}/assignees/{quote(account, safe='')}")
        except ForgeError as error:
            if error.status != 404:  # noqa: PLR2004
                raise
            return False
        return True

    def create(self, title: str, body: str, assignees: tuple[str, ...]) -> Issue:
        """Make an issue that has the label."""
        value = {"title": title, "body": body, "labels": [self._label], "assignees": list(assignees)}
        return _issue(self._connection.send("POST", f"{self._at}/issues", value), self._label)

    def change(self, number: int, change: Change) -> None:
        """Change an issue, all of it at once."""
        value: dict[str, object] = {"title": change.title, "body": change.body}
        if change.open is not None:
            value |= (
                {"state": "open", "state_reason": "reopened"}
                if change.open
                else {"state": "closed", "state_reason": "completed"}
            )
        if change.assignees is not None:
            value["assignees"] = list(change.assignees)
        sent = {key: item for key, item in value.items() if item is not None}
        self._connection.send("PATCH", f"{self._at}/issues/{number}", sent)

    def say(self, number: int, text: str) -> None:
        """Write a comment below the issue."""
        self._connection.send("POST", f"{self._at}/issues/{number}/comments", {"body": text})


class GitHubComments:
    """Comments on the pull request ``number`` of the repository ``repository``; ``account`` where it is known."""

    longest = 65_536

    def __init__(self, connection: Connection, repository: str, number: int, account: str = "") -> None:
        self._connection, self._account, self._number = connection, account, number
        self._at = f"/repos/{quote(repository)}/issues"

    def accounts(self) -> frozenset[str]:
        """The token's own account; an Actions token may not ask who it is, and always stands for the same one."""
        if self._account:
            return frozenset({self._account})
        try:
            return frozenset({a_text(an_object(self._connection.get("/user").value).get("login"))})
        except ForgeError as error:
            if error.status not in {403, 404}:
                raise
            return frozenset({_ACTIONS})

    def comments(self) -> list[Comment]:
        """Every comment on the pull request."""
        return [_comment(item) for item in self._connection.listed(f"{self._at}/{self._number}/comments", _PAGE)]

    def create(self, body: str) -> None:
        """Write a new comment."""
        self._connection.send("POST", f"{self._at}/{self._number}/comments", {"body": body})

    def change(self, comment: Comment, body: str) -> None:
        """Put ``body`` in the place of the comment's text."""
        self._connection.send("PATCH", f"{self._at}/comments/{comment.id}", {"body": body})

    def remove(self, comment: Comment) -> None:
        """Take the comment away."""
        self._connection.ask("DELETE", f"{self._at}/comments/{comment.id}")


def _issue(item: dict[str, object], label: str) -> Issue:
    assignees = item.get("assignees")
    return Issue(
        a_number(item.get("number")),
        a_text(item.get("title")),
        a_text(item.get("body")),
        item.get("state") == "open",
        tuple(a_text(an_object(a).get("login")) for a in assignees) if isinstance(assignees, list) else (),
        a_text(item.get("html_url")),
        label.casefold() in _labels(item),
    )


def _comment(item: dict[str, object]) -> Comment:
    user = item.get("user")
    author = a_text(an_object(user).get("login")) if user else ""
    return Comment(str(a_number(item.get("id"))), a_text(item.get("body")), author)


def _labels(item: dict[str, object]) -> list[str]:
    labels = item.get("labels")
    found = labels if isinstance(labels, list) else []
    return [(x if isinstance(x, str) else a_text(an_object(x).get("name"))).casefold() for x in found]
