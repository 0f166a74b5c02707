"""Fields put into a page's front matter: what was asked for is there, and every other byte is as it was."""

import random
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from stafett.reading.front_matter import split
from stafett.reading.yaml_text import parse
from stafett.writing import CannotSplice, splice
from stafett.writing.yaml_values import inline

MARKED = "`{field}` holds a YAML anchor, alias or tag"
NEW = {"last_reviewed": "2026-11-24"}
BODY = "# Rubrik\n\nlast_reviewed: i texten\n"


def spliced(head: str, fields, body: str = BODY, **more) -> str:
    """The front matter after the change; the body has to be as it was."""
    new = splice(f"---\n{head}---\n{body}".encode(), fields, **more).decode()
    assert new.startswith("---\n")
    assert new.endswith(f"---\n{body}")
    return new.removeprefix("---\n").removesuffix(f"---\n{body}")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("last_reviewed: 2026-05-04\n", "last_reviewed: 2026-11-24\n"),
        ("last_reviewed:   2026-05-04   # av Eva\n", "last_reviewed:   2026-11-24   # av Eva\n"),
        ("a: 1\nlast_reviewed: '2026-05-04'\nb: 2\n", "a: 1\nlast_reviewed: '2026-11-24'\nb: 2\n"),
        ('last_reviewed: "2026-05-04"  # x\n', 'last_reviewed: "2026-11-24"  # x\n'),
        ('"last_reviewed" : 2026-05-04\n', '"last_reviewed" : 2026-11-24\n'),
        ("last_reviewed:\nb: 2\n", "last_reviewed: 2026-11-24\nb: 2\n"),
        ("last_reviewed: # när?\nb: 2\n", "last_reviewed: 2026-11-24 # när?\nb: 2\n"),
        ("last_reviewed: ~ # när?\n", "last_reviewed: 2026-11-24 # när?\n"),
        ("last_reviewed:\n  2026-05-04 # y\nb: 2\n", "last_reviewed: 2026-11-24 # y\nb: 2\n"),
        ("last_reviewed: # x\n  2026-05-04\nb: 2\n", "last_reviewed: 2026-11-24 # x\nb: 2\n"),
        ("last_reviewed: >-  # vikt\n  2026\n  05\n\n\nb: 2\n", "last_reviewed: 2026-11-24  # vikt\n\n\nb: 2\n"),
        ("last_reviewed: |+\n  2026\n\nb: 2\n", "last_reviewed: 2026-11-24\nb: 2\n"),
        ("last_reviewed: två\n  rader\n# b\nb: 2\n", "last_reviewed: 2026-11-24\n# b\nb: 2\n"),
        ("last_reviewed: [a,\n  b]  # c\nb: 2\n", "last_reviewed: 2026-11-24  # c\nb: 2\n"),
        ("last_reviewed: # vem\n- a\n- b\n\nb: 2\n", "last_reviewed: 2026-11-24 # vem\n\nb: 2\n"),
        ("last_reviewed:\n  a: |\n    text\n\n  b: 3\nb: 2\n", "last_reviewed: 2026-11-24\nb: 2\n"),
        ("  a: 1\n  last_reviewed: 2026-05-04\n", "  a: 1\n  last_reviewed: 2026-11-24\n"),
        ("{a: 1, last_reviewed: 2026-05-04}\n", "{a: 1, last_reviewed: 2026-11-24}\n"),
        ('{"last_reviewed":"x","b":[1,2]}\n', '{"last_reviewed":"2026-11-24","b":[1,2]}\n'),
        (
            "# 🚀 före\na: 🚀 # 🚀\nlast_reviewed: 🚀 x # 🚀\n",
            "# 🚀 före\na: 🚀 # 🚀\nlast_reviewed: 2026-11-24 # 🚀\n",
        ),
        ("a: x\u2028y\nlast_reviewed: 1\n", "a: x\u2028y\nlast_reviewed: 2026-11-24\n"),
    ],
)
def test_only_the_value_is_replaced(before, after):
    """Comments, quotes, order, blank lines and indentation are those of the author."""
    assert spliced(before, NEW) == after


@pytest.mark.parametrize(
    ("before", "fields", "after"),
    [
        ("title: A\n", NEW, "title: A\nlast_reviewed: 2026-11-24\n"),
        ("title: A\n\n# slut\n", NEW, "title: A\nlast_reviewed: 2026-11-24\n\n# slut\n"),
        ("", NEW, "last_reviewed: 2026-11-24\n"),
        ("# inget\n", NEW, "# inget\nlast_reviewed: 2026-11-24\n"),
        ("title: |\n  A\n\nb: 2\n", {"title": "B", "c": "3"}, 'title: B\nc: "3"\n\nb: 2\n'),
        (
            "last_reviewed: 2026-05-04 # x\nb: 2\n",
            {**NEW, "reviewed_by": "a", "review_note": "Läste"},
            "last_reviewed: 2026-11-24 # x\nreviewed_by: a\nreview_note: Läste\nb: 2\n",
        ),
        (
            "last_reviewed: 2026-11-24\nb: 2\n",
            {**NEW, "reviewed_by": "a"},
            "last_reviewed: 2026-11-24\nreviewed_by: a\nb: 2\n",
        ),
        ("last_reviewed: 1\nb: 2\n", {"reviewed_by": "a"}, "last_reviewed: 1\nreviewed_by: a\nb: 2\n"),
        ("status: x\nb: 2\n", {"superseded-by": "a", "z": "w"}, "status: x\nsuperseded-by: a\nz: w\nb: 2\n"),
        ("{a: 1, last_reviewed: x}\n", {**NEW, "by": "a, b"}, '{a: 1, last_reviewed: 2026-11-24, by: "a, b"}\n'),
        ("a:\n  - 1\n  - |+\n    text\n\nb: 2\n", {"a": ["x"], "c": "z"}, "a: [x]\nc: z\nb: 2\n"),
    ],
)
def test_a_new_field_goes_where_it_belongs(before, fields, after):
    """Below the field that was named before it, else at the end."""
    assert spliced(before, fields) == after


def test_the_first_new_field_goes_below_what_the_caller_says():
    """The first of the named fields that the page has."""
    head = "title: A\nowner: b\nz: 1\n"
    assert spliced(head, NEW, after=("deputy", "owner")) == "title: A\nowner: b\nlast_reviewed: 2026-11-24\nz: 1\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nx: 2 # bort\nb: 3\n", "a: 1\nb: 3\n"),
        ("a: 1\n# kvar\nx: |\n  text\n\n# kvar\nb: 3\n", "a: 1\n# kvar\n\n# kvar\nb: 3\n"),
        ("x:\n  - a # med\n  - b\nb: 3\n", "b: 3\n"),
        ("x: 1\n", ""),
        ("x:\n", ""),
        ("{x: 1, b: 2}\n", "{b: 2}\n"),
        ("{a: 1, x: 1}\n", "{a: 1}\n"),
        ("{x: 1, a: 1, x2: 1, x3: 1}\n", "{a: 1}\n"),
    ],
)
def test_a_field_is_removed_with_its_lines(before, after):
    """The comment at the end of its line goes with it; comments on lines of their own stay."""
    assert spliced(before, dict.fromkeys(("x", "x2", "x3"))) == after


def test_what_is_there_already_changes_nothing():
    """Neither the same value nor the absence of what is not there."""
    data = b"---\na:   'x'\n---\n"
    assert splice(data, {"a": "x", "b": None}) == data


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"\xef\xbb\xbf---\r\nx: 2 # c\r\n---\r\nB\r\n", b"\xef\xbb\xbf---\r\nx: ny # c\r\nz: w\r\n---\r\nB\r\n"),
        (b"---\na: 1\r\nx: 2\n---\nB\r\nC\n", b"---\na: 1\r\nx: ny\nz: w\n---\nB\r\nC\n"),
        (b"---\nx: 2\n---", b"---\nx: ny\nz: w\n---"),
        (b"---\nx: 2\n...\n\n\nB", b"---\nx: ny\nz: w\n...\n\n\nB"),
        (b"---\rx: 2\r---\rB", b"---\rx: ny\rz: w\r---\rB"),
        (b"---  \nx: 2\n--- \nB\n", b"---  \nx: ny\nz: w\n--- \nB\n"),
    ],
)  # fmt: skip
def test_bytes_outside_the_fields_stay(data, wanted):
    """Byte order mark, line endings of every sort, the line that ends the front matter, a missing final newline."""
    assert splice(data, {"x": "ny", "z": "w"}) == wanted


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"# A\n", 1, "The page has no front matter"),
        (b"---\na: 1\n", 1, "The front matter begins here and never ends"),
        (b"---\na: 1\nb: \xe5\n---\n", 3, "The file is not saved as UTF-8"),
        (b"---\na: 1\na: 2\n---\n", 3, "`{key}` stands here a second time"),
        (b"---\na: 1\nlast_reviewed: &x 2\n---\n", 3, MARKED),
        (b"---\nlast_reviewed: !!str 2\n---\n", 2, MARKED),
        (b"---\na: &x 1\nlast_reviewed: [*x]\n---\n", 3, MARKED),
        (b"---\n&all\na: 1\n---\n", 2, "The front matter begins with a YAML tag, anchor or directive"),
        (b"---\n- a\n---\n", 2, "The front matter should be lines of `field: value`"),
        (b"---\n? last_reviewed\n: 1\n---\n", 2, "`{field}` is not followed by a colon on its own line"),
        (b"---\nlast_reviewed:\n- a # viktigt\n- b\n---\n", 2, "There is a comment inside the value of `{field}`"),
        (b"---\n{a: 1, # viktigt\nlast_reviewed: 2}\n---\n", None, None),
        (b"---\nlast_reviewed: @x\n---\n", 2, "This line cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_safely_is_refused_with_the_text_to_paste(data, line, reason):
    """The line to look at, why, and the field ready to be pasted; a comment elsewhere is no reason."""
    if reason is None:
        assert splice(data, NEW) == data.replace(b"last_reviewed: 2", b"last_reviewed: 2026-11-24")
        return
    with pytest.raises(CannotSplice) as refused:
        splice(data, NEW)
    assert refused.value.line == line
    assert refused.value.complaint.message.startswith(reason)
    assert "last_reviewed: 2026-11-24\n" in refused.value.paste


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Läste igenom sidan, steg 4 ändrat", "Läste igenom sidan, steg 4 ändrat"),
        ("2026-11-24", "2026-11-24"),
        ("10/24/2026", "10/24/2026"),
        ("no", '"no"'), ("Yes", '"Yes"'), ("null", '"null"'), ("~", '"~"'), ("true", '"true"'), ("y", '"y"'),
        ("0010", '"0010"'), ("7", '"7"'), ("1e3", '"1e3"'), ("12:30", '"12:30"'), ("", '""'), ("+1", '"+1"'),
        ("a: b", '"a: b"'), ("a #b", '"a #b"'), ("a#b", "a#b"), ("# a", '"# a"'), ("slut:", '"slut:"'),
        ("@anna", '"@anna"'), ("- x", '"- x"'), ("-x", '"-x"'), ("*x", '"*x"'), ("[a", '"[a"'), ("<<", '"<<"'),
        ('sa "ja"', 'sa "ja"'), ('"ja" sa hon', "'\"ja\" sa hon'"), ("C:\\x: y", "'C:\\x: y'"),
        ("it's: \"x\"", "'it''s: \"x\"'"), ("a\nb", '"a\\nb"'), (" a", '" a"'), ("a\u2028b", '"a\\u2028b"'),
        (["0007", "a, b", "c"], '["0007", "a, b", c]'), ([], "[]"), ({"a": ["b"], "no": None}, '{a: [b], "no": null}'),
    ],
)  # fmt: skip
def test_quotes_stand_only_where_yaml_needs_them(value, written):
    """And what is written is read back as it was."""
    assert inline(value) == written
    assert parse(f"a: {written}\n").value == {"a": value}


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
VALUES = st.recursive(
    TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=6
)


@given(VALUES)
@settings(max_examples=100, deadline=None)
def test_any_value_is_read_back_as_it_was_written(value):
    """By Stafett's reader, in a list and outside one, and in every style of quotation."""
    for like in (None, "'", '"'):
        assert parse(f"a: {inline(value, like=like)}\n").value == {"a": value}
    assert parse(f"{{a: {inline(value, flow=True)}, b: c}}\n").value == {"a": value, "b": "c"}


@given(st.dictionaries(TEXTS.filter(bool), VALUES, max_size=5), TEXTS.filter(bool), VALUES | st.none(), st.data())
@settings(max_examples=100, deadline=None)
def test_generated_front_matter_changes_in_the_named_field_alone(fields, name, value, data):
    """As PyYAML writes it, in styles that people use: it is changed as asked, or refused."""
    style = data.draw(st.sampled_from([None, "'", '"', "|", ">"]))
    flow = data.draw(st.sampled_from([None, False, True]))
    head = yaml.safe_dump(fields, allow_unicode=True, default_style=style, default_flow_style=flow, sort_keys=False)
    page = f"---\n{head}---\n{BODY}".encode()
    source = split(page)
    if source.complaint or source.head is None or parse(source.head).complaints:
        return
    name = data.draw(st.sampled_from([*fields, name]))
    try:
        new = split(splice(page, {name: value}))
    except CannotSplice:
        return
    before = parse(source.head).value or {}
    after = parse(new.head).value or {}
    assert after.pop(name, None) == value
    before.pop(name, None)
    assert (after, new.body) == (before, source.body)


FRAGMENTS = st.sampled_from(
    [
        "{0}: plain text",
        "{0}:   'it''s'   # why",
        '{0}: "a \\u00e5 b"',
        "# about {0}\n{0}:",
        "{0}: # nothing yet",
        "{0}: >-  # folded\n  two\n  lines",
        "{0}: |\n    deep\n    # no comment",
        "{0}: [a,\n  'b: c', {{d: e}}]  # list",
        "{0}:\n- a\n- b: c\n  d: [e]",
        "{0}: two\n  plain lines  # end",
        "'{0}' : x",
        "{0}:\n  on the next line",
    ]
)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_several_changes_at_once_leave_every_other_byte(data):
    """Whatever styles the fields are in, whatever ends the lines, with byte order mark or without."""
    names = data.draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True))
    end = st.sampled_from(["\n", "\r\n"])
    parts = {}
    for name in names:
        between = data.draw(st.sampled_from(["", "\n", f"# {name} begins\n\n"]))
        parts[f"before {name}"] = between.replace("\n", data.draw(end))
        lines = data.draw(FRAGMENTS).format(name).split("\n")
        parts[name] = "".join(f"{line}{data.draw(end)}" for line in lines)
    opening, body = f"---{data.draw(end)}", f"---{data.draw(end)}# B\r\nå\n{data.draw(st.sampled_from(['', 'x']))}"
    bom = data.draw(st.sampled_from(["", "\ufeff"]))
    changes = data.draw(st.dictionaries(st.sampled_from("abcdefghij"), TEXTS | st.none(), min_size=1, max_size=4))
    page = f"{bom}{opening}{''.join(parts.values())}{body}"
    before = parse(split(page.encode()).head).value
    new = splice(page.encode(), changes).decode()
    after = parse(split(new.encode()).head).value
    assert (after or {}) == {
        name: value for name, value in (before | changes).items() if name not in changes or value is not None
    }
    assert new.startswith(f"{bom}{opening}")
    assert new.endswith(body)
    at = 0
    for name, part in parts.items():
        if name not in changes or (changes[name] is not None and changes[name] == before[name]):
            at = new.index(part, at) + len(part)


def pages(corpora: Path) -> list[Path]:
    """Every page of the real knowledge bases that has front matter, and those of this repository."""
    found = [*corpora.rglob("*.md"), *corpora.rglob("*.md.erb"), *REPOSITORY.glob("docs/**/*.md")]
    return sorted(path for path in found if path.is_file() and path.read_bytes().startswith(b"---"))


def test_every_real_page_takes_changes_and_gives_them_back(corpora):
    """A field added and removed leaves the very bytes; each replaced one leaves the others; no page is refused."""
    chance = random.Random(7)  # noqa: S311 (the same pages are changed in the same way each time)
    wanted = ("2026-11-24", "a: b # c", ["x", "0010"])
    found = pages(corpora)
    assert len(found) > 500
    for path in found:
        data = path.read_bytes()
        assert splice(splice(data, {"x-new": "a: b"}), {"x-new": None}) == data, path
        before = parse(split(data).head).value
        name, value = chance.choice(list(before)), chance.choice(wanted)
        new = splice(data, {name: value})
        old, now = split(data), split(new)
        assert parse(now.head).value == before | {name: value}, path
        assert now.body == old.body
        lines = old.head.splitlines()
        kept = [line for line in lines if not line.startswith((name, " ", "-"))]
        assert [line for line in now.head.splitlines() if not line.startswith((name, " ", "-"))] == kept, path
