"""What a local variant says differently from its national page: in its text, and in what its front matter says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from stafett.model import Page, Step
from stafett.questions.differences import BlockChange, Op, SectionChange, compare, compare_part, compare_texts
from stafett.questions.variants import DIFFERENCES, Variant
from stafett.reading.plain_blocks import sections

FIELDS = ("criticality", "steps", "raci", "systems", "suppliers", "inputs", "outputs", "customers")
"""What front matter says of how the work is done, in the order in which it is told."""

FieldPart = tuple[str, str]
"""A field, and of ``raci`` the group."""
Called = Callable[[str], str]
"""What readers are told that a reference to a role or person means."""


class Difference(NamedTuple):
    """What differs: each field, and the sections; these None where the pages are too long to be compared.

    ``whole`` tells that the variant stands by itself; else what it leaves out is the same.
    """

    fields: Mapping[FieldPart, tuple[BlockChange, ...]]
    sections: tuple[SectionChange, ...] | None
    whole: bool

    @property
    def changed_fields(self) -> tuple[FieldPart, ...]:
        """The fields of which something differs."""
        return tuple(part for part, blocks in self.fields.items() if any(block.op is not Op.SAME for block in blocks))

    def told(self) -> tuple[SectionChange, ...]:
        """The sections of which something differs; a title of its own makes the first one none."""
        return tuple(change for change in self.sections or () if not self._same(change))

    def same(self) -> tuple[SectionChange, ...]:
        """The other sections."""
        return tuple(change for change in self.sections or () if self._same(change))

    @staticmethod
    def _same(change: SectionChange) -> bool:
        if change.before == change.after == 0:
            return all(block.op is Op.SAME for block in change.blocks)
        return change.op is Op.SAME


def difference(one: Variant, national: str, own: str, called: Called) -> Difference:
    """What the variant says differently; ``national`` and ``own`` are the Markdown bodies of the two pages."""
    whole = one.page.text("variant_text") != DIFFERENCES
    before, after = facts(one.original, called), facts(one.page, called)
    fields = {
        part: compare_texts(before.get(part, ()), after.get(part, () if whole else before.get(part, ())))
        for part in dict.fromkeys((*before, *after))
    }
    in_order = {part: fields[part] for part in sorted(fields, key=lambda part: FIELDS.index(part[0]))}
    how = compare if whole else compare_part
    return Difference(in_order, how(sections(national), sections(own)), whole)


def facts(page: Page, called: Called) -> Mapping[FieldPart, tuple[str, ...]]:
    """What the front matter says of how the work is done, as texts."""
    found: dict[FieldPart, tuple[str, ...]] = {}
    for name in FIELDS:
        value = page.values.get(name)
        if isinstance(value, Mapping):
            found |= {(name, group): tuple(map(called, refs)) for group, refs in value.items() if refs}
        elif name in page.flows:
            found[name, ""] = tuple(_steps(page.flows[name], called))
        elif isinstance(value, str):
            found[name, ""] = (value,)
        elif page.texts(name):
            found[name, ""] = page.texts(name)
    return found


def _steps(steps: tuple[Step, ...], called: Called) -> Iterator[str]:
    """Each step with who does it and where its answers lead, told by words: numbers move when a step comes between."""
    for step in steps:
        by = f" ({called(step.by)})" if step.by else ""
        ways = [
            f"{answer.words} → {steps[answer.to - 1].text if answer.to and answer.to <= len(steps) else answer.end}"
            for answer in step.answers
        ]
        yield " ".join((f"{step.text}{by}", *ways))
