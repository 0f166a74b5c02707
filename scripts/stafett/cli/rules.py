"""Lists the rules."""

from __future__ import annotations

import argparse
import json

from stafett.cli.common import write
from stafett.rules import all_metas, module_of
from stafett.rules.manual import read_manual


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``stafett rules``."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def run(options: argparse.Namespace) -> int:
    """List the rules by code."""
    rows = [(meta, _summary(meta.code)) for meta in all_metas()]
    if options.format == "json":
        listed = [
            {"code": m.code, "name": m.name, "severity": str(m.severity), "since": m.since, "summary": summary}
            for m, summary in rows
        ]
        write(json.dumps(listed, indent=2) + "\n", None)
    else:
        lines = [f"{m.code}  {m.severity:<8} {m.name:<30} {summary}" for m, summary in rows]
        write("\n".join(lines) + "\n", None)
    return 0


def _summary(code: str) -> str:
    rule = module_of(code)
    return read_manual(rule).summary if rule else ""
