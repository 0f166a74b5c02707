"""A handover as text: what was done, page by page, and what is left for people; for a terminal and for a commit.

The text for a commit or pull request is Markdown in which nothing that a page or the directory says has a meaning of
its own: nobody is called, nothing is linked. It has ids, and no names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from stafett.messages import N_, Words
from stafett.model import Page
from stafett.questions.condition import retired
from stafett.questions.handover_changes import Changed, page_changes, unit_changes
from stafett.questions.handover_result import Handover, Passed, Said
from stafett.reports.comment_text import code, sentence
from stafett.reports.forge_text import title
from stafett.reports.printable import printable, printable_line

MOST_PAGES = 12
"""How many are named of the pages that follow a role, and do not change themselves."""
_SUBJECT = 72
_Written = Callable[[str], str]


def told(found: Handover, words: Words, *, done: bool = True) -> str:
    """What a handover does, or has ``done``, for a terminal."""
    lines: list[str] = []
    for heading, items in _parts(found, words, printable, printable):
        lines += [f"{heading}:", *(f"{'  ' * (depth + 1)}{item}" for depth, item in items)]
    files = _files(found)
    count = words.plural("{n} file", "{n} files", len(files))
    changed = N_("{files} changed") if done else N_("{files} would change")
    lines += [f"{words(changed, files=count)}:", *(f"  {printable(path)}" for path in files)]
    for heading, said in ((N_("Think of this"), found.warnings), (N_("Left for you to do"), found.left)):
        if said:
            lines += [f"{words(heading)}:", *(f"  - {printable(words(one.message, **one.values))}" for one in said)]
    return "".join(f"{printable_line(line)}\n" for line in lines)


def message(found: Handover, words: Words) -> str:
    """The text of a commit or pull request: a subject, and Markdown below it."""
    blocks = [_subject(found, words)]
    if found.plan.leaver and found.plan.on:
        said = words(N_("The last day is {day}."), day=found.plan.on.isoformat())
        blocks.append(said)
    for heading, items in _parts(found, words, code, sentence):
        blocks.append(f"**{heading}**\n\n" + "\n".join(f"{'  ' * depth}- {item}" for depth, item in items))
    for heading, said_, box in (
        (N_("Think of this"), found.warnings, ""),
        (N_("Left to do"), found.left, "[ ] "),
    ):
        if said_:
            lines = "\n".join(f"- {box}{sentence(words(one.message, **one.values))}" for one in said_)
            blocks.append(f"**{words(heading)}**\n\n{lines}")
    ending = N_("No review was moved, and no history changed. `git revert` of this commit undoes all of it.")
    return "\n\n".join([*blocks, words(ending)]) + "\n"


def _subject(found: Handover, words: Words) -> str:
    plan = found.plan
    named = [passed.to for passed in found.passed] + [change.becomes for change in page_changes(found)]
    to = [name for name in dict.fromkeys(named) if name]
    if plan.leaver and len(to) == 1:
        text = words(N_("Hand over from {leaver} to {to}"), leaver=plan.leaver, to=to[0])
    elif plan.leaver:
        text = words(N_("Hand over from {leaver}"), leaver=plan.leaver)
    else:
        text = words(N_("Change units: {units}"), units=", ".join(sorted(found.units)))
    line = title(text)
    return line if len(line) <= _SUBJECT else f"{line[: _SUBJECT - 1]}…"


def _parts(
    found: Handover, words: Words, quoted: _Written, said: _Written
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Roles, pages and units, each with its heading, where there is anything of them; each line with its depth."""
    roles = [line for passed in found.passed for line in _role(passed, words, quoted)]
    if roles:
        yield words(N_("Roles")), roles
    pages = [line for change, paths in page_changes(found).items() for line in _change(change, paths, words, quoted)]
    if pages:
        yield words(N_("Pages")), pages
    units = [(0, said(words(one.message, **one.values))) for one in unit_changes(found)]
    if units:
        yield words(N_("Units")), units


def _role(passed: Passed, words: Words, quoted: _Written) -> Iterator[tuple[int, str]]:
    values = {"role": quoted(passed.role), "to": quoted(passed.to), "day": passed.start.isoformat()}
    message = N_("{role}: {to}, who holds it already") if passed.already else N_("{role}: {to} from {day}")
    yield 0, words(message, **values)
    for pages, one, many in (
        (passed.owned, N_("owns {n} page, which does not change:"), N_("owns {n} pages, which do not change:")),
        (passed.deputised, N_("is deputy of {n} page:"), N_("is deputy of {n} pages:")),
    ):
        if pages:
            yield 1, _counted(words(one if len(pages) == 1 else many, n=len(pages)), pages, words)
            yield from _some([page.path for page in pages], words, quoted, MOST_PAGES)


def _counted(said: str, pages: Iterable[Page], words: Words) -> str:
    """The sentence, with how many of the pages no longer hold: a handover package does not count those."""
    old = sum(map(retired, pages))
    if not old:
        return said
    told = words.plural("{n} no longer holds, and needs nobody", "{n} no longer hold, and need nobody", old)
    return f"{said.removesuffix(':')} ({told}):"


def _change(change: Changed, paths: tuple[str, ...], words: Words, quoted: _Written) -> Iterator[tuple[int, str]]:
    nobody = words(N_("nobody"))
    was, now = (quoted(name) if name else nobody for name in (change.was, change.becomes))
    yield 0, words(N_("{field}: {was} becomes {now}"), field=quoted(change.field), was=was, now=now)
    yield from _some(paths, words, quoted, len(paths))


def _some(paths: Iterable[str], words: Words, quoted: _Written, most: int) -> Iterator[tuple[int, str]]:
    listed = sorted(paths)
    yield from ((2, quoted(path)) for path in listed[:most])
    rest = len(listed) - most
    if rest > 0:
        yield 2, words.plural("and {n} more", "and {n} more", rest)


def _files(found: Handover) -> list[str]:
    places = found.base.directory.places
    records = [*(("people", name) for name in found.people), *(("units", name) for name in found.units)]
    return [*sorted({places[key][0] for key in records}), *sorted(found.pages)]


def refused(said: Iterable[Said], words: Words, place: Callable[[Said], str]) -> str:
    """What stands in the way, a line each, with the ``place`` of each before it."""
    return "\n".join(printable_line(f"{place(one)}{words(one.message, **one.values)}") for one in said)
