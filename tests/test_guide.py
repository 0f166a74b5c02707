"""The guide for those who own pages: its pictures are there, and its commands print what it says they print."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import sys
import textwrap
from pathlib import Path

import pytest

from conftest import REPOSITORY
from repositories import committed, git
from stafett.cli.main import main

GUIDE = REPOSITORY / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
DAY = "2026-11-24"
BLOCK = re.compile(r"^ *```console\n(.*?)```", re.MULTILINE | re.DOTALL)
LEFT_OUT = "..."
# The guide is published, and names nobody who is in the directory.
IN_THE_GUIDE = {"p-0120": "p-4711", "p-0118": "p-4712", "p-0137": "p-4713"}
BUMPED = Path("processes/drift/planera-avstangning.md")


def screenshots():
    """The script that takes the pictures."""
    spec = importlib.util.spec_from_file_location("screenshots", REPOSITORY / "scripts" / "screenshots.py")
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def examples():
    """Each block of commands in the guide, with what they print."""
    return [
        pytest.param(textwrap.dedent(block), id=f"{page.stem}-{number}")
        for page in PAGES
        for number, block in enumerate(BLOCK.findall(page.read_text("utf-8")), 1)
    ]


def test_every_picture_is_shown_and_can_be_taken_anew():
    """The pictures of the pages, the files and what the script takes are the same, and none is heavy."""
    script = screenshots()
    shown = re.findall(r"!\[([^\]]*)\]\(bilder/([^)]+)\.webp\)", "".join(page.read_text("utf-8") for page in PAGES))
    files = {path.stem: path.stat().st_size for path in (GUIDE / "bilder").iterdir()}
    assert sorted(name for _, name in shown) == sorted(files) == sorted(script.SHOTS)
    assert {name: size for name, size in files.items() if size > script.LARGEST} == {}
    assert [name for alternative, name in shown if len(alternative.split()) < 8] == []


@pytest.fixture
def copy(tmp_path):
    """A copy of this knowledge base to run commands on."""
    for part in ("docs", "processes", "people"):
        shutil.copytree(REPOSITORY / part, tmp_path / part, ignore=shutil.ignore_patterns("*.webp"))
    for path in (tmp_path / "people").iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"p-\d{4}", lambda found: IN_THE_GUIDE.get(found[0], found[0]), text), encoding="utf-8")
    shutil.copy(REPOSITORY / "stafett.yml", tmp_path)
    (tmp_path / ".github").mkdir()
    shutil.copy(REPOSITORY / ".github" / "CODEOWNERS", tmp_path / ".github")
    return tmp_path


@pytest.mark.parametrize("block", examples())
def test_commands_print_what_the_guide_says(block, copy, capsys):
    """Word for word, on a copy of this knowledge base; what is left out is marked."""
    if "--changed-since origin/main" in block:
        git(committed(copy, {}), "update-ref", "refs/remotes/origin/main", "HEAD")
        text = (copy / BUMPED).read_text(encoding="utf-8")
        (copy / BUMPED).write_text(text.replace("last_reviewed: 2026-07-20", f"last_reviewed: {DAY}"), encoding="utf-8")
    for command, printed in re.findall(r"^\$ stafett (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        name, *words = shlex.split(command)
        assert main([name, "-C", str(copy), "--as-of", DAY, *words]) == 0
        said = capsys.readouterr().out.splitlines()
        assert [line for line in printed.splitlines() if line not in {*said, LEFT_OUT}] == []
