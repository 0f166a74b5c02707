"""Records of people and units changed in ``people/*.yml``: what was asked for is there, every other byte as it was."""

import random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from stafett.reading.yaml_text import parse
from stafett.writing import CannotSplice
from stafett.writing.records import RecordChange, change_records

FILE = """# Drift: här står alla
people:
  - id: p-1   # chef
    unit: nord
    first_day: 2020-01-01
    roles:
      # som chef
      - {role: chef, from: 2020-01-01}   # tills vidare
      - {role: attestant, from: 2021-01-01, until: 2022-12-31}

  # De nya
  - {id: p-2, unit: nord, first_day: "2026-01-01"}  # provanställd
  - unit: syd
    id: p-3
    first_day: 2019-05-06
# Enheter
units:
- id: nord
  name: Region Nord
  head: p-1
"""


def changed(before: str, *changes) -> str:
    """The text after the changes."""
    return change_records(before.encode(), [RecordChange(*change) for change in changes]).decode()


def lines(text: str, *, of: str) -> tuple[list[str], list[str]]:
    """Which lines went and which came."""
    old, new = of.splitlines(), text.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_field_is_replaced_added_and_removed():
    """Each where it stands; a new one where people look for it."""
    after = changed(FILE, ("people", "p-1", {"unit": "syd", "last_day": "2026-12-31"}))
    assert lines(after, of=FILE) == (["    unit: nord"], ["    unit: syd", "    last_day: 2026-12-31"])
    assert "first_day: 2020-01-01\n    last_day: 2026-12-31\n    roles:" in after
    after = changed(FILE, ("people", "p-2", {"last_day": "2026-06-30", "first_day": None}))
    assert "  - {id: p-2, unit: nord, last_day: 2026-06-30}  # provanställd\n" in after
    after = changed(FILE, ("people", "p-3", {"unit": None}), ("units", "nord", {"head": "p-3"}))
    assert lines(after, of=FILE) == (
        ["  - unit: syd", "    id: p-3", "  head: p-1"],
        ["  - id: p-3", "  head: p-3"],
    )


def test_a_list_of_roles_changes_in_the_items_that_change():
    """The comments between and beside the others stay; a new role is written as its neighbours are."""
    ended = {"role": "chef", "from": "2020-01-01", "until": "2026-11-24"}
    other = {"role": "attestant", "from": "2021-01-01", "until": "2022-12-31"}
    new = {"role": "driftchef", "from": "2026-11-25"}
    after = changed(FILE, ("people", "p-1", {"roles": [ended, other, new]}))
    assert lines(after, of=FILE) == (
        ["      - {role: chef, from: 2020-01-01}   # tills vidare"],
        [
            "      - {role: chef, from: 2020-01-01, until: 2026-11-24}   # tills vidare",
            "      - {role: driftchef, from: 2026-11-25}",
        ],
    )
    after = changed(FILE, ("people", "p-1", {"roles": [other]}))
    assert lines(after, of=FILE)[1] == []
    after = changed(FILE, ("people", "p-3", {"roles": [new]}), ("people", "p-2", {"roles": [new]}))
    assert "    first_day: 2019-05-06\n    roles:\n      - {role: driftchef, from: 2026-11-25}\n# Enheter" in after
    assert 'first_day: "2026-01-01", roles: [{role: driftchef, from: 2026-11-25}]}  # provanställd' in after


def test_a_record_is_added_as_its_neighbours_are_written():
    """At the end of its list; the list is made where there is none."""
    new = {"unit": "nord", "first_day": "2026-12-01", "roles": [{"role": "chef"}], "name": None}
    written = "  - id: p-9\n    unit: nord\n    first_day: 2026-12-01\n    roles:\n      - {role: chef}\n"
    after = changed(FILE, ("people", "p-9", new), ("units", "syd", {"parent": "nord", "name": "Syd"}))
    assert f"    first_day: 2019-05-06\n{written}# Enheter" in after
    assert after.endswith("  head: p-1\n- id: syd\n  name: Syd\n  parent: nord\n")
    flow = "people: [{id: a, unit: u}]\n"
    assert changed(flow, ("people", "b", {"unit": "v"})) == "people: [{id: a, unit: u}, {id: b, unit: v}]\n"
    assert changed("people:\n- {id: a}\n", ("people", "b", {"unit": "v"})) == "people:\n- {id: a}\n- {id: b, unit: v}\n"
    for empty in ("", "people:\n", "people: []\n"):
        assert changed(empty, ("people", "p-9", new)) == f"people:\n{written}"
    assert changed("# tom\n", ("people", "p-9", new)) == f"# tom\npeople:\n{written}"
    assert changed("people: []  # ingen än", ("people", "a", {"unit": "u"})) == (
        "people:   # ingen än\n  - id: a\n    unit: u"
    )
    assert changed("{people: [{id: a}]}", ("units", "u", {"name": "U"})) == (
        "{people: [{id: a}], units: [{id: u, name: U}]}"
    )
    assert changed("{people: }", ("people", "a", {"unit": "U"})) == "{people: [{id: a, unit: U}] }"


def test_a_record_is_removed_with_its_lines():
    """Headings above it stay, as they may speak of those below."""
    after = changed(FILE, ("people", "p-2", None))
    assert lines(after, of=FILE) == (['  - {id: p-2, unit: nord, first_day: "2026-01-01"}  # provanställd'], [])
    after = changed(FILE, ("people", "p-1", None), ("people", "p-3", None), ("people", "nobody", None))
    assert after.startswith("# Drift: här står alla\npeople:\n\n  # De nya\n  - {id: p-2")
    assert "p-3" not in after
    assert changed("people: [{id: a}, {id: b}, {id: c}]\n", ("people", "b", None), ("people", "c", None)) == (
        "people: [{id: a}]\n"
    )
    assert changed("people:\n- id: a\n", ("people", "a", None)) == "people: []\n"
    assert changed("people:\n- id: a\n", ("people", "a", None), ("people", "b", {})) == "people:\n- id: b\n"


def test_several_changes_of_one_record_add_up():
    """Also of one that an earlier change has added."""
    after = changed("people: []\n", ("people", "a", {"unit": "u"}), ("people", "a", {"unit": "v", "name": "x"}))
    assert parse(after).value == {"people": [{"id": "a", "unit": "v", "name": "x"}]}
    assert changed(FILE, ("people", "b", {"unit": "u"}), ("people", "b", None)) == FILE
    assert changed(FILE, ("people", "p-1", {"unit": "syd"}), ("people", "p-1", {"unit": "nord"})) == FILE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("last", [True, False])
def test_line_endings_byte_order_mark_and_the_file_s_end_stay(end, bom, last):
    """A file without a final newline has none afterwards, and no line gets another ending."""
    text = "people:\n  - id: a\n    unit: u\n    first_day: 2020-01-01".replace("\n", end) + (end if last else "")
    changes = [RecordChange("people", "a", {"last_day": "2026-01-01"}), RecordChange("people", "b", {"unit": "v"})]
    wanted = text.rstrip("\r\n") + "\n    last_day: 2026-01-01\n  - id: b\n    unit: v".replace("\n", end)
    assert change_records(bom + text.encode(), changes) == bom + (wanted + (end if last else "")).encode()


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("people: [a, b\n", 1, "A list or group that begins with a bracket is never closed"),
        ("- id: a\n", 1, "The file should have two lists"),
        ("people:\n- id: a\n  unit: &u nord\n", 3, "`{field}` holds a YAML anchor, alias or tag"),
        ("people:\n- &x\n  id: a\n  unit: nord\nmore:\n- *x\n", 1, "The file is written in a way"),
        (
            "people:\n- unit: nord # flyttar\n  # viktigt\n  id: a\n",
            2,
            "There is a comment beside what is to be removed",
        ),
        ("people: {unit: nord, id: b}\n", 1, "`{field}` is one record and no list"),
        ("people:\n- id: a\n- id: a\nid: 1\nid: 2\n", 5, "`{key}` stands here a second time"),
    ],
)
def test_what_cannot_be_changed_safely_is_refused_with_the_text_to_write(text, line, reason):
    """The line to look at, why, and the record ready to be written by hand."""
    with pytest.raises(CannotSplice) as refused:
        changed(text, ("people", "a", {"unit": None, "last_day": "2026-01-01"}))
    assert refused.value.line == line
    assert refused.value.complaint.message.startswith(reason)
    assert "last_day: 2026-01-01" in refused.value.paste


def test_an_id_that_stands_twice_is_removed_twice():
    """Each removal takes one record, the first that is left."""
    text = "people:\n- id: a\n  unit: x\n- id: b\n- id: a\n  unit: y\n"
    once = changed(text, ("people", "a", None))
    assert once == "people:\n- id: b\n- id: a\n  unit: y\n"
    assert changed(text, ("people", "a", None), ("people", "a", None)) == "people:\n- id: b\n"


def test_a_file_that_is_no_text_is_refused():
    """Its bytes are not guessed."""
    with pytest.raises(CannotSplice, match="UTF-8"):
        change_records(b"people: [\xe5]", [RecordChange("people", "a", None)])


def test_every_record_of_this_repository_takes_changes_and_gives_them_back():
    """A field added and removed, and a record added and removed, leave the very bytes."""
    chance = random.Random(7)  # noqa: S311 (the same records are changed in the same way each time)
    found = sorted((REPOSITORY / "people").glob("*.yml"))
    assert len(found) >= 3
    for path in found:
        data = path.read_bytes()
        held = parse(data.decode()).value
        for name, records in held.items():
            for record in records:
                one = RecordChange(name, record["id"], {"name": "Åsa", "earlier": [{"first_day": "x"}]})
                two = RecordChange(name, record["id"], {"name": record.get("name"), "earlier": None})
                assert change_records(change_records(data, [one]), [two]) == data
            new = RecordChange(name, "new-one", {"unit": "a", "roles": [{"role": "b"}]})
            assert change_records(change_records(data, [new]), [new._replace(fields=None)]) == data
            some = chance.sample(records, 3)
            after = change_records(data, [RecordChange(name, record["id"], None) for record in some])
            assert parse(after.decode()).value == {
                key: [record for record in value if record not in some] for key, value in held.items()
            }
            old = iter(data.splitlines())
            assert all(line in old for line in after.splitlines()), "no line is new or in another order"


IDS = st.sampled_from("abcdef")
SCALARS = st.sampled_from(["x", "2026-01-01", "a: b # c", "no", "rad ett\nrad två\n", "", "å 🚀", "'"])
TENURES = st.lists(st.fixed_dictionaries({"role": SCALARS}, optional={"from": SCALARS, "until": SCALARS}), max_size=3)
FIELDS = st.fixed_dictionaries({}, optional={"unit": SCALARS, "name": SCALARS, "last_day": SCALARS, "roles": TENURES})


def with_comments(text: str, chance: random.Random, end: str) -> str:
    """Comments and blank lines where people write them: between lines, and at the end of one."""
    lines = []
    for line in text.splitlines():
        plain = line.lstrip(" -").partition(":")[2].strip().isalnum()
        lines += [f"{line}  # om #{chance.random()}" if plain and chance.random() < 0.3 else line]
    return "".join(f"{line}{end}" for line in lines)


@given(st.data())
@settings(max_examples=120, deadline=None)
def test_generated_files_change_in_the_named_records_alone(data):
    """As PyYAML writes them, in styles that people use: changed as asked, or refused."""
    draw = data.draw
    people = draw(st.lists(st.builds(lambda id_, fields: {"id": id_} | fields, IDS, FIELDS), max_size=4))
    style = draw(st.sampled_from([None, "'", '"', "|"]))
    flow = draw(st.sampled_from([None, False, True]))
    text = yaml.safe_dump({"units": [{"id": "u"}], "people": people}, allow_unicode=True, default_style=style,
                          default_flow_style=flow, sort_keys=draw(st.booleans()), width=40)  # fmt: skip
    chance = random.Random(draw(st.integers(0, 9)))  # noqa: S311 (a comment here or there)
    text = with_comments(text, chance, draw(st.sampled_from(["\n", "\r\n"]))) if not flow and not style else text
    text = text if draw(st.booleans()) else text.rstrip("\r\n")
    changes = draw(st.lists(st.builds(RecordChange, st.just("people"), IDS, FIELDS | st.none()), max_size=4))
    before = parse(text.replace("\r\n", "\n")).value
    wanted = [dict(record) for record in before["people"] or []]
    for change in changes:
        found = next((record for record in wanted if record["id"] == change.id), None)
        if change.fields is None:
            wanted = [record for record in wanted if record is not found]
        elif found is None:
            wanted.append({"id": change.id} | dict(change.fields))
        else:
            found.update(change.fields)
    try:
        new = change_records(text.encode(), changes).decode()
    except CannotSplice:
        return
    assert parse(new.replace("\r\n", "\n")).value == before | {"people": wanted}
    if not changes:
        assert new == text


@given(st.lists(st.tuples(IDS, FIELDS), max_size=6, unique_by=lambda pair: pair[0]), st.data())
@settings(max_examples=60, deadline=None)
def test_records_as_people_write_them_are_never_refused(pairs, data):
    """Fields on lines of their own with comments at their ends, one-line roles: any change of any can be made."""
    written = change_records(b"# people\n", [RecordChange("people", id_, fields) for id_, fields in pairs]).decode()
    text = "\n".join(
        f"{line}  # kommentar" if line.endswith(("x", "}", "01")) else line for line in written.split("\n")
    )
    changes = data.draw(st.lists(st.builds(RecordChange, st.just("people"), IDS, FIELDS | st.none()), max_size=4))
    try:
        new = change_records(text.encode(), changes).decode()
    except CannotSplice as refused:
        if "comment inside the value" not in refused.complaint.message:
            raise
        return
    untouched = {id_ for id_, _ in pairs} - {change.id for change in changes}
    old = parse(text).value or {"people": []}
    now = parse(new).value or {"people": []}
    for id_ in untouched:
        (record,) = (record for record in old["people"] if record["id"] == id_)
        assert record in now["people"]
    removed = sum(line not in new.split("\n") for line in text.split("\n"))
    assert removed == 0 or changes
