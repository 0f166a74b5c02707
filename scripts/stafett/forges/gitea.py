"""Gitea, and Forgejo, which speaks the same interface (version 1)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from stafett.forges.connection import Connection, a_number, a_text, an_object
from stafett.forges.errors import ForgeError
from stafett.forges.forge import Change, Comment, Issue

_PAGE = 50
_ACTIONS = frozenset({"gitea-actions", "forgejo-actions"})
_COLOUR = "#ededed"


class GiteaIssues:
    """Issues of the repository ``repository`` (owner/name) that have the label ``label``."""

    longest = 65_000

    def __init__(self, connection: Connection, repository: str, label: str) -> None:
        self._connection, self._label = connection, label
        self._at = f"/repos/{quote(repository)}"

    def issues(self) -> list[Issue]:
        """Every issue that has the label. Gitea leaves out the question for a label that it does not know."""
        if self._label_id() is None:
            return []
        query: dict[str, str | int] = {"labels": self._label, "state": "all", "type": "issues"}
        found = (_issue(item, self._label) for item in self._listed(f"{self._at}/issues", query))
        return sorted(found, key=lambda issue: issue.number)

    def _listed(self, path: str, query: dict[str, str | int]) -> Iterator[dict[str, object]]:
        yield from self._connection.listed(path, _PAGE, size_name="limit", **query)

    def _label_id(self) -> int | None:
        """The label's number, among the repository's own labels."""
        for item in self._listed(f"{self._at}/labels", {}):
            if item.get("name") == self._label:
                return a_number(item.get("id"))
        return None

    def assignable(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of ``accounts`` who have access to the repository."""
        if not accounts:
            return ()
        listed = self._connection.get(f"{self._at}/assignees").value
        known = [a_text(an_object(user).get("login")).casefold() for user in listed] if isinstance(listed, list) else []
        return tuple(account for account in accounts if account.casefold() in known)

    def create(self, title: str, body: str, assignees: tuple[str, ...]) -> Issue:
        """Make an issue; its label is made first, where there is none."""
        label = self._label_id()
        if label is None:
            made = self._connection.send("POST", f"{self._at}/labels", {"name": self._label, "color": _COLOUR})
            label = a_number(made.get("id"))
        value = {"title": title, "body": body, "labels": [label], "assignees": list(assignees)}
        return _issue(self._connection.send("POST", f"{self._at}/issues", value), self._label)

    def change(self, number: int, change: Change) -> None:
        """Change an issue, all of it at once."""
        value: dict[str, object] = {"title": change.title, "body": change.body}
        if change.open is not None:
            value["state"] = "open" if change.open else "closed"
        if change.assignees is not None:
            value["assignees"] = list(change.assignees)
        sent = {key: item for key, item in value.items() if item is not None}
        self._connection.send("PATCH", f"{self._at}/issues/{number}", sent)

    def say(self, number: int, text: str) -> None:
        """Write a comment below the issue."""
        self._connection.send("POST", f"{self._at}/issues/{number}/comments", {"body": text})


class GiteaComments:
    """Comments on the pull request ``number`` of the repository ``repository``; ``account`` where it is known."""

    longest = 65_000

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
            return _ACTIONS

    def comments(self) -> list[Comment]:
        """Every comment on the pull request; Gitea gives them all at once."""
        listed = self._connection.get(f"{self._at}/{self._number}/comments").value
        items = listed if isinstance(listed, list) else []
        return sorted((_comment(an_object(item)) for item in items), key=lambda comment: int(comment.id))

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
    labels = item.get("labels")
    assignees = item.get("assignees")
    return Issue(
        a_number(item.get("number")),
        a_text(item.get("title")),
        a_text(item.get("body")),
        item.get("state") == "open",
        tuple(a_text(an_object(a).get("login")) for a in assignees) if isinstance(assignees, list) else (),
        a_text(item.get("html_url")),
        label in [an_object(x).get("name") for x in labels] if isinstance(labels, list) else False,
    )


def _comment(item: dict[str, object]) -> Comment:
    user = item.get("user")
    author = a_text(an_object(user).get("login")) if user else ""
    return Comment(str(a_number(item.get("id"))), a_text(item.get("body")), author)
