"""Checks every page of a knowledge base, or those under PATH, against the rules."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from stafett.cli.common import PROCESSES, add_common, as_of, knowledge_base, write
from stafett.cli.main import Failure
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Finding, Severity
from stafett.questions.check import Selection, check, unknown_in_settings
from stafett.reports import github, json_report, text

_FAILS = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set[Severity]()}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett check``."""
    parser.add_argument("paths", nargs="*", metavar="PATH", help="pages or folders, relative to DIR (default: all)")
    add_common(parser)
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="default: text")
    parser.add_argument("--output", metavar="FILE", help="write the report to FILE instead of printing it")
    parser.add_argument(
        "--fail-on", choices=tuple(_FAILS), default="error", help="what gives exit status 1 (default: error)"
    )
    parser.add_argument(
        "--select", metavar="CODES", type=_codes, default=(), help="only these rules or families, as REV,OWN001"
    )
    parser.add_argument("--ignore", metavar="CODES", type=_codes, default=(), help="not these rules or families")


def _codes(value: str) -> tuple[str, ...]:
    return tuple(code.strip() for code in value.split(",") if code.strip())


def run(options: argparse.Namespace) -> int:
    """Check, report, and say by the exit status whether something at or above ``--fail-on`` was found."""
    selection = Selection(options.select, options.ignore)
    if selection.unknown():
        raise Failure(f"there is no rule or family {', '.join(selection.unknown())}; `stafett rules` lists them")
    base = knowledge_base(options)
    _refuse_misunderstanding(base, options.root)
    wanted = _wanted(options.paths, Path(options.root), base)
    day = as_of(options)
    findings = check(base, day, selection, wanted, PROCESSES)
    pages = sum(1 for page in base.pages if wanted is None or wanted(page.path))
    if options.format == "json":
        report = json_report.render(findings, day, pages)
    elif options.format == "github":
        report = github.render(findings)
    else:
        report = text.render(findings, pages, Words(base.settings.language), colour=_colour(options.output))
    write(report, options.output)
    return 1 if _fails(findings, options.fail_on) else 0


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


def _fails(findings: Sequence[Finding], fail_on: str) -> bool:
    return any(finding.severity in _FAILS[fail_on] for finding in findings)


def _colour(output: str | None) -> bool:
    return output is None and bool(sys.stdout) and sys.stdout.isatty() and "NO_COLOR" not in os.environ


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
