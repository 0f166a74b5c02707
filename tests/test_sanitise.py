"""The built page: nothing active stays, what Material and authors use does, and a notice says what went."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser
from types import SimpleNamespace

import markdown
import material.extensions.emoji
import pymdownx.superfences
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.site.mount import ASSETS
from stafett.site.safety.allowed_html import ATTRIBUTES, RESERVED, STYLES, TAGS, VALUES
from stafett.site.safety.bounds import TooMuchError, bound_html, bound_markdown
from stafett.site.safety.sanitise import clean, clean_inline, clean_toc

NOTICE = '<span class="stafett-removed" role="note">Gone</span>'


def cleaned(html: str) -> str:
    """The result with its notices written short."""
    return clean(html, "Gone").html.replace(NOTICE, "[!]")


@pytest.mark.parametrize(
    ("html", "expected", "removed"),
    [
        ("<p>a<script>b</script>c</p>", "<p>a[!]c</p>", "script"),
        ("<p onclick='a()'>x</p>", "[!]<p>x</p>", "event-handler"),
        ("<a href='javascript:a()'>x</a>", "[!]<a>x</a>", "javascript-link"),
        ("<a href='java&#10;script:a()'>x</a>", "[!]<a>x</a>", "javascript-link"),
        ("<a href='data:text/html,x'>x</a>", "[!]<a>x</a>", "data-link"),
        ("<img src='data:image/png;base64,AA'>", "[!]<img>", "data-link"),
        ("<img src='https://a.example/x.png' alt=x>", "[!]", "remote-media"),
        ("<img src=' //a.example/x.png'>", "[!]", "remote-media"),
        ("<img src='ht\ntps://a.example/x.png'>", "[!]", "remote-media"),
        ("<img src='\\\\a.example/x.png'>", "[!]", "remote-media"),
        ("<video src='//a.example/x' poster='https:x'></video>", "[!]<video></video>", "remote-media"),
        ("<iframe src=x>y</iframe>z", "[!]z", "frame"),
        ("<object data=x>y</object>z", "[!]z", "object"),
        ("<base href=x>z", "[!]z", "base"),
        ("<meta http-equiv=refresh content=0>z", "[!]z", "meta-refresh"),
        ("<link rel=stylesheet href=x>z", "[!]z", "link-element"),
        ("<form action=x><button>y</button></form>", "[!][!]y", "form"),
        ("<input type=password>", "[!]", "form"),
        ("<input>", "[!]", "form"),
        ("<style>p{}</style>z", "[!]z", "style"),
        ("<p style='position:fixed;text-align:left'>x</p>", '[!]<p style="text-align:left">x</p>', "style"),
        ("<svg onload=a()><path d=M0 /></svg>", '[!]<svg><path d="M0"></path></svg>', "event-handler"),
        ("<math><mi>x</mi></math>z", "[!]z", "math"),
        ("<template>x</template>z", "[!]z", "template"),
        ('<noscript><p title="</noscript><img src=x onerror=a()>"></noscript>', None, "noscript"),
        ("<p id=__config>x</p>", "<p>x</p>", "reserved-id"),
        ("<label for=__drawer>x</label>", "<label>x</label>", "reserved-id"),
        ("<p id=stafett-paths>x</p>", "<p>x</p>", "reserved-id"),
        ("<p class='a md-overlay b'>x</p>", '<p class="a b">x</p>', "layout-class"),
        ("<p class='a\tmd-overlay'>x</p>", '<p class="a">x</p>', "layout-class"),
    ],
)
def test_active_content_goes(html: str, expected: str | None, removed: str):
    """What could act is taken out, a notice stands in its place, and a word for it is given back."""
    result = clean(html, "Gone")
    assert removed in result.removed
    assert expected is None or cleaned(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p data-md-component=x data-clipboard-text=y>z</p>", "<p>z</p>"),
        ("</div></article>x<div>", "x<div></div>"),
        ("<!-- x -->y", "y"),
        ("use <branch> there", "use &lt;branch&gt; there"),
        ("<p title='<script>'>x</p>", '<p title="&lt;script&gt;">x</p>'),
        ("<a href=x target=_top rel=opener>y</a>", '<a href="x">y</a>'),
        ("<img name=body src=x.png>", '<img src="x.png">'),
    ],
)
def test_what_only_disturbs_goes_quietly(html: str, expected: str):
    """What an author may write without meaning harm is put right without a notice."""
    assert clean(html, "Gone") == (expected, ())


def test_the_notice_is_text():
    """A notice is escaped."""
    assert "&lt;b&gt;" in clean("<script>", "<b>").html


EXTENSIONS = {
    "abbr": {},
    "admonition": {},
    "attr_list": {},
    "def_list": {},
    "footnotes": {},
    "md_in_html": {},
    "tables": {},
    "toc": {"permalink": True},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.critic": {},
    "pymdownx.details": {},
    "pymdownx.emoji": {
        "emoji_index": material.extensions.emoji.twemoji,
        "emoji_generator": material.extensions.emoji.to_svg,
    },
    "pymdownx.highlight": {"anchor_linenums": True, "line_spans": "__span", "pygments_lang_class": True},
    "pymdownx.inlinehilite": {},
    "pymdownx.keys": {},
    "pymdownx.mark": {},
    "pymdownx.superfences": {
        "custom_fences": [
            {"name": "mermaid", "class": "mermaid", "format": pymdownx.superfences.fence_code_format},
        ]
    },
    "pymdownx.tabbed": {"alternate_style": True},
    "pymdownx.tasklist": {"custom_checkbox": True},
    "pymdownx.tilde": {},
}
EVERYTHING = """\
# Title & <b>bold</b> {: #anchor .klass }

*[HTML]: Hyper Text

HTML and :material-account-circle:{ .lg .middle } [Go](a.md){ .md-button .md-button--primary target=_blank }

!!! note "Title"
    Text with `code`, ==mark==, ~~del~~, ++ctrl+alt+del++, {--gone--} and {++new++}

??? tip "More"
    text

???+ warning inline end
    open

=== "A"

    ``` python linenums="1" hl_lines="1" title="file.py"
    def f(): # (1)!
        return "<script> onclick='x'"
    ```

    1.  Note

=== "B"

    b

- [x] done
- [ ] to do

| a | b |
|:--|--:|
| 1 | 2 |

Term
:   Definition

A note[^1], $x^2$, `#!python x=1` and <a@example.org>

[^1]: The note

```mermaid
graph TD; A-->B;
```

<figure markdown="span">
![alt](x.png){ width=300 loading=lazy align=left }
<figcaption>Text</figcaption>
</figure>

<details markdown="1"><summary>x</summary>
text
</details>

<div class="grid cards" markdown>

- :octicons-clock-16: card

</div>

<kbd>x</kbd> <sub>1</sub> <sup>2</sup> <abbr title="y">z</abbr> <mark>m</mark> <ins>i</ins> <del>d</del><br>

<video controls width="300" src="film.mp4"></video>
"""


class Tokens(HTMLParser):
    """The tags, attributes and words of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note a tag with its attributes, in any order."""
        values = {name: (value or "").replace(": ", ":").removesuffix(";") for name, value in attrs}
        if tag != "tbody":
            self.found.append((tag, sorted(values.items())))

    def handle_data(self, data):
        """Note words."""
        if data.strip():
            self.found.append(data.strip())


def everything() -> str:
    """What Python-Markdown makes of everything that Material offers."""
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=EXTENSIONS).convert(EVERYTHING)


def test_everything_that_material_offers_stays():
    """Admonitions, tabs, task lists, code with anchors, icons, footnotes, diagrams and the rest lose nothing."""
    html = everything()
    result = clean(html, "Gone")
    assert Tokens(result.html).found == Tokens(html).found
    assert result.removed == ()


def test_it_is_quick():
    """A long page costs a few milliseconds at most, so that the whole site stays near bare Material."""
    html = everything().replace("a@example.org", "") * 3
    start = time.process_time()
    for _ in range(20):
        clean(html, "Gone")
    assert (time.process_time() - start) / 20 < 20e-3  # measured 1.2 ms for 19 kB; room for slow machines


PIECES = st.sampled_from(
    [
        *(
            f"<{tag} "
            for tag in (
                "p",
                "a",
                "img",
                "svg",
                "math",
                "style",
                "script",
                "table",
                "td",
                "form",
                "input",
                "x-y",
                "select",
            )
        ),
        *(f"</{tag}>" for tag in ("p", "a", "svg", "math", "style", "table", "noscript", "title", "script")),
        "<mglyph>",
        "<noscript>",
        "<title>",
        "<foreignObject>",
        "<annotation-xml encoding='text/html'>",
        "<textarea>",
        "<xmp>",
        "href=",
        "src=",
        "id=",
        "class=",
        "style=",
        "onclick=",
        "for=",
        "name=",
        "title=",
        "xlink:href=",
        "type=",
        "poster=",
        "javascript:a()",
        "data:x",
        "//x.y/",
        "https://x.y/",
        "__config",
        "__tabbed_1",
        "md-overlay",
        "position:fixed",
        "a.png",
        ">",
        "/>",
        "<",
        '"',
        "'",
        " ",
        "\t",
        "\n",
        "\x00",
        "&lt;",
        "&#106;",
        "&quot;",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "é",
        "\u2028",
    ]
)
TAG = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9]*)(?: [a-zA-Z:-]+=\"[^\"<>]*\")*>")


@given(st.lists(PIECES, max_size=40).map("".join))
def test_nothing_but_the_list_comes_out(html: str):
    """Whatever goes in, only listed elements, attributes and addresses come out, and a second time changes nothing."""
    once = clean(html, "Gone").html
    assert "<" not in TAG.sub("", once), "a < that belongs to no canonical tag"
    for found in Tokens(once).found:
        if isinstance(found, tuple):
            _check(*found)
    assert clean(once, "Gone").html == once


def _check(tag: str, attributes: list[tuple[str, str]]) -> None:
    assert tag in TAGS
    allowed = {name.lower() for name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset()) | set(VALUES.get(tag, ()))}
    for name, value in attributes:
        assert name in allowed or name.startswith("aria-")
        if name in {"href", "src", "poster", "cite"}:
            bare = re.sub(r"[\x00-\x20]", "", value).lower()
            assert re.match(r"https?:|mailto:|tel:|[^:]*$|[^:]*[/?#]", bare), value
            assert name in {"href", "cite"} or not re.match(r"https?:|[/\\]{2}", bare), value
        if name in {"id", "name", "for"}:
            assert not value.startswith("__") or value.startswith(("__tabbed_", "__codelineno-", "__span-"))
        if name == "class":
            assert "md-overlay" not in value.split()
        if name == "style":
            assert {part.partition(":")[0].strip() for part in value.split(";") if part} <= STYLES


def test_a_table_of_contents_is_made_harmless():
    """Titles and ids of headings go into the theme as they are."""
    entry = SimpleNamespace(
        title="<img src=x onerror=a()><code>x</code> &amp; y",
        id='"><script>',
        children=[SimpleNamespace(title="<b", id="å", children=[])],
    )
    clean_toc([entry])
    assert entry.title == "<code>x</code> &amp; y"
    assert entry.id == "&quot;&gt;&lt;script&gt;"
    assert "<" not in entry.children[0].title
    assert entry.children[0].id == "å"


def test_plain_headings_are_left_alone():
    """A heading without markup is given back as it is."""
    assert clean_inline("Attestera en faktura") == "Attestera en faktura"


def test_half_a_character_is_replaced():
    """A lone surrogate cannot be encoded, which nh3 refuses."""
    assert cleaned("<p>a\ud800b</p>") == "<p>a\ufffdb</p>"
    assert clean_inline("<b>\udfff</b>") == "\ufffd"


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 100_000,
        "<DIV\n>" * 1000,
        "<div></x>" * 1000,
        "<div><!--</div>-->" * 1000,
        "<!-->" + "<div>" * 1000,
        '<div><a title="></div>"></a>' * 1000,
        "<div><style></div></style>" * 1000,
        "<path/>" * 10_000,
        "<svg><![CDATA[<!--]]>" + "<div>" * 1000,
        "".join(f"<b class=a{n}>" for n in range(1500)) + "</p>" + "<p>x</p>" * 1500,
        "<p>" + "".join(f"<b class='{n}{'a' * 3000}'>" for n in range(250)) + "</p>" + "<p>x</p>" * 50_000,
        "<p>x</p>" * 300_000,
    ],
    ids=range(12),
)
def test_html_that_nh3_would_choke_on_is_refused(html: str):
    """Before nh3 is given it."""
    with pytest.raises(TooMuchError):
        bound_html(html)


@pytest.mark.parametrize(
    "html",
    [
        "<div><p>x <b>y</b> <img src=a.png></p></div>" * 5000,
        "<ul>" + "<li><p>x" * 5000 + "</ul>",
        "<span class=x><svg viewBox='0 0 1 1'><path d='M0 0'/></svg></span>" * 2000,
        "<!-- <div> -->" * 2000 + "<p><a href='b'>c</a></p>" * 2000,
    ],
    ids=range(4),
)
def test_long_html_of_the_usual_kind_is_not(html: str):
    """Many elements, none deep."""
    bound_html(html)


def test_what_looks_like_handlers_and_inputs_takes_no_long_time():
    """Each a pattern that once began anew at every letter."""
    assert clean("<p>" + "on" * 150_000, "Gone").removed == ()


@pytest.mark.parametrize(
    "body",
    [
        "|a" * 15_000 + "|\n" + "|-" * 15_000 + "|\n" + "|\n" * 15_000,
        "> |a|\n> " + "-|" * 900 + "\n> x" * 900,
        "x" * 1_000_001,
    ],
    ids=range(3),
)
def test_markdown_that_would_grow_without_bound_is_refused(body: str):
    """A row of a table has as many cells as the separator, however few it writes."""
    with pytest.raises(TooMuchError):
        bound_markdown(body)


def test_a_long_table_is_not_refused():
    """Thousands of rows, as wide as tables are."""
    bound_markdown("|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 10_000)


def test_what_scripts_find_by_its_id_no_page_can_be():
    """Every id that a script asks for is kept for the build."""
    scripts = "".join(path.read_text(encoding="utf-8") for path in sorted((ASSETS / "js").glob("*.js")))
    asked = set(re.findall(r"getElementById\(\"(stafett-[\w-]+)\"\)", scripts))
    assert "stafett-words" in asked
    assert asked <= RESERVED
