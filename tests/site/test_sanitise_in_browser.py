"""What the sanitiser lets through means to a browser what it meant to the sanitiser."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where ``attacks`` and the other tests lie

from stafett.site.safety.sanitise import clean

TAGS = "p a img svg math style script table td form input select option noscript title textarea xmp iframe".split()
INNER = "template mi mtext mglyph annotation-xml foreignObject desc path use animate br b details summary".split()
PIECES = [
    *(f"<{tag}>" for tag in [*TAGS, *INNER]),
    *(f"<{tag} " for tag in [*TAGS, *INNER]),
    *(f"</{tag}>" for tag in [*TAGS, *INNER]),
    *(
        "href=",
        "src=",
        "id=",
        "class=",
        "style=",
        "onclick=a()",
        "title=",
        "xlink:href=",
        "encoding=text/html",
        "srcdoc=",
    ),
    *(
        "javascript:a()",
        "data:x",
        "//x.y/",
        "a.png",
        ">",
        "/>",
        "<",
        '"',
        "'",
        " ",
        "\n",
        "\x00",
        "&lt;",
        "&#106;",
        "&quot;",
    ),
    *("<!--", "-->", "--!>", "]]>", "<![CDATA[", "text"),
]
# Both ways in which a page's content meets a parser: within a document, and put into an element by a script.
CHECK = """html => {
    const wrong = root => [...root.querySelectorAll('*')].filter(element =>
        /^(script|style|iframe|form|object|embed|base|meta|link|template|textarea|select|math|animate|use)$/i
            .test(element.localName) && !element.closest('head')
        || [...element.attributes].some(attribute =>
            /^on|^srcdoc$|^xlink/i.test(attribute.name)
            || /^(href|src)$/.test(attribute.name) && /^\\s*(javascript|data|vbscript):/i.test(attribute.value))
    ).map(element => element.outerHTML)
    const parsed = new DOMParser().parseFromString(`<article id=outer>${html}</article><p id=after>`, 'text/html')
    const inner = document.createElement('div')
    inner.innerHTML = html
    const inside = parsed.getElementById('after').parentElement === parsed.body
    return [...wrong(parsed.body), ...wrong(inner), ...(inside ? [] : ['it broke out'])]
}"""


@pytest.fixture(scope="module")
def page(browser):
    """An empty page in Chromium."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("seed", range(5))
def test_a_browser_finds_nothing_active(page, seed: int):
    """Of hundreds of broken and nested documents, no active element or attribute reaches the browser's tree."""
    choose = random.Random(seed)  # noqa: S311 (not for secrets)
    for _ in range(200):
        html = "".join(choose.choices(PIECES, k=choose.randint(1, 30)))
        result = clean(html, "Gone").html
        assert page.evaluate(CHECK, result) == [], (html, result)
