"""Gather the sentences of ``scripts/stafett``, manual pages among them, into the Swedish catalog and compile it.

With ``--check`` nothing is written: the exit status tells whether the catalog is complete and compiled.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from stafett.rules import ALL_RULES
from stafett.rules.manual import read_manual

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "stafett"
CATALOG = PACKAGE / "messages" / "locale" / "sv" / "LC_MESSAGES" / "stafett.po"
# The compiled catalog says when it was made; the same sentences should give the same bytes.
NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)
# What marks a sentence, and how many of its arguments are sentences.
KEYWORDS = {"N_": 1, "plural": 2, "forms": 2}


def gather() -> Catalog:
    """The Swedish catalog with every sentence that the code has now, translated as far as it was."""
    template = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        for message in marked(path.read_text(encoding="utf-8")):
            template.add(message, locations=[(path.relative_to(PACKAGE).as_posix(), 0)])
    for rule in ALL_RULES.values():
        place = Path(str(rule.__file__)).relative_to(PACKAGE).as_posix()  # type: ignore[union-attr]
        manual = read_manual(rule)
        for sentence in (*manual.sentences, *manual.remarks):
            template.add(sentence, locations=[(place, 0)])
    if CATALOG.exists():
        with CATALOG.open("rb") as file:
            catalog = read_po(file, locale="sv")
    else:
        catalog = Catalog(locale="sv", charset="utf-8")
    catalog.fuzzy = False
    catalog.header_comment = (
        "# Every sentence that a person reads, in Swedish. Compile with: python scripts/messages.py"
    )
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    for message in catalog:
        if message.id and message.fuzzy:  # one sentence came to be two, or two one; gettext would leave it out
            message.flags.discard("fuzzy")
            message.string = ("", "") if message.pluralizable else ""
    return catalog


def marked(code: str) -> Iterator[str | tuple[str, ...]]:
    """The sentences that Python code marks, also those within f-strings; two where there is one for each number."""
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        number = KEYWORDS.get(getattr(node.func, "id", getattr(node.func, "attr", "")), 0)
        found = [
            one.value for one in node.args[:number] if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if found and len(found) == number:
            yield found[0] if number == 1 else tuple(found)


def as_po(catalog: Catalog) -> bytes:
    """The catalog as text for translators."""
    out = io.BytesIO()
    write_po(out, catalog, width=110, sort_output=True, include_lineno=False, omit_header=False)
    lines = out.getvalue().split(b"\n")
    noise = (b'"POT-Creation-Date:', b'"PO-Revision-Date:', b'"Generated-By:', b'"Project-Id-Version:')
    noise += (b'"Report-Msgid-Bugs-To:', b'"Last-Translator:', b'"Language-Team:')
    return b"\n".join(line for line in lines if not line.startswith(noise))


def as_mo(catalog: Catalog) -> bytes:
    """The catalog compiled for gettext."""
    catalog.creation_date = catalog.revision_date = NO_TIME
    out = io.BytesIO()
    write_mo(out, catalog)
    return out.getvalue()


def problems(catalog: Catalog) -> list[str]:
    """What is missing: sentences without translation, and a catalog or compilation that is not this one."""
    found = [f"not translated: {message.id}" for message in catalog if message.id and not _whole(message.string)]
    if not CATALOG.exists() or CATALOG.read_bytes() != as_po(catalog):
        found.append("the catalog does not have the code's sentences")
    compiled = CATALOG.with_suffix(".mo")
    if CATALOG.exists():
        with CATALOG.open("rb") as file:
            if not compiled.exists() or compiled.read_bytes() != as_mo(read_po(file, locale="sv")):
                found.append("the catalog is not compiled")
    return found


def _whole(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def main() -> int:
    """Write the catalog, or check it."""
    catalog = gather()
    if "--check" not in sys.argv:
        CATALOG.parent.mkdir(parents=True, exist_ok=True)
        CATALOG.write_bytes(as_po(catalog))
        with CATALOG.open("rb") as file:
            CATALOG.with_suffix(".mo").write_bytes(as_mo(read_po(file, locale="sv")))
    found = problems(catalog)
    print("\n".join(found) or "The catalog is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
