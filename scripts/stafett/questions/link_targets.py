"""Where links lead: each target judged as MkDocs 1.6 would resolve it, and what its author may have meant.

A link in Markdown names a **file**: the path of a page's `.md`, or of a picture, relative to the page that links. A
link in raw HTML is left alone by MkDocs, so it names an **address**, relative to the page's own (`a/b.md` is `a/b/`).
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from functools import cached_property
from urllib.parse import unquote, urlsplit

from stafett.anchors import slugify
from stafett.model import Link, Outline

_INDEXES = ("index.md", "README.md")
_TEMPLATE_MARKS = ("{{", "{%", "<%", "%=", "#{")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]*(?:#[A-Za-z0-9_-]*)?")  # nothing in it to take apart or to decode
_ON_A_COMPUTER = re.compile(r"file:|[a-z]:(?![0-9a-z@])|\\\\", re.IGNORECASE)  # a drive, or a server of a network
_UP = frozenset({"", ".", ".."})
_SAME_BEGINNING = 3  # letters that two names share before they are compared across folders
_MOST_GUESSES = 50  # per page: whoever has more broken links than that has a common cause to find
_MOST_COMPARED = 2000  # names that a wrong one is compared with
_LONGEST_GUESSED = 200  # characters of a wrong name
_DEEPEST = 30  # folders of a wrong path that are left out in turn
_SURE = 0.8  # likeness from 0 to 1 at which a name in another folder is offered


class ProblemKind(StrEnum):
    """What is wrong with a link."""

    MISSING_PAGE = "missing-page"
    MISSING_FILE = "missing-file"
    MISSING_ANCHOR_HERE = "missing-anchor-here"
    MISSING_ANCHOR = "missing-anchor"
    DIRECTORY = "directory"
    PAGE_URL = "page-url"
    PAGE_FILE_IN_HTML = "page-file-in-html"
    ON_A_COMPUTER = "on-a-computer"
    BACKSLASH = "backslash"


@dataclass(frozen=True, slots=True)
class Problem:
    """A link that leads nowhere.

    `target` is what was written, `resolved` the site path that was looked for, with the anchor after `#` where it is
    the anchor that is missing, and `suggestion` what to write instead, if there is a good guess.
    """

    kind: ProblemKind
    target: str
    resolved: str
    suggestion: str | None = None


@dataclass(frozen=True)
class Site:
    """What can be linked to: `pages` from site path to the page's anchors or outline, and the paths of other `files`.

    Indexes for suggestions are built when the first problem asks for them. Only the first problems of a page get a
    suggestion that takes comparing.
    """

    pages: Mapping[str, Container[str] | Outline]
    files: Container[str]
    _guesses: dict[tuple[str, str, str], str | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _guessed: Counter[str] = field(default_factory=Counter, init=False, repr=False, compare=False)
    _sorted: dict[str, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def anchors(self, path: str) -> Container[str] | None:
        """The anchors of the page; None where there is no page."""
        page = self.pages.get(path)
        return page.anchors if isinstance(page, Outline) else page

    def __contains__(self, path: str) -> bool:
        return path in self.pages or path in self.files

    def guess(self, from_uri: str, wrong: str, right: str, compare: Callable[[], str | None]) -> str | None:
        """What `compare` finds for what is `wrong` on the page, asked once for each, and not for ever on one page."""
        key = (from_uri, wrong, right)
        if key not in self._guesses:
            if self._guessed[from_uri] >= _MOST_GUESSES:
                return None
            self._guessed[from_uri] += 1
            self._guesses[key] = compare()
        return self._guesses[key]

    def sorted_anchors(self, path: str) -> list[str]:
        """The anchors of the page, sorted; none where there is no page."""
        if path not in self._sorted:
            anchors = self.anchors(path)
            self._sorted[path] = sorted(anchors) if isinstance(anchors, Iterable) else []
        return self._sorted[path]

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """All site paths, sorted."""
        files = self.files if isinstance(self.files, Iterable) else ()
        return tuple(sorted({*self.pages, *files}))

    @cached_property
    def by_lower_path(self) -> dict[str, str]:
        """Site paths by themselves in lower case."""
        return {path.lower(): path for path in self.paths}

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Site paths by their last part."""
        return _grouped(self.paths, posixpath.basename)

    @cached_property
    def by_folder(self) -> dict[str, list[str]]:
        """Site paths by their folder; the root is the empty text."""
        return _grouped(self.paths, posixpath.dirname)

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder with something in it, however deep."""
        found: set[str] = set()
        for path in self.by_folder:
            parent = path
            while parent and parent not in found:
                found.add(parent)
                parent = posixpath.dirname(parent)
        return frozenset(found)

    @cached_property
    def names_by_beginning(self) -> dict[str, list[str]]:
        """Last parts of site paths by their first letters."""
        return _grouped(self.by_name, lambda name: name[:_SAME_BEGINNING].lower())


def resolve(target: str, from_uri: str, pages: Mapping[str, Container[str]], files: Container[str]) -> Problem | None:
    """What is wrong with a Markdown link to `target` on the page with the site path `from_uri`; None if nothing is.

    `pages` maps the site path of each page to its anchors; `files` holds the site paths of everything else. For many
    links, build one `Site` and ask `problem_of`.
    """
    return _in_markdown(target, from_uri, Site(pages, files))


def problem_of(link: Link, from_uri: str, site: Site) -> Problem | None:
    """What is wrong with `link` on the page with the site path `from_uri`; None if nothing is, or it is not ours.

    Not ours are other sites, mail addresses, absolute paths, which MkDocs leaves as they are, and targets that a
    template has yet to fill in.
    """
    if _ON_A_COMPUTER.match(link.target):
        return Problem(ProblemKind.ON_A_COMPUTER, link.target, link.target)
    if "\\" in link.target and not any(mark in link.target for mark in _TEMPLATE_MARKS):
        return Problem(ProblemKind.BACKSLASH, link.target, link.target)
    return _in_html(link.target, from_uri, site) if link.raw else _in_markdown(link.target, from_uri, site)


def _in_markdown(target: str, from_uri: str, site: Site) -> Problem | None:
    parts = _local_parts(target)
    if parts is None:
        return None
    path, anchor = parts
    if not path:
        return _anchor_problem(target, anchor, from_uri, from_uri, site)
    found = _join(from_uri, path)
    if found in site:
        return _anchor_problem(target, anchor, found, from_uri, site)
    meant = _page_by_url(path, from_uri, site)
    if meant:
        index = posixpath.basename(meant) in _INDEXES and not path.endswith((".html", ".htm"))
        kind = ProblemKind.DIRECTORY if index else ProblemKind.PAGE_URL
    else:
        kind = _missing_kind(path, found, site)
        meant = None if kind is ProblemKind.DIRECTORY else _nearest(path, found, from_uri, site)
    return Problem(kind, target, found, meant and _written(meant, from_uri, anchor, site))


def _in_html(target: str, from_uri: str, site: Site) -> Problem | None:
    parts = _local_parts(target)
    if parts is None:
        return None
    path, anchor = parts
    address = _url(from_uri)
    found = posixpath.normpath(posixpath.join(address, path)) if path else ""
    page = from_uri if not path else _page_at(found, site)
    if page:
        return _anchor_problem(target, anchor, page, from_uri, site)
    if found in site.files:
        return None
    as_file = _join(from_uri, path)
    meant = as_file if as_file in site else _nearest(path, found, from_uri, site)
    kind = _missing_kind(path, found, site)
    if path.endswith(".md") and meant in site.pages:
        kind = ProblemKind.PAGE_FILE_IN_HTML
    if meant is None:
        return Problem(kind, target, found)
    to = _url(meant) if meant in site.pages else meant
    relative = posixpath.relpath(to or ".", address or ".") + ("/" if meant in site.pages else "")
    return Problem(kind, target, found, relative + (f"#{anchor}" if anchor else ""))


def _local_parts(target: str) -> tuple[str, str] | None:
    """The path, percent signs resolved, and the anchor of a target that is ours to judge."""
    if not target or target.startswith(("/", "\\", "https://", "http://")):
        return None
    if _PLAIN_PATH.fullmatch(target):
        path, _, anchor = target.partition("#")
        return path, anchor
    if any(mark in target for mark in _TEMPLATE_MARKS):
        return None
    try:
        scheme, host, path, _, anchor = urlsplit(target)
    except ValueError:  # as in `http://[`: no address at all, and certainly not a path
        return None
    return None if scheme or host else (unquote(path), anchor)


def _join(from_uri: str, path: str) -> str:
    return posixpath.normpath(f"{from_uri.rpartition('/')[0]}/{path}".lstrip("/"))


def _url(uri: str) -> str:
    """The address of a page, without a slash at its end; of the home page, the empty text."""
    folder, name = posixpath.split(uri)
    return folder if name in _INDEXES else posixpath.join(folder, posixpath.splitext(name)[0])


def _page_at(address: str, site: Site) -> str | None:
    """The page at an address such as `a/b` or `a/b/index.html`."""
    address = "" if address in {".", "index.html"} else address.removesuffix("/index.html")
    candidates = (f"{address}.md", *(posixpath.join(address, index) for index in _INDEXES))
    return next((path for path in candidates if path in site.pages), None)


def _page_by_url(path: str, from_uri: str, site: Site) -> str | None:
    """The page that a link by address means, the address being relative to the file or to the page's own address."""
    if posixpath.normpath(path) == ".":
        return from_uri
    if path.endswith(".md"):
        return None
    for base in (posixpath.dirname(from_uri), _url(from_uri)):
        address = posixpath.normpath(posixpath.join(base, path))
        for suffix in ("/index.html", ".html", ".htm"):
            address = address.removesuffix(suffix)
        page = _page_at(address, site)
        if page:
            return page
    return None


def _missing_kind(path: str, found: str, site: Site) -> ProblemKind:
    extension = posixpath.splitext(path)[1]
    if not extension and (found in site.folders or found == "."):
        return ProblemKind.DIRECTORY
    return ProblemKind.MISSING_PAGE if extension in {"", ".md", ".html"} else ProblemKind.MISSING_FILE


def _anchor_problem(target: str, anchor: str, page: str, from_uri: str, site: Site) -> Problem | None:
    """What is wrong with an anchor on an existing page or file."""
    anchors = site.anchors(page) if anchor else None
    if anchors is None or anchor in anchors:
        return None
    here = page == from_uri
    kind = ProblemKind.MISSING_ANCHOR_HERE if here else ProblemKind.MISSING_ANCHOR
    nearest = _nearest_anchor(anchor, anchors, page, from_uri, site)
    suggestion = target.partition("#")[0] + f"#{nearest}" if nearest else None
    return Problem(kind, target, f"{page}#{anchor}", suggestion)


def _nearest_anchor(anchor: str, anchors: Container[str], page: str, from_uri: str, site: Site) -> str | None:
    if len(anchor) > _LONGEST_GUESSED:
        return None
    plain = unquote(anchor)
    slug = slugify(plain)
    for candidate in (plain, plain.lower(), slug):
        if candidate in anchors:
            return candidate
    return site.guess(from_uri, page, slug, lambda: _closest(slug, site.sorted_anchors(page)))


def _closest(wrong: str, known: list[str], likeness: float = 0.6) -> str | None:
    """The one of `known` that is most like `wrong`; of very many, only those that begin alike are looked at."""
    if len(known) > _MOST_COMPARED:
        known = [name for name in known if name[:1] == wrong[:1]][:_MOST_COMPARED]
    close = get_close_matches(wrong, known, 1, likeness)
    return close[0] if close else None


def _nearest(path: str, found: str, from_uri: str, site: Site) -> str | None:
    """The site path that the author of a wrong path most likely meant."""
    for candidate in _without_leading_folders(path):
        if candidate in site:
            return candidate
    if found.lower() in site.by_lower_path:
        return site.by_lower_path[found.lower()]
    folder, name = posixpath.split(found)
    namesakes = site.by_name.get(name, [])
    if len(namesakes) == 1:
        return namesakes[0]
    if len(name) > _LONGEST_GUESSED:
        return None
    return site.guess(from_uri, "", found, lambda: _alike(folder, name, from_uri, site))


def _alike(folder: str, name: str, from_uri: str, site: Site) -> str | None:
    """The site path whose name is most like a wrong one: in the same folder, or else much like it anywhere.

    Never the page at ``from_uri``, on which the link stands: hardly anybody means that.
    """
    stem, extension = posixpath.splitext(name)
    extension = extension or ".md"
    neighbours = {
        posixpath.basename(other).removesuffix(extension): other
        for other in site.by_folder.get(folder, ())
        if other.endswith(extension) and other != from_uri
    }
    close = _closest(stem, list(neighbours))
    if close is not None:
        return neighbours[close]
    similar = site.names_by_beginning.get(name[:_SAME_BEGINNING].lower(), [])
    close = _closest(stem + extension, similar, _SURE)
    found = site.by_name[close] if close is not None else []
    return found[0] if len(found) == 1 and found[0] != from_uri else None


def _without_leading_folders(path: str) -> Iterator[str]:
    """The ends of a path, the longest first: one of them is right where the repository's path was written."""
    parts = [part for part in path.split("/") if part not in _UP][-_DEEPEST:]
    for i in range(len(parts)):
        yield "/".join(parts[i:])


def _written(path: str, from_uri: str, anchor: str, site: Site) -> str:
    """`path` as a link on the page `from_uri`, with `anchor` where the page has it."""
    anchors = site.anchors(path) or ()
    end = f"#{anchor}" if anchor and anchor in anchors else ""
    if path == from_uri and end:
        return end
    relative = posixpath.relpath(path, posixpath.dirname(from_uri) or ".")
    return relative.replace(" ", "%20").replace("(", "%28").replace(")", "%29") + end


def _grouped(paths: Iterable[str], key: Callable[[str], str]) -> dict[str, list[str]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[key(path)].append(path)
    return dict(groups)
