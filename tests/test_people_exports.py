"""``people import`` on files as real systems write them: units with code, parent and head, in an empty base and a full.

`tests/people_exports` has one small organisation as a dozen systems would export it: HR systems' CSV (Personec, Heroma,
Primula, Unit4 and Workday by their usual headings), Active Directory (ldifde, PowerShell), OpenLDAP's ldapsearch, Entra
ID (the portal's list, and Microsoft Graph) and SCIM.
"""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from conftest import write_files
from stafett.cli.main import main
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Unit
from stafett.questions.directory_faults import circles, orphans
from stafett.questions.staff_changes import How, compare
from stafett.questions.staff_matching import match
from stafett.questions.staff_unit_changes import change_units
from stafett.reading.directory import read_directory
from stafett.reading.staff.rows import StaffRow
from stafett.settings import Import, Settings
from stafett.staff_files import record_changes
from stafett.writing import change_records

EXPORTS = Path(__file__).parent / "people_exports"
ROOT = Path(__file__).resolve().parent.parent
DAY = "2026-11-24"
CODES = {"1000": None, "1200": "1000", "2000": "1000", "2100": "2000", "2200": "2000"}
NAMES = {"1000": "Spannverket AB", "1200": "Ekonomi", "2000": "Drift", "2100": "Region Nord", "2200": "Region Syd"}
HEADS = {"1000": "2001", "1200": "2002", "2000": "2005", "2100": "2006", "2200": "2010"}
SLUGS = {"1000": "spannverket-ab", "1200": "ekonomi", "2000": "drift", "2100": "region-nord", "2200": "region-syd"}
BOTH = {"administration-region-nord": "region-nord", "administration-region-syd": "region-syd"}
# Each file: whether it tells unit codes and heads, and the two units called Administration.
TELLS = {
    "personec.csv": ("codes", "heads", {"2110": "2100", "2210": "2200"}),
    "heroma.csv": ("names", "heads", {"administration": None}),
    "primula.csv": ("names", "", BOTH),
    "agresso.csv": ("names", "heads", BOTH),
    "nivaer.csv": ("names", "", {}),
    "workday.csv": ("codes", "heads", {"2110": "2100", "2210": "2200"}),
    "ad.ldf": ("codes", "heads", {"2110": "2100", "2210": "1000"}),
    "ad-powershell.csv": ("names", "heads", {"administration": "drift"}),
    "openldap.ldif": ("codes", "heads", {"2110": "2100", "2210": "2200"}),
    "entra.csv": ("names", "", {"administration": "spannverket-ab"}),
    "graph.json": ("names", "heads", {"administration": "drift"}),
    "scim.json": ("codes", "heads", {"2110": "2100", "2210": "2200"}),
}  # fmt: skip


def imported(root: Path, file: str | Path, capsys, *options: str) -> tuple[int, str]:
    """The exit status, and all that is said."""
    status = main(["people", "import", str(EXPORTS / file), "-C", str(root), "--as-of", DAY, *options])
    output = capsys.readouterr()
    return status, output.out + output.err


def checked(root: Path, capsys) -> list[str]:
    """What the check remarks in the directory of people."""
    main(["check", "-C", str(root), "--as-of", DAY, "--fail-on", "never", "--select", "PPL"])
    return re.findall(r"PPL\d+", capsys.readouterr().out)


@pytest.fixture
def empty(make_root) -> Path:
    """A knowledge base with nobody in it."""
    return make_root({"docs/roles/controller.md": "---\ntitle: Controller\n---\n# x\n"})


@pytest.mark.parametrize("file", TELLS)
def test_every_export_makes_a_directory_with_a_tree_of_units_and_their_heads(file, empty, capsys):
    """Whatever the system gives for it; the preview writes nothing, and a second import changes nothing."""
    by, leads, others = TELLS[file]
    status, shown = imported(empty, file, capsys, "--new-units")
    assert (status, (empty / "people").exists()) == (0, False), shown
    status, _ = imported(empty, file, capsys, "--new-units", "--write")
    assert status == 0
    directory, complaints = read_directory(empty, "people/")
    assert complaints == ()
    ids = {code: SLUGS[code] if by == "names" else code for code in CODES}
    for code, parent in CODES.items():
        unit = directory.units[ids[code]]
        above = ids["1000"] if file == "entra.csv" and parent else ids.get(parent or "")
        assert unit == Unit(ids[code], NAMES[code], above, _head(directory, HEADS[code]) if leads else None), file
        assert f"  {unit.id}: {unit.name}" in shown
    rest = {id_: unit.parent for id_, unit in directory.units.items() if id_ not in ids.values()}
    assert rest == others
    assert len(directory.people) == (11 if file == "ad.ldf" else 12)
    text = "".join(path.read_text(encoding="utf-8") for path in (empty / "people").iterdir())
    for personal in ("Åkerlund", "Nils", "@", "moal01"):
        assert personal not in text
    before = text
    _, again = imported(empty, file, capsys, "--new-units", "--write")
    assert "There is nothing to write." in again
    assert before == "".join(path.read_text(encoding="utf-8") for path in (empty / "people").iterdir())
    assert set(checked(empty, capsys)) <= {"PPL003"}


def _head(directory, number: str) -> str:
    """Entra's list has no number of the employment, but its own id, that ends so."""
    return next(id_ for id_ in directory.people if id_.endswith(number))


def test_first_days_come_from_the_file_or_are_said_to_be_missing(empty, capsys):
    """Never from the day on which an account was made."""
    for file in ("ad.ldf", "ad-powershell.csv", "openldap.ldif", "entra.csv", "scim.json"):
        _, shown = imported(empty, file, capsys, "--new-units")
        assert f"join have no first day in the file, and get {DAY}" in shown, file
        assert "When an account was made is not when somebody began" in shown
        assert "2020-01-01" not in shown
    for file in ("personec.csv", "heroma.csv", "primula.csv", "agresso.csv", "nivaer.csv", "workday.csv", "graph.json"):
        _, shown = imported(empty, file, capsys, "--new-units")
        assert "first day in the file" not in shown, file
        assert "from 2019-03-01" in shown
        assert "2004: last day 2027-01-31" in shown


def test_without_new_units_it_is_said_what_they_would_be_called(empty, capsys):
    """With the code where the file has codes, and with what they would lie below."""
    status, shown = imported(empty, "personec.csv", capsys)
    assert status == 1
    assert "Units that the directory does not have; --new-units adds them so (7)\n  1000: Spannverket AB\n" in shown
    assert "Rows that do not count (12)" in shown
    _, shown = imported(empty, "primula.csv", capsys)
    assert "  administration-region-syd: Administration; below region-syd\n" in shown


def test_who_is_nobody_of_the_staff_is_counted_and_not_told_as_an_error(empty, capsys):
    """Guests, machines, service accounts, accounts that are off: as every directory service has them."""
    status, shown = imported(empty, "ad.ldf", capsys, "--new-units")
    assert "2 entries are nobody of the staff (groups, machines, guests, service accounts) and are not read" in shown
    assert "1 account that is off" in shown
    assert status == 0
    _, shown = imported(empty, "entra.csv", capsys, "--new-units")
    assert "1 entry is nobody of the staff" in shown


def test_a_cost_centre_is_a_code_only_where_it_is_one(empty, capsys):
    """Else it is said, with what to write where each is a unit of its own all the same."""
    _, shown = imported(empty, "heroma.csv", capsys, "--new-units")
    assert "'Kostnadsställe' is not read as the codes of 'Organisation'" in shown
    assert "  administration: its people have different managers: 2006 (1), 2010 (1)\n" in shown
    _, shown = imported(empty, "heroma.csv", capsys, "--new-units", "--map", "Kostnadsställe=unit_code")
    assert "  2110: Administration; head 2006, by 1 of 1 rows; below 2100, where its head works\n" in shown
    assert "2009: 2110 (Administration), from 2016-01-04" in shown


@pytest.fixture(scope="module")
def spannverket(tmp_path_factory) -> Path:
    """A copy of this repository's knowledge base."""
    root = tmp_path_factory.mktemp("spannverket")
    for name in ("docs", "processes", "people"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "stafett.yml", root)
    return root


def test_units_of_a_full_directory_are_found_by_name_though_the_file_has_codes(spannverket, capsys):
    """Its heads stay where the file names others, and that is told; only what is not there is new."""
    _, shown = imported(spannverket, "personec.csv", capsys, "--new-units", "--map", "Enhetskod=-")
    assert "Nya enheter" in shown
    assert "  administration: Administration" in shown
    _, shown = imported(spannverket, "scim.json", capsys, "--new-units")
    told = shown.partition("Nya enheter (2)\n")[2].partition("\n\n")[0].splitlines()
    assert [line.split(":")[0].strip() for line in told] == ["2110", "2210"]
    assert "region-nord" in told[0]
    assert re.search(r"^  ekonomi: .*2002.*p-0102", shown, re.MULTILINE)


def test_what_the_directory_says_itself_changes_nothing(spannverket, tmp_path, capsys):
    """Its own people, units, parents and heads as an HR system would give them: no unit loses its head."""
    directory, _ = read_directory(spannverket, "people/")
    lines = ["Anstnr;Enhet;Överordnad enhet;Anställd fr o m;Anställd t o m;Chef"]
    for person in directory.people.values():
        unit = directory.units[person.unit or ""]
        above = directory.units.get(unit.parent or "")
        chief = unit.head if unit.head != person.id else above.head if above else ""
        days = f"{person.first_day};{person.last_day or ''}"
        lines.append(f"{person.id};{unit.name};{above.name if above else ''};{days};{chief}")
    (tmp_path / "allt.csv").write_text("\r\n".join(lines), encoding="cp1252")
    status, shown = imported(spannverket, tmp_path / "allt.csv", capsys)
    assert (status, "head" in shown.partition("manager")[2]) == (0, False)
    assert f"0 personer ändras, {len(directory.people)} är redan som i filen. Det finns inget att skriva." in shown


UNITS = """units:
  - {id: hk, name: Huvudkontor, head: b1}
  - {id: a, name: Avdelning A, parent: hk, head: c1}
  - {id: b, name: Avdelning B}
people:
  - {id: b1, unit: hk, first_day: 2010-01-01}
  - {id: c1, unit: a, first_day: 2010-01-01}
  - {id: c2, unit: a, first_day: 2010-01-01, leave: [{from: 2026-10-01}]}
  - {id: c3, unit: a, first_day: 2010-01-01}
  - {id: d1, unit: b, first_day: 2010-01-01}
"""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # The old head has moved, and nobody there reports to them any more.
        ("c1;b;b1\nc2;a;c3\nc3;a;b1\n", "a: head c3 instead of c1, by 2 of 2 rows"),
        # Who leads by the file is away, so that the one of the directory stays.
        ("c1;a;c2\nc3;a;c2\nc2;a;b1\n", ""),
        ("d1;b;c2\n", "b: the file has c2 (1) for its head, who is not at work on the day"),
        # Both have people who report to them: the directory stays, and it is told.
        ("c1;a;b1\nc2;a;c3\nc3;a;b1\nd1;a;c3\n", "a: the file has c3 for its head, the directory c1"),
        # A unit gets a head and what is above it.
        ("d1;b;b1\n", "b: head b1, by 1 of 1 rows; below hk, where its head works"),
        # A chain of managers in a circle ends.
        ("c1;a;c2\nc2;a;c1\n", ""),
        # A name in brackets, a last name first, and somebody whom nobody knows.
        ("d1;b;Chef (b1)\n", "b: head b1, by 1 of 1 rows; below hk, where its head works"),
        ("d1;b;Okänd Person\n", "1 person's manager is nobody in the file or the directory"),
    ],
)
def test_who_leads_a_unit_is_told_by_the_lines_of_managers(rows, told, make_root, tmp_path, capsys):
    """A head of the directory gives way only where it has been left behind."""
    root = make_root({"people/a.yml": UNITS})
    file = tmp_path / "hr.csv"
    file.write_text(f"Anstnr;Enhet;Chef\n{rows}", encoding="utf-8")
    _, shown = imported(root, file, capsys)
    if told:
        assert told in shown
    else:
        assert "head" not in shown.partition("manager")[2]


@pytest.mark.parametrize(
    ("heading", "rows", "told"),
    [
        ("Överordnad enhet", "x1;Ny;Avdelning A\n", "ny: Ny; below a"),
        ("Överordnad enhet", "x1;Avdelning A;Avdelning B\n", "a: the file has it below b, the directory below hk"),
        ("Överordnad enhet", "x1;Avdelning B;Huvudkontor\n", "b: below hk"),
        ("Organisationsväg", "x1;Ny;Huvudkontor > Avdelning A > Ny\n", "ny: Ny; below a"),
        ("Organisationsväg", "x1;Ny;Huvudkontor > Avdelning A\n", "ny: Ny; below a"),
        # A level far above is no contradiction, and units in a circle have nothing above them.
        ("Avdelning", "x1;Avdelning A;Huvudkontor\n", ""),
        ("Överordnad enhet", "x1;Ny;Ny2\nx2;Ny2;Ny\n", "ny2: Ny2"),
    ],
)
def test_what_lies_above_a_unit_comes_from_the_file(heading, rows, told, make_root, tmp_path, capsys):
    """By a column with the unit above, or a way to it; what the directory says otherwise is told and stays."""
    root = make_root({"people/a.yml": UNITS})
    file = tmp_path / "hr.csv"
    file.write_text(f"Anstnr;Enhet;{heading}\n{rows}", encoding="utf-8")
    status, shown = imported(root, file, capsys, "--new-units", "--write")
    assert status == 0
    assert f"\n  {told}\n" in shown if told else "below" not in shown
    assert read_directory(root, "people/")[1] == ()
    assert "PPL006" not in checked(root, capsys)


def test_an_empty_unit_says_no_more_than_the_directory(make_root, tmp_path, capsys):
    """Somebody is not moved up because one month's file has only the level above."""
    root = make_root({"people/a.yml": UNITS})
    file = tmp_path / "hr.csv"
    file.write_text(
        "Anstnr;Avdelning;Enhet\nc1;Huvudkontor;\nd1;Huvudkontor;Avdelning B\nb1;;Huvudkontor\n", encoding="utf-8"
    )
    _, shown = imported(root, file, capsys)
    assert "Moving" not in shown


def test_a_title_can_mean_no_role_and_then_is_told_no_more(make_root, tmp_path, capsys):
    """Others are told once with how many have them and the guides that are called nearly so."""
    files = {"people/a.yml": UNITS, "docs/roles/controller.md": "---\ntitle: Controller\n---\n# x\n"}
    root = make_root(files, {"import": {"roles": {"Konsult": "-"}}})
    file = tmp_path / "hr.csv"
    file.write_text(
        "Anstnr;Enhet;Titel\nc1;a;Konsult\nc2;a;Controllers\nc3;a;Controllers\nd1;b;Vakt\n", encoding="utf-8"
    )
    _, shown = imported(root, file, capsys)
    section = shown.partition("Titles that no role guide has, so that they give nobody a role (2)\n")[2]
    assert section.startswith("  Controllers (2); called nearly so: controller\n  Vakt (1)\n")
    assert "    import: {roles: {Controllers: controller}}\n" in section
    assert "Konsult" not in section


def test_a_single_identity_number_never_becomes_an_id(make_root, tmp_path, capsys):
    """Nor is it shown; 811228-9874 is Skatteverket's own example."""
    root = make_root({"people/a.yml": UNITS})
    file = tmp_path / "hr.csv"
    file.write_text("Anstnr;Enhet\nc1;a\nc2;a\n811228-9874;a\n", encoding="utf-8")
    status, shown = imported(root, file, capsys, "--write")
    assert status == 1
    assert "hr.csv:4: The id is a personal identity number" in shown
    assert "9874" not in shown + (root / "people/a.yml").read_text(encoding="utf-8")


def test_a_list_that_was_cut_off_makes_nobody_leave(make_root, tmp_path, capsys):
    """As ldapsearch tells at its end, and Microsoft Graph by a link to the rest."""
    root = make_root({"people/a.yml": UNITS})
    ldif = "dn: uid=c1\nuid: c1\nou: a\n\nsearch: 2\nresult: 4 Size limit exceeded\n"
    graph = '{"@odata.context": "x", "@odata.nextLink": "y", "value": [{"id": "c1", "department": "a"}]}'
    for name, text in (("a.ldif", ldif), ("a.json", graph)):
        write_files(tmp_path, {name: text})
        _, shown = imported(root, tmp_path / name, capsys)
        assert "The file says that it was cut off" in shown
        status, shown = imported(root, tmp_path / name, capsys, "--leavers-on", DAY)
        assert status == 2
        assert "--leavers-on needs the whole list, and the file says that it was cut off" in shown


def test_the_text_of_a_pull_request_names_people_by_id_alone(make_root, tmp_path, capsys):
    """And nothing of it is printed, where a log would keep it; nothing in it can break out of its frame."""
    people = UNITS.replace("id: c1,", "id: c1, name: Eva Ek,")
    root = make_root({"people/a.yml": people})
    file, text = tmp_path / "hr.csv", tmp_path / "text.md"
    file.write_text(
        "Anstnr;Enhet;Anställd t o m;Titel\nc1;a;2026-12-31;@chef ````\nEva Ek;a;;\nc3;a;Bo Ek;\n", encoding="utf-8"
    )
    status, shown = imported(root, file, capsys, "--write", "--message-file", str(text))
    assert status == 1
    assert shown == "1 person changes, 0 are as in the file already, 2 rows do not count. Written: people/a.yml.\n"
    said = text.read_text(encoding="utf-8")
    assert said.startswith("Take over who works here from hr.csv\n\n1 person changes")
    assert "  c1: last day 2026-12-31\n" in said
    assert "Ek" not in said
    assert "\n`````text\n" in said
    assert said.endswith("\n`````\n")
    status, shown = imported(root, file, capsys, "--write", "--message-file", str(text))
    assert status == 2
    assert "exists already, and is left as it is" in shown


def test_the_text_of_a_pull_request_has_room_for_five_thousand_people(make_root, tmp_path, capsys):
    """And says how much it leaves out: a forge takes no longer one."""
    root = make_root({"people/a.yml": UNITS})
    file, text = tmp_path / "hr.csv", tmp_path / "text.md"
    file.write_text("Anstnr;Enhet\n" + "".join(f"nr{n};a\n" for n in range(5000)), encoding="utf-8")
    assert imported(root, file, capsys, "--message-file", str(text))[0] == 0
    said = text.read_text(encoding="utf-8")
    assert len(said) < 65_536
    assert re.search(r"… and \d+ more lines: stafett people import hr.csv\n```\n$", said)


ORDER = ("A", "B", "C", "a-b")
WAYS = st.fixed_dictionaries({name: st.lists(st.sampled_from(ORDER), max_size=2, unique=True) for name in ORDER})
CODES_OF = st.fixed_dictionaries({name: st.none() | st.just(str(place)) for place, name in enumerate(ORDER, 1)})
PLACES = st.lists(st.tuples(st.sampled_from(ORDER), st.sampled_from([None, "p", "q", "r", "nobody"])), max_size=5)


@st.composite
def files(draw) -> list[StaffRow]:
    """Rows of a file that says one thing of each unit, be it that two lie above each other."""
    ways, codes = draw(WAYS), draw(CODES_OF)
    return [
        StaffRow(
            1, id_, unit, code=codes[unit], above=tuple(name for name in ways[unit] if name != unit), manager=manager
        )
        for id_, (unit, manager) in zip("pqrst", draw(PLACES), strict=False)
    ]


HELD = [
    "units: []\npeople: []\n",
    """units: [{id: b, name: B, parent: a}, {id: a, name: A, head: q}, {id: '1', name: C}]
people: [{id: q, unit: b, first_day: 2010-01-01}, {id: s, unit: a, first_day: 2010-01-01}]
""",
]


def _in_a_circle(rows: list[StaffRow]) -> bool:
    """Whether the file puts two units above each other: then it says nothing of them that could be kept."""
    pairs = {
        (below, above)
        for row in rows
        for chain in [(*row.above, row.unit)]
        for above, below in itertools.combinations(chain, 2)
    }
    for _ in ORDER:
        pairs |= {(one, further) for one, other in pairs for again, further in pairs if other == again}
    return any(below == above for below, above in pairs)


@given(files(), st.sampled_from(HELD), st.booleans())
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_whatever_a_file_says_units_form_a_tree_and_a_second_import_changes_nothing(rows, held, make):
    """Units above each other, managers in a circle, one code for two names: nothing of it reaches the directory."""
    how = How(date.fromisoformat(DAY), ("unit", "manager"))
    text = held.encode()
    for time in ("first", "second"):
        with tempfile.TemporaryDirectory() as folder:
            write_files(Path(folder), {"people/a.yml": text.decode()})
            directory, complaints = read_directory(Path(folder), "people/")
        assert complaints == ()
        assert list(circles(directory.units)) == []
        assert list(orphans(directory.units)) == []
        assert all(unit.head is None or unit.head in directory.people for unit in directory.units.values())
        base = KnowledgeBase(Settings(), directory=directory)
        matched = match(base, rows, Import(), new_units=make)
        found = compare(base, matched, how)
        units = change_units(base, matched, found, how)
        changes = record_changes(directory, found, units.changes, "people/a.yml").get("people/a.yml", [])
        assert changes == [] or time == "first" or _in_a_circle(rows)
        text = change_records(text, changes) if changes else text


def test_a_directory_with_more_units_than_people_is_imported_into(make_root, tmp_path, capsys):
    """As one is that has just been begun."""
    root = make_root({"people/a.yml": "units:\n  - {id: a, name: A}\n  - {id: b, name: B}\npeople: []\n"})
    (tmp_path / "hr.csv").write_text("Anstnr;Enhet\nc1;B\n", encoding="utf-8")
    status, shown = imported(root, tmp_path / "hr.csv", capsys, "--write")
    assert (status, "c1: b, from 2026-11-24" in shown) == (0, True)


def test_one_name_with_several_codes_is_several_units_also_where_the_directory_has_one_of_the_name(
    make_root, tmp_path, capsys
):
    """And a row without a code, which could be any of them, does not count."""
    root = make_root({"people/a.yml": "units: [{id: administration, name: Administration}]\n"})
    rows = "Anstnr;Enhetskod;Enhet\nc1;2110;Administration\nc2;2210;Administration\nc3;;Administration\n"
    (tmp_path / "hr.csv").write_text(rows, encoding="utf-8")
    status, shown = imported(root, tmp_path / "hr.csv", capsys, "--new-units")
    assert status == 1
    assert "New units (2)\n  2110: Administration\n  2210: Administration\n" in shown
    assert "hr.csv:4: " in shown


def test_no_unit_gets_the_id_of_a_person_nor_a_person_that_of_a_unit(make_root, tmp_path, capsys):
    """A directory where two have one id would have to be mended before the next import."""
    root = make_root({"people/a.yml": "people: [{id: P-1, unit: '2100', first_day: 2020-01-01}]\n"
                      "units: [{id: '2100', name: Drift}]\n"})  # fmt: skip
    file = tmp_path / "list.csv"
    lines = (
        "P-1;Drift;2100;2020-01-01",
        "3100;p-1;;2020-01-01",
        "9;Nord;3100;2020-01-01",
        "2100;Drift;2100;2020-01-01",
    )
    file.write_text("\n".join(("id;unit;department code;first_day", *lines)), encoding="utf-8")
    status, told = imported(root, file, capsys, "--new-units", "--write")
    assert (status, "list.csv:5: 2100 is new, and a unit has that id" in told) == (1, True)
    assert checked(root, capsys) == []
    directory, _ = read_directory(root, "people/")
    assert {id_: unit.name for id_, unit in directory.units.items()} == {
        "2100": "Drift", "unit-p-1": "p-1", "unit-3100": "Nord"
    }  # fmt: skip
    assert "There is nothing to write." in imported(root, file, capsys, "--new-units", "--write")[1]


@pytest.mark.parametrize("way", ["department path", "parent unit"])
def test_a_file_whose_units_never_end_is_refused(way, make_root, tmp_path, capsys):
    """Whether each line has the whole way, or the unit right above alone."""
    root = make_root({})
    above = ("/".join(f"n{j}" for j in range(i, 700)) if way == "department path" else f"n{i + 1}" for i in range(700))
    file = tmp_path / "list.csv"
    rows = (f"q-{i};n{i};{text};2020-01-01" for i, text in enumerate(above))
    file.write_text("\n".join((f"id;unit;{way};first_day", *rows)), encoding="utf-8")
    status, told = imported(root, file, capsys, "--new-units", "--write")
    assert (status, "more than 60 units above each other" in told) == (2, True)
    assert not (root / "people").exists()


@pytest.mark.parametrize(
    ("people", "row", "told"),
    [
        (UNITS, "Eva Ek;a;", "nobody can say whom hr.csv:2 is about: '…' cannot be an id"),
        (
            UNITS.replace("units:\n", "units:\n  - {id: c1, name: C}\n"),
            "c1;a;",
            "people/a.yml:2 has to be",
        ),
        (UNITS.replace("people:\n", "people: &all\n"), "Eva-Ek;a;", "cannot be replaced safely"),
    ],
)
def test_a_log_tells_of_nobody_either_when_it_goes_wrong(people, row, told, make_root, tmp_path, capsys):
    """Where the text goes into a file, only the log is read by others."""
    root = make_root({"people/a.yml": people})
    file = tmp_path / "hr.csv"
    file.write_text(f"Anstnr;Enhet;Anställd t o m\n{row}\n", encoding="utf-8")
    status, shown = imported(
        root, file, capsys, "--write", "--leavers-on", DAY, "--message-file", str(tmp_path / "text.md")
    )
    assert (status, told in shown) == (2, True), shown
    assert not re.search(r"\bEk\b|\bc1\b", shown), shown


def test_a_message_never_lies_among_the_people(make_root, tmp_path, capsys):
    """It would be read as people, or be written over those who have just been added."""
    root = make_root({"docs/a.md": "# A\n"})
    file = tmp_path / "hr.csv"
    file.write_text("Anstnr;Enhet\nc1;a\n", encoding="utf-8")
    (root / "people").mkdir()
    place = str(root / "people/people.yml")
    status, shown = imported(root, file, capsys, "--new-units", "--write", "--message-file", place)
    assert (status, list((root / "people").iterdir())) == (2, [])
    assert "name another file" in shown
