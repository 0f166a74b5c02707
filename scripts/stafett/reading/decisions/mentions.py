"""Words in a decision's text by which it replaces another one, or is replaced by it.

"This decision supersedes ADR-3" and "Härmed upphävs beslut 0007" count; what somebody else replaced, what would be, and
what is replaced in part only, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stafett.model import Mention
from stafett.reading.decisions.references import Reference, any_reference, references_at, references_before
from stafett.reading.decisions.statuses import BY, DONE, OVER, PARTLY

# What makes a sentence one about something that did not happen.
_UNREAL = re.compile(
    r"\b(?:not|never|no longer|cannot|can|could|would|should|will|might|may|if|unless|to be|until|inte|ej|aldrig|"
    r"skulle|kan|kunde|bör|ska|om|kommer|ifall|tills|innan)\b|n['’]t\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:^|[>*_:!]|\b(?:this|the present|detta|det här|that)\s+(?:adr|decision|record|document|proposal|beslut(?:et)?|"
    r"dokument(?:et)?)\b.{0,20}|\b(?:beslutet|det)\s+(?:är|har|blev)|^\W{0,9}beslutet|\bit\s+(?:is|was|has been))\s*"
    r"(?:is|was|has been|have been|now|nu|är|har|blev|also|även)?\s*(?:also|now|nu|har|blivit|been|härmed|hereby)?\s*$",
    re.IGNORECASE,
)
# What makes this decision the one that does it: "Beslut 0007 upphävs härmed", "Genom detta beslut ersätts ...".
_HEREBY = re.compile(
    r"\b(?:härmed|hereby|(?:av|genom|med|by|through|with)\s+(?:detta|det här|this|the present)\s+"
    r"(?:adr|decision|record|document|beslut(?:et)?|dokument(?:et)?))\b",
    re.IGNORECASE,
)
_BY_ANOTHER = re.compile(r"[^.!?]{0,80}?\s(?:av|genom|by|through)\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]\s")
_CODE = re.compile(r"`[^`]{0,300}`")
_QUANTITY = re.compile(r"[1-9]")
# What the verbs have in common: hardly a paragraph has any, and looking for them as they are takes ten times as long.
_STEMS = ("super", "replac", "obsolet", "deprecat", "ersatt", "ersätt", "upphäv", "upphör", "avlös")
_BEFORE = 300
MOST = 200


def mentions(
    paragraph: str, lines: list[int], path: str, labels: Mapping[str, str], permits: Iterator[int]
) -> Iterator[Mention]:
    """The replacements that ``paragraph`` tells of; ``lines`` says where in the file each of its lines stands.

    Looks at as many verbs as there are ``permits``: a decision tells of a few, and a page made to cost time of many.
    """
    folded = paragraph.casefold()
    if not any(stem in folded for stem in _STEMS):
        return
    flat = _CODE.sub(lambda code: " " * len(code[0]), paragraph.replace("\n", " "))
    for pattern, by in ((BY, True), (OVER, False)):
        for match in pattern.finditer(flat):
            if next(permits, None) is None:
                return
            before = _sentence_before(flat, match.start())
            # "replaces 3" is about as many of something; a log's own number has zeros, or a word before it.
            if not _counts(before, by=by) or _QUANTITY.match(flat, match.end()):
                continue
            references, _ = references_at(flat, match.end(), path, labels)
            line = lines[paragraph.count("\n", 0, match.start())]
            yield from (Mention(reference.text, by, line) for reference in references)
    for match in DONE.finditer(flat):
        if next(permits, None) is None:
            return
        line = lines[paragraph.count("\n", 0, match.start())]
        yield from (Mention(reference.text, by=False, line=line) for reference in _undone(flat, match, path, labels))


def _undone(flat: str, verb: re.Match[str], path: str, labels: Mapping[str, str]) -> list[Reference]:
    """What this decision replaces by a sentence that says "hereby": it stands after the verb, or before it."""
    before = _sentence_before(flat, verb.start())
    hereby = _HEREBY.match(flat, verb.end() + 1)
    if not (hereby or _HEREBY.search(before)) or _UNREAL.search(before) or PARTLY.search(before):
        return []
    if hereby:
        return references_before(before, path, labels)
    found, end = references_at(flat, verb.end() + 1, path, labels)
    if found:
        return [] if _BY_ANOTHER.match(flat, end) else found
    return references_before(before, path, labels)


def _counts(before: str, *, by: bool) -> bool:
    """Whether what precedes the verb in its sentence makes this decision its subject, and the deed a real one."""
    if _UNREAL.search(before) or PARTLY.search(before) or any_reference(before):
        return False
    return not by or bool(_THIS.search(before))


def _sentence_before(text: str, position: int) -> str:
    start = max(0, position - _BEFORE)
    before = text[start:position]
    ends = list(_SENTENCE_END.finditer(before))
    return before[ends[-1].end() :] if ends else before
