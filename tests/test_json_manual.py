"""What the manual tells of the JSON of each command is what the command writes."""

import contextlib
import functools
import io
import json
import re
from pathlib import Path

import pytest

from stafett.cli.main import main

ROOT = Path(__file__).resolve().parent.parent
MANUAL = (ROOT / "scripts" / "manual" / "json.md").read_text(encoding="utf-8")
DAY = "2026-11-24"
DATED = ["--as-of", DAY]
COMMANDS = {
    "leave": ["leave", "p-0118", "--on", "2026-12-31", *DATED],
    "risk": ["risk", *DATED],
    "coverage": ["coverage", *DATED],
    "variants": ["variants", *DATED],
    "people list": ["people", "list", *DATED],
    "health": ["health", *DATED],
    "pages": ["pages", *DATED],
    "check": ["check", "--no-baseline", *DATED],
    "history": ["history", "attestera-faktura"],
    "intervals": ["intervals", *DATED],
    "rules": ["rules"],
    "forecast": ["forecast", "--runs", "100", *DATED],
}
TABLES = [command for command in COMMANDS if command != "forecast"]
VERSIONED = ["leave", "risk", "coverage", "variants", "people list", "health", "forecast"]
# Fields that only what is not asked for here, or is not in this knowledge base, has.
SOMETIMES = {"findings[].new", "summary.new", "reviews[].author", "events[].author"}


@functools.cache
def written(command):
    """What a command writes of this repository's knowledge base, read as JSON."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.chdir(ROOT):
        main([*COMMANDS[command], "--format", "json"])
    return json.loads(out.getvalue())


def fields(value, place=""):
    """The place of each field of each object within ``value``."""
    if isinstance(value, dict):
        for name, inner in value.items():
            where = f"{place}.{name}" if place else name
            yield where
            yield from fields(inner, where)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner, f"{place}[]")


def told(command):
    """The place of each field that the command's table in the manual tells of."""
    section = MANUAL.partition(f"\n## `stafett {command}`\n")[2].partition("\n## ")[0]
    for row in re.findall(r"^\| (.+?) \| (.+) \|$", section, re.MULTILINE)[2:]:
        for place in row[0].split(", "):
            inside = place.strip("`")
            yield from (
                name if inside == "(top)" else f"{inside}.{name}" for name in re.findall(r"`([a-z][a-z0-9_]*)`", row[1])
            )


@pytest.mark.parametrize("command", TABLES)
def test_the_manual_tells_every_field_and_no_other(command):
    """Of each object that occurs: the fields it has are those that its table has."""
    found = set(fields(written(command)))
    inside = {place.rpartition(".")[0] for place in found}
    manual = set(told(command)) - SOMETIMES
    assert manual, command
    assert found - manual == set(), "not in the manual"
    assert {place for place in manual - found if place.rpartition(".")[0] in inside} == set(), "only in the manual"


def test_the_forecast_tells_every_field_where_the_manual_tells_of_it():
    """By name; its tables stand with what the numbers mean."""
    manual = (ROOT / "scripts" / "manual" / "forecast.md").read_text(encoding="utf-8")
    names = {place.rpartition(".")[2] for place in fields(written("forecast"))} - {"version", "id", "name"}
    assert {name for name in names if f"`{name}`" not in manual} == set()


@pytest.mark.parametrize("command", VERSIONED)
def test_an_answer_begins_with_its_version_and_its_day(command):
    """So that a program knows what it reads."""
    assert list(written(command).items())[:2] == [("version", 1), ("as_of", DAY)]


def test_names_are_snake_case():
    """Every field of every command."""
    names = {place.rpartition(".")[2] for command in COMMANDS for place in fields(written(command))}
    assert {name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)} == set()
