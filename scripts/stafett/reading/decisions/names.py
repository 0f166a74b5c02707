"""What the names of files and headings in a decision log mean."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"index|readme|(?:0000[-_])?(?:(?:m?adr|decision|record|nygard|besluts?)[-_]?)*(?:template|mall)"
    r"(?:[-_](?:bare|minimal|full|short|long|kort|lång|sv|en))*",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:\.(?:md|markdown|mkd|html|erb))+\Z", re.IGNORECASE)
# "12. Use X", "2: Use X", "ADR-0012 Use X", "ADR 12: Use X", "Beslut 12 – Use X".
_PREFIXED = re.compile(
    r"(?:(?:ADR|DR|Beslut|Decision)[ _-]?#?\d{1,6}\s*[-.:–—)]*|\d{1,6}\s*(?:[.:)]|\s[-–—]))\s+(?=\S)", re.IGNORECASE
)
_BARE = re.compile(r"0\d{2,5}\s+(?=\S)")


def is_aside(path: str) -> bool:
    """Whether a file lies among decisions and is none: the log's index, its README, or the template of decisions."""
    return bool(_ASIDE.fullmatch(_SUFFIX.sub("", path.rpartition("/")[2])))


def without_number(heading: str) -> str:
    """A decision's heading without the number that stands before it, as in ``12. Use X`` and ``ADR-0012: Use X``."""
    match = _PREFIXED.match(heading) or _BARE.match(heading)
    return heading[match.end() :] if match else heading
