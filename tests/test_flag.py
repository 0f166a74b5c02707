"""``stafett flag``: one issue an owner, on forges over HTTP that hold both sides to their published description."""

import os
import re
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from forge_api.server import TOKEN, serving
from stafett.cli.main import main
from stafett.forges.forge import Issue
from stafett.forges.keeping import NAME, Wanted, What, keep, plan
from stafett.forges.marker import assigned_of, is_done, key_of, marked
from stafett.messages import Words

AS_OF = "2026-11-24"
EN = Words("en")
LONG_AGO, RECENT = "2025-01-10", "2026-11-01"
PLACES = {
    "github": ("GITHUB_API_URL", "GITHUB_REPOSITORY", "org/kb", "GITHUB_TOKEN", ""),
    "gitlab": ("CI_API_V4_URL", "CI_PROJECT_ID", "42", "GITLAB_TOKEN", ""),
    "gitea": ("GITEA_API_URL", "GITEA_REPOSITORY", "org/kb", "GITEA_TOKEN", ""),
}
each_forge = pytest.mark.parametrize("name", PLACES)
PEOPLE = """people:
  - {id: p-1, unit: u, first_day: 2020-01-01, account: "@anna", roles: [{role: head, from: 2020-01-01}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, account: "@nobody-here", roles: [{role: clerk, from: 2020-01-01}]}
units: [{id: u, name: Unit}]
"""


def page(title, owner, reviewed, more=""):
    """A page's text."""
    return (
        f"---\ntitle: {title}\nowner: {owner}\nlast_reviewed: {reviewed}\nreview_in: 6 months\n{more}---\n# {title}\n"
    )


def files(*, head=LONG_AGO, clerk=LONG_AGO, orphan=""):
    """A knowledge base with two owners, of whom each has one page to look after."""
    return {
        "docs/roles/head.md": page("Head", "head", RECENT),
        "docs/roles/clerk.md": page("Clerk", "head", RECENT, 'team: "@org/clerks"\n'),
        "docs/pay.md": page("Pay @everyone #1", "head", head),
        "docs/buy.md": page("Buy", "clerk", clerk),
        "people/people.yml": PEOPLE,
        **({"docs/orphan.md": page("Orphan", orphan, LONG_AGO)} if orphan else {}),
    }


@pytest.fixture
def root(make_root):
    """The knowledge base's folder."""
    return make_root(files(), {"site_url": "https://kb.example/"})


@pytest.fixture
def forges(monkeypatch):
    """A function that starts a forge and lets the environment say where it is."""
    for name in [name for name in os.environ if name.startswith(("GITHUB_", "GITEA_", "GITLAB_", "CI_", "GH_"))]:
        monkeypatch.delenv(name)
    with ExitStack() as stack:

        def start(name):
            forge = stack.enter_context(serving(name))
            for key, value in environment(forge).items():
                monkeypatch.setenv(key, value)
            return forge

        yield start


def environment(forge):
    """The variables by which a CI says where the forge is."""
    address, repository, which, token, _ = PLACES[forge.name]
    return {address: forge.address, repository: which, token: TOKEN}


def flag(root, forge, *more, as_of=AS_OF):
    """Run the command in this process."""
    return main(["flag", "-C", str(root), "--to", forge.name, "--as-of", as_of, *more])


def keys(forge):
    """What the open issues are called."""
    return sorted(key_of(NAME, issue.body) for issue in forge.kept.open_ones())


@each_forge
def test_each_owner_has_exactly_one_issue_however_often_it_runs(name, forges, root, capsys):
    """And a second run sends nothing."""
    forge = forges(name)
    assert flag(root, forge, "--send") == 0
    assert keys(forge) == ["role/roles/clerk", "role/roles/head"]
    sent = forge.sent()
    assert flag(root, forge, "--send") == 0
    assert forge.sent() == sent
    assert "Is up to date:" in capsys.readouterr().out
    head = next(issue for issue in forge.kept.issues if "roles/head" in issue.body)
    assert head.labels == ["stafett"]
    assert head.assignees == ["anna"]
    assert "[Pay @\u200beveryone" in head.body
    assert "<https://kb.example/pay/>" in head.body
    clerk = next(issue for issue in forge.kept.issues if "roles/clerk" in issue.body)
    assert clerk.assignees == []
    assert "\n@org/clerks: " in clerk.body.replace("\r\n", "\n")


@each_forge
def test_a_dry_run_sends_nothing_and_says_what_it_would_do(name, forges, root, capsys):
    """It reads what is there."""
    forge = forges(name)
    assert flag(root, forge) == 0
    assert forge.sent() == []
    said = capsys.readouterr().out
    assert "Would create Pages to review: Head" in said
    assert "Nothing has been sent or written. Add --send to do it." in said


def test_whom_an_issue_does_not_reach_is_told(forges, make_root, capsys):
    """And what would mend it."""
    pages = files(orphan="gone") | {
        "docs/roles/clerk.md": page("Clerk", "head", RECENT),
        "docs/roles/guard.md": page("Guard", "head", RECENT),
        "docs/lock.md": page("Lock", "guard", LONG_AGO),
    }
    pages["people/people.yml"] = PEOPLE.replace("role: head, from", "role: guard, from: 2020-01-01}, {role: head, from")
    pages["people/people.yml"] = pages["people/people.yml"].replace('account: "@anna", ', "")
    assert flag(make_root(pages), forges("github")) == 0
    said = capsys.readouterr().out
    assert "'Pages to review: Clerk' cannot be given to nobody-here: the forge knows no such account here." in said
    assert "Nobody is called by 'Pages to review: Guard': give the role a `team`" in said
    assert "Nobody is called by 'Pages without an owner': name a role that looks after the knowledge base" in said


def test_a_dry_run_without_a_forge_shows_the_issues_all_the_same(forges, root, capsys):
    """Where nobody says which repository it is about, nothing is known to be there."""
    del forges
    assert main(["flag", "-C", str(root), "--to", "github", "--as-of", AS_OF]) == 0
    said = capsys.readouterr().out
    assert said.startswith("What is there already could not be seen: nobody says which repository")
    assert "Would create Pages to review: Clerk" in said


@each_forge
def test_it_is_closed_when_nothing_is_left_and_opened_again_when_something_comes_back(name, forges, root):
    """The same issue, without a word."""
    forge = forges(name)
    flag(root, forge, "--send")
    (root / "docs/pay.md").write_text(page("Pay", "head", RECENT), encoding="utf-8")
    assert flag(root, forge, "--send") == 0
    assert keys(forge) == ["role/roles/clerk"]
    closed = next(issue for issue in forge.kept.issues if not issue.open)
    assert is_done(closed.body)
    sent = forge.sent()
    assert flag(root, forge, "--send") == 0
    assert forge.sent() == sent
    (root / "docs/pay.md").write_text(page("Pay", "head", LONG_AGO), encoding="utf-8")
    assert flag(root, forge, "--send") == 0
    assert closed.open
    assert len(forge.kept.issues) == 2
    assert forge.kept.comments == {}


@each_forge
def test_one_that_a_person_closed_too_early_is_opened_again_with_a_line(name, forges, root, capsys):
    """Once, and the line says how to put a page off."""
    forge = forges(name)
    flag(root, forge, "--send")
    forge.kept.issues[0].open = False
    flag(root, forge, "--send")
    flag(root, forge, "--send")
    assert forge.kept.issues[0].open
    (said,) = forge.kept.comments[1]
    assert "`snoozed_until`" in said.body
    assert "Opened again #1" in capsys.readouterr().out


@each_forge
def test_doubles_are_closed_and_the_oldest_goes_on(name, forges, root):
    """Wherever they came from."""
    forge = forges(name)
    body = marked(NAME, "role/roles/head", "old")
    forge.kept.add("Closed long ago", body, open=False)
    first, second = forge.kept.add("First", body), forge.kept.add("Second", body)
    assert flag(root, forge, "--send") == 0
    assert (first.open, second.open) == (True, False)
    assert first.title == "Pages to review: Head"
    assert f"#{first.number}" in second.body
    assert keys(forge) == ["role/roles/clerk", "role/roles/head"]


@each_forge
def test_a_run_beside_this_one_leaves_one_issue(name, forges, root):
    """Another run makes the same issue after we have looked; the younger is closed by whoever looks last."""
    forge = forges(name)

    def beside(method, path, body):
        if method == "POST" and path.endswith("/issues"):
            forge.meddle = None
            forge.kept.add("Made by the other run", (body.get("body") or body["description"]))

    forge.meddle = beside
    assert flag(root, forge, "--send") == 0
    assert keys(forge) == ["role/roles/clerk", "role/roles/head"]
    assert len(forge.kept.issues) == 3


@each_forge
@pytest.mark.parametrize("dies_at", [1, 2])
def test_a_run_that_is_killed_after_a_request_is_simply_run_again(name, dies_at, forges, root):
    """SIGKILL when the forge has made the issue and before the process has its answer."""
    forge = forges(name)
    command = [sys.executable, "-m", "stafett", "flag", "-C", str(root), "--to", name, "--as-of", AS_OF, "--send"]
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    process = subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    writes = []

    def kill(method, path, body):
        if method == "POST" and path.endswith("/issues"):
            writes.append(path)
            if len(writes) == dies_at:
                process.send_signal(signal.SIGKILL)

    forge.afterwards = kill
    with process:
        process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    assert len(forge.kept.issues) == dies_at
    forge.afterwards = None
    assert flag(root, forge, "--send") == 0
    assert keys(forge) == ["role/roles/clerk", "role/roles/head"]
    assert len(forge.kept.issues) == 2


@each_forge
def test_every_page_of_a_long_list_is_read(name, forges, root):
    """Ours is among the last, and pull requests and other people's issues are left alone."""
    forge = forges(name)
    forge.kept.page_size = 5
    for number in range(12):
        forge.kept.add(f"Somebody's {number}", "no mark", pull=name == "github" and number % 2 == 0)
    ours = forge.kept.add("Ours", marked(NAME, "role/roles/head", "old"))
    assert flag(root, forge, "--send") == 0
    assert ours.title == "Pages to review: Head"
    assert [issue.title for issue in forge.kept.issues if issue.title == ours.title] == [ours.title]
    assert all(issue.open for issue in forge.kept.issues[:12])


@each_forge
def test_whom_a_person_gave_it_to_is_left_alone_and_only_our_own_are_exchanged(name, forges, root):
    """When the role has a new holder, the issue moves from the old one."""
    forge = forges(name)
    flag(root, forge, "--send")
    head = next(issue for issue in forge.kept.issues if "roles/head" in issue.body)
    forge.kept.members.append("eva")
    head.assignees = ["anna", "eva"]
    flag(root, forge, "--send")
    assert head.assignees == ["anna", "eva"]
    people = PEOPLE.replace('"@anna"', '"@bo"')
    (root / "people/people.yml").write_text(people, encoding="utf-8")
    flag(root, forge, "--send")
    assert head.assignees == ["eva", "bo"]
    assert assigned_of(head.body) == ("bo",)


def test_pages_without_an_owner_have_one_issue(forges, make_root):
    """For those who look after the knowledge base."""
    forge = forges("github")
    pages = files(orphan="gone") | {"docs/o2.md": page("O2", "away", LONG_AGO)}
    root = make_root(pages, {"reminders": {"stewards": "clerk"}})
    flag(root, forge, "--send")
    assert keys(forge) == ["ownerless", "role/roles/clerk", "role/roles/head"]
    body = next(issue.body for issue in forge.kept.issues if "owner=ownerless" in issue.body)
    assert "2 pages have no owner who can be reached" in body
    assert "It names an owner that does not exist: gone. Find an owner who is here today" in body


@each_forge
def test_a_label_that_the_forge_drops_is_told_and_nothing_is_left_open(name, forges, root, capsys):
    """An issue without the label would not be found again, and be made anew each week."""
    forge = forges(name)
    add = forge.kept.add
    forge.kept.add = lambda title, body, _labels, **more: add(title, body, (), **more)
    assert flag(root, forge, "--send") == 2
    assert "may not label issues" in capsys.readouterr().err
    assert forge.kept.open_ones() == []


def test_without_a_token_it_says_where_to_put_one(forges, root, capsys, monkeypatch):
    """GitHub says no more than that there is no such repository."""
    forge = forges("github")
    monkeypatch.delenv("GITHUB_TOKEN")
    forge.meddle = lambda *_: (404, {}, {"message": "Not Found"})
    assert flag(root, forge, "--send") == 2
    assert "wants a token. Put one in the environment variable STAFETT_TOKEN / GITHUB_TOKEN" in capsys.readouterr().err


def test_two_runs_at_once_leave_one_issue_an_owner(forges, root):
    """Two real processes; whichever looks last closes the younger ones."""
    forge = forges("github")
    command = [sys.executable, "-m", "stafett", "flag", "-C", str(root), "--to", "github", "--as-of", AS_OF, "--send"]
    environ = {**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")}
    runs = [subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [run.wait(60) for run in runs] == [0, 0]
    assert keys(forge) == ["role/roles/clerk", "role/roles/head"]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, "does not accept the token (401 no, ***!). Put a valid one in the variable STAFETT_TOKEN / GITHUB_TOKEN"),
        (403, "the token may not do this (403 no, ***!). It needs the permission `issues: write`"),
        (404, "knows no such repository, or the token may not see it"),
        (410, "issues are turned off for this repository"),
        (422, "refuses what was sent (422 no, ***!)"),
    ],
)
def test_what_the_forge_refuses_is_said_in_words_without_the_token(status, said, forges, root, capsys):
    """And what to do about it."""
    forge = forges("github")
    forge.meddle = lambda method, _path, _body: (status, {}, {"message": f"no, {TOKEN}!"}) if method == "POST" else None
    assert flag(root, forge, "--send") == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert TOKEN not in shown.err + shown.out
    assert "Traceback" not in shown.err


def test_one_issue_that_is_refused_keeps_no_other_from_being_made(forges, root, capsys):
    """The refusal is told, and the command fails."""
    forge = forges("github")
    forge.meddle = lambda method, _path, body: (
        (422, {}, {"message": "Validation Failed"}) if method == "POST" and "Clerk" in body["title"] else None
    )
    assert flag(root, forge, "--send") == 2
    assert keys(forge) == ["role/roles/head"]
    assert "Validation Failed" in capsys.readouterr().err


def test_this_repository_has_one_issue_an_owner_after_two_runs(forges):
    """The weekly run, done twice."""
    forge = forges("github")
    for _ in range(2):
        assert flag(REPOSITORY, forge, "--send") == 0
    assert len(keys(forge)) == len(set(keys(forge))) == len(forge.kept.issues) > 2
    for issue in forge.kept.issues:
        assert not re.search(r"p-\d{4}|@(?!spannverket/)", issue.body)


def test_a_folder_has_a_file_for_each_and_is_left_with_what_is_open(root, tmp_path, capsys):
    """What others have put there stays as it is."""
    folder = tmp_path / "mail"
    folder.mkdir()
    theirs = folder / "role-roles-head.md"
    theirs.write_text("mine\n", encoding="utf-8")
    words = ["flag", "-C", str(root), "--to", "dir", "--output", str(folder), "--as-of", AS_OF]
    assert main(words) == 0
    assert [path.name for path in folder.iterdir()] == [theirs.name]
    assert main([*words, "--send"]) == main([*words, "--send"]) == 0
    ours = folder / "role-roles-head-2.md"
    assert {path.name for path in folder.iterdir()} == {theirs.name, ours.name, "role-roles-clerk.md"}
    assert ours.read_text(encoding="utf-8").startswith(
        "<!-- stafett: owner=role/roles/head -->\n# Pages to review: Head\n\n1 page waits for its owner:\n\n- ["
    )
    (root / "docs/pay.md").write_text(page("Pay", "head", RECENT), encoding="utf-8")
    assert main([*words, "--send"]) == 0
    assert not ours.exists()
    assert theirs.read_text(encoding="utf-8") == "mine\n"
    assert "Nobody is called" not in capsys.readouterr().out


def test_a_folder_whose_files_would_be_pages_is_refused(root, capsys):
    """Else the next run would flag what this one wrote; beside the pages is well."""
    words = ["flag", "-C", str(root), "--to", "dir", "--as-of", AS_OF, "--send", "--output"]
    assert main([*words, str(root / "docs/flags")]) == 2
    assert "be flagged; name another folder" in capsys.readouterr().err
    assert not (root / "docs/flags").exists()
    assert main([*words, str(root / "flags")]) == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "dir"], "`--to dir` and `--output FOLDER` belong together"),
        (["--to", "github", "--output", "x"], "`--to dir` and `--output FOLDER` belong together"),
        (["--to", "gitea", "--send"], "nobody says where gitea is"),
        (["--to", "github", "--send"], "nobody says which repository it is about"),
        (
            ["--to", "github", "--send", "--repository", "o/r", "--api", "http://forge.example"],
            "give an address with https",
        ),
        (["--to", "github", "--send", "--repository", "o/r", "--api", "ftp://u@x"], "is not an address like"),
        (["--to", "github", "--label", "a,b"], "'a,b' is no label"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(words, said, forges, root, capsys):
    """On one line, with what to do."""
    del forges
    assert main(["flag", "-C", str(root), "--as-of", AS_OF, *words]) == 2
    assert said in capsys.readouterr().err


class Memory:
    """A forge in memory, on which a run dies before its n-th change."""

    longest = 60_000

    def __init__(self, issues, dies_at=99):
        self.kept, self.left, self.changes = list(issues), dies_at, 0

    def issues(self):
        """What is there."""
        return list(self.kept)

    def _count(self):
        self.changes += 1
        if self.changes > self.left:
            raise KeyboardInterrupt

    def create(self, title, body, assignees):
        """Make an issue."""
        self._count()
        self.kept.append(Issue(len(self.kept) + 1, title, body, open=True, assignees=assignees))
        return self.kept[-1]

    def change(self, number, change):
        """Change an issue."""
        self._count()
        named = {name: getattr(change, name) for name in ("title", "body", "open", "assignees")}
        given = {name: value for name, value in named.items() if value is not None}
        self.kept[number - 1] = replace(self.kept[number - 1], **given)

    def say(self, _number, _text):
        """Write below an issue."""
        self._count()


names = st.sampled_from("abc")
bodies = st.builds(lambda key, done: marked(NAME, key, "old", done=done), names, st.booleans()) | st.just("no mark")
there = st.lists(st.tuples(bodies, st.booleans()), max_size=6)


@settings(max_examples=80)
@given(there, st.sets(names), st.integers(0, 8))
def test_whatever_is_there_and_wherever_it_dies_one_is_open_in_the_end(before, keys_wanted, dies_at):
    """And then there is nothing left to send."""
    forge = Memory((Issue(n, "T", body, open=is_open) for n, (body, is_open) in enumerate(before, 1)), dies_at)
    wanted = [Wanted(key, f"Title {key}", "text", ("anna",)) for key in sorted(keys_wanted)]
    with suppress(KeyboardInterrupt):
        keep(forge, wanted, EN, lambda _: None)
    forge.left, forge.changes = 99, 0
    keep(forge, wanted, EN, lambda _: None)
    found = [key_of(NAME, issue.body) for issue in forge.kept if issue.open]
    assert sorted(key for key in found if key) == sorted(keys_wanted)
    assert found.count(None) == sum(body == "no mark" and is_open for body, is_open in before)
    assert len(forge.kept) <= len(before) + len(wanted)
    forge.changes = 0
    keep(forge, wanted, EN, lambda _: None)
    assert forge.changes == 0


def test_what_is_planned_follows_from_what_is_there_alone():
    """Nothing is kept anywhere else, so a second look plans nothing."""
    wanted = [Wanted("a", "A", "text"), Wanted("b--c d", "B", "text", ("anna",))]
    steps = plan(wanted, [], EN)
    assert [step.what for step in steps] == [What.CREATE, What.CREATE]
    assert steps[1].change.body.startswith("<!-- stafett: owner=b%2D%2Dc%20d -->\n<!-- stafett: assigned=anna -->\n")
    assert key_of(NAME, steps[1].change.body) == "b--c d"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text\n<!-- stafett: owner=x -->",
        "> <!-- stafett: owner=x -->",
        "<!-- stafett: owner=x y -->",
        "<!-- other -->",
    ],
)
def test_only_a_hidden_line_at_the_very_beginning_counts(body):
    """A page's or a person's words can pass for none."""
    assert key_of(NAME, body) is None
