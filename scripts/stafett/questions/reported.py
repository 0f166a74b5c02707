"""What readers told by the site's own links: that a page is not right, or what they looked for and did not find.

The links (``stafett.reports.feedback``) fill in what a note is about, on lines of their own: the page's id and its
address; and each search that found nothing on a line behind a hyphen, with its day. Both may be in any language of the
site, and a person may have written above, below and between.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from stafett.knowledge_base import KnowledgeBase
from stafett.messages import LANGUAGES, Words
from stafett.model import Directory, Page
from stafett.notes import ID, NOT_FOUND, SOUGHT, Issue
from stafett.reading.tree import site_url
from stafett.search.folding import fold, tokens

LONGEST = 80
"""Characters of a search that are shown."""
MOST_LINES = 400
"""Lines of one note that are looked at."""
_DAY = re.compile(r"\s*\(\d{4}-\d{2}-\d{2}\)\s*$")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,3}[.)])\s+(.+)$")
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]{1,2000}")
_NUMBER = re.compile(r"\d[\d\s-]{5,}")
_OWN = {message: tuple(Words(language)(message) for language in LANGUAGES) for message in (ID, NOT_FOUND, SOUGHT)}
"""What the links write, in every language."""


@dataclass(frozen=True, slots=True)
class Search:
    """What ``readers`` notes say that somebody looked for and did not find, in the words that most of them used."""

    text: str
    readers: int


@dataclass(frozen=True, slots=True)
class Reported:
    """How many open notes say of a page, by path, that it is not right; and what was looked for in vain.

    ``withheld`` are searches left out because they may name somebody, ``unmatched`` the notes that name no page.
    """

    pages: Mapping[str, int] = field(default_factory=dict)
    searches: tuple[Search, ...] = ()
    withheld: int = 0
    unmatched: int = 0


NO_REPORTS = Reported()


def reported(base: KnowledgeBase, issues: Iterable[Issue]) -> Reported:
    """What the notes say. Each counts once for a page and once for the same search, however often it says it.

    Searches are the same where their words are, but for order, case and diacritics. One that may name somebody (a word
    of the directory's, an address, a long number) is not told, and only counted.
    """
    pages: Counter[str] = Counter()
    spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)
    readers: Counter[str] = Counter()
    unmatched, names = 0, _names(base.directory)
    addresses = {site_url(page.path).rstrip("/"): page for page in base.pages}
    for issue in issues:
        sought = {_key(text): text for text in _searches(issue)}
        page = None if sought else _page(base, issue, addresses)
        readers.update(key for key in sought if key)
        for key, text in sought.items():
            spelled[key][text] += 1
        if page:
            pages[page.path] += 1
        elif not sought:
            unmatched += 1
    told = {key: number for key, number in readers.items() if not _names_somebody(spelled[key], key, names)}
    return Reported(
        dict(sorted(pages.items())),
        tuple(
            Search(_usual(spelled[key])[:LONGEST], number)
            for key, number in sorted(told.items(), key=lambda item: (-item[1], item[0]))
        ),
        len(readers) - len(told),
        unmatched,
    )


def _usual(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda text: (-spellings[text], text))


def _key(text: str) -> str:
    return " ".join(sorted(set(tokens(fold(text)).words)))


def _searches(issue: Issue) -> Iterator[str]:
    """The searches in a note on what was not found; nothing in any other note."""
    if not issue.title.strip().startswith(_OWN[NOT_FOUND]) and not any(text in issue.body for text in _OWN[SOUGHT]):
        return
    lines = issue.body.splitlines()[:MOST_LINES]
    listed = [found[1] for found in map(_ITEM.match, lines) if found]
    if not listed:
        listed = [line for line in lines if line.strip() and line.strip() not in _OWN[SOUGHT]]
    if not listed:
        listed = [issue.title.partition(":")[2]]
    for line in listed:
        text = " ".join(_DAY.sub("", line).split())
        if _key(text):
            yield text


def _page(base: KnowledgeBase, issue: Issue, addresses: Mapping[str, Page]) -> Page | None:
    """The page that a note is about: by the id on a line of its own, else by its address in the site."""
    for line in issue.body.splitlines()[:MOST_LINES]:
        name, colon, value = line.strip().lstrip("*-> ").partition(":")
        if colon and name.strip("* ") in _OWN[ID]:
            found = base.by_id.get(value.strip("* `"))
            if found:
                return found
    for address in _ADDRESS.findall(issue.body)[:MOST_LINES]:
        found = _at(base, address, addresses)
        if found:
            return found
    return None


def _at(base: KnowledgeBase, address: str, addresses: Mapping[str, Page]) -> Page | None:
    """The page at an address of the site; where nobody has said where the site is, at the end of any address."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return None
    root = urlsplit(base.settings.site_url)
    if base.settings.site_url:
        if urlsplit(address).netloc.casefold() != root.netloc.casefold() or not path.startswith(root.path):
            return None
        return addresses.get(_plain(path[len(root.path) :]))
    parts = _plain(path).split("/")
    ends = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((addresses[end] for end in ends if end in addresses), None)


def _plain(path: str) -> str:
    return path.strip("/").removesuffix("index.html").removesuffix(".html").rstrip("/")


def _names(directory: Directory) -> tuple[frozenset[str], ...]:
    """What each person can be found by: the words of their name, and their id, account and mail address."""
    found: list[frozenset[str]] = []
    for person in directory.people.values():
        found.append(frozenset(tokens(fold(person.name or "")).words))
        found += [frozenset(tokens(fold(text or "")).words) for text in (person.id, person.account, person.email)]
    return tuple(words for words in dict.fromkeys(found) if words)


def _names_somebody(spellings: Iterable[str], key: str, names: tuple[frozenset[str], ...]) -> bool:
    words = set(key.split())
    if any("@" in text or _NUMBER.search(text) for text in spellings):
        return True
    return any(words <= name or name <= words for name in names)
