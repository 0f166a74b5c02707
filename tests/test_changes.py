"""What changed since a revision, in real repositories: at a desk and in CI, whole and shallow, at the top and below."""

from __future__ import annotations

import pytest

from conftest import write_files
from repositories import committed, git
from stafett.cli.main import main
from stafett.reading.changes import ChangesError, read_changes

LINES = "".join(f"Line {n}.\n" for n in range(1, 21))


@pytest.fixture
def repository(tmp_path):
    """A repository with one commit on ``main``."""
    root = tmp_path / "kb"
    root.mkdir()
    return committed(root, {"docs/a.md": LINES, "docs/b.md": "# B\n", "docs/c.md": "# C\n", ".gitignore": "/made/\n"})


def told(root, revision="HEAD", **more):
    """Each change in a word."""
    changes = read_changes(root, revision, **more)
    return [
        (c.path, c.earlier, "gone" if c.gone else None if c.lines is None else [(r[0], r[-1]) for r in c.lines])
        for c in changes.files
    ]


def test_what_is_not_committed_counts(repository):
    """Changed, staged, new, moved and deleted files; what git ignores does not count."""
    changed = LINES.replace("Line 3.", "Three.").replace("Line 9.\n", "").replace("Line 20.\n", "Line 20.\nMore.\n")
    write_files(repository, {"docs/a.md": changed, "docs/new.md": "New\n", "made/x.md": "x", "docs/moved.md": "# B\n"})
    (repository / "docs/b.md").unlink()
    git(repository, "rm", "-q", "docs/c.md")
    assert told(repository) == [
        ("docs/a.md", "docs/a.md", [(3, 3), (9, 9), (20, 20)]),
        ("docs/c.md", "docs/c.md", "gone"),
        ("docs/moved.md", "docs/b.md", []),
        ("docs/new.md", None, None),
    ]
    changes = read_changes(repository, "HEAD", lambda path: path.startswith("docs/"))
    assert changes.before["docs/a.md"] == LINES.encode()
    assert changes.after["docs/a.md"] == changed.encode()
    assert set(changes.before) == {"docs/a.md", "docs/b.md", "docs/c.md"}
    assert changes.moved == {"docs/b.md": "docs/moved.md"}


def test_only_what_the_branch_has_done_counts(repository):
    """What others have landed on ``main`` in the meantime is not of this change."""
    git(repository, "switch", "-q", "-c", "topic")
    committed(repository, {"docs/b.md": "# B\n\nMine.\n"})
    git(repository, "mv", "docs/a.md", "docs/å b.md")
    committed(repository, {})
    git(repository, "switch", "-q", "main")
    committed(repository, {"docs/c.md": "# C\n\nTheirs.\n"})
    git(repository, "switch", "-q", "topic")
    assert told(repository, "main") == [("docs/b.md", "docs/b.md", [(2, 3)]), ("docs/å b.md", "docs/a.md", [])]


def test_a_knowledge_base_may_lie_in_a_folder_of_a_repository(repository):
    """Paths are those of the folder, and what lies beside it is no business of the knowledge base."""
    committed(repository, {"kb/docs/x.md": "x\n", "other.md": "x\n"})
    write_files(repository, {"kb/docs/x.md": "y\n", "other.md": "y\n", "kb/new.md": "", "beside.md": ""})
    assert [path for path, *_ in told(repository / "kb")] == ["docs/x.md", "new.md"]


def test_line_ends_alone_are_no_change(repository):
    """As git writes them on Windows."""
    write_files(repository, {"docs/a.md": LINES.replace("\n", "\r\n")})
    assert told(repository) == []
    write_files(repository, {"docs/a.md": LINES.replace("Line 3.", "Three.").replace("\n", "\r\n")})
    assert told(repository) == [("docs/a.md", "docs/a.md", [(3, 3)])]


def test_what_looks_like_a_diff_is_text(repository):
    """Lines of a page cannot pose as git's own, nor can the names of files."""
    text = "--- a/docs/b.md\n+++ b/docs/b.md\n@@ -1 +1,99 @@\ndiff --git a/x b/x\n"
    committed(repository, {"docs/a.md": text, 'docs/"q\n uote.md': "x\n"})
    write_files(repository, {"docs/a.md": "++ x\n" + text.replace("-1", "-2"), 'docs/"q\n uote.md': "y\n"})
    assert told(repository) == [
        ('docs/"q\n uote.md', 'docs/"q\n uote.md', [(1, 1)]),
        ("docs/a.md", "docs/a.md", [(1, 1), (4, 4)]),
    ]


def test_links_and_pictures_are_named_and_not_read(repository):
    """What is not asked for is only there or not."""
    committed(repository, {"docs/p.png": b"\x89PNG\0"})
    write_files(repository, {"docs/p.png": b"\x89PNG\0\1"})
    (repository / "docs/b.md").unlink()
    (repository / "docs/b.md").symlink_to("/etc/hostname")
    write_files(repository, {"docs/a.md": LINES.replace("Line 3.", "Three.")})
    changes = read_changes(repository, "HEAD", lambda path: path.endswith(".md"))
    assert [(change.path, change.lines) for change in changes.files] == [
        ("docs/a.md", (range(3, 4),)),
        ("docs/b.md", None),
        ("docs/p.png", None),
    ]
    assert list(changes.before) == ["docs/a.md", "docs/b.md"]
    assert list(changes.after) == ["docs/a.md"]


@pytest.mark.parametrize("key", ["clean", "process"])
@pytest.mark.parametrize("name", ["evil", "a=b.c", "Å"])
def test_no_filter_that_a_repository_names_is_run(repository, tmp_path, key, name):
    """Though git would hand it each file that has changed. What is not handed to it is compared as it lies there."""
    ran = tmp_path.parent / f"{tmp_path.name}-ran"
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text(f"* filter={name}\n", "utf-8")
    git(repository, "config", f"filter.{name}.{key}", f"touch '{ran}'; cat")
    git(repository, "config", f"filter.{name}.required", "true")
    write_files(repository, {"docs/a.md": "other\n"})
    assert "docs/a.md" in read_changes(repository, "HEAD").by_path
    assert not ran.exists()


def test_before_the_first_commit_everything_is_new(tmp_path):
    """So that a hook works on the very first commit."""
    git(tmp_path, "init", "-q")
    write_files(tmp_path, {"docs/a.md": "A\n"})
    git(tmp_path, "add", "-A")
    assert told(tmp_path) == [("docs/a.md", None, None)]


@pytest.mark.parametrize("revision", ["nope", "--output=x", "-1", "", "HEAD..main", "HEAD:docs/a.md", "a b", "a\nb"])
def test_what_is_no_revision_is_refused(repository, revision):
    """Nothing that could be an option, a range or a path reaches git as one."""
    with pytest.raises(ChangesError, match="git knows no revision"):
        read_changes(repository, revision)
    assert not (repository / "x").exists()


def test_a_shallow_clone_says_what_to_fetch(repository, tmp_path):
    """The sentence names the setting of each forge."""
    committed(repository, {"docs/b.md": "# B\n\nMore.\n"})
    git(repository, "branch", "other", "HEAD~1")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.as_uri(), "one")
    git(tmp_path / "one", "fetch", "-q", "--depth", "1", "origin", "other:other")
    for revision in ("origin/other", "other", "HEAD~1"):
        with pytest.raises(ChangesError, match="fetch-depth: 0"):
            read_changes(tmp_path / "one", revision)
    assert told(tmp_path / "one", "HEAD") == []


def test_histories_with_nothing_in_common_are_not_compared(repository):
    """Git could, and would call everything changed."""
    git(repository, "switch", "-q", "--orphan", "alone")
    committed(repository, {"docs/z.md": "z\n"})
    with pytest.raises(ChangesError, match="no commit in common"):
        read_changes(repository, "main")


def test_the_command_says_so_in_a_sentence(tmp_path, capsys):
    """Outside a repository, and with a revision that is none."""
    root = tmp_path / "kb"
    write_files(root, {"stafett.yml": "language: en\nowners: any\n", "docs/a.md": "---\nowner: x\n---\n"})
    assert main(["check", "-C", str(root), "--changed-since", "HEAD"]) == 2
    assert "needs git" in capsys.readouterr().err
    committed(root, {})
    assert main(["check", "-C", str(root), "--changed-since=--all"]) == 2
    assert "git knows no revision '--all'" in capsys.readouterr().err
    assert main(["check", "-C", str(root), "--tracked-only"]) == 2
    assert "goes with `--changed-since REV`" in capsys.readouterr().err
