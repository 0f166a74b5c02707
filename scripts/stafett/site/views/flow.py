"""The steps of a process as a picture, and the same steps as text for whoever cannot or will not look at it."""

from __future__ import annotations

import re
from html import unescape

from stafett.messages import LANGUAGES, N_, Words
from stafett.model import Answer, Page, Step
from stafett.questions.flow import ways
from stafett.reports.flowchart import flowchart
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import field_label, page_link, sentence, shown_title
from stafett.site.views.view import View

HEADING = N_("How it is done")
"""Under a heading of these words, in either language, the steps are shown."""

_SECTION = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>|<[^>]*>', re.DOTALL)
_DRAWN_BY_HAND = re.compile(r'<pre class="(?:[^"]* )?mermaid[ "]')


def with_flow(view: View, page: Page, html: str, *, drawn: bool = True) -> str:
    """The page's HTML with its steps below the heading "How it is done", else before its first section, else last.

    An author's own diagram stands: then, and where they are not to be ``drawn``, the steps come as text alone.
    """
    flow = figure(view, page, drawn=drawn and _DRAWN_BY_HAND.search(html) is None)
    if not flow:
        return html
    place = _place(view, page, html)
    return f"{html[:place]}\n{flow}\n{html[place:]}"


def _place(view: View, page: Page, html: str) -> int:
    names = {Words(language)(HEADING).casefold() for language in LANGUAGES}
    names |= {field_label(view, page.kind, name).casefold() for name in page.flows}
    first = len(html)
    for heading in _SECTION.finditer(html):
        first = min(first, heading.start())
        words = unescape(_HEADER_LINK.sub("", heading[1]))
        if " ".join(words.split()).casefold() in names:
            return heading.end()
    return first


def figure(view: View, page: Page, *, drawn: bool = True) -> Html:
    """The steps of a page, drawn and as a list; as a list alone unless they are to be ``drawn``; or empty."""
    flows = page.flows
    return join((_figure(view, page, name, steps, drawn=drawn) for name, steps in flows.items()), "\n")


def _figure(view: View, page: Page, name: str, steps: tuple[Step, ...], *, drawn: bool) -> Html:
    key = f"stafett-{name}"
    source = flowchart(steps, lambda step: _name(view, step), view.words(N_("Done"))) if drawn else ""
    title = tag("summary", view.words(N_("The steps as text")))
    listed = element("ol", {"id": key}, *(_item(view, key, steps, n) for n in range(1, len(steps) + 1)))
    text = tag("details", title, listed, class_="stafett-flow__text", open=True)
    if not source:
        return tag("div", text, class_="stafett-flow")
    label = view.words(N_("Flow chart: {title}"), title=shown_title(page))
    picture = tag(
        "div",
        tag("pre", tag("code", Html(_escaped(source))), class_="mermaid"),
        role="img",
        aria_label=label,
        aria_describedby=key,
    )
    region = tag(
        "div",
        picture,
        class_="stafett-flow__picture",
        data_search_exclude="true",
    )
    caption = tag("figcaption", view.words(N_("The steps in a picture, with who does each of them.")))
    return tag("figure", caption, region, text, class_="stafett-flow")


def _escaped(source: str) -> str:
    """Mermaid's notation as text in HTML, its lines kept."""
    return "\n".join(esc(line) for line in source.splitlines())


def _name(view: View, step: Step) -> str:
    role = _role(view, step)
    return shown_title(role) if role else ""


def _role(view: View, step: Step) -> Page | None:
    return view.base.resolve(step.by, ("role",)).page if step.by else None


def _item(view: View, key: str, steps: tuple[Step, ...], number: int) -> Html:
    step = steps[number - 1]
    role = _role(view, step)
    by = join((" ", tag("span", "(", page_link(view, role), ")", class_="stafett-flow__by"))) if role else esc("")
    said = [_way(view, key, way, len(steps)) for way in ways(steps, number)] if step.answers else []
    answers = tag("ul", *(tag("li", way) for way in said)) if said else esc("")
    return element("li", {"id": f"{key}-{number}"}, step.text, by, answers)


def _way(view: View, key: str, way: Answer, last: int) -> Html:
    """Where an answer leads, as a sentence."""
    answer = tag("strong", way.words)
    if way.to is None:
        message = N_("{answer}: {end} (ends here)") if way.words else N_("Ends here: {end}")
        return sentence(view, message, answer=answer, end=way.end)
    words = view.words(N_("step {number}"), number=way.to)
    step = a(f"#{key}-{way.to}", words) if 1 <= way.to <= last else esc(words)
    return sentence(view, N_("{answer}: go to {step}") if way.words else N_("Go to {step}"), answer=answer, step=step)
