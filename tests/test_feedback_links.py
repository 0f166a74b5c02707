"""The links by which readers say that something is not right, as pages show them: with what is known, and no person."""

import re
import subprocess
from datetime import date
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from site_builder import build_files
from stafett.messages import Words
from stafett.site.revision import revision_of
from stafett.site.views.feedback import feedback_block, feedback_link, feedback_on_missing, not_found_link
from stafett.site.views.view import Site, View

DAY = date(2026, 11, 24)
PEOPLE = """
units: [{id: u, name: U}]
people:
  - {id: p-1111, name: Anna Andersson, email: anna@x.example, unit: u, first_day: 2020-01-01, roles: [{role: boss}]}
  - {id: p-2222, name: Bo Berg, unit: u, first_day: 2020-01-01, last_day: 2026-05-31, roles: [{role: clerk}]}
"""
FILES = {
    "people/a.yml": PEOPLE,
    "docs/roles/boss.md": "---\ntitle: Boss\nowner: boss\ncontact: boss@x.example\n---\n# Boss\n",
    "docs/roles/clerk.md": "---\ntitle: Clerk\nowner: boss\ncontact: clerk@x.example\n---\n# Clerk\n",
    "docs/a.md": "---\ntitle: A\nowner: boss\nlast_reviewed: 2026-05-04\n---\n# A\n",
    "docs/vacant.md": "---\ntitle: V\nowner: clerk\n---\n# V\n",
    "docs/person.md": "---\ntitle: P\nowner: p-1111\n---\n# P\n",
}
MAIL = {"feedback": {"to": "mailto", "address": "kb@x.example"}}


def view_of(base):
    """The site of a knowledge base, in English."""
    site = Site("https://kb.example/in/", "1a2b3c4", {"docs/a.md": "a/"})
    return View(base, DAY, Words("en"), lambda page: f"/{page.id}/", site=site)


def note(html):
    """To whom a link leads, and what its note says."""
    href = unescape(re.search(r'href="([^"]*)"', html)[1])
    parts = urlsplit(href)
    return parts.path, parse_qs(parts.query)["body"][0]


def test_a_page_says_what_it_knows(make_base):
    """Page, step, owner, review, revision and address; and the mail goes to the owner's functional address."""
    base = make_base(FILES, MAIL)
    to, body = note(feedback_link(view_of(base), base.by_id["a"], "Do it"))
    assert to == "boss@x.example"
    assert body.split("\r\n")[4:] == [
        "Page: A",
        "Id: a",
        "Step: Do it",
        "Owner: Boss",
        "Last reviewed: 2026-05-04",
        "Revision: 1a2b3c4, 2026-11-24, docs/a.md",
        "Address: https://kb.example/in/a/",
    ]


@pytest.mark.parametrize("page", ["vacant", "person"])
def test_a_page_nobody_with_an_address_answers_for_leads_to_the_common_mailbox(make_base, page):
    """A vacant role's mailbox may be read by nobody, and a person's is not published."""
    base = make_base(FILES, MAIL)
    assert note(feedback_block(view_of(base), base.by_id[page]))[0] == "kb@x.example"


@pytest.mark.parametrize(("publish", "named"), [("false", False), ("true", True)])
def test_a_person_is_named_only_where_the_settings_allow_it(make_base, publish, named):
    """And their mail address and id never are."""
    base = make_base(FILES, {**MAIL, "publish_names": publish})
    html = feedback_block(view_of(base), base.by_id["person"])
    assert ("Anna" in html) is named
    assert "p-1111" not in html
    assert "anna@" not in html


def test_an_owner_in_free_text_is_no_mail_address(make_base):
    """Where owners are free text, what looks like somebody's address is left out."""
    files = {
        "docs/a.md": "---\ntitle: A\nowner: anna@x.example\n---\n# A\n",
        "docs/b.md": "---\ntitle: B\nowner: '#team'\n---\n",
    }
    base = make_base(files, {**MAIL, "owners": "any"})
    assert "anna" not in feedback_block(view_of(base), base.by_id["a"])
    assert "Owner: #team" in note(feedback_block(view_of(base), base.by_id["b"]))[1]


def test_without_the_setting_there_is_no_link(make_base):
    """Nobody is asked to write to nowhere."""
    base = make_base(FILES)
    view, page = view_of(base), base.by_id["a"]
    assert feedback_link(view, page) == feedback_block(view, page) == ""
    assert feedback_on_missing(view) == not_found_link(view, "Say so") == ""


def test_a_link_says_what_it_is_about_to_those_who_hear_it(make_base):
    """Many links of one name follow each other on a path; each is told apart, beginning with what is shown."""
    base = make_base(FILES, MAIL)
    html = feedback_link(view_of(base), base.by_id["a"])
    assert 'aria-label="Was this not right? A"' in html
    assert html.endswith(">Was this not right?</a>")


def test_every_page_of_the_site_has_a_link(tmp_path):
    """Pages, lists, the front page, and the page for missing addresses."""
    settings = "language: en\nfeedback: {to: gitlab, url: https://git.x.example/a/b}\nowners: any\n"
    built = build_files(tmp_path, {"stafett.yml": settings, "docs/a.md": "---\ntitle: A\nowner: x\n---\n# A\n"})
    pages = [path for path in built.site.rglob("*.html") if 'class="md-content"' in path.read_text(encoding="utf-8")]
    assert {"index.html", "404.html", "a/index.html", "reviews/index.html"} <= {
        path.relative_to(built.site).as_posix() for path in pages
    }
    for path in pages:
        own = path.parent.name == "missed"  # its button leads to a message about what was not found
        found = path.read_text(encoding="utf-8").count("https://git.x.example/a/b/-/issues/new?issue%5Btitle%5D=")
        assert found == 1 + own, path


def test_the_revision_is_that_of_the_repository(tmp_path):
    """And nothing where there is no repository, or no commit yet."""
    assert revision_of(tmp_path) == ""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert revision_of(tmp_path) == ""
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    assert re.fullmatch("[0-9a-f]{7,12}", revision_of(tmp_path))
