"""The words for a forecast that the report on the terminal and the page of the site share."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from stafett.forecast.result import Forecast, Help, Look, Measure, Row, Spread
from stafett.messages import N_, Words
from stafett.questions.ownership import Standing
from stafett.questions.small_units import SMALL

MEASURE_WORDS: Mapping[Measure, str] = {
    Measure.LOSING: N_("pages lose their owner at some time"),
    Measure.NO_OWNER: N_("days without an owner, summed over the pages"),
    Measure.NOBODY: N_("pages have at some time neither owner nor deputy"),
    Measure.NOBODY_DAYS: N_("days with nobody to ask, summed over the pages"),
    Measure.OVERDUE: N_("pages are overdue for review at the end"),
    Measure.OVERLOADED: N_("people then answer for more than they have time to review"),
    Measure.HOURS: N_("hours of reviews are done"),
    Measure.INHERITED: N_("pages are to be looked at by a new owner who takes them over"),
}
CRITICALITY_WORDS: Mapping[str, str] = {"high": N_("High"), "medium": N_("Medium"), "low": N_("Low")}
PROMISE = N_(
    "This is a forecast and not a promise: it shows what is usual when people leave as they tend to, and nobody does "
    "anything about it."
)
HOW_TO_READ = N_(
    "The first number is the average. In at least eight cases of ten it is between the two in brackets: that is "
    "how far luck reaches, if what is taken for granted below is right."
)
NO_RANGE = N_("Where that is 0–0, it goes well nine times of ten or more, and the average comes of the rest.")
NO_DIRECTORY = N_(
    "There is no directory of people, so nobody can say who will be here. Put files into {folder} that say who works "
    "here and holds which role."
)
_FEW = 10


def number(value: float, words: Words) -> str:
    """A number for people: whole, or with one decimal where it is small and not whole."""
    near = round(value, 1)
    if abs(near) >= _FEW or near == int(near):
        return f"{round(near):,}".replace(",", "\N{NO-BREAK SPACE}")
    return f"{near:.1f}".replace(".", "," if words.language == "sv" else ".")


def between(spread: Spread, words: Words) -> str:
    """From the 10th to the 90th percentile."""
    return f"{number(spread.low, words)}–{number(spread.high, words)}"


def row_name(row: Row, words: Words) -> str:
    """What a unit is called."""
    if row.id == SMALL:
        return words(N_("Small units together"))
    return row.name or words(N_("Nobody holds it today"))


def assumed(found: Forecast, words: Words) -> list[str]:
    """What the forecast takes for granted, a sentence each."""
    rates, given = found.rates, found.assumed
    sources = {
        "given": N_("{percent} % of the people leave in a year: so it was said."),
        "directory": N_("{percent} % of the people leave in a year: so it was in the last years, by the directory."),
        "usual": N_(
            "{percent} % of the people leave in a year: a guess, for the directory knows of {left} who left in the "
            "last three years, and that is too few to tell."
        ),
    }
    told = [words(sources[rates.source], percent=number(rates.whole * 100, words), left=rates.left)]
    if rates.by_unit:
        told.append(
            words(
                N_(
                    "New colleagues and units leave faster or slower than others as far as they did so by more than "
                    "chance."
                )
            )
        )
    days = round(given.vacancy)
    told.append(
        words.plural(
            "A place stays empty for {n} day on average. Whoever comes then takes over all that went with it.",
            "A place stays empty for {n} days on average. Whoever comes then takes over all that went with it.",
            days,
        )
    )
    if given.together:
        told.append(words(N_("People of a unit tend to leave together.")))
    hours = N_("A person has {month} hours a month for reviews, and one takes {review}.")
    told.append(words(hours, month=number(given.hours_a_month, words), review=number(given.hours_a_review, words)))
    told.append(
        words(N_("Last days, first days and leave that the directory knows of are counted as they stand there."))
    )
    return told


def left_out(found: Forecast, words: Words) -> list[str]:
    """Which of the knowledge base's pages are not looked at, and why, a sentence for each reason."""
    unknown, retired, bare = found.left_out
    told = []
    if retired:
        told.append(
            words.plural(
                "{n} page is left out: it has been replaced, or is a decision that no longer holds.",
                "{n} pages are left out: they have been replaced, or are decisions that no longer hold.",
                retired,
            )
        )
    if unknown:
        told.append(
            words.plural(
                "{n} page is left out: its owner is not in the directory.",
                "{n} pages are left out: their owners are not in the directory.",
                unknown,
            )
        )
    if bare:
        told.append(
            words.plural(
                "{n} page is left out: it does not say who owns it or when it was reviewed.",
                "{n} pages are left out: they do not say who owns them or when they were reviewed.",
                bare,
            )
        )
    return told


def played(found: Forecast, words: Words) -> str:
    """How often the period was played, and how far the average may be off for that it was not played for ever.

    Of two averages of the same, each with the standard error e, the difference is seldom more than 2 sqrt(2) e.
    """
    given, days = found.assumed, found.whole.spreads[Measure.NOBODY_DAYS]
    if given.runs == 1:
        return words(N_("The period is played once (seed {seed}): one of many ways it can go."), seed=given.seed)
    if not days.error > 0:
        told = N_("The period is played {runs} times, each with other luck (seed {seed}).")
        return words(told, runs=number(given.runs, words), seed=given.seed)
    apart = 2 * sqrt(2) * days.error
    return words(
        N_(
            "The period is played {runs} times, each with other luck (seed {seed}). With another seed the average of "
            "the days with nobody to ask would likely be between {low} and {high}."
        ),
        runs=number(given.runs, words),
        seed=given.seed,
        low=number(max(0.0, days.mean - apart), words),
        high=number(days.mean + apart, words),
    )


def help_words(found: Help, role: str, words: Words) -> str:
    """What one more person would do; ``role`` is what the owner is called."""
    if found.holder and found.answer.role is None:
        return words.plural(
            "Let a role that several hold own {n} page instead of {role}",
            "Let a role that several hold own {n} pages instead of {role}",
            len(found.pages),
            role=role,
        )
    if found.answer.standing is Standing.VACANT:
        return words.plural(
            "Let somebody hold the role {role}, which nobody has today: {n} page",
            "Let somebody hold the role {role}, which nobody has today: {n} pages",
            len(found.pages),
            role=role,
        )
    if found.holder:
        return words.plural(
            "Let one more person hold the role {role}: {n} page",
            "Let one more person hold the role {role}: {n} pages",
            len(found.pages),
            role=role,
        )
    return words.plural(
        "Name a deputy for {n} page that {role} owns",
        "Name a deputy for {n} pages that {role} owns",
        len(found.pages),
        role=role,
    )


def look_words(found: Look, role: str, words: Words) -> str:
    """What to review; ``role`` is what the owner is called."""
    return words.plural(
        "Review {n} page that {role} owns, while there is time",
        "Review {n} pages that {role} owns, while there is time",
        len(found.pages),
        role=role,
    )


def together_words(found: Forecast, most: int, words: Words) -> str:
    """What the first helps spare together, in a sentence; empty where there are none."""
    if not found.together:
        return ""
    last = found.together[: most or 1][-1]
    share = 1 - last.after.mean / last.before.mean if last.before.mean else 0.0
    one = N_("That brings the days with nobody to ask from {before} to {after} on average: {share} % less.")
    several = N_(
        "These {n} together bring the days with nobody to ask from {before} to {after} on average: {share} % less."
    )
    return words(
        one if last.number == 1 else several,
        n=last.number,
        before=number(last.before.mean, words),
        after=number(last.after.mean, words),
        share=round(share * 100),
    )
