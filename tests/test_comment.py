"""``stafett comment``: one comment on a pull request, on forges over HTTP that hold both sides to what they publish."""

import io
import json
import os
from contextlib import ExitStack

import pytest

from forge_api.server import TOKEN, serving
from stafett.cli.main import main
from stafett.forges.commenting import NAME, bounded
from stafett.forges.gitlab import tamed
from stafett.forges.marker import marked
from stafett.forges.places import pull_request
from stafett.messages import Words

OURS = marked(NAME, "check", "old")
PLACES = {
    "github": {"GITHUB_REPOSITORY": "org/kb", "GITHUB_REF": "refs/pull/12/merge"},
    "gitlab": {"CI_PROJECT_ID": "7", "CI_MERGE_REQUEST_PROJECT_ID": "42", "CI_MERGE_REQUEST_IID": "12"},
    "gitea": {"GITEA_REPOSITORY": "org/kb", "GITHUB_REF": "refs/pull/12/head"},
    "azure": {
        "SYSTEM_TEAMPROJECT": "Kunskapsbas",
        "BUILD_REPOSITORY_ID": "r-1",
        "SYSTEM_PULLREQUEST_PULLREQUESTID": "12",
    },
}
ADDRESSES = {
    "github": "GITHUB_API_URL",
    "gitlab": "CI_API_V4_URL",
    "gitea": "GITEA_API_URL",
    "azure": "SYSTEM_COLLECTIONURI",
}
each_forge = pytest.mark.parametrize("name", PLACES)
OTHERS = ("GITHUB_", "GITEA_", "FORGEJO_", "GITLAB_", "CI_", "GH_", "SYSTEM_", "BUILD_", "AZURE_")


@pytest.fixture
def forges(monkeypatch, tmp_path):
    """A function that starts a forge, sets what its CI sets, and gives it with one that runs the command."""
    for name in [name for name in os.environ if name.startswith(OTHERS)]:
        monkeypatch.delenv(name)
    (tmp_path / "stafett.yml").write_text("language: en\n", encoding="utf-8")
    body = tmp_path / "body.md"
    with ExitStack() as stack:

        def start(name):
            forge = stack.enter_context(serving(name))
            for key, value in {**PLACES[name], ADDRESSES[name]: f"{forge.address}/", "STAFETT_TOKEN": TOKEN}.items():
                monkeypatch.setenv(key, value)

            def comment(text, *more):
                body.write_text(text, encoding="utf-8")
                return main(["comment", "-C", str(tmp_path), "--to", name, "--body", str(body), *more])

            return forge, comment

        yield start


def said(forge):
    """The texts of the comments on the pull request."""
    return [one.body for one in forge.kept.comments.get(12, ())]


@each_forge
def test_a_pull_request_has_one_comment_that_is_changed_in_its_place(name, forges, capsys):
    """And nothing is sent where it says so already."""
    forge, comment = forges(name)
    forge.kept.add_comment(12, "Looks good", "anna")
    forge.kept.add_comment(12, "changed the description", "anna", system=True)
    assert comment("2 findings") == 0
    assert said(forge)[2:] == ["<!-- stafett: comment=check -->\n2 findings"]
    assert comment("1 finding") == 0
    sent = forge.sent()
    assert comment("1 finding\r\n") == 0
    assert forge.sent() == sent
    assert said(forge)[2:] == ["<!-- stafett: comment=check -->\n1 finding"]
    assert comment("") == 0
    assert said(forge)[2:] == ["<!-- stafett: comment=check -->\nNothing left to remark."]
    assert capsys.readouterr().out.splitlines() == [
        "Wrote a comment on pull request 12.",
        "Changed the comment on pull request 12.",
        "The comment on pull request 12 is up to date.",
        "Changed the comment on pull request 12.",
    ]


@each_forge
def test_only_what_our_own_account_wrote_is_touched(name, forges):
    """Somebody else can write the same hidden line."""
    forge, comment = forges(name)
    forge.kept.add_comment(12, OURS, "mallory")
    other = forge.kept.add_comment(12, marked(NAME, "numbers", "another of ours"))
    assert comment("new") == 0
    assert comment("newer") == 0
    assert said(forge) == [OURS, other.body, "<!-- stafett: comment=check -->\nnewer"]


@each_forge
def test_a_double_is_taken_away(name, forges):
    """The oldest of our own goes on."""
    forge, comment = forges(name)
    for text in ("a", "b", "c"):
        forge.kept.add_comment(12, marked(NAME, "check", text))
    assert comment("new") == 0
    assert said(forge) == ["<!-- stafett: comment=check -->\nnew"]


@each_forge
def test_a_dry_run_sends_nothing(name, forges, capsys):
    """With or without a comment that is there, with or without a double."""
    forge, comment = forges(name)
    assert comment("new", "--dry-run") == 0
    forge.kept.add_comment(12, OURS)
    forge.kept.add_comment(12, OURS)
    assert comment("new", "--dry-run") == 0
    assert forge.sent() == []
    assert capsys.readouterr().out.startswith("Would write a comment on pull request 12.\nWould change")


def test_every_page_of_comments_is_read(forges):
    """Ours is the last of many."""
    for name in ("github", "gitlab"):
        forge, comment = forges(name)
        forge.kept.page_size = 3
        for number in range(7):
            forge.kept.add_comment(12, f"{number}", "anna")
        forge.kept.add_comment(12, OURS)
        assert comment("new") == 0
        assert len(said(forge)) == 8


@each_forge
def test_an_empty_file_makes_no_comment(name, forges, capsys):
    """Nothing to say, nothing sent."""
    forge, comment = forges(name)
    assert comment(" \n") == 0
    assert forge.sent() == []
    assert capsys.readouterr().out == "There is nothing to say on pull request 12.\n"


def test_an_actions_token_that_may_not_ask_who_it_is_finds_its_own_comment(forges):
    """It always stands for the same account."""
    forge, comment = forges("github")
    forge.kept.me = "github-actions[bot]"
    forge.kept.add_comment(12, OURS, "github-actions[bot]")
    assert comment("new") == 0
    assert said(forge) == ["<!-- stafett: comment=check -->\nnew"]


def test_whose_comment_it_is_can_be_said(forges):
    """An app's own token may not ask either."""
    forge, comment = forges("github")
    forge.kept.me = "our-app[bot]"
    forge.kept.add_comment(12, OURS, "our-app[bot]")
    assert comment("new", "--account", "our-app[bot]") == 0
    assert len(said(forge)) == 1


FORKS = {
    "github": {},
    "gitea": {},
    "gitlab": {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7"},
    "azure": {"SYSTEM_PULLREQUEST_ISFORK": "True"},
}


@each_forge
def test_a_fork_whose_token_may_only_read_does_not_fail(name, forges, capsys, monkeypatch, tmp_path):
    """The check itself is what counts; what it found stands in its log."""
    forge, comment = forges(name)
    event = {
        "pull_request": {
            "number": 12,
            "head": {"repo": {"full_name": "eve/kb"}},
            "base": {"repo": {"full_name": "org/kb"}},
        }
    }
    (tmp_path / "event.json").write_text(json.dumps(event), encoding="utf-8")
    for key, value in {"GITHUB_EVENT_PATH": str(tmp_path / "event.json"), **FORKS[name]}.items():
        monkeypatch.setenv(key, value)
    forge.meddle = lambda method, _path, _body: (403, {}, {"message": "not accessible"}) if method == "POST" else None
    assert comment("new") == 0
    assert "comes from a fork, and the token may not comment on it" in capsys.readouterr().out
    monkeypatch.delenv("STAFETT_TOKEN")
    forge.meddle = lambda *_: (401, {}, {"message": "no"})
    assert comment("new") == 0
    assert comment("new", "--pull-request", "13") == 2


def test_a_refusal_without_a_fork_fails(forges, capsys):
    """In words."""
    forge, comment = forges("github")
    forge.meddle = lambda method, _path, _body: (403, {}, {"message": "no"}) if method == "POST" else None
    assert comment("new") == 2
    assert "It needs the permission `pull-requests: write`" in capsys.readouterr().err


def test_azure_tells_by_its_sign_in_page_that_the_token_is_unknown(forges, capsys):
    """It answers 203, as if all were well."""
    forge, comment = forges("azure")
    forge.meddle = lambda *_: (203, {"Content-Type": "text/html"}, b"<html>Sign in</html>")
    assert comment("new") == 2
    assert "does not accept the token" in capsys.readouterr().err


def test_a_folder_has_the_comment_as_a_file(tmp_path, capsys, monkeypatch):
    """Read from standard input here."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("\ufeffÅ\n".encode())))
    words = ["comment", "-C", str(tmp_path), "--to", "dir", "--output", str(tmp_path / "out"), "--pull-request", "3"]
    assert main([*words, "--body", "-"]) == 0
    assert (tmp_path / "out/check-3.md").read_text(encoding="utf-8") == "<!-- stafett: comment=check -->\nÅ\n"
    capsys.readouterr()


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        (["--body", "none.md", "--pull-request", "3"], "cannot read 'none.md'"),
        (["--pull-request", "0"], "'0' is not the number of a pull request"),
        (["--pull-request", "x" * 20], "is not the number of a pull request"),
        (["--key", "--> <b>"], "is no key"),
        ([], "which pull request it is about: give its number with --pull-request"),
        (["--pull-request", "3"], "which repository it is about"),
        (["--pull-request", "3", "--output", "x"], "belong together"),
        (["--pull-request", "3", "--repository", "../../x"], "which repository it is about"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(more, problem, monkeypatch, tmp_path, capsys):
    """On one line, with what to do."""
    for name in [name for name in os.environ if name.startswith(OTHERS)]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "stafett.yml").write_text("language: en\n", encoding="utf-8")
    (tmp_path / "body.md").write_text("x", encoding="utf-8")
    assert main(["comment", "--to", "github", "--body", "body.md", *more]) == 2
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"pull_request": {"number": "12; rm"}}', '{"pull_request": 3}', "[" * 100_000]
)
def test_an_event_that_makes_no_sense_names_no_pull_request(text, tmp_path):
    """And is no reason to fail in another way."""
    (tmp_path / "event.json").write_text(text, encoding="utf-8")
    assert pull_request("github", {"GITHUB_EVENT_PATH": str(tmp_path / "event.json")}).number is None


def test_a_long_text_is_cut_at_a_line_and_what_is_open_is_closed():
    """So that the rest of the page is not swallowed."""
    text = "<details>\n```\n" + "line\n" * 100
    cut = bounded(text, 100, Words("en"))
    assert cut.endswith("line\n```\n</details>\n\n*Shortened here. The whole of it stands in the check's own log.*")
    assert bounded(text, len(text), Words("en")) == text


def test_no_line_is_a_command_to_gitlab(forges):
    """``/close`` at the beginning of a line would close what it stands on; and it is no change of the text."""
    forge, comment = forges("gitlab")
    for _ in range(2):
        assert comment("Look:\n/close\n") == 0
    assert said(forge) == ["<!-- stafett: comment=check -->\nLook:\n\u200b/close\n"]
    assert len(forge.sent()) == 1
    assert tamed("a\n/close\n  /assign @x\na/b") == "a\n\u200b/close\n\u200b  /assign @x\na/b"
