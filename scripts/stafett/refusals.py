"""Values that a field's type refuses, and how a message quotes them."""

from __future__ import annotations

import unicodedata

from stafett.guesses import LONGEST_SHOWN
from stafett.model import Complaint, Raw, Where


class InvalidValue(Exception):  # noqa: N818 (no error of the program: a complaint on its way out)
    """A value that the type refuses: message id, fix id and the values for their places.

    ``within`` says where in the value the trouble lies, where it does not concern the whole.
    """

    def __init__(self, message: str, fix: str, within: Where = (), **values: str) -> None:
        super().__init__(message)
        self.message, self.fix, self.within, self.values = message, fix, within, values

    def complaint(self, name: str) -> Complaint:
        """What to say of the field ``name``."""
        return Complaint("FMT010", self.message, self.fix, {"field": name, **self.values}, (name, *self.within))


def shown(raw: Raw) -> str:
    """A value as a message quotes it: on one line, shortened."""
    if isinstance(raw, dict):
        text = "{" + ", ".join(raw) + "}"
    elif isinstance(raw, list):
        text = "[" + ", ".join(shown(item) for item in raw[:LONGEST_SHOWN]) + "]"
    else:
        text = raw or ""
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def one_line(text: str) -> str:
    """The text on one line. A letter with a sign above it is one character, however the file writes it."""
    text = " ".join(text.split())
    return text if text.isascii() else unicodedata.normalize("NFC", text)
