"""What cannot be written, and why, in words for the one who wanted it."""

from __future__ import annotations

from stafett.messages import N_, Refusal, Words
from stafett.model import Complaint


class CannotSplice(Exception):  # noqa: N818 (said to a person, not handled)
    """A page's front matter cannot be changed without risk to what else it holds.

    ``complaint`` says why, at its ``line`` (1-based in the file); ``paste`` is the text to write there by hand, one
    field a line, and empty where nothing is to be written. ``path`` is added by whoever knows it.
    """

    def __init__(self, complaint: Complaint, paste: str = "", path: str = "") -> None:
        super().__init__(complaint.message)
        self.complaint, self.paste, self.path = complaint, paste, path

    @property
    def line(self) -> int:
        """The line (1-based in the file) at which to look."""
        return max(self.complaint.line, 1)

    def at(self, path: str) -> CannotSplice:
        """The same, of the file ``path``."""
        return CannotSplice(self.complaint, self.paste, path)

    def told(self, words: Words) -> str:
        """Place, reason, how to mend it, and what to paste; of several lines."""
        values = self.complaint.values
        place = f"{self.path}:{self.line}: " if self.path else ""
        said = f"{place}{words(self.complaint.message, **values)}. {words(self.complaint.fix, **values)}"
        if not self.paste:
            return said
        text = "".join(f"\n    {line}" for line in self.paste.splitlines())
        by_hand = words(N_("Or write this by hand:"))
        return f"{said}\n{by_hand}{text}"


class CannotWrite(Refusal):
    """A file cannot be put in place; nothing was changed."""
