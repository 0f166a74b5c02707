"""The fields of a new page: what the options give, what is asked for at a terminal, and what stands in meanwhile."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from stafett.cli import asking
from stafett.cli.main import Failure
from stafett.drafting import USUAL_INTERVAL, fields_of, required, stand_in, written_day
from stafett.fields import Field, read_field
from stafett.guesses import nearest
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Raw
from stafett.questions.new_page import ROLE, role_guides

_LISTS = frozenset(("texts", "words", "references"))
_OPTIONS = ("owner", "deputy", "criticality")


_MOST_OWNERS = 9
_COSTS = {
    "low": N_("low: a nuisance"),
    "medium": N_("medium: work is late, or done twice"),
    "high": N_("high: somebody is hurt, money is lost or the law is broken"),
}


class Given(NamedTuple):
    """The kind of the new page, its template, its id, and the options of the command."""

    kind: str
    template: str
    page_id: str
    options: argparse.Namespace


def given_fields(given: Given, base: KnowledgeBase, day: date, words: Words) -> dict[str, Raw]:
    """The fields that the new page begins with, by our names. Raises Failure where one is missing or wrong."""
    asked = _Asked(given, base, day, words)
    fields = asked.from_options()
    fields = {"owner": fields.get("owner") or asked.owner(), **fields}
    if "criticality" not in fields and "criticality" in fields_of(given.template) and asking.at_terminal():
        fields["criticality"] = asked.criticality()
    if fields.get("criticality") == "high" and "deputy" not in fields:
        fields["deputy"] = asked.deputy()
    for field in required(asked.kind, given.template, fields):
        fields[field.name] = asked.required(field)
    if given.kind not in base.settings.review_in and "review_in" not in {*fields, *fields_of(given.template)}:
        fields["review_in"] = USUAL_INTERVAL
    asked.refuse_wrong(fields)
    first = ("owner", "deputy")
    return {name: fields[name] for name in (*first, *(name for name in fields if name not in first)) if name in fields}


def owner_choices(base: KnowledgeBase, day: date, words: Words) -> list[asking.Choice]:
    """The role guides, and where owners are free text those who own most pages."""
    choices = []
    for role, held in role_guides(base, day):
        vacant = "" if held else "  (" + words(N_("vacant")) + ")"
        name = role.name if base.answerable(role.name).page is role else role.id
        choices.append((name, f"{role.title}{vacant}"))
    if base.settings.free_owners:
        owners = Counter(page.owner for page in base.pages if page.owner)
        choices += [(owner, owner) for owner, _ in owners.most_common(_MOST_OWNERS)]
    return choices


class _Asked:
    def __init__(self, given: Given, base: KnowledgeBase, day: date, words: Words) -> None:
        self.given, self.base, self.day, self.words = given, base, day, words
        self.kind = base.settings.kinds[given.kind]
        self._own = given.page_id if given.kind == ROLE else ""

    def from_options(self) -> dict[str, Raw]:
        """What ``--owner`` and the like, and ``--set``, give."""
        options = self.given.options
        fields: dict[str, Raw] = {name: value for name in _OPTIONS if (value := getattr(options, name)) is not None}
        for item in options.set:
            name, equals, value = item.partition("=")
            name = name.strip()
            if not equals or name not in self.kind.fields or name == "title":
                guess = nearest(name, [known for known in self.kind.fields if known != "title"])
                message = (
                    N_("--set {item}: a page of the kind {kind} has no field '{name}'; did you mean {guess}?")
                    if guess and equals
                    else N_("--set {item}: write the name of a field of the kind {kind}, an equals sign and its value")
                )
                raise Failure(self.words(message, item=item, kind=self.given.kind, name=name, guess=guess or ""))
            parts: list[Raw] = [part.strip() for part in value.split(",") if part.strip()]
            fields[name] = parts if self.kind.fields[name].type in _LISTS else value.strip()
        return fields

    def owner(self) -> str:
        """The owner, asked for. Raises Failure where nobody can be asked."""
        if asking.at_terminal():
            return self._role(self.words(N_("Which role answers for the page?")))
        raise Failure(self.words(N_("who answers for the page? Give --owner ROLE, the id of a role guide")))

    def deputy(self) -> str:
        """The deputy of a page of high criticality, asked for."""
        if asking.at_terminal():
            return self._role(self.words(N_("Who stands in for the owner? A page of high criticality needs somebody.")))
        message = N_("a page of high criticality needs somebody who stands in for its owner; give --deputy ROLE")
        raise Failure(self.words(message))

    def criticality(self) -> str:
        """The criticality, asked for; the template's own is the usual one."""
        field = self.kind.fields["criticality"]
        usual = fields_of(self.given.template)["criticality"].partition(":")[2].strip()
        question = self.words(N_("What does it cost when the page is wrong?"))
        choices = [(name, self.words(_COSTS[name]) if name in _COSTS else name) for name in field.choices]
        return asking.choose(self.words, question, choices, usual)

    def required(self, field: Field) -> Raw:
        """What a required field holds: a mark where its author can write, else what somebody chooses."""
        found = stand_in(field, self.base.settings.language, written_day(self.day, self.base.settings))
        if found is not None:
            return found
        label = field.label.get(self.base.settings.language, field.name)
        if asking.at_terminal():
            if field.choices:
                return asking.choose(self.words, f"{label}?", [(name, name) for name in field.choices])
            return asking.line(f"{label}: ")
        message = N_("a page of the kind {kind} needs {label}; give --set {field}=...")
        raise Failure(self.words(message, kind=self.given.kind, label=label, field=field.name))

    def _role(self, question: str) -> str:
        """A role (or whatever owns pages here) that somebody chooses. Raises Failure where there is none yet."""
        choices = owner_choices(self.base, self.day, self.words)
        if self._own:
            name, title = self._own.rpartition("/")[2], " ".join(self.given.options.title.split())
            choices.append((name, self.words(N_("{title} (the role of this guide itself)"), title=title)))
        if not choices and not self.base.settings.free_owners:
            message = N_(
                "there is no role guide yet that could answer for the page; begin with `stafett new role TITLE`"
            )
            raise Failure(self.words(message))
        return asking.choose(self.words, question, choices, None, lambda text: text if self._found(text) else "")

    def _found(self, reference: str) -> bool:
        own = self._own and reference in {self._own, self._own.rpartition("/")[2]}
        return bool(own or self.base.settings.free_owners or self.base.answerable(reference).found)

    def refuse_wrong(self, fields: Mapping[str, Raw]) -> None:
        """Raises Failure where a value means nothing, or an owner or deputy is nobody."""
        for name, value in fields.items():
            field = self.kind.fields.get(name)
            outcome = read_field(value, field, self.base.settings.notation) if field else None
            for problem in outcome.complaints if outcome else ():
                told = self.words(problem.message, **problem.values), self.words(problem.fix, **problem.values)
                raise Failure(f"{told[0]}. {told[1]}")
        for name in ("owner", "deputy"):
            reference = fields.get(name)
            if isinstance(reference, str) and not self._found(reference):
                guess = nearest(reference, [page.name for page in self.base.of_kind(ROLE)])
                message = (
                    N_("--{option} {reference}: no role guide or person has that id; did you mean {guess}?")
                    if guess
                    else N_("--{option} {reference}: no role guide or person has that id (`stafett pages --kind role`)")
                )
                raise Failure(self.words(message, option=name, reference=reference, guess=guess or ""))
