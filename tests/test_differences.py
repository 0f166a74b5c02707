"""What two pages say differently: sections by heading, blocks by likeness, words; and nothing is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.questions.differences import Op, compare, compare_part, texts, words_changed
from stafett.reading.plain_blocks import Block, Kind, Section, sections

WORDS = st.lists(st.sampled_from(("ask", "the", "head", "first", "4", "6", "weeks")), min_size=1, max_size=8).map(
    " ".join
)
BLOCKS = st.builds(Block, st.sampled_from(Kind), st.integers(0, 2), WORDS)
SECTIONS = st.builds(
    Section,
    st.integers(2, 3),
    st.sampled_from(("", "Plan", "Do", "Check", "plan")),
    st.lists(BLOCKS, max_size=5).map(tuple),
)
PAGES = st.lists(SECTIONS, min_size=1, max_size=6).map(tuple)


def said(page):
    """The words of a page, section by section."""
    return [(section.heading, [block.text for block in section.blocks]) for section in page]


def side(changes, gone, number):
    """One of the two pages, put together again from what differs."""
    there = sorted((change for change in changes if number(change) is not None), key=number)
    return [
        (texts(change.heading, gone), [text for block in change.blocks if (text := texts(block.pieces, gone))])
        for change in there
    ]


@settings(max_examples=60)
@given(PAGES, PAGES)
def test_applying_what_differs_gives_both_pages(before, after):
    """Every word of either page is told once, in its place and on its side."""
    changes = compare(before, after)
    assert changes is not None
    assert side(changes, Op.ADDED, lambda change: change.before) == said(before)
    assert side(changes, Op.REMOVED, lambda change: change.after) == said(after)


@settings(max_examples=30)
@given(PAGES)
def test_what_is_the_same_does_not_differ(page):
    """Nobody is shown a change that is none."""
    assert {change.op for change in compare(page, page) or ()} == {Op.SAME}


@settings(max_examples=60)
@given(st.text(alphabet='ab#*|`~-_>[](){}<!&\\\n =1.:"^+', max_size=120))
def test_any_text_can_be_read_and_compared(body):
    """Markdown that nobody meant is text, too."""
    page = sections(body)
    assert page
    assert {change.op for change in compare(page, page) or ()} == {Op.SAME}
    assert all(block.text == " ".join(block.text.split()) for section in page for block in section.blocks)


def test_markdown_is_read_as_its_reader_sees_it():
    """Marks, link targets and table rules are left out; items, rows and code are blocks of their own."""
    body = """
# Close a **road**

Intro with [a link](x.md)
over two lines.

## When {#when}

| What | When |
| --- | --- |
| One *lane* | 4 weeks |

1. First
    - [ ] nested
2. Second, `code`

Underlined
----------

!!! note "Mind"
    The text.

```sh
# no heading
run
```
"""
    first, when, under = sections(body)
    assert (first.level, first.heading) == (1, "Close a road")
    assert [block.text for block in first.blocks] == ["Intro with a link over two lines."]
    assert when.heading == "When"
    assert [(block.kind, block.depth, block.text) for block in when.blocks] == [
        (Kind.ROW, 0, "What · When"),
        (Kind.ROW, 0, "One lane · 4 weeks"),
        (Kind.ITEM, 0, "First"),
        (Kind.ITEM, 1, "nested"),
        (Kind.ITEM, 0, "Second, code"),
    ]
    assert (under.level, under.heading) == (2, "Underlined")
    assert [(block.kind, block.text) for block in under.blocks] == [
        (Kind.TEXT, "Mind"),
        (Kind.TEXT, "The text."),
        (Kind.CODE, "# no heading run"),
    ]


def test_words_that_changed_stand_beside_those_that_did_not():
    """A reader sees the number, not the whole row."""
    assert words_changed("4 weeks before", "6 weeks before") == (
        (Op.REMOVED, "4"),
        (Op.ADDED, "6"),
        (Op.SAME, "weeks before"),
    )


@pytest.fixture
def national():
    """A page with three sections."""
    return sections(
        "# N\n\nIntro.\n\n## Plan\n\n- Begin four weeks before.\n- Ask.\n\n## Do\n\n- Stop cars.\n\n## After\n\nTell.\n"
    )


def test_sections_are_known_by_their_headings_wherever_they_stand(national):
    """One that moved is the same; one that is left out stands after what came before it."""
    own = sections("# V\n\nIntro.\n\n## Do\n\n- Stop cars.\n\n## Plan\n\n- Begin six weeks before.\n- Ask.\n")
    changes = compare(national, own)
    assert [
        (texts(change.heading, Op.REMOVED) or texts(change.heading, Op.ADDED), change.op) for change in changes
    ] == [
        ("V", None),
        ("Do", Op.SAME),
        ("After", Op.REMOVED),
        ("Plan", None),
    ]


def test_a_section_under_a_new_heading_that_says_nearly_the_same_is_known_again(national):
    """Its heading changed, and a word; not everything."""
    own = sections("# V\n\nIntro.\n\n## Plan in time\n\n- Begin six weeks before.\n- Ask.\n\n## Do\n\n- Stop cars.\n")
    plan = compare(national, own)[1]
    assert plan.before == plan.after == 1
    assert plan.heading == ((Op.SAME, "Plan"), (Op.ADDED, "in time"))
    assert plan.blocks[0].op is None


def test_a_page_of_differences_leaves_out_what_is_the_same(national):
    """What it does not have is unchanged, what stands above its headings is no part of it, and new sections are new."""
    own = sections(
        "# V\n\nOnly what we do differently.\n\n## Plan\n\n- Begin six weeks before.\n- Ask.\n\n## Dark\n\nLight.\n"
    )
    changes = compare_part(national, own)
    assert [(texts(change.heading, Op.REMOVED), change.op) for change in changes] == [
        ("Plan", None),
        ("Do", Op.SAME),
        ("After", Op.SAME),
        ("Dark", Op.ADDED),
    ]


def test_what_nobody_would_read_is_not_compared():
    """Two pages of many thousand blocks would take the build's time."""
    long = sections("# A\n\n" + "- word\n" * 2_000)
    assert compare(long, long) is None
    assert compare_part(long, long) is None
    wide = sections("a " * 30_000)
    assert {change.op for change in compare(wide, wide)} == {Op.SAME}
