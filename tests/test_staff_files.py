"""Files of people from other systems: CSV, LDIF and SCIM as they are really written, and what their headings mean."""

import base64
import csv
import io
import warnings
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scim2_models import EnterpriseUser, ListResponse, Name, User

from stafett.messages import Words
from stafett.model import Spell
from stafett.reading.staff.export import NotAnExport
from stafett.reading.staff.formats import read_export
from stafett.reading.staff.headings import BadMapping, mapping
from stafett.reading.staff.rows import is_identity_number, staff_rows

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # of what ldap3 imports
    from ldap3.protocol.rfc2849 import search_response_to_ldif

ENGLISH = Words("en")
HEADINGS = "Anställningsnummer;Förnamn;Efternamn;Enhet;Befattning;Anställd fr.o.m.;Slutdatum;Tjänstledig fr o m;"
HR = f"""{HEADINGS}Tjänstledig t o m
1001;Åsa;Öberg;Ekonomi;Controller;2024-03-01;;;
1002;Bo;"Ek; d.y.";Inköp;;20240301;20261231;2026-01-01;2026-06-30
;;;;;;;;
1003;Eva;Ek;Inköp;;2024-03-01;9999-12-31;;
"""


def read(data: bytes, name: str, given=None, prefix="", dates=()):
    """The file's rows and what is wrong with others, as text."""
    export = read_export(data, name)
    mapped = mapping(export.headings, given or {})
    rows, problems = staff_rows(export, mapped, dates, prefix)
    return (
        rows,
        [(problem.line, problem.id, ENGLISH(problem.message, **problem.values)) for problem in problems],
        mapped,
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("hint", ["", "sep=;\n"])
def test_an_excel_export_is_read_whatever_its_encoding(encoding, hint):
    """With Swedish letters, semicolons, both ways to write a date, and an empty row."""
    data = (hint + HR).replace("\n", "\r\n").encode(encoding)
    rows, problems, mapped = read(data, "personal.csv", prefix="p-")
    assert problems == []
    assert mapped.headings == {
        "id": "Anställningsnummer",
        "unit": "Enhet",
        "first_day": "Anställd fr.o.m.",
        "last_day": "Slutdatum",
        "role": "Befattning",
        "leave_from": "Tjänstledig fr o m",
        "leave_until": "Tjänstledig t o m",
        "given_name": "Förnamn",
        "family_name": "Efternamn",
    }
    more = len(hint.splitlines())
    assert [(row.line, row.id, row.unit, row.first_day, row.last_day) for row in rows] == [
        (2 + more, "p-1001", "Ekonomi", date(2024, 3, 1), None),
        (3 + more, "p-1002", "Inköp", date(2024, 3, 1), date(2026, 12, 31)),
        (5 + more, "p-1003", "Inköp", date(2024, 3, 1), None),
    ]
    assert rows[0].titles == ("Controller",)
    assert rows[1].leave == Spell(date(2026, 1, 1), date(2026, 6, 30))
    assert rows[1].texts == {"name": "Bo Ek; d.y."}


TABLE = st.lists(
    st.tuples(
        st.integers(1000, 1009), st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8)
    ),
    max_size=6,
)


@given(TABLE, st.sampled_from([";", ",", "\t", "|"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
@settings(max_examples=60)
def test_whatever_python_writes_as_csv_is_read_back(table, sign, quoting):
    """Each separator, quotes around all or only what needs them."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign, quoting=quoting)
    writer.writerows([("Employee ID", "Department"), *table])
    export = read_export(out.getvalue().encode(), "x.csv")
    assert [(row.values["Employee ID"][0], row.values.get("Department", ("",))[0]) for row in export.rows] == [
        (str(number), text.strip()) for number, text in table
    ]


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("1;A;2024-13-01;\n", 2, "'2024-13-01' under 'Start date' cannot be read as a date such as 2024-03-01"),
        ("1;A;01/03/2024;\n", 2, "'01/03/2024' under 'Start date' cannot be read as a date such as 2024-03-01"),
        ("\n1;A;2024-03-01;2024-02-29\n", 3, "The last day, 2024-02-29, is before the first, 2024-03-01"),
        (";A;2024-03-01;\n", 2, "The row has no id under 'Id'"),
        ("a b;A;2024-03-01;\n", 2, "'a b' cannot be an id: letters, digits and .-_@+ alone"),
        ("=1+1;A;;\n", 2, "'=1+1' cannot be an id: letters, digits and .-_@+ alone"),
        ("1;A;;;x\n", 2, "The row has 5 values for 4 headings; put quotes around a value with a ';' in it"),
        (
            '1;"A;;\n2;B;;\n',
            2,
            "The row cannot be taken apart (unexpected end of data); is a quotation mark never closed?",
        ),
        ("1;A\u202e;;\n", 2, "There is a sign under 'Enhet' that cannot be shown"),
    ],
)
def test_a_bad_row_is_told_by_its_line_and_the_others_count(text, line, told):
    """And never half of one."""
    rows, problems, _ = read(f"Id;Enhet;Start date;End date\n{text}".encode(), "x.csv")
    assert [(problem[0], problem[2]) for problem in problems] == [(line, told)]
    assert rows == []


def test_another_notation_of_dates_is_read_where_the_settings_have_it():
    """Which a file alone could not tell apart from another."""
    rows, problems, _ = read(b"Id,Start date\n1,01/03/2024\n", "x.csv", dates=["%d/%m/%Y"])
    assert (rows[0].first_day, problems) == (date(2024, 3, 1), [])


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "x.csv", "The file is empty: its first row should have headings, and each row below somebody"),
        (b"PK\x03\x04\0\0", "x.csv", "This is an Excel workbook; save it in Excel as CSV UTF-8, and import that"),
        (b"\xff\xfe\x00", "x.csv", "This is no text file in UTF-8, UTF-16 or cp1252"),
        (b"a", "x.xlsx", "'x.xlsx' does not tell its format; say it with --format csv|ldif|scim"),
        (b"{", "x.json", "The file is no JSON (Expecting property name enclosed in double quotes)"),
        (b"[" * 100_000, "x.json", "The file is no JSON (RecursionError)"),
        (b"[{} {}]", "x.json", "The file is no JSON (expecting ',' or ']')"),
        (
            b'{"Groups": []}',
            "x.json",
            "The file is no SCIM: it should have `Resources`, be a list of users, or be one user",
        ),
        (b"\n# none\n", "x.ldif", "The file has no entry: each should begin with a line `dn: ...`"),
    ],
)
def test_a_file_without_people_says_why(data, name, told):
    """In one sentence."""
    with pytest.raises(NotAnExport) as refused:
        read_export(data, name)
    assert ENGLISH(refused.value.message, **refused.value.values) == told


@pytest.mark.parametrize(
    ("headings", "given", "told"),
    [
        ("Namn;Enhet", {}, "no heading is known to give each person's id"),
        ("Personnummer;Enhet", {"Personnummer": "id"}, "'Personnummer' holds identity numbers"),
        ("Id;Enhet", {"Enhett": "unit"}, "the file has no heading 'Enhett'; did you mean 'Enhet'?"),
        ("Id;Enhet", {"Enhet": "unti"}, "there is no field 'unti' to read 'Enhet' as; did you mean 'unit'?"),
    ],
)
def test_a_mapping_that_cannot_be_is_told(headings, given, told):
    """With what the file, or Stafett, has instead."""
    with pytest.raises(BadMapping) as bad:
        mapping(headings.split(";"), given)
    assert told in ENGLISH(bad.value.message, **bad.value.values)


def test_a_heading_can_be_given_another_meaning_or_none():
    """Whatever its case and signs; what it was guessed to mean goes to the next best."""
    mapped = mapping(["ID", "Enhet", "Kostnadsställe", "Titel"], {"enhet": "-", "TITEL": "-"})
    assert mapped.headings == {"id": "ID", "unit": "Kostnadsställe"}
    assert mapped.unused == ("Enhet", "Titel")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("811228-9874", True),  # Skatteverket's own example of a number
        ("19811228-9874", True),
        ("198112289874", True),
        ("811228+9874", True),
        ("811228-9875", False),
        ("811328-9874", False),
        ("701063-2391", True),  # a coordination number, Skatteverket's example
        ("p-0101", False),
        ("1001", False),
    ],
)
def test_personal_identity_numbers_are_known(text, is_one):
    """By the day of birth and the check digit."""
    assert is_identity_number(text) is is_one


def test_personal_identity_numbers_are_never_taken_for_ids():
    """They may not lie in git, whatever their heading says."""
    with pytest.raises(NotAnExport, match="personal identity numbers"):
        read(b"Id;Enhet\n811228-9874;A\n701063-2391;B\n", "x.csv")


LDIF = """version: 1
# exported
dn: cn=Anna Ek,ou=Inkop,dc=spannverket,dc=example
objectClass: person
objectClass: user
cn: Anna Ek
employeeNumber: 1001
department:: SW5rw7Zw
title: Upphand
 lare
mail: anna@spannverket.example
accountExpires: 134432316000000000
userAccountControl: 512
jpegPhoto:: /9j/4AAQSkZJRgABAQ==
seeAlso:< file:///etc/passwd

dn: cn=Av,dc=x
objectClass: user
employeeNumber: 1002
department: Ekonomi
accountExpires: 9223372036854775807
userAccountControl: 514
preferredLanguage: en-GB

dn: cn=grupp,dc=x
objectClass: group
cn: grupp

dn: cn=dator,dc=x
objectClass: user
objectClass: computer

dn: cn=x,dc=x
changetype: delete

dn: cn=y,dc=x
employeeNumber:: %%%
"""


def test_an_active_directory_export_is_read():
    """Folded lines, base64, when an account expires, whether it is off; pictures, groups and machines are left out."""
    rows, problems, mapped = read(LDIF.encode(), "ad.ldif")
    assert "seeAlso" not in mapped.unused
    anna, off = rows
    assert (anna.line, anna.id, anna.unit, anna.titles, anna.active) == (3, "1001", "Inköp", ("Upphandlare",), True)
    assert anna.last_day == date(2026, 12, 31)
    assert (off.id, off.last_day, off.active, off.texts) == ("1002", None, False, {"language": "en"})
    assert anna.texts == {"name": "Anna Ek", "email": "anna@spannverket.example"}
    lines = LDIF.splitlines()
    assert problems == [
        (
            lines.index("changetype: delete") + 1,
            "",
            "This is a change, not an entry; export the entries as they are",
        ),
        (lines.index("employeeNumber:: %%%") + 1, "", "What stands under `employeeNumber` is no base64"),
    ]
    assert read_export(LDIF.encode(), "ad.ldif").others == 2


ATTRIBUTES = st.fixed_dictionaries(
    {"employeeNumber": st.integers(1, 99).map(str)},
    optional={
        "departmentNumber": st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=90
        ),
        "jpegPhoto": st.binary(max_size=90),
    },
)


@given(st.lists(ATTRIBUTES, min_size=1, max_size=4), st.booleans())
@settings(max_examples=40)
def test_what_ldap3_writes_as_ldif_is_read_back(people, all_base64):
    """Whatever letters a unit's name has."""
    entries = [
        {
            "type": "searchResEntry",
            "dn": f"uid={number},dc=x",
            "raw_attributes": {
                "objectClass": [b"inetOrgPerson"],
                **{k: [v if isinstance(v, bytes) else v.encode()] for k, v in person.items()},
            },
        }
        for number, person in enumerate(people)
    ]
    text = "version: 1\n" + "\n".join(search_response_to_ldif(entries, all_base64))
    export = read_export(text.encode(), "x.ldif")
    assert export.problems == ()
    assert [row.values["employeeNumber"] for row in export.rows] == [(person["employeeNumber"],) for person in people]
    for row, person in zip(export.rows, people, strict=True):
        wanted = person.get("departmentNumber", "").strip()
        assert row.values.get("departmentNumber", ("",)) == (wanted,)


def scim(**more):
    """A list of two users as the library for SCIM writes it."""
    users = [
        User[EnterpriseUser](
            id="2819c223", user_name="anna@x.example", name=Name(given_name="Anna", family_name="Ek"),
            title="Controller", active=True, preferred_language="sv-SE",
            emails=[{"value": "hemma@x.example"}, {"value": "anna@x.example", "primary": True}],
        ),
        User[EnterpriseUser](id="2819c224", user_name="bo@x.example", active=False),
    ]  # fmt: skip
    users[0][EnterpriseUser] = EnterpriseUser(employee_number="1001", department="Ekonomi")
    users[1][EnterpriseUser] = EnterpriseUser(employee_number="1002")
    listed = ListResponse[User[EnterpriseUser]](total_results=2, start_index=1, items_per_page=2, resources=users)
    return listed.model_copy(update=more).model_dump_json(by_alias=True, exclude_none=True, indent=2)


def test_a_scim_list_is_read():
    """Core and enterprise extension, the primary address, an account that is off."""
    text = scim()
    assert '"employeeNumber": "1001"' in text
    rows, problems, mapped = read(text.encode(), "users.json")
    assert problems == []
    assert mapped.headings["id"] == "employeeNumber"
    anna, bo = rows
    assert (anna.id, anna.unit, anna.titles, anna.active) == ("1001", "Ekonomi", ("Controller",), True)
    assert anna.texts == {"name": "Anna Ek", "email": "anna@x.example", "language": "sv"}
    assert (bo.id, bo.active) == ("1002", False)
    assert text.splitlines()[bo.line - 1].strip() == "{"
    assert "2819c224" in "".join(text.splitlines()[bo.line : bo.line + 6])


def test_a_part_of_a_scim_list_says_so():
    """Whom it does not mention may stand on another page of the list."""
    assert read_export(scim(total_results=500).encode(), "x.json").total == 500
    assert read_export(scim().encode(), "x.json").total is None


def test_a_list_of_users_and_one_user_are_read_too():
    """As a script that pages through the list writes them; groups are none."""
    users = '[\n{"userName": "a"},\n {"meta": {"resourceType": "Group"}, "id": "g"},\n7]'
    export = read_export(users.encode(), "x.json")
    assert [row.line for row in export.rows] == [2]
    assert (export.others, [problem.line for problem in export.problems]) == (1, [4])
    assert len(read_export(b'{"schemas": [], "userName": "a"}', "x.json").rows) == 1


JUNK = st.binary(max_size=60) | st.text(max_size=60).map(str.encode)


@given(JUNK, st.sampled_from(["x.csv", "x.ldif", "x.json"]))
@settings(max_examples=80)
def test_anything_at_all_is_read_or_refused_in_words(data, name):
    """Never a traceback."""
    start = {"x.csv": b"id;start\n", "x.ldif": b"dn: a\nuid: 1\n", "x.json": b'[{"id": "a"},'}[name]
    for whole in (data, start + data, base64.b64encode(data)):
        try:
            export = read_export(whole, name)
            mapped = mapping(export.headings, {})
            rows, problems = staff_rows(export, mapped)
        except (NotAnExport, BadMapping) as refused:
            ENGLISH(refused.message, **refused.values)
            continue
        assert len(rows) + len(problems) == len(export.rows) + len(export.problems)


@pytest.mark.parametrize(("heading", "value"), [("accountExpires", "9" * 5000), ("userAccountControl", "9" * 5000)])
def test_a_number_longer_than_python_reads_is_told_or_left_out(heading, value):
    """Python refuses to read more than 4,300 digits."""
    export = read_export(f"id;{heading}\nx1;{value}\n".encode(), "a.csv")
    rows, problems = staff_rows(export, mapping(export.headings, {}))
    assert len(rows) + len(problems) == 1


def test_problems_on_one_line_keep_their_order():
    """JSON without line breaks has them all on its first."""
    export = read_export(b'[{"id": "?"}, 5, {"id": "!"}, {"userName": "b"}]', "a.json")
    _, problems = staff_rows(export, mapping(export.headings, {}))
    assert [problem.values.get("value") for problem in problems] == [None, "?", "!", *[None] * (len(problems) - 3)]


def test_files_of_many_bad_rows_headings_or_folds_are_read_in_one_pass():
    """What takes the square of that would not end."""
    bad = read_export(b"id;unit\n" + b"x;u;y\n" * 50_000, "a.csv")
    assert len(bad.problems) == 50_000
    same = read_export(b"id;" + b"h;" * 50_000 + b"h (2)\nx\n", "a.csv")
    assert len(set(same.headings)) == 50_002
    folded = read_export(b"dn: cn=a\nuid: a\nphoto::\n" + b" AAAA\n" * 500_000 + b"x: y\n" * 50_000, "a.ldif")
    assert len(folded.rows[0].values["x"]) == 50_000


def test_a_second_heading_never_takes_the_name_of_a_third():
    """Each has its own values."""
    assert read_export(b"a;a (2);a;a\n1;2;3;4\n", "x.csv").headings == ("a", "a (2)", "a (3)", "a (4)")
