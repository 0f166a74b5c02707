"""What could make the health of a knowledge base look better than it is: each way, counted.

| way | what is counted |
| --- | --- |
| move the date and nothing else | such pages are not vouched for, and such reviews are counted |
| let anybody vouch | a page whose `reviewed_by` could not vouch on that day is not vouched for |
| exempt pages (`review_in: never`) | they are outside the share, and counted |
| give pages long intervals | pages with more than their kind's default, and intervals made longer in the last year |
| call pages unimportant | the share without weights is told beside it, and pages made less critical in the last year |
| split pages, or make them anew | pages vouched for by nothing but having been written, and how many are new |
| take away pages that look bad | pages taken away in the last year |
| put reviews off (`snoozed_until`) | a snooze stops reminders alone: the page is overdue all the same, and counted |
| build from a shallow clone | what git cannot remember is unknown, not vouched for |
| date a review in the future | the page cannot be judged, and is not vouched for |

What cannot be counted is a note that is not true, or a word changed for the sake of changing it. Both stand in the
page with the name of somebody who has to answer for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from stafett.dates import NEVER, Interval, add
from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.questions.health import Judged, Standing, weight_of
from stafett.questions.page_story import Evidence, day_ends, reviews

if TYPE_CHECKING:
    from stafett.reading.page_history import PageHistory

USUAL_INTERVAL = Interval(1, "year")
"""What an interval is compared with where the kind has no default of its own."""
_ANCHOR = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Watch:
    """Numbers to see beside the share. Those about changes count from a day on, and are None where git tells nothing.

    ``exempt`` and ``long_intervals`` and ``snoozed`` are pages as of today; ``only_written`` are pages vouched for that
    nobody has reviewed since they were written; ``before`` are pages vouched for by a review from before git's memory,
    taken at its word; ``reviews`` and ``bare_bumps`` count reviews, not pages.
    """

    exempt: int
    long_intervals: int
    snoozed: int
    criticality: dict[str, int]
    only_written: int
    before: int
    since: date | None = None
    reviews: int | None = None
    bare_bumps: int | None = None
    new: int | None = None
    removed: int | None = None
    made_less_critical: int | None = None
    interval_made_longer: int | None = None


def watch(
    base: KnowledgeBase,
    judged: Sequence[Judged],
    as_of: date,
    histories: Iterable[PageHistory] | None,
    since: date,
) -> Watch:
    """What to watch on ``as_of``; of changes those from ``since`` on, where there are ``histories``."""
    pages = [found.page for found in judged]
    told = Counter(page.text("criticality") or "" for page in pages)
    vouched = Counter(found.evidence for found in judged if found.standing is Standing.VOUCHED)
    today = {
        "exempt": sum(found.standing is Standing.EXEMPT for found in judged),
        "long_intervals": sum(_longer(base.review_in(page), _default(base, page)) for page in pages),
        "snoozed": sum(_snoozed(page, as_of) for page in pages),
        "only_written": vouched[Evidence.WRITTEN],
        "before": vouched[Evidence.BEFORE],
    }
    criticality = {name: told[name] for name in ("high", "medium", "low", "")}
    changed = _changed(base, histories, since, as_of) if histories is not None else {}
    return Watch(
        today["exempt"],
        today["long_intervals"],
        today["snoozed"],
        criticality,
        today["only_written"],
        today["before"],
        since if changed else None,
        changed.get("reviews"),
        changed.get("bare_bumps"),
        changed.get("new"),
        changed.get("removed"),
        changed.get("less_critical"),
        changed.get("longer"),
    )


def _changed(base: KnowledgeBase, histories: Iterable[PageHistory], since: date, as_of: date) -> dict[str, int]:
    found: Counter[str] = Counter(reviews=0, bare_bumps=0, new=0, removed=0, less_critical=0, longer=0)
    for history in histories:
        versions = day_ends(history.versions, as_of)
        if not versions:
            continue
        first, last = versions[0], versions[-1]
        found["new"] += history.from_the_start and first.day >= since and not last.gone
        found["removed"] += last.gone and last.day >= since
        made = [review for review in reviews(history, as_of) if review.seen >= since]
        made = [review for review in made if review.evidence not in {Evidence.WRITTEN, Evidence.BEFORE}]
        found["reviews"] += len(made)
        found["bare_bumps"] += sum(review.evidence is Evidence.NONE for review in made)
        then = next((version for version in reversed(versions) if version.day < since), first)
        if not last.gone and then is not last:
            found["less_critical"] += weight_of(last.page) < weight_of(then.page)
            found["longer"] += _longer(base.review_in(last.page), base.review_in(then.page))
    return dict(found)


def _default(base: KnowledgeBase, page: Page) -> Interval:
    return base.settings.review_in.get(page.kind, USUAL_INTERVAL)


def _longer(interval: Interval | None, than: Interval | None) -> bool:
    """Whether an interval that has an end is longer than another; one without end is exempt, and counted so."""
    if interval is None or than is None or NEVER in {interval, than}:
        return False
    return (add(_ANCHOR, interval) or date.max) > (add(_ANCHOR, than) or date.max)


def _snoozed(page: Page, as_of: date) -> bool:
    until = page.values.get("snoozed_until")
    return isinstance(until, date) and until >= as_of
