"""What a page's front matter knows, shown: responsibilities, bounds, a role's part, chains of decisions."""

from __future__ import annotations

import re
from datetime import date

from mkdocs.structure.toc import AnchorLink, TableOfContents

from stafett.messages import Words
from stafett.site.contents import add_sections
from stafett.site.views.chain import all_chains, chain
from stafett.site.views.extras import brief
from stafett.site.views.raci import in_processes, raci
from stafett.site.views.sipoc import sipoc
from stafett.site.views.view import View

DAY = date(2026, 11, 24)
ROLES = {
    "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\n---\n# Boss\n",
    "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: boss\n---\n# Clerk\n",
    "people/a.yml": """
units: [{id: u, name: U}]
people:
  - {id: p-1111, name: Anna Andersson, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-2222, name: Bo Berg, unit: u, first_day: 2020-01-01}
""",
}
PROCESS = """---
title: Pay
owner: boss
raci: {responsible: [clerk, p-2222], accountable: boss, consulted: [clerk], informed: [nobody]}
suppliers: [Clerk, "A <b>seller</b>"]
inputs: [An order]
customers: [boss]
systems: ["The <portal>"]
steps: [{step: Look, by: clerk}, Pay, {step: File, by: clerk}]
---
# Pay
"""


def view_of(base):
    """The site of a knowledge base, in English."""
    return View(base, DAY, Words("en"), lambda page: f"/{page.id}/")


def words_of(html):
    """HTML as its text, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_responsibilities_are_a_table_of_roles(make_base):
    """A row for each, with a letter and its words; a role is named once, and a person not at all."""
    base = make_base({**ROLES, "processes/pay.md": PROCESS})
    html = raci(view_of(base), base.by_path["processes/pay.md"])
    rows = [words_of(row) for row in re.findall(r"<tr.*?</tr>", html)]
    assert rows == [
        "Role Does the work Answers for it Is asked Is told",
        "Clerk R Does the work C Is asked",
        "a colleague without a role guide R Does the work",
        "Boss A Answers for it",
        "nobody I Is told",
    ]
    assert html.count('scope="row"') == 4
    assert html.count('scope="col"') == 5
    assert '<a href="/roles/clerk/">Clerk</a>' in html
    assert '<h2 id="stafett-raci">Responsibilities (RACI)</h2>' in html
    assert "p-2222" not in html
    assert "Bo Berg" not in html


def test_what_goes_in_and_out_is_a_strip_in_order(make_base):
    """Each column by the label of its field, a role by its title with a link; what is not named has no column."""
    base = make_base({**ROLES, "processes/pay.md": PROCESS})
    html = sipoc(view_of(base), base.by_path["processes/pay.md"])
    assert words_of(html) == (
        "From supplier to recipient Suppliers Clerk A &lt;b&gt;seller&lt;/b&gt; Inputs An order "
        "Process Pay 3 steps Customers Boss"
    )
    assert '<a href="/roles/clerk/">Clerk</a>' in html
    assert '<a href="/roles/boss/">Boss</a>' in html


def test_a_page_without_all_that_shows_none_of_it(make_base):
    """No heading stands over nothing."""
    base = make_base({**ROLES, "processes/a.md": "---\ntitle: A\nraci: {responsible: []}\n---\n", "docs/b.md": "# B\n"})
    view = view_of(base)
    assert [brief(view, base.by_path[path]) for path in ("processes/a.md", "docs/b.md")] == ["", ""]


def test_a_role_sees_its_part_in_the_processes(make_base):
    """In words, with the steps that it does, which lead to where they stand."""
    base = make_base({**ROLES, "processes/pay.md": PROCESS})
    html = in_processes(view_of(base), base.by_path["docs/roles/clerk.md"])
    assert words_of(html).endswith("Pay R Does the work C Is asked Steps that you do 1 , 3")
    assert '<a href="/processes/pay/#stafett-steps-3">3</a>' in html
    assert in_processes(view_of(base), base.by_path["processes/pay.md"]) == ""


def test_the_sections_stand_in_the_table_of_contents(make_base):
    """Below the page's title where it has one, after what its author wrote; a heading of the author's counts not."""
    base = make_base({**ROLES, "processes/pay.md": PROCESS})
    html = '<h2 id="stafett-own">Mine</h2>' + brief(view_of(base), base.by_path["processes/pay.md"])
    title = AnchorLink("Pay", "pay", 1)
    title.children.append(AnchorLink("How", "how", 2))
    under_title, without = TableOfContents([title]), TableOfContents([])
    for toc in (under_title, without):
        add_sections(toc, html)
    assert [entry.url for entry in without.items] == ["#stafett-raci", "#stafett-sipoc"]
    assert [entry.title for entry in title.children] == [
        "How", "Responsibilities (RACI)", "From supplier to recipient",
    ]  # fmt: skip


def decision(title, status="accepted", day="2026-01-01", **more):
    """A decision."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in more.items())
    return f"---\ntitle: {title}\nstatus: {status}\ndate: {day}\nowner: boss\n{lines}---\n"


STRAIGHT = {
    "docs/decisions/0001-a.md": decision("Old", "superseded", "2024-01-01", superseded_by='"0002"'),
    "docs/decisions/0002-b.md": decision(
        "Mid", "superseded", "2025-01-01", supersedes='["0001"]', superseded_by='"0003"'
    ),
    "docs/decisions/0003-c.md": decision("New", day="2026-01-01", supersedes='["0002"]'),
    "docs/decisions/0004-d.md": decision("Alone"),
}


def items(html):
    """The items of a time line as their text."""
    return [words_of(item) for item in re.findall(r"<li.*?</li>", html)]


def test_each_decision_of_a_chain_shows_the_whole_chain(make_base):
    """From the oldest to the one that holds now, and which of them one is looking at."""
    base = make_base({**ROLES, **STRAIGHT})
    view = view_of(base)
    for number, name in (("1", "a"), ("2", "b"), ("3", "c")):
        html = chain(view, base.by_path[f"docs/decisions/000{number}-{name}.md"])
        assert items(html) == [
            "0001 Old 2024-01-01 Superseded",
            "0002 Mid 2025-01-01 Superseded",
            "0003 New 2026-01-01 Holds now",
        ]
        here = re.search(r'<li[^>]* aria-current="page">.*?</li>', html)[0]
        assert f"000{number} " in words_of(here)
        assert "--straight" in html
    assert chain(view, base.by_path["docs/decisions/0004-d.md"]) == ""
    assert chain(view, base.by_path["docs/roles/boss.md"]) == ""
    assert len(all_chains(view)) == 1


def test_a_decision_that_replaces_two_says_which(make_base):
    """There is no single line then; a circle has no end, and does not hang."""
    files = {
        "docs/decisions/0001-a.md": decision("A", "superseded", superseded_by='"0003"'),
        "docs/decisions/0002-b.md": decision("B", "superseded", superseded_by='"0003"'),
        "docs/decisions/0003-c.md": decision("C", supersedes='["0001", "0002"]'),
        "docs/decisions/0005-e.md": decision("E", "superseded", superseded_by='"0006"'),
        "docs/decisions/0006-f.md": decision("F", "superseded", superseded_by='"0005"'),
    }
    base = make_base({**ROLES, **files})
    view = view_of(base)
    html = chain(view, base.by_path["docs/decisions/0003-c.md"])
    assert items(html)[-1] == "0003 C 2026-01-01 Holds now Replaces 0001 A , 0002 B"
    assert "--straight" not in html
    assert len(items(chain(view, base.by_path["docs/decisions/0005-e.md"]))) == 2
    assert len(all_chains(view)) == 1
