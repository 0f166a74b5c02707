"""A file's bytes become front matter and body, and a page that never fails to be one."""

import re
from datetime import date

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import REPOSITORY, write_files
from stafett.fields import TYPES
from stafett.messages import Words
from stafett.questions.check import check
from stafett.reading.directory import read_directory
from stafett.reading.front_matter import MAX_BYTES, decode, split
from stafett.reading.load import load
from stafett.reading.page import read_page
from stafett.reading.settings import KNOWN, SettingsError, read_settings, settings_from

DAY = date(2026, 5, 1)
ENGLISH = Words("en")
SETTINGS = settings_from({"language": "en"}, "")
NAMES = ["responsible", "day_1", "x", "responsibel"]
# The names of places in the package's sentences; `{match: ...}` is shown to people as it is.
PLACES = {
    name
    for path in (REPOSITORY / "scripts" / "stafett").rglob("*.py")
    for text in re.findall(r'N_\(\s*(".*?")\s*\)', path.read_text(encoding="utf-8"), re.DOTALL)
    for name in re.findall(r"\{([a-z_]+)\}", text)
}
KEYS = st.sampled_from(
    sorted({name for kind in SETTINGS.kinds.values() for name in kind.fields} | {"last_reveiwed", "tags", "x", "hide"})
)
VALUES = st.recursive(
    st.none()
    | st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]), max_size=12)
    | st.sampled_from(["no", "0010", "10", "2022-30-09", "2026-04-01", "2999-01-01", "6 mnths", "0 days", "never"])
    | st.sampled_from(["high", "superseded", "p-1", "role", "everyone", "everbody", "{x}", "10000-01-01", "1 year"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
WORDS = (
    "sv true docs/**/*.md [z-a] [!] ../x /etc %d REV001 error match kind owner article ignore severity extends fields "
    "label type required choices x"
).split()
SETTING = st.recursive(
    VALUES | st.sampled_from([*WORDS, "%d %d"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=3),
    max_leaves=8,
)
HEADS = st.dictionaries(KEYS, VALUES, max_size=8)


@given(st.binary() | st.text().map(str.encode) | st.text("-\n. ab:", max_size=30).map(lambda t: t.encode()))
@example(b"---")
@example(b"---\n---")
@example(b"\xef\xbb\xbf---\r\na: b\r\n---\r\n")
def test_any_bytes_are_taken_apart(data):
    """Nothing raises; what is taken apart can be put together again."""
    source = split(data)
    if source.complaint is None:
        text = decode(data)
        assert text.endswith(source.body)
        assert source.body_line == text.removesuffix(source.body).count("\n") + 1 or source.body == ""
        assert source.head is None or text.startswith("---")
    else:
        assert (source.head, source.body) == (None, "")
        assert 1 <= source.complaint.line <= data.count(b"\n") + data.count(b"\r") + 1


@pytest.mark.parametrize(
    ("data", "head", "body", "line"),
    [
        (b"---\na: b\n---\ntext\n", "a: b\n", "text\n", 4),
        (b"---\na: b\n...\ntext\n", "a: b\n", "text\n", 4),
        (b"\xef\xbb\xbf---\na: b\n---\ntext\n", "a: b\n", "text\n", 4),
        (b"---\r\na: b\r\n---\r\ntext\r\n", "a: b\n", "text\n", 4),
        (b"---\ra: b\r---\rtext\r", "a: b\n", "text\n", 4),
        (b"--- \na: b\n---\t\ntext\n", "a: b\n", "text\n", 4),
        (b"---\n---\n", "", "", 3),
        (b"---\n---", "", "", 3),
        (b"---\na: b\n---", "a: b\n", "", 4),
        (b"----\na: b\n---\n", None, "----\na: b\n---\n", 1),
        (b"--- a\nb\n---\n", None, "--- a\nb\n---\n", 1),
        (b"\n---\na: b\n---\n", None, "\n---\na: b\n---\n", 1),
        (b"", None, "", 1),
    ],
)
def test_splitting_by_example(data, head, body, line):
    """A mark of byte order and the line ends of Windows and old Macs make no difference."""
    assert split(data) == (head, body, line, None)


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"---\na: b\n", 1, 1, "never ends"),
        (b"---", 1, 1, "never ends"),
        ("---\na: å\n---\n".encode("utf-16"), 1, 1, "UTF-16"),
        ("---\na: å\n---\n".encode("latin-1"), 2, 4, "not saved as UTF-8"),
        (b"---\na: b\n---\nx\0y\n", 4, 1, "NUL"),
        (b"x" * (MAX_BYTES + 1), 1, 1, "larger than 4 MB"),
        (b"---\n" + b"a: b\n" * 30_000 + b"---\n", 1, 1, "longer than any page needs"),
    ],
)
def test_what_cannot_be_split_is_told_at_its_place(data, line, column, words):
    """The place is where the trouble is, and the words need no programmer."""
    complaint = split(data).complaint
    assert (complaint.code, complaint.line, complaint.column) == ("FMT001", line, column)
    assert words in ENGLISH(complaint.message, **complaint.values)


@pytest.mark.parametrize("kind", ["article", "process", "role", "decision"])
@given(data=st.binary(max_size=200) | HEADS.map(lambda head: f"---\n{yaml.safe_dump(head)}---\n# A\n".encode()))
def test_any_bytes_are_a_page(kind, data):
    """A page is made of anything at all, and has an id, a title and a kind."""
    page = read_page("docs/folder/a.md", SETTINGS.kinds[kind], data, SETTINGS)
    assert page.path == "docs/folder/a.md"
    assert page.kind == kind
    assert page.id
    assert page.title
    assert not page.invalid & set(page.values)
    assert all(complaint.code.startswith("FMT") for complaint in page.complaints)


def test_a_field_is_of_the_type_that_its_kind_declares():
    """Every declared field has a type that exists."""
    assert {field.type for kind in SETTINGS.kinds.values() for field in kind.fields.values()} <= set(TYPES)


def head_of(values, language):
    """A page with front matter, written as its author might."""
    return f"---\n{yaml.safe_dump(values, allow_unicode=True, sort_keys=False)}---\n# {language}\n\n[x](gone.md)\n"


@given(
    heads=st.lists(HEADS, min_size=1, max_size=3),
    settings=st.fixed_dictionaries(
        {"language": st.sampled_from(["sv", "en"])},
        optional={
            "owners": st.just("any"),
            "fields": st.just({"owner": "x", "last_reviewed": "tags"}),
            "date_formats": st.just(["%m/%d/%Y"]),
            "defaults": st.just({"article": {"review_in": "6 months"}}),
        },
    ),
)
def test_any_front_matter_is_checked(heads, settings, tmp_path_factory):
    """No rule raises; every finding has a path, a line of the file, and whole sentences, in both languages."""
    root = tmp_path_factory.mktemp("base")
    folders = ("processes", "docs/roles", "docs/decisions", "docs")
    texts = {f"{folder}/000{n}-a.md": head_of(head, folder) for n, head in enumerate(heads) for folder in folders}
    texts["docs/roles/role.md"] = "---\ntitle: Role\nowner: role\n---\n"
    texts["people/all.yml"] = "people: [{id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: role}]}]\n"
    write_files(root, {**texts, "stafett.yml": yaml.safe_dump(settings)})
    for finding in check(load(root), DAY):
        assert 1 <= finding.line <= texts[finding.path].count("\n") + 1
        assert finding.column >= 1
        for sentence in (finding.message, finding.fix):
            assert sentence.strip()
            assert not unfilled(sentence)
        assert finding.message[-1] != "."


def unfilled(sentence):
    """The places in a sentence that were given no value; a group that is quoted looks the same, as `{error}`."""
    return set(re.findall(r"\{([a-z_]+)\}", sentence)) & PLACES - set(WORDS)


@given(
    data=st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.dictionaries(st.sampled_from([*KNOWN, "lnguage"]), SETTING, max_size=4).map(
        lambda raw: yaml.safe_dump(raw).encode()
    )
)
def test_any_bytes_are_settings_or_refused_in_words(data, tmp_path_factory):
    """Settings are read, or every line of what is wrong names the file."""
    root = tmp_path_factory.mktemp("base")
    (root / "stafett.yml").write_bytes(data)
    for line in refusal(root):
        assert re.match(r"stafett\.yml:\d+: \S", line)
        assert not unfilled(line)


def refusal(root):
    """Why the settings are refused; nothing where they are not."""
    try:
        read_settings(root)
    except SettingsError as error:
        return error.lines or ("without a word",)
    return ()


@given(
    data=st.binary(max_size=300)
    | st.text(max_size=200).map(str.encode)
    | st.dictionaries(st.sampled_from(["people", "units", "x"]), VALUES, max_size=3).map(
        lambda content: yaml.safe_dump(content).encode()
    )
    | st.lists(
        st.dictionaries(
            st.sampled_from(["id", "unit", "first_day", "last_day", "roles", "name", "x"]), VALUES, max_size=5
        )
    ).map(lambda people: yaml.safe_dump({"people": people, "units": people}).encode())
)
def test_any_bytes_are_a_directory(data, tmp_path_factory):
    """A directory is read, and what is wrong in it is told on a line that the file has."""
    root = tmp_path_factory.mktemp("base")
    write_files(root, {"people/a.yml": data})
    directory, complaints = read_directory(root, "people/")
    assert all(key == person.id for key, person in directory.people.items())
    for path, complaint in complaints:
        assert path == "people/a.yml"
        assert 1 <= complaint.line <= data.count(b"\n") + data.count(b"\r") + 1
        assert ENGLISH(complaint.message, **complaint.values)
        assert ENGLISH(complaint.fix, **complaint.values)
