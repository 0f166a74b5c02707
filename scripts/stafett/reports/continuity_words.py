"""What there is to do before somebody leaves, in words that the site and the command line share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from stafett.messages import N_, Words
from stafett.questions.bus_factor import LEAST_PAGES, BusFactor
from stafett.questions.continuity_actions import Act, Action

_SENTENCES: Mapping[Act, str] = {
    Act.FILL: N_("Name somebody for the role {about}. It has been vacant since {day}, and {pages} have no owner."),
    Act.BRIDGE: N_(
        "Let somebody hold the role {about} from {day} until {begins}, when the next holder begins: it has {pages}."
    ),
    Act.SUCCEED: N_("Name a successor for the role {about}, who is there after {day}. Else {pages} lose their owner."),
    Act.REOWN: N_("Give {about} an owner who is there after {day}. Its owner is a person who goes, and has {pages}."),
    Act.REVIEW: N_("Have {about} reviewed by {day}, while whoever knows it is here."),
    Act.DEPUTY: N_("Give {about} a deputy who is somebody else. The page is critical, and one person answers for it."),
    Act.FILL_HERE: N_("Name somebody for the role {about} in {unit}. Nobody there has held it since {day}."),
    Act.SUCCEED_HERE: N_("Name a successor for the role {about} in {unit}, who is there after {day}."),
    Act.PATH: N_("Make an onboarding path for the role {about}. Somebody takes it on {day}, and there is none."),
}
_GONE = N_("Give {about} an owner who is here. Its owner is a person who is not, and has {pages}.")
_NEVER = N_("Name somebody for the role {about}. Nobody has held it, and {pages} have no owner.")


def action_sentence(action: Action) -> str:
    """What to do, as a message id with places for ``about``, ``day``, ``begins``, ``pages`` and ``unit``."""
    if action.act is Act.REOWN and action.day is None:
        return _GONE
    return _NEVER if action.act is Act.FILL and action.day == date.min else _SENTENCES[action.act]


def action_pages(action: Action, words: Words) -> str:
    """How many pages it is about, and how many of them are critical, where it is about a role."""
    pages = words.plural("{n} page", "{n} pages", action.pages)
    if not action.critical or action.act in {Act.REVIEW, Act.DEPUTY}:
        return pages
    critical = words.plural("{n} of them critical", "{n} of them critical", action.critical)
    return f"{pages} ({critical})"


def bus_words(found: BusFactor, words: Words) -> str:
    """The bus factor as a number; that fewer may be enough stands before it. Of very few pages it says nothing."""
    if found.people is None or found.pages < LEAST_PAGES:
        return "–"
    return str(found.people) if found.exact else words(N_("at most {n}"), n=found.people)
