"""Decisions exported for other tools say what they said: read back, they have the same statuses, days and chains."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from conftest import REPOSITORY
from stafett.cli.main import main
from stafett.knowledge_base import DECISION, decision_number
from stafett.questions.chains import chains
from stafett.reading.load import load, load_with
from stafett.reading.settings import settings_from
from stafett.site.export.folder import MARKER

DAY = "2026-11-24"
PEOPLE = """
units: [{id: u, name: U}]
people:
  - {id: p-1, name: Anna Andersson, unit: u, first_day: 2020-01-01, roles: [{role: chief, from: 2020-01-01}]}
  - {id: p-2, name: Bo Berg, unit: u, first_day: 2020-01-01}
"""
ONE = """---
title: "One: the first"
status: superseded
superseded-by: "0002"
date: 2025-01-02
decision-makers: [chief, p-1]
consulted: [p-2, the unions]
owner: chief
keywords: [a b, c]
---
# 0001 One: the first

!!! note "Mind"
    Indented [two](0002-two.md).

    More.

See [two](0002-two.md#part "T"), [pay](../processes/pay.md#how), ![figure](img/a.png) and [that][ref].

```
[two](0002-two.md)
!!! note
```

[ref]: 0002-two.md
"""
TWO = """# 2. Two

Date: 2025-03-04

## Status

Accepted

Supersedes [1. One](0001-one.md)

## Context

<b>Because</b>.

## Consequences

None.
"""
FILES = {
    "people/a.yml": PEOPLE,
    "docs/roles/chief.md": "---\ntitle: The chief\nowner: chief\n---\n# The chief\n",
    "docs/decisions/0001-one.md": ONE,
    "docs/decisions/0002-two.md": TWO,
    "docs/decisions/img/a.png": b"\x89PNG",
    "processes/pay.md": "---\ntitle: Pay\nowner: chief\n---\n# Pay\n\n## How\n",
}


@pytest.fixture
def export(capsys, tmp_path):
    """A function that exports a knowledge base: status, the folder, and what was said."""

    def run(root, to, *options):
        folder = tmp_path / "exported" / to
        status = main(["export", str(folder), "--to", to, "-C", str(root), "--as-of", DAY, *options])
        printed = capsys.readouterr()
        return status, folder, printed.out + printed.err

    return run


def facts(base):
    """Of each decision with a number: status, day and title; and the chains between them."""
    pages = [page for page in base.of_kind(DECISION) if decision_number(page) is not None]
    found = chains(base)
    pairs = {(decision_number(page), decision_number(newer)) for page in pages for newer in found.newer(page)}
    return {decision_number(p): (p.text("status"), p.values.get("date"), p.title) for p in pages}, pairs


def read_back(folder):
    """An export as a knowledge base of its own."""
    raw = {"pages": [{"match": "*.md", "kind": "decision"}], "owners": "any", "decisions": "as-found"}
    return load_with(folder, settings_from(raw, ""))


def test_madr_files_hold_all_of_a_decision(make_root, export):
    """Front matter, people by role, links between decisions, pictures, and notes as quotations."""
    status, folder, _ = export(make_root(FILES, {"site_url": "https://kb.example/"}), "madr")
    assert status == 0
    assert sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()) == [
        MARKER, "0001-one.md", "0002-two.md", "files/a.png",
    ]  # fmt: skip
    text = (folder / "0001-one.md").read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    assert yaml.safe_load(head) == {
        "status": "superseded by ADR-0002",
        "date": date(2025, 1, 2),
        "decision-makers": ["The chief"],
        "consulted": ["a colleague without a role guide", "the unions"],
    }
    assert body == (
        "\n# One: the first\n\n> **Mind**\n>\n> Indented [two](0002-two.md).\n>\n> More.\n\n"
        'See [two](0002-two.md#part "T"), [pay](https://kb.example/processes/pay/#how), ![figure](files/a.png) and '
        "[that][ref]."
        "\n\n```\n[two](0002-two.md)\n!!! note\n```\n\n[ref]: 0002-two.md\n"
    )
    assert (folder / "0002-two.md").read_text(encoding="utf-8") == (
        "---\nstatus: accepted\ndate: 2025-03-04\n---\n\n# Two\n\n## Context\n\n<b>Because</b>.\n\n"
        "## Consequences\n\nNone.\n\n## More Information\n\n* Supersedes [ADR-0001](0001-one.md)\n"
    )


def test_links_to_other_pages_become_words_where_nobody_knows_the_site(make_root, export, tmp_path):
    """A link that would lead nowhere is none."""
    _, folder, _ = export(make_root(FILES), "madr")
    assert '(0002-two.md#part "T"), pay, ![figure]' in (folder / "0001-one.md").read_text(encoding="utf-8")
    _, folder, _ = export(tmp_path, "log4brains", "--site-url", "https://kb.example")
    text = (folder / "docs/adr/20250102-one-the-first.md").read_text(encoding="utf-8")
    assert "[pay](https://kb.example/processes/pay/#how)" in text


def test_names_are_written_where_the_settings_publish_them(make_root, export):
    """And nowhere else: neither names, ids nor accounts."""
    _, folder, _ = export(make_root(FILES, {"publish_names": True}), "madr")
    assert "consulted: [Bo Berg, the unions]" in (folder / "0001-one.md").read_text(encoding="utf-8")


def test_log4brains_gets_bullets_and_files_named_by_day(make_root, export):
    """The words of the link in the status are the successor's file's name, by which the tool finds it."""
    status, folder, _ = export(make_root(FILES), "log4brains", "--project", "K: <b>")
    assert status == 0
    adr = folder / "docs/adr"
    assert sorted(path.name for path in adr.iterdir()) == [
        "20250102-one-the-first.md", "20250304-two.md", "files", "index.md", "template.md",
    ]  # fmt: skip
    settings = yaml.safe_load((folder / ".log4brains.yml").read_text(encoding="utf-8"))
    assert settings == {"project": {"name": "K: <b>", "tz": "Europe/Stockholm", "adrFolder": "./docs/adr"}}
    assert (
        (adr / "20250102-one-the-first.md")
        .read_text(encoding="utf-8")
        .startswith(
            "# One: the first\n\n- Status: superseded by [20250304-two](20250304-two.md)\n- Deciders: The chief\n"
            "- Date: 2025-01-02\n- Tags: a-b, c\n\n> **Mind**\n"
        )
    )
    assert (
        (adr / "20250304-two.md")
        .read_text(encoding="utf-8")
        .endswith("## Links\n\n- Supersedes [20250102-one-the-first](20250102-one-the-first.md)\n")
    )


@pytest.mark.parametrize(
    ("name", "pattern", "more"),
    [
        ("govuk-aws-adr", "docs/architecture/decisions/*.md", {}),
        ("content-publisher-adr", "docs/adr/*.md", {}),
        ("madr", "docs/decisions/*.md", {"known_fields": ["parent", "nav_order"]}),
        ("opg-technical-guidance", "source/documentation/adrs/*.md.erb", {"date_formats": ["%d-%m-%Y", "%Y-%m-%d"]}),
    ],
)
def test_a_real_log_is_read_back_as_it_was(name, pattern, more, corpora, export, tmp_path):
    """Statuses, days, titles and chains of each corpus, through MADR and back."""
    raw = {"pages": [{"match": pattern, "kind": "decision"}], "owners": "any", "decisions": "as-found", **more}
    before = load_with(corpora / name, settings_from(raw, ""))
    root = tmp_path / name
    root.mkdir()
    for page in before.pages:
        (root / page.path).parent.mkdir(parents=True, exist_ok=True)
        (root / page.path).write_bytes((corpora / name / page.path).read_bytes())
    (root / "stafett.yml").write_text(yaml.safe_dump(raw), encoding="utf-8")
    _, folder, _ = export(root, "madr")
    assert facts(read_back(folder)) == facts(before)


def test_this_log_is_read_back_as_it_was_and_names_nobody(export):
    """The example's own decisions; no person's name, id or address is in them."""
    status, folder, said = export(REPOSITORY, "madr")
    base = load(REPOSITORY)
    assert (status, said) == (0, f"{folder}: 17 beslut\n")
    assert facts(read_back(folder)) == facts(base)
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.md"))
    assert not re.search(r"\bp-\d{4}\b", text)
    links = re.findall(r"\]\(([^)#]+\.md)", text)
    assert len(links) > 10
    assert all((folder / link).is_file() for link in links)


def test_an_export_replaces_an_earlier_one_and_nothing_else(make_root, export):
    """What is no export stays; so does a folder that is named for another export."""
    root = make_root(FILES)
    _, folder, _ = export(root, "madr")
    (folder / "stray.md").write_text("x", encoding="utf-8")
    assert export(root, "madr")[0] == 0
    assert not (folder / "stray.md").exists()
    (folder / MARKER).unlink()
    status, _, said = export(root, "madr")
    assert (status, "no earlier export" in said) == (2, True)
    assert Path(folder / "0001-one.md").is_file()


def test_what_cannot_be_exported_is_said(make_root, export, capsys):
    """A missing folder, a base without decisions, a picture that is not there."""
    root = make_root({**FILES, "docs/decisions/img/a.png": b""})
    (root / "docs/decisions/img/a.png").unlink()
    status, folder, said = export(root, "madr")
    assert (status, "docs/decisions/img/a.png" in said) == (1, True)
    assert (folder / "0001-one.md").is_file()
    assert main(["export", "--to", "madr", "-C", str(root)]) == 2
    assert "FOLDER" in capsys.readouterr().err
    assert export(root, "log4brains", "--time-zone", "a: b")[0] == 2
