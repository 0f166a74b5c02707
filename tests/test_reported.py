"""What readers reported, read from the files that forges export, and put to the pages that it is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.notes import Issue
from stafett.questions.coverage import coverage
from stafett.questions.covered import Lack
from stafett.questions.gaps import What, gaps
from stafett.questions.reported import Search, reported
from stafett.reading.exported_issues import ReportsError, issues_of, read_issues
from stafett.settings import Settings
from test_coverage import DAY, PEOPLE, files, page

EXPORTS = sorted((Path(__file__).parent / "exported_issues").iterdir())
WITH_NAME = PEOPLE.replace("id: p-1,", "id: p-1, name: Anna Andersson, email: anna@x.example,")
SITE = {"site_url": "https://kb.example/in/"}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_every_forges_export_says_the_same(make_base, path):
    """Two pages that are not right, one search that two told of and one that one did; a name is only counted.

    Closed issues, pull requests, confidential ones and those that Stafett keeps itself are left out.
    """
    base = make_base({**files(), "people/a.yml": WITH_NAME}, SITE)
    found = reported(base, read_issues(path))
    assert found.pages == {"processes/money/book.md": 1, "processes/money/pay.md": 1}
    assert found.searches == (Search("Behörighet ledger", 2), Search("hisskort", 1))
    assert (found.withheld, found.unmatched) == (1, 1)


def test_what_was_reported_joins_the_gaps(make_base):
    """A page by its own, whatever else it lacks; a search beside the pages."""
    base = make_base({**files(a=page(criticality="high", audience="[clerk]")), "docs/b.md": page("B")}, SITE)
    notes = [Issue("Not right: A", "Id: processes/work/a"), Issue("Stämmer inte: B", "Id: b"), Issue("x", "Id: b")]
    found = gaps(coverage(base, DAY), reported(base, [*notes, Issue("Could not find", "- lift card")]))
    told = [(gap.what, gap.text, gap.lacks, gap.reports, gap.risk) for gap in found]
    assert told == [
        (What.PAGE, "processes/work/a", (Lack.IN_NO_PATH, Lack.REPORTED), 1, 16),
        (What.PAGE, "b", (Lack.REPORTED,), 2, 2),
        (What.SEARCH, "lift card", (Lack.NOT_FOUND,), 0, 2),
    ]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("Id: processes/money/pay", "processes/money/pay.md"),
        ("Sida: Betala\n  **Id:** `processes/money/pay`", "processes/money/pay.md"),
        ("Adress: https://kb.example/in/processes/money/pay/", "processes/money/pay.md"),
        ("see <https://KB.example/in/processes/money/pay/index.html#steps>.", "processes/money/pay.md"),
        ("[here](https://kb.example/in/roles/boss/?q=1)", "docs/roles/boss.md"),
        ("Id: processes/money/gone\nAddress: https://kb.example/in/processes/money/book/", "processes/money/book.md"),
        ("https://kb.example/processes/money/pay/", None),
        ("https://evil.example/in/processes/money/pay/", None),
        ("http://[broken/in/processes/money/pay/", None),
        ("Identity: processes/money/pay", None),
    ],
)
def test_a_note_is_put_to_the_page_that_it_names(make_base, body, path):
    """By the id on a line of its own, else by an address of this site."""
    found = reported(make_base(files(), SITE), [Issue("Not right", body)])
    assert list(found.pages) == ([path] if path else [])


def test_without_an_address_of_the_site_the_end_of_an_address_tells(make_base):
    """As where the site's address stands in mkdocs.yml alone."""
    body = "Address: https://intranet.example/handbook/processes/money/pay/"
    assert list(reported(make_base(files()), [Issue("Not right", body)]).pages) == ["processes/money/pay.md"]


@pytest.mark.parametrize(
    "text",
    ["anna@x.example", "ANDERSSON, Anna", "andersson", "anna andersson semester", "p-1", "ring 070-123 45 67", "x@y.z"],
)
def test_a_search_that_may_name_somebody_is_never_told(make_base, text):
    """It is counted, so that nothing is silently lost."""
    base = make_base({**files(), "people/a.yml": WITH_NAME})
    found = reported(base, [Issue("Could not find", f"- {text} (2026-11-04)")])
    assert (found.searches, found.withheld) == ((), 1)


def test_searches_are_the_same_but_for_order_case_and_diacritics(make_base):
    """Told in the spelling that most used, and one note counts once however often it says it."""
    lines = ["- Högtid lön\n- lön högtid (2026-01-01)", "- Lön högtid", "- Lön högtid", "1. annat"]
    notes = [Issue(f"Hittade inte: {number}", line) for number, line in enumerate(lines)]
    assert reported(make_base(files()), notes).searches == (Search("Lön högtid", 3), Search("annat", 1))


def test_a_search_without_a_list_is_what_the_note_says(make_base):
    """As where somebody wrote it by hand, or in the title alone."""
    ask = Words("sv")("I looked for this and did not find it:")
    notes = [Issue("Fråga", f"{ask}\nhisskort"), Issue("Could not find: parking", "")]
    assert [found.text for found in reported(make_base(files()), notes).searches] == ["hisskort", "parking"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"title": "a"', "f.json:1: this is not JSON"),
        ('[\n{"title": "a"},\nx]', "f.json:3: this is not JSON"),
        ("[" * 100_000, "f.json:1: this is not JSON"),
        ('{"message": "Not Found"}', "f.json:1: these are no issues: each needs a title, and its text as"),
        ("[1]", "f.json:1: these are no issues"),
        ("ID,Title,State\n1,a,New\n", "f.json:1: the columns Title and Description are not among those"),
        ("<html>", "f.json:1: the columns Title and Description"),
        (f'Title,Description\na,"{"x" * 200_000}"\n', "f.json:2: this is not CSV (field larger than field limit"),
    ],
)
def test_a_file_that_holds_no_issues_says_where_and_why(text, message):
    """Never a traceback, whatever stands there."""
    with pytest.raises(ReportsError) as error:
        issues_of(text, "f.json")
    assert str(error.value).startswith(message)


def test_an_empty_export_is_no_mistake():
    """Nothing was reported."""
    assert issues_of("", "f") == issues_of("[]", "f") == issues_of("Title;Description\n", "f") == ()


def test_a_file_that_is_not_there_is_named(tmp_path):
    """With its path, as whoever wrote the setting needs to know."""
    with pytest.raises(ReportsError, match=r"none\.json:1: the exported issues cannot be read"):
        read_issues(tmp_path / "none.json")


@pytest.mark.parametrize("link", ["issues.csv", "exports"])
def test_no_link_leads_out_of_the_knowledge_base(tmp_path, link):
    """Neither the file itself nor a folder above it: the site would show what another file of the machine says."""
    root, elsewhere = tmp_path / "base", tmp_path / "elsewhere"
    root.mkdir()
    elsewhere.mkdir()
    (elsewhere / "issues.csv").write_text("Title,Description\nsecret,secret\n", encoding="utf-8")
    (root / link).symlink_to(elsewhere / link if link == "issues.csv" else elsewhere)
    path = root / link if link == "issues.csv" else root / link / "issues.csv"
    with pytest.raises(ReportsError, match="This is a link to another place, and is not read") as error:
        read_issues(path, root)
    assert "secret" not in str(error.value)


ISSUES = st.lists(st.fixed_dictionaries({"title": st.text(min_size=1), "body": st.text() | st.none()}), max_size=3)


@given(ISSUES)
def test_whatever_people_write_is_read_and_put_somewhere(issues):
    """No text of an issue is too strange: each is told, withheld or counted as of no page."""
    found = issues_of(json.dumps(issues), "f")
    result = reported(KnowledgeBase(Settings()), [*found, *(Issue("Could not find", issue.body) for issue in found)])
    assert result.unmatched <= len(found) + len(issues)
    assert all(search.readers <= 2 * len(issues) and len(search.text) <= 80 for search in result.searches)
