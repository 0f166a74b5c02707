"""The link that opens a note: every forge and mail program takes it, and it says what it is about and no more."""

from html import unescape
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.mail import is_mailbox
from stafett.messages import Words
from stafett.reports.feedback import LONGEST, About, feedback_address, line_break, not_found_address
from stafett.settings import Feedback

URL = "https://forge.example/organisation/kunskapsbas"
WAYS = {
    "github": (Feedback("github", url=URL), f"{URL}/issues/new", "title", "body"),
    "gitlab": (Feedback("gitlab", url=URL), f"{URL}/-/issues/new", "issue[title]", "issue[description]"),
    "azure": (Feedback("azure", url=URL), f"{URL}/_workitems/create/Task", "[System.Title]", "[System.Description]"),
    "mailto": (
        Feedback("mailto", address="kunskapsbas@x.example"),
        "mailto:kunskapsbas@x.example",
        "subject",
        "body",
    ),
}
each_way = pytest.mark.parametrize("name", WAYS)
ABOUT = About(
    page="Attestera en leverantörsfaktura",
    id="processes/ekonomi/attestera-faktura",
    step="Stämmer fakturan mot ordern?",
    owner="Ekonomiprocessägare",
    reviewed="2026-05-04",
    revision="1a2b3c4",
    address="https://kb.example/processes/ekonomi/attestera-faktura/",
)
texts = st.text(max_size=3000)
abouts = st.builds(About, page=texts, id=texts, step=texts, owner=texts, contact=texts, reviewed=texts, address=texts)


def taken_apart(address):
    """The place that an address opens, and what is filled in there, as its receiver understands it."""
    parts = urlsplit(address)
    assert parts.fragment == ""
    assert "+" not in parts.query
    pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
    return address.partition("?")[0], dict(pairs), len(pairs)


@each_way
def test_a_note_says_page_step_owner_and_revision(name):
    """In the fields that the receiver has for it, a line each."""
    way, place, subject, body = WAYS[name]
    found, fields, number = taken_apart(feedback_address(way, ABOUT, Words("en")))
    assert (found, number) == (place, 2)
    assert fields[subject] == "Not right: Attestera en leverantörsfaktura"
    lines = fields[body].split(line_break(way))
    assert lines[4:] == [
        "Page: Attestera en leverantörsfaktura",
        "Id: processes/ekonomi/attestera-faktura",
        "Step: Stämmer fakturan mot ordern?",
        "Owner: Ekonomiprocessägare",
        "Last reviewed: 2026-05-04",
        "Revision: 1a2b3c4",
        "Address: https://kb.example/processes/ekonomi/attestera-faktura/",
    ]


@each_way
def test_a_note_is_in_the_readers_language(name):
    """Its ready words come from the catalog."""
    way, _, subject, _ = WAYS[name]
    fields = taken_apart(feedback_address(way, ABOUT, Words("sv")))[1]
    assert fields[subject].startswith("Stämmer inte: ")


@each_way
@given(about=abouts)
def test_whatever_a_page_is_called_the_address_stays_whole(name, about):
    """It is short enough, all ASCII, has the two fields and no other, and no value begins a line of its own."""
    way, _, subject, body = WAYS[name]
    address = feedback_address(way, about, Words("sv"))
    assert len(address) <= LONGEST
    assert address.isascii()
    assert address.isprintable()
    _, fields, number = taken_apart(address)
    assert number == 2
    assert set(fields) == {subject, body}
    assert not set(fields[subject]) & set("\r\n\u2028\u2029")
    lines = fields[body].split(line_break(way))
    assert all(line == "" or ": " in line or line.endswith(".") for line in lines)
    assert len(lines) <= 11


@given(about=abouts)
def test_a_mail_goes_to_one_mailbox_only(about):
    """Whatever a page says its owner's address is: nothing of it becomes a header."""
    address = feedback_address(WAYS["mailto"][0], about, Words("sv"))
    assert is_mailbox(unquote(address.removeprefix("mailto:").partition("?")[0]))


@pytest.mark.parametrize(
    ("contact", "to"),
    [
        ("faktura@x.example", "faktura@x.example"),
        ("", "kunskapsbas@x.example"),
        ("a@x.example,b@x.example", "kunskapsbas@x.example"),
        ("a@x.example?bcc=b@x.example", "kunskapsbas@x.example"),
        ("a@x.example\r\nBcc: b@x.example", "kunskapsbas@x.example"),
        ("a@x.example%0D%0ABcc:b@x.example", "kunskapsbas@x.example"),
    ],
)
def test_a_mail_goes_to_the_owners_functional_address(contact, to):
    """Where it has one that is a mail address and nothing else."""
    address = feedback_address(WAYS["mailto"][0], About(contact=contact), Words("en"))
    assert address.startswith(f"mailto:{to}?subject=Not%20right&body=")


def test_line_breaks_in_a_title_make_no_lines():
    """What looks like a header, or a command of the forge, stays text behind its name."""
    about = About(page="A\r\nBcc: x@y.example\n/assign @me\u2028B")
    fields = taken_apart(feedback_address(WAYS["mailto"][0], about, Words("en")))[1]
    assert fields["subject"] == "Not right: A Bcc: x@y.example /assign @me B"
    assert "\r\nPage: A Bcc: x@y.example /assign @me B" in fields["body"]


def test_azure_gets_text_as_html():
    """Its field is HTML, and a title is none."""
    fields = taken_apart(feedback_address(WAYS["azure"][0], About(page="<b>A & B"), Words("en")))[1]
    assert "Page: &lt;b&gt;A &amp; B" in fields["[System.Description]"]
    assert unescape(fields["[System.Title]"]) == "Not right: <b>A & B"


def test_a_long_address_is_left_out_and_never_cut():
    """Half an address leads nowhere."""
    about = About(page="A", address="https://kb.example/" + "x" * 1500)
    assert "kb.example" not in feedback_address(WAYS["github"][0], about, Words("en"))


@each_way
def test_words_can_be_added_to_a_note_on_what_was_not_found(name):
    """Its text comes last, so that the reader's own words follow it."""
    way, _, _, body = WAYS[name]
    address = not_found_address(way, Words("en")) + "l%C3%B6n"
    assert taken_apart(address)[1][body].split(line_break(way)) == ["I looked for this and did not find it:", "lön"]
