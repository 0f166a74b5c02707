"""What git remembers of a knowledge base, in real repositories: changed, added, renamed, merged, shallow, none."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from conftest import write_files
from stafett.reading.git import read_blobs
from stafett.reading.history import read_history
from stafett.reading.tidied import tidied

SINCE, DAY = date(2026, 10, 25), date(2026, 11, 24)
TEXT = "# A page\n\n" + "".join(f"Line {n} of a page that is long enough to be told again.\n" for n in range(20))


def git(root: Path, *words: str, day: str = "2026-11-01", **more: str) -> str:
    """Run git as somebody, at noon of ``day``."""
    moment = f"{day}T12:00:00+0100"
    environment = os.environ | {"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment, **more}
    settings = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *settings, *words], cwd=root, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout


def commit(root: Path, day: str, files: dict[str, str], *gone: str) -> None:
    """Write files, take others away, and commit all of it on a day."""
    write_files(root, files)
    for path in gone:
        (root / path).unlink()
    git(root, "add", "-A", day=day)
    git(root, "commit", "-q", "--allow-empty", "-m", "Change", day=day)


@pytest.fixture
def repository(tmp_path):
    """A repository whose first commit is from the year before and has two pages."""
    root = tmp_path / "kb"
    root.mkdir()
    git(root, "init", "-q", "-b", "main")
    commit(root, "2025-01-01", {"docs/a.md": TEXT, "docs/b.md": "# B\n"})
    return root


def told(root: Path, since: date = SINCE, as_of: date = DAY) -> list[tuple[str, str, bool]]:
    """Each change as path, day and whether the file was added."""
    history = read_history(root, since, as_of)
    assert history
    return [(change.path, change.day.isoformat(), change.before is None) for change in history.changes]


def test_changes_of_the_period_are_told_newest_first(repository):
    """With the day on which they were committed; what is older or later is not told."""
    commit(repository, "2026-09-01", {"docs/a.md": TEXT + "old\n"})
    commit(repository, "2026-11-01", {"docs/a.md": TEXT + "new\n"})
    commit(repository, "2026-11-03", {"docs/c.md": "# C\n"})
    commit(repository, "2026-11-25", {"docs/b.md": "# From the day after\n"})
    assert told(repository) == [("docs/c.md", "2026-11-03", True), ("docs/a.md", "2026-11-01", False)]


def test_the_first_and_the_last_day_of_the_period_count(repository):
    """Both ends belong to it."""
    commit(repository, "2026-10-24", {"docs/b.md": "# Before\n"})
    commit(repository, "2026-10-25", {"docs/a.md": TEXT + "first\n"})
    commit(repository, "2026-11-24", {"docs/b.md": "# Last\n"})
    assert told(repository) == [("docs/b.md", "2026-11-24", False), ("docs/a.md", "2026-10-25", False)]


def test_a_rename_is_followed_and_what_was_changed_before_it_counts_for_the_new_name(repository):
    """Also through two renames, and where the text was changed in the same commit."""
    commit(repository, "2026-11-01", {"docs/a.md": TEXT + "new\n"})
    commit(repository, "2026-11-02", {"docs/x.md": TEXT + "newer\n"}, "docs/a.md")
    commit(repository, "2026-11-03", {"processes/y.md": TEXT + "newest\n"}, "docs/x.md")
    assert told(repository) == [
        ("processes/y.md", "2026-11-03", False),
        ("processes/y.md", "2026-11-02", False),
        ("processes/y.md", "2026-11-01", False),
    ]


def test_a_new_page_under_the_old_name_of_another_is_its_own(repository):
    """What the other was before its rename is not told of it."""
    commit(repository, "2026-11-01", {"docs/a.md": TEXT + "new\n"})
    commit(repository, "2026-11-02", {"docs/moved.md": TEXT + "new\n"}, "docs/a.md")
    commit(repository, "2026-11-03", {"docs/a.md": "# Something else\n"})
    history = read_history(repository, SINCE, DAY)
    assert history
    assert [change.day.day for change in history.by_path["docs/a.md"]] == [3]
    assert [change.day.day for change in history.by_path["docs/moved.md"]] == [2, 1]


def test_what_a_merge_brings_counts_on_the_day_of_the_merge(repository):
    """Then it was there for readers, however long it was worked on."""
    git(repository, "switch", "-q", "-c", "topic")
    commit(repository, "2026-06-01", {"docs/a.md": TEXT + "worked on\n"})
    git(repository, "switch", "-q", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "Merge", "topic", day="2026-11-20")
    assert told(repository) == [("docs/a.md", "2026-11-20", False)]


def test_the_first_commit_of_all_changes_nothing(tmp_path):
    """Everything came with it; what is known is what came after it, also on the same day."""
    git(tmp_path, "init", "-q")
    commit(tmp_path, "2026-11-10", {"docs/a.md": TEXT})
    commit(tmp_path, "2026-11-10", {"docs/b.md": "# B\n"})
    commit(tmp_path, "2026-11-12", {"docs/a.md": TEXT + "new\n"})
    history = read_history(tmp_path, SINCE, DAY)
    assert history
    assert history.since == date(2026, 11, 10)
    assert [(change.path, change.day.day) for change in history.changes] == [("docs/a.md", 12), ("docs/b.md", 10)]


def test_a_shallow_clone_tells_what_it_knows(repository, tmp_path):
    """Its last commit seems to bring every file, and says nothing of when they were changed."""
    commit(repository, "2026-11-01", {"docs/a.md": TEXT + "1\n"})
    commit(repository, "2026-11-05", {"docs/a.md": TEXT + "2\n"})
    commit(repository, "2026-11-07", {"docs/b.md": "# New\n"})
    git(tmp_path, "clone", "-q", "--depth", "2", repository.as_uri(), "two")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "one")
    two, one = (read_history(tmp_path / name, SINCE, DAY) for name in ("two", "one"))
    assert two
    assert one
    assert (two.since, [change.path for change in two.changes]) == (date(2026, 11, 5), ["docs/b.md"])
    assert (one.since, one.changes) == (date(2026, 11, 7), ())


def test_a_folder_within_a_repository_has_paths_of_its_own(repository):
    """A knowledge base may be a part of something larger."""
    commit(repository, "2026-11-01", {"kb/docs/a.md": "# A\n", "other.md": "# Other\n"})
    assert told(repository / "kb") == [("docs/a.md", "2026-11-01", True)]


def test_names_are_taken_as_they_are(repository):
    """With Swedish letters, spaces, line breaks, quotes, or what looks like git's own output."""
    names = ["docs/å ä ö.md", 'docs/"q".md', "docs/a\nb.md", "docs/\x01x.md", ":100644 100644 a b M", "docs/-n.md"]
    commit(repository, "2026-11-01", dict.fromkeys(names, "# X\n"))
    assert sorted(path for path, _, _ in told(repository)) == sorted(names)


def test_links_and_files_that_are_gone_are_not_told(repository):
    """They are no pages."""
    (repository / "docs" / "link.md").symlink_to("a.md")
    commit(repository, "2026-11-01", {"docs/c.md": "# C\n"})
    commit(repository, "2026-11-02", {}, "docs/c.md")
    assert told(repository) == [("docs/c.md", "2026-11-01", True)]


def test_without_a_repository_nothing_is_known(tmp_path):
    """And nothing fails."""
    assert read_history(tmp_path, SINCE, DAY) is None
    assert read_history(tmp_path / "missing", SINCE, DAY) is None


def test_a_repository_without_commits_or_with_a_broken_one_is_as_none(tmp_path):
    """And nothing fails."""
    git(tmp_path, "init", "-q")
    assert read_history(tmp_path, SINCE, DAY) is None
    (tmp_path / ".git" / "HEAD").write_text("nonsense")
    assert read_history(tmp_path, SINCE, DAY) is None


def test_without_git_nothing_is_known(repository, monkeypatch):
    """And nothing fails."""
    monkeypatch.setenv("PATH", "")
    assert read_history(repository, SINCE, DAY) is None


def test_a_hook_s_variables_do_not_lead_elsewhere(repository, tmp_path, monkeypatch):
    """Git sets them for what it starts, and they would name another repository."""
    commit(repository, "2026-11-01", {"docs/c.md": "# C\n"})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    assert told(repository) == [("docs/c.md", "2026-11-01", True)]


def test_what_a_repository_s_settings_name_is_not_run(repository, tmp_path):
    """An attribute with a driver for differences, a pager, a signature's program: none of them starts."""
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {mark}\n")
    program.chmod(0o755)
    for name in ("diff.x.command", "diff.x.textconv", "diff.external", "core.pager", "gpg.program", "core.fsmonitor"):
        git(repository, "config", name, str(program))
    git(repository, "config", "log.showSignature", "true")
    commit(repository, "2026-11-01", {".gitattributes": "*.md diff=x\n", "docs/a.md": TEXT + "x\n"})
    mark.unlink(missing_ok=True)  # git itself has run some of them while it committed
    assert ("docs/a.md", "2026-11-01", False) in told(repository)
    assert not mark.exists()


FETCHES = """\
[core]
\trepositoryformatversion = 1
\tbare = {bare}
[extensions]
\tpartialClone = origin
[remote "origin"]
\turl = "ext::sh -c touch% {mark}"
\tpromisor = true
[protocol "ext"]
\tallow = always
"""


def without_contents(root: Path, path: str) -> str:
    """Take the contents of a file out of what the repository stores; gives their id."""
    name = git(root, "rev-parse", f"HEAD:{path}").strip()
    stored = root / ".git" / "objects" / name[:2] / name[2:]
    stored.chmod(0o644)
    stored.unlink()
    return name


def test_contents_that_are_not_there_are_not_fetched_by_a_program(repository, tmp_path):
    """A partial clone may name a protocol that is a command, and allow it."""
    mark = tmp_path / "ran"
    commit(repository, "2026-11-01", {"docs/c.md": TEXT + "x\n"}, "docs/a.md")
    name = without_contents(repository, "docs/c.md")
    (repository / ".git" / "config").write_text(FETCHES.format(mark=mark, bare="false"))
    assert told(repository) == [("docs/c.md", "2026-11-01", True)]
    assert read_blobs(repository, [name], largest=5000) == {}
    assert not mark.exists()


def test_files_that_look_like_a_repository_are_none(repository, tmp_path):
    """Anybody can put them beside the pages; git would take them for the repository, and their settings for its own."""
    mark = tmp_path / "ran"
    (tmp_path / "other").mkdir()
    git(tmp_path / "other", "init", "-q", "-b", "main")
    commit(tmp_path / "other", "2026-11-01", {"docs/false.md": TEXT})
    commit(tmp_path / "other", "2026-11-02", {"docs/false.md": TEXT + "x\n"})
    for part in ("objects", "refs"):
        shutil.copytree(tmp_path / "other" / ".git" / part, repository / "docs" / part)
    write_files(
        repository / "docs", {"HEAD": "ref: refs/heads/main\n", "config": FETCHES.format(mark=mark, bare="true")}
    )
    history = read_history(repository / "docs", SINCE, DAY)
    assert history is None or not history.changes
    assert not mark.exists()


def test_contents_are_given_by_their_ids(repository):
    """Also empty ones and those with line breaks; not what is too large or does not exist."""
    commit(repository, "2026-11-01", {"docs/e.md": "", "docs/f.md": "a\n\nb\n", "docs/g.md": "x" * 100})
    ids = [git(repository, "rev-parse", f"HEAD:docs/{name}.md").strip() for name in "efg"]
    found = read_blobs(repository, [*ids, "0" * 40, "nonsense", "HEAD"], largest=50)
    assert found == {ids[0]: b"", ids[1]: b"a\n\nb\n"}
    assert read_blobs(repository, [], largest=50) == {}


def says(_: str, data: bytes) -> str:
    """The words of a file."""
    return " ".join(data.decode().split())


def test_only_a_file_that_says_the_same_at_both_ends_was_tidied(repository):
    """Also where it was changed and changed back, or was renamed; a new file was not, nor one that nobody asks for."""
    commit(repository, "2026-10-01", {"docs/c.md": TEXT.replace("page", "thing"), "docs/d.md": "# D\n"})
    commit(repository, "2026-11-01", {"docs/a.md": "# Else\n", "docs/b.md": "#  B\n\n", "docs/e.md": "# E\n"})
    commit(repository, "2026-11-02", {"docs/a.md": TEXT.replace(" ", "  "), "docs/d.md": "# D2\n"})
    commit(repository, "2026-11-03", {"docs/x.md": TEXT.replace("page", "thing") + "\n"}, "docs/c.md")
    commit(repository, "2026-11-04", {"docs/other.md": "#  O\n"})
    history = read_history(repository, SINCE, DAY)
    assert history
    wanted = {f"docs/{name}.md" for name in "abdex"}
    assert tidied(repository, history, wanted, says) == {"docs/a.md", "docs/b.md", "docs/x.md"}


def test_without_git_nothing_was_tidied(repository, monkeypatch):
    """What cannot be compared counts as changed."""
    commit(repository, "2026-11-01", {"docs/b.md": "#  B\n"})
    history = read_history(repository, SINCE, DAY)
    assert history
    monkeypatch.setenv("PATH", "")
    assert tidied(repository, history, {"docs/b.md"}, says) == frozenset()
