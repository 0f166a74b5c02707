"""What GitHub's interface for issues and comments has in common with those that were made after it."""

from __future__ import annotations

from urllib.parse import quote

from stafett.forges.connection import Connection, a_number, a_text, an_object
from stafett.forges.errors import ForgeError
from stafett.forges.forge import Change, Comment, Issue


class IssuesAsGitHub:
    """Issues of the repository ``repository`` (owner/name) that have the label ``label``."""

    def __init__(self, connection: Connection, repository: str, label: str) -> None:
        self._connection, self._label = connection, label
        self._at = f"/repos/{quote(repository)}"

    def change(self, number: int, change: Change) -> None:
        """Change an issue, all of it at once."""
        value: dict[str, object] = {"title": change.title, "body": change.body}
        if change.open is not None:
            value |= self._state(is_open=change.open)
        if change.assignees is not None:
            value["assignees"] = list(change.assignees)
        sent = {key: item for key, item in value.items() if item is not None}
        self._connection.send("PATCH", f"{self._at}/issues/{number}", sent)

    def _state(self, *, is_open: bool) -> dict[str, str]:
        return {"state": "open" if is_open else "closed"}

    def say(self, number: int, text: str) -> None:
        """Write a comment below the issue."""
        self._connection.send("POST", f"{self._at}/issues/{number}/comments", {"body": text})

    def _make(self, title: str, body: str, assignees: tuple[str, ...], label: str | int) -> Issue:
        value = {"title": title, "body": body, "labels": [label], "assignees": list(assignees)}
        return self._issue(self._connection.send("POST", f"{self._at}/issues", value))

    def _issue(self, item: dict[str, object]) -> Issue:
        assignees = item.get("assignees")
        return Issue(
            a_number(item.get("number")),
            a_text(item.get("title")),
            a_text(item.get("body")),
            item.get("state") == "open",
            tuple(a_text(an_object(a).get("login")) for a in assignees) if isinstance(assignees, list) else (),
            a_text(item.get("html_url")),
            self._is_labelled(item),
        )

    def _is_labelled(self, item: dict[str, object]) -> bool:
        labels = item.get("labels")
        return self._label in [an_object(x).get("name") for x in labels] if isinstance(labels, list) else False


class CommentsAsGitHub:
    """Comments on the pull request ``number`` of the repository ``repository``; ``account`` where it is known."""

    actions: frozenset[str]
    """The accounts that a token of the forge's own CI stands for."""

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
            return self.actions

    def create(self, body: str) -> None:
        """Write a new comment."""
        self._connection.send("POST", f"{self._at}/{self._number}/comments", {"body": body})

    def change(self, comment: Comment, body: str) -> None:
        """Put ``body`` in the place of the comment's text."""
        self._connection.send("PATCH", f"{self._at}/comments/{comment.id}", {"body": body})

    def remove(self, comment: Comment) -> None:
        """Take the comment away."""
        self._connection.ask("DELETE", f"{self._at}/comments/{comment.id}")


def comment_of(item: dict[str, object]) -> Comment:
    """A comment as the forge gives it."""
    user = item.get("user")
    author = a_text(an_object(user).get("login")) if user else ""
    return Comment(str(a_number(item.get("id"))), a_text(item.get("body")), author)
