"""Active content is found however it is written, and not where a page only shows it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.model import Active
from stafett.reading.active_content import find_active


def words(body: str) -> set[str]:
    """What is found in a body."""
    return {active.what for active in find_active(body)}


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<script>x</script>", "script"),
        ("text <SCRIPT src=x>", "script"),
        ("<script", "script"),
        ("<scr\x02ipt>", "script"),
        ("<img src=x onerror=a()>", "event-handler"),
        ('<img/src="x"/onerror=a()>', "event-handler"),
        ("<details open\nontoggle = 'a()'>", "event-handler"),
        ('<a title=">" onclick=a()>', "event-handler"),
        ('# Heading {: onclick="a()" }', "event-handler"),
        ("*x*{onmouseover=a()}", "event-handler"),
        ("| a {: onclick=x } |", "event-handler"),
        ('``` { .py onclick="x" }\nx\n```', "event-handler"),
        ("[x](javascript:a())", "javascript-link"),
        ("[x]( <JaVaScRiPt:a()> )", "javascript-link"),
        ("[x](java&#115;cript:a())", "javascript-link"),
        ("[x](java&#x0000073;cript&colon;a())", "javascript-link"),
        ("[x](java&Tab;script:a())", "javascript-link"),
        ("[x](java\tscript:a())", "javascript-link"),
        ("[x](java\nscript:a())", "javascript-link"),
        ("[x](\x01javascript:a())", "javascript-link"),
        ("[x](javascript\\:a())", "javascript-link"),
        ("[x](javascript%3Aa())", "javascript-link"),
        ("[x](vbscript:a())", "vbscript-link"),
        ("[x](data:text/html,x)", "data-link"),
        ("![x](data:image/svg+xml;base64,x)", "data-link"),
        ("[x][y]\n\n[y]: javascript:a()", "javascript-link"),
        ("<javascript://%0aa()>", "javascript-link"),
        ("<a href='javascript:a()'>", "javascript-link"),
        ("<a href=&#106;avascript:a()>", "javascript-link"),
        ("<a xlink:href=javascript:a()>", "javascript-link"),
        ("<img srcset='x.png 1x, javascript:a() 2x'>", "javascript-link"),
        ("<animate attributeName=href values='x;javascript:a()'>", "javascript-link"),
        ("[x](a.md){ href=javascript:a() }", "javascript-link"),
        ("<button formaction=x>", "form"),
        ("<iframe src=x>", "frame"),
        ("<p srcdoc=x>", "frame"),
        ("<object data=x>", "object"),
        ("<embed src=x>", "object"),
        ("<base href=x>", "base"),
        ("<meta http-equiv=refresh>", "meta-refresh"),
        ("<link rel=stylesheet>", "link-element"),
        ("<form>", "form"),
        ("<input>", "form"),
        ("<textarea>", "form"),
        ("<style>", "style"),
        ("<p style='background:url(//x)'>", "style"),
        ("<p style='background:u\\72l(//x)'>", "style"),
        ("<p style='position : fixed'>", "style"),
        ("<p style='width:e/**/xpression(a())'>", "style"),
        ('text\n{: style="background:url(//x)" }', "style"),
        ("<svg>", "svg"),
        ("<math>", "math"),
        ("<template>", "template"),
        ("<noscript>", "noscript"),
        ("<plaintext>", "raw-text"),
        ("<video src=https://x>", "remote-media"),
        ("<a ping=x>", "ping"),
        # what looks like code and is none
        ("``` py and more\n<script>\n```", "script"),
        ("```\n<script>", "script"),
        ("````\nx\n```\n````\n<script>", "script"),
        ("`x\n<script>\n`", "script"),
        ("<div>\n`<script>`\n</div>", "script"),
        ("- item\n\n    <script>", "script"),
        ("!!! note\n    <script>", "script"),
        ("<!--><script>-->", "script"),
        ("<!-- never closed <script>", "script"),
        ("\\`<script>\\`", "script"),
        ("a <b and <script>", "script"),
        ("x<a<script>", "script"),
        ("<!-- x --><script>alert(1)</script>", "script"),
        ("<!--\n\n    --> <script>", "script"),
        ("a\n\n    <!--\n\ntext <script> -->", "script"),
        ("`abc` <script>", "script"),
        ("`'`<script>1</script>`x`", "script"),
        ("a\n\n    `a\nb <script>`", "script"),
        ("``> ``{: onclick=1 }", "event-handler"),
        ("a <!--<script>1</script><!-- c -->", "script"),
        ("a <!--\n\n<b><script>1</script> -->", "script"),
        ("<!-- c -->b `# <script>1</script>`", "script"),
        ("<p>c</p>b `# <script>1</script>`", "script"),
        ("```\n``b [x](javascript:a())``", "javascript-link"),
        ("```\n\n```\nb `<script>1</script>\n```", "script"),
        ("`a\\` <script> `", "script"),
        ("`<!--<script>1</script><!-- c -->", "script"),
        ("`<script>1</script>\n[^a]: `", "script"),
        ("`a\n# <script>1</script>`", "script"),
        ("`a\n# ` b ` <script> ` c `", "script"),
        ("``[x](javascript:a())\n<!-- c -->``", "javascript-link"),
        ("<!-- c -->!!! n\n\n\t[x](javascript:a())", "javascript-link"),
        ("> ``{: onclick=1 }", "event-handler"),
        ("[a](b [x](javascript:a())", "javascript-link"),
        ("> [y]: javascript:a()\n\n[x][y]", "javascript-link"),
        ("- [y]: javascript:a()\n\n[x][y]", "javascript-link"),
        ("[y\n]: javascript:a()\n\n[x][y]", "javascript-link"),
        ("[y]:\n> javascript:a()\n\n[x][y]", "javascript-link"),
    ],
)
def test_is_found(body: str, what: str):
    """Each way of writing it is found under its word."""
    assert what in words(body)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "Plain text, 1 < 2, a & b, {braces}, {# comment #}, [x](a.md#b), ![x](a.png).",
        "`<script>` and ``[x](javascript:a())``",
        "```\n<script>alert(1)</script>\n```",
        "~~~ html\n<script>\n~~~",
        '``` py title="a b" linenums="1"\n<script>\n```',
        "> ```\n> <script>\n> ```",
        "- x\n\n    ```\n    <script>\n    ```",
        "Text:\n\n    <script>\n\n    <iframe>\n\nText",
        "<!-- <script> -->",
        "<details markdown='1' open><summary>x</summary>\n`<script>`\n</details>",
        "<table><tr><td style='text-align: center' colspan=2>x</table>",
        "<kbd>Ctrl</kbd> <figure><img src='a.png' alt='on sale = yes'><figcaption>x</figcaption></figure>",
        "<abbr title='x'>y</abbr><sub>1</sub><sup>2</sup><br><hr/><mark>x</mark><ins>x</ins><del>x</del>",
        "<https://example.org/javascript:x> <a@example.org>",
        "{{ card('x', onclick='y') }}",
        "[x](https://example.org/?data:x) and metadata: x, and JavaScript: a language",
        "[javascript: the language](a.md)",
        "![x](a.png){ width=300 loading=lazy .right #id }",
        "Write onclick=x or style=position:fixed in HTML.",
        "&lt;script&gt;",
    ],
)
def test_is_let_be(body: str):
    """Examples in code, and the HTML that authors use, are not active."""
    assert find_active(body) == []


def test_its_place_is_told():
    """Line and column count from 1 in the body, whatever line ends and letters come before."""
    assert find_active("å\n\nöä <script>\n<img onload=x>") == [Active(3, 4, "script"), Active(4, 6, "event-handler")]


def test_once_a_line():
    """The same thing twice on a line is one finding."""
    assert find_active("<script><script>\n<script>") == [Active(1, 1, "script"), Active(2, 1, "script")]


PIECES = st.sampled_from(
    [
        "<",
        ">",
        "script",
        "a ",
        "img ",
        "on",
        "x=",
        '"',
        "'",
        "`",
        "```",
        "~~~",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "<!--",
        "-->",
        "](",
        ")",
        "]:",
        "[",
        "javascript:",
        "data:",
        "&#106;",
        "{:",
        "}",
        "\t",
        "\x00",
        "\u2028",
        "</",
        "div",
        "style=",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_text_is_read(body: str):
    """Whatever a page holds, reading it returns places that exist."""
    lines = body.split("\n")
    assert all(1 <= a.line <= len(lines) and 1 <= a.column <= len(lines[a.line - 1]) for a in find_active(body))


@pytest.mark.parametrize(
    "body",
    [
        "[" * 200_000 + "<a>",
        "[a](" * 50_000 + "&#",
        "".join("`" * n + "a" for n in range(1200)) + "<a>",
        "<a " * 100_000,
        "<a x='" * 60_000,
        "<!--" * 90_000 + "<a>",
        "-->" + "<!--" * 90_000,
        "{a " * 90_000 + "=}",
        "{ " + "a" * 300_000 + " =}",
        "<a>\n" + "```a\n" * 60_000,
        "<a>\n```" + ' a=""' * 5_000 + " !",
        "<div>\n\n" * 50_000,
        "<a>\n\n" + "    a\n\n" * 50_000,
        "<b " + " " * 300_000,
        "&#" * 150_000,
        "{" * 300_000,
        "<a>" + "{" * 300_000,
        "<p></p>\n" * 40_000,
        "[a](:" * 60_000,
        "a <!--" * 50_000 + "--> <a>",
        "a <!-- b -->" * 30_000 + "<a>",
    ],
    ids=range(21),
)
def test_time_grows_with_length_only(body: str):
    """No text makes the search slow: a third of a megabyte of the worst takes about a second at most."""
    start = time.process_time()
    find_active(body)
    assert time.process_time() - start < 4


def test_ordinary_pages_cost_next_to_nothing():
    """A page of 4 kB without anything suspicious is let go at a glance."""
    body = ("Hej, det här är en vanlig mening med [en länk](a.md) och *kursiv* text.\n\n" * 60)[:4096]
    start = time.process_time()
    for _ in range(1000):
        find_active(body)
    assert (time.process_time() - start) / 1000 < 100e-6  # measured 13 µs; room for slow machines
