"""Which page somebody means who names one on the command line: by path, by id, or by the last part of an id."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from stafett.guesses import nearest
from stafett.knowledge_base import ANY_PAGE, KnowledgeBase
from stafett.messages import N_
from stafett.model import Page


class Found(NamedTuple):
    """The page that is meant; or None, with what it could mean instead: several pages, or the nearest name."""

    page: Page | None = None
    ambiguous: tuple[str, ...] = ()
    guess: str | None = None

    def refused(self, text: str) -> tuple[str, dict[str, str]]:
        """What to say where ``text`` means no page: a message and its values."""
        values = {"page": text, "guesses": ", ".join(self.ambiguous), "guess": self.guess or ""}
        if self.ambiguous:
            return N_("'{page}' can mean several pages: {guesses}"), values
        if self.guess:
            return N_("there is no page '{page}'; did you mean '{guess}'?"), values
        return N_("there is no page '{page}'; `stafett pages` lists them"), values


def find_page(base: KnowledgeBase, text: str) -> Found:
    """The page that ``text`` names: the path of its file, its id, the last part of an id, or a decision's number.

    A path may begin with ``./``, lack its suffix, and be written with the separators of Windows.
    Of two that fit, the path wins.
    """
    name = unicodedata.normalize("NFC", text.strip())
    path = name.replace("\\", "/").removeprefix("./")
    for page in base.pages:
        if unicodedata.normalize("NFC", page.path) in {path, f"{path}.md"}:
            return Found(page)
    target = base.resolve(name, (ANY_PAGE,))
    if target.page or target.ambiguous:
        return Found(target.page, target.ambiguous)
    if path.endswith(".md"):
        known = [page.path for page in base.pages]
    else:
        known = [page.id if "/" in name else page.name for page in base.pages]
    return Found(guess=nearest(path, known))
