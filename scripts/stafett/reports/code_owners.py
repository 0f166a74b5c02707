"""Writes CODEOWNERS: a line a page between two marks, and what stands outside them as it is."""

from __future__ import annotations

from collections.abc import Iterable

from stafett.code_owners import BEGIN, END, escaped
from stafett.messages import N_, Words
from stafett.questions.code_owners import Wanted
from stafett.reports.printable import printable


def region(pages: Iterable[Wanted], words: Words, folder: str = "") -> str:
    """The lines between the marks, marks included: who is asked about each page, then those whom nobody answers for.

    ``folder`` is where the knowledge base lies in its repository, with a stroke at its end. A comment names no
    account: GitLab would take it for an owner.
    """
    pages = list(pages)
    made = words(N_("Made of owner and deputy of each page by `stafett export --to codeowners`."))
    change = words(N_("Change those, not these lines."))
    lines = [
        BEGIN,
        f"# {made}",
        f"# {change}",
        *(f"{escaped(folder + page.page.path)} {' '.join(page.names)}" for page in pages if page.names),
    ]
    lost = [page for page in pages if page.stewards]
    if lost:
        asked = any(page.names for page in lost)
        message = (
            N_("Nobody who answers for these pages has a team or an account, so the stewards are asked:")
            if asked
            else N_("Nobody who answers for these pages has a team or an account:")
        )
        lines += [f"# {words(message)}", *(f"#   {_without_names(page, words)}" for page in lost)]
    return "".join(f"{line}\n" for line in (*lines, END))


def _without_names(wanted: Wanted, words: Words) -> str:
    page = wanted.page
    text = words(N_("{path} (owner: {owner})"), path=page.path, owner=page.owner or "–")
    return printable(text).replace("@", "(a)")


def put_in(text: str, made: str) -> str | None:
    """The file's ``text`` with the lines between the marks replaced; with ``made`` at its end where it has no marks.

    None where the marks are not one at the beginning and one at the end.
    """
    if "\r\n" in text:
        made = made.replace("\n", "\r\n")
    lines = text.splitlines(keepends=True)
    marks = [index for index, line in enumerate(lines) if line.strip() in {BEGIN, END}]
    if not marks:
        end = "\r\n" if "\r\n" in text else "\n"
        gap = "" if not text or text.endswith(2 * end) else end if text.endswith(end) else 2 * end
        return text + gap + made
    if [lines[index].strip() for index in marks] != [BEGIN, END]:
        return None
    return "".join((*lines[: marks[0]], made, *lines[marks[1] + 1 :]))
