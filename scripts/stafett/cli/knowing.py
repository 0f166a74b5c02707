"""What git knows of when pages came to say something else, for the sub-commands that tell of local variants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from stafett.knowledge_base import KnowledgeBase
from stafett.questions.onboarding import substance_of
from stafett.questions.variants import rewritten, watched


def knowing_changes(base: KnowledgeBase, root: Path, as_of: date) -> KnowledgeBase:
    """The knowledge base with the days on which national pages and their variants were last rewritten.

    Git is asked only where there are variants: of a knowledge base without any it is needed for nothing.
    """
    pages = watched(base)
    if not pages:
        return base
    from stafett.reading.page_history import read_histories  # noqa: PLC0415

    return replace(base, rewritten=rewritten(read_histories(root, base, as_of, substance_of, pages), as_of))
