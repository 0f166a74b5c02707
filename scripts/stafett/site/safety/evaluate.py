"""Walks the allowed syntax nodes of a page, every step, loop, call and character paid from the page's budget."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from jinja2 import nodes

from stafett.messages import N_
from stafett.site.safety.grammar import Refused, describe, refused

Value = Any  # plain data: text, numbers, truth values, None, dates, and lists and mappings of them
Scope = Mapping[str, Value]


class MacroError(ValueError):
    """What a macro raises to tell the page's author what is wrong with the call; its text is shown to them."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What one page may use. The defaults are far above what a page needs and far below what hurts a build."""

    template: int = 1_000_000  # characters of the page itself
    steps: int = 100_000  # syntax nodes evaluated
    loops: int = 10_000  # rounds of all loops together, nested ones included
    calls: int = 200  # macro calls
    output: int = 500_000  # characters put out beyond the page's own
    values: int = 2_000_000  # characters of all text values made on the way


class OverBudget(Exception):  # noqa: N818 (a verdict, not a fault)
    """A page used up one of its budgets; rendering stops there."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Meter:
    """What is left of a page's budget."""

    def __init__(self, budget: Budget, template: str) -> None:
        self.left = {
            "steps": budget.steps,
            "loops": budget.loops,
            "calls": budget.calls,
            "output": budget.output + len(template),
            "values": budget.values,
        }

    def spend(self, what: str, amount: int = 1) -> None:
        """Pay; raises ``OverBudget`` where nothing is left."""
        self.left[what] -= amount
        if self.left[what] < 0:
            raise OverBudget(what)


def as_text(value: Value) -> str:
    """How a value is put out; structures are not, since their notation is Python's."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, (bool, int, float)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be shown as text")


def _size(value: Value) -> int:
    return len(value) if isinstance(value, (str, Sequence, Mapping)) else 1


def _items(value: Value) -> list[Value]:
    if isinstance(value, (str, Mapping, Sequence)):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no items")


def _join(value: Value, separator: str = "") -> str:
    return as_text(separator).join(as_text(item) for item in _items(value))


def _default(value: Value, otherwise: Value = "") -> Value:
    return otherwise if value is None or value == "" else value


FILTERS: dict[str, Callable[..., Value]] = {
    "capitalize": lambda v: as_text(v).capitalize(),
    "count": lambda v: len(_items(v)),
    "d": _default,
    "default": _default,
    "e": lambda v: escape(as_text(v)),
    "escape": lambda v: escape(as_text(v)),
    "first": lambda v: next(iter(_items(v)), None),
    "join": _join,
    "last": lambda v: next(reversed(_items(v)), None),
    "length": lambda v: len(_items(v)),
    "lower": lambda v: as_text(v).lower(),
    "reverse": lambda v: _items(v)[::-1],
    "sort": lambda v: sorted(_items(v)),
    "trim": lambda v: as_text(v).strip(),
    "upper": lambda v: as_text(v).upper(),
}

TESTS: dict[str, Callable[..., bool]] = {
    "defined": lambda v: v is not None,
    "false": lambda v: v is False,
    "mapping": lambda v: isinstance(v, Mapping),
    "none": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)),
    "string": lambda v: isinstance(v, str),
    "true": lambda v: v is True,
}

_COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "eq": lambda a, b: bool(a == b),
    "ne": lambda a, b: bool(a != b),
    "lt": lambda a, b: bool(a < b),
    "lteq": lambda a, b: bool(a <= b),
    "gt": lambda a, b: bool(a > b),
    "gteq": lambda a, b: bool(a >= b),
    "in": lambda a, b: a in b,
    "notin": lambda a, b: a not in b,
}


class Evaluator:
    """Evaluates expressions that ``Grammar`` has let through."""

    def __init__(self, macros: Mapping[str, Callable[..., Value]], meter: Meter) -> None:
        self.macros = macros
        self.meter = meter
        self._by_type: dict[type[nodes.Node], Callable[[Any, Scope], Value]] = {
            nodes.TemplateData: lambda n, _: n.data,
            nodes.Const: lambda n, _: n.value,
            nodes.Name: lambda n, scope: scope[n.name],
            nodes.List: lambda n, scope: [self.value(i, scope) for i in n.items],
            nodes.Tuple: lambda n, scope: [self.value(i, scope) for i in n.items],
            nodes.Dict: lambda n, scope: {self.value(p.key, scope): self.value(p.value, scope) for p in n.items},
            nodes.And: lambda n, scope: self.value(n.left, scope) and self.value(n.right, scope),
            nodes.Or: lambda n, scope: self.value(n.left, scope) or self.value(n.right, scope),
            nodes.Not: lambda n, scope: not self.value(n.node, scope),
            nodes.Neg: self._negative,
            nodes.CondExpr: self._condition,
            nodes.Concat: lambda n, scope: "".join(as_text(self.value(i, scope)) for i in n.nodes),
            nodes.Compare: self._compare,
            nodes.Filter: self._filter,
            nodes.Test: self._test,
            nodes.Getattr: lambda n, scope: self._member(n, self.value(n.node, scope), n.attr),
            nodes.Getitem: lambda n, scope: self._member(n, self.value(n.node, scope), self.value(n.arg, scope)),
            nodes.Call: self._call,
        }

    def value(self, node: nodes.Node, scope: Scope) -> Value:
        """The value of an expression, paid for."""
        self.meter.spend("steps")
        evaluate = self._by_type.get(type(node))
        if evaluate is None:
            raise refused(node.lineno, describe(node))
        result = evaluate(node, scope)
        if isinstance(result, (str, Sequence, Mapping)):
            self.meter.spend("values", len(result))
        return result

    def _negative(self, node: nodes.Neg, scope: Scope) -> Value:
        value = self.value(node.node, scope)
        if isinstance(value, (int, float)):
            return -value
        raise refused(node.lineno, describe(node))

    def _condition(self, node: nodes.CondExpr, scope: Scope) -> Value:
        if self.value(node.test, scope):
            return self.value(node.expr1, scope)
        return self.value(node.expr2, scope) if node.expr2 is not None else None

    def _compare(self, node: nodes.Compare, scope: Scope) -> bool:
        left = self.value(node.expr, scope)
        for operand in node.ops:
            right = self.value(operand.expr, scope)
            self.meter.spend("values", _size(left) + _size(right))
            if not _COMPARE[operand.op](left, right):
                return False
            left = right
        return True

    def _arguments(
        self, node: nodes.Call | nodes.Filter | nodes.Test, scope: Scope
    ) -> tuple[list[Value], dict[str, Value]]:
        arguments = [self.value(argument, scope) for argument in node.args]
        return arguments, {str(keyword.key): self.value(keyword.value, scope) for keyword in node.kwargs}

    def _filter(self, node: nodes.Filter, scope: Scope) -> Value:
        if node.node is None:
            raise refused(node.lineno, describe(node))
        subject = self.value(node.node, scope)
        arguments, keywords = self._arguments(node, scope)
        self.meter.spend("values", self._worst(subject, arguments))
        return FILTERS[node.name](subject, *arguments, **keywords)

    def _worst(self, subject: Value, arguments: list[Value]) -> int:
        """What a filter could make at most, paid before it is made: a separator goes between all items."""
        between = sum(_size(argument) for argument in arguments)
        within = sum(_size(item) for item in subject) if isinstance(subject, list) else 0
        return _size(subject) * (1 + between) + within

    def _test(self, node: nodes.Test, scope: Scope) -> bool:
        subject = self.value(node.node, scope)
        arguments, keywords = self._arguments(node, scope)
        return TESTS[node.name](subject, *arguments, **keywords)

    def _member(self, node: nodes.Node, container: Value, key: Value) -> Value:
        """Data only: an entry of a mapping or a list, never an attribute of a Python object."""
        if isinstance(container, Mapping):
            return container.get(key)
        if isinstance(container, (list, tuple)) and isinstance(key, int):
            return container[key] if -len(container) <= key < len(container) else None
        raise refused(node.lineno, as_text(key))

    def _call(self, node: nodes.Call, scope: Scope) -> Value:
        self.meter.spend("calls")
        name = node.node.name  # type: ignore[attr-defined]
        arguments, keywords = self._arguments(node, scope)
        try:
            return self.macros[name](*arguments, **keywords)
        except MacroError as error:
            raise Refused(
                node.lineno, N_("{name}: {error}"), N_("Correct the arguments of {name}"), name=name, error=str(error)
            ) from error
        except Exception as error:  # one page's call must not stop the build, whatever a macro does
            raise Refused(
                node.lineno,
                N_("the macro {name} failed"),  # the cause goes into the log only: it may tell of the build machine
                N_("Check the arguments of {name}; if they are right, the macro itself is to be mended ({error})"),
                name=name,
                error=f"{type(error).__name__}: {error}",
            ) from error
