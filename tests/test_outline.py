"""Reading links and anchors out of Markdown: by example, and compared with real rendering."""

from __future__ import annotations

import html
import pickle
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import markdown
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pymdownx import emoji

from stafett.reading.outline import Link, scan

EXTENSIONS = [
    "toc", "tables", "admonition", "attr_list", "md_in_html", "def_list", "footnotes", "pymdownx.superfences",
    "pymdownx.tabbed", "pymdownx.details", "pymdownx.tasklist", "pymdownx.emoji", "pymdownx.snippets",
    "pymdownx.highlight", "pymdownx.inlinehilite", "pymdownx.keys",
]  # fmt: skip
EMOJI = emoji.emojione({}, None)  # made anew for each page it takes longer than the page
REPOSITORY = Path(__file__).resolve().parent.parent
FRONT_MATTER = re.compile(r"\A---\n.*?\n---[ ]*\n", re.DOTALL)


class Rendered(NamedTuple):
    """What a rendered page has: the text of its first level-1 heading, its links, its ids."""

    title: str | None
    links: list[tuple[str, bool]]
    anchors: frozenset[str]


class _Html(HTMLParser):
    """Collects what a reader can follow and link to in a rendered page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[tuple[str, bool]] = []
        self.ids: set[str] = set()
        self.in_toc = False

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        made = found.get("class") or ""
        self.in_toc |= tag == "div" and made == "toc"
        if made.startswith("highlight"):
            return  # MkDocs does not know the id of a fence
        self.ids |= {found.get("id") or "", found.get("name") or "" if tag == "a" else ""}
        if tag == "a" and "href" in found and not made.startswith("footnote-") and not self.in_toc:
            self.links.append((found["href"] or "", False))
        if tag == "img" and "src" in found and made != "emojione":
            self.links.append((found["src"] or "", True))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        self.in_toc &= tag != "div"


def render(body: str) -> Rendered:
    """The outline of a page as real rendering shows it, without what extensions add for their own use."""
    renderer = markdown.Markdown(
        extensions=EXTENSIONS,
        extension_configs={
            "pymdownx.tabbed": {"alternate_style": True},
            "pymdownx.emoji": {"emoji_index": lambda *_: EMOJI},
        },
    )
    page = _Html()
    page.feed(renderer.convert(body))
    page.close()
    first = next((token for token in _walk(renderer.toc_tokens) if token["level"] == 1), None)
    title = html.unescape(first["name"]) if first else None
    return Rendered(title, sorted(page.links), frozenset(i for i in page.ids if i and not i.startswith("__tabbed")))


def _walk(tokens):
    for token in tokens:
        yield token
        yield from _walk(token["children"])


def read(body: str) -> Rendered:
    """The same from `scan`."""
    outline = scan(body)
    return Rendered(outline.title, sorted((link.target, link.image) for link in outline.links), outline.anchors)


def targets(body: str) -> list[str]:
    """The targets of a body's links, in the order of the page."""
    return [link.target for link in scan(body).links]


LINKS = [
    "[a](b.md)",
    "![a](b.png)",
    "[a](<b c.md>)",
    '[a](b.md "A title")',
    "[a](b.md 'A (title)')",
    '[a](<b.md> "t")',
    "[a]( b.md )",
    "[a]()",
    "[a](b(c).md)",
    "[a](b(c.md)",
    "[a](b\\).md)",
    "[a](b\\_c.md)",
    "[a](b_c_d.md)",
    "[a](b.md#c)",
    "[a](b.md?x=1&amp;y=2)",
    "[a](b.md?x=1&y=2)",
    "[a](http://x.se/[b])",
    "[a [b] c](d.md)",
    "[a [b](c.md) d](e.md)",
    "[a [b](c.md) d]",
    "[a](b.md) [c](d.md)",
    "[a](b.md)[c](d.md)",
    "[![a](b.png)](c.md)",
    "[![a][b]](c.md)\n\n[b]: b.png",
    "![a [b](c.md)](d.png)",
    "[a\nb](c.md)",
    "[a\n\nb](c.md)",
    "[a](\nb.md)",
    "[a](b.md\n'c')",
    "[`a`](b.md)",
    "[``a`b``](b.md)",
    "[`a]`](b.md)",
    "[a`](b.md) c`",
    "`[a](b.md)`",
    "``[a](b.md)` ``",
    "`[a](b.md)",
    "```[a](b.md)`` c",
    "\\`[a](b.md)`",
    "\\\\`[a](b.md)`",
    "\\[a](b.md)",
    "[a\\](b.md)",
    "[a\\]](b.md)",
    "\\![a](b.md)",
    "!\\[a](b.md)",
    "[a] (b.md)",
    "[a](b.md",
    "[a(b.md)",
    "a](b.md)",
    "*[a](b.md)*",
    "**[a](b.md)**",
    "_[a](b.md)_",
    "[*a*](b.md)",
    "[<b>a</b>](b.md)",
    "[a <img src='x.png'>](b.md)",
    "[a][b]\n\n[b]: c.md",
    "[a] [b]\n\n[b]: c.md",
    "[a][]\n\n[a]: c.md",
    "[a]\n\n[a]: c.md",
    "[A][B]\n\n[b]: c.md",
    "[a\nb]\n\n[a b]: c.md",
    "[a][b\nc]\n\n[b c]: c.md",
    "[a][x]\n\n[b]: c.md",
    "[a][b](c.md)",
    "[a][b](c.md)\n\n[a]: d.md",
    "[x [a][b] y](z.md)\n\n[b]: c.md",
    "[x [a](b.md) y][r]\n\n[r]: c.md",
    "![a][b]\n\n[b]: c.png",
    "![a][]\n\n[a]: c.png",
    "![a]\n\n[a]: c.png",
    "![a]",
    "[`a`]\n\n[`a`]: b.md",
    '[a]\n\n[a]: <b.md> "t"',
    "[a]\n\n[a]:\n    b.md",
    "[a]\n\n[a]: b.md\n    'title'",
    "[a] [b]\n\n[a]: a.md\n[b]: b.md",
    "text\n[a]: b.md\n[a]",
    "[a]\n\n[a]: b.md and more",
    "[a]\n\n[a]: b.md\n\n[a]: c.md",
    "> [a]\n>\n> [a]: b.md",
    "- [a]\n\n    [a]: b.md",
    "[a\\_b]\n\n[a\\_b]: c.md",
    "<https://a.se/b>",
    "<a@b.se>",
    "<mailto:a@b.se>",
    "<https://a.se/b_c_d?e=f&g=h>",
    "<foo>[a](b.md)</foo>",
    '<a href="b.md">a</a>',
    "<a href='b.md'>a</a>",
    "<a href=b.md>a</a>",
    '<a class="x" href="b.md?c=1&amp;d=2" id="y">a</a>',
    '<A HREF="b.md">a</A>',
    '<img src="b.png" alt="c">',
    '<img alt="c"\n src="b.png"/>',
    '`<a href="b.md">`',
    "a <!-- [b](c.md) --> d",
    "a <!-- b --> [c](d.md)",
    "<!-- [b](c.md) -->",
    "<!--\n[b](c.md)\n\n# d\n-->",
    "<!-- a -->\n[b](c.md)",
    "<!-- a [b](c.md)",
    "a < b [c](d.md) > e",
    "<[a](b.md)>",
    "{{ foo }} [a]({{ url }})",
    "[a]({{ url('b') }})",
    "[a](<%= b %>)",
    '<a href="<%= b %>">c</a>',
    "<% if a %>\n[b](c.md)\n<% end %>",
    "[a](b.md){ .button }",
    "[a](b.md){: #c }",
    "`a`{#b}",
    "*a*{#b}",
    "text\n{#a}",
    "text {#a}",
    "a ++ctrl+c++ [b](c.md)",
    ":smile: [a](b.md)",
    "`#!python a[1](2)`",
    "[a](b 'c' d.md)",
    "[a](b'c.md)",
    '[a](b"c.md)',
    "[a](b\"c.md 'd')",
    '[a](b.md "c" )',
    '[a](b.md "c"d)',
    '[a](b.md "c") "d")',
    "[^a]\n\n[^a]: [b](c.md)",
    "[^a] [^a] [^b]\n\n[^a]: b",
    "[^a]: b\n\n    [c](d.md)\n\n    more\n\nend",
    "[^a](b.md)",
    "[a[^b]](c.md)\n\n[^b]: d",
    "![a](b.png){ width=20 }",
    "[a](b.md 'c\n\nd')",
    "a\\\n[b](c.md)",
    "[a](\\b.md)",
    "[ö](ö.md)",
    "[a](å%20b.md)",
    "[TOC]\n\n# a",
    "[x] [ ] [a](b.md)",
]

BLOCKS = [
    "```\n[a](b.md)\n# c\n```",
    "~~~\n[a](b.md)\n~~~",
    "```python\n[a](b.md)\n```\n[c](d.md)",
    "```\n[a](b.md)\n",
    "````\n```\n[a](b.md)\n```\n````",
    "```\na\n~~~\n[b](c.md)\n```",
    "``` {.python #x}\n[a](b.md)\n```",
    '```python title="a" linenums="1" hl_lines="1 2"\n[a](b.md)\n```',
    "```python foo\n[a](b.md)\n```",
    "```python foo bar baz\n[a](b.md)\n```\n[c](d.md)",
    "``` a:b\n[a](b.md)\n```",
    "text\n```\n[a](b.md)\n```\ntext",
    "- a\n\n    ```\n    [a](b.md)\n    ```\n\n- [c](d.md)",
    "- a\n    ```\n    [a](b.md)\n\n    # x\n    ```\n- [c](d.md)",
    "1. a\n\n   ```\n   [a](b.md)\n   ```\n\n2. [c](d.md)",
    "    ```\n    [a](b.md)\n    ```",
    "  ```\n  [a](b.md)\n```\n[c](d.md)",
    "> ```\n> [a](b.md)\n> ```\n> [c](d.md)",
    "> ```\n> [a](b.md)\n\n[c](d.md)",
    "    [a](b.md)",
    "text\n\n    [a](b.md)\n\ntext",
    "text\n    [a](b.md)",
    "# a\n    [a](b.md)",
    "- a\n\n    [a](b.md)",
    "- a\n\n        [a](b.md)",
    "- a\n    - b\n\n        [a](b.md)",
    "- a\n    - b\n\n    [a](b.md)",
    "- a\n    - b\n\n            [a](b.md)",
    "- a\n\n    - b\n\n        [a](b.md)\n\n            [c](d.md)\n\n    [e](f.md)",
    "- a\n\n    text\n\n        [a](b.md)",
    "- a\n\ntext\n\n    [a](b.md)",
    "1. a\n\n    [a](b.md)\n\n2. b\n\n        [c](d.md)",
    "- a\n\n  [a](b.md)\n\n      [c](d.md)",
    "!!! note\n    [a](b.md)",
    '!!! note "[a](b.md)"\n    text',
    "!!! note\n\n    [a](b.md)\n\n        [c](d.md)",
    "!!! note\n    a\n\n    [a](b.md)\n\ntext\n\n    [c](d.md)",
    "!!! note\n    - a\n\n        [a](b.md)\n\n    - b",
    "!!! note\n    # a\n\n    ## b\n    [a](b.md)",
    "text\n!!! note\n    [a](b.md)",
    "- a\n\n    !!! note\n        [a](b.md)\n\n        # b\n\n            [c](d.md)",
    "??? note\n    [a](b.md)\n\n    # c",
    '???+ note "x"\n    [a](b.md)',
    '=== "a"\n\n    [a](b.md)\n\n    # b\n\n=== "c"\n\n    [d](e.md)\n\n        [f](g.md)',
    "!!! note\n    !!! tip\n        [a](b.md)\n\n        [c](d.md)\n\n            [e](f.md)",
    "a\n:   [a](b.md)\n\n    [c](d.md)\n\n        [e](f.md)",
    "a\n\n:   b\n\n    [c](d.md)",
    "> # a\n> [a](b.md)",
    "> a\n> - [b\n> c](d.md)",
    "> a\n\n    [a](b.md)",
    "| a | b |\n| - | - |\n| [a](b.md) | `c` |",
    "a | b\n--|--\n[a](b.md) | [c](d.md)",
    "| a |\n| - |\n| ` | [a](b.md) | ` |",
    "| a | b |\n| - | - |\n| `a | b` | [a](b.md) |",
    "| a | b |\n| - | - |\n| [a \\| b](c.md) | d |",
    "| a | b |\n| - | - |\n| [a | b](c.md) |",
    "| a {#b} | c |\n| - | - |\n| d | e {#f} |",
    "- [ ] [a](b.md)\n- [x] c",
    "* [a](b.md)\n* c\n\n    # d\n\n* e",
    "- # a\n- b\n  # c",
    "- a\n# b\n- c",
    "1. [a](b.md)\n2. `c\n3. d` [e](f.md)",
    '<div>\n[a](b.md)\n<a href="c.md">d</a>\n</div>\n[e](f.md)',
    "<div markdown>\n[a](b.md)\n\n# c\n</div>\n[e](f.md)",
    '<div class="grid cards" markdown>\n\n- [a](b.md)\n- c\n\n</div>',
    '<div markdown="1">\n\n<p>[a](b.md)</p>\n\n[c](d.md)\n\n</div>',
    '<div id="a"></div>\n[b](c.md)',
    '<p align="center">\n  <img src="a.png">\n  <a href="b.md"><img src="c.png"/></a>\n</p>\n\n[d](e.md)',
    "<details>\n<summary>a</summary>\n\n[b](c.md)\n\n</details>\n\n[d](e.md)",
    "<pre>\n[a](b.md)\n\n# c\n</pre>\n# d",
    "<script>\nvar a = '[a](b.md) <a href=\"c\">';\n</script>\n[d](e.md)",
    "<style>\na > b { }\n</style>\n\n[d](e.md)",
    "<p>a\n\n[b](c.md)",
    '<a id="x"></a>\n\n## y',
    '<a name="x"></a>\n## y',
    'a <span id="x">b</span>',
    "<br>\n[a](b.md)\n<hr>\n[c](d.md)",
    "<table>\n<tr><td>[a](b.md)</td></tr>\n</table>\n\n# c",
    "</div>\n\n[a](b.md)",
    "<div>a</div> [b](c.md)\n\n# d",
    "<div>a</div><div>[b](c.md)</div>\n# d",
    "- a\n\n    <div>[a](b.md)</div>\n\n- b",
    '<figure markdown="span">\n  ![a](b.png)\n  <figcaption>c</figcaption>\n</figure>',
    "<center>\n\n[a](b.md)\n\n</center>",
    "<?php [a](b.md) ?>\n[c](d.md)",
    "<!DOCTYPE html>\n[c](d.md)",
    '<iframe src="x"></iframe>\n\n[a](b.md)',
    "a <div>[b](c.md)</div> d",
    "text\n\n***\n\n[a](b.md)\n\n---\n\n# b",
    "\t[a](b.md)",
    "- a\n\n\t[a](b.md)",
    "a\tb [c](d.md)",
    "*[a]: b\n\n[a](c.md)",
    "[a](b.md)\r\n\r\n# c\r\n",
]

HEADINGS = [
    "# a",
    "## a b c",
    "#a",
    "# ",
    "#",
    "####### a",
    "# a #",
    "# a ##",
    "# a # ",
    "# C#",
    "# a \\#",
    "# a\\",
    " # a",
    "# a\n# a\n# a",
    "# a_1\n# a\n# a\n# a_1",
    "# a\n# a {#a_1}\n# a",
    "# Köp in från Åmål, Öl & annat",
    "# 日本語",
    "# 1. a (b) – c!",
    "# a `b_c` d",
    "# `<a>`",
    "# `a&amp;b`",
    "# *a* **b** ***c*** _d_ __e__",
    "# a_b_c",
    "# _a_b",
    "# a * b",
    "# 2*3*4",
    "# [a](b.md)",
    "# [a](b.md) c [d][e]\n\n[e]: f.md",
    "# [a]",
    "# [a]\n\n[a]: b.md",
    "# ![a](b.png) c",
    "# a <b>c</b>",
    '# a <a id="b"></a>',
    "# a <!-- b -->",
    "# a &amp; b &lt;c&gt;",
    "# a & b",
    "# a < b > c",
    "# <https://a.se/b>",
    "# <%= title %>",
    "# {{ title }}",
    "# a {{ b }} c",
    "# a {#b}",
    "# a { #b .c }",
    "# a {: #b }",
    "# a {.b}",
    "# a # {#b}",
    "# a {#b} #",
    '# a {id="b" c=d}',
    "# a {id=b}",
    "# a{#b}",
    "# a `{#b}`",
    "# a {b} c {#d}",
    "# a {#b} {#c}",
    "# a :smile:",
    "# a 10:30:15",
    "# a\\_b \\* c \\`d\\`",
    "# a[^1]\n\n[^1]: b",
    "# a[^1]",
    "# `#!python a`",
    "# ``a`b``",
    "# `a` `b`",
    '# a\'b "c"',
    "# a--b - c",
    "# -a-",
    "# a +b",
    "# a.b/c:d",
    "a\n=",
    "a\n===\nb",
    "a\n---",
    "a\n-",
    "a\nb\n===",
    "a\n===\nb\n---",
    "- a\n---",
    "# a\n---",
    "# a\nb\n===",
    "`a`\n===",
    "a {#b}\n===",
    "a\n=== b",
    "===\n",
    "\n---\n",
    "> a\n> ===",
    "a\n    ===",
    "    a\n    ===",
    "!!! note\n\n    a\n    ===",
    "- a\n\n    b\n    ---",
    "text\n# a\ntext",
    "# a\n## b\n### c\n#### d\n##### e\n###### f",
    "text\n\n# a\n\n# b",
    "## a\n\n# b",
    "# a [b](c.md 'd') _e_",
    "# a ~~b~~",
]


def explain(body: str) -> str:
    """How `scan` and rendering differ on a body, for a person."""
    real, ours = render(body), read(body)
    links, extra = Counter(real.links), Counter(ours.links)
    return (
        f"{body!r}\ntitle {real.title!r} read as {ours.title!r}\n"
        f"links missed {list((links - extra).elements())}, invented {list((extra - links).elements())}\n"
        f"anchors missed {sorted(real.anchors - ours.anchors)}, invented {sorted(ours.anchors - real.anchors)}"
    )


@pytest.mark.parametrize("body", [*LINKS, *BLOCKS, *HEADINGS])
def test_reads_what_rendering_shows(body):
    """A body has the title, links and anchors that real rendering gives it."""
    assert read(body) == render(body), explain(body)


# What `scan` knowingly reads otherwise than rendering does.
DIFFERENCES = {
    "indented code in a block quote counts as text": ">     [a](b.md)",
    "keys in a title keep their marks": "# ++ctrl++",
    "a checkbox in running text may be taken for a reference": "[x] [ ] [a](b.md)\n\n[a]: c.md",
}


@pytest.mark.parametrize("body", DIFFERENCES.values(), ids=DIFFERENCES.keys())
def test_known_differences_are_still_differences(body):
    """Each difference that is put up with is one, so that the list does not outlive its reasons."""
    assert read(body) != render(body)


COMPOSABLE = [body for body in (*LINKS, *BLOCKS, *HEADINGS) if not re.search(r"[\r\t]|\[ \] \[", body)]


def _inside(container: str, body: str) -> str:
    """`body` as the content of a container that takes four spaces."""
    return container + re.sub(r"(?m)^(?=.)", "    ", body)


PIECES = st.sampled_from(COMPOSABLE)
# Where definitions, raw HTML and nested containers meet a container of another kind, Python-Markdown has rules of its
# own for nearly every pair; the plain ones are what pages are written in.
NESTABLE = st.sampled_from([body for body in LINKS if body in COMPOSABLE and not re.search(r"^\[|^<|^ |<[?%]", body)])
CONTAINERS = st.sampled_from(
    ["- item\n\n", "1. item\n\n", "!!! note\n", "??? note\n", '=== "tab"\n\n', "- item\n\n    more\n\n"]
)


@given(st.lists(PIECES | st.builds(_inside, CONTAINERS, NESTABLE), min_size=1, max_size=4))
def test_reads_what_rendering_shows_of_any_mixture(pieces):
    """Pieces of Markdown one after another, and inside lists, admonitions and tabs, read as they render."""
    body = "\n\n".join(pieces)
    defined = re.findall(r"\[\^(\w)\]:", body)
    assume(len(defined) == len(set(defined)))  # of two footnotes with one name, only the last is shown
    assert read(body) == render(body), explain(body)


@given(st.text(alphabet="ab[]()!`*_<>/#\"'\\ \n\t|:-=&;{}^~1.?", max_size=200))
def test_never_raises_and_points_into_the_page(body):
    """Any text is Markdown, and every link points at a line and column that the page has."""
    lines = body.split("\n")
    for link in scan(body).links:
        assert 1 <= link.column <= len(lines[link.line - 1])


def _pages(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.name.endswith((".md", ".md.erb")))


# ERB whose code builds HTML out of quoted pieces: to a reader of Markdown a tag, to an HTML parser something else.
TEMPLATED = {"apps.html.md.erb"}


def test_reads_real_pages_as_they_render(corpora):
    """Every page of the real knowledge bases reads as it renders, but for those where ERB stands inside a tag."""
    pages = _pages(corpora)
    differing = []
    for path in pages:
        body = FRONT_MATTER.sub("", path.read_text(encoding="utf-8-sig"), count=1)
        if read(body) != render(body):
            differing.append(path.name)
    assert len(pages) > 600
    assert set(differing) <= TEMPLATED


@pytest.mark.parametrize("folder", ["docs", "processes"])
def test_reads_our_own_pages_as_they_render(folder):
    """Every page of this repository reads as it renders."""
    for path in _pages(REPOSITORY / folder):
        body = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"), count=1)
        assert read(body) == render(body), f"{path.name}: {explain(body)}"


def test_points_at_the_line_and_column_of_a_link():
    """Lines and columns count from 1 in the body and point at the opening bracket, exclamation mark or tag."""
    body = "# a\n\nsee [b](c.md) and\n![d](e.png)\n\n```\n[x](y)\n```\n\n- <a href='f/'>g</a>\n"
    assert scan(body).links == (
        Link("c.md", 3, 5, image=False),
        Link("e.png", 4, 1, image=True),
        Link("f/", 10, 3, image=False, raw=True),
    )


def test_counts_a_tab_as_one_column():
    """A tab is one column, as editors count, whatever it is expanded to."""
    assert scan("\ta\t[b](c.md)\n\n\td\n- [e](f.md)").links[-1][1:3] == (4, 3)
    assert scan("a\tb\t[c](d.md)").links[0].column == 5


def test_reads_windows_line_ends():
    """CR LF ends one line, not two."""
    assert scan("a\r\n\r\n[b](c.md)\r\n").links[0].line == 3


def test_order_is_that_of_the_page():
    """Links come in the order of the page, whether Markdown or raw HTML."""
    body = "[a](1)\n\n<p><a href='2'>b</a></p>\n\n[![c](4)](3) [d][e] <https://f.se/6>\n\n[e]: 5\n"
    assert targets(body) == ["1", "2", "3", "4", "5", "https://f.se/6"]


def test_keeps_what_a_template_has_yet_to_fill_in():
    """Jinja and ERB pass through: they are text, or the target as written without its angle brackets."""
    outline = scan("# <%= title %>\n\n[a]({{ url }}) {% if b %} [c](<%= d %>) {% endif %}\n")
    assert outline.title == "<%= title %>"
    assert outline.anchors == {"title"}
    assert [link.target for link in outline.links] == ["{{ url }}", "%= d %"]


def test_title_is_the_first_level_one_heading():
    """The title is the text of the first level-1 heading, wherever it stands, without markup; None without one."""
    assert scan("text\n\n## a\n\n# b `c` *d*\n\n# e").title == "b c d"
    assert scan("## a").title is None


def test_an_outline_can_be_sent_to_another_process():
    """An outline survives pickling, as a pool of workers needs."""
    outline = scan("# a\n[b](c.md)")
    assert pickle.loads(pickle.dumps(outline)) == outline  # noqa: S301 -- our own bytes


HOSTILE = [
    "[", "(", "`", "<", "*", "#", "![](", "[](", "[a](", "[a](<", '[a](<b "', "[a](\"'",
    "<a ", '<a "', '<a b="', "<!--",
    "\n<div>", '\n<div "', "\n<!--", "\\`", "\n# a", "# a_1\n", "a\n=\n", "\n- ", "> ", "- ",
    "\n\n- a\n\n    b",
    "\n  ```", "\n[a]: ", "[^a", "[^a]", "|", "a|b\n-|-\n", "{#", "{#a}", "_a", "*a", "# *a*\n", "&", ":a", "\t",
    "[[a](b)",
    "[a][", "[a\n", "<a@b", "<a://", "\r", "1. ", " ", "\n ", "\n***", "\n<script>", "\n<div markdown>\n</div>",
    "x\n```\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("before", ["", "# "])
def test_finishes_on_hostile_text(unit, before):
    """Two hundred thousand characters of the same opening mark are read to their end."""
    scan(before + unit * (200_000 // len(unit)))


@pytest.mark.parametrize(
    ("opening", "closing"), ["[]", "()", ("[a](", ")"), ("<div>\n", "</div>\n"), ("[![", "]()](a)")]
)
def test_finishes_on_deep_nesting(opening, closing):
    """Marks nested tens of thousands deep are read to their end."""
    depth = 200_000 // (len(opening) + len(closing))
    scan(opening * depth + closing * depth)


@pytest.mark.parametrize(
    "body",
    [
        "Se <a" + " x=1234567" * 5000,
        "<a" + "=1" * 50_000,
        "<div" + " x=1" * 50_000,
        "<" + "on" * 50_000,
        "<" + "on" * 50_000 + "='",
        "<a" + "=" * 100_000,
        "<a" + "= " * 50_000 + "'",
        "# <a" + " x=1" * 50_000,
        "<div markdown>\n" + "<a" * 20_000 + " x=1" * 20_000,
        '<a x="' + "<%" * 50_000,
    ],
    ids=range(10),
)
def test_finishes_on_tags_that_never_close(body):
    """What follows the name of an element can be read in one way only."""
    scan(body)


@pytest.mark.parametrize(
    "body",
    [
        "|a\n|-\n" + "<!--é\n    &" * 8000,
        "|a\n|-\n" + "[a `x\n" * 15_000,
        "- " + '[^a]: "a"' * 4000 + ">",
        "a: " + '[a]: "' * 6000 + ">",
        "[a]: " + '"' * 100_000 + "x y",
        "[a]:\n" + ">" * 100_000 + "x y",
        "-" * 60 + "x\na\n===\n",
        "# _a" + "_" * 60 + "b c",
        "```" + ' title="a"' * 40 + " !\n",
        '``` linenums="' + "1" * 100_000 + "\n",
        "- a\n\n    - b" + " " * 100_000 + "c\n\n    d",
        "- a\n\n    - b" + "1" * 100_000 + "c\n\n    d",
        "> " * 100_000 + "# a",
        "[x]: y\n\n" + "[" * 50_000 + "]" * 50_000,
        "[x]: y\n\n" + "[a" * 50_000 + "]" * 50_000,
        "# " + " {a" * 60_000,
        "# " + " {a}" * 60_000 + "x",
        "# a{" + " " * 100_000 + "x",
        "---\na|b\n-|-\n" * 12_000,
        "- x\n\n" + "    !!! a\n" * 20_000,
        "[a](b)\t" * 20_000,
    ],
    ids=range(21),
)
def test_finishes_on_text_that_is_almost_markup(body):
    """What turns out not to be markup at its end is not tried over and over."""
    scan(body)
