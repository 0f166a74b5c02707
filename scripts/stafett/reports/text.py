"""Findings as text for people: grouped by file, with how to mend each, and what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from stafett.messages import N_, Words
from stafett.model import Finding, Severity
from stafett.questions.news import News
from stafett.reports.printable import printable, printable_path

_COLOUR = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_LABEL = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("note")}


class Paint:
    """Puts colour around text, or leaves it plain."""

    def __init__(self, *, colour: bool) -> None:
        self._colour = colour

    def __call__(self, text: str, code: str) -> str:
        """``text`` in the colour of an ANSI code."""
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text


def render(findings: Sequence[Finding], pages: int, words: Words, *, colour: bool = False) -> str:
    """The findings by file, and a summary that says what to do next; ``pages`` is how many were asked about."""
    paint = Paint(colour=colour)
    return "\n\n".join([*_blocks(findings, words, paint), "\n".join(_summary(findings, pages, words, paint))]) + "\n"


def render_news(news: News, pages: int, words: Words, *, colour: bool = False) -> str:
    """The new findings by file, then the earlier ones on pages that the change touched, and a summary.

    Any other earlier ones are only counted: nobody who proposes a change should have to read them.
    """
    paint = Paint(colour=colour)
    parts = _blocks(news.new, words, paint)
    if news.touched:
        heading = words(N_("These were there before, on pages that the change touches, and do not fail the check:"))
        parts += [paint(heading, "2"), *_blocks(news.touched, words, paint)]
    ending = [*_summary(news.new, pages, words, paint, new=True), *_rest(news, words)]
    return "\n\n".join([*parts, "\n".join(ending)]) + "\n"


def _rest(news: News, words: Words) -> Iterator[str]:
    if news.elsewhere:
        yield words.plural(
            "{n} finding was there before or is in the baseline, and does not fail the check.",
            "{n} findings were there before or are in the baseline, and do not fail the check.",
            len(news.elsewhere),
        )
    if news.gone:
        yield words.plural(
            "This is better than the baseline by {n} finding: write it anew with `stafett check --write-baseline`.",
            "This is better than the baseline by {n} findings: write it anew with `stafett check --write-baseline`.",
            len(news.gone),
        )


def _blocks(findings: Sequence[Finding], words: Words, paint: Paint) -> list[str]:
    return [
        "\n".join([paint(printable_path(path), "1"), *_lines(list(group), words, paint)])
        for path, group in groupby(findings, key=lambda finding: finding.path)
    ]


def _lines(findings: Sequence[Finding], words: Words, paint: Paint) -> Iterator[str]:
    width = max(len(f"{finding.line}:{finding.column}") for finding in findings)
    for finding in findings:
        place = f"{finding.line}:{finding.column}".rjust(width)
        label = paint(words(_LABEL[finding.severity]), _COLOUR[finding.severity])
        yield f"  {paint(place, '2')}  {label}  {finding.code}  {printable(finding.message)}."
        if finding.fix:
            yield f"  {' ' * width}  {paint('→', '2')} {printable(finding.fix)}"


def _summary(
    findings: Sequence[Finding], pages: int, words: Words, paint: Paint, *, new: bool = False
) -> Iterator[str]:
    looked = words.plural("{n} page checked", "{n} pages checked", pages)
    if not findings:
        yield paint(f"{looked}: " + words(N_("nothing new to remark.") if new else N_("nothing to remark.")), "32")
        return
    counts = Counter(finding.severity for finding in findings)
    parts = [
        words.plural("{n} error", "{n} errors", counts[Severity.ERROR]),
        words.plural("{n} warning", "{n} warnings", counts[Severity.WARNING]),
        words.plural("{n} note", "{n} notes", counts[Severity.INFO]),
    ]
    files = len({finding.path for finding in findings})
    in_files = words.plural("in {n} file", "in {n} files", files)
    counted = f"{', '.join(parts)} {in_files}"
    if new:
        counted = words(N_("new: {counts}"), counts=counted)
    yield paint(f"{looked}: {counted}.", "1")
    first = min(findings, key=_urgency)
    yield words(
        N_("Begin with {path}, line {line}. `stafett explain {code}` tells why it matters and shows an example."),
        path=printable(first.path),
        line=first.line,
        code=first.code,
    )


def _urgency(finding: Finding) -> tuple[int, bool, Finding]:
    """Errors first; among them what concerns no page, as the directory, since it may be the cause of others."""
    return list(Severity).index(finding.severity), finding.page is not None, finding
