"""A forecast month by month as a picture: a line of the average in a band from the 10th to the 90th percentile."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from stafett.forecast.result import Spread
from stafett.messages import N_, Words
from stafett.reports.forecast_words import between, number

WIDTH, HEIGHT = 320, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 46, 10, 10, 24
_STEPS = (1, 2, 5, 10)
_MOST_LINES = 5
_LEAST = 1.0  # below that it is chance that draws the line


def chart(points: Sequence[tuple[date, Spread]], title: str, name: str, words: Words) -> str:
    """The picture; ``name`` makes its ids its own among the pictures of a page. Empty without two days to join.

    The scale begins at 0 and reaches to 1 at least. What it shows stands in its description in words, and in a table
    beside it.
    """
    if len(points) < 2:  # noqa: PLR2004 (no line to draw)
        return ""
    most = max(max(spread.high, spread.mean) for _, spread in points)
    step = _step(max(most, _LEAST))
    top = step * _MOST_LINES
    while top - step >= max(most, _LEAST):
        top -= step
    xs = [_x(points, day) for day, _ in points]
    line = [(x, _y(spread.mean, top)) for x, (_, spread) in zip(xs, points, strict=True)]
    upper = [(x, _y(spread.high, top)) for x, (_, spread) in zip(xs, points, strict=True)]
    lower = [(x, _y(spread.low, top)) for x, (_, spread) in zip(xs, points, strict=True)]
    parts = (
        f'<title id="stafett-{name}-title">{escape(title)}</title>',
        f'<desc id="stafett-{name}-desc">{escape(describe(points, words))}</desc>',
        _grid(step, top, words),
        f'<polygon class="stafett-chart__band" points="{_path([*upper, *reversed(lower)])}"></polygon>',
        f'<polyline class="stafett-chart__share" points="{_path(line)}"></polyline>',
        _months(points),
    )
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="stafett-chart" role="img" '
        f'aria-labelledby="stafett-{name}-title stafett-{name}-desc"'
    )
    return f"<svg {attributes}>{''.join(parts)}</svg>"


def describe(points: Sequence[tuple[date, Spread]], words: Words) -> str:
    """What the line does, in a sentence."""
    (begin, first), (end, last) = points[0], points[-1]
    return words(
        N_("From {first} on average ({first_range}) on {begin} to {last} ({last_range}) on {end}."),
        first=number(first.mean, words),
        first_range=between(first, words),
        begin=begin,
        last=number(last.mean, words),
        last_range=between(last, words),
        end=end,
    )


def _step(most: float) -> float:
    """A round step by which at most ``_MOST_LINES`` lines reach over ``most``."""
    size = 0.1
    while size * _STEPS[-1] * _MOST_LINES < most:
        size *= 10
    return next(size * factor for factor in _STEPS if size * factor * _MOST_LINES >= most)


def _x(points: Sequence[tuple[date, Spread]], day: date) -> float:
    whole = (points[-1][0] - points[0][0]).days or 1
    return round(_LEFT + (day - points[0][0]).days / whole * (WIDTH - _LEFT - _RIGHT), 1)


def _y(value: float, top: float) -> float:
    return round(_TOP + (1 - min(value / top, 1)) * (HEIGHT - _TOP - _BOTTOM), 1)


def _path(line: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in line)


def _grid(step: float, top: float, words: Words) -> str:
    parts = []
    for place in range(round(top / step) + 1):
        y, end = _y(place * step, top), WIDTH - _RIGHT
        parts.append(f'<line class="stafett-chart__grid" x1="{_LEFT}" y1="{y}" x2="{end}" y2="{y}"></line>')
        text = number(place * step, words)
        parts.append(f'<text class="stafett-chart__text" x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">{text}</text>')
    return "".join(parts)


def _months(points: Sequence[tuple[date, Spread]]) -> str:
    """The first, the middle and the last month; two where there are no more."""
    shown = [(points[0][0], "start"), (points[-1][0], "end")]
    if len(points) >= 5:  # noqa: PLR2004 (else they stand too close)
        shown.insert(1, (points[len(points) // 2][0], "middle"))
    return "".join(
        f'<text class="stafett-chart__text" x="{_x(points, day)}" y="{HEIGHT - 6}" text-anchor="{anchor}">'
        f"{day:%Y-%m}</text>"
        for day, anchor in shown
    )
