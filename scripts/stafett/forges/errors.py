"""Why a forge could not do what it was asked, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from stafett.messages import Words


class ForgeError(Exception):
    """A forge did not do what it was asked. ``message`` is a message id with named places for ``values``.

    ``status`` is the status of the forge's reply, 0 where there was none; ``rights``, itself a message id, what the
    token must be allowed to. ``one`` tells that only this one request was refused, so that others can still succeed.
    """

    def __init__(
        self, message: str, /, *, status: int = 0, rights: str = "", one: bool = False, **values: str | int | Path
    ) -> None:
        super().__init__(message)
        self.message, self.status, self.rights, self.one, self.values = message, status, rights, one, values

    @property
    def denied(self) -> bool:
        """Whether the token is missing, unknown, or may not do this."""
        return self.status in {401, 403, 404}

    def said(self, words: Words) -> str:
        """What went wrong and what to do, in the language of ``words``."""
        return words(self.message, **self.values, status=self.status, rights=words(self.rights))

    def __str__(self) -> str:
        return self.said(Words("en"))
