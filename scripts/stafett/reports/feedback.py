"""The address that opens a note to be written: an issue on a forge, or a mail, with what it is about filled in.

GitHub takes ``title`` and ``body`` (and refuses addresses of more than 8,191 bytes), GitLab ``issue[title]`` and
``issue[description]``, Azure DevOps a work item's fields, ``[System.Title]`` and ``[System.Description]``, the latter
as HTML. A mail takes ``subject`` and ``body`` with CR LF between lines (RFC 6068); on Windows, browsers hand over no
more than some 2,080 characters to the mail program. The shortest of these bounds holds here for all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from urllib.parse import quote

from stafett.mail import is_mailbox
from stafett.messages import N_, Words
from stafett.notes import ID, NOT_FOUND, NOT_RIGHT, SOUGHT
from stafett.settings import Feedback

LONGEST = 2000
"""Characters of an address that every browser, mail program and forge takes."""

_CUTS = (200, 120, 60, 30, 12, 0)
"""How many characters of each value are kept; 0 keeps none."""

_BREAKS = {"mailto": "\r\n", "azure": "<br>"}
_DETAILS = {
    "page": N_("Page"),
    "id": ID,
    "step": N_("Step"),
    "owner": N_("Owner"),
    "reviewed": N_("Last reviewed"),
    "revision": N_("Revision"),
    "address": N_("Address"),
}


@dataclass(frozen=True, slots=True)
class About:
    """What a note is about. Nothing here names a person: ``owner`` is a role's title, or empty.

    ``contact`` is the owner's functional mail address; ``reviewed`` a date in ISO 8601; ``revision`` tells which
    text was read; ``address`` is that of the page in the site.
    """

    page: str = ""
    id: str = ""
    step: str = ""
    owner: str = ""
    contact: str = ""
    reviewed: str = ""
    revision: str = ""
    address: str = ""


def feedback_address(way: Feedback, about: About, words: Words) -> str:
    """The address of a note on ``about`` that is yet to be written, at most ``LONGEST`` characters.

    A mail goes to the owner's functional address where there is one. Whatever is too long is cut, an address left out.
    """
    subject, ask = words(NOT_RIGHT), words(N_("Write here what is not right. You need not know what is."))
    return next(found for found in _shorter(way, about, words, subject, ask) if len(found) <= LONGEST)


def not_found_address(way: Feedback, words: Words) -> str:
    """The address of a note on what a reader looked for and did not find, which is yet to be put at its end.

    The note's text is the last part of the address: words may be added, percent-encoded, with ``line_break`` between.
    """
    ask = words(SOUGHT)
    return _address(way, "", words(NOT_FOUND), (ask, ""))


def line_break(way: Feedback) -> str:
    """What parts the lines of a note, before it is percent-encoded."""
    return _BREAKS.get(way.to, "\n")


def _shorter(way: Feedback, about: About, words: Words, subject: str, ask: str) -> Iterable[str]:
    """The same note, each time with less in it."""
    for longest in _CUTS:
        less = _cut(about, longest)
        title = f"{subject}: {less.page}" if less.page else subject
        details = [
            # The name before it keeps a value from being a command, as lines with a slash are on GitLab.
            f"{words(name)}: {getattr(less, key)}"
            for key, name in _DETAILS.items()
            if getattr(less, key)
        ]
        yield _address(way, about.contact, title, (ask, "", "", "", *details))


def _cut(about: About, longest: int) -> About:
    """Each value but the contact on one line and at most so long; the address whole or not at all."""
    if not longest:
        return About(contact=about.contact)
    lines = {key: _line(getattr(about, key)) for key in _DETAILS}
    short = {key: text if len(text) <= longest else f"{text[:longest]}…" for key, text in lines.items()}
    address = lines["address"] if len(_quoted(lines["address"])) <= 3 * longest else ""
    return replace(about, **(short | {"address": address}))


def _line(text: str) -> str:
    """Text without line breaks or other signs that cannot be shown."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _address(way: Feedback, contact: str, title: str, lines: Iterable[str]) -> str:
    if way.to == "azure":
        lines = (escape(line, quote=False) for line in lines)
    text = line_break(way).join(lines)
    if way.to == "mailto":
        mailbox = contact if is_mailbox(contact) else way.address
        return f"mailto:{quote(mailbox, safe='@')}?{_query(('subject', title), ('body', text))}"
    if way.to == "azure":
        fields = (("[System.Title]", title), ("[System.Description]", text))
        return f"{way.url}/_workitems/create/{_quoted(way.work_item)}?{_query(*fields)}"
    if way.to == "gitlab":
        return f"{way.url}/-/issues/new?{_query(('issue[title]', title), ('issue[description]', text))}"
    return f"{way.url}/issues/new?{_query(('title', title), ('body', text))}"


def _query(*pairs: tuple[str, str]) -> str:
    return "&".join(f"{_quoted(key)}={_quoted(value)}" for key, value in pairs)


def _quoted(text: str) -> str:
    """Percent-encoded, also spaces: a plus sign would stand as such in a mail."""
    return quote(text, safe="", errors="replace")
