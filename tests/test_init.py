"""``stafett init``: what it writes, and what it lets be."""

from __future__ import annotations

import argparse
import importlib
import re
import subprocess
from datetime import date

import pytest
import yaml

from conftest import REPOSITORY
from stafett.cli.main import COMMANDS, main
from stafett.messages import LANGUAGES
from stafett.starter.ci import FORGES
from stafett.starter.files import starter_files

DAY = "2026-11-24"


@pytest.fixture
def init(tmp_path, capsys):
    """A function that runs ``stafett init`` on the folder ``kb``: exit status, output, errors."""
    root = tmp_path / "kb"

    def run(*arguments):
        status = main(["init", str(root), "--as-of", DAY, *arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    run.root = root
    return run


def written(root):
    """The files below a folder, by path."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_knowledge_base_is_whole_and_says_what_it_wrote(init, language):
    """Every file is named; pages of each kind, people, settings, macros and CI are among them."""
    status, output, _ = init("--language", language)
    files = written(init.root)
    assert status == 0
    assert [path for path in files if path not in output] == []
    folders = {path.rpartition("/")[0] for path in files}
    assert {"docs", "docs/roles", "docs/decisions", "people", "macros", ".github/workflows"} <= folders
    assert {"stafett.yml", "mkdocs.yml", "requirements.txt", ".gitignore", "README.md"} <= set(files)
    assert b"@" not in b"".join(files["mkdocs.yml"].splitlines()[:5])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_people_of_the_example_stand_in_the_directory_alone(init, language):
    """Whoever erases them is not sent to the text of the README, nor to a page."""
    init("--language", language)
    assert [path for path, text in written(init.root).items() if b"p-000" in text] == ["people/people.yml"]


def test_nothing_that_exists_is_touched(init):
    """One file in the way, and it is named and nothing written; then only what is missing, if that is wanted."""
    init.root.mkdir()
    (init.root / "stafett.yml").write_bytes(b"language: en\n")
    status, output, errors = init()
    assert (status, output) == (2, "")
    assert "stafett.yml" in errors
    assert set(written(init.root)) == {"stafett.yml"}
    assert init("--missing-only")[0] == 0
    files = written(init.root)
    assert files["stafett.yml"] == b"language: en\n"
    assert "mkdocs.yml" in files


def test_a_dry_run_writes_nothing(init):
    """It names what it would write."""
    status, output, _ = init("--dry-run")
    assert status == 0
    assert "docs/index.md" in output
    assert not init.root.exists()


def test_ci_is_that_of_the_forge(init):
    """The repository's own address says which; each forge's files lie where it looks for them."""
    init.root.mkdir()
    subprocess.run(["git", "init", "-q", init.root], check=True)
    subprocess.run(
        ["git", "-C", init.root, "remote", "add", "origin", "https://gitlab.example.org/a/b.git"], check=True
    )
    output = init("--dry-run")[1]
    assert "  .gitlab-ci.yml\n" in output
    assert ".github" not in output
    assert "  azure-pipelines.yml\n" in init("--dry-run", "--ci", "azure")[1]
    assert "pipelines" not in init("--dry-run", "--ci", "none")[1]


@pytest.mark.parametrize("forge", FORGES)
def test_every_forge_has_ci(forge):
    """None of the folders is empty or misspelt."""
    day = date(2026, 11, 24)
    assert set(starter_files("sv", "A", day, forge)) > set(starter_files("sv", "A", day, None))


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml without running what it names."""


_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, suffix, _node: suffix)
_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_starter_builds_its_site_as_this_repository_does(init, language):
    """Theme, features, plugins and extensions are the same: what is learnt here reaches those who begin."""
    init("--language", language)
    ours, theirs = (
        yaml.load((root / "mkdocs.yml").read_text(encoding="utf-8"), _Loader)  # noqa: S506 (a safe loader)
        for root in (REPOSITORY, init.root)
    )
    assert theirs["theme"]["features"] == ours["theme"]["features"]
    assert theirs["theme"]["font"] is ours["theme"]["font"] is False
    assert [next(iter(p)) for p in theirs["plugins"]] == [next(iter(p)) for p in ours["plugins"]]
    named = [[next(iter(e)) if isinstance(e, dict) else e for e in m["markdown_extensions"]] for m in (ours, theirs)]
    assert named[0] == named[1]
    assert (init.root / "macros/__init__.py").read_bytes() == (REPOSITORY / "macros/__init__.py").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_says_of_commands_is_so(language):
    """Each command that its pages name is one, and takes the options that they name."""
    for path, content in starter_files(language, "Spann", date(2026, 11, 24), None).items():
        if path.endswith(".md"):
            for name, rest in re.findall(r"stafett ([a-z]+)([^`|\n]*)", content.decode()):
                assert name in COMMANDS, path
                parser = argparse.ArgumentParser()
                importlib.import_module(f"stafett.cli.{name}").add_arguments(parser)
                known = parser.format_help()
                assert [option for option in re.findall(r"--[a-z-]+", rest) if option not in known] == [], path
