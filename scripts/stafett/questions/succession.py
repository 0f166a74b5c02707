"""Which decision may be replaced, and what its successor is called."""

from __future__ import annotations

import posixpath
import re
from datetime import date
from typing import NamedTuple

from stafett.knowledge_base import DECISION, KnowledgeBase, decision_number, numbered
from stafett.messages import N_
from stafett.model import Page
from stafett.questions.chains import chains
from stafett.questions.new_page import slug

_DAY = re.compile(r"(\d{4})(-?)(\d{2})\2(\d{2})")
_SUFFIX = re.compile(r"(?:\.(?:md|markdown|mkd|html|erb))+\Z", re.IGNORECASE)
_NAME = re.compile(r"(\D*)(\d+(?:-\d\d-\d\d(?!\d))?)([-_. ]?)(.*)", re.DOTALL)
_BRACKETS = re.compile(r"([\[\]\\`*_<>])")


class Refusal(NamedTuple):
    """Why a decision cannot be replaced; ``message`` is a message id with named places for ``values``."""

    message: str
    values: dict[str, str]


def refusal(base: KnowledgeBase, old: Page, by: Page | None = None) -> Refusal | None:
    """Why ``old`` cannot be replaced by a new decision, or by ``by`` that is there already; None where it can."""
    if old.kind != DECISION:
        return Refusal(N_("{path} is no decision"), {"path": old.path})
    names = {"path": old.path, "this": numbered(old)}
    newer = [page for page in chains(base).newer(old) if page is not by]
    if newer:
        others = ", ".join(page.path for page in newer)
        return Refusal(N_("decision {this} is already superseded, by {others}"), {**names, "others": others})
    status = old.text("status")
    if status in {"proposed", "rejected"}:
        message = N_("decision {this} never came to hold (its status is {status}), so that nothing can replace it")
        return Refusal(message, {**names, "status": status})
    if status == "superseded" and by is None:
        message = N_("decision {this} is already superseded, though it does not say by which; see {path}")
        return Refusal(message, names)
    return None


def successor_path(base: KnowledgeBase, old: Page, title: str, day: date) -> str | None:
    """The file of the decision that replaces ``old``: beside it, named as it is; None where the title has no letter.

    With the next number of the log, or the day where the log names its decisions so.
    """
    name, words = posixpath.basename(old.path), slug(title)
    suffix = _SUFFIX.search(name)
    match = _NAME.fullmatch(name[: suffix.start()] if suffix else name)
    if not words or not match:
        return None
    before, number, between, rest = match.groups()
    dated = _DAY.fullmatch(number)
    if dated and not before:
        number = day.isoformat() if dated[2] else day.strftime("%Y%m%d")
    else:
        number = f"{next_free(base):0{len(number)}}"
    named = f"{before}{number}{between}{words}" if rest or dated else f"{before}{number}"
    return posixpath.join(posixpath.dirname(old.path), named + (suffix[0] if suffix else ""))


def next_free(base: KnowledgeBase) -> int:
    """The number after the highest that a decision has."""
    return max(base.decisions, default=0) + 1


def link_to(path: str, title: str, number: int | None, seen_from: str) -> str:
    """A Markdown link to the decision in ``path``, with its number, for a page in the file ``seen_from``."""
    target = posixpath.relpath(path, posixpath.dirname(seen_from) or ".")
    words = title if number is None else f"{number}. {title}"
    escaped = _BRACKETS.sub(r"\\\1", words)
    return f"[{escaped}]({target.replace(' ', '%20')})"


def link_to_page(page: Page, seen_from: str) -> str:
    """As ``link_to``, for a decision that is there."""
    return link_to(page.path, page.title, decision_number(page), seen_from)
