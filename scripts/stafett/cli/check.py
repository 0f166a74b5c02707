"""Checks every page of a knowledge base, or those under PATH, against the rules."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from stafett.cli.common import PROCESSES, add_common, as_of, knowledge_base, write
from stafett.cli.comparing import Asked, add_comparing, changes_of, news
from stafett.cli.formats import add_formats, for_forge, report
from stafett.cli.knowing import knowing_changes
from stafett.cli.main import Failure, say
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Severity
from stafett.questions.check import Selection, check, unknown_in_settings
from stafett.questions.news import News
from stafett.reading.baseline import FILE, BaselineError, OutdatedBaselineError, read_baseline
from stafett.reading.code_owners import folder_below_top
from stafett.reports import baseline
from stafett.reports.checked import Checked
from stafett.reports.printable import printable

# `never` is about the exit status alone: a report goes on saying what would fail.
_FAILS = {
    "error": frozenset((Severity.ERROR,)),
    "warning": frozenset((Severity.ERROR, Severity.WARNING)),
    "never": frozenset((Severity.ERROR,)),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett check``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="pages or folders, relative to DIR (default: all)")
    add_common(parser)
    add_formats(parser)
    parser.add_argument(
        "--fail-on", choices=tuple(_FAILS), default="error", help="what gives exit status 1 (default: error)"
    )
    parser.add_argument(
        "--select", metavar="CODES", type=_codes, default=(), help="only these rules or families, as REV,OWN001"
    )
    parser.add_argument("--ignore", metavar="CODES", type=_codes, default=(), help="not these rules or families")
    add_comparing(parser)


def _codes(value: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in value.split(",") if code.strip())


def run(options: argparse.Namespace) -> int:
    """Check, report, and say by the exit status whether something at or above ``--fail-on`` was found."""
    selection = Selection(options.select, options.ignore)
    if selection.unknown():
        raise Failure(f"there is no rule or family {', '.join(selection.unknown())}; `stafett rules` lists them")
    base = knowledge_base(options)
    _refuse_misunderstanding(base, options.root)
    root, day = Path(options.root), as_of(options)
    if options.changed_since is None:  # what a change does to national pages is seen in the change itself
        base = knowing_changes(base, root, day)
    asked = Asked(base, root, day, selection, _wanted(options.paths, root, base))
    if options.write_baseline is not None:
        return _write_baseline(options, asked)
    changes = changes_of(options, asked)
    wanted = asked.wanted
    checked = Checked(
        base,
        asked.as_of,
        tuple(page for page in base.pages if wanted is None or wanted(page.path)),
        _whole(news(options, asked, changes), options),
        Words(base.settings.language),
        _FAILS[options.fail_on],
        changes,
        folder_below_top(root) if for_forge(options) else "",
    )
    report(options, checked)
    return 1 if checked.failing and options.fail_on != "never" else 0


def _whole(found: News, options: argparse.Namespace) -> News:
    """The findings; a check of a part cannot tell what the baseline lets be in vain."""
    narrowed = options.paths or options.select or options.ignore or options.tracked_only
    return replace(found, gone=()) if narrowed else found


def _write_baseline(options: argparse.Namespace, asked: Asked) -> int:
    """Write all findings of today to a file that is a baseline or not there yet, and say so."""
    base, words = asked.base, Words(asked.base.settings.language)
    if options.paths or options.select or options.ignore or options.changed_since or options.output:
        raise Failure(words(N_("a baseline takes every finding: `--write-baseline` goes with no other choice")))
    usual = asked.root / (base.settings.baseline or FILE)
    target = Path(options.write_baseline) if options.write_baseline else usual
    if os.path.lexists(target):
        try:
            read_baseline(target)
        except OutdatedBaselineError:
            pass  # what is there is a baseline all the same
        except BaselineError as error:
            raise Failure(words(error.message, **error.values)) from error
    findings = check(base, asked.as_of, processes=PROCESSES)
    write(baseline.render(findings), str(target))
    say(
        words.plural(
            "{n} finding is now in the baseline {path}.",
            "{n} findings are now in the baseline {path}.",
            len(findings),
            path=printable(str(target)),
        )
        + "\n"
    )
    if not base.settings.baseline:
        say(
            words(N_("Write `baseline: {file}` in stafett.yml, so that `stafett check` knows of it."), file=target.name)
            + "\n"
        )
    return 0


def _refuse_misunderstanding(base: KnowledgeBase, root: str) -> None:
    """Raises Failure where a check would be green because it looked at nothing, or silences what does not exist."""
    words = Words(base.settings.language)
    unknown = unknown_in_settings(base.settings)
    if unknown:
        message = N_("`rules` in stafett.yml names {codes}; no rule is called so (`stafett rules` lists them)")
        raise Failure(words(message, codes=", ".join(unknown)))
    if not base.pages and not base.complaints:
        message = N_("there is no page in '{root}': no file fits {patterns} (`pages` in stafett.yml)")
        patterns = ", ".join(pattern for pattern, _ in base.settings.pages)
        raise Failure(words(message, root=root, patterns=patterns))


def _wanted(paths: Sequence[str], root: Path, base: KnowledgeBase) -> Callable[[str], bool] | None:
    """A test of paths by the command line's PATHs. Raises Failure where one of them has no page."""
    if not paths:
        return None
    known = {page.path for page in base.pages} | {path for path, _ in base.complaints}
    chosen = [_relative(path, root) for path in paths]
    for given, path in zip(paths, chosen, strict=True):
        if path and path not in known and not any(page.startswith(path + "/") for page in known):
            words = Words(base.settings.language)
            raise Failure(words(N_("there is no page '{path}' in the knowledge base '{root}'"), path=given, root=root))

    def wanted(path: str) -> bool:
        return any(not c or path == c or path.startswith(c + "/") for c in chosen)

    return wanted


def _relative(path: str, root: Path) -> str:
    """The PATH as POSIX, relative to the knowledge base."""
    full = os.path.abspath(root / path)  # noqa: PTH100 (resolve() would follow links)
    relative = os.path.relpath(full, os.path.abspath(root)).replace(os.sep, "/")  # noqa: PTH100
    return "" if relative == "." else relative
