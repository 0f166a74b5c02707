"""The service worker, by which visited pages can be read without a network: see ``assets/offline/worker.js``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from posixpath import join, normpath

from stafett.messages import N_, Words

WORKER = "sw.js"
"""Its place in the site: a worker sees only what lies below it."""

_SOURCE = Path(__file__).parent / "assets" / "offline" / "worker.js"
_SEARCH = "assets/stafett/search"
MOST_SEARCH_BYTES = 6_000_000
"""Up to this size the whole search index is kept with a path that is saved; above it, what was used."""

_LINK = re.compile(r'<(?:link rel="stylesheet" href|script src)="([^":?#]+)"')
_SAID = {
    "title": N_("No network"),
    "text": N_("You have no network, and this page is not saved on your device. These are:"),
    "none": N_("You have no network, and this page is not saved on your device."),
}


README = N_("README.txt")
"""What lies in a site that is read from the file system beside its pages, and says how."""


def readme(words: Words, site: str, day: date) -> str:
    """A word to one who has opened the folder of a site without a server."""
    lines = (
        words(N_("{site}, as it was on {day}"), site=site, day=day.isoformat()),
        "",
        words(N_("Open index.html in a web browser. Nothing needs to be installed, and no network is needed.")),
        words(N_("Search works, and what you tick off is remembered by your browser on this device only.")),
        words(N_("This is a copy. What has been changed since then is not in it.")),
    )
    return "\r\n".join((*lines, ""))  # Windows' own editor shows it in lines too


def styles_and_scripts(html: str, url: str) -> list[str]:
    """The styles and scripts that a page asks for, as places in the site; the page lies at ``url``."""
    return [normpath(join(url if url.endswith("/") else url.rpartition("/")[0], link)) for link in _LINK.findall(html)]


def search_files(site: Path) -> list[str]:
    """The files of the search index, unless they are too much to keep on a device."""
    files = sorted(path for path in (site / _SEARCH).rglob("*") if path.is_file())
    if sum(path.stat().st_size for path in files) > MOST_SEARCH_BYTES:
        return []
    return [path.relative_to(site).as_posix() for path in (*files, site / "search" / "search_index.json")]


def worker(words: Words, revision: str, shell: Iterable[str], search: Iterable[str], form: str = "") -> str:
    """The worker's script: ``shell`` is what every page needs, ``search`` the index; both as places in the site.

    The folder ``form`` is none of the worker's business: nothing can be saved there without a network.
    """
    build = {
        "revision": revision,
        "language": words.language,
        "shell": list(shell),
        "search": list(search),
        "form": f"{form}/" if form else "",
        "words": {name: words(text) for name, text in _SAID.items()},
    }
    return f"const BUILD = {json.dumps(build, ensure_ascii=False)};\n\n{_SOURCE.read_text(encoding='utf-8')}"
