"""What an issue says: shown as the page has it, calling nobody, linking to nothing, and never too long."""

import re
from datetime import date
from html import unescape

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.messages import Words
from stafett.questions.reminders import by_owner, reminders
from stafett.reports.flag_issue import flag_issue
from stafett.reports.forge_text import account, beginning, plain, title, whole

CALLS = re.compile(r"[@#!~%&$]\w|GH-\d|://|www\.\w|\b(?=[a-f]*\d)[0-9a-f]{7,}\b", re.IGNORECASE)
HOSTILE = st.text(st.sampled_from("@#!$%&~^*_`[]()<>|\\/-+. \nab1:wht;GHps"), max_size=40) | st.text(max_size=40)
PARSER = markdown.Markdown()


@settings(max_examples=60)
@given(HOSTILE)
def test_a_title_is_text_and_calls_nobody(text):
    """No mark is left that Markdown would take for one, and nothing that a forge takes for a name or a number."""
    made = plain(text)
    assert "\n" not in made
    assert not CALLS.search(made.replace("\\", ""))
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_`\[\]<>|]", made)
    shown = unescape(PARSER.reset().convert(f"x {made}"))
    assert not re.search(r"[@#]\w", shown)


@pytest.mark.parametrize(
    ("text", "calling"),
    [
        ("@everyone", "@everyone"),
        ("see #12 and !7", "#12"),
        ("GH-12", "GH-12"),
        ("&commat;anna", "@anna"),
        ("https://github.com/o/r/issues/1", "https://"),
        ("<!-- stafett: owner=x -->", "<!--"),
        ("/close", "\n/close"),
        ("9fceb02d0ae598e95dc970b74767f19372d61af8", "9fceb02d"),
    ],
)
def test_what_would_call_or_link_does_not(text, calling):
    """A sign without width stands behind the one that calls."""
    assert calling not in unescape(markdown.markdown(plain(text)))


@settings(max_examples=60)
@given(HOSTILE)
def test_a_text_of_any_length_is_text_and_calls_nobody(text):
    """As a title is; it may begin a line, too."""
    made = whole(f"{text} {'x' * 300}")
    assert made.endswith("x" * 300)
    signs = re.sub(r"(?<=[A-Za-z0-9_])@(?=[A-Za-z0-9-]+\.[A-Za-z0-9])", "", made.replace("\\", ""))
    assert not CALLS.search(signs)
    shown = markdown.markdown(f"- a\n    - {beginning(text)}\n")
    assert set(re.findall(r"<(\w+)", shown)) <= {"ul", "li", "p"}


@pytest.mark.parametrize("text", ["1. x", "12) x", "- x", "+ x", "---", "===", "# x", "> x", "* x"])
def test_what_begins_a_line_begins_no_list_or_heading(text):
    """Neither below another line nor as a point of its own."""
    for before in ("- a\n    - ", "- a\n      "):
        assert set(re.findall(r"<(\w+)", markdown.markdown(before + beginning(text)))) <= {"ul", "li", "p"}


@pytest.mark.parametrize("text", ["Ask chef@kb.example.", "(first.last-2@kb.example)", "a+b@x.se, c@y.se"])
def test_an_address_in_a_text_can_be_copied(text):
    """No forge takes what follows a letter for a name; a sign before it, or a name in its place, is broken."""
    assert whole(text) == text
    for calling in ("@a@kb.example", "#a@kb.example", "-@kb.example", "GH-12@kb.example", "x@kb", "www.a@kb.example"):
        assert "\u200b" in whole(calling)


def test_names_of_accounts_and_teams_are_taken_only_where_they_can_be_such():
    """Anything else would be text that somebody wrote into a body."""
    assert account("@org/team") == account(" org/team ") == "org/team"
    for text in (None, "", "@", "a b", "a\n@everyone", "a@b", "<b>", "org/", "@@x"):
        assert account(text) is None
    assert title("a\nb" + "c" * 300).startswith("a bccc")
    assert len(title("c" * 300)) == 201


def test_a_long_list_is_cut_and_says_how_much_is_left_out(make_base):
    """The forge would refuse it whole."""
    pages = {
        f"docs/p{number}.md": "---\ntitle: T\nowner: x\nlast_reviewed: 2020-01-01\nreview_in: 1 year\n---\n# T\n"
        for number in range(60)
    }
    base = make_base(pages, {"owners": "any"})
    day = date(2026, 11, 24)
    (owned,) = by_owner(base, reminders(base, day))
    text = flag_issue(base, owned, Words("en"), "", 6000)
    shown = text.body.count("\n- ")
    assert 0 < shown < 60
    assert f"{60 - shown} more pages are not listed here." in text.body
    assert len(text.body) < 6000
    assert flag_issue(base, owned, Words("en"), "", 100_000).body.count("\n- ") == 60


def test_it_has_climbed_to_others_who_are_called_as_well(make_base):
    """By team or account, and never by name or address."""
    role = "---\ntitle: {}\nowner: head\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n{}---\n# R\n"
    page = "---\ntitle: A\nowner: head\ndeputy: clerk\nlast_reviewed: 2025-01-01\nreview_in: 1 year\n---\n# A\n"
    base = make_base(
        {
            "docs/roles/head.md": role.format("Head", 'team: "@org/heads"\n'),
            "docs/roles/clerk.md": role.format("Clerk", ""),
            "docs/a.md": page,
            "people/p.yml": "people:\n"
            "  - {id: p-1, name: Anna Ek, unit: u, first_day: 2020-01-01, roles: [{role: head, from: 2020-01-01}]}\n"
            "  - {id: p-2, name: Bo Ek, email: bo@x.example, unit: u, first_day: 2020-01-01, account: '@bo',"
            " roles: [{role: clerk, from: 2020-01-01}]}\n"
            "units: [{id: u, name: Unit, head: p-2}]\n",
        }
    )
    day = date(2026, 11, 24)
    (owned,) = by_owner(base, reminders(base, day))
    text = flag_issue(base, owned, Words("en"), "https://kb.example/", 60_000)
    assert text.title == "Pages to review: Head"
    assert text.body.startswith(
        "@org/heads: 1 page waits for its owner:\n\n- [A](<https://kb.example/a/>). It should have been reviewed"
    )
    assert "now concerns the deputy (Clerk) @bo, too." in text.body
    assert not re.search(r"Ek\b|x\.example|p-\d", text.body)
    assert text.accounts == ()
    assert text.calls


def test_each_line_leads_to_the_form(make_base):
    """Where there is one, and the site's address is known."""
    page = "---\ntitle: A\nowner: x\nlast_reviewed: 2025-01-01\nreview_in: 1 year\n---\n# A\n"
    form = {"to": "github", "url": "https://github.com/org/kb"}
    base = make_base({"docs/a.md": page}, {"owners": "any", "form": form})
    day = date(2026, 11, 24)
    (owned,) = by_owner(base, reminders(base, day))
    body = flag_issue(base, owned, Words("en"), "https://kb.example/", 60_000).body
    assert "[Open it in the form](<https://kb.example/edit/#/collections/docs/entries/a>)." in body
    assert "(<" not in flag_issue(base, owned, Words("en"), "", 60_000).body
