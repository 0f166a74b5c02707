"""Words in a decision's text by which it replaces another one, or is replaced by it.

"This decision supersedes ADR-3" counts; what somebody else replaced, what would be, and what is replaced in part only,
does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from stafett.model import Mention
from stafett.reading.decisions.references import any_reference, references_at
from stafett.reading.decisions.statuses import BY, OVER, PARTLY

# What makes a sentence one about something that did not happen.
_UNREAL = re.compile(
    r"\b(?:not|never|no longer|cannot|can|could|would|should|will|might|may|if|unless|to be|until|inte|ej|aldrig|"
    r"skulle|kan|kunde|bör|ska|om|kommer|ifall|tills|innan)\b|n['’]t\b",
    re.IGNORECASE,
)
_THIS = re.compile(
    r"(?:^|[>*_:!]|\b(?:this|the present|detta|det här|that)\s+(?:adr|decision|record|document|proposal|beslut(?:et)?|"
    r"dokument(?:et)?)\b.{0,20}|\b(?:beslutet|det)\s+(?:är|har|blev)|\bit\s+(?:is|was|has been))\s*"
    r"(?:is|was|has been|have been|now|nu|är|har|blev|also|även)?\s*(?:also|now|nu|har|blivit|been)?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s")
_CODE = re.compile(r"`[^`]{0,300}`")
_QUANTITY = re.compile(r"[1-9]")
# What the verbs have in common: hardly a paragraph has any, and looking for them as they are takes ten times as long.
_STEMS = ("super", "replac", "obsolet", "deprecat", "ersatt", "ersätt", "upphäv", "avlös")
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
