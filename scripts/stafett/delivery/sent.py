"""Remembers which messages of a week were sent, so that a run that is begun anew sends only the rest.

The file names nobody: messages are known by keys that are made of their receivers by a one-way function.
"""

from __future__ import annotations

import json
from pathlib import Path

from stafett.delivery.refused import NotDelivered
from stafett.messages import N_
from stafett.writing import put

_BROKEN = N_("'{path}' does not say which messages were sent ({problem}); mend it, or remove it to send them all again")
_UNWRITABLE = N_("cannot remember in '{path}' which messages were sent ({problem})")


class Sent:
    """The keys of the messages that were sent in ``week``; kept in the file ``path``, or nowhere where it is None."""

    def __init__(self, path: Path | None, week: str) -> None:
        """Reads the file, if there is one. Raises NotDelivered where nobody can tell what it says."""
        self._path, self._week = path, week
        self._keys: set[str] = set() if path is None else _read(path, week)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def add(self, key: str) -> None:
        """Remember ``key``, at once and for good. Raises NotDelivered."""
        self._keys.add(key)
        self.save()

    def save(self) -> None:
        """Write the file. Raises NotDelivered where that cannot be done; asked before the first message is sent."""
        if self._path is None:
            return
        text = json.dumps({"week": self._week, "sent": sorted(self._keys)}, indent=1) + "\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            put(self._path, text.encode())
        except OSError as error:
            raise NotDelivered(_UNWRITABLE, path=str(self._path), problem=error.strerror or str(error)) from error


def _read(path: Path, week: str) -> set[str]:
    try:
        content: object = json.loads(path.read_bytes())
    except FileNotFoundError:
        return set()
    except OSError as error:
        raise NotDelivered(_BROKEN, path=str(path), problem=error.strerror or str(error)) from error
    except (ValueError, RecursionError):
        raise NotDelivered(_BROKEN, path=str(path), problem="JSON") from None
    if not isinstance(content, dict) or not isinstance(content.get("sent"), list):
        raise NotDelivered(_BROKEN, path=str(path), problem="`sent`")
    return {str(key) for key in content["sent"]} if content.get("week") == week else set()
