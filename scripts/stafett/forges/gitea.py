"""Gitea, and Forgejo, which speaks the same interface (version 1)."""

from __future__ import annotations

from collections.abc import Iterator

from stafett.forges.as_github import CommentsAsGitHub, IssuesAsGitHub, comment_of
from stafett.forges.connection import a_number, a_text, an_object
from stafett.forges.forge import Comment, Issue

_PAGE = 50
_COLOUR = "#ededed"


class GiteaIssues(IssuesAsGitHub):
    """Issues of a repository that have a label."""

    longest = 65_000

    def issues(self) -> list[Issue]:
        """Every issue that has the label. Gitea leaves out the question for a label that it does not know."""
        if self._label_id() is None:
            return []
        query: dict[str, str | int] = {"labels": self._label, "state": "all", "type": "issues"}
        found = (self._issue(item) for item in self._listed(f"{self._at}/issues", query))
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
        return self._make(title, body, assignees, label)


class GiteaComments(CommentsAsGitHub):
    """Comments on a pull request."""

    longest = 65_000
    actions = frozenset({"gitea-actions", "forgejo-actions"})

    def comments(self) -> list[Comment]:
        """Every comment on the pull request; Gitea gives them all at once."""
        listed = self._connection.get(f"{self._at}/{self._number}/comments").value
        items = listed if isinstance(listed, list) else []
        return sorted((comment_of(an_object(item)) for item in items), key=lambda comment: int(comment.id))
