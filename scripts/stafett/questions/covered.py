"""How well one process is covered: whether it is described, current, in a path, and vouched for by somebody here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page, Status
from stafett.questions.health import weight_of
from stafett.questions.role_needs import Need
from stafett.questions.vouchers import vouchers

FEWEST_WORDS = 40
"""A page with fewer words, its steps among them, is a name and a promise: nobody can do the work by it."""
_IN_TIME = frozenset((Status.CURRENT, Status.DUE_SOON, Status.EXEMPT))


class Lack(StrEnum):
    """What is missing, the gravest first."""

    NO_PAGE = "no-page"
    NO_GUIDE = "no-guide"
    NOT_WRITTEN = "not-written"
    NOBODY_VOUCHES = "nobody-vouches"
    NOT_CURRENT = "not-current"
    NOT_CONFIRMED = "not-confirmed"
    IN_NO_PATH = "in-no-path"
    NOT_LED = "not-led"
    REPORTED = "reported"
    NOT_FOUND = "not-found"


LACK_WEIGHTS = {
    Lack.NO_PAGE: 7,
    Lack.NO_GUIDE: 4,
    Lack.NOT_WRITTEN: 4,
    Lack.NOBODY_VOUCHES: 2,
    Lack.NOT_CURRENT: 1,
    Lack.NOT_CONFIRMED: 1,
    Lack.IN_NO_PATH: 1,
    Lack.NOT_LED: 1,
    Lack.REPORTED: 1,
    Lack.NOT_FOUND: 1,
}
"""What each lack counts.

Where nothing is written, everything has to be found out anew: 4. Where nobody who is here has vouched, nobody can be
asked what the text does not say: 2. What can be mended in an hour counts 1: a review, a line in a path. A page that
does not exist lacks the first three together: 7. The weights are fixed, as those of health are and for the same reason.
"""


@dataclass(frozen=True, slots=True)
class Known:
    """How well the process ``page`` is covered. ``weight`` is what it costs when it is wrong (1, 2 or 4).

    ``in_path`` tells whether any onboarding path leads there, None where no role has one yet; ``vouchers`` how many
    people here have vouched for it, None where nobody can tell. ``not_led`` are the role
    guides whose people carry the process out or answer for it, and whose own path does not lead there.
    """

    page: Page
    area: str
    weight: int
    described: bool
    status: Status | None
    in_path: bool | None
    vouchers: int | None
    not_led: tuple[Page, ...] = ()

    @property
    def current(self) -> bool:
        """Whether the review is inside its interval, and no new owner has yet to vouch; or none is needed."""
        return self.status in _IN_TIME

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What is missing whoever asks; empty where the process is covered."""
        return tuple(self._lacks())

    def _lacks(self) -> Iterator[Lack]:
        if not self.described:
            yield Lack.NOT_WRITTEN
        if self.vouchers == 0:
            yield Lack.NOBODY_VOUCHES
        if not self.current:
            yield Lack.NOT_CONFIRMED if self.status is Status.UNVOUCHED else Lack.NOT_CURRENT
        if self.in_path is False:
            yield Lack.IN_NO_PATH

    def lacks_for(self, need: Need) -> tuple[Lack, ...]:
        """What is missing for a role that needs it: also that its own path does not lead there, where it should."""
        return (*self.lacks, Lack.NOT_LED) if self.in_path and need.does and not need.led else self.lacks


def known(
    base: KnowledgeBase, page: Page, area: str, as_of: date, *, in_path: bool | None, not_led: Collection[Page] = ()
) -> Known:
    """How well a process is covered on ``as_of``; what paths say of it is given."""
    people = vouchers(base, page, as_of)
    return Known(
        page,
        area,
        weight_of(page),
        described(page),
        base.status(page, as_of),
        in_path,
        None if people is None else len(people),
        tuple(not_led),
    )


def described(page: Page) -> bool:
    """Whether the page says how the work is done: it can be read, nothing in it is still to be written, and has words.

    The steps of a process count as its words do.
    """
    unreadable = page.head is None and page.has_complaint("FMT001")
    return not unreadable and not page.left and page.words + _words_of_steps(page) >= FEWEST_WORDS


def _words_of_steps(page: Page) -> int:
    return sum(len(step.text.split()) for flow in page.flows.values() for step in flow)
