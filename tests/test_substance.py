"""What counts as a change of a page's substance, and how long reading takes."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from conftest import REPOSITORY
from stafett.substance import count_words, digest, reading_minutes, words

WORD = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzåäö0123456789"), min_size=1, max_size=9)
PARAGRAPH = st.lists(WORD, min_size=1, max_size=20)
TEXT = st.lists(PARAGRAPH, min_size=1, max_size=5)


def plain(paragraphs):
    """Paragraphs, each on one line."""
    return "\n\n".join(" ".join(paragraph) for paragraph in paragraphs)


@st.composite
def dressed(draw, paragraphs):
    """The same words in the same order, formatted anew."""
    blocks = []
    for paragraph in paragraphs:
        said = []
        for word in paragraph:
            form = draw(
                st.sampled_from(
                    (
                        "{}",
                        "{}",
                        "**{}**",
                        "*{}*",
                        "_{}_",
                        "`{}`",
                        "[{}](a/b.md#c)",
                        "[{}][1]",
                        "<b>{}</b>",
                        "=={}==",
                        "{},",
                        "({})",
                        "”{}”",
                        '![{}](x.png "t")',
                    )
                )
            )
            said.append(form.format(word))
        gap = draw(st.sampled_from((" ", "\n", "  ", "\n    ")))
        opening = draw(st.sampled_from(("", "## ", "- ", "* ", "1. ", "> ", "!!! note\n    ", "- [ ] ", "| ")))
        blocks.append(opening + gap.join(said) + draw(st.sampled_from(("", " {#anchor}", " {: .wide }", "<!-- x -->"))))
    parting = draw(st.sampled_from(("\n\n", "\n\n\n", "\n \n")))
    return parting.join(blocks) + "\n\n[1]: https://a.example/b\n"


@given(st.data(), TEXT)
def test_formatting_leaves_the_digest_alone(data, paragraphs):
    """Marks, links, lists, white space and line breaks are not what a page says."""
    assert digest("T", data.draw(dressed(paragraphs))) == digest("T", plain(paragraphs))


@given(st.data(), TEXT, WORD)
def test_another_word_or_number_changes_the_digest(data, paragraphs, other):
    """Wherever in the page it stands."""
    chosen = data.draw(st.integers(0, len(paragraphs) - 1))
    place = data.draw(st.integers(0, len(paragraphs[chosen]) - 1))
    assume(paragraphs[chosen][place] != other)
    changed = [list(paragraph) for paragraph in paragraphs]
    changed[chosen][place] = other
    assert digest("T", data.draw(dressed(changed))) != digest("T", data.draw(dressed(paragraphs)))


@given(st.text(), st.text())
def test_any_text_has_a_digest(title, body):
    """Of twelve hexadecimal digits, the same each time."""
    found = digest(title, body)
    assert found == digest(title, body)
    assert len(found) == 12
    assert int(found, 16) >= 0


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("högst 5 000 kr", "högst 50 000 kr"),
        ("inom 5 dagar", "inom 5 % dagar"),
        ("ner till 5 grader", "ner till -5 grader"),
        ("en ordning\n2026 gäller", "en ordning\n2027 gäller"),
        ("en ordning\n5. maj", "en ordning\n6. maj"),
        ("`a(5)`", "`a(6)`"),
        ("```\nkör [x](5)\n```", "```\nkör [x](6)\n```"),
        ("mer än > 5", "mindre än < 5"),
        ("2*3", "23"),
    ],
)
def test_what_says_something_else_is_told_apart(before, after):
    """Numbers, signs that carry meaning, and whatever stands in code."""
    assert digest("T", before) != digest("T", after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("1. a\n2. b\n3. c", "1. a\n1. b\n1. c"),
        ("- a\n- b", "1. a\n2. b"),
        ("A\n===\n\nb", "# A\n\nb"),
        ("| a | b |\n| --- | :--: |\n| c | d |", "|a|b|\n|-|-|\n|c|d|"),
        ("**fet**stil", "fetstil"),
        ("se <https://a.example/x>", "se <https://b.example/y?z=1>"),
        ("[a](x.md) b", "[a][1] b\n\n[1]: y.md"),
        ("[a] b\n\n[a]: x.md", "a b"),
        ("```python\nkör\n```", "~~~\nkör\n~~~"),
        ('!!! tip "Tänk på"\n    a', '??? note "Tänk på"\n    a'),
        ("a&nbsp;&amp; b", "a & b"),
        ("a\u030a", "å"),
        ("för­bi", "förbi"),
        ("a\r\nb", "a b"),
        ("- [ ] a\n- [x] b", "- a\n- b"),
        ("Snäll. Bra!", "snäll bra"),
    ],
)
def test_what_says_the_same_is_the_same(before, after):
    """However it is written."""
    assert words(before) == words(after)


def test_title_and_more_count_each_for_itself():
    """A word that moves from the title to the text is a change."""
    assert digest("a b", "c") != digest("a", "b c")
    assert digest("a", "b") != digest("a", "b", ("c",))


BITS = (
    "<!--",
    "](",
    "[a](",
    "[a][",
    "`",
    "``` \n",
    "<a ",
    "!!! ",
    "{#",
    "*",
    "1. a\n",
    "> ",
    "\n \n",
    "[a]: b\n",
    "www.",
    "](\\)",
)


@pytest.mark.parametrize("bit", BITS)
def test_what_is_begun_and_never_closed_takes_no_time(bit):
    """The time grows with the text's length, and not with its square."""
    start = time.process_time()
    words(bit * 40_000)
    assert time.process_time() - start < 4


def test_the_number_of_words_is_about_right_on_real_pages():
    """Close to the words that a person would count, on every longer page of this repository."""
    for path in [*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("processes/**/*.md")]:
        body = path.read_text(encoding="utf-8").partition("\n---\n")[2]
        real = len(words(body))
        if real > 100:
            assert 0.75 < count_words(body) / real < 1.4, path


def test_reading_takes_a_minute_at_least():
    """Minutes are rounded to what one would say."""
    assert [reading_minutes(count, 200) for count in (0, 10, 290, 310, 20_000)] == [1, 1, 1, 2, 100]
