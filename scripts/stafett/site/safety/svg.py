"""Whether an SVG picture only draws: shapes, text, gradients and pictures within itself."""

from __future__ import annotations

import re
from xml.parsers import expat

from stafett.reading.active_content import words

_SVG = "http://www.w3.org/2000/svg"
_XML = "http://www.w3.org/XML/1998/namespace"
_EDITORS = (  # what drawing programs note for themselves; browsers ignore it
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/",
)
_ELEMENTS = words(
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc "
    "metadata style linearGradient radialGradient stop clipPath mask pattern marker filter image switch "
    "view feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge "
    "feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence "
    "feDistantLight"
)
_OUTSIDE = re.compile(
    r"@import|@namespace|@font-face|expression|behavior|-moz-binding|\\|url(?!\(\s*[\"']?#)\s*\(|image-set|cross-fade"
    r"|(?<![\w-])(?:image|src|element|paint|attr)\s*\(",
    re.IGNORECASE,
)
"""What loads or may come to load, in an attribute or a style; an escape may spell any of it, so there are none."""
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_MOST_ELEMENTS = 50_000
_DEEPEST = 200


class _ActiveError(ValueError):
    """The picture does more than draw."""


def is_inert(content: bytes) -> bool:
    """Whether ``content`` is well-formed SVG in which nothing runs, links or loads."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003 (expat's own signature)
    except (expat.ExpatError, _ActiveError, ValueError, LookupError):
        return False
    return reader.elements > 0


class _Reader:
    """Refuses at the first thing that is not on the lists; expat expands no entities since none may be declared."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.ProcessingInstructionHandler = self._refuse  # such as xml-stylesheet
        self.parser.EntityDeclHandler = self._refuse
        self.parser.AttlistDeclHandler = self._refuse
        self.elements = 0
        self.open: list[str] = []
        self.style: list[str] = []

    def _refuse(self, *_: object) -> None:
        raise _ActiveError

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        self.elements += 1
        self.open.append(local if space == _SVG else "")
        if self.elements > _MOST_ELEMENTS or len(self.open) > _DEEPEST:
            raise _ActiveError
        known = local in _ELEMENTS if space == _SVG else space.startswith(_EDITORS) and self.elements > 1
        if not known or not all(_harmless(attribute, value) for attribute, value in attributes.items()):
            raise _ActiveError

    def _text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style.append(text)

    def _end(self, _: str) -> None:
        if self.open.pop() == "style" and _OUTSIDE.search("".join(self.style)):
            raise _ActiveError


def _harmless(attribute: str, value: str) -> bool:
    space, _, local = attribute.rpartition(" ")
    if local.lower().startswith("on"):
        return False
    if local == "href":
        return value.strip().startswith("#") or bool(_PICTURE.match(value.strip()))
    if space == _XML and local == "base":
        return False
    return not _OUTSIDE.search(value)
