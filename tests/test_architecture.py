"""The house in which the code lives: imports point one way, and only the edges know the clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from stafett.rules import module_of
from stafett.rules.registry import ALL_RULES

PACKAGE = REPOSITORY / "scripts" / "stafett"
EDGES = ("cli", "site", "__main__")
FOREIGN = ("mkdocs", "material", "mkdocs_macros", "click", "jinja2", "markdown", "pymdownx", "nh3")
MODULES = {path.relative_to(PACKAGE.parent).with_suffix(""): path for path in sorted(PACKAGE.rglob("*.py"))}
# Each layer, and what it may import of the package; the first of its modules that fits tells a module's layer.
LAYERS = {
    "messages": (),
    "code_owners": (),
    "anchors": (),
    "collector": (),
    "mail": (),
    "no_redirects": (),
    "substance": (),
    "summary": (),
    "model": ("anchors",),
    "left_to_write": ("model",),
    "changes": (),
    "handover_plan": (),
    "dates": ("model",),
    "guesses": ("model", "dates"),
    "refusals": ("model", "guesses"),
    "step_notation": ("model", "messages", "guesses", "refusals"),
    "fields": ("model", "dates", "messages", "guesses", "refusals", "step_notation"),
    "kinds": ("model", "dates", "fields", "guesses", "messages"),
    "settings": ("model", "dates", "fields", "kinds"),
    "knowledge_base": ("code_owners", "model", "dates", "fields", "kinds", "settings"),
    "notes": ("messages",),
    "spread": (),
    "search": (),
    "reading": (
        "code_owners",
        "model",
        "dates",
        "fields",
        "guesses",
        "refusals",
        "kinds",
        "settings",
        "knowledge_base",
        "left_to_write",
        "handover_plan",
        "changes",
        "mail",
        "messages",
        "collector",
        "notes",
        "spread",
        "substance",
    ),
    "forecast": ("model", "dates", "settings", "knowledge_base", "questions", "spread"),
    "delivery": ("messages", "no_redirects", "reports", "writing"),
    "writing": ("model", "messages", "reading"),
}


def imports(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports by dots"
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def layer(module: str) -> str:
    """The part of the package to which a dotted name belongs."""
    return module.split(".")[1] if module.count(".") else ""


CORE = [name for name in MODULES if len(name.parts) > 1 and name.parts[1] not in EDGES]


def names(module: Path) -> str:
    """A module's dotted name."""
    return ".".join(module.parts)


@pytest.mark.parametrize("module", CORE, ids=names)
def test_the_core_knows_neither_the_engine_nor_its_own_faces(module):
    """What is known of a knowledge base outlives the tool that builds its site."""
    used = imports(MODULES[module])
    assert not {name for name in used if name.split(".")[0] in FOREIGN}
    assert not {name for name in used if name.startswith(("stafett.cli", "stafett.site"))}


@pytest.mark.parametrize("module", [name for name in CORE if name.parts[1] in LAYERS], ids=names)
def test_imports_point_down(module):
    """The lower a module lies, the less it knows of."""
    used = {layer(name) for name in imports(MODULES[module]) if name.startswith("stafett.")}
    assert used <= {*LAYERS[module.parts[1]], module.parts[1], "__version__"}


def test_rules_and_questions_print_nothing_and_read_nothing():
    """They look at what was read, and give back what there is to say."""
    for module in CORE:
        if module.parts[1] in {"rules", "questions", "reports", "knowledge_base", "dates", "fields", "model"}:
            used = imports(MODULES[module])
            assert not used & {"sys", "os", "pathlib", "argparse", "subprocess"}, module
            assert "print(" not in MODULES[module].read_text(encoding="utf-8"), module


def test_only_the_edges_read_the_clock():
    """Every question takes the day it is asked for."""
    asked = {}
    for module, path in MODULES.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow", "monotonic", "localtime"}:
                asked.setdefault(names(module), []).append(node.attr)
    assert "stafett.cli.common" in asked
    assert set(asked) <= {"stafett.cli.common", "stafett.site.plugin", "stafett.site.set_up"}


@pytest.mark.parametrize("command", ["check", "pages"])
def test_checking_loads_neither_the_engine_nor_its_parts(command, make_root):
    """``stafett check`` runs where MkDocs is slow to start, or not there at all."""
    root = make_root({"docs/a.md": "---\ntitle: A\nowner: x\n---\n# A\n\n[b](b.md)\n"}, {"owners": "any"})
    program = (
        "import sys; from stafett.cli.main import main; "
        f"main([{command!r}, '-C', {str(root)!r}, '--as-of', '2026-05-01']); "
        f"print(sorted({{name.split('.')[0] for name in sys.modules}} & set({FOREIGN!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_numpy_stays_within_the_simulation():
    """What others ask of a forecast comes in plain numbers, and nothing else waits for numpy to start."""
    users = {names(module) for module, path in MODULES.items() if "numpy" in imports(path)}
    assert users == {f"stafett.forecast.{name}" for name in ("ask", "days", "reviews", "simulate", "staff")}


def test_every_module_says_what_it_is():
    """The first line of a module is a sentence about it."""
    for path in MODULES.values():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert ast.get_docstring(tree), path


def test_sentences_stand_where_they_are_found_to_be_translated():
    """What gathers them does not look into f-strings."""
    for module, path in MODULES.items():
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(made, ast.JoinedStr):
                called = {ast.unparse(node.func) for node in ast.walk(made) if isinstance(node, ast.Call)}
                assert not {name for name in called if name == "N_" or name.endswith(".plural")}, module


def test_rules_and_registry_agree():
    """Each module in ``rules`` is one rule with a code of its own, or part of the machinery."""
    machinery = {"__init__", "manual", "registry", "rule"}
    modules = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - machinery
    assert modules == {rule.__name__.rpartition(".")[2] for rule in ALL_RULES.values()}
    for code, rule in ALL_RULES.items():
        assert rule.META.code == code
        assert module_of(rule.META.name) is rule
        assert rule.__name__.rpartition(".")[2] == rule.META.name.replace("-", "_")
