"""Gather the sentences of ``scripts/stafett``, manual pages among them, into the Swedish catalog and compile it.

With ``--check`` nothing is written: the exit status tells whether the catalog is complete and compiled.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from stafett.rules import ALL_RULES
from stafett.rules.manual import read_manual

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "stafett"
CATALOG = PACKAGE / "messages" / "locale" / "sv" / "LC_MESSAGES" / "stafett.po"
# The compiled catalog says when it was made; the same sentences should give the same bytes.
NO_TIME = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {"N_": None, "plural": (1, 2), "forms": (1, 2)}


def gather() -> Catalog:
    """The Swedish catalog with every sentence that the code has now, translated as far as it was."""
    template = Catalog(charset="utf-8")
    methods = [("**.py", "python")]
    for name, _line, message, *_rest in sorted(extract_from_dir(PACKAGE, methods, keywords=KEYWORDS), key=str):
        template.add(message, locations=[(Path(name).as_posix(), 0)])
    for rule in ALL_RULES.values():
        place = Path(str(rule.__file__)).relative_to(PACKAGE).as_posix()  # type: ignore[union-attr]
        for sentence in read_manual(rule).sentences:
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
    return catalog


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
