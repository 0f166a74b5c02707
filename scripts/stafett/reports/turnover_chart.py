"""Turnover by year as a picture: SVG of shapes and text, coloured by the page's styles."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import ceil

from stafett.messages import N_, Words
from stafett.questions.staff_history import Year
from stafett.reports.staff_history import turnover_words, year_words

WIDTH, HEIGHT = 320, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 38, 10, 20, 24
_STEP = 0.1
_FEWEST = 2
"""With fewer years there is nothing to compare."""


def turnover_chart(years: Sequence[Year], words: Words) -> str:
    """A bar for each year, from 0 %; empty where there is nothing to compare.

    What the picture shows stands in its description in words, and in a table beside it.
    """
    known = [(year, year.turnover.rate) for year in years if year.turnover.rate is not None]
    if len(known) < _FEWEST:
        return ""
    top = max(_STEP, ceil(max(rate for _, rate in known) / _STEP - 1e-9) * _STEP)
    told = ", ".join(f"{year_words(year, words)} {turnover_words(year.turnover)}" for year, _ in known)
    title = words(N_("Turnover, year by year"))
    parts = (
        f'<title id="stafett-turnover-title">{escape(title)}</title>',
        f'<desc id="stafett-turnover-desc">{escape(told)}.</desc>',
        _grid(top),
        *(_bar(place, len(known), year, rate / top, words) for place, (year, rate) in enumerate(known)),
    )
    attributes = (
        f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="stafett-chart" role="img" '
        'aria-labelledby="stafett-turnover-title stafett-turnover-desc"'
    )
    return f"<svg {attributes}>{''.join(parts)}</svg>"


def _grid(top: float) -> str:
    parts = []
    for number in (0, 1, 2):
        y = _y(number / 2)
        parts.append(
            f'<line class="stafett-chart__grid" x1="{_LEFT}" y1="{y}" x2="{WIDTH - _RIGHT}" y2="{y}"></line>'
            f'<text class="stafett-chart__text" x="{_LEFT - 5}" y="{y + 4}" text-anchor="end">'
            f"{round(top * number / 2 * 100)} %</text>"
        )
    return "".join(parts)


def _bar(place: int, bars: int, year: Year, share: float, words: Words) -> str:
    width = (WIDTH - _LEFT - _RIGHT) / bars
    x, y = round(_LEFT + place * width + width * 0.15, 1), _y(share)
    middle = round(_LEFT + (place + 0.5) * width, 1)
    name = words(N_("12 mths.")) if year.rolling else f"{year.end:%Y}"
    return (
        f'<rect class="stafett-chart__bar" x="{x}" y="{y}" width="{round(width * 0.7, 1)}" '
        f'height="{round(_y(0) - y, 1)}"></rect>'
        f'<text class="stafett-chart__text" x="{middle}" y="{round(y - 4, 1)}" text-anchor="middle">'
        f"{turnover_words(year.turnover)}</text>"
        f'<text class="stafett-chart__text" x="{middle}" y="{HEIGHT - 6}" text-anchor="middle">{escape(name)}</text>'
    )


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * (HEIGHT - _TOP - _BOTTOM), 1)
