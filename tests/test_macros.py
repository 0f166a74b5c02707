"""What an author may call in a page."""

from __future__ import annotations

import re
import shutil
from datetime import date

import pytest

from site_builder import MKDOCS_YML, REPOSITORY, build_files
from stafett.messages import Words
from stafett.site.glossary import terms
from stafett.site.macros import MACROS, decision_list, due_list, owner_card, process_table, role_card, term
from stafett.site.safety.sandbox import MacroError
from stafett.site.views.view import View

FILES = {
    "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\ndescription: Leads.\n---\n# Boss\n",
    "docs/words.md": "---\ntitle: Words\nowner: boss\n---\nLOU\n:   The law.\n",
    "processes/it/a.md": "---\ntitle: A\nowner: boss\ndeputy: boss\ncriticality: high\naudience: [boss]\n"
    "last_reviewed: 2025-01-01\nreview_in: 1 year\n---\n# A\n",
    "processes/hr/b.md": "---\ntitle: B\nowner: boss\naudience: [everyone]\n"
    "last_reviewed: 2026-11-01\nreview_in: 1 year\n---\n# B\n",
    "docs/decisions/0001-a.md": "---\ntitle: Old\nstatus: superseded\ndate: 2025-01-01\nsuperseded-by: 2\n"
    "owner: boss\n---\n",
    "docs/decisions/0002-b.md": "---\ntitle: New\nstatus: accepted\ndate: 2026-01-01\nsupersedes: [1]\n"
    "owner: boss\n---\n",
}


@pytest.fixture
def view(make_base) -> View:
    """A small knowledge base as macros see it."""
    base = make_base(FILES)
    return View(
        base, date(2026, 11, 24), Words("en"), lambda page: f"/{page.id}/",
        glossary=base.by_id["words"], terms=terms("LOU\n:   The law.\n"),
    )  # fmt: skip


def titles(html: str) -> list[str]:
    """The titles in a table's first column."""
    return [re.sub(r"<[^>]*>", "", cell) for cell in re.findall(r'<th scope="row"[^>]*>(.*?)(?:<small>|</th>)', html)]


def test_owner_card_tells_owner_deputy_and_state(view):
    """All that one needs to know whom to ask."""
    html = owner_card(view, "a")
    assert 'href="/processes/it/a/"' in html
    assert 'href="/roles/boss/"' in html
    assert "Review overdue" in html
    assert "Deputy:" in html


def test_role_card_tells_what_the_role_is_and_owns(view):
    """Its summary and the number of its pages."""
    html = role_card(view, "boss")
    assert "Leads." in html
    assert "Owns 6 pages" in html


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["B", "A"]),
        ({"area": "it"}, ["A"]),
        ({"owner": "roles/boss"}, ["B", "A"]),
        ({"status": "overdue"}, ["A"]),
        ({"audience": "boss"}, ["A"]),
        ({"audience": "everyone"}, ["B"]),
        ({"criticality": "high", "area": "it"}, ["A"]),
        ({"criticality": "high", "area": "hr"}, []),
    ],
)
def test_process_table_takes_filters(view, filters, found):
    """Each of them, and all together."""
    html = re.sub(r"<tr [^>]* hidden.*?</tr>", "", process_table(view, **filters), flags=re.DOTALL)
    assert titles(html) == found
    assert bool(found) or "No page fits this." in html


def test_decision_list_is_newest_first(view):
    """All of them, or those of one status."""
    assert titles(decision_list(view)) == ["0002 New", "0001 Old"]
    assert titles(decision_list(view, status="accepted")) == ["0002 New"]


def test_due_list_is_most_urgent_first(view):
    """What is current is not in it."""
    assert titles(due_list(view))[0] == "A"
    assert "B" not in titles(due_list(view))
    assert titles(due_list(view, criticality="high")) == ["A"]


def test_term_explains_and_leads_to_the_glossary(view):
    """In the words that the page puts it in."""
    assert term(view, "lou") == '<a href="/words/#term-lou" title="LOU: The law." class="stafett-term">lou</a>'
    assert ">the act</a>" in term(view, "LOU", "the act")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda v: owner_card(v, "processes/it/x"), "did you mean `processes/it/a`?"),
        (lambda v: role_card(v, "bos"), "did you mean `boss`?"),
        (lambda v: role_card(v, "a"), "there is no page `a`"),
        (lambda v: process_table(v, aera="it"), "did you mean `area`?"),
        (lambda v: process_table(v, status="late"), "`late` is none of the words"),
        (lambda v: process_table(v, owner="nobody-such"), "there is no page `nobody-such`"),
        (lambda v: decision_list(v, "acepted"), "did you mean `accepted`?"),
        (lambda v: term(v, "zzz"), "check how it is spelled"),
    ],
)
def test_a_wrong_argument_is_explained(view, call, says):
    """What is wrong, and what was perhaps meant."""
    with pytest.raises(MacroError, match=re.escape(says)):
        call(view)


def test_every_macro_is_described():
    """An author who looks finds a sentence."""
    assert all(function.__doc__ for function in MACROS)


PAGE = (
    "---\ntitle: P\nowner: boss\n{asks}---\n# P\n\nBefore.\n\n"
    "{{{{ process_table(area='it') }}}}\n\n{{{{ owner_card('nope') }}}}\n\nAfter {{{{ term('LOU') }}}}.\n"
)


@pytest.mark.parametrize("order", ["search, macros: {m}, stafett: {s}", "stafett: {s}, macros: {m}, search"])
def test_macros_run_only_where_a_page_asks_for_them(tmp_path, order):
    """In the sandbox, whatever the order of the plugins; a wrong call leaves a notice and a line in the log."""
    plugins = order.format(
        m="{module_name: macros, render_by_default: false}", s="{as_of: 2026-11-24, glossary: words}"
    )
    files = {
        **FILES,
        "mkdocs.yml": re.sub(r"plugins: .*", f"plugins: [{plugins}]", MKDOCS_YML),
        "docs/asks.md": PAGE.format(asks="render_macros: true\n"),
        "docs/asks-not.md": PAGE.format(asks=""),
    }
    shutil.copytree(REPOSITORY / "macros", tmp_path / "macros", ignore=shutil.ignore_patterns("__pycache__"))
    built = build_files(tmp_path, files)
    asks, asks_not = built.text("asks/index.html"), built.text("asks-not/index.html")
    assert 'href="../processes/it/a/"' in asks
    assert 'title="LOU: The law."' in asks
    assert "there is no page nope" in asks
    assert re.search(r"docs/asks\.md:12: \w+ .*there is no page", built.output)
    assert "{{ process_table" in asks_not
    assert "stafett-pages" not in asks_not.partition("<article")[2]
    assert 'id="term-lou"' in built.text("words/index.html")
