"""Takes the settings apart, value by value, and gathers what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from stafett.dates import Interval, parse_interval
from stafett.guesses import nearest
from stafett.messages import N_, Words
from stafett.model import Raw, Where
from stafett.reading.settings_block import Problem
from stafett.reading.yaml_text import Place, places
from stafett.refusals import shown

FILE = "stafett.yml"
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,3})?")


@dataclass
class SettingsReader:
    """Reads values of ``raw``; what will not do is told in ``problems``, and None (or nothing) is given for it."""

    raw: Mapping[str, Raw]
    problems: list[tuple[Where, str, dict[str, str]]] = field(default_factory=list)

    def complain(self, where: Where, message: str, **values: str) -> None:
        """Say what is wrong at ``where``, in a message id with named places for ``values``."""
        self.problems.append((where, message, {"name": str(where[0]) if where else "", **values}))

    def tell(self, problem: Problem) -> None:
        """As ``complain``, for the readers of single blocks."""
        self.complain(problem.where, problem.message, **problem.values)

    def text(self, name: str) -> str | None:
        """The plain value of a setting."""
        value = self.raw.get(name)
        if value is None or isinstance(value, str):
            return value
        self.complain((name,), N_("`{name}` should be one value"))
        return None

    def choice(self, name: str, choices: tuple[str, ...]) -> str | None:
        """The value of a setting that is one of ``choices``."""
        value = self.text(name)
        if value is None or value in choices:
            return value
        self.complain(
            (name,), N_("`{name}: {value}` is not one of {choices}"), value=shown(value), choices=", ".join(choices)
        )
        return None

    def texts(self, name: str) -> tuple[str, ...] | None:
        """The values of a setting that is a list, or is one value; None where it is not given."""
        if name not in self.raw:
            return None
        value = self.raw[name]
        items = [] if value is None else value if isinstance(value, list) else [value]
        if all(isinstance(item, str) for item in items):
            return tuple(str(item) for item in items)
        self.complain((name,), N_("`{name}` should be a list of plain values"))
        return None

    def group(self, *where: str) -> dict[str, Raw]:
        """The lines of `name: value` below ``where``."""
        value: Raw = dict(self.raw)
        for name in where:
            value = value.get(name) if isinstance(value, dict) else None
        if isinstance(value, dict):
            return value
        if value is not None:
            self.complain(where, N_("`{path}` should be lines of `name: value`"), path=": ".join(where))
        return {}

    def interval(self, where: Where, value: Raw) -> Interval | None:
        """A length of time."""
        interval = parse_interval(value) if isinstance(value, str) else None
        if interval is None and value is not None:
            self.complain(
                where, N_("`{value}` is not a length of time such as 30 days or 6 months"), value=shown(value)
            )
        return interval

    def number(
        self, where: tuple[str, str], given: Mapping[str, Raw], usual: float, limits: tuple[float, float]
    ) -> float:
        """A number within ``limits``, both included; ``usual`` where it is not given."""
        value = given.get(where[1])
        if value is None:
            return usual
        number = float(value) if isinstance(value, str) and _NUMBER.fullmatch(value) else -1
        if not limits[0] <= number <= limits[1]:
            message = N_("`{value}` is not a number from {low} to {high}")
            self.complain(where, message, value=shown(value), low=f"{limits[0]:g}", high=f"{limits[1]:g}")
        return number

    def refuse_unknown(self, known: tuple[str, ...]) -> None:
        """Tell of each setting that nobody knows."""
        for name in self.raw:
            if name not in known:
                guess = nearest(name, known)
                message = (
                    N_("There is no setting `{name}`; did you mean `{guess}`?")
                    if guess
                    else N_("There is no setting `{name}`")
                )
                self.complain((name,), message, guess=guess or "")

    def sentences(self, text: str, language: str) -> tuple[str, ...]:
        """What is wrong, a ready sentence each with its line, in the order of the file."""
        found, words = places(text), Words(language)
        return tuple(
            f"{FILE}:{_nearest_place(found, where).line}: {words(message, **values)}"
            for where, message, values in sorted(self.problems, key=lambda item: _nearest_place(found, item[0]))
        )


def _nearest_place(found: Mapping[Where, Place], where: Where) -> Place:
    for length in range(len(where), 0, -1):
        if where[:length] in found:
            return found[where[:length]]
    return Place(1, 1)
