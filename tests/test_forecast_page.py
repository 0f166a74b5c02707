"""The forecast on the site: for managers, with links to roles, and without anybody's name."""

from __future__ import annotations

import json
import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from stafett.cli.main import main
from stafett.forecast.ask import forecast
from stafett.forecast.assumptions import Assumptions
from stafett.forecast.result import Spread
from stafett.messages import Words
from stafett.reading.load import load
from stafett.reports.forecast_chart import chart
from stafett.site.collect import Build
from stafett.site.views.forecast_page import forecast_page
from stafett.site.views.lists import list_pages
from stafett.site.views.view import View
from test_forecast import PAGE, ROLE

DAY = date(2026, 11, 24)
UNITS = "units: [{id: u, name: Unit}, {id: two, name: Two of us}, {id: one, name: Just me}]\npeople:\n"
PEOPLE = UNITS + "".join(
    f"  - {{id: person-{place}, name: Anna Andersson, email: anna@x.example, unit: {unit}, first_day: 2020-01-01, "
    f"roles: [{{role: {role}}}]}}\n"
    for place, (unit, role) in enumerate([("u", "r"), ("u", "s"), ("u", "s"), ("two", "t"), ("two", "t"), ("one", "t")])
)


@pytest.fixture
def view(make_base):
    """Three roles with pages: one with a single holder, one person who owns a page by id, small units."""
    files = {f"docs/roles/{role}.md": ROLE.replace("title: R", f"title: Role {role}") for role in "rst"}
    files |= {
        "docs/p.md": PAGE,
        "docs/q.md": PAGE.replace("owner: r", "owner: person-5\ncriticality: high"),
        "docs/t.md": PAGE.replace("owner: r", "owner: t\ndeputy: s"),
        "people/a.yml": PEOPLE,
    }
    base = make_base(files)
    return View(base, DAY, Words("en"), lambda page: f"/{page.id}/")


def shown(view: View, **given: object) -> str:
    """The page as it is made, with the forecast of so many runs."""
    assumed = Assumptions(turnover=0.4, runs=128, **given)
    return forecast_page(lambda: forecast(view.base, view.as_of, assumed, least_people=3))(view)


def test_the_page_says_what_helps_with_links_to_the_roles(view):
    """The first of it is about the role whose pages nobody stands in for."""
    html = shown(view)
    first = re.search(r"<ol><li>(.*?)</li>", html)[1]
    assert re.fullmatch(
        r'Name a deputy for 4 pages that <a href="/roles/r/">Role r</a> owns'
        r'<span class="stafett-quiet"> \(spares \d+ days on average\)</span>'
        r'<details><summary>Which pages</summary><ul><li><a href="/p/">P</a>',
        first,
    )
    assert "of 6 pages lose their owner at some time before" in re.sub(r"<.*?>", "", html)
    assert html.count('role="img"') == 2


def test_nobody_is_named_and_small_units_are_one(view):
    """Neither by name, id nor address; numbers of one or two people are not told of alone."""
    html = shown(view)
    assert not re.search("person-|Anna|@x", html)
    assert "Small units together" in html
    assert not re.search("Two of us|Just me", html)


def test_who_is_told_of_together_changes_no_number(view):
    """Whoever compares the site with `stafett forecast` finds the same, also where people of a unit leave together."""
    assumed = Assumptions(turnover=0.4, runs=128, together=1.0)
    site, terminal = (forecast(view.base, DAY, assumed, least_people=least) for least in (3, 0))
    assert (site.whole, site.points, site.helps) == (terminal.whole, terminal.points, terminal.helps)
    assert len(site.units) < len(terminal.units)


def test_the_site_and_the_terminal_tell_the_same_numbers(make_root, capsys):
    """Without options, for both play the same runs with the same seed, as many as the size asks for."""
    root = make_root({"docs/roles/r.md": ROLE, "docs/p.md": PAGE, "people/a.yml": PEOPLE})
    main(["forecast", "-C", str(root), "--as-of", DAY.isoformat(), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    found = Build(root, load(root), DAY).forecast
    assert found.assumed.runs == told["assumed"]["runs"] == 10_000
    assert {str(each): spread.mean for each, spread in found.whole.spreads.items()} == pytest.approx(
        {each: spread["mean"] for each, spread in told["measures"].items()}, abs=1e-4
    )


def test_without_a_directory_the_page_says_why_it_is_empty(make_base):
    """And what to do about it."""
    base = make_base({"docs/p.md": PAGE}, {"owners": "any"})
    html = shown(View(base, DAY, Words("en"), lambda _: ""))
    assert "There is no directory of people" in html
    assert "<table" not in html


def test_the_page_has_a_place_and_its_title_in_each_language(view):
    """It is made only where it is wanted."""
    found = list_pages(view, (), forecast=lambda: None)["forecast"]
    assert (found.uri, found.main) == ("forecast/index.md", False)
    swedish = list_pages(view.speaking("sv"), (), forecast=lambda: None)["forecast"]
    assert (swedish.uri, swedish.title) == ("prognos/index.md", "Vad som troligen händer med sidorna")
    assert "forecast" not in list_pages(view, ())


@pytest.mark.parametrize("most", [0, 0.04, 0.7, 1, 9.99, 10, 10.01, 99, 12345.6])
def test_the_picture_begins_at_nothing_and_holds_all(most):
    """Every point lies in the picture, which says in words what it shows."""
    points = [(date(2026, month, 28), Spread(0, most / 2, most, most / 3, 0)) for month in range(1, 13)]
    drawn = chart(points, "Pages <&>", "x", Words("en")).replace('xmlns="http://www.w3.org/2000/svg" ', "")
    svg = ET.fromstring(drawn)  # noqa: S314 (our own)
    assert svg.find("title").text == "Pages <&>"
    assert svg.find("desc").text.startswith("From ")
    heights = [float(pair.split(",")[1]) for pair in svg.find("polygon").get("points").split()]
    assert 10 <= min(heights) <= max(heights) == 166
    assert svg.findall("text")[0].text == "0"
    assert 2 <= len(svg.findall("line")) <= 6
    labels = [text.text for text in svg.findall("text")]
    assert len(set(labels)) == len(labels)
    assert chart(points[:1], "x", "x", Words("en")) == ""
