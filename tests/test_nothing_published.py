"""Nothing of the directory is published: every file of a built site is searched for every name, address and id."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from site_builder import REPOSITORY, Built, build_files, mkdocs

# Every word looked for has one of these in it, in any case: a file that has none of them need not be read closely.
STEMS = (b"zqx-", b"oqvist", b"qzx-", b"zqacc")
NAMES = ("Zaida", "Ylvali", "Wenzel", "Quirin", "Xenja")
# A page that names a person by id wherever a page may.
PROCESS = """---
title: Lämna ut en nyckel
owner: zqx-0103
deputy: zqx-0129
last_reviewed: 2026-10-01
reviewed_by: zqx-0103
review_note: Gick igenom stegen med två handläggare
criticality: high
raci: {responsible: [zqx-0104], accountable: zqx-0103, consulted: [zqx-0130], informed: [zqx-0101]}
variant_of: processes/it/bestalla-behorighet
units: [it]
reason: Nycklar lämnas ut för hand
approved_by: zqx-0101
until: 2027-06-30
---
# Lämna ut en nyckel

Nyckeln kvitteras.
"""
# One that names them otherwise: in other letters, by another encoding of them, by name, address and account.
SPELT = """---
title: Sida {number}
owner: "{name}"
deputy: "{name}"
last_reviewed: 2026-10-01
reviewed_by: "{name}"
raci: {{responsible: ["{name}"], accountable: "{name}", consulted: ["{name}"], informed: ["{name}"]}}
variant_of: processes/sida-0
units: ["{name}"]
approved_by: "{name}"
---
# Sida {number}

1. `ekonomi` gör det.
"""
DECISION = """---
title: Nycklar kvitteras
status: accepted
date: 2026-02-11
decision-makers: [zqx-0101, zqx-0126]
consulted: [zqx-0106]
informed: [zqx-0114]
owner: zqx-0106
last_reviewed: 2026-10-01
reviewed_by: zqx-0104
---
# Nycklar kvitteras

Beslutet gäller tills vidare.
"""


def directory(folder: Path) -> set[str]:
    """Give everybody in the directory an id, a name, an address and an account that are nowhere else; all of them."""
    words = set()
    for path in folder.glob("*.yml"):
        text = re.sub(r"\bp-0(\d\d\d)\b", r"zqx-0\1", path.read_text(encoding="utf-8"))
        content = yaml.safe_load(text)
        for number, person in enumerate(content.get("people", ())):
            digits = person["id"].removeprefix("zqx-")
            person["name"] = f"{NAMES[number % len(NAMES)]} Oqvist{digits}"
            person["email"] = f"{person['name'].split()[0]}.{digits}@qzx-{digits}.example"
            person["account"] = f"@zqacc{digits}"
            words |= {person["id"], f"Oqvist{digits}", person["email"], f"qzx-{digits}.example", f"zqacc{digits}"}
        if "units" in content:  # a unit that somebody has given a person's id
            content["units"].append(
                {"id": "zqx-0104", "name": "En egen enhet", "parent": "ekonomi", "head": "zqx-0104"}
            )
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return words


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str]]:
    """This repository's knowledge base with the directory made recognisable, and every word of it."""
    root = tmp_path_factory.mktemp("secret") / "kb"
    for name in ("docs", "processes", "people", "macros"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in ("mkdocs.yml", "stafett.yml"):
        shutil.copy(REPOSITORY / name, root / name)
    (root / "processes/it/lamna-ut-en-nyckel.md").write_text(PROCESS, encoding="utf-8")
    (root / "processes/it/lamna-ut-en-nyckel-till.md").write_text(
        PROCESS.replace("[it]", "[zqx-0104]"), encoding="utf-8"
    )
    (root / "docs/decisions/0099-nycklar-kvitteras.md").write_text(DECISION, encoding="utf-8")
    return root, directory(root / "people")


def found(built: Built, words: set[str]) -> Iterator[str]:
    """Each file of the site that has one of the words, whatever its kind, and the word."""
    assert all(any(stem in word.lower().encode() for stem in STEMS) for word in words)
    pattern = re.compile("|".join(sorted(map(re.escape, words))).encode(), re.IGNORECASE)
    for path in sorted(path for path in built.site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        if any(stem in data.lower() for stem in STEMS):
            yield from (f"{path.relative_to(built.site)}: {hit.decode()}" for hit in set(pattern.findall(data)))
        yield from (f"{path}: {hit.decode()}" for hit in pattern.findall(str(path).encode()))


def test_no_file_of_the_site_names_anybody(copy):
    """Neither pages, lists, index of the search, calendars nor data; also where pages name people by id."""
    root, words = copy
    assert len(words) > 150
    built = mkdocs(root / "mkdocs.yml", root.parent / "site")
    assert (built.site / "processes/it/lamna-ut-en-nyckel/index.html").is_file(), built.output
    assert len(list(built.site.rglob("*.ics"))) > 1
    assert sorted(found(built, words)) == []


def test_names_alone_appear_where_the_settings_publish_them(tmp_path, copy):
    """Never an address, an account or, on a page that readers see, an id."""
    root, words = copy
    files = {f"people/{path.name}": path.read_bytes() for path in (root / "people").glob("*.yml")}
    files |= {"processes/nyckel.md": PROCESS, "docs/decisions/0001-nycklar.md": DECISION}
    files |= {"docs/roles/chef.md": "---\ntitle: Chef\nowner: zqx-0101\n---\n# Chef\n"}
    built = build_files(tmp_path, {**files, "stafett.yml": "language: sv\npublish_names: true\n"})
    assert "Oqvist0103" in built.text("processes/nyckel/index.html")
    secret = {word for word in words if not word.startswith("Oqvist")}
    assert [line for line in found(built, secret) if not line.startswith("redigera/")] == []


@pytest.mark.parametrize("owners", ["roles", "any"])
def test_nobody_is_named_by_another_spelling_either(tmp_path, owners):
    """Also where any text may stand for an owner; what means nobody stays, as an address that several have."""
    people = (
        "people:\n  - {id: zqx-å1, unit: eko, name: Zaida Oqvist1, email: zaida@qzx-1.example, account: '@zqacc1'}\n"
        "  - {id: p-2, unit: eko, email: both@stafett.example}\n  - {id: p-3, unit: eko, email: both@stafett.example}\n"
        "units:\n  - {id: eko, name: Ekonomi}\n  - {id: zqx-a\u030a1, name: En egen enhet}\n"
    )
    names = ("zqx-a\u030a1", "ZQX-Å1", " zaida  OQVIST1", "Zaida@qzx-1.example", "@zqacc1", "ZQACC1")
    files = {f"processes/sida-{i}.md": SPELT.format(number=i, name=name) for i, name in enumerate(names)}
    files["processes/alla.md"] = SPELT.format(number="alla", name="both@stafett.example")
    settings = f"language: en\nowners: {owners}\npages: [{{match: 'processes/**/*.md', kind: process}}]\n"
    built = build_files(tmp_path, {**files, "people/a.yml": people, "stafett.yml": settings})
    assert sorted(found(built, {"zqx-", "Oqvist1", "qzx-1.example", "zqacc1"})) == []
    assert "both@stafett.example" in built.text("processes/alla/index.html")
