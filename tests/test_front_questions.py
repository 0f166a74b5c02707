"""What the front page asks: which pages most people need, and what is new."""

from __future__ import annotations

from datetime import date

import pytest

from stafett.knowledge_base import KnowledgeBase
from stafett.questions.most_used import most_used
from stafett.questions.recent import recent
from stafett.reading.history import Change, History
from stafett.settings import Settings

SINCE, DAY = date(2026, 10, 25), date(2026, 11, 24)


def page(title: str, body: str = "", **fields: str) -> str:
    """A page with front matter."""
    lines = "\n".join(f"{key}: {value}" for key, value in fields.items())
    return f"---\ntitle: {title}\n{lines}\n---\n# {title}\n\n{body}\n"


PAGES = {
    "docs/roles/boss.md": page("Boss", must_know="{day_1: [pay, hire], week_1: [pay]}"),
    "docs/roles/clerk.md": page("Clerk", must_know="{day_1: [pay]}"),
    "docs/decisions/0001-pay.md": page("Pay", status="accepted", date="2026-11-01"),
    "processes/pay.md": page("Pay a bill"),
    "processes/hire.md": page("Hire", "[Pay](pay.md#top), [again](pay.md), [b](../decisions/0001-pay.md)"),
    "processes/fire.md": page("Fire", "[Pay](pay.md)"),
    "docs/contact.md": page("Contact", audience="[everyone]"),
    "docs/alone.md": page("Alone"),
}


def test_what_is_on_most_paths_and_linked_to_most_comes_first(make_base):
    """A page counts once for each role and for each page that links to it; roles and decisions are left out."""
    found = most_used(make_base(PAGES), 10)
    assert [page.title for page in found] == ["Contact", "Pay a bill", "Hire"]


def test_only_as_many_as_asked_for(make_base):
    """The front page has room for a few."""
    assert len(most_used(make_base(PAGES), 2)) == 2
    assert most_used(KnowledgeBase(Settings()), 2) == ()


@pytest.mark.parametrize("field", [{"replaced_by": "hire"}, {"variant_of": "hire"}])
def test_a_page_that_is_not_for_all_to_read_is_left_out(make_base, field):
    """Whoever follows it would come to the wrong place."""
    files = PAGES | {"processes/old.md": page("Old", audience="[everyone]", criticality="high", **field)}
    assert "Old" not in [page.title for page in most_used(make_base(files), 10)]


def test_one_page_with_hundreds_of_links_does_not_decide(make_base):
    """Links count up to a number, and what a page costs when it is wrong counts as well."""
    links = {f"docs/n{n}.md": page(f"N{n}", "[A](alone.md)") for n in range(30)}
    files = PAGES | links | {"processes/pay.md": page("Pay a bill", audience="[everyone]", criticality="high")}
    assert [page.title for page in most_used(make_base(files), 2)] == ["Pay a bill", "Alone"]


def change(path: str, day: int, before: str | None = "a") -> Change:
    """A change in November 2026."""
    return Change(path, date(2026, 11, day), before, "b")


def test_changed_pages_are_told_newest_first_with_their_last_day(make_base):
    """A page that came into being in the period is new, however often it was changed since."""
    history = History(
        SINCE, (change("processes/pay.md", 9), change("processes/hire.md", 8), change("processes/pay.md", 3, None))
    )
    found = recent(make_base(PAGES), history, SINCE, DAY)
    assert [(item.page.title, item.day.day, item.new) for item in found.pages] == [
        ("Pay a bill", 9, True),
        ("Hire", 8, False),
    ]
    assert found.pages_since == SINCE


def test_what_is_no_page_or_was_only_tidied_is_not_told(make_base):
    """Files of other kinds are of no interest to a reader, nor is a line that was broken elsewhere."""
    history = History(SINCE, (change("mkdocs.yml", 9), change("processes/pay.md", 9), change("processes/hire.md", 8)))
    found = recent(make_base(PAGES), history, SINCE, DAY, frozenset({"processes/pay.md"}))
    assert [item.page.title for item in found.pages] == ["Hire"]


def test_decisions_of_the_period_are_told_by_their_own_date_and_not_twice(make_base):
    """Not by the day on which somebody typed them in; those of tomorrow are not taken yet."""
    files = PAGES | {
        "docs/decisions/0002-a.md": page("A", status="accepted", date="2026-10-24"),
        "docs/decisions/0003-b.md": page("B", status="proposed", date="2026-11-24"),
        "docs/decisions/0004-c.md": page("C", status="accepted", date="2026-11-25"),
        "docs/decisions/0005-d.md": page("D", status="accepted", date="nonsense"),
    }
    written_down = change("docs/decisions/0005-d.md", 9, None)
    history = History(
        SINCE, (change("docs/decisions/0001-pay.md", 9), change("docs/decisions/0002-a.md", 9), written_down)
    )
    found = recent(make_base(files), history, SINCE, DAY)
    assert [page.title for page in found.decisions] == ["B", "Pay"]
    assert [item.page.title for item in found.pages] == ["A"]


def test_without_git_decisions_are_told_all_the_same(make_base):
    """And that nothing is known of pages."""
    found = recent(make_base(PAGES), None, SINCE, DAY)
    assert ([page.title for page in found.decisions], found.pages, found.pages_since) == (["Pay"], (), None)
