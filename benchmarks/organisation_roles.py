"""The roles of a synthetic organisation: those that many hold, and those of one to three people that own pages."""

from __future__ import annotations

import random
from datetime import timedelta

from staff import Seat, Staff

MASS = ("handlaggare", "samordnare", "controller")
REGIONAL = ("drifttekniker", "driftledare", "projektledare", "administrator")
PASSED_ON = 0.25  # of owners' roles: went from one seat to another while the history lasted
PAGES_A_ROLE = 20


class Roles:
    """Gives each seat its roles. ``owners`` own pages; ``mass`` are held by many; ``stewards`` look after it all."""

    def __init__(self, rng: random.Random, staff: Staff, pages: int) -> None:
        self.rng, self.staff = rng, staff
        areas = sorted({unit.area for unit in staff.units if unit.area})
        self.stewards = "kunskapsforvaltare"
        every = ["medarbetare", "chef", *REGIONAL, *(f"{area}-{name}" for area in areas for name in MASS)]
        wanted = max(12, pages // PAGES_A_ROLE)
        self.mass = every[: max(4, min(len(every), wanted // 2))]
        self.owners = [self.stewards]
        self.home: dict[str, str] = {}
        self._everybody()
        by_unit: dict[str, list[Seat]] = {}
        for seat in staff.seats:
            by_unit.setdefault(seat.unit.id, []).append(seat)
        national = [unit for unit in staff.units if unit.area]
        regional = [unit for unit in staff.units if unit.id.startswith("region")]
        for number in range(wanted - len(self.mass)):
            unit = rng.choice(regional if regional and rng.random() < 0.4 else national)  # noqa: PLR2004
            role = f"{unit.area or 'region'}-ansvarig-{number:03}" if number else self.stewards
            self.home[role] = unit.id
            if number:
                self.owners.append(role)
            self._give(role, by_unit[unit.id])

    def _everybody(self) -> None:
        for seat in self.staff.seats:
            roles = ["medarbetare"] + (["chef"] if seat.head else [])
            names = [f"{seat.unit.area}-{name}" for name in MASS] if seat.unit.area else list(REGIONAL)
            roles.append(self.rng.choice(names))
            seat.roles += [(role, None, None) for role in roles if role in self.mass]

    def _give(self, role: str, seats: list[Seat]) -> None:
        """The role goes to one to three seats of a unit, or of several; some of them had it only for a time."""
        rng = self.rng
        for _ in range(rng.choices((1, 2, 3), (50, 35, 15))[0]):
            seat = rng.choice(seats if rng.random() < 0.85 else self.staff.seats)  # noqa: PLR2004
            if any(name == role for name, _, _ in seat.roles):
                continue
            other = rng.choice(seats)
            days = (self.staff.as_of - self.staff.start).days
            if other is not seat and rng.random() < PASSED_ON:
                day = self.staff.start + timedelta(days=rng.randint(30, days + 60))
                if not any(name == role for name, _, _ in other.roles):
                    other.roles.append((role, None, day - timedelta(days=1)))
                seat.roles.append((role, day, None))
            else:
                seat.roles.append((role, None, None))
