"""One page's failure or endless work stays its own, and so do its snippets and the links it brings."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import markdown
import pytest
from mkdocs.commands import build
from mkdocs.config.base import load_config

import stafett
from stafett.site.safety.contain import TookTooLongError, contain
from stafett.site.safety.snippets import use_safe_snippets
from stafett.site.safety.walking import WalkingError, guard_walk

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals, links and pipes")


def test_a_result_is_given_back():
    """What the call returns."""
    assert contain(lambda: 1, 5) == (1, None)


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), MemoryError(), SystemExit(100)])
def test_what_it_raises_is_an_outcome(error: BaseException):
    """Also the end of the interpreter that a library asks for."""

    def fail():
        raise error

    assert contain(fail, 5).value is None
    assert contain(fail, 5).error is not None


@posix
def test_it_ends_in_time():
    """Also in the middle of a regular expression that would take years."""
    start = time.process_time()  # which other processes on the machine do not add to
    outcome = contain(lambda: re.match(r"(a+)+$", "a" * 60 + "b"), 0.2)
    assert isinstance(outcome.error, TookTooLongError)
    assert time.process_time() - start < 5
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


_DEAF = """
import time
from stafett.site.safety.contain import contain

def deaf():
    heard = 0
    while heard < 2:
        try:
            while True:
                time.sleep(0.01)
        except {swallowed}:
            heard += 1
    while True:
        time.sleep(0.01)

print(type(contain(deaf, 0.1).error).__name__, contain(lambda: 1, 5).value)
"""


@posix
@pytest.mark.parametrize("swallowed", ["Exception", "BaseException"])
def test_it_ends_also_where_a_library_swallows_the_alarm(swallowed: str):
    """Superfences goes on after any Exception; others after anything."""
    done = subprocess.run(
        [sys.executable, "-c", _DEAF.format(swallowed=swallowed)],
        env=os.environ | {"PYTHONPATH": str(Path(stafett.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.split() == ["TookTooLongError", "1"], done.stderr


@posix
def test_a_slow_lexer_cannot_go_on(convert_fences):
    """Each of many blocks of code would take its own long time, and superfences catches what a lexer raises."""
    block = "```systemd\n" + " " * 30_000 + "x\n```\n\n"
    assert isinstance(contain(lambda: convert_fences(block * 2), 0.5).error, TookTooLongError)


@pytest.fixture
def convert_fences():
    """Convert Markdown with highlighted blocks of code."""
    return lambda text: markdown.markdown(text, extensions=["pymdownx.superfences", "pymdownx.highlight"])


# ---- snippets


@pytest.fixture
def convert(tmp_path):
    """Convert Markdown with the safe snippets of a folder."""
    (tmp_path / "includes").mkdir()
    (tmp_path / "secret.txt").write_text("SECRET")
    settings = {
        "base_path": [str(tmp_path / "includes")],
        "check_paths": True,
        "url_download": True,
        "restrict_base_path": False,
    }
    config = {"markdown_extensions": ["pymdownx.snippets"], "mdx_configs": {"pymdownx.snippets": settings}}
    use_safe_snippets(config)
    return lambda text: markdown.markdown(
        text, extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"]
    )


def test_snippets_are_included(tmp_path, convert):
    """An ordinary file below the base path, also with letters that are not UTF-8."""
    (tmp_path / "includes" / "a.md").write_text("*Hej*\n")
    (tmp_path / "includes" / "b.md").write_bytes(b"r\xe4k\n")
    assert "<em>Hej</em>" in convert('--8<-- "a.md"')
    assert "r\ufffdk" in convert('--8<-- "b.md"')


@posix
@pytest.mark.parametrize(
    "target", ["../secret.txt", "link", "pipe", "folder", "gone.md", "/etc/passwd", "https://a.example/x"]
)
def test_nothing_else_is(tmp_path, convert, target: str):
    """Neither outside, nor through a link, nor a pipe, a folder, a missing file or an address; and nothing fails."""
    (tmp_path / "includes" / "link").symlink_to("../secret.txt")
    (tmp_path / "includes" / "folder").mkdir()
    os.mkfifo(tmp_path / "includes" / "pipe")
    assert convert(f'before\n\n--8<-- "{target}"\n\nafter') == "<p>before</p>\n<p>after</p>"


def test_snippets_cannot_multiply(tmp_path, convert):
    """Files that include one another twice stop at a bound."""
    for number in range(30):
        (tmp_path / "includes" / f"d{number}").write_text(f'x\n--8<-- "d{number + 1}"\n--8<-- "d{number + 1}"\n')
    start = time.process_time()
    assert len(convert('--8<-- "d0"')) < 1_000_000
    assert time.process_time() - start < 10


# ---- walking


@pytest.fixture
def project(tmp_path):
    """A loaded configuration with links in its folder of pages."""
    (tmp_path / "docs" / "sub").mkdir(parents=True)
    (tmp_path / "docs" / "index.md").write_text("# Start\n")
    (tmp_path / "docs" / "sub" / "a.md").write_text("# A\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: T\nplugins: []\n")
    return load_config(str(tmp_path / "mkdocs.yml"))


@posix
def test_links_to_folders_are_not_followed(project, tmp_path):
    """The walk ends, tells the links, and finds the rest; afterwards MkDocs is as before."""
    (tmp_path / "docs" / "a").symlink_to(".")
    (tmp_path / "docs" / "sub" / "b").symlink_to("..")
    told = []
    original = build.get_files
    undo = guard_walk(told.append)
    found = [file.src_uri for file in build.get_files(project)]
    undo()
    assert found == ["index.md", "sub/a.md"]
    assert told == ["a", "sub/b"]
    assert build.get_files is original


def test_another_walk_is_refused(project, monkeypatch):
    """Where an upgrade of MkDocs finds files in another way, the build does not go on."""
    monkeypatch.setattr(build, "get_files", lambda _: [])
    undo = guard_walk(lambda _: None)
    with pytest.raises(WalkingError):
        build.get_files(project)
    undo()
    monkeypatch.delattr(build, "get_files")
    with pytest.raises(WalkingError):
        guard_walk(lambda _: None)
