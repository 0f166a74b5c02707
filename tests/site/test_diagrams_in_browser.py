"""Diagrams in a real browser: ordinary ones are drawn, and none asks another host or shows a form."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import MKDOCS_YML, build_files

MERMAID = """\
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          class: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
"""
SETTINGS = MKDOCS_YML.replace(
    "markdown_extensions: [attr_list, def_list, md_in_html, tables, {toc: {permalink: true}}]\n",
    f"markdown_extensions:\n  - attr_list\n  - md_in_html\n{MERMAID}",
)
FAR = "https://evil.example/"
LABELS = [
    f"<img src={FAR}img.png>",
    f"<video src={FAR}film.mp4 poster={FAR}poster.png></video>",
    f"<picture><source srcset={FAR}set.png><img></picture>",
    f"<form action={FAR}><input name=p type=password><button>Log in</button></form>",
    f"<b style='background:url({FAR}style.png)'>x</b>",
    f"<svg><image href={FAR}image.png /></svg>",
]
KINDS = [
    'flowchart LR\n    A["{}"] -- "{}" --> B',
    'block-beta\n    A["{}"]',
    'classDiagram\n    class A["{}"]\n    class A {{\n        {}\n    }}',
    'stateDiagram-v2\n    state "{}" as A\n    [*] --> A: {}',
    "mindmap\n    root[{}]",
]
OTHERS = [
    f'flowchart LR\n    A@{{ img: "{FAR}b.png", label: "x", w: 60, h: 60 }}',
    f'flowchart LR\n    A@{{ "i\\x6dg": "{FAR}c.png", label: "x", w: 60, h: 60 }}',
    f'%%{{init: {{"themeCSS": "svg {{ background: url({FAR}theme.png) }}"}}}}%%\nflowchart LR\n    A',
    f'---\nconfig:\n  themeCSS: "svg {{ background: url({FAR}front.png) }}"\n---\nflowchart LR\n    A',
    '%%{init: {"htmlLabels": true, "securityLevel": "loose", "secure": []}}%%\nflowchart LR\n    A["<b>x</b>"]',
    f"flowchart LR\n    A:::k\n    classDef k background:url({FAR}class.png)",
    f"stateDiagram-v2\n    [*] --> A\n    classDef k fill:url({FAR}state.svg)\n    class A k",
    f"block-beta\n    A\n    style A fill:url({FAR}block.svg)",
    f"flowchart LR\n    A\n    style A fill:url({FAR}fill.svg)",
    f"flowchart LR\n    A\n    style A fill:\\75rl({FAR}escaped.svg)",
    f"flowchart LR\n    A\n    style A fill:ur%% x\nl({FAR}comment.svg)",
    f'sequenceDiagram\n    participant A\n    properties A: {{"icon": "{FAR}icon.png"}}\n    A->>A: x',
    f'flowchart LR\n    A\n    click A href "{FAR}"',
    f'flowchart LR\n    A["`![x]({FAR}markdown.png)`"]',
]
ATTACKS = [kind.format(label, label) for kind in KINDS for label in LABELS] + OTHERS
ORDINARY = [
    "flowchart LR\n    A[Att göra<br>i dag] --> B{Klart?}\n    B -- Ja --> C[1. Slut]\n    style C fill:#fff",
    "sequenceDiagram\n    Anna->>Bo: Fråga\n    Bo-->>Anna: Svar",
    "classDiagram\n    Djur <|-- Anka\n    class Djur {\n        +int ben\n    }",
    "stateDiagram-v2\n    [*] --> Utkast\n    Utkast --> Klar: granskad",
    "erDiagram\n    ROLL ||--o{ PROCESS : har",
    "mindmap\n    root((Rot))\n        Gren",
    "block-beta\n    columns 2\n    A B",
    'pie\n    "Ja" : 3\n    "Nej" : 1',
    "gantt\n    dateFormat YYYY-MM-DD\n    Ett :a, 2026-01-01, 3d",
]

PAINT = "\n".join(
    f'<p>x <svg viewBox="0 0 9 9"><rect width="9" height="9" {name}="{value}"/></svg></p>'
    for name in ("fill", "stroke", "clip-path", "mask", "filter", "marker-end", "style")
    for value in (f"url({FAR}{name}.svg#a)", f"fill:url({FAR}{name}.svg#b)", f"\\75rl({FAR}{name}.svg#c)")
)
PICTURE = f"""<svg xmlns="http://www.w3.org/2000/svg"><style>svg {{
background: image-set('{FAR}set.png' 1x) }}</style><rect style="fill:url({FAR}p.svg#a)"/></svg>"""

# Material draws diagrams into closed shadows, which a test could not look into.
OPEN_SHADOWS = """
const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return attach.call(this, { ...options, mode: "open" }); };
"""
DRAWN = "count => [...document.querySelectorAll('div.mermaid')].filter(e => e.shadowRoot?.innerHTML).length >= count"
DRAW = """async ([id, source]) => {
    let svg = ""
    try { svg = (await mermaid.render(id, source)).svg } catch {}
    const host = document.createElement("div")
    host.className = "mermaid"
    document.querySelector("article").append(host)
    host.attachShadow({ mode: "open" }).innerHTML = svg
    return svg
}"""
WRONG = """() => [...document.querySelectorAll("div.mermaid")].flatMap(e => [...e.shadowRoot.querySelectorAll(
    "form, input, button, img, video, audio, picture, source, iframe, object, embed, script, link"
)].map(found => found.outerHTML)).concat([...document.querySelectorAll("article :is(form, [type=password])")].map(
    found => found.outerHTML))"""


def fenced(diagrams: list[str]) -> str:
    """A page of these diagrams, each in a block of its own."""
    return "# Diagram\n\n" + "\n\n".join(f"```mermaid\n{diagram}\n```" for diagram in diagrams)


def raw(diagrams: list[str]) -> str:
    """The same as HTML, both escaped and as it is."""
    blocks = [f'<pre class="mermaid"><code>{text}</code></pre>' for d in diagrams for text in (escape(d), d)]
    return "# Diagram\n\n" + "\n\n".join(block.replace("\n\n", "\n") for block in blocks)


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A built site with all diagrams, being served."""
    files = {
        "mkdocs.yml": SETTINGS,
        "docs/ordinary.md": fenced(ORDINARY),
        "docs/fenced.md": fenced([*ATTACKS, ORDINARY[0]]),
        "docs/paint.md": f"# Paint\n\n{PAINT}\n\n![A picture](picture.svg)\n",
        "docs/picture.svg": PICTURE,
        "docs/raw.md": raw([*ATTACKS, ORDINARY[0]]),
    }
    built = build_files(tmp_path_factory.mktemp("diagrams"), files)
    assert "taken out: diagram" in built.output, built.output
    with served(built.site) as address:
        yield address


@pytest.fixture
def page(address, browser):
    """A page in Chromium that notes what is asked of other hosts, as ``page.far``."""
    page = browser.new_page()
    page.add_init_script(OPEN_SHADOWS)
    page.far = []
    page.route(
        lambda url: not url.startswith(address), lambda route: (page.far.append(route.request.url), route.abort())
    )
    yield page
    page.close()


def test_ordinary_diagrams_are_drawn(page, address):
    """Of each common kind, as SVG with its words and its style."""
    page.goto(f"{address}ordinary/")
    page.wait_for_function(DRAWN, arg=len(ORDINARY), timeout=60_000)
    shown = page.evaluate(
        """() => [...document.querySelectorAll("div.mermaid")].map(e => {
            const svg = e.shadowRoot.querySelector("svg")
            return [svg.getAttribute("aria-roledescription"), svg.textContent, svg.querySelectorAll("style").length]
        })"""
    )
    assert len(shown) == len(ORDINARY)
    assert all(kind != "error" and styles for kind, _, styles in shown), shown
    text = " ".join(words for _, words, _ in shown)
    for word in ("Att göra", "i dag", "1. Slut", "Ja", "Fråga", "Djur", "ben", "Utkast", "granskad", "PROCESS", "Gren"):
        assert word in text, word
    assert page.evaluate(WRONG) == []
    assert page.far == []


@pytest.mark.parametrize("name", ["fenced", "raw"])
def test_no_diagram_asks_another_host_or_shows_a_form(page, address, name: str):
    """With both lines of defence."""
    page.goto(f"{address}{name}/")
    page.wait_for_function(DRAWN, arg=1, timeout=60_000)
    page.wait_for_timeout(1000)
    assert page.evaluate(WRONG) == []
    assert page.far == []


def test_what_is_drawn_is_looked_at_too(page, address):
    """The second line alone, for a source that had come past the build."""
    page.goto(f"{address}ordinary/")
    page.wait_for_function(DRAWN, arg=len(ORDINARY), timeout=60_000)
    asked = {}
    for number, attack in enumerate(ATTACKS):
        drawn = page.evaluate(DRAW, [f"attack{number}", attack])
        assert page.evaluate(WRONG) == [], attack
        page.wait_for_timeout(50)
        if page.far:
            asked[attack] = [drawn, *page.far]
            page.far.clear()
    assert asked == {}


def test_no_drawing_asks_another_host(page, address):
    """Drawings in a page, and pictures, also where a reader opens one by itself."""
    for path in ("paint/", "picture.svg"):
        page.goto(f"{address}{path}")
        page.wait_for_timeout(300)
    assert page.far == []
