"""The page for managers as text: which pages there are, what they say, and what they never say."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Directory, Page, Person, Unit
from stafett.questions.unit_groups import unit_groups
from stafett.reading.settings import SettingsError
from stafett.settings import Settings
from stafett.site.views.continuity_pages import MOST_SECTIONS, places
from stafett.site.views.lists import list_pages
from stafett.site.views.view import View

DAY = date(2026, 11, 24)
FILES = {
    "docs/roles/boss.md": "---\ntitle: The boss\nowner: boss\n---\n",
    "docs/a.md": "---\ntitle: A <b>page</b>\nowner: p-secret\n---\n",
    "people/all.yml": """
people:
  - {id: p-1, name: Eva Ek, email: eva@firm.example, unit: a, last_day: 2026-12-31, roles: [{role: boss}]}
  - {id: p-secret, name: Bo Al, unit: a, first_day: 2020-01-01, last_day: 2026-12-31}
  - {id: p-3, unit: a, first_day: 2020-01-01}
  - {id: p-4, unit: b, first_day: 2020-01-01}
units: [{id: firm, name: "Firm & sons"}, {id: a, name: Alfa, parent: firm}, {id: b, name: Beta, parent: firm}]
""",
}


def rendered(base: KnowledgeBase) -> dict[str, str]:
    """The list pages for managers by key, as the Markdown that they are made of."""
    view = View(base, DAY, Words("en"), link=lambda page: f"/{page.id}/", list_link=lambda key: f"/{key}/")
    return {key: page.render(view) for key, page in list_pages(view, ()).items() if key.startswith("continuity")}


def text_of(html: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


@pytest.mark.parametrize("names", ["false", "true"])
def test_it_tells_of_roles_and_pages_and_names_nobody(make_base, names):
    """Also where names may be published: who leaves is not told of there."""
    (page,) = rendered(make_base(FILES, {"publish_names": names})).values()
    said = text_of(page)
    assert (
        "Name a successor for the role The boss , who is there after 2026-12-31 . Else 1 page lose their owner." in said
    )
    assert "Its owner is a person who goes, and has 1 page." in said
    assert not [secret for secret in ("p-1", "p-secret", "Eva", "Bo Al", "eva@") if secret in page]
    assert "<b>page" not in page


def test_every_table_has_a_caption_and_heads_for_rows_and_columns(make_base):
    """For those who hear the page."""
    (page,) = rendered(make_base(FILES)).values()
    tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
    assert len(tables) == 2
    assert all("<caption>" in table and 'scope="col"' in table and 'scope="row"' in table for table in tables)


def test_the_settings_leave_it_out(make_base):
    """And without a directory there is none either."""
    assert rendered(make_base(FILES, {"continuity_page": "false"})) == {}
    assert rendered(make_base({**FILES, "people/all.yml": ""}, {"people": "nobody/"})) == {}


def test_a_setting_that_is_neither_true_nor_false_is_told(make_base):
    """As any other choice."""
    with pytest.raises(SettingsError, match="continuity_page"):
        make_base(FILES, {"continuity_page": "perhaps"})


def organisation(regions: int, below: int) -> KnowledgeBase:
    """A firm of regions, each with so many units of three people below it."""
    units = {"firm": Unit("firm", "Firm")}
    people = {}
    for region in range(regions):
        units[f"r{region}"] = Unit(f"r{region}", f"Region {region}", "firm")
        for unit in range(below):
            name = f"r{region}-{unit}"
            units[name] = Unit(name, name, f"r{region}")
            people |= {f"{name}-{n}": Person(f"{name}-{n}", name, date(2020, 1, 1)) for n in range(3)}
    page = Page("docs/a.md", "a", "article", "A", "a.md", "", {})
    return KnowledgeBase(Settings(language="en"), (page,), Directory(people, units, present=True))


def test_many_units_have_a_page_for_each_branch():
    """Each group has a section on exactly one page, and no page has very many."""
    base = organisation(21, 15)
    groups = unit_groups(base, DAY)
    found = places(groups, "sv")
    sections = [group for place in found for group in place.sections]
    assert sorted(sections) == sorted(groups.groups)
    assert len(found) == 22
    assert max(len(place.sections) for place in found) <= MOST_SECTIONS
    assert [place.uri for place in found[:2]] == ["kontinuitet/index.md", "kontinuitet/r0/index.md"]
    assert len({place.uri for place in found}) == len({place.key for place in found}) == 22


def test_the_pages_of_branches_lead_to_each_other():
    """The top lists the regions with links, a region leads back."""
    pages = rendered(organisation(3, 10))
    assert sorted(pages) == ["continuity", "continuity:r0", "continuity:r1", "continuity:r2"]
    assert '<a href="/continuity:r1/">Region 1</a>' in pages["continuity"]
    assert 'A part of <a href="/continuity/">Firm</a>.' in pages["continuity:r1"]


def test_few_units_share_one_page():
    """Nobody has to click."""
    assert len(places(unit_groups(organisation(3, 3), DAY), "en")) == 1


def test_roles_that_one_person_holds_are_told_by_the_pages_without_deputy(make_base):
    """The most first; beyond ten they are folded away, and nothing needs a script."""
    roles = [f"r{n:02}" for n in range(12)]
    guides = {f"docs/roles/{role}.md": f"---\ntitle: Role {role}\nowner: boss\n---\n" for role in roles}
    owned = {f"docs/{role}.md": f"---\ntitle: P\nowner: {role}\ncriticality: high\n---\n" for role in roles}
    more = {
        "docs/more.md": "---\ntitle: M\nowner: r11\n---\n",
        "docs/roles/boss.md": "---\ntitle: B\nowner: boss\n---\n",
    }
    held = ", ".join(f"{{role: {role}}}" for role in roles)
    people = f"people:\n  - {{id: p-1, first_day: 2020-01-01, roles: [{held}, {{role: boss}}]}}\n"
    (page,) = rendered(make_base({**guides, **owned, **more, "people/all.yml": people})).values()
    table = page.partition("on one person</caption>")[2]
    rows = re.findall(r"Role (r\d+)", text_of(table))
    assert rows[:3] == ["r11", "r00", "r01"]
    assert len(rows) == 12
    assert "Role r11 2 (1 critical) 2" in text_of(table)
    folded = text_of(table.partition("<details")[2])
    assert "and 2 more" in folded
    assert re.findall(r"Role (r\d+)", folded) == ["r09", "r10"]
