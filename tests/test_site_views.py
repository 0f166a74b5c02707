"""What the site shows, made by plain functions: banners, lists, the menu, summaries and the API."""

from __future__ import annotations

import json
import re
from datetime import date
from html.parser import HTMLParser

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Answer, Page, Step
from stafett.site import glossary
from stafett.site.api import pages_json
from stafett.site.navigation import LONGEST_MENU, menu
from stafett.site.views.banner import banner
from stafett.site.views.chain import chain
from stafett.site.views.extras import brief
from stafett.site.views.flow import with_flow
from stafett.site.views.html import day, element, esc, filled, tag
from stafett.site.views.labels import CONDITIONS, collation
from stafett.site.views.lists import list_pages
from stafett.site.views.markdown import heading
from stafett.site.views.owner_list import owner_list
from stafett.site.views.path_on_page import path_link, read_control
from stafett.site.views.rule_pages import RULES
from stafett.site.views.view import View
from stafett.summary import LONGEST, first_paragraph

DAY = date(2026, 11, 24)
PEOPLE = """
units: [{id: u, name: U}]
people:
  - {id: p-1111, name: Anna Andersson, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-2222, name: Bo Berg, unit: u, first_day: 2020-01-01, last_day: 2026-05-31, roles: [{role: clerk}]}
  - {id: p-3333, name: Cia Ceder, unit: u, first_day: 2026-10-01, roles: [{role: newcomer, from: 2026-10-01}]}
"""
ROLES = {
    "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\n---\n# Boss\n\nLeads.\n",
    "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: boss\n---\n# Clerk\n",
    "docs/roles/newcomer.md": "---\ntitle: Newcomer\nowner: boss\n---\n# Newcomer\n",
    "people/a.yml": PEOPLE,
}


def link(page: Page) -> str:
    """Where a page is, for tests."""
    return f"/{page.id}/"


def shown(base: KnowledgeBase, path: str, language: str = "en") -> str:
    """The banner of a page."""
    return banner(base, base.by_path[path], DAY, Words(language), link)


def words_of(html: str) -> str:
    """HTML as its text, on one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def page_with(**fields: str) -> dict[str, str]:
    """The roles, and a page with these fields."""
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    return {**ROLES, "docs/a.md": f"---\ntitle: A\n{lines}---\n# A\n"}


STATES = {
    "current": {"owner": "boss", "last_reviewed": "2026-11-01", "review_in": "1 year"},
    "due-soon": {"owner": "boss", "last_reviewed": "2025-12-01", "review_in": "1 year"},
    "overdue": {"owner": "boss", "last_reviewed": "2025-11-01", "review_in": "1 year"},
    "never-reviewed": {"owner": "boss", "review_in": "1 year"},
    "unvouched": {"owner": "newcomer", "last_reviewed": "2026-09-01", "review_in": "1 year"},
    "exempt": {"owner": "boss", "review_in": "never"},
    "vacant": {"owner": "clerk", "last_reviewed": "2026-11-01", "review_in": "1 year"},
    "unknown": {"owner": "boss", "last_reviewed": "yesterday", "review_in": "1 year"},
}


@pytest.mark.parametrize("state", STATES)
def test_a_banner_tells_the_state_in_words_and_by_class(make_base, state):
    """Each state has words of its own beside its colour, in both languages, and its dates as attributes."""
    base = make_base(page_with(**STATES[state]))
    html = shown(base, "docs/a.md")
    assert f"stafett-banner--{state}" in html
    assert CONDITIONS[state] in words_of(html)
    assert f'data-stafett-status="{state}"' in html
    changes = state in {"current", "due-soon", "unvouched"}
    assert html.count("data-stafett-due=") == (2 if changes else 0)  # on the banner itself, and on its badge
    assert html.startswith('<aside class="stafett-banner')
    assert 'aria-label="' in html
    assert "{" not in words_of(html)


def test_an_inherited_page_says_who_has_it_and_since_when(make_base):
    """Of a role with a new holder, and of a page that itself went to another owner; by role, never by name."""
    text = words_of(shown(make_base(page_with(**STATES["unvouched"])), "docs/a.md"))
    assert "Newcomer is in new hands since the last review." in text
    given = {"owner": "p-1111", "owner_since": "2026-10-01", "last_reviewed": "2026-09-01", "review_in": "1 year"}
    html = shown(make_base(page_with(**given, reviewed_by="p-2222")), "docs/a.md")
    assert "Boss has had this page since 2026-10-01 , after the last review." in words_of(html)
    assert CONDITIONS["unvouched"] in words_of(html)
    assert "p-1111" not in html
    assert "p-2222" not in html


def test_every_state_is_tried():
    """The states above are all there are."""
    assert set(STATES) == set(CONDITIONS)


def test_a_vacancy_tells_since_when_and_whom_to_ask(make_base):
    """The loudest banner names the first day of the vacancy and the deputy."""
    text = words_of(shown(make_base(page_with(owner="clerk", deputy="boss")), "docs/a.md"))
    assert "Clerk owns this page, and nobody has held that role since 2026-06-01 ." in text
    assert "Until somebody takes over, ask Boss ." in text


@pytest.mark.parametrize(("owner", "says"), [("", "has no owner"), ("nowhere", "does not exist")])
def test_a_page_without_an_owner_says_so(make_base, owner, says):
    """A missing and an unknown owner are told apart, and an unknown one is not spelled out: it may be a person."""
    html = shown(make_base(page_with(owner=owner)), "docs/a.md")
    assert says in words_of(html)
    assert "nowhere" not in html


AWAY = ROLES | {
    "people/a.yml": PEOPLE.replace(
        "roles: [{role: newcomer", "leave: [{from: 2026-11-20, until: 2026-12-03}], roles: [{role: newcomer"
    ),
    "docs/a.md": "---\ntitle: A\nowner: newcomer\nlast_reviewed: 2026-11-01\nreview_in: 1 year\n---\n# A\n",
}


@pytest.mark.parametrize(
    ("page", "role", "told"),
    [
        ("deputy: boss\n", "", "Until then, ask Boss , who stands in."),
        ("deputy: clerk\n", "contact: new@kb.example\n", "Until then, write to new@kb.example ."),
        ("", "", "If it cannot wait, ask your manager."),
    ],
)
def test_an_owner_on_short_leave_is_away_and_not_gone(make_base, page, role, told):
    """As OWN003 has it: fourteen days are no vacancy. The page stands as it does, with the day and whom to ask."""
    files = AWAY | {"docs/a.md": AWAY["docs/a.md"].replace("review_in", f"{page}review_in")}
    files["docs/roles/newcomer.md"] = f"---\ntitle: Newcomer\nowner: boss\n{role}---\n# Newcomer\n"
    base = make_base(files, {"language": "en"})
    html = shown(base, "docs/a.md")
    assert "stafett-banner--current" in html
    assert "obody" not in words_of(html)
    assert f"The owner is away, and back on 2026-12-04 . {told}" in words_of(html)
    assert "Pages that nobody answers for" not in words_of(_owners(base))


def test_an_owner_on_long_leave_is_told_as_before_unless_the_deputy_is_there(make_base):
    """A day more than fourteen, and nobody holds the role; with a deputy throughout, somebody answers."""
    longer = AWAY["people/a.yml"].replace("2026-12-03", "2026-12-04")
    alone = make_base(AWAY | {"people/a.yml": longer}, {"language": "en"})
    assert "stafett-banner--vacant" in shown(alone, "docs/a.md")
    covered = AWAY["docs/a.md"].replace("review_in", "deputy: boss\nreview_in")
    base = make_base(AWAY | {"people/a.yml": longer, "docs/a.md": covered}, {"language": "en"})
    assert "The owner is away, and back on 2026-12-05 . Until then, ask Boss , who stands in." in words_of(
        shown(base, "docs/a.md")
    )


def _owners(base: KnowledgeBase) -> str:
    """The page over all owners."""
    return owner_list(View(base, DAY, Words("en"), link))


def test_no_banner_names_a_person(make_base):
    """An owner, deputy or reviewer who is a person is shown by role, and neither by name nor by id."""
    base = make_base(page_with(owner="p-1111", deputy="p-2222", last_reviewed="2026-11-01", reviewed_by="p-3333"))
    html = shown(base, "docs/a.md")
    assert not re.search(r"Anna|Andersson|Bo Berg|Cia|p-\d{4}", html)
    assert "Boss" in html
    assert "2026-11-01 by Newcomer" in words_of(html)


def test_names_are_shown_where_the_settings_allow_it(make_base):
    """publish_names lets names through, never ids."""
    html = shown(make_base(page_with(owner="p-1111"), {"publish_names": "true"}), "docs/a.md")
    assert "Anna Andersson" in html
    assert "p-1111" not in html


def test_the_reviewer_is_told_by_role(make_base):
    """A reviewer who holds the owner's role, or is that role, is the owner; the deputy's likewise."""
    fields = {"owner": "boss", "deputy": "newcomer", "last_reviewed": "2026-11-01", "review_in": "1 year"}
    for reviewer, words in {"p-1111": "the owner", "boss": "the owner", "p-3333": "the deputy"}.items():
        assert f"by {words}" in words_of(shown(make_base(page_with(**fields, reviewed_by=reviewer)), "docs/a.md"))


def test_an_unreadable_page_has_a_banner_too(make_base):
    """Nothing is known of it, and that is what its banner says."""
    assert "stafett-banner--unknown" in shown(make_base({"docs/a.md": "---\ntitle: [\n---\n"}), "docs/a.md")


DECISIONS = {
    **ROLES,
    "docs/decisions/0001-a.md": "---\ntitle: Old\nstatus: superseded\ndate: 2025-01-01\nsuperseded-by: 2\n"
    "decision-makers: [boss]\nowner: boss\n---\n",
    "docs/decisions/0002-b.md": "---\ntitle: Middle\nstatus: superseded\ndate: 2025-06-01\nsupersedes: [1]\n"
    "superseded-by: 3\nowner: boss\n---\n",
    "docs/decisions/0003-c.md": "---\ntitle: New\nstatus: accepted\ndate: 2026-01-01\nsupersedes: [2]\n"
    "owner: boss\n---\n",
    "docs/decisions/0004-d.md": "---\ntitle: Idea\nstatus: proposed\ndate: 2026-01-01\nowner: boss\n---\n",
}


def test_a_superseded_decision_says_loudly_and_once_what_holds_now(make_base):
    """It leads to the end of the chain; nothing else in the banner repeats it, or tells how fresh the page is."""
    html = shown(make_base(DECISIONS), "docs/decisions/0001-a.md")
    assert words_of(html) == (
        "This decision no longer holds. What holds now is 0003 New . "
        "Decision Owner Boss Decided 2025-01-01 Decided by Boss"
    )
    assert 'href="/decisions/0003-c/"' in html


def test_a_page_that_is_replaced_says_what_to_read_instead(make_base):
    """At the end of the chain, and where nobody knows only that it no longer holds."""
    pages = {
        f"processes/{name}.md": f"---\ntitle: {name.title()}\nowner: boss\nlast_reviewed: 2026-01-01\n"
        f"replaced_by: {after}\n---\n"
        for name, after in (("old", "older"), ("older", "new"), ("lost", "nowhere"))
    }
    base = make_base({**ROLES, **pages, "processes/new.md": "---\ntitle: New\nowner: boss\n---\n"})
    assert words_of(shown(base, "processes/old.md")) == (
        "This page no longer holds. Read New instead. Process Owner Boss"
    )
    assert words_of(shown(base, "processes/lost.md")) == "This page no longer holds. Process Owner Boss"


def test_a_proposal_does_not_hold_yet(make_base):
    """Nobody should act on it by mistake."""
    assert "does not hold yet" in shown(make_base(DECISIONS), "docs/decisions/0004-d.md")


def test_a_role_shows_its_onboarding_path_in_brief(make_base):
    """With how much there is in each stage; a role without a path shows nothing."""
    path = "must_know: {week_1: [clerk, nowhere], day_1: [newcomer, clerk]}"
    base = make_base({**ROLES, "docs/roles/boss.md": f"---\ntitle: Boss\nowner: boss\n{path}\n---\n"})
    view = view_of(base).seen_from(link, lambda key: f"/{key}/")
    html = path_link(view, base.by_id["roles/boss"])
    assert words_of(html) == "Go to the onboarding path 2 steps, 2 min The first day 2 steps"
    assert 'href="/path:docs/roles/boss.md/"' in html
    assert path_link(view, base.by_id["roles/clerk"]) == ""


def view_of(base: KnowledgeBase) -> View:
    """The site of a knowledge base, in English."""
    return View(base, DAY, Words("en"), link)


def rendered(base: KnowledgeBase, key: str) -> str:
    """A list page as HTML."""
    text = list_pages(view_of(base), ())[key].render(view_of(base))
    return markdown.markdown(text, extensions=["attr_list", "md_in_html", "tables", "toc"])


def test_the_list_of_decisions_shows_chains_both_ways(make_base):
    """What holds is apart from what no longer does."""
    text = words_of(rendered(make_base(DECISIONS), "decision"))
    holds, _, rest = text.rpartition("What no longer holds")
    assert "0003 New" in holds
    assert "Replaces 0002 Middle" in holds
    assert "Replaced by 0003 New" in rest
    assert "0001 Old" in rest


def test_the_list_of_roles_tells_what_each_owns_and_which_is_vacant(make_base):
    """A role without a holder is marked, with the day."""
    text = words_of(rendered(make_base(page_with(owner="clerk")), "role"))
    assert "Clerk Owns 1 page Vacant since 2026-06-01" in text
    assert "Boss Owns 3 pages Held today" in text
    assert "1 of them is vacant." in text


def test_the_list_of_owners_names_lost_pages_first(make_base):
    """Pages that nobody answers for come before every owner."""
    text = words_of(rendered(make_base(page_with(owner="clerk")), "ownership"))
    assert text.index("Pages that nobody answers for") < text.index("Boss")


def test_the_list_of_reviews_is_in_order_of_urgency(make_base):
    """Vacant, overdue, never reviewed, due soon; what is current is only counted."""
    files = {**ROLES}
    for state, fields in STATES.items():
        files |= {f"docs/{state}.md": page_with(**fields)["docs/a.md"].replace("title: A", f"title: Page {state}")}
    html = rendered(make_base(files), "reviews")
    now = re.sub(r"<tr [^>]*hidden.*?</tr>", "", html, flags=re.DOTALL)
    found = re.findall(r"Page ([a-z-]+)</a>", now)
    assert found == ["vacant", "overdue", "unvouched", "never-reviewed", "due-soon"]


def test_a_list_holds_ready_what_time_will_bring_into_it(make_base):
    """Pages due soon stand hidden among the overdue ones, and those due later not at all."""
    files = {**ROLES}
    for number, reviewed in enumerate(("2025-12-01", "2026-01-10", "2026-02-20", "2026-11-01")):
        fields = {"owner": "boss", "last_reviewed": reviewed, "review_in": "1 year"}
        files |= {f"docs/{number}.md": page_with(**fields)["docs/a.md"].replace("title: A", f"title: Page {number}")}
    html = rendered(make_base(files), "reviews")
    overdue, soon = (html[html.index(f'id="{key}"') :].partition("</table>")[0] for key in ("overdue", "due-soon"))
    hidden = r"<tr [^>]* hidden[^>]*>.*?Page (\d)</a>"
    assert re.findall(hidden, overdue) == ["0", "1"]
    assert re.findall(hidden, soon) == ["1", "2"]
    assert '<h2 id="overdue" hidden>Review overdue (0)</h2>' in html


def test_a_date_in_a_list_says_what_it_is_and_a_page_never_reviewed_that(make_base):
    """On a phone no head stands over the column."""
    files = {**page_with(**STATES["overdue"]), "docs/b.md": "---\ntitle: B\nowner: boss\nreview_in: 1 year\n---\n# B\n"}
    html = rendered(make_base(files), "reviews")
    label = '<span class="stafett-pages__label" data-search-exclude="true">Review by </span>'
    assert f'{label}<time datetime="2026-11-01">' in html
    assert 'Never reviewed</span></td><td role="cell"><span class="stafett-pages__never">never reviewed</span>' in html


def test_an_author_s_own_page_goes_before_a_list(make_base):
    """A list page whose place is taken is left out."""
    view = view_of(make_base(ROLES))
    assert {page.uri for page in list_pages(view, ()).values() if not page.uri.startswith("rules/")} == {
        "roles/index.md", "ownership/index.md", "reviews/index.md", "missed/index.md", "continuity/index.md",
    }  # fmt: skip
    assert "role" not in list_pages(view, {"roles/index.html"})


def test_addresses_of_lists_are_swedish_in_a_swedish_base(make_base):
    """They do not hang on the words of the catalog."""
    base = make_base(DECISIONS, {"language": "sv"})
    uris = {page.uri for page in list_pages(View(base, DAY, Words("sv"), link), ()).values()}
    names = ("roller", "beslut", "ansvar", "granskning", "kontinuitet", "saknat", "regler")
    assert {uri for uri in uris if uri.endswith("/index.md")} == {f"{name}/index.md" for name in names}
    assert "regler/own001.md" in uris


class Checker(HTMLParser):
    """Gathers what HTML consists of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in {"br", "input", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        """Every end has its beginning."""
        assert self.open.pop() == tag


ALLOWED_TAGS = set(
    "aside p span dl div dt dd a time table thead tbody tr th td small strong h1 h2 br "
    "fieldset legend input label section nav ol ul li wbr progress strong button template abbr "
    "figure figcaption caption details summary pre code".split()
)
ALLOWED_ATTRIBUTES = set(
    "class id href lang hreflang datetime title aria-label aria-hidden hidden data-search-exclude data-stafett-status "
    "data-stafett-due data-stafett-do data-stafett-break data-message data-copied data-none "
    "data-stafett-soon data-stafett-says data-stafett-for data-stafett-shows data-stafett-with data-stafett-nothing "
    "data-stafett-rest data-stafett-today data-one data-many scope role type name for checked max value accept start "
    "data-begun data-some data-stafett-mine "
    "data-whole data-changed data-stafett-progress data-stafett-steps data-stafett-scripted data-stafett-role "
    "data-stafett-id data-stafett-digest data-title data-file data-fetched data-refused data-sure data-action "
    "aria-labelledby aria-describedby aria-current tabindex open".split()
)
NASTY = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='x",
        "{{ 7*7 }} {owner} {0}",
        "](javascript:x) **b** `c` <b>",
        "# {#x} {: onclick=x }",
        "&lt;script&gt;",
        "--8<-- x",
        "\u202e\x00\x1b[31m",
    ]
)


def nasty_base(title: str, note: str, owner: str) -> KnowledgeBase:
    """A knowledge base whose pages say what they should not."""
    from stafett.kinds import declare  # noqa: PLC0415
    from stafett.reading.settings import built_in_declarations  # noqa: PLC0415
    from stafett.settings import Settings  # noqa: PLC0415

    values = {"inputs": (title, note), "raci": {"responsible": (owner,)}, "must_know": {"day_1": ("r",)}}
    values |= {
        "why": note,
        "systems": (title, note),
        "begins_with": ("r",),
        "contact": f"{note}@{title}",
        "keywords": (title, note),
        "title": title,
        "owner": owner,
        "review_note": note,
        "description": note,
        "status": "accepted",
        "supersedes": ("0001", "0002"),
        "steps": (Step(title, "r", (Answer(note, 1), Answer(owner, None, note))), Step(note)),
    }
    pages = tuple(
        Page(path, path.removesuffix(".md"), kind, title, path, "", values)
        for path, kind in (
            ("docs/decisions/0001-x.md", "decision"),
            ("docs/decisions/0002-x.md", "decision"),
            ("docs/roles/r.md", "role"),
            ("processes/a/b.md", "process"),
            ("processes/c/d.md", "process"),
            ("docs/x.md", "article"),
        )
    )
    return KnowledgeBase(Settings(kinds=declare(built_in_declarations()), free_owners=True), pages)


@settings(max_examples=40)
@given(title=NASTY, note=NASTY, owner=NASTY)
def test_no_value_becomes_markup(title, note, owner):
    """Whatever titles, notes and owners are, banners and lists hold only Stafett's own tags and attributes."""
    base = nasty_base(title, note, owner)
    view = view_of(base)
    view.digests.update({page.path: "0" for page in base.pages})
    for page in base.pages:
        check_html(banner(base, page, DAY, Words("en"), lambda _: "/x/"))
        check_html(path_link(view, page) + brief(view, page) + read_control(view, page))
        check_html(chain(view, page) + with_flow(view, page, ""))
    for listed in list_pages(view, ()).values():
        if listed.key.startswith(RULES):
            continue  # made of the rules alone
        html = markdown.markdown(
            listed.render(view), extensions=["attr_list", "md_in_html", "tables", "toc", "def_list"]
        )
        check_html(html)


def check_html(html: str) -> None:
    """Only Stafett's own tags and attributes, each closed."""
    checker = Checker()
    checker.feed(html)
    assert checker.tags <= ALLOWED_TAGS
    assert checker.attributes <= ALLOWED_ATTRIBUTES
    assert checker.open == []


def test_html_is_escaped_unless_it_is_html():
    """Values are escaped in content, attributes and sentences; elements are not escaped twice."""
    assert tag("p", "<b>", tag("i", "&")) == "<p>&lt;b&gt;<i>&amp;</i></p>"
    assert element("input", {"value": '"', "checked": True, "disabled": False}) == '<input value="&quot;" checked>'
    assert filled("<{a}>", a="'{b}'") == "&lt;&#x27;{b}&#x27;&gt;"
    assert day(None) == "–"
    assert esc("a\nb\x00") == "a b "


@pytest.mark.parametrize("title", ["A *b* `c`", "Snake_case_x", "1. x", "{#id}", "[a](b)", "--8<--"])
def test_a_heading_says_its_title_as_it_is(title):
    """Signs that Markdown knows have no meaning in the title of a list's section."""
    html = markdown.markdown(heading(2, title, "x"), extensions=["attr_list", "toc"])
    assert html.startswith('<h2 id="x">')
    assert "<em>" not in html
    assert "<a" not in html


def test_the_menu_puts_roles_first_and_sorts_as_swedish_does(make_base):
    """Front page, roles, processes by area, decisions, the rest, then owners and reviews."""
    files = {
        **DECISIONS,
        "processes/it/o.md": "---\ntitle: Öppna\n---\n",
        "processes/it/a.md": "---\ntitle: Älska\n---\n",
        "processes/it/z.md": "---\ntitle: Zonera\n---\n",
        "processes/inkop/k.md": "---\ntitle: Köpa\n---\n",
    }
    base = make_base(files)
    view = View(base, DAY, Words("en"), link, {"inkop": "Inköp"})
    lists = list_pages(view, ())
    made = menu(view, {page.path: page.uri for page in base.pages}, lists, "index.md")
    assert [next(iter(item)) for item in made.items] == [
        "Start", "Roles", "Processes", "Decisions", "Ownership", "Reviews",
    ]  # fmt: skip
    processes = made.items[2]["Processes"]
    assert [next(iter(item)) for item in processes] == ["Processes", "Inköp", "It"]
    assert [next(iter(item)) for item in processes[2]["It"]] == ["Zonera", "Älska", "Öppna"]
    assert made.left_out == {}


def test_a_long_menu_is_left_to_the_list_page(make_base):
    """Beyond a length, an area's pages are found on the list page, so that building time grows with the pages alone."""
    base = make_base({f"processes/it/p{n}.md": f"---\ntitle: P {n}\n---\n" for n in range(LONGEST_MENU + 1)})
    view = view_of(base)
    made = menu(view, {page.path: page.uri for page in base.pages}, list_pages(view, ()), None)
    assert len(made.left_out) == LONGEST_MENU + 1
    assert made.items[0] == {"Processes": [{"Processes": "processes/index.md"}]}


def test_collation_is_swedish():
    """Å, ä and ö come after z, in this order."""
    assert sorted(["Ö", "z", "Ä", "a", "å"], key=collation) == ["a", "z", "å", "Ä", "Ö"]


@pytest.mark.parametrize(
    ("body", "summary"),
    [
        ("# T\n\nFirst *words* and [a link](x.md).\n\nSecond.", "First words and a link."),
        ("# T\n\n!!! note\n    No\n\n- no\n\n**Yes** it is.", "Yes it is."),
        ("# T\n\n```\ncode\n```\n", ""),
        (
            "# T\n\nDate: 2018-12-17  \nRevised: 2020-01-21\n\n## Why\n\nBecause of 2020-01-21: it was so.",
            "Because of 2020-01-21: it was so.",
        ),
        ("", ""),
        ("# T\n\n{{ owner_card('x') }}\n", ""),
    ],
)
def test_a_summary_is_the_first_prose(body, summary):
    """Headings, lists, notes, code and macros are no prose."""
    assert first_paragraph(body) == summary


@given(st.text(max_size=500))
def test_a_summary_is_short_and_never_fails(body):
    """Whatever the page is."""
    assert len(first_paragraph(body)) <= LONGEST + len(" …")


def test_the_glossary_is_read_from_definition_lists():
    """Terms with what they mean, two words for one meaning too, and an anchor each in the built page."""
    found = glossary.terms("# G\n\nLOU\n:   The *law*.\n    More.\n\nA b\nC\n:   Both.\n")
    assert found["lou"] == ("LOU", "The law. More.", "term-lou", "")
    assert found["a b"].meaning == found["c"].meaning == "Both."
    assert glossary.with_anchors("<dl><dt>A <em>b</em></dt></dl>") == '<dl><dt id="term-a-b">A <em>b</em></dt></dl>'


def test_the_api_tells_of_no_person(make_base):
    """Holders are left out, and an owner who is or may have been a person is null."""
    files = {**page_with(owner="p-1111", deputy="nobody-known"), "docs/b.md": "---\ntitle: B\nowner: boss\n---\n"}
    base = make_base(files)
    text = pages_json(view_of(base), {page.path: f"{page.id}/" for page in base.pages})
    found = {row["id"]: row for row in json.loads(text)}
    assert (found["a"]["owner"], found["a"]["deputy"], found["b"]["owner"]) == (None, None, "boss")
    assert "holders" not in found["a"]
    assert found["a"]["url"] == "a/"
    assert "p-1111" not in text
