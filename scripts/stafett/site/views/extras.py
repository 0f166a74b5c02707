"""What a page's front matter knows and its text need not repeat: its place among processes, keywords."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Page
from stafett.site.views.coverage_role import role_coverage
from stafett.site.views.html import Html, esc, join, tag
from stafett.site.views.labels import sentence
from stafett.site.views.raci import in_processes, raci
from stafett.site.views.sipoc import sipoc
from stafett.site.views.view import View


def brief(view: View, page: Page) -> Html:
    """A page's place among processes: who does what and what goes in and out, or a role's part; empty without any."""
    parts = (raci, sipoc, systems, in_processes, role_coverage)
    return join(part(view, page) for part in parts)


def systems(view: View, page: Page) -> Html:
    """The systems that one needs for a process; empty where none is named."""
    names = page.texts("systems")
    if not names or page.kind != "process":
        return esc("")
    line = sentence(view, N_("Systems that you need: {systems}"), systems=join((tag("strong", n) for n in names), ", "))
    return tag("p", line, class_="stafett-systems")
