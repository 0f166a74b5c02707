"""Where the files of a knowledge base still mention somebody, for whoever has to see to it that none does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Person
from stafett.questions.forgetting import mentions, terms
from stafett.reading.all_files import all_files, as_text, text_of
from stafett.reading.code_owners import PLACES

_MOST_UNREAD = 20
_SIGNS = re.compile(r"[-_.+/\\]+")


class Search(NamedTuple):
    """``lines`` are places as path and line, or a path alone where the file's name mentions them.

    ``unread`` are files that are no text, or lead out of the folder.
    """

    wanted: tuple[str, ...]
    shared: tuple[str, ...]
    lines: tuple[str, ...]
    looked: int
    unread: tuple[str, ...]


def search(base: KnowledgeBase, root: Path, person: Person, after: Mapping[str, bytes]) -> Search:
    """Look through every file of the knowledge base; of those that change, as they are ``after`` it."""
    (wanted, shared), lines, unread = terms(base, person), list[str](), list[str]()
    also = (*base.directory.texts, *(page.path for page in base.pages), *(p for p in PLACES if (root / p).is_file()))
    paths = sorted({*all_files(root), *also})
    names = [name for name in wanted if " " in name]  # in a file's name, other signs stand for blanks
    for path in paths:
        if mentions(path.replace("/", "\n").replace("_", " "), wanted) or mentions(_SIGNS.sub(" ", path), names):
            lines.append(path)
        text = as_text(after[path]) if path in after else text_of(root, path)
        if text is None:
            unread.append(path)
        else:
            lines += [f"{path}:{line}" for line in mentions(text, wanted)]
    return Search(wanted, shared, tuple(lines), len(paths) - len(unread), tuple(unread))


def told(found: Search, words: Words) -> list[str]:
    """The search in lines: what was looked for and where, what was found, and what could not be looked into."""
    looked = words.plural("{n} file", "{n} files", found.looked)
    message = N_("Looked for {names} in {files} of the knowledge base.")
    said = [words(message, names=", ".join(found.wanted) or "–", files=looked)]
    if found.shared:
        message = N_("Not looked for, as others or a role have it too: {names}")
        said.append(words(message, names=", ".join(found.shared)))
    if found.lines:
        said.append(words(N_("These lines still mention them, and are for you to change:")))
        said += [f"  {line}" for line in found.lines]
    else:
        said.append(words(N_("None of them mentions the person any more.")))
    if found.unread:
        said.append(words(N_("Not looked into, as they are no text or lead elsewhere (pictures, PDF, Office, links):")))
        said += [f"  {path}" for path in found.unread[:_MOST_UNREAD]]
        rest = len(found.unread) - _MOST_UNREAD
        if rest > 0:
            said.append("  " + words.plural("and {n} more", "and {n} more", rest))
    return said
