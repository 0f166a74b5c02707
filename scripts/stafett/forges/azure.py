"""Azure DevOps: comments on pull requests, each the first of a thread, by its REST interface, version 7.1."""

from __future__ import annotations

from urllib.parse import quote

from stafett.forges.connection import Connection, a_number, a_text, an_object
from stafett.forges.forge import Comment

_VERSION = "api-version=7.1"


class AzureComments:
    """Comments on the pull request ``number`` of ``repository`` (its id or name) in ``project``."""

    longest = 150_000

    def __init__(self, connection: Connection, project: str, repository: str, number: int, account: str = "") -> None:
        self._connection, self._account = connection, account
        self._at = (
            f"/{quote(project, safe='')}/_apis/git/repositories/{quote(repository, safe='')}"
            f"/pullRequests/{number}/threads"
        )

    def accounts(self) -> frozenset[str]:
        """The id of the token's own account."""
        if self._account:
            return frozenset({self._account})
        reply = self._connection.get("/_apis/connectionData")
        return frozenset({a_text(an_object(an_object(reply.value).get("authenticatedUser")).get("id"))})

    def comments(self) -> list[Comment]:
        """The first comment of every thread, without those that were taken away."""
        listed = an_object(self._connection.ask("GET", f"{self._at}?{_VERSION}").value).get("value")
        threads = [an_object(item) for item in listed] if isinstance(listed, list) else []
        found = [self._first(thread) for thread in sorted(threads, key=lambda thread: a_number(thread.get("id")))]
        return [comment for comment in found if comment]

    @staticmethod
    def _first(thread: dict[str, object]) -> Comment | None:
        comments = thread.get("comments")
        first = an_object(comments[0]) if isinstance(comments, list) and comments else {}
        if not first or first.get("isDeleted") is True or first.get("commentType") == "system":
            return None
        author = a_text(an_object(first.get("author") or {}).get("id"))
        at = f"{a_number(thread.get('id'))}/comments/{a_number(first.get('id'))}"
        return Comment(at, a_text(first.get("content")), author)

    def create(self, body: str) -> None:
        """Write a new comment, in a thread that asks for no answer."""
        comment = {"parentCommentId": 0, "content": body, "commentType": "text"}
        self._connection.send("POST", f"{self._at}?{_VERSION}", {"comments": [comment], "status": "closed"})

    def change(self, comment: Comment, body: str) -> None:
        """Put ``body`` in the place of the comment's text."""
        self._connection.send("PATCH", f"{self._at}/{comment.id}?{_VERSION}", {"content": body})

    def remove(self, comment: Comment) -> None:
        """Take the comment away."""
        self._connection.ask("DELETE", f"{self._at}/{comment.id}?{_VERSION}")
