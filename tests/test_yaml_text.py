"""YAML as text: what its author wrote, or a complaint at its place."""

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from stafett.messages import Words
from stafett.reading.yaml_text import MAX_DEPTH, parse, places

ENGLISH = Words("en")
SOUP = st.text("ab:,-[]{}\"'#&*!|>?%@`~ \n\t\\.\u0085\u2028\ufeffå0", max_size=60)
SCALARS = st.sampled_from(
    ["no", "yes", "0010", "1e3", "2022-30-09", "12:30:00", ".inf", "0x1F", "1_000", "on", "=", "<<"]
)
VALUES = st.recursive(
    st.none() | st.text("abåäö: #-'\"", max_size=8) | SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abcd", min_size=1), inner, max_size=4),
    max_leaves=12,
)


def value_at(value, where):
    """What stands at a place in a value."""
    for step in where:
        value = value[step]
    return value


@given(st.text() | SOUP)
@example("a: [\n\n\n")
@example("a: \x01")
@example("\ufeffa: b")
@example("%YAML 9.9\n---\na: b")
@example("? [a]\n: b")
@example("&a [*a]")
def test_any_text_is_read_or_complained_of_at_a_line_that_it_has(text):
    """Nothing raises; a complaint has words, and stands on a line of the text."""
    parsed = parse(text)
    for complaint in parsed.complaints:
        assert complaint.code in {"FMT001", "FMT003"}
        assert 1 <= complaint.line <= text.count("\n") + 1
        assert complaint.column >= 1
        assert ENGLISH(complaint.message, **complaint.values)
        assert ENGLISH(complaint.fix, **complaint.values)


@given(VALUES)
def test_what_is_written_is_read_as_text(value):
    """Lists, groups and texts come back as they were written, every scalar as text."""
    for flow in (True, False):
        text = yaml.safe_dump({"x": value}, allow_unicode=True, default_flow_style=flow)
        assert parse(text).value == {"x": value}


@given(st.text() | SOUP)
def test_places_are_those_of_the_values_that_were_read(text):
    """Every place leads to a value, and stands on a line of the text."""
    parsed = parse(text)
    if parsed.complaints and parsed.value is None:
        return
    lines = text.count("\n") + 1
    for where, place in places(text).items():
        value_at(parsed.value, where)
        assert 1 <= place.line <= lines


@given(VALUES)
def test_every_value_has_a_place(value):
    """What stands in a group or list can be found again."""
    found = places(yaml.safe_dump({"x": value}, allow_unicode=True))
    waiting = [(("x",), value)]
    while waiting:
        where, inner = waiting.pop()
        assert where in found
        items = inner.items() if isinstance(inner, dict) else enumerate(inner) if isinstance(inner, list) else ()
        waiting += [((*where, step), item) for step, item in items]


def test_places_by_example():
    """A key's place in a group, an item's own in a list, at any depth."""
    text = "title: A\nraci:\n  responsible: [x, y]\n  informed:\n    - z\n"
    found = places(text)
    assert {where: tuple(place) for where, place in found.items()} == {
        ("title",): (1, 1),
        ("raci",): (2, 1),
        ("raci", "responsible"): (3, 3),
        ("raci", "responsible", 0): (3, 17),
        ("raci", "responsible", 1): (3, 20),
        ("raci", "informed"): (4, 3),
        ("raci", "informed", 0): (5, 7),
    }


def test_places_within_a_duplicate_do_not_count():
    """The first of two keys counts, and so do the places within it."""
    text = "raci: {a: [x]}\nraci: {a: [y], b: [z]}\n"
    assert parse(text).value == {"raci": {"a": ["x"]}}
    assert {where: place.line for where, place in places(text).items()} == dict.fromkeys(
        [("raci",), ("raci", "a"), ("raci", "a", 0)], 1
    )


@pytest.mark.parametrize("sign", ["\u0085", "\u2028", "\u2029"])
def test_signs_that_no_editor_takes_for_a_line_end_end_no_line(sign):
    """YAML 1.1 counts them as line ends; lines would be miscounted after them."""
    text = f"a: x{sign}y\nb: z\n"
    assert set(parse(text).value) == {"a", "b"}
    assert places(text)["b",].line == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# only a remark\n", None),
        ("a:\n", {"a": None}),
        ("a: ~\nb: null\nc: ''\nd: \"~\"\n", {"a": None, "b": None, "c": "", "d": "~"}),
        ("a: no\nb: 0010\nc: 2022-30-09\n", {"a": "no", "b": "0010", "c": "2022-30-09"}),
        ("a: |\n  two\n  lines\n", {"a": "two\nlines\n"}),
        ("a: &x b\nc: *x\n", {"a": "b", "c": "b"}),
        ("? a\n: b\n", {"a": "b"}),
        ("1: a\nyes: b\n", {"1": "a", "yes": "b"}),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ("---\na: b\n", {"a": "b"}),
    ],
)
def test_values_by_example(text, value):
    """What YAML would turn into numbers, truth values and dates is text here."""
    assert parse(text) == (value, ())


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\nc: [d, e\nf: g\n", 2, "never closed"),
        ("a: 'b\nc: d\ne: f\n", 1, "quotation mark is opened"),
        ("a: b\nc\nd: e\n", 2, "does not have the form"),
        ("a: b: c\n", 1, "colon inside a value"),
        ("a:\n\t- b\n", 2, "tab"),
        ("a: @b\n", 1, "begins with a sign"),
        ("- a\nb: c\n", 2, "list and fields are mixed"),
        ('a: "C:\\reports\\q"\n', 1, "backslash"),
        ("a: b\na: c\n", 2, "second time"),
        ("a: *b\n", 1, "cannot be repeated"),
        ("*a : b\n", 1, "cannot be repeated"),
        ("a: !!python/name:os.system x\n", 1, "YAML tag"),
        ("a: b\n---\nc: d\n", 2, "second YAML document"),
        ("[a]: b\n", 1, "where a field's name should stand"),
        ("a: b\nc: \x07\n", 2, "invisible control character"),
        ("a:\n" + "".join("  " * depth + "- \n" for depth in range(1, 3)) + "b: {", 4, "be read"),
    ],
)
def test_complaints_by_example(text, line, words):
    """What a process owner is likely to have done is told in words, where it was done."""
    (complaint,) = parse(text).complaints
    assert complaint.line == line
    assert words in ENGLISH(complaint.message, **complaint.values)


def test_a_bomb_of_aliases_does_not_go_off():
    """A few lines that would become billions of values are refused at once."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    parsed = parse("\n".join(lines))
    assert parsed.value is None
    assert "no page needs" in parsed.complaints[0].message


@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_and_does_not_end_the_process(opening):
    """A hundred thousand levels are told as too many."""
    (complaint,) = parse("x: " * (opening == "[") + opening * 100_000).complaints
    assert complaint.values == {"most": str(MAX_DEPTH)}


def test_more_values_than_any_page_needs_are_refused():
    """A list of a million values takes no memory to speak of."""
    (complaint,) = parse("a: [" + "x, " * 1_000_000 + "]").complaints
    assert "no page needs" in complaint.message
