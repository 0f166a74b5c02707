"""Why a message could not be delivered, in words that say what to do."""

from __future__ import annotations

from stafett.messages import Words


class NotDelivered(Exception):  # noqa: N818 (said to a person)
    """A message was not taken. ``message`` is a message id with named places for ``values``.

    ``one`` tells that only this one was refused, so that others can still be delivered.
    """

    def __init__(self, message: str, /, *, one: bool = False, **values: str | int) -> None:
        super().__init__(message)
        self.message, self.one, self.values = message, one, values

    def said(self, words: Words) -> str:
        """What went wrong, in the language of ``words``."""
        return words(self.message, **self.values)
