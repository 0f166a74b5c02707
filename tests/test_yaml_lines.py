"""The fast reading of plain front matter means what libyaml means by it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stafett.reading.yaml_lines import parse_lines
from stafett.reading.yaml_text import parse_events

SIGNS = "aåZ0 9:#,[]{}\"'-?*&!|>%@`\\\t~_./(=\u00a0\u0085\u2028\ufeff"
WORDS = st.one_of(
    st.sampled_from(
        ["null", "Null", "~", "no", "0010", "2022-30-09", "a: b", "a #b", "a#b", "http://x.se/#y", "12:30", "- a", ""]
    ),
    st.text(SIGNS, max_size=8),
    st.text(max_size=6),
)
VALUES = st.one_of(
    WORDS,
    WORDS.map(lambda text: f'"{text}"'),
    WORDS.map(lambda text: f"'{text}'"),
    st.lists(WORDS, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    st.lists(WORDS, max_size=3).map(lambda items: "[" + ",".join(f'"{item}"' for item in items) + " ]"),
    st.lists(st.tuples(st.sampled_from("abc"), WORDS), max_size=3).map(
        lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs) + "}"
    ),
    st.lists(WORDS, max_size=2).map(lambda items: f"{{a: [{', '.join(items)}], b: c }}"),
)
LINES = st.one_of(
    st.tuples(st.sampled_from(["title", "owner", "decision-makers", "ms.date", "a b", "", "- x", "?"]), VALUES).map(
        lambda pair: f"{pair[0]}: {pair[1]}"
    ),
    st.text(SIGNS, max_size=12),
    st.sampled_from(["# note", "", "  indented", "key:value", "key:", "---", "..."]),
)
TEXTS = st.lists(LINES, max_size=5).map(lambda lines: "".join(line + "\n" for line in lines))


@given(TEXTS)
@example("a: b\n\n# c\nd: [e, 'f g', \"h\"]\ni: {j: k, l: [m]}\n")
@example("a: b  \nc: null\n")
@example("a: x\n b: y\n")
def test_what_it_takes_means_what_libyaml_means(text):
    """Where the fast reading takes a text at all, libyaml finds the same values and nothing to complain of."""
    fields = parse_lines(text)
    if fields is not None:
        assert (fields, ()) == parse_events(text)


@pytest.mark.parametrize(
    "text",
    [
        "title: Attestera en faktura\n",
        "title: \"Process 3: kollega\"\nowner: 'x'\n",
        "last_reviewed: 2026-05-04\nreview_in: 6 months\n",
        "url: https://example.se/a#b\n",
        "raci: {responsible: [a, b], accountable: c, consulted: []}\n",
        "# a remark\n\nkeywords: [betala, räkning]\nempty:\n",
    ],
)
def test_it_takes_what_pages_are_made_of(text):
    """The forms that front matter usually has are read without libyaml."""
    assert parse_lines(text) == parse_events(text).value


@pytest.mark.parametrize(
    "text", ["a: b\na: c\n", "a: {b: c, b: d}\n", "a: *b\n", "a: |\n  b\n", "- a\n", "a: !!str b\n"]
)
def test_it_leaves_the_rest_to_libyaml(text):
    """Duplicates, aliases, tags, blocks and lists are not its business."""
    assert parse_lines(text) is None
