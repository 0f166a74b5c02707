"""Notes that readers write by the site's own links: what they begin with, and what they are read back as."""

from __future__ import annotations

from typing import NamedTuple

from stafett.messages import N_

NOT_RIGHT = N_("Not right")
"""How the title of a note on a page begins."""
NOT_FOUND = N_("Could not find")
"""The title of a note on what was looked for in vain."""
SOUGHT = N_("I looked for this and did not find it:")
"""The line above the searches that found nothing."""
ID = N_("Id")
"""What stands before the id of the page, on a line of its own."""


class Issue(NamedTuple):
    """A note as a forge exports it: what it says. Who wrote it is never read."""

    title: str
    body: str
