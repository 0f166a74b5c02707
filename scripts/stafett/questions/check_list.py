"""An onboarding path with dates: what a newcomer who begins on a day should have read by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from stafett.dates import Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.questions.onboarding import RolePath, Stage

# How many days after a start on each day of the week, Monday first, the fifth working day (Monday to Friday) comes;
# the start is the first of them where it is one.
_TO_FIFTH_WORKING_DAY = (4, 6, 6, 6, 6, 6, 5)


@dataclass(frozen=True, slots=True)
class Due:
    """A stage of the path, and the day by which its pages should be read."""

    stage: Stage
    day: date


@dataclass(frozen=True, slots=True)
class CheckList:
    """The ``path`` of somebody who begins on ``start``, as it is known on ``as_of``."""

    base: KnowledgeBase
    path: RolePath
    start: date
    as_of: date

    @property
    def stages(self) -> tuple[Due, ...]:
        """The stages with the days by which they should be done."""
        return tuple(Due(stage, due_day(stage.name, self.start)) for stage in self.path.stages)


def due_day(stage: str, start: date) -> date:
    """The day by which a stage should be done.

    The first day is ``start`` itself, the first week ends on its fifth working day (Friday, for who begins on a
    Monday), months are calendar months, clamped to the month's end. Public holidays count as working days: which
    ones are kept differs. A day after the calendar's end (9999-12-31) becomes that day.
    """
    length = {
        "day_1": Interval(0, "day"),
        "week_1": Interval(_TO_FIFTH_WORKING_DAY[start.weekday()], "day"),
        "month_1": Interval(1, "month"),
        "month_3": Interval(3, "month"),
    }[stage]
    return add(start, length) or start
