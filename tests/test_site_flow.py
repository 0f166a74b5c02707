"""Where the steps of a process are shown on its page, and how they are told in words."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stafett.messages import Words
from stafett.site.views.flow import figure, with_flow
from stafett.site.views.view import View

DAY = date(2026, 11, 24)
CLERK = {"docs/roles/clerk.md": "---\ntitle: Clerk <b>\nowner: clerk\n---\n"}
STEPS = """steps:
  - Receive <script>alert(1)</script>
  - step: Right?
    by: clerk
    then: {"Yes & no": 4, No: 9, Never: "Send <i>back</i>"}
  - step: Ask
    by: p-1111
    then: 2
  - step: Pay
    then: All is paid
"""


def seen(make_base, steps=STEPS, language="en"):
    """A process with these steps, and the site as seen from it."""
    files = {**CLERK, "processes/a.md": f"---\ntitle: A\nowner: clerk\n{steps}---\n"}
    base = make_base(files, {"language": language})
    return View(base, DAY, Words(language), lambda page: f"/{page.id}/"), base.by_path["processes/a.md"]


def words_of(html):
    """HTML as its text, on one line."""
    return " ".join(re.sub(r"<[^>]*>", "", html.replace("<li", " <li")).split())


def test_the_steps_are_told_in_words(make_base):
    """Each step with its role, and each answer with where it leads; no id of a person."""
    html = figure(*seen(make_base), drawn=False)
    listed = html[html.index("<ol") : html.index("</ol>")]
    assert words_of(listed) == (
        "Receive &lt;script&gt;alert(1)&lt;/script&gt; Right? (Clerk &lt;b&gt;) Yes &amp; no: go to step 4 "
        "No: go to step 9 Never: Send &lt;i&gt;back&lt;/i&gt; (ends here) Ask Go to step 2 "
        "Pay Ends here: All is paid"
    )
    assert 'href="#stafett-steps-4"' in listed
    assert 'href="#stafett-steps-9"' not in listed
    assert "p-1111" not in html
    assert "mermaid" not in html


def test_the_picture_is_described_by_the_list(make_base):
    """The picture is one image to those who hear it."""
    html = figure(*seen(make_base))
    assert 'role="img" aria-label="Flow chart: A" aria-describedby="stafett-steps"' in html
    assert '<ol id="stafett-steps">' in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<h1>A</h1><p>x</p>", '<h2 id="b">Begin</h2><p>y</p><h2>End</h2>'),
        (
            '<h1>A</h1><h2>Begin</h2><h2 id="x">How it  <em>is</em> done<a class="headerlink" href="#x">¶</a></h2>',
            "<p>",
        ),
        ("<h1>A</h1><h2>Begin</h2><h2>Så går det till</h2>", "<p>y</p><h2>How it is done</h2>"),
        ("<h1>A</h1><h2>steps</h2>", "<p>y</p>"),
        ("<h1>A</h1><p>x</p>", ""),
    ],
)
def test_the_steps_stand_where_they_are_looked_for(make_base, before, after):
    """Below the heading that announces them, else before the first section, else last."""
    view, page = seen(make_base)
    assert with_flow(view, page, before + after) == f"{before}\n{figure(view, page)}\n{after}"


def test_an_authors_own_diagram_stands(make_base):
    """Then the steps are told in words alone; without steps nothing is added."""
    view, page = seen(make_base)
    own = '<h1>A</h1><pre class="mermaid"><code>flowchart TD</code></pre>'
    assert with_flow(view, page, own).count("mermaid") == 1
    assert "The steps as text" in with_flow(view, page, own)
    assert "mermaid" not in with_flow(view, page, "<h1>A</h1>", drawn=False)
    view, page = seen(make_base, "")
    assert with_flow(view, page, own) == own
