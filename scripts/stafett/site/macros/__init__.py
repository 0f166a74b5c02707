"""What an author may call in a page that says ``render_macros: true``.

Each macro is a few lines over a question and a view, and is given the view from the page first. Stafett's plugin runs
them in its sandbox. A knowledge base names them in its own ``macros`` folder, and adds others there, marked with
``macro`` in the same way.
"""

from __future__ import annotations

from typing import Any

from stafett.site.macros.cards import owner_card, role_card, term
from stafett.site.macros.tables import decision_list, due_list, process_table

MACROS = (owner_card, role_card, process_table, decision_list, due_list, term)


def define_env(env: Any) -> None:  # noqa: ANN401 (mkdocs-macros has no types)
    """Called by mkdocs-macros: register every macro."""
    for function in MACROS:
        env.macro(function)
