"""Reads a folder of Markdown that nobody wrote for Stafett: files, CODEOWNERS, mkdocs.yml, and who changed what."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from stafett.adoption.survey import Seen, Survey, Touched, suffix_of
from stafett.model import Complaint, Raw
from stafett.reading.code_owners import read_code_owners
from stafett.reading.files import read_file, read_text
from stafett.reading.front_matter import split
from stafett.reading.git import run_git
from stafett.reading.tree import walk
from stafett.reading.yaml_text import parse

MOST_COMMITS = 20_000
_SKIPPED = frozenset(("venv", "site", "build", "dist", "vendor"))
# Words of the text, and what fields, folders and months are called: short pages have little else.
_SWEDISH = re.compile(
    r"\b(?:och|att|som|för|är|inte|ansvarig|ägare|agare|titel|rubrik|granskad|uppdaterad|rutiner|beslut|maj|augusti)\b",
    re.IGNORECASE,
)
_ENGLISH = re.compile(r"\b(?:and|that|the|for|is|not)\b", re.IGNORECASE)
_LOG = ("log", "--no-merges", "--no-show-signature", "-z", "--name-only", "--relative", f"-n{MOST_COMMITS}")


def look(root: Path) -> Survey:
    """What is in the folder ``root``. Never raises: what cannot be read is left out."""
    seen: list[Seen] = []
    swedish = english = 0
    for entry in walk(root):
        suffix = suffix_of(entry.path)
        if suffix is None or not entry.plain or entry.path.split("/")[0] in _SKIPPED or not entry.path.isprintable():
            continue
        data = read_file(root / entry.path)
        source = None if isinstance(data, Complaint) else split(data)
        if source is None or source.complaint:
            seen.append(Seen(entry.path, suffix, None))
            continue
        told = f"{entry.path}\n{source.head or ''}\n{source.body}"
        swedish += len(_SWEDISH.findall(told))
        english += len(_ENGLISH.findall(told))
        fields = parse(source.head).value if source.head is not None else None
        seen.append(Seen(entry.path, suffix, fields if isinstance(fields, dict) else None))
    docs_dir, nav = _mkdocs(root)
    return Survey(tuple(seen), swedish > english, docs_dir, nav, read_code_owners(root), tuple(_touched(root)))


def _mkdocs(root: Path) -> tuple[str | None, frozenset[str]]:
    """The folder of the sources and the paths of the menu, as mkdocs.yml in ``root`` says."""
    path = root / "mkdocs.yml"
    text = read_text(path) if path.is_file() else None
    if not isinstance(text, str):
        return None, frozenset()
    # Of its tags (`!ENV`, `!!python/name:`) none matters here, and none may run.
    content = parse(re.sub(r"(?<=[\s\[,:])!+[\w/:.]+(?=\s)|!!python/\S+", "", text)).value
    if not isinstance(content, dict):
        return "docs", frozenset()
    folder = content.get("docs_dir")
    docs_dir = folder.strip("./") if isinstance(folder, str) else "docs"
    return docs_dir or None, frozenset(f"{docs_dir}/{path}" for path in _paths(content.get("nav")))


def _paths(nav: Raw) -> Iterator[str]:
    left: list[Raw] = [nav]
    while left:
        item = left.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            left += item.values()
        elif isinstance(item, list):
            left += item


def _touched(root: Path) -> Iterator[Touched]:
    """Who changed which file on which day, the newest first."""
    printed = run_git(root, (*_LOG, "--format=%x01%as%x02%aN", "--", "."))
    for commit in printed[0].decode("utf-8", "replace").split("\x01")[1:] if printed else ():
        head, _, paths = commit.partition("\0")
        day, _, author = head.partition("\x02")
        with contextlib.suppress(ValueError):
            when = date.fromisoformat(day)
            yield from (Touched(path.lstrip("\n"), author.strip(), when) for path in paths.split("\0") if path.strip())
