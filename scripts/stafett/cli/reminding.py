"""Who is to be told, with what git knows of how long pages have existed: for the sub-commands that tell people."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from stafett.cli.knowing import knowing_changes
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.reminders import Reminders, reminders
from stafett.reading.history import read_history

_LOOK_BACK = timedelta(days=400)  # longer than a page that was never reviewed takes to climb


def reminders_of(root: Path, base: KnowledgeBase, as_of: date) -> Reminders:
    """Who is to be told of what on ``as_of``."""
    base = knowing_changes(base, root, as_of)
    since = as_of - _LOOK_BACK if as_of - date.min > _LOOK_BACK else date.min
    history = read_history(root, since, as_of)
    if history is None:
        return reminders(base, as_of)
    # What a decision's own date tells is better than that it was there when the history begins.
    known = {page.path: history.since for page in base.pages if not isinstance(page.values.get("date"), date)}
    known |= {path: changes[-1].day for path, changes in history.by_path.items() if changes[-1].before is None}
    return reminders(base, as_of, known)
