"""What is installed is whole: the built wheel checks a knowledge base and builds its site without this checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("scripts/stafett", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from a copy of what it is made of."""
    source = tmp_path_factory.mktemp("source")
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, source / part)
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", source / "dist", source],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return next((source / "dist").glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """Environment variables under which Python finds Stafett from the wheel, and not from the checkout."""
    target = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return os.environ | {"PYTHONPATH": str(target), "STAFETT_AS_OF": "2026-11-24"}


def run(command, environment, cwd):
    """Run a command of this Python; its output and exit status."""
    return subprocess.run(
        [sys.executable, *command],
        env=environment,
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_all_that_the_package_has(wheel):
    """Every file of the package is in the wheel, compiled catalog and assets included; not what it is compiled from."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    package = ROOT / "scripts" / "stafett"
    files = {
        "stafett/" + path.relative_to(package).as_posix()
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".po"
    }
    assert files - names == set()


def test_the_wheel_gives_the_command_and_the_plugin(wheel):
    """Both entry points are declared, and so is the licence."""
    with zipfile.ZipFile(wheel) as archive:
        info = {Path(name).name: archive.read(name).decode() for name in archive.namelist() if ".dist-info/" in name}
    assert "stafett = stafett.__main__:main" in info["entry_points.txt"]
    assert "stafett = stafett.site.plugin:StafettPlugin" in info["entry_points.txt"]
    assert "License-Expression: EUPL-1.2" in info["METADATA"]
    assert "LICENSE" in info


def test_the_installed_command_checks_in_swedish(installed, tmp_path):
    """Kinds, settings and the Swedish catalog are found where the wheel was installed."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A\n", encoding="utf-8")
    where = run(["-c", "import stafett; print(stafett.__file__)"], installed, tmp_path).stdout
    done = run(["-m", "stafett", "check"], installed, tmp_path)
    assert str(ROOT) not in where
    assert sysconfig.get_paths()["purelib"] not in where
    assert done.returncode == 1, done.stderr
    assert "1 sida kontrollerad: 1 fel" in done.stdout


def test_the_installed_plugin_builds_this_site(installed, tmp_path):
    """This repository's knowledge base builds with what the wheel holds."""
    for part in ("docs", "processes", "people", "macros", "mkdocs.yml", "stafett.yml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, tmp_path / part)
    done = run(["-m", "mkdocs", "build", "--strict", "--quiet"], installed, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (tmp_path / "site" / "processes" / "ekonomi" / "attestera-faktura" / "index.html").read_text(
        encoding="utf-8"
    )
    assert "Ekonomiprocessägare" in page
    assert (tmp_path / "site" / "api" / "pages.json").exists()


@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_is_installed_begins_a_knowledge_base(installed, tmp_path, language):
    """Another organisation's knowledge base is checked without a remark, and its site built strictly, at once."""
    options = ["--language", language, "--name", "Ö & *Co* AB", "--as-of", "2026-11-24"]
    done = run(["-m", "stafett", "init", "kb", *options], installed, tmp_path)
    assert done.returncode == 0, done.stderr
    done = run(["-m", "stafett", "check", "-C", "kb", "--as-of", "2026-11-24", "--format", "json"], installed, tmp_path)
    assert json.loads(done.stdout)["findings"] == []
    built = run(["-m", "mkdocs", "build", "--strict", "--quiet", "-f", "kb/mkdocs.yml"], installed, tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    front = (tmp_path / "kb" / "site" / "index.html").read_text(encoding="utf-8")
    assert f'<html lang="{language}"' in front
    assert "Ö &amp; *Co* AB</h1>" in re.sub(r"<a class=.headerlink.*?</a>", "", front)
    assert "Spannverket" not in "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "kb").rglob("*.md"))
