"""Local variants: where they hold, how they stand, the register by unit, and who is asked to look again."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.cli.main import main
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Directory, Page, Unit
from stafett.questions.needs import Need, needs
from stafett.questions.variants import (
    Agreement,
    Reach,
    State,
    agreement,
    by_unit,
    overlaps,
    register,
    state,
    variant,
    variants,
)
from stafett.settings import Settings
from test_history import commit, git

DAY = date(2026, 11, 24)
UNITS = """\
units:
  - {id: land, name: The land}
  - {id: north, name: North, parent: land}
  - {id: far, name: Far north, parent: north}
  - {id: south, name: South, parent: land}
"""
PEOPLE = """\
people:
  - {id: p-1, unit: north, first_day: 2020-01-01, email: p@x.example, roles: [{role: head}]}
  - {id: p-2, unit: land, first_day: 2020-01-01, roles: [{role: boss}]}
"""
ROLE = "---\ntitle: {title}\nowner: boss\nlast_reviewed: 2026-09-01\nreview_in: 1 year\n---\n# {title}\n"
BASE = {
    "people/units.yml": UNITS,
    "people/people.yml": PEOPLE,
    "docs/roles/head.md": ROLE.format(title="Head"),
    "docs/roles/boss.md": ROLE.format(title="Boss"),
}
NATIONAL = "---\ntitle: Close a road\nowner: boss\nlast_reviewed: 2026-06-01\nreview_in: 1 year\n---\n# Close a road\n"


def page(**fields: str | None) -> str:
    """A variant that is in order, with other fields where they are given."""
    usual: dict[str, str | None] = {
        "title": "Close a road in the north",
        "owner": "head",
        "last_reviewed": "2026-09-01",
        "review_in": "1 year",
        "variant_of": "close",
        "units": "[north]",
        "reason": "Dark",
        "approved_by": "boss",
        "until": "2027-03-01",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in (usual | fields).items() if value is not None)
    return f"---\n{lines}---\n# Close\n\nSix weeks.\n"


@pytest.fixture
def base(make_base):
    """A function that gives a knowledge base with a national page and the given variants, by name."""

    def make(**pages: str) -> KnowledgeBase:
        return make_base(BASE | {"processes/close.md": NATIONAL} | {f"processes/{k}.md": v for k, v in pages.items()})

    return make


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, State.HOLDS),
        ({"until": "2026-11-24"}, State.ENDING),
        ({"until": "2026-12-24"}, State.ENDING),
        ({"until": "2026-12-25"}, State.HOLDS),
        ({"until": "2026-11-23"}, State.EXPIRED),
        ({"until": "2026-11-23", "approved_by": None}, State.EXPIRED),
        ({"approved_by": None}, State.UNAPPROVED),
        ({"approved_by": "nobody"}, State.UNAPPROVED),
        ({"until": None}, State.INCOMPLETE),
        ({"units": "[west]"}, State.INCOMPLETE),
    ],
)
def test_how_a_variant_stands(base, fields, expected):
    """The loudest of what fits; the last day itself is one on which it holds."""
    made = base(v=page(**fields))
    assert [state(made, one, DAY) for one in variants(made)] == [expected]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, Agreement.AGREED),
        ({"approved_by": "p-2"}, Agreement.AGREED),
        ({"approved_by": "head"}, Agreement.OWN),
        ({"approved_by": "roles/head"}, Agreement.OWN),
        ({"approved_by": "p-1"}, Agreement.OWN),
        ({"owner": "p-1", "approved_by": "head"}, Agreement.OWN),
        ({"owner": "p-1", "approved_by": "boss"}, Agreement.AGREED),
        ({"approved_by": None}, Agreement.MISSING),
        ({"approved_by": "[a, b]"}, Agreement.UNKNOWN),
    ],
)
def test_nobody_agrees_with_themselves(base, fields, expected):
    """The same role, the same person, and one who holds the owner's role are the owner."""
    made = base(v=page(**fields))
    assert agreement(made, made.by_id["processes/v"], DAY) is expected


def test_what_is_replaced_or_translated_is_no_variant_of_its_own(base):
    """The register tells of each departure once, and of none that is over."""
    made = base(
        v=page(),
        old=page(replaced_by="close"),
        en=page(language="sv", translation_of="v"),
        own=page(variant_of="own"),
        gone=page(variant_of="nowhere"),
    )
    assert [one.page.name for one in variants(made)] == ["v"]


def test_a_unit_is_told_what_holds_there_and_in_parts_of_it(base):
    """A region's variant holds in its districts; a district's is told to the region as one of a part."""
    made = base(
        wide=page(units="[north, south]", until="2027-02-01"),
        small=page(units="[far]", until="2027-01-01"),
        all=page(units="[land]"),
    )
    found = {
        unit: [(e.variant.page.name, e.units, e.reach) for e in register(made, DAY, unit)]
        for unit in ("land", "north", "far", "south")
    }
    assert found == {
        "land": [
            ("small", ("far",), Reach.BELOW),
            ("wide", ("north", "south"), Reach.BELOW),
            ("all", ("land",), Reach.OWN),
        ],
        "north": [("small", ("far",), Reach.BELOW), ("wide", ("north",), Reach.OWN), ("all", ("land",), Reach.ABOVE)],
        "far": [("small", ("far",), Reach.OWN), ("wide", ("north",), Reach.ABOVE), ("all", ("land",), Reach.ABOVE)],
        "south": [("wide", ("south",), Reach.OWN), ("all", ("land",), Reach.ABOVE)],
    }
    assert [(unit, len(entries)) for unit, entries in by_unit(made, DAY)] == [
        ("land", 1),
        ("north", 2),
        ("far", 3),
        ("south", 2),
    ]


NAMES = ("a", "b", "c", "d", "e")


@st.composite
def organisations(draw: st.DrawFn) -> KnowledgeBase:
    """Units in a tree, or in circles, and variants of two processes in some of them."""
    units = {n: Unit(n, n.upper(), draw(st.sampled_from((None, *NAMES)))) for n in NAMES}
    pages = [_page("one"), _page("two")]
    for number in range(draw(st.integers(0, 4))):
        values = {
            "variant_of": draw(st.sampled_from(("one", "two"))),
            "units": tuple(draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True))),
            "until": draw(st.none() | st.sampled_from([DAY + timedelta(days=days) for days in (-1, 0, 1, 90)])),
        }
        pages.append(_page(f"v{number}", {name: value for name, value in values.items() if value}))
    return KnowledgeBase(Settings(), tuple(pages), Directory(units=units, present=True))


def _page(name: str, values: dict[str, object] | None = None) -> Page:
    return Page(f"processes/{name}.md", f"processes/{name}", "process", name, f"{name}.md", "", values or {})


def lies_in(base: KnowledgeBase, unit: str | None, other: str) -> bool:
    """Whether ``unit`` is ``other`` or below it; as a reader would find out, step by step."""
    for _ in range(len(NAMES) + 1):
        if unit is None or unit == other:
            return unit == other
        unit = base.directory.units[unit].parent
    return False


@settings(max_examples=80)
@given(organisations())
def test_the_register_is_what_a_search_through_all_pages_finds(base):
    """For every unit: each variant that names it, one above or one below; what ends first before the others."""
    for unit in NAMES:
        expected = []
        for p in base.pages:
            if "variant_of" not in p.values:
                continue
            named = p.texts("units")
            reach = (
                Reach.OWN
                if unit in named
                else Reach.ABOVE
                if any(lies_in(base, unit, name) for name in named)
                else Reach.BELOW
                if any(lies_in(base, name, unit) for name in named)
                else None
            )
            if reach:
                expected.append((p.values.get("until") or date.max, p.path, reach))
        found = register(base, DAY, unit)
        assert [(e.variant.until or date.max, e.variant.page.path, e.reach) for e in found] == sorted(expected)
    groups = by_unit(base, DAY)
    named = {unit for p in base.pages for unit in p.texts("units")}
    assert {unit for unit, _ in groups if unit} == named
    for unit, entries in groups:
        if unit:
            assert entries == tuple(e for e in register(base, DAY, unit) if e.reach is not Reach.BELOW)


@settings(max_examples=60)
@given(organisations())
def test_two_overlap_where_some_unit_has_both(base):
    """Of one process, as long as neither has run out."""
    live = [one for one in variants(base) if not one.expired(DAY)]
    expected = {
        frozenset((one.page.path, two.page.path))
        for one in live
        for two in live
        if one.page.path < two.page.path
        and one.original is two.original
        and any(
            any(lies_in(base, unit, name) for name in one.units)
            and any(lies_in(base, unit, name) for name in two.units)
            for unit in (*one.units, *two.units)
        )
    }
    assert {frozenset((one.page.path, two.page.path)) for one, two, _ in overlaps(base, DAY)} == expected


def command(root, *arguments, capsys):
    """What a command prints, and its exit status."""
    status = main([arguments[0], "-C", str(root), "--as-of", "2026-11-24", *arguments[1:]])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_the_command_tells_where_why_and_until_when(make_root, capsys):
    """What has run out comes first and is loud; a unit may be named by its name."""
    files = BASE | {"processes/close.md": NATIONAL, "processes/v.md": page()}
    files["processes/old.md"] = page(title="=Old ways", units="[far]", until="2026-11-01", reason="A bridge")
    root = make_root(files)
    status, out, _ = command(root, "variants", capsys=capsys)
    assert status == 0
    assert out.splitlines()[0] == "2026-11-01  HAS RUN OUT  =Old ways (processes/old.md)"
    assert "    Where         Far north" in out
    assert "    Why           A bridge" in out
    assert out.endswith("2 local variants, 1 of them has run out.\n")
    _, out, _ = command(root, "variants", "--unit", "Far north", capsys=capsys)
    assert "    Where         North (all of a unit above)" in out
    assert command(root, "variants", "--unit", "south", capsys=capsys) == (0, "Nobody works differently there.\n", "")
    status, _, err = command(root, "variants", "--unit", "nort", capsys=capsys)
    assert (status, err) == (2, "stafett: there is no unit 'nort'; did you mean 'north'?\n")
    _, out, _ = command(root, "variants", "--format", "json", "--unit", "north", capsys=capsys)
    rows = json.loads(out)["variants"]
    assert [(row["id"], row["reach"], row["state"]) for row in rows] == [
        ("processes/old", "below", "expired"),
        ("processes/v", "own", "holds"),
    ]
    _, out, _ = command(root, "variants", "--format", "csv", capsys=capsys)
    assert [row["title"] for row in csv.DictReader(io.StringIO(out))] == ["'=Old ways", "Close a road in the north"]


@pytest.fixture
def repository(tmp_path):
    """A repository in which a variant was agreed in September."""
    root = tmp_path / "kb"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    files = {"stafett.yml": "language: en\n", "processes/close.md": NATIONAL, "processes/v.md": page(), **BASE}
    commit(root, "2026-09-01", files)
    return root


def told(root, capsys):
    """The findings of VAR004 in a plain check, as path and message."""
    _, out, _ = command(root, "check", "--format", "json", "--select", "VAR004", capsys=capsys)
    return [finding["message"] for finding in json.loads(out)["findings"]]


def test_a_review_of_the_national_page_is_no_change_and_another_text_is_one(repository, capsys):
    """Git tells them apart; the variant's owner is asked until they have looked at it again, and written to."""
    reviewed = NATIONAL.replace("2026-06-01\n", "2026-10-01\nreview_note: Read it with two colleagues\n")
    commit(repository, "2026-10-01", {"processes/close.md": reviewed})
    assert told(repository, capsys) == []
    commit(repository, "2026-10-05", {"processes/close.md": f"{reviewed}\nAsk the police, too.\n"})
    changed = "was changed on 2026-10-05, after the variant was last reviewed on 2026-09-01"
    assert told(repository, capsys) == [f"The national page processes/close.md {changed}"]
    for name in ("digest", "flag"):
        _, out, err = command(
            repository, name, "--to", "dir", "--output", str(repository.parent / name), "--show", capsys=capsys
        )
        assert "It is a local variant, and its national page was changed on" in " ".join(out.split()), err
    noted = page(last_reviewed="2026-10-06", review_note="Compared the two")
    commit(repository, "2026-10-06", {"processes/v.md": noted})
    assert told(repository, capsys) == []


def test_owners_are_told_of_what_has_run_out(base):
    """Since the day after the last one; what is vacant needs an owner first, and what still holds nothing."""
    made = base(v=page(until="2026-11-20"), held=page(units="[south]"), lost=page(owner="nobody", until="2026-11-20"))
    found = [(n.page.name, n.need, n.since) for n in needs(made, DAY) if variant(made, n.page)]
    assert found == [("lost", Need.OWNER, None), ("v", Need.ANOTHER_END, date(2026, 11, 21))]


def test_a_new_variant_begins_with_the_headings_of_its_national_page(make_root, capsys):
    """Beside it, as a page of differences; what only its author knows is marked."""
    files = BASE | {"processes/road/close.md": f"{NATIONAL}\n## Plan\n\nAsk.\n\n### Then\n\nDo.\n"}
    root = make_root(files)
    asked = ("--owner", "head", "--variant-of", "close", "--units", "north", "--set", "until=2027-03-01")
    named = ("Close in the north", *asked, "--set", "approved_by=boss")
    status, out, err = command(root, "new", "process", *named, capsys=capsys)
    assert (status, err) == (0, "")
    assert "Made processes/road/close-in-the-north.md" in out
    text = (root / "processes/road/close-in-the-north.md").read_text(encoding="utf-8")
    assert "variant_of: processes/road/close\nvariant_text: differences\n" in text
    assert re.findall("^#+ .*", text, re.MULTILINE) == ["# Close in the north", "## Plan", "### Then"]
    assert "VAR" not in out
    status, _, err = command(root, "new", "article", "A", "--owner", "head", "--variant-of", "close", capsys=capsys)
    assert (status, "a local variant is a process" in err) == (2, True)
