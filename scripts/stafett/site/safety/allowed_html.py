"""The HTML that a page's content may consist of, as data: what Markdown, Material's extensions and authors use."""

from __future__ import annotations

from stafett.reading.active_content import words

TAGS = words(
    # text and structure
    "a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup data dd del "
    "details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main "
    "mark menu meter nav ol p pre progress q rp rt ruby s samp section small span strike strong sub summary sup "
    "table tbody td tfoot th thead time tr tt u ul var wbr "
    # local sound and film
    "audio source track video "
    # tabs and task lists of pymdownx
    "input label "
    # icons that Material puts inline; nothing in SVG that links, animates or embeds
    "svg path g circle ellipse line polygon polyline rect"
)

CONTENT_DROPPED = words(
    "applet embed frameset iframe math noembed noframes noscript object portal script select style "
    "template textarea title xmp"
)
"""Elements that disappear with all that is in them; any other that is not allowed leaves its text."""

_SHAPE = words(
    "d fill fill-rule fill-opacity clip-rule stroke stroke-width stroke-linecap stroke-linejoin "
    "stroke-miterlimit opacity transform points cx cy r rx ry x y x1 y1 x2 y2 width height"
)
PAINTING = words(
    "fill stroke clip-path mask filter marker marker-start marker-mid marker-end cursor transform opacity d points "
    "stroke-width stroke-linecap stroke-linejoin stroke-miterlimit fill-rule clip-rule fill-opacity"
)
"""Attributes of SVG that a browser reads as styles, where ``url()`` may ask another host."""

_CELL = words("colspan rowspan scope headers align valign width abbr")
_PLAYER = words("src poster controls loop muted preload playsinline width height")

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": words(
        "class id title lang dir role style data-linenos data-preview data-tabs data-search-exclude data-search-boost"
    ),
    "a": frozenset(["href", "hreflang", "name", "download"]),
    "audio": _PLAYER,
    "bdo": frozenset(["dir"]),
    "blockquote": frozenset(["cite"]),
    "col": frozenset(["span", "width", "align"]),
    "colgroup": frozenset(["span", "width", "align"]),
    "data": frozenset(["value"]),
    "del": frozenset(["cite", "datetime"]),
    "details": frozenset(["open"]),
    "div": frozenset(["align", "data-stafett-shows"]),
    "font": frozenset(["color"]),
    "hr": frozenset(["width"]),
    "img": words("src alt width height align loading decoding"),
    "input": frozenset(["name", "checked", "disabled"]),
    "ins": frozenset(["cite", "datetime"]),
    "label": frozenset(["for"]),
    "li": frozenset(["value"]),
    "meter": words("value min max low high optimum"),
    "ol": frozenset(["start", "type", "reversed"]),
    "p": frozenset(["align", "data-stafett-nothing"]),
    "progress": frozenset(["value", "max"]),
    "q": frozenset(["cite"]),
    "source": frozenset(["src", "type"]),
    "span": words("data-stafett-status data-stafett-due data-stafett-soon"),
    "table": words("align border cellpadding cellspacing summary width"),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset(["datetime"]),
    "track": frozenset(["src", "kind", "srclang", "label", "default"]),
    "tr": frozenset(["align", "valign", "hidden"]),
    "ul": frozenset(["type"]),
    "video": _PLAYER,
    "svg": _SHAPE | {"xmlns", "viewBox", "preserveAspectRatio"},
} | dict.fromkeys(["path", "g", "circle", "ellipse", "line", "polygon", "polyline", "rect"], _SHAPE)

VALUES: dict[str, dict[str, frozenset[str]]] = {
    "input": {"type": frozenset(["radio", "checkbox"])},
    "a": {
        "target": frozenset(["_blank"]),
        "rel": frozenset(["noopener", "noreferrer", "noopener noreferrer", "nofollow", "external"]),
    },
    "pre": {"tabindex": frozenset(["0"])},
    "code": {"tabindex": frozenset(["0"])},
}

SCHEMES = frozenset(["http", "https", "mailto", "tel"])

STYLES = frozenset(["text-align", "vertical-align", "width", "white-space"])

ID_PREFIXES = ("tabbed_", "codelineno-", "span-")
"""What may follow ``__`` in an id: Material's own ids begin so, and its script trusts the first that it finds."""

RESERVED = words("searchbox stafett-ageing stafett-count stafett-missed stafett-paths stafett-who stafett-words")
"""Further ids that a page may not take: the site's scripts find by them what the build has written for them."""

CLASSES = words("md-button md-button--primary md-icon md-tag md-typeset md-annotation")
"""Material's classes that pages may use; the others of its ``md-`` family lay out, cover or hide the whole page."""
