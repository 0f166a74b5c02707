"""The words for coverage that the command and the site share."""

from __future__ import annotations

from collections.abc import Mapping

from stafett.messages import N_, Words
from stafett.questions.coverage import Coverage
from stafett.questions.covered import Lack
from stafett.questions.gaps import Gap, What
from stafett.questions.reported import Reported
from stafett.questions.role_needs import Reason, Why
from stafett.reports.health import percent

LACK_WORDS: Mapping[Lack, str] = {
    Lack.NO_PAGE: N_("no such page"),
    Lack.NO_GUIDE: N_("no role guide"),
    Lack.NOT_WRITTEN: N_("not written yet"),
    Lack.NOBODY_VOUCHES: N_("nobody here has vouched"),
    Lack.NOT_CURRENT: N_("not reviewed in time"),
    Lack.NOT_CONFIRMED: N_("not confirmed by the new owner"),
    Lack.IN_NO_PATH: N_("in no path"),
    Lack.NOT_LED: N_("not in the path of all who do it"),
    Lack.REPORTED: N_("reported as wrong"),
    Lack.NOT_FOUND: N_("looked for in vain"),
}
WHY_WORDS: Mapping[Why, str] = {
    Why.STEP: N_("does steps in it"),
    Why.ACCOUNTABLE: N_("answers for it"),
    Why.RESPONSIBLE: N_("does the work"),
    Why.CONSULTED: N_("is asked"),
    Why.INFORMED: N_("is told"),
    Why.PATH: N_("in the role's path"),
    Why.AUDIENCE: N_("written for the role"),
    Why.VARIANT: N_("local variant of one that the role needs"),
}
HOW_COVERED = N_(
    "A process is covered where it is described, its review is current, somebody who is here today has vouched for it, "
    "and an onboarding path leads there: the role's own where the role does the work or answers for it. That is why a "
    "process that lacks nothing as a whole may still be a gap: it is in somebody's path, but not in that of a role "
    "that does it."
)
HOW_NEEDED = N_(
    "A role needs a process that its onboarding path leads to, that it does a step of, that names it among the "
    "responsible, accountable, consulted or informed, or that is written for it."
)
HOW_DESCRIBED = N_(
    "Described means that nothing on the page is marked as still to be written, and that it says more than its name. "
    "Somebody has vouched where a person who answers for the page today did so at its last review, too."
)
HOW_RANKED = N_(
    "Gaps come in the order of risk: what it costs when the process goes wrong (low 1, medium 2, high 4), times how "
    "many people need it, times what is missing (not written 4, nobody who has vouched 2, each of the others 1; a page "
    "that does not exist 7, a role without guide 4). The risk is a rank to work by, not a probability."
)


def headline(found: Coverage, words: Words) -> str:
    """How many of the processes lack nothing, in a sentence."""
    needed, covered = found.whole
    if not needed:
        return words(N_("There are no processes yet, so there is nothing to cover."))
    message = N_(
        "{covered} of {needed} processes ({share}) are described, current, led to and vouched for by somebody who is "
        "here today."
    )
    return words(message, covered=covered, needed=needed, share=percent(covered / needed))


def lacks(gap: Gap, words: Words) -> str:
    """What is missing, in words."""
    return ", ".join(words(LACK_WORDS[lack]) for lack in gap.lacks)


def gap_name(gap: Gap) -> str:
    """What a gap is about, as its authors or readers call it."""
    return gap.page.title if gap.page else gap.text


def gap_people(gap: Gap, words: Words) -> str:
    """Whom it concerns, in words."""
    if gap.what is What.SEARCH:
        return words.plural("{n} reader told of it", "{n} readers told of it", gap.people)
    return words.plural("{n} person", "{n} people", gap.people)


def reason(found: Reason, words: Words) -> str:
    """Why a role needs a process, in words."""
    if found.steps:
        steps = ", ".join(map(str, found.steps))
        return words.plural("does step {steps}", "does steps {steps}", len(found.steps), steps=steps)
    if found.by and found.why is Why.PATH:
        return words(N_("in the path of {role}"), role=found.by.title)
    if found.by:
        return words(N_("local variant of {process}"), process=found.by.title)
    return words(WHY_WORDS[found.why])


def besides(reported: Reported, words: Words) -> list[str]:
    """What of the reports is not in the list of gaps, and why; nothing where all of them are."""
    told = []
    if reported.withheld:
        told.append(
            words.plural(
                "{n} search is not shown, for it may name a person.",
                "{n} searches are not shown, for they may name a person.",
                reported.withheld,
            )
        )
    if reported.unmatched:
        told.append(
            words.plural(
                "{n} open issue names no page of this knowledge base.",
                "{n} open issues name no page of this knowledge base.",
                reported.unmatched,
            )
        )
    return told
