"""Which of our units another system's are: by what the settings say, by code, by name, and by what is above them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stafett.messages import N_
from stafett.model import Unit
from stafett.questions.new_page import slug
from stafett.reading.staff.rows import StaffRow

MOST_LEVELS = 60
"""No organisation has more units above each other."""


class TooDeepError(ValueError):
    """A file has more units above each other than ``MOST_LEVELS``: something else than units has been read as such."""


class Named(NamedTuple):
    """A unit as another system names it: its code, where it has one, and the units above it, from the top down."""

    name: str
    code: str | None = None
    above: tuple[str, ...] = ()


class NewUnit(NamedTuple):
    """A unit as it would be added."""

    name: str
    parent: str | None = None


class Differs(NamedTuple):
    """What a file says otherwise of a unit than the directory; ``message`` has places for ``values``."""

    message: str
    values: Mapping[str, str]


@dataclass
class Found:
    """What a file tells of units: ``lacking`` are those that the directory does not have, by the id they would get.

    ``parents`` has the unit above of those in the directory that have none, and ``differs`` what stays as it is there.
    """

    lacking: dict[str, NewUnit] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    differs: dict[str, Differs] = field(default_factory=dict)


class Units:
    """The units of a directory, and those that ``rows`` name; none of them gets the id of one of ``people``."""

    def __init__(
        self,
        units: Mapping[str, Unit],
        given: Mapping[str, str],
        rows: Sequence[StaffRow],
        people: Iterable[str],
        *,
        make: bool,
    ) -> None:
        self.units, self.given, self.make = units, given, make
        self._people = {id_.casefold() for id_ in (*people, *(row.id for row in rows))}
        self.found = Found()
        self._ids = {id_.casefold(): id_ for id_ in units}
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        for unit in units.values():
            self._names[unit.name.casefold()].append(unit.id)
        self._said: defaultdict[str, list[Named]] = defaultdict(list)
        above: defaultdict[str, set[str]] = defaultdict(set)
        for named in dict.fromkeys(one for row in rows for one in _chain(row)):
            if named.code:
                self._said[named.code.casefold()].insert(0, named)
            if named.code or named.above:
                self._said[named.name.casefold()].append(named)
            if named.above:
                above[named.name.casefold()].add(named.above[-1].casefold())
        codes: defaultdict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row.unit and row.code:
                codes[row.unit.casefold()].add(row.code)
        self._coded = codes
        self._several = {name for those in (above, codes) for name, found in those.items() if len(found) > 1}
        self._known: dict[Named, str | None] = {}
        self._busy: set[Named] = set()

    def id_of(self, row: StaffRow) -> str | None:
        """Our id of the unit that a row names; None where the directory lacks it, unless it may be made."""
        if row.unit is None:
            return None
        codes = self._coded.get(row.unit.casefold(), set())
        if row.code is None and len(codes) > 1:
            return None  # nobody can say which of them is meant
        id_ = self._id(Named(row.unit, row.code or next(iter(codes), None), row.above))
        return id_ if id_ in self.units or self.make else None

    def is_above(self, unit: str, other: str) -> bool:
        """Whether ``unit`` lies somewhere above ``other``."""
        return unit in set(self._way_up(other)) - {other}

    def _id(self, named: Named) -> str | None:
        if named not in self._known:
            if named in self._busy:  # a file in which two units lie above each other
                return None
            if len(self._busy) >= MOST_LEVELS:
                raise TooDeepError
            self._busy.add(named)
            id_ = self._settled(named)
            self._busy.discard(named)
            self._known[named] = id_
            if id_ is not None:
                self._look_above(id_, named)
        return self._known[named]

    def _settled(self, named: Named) -> str | None:
        for said in (named.code, named.name):
            if said and said in self.given:
                return self.given[said] if self.given[said] in self.units else None
        if named.code and named.code.casefold() in self._ids:
            id_ = self._ids[named.code.casefold()]
            if self.units[id_].name.casefold() != named.name.casefold():
                message = N_("the file calls it '{theirs}', the directory '{ours}'")
                self.found.differs.setdefault(
                    id_, Differs(message, {"theirs": named.name, "ours": self.units[id_].name})
                )
            return id_
        return self._by_name(named) or self._new(named)

    def _by_name(self, named: Named) -> str | None:
        name = named.name.casefold()
        own = [self._ids[name]] if name in self._ids else []
        those = list(dict.fromkeys((*own, *self._names.get(name, []))))
        if name not in self._several and (own or len(those) == 1):
            return those[0]
        above = self._above(named)
        if named.code and not above:
            return None
        right = [id_ for id_ in those if self.units[id_].parent == above]
        near = right or [id_ for id_ in those if above and self.is_above(above, id_)]
        return near[0] if len(near) == 1 else None

    def _new(self, named: Named) -> str | None:
        """The id that a unit would get that we lack: its code, else its name, if need be with that of the one above."""
        if not named.code and len(self._names.get(named.name.casefold(), [])) > 1 and not named.above:
            return None  # nobody can say which of them is meant
        id_ = slug(named.code or named.name)
        above = self._above(named)
        by_above = bool(above) and not named.code and named.name.casefold() in self._several
        if above and by_above:
            id_ = slug(f"{named.name} {self._name(above)}")
        if id_ in self._people:  # the site publishes the ids of units, and those of people never
            id_ = f"unit-{id_}"
        if id_ in self.units and not by_above:
            return id_
        known = self.found.lacking.get(id_)
        if id_ and (known is None or (known.parent is None and above and id_ not in self._way_up(above))):
            self.found.lacking[id_] = NewUnit(named.name, above)
        return id_ or None

    def _name(self, id_: str) -> str:
        return self.units[id_].name if id_ in self.units else self.found.lacking[id_].name

    def _above(self, named: Named) -> str | None:
        """Our id of the unit right above one, which the file may name by its code."""
        if not named.above:
            return None
        last, further = named.above[-1], named.above[:-1]
        said = self._said.get(last.casefold(), [])
        coded = [unit for unit in said if unit.code and (last.casefold() == unit.code.casefold() or not further)]
        alike = [unit for unit in said if unit.above == further] or (said if not further else [])
        return self._id(next(iter((*coded, *alike)), Named(last, None, further)))

    def _look_above(self, id_: str, named: Named) -> None:
        """Keep what the file says of the unit above one of ours."""
        unit = self.units.get(id_)
        if unit is None or not named.above:
            return
        above = self._above(named)
        if above is None or above == id_ or self.is_above(above, id_):
            return
        if unit.parent and above in self.units:
            message = N_("the file has it below {theirs}, the directory below {ours}")
            self.found.differs.setdefault(id_, Differs(message, {"theirs": above, "ours": unit.parent}))
        elif not unit.parent and (above in self.units or self.make) and id_ not in self._way_up(above):
            self.found.parents.setdefault(id_, above)

    def _way_up(self, id_: str) -> Iterator[str]:
        """A unit and all above it."""
        seen: set[str] = set()
        while id_ not in seen:
            seen.add(id_)
            yield id_
            unit = self.units.get(id_)
            lacking = self.found.lacking.get(id_)
            above = (unit.parent if unit else lacking.parent if lacking else None) or self.found.parents.get(id_)
            if above is None:
                return
            id_ = above


def _chain(row: StaffRow) -> Iterator[Named]:
    """The unit of a row, and those above it that it names."""
    if row.unit is not None:
        yield Named(row.unit, row.code, row.above)
    for number, name in enumerate(row.above):
        yield Named(name, None, row.above[:number])
