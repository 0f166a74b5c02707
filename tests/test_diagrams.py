"""Drawings within pages: paint from elsewhere, and diagrams that would do more than draw."""

from __future__ import annotations

import time
from html import escape

import pytest

from conftest import REPOSITORY
from stafett.reading.load import load
from stafett.reports.flowchart import flowchart
from stafett.site.safety.diagrams import only_draws
from stafett.site.safety.sanitise import clean


def drawn_shape(attribute: str) -> str:
    """A shape with that attribute, after cleaning."""
    return clean(f"<svg viewBox='0 0 1 1'><rect {attribute}/></svg>", "Gone").html


@pytest.mark.parametrize(
    "attribute",
    [
        'fill="url(#a)"',
        'stroke="url( &quot;#a&quot; ) none"',
        'fill="rgb(1, 2, 3)"',
        'fill="var(--x)"',
        'transform="translate(1 2) rotate(3)"',
        'fill="currentColor"',
    ],
)
def test_paint_of_the_page_stays(attribute: str):
    """Colours, and gradients of the drawing itself."""
    assert attribute in drawn_shape(attribute)


@pytest.mark.parametrize("name", ["fill", "stroke", "clip-path", "mask", "filter", "marker-end", "style"])
@pytest.mark.parametrize(
    "value",
    [
        "url(https://a.example/f.svg#a)",
        "url('//a.example/f.svg#a')",
        "url(f.svg#a)",
        "u&#114;l(https:&#47;&#47;a.example)",
        r"\75rl(https://a.example/f.svg#a)",
        "image-set('https://a.example/f.png' 1x)",
        "url(#a) url(https://a.example/f.svg#a)",
    ],
)
def test_paint_from_elsewhere_goes(name: str, value: str):
    """A browser would ask the other host."""
    assert "<rect></rect>" in drawn_shape(f'{name}="{value}"') or "rect" not in drawn_shape(f'{name}="{value}"')


@pytest.mark.parametrize(
    "source",
    [
        "flowchart LR\n A[Att göra<br>i dag] --> B{Över 5 000 kr?}\n B -- Nej --> C\n A <--> C\n A o--o B",
        "flowchart LR\n A[Vatten H<sub>2</sub>O] --> B[<b>x</b>]\n style A fill:#fff\n classDef k fill:#fff",
        'flowchart LR\n A@{ shape: doc, label: "Avtal" } --> B["Ett #quot;citat#quot; #35;1"]',
        "classDiagram\n Djur <|-- Anka\n class Djur {\n <<interface>>\n +int ben\n List~int~ x\n }",
        "stateDiagram-v2\n state val <<choice>>\n [*] --> val\n val --> [*]",
        "sequenceDiagram\n participant A\n A->>B: Klicka på click\n B-->>A: Svar: < 100 %\n %% en anmärkning",
        "erDiagram\n A ||--o{ B : har",
        "mindmap\n  root((Rot))\n    Gren",
    ],
)
def test_ordinary_diagrams_are_drawn(source: str):
    """Shapes, arrows, words, colours, line breaks."""
    assert only_draws(source)
    html = f'<pre class="mermaid"><code>{escape(source)}</code></pre>'
    result = clean(html, "Gone")
    assert not result.removed
    assert 'class="mermaid"' in result.html


ACTIVE = [
    'flowchart LR\n A["<img src=https://a.example/a.png>"]',
    'flowchart LR\n A["&lt;img src=https://a.example/a.png&gt;"]',
    'flowchart LR\n A["#lt;img src=https://a.example/a.png#gt;"]',
    'flowchart LR\n A["#60;img src=https://a.example/a.png#62;"]',
    'flowchart LR\n A["\ufb02\xb0\xb060\xb6\xdfimg src=https://a.example/a.png>"]',
    'block-beta\n A["<video src=https://a.example/a poster=https://a.example/b></video>"]',
    'flowchart LR\n A["<form action=https://a.example/><input name=p type=password></form>"]',
    "classDiagram\n class A {\n <<form>>\n }",
    'flowchart LR\n A["<br onclick=a()>"]',
    'flowchart LR\n A@{ img: "https://a.example/b.png", label: "x", w: 60, h: 60 }',
    'flowchart LR\n A@{ "i\\x6dg": "https://a.example/b.png" }',
    'flowchart LR\n A@{ label: "x"\n ? icon # }\n : x }',
    '%%{init: {"themeCSS": ".a{background:red}"}}%%\nflowchart LR\n A',
    "---\nconfig:\n  themeCSS: x\n---\nflowchart LR\n A",
    "  ---\n  config:\n    themeCSS: x\n  ---\n  flowchart LR\n  A",
    "flowchart LR\n A\n classDef k background:url(https://a.example/x)",
    "flowchart LR\n A\n style A fill:ur%% x\nl(https://a.example/x)",
    "flowchart LR\n A\n style A fill:\\75rl(https://a.example/x)",
    "flowchart LR\n A\n style A fill:u\\rl(https://a.example/x)",
    "flowchart LR\n A\n style A background:image-set('https://a.example/x' 1x)",
    'flowchart LR\n A\n click A href "https://a.example/"',
    "flowchart LR\n A;click A call a()",
    'sequenceDiagram\n participant A\n properties A: {"icon": "https://a.example/x.png"}',
    'sequenceDiagram\n participant A\n properties A: {"ico\\u006e": "https://a.example/x.png"}',
    "flowchart LR\n A[javascript:a]",
    "flowchart LR\n" + "A-->B\n" * 10_000,
]


@pytest.mark.parametrize("source", ACTIVE)
def test_diagrams_that_do_more_are_code(source: str):
    """They stay to be read, with a notice, and are reported."""
    result = clean(f'<p>x</p><pre class="a mermaid"><code>{escape(source)}</code></pre>', "Gone")
    assert result.removed == ("diagram",)
    assert 'Gone</span><pre class="a"><code>' in result.html


@pytest.mark.parametrize(
    "html",
    [
        "<pre class=mermaid>flowchart LR\n A[<b>x</b>]</pre>",
        "<pre class=mermaid>x<pre>y</pre>z</pre>",
        "<pre class=mermaid>x<pre class=mermaid>y<pre class=mermaid>%%{init:{}}%%</pre></pre></pre>",
        "<pre class='\tmermaid\n'><code>%%{init: {}}%%</code></pre>",
        "<pre class='mer&#109;aid'><code>%%{init: {}}%%</code></pre>",
        "<pre class=mermaid>%%{init: {}}%%",
    ],
)
def test_other_ways_to_write_a_diagram(html: str):
    """What Material takes for a diagram is judged as one."""
    assert "mermaid" not in clean(html, "Gone").html


def test_a_long_diagram_is_read_fast():
    """Also one made to be slow."""
    started = time.process_time()
    for piece in ("style ", "<", "@{ ", "%% ", "#", "\\1 ", "<<a", "properties ", "url", "\n \n"):
        only_draws(piece * (49_000 // len(piece)))
    assert time.process_time() - started < 5


def test_the_diagrams_of_this_repository_are_drawn():
    """Ours only draw: those that are made of the steps of processes."""
    base = load(REPOSITORY)
    flows = [steps for page in base.pages if isinstance(steps := page.values.get("steps"), tuple)]
    assert len(flows) >= 30
    assert all(only_draws(flowchart(steps, lambda step: step.by or "", "Klart")) for steps in flows)
