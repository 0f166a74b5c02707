"""The front page: its parts are put around the author's words, and say what the knowledge base knows."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from site_builder import MKDOCS_YML, build_files
from stafett.dates import Interval, before, parse_interval
from stafett.messages import Words
from stafett.questions.recent import recent
from stafett.reading.history import Change, History
from stafett.site.views.front import first_section, front
from stafett.site.views.path_parts import path_key
from stafett.site.views.view import View

SINCE, DAY = date(2026, 10, 25), date(2026, 11, 24)
AUTHORS = '<h1 id="hello">Hello</h1>\n<p>We build bridges.</p>\n<h2 id="more">More</h2>\n<p>Of it.</p>'


def page(title: str, **fields: str) -> str:
    """A page with front matter."""
    lines = "\n".join(f"{key}: {value}" for key, value in fields.items())
    return f"---\ntitle: '{title}'\n{lines}\n---\n# {title}\n"


FILES = {
    "docs/roles/boss.md": page("Boss", must_know="{day_1: [pay], week_1: [hire]}"),
    "docs/roles/clerk.md": page("Clerk"),
    "docs/decisions/0001-pay.md": page("Pay sooner", status="accepted", date="2026-11-01"),
    "processes/pay.md": page("Pay", why="Nobody waits for their money."),
    "processes/hire.md": page("Hire", audience="[everyone]"),
}


@pytest.fixture
def view(make_base):
    """The knowledge base as seen from the front page."""

    def make(files=FILES) -> View:
        base = make_base(files)
        return View(
            base, DAY, Words("en"), lambda page: f"{page.id}/", list_link=lambda key: f"list/{key}/",
            digests={"processes/pay.md": "d1"},
        )  # fmt: skip

    return make


def made(view: View, html: str = AUTHORS, history: History | None = None, begin_here=()) -> str:
    """The front page."""
    return front(view, html, "Title", begin_here, recent(view.base, history, SINCE, DAY))


def test_the_parts_stand_between_the_author_s_beginning_and_sections(view):
    """The author's words stay theirs: nothing of them is lost or moved about."""
    html = made(view())
    places = [html.index(words) for words in ("We build bridges", "Who are you", "right now?", "What is new", "Of it")]
    assert places == sorted(places)
    assert html.count("<h1") == 1


def test_managers_are_led_to_the_pages_for_them_that_there_are(view):
    """Each with what it answers; a site without any has no such part."""
    seen = view()
    html = made(seen)
    part = html[html.index('id="stafett-managers"') :].partition("</section>")[0]
    assert re.findall(r'href="list/(\w+)/"', part) == ["continuity", "coverage", "forecast", "health", "variants"]
    few = seen.seen_from(seen.link, lambda key: "list/health/" if key == "health" else "")
    assert re.findall(r'"list/(\w+)/"', made(few)) == ["health"]
    assert "stafett-managers" not in made(seen.seen_from(seen.link))


def test_a_page_without_heading_or_sections_gets_its_title_and_the_parts(view):
    """Whatever an author has written."""
    html = made(view(), "<p>Only this.</p>")
    assert "<h1>Title</h1><p>Only this.</p>" in html
    assert "Who are you" in html


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a</p><h2>b</h2>", "<h2>b</h2>"),
        ("<p>a</p>\n\n<p>é<br>å</p>\n<h2>b</h2>\n<h2>c</h2>", "<h2>b</h2>\n<h2>c</h2>"),
        ("<div><h2>in</h2></div><p>x</p><h2>out</h2>", "<h2>out</h2>"),
        ("<div><h2>in</h2></div>", ""),
        ('<p><img src="a"> <svg><path d="M0"/></svg></p><h2>b</h2>', "<h2>b</h2>"),
        ("a &lt;h2&gt; <code>&lt;h2</code><h2>b</h2>", "<h2>b</h2>"),
        ("", ""),
    ],
)
def test_the_first_section_begins_at_a_heading_that_nothing_encloses(html, found):
    """Else a part would be put into the middle of an element."""
    assert html[first_section(html) :] == found


def test_each_role_leads_to_its_path_without_a_script(view):
    """As a link, by its title; a role without a path to its guide."""
    seen = view()
    address = f"list/{path_key(seen.base.by_id['roles/boss'])}/"
    assert re.search(rf'<a [^>]*href="{re.escape(address)}"[^>]*>Boss</a>', made(seen))


def test_the_script_gets_each_page_once_and_no_markup(view):
    """Titles are text there too, and cannot end the element that the data stands in."""
    files = FILES | {"processes/hire.md": page("</script><b>Hire & fire")}
    html = made(view(files))
    data = re.search(r'<script type="application/json" id="stafett-paths">(.*?)</script>', html)
    told = json.loads(data[1])
    assert [entry[:2] for entry in told["pages"]] == [
        ["processes/pay", "Pay"],
        ["processes/hire", "</script><b>Hire & fire"],
    ]
    assert told["pages"][0][3] == "d1"
    assert told["paths"] == {"roles/boss": [[0, 0], [1, 1]]}


def test_pages_that_most_need_are_told_with_why(view):
    """In the author's words where there are some."""
    assert "Nobody waits for their money." in made(view())


def test_what_is_new_is_told_since_a_day(view):
    """Decisions by their date, pages by git."""
    history = History(SINCE, (Change("processes/pay.md", date(2026, 11, 9), "a", "b"),))
    html = made(view(), history=history)
    assert 'Since <time datetime="2026-10-25">25 October</time>' in html
    assert "Pay sooner" in html
    assert '<time datetime="2026-11-09">9 November</time>' in html


def test_without_git_nothing_is_said_of_pages(view):
    """Neither that some were changed nor that none was."""
    files = {path: text for path, text in FILES.items() if "decisions" not in path}
    old = {"docs/decisions/0001-pay.md": page("Pay sooner", status="accepted", date="2025-11-01")}
    assert "What is new?" not in made(view(files))  # where there are no decisions, either, nothing can be known
    assert "Nothing has been decided." in made(view(files | old))
    assert "no page has been changed" in made(view(files), history=History(SINCE))


def test_pages_to_begin_with_are_offered_beside_the_roles(view):
    """As one for new managers."""
    seen = view()
    assert '<ul class="stafett-begin"><li><a href="processes/hire/">Hire</a>' in made(
        seen, begin_here=[seen.base.by_id["processes/hire"]]
    )


def test_without_roles_and_pages_only_the_author_s_words_and_the_news_stand(view):
    """No empty part, and no question without an answer."""
    html = made(view({"docs/decisions/0001-pay.md": page("Pay", status="accepted", date="2026-11-01")}))
    assert "Who are you" not in html
    assert "right now?" not in html


@pytest.mark.parametrize(
    ("interval", "day"),
    [
        ("30 days", "2026-10-25"),
        ("2 weeks", "2026-11-10"),
        ("9 months", "2026-02-24"),
        ("11 months", "2025-12-24"),
        ("1 year", "2025-11-24"),
        ("never", "0001-01-01"),
    ],
)
def test_a_day_so_long_before_another(interval, day):
    """By the calendar."""
    assert before(DAY, parse_interval(interval)).isoformat() == day


def test_a_day_before_the_calendar_begins_is_its_first():
    """It never raises."""
    assert before(date(1, 2, 3), Interval(100, "year")) == date.min
    assert before(date(2026, 5, 31), Interval(3, "month")) == date(2026, 2, 28)


def test_an_organisation_can_turn_the_parts_off(tmp_path):
    """Then the front page is what its author wrote, and nothing else."""
    files = {
        "processes/pay.md": page("Pay", audience="[everyone]"),
        "docs/index.md": "# Front\n\nHello.\n",
    }
    with_parts = build_files(tmp_path / "with", files)
    assert "stafett-hero" in with_parts.text("index.html")
    plain = MKDOCS_YML.replace("as_of:", "front: false, as_of:")
    without = build_files(tmp_path / "without", {**files, "mkdocs.yml": plain})
    assert without.status == 0
    assert "stafett-front" not in without.text("index.html")


def test_a_length_of_time_that_means_nothing_is_told(tmp_path):
    """Before anything is built."""
    built = build_files(tmp_path, {"mkdocs.yml": MKDOCS_YML.replace("as_of:", "news: soon, as_of:")})
    assert built.status == 1
    assert "news: 'soon' is not a length of time" in built.output
