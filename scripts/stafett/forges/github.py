"""GitHub, and GitHub Enterprise Server: issues and comments by its REST interface, version 2022-11-28."""

from __future__ import annotations

from urllib.parse import quote

from stafett.forges.as_github import CommentsAsGitHub, IssuesAsGitHub, comment_of
from stafett.forges.connection import a_text, an_object
from stafett.forges.errors import ForgeError
from stafett.forges.forge import Comment, Issue

_PAGE = 100


class GitHubIssues(IssuesAsGitHub):
    """Issues of a repository that have a label."""

    longest = 65_536

    def issues(self) -> list[Issue]:
        """Every issue that has the label; GitHub lists pull requests among them, which are left out."""
        query = {"labels": self._label, "state": "all", "sort": "created", "direction": "asc"}
        listed = self._connection.listed(f"{self._at}/issues", _PAGE, **query)
        return [self._issue(item) for item in listed if "pull_request" not in item]

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
        return self._make(title, body, assignees, self._label)

    def _state(self, *, is_open: bool) -> dict[str, str]:
        return super()._state(is_open=is_open) | {"state_reason": "reopened" if is_open else "completed"}

    def _is_labelled(self, item: dict[str, object]) -> bool:
        labels = item.get("labels")
        found = labels if isinstance(labels, list) else []
        names = (x if isinstance(x, str) else a_text(an_object(x).get("name")) for x in found)
        return self._label.casefold() in (name.casefold() for name in names)


class GitHubComments(CommentsAsGitHub):
    """Comments on a pull request."""

    longest = 65_536
    actions = frozenset({"github-actions[bot]"})

    def comments(self) -> list[Comment]:
        """Every comment on the pull request."""
        return [comment_of(item) for item in self._connection.listed(f"{self._at}/{self._number}/comments", _PAGE)]
