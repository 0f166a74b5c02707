"""The records of the directory as they are written, for whoever changes a list in one and keeps the rest of it."""

from __future__ import annotations

from collections.abc import Mapping

from stafett.model import Directory, Raw
from stafett.reading.yaml_text import DIRECTORY_LIMIT, parse


def raw_records(directory: Directory) -> Mapping[str, dict[str, Raw]]:
    """The records of the people by id."""
    files = {path: parse(text, DIRECTORY_LIMIT).value for path, text in directory.texts.items()}
    found: dict[str, dict[str, Raw]] = {}
    for (kind, id_), (path, index) in directory.places.items():
        if kind != "people":
            continue
        content = files.get(path)
        listed = content.get("people") if isinstance(content, dict) else None
        record = listed[index] if isinstance(listed, list) else listed
        if isinstance(record, dict):
            found[id_] = record
    return found


def raw_items(record: Mapping[str, Raw], name: str) -> list[dict[str, Raw]]:
    """The groups in a list of a record, as its roles; what is no group is left out."""
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
