"""A check as one comment on a pull request: the verdict, what is new, and who answers for the pages that changed.

GitHub takes comments of up to 65,536 characters; this one stays below that, and says what it leaves out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from stafett.messages import N_
from stafett.model import Finding, Page, Severity
from stafett.questions.ownership import Answer, Standing, answer
from stafett.reports.checked import Checked
from stafett.reports.comment_text import code, sentence
from stafett.reports.forge_text import plain
from stafett.reports.list_addresses import rule_address
from stafett.reports.page_table import STATUS_WORDS

MARKER = "<!-- stafett: summary -->"
"""The line by which the comment is found again; nobody sees it."""
ROOM = {"new": 30_000, "old": 10_000, "pages": 10_000}
"""Characters that each part takes at most."""

_LABEL = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("note")}
_ORDER = tuple(Severity)
_Item = TypeVar("_Item")


def render(checked: Checked) -> str:
    """The comment, in the knowledge base's language. Nothing in it mentions, refers to or closes anything."""
    parts = [MARKER, f"**{_verdict(checked)}**"]
    parts += [*_new(checked), *_touched(checked), *_elsewhere(checked), *_pages(checked)]
    if checked.news.new and not checked.base.settings.site_url:
        parts.append(checked.words(N_("`stafett explain CODE` tells why a rule matters and shows an example.")))
    return "\n\n".join(parts) + "\n"


def _verdict(checked: Checked) -> str:
    words = checked.words
    if not checked.news.new:
        return words(N_("The knowledge base passes the check: nothing new to remark."))
    counts = Counter(finding.severity for finding in checked.news.new)
    said = [
        text
        for severity, text in (
            (Severity.ERROR, words.plural("{n} new error", "{n} new errors", counts[Severity.ERROR])),
            (Severity.WARNING, words.plural("{n} new warning", "{n} new warnings", counts[Severity.WARNING])),
            (Severity.INFO, words.plural("{n} new note", "{n} new notes", counts[Severity.INFO])),
        )
        if counts[severity]
    ]
    message = (
        N_("The knowledge base does not pass the check: {counts}.")
        if checked.failing
        else N_("The knowledge base passes the check, with {counts}.")
    )
    return words(message, counts=", ".join(said))


def _new(checked: Checked) -> Iterator[str]:
    found = sorted(checked.news.new, key=lambda finding: (_ORDER.index(finding.severity), finding))
    if found:
        yield _list(found, lambda finding: _item(checked, finding), ROOM["new"], checked)


def _touched(checked: Checked) -> Iterator[str]:
    old = checked.news.touched
    if old:
        title = checked.words.plural(
            "{n} earlier finding on pages that the change touches",
            "{n} earlier findings on pages that the change touches",
            len(old),
        )
        listed = _list(old, lambda finding: _item(checked, finding), ROOM["old"], checked)
        yield f"<details><summary>{title}</summary>\n\n{listed}\n\n</details>"


def _elsewhere(checked: Checked) -> Iterator[str]:
    if checked.news.elsewhere:
        yield checked.words.plural(
            "{n} earlier finding elsewhere does not fail the check.",
            "{n} earlier findings elsewhere do not fail the check.",
            len(checked.news.elsewhere),
        )
    if checked.news.gone:
        yield checked.words.plural(
            "This is better than the baseline by {n} finding: write it anew with `stafett check --write-baseline`.",
            "This is better than the baseline by {n} findings: write it anew with `stafett check --write-baseline`.",
            len(checked.news.gone),
        )


def _pages(checked: Checked) -> Iterator[str]:
    changed = [page for page in checked.pages if checked.changes and page.path in checked.changes.by_path]
    if changed:
        title = checked.words.plural("{n} changed page", "{n} changed pages", len(changed))
        yield f"{title}:\n\n" + _list(changed, lambda page: _page(checked, page), ROOM["pages"], checked)


def _page(checked: Checked, page: Page) -> str:
    words, base = checked.words, checked.base
    status, due = base.status(page, checked.as_of), base.due(page)
    state = words(STATUS_WORDS[status]) if status else words(N_("unknown"))
    said = [
        words(N_("owner: {owner}"), owner=_owner(checked, answer(base, page.owner, checked.as_of))),
        state,
        *([words(N_("due by {due}"), due=due.isoformat())] if due else []),
    ]
    return f"- **{plain(page.title)}** ({code(page.path)}): {', '.join(said)}"


def _owner(checked: Checked, found: Answer) -> str:
    """The role that answers for a page. Of a person it is only said that there is one."""
    words = checked.words
    if found.standing is Standing.MISSING:
        return words(N_("nobody"))
    if found.standing is Standing.FREE:
        return plain(found.reference or "")
    if found.standing is Standing.UNKNOWN:
        return words(N_("not known"))
    name = plain(found.role.title) if found.role else words(N_("a person in the directory"))
    return words(N_("{role} (vacant)"), role=name) if found.standing is Standing.VACANT else name


def _item(checked: Checked, finding: Finding) -> str:
    label = checked.words(_LABEL[finding.severity])
    place = code(f"{checked.file(finding)}:{finding.line}")
    fix = f"<br>{sentence(finding.fix)}" if finding.fix else ""
    return f"- **{label}** {_rule(checked, finding.code)} {place}<br>{sentence(finding.message)}.{fix}"


def _rule(checked: Checked, rule: str) -> str:
    """A rule's code, which leads to its page in the site where that is known: readers need not have the command."""
    site = checked.base.settings.site_url
    return f"[{rule}](<{rule_address(site, checked.words.language, rule)}>)" if site else rule


def _list(items: Sequence[_Item], written: Callable[[_Item], str], room: int, checked: Checked) -> str:
    """The items as lines, as many as there is room for, and how many there is none for."""
    lines: list[str] = []
    for item in items:
        line = written(item)
        room -= len(line) + 1
        if room < 0:
            rest = len(items) - len(lines)
            return "\n".join([*lines, "", checked.words.plural("... and {n} more.", "... and {n} more.", rest)])
        lines.append(line)
    return "\n".join(lines)
