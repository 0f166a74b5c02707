"""What a kind of page is, and how its declaration becomes one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from stafett.fields import TYPES, Field
from stafett.messages import N_, Words
from stafett.model import Raw

BUILT_IN = ("process", "role", "decision", "article")
_KEYS = frozenset(("label", "plural", "extends", "abstract", "fields"))
_FIELD_KEYS = frozenset(("type", "required", "to", "also", "choices", "label", "help"))


class KindError(Exception):
    """A kind's declaration cannot be used; ``args`` are a message id and the values for its places."""

    def __init__(self, message: str, **values: str) -> None:
        super().__init__(message)
        self.message, self.values = message, values

    def __str__(self) -> str:
        return Words("en")(self.message, **self.values)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: its name, what it is called in each language, and its fields by name."""

    name: str
    label: Mapping[str, str]
    plural: Mapping[str, str]
    fields: Mapping[str, Field]
    abstract: bool = False


def built_in_names() -> tuple[str, ...]:
    """The kinds that come with Stafett, in the order in which they are listed."""
    return BUILT_IN


def declare(declarations: Mapping[str, Raw]) -> dict[str, Kind]:
    """The kinds that ``declarations`` (name -> declaration as YAML text values) make, by name.

    A kind may extend another of them, and then has its fields too. Raises KindError where a declaration is not
    one, names what does not exist, or extends itself.
    """
    made: dict[str, Kind] = {}
    for name in declarations:
        _make(name, declarations, made, ())
    return {name: kind for name, kind in made.items() if not kind.abstract}


def _make(name: str, declarations: Mapping[str, Raw], made: dict[str, Kind], above: tuple[str, ...]) -> Kind:
    if name in made:
        return made[name]
    if name in above:
        raise KindError(N_("The kind `{kind}` extends itself"), kind=name)
    declaration = _mapping(declarations[name], f"kinds: {name}")
    _refuse_unknown(declaration, _KEYS, name)
    parent = declaration.get("extends")
    fields: dict[str, Field] = {}
    if isinstance(parent, str):
        if parent not in declarations:
            raise KindError(N_("The kind `{kind}` extends `{parent}`, which does not exist"), kind=name, parent=parent)
        fields.update(_make(parent, declarations, made, (*above, name)).fields)
    for field_name, field in _mapping(declaration.get("fields") or {}, f"kinds: {name}: fields").items():
        fields[field_name] = _field(name, field_name, _mapping(field, f"kinds: {name}: {field_name}"))
    label = _by_language(declaration.get("label"), name)
    plural = _by_language(declaration.get("plural"), name) if declaration.get("plural") else label
    made[name] = Kind(name, label, plural, fields, abstract=declaration.get("abstract") == "true")
    return made[name]


def _field(kind: str, name: str, declaration: Mapping[str, Raw]) -> Field:
    _refuse_unknown(declaration, _FIELD_KEYS, f"{kind}: {name}")
    type_ = declaration.get("type", "text")
    if not isinstance(type_, str) or type_ not in TYPES:
        raise KindError(
            N_("`{place}` has no type that exists; the types are {types}"),
            place=f"{kind}: {name}",
            types=", ".join(TYPES),
        )
    required = declaration.get("required", "false")
    if required not in ("true", "false"):
        raise KindError(N_("`{place}` should be true or false"), place=f"{kind}: {name}: required")
    choices = _names(declaration.get("choices"))
    if type_ in {"choice", "groups"} and not choices:
        raise KindError(N_("`{place}` needs `choices`"), place=f"{kind}: {name}")
    return Field(
        name,
        type_,
        required=required == "true",
        to=_names(declaration.get("to")),
        also=_names(declaration.get("also")),
        choices=choices,
        label=_by_language(declaration.get("label"), name),
        help=_by_language(declaration.get("help"), ""),
    )


def _mapping(raw: Raw, place: str) -> Mapping[str, Raw]:
    if isinstance(raw, dict):
        return raw
    raise KindError(N_("`{place}` should be a group of `name: value` lines"), place=place)


def _refuse_unknown(declaration: Mapping[str, Raw], known: frozenset[str], place: str) -> None:
    for key in declaration:
        if key not in known:
            raise KindError(
                N_("`{place}` has an unknown key `{key}`; the keys are {known}"),
                place=place,
                key=key,
                known=", ".join(sorted(known)),
            )


def _names(raw: Raw) -> tuple[str, ...]:
    items = raw if isinstance(raw, list) else [] if raw is None else [raw]
    return tuple(item for item in items if isinstance(item, str))


def _by_language(raw: Raw, fallback: str) -> dict[str, str]:
    if isinstance(raw, dict):
        return {language: text for language, text in raw.items() if isinstance(text, str)}
    text = raw if isinstance(raw, str) else fallback
    return {"sv": text, "en": text}
