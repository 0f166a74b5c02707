"""What one page says differently from another: by section, then block by block, with the words that changed.

Sections are told by their headings, wherever they stand; one under a new heading that says nearly the same is known
again. Within a section, equal blocks are found first (the longest common run, as in Ratcliff and Metzener, "Pattern
Matching: The Gestalt Approach", Dr. Dobb's Journal 1988, which ``difflib`` follows), and of the rest each is set
against the one most like it. Only words count: form, and where links lead, do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from stafett.reading.plain_blocks import Block, Kind, Section

LIKE = 0.5
"""Two blocks of which so much is alike (twice the words in common, of all) are one that was changed."""
SECTION_LIKE = 0.6
MOST_BLOCKS = 1_500
MOST_WORDS = 30_000
"""What is longer is not compared: nobody would read it, and it would take the build's time."""
_MOST_PAIRS = 400  # blocks against blocks within one stretch; beyond that each stands alone
_LONGEST = 400  # words of one block that are compared word by word
_LOOKED_AT = 120  # words by which two blocks or sections are held to be alike


class Op(StrEnum):
    """Whether words stand in both pages, only in the first, or only in the second."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """Words that belong together."""

    op: Op
    text: str


class BlockChange(NamedTuple):
    """A block, as pieces; ``kind`` and ``depth`` are those of the second page where it is there."""

    kind: Kind
    depth: int
    pieces: tuple[Piece, ...]

    @property
    def op(self) -> Op | None:
        """The one thing that befell all of it; None where some words changed."""
        ops = {piece.op for piece in self.pieces}
        return ops.pop() if len(ops) == 1 else None


class SectionChange(NamedTuple):
    """A section, with its number (from 0) in the first page and in the second; None where that one has it not."""

    level: int
    heading: tuple[Piece, ...]
    blocks: tuple[BlockChange, ...]
    before: int | None
    after: int | None

    @property
    def op(self) -> Op | None:
        """The one thing that befell all of it; None where some of it changed."""
        if self.before is None:
            return Op.ADDED
        ops = {piece.op for pieces in (self.heading, *(block.pieces for block in self.blocks)) for piece in pieces}
        if not ops - {Op.SAME}:
            return Op.SAME
        return Op.REMOVED if ops == {Op.REMOVED} else None


def compare(before: Sequence[Section], after: Sequence[Section]) -> tuple[SectionChange, ...] | None:
    """What ``after`` says differently, in its order, each section that only ``before`` has at its place there.

    None where they are too long to be compared.
    """
    if any(_too_long(page) for page in (before, after)):
        return None
    pairs = _pairs(before, after)
    found = [_section(before, after, pairs.get(number), number) for number in range(len(after))]
    paired = {change.before for change in found}
    for number in range(len(before)):
        if number not in paired:
            at = next((place for place, change in enumerate(found) if change.before == number - 1), -1)
            found.insert(at + 1, _section(before, after, number, None))
    return tuple(found)


def compare_part(before: Sequence[Section], after: Sequence[Section]) -> tuple[SectionChange, ...] | None:
    """As ``compare``, for a page that has only sections that differ: those that it leaves out are the same.

    What stands above its first heading is said about the differences, and is none of them.
    """
    found = compare(before, after)
    if found is None:
        return None
    return tuple(
        change if change.after is not None else _same(before[change.before or 0], change.before)
        for change in found
        if change.after != 0
    )


def _same(section: Section, number: int | None) -> SectionChange:
    blocks = (BlockChange(block.kind, block.depth, (Piece(Op.SAME, block.text),)) for block in section.blocks)
    return SectionChange(section.level, _whole(Op.SAME, section.heading), tuple(blocks), number, None)


def compare_texts(before: Sequence[str], after: Sequence[str]) -> tuple[BlockChange, ...]:
    """What one list of texts has differently from another, as blocks."""
    old, new = ([Block(Kind.ITEM, 0, text) for text in texts[:MOST_BLOCKS]] for texts in (before, after))
    return tuple(_blocks(old, new))


def _too_long(page: Sequence[Section]) -> bool:
    blocks = [block for section in page for block in section.blocks]
    many = len(blocks) > MOST_BLOCKS or len(page) > MOST_BLOCKS
    return many or sum(block.text.count(" ") for block in blocks) > MOST_WORDS


def _pairs(before: Sequence[Section], after: Sequence[Section]) -> dict[int, int]:
    """By the number of a section in ``after``, that of the same section in ``before``; the two first are one."""
    numbers = {key: number for number, key in enumerate(_keys(before))}
    found = {0: 0}
    for number, key in enumerate(_keys(after)):
        if number and numbers.get(key):
            found[number] = numbers[key]
    old = [number for number in range(1, len(before)) if number not in found.values()]
    new = [number for number in range(1, len(after)) if number not in found]
    if len(old) * len(new) <= _MOST_PAIRS:
        likes = ((_likeness(_words(before[o]), _words(after[n])), o, n) for o in old for n in new)
        for like, o, n in sorted(likes, key=lambda found: (-found[0], found[1:])):
            if like >= SECTION_LIKE and n not in found and o not in found.values():
                found[n] = o
    return found


def _keys(page: Sequence[Section]) -> Iterator[tuple[str, int]]:
    seen: Counter[str] = Counter()
    for section in page:
        key = section.heading.casefold()
        seen[key] += 1
        yield key, seen[key]


def _words(section: Section) -> list[str]:
    return [word for block in section.blocks for word in block.text.split()][:_LOOKED_AT]


def _likeness(mine: Sequence[str], theirs: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    return matcher.ratio() if mine and theirs and matcher.quick_ratio() >= LIKE else 0.0


def _section(before: Sequence[Section], after: Sequence[Section], old: int | None, new: int | None) -> SectionChange:
    mine = before[old] if old is not None else None
    theirs = after[new] if new is not None else None
    known = theirs or mine
    level = known.level if known else 0
    if mine and theirs:
        heading = words_changed(mine.heading, theirs.heading)
    else:
        heading = _whole(Op.ADDED if theirs else Op.REMOVED, known.heading if known else "")
    blocks = _blocks(mine.blocks if mine else (), theirs.blocks if theirs else ())
    return SectionChange(level, heading, tuple(blocks), old, new)


def _whole(op: Op, text: str) -> tuple[Piece, ...]:
    return (Piece(op, text),) if text else ()


def _blocks(before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
    mine, theirs = ([block.text for block in page] for page in (before, after))
    for tag, i, j, k, m in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from (BlockChange(new.kind, new.depth, (Piece(Op.SAME, new.text),)) for new in after[k:m])
        else:
            yield from _replaced(before[i:j], after[k:m])


def _replaced(before: Sequence[Block], after: Sequence[Block]) -> Iterator[BlockChange]:
    """The blocks of a stretch with nothing in common: the two most alike are one that changed, and so on around it."""
    likes = _likes(before, after)
    waiting = [(0, len(before), 0, len(after))]
    while waiting:
        i, j, k, m = waiting.pop()
        within = (pair for pair in likes if i <= pair[0] < j and k <= pair[1] < m)
        best = next(within, None)
        if best is None:
            yield from (_alone(Op.REMOVED, block) for block in before[i:j])
            yield from (_alone(Op.ADDED, block) for block in after[k:m])
        elif (j - i, m - k) == (1, 1):
            new = after[k]
            yield BlockChange(new.kind, new.depth, words_changed(before[i].text, new.text))
        else:
            o, n = best
            waiting += [(o + 1, j, n + 1, m), (o, o + 1, n, n + 1), (i, o, k, n)]


def _likes(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[int, int]]:
    """Pairs of blocks of one kind that are alike, by number, the most alike first."""
    if len(before) * len(after) > _MOST_PAIRS:
        return []
    mine, theirs = ([block.text.split()[:_LOOKED_AT] for block in page] for page in (before, after))
    found = [
        (_likeness(mine[o], theirs[n]), o, n)
        for o in range(len(before))
        for n in range(len(after))
        if before[o].kind is after[n].kind
    ]
    in_order = sorted(found, key=lambda pair: (-pair[0], pair[1:]))
    return [(o, n) for like, o, n in in_order if like >= LIKE]


def _alone(op: Op, block: Block) -> BlockChange:
    return BlockChange(block.kind, block.depth, (Piece(op, block.text),))


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two texts on one line: those in both, those only in the first and those only in the second."""
    old, new = before.split(), after.split()
    if max(len(old), len(new)) > _LONGEST:
        return (*_whole(Op.REMOVED, before), *_whole(Op.ADDED, after)) if old != new else _whole(Op.SAME, after)
    found: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += _whole(Op.SAME, " ".join(new[k:m]))
        else:
            found += [*_whole(Op.REMOVED, " ".join(old[i:j])), *_whole(Op.ADDED, " ".join(new[k:m]))]
    return tuple(found)


def texts(pieces: Sequence[Piece], gone: Op) -> str:
    """The words of one side: of the second page where ``gone`` is what was removed, of the first for what was added."""
    return " ".join(piece.text for piece in pieces if piece.op is not gone)
