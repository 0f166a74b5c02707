"""What a new knowledge base begins with: files that come with Stafett, with an organisation's name and a day put in.

The files lie in ``stafett/starter``: ``common``, and one folder a language; those of a forge are of ``ci``. In their
names ``dot-`` stands for a full stop and a last ``.in`` for nothing, so that packing tools take them along.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import resources
from importlib.resources.abc import Traversable

from stafett import __version__
from stafett.messages import N_, Words
from stafett.starter.ci import ci_files
from stafett.writing.yaml_values import inline

_TITLE = N_("The knowledge base of {name}")
_MARKS = "\\`*_[]<>#|&{}"


def starter_files(language: str, name: str, day: date, forge: str | None) -> dict[str, bytes]:
    """The files of a new knowledge base by path: in ``language``, for the organisation ``name``, begun on ``day``.

    ``forge`` is one of ``starter.ci.FORGES``, whose CI comes along, or None.
    """
    title = Words(language)(_TITLE, name=name)
    values = {
        "@name@": _as_text(name),
        "@site_name@": inline(title),
        "@site_title@": _as_text(title),
        "@date@": day.isoformat(),
        "@version@": __version__,
    }
    folder = resources.files("stafett.starter")
    found: dict[str, bytes] = {}
    for part in ("common", language):
        for path, file in _files(folder.joinpath(part)):
            text = file.read_text(encoding="utf-8")
            for mark, value in values.items():
                text = text.replace(mark, value)
            found[path] = text.encode()
    if forge:
        found |= {path: text.encode() for path, text in ci_files(forge).items()}
    return dict(sorted(found.items()))


def _as_text(value: str) -> str:
    return "".join(f"&#{ord(sign)};" if sign in _MARKS else sign for sign in value)


def _files(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = entry.name.removesuffix(".in")
        name = f".{name.removeprefix('dot-')}" if name.startswith("dot-") else name
        if entry.is_dir():
            if name != "__pycache__":
                yield from _files(entry, f"{above}{name}/")
        elif not name.endswith(".pyc"):
            yield above + name, entry
