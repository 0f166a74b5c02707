"""Where macros meet the knowledge base: the functions in ``macros/`` are bound to it, and run in the sandbox only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from mkdocs.config.defaults import MkDocsConfig

from stafett.messages import Words
from stafett.model import Complaint
from stafett.site.safety.sandbox import harden
from stafett.site.views.view import View

Macro = TypeVar("Macro", bound=Callable[..., str])
_MARK = "stafett_macro"


def macro(function: Macro) -> Macro:
    """Mark a function as one that pages may call: it is given the view from the page, then what the page wrote."""
    setattr(function, _MARK, True)
    return function


def seal(
    config: MkDocsConfig,
    view: Callable[[], View],
    wants: Callable[[str], bool],
    report: Callable[[str, Complaint], None],
    words: Words,
) -> None:
    """Let the macros plugin, where there is one, run marked functions only, in the sandbox only.

    ``view`` gives the view from the page that is being rendered.
    """
    if "macros" not in config.plugins:
        return
    plugin: Any = config.plugins["macros"]
    allowed = {
        name: _bound(function, view)
        for name, function in dict(plugin.macros).items()
        if getattr(function, _MARK, False)
    }
    harden(plugin, allowed, wants=wants, report=report, notice=_notice(words))


def _bound(function: Callable[..., str], view: Callable[[], View]) -> Callable[..., str]:
    def call(*arguments: object, **keywords: object) -> str:
        return function(view(), *arguments, **keywords)

    return call


def _notice(words: Words) -> Callable[[Complaint], str]:
    return lambda problem: f"⚠ {words(problem.message, **problem.values)}"
