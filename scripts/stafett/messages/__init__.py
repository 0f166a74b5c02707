"""Every sentence that a person reads, in Swedish and English, by gettext.

The English sentence is the message id. A sentence is marked where it is written with ``N_`` and put into the
reader's language where it is shown, by ``Words``. Catalogs: ``messages/locale/sv/LC_MESSAGES/stafett.po``.
"""

from __future__ import annotations

import gettext
from pathlib import Path

LANGUAGES = ("sv", "en")
LOCALE = Path(__file__).parent / "locale"


def N_(text: str) -> str:  # noqa: N802 (the name that gettext's tools know)
    """Mark ``text`` as a message id, to be translated where it is shown."""
    return text


class Words:
    """The sentences of one language: call it with a message id and the values for its named places."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalog: gettext.NullTranslations = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("stafett", LOCALE, [language], fallback=True)
        )

    def __call__(self, message: str, /, **values: object) -> str:
        """``message`` in this language, its named places filled with ``values``."""
        text = self._catalog.gettext(message) if message else ""
        return text.format(**values) if values else text

    def forms(self, one: str, many: str, /) -> tuple[str, str]:
        """``one`` and ``many`` in this language, their places open: for what the reader's browser counts."""
        return self._catalog.ngettext(one, many, 1), self._catalog.ngettext(one, many, 2)

    def plural(self, one: str, many: str, number: int, /, **values: object) -> str:
        """``one`` or ``many`` in this language, by ``number``, which also fills the place ``{n}``."""
        return self._catalog.ngettext(one, many, number).format(n=number, **values)


class Refusal(Exception):  # noqa: N818 (said to a person, not handled)
    """Something is not done; ``message`` is a message id that says why, ``values`` fill its places."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message, self.values = message, values

    def __str__(self) -> str:
        return self.told(Words("en"))

    def told(self, words: Words) -> str:
        """The reason, in the reader's language."""
        return words(self.message, **self.values)
