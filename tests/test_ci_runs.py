"""What the forges' files do: their own commands are run, in real repositories, on a pull request that means no good."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from repositories import committed
from stafett.cli.main import main
from stafett.starter.ci import ci_files

SCRIPTS = Path(__file__).resolve().parent.parent / "scripts"
PAGE = "processes/kunskapsbasen/granska-en-sida.md"
ME = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
GITHUB, GITLAB, AZURE = (ci_files(forge) for forge in ("github", "gitlab", "azure"))
CHECK = ".github/workflows/check.yml"
COMMENT = ".github/workflows/comment.yml"


def git(root: Path, *arguments: str) -> str:
    """What git says in a repository."""
    done = subprocess.run(["git", *ME, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def upstream(tmp_path) -> Path:
    """A new knowledge base, with `main`, and `refs/pull/7/head` that takes an owner away and hides it."""
    root = tmp_path / "upstream"
    assert main(["init", str(root), "--language", "sv", "--as-of", "2026-11-24"]) == 0
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Begin")
    git(root, "checkout", "--quiet", "-b", "theirs")
    page = root / PAGE
    page.write_text(re.sub(r"^owner: .*\n", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    (root / "stafett.yml").write_text("language: sv\nrules: {ignore: [OWN, FMT, REV]}\n", encoding="utf-8")
    marker = "import pathlib\npathlib.Path('ran').touch()\n"
    for name in ("macros/__init__.py", "macros/more.py", "macros.py", "main.py", "yaml.py", "sitecustomize.py"):
        (root / name).write_text(marker, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=Improve a page")
    git(root, "update-ref", "refs/pull/7/head", "HEAD")
    git(root, "checkout", "--quiet", "main")
    return root


@pytest.fixture
def checkout(upstream, tmp_path) -> Path:
    """A clone of it, at the pull request's revision."""
    root = tmp_path / "checkout"
    git(tmp_path, "clone", "--quiet", str(upstream), str(root))
    git(root, "checkout", "--quiet", "origin/theirs")
    return root


@pytest.fixture
def bash(tmp_path):
    """A function that runs a step's commands as a forge does, with `stafett` on the path; its status and output."""
    tools = tmp_path / "tools"
    tools.mkdir()
    # -P: a command that is installed does not look for modules where it is called.
    (tools / "stafett").write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m stafett "$@"\n', encoding="utf-8")
    (tools / "stafett").chmod(0o755)
    environment = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(SCRIPTS)}

    def run(commands: str, root: Path, **variables: str) -> tuple[int, str]:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", commands],
            cwd=root,
            env=environment | variables,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    return run


def steps(text: str, job: str) -> dict[str, dict[str, str]]:
    """The steps of a job of a workflow that have a name, by name."""
    workflow = yaml.safe_load(text)
    return {step["name"]: step for step in workflow["jobs"][job]["steps"] if "name" in step}


def trusted(text: str) -> str:
    """What a workflow says is taken from the base branch."""
    return yaml.safe_load(text)["env"]["TRUSTED"]


def test_a_pull_request_from_a_fork_cannot_change_what_judges_it(checkout, bash, tmp_path):
    """Its settings, macros and modules are not used, and what it broke is found."""
    text = GITHUB[CHECK]
    check = steps(text, "check")
    base = git(checkout, "rev-parse", "origin/main")
    summary = tmp_path / "summary.md"
    take = check["Take code, macros and settings from the base branch"]
    judge = check["Check the pages"]["run"]
    assert bash(judge, checkout, BASE=base, GITHUB_STEP_SUMMARY=str(summary))[0] == 0  # so much for its own settings
    assert take["if"] == "github.event.pull_request.head.repo.full_name != github.repository"
    assert bash(take["run"], checkout, BASE=base, TRUSTED=trusted(text)) == (0, "")
    assert (checkout / "stafett.yml").read_text(encoding="utf-8") == git(checkout, "show", f"{base}:stafett.yml") + "\n"
    assert [path.name for path in (checkout / "macros").iterdir()] == ["__init__.py"]
    assert not (checkout / "macros.py").exists()
    status, output = bash(judge, checkout, BASE=base, GITHUB_STEP_SUMMARY=str(summary))
    assert status == 1
    assert f"::error file={PAGE}" in output
    assert "OWN001" in output
    assert "OWN001" in summary.read_text(encoding="utf-8")
    assert not (checkout / "ran").exists()


def test_nothing_of_a_fork_is_run_where_stafett_itself_is_installed(tmp_path, bash):
    """Neither a script that builds it, nor what an earlier build would have left."""
    text = (SCRIPTS.parent / CHECK).read_text(encoding="utf-8")
    assert trusted(text) == trusted((SCRIPTS.parent / COMMENT).read_text(encoding="utf-8"))
    base = git(committed(tmp_path, {"docs/a.md": "a", "scripts/stafett/b.py": "b"}), "rev-parse", "HEAD")
    theirs = {"setup.py": "x", "setup.cfg": "x", "MANIFEST.in": "x", "build/lib/stafett/b.py": "x", "docs/a.md": "new"}
    committed(tmp_path, theirs)
    take = steps(text, "check")["Take code, macros and settings from the base branch"]["run"]
    assert bash(take, tmp_path, BASE=base, TRUSTED=trusted(text)) == (0, "")
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path for path in left if not path.startswith((".git/", "tools/"))} == {"docs/a.md", "scripts/stafett/b.py"}


def test_nothing_of_a_pull_request_can_stand_in_for_an_installer():
    """`python -m pip` would look among the pull request's files first."""
    everything = "".join("".join(files.values()) for files in (GITHUB, GITLAB, AZURE))
    commands = [line for line in everything.splitlines() if not line.lstrip().startswith("#")]
    assert [line for line in commands if "python -m" in line or "python3 -m" in line] == []


def test_a_workflow_that_may_write_runs_nothing_of_a_pull_request(upstream, checkout, bash, tmp_path):
    """The comment is written with the main branch's code and settings, on pages that are only read."""
    text = GITHUB[COMMENT]
    comment = steps(text, "comment")
    git(checkout, "checkout", "--quiet", "origin/main")
    head, base = git(upstream, "rev-parse", "theirs"), git(upstream, "rev-parse", "main")
    remote = "https://x-access-token:secret@forge.example/org/kb"
    variables = {
        "TOKEN": "secret",
        "NUMBER": "7",
        "HEAD": head,
        "GITHUB_SERVER_URL": "https://forge.example",
        "GITHUB_REPOSITORY": "org/kb",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "RUNNER_TEMP": str(tmp_path),
        "TRUSTED": trusted(text),
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{upstream}.insteadOf",
        "GIT_CONFIG_VALUE_0": remote,
    }
    assert bash(comment["Read its pages"]["run"], checkout, **variables) == (0, "")
    assert not (tmp_path / "output").exists()
    status, output = bash(comment["Check them"]["run"], checkout, **variables, BASE=base)
    assert (status, output) == (0, "")
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "OWN001" in summary
    assert not (checkout / "ran").exists()


def test_a_comment_is_left_to_the_run_of_a_newer_push(upstream, checkout, bash, tmp_path):
    """So that an old verdict never stands over a new revision."""
    git(checkout, "checkout", "--quiet", "origin/main")
    status, output = bash(
        steps(GITHUB[COMMENT], "comment")["Read its pages"]["run"],
        checkout,
        TOKEN="",
        NUMBER="7",
        HEAD=git(upstream, "rev-parse", "main"),
        GITHUB_SERVER_URL="https://forge.example",
        GITHUB_REPOSITORY="org/kb",
        GITHUB_OUTPUT=str(tmp_path / "output"),
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0=f"url.{upstream}.insteadOf",
        GIT_CONFIG_VALUE_0="https://x-access-token:@forge.example/org/kb",
    )
    assert status == 0
    assert "newer push" in output
    assert (tmp_path / "output").read_text(encoding="utf-8") == "newer=yes\n"
    assert git(checkout, "rev-parse", "HEAD") == git(upstream, "rev-parse", "main")


def test_gitlab_gets_its_reports(checkout, bash):
    """Code quality and test results, beside the words in the log, and the pipeline fails."""
    git(checkout, "checkout", "--quiet", "origin/main", "--", "stafett.yml")
    job = yaml.safe_load(GITLAB[".gitlab-ci.yml"])["check"]
    base = git(checkout, "rev-parse", "origin/main")
    status, output = bash(job["script"][0], checkout, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert status == 1
    assert "OWN001" in output
    reports = job["artifacts"]["reports"]
    found = json.loads((checkout / reports["codequality"]).read_text(encoding="utf-8"))
    assert PAGE in {entry["location"]["path"] for entry in found}
    assert "OWN001" in (checkout / reports["junit"]).read_text(encoding="utf-8")


def test_azure_takes_from_the_base_branch_what_judges_a_fork(checkout, bash, tmp_path):
    """By the same rule as the others."""
    pipeline = yaml.safe_load(AZURE["azure-pipelines.yml"])
    named = {step.get("displayName"): step for step in pipeline["steps"]}
    take = named["Take code, macros and settings from the base branch"]
    assert "System.PullRequest.IsFork" in take["condition"]
    target = {"SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main", "AGENT_TEMPDIRECTORY": str(tmp_path)}
    status, output = bash(take["bash"], checkout, **target, TRUSTED=pipeline["variables"]["TRUSTED"])
    assert (status, output) == (0, "")
    status, output = bash(named["Check the pages"]["bash"], checkout, **target)
    assert status == 1
    assert "OWN001" in output
    assert "OWN001" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert not (checkout / "ran").exists()
