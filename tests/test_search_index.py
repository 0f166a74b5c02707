"""What the index holds, and how its files are made."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.search.index import LEVELS, Posting, Record, invert
from stafett.search.sections import Section, sections, top_headings
from stafett.search.writer import TEXTS, WHOLE, digest, encode, write

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def page(url: str, title: str, text: str = "", **more: object) -> Record:
    """A page of one section."""
    return Record(url, title, (Section("", "", text),), **more)


def loaded(files: dict[str, str], name: str) -> object:
    """What a file of the index holds, read as a worker does."""
    text = files[name]
    assert text.startswith(f'stafettShard("{name}",')
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def decoded(code: str) -> list[Posting]:
    """Postings read back, as ``30-files.js`` does."""
    found, number, at = [], -1, 0
    while at < len(code):
        distance, place = 0, 1
        while (digit := SIGNS.index(code[at])) >= 32:
            distance, place, at = distance + (digit - 32) * place, place * 32, at + 1
        number += distance + digit * place
        found.append(Posting(number, SIGNS.index(code[at + 1])))
        at += 2
    return found


@given(st.dictionaries(st.integers(0, 100_000), st.integers(1, LEVELS), max_size=50))
def test_postings_are_read_back_as_they_were(weights):
    """However far the pages are apart."""
    postings = [Posting(number, weights[number]) for number in sorted(weights)]
    assert decoded(encode(postings)) == postings


def test_a_title_weighs_more_than_a_heading_a_keyword_and_the_text():
    """And a word by itself more than as part of a compound."""
    found = invert(
        [
            page("t/", "Semester"),
            Record("h/", "A", (Section("", "", ""), Section("x", "Semester", ""))),
            page("k/", "B", keywords=["semester"]),
            page("b/", "C", "semester"),
            page("c/", "D", "semesteransökan ansökan"),
        ]
    )
    levels = {posting.page: posting.level for posting in found["semester"]}
    assert levels[0] > levels[2] > levels[1] > levels[3] > levels[4] > 0
    assert [posting.page for posting in found["ansokan"]] == [4]


def test_a_long_page_s_words_weigh_less():
    """Else the longest page would answer everything."""
    short, long = invert([page("s/", "A", "semester nu"), page("l/", "B", "semester " + "annat " * 500)])["semester"]
    assert short.level > long.level


def test_sections_hold_plain_text_by_anchor():
    """Without marks for permanent links, scripts and pictures; blocks are kept apart, and characters are read."""
    mark = '<a class="headerlink" href="#a-1">¶</a>'
    html = (
        f'<h1>Title</h1>\n<p>One <em>two</em>three &amp; &lt;b&gt;</p>\n<h2 id="a-1">First{mark}</h2>'
        '<ul><li>x</li><li>y</li></ul><svg><text>no</text></svg><h2>No anchor</h2>z<h3 id="b">Deep</h3>'
    )
    assert sections(html) == (
        Section("", "", "One twothree & <b>"),
        Section("a-1", "First", "x y No anchor z"),
        Section("b", "Deep", ""),
    )


def test_top_headings_are_other_words_for_a_title():
    """Whether they have an anchor or not, without the mark for a permanent link."""
    mark = '<a class="headerlink" href="#a">¶</a>'
    assert top_headings(f'<h1 id="a">One <em>two</em>{mark}</h1><h2>no</h2><h1> </h1><h1>Three</h1>') == (
        "One two",
        "Three",
    )
    assert top_headings("<p>None</p>") == ()


def test_a_small_index_is_one_of_each_file():
    """So that it is fetched at once."""
    files = write([page("a/", "Semester", facts={"kind": "Process"}), page("b/", "Resa", replaced_by=("a/",))], {})
    assert set(files) == {"root", "words", "t0", "d0"}
    assert loaded(files, "root") == {
        "pages": 2, "terms": ["resa"], "texts": [0], "whole": True, "few": True, "retired": {"1": [0]}, "variants": {},
        "words": {},
    }  # fmt: skip
    assert loaded(files, "t0")[0] == ["resa", "semester"]
    assert loaded(files, "d0")[0] == ["a/", "Semester", {"kind": "Process"}, [], [["", "", ""]]]


def test_a_large_index_is_divided():
    """Every page and form is in one file, and the first of each tells which."""
    count = 2 * WHOLE // TEXTS
    records = [page(f"p{n}/", f"Sida {n}", f"ord{n} " + "text " * (TEXTS // 5)) for n in range(count)]
    files = write(records, {})
    root = loaded(files, "root")
    assert root["whole"] is False
    assert [loaded(files, f"t{n}")[0][0] for n in range(len(root["terms"]))] == root["terms"]
    pages = [entry[0] for n in range(len(root["texts"])) for entry in loaded(files, f"d{n}")]
    assert pages == [record.url for record in records]
    assert loaded(files, "words") == sorted(loaded(files, "words"))


def test_a_page_of_made_up_words_is_looked_at_for_compounds_in_part(monkeypatch):
    """And takes nothing from those after it."""
    monkeypatch.setattr("stafett.search.index.MOST_NEW", 60)
    first = page("a/", "A", f"{' '.join(sign * 12 for sign in 'bcdefgh')} semesteransökan")
    second = page("b/", "B", "semester ansökan")
    assert [posting.page for posting in invert([first, second])["semester"]] == [1]
    third = page("c/", "C", "semesteransökan")
    assert [posting.page for posting in invert([first, second, third])["semester"]] == [0, 1, 2]


def test_nothing_in_a_page_ends_the_script():
    """A file of the index may be run as a script where none may be fetched."""
    files = write([page("a/", "</script><script>alert(1)</script>")], {})
    assert "</script" not in "".join(files.values())
    assert loaded(files, "d0")[0][1] == "</script><script>alert(1)</script>"


def test_the_same_pages_have_the_same_digest():
    """A browser may keep the files of an index for ever; another index lies elsewhere."""
    first, same, other = (write([page("a/", title)], {}) for title in ("A", "A", "B"))
    assert digest(first) == digest(same) != digest(other)


@pytest.mark.parametrize("records", [[], [page("a/", "")]])
def test_an_empty_knowledge_base_has_an_index(records):
    """In which nothing is found."""
    files = write(records, {})
    assert loaded(files, "root")["terms"] == []
    assert loaded(files, "words") == []
