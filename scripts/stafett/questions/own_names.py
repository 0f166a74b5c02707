"""What a page calls its fields, where they are to be written; refused where a line would mean two things at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_
from stafett.model import Page

SHARED = N_(
    "`{own}` stands for both {one} and {other} by `fields` in stafett.yml, and writing the one would change the other; "
    "give them names of their own"
)
"""What to say of a name that two fields share."""


class SharedName(Exception):  # noqa: N818 (handled by whoever says it to a person)
    """Two fields of the page's kind are called the same; ``values`` fill the places of ``SHARED``."""

    def __init__(self, **values: str) -> None:
        super().__init__(values["own"])
        self.values = values


def own_names(base: KnowledgeBase, page: Page, names: Iterable[str]) -> Mapping[str, str]:
    """The page's name for each field of ``names``. Raises SharedName.

    A line that is read as two fields does no harm until one of them is written.
    """
    called = base.settings.fields
    found = {name: called.get(name, name) for name in names}
    for other in (*base.settings.kinds[page.kind].fields, *found):
        own = called.get(other, other)
        one = next((name for name, its in found.items() if its == own and name != other), None)
        if one:
            raise SharedName(own=own, one=one, other=other)
    return found
