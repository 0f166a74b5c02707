"""What the forges' files do: their own commands are run, in real repositories, on a pull request that means no good."""

from __future__ import annotations

import json
import os
import re
import shutil
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
PEOPLE = ".github/workflows/people.yml"
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


FAKE = """#!{python}
import json, os, pathlib, sys
# What gh, az and curl answer; `calls` has what they were asked, `open` whether there is a pull request.
name, args = pathlib.Path(sys.argv[0]).name, sys.argv[1:]
here = pathlib.Path(os.environ["FORGE"])
said = list(args)
for index, argument in enumerate(args):
    if argument.startswith(("body=@", "description@")):
        said[index] = argument.split("@")[0] + "@" + pathlib.Path(argument.split("@", 1)[1]).read_text()
with (here / "calls").open("a") as calls:
    calls.write(json.dumps([name, *said], ensure_ascii=False) + "\\n")
text, there = " ".join(args), (here / "open").exists()
if "--config" in args:
    config = sys.stdin.read()
    (here / "config").write_text(config)
    pathlib.Path(args[args.index("--output") + 1]).write_bytes((here / "list").read_bytes())
elif "visibility" in text:
    print(os.environ.get("VISIBILITY", "private"))
elif any(sign in text for sign in ("state=closed", "state_event=close", "abandoned")):
    (here / "open").unlink()
elif "state=open" in text or "pr list" in text:
    listed = "[]" if name == "curl" else ""
    print(('[{{"iid": 7}}]' if name == "curl" else "7") if there else listed)
elif any(sign in text for sign in ("head=", "source_branch=", "pr create")):
    (here / "open").touch()
    print("7")
"""
LIST = """Anst nr;Namn;Enhet;Chef;Anställd fr o m
p-0001;Åsa Berg;Exempelenheten;;2020-01-01
p-9;Bo Ek;Ny;p-0001;2026-12-01
"""


@pytest.fixture
def forge(tmp_path, bash, upstream) -> Path:
    """A folder with the list of an HR system, and the forges' tools on the path, which do nothing but answer."""
    folder = tmp_path / "forge"
    folder.mkdir()
    (folder / "list").write_text(LIST, encoding="utf-8")
    for name in ("gh", "az", "curl"):
        (tmp_path / "tools" / name).write_text(FAKE.format(python=sys.executable), encoding="utf-8")
        (tmp_path / "tools" / name).chmod(0o755)
    git(upstream, "config", "receive.denyCurrentBranch", "ignore")
    return folder


def github_run(bash, root: Path, forge: Path, **variables: str) -> tuple[int, str]:
    """What the workflow that takes people over does, step by step, as GitHub decides which of them run."""
    workflow, found = yaml.safe_load(GITHUB[PEOPLE]), steps(GITHUB[PEOPLE], "import")
    temporary = forge / "runner"
    temporary.mkdir(exist_ok=True)
    for file in temporary.iterdir():
        file.unlink()
    outputs = forge / "outputs"
    outputs.write_text("", encoding="utf-8")
    given = {key: value for key, value in workflow["env"].items() if key != "PIP_DISABLE_PIP_VERSION_CHECK"}
    given |= {
        "URL": "https://hr.example/staff?sig=1", "HEADER": "", "GH_TOKEN": "secret", "GITHUB_OUTPUT": str(outputs),
        "GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "org/kb", "GITHUB_REPOSITORY_OWNER": "org",
        "GITHUB_REF_NAME": "main", "RUNNER_TEMP": str(temporary),
    } | variables  # fmt: skip
    told, status = "", 0
    for name in ("Fetch the list", "Take it over", "Erase the list", "Propose it"):
        wanted = found[name].get("if", "")
        if "always()" not in wanted and (status or ("fetched" in wanted and "fetched=yes" not in outputs.read_text())):
            continue
        taken = re.search(r"status=(\d)", outputs.read_text())
        ended, output = bash(found[name]["run"], root, **given, STATUS=taken[1] if taken else "")
        told, status = told + output, status or ended
    assert not (temporary / "people.csv").exists()
    return status, told


def gitlab_run(bash, root: Path, forge: Path, **variables: str) -> tuple[int, str]:
    """The same on GitLab."""
    job = yaml.safe_load(GITLAB[".gitlab-ci.yml"])["people"]
    assert '$CI_PROJECT_VISIBILITY != "public"' in job["rules"][0]["if"]
    given = {
        "STAFETT_PEOPLE_URL": "https://hr.example/staff?sig=1", "STAFETT_PEOPLE_TOKEN": "secret",
        "CI_API_V4_URL": "https://forge.example/api/v4", "CI_PROJECT_ID": "3", "CI_PROJECT_PATH": "org/kb",
        "CI_SERVER_URL": "https://forge.example", "CI_DEFAULT_BRANCH": "main", "TMPDIR": str(forge.parent),
    }  # fmt: skip
    return bash(job["script"][0], root, **job["variables"], **given, **variables)


def azure_run(bash, root: Path, forge: Path, **variables: str) -> tuple[int, str]:
    """The same in Azure Pipelines; its comment is left to `stafett comment`, which has tests of its own."""
    pipeline = yaml.safe_load(AZURE["azure-pipelines.yml"])
    step = next(step for step in pipeline["steps"] if step.get("displayName") == "Who works here")
    given = {key: value for key, value in step["env"].items() if "$(" not in value}
    given |= {
        "STAFETT_PEOPLE_URL": "https://hr.example/staff?sig=1", "STAFETT_PEOPLE_HEADER": "$(STAFETT_PEOPLE_HEADER)",
        "SYSTEM_COLLECTIONURI": "https://forge.example/", "SYSTEM_TEAMPROJECT": "P", "BUILD_REPOSITORY_NAME": "kb",
        "SYSTEM_ACCESSTOKEN": "secret", "TMPDIR": str(forge.parent),
    }  # fmt: skip
    commands = re.sub(
        r"--to azure --pull-request \S+", f"--to dir --output {forge}/said --pull-request 7", step["bash"]
    )
    return bash(commands, root, **given | variables)


class Months:
    """Runs of a forge's job one after the other, each in a clone of its own that is gone afterwards."""

    def __init__(self, run, upstream: Path, bash, forge: Path) -> None:
        remotes = (
            "https://x-access-token:secret@forge.example/org/kb",
            "https://stafett:secret@forge.example/org/kb.git",
        )
        self.there = {"GIT_CONFIG_COUNT": "2", "FORGE": str(forge)}
        for index, remote in enumerate(remotes):
            self.there |= {f"GIT_CONFIG_KEY_{index}": f"url.{upstream}.insteadOf", f"GIT_CONFIG_VALUE_{index}": remote}
        self.ran, self.upstream, self.bash, self.forge = run, upstream, bash, forge
        self.calls: list[str] = []

    def run(self, people: str) -> tuple[int, str]:
        """The status and the log of a run that finds the list ``people``; its calls are kept."""
        (self.forge / "list").write_text(people, encoding="utf-8")
        (self.forge / "calls").write_text("", encoding="utf-8")
        root = self.forge.parent / "clone"
        git(root.parent, "clone", "--quiet", "--branch", "main", str(self.upstream), str(root))
        status, told = self.ran(self.bash, root, self.forge, **self.there)
        shutil.rmtree(root)
        self.calls = (self.forge / "calls").read_text(encoding="utf-8").splitlines()
        assert [path.name for path in root.parent.glob("tmp.*")] == []
        for secret in ("Åsa", "Bo Ek", "p-9", "p-0001", "secret", "sig=1"):
            assert secret not in told.replace(str(root.parent), "")
        return status, told

    def said(self) -> str:
        """The text of the pull request, or on Azure of the comment that is kept on it."""
        texts = [path.read_text(encoding="utf-8") for path in self.forge.glob("said/**/*") if path.is_file()]
        return "".join((*self.calls, *texts))

    def proposed(self) -> str:
        """The directory on the branch."""
        return git(self.upstream, "show", "stafett/people:people/people.yml")

    def correct(self) -> None:
        """Somebody works on the branch."""
        git(self.upstream, "checkout", "--quiet", "stafett/people")
        file = self.upstream / "people" / "people.yml"
        file.write_text(file.read_text(encoding="utf-8") + "# rättat\n", encoding="utf-8")
        git(self.upstream, "commit", "--quiet", "--all", "--message=Correct")
        git(self.upstream, "checkout", "--quiet", "main")


@pytest.mark.parametrize("run", [github_run, gitlab_run, azure_run])
def test_people_are_taken_over_as_one_pull_request_that_is_kept_up_to_date(run, upstream, bash, forge):
    """Each month the same one, for a human to merge; nothing personal stands in the log or stays on the machine."""
    months = Months(run, upstream, bash, forge)
    status, told = months.run(LIST)
    assert status == 0, told
    assert "Skrivet: people/people.yml" in told
    assert (forge / "open").exists()
    assert "id: p-9" in months.proposed()
    assert "name: Ny" in months.proposed()
    assert "p-9" not in git(upstream, "show", "main:people/people.yml")
    assert "p-9: ny, från 2026-12-01" in months.said()
    assert "Bo Ek" not in months.said()
    assert (forge / "config").read_text(encoding="utf-8") == 'url = "https://hr.example/staff?sig=1"\n'
    # The next month has somebody more: the same pull request says so.
    status, told = months.run(LIST + "p-10;Li Å;Ny;p-9;2027-01-01\n")
    assert status == 0, told
    assert "id: p-10" in months.proposed()
    assert git(upstream, "rev-list", "--count", "main..stafett/people") == "1"
    assert not any(
        sign in call for call in months.calls for sign in ("create", "head=stafett", 'source_branch=stafett/people"]')
    )
    # Somebody works on the branch: their work is not overwritten.
    months.correct()
    status, told = months.run(LIST)
    assert status == 1
    assert "Somebody has worked on the branch stafett/people" in told
    assert "# rättat" in months.proposed()
    # It is merged, and there is nothing to do: no pull request stays open. A row that does not count is no silence.
    git(upstream, "merge", "--quiet", "--no-edit", "stafett/people")
    status, told = months.run(LIST + ";Li Å;Ny;;\n")
    assert (status, (forge / "open").exists()) == (1, False)
    assert "1 rad räknas inte" in told
    # What cannot be read at all ends the run, and is not repeated.
    assert months.run("Bo Ek\n")[0] == 2


def test_people_are_not_taken_over_where_nobody_asked_or_everybody_could_see(upstream, bash, forge, tmp_path):
    """Without an address nothing happens; a public repository is refused before anything is fetched."""
    for run, unset in ((github_run, {"URL": ""}), (azure_run, {"STAFETT_PEOPLE_URL": "$(STAFETT_PEOPLE_URL)"})):
        status, told = run(bash, upstream, forge, FORGE=str(forge), **unset)
        assert (status, "No STAFETT_PEOPLE_URL" in told) == (0, True)
        assert not (forge / "calls").exists()
    for run in (github_run, azure_run):
        status, told = run(bash, upstream, forge, FORGE=str(forge), VISIBILITY="public")
        assert (status, "is public" in told) == (1, True)
        assert not (forge / "config").exists()
