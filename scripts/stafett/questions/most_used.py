"""Which pages most people need, by what the knowledge base itself says: nobody is followed to find it out."""

from __future__ import annotations

import posixpath
from collections import Counter
from urllib.parse import unquote

from stafett.knowledge_base import DECISION, KnowledgeBase
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.onboarding import ROLE, places

EVERYONE = "everyone"
# How much speaks for a page: each role whose path it is on, each page that links to it (up to so many, or a page of
# many links would decide alone), that it is meant for everyone, and what it costs when it is wrong.
A_PATH, A_LINK, MOST_LINKS, FOR_EVERYONE = 1, 1, 8, 6
_PARTIAL = ("variant_of", "translation_of")
CRITICAL = {"high": 6, "medium": 2}


def most_used(base: KnowledgeBase, number: int) -> tuple[Page, ...]:
    """The ``number`` pages that most speaks for, the first of them first; of equals the first by path.

    Role guides and decisions are not among them (the roles have a place of their own, and a decision tells why, not
    how), nor are pages that another one has replaced, that only some units go by, or that nothing speaks for.
    """
    on_paths, links = _on_paths(base), _links(base)
    points = {page.path: _points(page, on_paths[page.path], links[page.path]) for page in base.pages if _fits(page)}
    best = sorted(points, key=lambda path: (-points[path], path))[:number]
    return tuple(base.by_path[path] for path in best if points[path] > 0)


def _fits(page: Page) -> bool:
    return page.kind not in {ROLE, DECISION} and not retired(page) and not any(page.text(name) for name in _PARTIAL)


def _points(page: Page, paths: int, links: int) -> int:
    return (
        A_PATH * paths
        + A_LINK * min(links, MOST_LINKS)
        + FOR_EVERYONE * (EVERYONE in page.texts("audience"))
        + CRITICAL.get(page.text("criticality") or "", 0)
    )


def _on_paths(base: KnowledgeBase) -> Counter[str]:
    """How many roles' paths each page is on, by path."""
    return Counter(place.page.path for role in base.of_kind(ROLE) for place in places(base, role))


def _links(base: KnowledgeBase) -> Counter[str]:
    """How many other pages link to each page, by path."""
    by_uri = {page.uri: page for page in base.pages}
    found: Counter[str] = Counter()
    for page in base.pages:
        folder = posixpath.dirname(page.uri)
        names = {unquote(link.target.partition("#")[0]) for link in page.outline.links if not link.raw}
        uris = {posixpath.normpath(posixpath.join(folder, name)) for name in names if name}
        found.update(by_uri[uri].path for uri in uris if uri in by_uri and by_uri[uri] is not page)
    return found
