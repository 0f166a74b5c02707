"""Write what the code knows better, in scripts/manual/ and .github/: ``python scripts/docs.py``."""

from __future__ import annotations

import re
from pathlib import Path

from stafett.rules import all_metas, module_of
from stafett.rules.manual import read_manual
from stafett.starter.ci import ci_files

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "scripts" / "manual" / "rules.md"
_MARKED = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)
# Here Stafett is no package from elsewhere but what lies in this checkout.
_OWN = (
    (
        "    macros macros.py main.py overrides templates\n",
        (
            "    macros macros.py main.py overrides templates\n"
            "    scripts pyproject.toml setup.py setup.cfg MANIFEST.in build README.md LICENSE\n"
        ),
    ),
    (
        "        run: pip install --quiet --requirement requirements.txt\n",
        (
            "        run: |\n"
            "          pip install --quiet --require-hashes --requirement requirements.txt\n"
            "          pip install --quiet --no-deps --no-build-isolation .\n"
        ),
    ),
)


def rules_table() -> str:
    """A row for each rule: code, name, severity, and the first line of its manual page."""
    rows = ["| code | name | severity | what it tells |", "| --- | --- | --- | --- |"]
    for meta in all_metas():
        rule = module_of(meta.code)
        summary = read_manual(rule).summary if rule else ""
        rows.append(f"| {meta.code} | {meta.name} | {meta.severity} | {summary} |")
    return "\n".join(rows) + "\n"


def rules_page(text: str) -> str:
    """The manual's page of rules with its table made anew."""
    return _MARKED.sub(lambda marked: marked[1] + rules_table() + marked[2], text)


def workflows() -> dict[str, str]:
    """This repository's own files for GitHub, by place: those of a new knowledge base, with Stafett from here."""
    found = ci_files("github")
    for there, here in _OWN:
        found = {place: text.replace(there, here) for place, text in found.items()}
    return found


if __name__ == "__main__":
    RULES.write_text(rules_page(RULES.read_text(encoding="utf-8")), encoding="utf-8")
    for place, text in workflows().items():
        (ROOT / place).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / place).write_text(text, encoding="utf-8")
