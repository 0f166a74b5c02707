"""Write the parts of README.md that the code knows better: ``python scripts/docs.py``."""

from __future__ import annotations

import re
from pathlib import Path

from stafett.rules import all_metas, manual, module_of

README = Path(__file__).resolve().parent.parent / "README.md"
_MARKED = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)


def rules_table() -> str:
    """A row for each rule: code, name, severity, and the first line of its manual page."""
    rows = ["| code | name | severity | what it tells |", "| --- | --- | --- | --- |"]
    for meta in all_metas():
        rule = module_of(meta.code)
        summary = manual(rule).partition("\n")[0] if rule else ""
        rows.append(f"| {meta.code} | {meta.name} | {meta.severity} | {summary} |")
    return "\n".join(rows) + "\n"


def readme(text: str) -> str:
    """README.md with its table of rules made anew."""
    return _MARKED.sub(lambda marked: marked[1] + rules_table() + marked[2], text)


if __name__ == "__main__":
    README.write_text(readme(README.read_text(encoding="utf-8")), encoding="utf-8")
