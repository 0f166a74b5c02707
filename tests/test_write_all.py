"""Several files put in place: all or none, whatever happens meanwhile."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPOSITORY
from stafett.messages import Words
from stafett.writing import CannotWrite, recover, together, write_all
from stafett.writing.journal import Change, Journal, place, save


@pytest.fixture(autouse=True)
def state(tmp_path_factory, monkeypatch) -> Path:
    """Journals are kept apart from those of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def root(tmp_path) -> Path:
    """A folder with two files."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/a.md").write_bytes(b"a")
    (tmp_path / "b.md").write_bytes(b"b")
    return tmp_path


def files(root: Path) -> dict[str, bytes]:
    """Everything that lies under the folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def test_all_files_are_put_in_place(root, state):
    """With the folders that they need, the permissions that they had, and nothing left beside them."""
    (root / "b.md").chmod(0o640)
    write_all(root, {"docs/a.md": b"A", "b.md": b"B", "x/y/c.md": b"C"}, {"docs/a.md": b"a", "b.md": b"b"})
    assert files(root) == {"b.md": b"B", "docs/a.md": b"A", "x/y/c.md": b"C"}
    assert (root / "b.md").stat().st_mode & 0o777 == 0o640
    assert files(state) == {}


@pytest.mark.parametrize(
    ("path", "expected", "reason"),
    [
        ("b.md", b"other", "b.md has been changed by somebody else meanwhile; nothing was written, so begin anew"),
        ("b.md", None, "b.md exists already, and nothing was written over it"),
        ("c.md", b"c", "c.md is no longer there; nothing was written"),
        ("docs", None, "docs is not a plain file"),
        ("../c.md", None, "'../c.md' is not a path within the knowledge base"),
        ("/c.md", None, "'/c.md' is not a path within the knowledge base"),
        (".GIT/hooks/x", None, ".GIT/hooks/x leads to a place outside the knowledge base"),
        ("out/c.md", None, "out/c.md leads to a place outside the knowledge base"),
        ("link.md", b"a", "two of the paths lead to the same file"),
    ],
)
def test_where_one_is_refused_none_is_written(root, tmp_path_factory, path, expected, reason):
    """In words, and every byte is as it was."""
    (root / "out").symlink_to(tmp_path_factory.mktemp("elsewhere"))
    (root / "link.md").symlink_to("docs/a.md")
    before = files(root)
    with pytest.raises(CannotWrite) as refused:
        write_all(root, {"docs/a.md": b"A", path: b"X"}, {"docs/a.md": b"a", path: expected})
    assert refused.value.told(Words("en")) == reason
    assert files(root) == before


def test_a_link_within_the_knowledge_base_stays_a_link(root):
    """Its target is what changes."""
    (root / "link.md").symlink_to("docs/a.md")
    write_all(root, {"link.md": b"A"}, {"link.md": b"a"})
    assert (root / "link.md").is_symlink()
    assert (root / "docs/a.md").read_bytes() == b"A"


def test_what_somebody_else_changes_meanwhile_stays_theirs(root, monkeypatch):
    """Also where the first file is in place already: it goes back to what it was."""
    monkeypatch.setattr(together, "settle", lambda _: (root / "docs/a.md").write_bytes(b"theirs"))
    with pytest.raises(CannotWrite, match="changed by somebody else"):
        write_all(root, {"b.md": b"B", "docs/a.md": b"A"}, {"b.md": b"b", "docs/a.md": b"a"})
    assert files(root) == {"b.md": b"b", "docs/a.md": b"theirs"}


def test_a_full_disk_changes_nothing(root, monkeypatch, state):
    """The second file cannot be written whole: neither is replaced, and the system's reason is told."""
    real = together.fill

    def full(path, handle, data, target):
        if data == b"B":
            os.close(handle)
            raise OSError(28, "No space left on device", str(path))
        real(path, handle, data, target)

    monkeypatch.setattr(together, "fill", full)
    with pytest.raises(CannotWrite) as refused:
        write_all(root, {"docs/a.md": b"A", "new/c.md": b"C", "b.md": b"B"}, {"docs/a.md": b"a", "b.md": b"b"})
    assert "No space left on device" in refused.value.told(Words("en"))
    assert files(root) == {"b.md": b"b", "docs/a.md": b"a"}
    assert not (root / "new").exists()
    assert files(state) == {}


def test_a_killed_process_leaves_old_files_or_new_ones_and_the_next_completes_or_undoes(tmp_path, state):
    """Killed at every single thing that it asks of the file system, in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts"), "XDG_STATE_HOME": str(state)}
    command = [sys.executable, str(REPOSITORY / "tests" / "killed_writer.py"), str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 30
    assert {"ooo", "noo", "nno", "nnn"} <= {point["killed"] for point in told}
    for point in told:
        assert "?" not in point["killed"]
        assert point["recovered"] == ("ooo" if point["recovered"][0] == "o" else "nnn")
        if point["killed"] != "ooo":
            assert point["recovered"] == "nnn"
        done = point["recovered"] == "nnn"
        assert point["files"] == (["a.md", "folder/b.md", "new/deep/c.md"] if done else ["a.md", "folder/b.md"])
        assert point["folders"] == (["folder", "new", "new/deep"] if done else ["folder"])
    assert files(state) == {}


def test_two_processes_that_write_at_once_lose_nothing(root):
    """Each adds its lines to the same file; whoever has read what no longer stands there begins anew."""
    code = (
        "import sys; from pathlib import Path; from stafett.writing import CannotWrite, write_all\n"
        "root, left = Path(sys.argv[1]), 25\n"
        "while left:\n"
        "    old = (root / 'b.md').read_bytes()\n"
        "    try: write_all(root, {'b.md': old + sys.argv[2].encode()}, {'b.md': old}); left -= 1\n"
        "    except CannotWrite: pass\n"
    )
    environment = os.environ | {"PYTHONPATH": str(REPOSITORY / "scripts")}
    (root / "b.md").write_bytes(b"")
    running = [subprocess.Popen([sys.executable, "-c", code, str(root), name], env=environment) for name in "xy"]
    assert [process.wait() for process in running] == [0, 0]
    assert sorted((root / "b.md").read_bytes()) == sorted(b"x" * 25 + b"y" * 25)


def test_without_a_home_journals_lie_among_temporary_files(root, tmp_path, monkeypatch):
    """Of this user alone; a folder in which somebody else may write is refused."""
    monkeypatch.setenv("XDG_STATE_HOME", str(root / "b.md"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write_all(root, {"docs/a.md": b"A"}, {"docs/a.md": b"a"})
    folder = tmp_path / f"stafett-{os.getuid()}"
    assert place(root).parent == folder
    folder.chmod(0o777)
    with pytest.raises(CannotWrite, match="cannot write"):
        write_all(root, {"docs/a.md": b"x"}, {"docs/a.md": b"A"})


def test_what_somebody_wrote_after_the_killed_process_stays(root, state):
    """Then the change cannot be completed any more, and what it did already is undone."""
    changes = (
        Change("docs/a.md", "docs/.a.md.1.new", b"a", together.digest(b"A")),
        Change("b.md", ".b.md.1.new", b"b", together.digest(b"B")),
    )
    save(root, Journal(changes, decided=True))
    (root / "docs/a.md").write_bytes(b"A")
    (root / ".b.md.1.new").write_bytes(b"B")
    (root / "b.md").write_bytes(b"theirs")
    assert recover(root)
    assert files(root) == {"b.md": b"theirs", "docs/a.md": b"a"}
    assert not recover(root)
    assert files(state) == {}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"changes": [{}], "folders": [], "decided": true}', "\x00"])
def test_a_journal_that_means_nothing_changes_nothing(root, text):
    """It is passed over, and the next change goes through."""
    place(root).write_text(text)
    before = files(root)
    assert not recover(root)
    assert files(root) == before
    write_all(root, {"b.md": b"B"}, {"b.md": b"b"})
    assert not place(root).exists()
