"""The files by which a forge checks pull requests, publishes the site and tells once a week what went stale."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_HERE = Path(__file__).parent
# A forge's files lie in hidden folders, which packaging leaves out.
_PLACES: Mapping[str, Mapping[str, str]] = {
    "github": {
        ".github/dependabot.yml": "github/dependabot.yml",
        ".github/workflows/check.yml": "github/workflows/check.yml",
        ".github/workflows/comment.yml": "github/workflows/comment.yml",
        ".github/workflows/people.yml": "github/workflows/people.yml",
        ".github/workflows/site.yml": "github/workflows/site.yml",
        ".github/workflows/weekly.yml": "github/workflows/weekly.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab/gitlab-ci.yml"},
    "azure": {"azure-pipelines.yml": "azure/azure-pipelines.yml"},
}
FORGES = tuple(_PLACES)
"""The forges that there are files for."""


def ci_files(forge: str) -> dict[str, str]:
    """The text of each file that ``forge`` (one of ``FORGES``) wants, by where it lies in the knowledge base."""
    return {place: (_HERE / name).read_text(encoding="utf-8") for place, name in _PLACES[forge].items()}
