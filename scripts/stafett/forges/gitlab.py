"""GitLab: issues, and comments (notes) on merge requests, by its REST interface, version 4."""

from __future__ import annotations

import re
from urllib.parse import quote

from stafett.forges.connection import Connection, a_number, a_text, an_object
from stafett.forges.forge import Change, Comment, Issue

_PAGE = 100
# GitLab carries out lines such as `/close` (quick actions) that stand in what is written to it.
_ACTION = re.compile(r"^(?=\s*/\w)", re.MULTILINE)
_NOTHING_SEEN = "\u200b"


class GitLabIssues:
    """Issues of the project ``project`` (its number or path) that have the label ``label``."""

    longest = 500_000

    def __init__(self, connection: Connection, project: str, label: str) -> None:
        self._connection, self._label = connection, label
        self._at = f"/projects/{quote(project, safe='')}/issues"

    def issues(self) -> list[Issue]:
        """Every issue that has the label."""
        query = {"labels": self._label, "state": "all", "scope": "all", "order_by": "created_at", "sort": "asc"}
        return [_issue(item, self._label) for item in self._connection.listed(self._at, _PAGE, **query)]

    def assignable(self, accounts: tuple[str, ...]) -> tuple[str, ...]:
        """Those of ``accounts`` that GitLab knows. Without a licence GitLab keeps but the first of several."""
        return tuple(account for account in accounts if self._numbers((account,)))

    def _numbers(self, accounts: tuple[str, ...]) -> list[int]:
        found: list[int] = []
        for account in accounts:
            listed = self._connection.get("/users", username=account).value
            found += [a_number(an_object(user).get("id")) for user in listed] if isinstance(listed, list) else []
        return found

    def create(self, title: str, body: str, assignees: tuple[str, ...]) -> Issue:
        """Make an issue; GitLab makes the label where there is none."""
        value: dict[str, object] = {"title": title, "description": tamed(body), "labels": self._label}
        if assignees:
            value["assignee_ids"] = self._numbers(assignees)
        return _issue(self._connection.send("POST", self._at, value), self._label)

    def change(self, number: int, change: Change) -> None:
        """Change an issue, all of it at once."""
        value: dict[str, object] = {"title": change.title}
        value["description"] = None if change.body is None else tamed(change.body)
        if change.open is not None:
            value["state_event"] = "reopen" if change.open else "close"
        if change.assignees is not None:
            value["assignee_ids"] = self._numbers(change.assignees)
        sent = {key: item for key, item in value.items() if item is not None}
        self._connection.send("PUT", f"{self._at}/{number}", sent)

    def say(self, number: int, text: str) -> None:
        """Write a comment below the issue."""
        self._connection.send("POST", f"{self._at}/{number}/notes", {"body": tamed(text)})


class GitLabComments:
    """Comments on the merge request ``number`` of the project ``project``; ``account`` where it is known."""

    longest = 500_000

    def __init__(self, connection: Connection, project: str, number: int, account: str = "") -> None:
        self._connection, self._account = connection, account
        self._at = f"/projects/{quote(project, safe='')}/merge_requests/{number}/notes"

    def accounts(self) -> frozenset[str]:
        """The token's own account."""
        if self._account:
            return frozenset({self._account})
        return frozenset({a_text(an_object(self._connection.get("/user").value).get("username"))})

    def comments(self) -> list[Comment]:
        """Every comment on the merge request, without what GitLab itself notes there."""
        listed = self._connection.listed(self._at, _PAGE, order_by="created_at", sort="asc")
        return [_comment(item) for item in listed if item.get("system") is not True]

    def create(self, body: str) -> None:
        """Write a new comment."""
        self._connection.send("POST", self._at, {"body": tamed(body)})

    def change(self, comment: Comment, body: str) -> None:
        """Put ``body`` in the place of the comment's text."""
        self._connection.send("PUT", f"{self._at}/{comment.id}", {"body": tamed(body)})

    def remove(self, comment: Comment) -> None:
        """Take the comment away."""
        self._connection.ask("DELETE", f"{self._at}/{comment.id}")


def tamed(text: str) -> str:
    """``text`` in which no line is a command to GitLab: before a slash at its beginning stands a sign without width."""
    return _ACTION.sub(_NOTHING_SEEN, text)


def _issue(item: dict[str, object], label: str) -> Issue:
    labels = item.get("labels")
    assignees = item.get("assignees")
    return Issue(
        a_number(item.get("iid")),
        a_text(item.get("title")),
        a_text(item.get("description")),
        item.get("state") == "opened",
        tuple(a_text(an_object(a).get("username")) for a in assignees) if isinstance(assignees, list) else (),
        a_text(item.get("web_url")),
        label in labels if isinstance(labels, list) else False,
    )


def _comment(item: dict[str, object]) -> Comment:
    author = item.get("author")
    name = a_text(an_object(author).get("username")) if author else ""
    return Comment(str(a_number(item.get("id"))), a_text(item.get("body")), name)
