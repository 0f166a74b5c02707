"""The health of a knowledge base over time as a picture: SVG of shapes and text, coloured by the page's styles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from stafett.messages import N_, Words
from stafett.questions.health import Measure
from stafett.questions.health_over_time import Point
from stafett.reports.health import percent

WIDTH, HEIGHT = 320, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 10, 24
_GRID = (0, 25, 50, 75, 100)
_FEWEST = 2
"""With fewer days there is no line to draw."""


def chart(points: Sequence[Point], words: Words) -> str:
    """A line of the weighted share and a dashed one of the plain share, from 0 to 100 %; empty where there is none.

    The scale always begins at 0: a scale that begins elsewhere makes small changes look large. What the picture shows
    stands in its description in words, and in a table beside it.
    """
    known = [point for point in points if point.measure.share is not None]
    if len(known) < _FEWEST:
        return ""
    weighted = _line(known, lambda measure: measure.share)
    plain = _line(known, lambda measure: measure.plain_share)
    dots = "".join(f'<circle class="stafett-chart__dot" cx="{x}" cy="{y}" r="3"></circle>' for x, y in weighted)
    title = words(N_("Pages vouched for in time, month by month"))
    parts = (
        f'<title id="stafett-chart-title">{escape(title)}</title>',
        f'<desc id="stafett-chart-desc">{escape(describe(known, words))}</desc>',
        _grid(),
        f'<polyline class="stafett-chart__plain" points="{_points(plain)}"></polyline>',
        f'<polyline class="stafett-chart__share" points="{_points(weighted)}"></polyline>',
        dots,
        _months(known),
    )
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="stafett-chart" role="img" '
        'aria-labelledby="stafett-chart-title stafett-chart-desc"'
    )
    return f"<svg {attributes}>{''.join(parts)}</svg>"


def describe(points: Sequence[Point], words: Words) -> str:
    """What the line does, in a sentence: where it begins and ends, its lowest and its highest."""
    lowest = min(points, key=lambda point: point.measure.share or 0)
    highest = max(points, key=lambda point: point.measure.share or 0)
    return words(
        N_("From {first} on {begin} to {last} on {end}; lowest {low} on {low_day}, highest {high} on {high_day}."),
        first=percent(points[0].measure.share),
        begin=points[0].day,
        last=percent(points[-1].measure.share),
        end=points[-1].day,
        low=percent(lowest.measure.share),
        low_day=lowest.day,
        high=percent(highest.measure.share),
        high_day=highest.day,
    )


def _line(points: Sequence[Point], share: Callable[[Measure], float | None]) -> list[tuple[float, float]]:
    return [(_x(points, point), _y(share(point.measure) or 0)) for point in points]


def _x(points: Sequence[Point], point: Point) -> float:
    whole = (points[-1].day - points[0].day).days or 1
    return round(_LEFT + (point.day - points[0].day).days / whole * (WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * (HEIGHT - _TOP - _BOTTOM), 1)


def _points(line: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in line)


def _grid() -> str:
    parts = []
    for value in _GRID:
        y = _y(value / 100)
        end = WIDTH - _RIGHT
        parts.append(f'<line class="stafett-chart__grid" x1="{_LEFT}" y1="{y}" x2="{end}" y2="{y}"></line>')
        parts.append(
            f'<text class="stafett-chart__text" x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">{value} %</text>'
        )
    return "".join(parts)


def _months(points: Sequence[Point]) -> str:
    """The first, the middle and the last month; two where there are no more."""
    shown = [(points[0], "start"), (points[-1], "end")]
    if len(points) >= 5:  # noqa: PLR2004 (else they stand too close)
        shown.insert(1, (points[len(points) // 2], "middle"))
    return "".join(
        f'<text class="stafett-chart__text" x="{_x(points, point)}" y="{HEIGHT - 6}" text-anchor="{anchor}">'
        f"{point.day:%Y-%m}</text>"
        for point, anchor in shown
    )
