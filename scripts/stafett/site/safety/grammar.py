"""Which Jinja a page may use: a short list of syntax nodes, everything else is refused with its line.

Only Jinja's parser is used. It builds a tree and runs nothing; what is allowed here is then walked by ``evaluate``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from jinja2 import TemplateSyntaxError, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stafett.messages import N_
from stafett.model import Complaint

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

CODE = "MACRO"
DEPTH = 40  # how deep blocks and expressions may nest together; far under Python's own limit
NAME_LENGTH = 160  # how much of a page's own word a message repeats

_REFUSED = N_("{what} may not be used in a page")
_REFUSED_FIX = N_("Pages may call macros, and use if, for and a few filters; see the guide on macros")

_EXPRESSIONS = (
    nodes.TemplateData,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.Dict,
    nodes.Pair,
    nodes.Keyword,
    nodes.Name,
    nodes.Call,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.CondExpr,
    nodes.Concat,
    nodes.Getattr,
    nodes.Getitem,
)


class SealedEnvironment(ImmutableSandboxedEnvironment):
    """An environment that can parse and nothing else: no globals, filters, loader, and no way to run a template."""

    def __init__(self, **delimiters: str) -> None:
        super().__init__(loader=None, keep_trailing_newline=True, **delimiters)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def compile(self, *_: object, **__: object) -> NoReturn:
        """Refuse: turning a page into Python is how pages ran commands."""
        raise SecurityError("templates of pages are interpreted, never compiled")


class Refused(Exception):  # noqa: N818 (a verdict, not a fault)
    """A part of a page that may not or could not be evaluated; carries what to tell the author."""

    def __init__(self, line: int | None, message: str, fix: str, **values: str) -> None:
        super().__init__(message)
        self.complaint = Complaint(CODE, message, fix, {k: printable(v) for k, v in values.items()}, line=line or 1)


def printable(text: str) -> str:
    """``text`` short and on one line, so that it forges nothing in a log."""
    flat = "".join(c if c.isprintable() else " " for c in text[: NAME_LENGTH + 1])
    return flat if len(flat) <= NAME_LENGTH else flat[: NAME_LENGTH - 1] + "…"


def parse(template: str, environment: SealedEnvironment) -> nodes.Template:
    """The syntax tree of a page; raises ``Refused`` where it has none."""
    try:
        return environment.parse(template)
    except TemplateSyntaxError as error:
        raise Refused(
            error.lineno,
            N_("the macro's syntax is wrong: {error}"),
            N_("Mend the macro call; to show braces as text, set render_macros to false or put them in a raw block"),
            error=error.message or "",
        ) from error
    except RecursionError as error:
        raise too_deep(1) from error
    except ValueError as error:  # such as a number of 5,000 digits
        raise refused(1, "“0123…”") from error


def refused(line: int | None, what: str) -> Refused:
    """The verdict on a construct that pages may not use."""
    return Refused(line, _REFUSED, _REFUSED_FIX, what=what)


def too_deep(line: int | None) -> Refused:
    """The verdict on blocks or parentheses in one another without end."""
    return Refused(line, N_("macros nest too deeply"), N_("Write it flatter"))


class Grammar:
    """What is allowed, given the names of the macros, variables, filters and tests there are."""

    def __init__(
        self, macros: Container[str], variables: Mapping[str, object], filters: Container[str], tests: Container[str]
    ) -> None:
        self.macros = macros
        self.variables = variables
        self.filters = filters
        self.tests = tests

    def check_expression(self, node: nodes.Node, scope: frozenset[str], depth: int) -> None:
        """Raise ``Refused`` unless ``node`` and all within it is on the list."""
        if depth > DEPTH:
            raise too_deep(node.lineno)
        if not isinstance(node, _EXPRESSIONS):
            raise refused(node.lineno, describe(node))
        if isinstance(node, nodes.Name):
            self._check_name(node, scope)
        elif isinstance(node, nodes.Call):
            self._check_call(node)
        elif isinstance(node, (nodes.Filter, nodes.Test)):
            self._check_named(node)
        elif isinstance(node, (nodes.Getattr, nodes.Getitem)):
            _check_key(node)
        for child in node.iter_child_nodes(exclude=("node",) if isinstance(node, nodes.Call) else None):
            self.check_expression(child, scope, depth + 1)

    def _check_name(self, node: nodes.Name, scope: frozenset[str]) -> None:
        if node.name not in scope and node.name not in self.variables:
            if node.name in self.macros:
                raise Refused(
                    node.lineno,
                    N_("the macro {name} is not called"),
                    N_("Write {name}() with its arguments in the parentheses"),
                    name=node.name,
                )
            raise unknown(node.lineno, node.name)

    def _check_call(self, node: nodes.Call) -> None:
        if not isinstance(node.node, nodes.Name):
            raise refused(node.lineno, "“x.y()”")
        if node.node.name not in self.macros:
            raise unknown(node.lineno, node.node.name)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise refused(node.lineno, "“*”")

    def _check_named(self, node: nodes.Filter | nodes.Test) -> None:
        known = self.filters if isinstance(node, nodes.Filter) else self.tests
        if node.name not in known:
            raise refused(node.lineno, f"{describe(node)} {node.name}")
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise refused(node.lineno, "“*”")


def _check_key(node: nodes.Getattr | nodes.Getitem) -> None:
    """Data has no names with underscores in front; whoever asks for one is after Python's insides."""
    name = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", "")
    if isinstance(name, str) and name.startswith("_"):
        raise refused(node.lineno, name)


def unknown(line: int, name: str) -> Refused:
    """The verdict on a name that no page can use."""
    return Refused(
        line,
        N_("there is no macro or variable {name} for pages"),
        N_("Check the spelling against the list of macros in the guide"),
        name=name,
    )


def describe(node: nodes.Node) -> str:
    """What a syntax node is called by those who write templates."""
    return f"“{_WORDS.get(type(node).__name__, type(node).__name__.lower())}”"


_WORDS = {
    "Add": "+",
    "Sub": "-",
    "Mul": "*",
    "Div": "/",
    "FloorDiv": "//",
    "Mod": "%",
    "Pow": "**",
    "Pos": "+",
    "Assign": "set",
    "AssignBlock": "set",
    "CallBlock": "call",
    "FilterBlock": "filter",
    "FromImport": "import",
    "ScopedEvalContextModifier": "autoescape",
    "Slice": "[a:b]",
}
