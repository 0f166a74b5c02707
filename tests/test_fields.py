"""The field types: text becomes a value, or a complaint that says how to mend it."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stafett.dates import Interval
from stafett.fields import ISO_DATE, TYPES, Field, Notation, nearest, parse_date, read_field
from stafett.messages import Words
from stafett.model import Answer, Step
from stafett.refusals import shown

PLAIN = Notation()
US = Notation(("%m/%d/%Y",))
YES_AND_NO = (Answer("Ja", 2), Answer("Nej", None, "slut"))
LANGUAGES = (Words("en"), Words("sv"))
TEXT = st.text(max_size=30)
RAW = st.recursive(
    st.none() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DATE_LIKE = st.from_regex(r"\d{1,5}[-/. ]\d{1,2}[-/. ]\d{1,5}([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?", fullmatch=True)


def field(type_, **more):
    """A field of a type, with choices where the type wants them."""
    return Field("name", type_, choices=("low", "high") if type_ in {"choice", "groups"} else (), **more)


@pytest.mark.parametrize("type_", sorted(TYPES))
@given(raw=RAW)
@example(raw=["a", None])
@example(raw={"low": {"x": "y"}})
@example(raw=[{"step": "a", "by": {}}])
@example(raw=[{"step": "a", "then": {"{x}": "gå till 2"}}])
@example(raw=[{"step": "a", "{x}": "y"}])
def test_any_value_is_read_or_complained_of(type_, raw):
    """No value at all raises; a complaint has words in both languages, each place filled."""
    for notation in (PLAIN, US):
        outcome = read_field(raw, field(type_), notation)
        assert outcome.value is None or not outcome.complaints
        for complaint in outcome.complaints:
            assert complaint.code == "FMT010"
            for words in LANGUAGES:
                assert words(complaint.message, **complaint.values)
                assert words(complaint.fix, **complaint.values)
                assert not any(f"{{{key}}}" in words(complaint.fix, **complaint.values) for key in complaint.values)


@given(TEXT | DATE_LIKE)
@example("2026-05-04")
@example("20260-05-04")
@example("2026-05-04T09:30:00+02:00")
def test_a_text_is_the_date_that_it_writes_or_none(text):
    """ISO 8601 with two-digit months and days, and nothing else, whatever Python would make of it."""
    day = parse_date(text, (ISO_DATE,))
    if day is None:
        assert not is_iso(text)
    else:
        assert text.startswith(day.isoformat())
        assert len(text) == 10 or text[10] in "Tt "


def is_iso(text):
    """Whether a text is a date as Python writes it."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@given(st.dates(date(1000, 1, 1)), st.sampled_from([ISO_DATE, "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d", "%d %m %y"]))
def test_a_date_written_in_a_format_is_read_back(day, notation):
    """Every format reads what it writes; two digits of a year mean the nearest century."""
    read = parse_date(day.strftime(notation), (notation,))
    assert read == day or ("%y" in notation and read.strftime(notation) == day.strftime(notation))


@given(TEXT | DATE_LIKE, st.sampled_from(["%m/%d/%Y", "%d.%m.%Y", "%Y%m%d"]))
def test_a_date_in_another_format_writes_itself(text, notation):
    """What is read in a format is exactly what the format would write."""
    day = parse_date(text, (notation,))
    assert day is None or day.strftime(notation) == text


def test_the_first_format_that_fits_counts():
    """A knowledge base may have several ways of writing dates."""
    formats = ("%d/%m/%Y", ISO_DATE)
    assert parse_date("04/05/2026", formats) == date(2026, 5, 4)
    assert parse_date("2026-05-04", formats) == date(2026, 5, 4)


@given(DATE_LIKE)
def test_a_guessed_date_can_be_read(text):
    """What a fix offers is a value that would be taken."""
    outcome = read_field(text, field("date"), PLAIN)
    for complaint in outcome.complaints:
        assert parse_date(complaint.values["example"], (ISO_DATE,))


@given(st.integers(1, 40), st.text("adegkmnorvyåäö.s ", min_size=1, max_size=8))
def test_a_guessed_interval_can_be_read(count, word):
    """What a fix offers is a value that would be taken."""
    outcome = read_field(f"{count} {word}", field("interval"), PLAIN)
    for complaint in outcome.complaints:
        guess = complaint.values["guess"]
        assert not guess or isinstance(read_field(guess, field("interval"), PLAIN).value, Interval)


@pytest.mark.parametrize("text", ["no", "0010", "1e3", "2022-30-09", "null", "~x", "yes", "0x1F", "12:30:00", "1_000"])
def test_text_stays_what_its_author_wrote(text):
    """Nothing is a number, a truth value or a date but by its field's type."""
    assert read_field(text, field("text"), PLAIN).value == text


def test_text_is_on_one_line_and_in_one_form():
    """Spaces are made one, and a letter with a sign above it is one character."""
    assert read_field("  a \n\t b  ", field("text"), PLAIN).value == "a b"
    assert read_field("inko\u0308p", field("reference"), PLAIN).value == "ink\u00f6p"


@pytest.mark.parametrize(
    ("type_", "raw", "value"),
    [
        ("texts", "a", ("a",)),
        ("texts", ["a", None, "b"], ("a", "b")),
        ("texts", [], ()),
        ("words", "betala, räkning ,", ("betala", "räkning")),
        ("words", ["a, b"], ("a, b",)),
        ("truth", "No", False),
        ("truth", "true", True),
        ("choice", "low", "low"),
        ("date", "2026-05-04 09:30", date(2026, 5, 4)),
        ("interval", "1  year", Interval(1, "year")),
        ("groups", {"low": "a", "high": ["b"]}, {"low": ("a",), "high": ("b",)}),
        ("groups", {"low": None}, {"low": ()}),
        ("records", [{"a": "b"}], ({"a": "b"},)),
        ("steps", ["a  b", {"step": "c"}], (Step("a b"), Step("c"))),
        ("steps", [{"step": "a", "by": "x", "then": "1"}], (Step("a", "x", (Answer("", 1),)),)),
        ("steps", [{"step": "a?", "then": {"Ja": "2", "Nej": "slut"}}], (Step("a?", None, YES_AND_NO),)),
        ("steps", [], ()),
    ],
)
def test_values_by_example(type_, raw, value):
    """What each type makes of what people write."""
    assert read_field(raw, field(type_), PLAIN) == (value, ())


def test_nearest_finds_what_was_meant():
    """A misspelt word finds its neighbour whatever its case, and nonsense finds nothing."""
    known = ["last_reviewed", "owner", "Deputy"]
    assert nearest("last_reveiwed", known) == "last_reviewed"
    assert nearest("deputi", known) == "Deputy"
    assert nearest("zzz", known) is None
    assert nearest("x" * 100_000, known) is None


@given(RAW)
def test_a_shown_value_is_short(raw):
    """A message is not drowned by the value that it quotes."""
    assert len(shown(raw)) <= 80
    assert len(shown(raw).splitlines()) <= 1
