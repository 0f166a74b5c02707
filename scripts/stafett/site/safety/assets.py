"""Which files beside the pages are published, and which names pages and files may have.

SVG is published only if it is inert (see ``svg``): shown by ``<img>`` it runs nothing anyhow, but opened by its own
address a script in it would run as the site. HTML, scripts and styles never are: they belong to the trusted theme.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stafett.messages import LANGUAGES, N_, Words
from stafett.model import Complaint
from stafett.reading.active_content import words
from stafett.site.offline import README
from stafett.site.safety.grammar import printable
from stafett.site.safety.svg import is_inert

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

CODE = "ASSET"
NAME_CODE, LINK_CODE = "SEC003", "SEC002"  # of the rules that say the same of pages
TYPES = words(
    "png jpg jpeg gif webp avif svg pdf csv tsv txt odt ods odp odg docx xlsx pptx zip mp4 webm mp3 ogg vtt ics"
)
"""Types that a browser shows, plays or downloads without running anything in the site's name."""

MAX_BYTES = 50_000_000
MAX_SVG_BYTES = 2_000_000
RESERVED_FOLDERS = ("assets/javascripts", "assets/stylesheets", "assets/external", "assets/stafett")
RESERVED_FILES = words(
    "404.html sitemap.xml sitemap.xml.gz objects.inv robots.txt assets/images/favicon.png "
    "search/search_index.json search/search_index.js api/pages.json sw.js _headers"
) | {README.casefold(), *(Words(language)(README).casefold() for language in LANGUAGES)}
_BAD_IN_NAMES = frozenset('<>"`{}|\\:*?')
_WINDOWS = frozenset(["con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(1, 10))])


class Verdict(NamedTuple):
    """Whether a file may be published; if not, why."""

    allowed: bool
    complaint: Complaint | None = None


_YES = Verdict(allowed=True)


def judge(uri: str, path: str, roots: Collection[str], taken: Collection[str] = ()) -> Verdict:
    """Whether the file at ``path`` may be published as ``uri`` (its place in the site, with ``/``).

    ``roots`` are the real paths of the folders that are published; ``taken`` the ``folded`` places of the theme's own
    files and of generated ones. For a page ask ``judge_source``.
    """
    return _first(
        judge_name(uri),
        _judge_type(uri),
        _judge_place(uri, taken),
        _judge_file(uri, path, roots, MAX_BYTES),
        _judge_svg(uri, path),
    )


def judge_source(
    uri: str, path: str, roots: Collection[str], taken: Collection[str] = (), max_bytes: int = 1_000_000
) -> Verdict:
    """Whether the page at ``path`` may be read: its name, and that it is an ordinary file of the knowledge base."""
    return _first(judge_name(uri), judge_page_place(uri, taken), _judge_file(uri, path, roots, max_bytes))


def judge_page_place(uri: str, taken: Collection[str] = ()) -> Verdict:
    """Whether the page ``uri`` leaves the site's own files and folders alone."""
    return _judge_place(uri.rpartition(".")[0] or uri, taken)  # the folder that the built page stands in


def _first(*verdicts: Verdict) -> Verdict:
    return next((verdict for verdict in verdicts if not verdict.allowed), _YES)


def folded(uri: str) -> str:
    """A place in the site as a file system sees it that knows neither case nor Unicode forms."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", uri).casefold()).strip("/")


def judge_name(uri: str) -> Verdict:
    """Names stand in the theme's HTML, in logs and on other systems' disks, so some signs are refused."""
    parts = uri.split("/")
    if any(not c.isprintable() for c in uri) or any("\ud800" <= c <= "\udfff" for c in uri):
        return _no(uri, N_("the file name {name} contains an invisible or control character"), _RENAME, code=NAME_CODE)
    if bad := sorted(_BAD_IN_NAMES.intersection(uri)):
        return _no(uri, N_("the file name {name} contains {signs}"), _RENAME, code=NAME_CODE, signs=" ".join(bad))
    if any(p in {"", ".", ".."} or p != p.strip() or p.endswith(".") for p in parts):
        return _no(uri, N_("the file name {name} begins or ends with a space or a full stop"), _RENAME, code=NAME_CODE)
    if any(p.partition(".")[0].lower() in _WINDOWS for p in parts):
        return _no(uri, N_("the file name {name} is reserved on Windows"), _RENAME, code=NAME_CODE)
    return _YES


_RENAME = N_("Rename the file: letters, digits, spaces, - and _ are always right")


def _judge_type(uri: str) -> Verdict:
    stem, dot, suffix = uri.rpartition("/")[2].rpartition(".")
    if stem and dot and suffix.lower() in TYPES:
        return _YES
    return _no(
        uri,
        N_("files of this type are not published: {name}"),
        N_("Use one of these types: {types}; styles and scripts belong in the theme's folder"),
        types=", ".join(sorted(TYPES)),
    )


def _judge_place(uri: str, taken: Collection[str]) -> Verdict:
    if any(p in RESERVED_FILES or p in RESERVED_FOLDERS or p in taken for p in _with_parents(folded(uri))):
        return _no(uri, N_("the site itself needs the place {name}"), N_("Move or rename the file"))
    return _YES


def _with_parents(place: str) -> list[str]:
    parts = place.split("/")
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]


def clashes(places: Iterable[str]) -> list[str]:
    """Those of the ``places`` (as ``dest_uri``) that cannot stand beside an earlier one.

    They are the same to a file system that knows no case, or a file where another needs a folder of that name,
    which would stop the build.
    """
    files: set[str] = set()
    folders: set[str] = set()
    refused: list[str] = []
    for uri in places:
        *above, place = _with_parents(folded(uri))
        if place in files or place in folders or files.intersection(above):
            refused.append(uri)
        else:
            files.add(place)
            folders.update(above)
    return refused


def _judge_file(uri: str, path: str, roots: Collection[str], max_bytes: int) -> Verdict:
    """An ordinary file, not too large, whose real place is within the knowledge base."""
    try:
        real = os.path.realpath(path, strict=True)
        status = os.stat(real, follow_symlinks=False)  # noqa: PTH116 (called for every file: pathlib is slower)
    except (OSError, ValueError):  # a loop of links, a link to nothing, a file that has just gone
        return _no(uri, N_("{name} cannot be read"), N_("Put an ordinary file here instead of a link"))
    if not stat.S_ISREG(status.st_mode):
        return _no(uri, N_("{name} is not an ordinary file"), N_("Remove it"))
    inner = next((real[len(root) :] for root in roots if real.startswith(root.rstrip(os.sep) + os.sep)), None)
    if inner is None or (real != os.path.abspath(path) and _disguised(inner, path)):  # noqa: PTH100 (see above)
        return _no(
            uri, N_("{name} is a link that leaves the knowledge base"), N_("Put the file itself here"), code=LINK_CODE
        )
    if status.st_size > max_bytes:
        return _no(
            uri,
            N_("{name} is larger than {limit} bytes"),
            N_("Make it smaller, or keep it elsewhere and link to it"),
            limit=str(max_bytes),
        )
    return _YES


def _disguised(real: str, path: str) -> bool:
    """Whether a link shows a file as another type than it is, or one that is hidden, such as Git's own.

    The directory of people may lie within the roots; no published file has its type.
    """
    return f"{os.sep}." in real or real.rpartition(".")[2].lower() != path.rpartition(".")[2].lower()


def _judge_svg(uri: str, path: str) -> Verdict:
    if not uri.lower().endswith(".svg"):
        return _YES
    try:
        content = b"" if Path(path).stat().st_size > MAX_SVG_BYTES else Path(path).read_bytes()
    except (OSError, ValueError):
        content = b""
    if is_inert(content):
        return _YES
    return _no(
        uri,
        N_("{name} is an SVG picture that contains more than shapes and text"),
        N_("Export it again as plain or optimised SVG without scripts, links and styles from elsewhere, or as PNG"),
    )


def _no(uri: str, message: str, fix: str, *, code: str = CODE, **values: str) -> Verdict:
    return Verdict(allowed=False, complaint=Complaint(code, message, fix, {"name": printable(uri), **values}))
