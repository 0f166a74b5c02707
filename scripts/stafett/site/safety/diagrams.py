"""Which diagrams are drawn: those whose source only draws, since Mermaid can also fetch pictures and show forms.

Mermaid removes comments, decodes entities and hands styles on to the browser, which decodes escapes; so each source is
looked at in all these forms. ``assets/js/60-mermaid.js`` is the second line: it looks at what Mermaid has drawn.
"""

from __future__ import annotations

import re
from html import unescape

from stafett.reading.active_content import ELEMENTS

WORD = "diagram"
"""The word under which a diagram that is not drawn is reported."""

_LONGEST = 50_000  # Mermaid draws no longer one
_PRE = re.compile(r'<pre((?: [^\s=>]+="[^"]*")*)>')
_CLASS = re.compile(r' class="([^"]*)"')
_NEXT_PRE = re.compile(r"</?pre[ >]")
_CODE = re.compile(r"</?code(?: [^>]*)?>")

_COMMENT = re.compile(r"(?<![\s\ufeff])[\s\ufeff]*%%.*(?:\n|\Z)")
_ENTITY = re.compile(r"(?<!&)#\+?(\w{1,32});")
_ESCAPES = (re.compile(r"\\([0-9a-fA-F]{1,6})\s?"), re.compile(r"\\[xuU]\{?([0-9a-fA-F]{2,8})"))  # of CSS, and of YAML
_STEREOTYPE = re.compile(r"<<\s*(\w+)\s*>>")
_PLAIN_TAG = re.compile(r"</?(?:br|b|i|em|strong|u|s|small|sub|sup)\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_ACTIVE = re.compile(
    r"""%%\{ | url\s*\( | image-set | cross-fade | @import | (?:java|vb)script\s*: | \bsrc\s*\( | \bimage\s*\(
    | (?:^|[\n\r;])[^\w\n\r;]*click\s""",
    re.VERBOSE | re.IGNORECASE,
)
_PICTURE = re.compile(r"(?<![^\W_])(?:img|icon)(?![^\W_])", re.IGNORECASE)
_STYLE = re.compile(r"style|classdef", re.IGNORECASE)
_PROPERTIES = re.compile(r"\b(?:properties|details)\b", re.IGNORECASE)
_MEDIA = frozenset(["img", "image", "video", "audio", "picture", "source", "track", "svg", "a"])


def only_draws(source: str) -> bool:
    """Whether a diagram's source sets no option, and fetches, links and shows nothing but shapes and words."""
    if len(source) > _LONGEST:
        return False
    return not any(_acts(form) for form in _forms(source))


def without_active(html: str, notice: str, removed: dict[str, None]) -> str:
    """A page's canonical HTML in which diagrams that would do more than draw are code, with ``notice`` above them."""
    parts: list[str] = []
    done = 0
    for pre in _PRE.finditer(html):
        given = _CLASS.search(pre[1])
        if given is None or "mermaid" not in given[1].split():
            continue
        end = _NEXT_PRE.search(html, pre.end())
        content = _CODE.sub("", html[pre.end() : end.start() if end else len(html)])
        if end and end[0].startswith("</") and "<" not in content and only_draws(unescape(content)):
            continue
        removed[WORD] = None
        kept = " ".join(name for name in given[1].split() if name != "mermaid")
        attributes = pre[1].replace(given[0], f' class="{kept}"' if kept else "")
        parts += [html[done : pre.start()], notice, f"<pre{attributes}>"]
        done = pre.end()
    return "".join([*parts, html[done:]])


def _forms(source: str) -> set[str]:
    """The source as written, and as Mermaid and then the browser come to read it."""
    forms = {source, _COMMENT.sub("", source)}
    forms |= {_without_entities(form) for form in forms}
    return forms | {escape.sub(_character, form).replace("\\", "") for form in forms for escape in _ESCAPES}


def _without_entities(form: str) -> str:
    text = form.replace("\ufb02\xb0\xb0", "&#").replace("\ufb02\xb0", "&").replace("\xb6\xdf", ";")
    return unescape(unescape(_ENTITY.sub(_entity, text)))


def _entity(written: re.Match[str]) -> str:
    return f"&#{written[1]};" if written[1].isdigit() else f"&{written[1]};"


def _character(escape: re.Match[str]) -> str:
    return chr(min(int(escape[1][:6], 16), 0x10FFFF))


def _acts(text: str) -> bool:
    plain = _STEREOTYPE.sub(lambda named: "" if named[1].lower() not in _MEDIA | ELEMENTS.keys() else named[0], text)
    if _ACTIVE.search(text) or _TAG.search(_PLAIN_TAG.sub("", plain)):
        return True
    _, shaped, shape = text.partition("@{")
    if shaped and _PICTURE.search(shape):
        return True
    return any(
        line.strip("\ufeff \t") == "---"  # where Mermaid's own settings begin
        or ("//" in line and _STYLE.search(line))
        or ("{" in line and _PROPERTIES.search(line))
        for line in text.splitlines()
    )
