"""JSON Schema of each kind: valid itself, true to this repository's pages, and finding what a schema can find."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
import yaml

from stafett.cli.main import main
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.model import Page
from stafett.questions.check import check
from stafett.reading.load import load
from stafett.schema import schema, snippets

REPOSITORY = Path(__file__).resolve().parent.parent
CASES = Path(__file__).parent / "cases" / "rules"


class Core(yaml.SafeLoader):
    """YAML as editors read it, by the core schema of YAML 1.2: dates are texts, and `no` is one, too."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [*first, ""])
Core.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(loader.construct_scalar(node)))


def validators(base: KnowledgeBase) -> dict[str, jsonschema.Draft7Validator]:
    """What judges the pages of each kind."""
    words = Words(base.settings.language)
    kinds = {page.kind: base.settings.kinds[page.kind] for page in base.pages}
    return {name: jsonschema.Draft7Validator(schema(base, kind, words)) for name, kind in kinds.items()}


def problems(page: Page, judges: dict[str, jsonschema.Draft7Validator]) -> list[str]:
    """What the schema of a page's kind says of it."""
    value = yaml.load(page.head or "", Core)  # noqa: S506 (a safe loader)
    return [error.message for error in judges[page.kind].iter_errors(value or {})]


@pytest.fixture(scope="module")
def repository() -> KnowledgeBase:
    """This repository, read."""
    return load(REPOSITORY)


def test_schemas_are_schemas(repository: KnowledgeBase) -> None:
    """Valid against the draft that they name, and in the reader's language."""
    for kind in repository.settings.kinds.values():
        made = schema(repository, kind, Words("sv"))
        jsonschema.Draft7Validator.check_schema(made)
        assert made["properties"]["owner"]["description"] == "Den roll (helst) eller person som svarar för sidan."


def test_every_page_of_this_repository_is_as_its_schema_says(repository: KnowledgeBase) -> None:
    """No field, value or reference that it does not know."""
    judges = validators(repository)
    for page in repository.pages:
        assert problems(page, judges) == [], page.path


# What `check` finds and a schema cannot: what a date is by the calendar, what stands elsewhere, or how YAML is written.
SEEN = {"FMT010": 0.8, "FMT011": 0.5, "FMT012": 1}


@pytest.mark.parametrize("code", SEEN)
def test_a_schema_finds_what_a_schema_can(code: str, tmp_path: Path) -> None:
    """Of the pages in the cases that `check` remarks on, most; and never one that has nothing wrong."""
    found = missed = 0
    for number, case in enumerate(sorted((CASES / code).glob("*.yml"))):
        told = yaml.safe_load(case.read_text(encoding="utf-8"))
        root = tmp_path / str(number)
        for path, text in told["files"].items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
        settings = {"language": "en", **told.get("settings", {})}
        (root / "stafett.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
        base = load(root)
        findings, judges = check(base, told["as_of"]), validators(base)
        remarks = {finding.path for finding in findings}
        by_code = {finding.path for finding in findings if finding.code == code}
        for page in base.pages:
            if page.head is None:
                continue
            wrong = bool(problems(page, judges))
            if page.path in by_code:
                found, missed = found + wrong, missed + (not wrong)
            elif page.path not in remarks:
                assert not wrong, (case.name, page.path)
    assert found / (found + missed) >= SEEN[code], (found, missed)


def test_the_command_writes_schemas_and_snippets(
    tmp_path: Path, repository: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file a kind, written anew each time; what somebody else wrote is left as it is."""
    folder = tmp_path / "schema"
    assert main(["schema", "-C", str(REPOSITORY), "--output", str(folder)]) == 0
    assert main(["schema", "-C", str(REPOSITORY), "--output", str(folder)]) == 0
    names = [f"{kind}.schema.json" for kind in repository.settings.kinds]
    assert {path.name for path in folder.iterdir()} == set(names)
    assert capsys.readouterr().out.splitlines() == [f"{folder.as_posix()}/{name}" for name in names] * 2
    (folder / "role.schema.json").write_text("{}", encoding="utf-8")
    assert main(["schema", "-C", str(REPOSITORY), "--output", str(folder)]) == 2
    assert (folder / "role.schema.json").read_text(encoding="utf-8") == "{}"
    capsys.readouterr()
    assert main(["schema", "process", "-C", str(REPOSITORY)]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Process"
    assert main(["schema", "nothing", "-C", str(REPOSITORY)]) == 2


def test_snippets_begin_a_page(repository: KnowledgeBase) -> None:
    """With the choices of each field, in the reader's language."""
    made = snippets(repository, Words("sv"))
    body = made["Beslut"]["body"]
    assert made["Beslut"]["prefix"] == "stafett-decision"
    assert "status: ${2|proposed,accepted,rejected,deprecated,superseded|}" in body
    assert "date: $CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE" in body
