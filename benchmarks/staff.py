"""The staff of a synthetic organisation, with years of history: who sat where, between which days, in which roles.

A seat is a place in a unit, with roles that go with it. People come, change seats, leave and come back; a seat that
somebody left stays empty for a while. What has happened by ``as_of`` is all known; of the three months after it, what
people have said or signed by then.
"""

from __future__ import annotations

import heapq
import math
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from generate import AREAS

A_DAY = timedelta(days=1)
DAYS_A_YEAR = 365.25
KNOWN_AHEAD = 90  # days; the nearer, the likelier to be known
LEAVING = ((1.0, 0.42), (3.0, 0.34), (99.0, 0.22))  # up to so many years of service, so many leave a year
MOVED, RETURNED = 0.22, 0.06  # of seats that are filled: from within, and by somebody who has worked here before
SAME_DAY = 0.15  # of seats that are filled: the day after the last one left
PARENTAL, ILL = 0.07, 0.03  # begun leaves a year and person
FIRST_NAMES = (
    "Agnes Ali Anna Anders Astrid Axel Berit Bo Cecilia Daniel Ebba Elin Emil Erik Eva Fatima Filip Frida Gunnar "
    "Gustav Hanna Hassan Helena Henrik Ida Ingrid Jakob Johan Jonas Karin Kerstin Lars Leila Lena Linnea Magnus Maja "
    "Maria Mats Mikael Mohamed Monika Nils Olof Omar Per Petra Pia Rasmus Sara Sofia Stina Sven Tove Ulla Viktor "
    "Yasmin Åsa"
).split()
LAST_NAMES = (
    "Ahlberg Ahmed Alm Andersson Asp Berg Bergström Björk Blom Dahl Danielsson Ek Eklund Ekström Falk Fors Fransson "
    "Gran Gustafsson Hagberg Hansson Hedlund Holm Isaksson Jansson Johansson Jonsson Karlsson Kaya Lind Lindberg Lund "
    "Lundqvist Löfgren Malm Mattsson Nguyen Nilsson Norberg Nyström Olsson Persson Qvist Rask Sandberg Sjöberg Skog "
    "Ström Sundin Svensson Söderberg Thulin Vik Wallin Westman Yilmaz Åberg Åkesson Öberg Öhman"
).split()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit; ``area`` is the kind of work of a national one, empty for the company and for regions."""

    id: str
    name: str
    parent: str | None
    area: str = ""


@dataclass(slots=True)
class Seat:
    """A place in a unit. ``roles`` go with it, each from and until a day, both included; None leaves it open."""

    unit: Unit
    number: int
    head: bool = False
    roles: list[tuple[str, date | None, date | None]] = field(default_factory=list)
    person: Employee | None = None


@dataclass(slots=True)
class Job:
    """A person sits on a seat from one day to another, both included."""

    seat: Seat
    start: date
    end: date | None = None


@dataclass(slots=True)
class Employee:
    """Somebody who works or has worked here; ``gone`` is when they will have left, known to the simulation alone."""

    id: str
    name: str
    jobs: list[Job] = field(default_factory=list)
    leaves: list[tuple[date, date | None]] = field(default_factory=list)
    began: date = date.min
    gone: date = date.max

    @property
    def spells(self) -> list[tuple[date, date | None]]:
        """The times in which they worked here: jobs that follow one another without a day between made one."""
        found: list[tuple[date, date | None]] = []
        for job in self.jobs:
            end = found[-1][1] if found else None
            if end and job.start == end + A_DAY:
                found[-1] = (found[-1][0], job.end)
            else:
                found.append((job.start, job.end))
        return found


def unit_tree(regions: int, people: int) -> list[Unit]:
    """The company, its national departments with sections, and regions with areas below; parents before children."""
    units = [Unit("bolaget", "Spannverket AB", None)]
    areas = AREAS[: max(2, min(len(AREAS), people // 40))]
    for area in areas:
        units.append(Unit(area, area.capitalize(), "bolaget", area))
        sections = max(1, people // 1000)
        units += [Unit(f"{area}-{n}", f"{area.capitalize()}, sektion {n}", area, area) for n in range(1, sections + 1)]
    below = max(1, min(8, people // max(1, regions) // 30))
    for region in range(1, regions + 1):
        id_ = f"region-{region:02}"
        units.append(Unit(id_, f"Region {region}", "bolaget"))
        units += [Unit(f"{id_}-{n}", f"Region {region}, område {n}", id_) for n in range(1, below + 1)]
    return units


class Staff:
    """Simulates the staff from ``start`` to ``as_of``, and what is known of the months after it."""

    def __init__(self, rng: random.Random, people: int, regions: int, start: date, as_of: date) -> None:
        self.rng, self.start, self.as_of = rng, start, as_of
        self.units = unit_tree(regions, people)
        # Some seats always stand empty for a while.
        self.seats = self._seats(round(people * 1.07))
        self.people: list[Employee] = []
        self.left: list[Employee] = []
        self.numbers = count()
        self.queue: list[tuple[date, int, str, Seat | Employee]] = []

    def _seats(self, number: int) -> list[Seat]:
        """Two in three in the regions, the rest nationally; sizes differ, and some units are very small."""
        shares = {}
        for unit in self.units:
            regional = unit.id.startswith("region")
            leaf = not any(other.parent == unit.id for other in self.units)
            shares[unit.id] = (self.rng.uniform(0.3, 1.7) if leaf else 0.25) * (1.0 if regional else 2.2)
            if leaf and self.rng.random() < 0.04:  # noqa: PLR2004
                shares[unit.id] = 0.05
        whole = sum(shares.values())
        seats = []
        for unit in self.units:
            places = max(1, round(number * shares[unit.id] / whole))
            seats += [Seat(unit, len(seats) + place, head=place == 0) for place in range(places)]
        return seats

    def run(self) -> None:
        """Let the years go by."""
        for seat in self.seats:
            if self.rng.random() < 0.95:  # noqa: PLR2004
                years = min(self.rng.expovariate(1 / 3.2), 30.0)
                self._hire(seat, self.start - timedelta(days=round(years * DAYS_A_YEAR)), since=self.start)
            else:
                self._open(seat, self.start)
        last = self.as_of + timedelta(days=KNOWN_AHEAD)
        while self.queue and self.queue[0][0] <= last:
            day, _, what, whom = heapq.heappop(self.queue)
            ahead = (day - self.as_of).days
            if ahead > 0 and self.rng.random() < ahead / KNOWN_AHEAD:
                continue
            if what == "leave" and isinstance(whom, Employee):
                self._leave(whom, day)
            elif what == "fill" and isinstance(whom, Seat):
                self._fill(whom, day)
        for person in self.people:
            self._absences(person)

    def _push(self, day: date, what: str, whom: Seat | Employee) -> None:
        heapq.heappush(self.queue, (day, next(self.numbers), what, whom))

    def _hire(self, seat: Seat, day: date, since: date | None = None) -> None:
        rng = self.rng
        name = f"{rng.choice(FIRST_NAMES)} {rng.choice(LAST_NAMES)}"
        person = Employee(f"p-{len(self.people) + 1:05}", name)
        self.people.append(person)
        self._begin(person, seat, day, since or day)

    def _begin(self, person: Employee, seat: Seat, day: date, now: date) -> None:
        """An employment: on ``seat`` from ``day``, and for so long as chance will have it, seen from ``now``."""
        person.began = day
        years = (now - day).days / DAYS_A_YEAR
        need = self.rng.expovariate(1.0)  # of summed-up risk until they leave
        for until, rate in LEAVING:
            if years < until:
                more = (until - years) * rate
                if need < more:
                    years += need / rate
                    break
                need -= more
                years = until
        person.gone = max(now, day + timedelta(days=math.ceil(years * DAYS_A_YEAR)))
        person.jobs.append(Job(seat, day))
        seat.person = person
        self._push(person.gone, "leave", person)

    def _open(self, seat: Seat, day: date) -> None:
        """The seat is empty after ``day``; it will be filled."""
        seat.person = None
        wait = 0 if self.rng.random() < SAME_DAY else min(300, round(self.rng.lognormvariate(math.log(55), 0.7)))
        self._push(day + timedelta(days=1 + wait), "fill", seat)

    def _leave(self, person: Employee, day: date) -> None:
        job = person.jobs[-1]
        if job.end is None and person.gone == day:
            job.end = day
            self.left.append(person)
            self._open(job.seat, day)

    def _fill(self, seat: Seat, day: date) -> None:
        chance = self.rng.random()
        if chance < MOVED and self._move_to(seat, day):
            return
        if chance > 1 - RETURNED and self._return_to(seat, day):
            return
        self._hire(seat, day)

    def _move_to(self, seat: Seat, day: date) -> bool:
        """Somebody who sits elsewhere takes the seat, if one of a few who are asked can."""
        for _ in range(8):
            other = self.rng.choice(self.seats)
            person = other.person
            if person and other is not seat and person.gone > day and (day - person.jobs[-1].start).days > 300:  # noqa: PLR2004
                person.jobs[-1].end = day - A_DAY
                person.jobs.append(Job(seat, day))
                seat.person = person
                self._open(other, day - A_DAY)
                return True
        return False

    def _return_to(self, seat: Seat, day: date) -> bool:
        for _ in range(4):
            person = self.rng.choice(self.left) if self.left else None
            end = person.jobs[-1].end if person else None
            if person and end and (day - end).days > 150:  # noqa: PLR2004
                self.left.remove(person)
                self._begin(person, seat, day, day)
                return True
        return False

    def _absences(self, person: Employee) -> None:
        """Leaves within the times of employment, of those that have begun or are agreed."""
        rng = self.rng
        for begun, ended in person.spells:
            day = max(begun, self.start) + timedelta(days=60)
            while True:
                day += timedelta(days=math.ceil(rng.expovariate((PARENTAL + ILL) / DAYS_A_YEAR)))
                if day > (ended or self.as_of + timedelta(days=60)):
                    break
                parental = rng.random() < PARENTAL / (PARENTAL + ILL)
                until = day + timedelta(days=rng.randint(120, 400) if parental else rng.randint(30, 200))
                if ended and until > ended:
                    break
                open_end = not parental and until > self.as_of and rng.random() < 0.5  # noqa: PLR2004
                person.leaves.append((day, None if open_end else until))
                if open_end:
                    break
                day = until + timedelta(days=90)
