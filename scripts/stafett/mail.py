"""What is a mail address that a link may carry: one mailbox, without anything that could steer the mail."""

from __future__ import annotations

import re

LONGEST = 254
"""Characters of a mail address, by RFC 5321."""

_MAILBOX = re.compile(r"[\w.+'~^*/=#$!{}|-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)


def is_mailbox(text: str) -> bool:
    """Whether the text is one mail address of plain signs, and nothing beside it."""
    return len(text) <= LONGEST and _MAILBOX.fullmatch(text) is not None
