"""A rule's manual page: its module's docstring taken apart, so that it can be put together in the reader's language."""

from __future__ import annotations

import inspect
import re
from typing import NamedTuple

from stafett.messages import N_, Words
from stafett.model import Severity
from stafett.rules.rule import BaseRule, PageRule

_SECTION = re.compile(r"^## .*\n", re.MULTILINE)
_INSTEAD = "Use instead:"
_REMARK = re.compile(r"(?<=\S)(?P<before>[ ]+#[ ])(?P<said>\S.*)$", re.MULTILINE)

SEVERITIES = {
    Severity.ERROR: N_("An error by default"),
    Severity.WARNING: N_("A warning by default"),
    Severity.INFO: N_("A remark by default"),
}


class Manual(NamedTuple):
    """What a manual page says: a summary, paragraphs, and an example in Markdown with what to use instead.

    Summary and paragraphs are message ids; the examples are the same in every language, but for remarks within them.
    """

    summary: str
    does: tuple[str, ...]
    why: tuple[str, ...]
    example: str
    instead: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that is put into the reader's language."""
        return (self.summary, *self.does, *self.why)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the examples say of themselves after a hash sign, which is put into the reader's language, too."""
        return tuple(found["said"] for part in (self.example, self.instead) for found in _REMARK.finditer(part))


def read_manual(rule: PageRule | BaseRule) -> Manual:
    """The manual page that the rule's module has for a docstring: a summary and the three sections of every page."""
    summary, does, why, example = _SECTION.split(inspect.cleandoc(rule.__doc__ or ""))
    wrong, _, right = example.partition(_INSTEAD)
    return Manual(_joined(summary), _paragraphs(does), _paragraphs(why), wrong.strip(), right.strip())


def manual_title(rule: PageRule | BaseRule, words: Words) -> str:
    """The rule's code, and what it is about."""
    return f"{rule.META.code}: {words(read_manual(rule).summary).rstrip('.')}"


def manual_page(rule: PageRule | BaseRule, words: Words) -> str:
    """The whole manual page as Markdown, in the language of ``words``."""
    manual, meta = read_manual(rule), rule.META
    since = words(N_("since version {version}"), version=meta.since)
    does, why, example = words(N_("What it does")), words(N_("Why it matters")), words(N_("Example"))
    blocks = (
        f"# {manual_title(rule, words)}",
        f"`{meta.name}`. {words(SEVERITIES[meta.severity])}, {since}.",
        f"## {does}",
        *(words(paragraph) for paragraph in manual.does),
        f"## {why}",
        *(words(paragraph) for paragraph in manual.why),
        f"## {example}",
        _example(manual.example, words),
        words(N_("Use instead:")),
        _example(manual.instead, words),
    )
    return "\n\n".join(blocks) + "\n"


def _example(text: str, words: Words) -> str:
    return _REMARK.sub(lambda found: found["before"] + words(found["said"]), text)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(_joined(part) for part in re.split(r"\n\s*\n", text.strip()))


def _joined(text: str) -> str:
    return " ".join(text.split())
