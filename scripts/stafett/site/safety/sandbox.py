"""Macros in pages, made safe: ``render`` needs no MkDocs, ``harden`` fits it into mkdocs-macros.

A page's template is parsed by Jinja and interpreted by ``evaluate``: no Python is generated from it, names are those
of the macros and variables that were handed in, and members are entries of plain data. Whatever is refused becomes a
visible notice in the page and a located complaint; the rest of the page is rendered as usual.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes

from stafett.messages import N_
from stafett.model import Complaint
from stafett.site.safety.evaluate import FILTERS, TESTS, Budget, Evaluator, MacroError, Meter, OverBudget, as_text
from stafett.site.safety.grammar import (
    CODE,
    DEPTH,
    Grammar,
    Refused,
    SealedEnvironment,
    describe,
    parse,
    refused,
    too_deep,
)
from stafett.site.safety.hardening import HardeningError, harden

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_PROBLEMS = 20
"""How many a page is told of; at the next its rendering stops."""

__all__ = ["Budget", "HardeningError", "MacroError", "Rendered", "harden", "render"]

_SPENT = {
    "template": N_("the page is too long for macros"),
    "steps": N_("the page's macros take too many steps"),
    "loops": N_("the page's loops run too many rounds"),
    "calls": N_("the page calls too many macros"),
    "output": N_("the page's macros put out too much text"),
    "problems": N_("there are more problems with the page's macros than are told"),
    "values": N_("the page's macros make too much text"),
}
_SPENT_FIX = N_("Divide the page, or ask for a macro that does this")
_LONE = re.compile(r"[\ud800-\udfff]")  # half a character, which cannot be written to a file
_NOT_PLAIN = re.compile(r"[^\w .,:;()?!/“”⚠-]")


class Rendered(NamedTuple):
    """A page after its macros ran, and what could not be done."""

    text: str
    problems: tuple[Complaint, ...]


def english_notice(problem: Complaint) -> str:
    """What stands in the page where something was refused, in English."""
    return f"⚠ {problem.line}: {problem.message.format(**problem.values)}"


def render(
    template: str,
    macros: Mapping[str, Callable[..., Any]],
    budget: Budget | None = None,
    *,
    variables: Mapping[str, object] | None = None,
    notice: Callable[[Complaint], str] = english_notice,
    environment: SealedEnvironment | None = None,
) -> Rendered:
    """``template`` with its macro calls replaced by what they return; lines of problems count from 1 in it."""
    budget = budget or Budget()
    page = _Page(template, macros, variables or {}, budget, notice)
    try:
        if len(template) > budget.template:
            raise OverBudget("template")  # noqa: TRY301 (told like the other budgets)
        tree = parse(template, environment or SealedEnvironment())
        page.block(tree.body, dict(page.grammar.variables), 0)
    except Refused as refusal:  # no tree at all: the page is shown as written, with its braces
        page.refuse(tree_problem := refusal.complaint, key=0)
        return Rendered(f"{page.plain(tree_problem)}\n\n{template}", tuple(page.problems))
    except OverBudget as over:
        page.out.append("\n\n")
        page.refuse(Complaint(CODE, _SPENT[over.what], _SPENT_FIX, line=page.line), key=0)
        if over.what == "template":
            page.out.append(f"\n\n{template}")
    return Rendered(_LONE.sub("\ufffd", "".join(page.out)), tuple(page.problems))


class _Page:
    """One rendering: what was put out so far and what was refused."""

    def __init__(
        self,
        template: str,
        macros: Mapping[str, Callable[..., Any]],
        variables: Mapping[str, object],
        budget: Budget,
        notice: Callable[[Complaint], str],
    ) -> None:
        self.grammar = Grammar(macros, variables, FILTERS, TESTS)
        self.meter = Meter(budget, template)
        self.evaluator = Evaluator(macros, self.meter)
        self.notice = notice
        self.out: list[str] = []
        self.problems: list[Complaint] = []
        self.line = 1
        self._seen: set[int] = set()
        self._checked: set[int] = set()

    def plain(self, problem: Complaint) -> str:
        """The notice without any sign that Markdown, HTML or Jinja could give a meaning."""
        return " ".join(_NOT_PLAIN.sub(" ", self.notice(problem)).split())

    def refuse(self, problem: Complaint, key: int) -> None:
        """Note the problem, and show it where it is; once for each place, however often a loop passes it."""
        if key not in self._seen:
            if len(self.problems) == MOST_PROBLEMS and key:
                raise OverBudget("problems")
            self._seen.add(key)
            self.problems.append(problem)
            self.out.append(self.plain(problem))

    def block(self, body: Sequence[nodes.Node], scope: dict[str, Any], depth: int) -> None:
        """Render statements one after the other; a refused one does not stop the next."""
        for statement in body:
            self.line = statement.lineno
            self.meter.spend("steps")
            try:
                if depth > DEPTH:
                    raise too_deep(statement.lineno)
                self._statement(statement, scope, depth)
            except Refused as refusal:
                self.refuse(refusal.complaint, id(statement))

    def _statement(self, statement: nodes.Node, scope: dict[str, Any], depth: int) -> None:
        if isinstance(statement, nodes.Output):
            for node in statement.nodes:
                self._output(node, scope, depth)
        elif isinstance(statement, nodes.If):
            self._if(statement, scope, depth)
        elif isinstance(statement, nodes.For):
            self._for(statement, scope, depth)
        else:
            raise refused(statement.lineno, describe(statement))

    def _output(self, node: nodes.Node, scope: dict[str, Any], depth: int) -> None:
        self.line = node.lineno
        self.meter.spend("steps")
        try:
            text = self._text(node, scope, depth)
            self.meter.spend("output", len(text))
            self.out.append(text)
        except Refused as refusal:
            self.refuse(refusal.complaint, id(node))

    def _text(self, node: nodes.Node, scope: dict[str, Any], depth: int) -> str:
        value = self._value(node, scope, depth)
        try:
            return as_text(value)
        except TypeError as error:
            raise Refused(
                node.lineno, N_("{error}"), N_("Go through the items with for, or join them"), error=str(error)
            ) from error

    def _value(self, node: nodes.Node, scope: dict[str, Any], depth: int) -> Any:  # noqa: ANN401 (plain data)
        if id(node) not in self._checked:
            self.grammar.check_expression(node, frozenset(scope), depth)
            self._checked.add(id(node))
        try:
            return self.evaluator.value(node, scope)
        except (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
            raise Refused(
                node.lineno,
                N_("this cannot be worked out: {error}"),
                N_("Check the values and the filter's arguments"),
                error=str(error),
            ) from error

    def _if(self, node: nodes.If, scope: dict[str, Any], depth: int) -> None:
        for branch in (node, *node.elif_):
            if self._value(branch.test, scope, depth):
                self.block(branch.body, scope, depth + 1)
                return
        self.block(node.else_, scope, depth + 1)

    def _for(self, node: nodes.For, scope: dict[str, Any], depth: int) -> None:
        if node.recursive:
            raise refused(node.lineno, "“recursive”")
        names = _targets(node.target)
        items = self._value(node.iter, scope, depth)
        if not isinstance(items, (list, tuple, dict)):
            raise refused(node.lineno, "“for … in '…'”")
        chosen = [inner for item in items if (inner := self._round(node, names, item, scope, depth)) is not None]
        for number, inner in enumerate(chosen):
            last = number == len(chosen) - 1
            inner["loop"] = {"index": number + 1, "index0": number, "first": number == 0, "last": last}
            self.block(node.body, inner, depth + 1)
        if not chosen:
            self.block(node.else_, scope, depth + 1)

    def _round(
        self, node: nodes.For, names: list[str], item: object, scope: dict[str, Any], depth: int
    ) -> dict[str, Any] | None:
        """The names of one round of a loop, or None where its condition leaves the item out."""
        self.meter.spend("loops")
        if len(names) == 1:
            inner = scope | {names[0]: item}
        elif isinstance(item, (list, tuple)) and len(item) == len(names):
            inner = scope | dict(zip(names, item, strict=True))
        else:
            raise refused(node.lineno, "“for a, b in”")
        return inner if node.test is None or self._value(node.test, inner, depth) else None


def _targets(target: nodes.Node) -> list[str]:
    """The names that a loop gives its items."""
    items = target.items if isinstance(target, nodes.Tuple) else [target]
    names = [item.name for item in items if isinstance(item, nodes.Name)]
    if len(names) != len(items):
        raise refused(target.lineno, "“for a.b in”")
    return names
