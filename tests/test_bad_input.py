"""Files that nobody should have to meet, through the real command: each is told, and the other pages are checked."""

import itertools
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field

import pytest

from conftest import REPOSITORY, write_files
from stafett.cli.main import main
from stafett.messages import Words
from stafett.reading.load import load

SETTINGS = "language: en\nowners: any\ndefaults: {article: {review_in: never}, decision: {review_in: never}}\n"
GOOD = "---\ntitle: Good\nowner: x\n---\n# Good\n"
OVERDUE = "---\ntitle: Overdue\nowner: x\nlast_reviewed: 2020-01-01\nreview_in: 1 year\n---\n# Overdue\n"
PAGE = "---\ntitle: A\nowner: x\n{}\n---\n# A\n"
HEAD = "---\ntitle: A\nowner: x\n"


def stafett(root, *arguments, env=None, stdin=None):
    """The real command in a process of its own; it never shows a traceback."""
    done = subprocess.run(
        [sys.executable, "-m", "stafett", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts"), **(env or {})},
        stdin=stdin,
        capture_output=True,
        timeout=300,
        check=False,
    )
    errors = done.stderr.decode("utf-8", "replace")
    assert "Traceback" not in errors, errors
    assert done.returncode in {0, 1, 2}, errors
    return done.returncode, done.stdout.decode("utf-8"), errors


@dataclass
class Bad:
    """Files, and what is told of them: ``path:line CODE`` and a part of the words for each."""

    name: str
    files: dict
    told: list
    words: list = field(default_factory=list)


CASES = [
    Bad("unterminated", {"docs/a.md": "---\ntitle: A\nowner: x\n\n# A\n"}, ["docs/a.md:1 FMT001"], ["never ends"]),
    Bad("tabs", {"docs/a.md": PAGE.format("tags:\n\t- a")}, ["docs/a.md:5 FMT001"], ["tab"]),
    Bad("duplicate key", {"docs/a.md": PAGE.format("owner: y")}, ["docs/a.md:4 FMT003"], ["a second time"]),
    Bad("a list", {"docs/a.md": "---\n- title\n- owner\n---\n"}, ["docs/a.md:2 FMT001"], ["lines of `field: value`"]),
    Bad("a sentence", {"docs/a.md": "---\nHello\n---\n"}, ["docs/a.md:2 FMT001"], ["lines of `field: value`"]),
    Bad("byte order mark", {"docs/a.md": b"\xef\xbb\xbf" + GOOD.encode()}, []),
    Bad("windows lines", {"docs/a.md": GOOD.replace("\n", "\r\n").encode()}, []),
    Bad(
        "a wrong field in windows lines",
        {"docs/a.md": PAGE.format("status: x\nowwner: y").replace("\n", "\r\n").encode()},
        ["docs/a.md:5 FMT012"],
        ["`owwner` is not a field"],
    ),
    Bad("utf-16", {"docs/a.md": GOOD.encode("utf-16")}, ["docs/a.md:1 FMT001"], ["saved as UTF-16"]),
    Bad(
        "latin-1",
        {"docs/a.md": PAGE.format("description: räkning").encode("latin-1")},
        ["docs/a.md:4 FMT001"],
        ["not saved as UTF-8"],
    ),
    Bad("nul", {"docs/a.md": GOOD.encode() + b"\0"}, ["docs/a.md:6 FMT001"], ["NUL"]),
    Bad("an empty file", {"docs/a.md": b""}, ["docs/a.md:1 FMT002"], ["empty"]),
    Bad("nothing but spaces", {"docs/a.md": b" \n\t\n"}, ["docs/a.md:1 FMT002"], ["empty"]),
    Bad(
        "month 30",
        {"docs/a.md": PAGE.format("last_reviewed: 2022-30-09")},
        ["docs/a.md:4 FMT010"],
        ["`last_reviewed: 2022-30-09` cannot be read as a date", "Write `last_reviewed: 2022-09-30`"],
    ),
    Bad(
        "6 mnths",
        {"docs/a.md": PAGE.format("review_in: 6 mnths\nlast_reviewed: 2026-04-01")},
        ["docs/a.md:4 FMT010"],
        ["`review_in: 6 months`"],
    ),
    Bad(
        "0 days",
        {"docs/a.md": PAGE.format("review_in: 0 days\nlast_reviewed: 2026-04-01")},
        ["docs/a.md:4 FMT010"],
        ["between 1 day and 100"],
    ),
    Bad("year 10000", {"docs/a.md": PAGE.format("last_reviewed: 10000-01-01")}, ["docs/a.md:4 FMT010"], ["as a date"]),
    Bad(
        "a date far ahead",
        {"docs/a.md": PAGE.format("last_reviewed: 9999-12-31\nreview_in: 100 years")},
        ["docs/a.md:4 REV003"],
        ["9999-12-31"],
    ),
    Bad(
        "supersedes without quotes",
        {
            "docs/decisions/0008-a.md": HEAD + "status: accepted\ndate: 2026-01-01\n---\n",
            "docs/decisions/0009-b.md": HEAD + "status: accepted\ndate: 2026-01-01\nsupersedes: [0010]\n---\n",
            "docs/decisions/0010-c.md": HEAD + "status: accepted\ndate: 2026-01-01\n---\n",
        },
        ["docs/decisions/0009-b.md:6 DEC002"],
        ["it supersedes docs/decisions/0010-c.md"],
    ),
    Bad(
        "two pages with one id",
        {"docs/a.md": PAGE.format("id: same"), "docs/b.md": PAGE.format("id: same")},
        ["docs/b.md:4 FMT013"],
        ["also that of docs/a.md"],
    ),
    Bad(
        "ids that differ in case",
        {"docs/A.md": GOOD, "docs/a.md": GOOD},
        ["docs/a.md:1 FMT013"],
        ["is that of docs/A.md but for upper and lower case"],
    ),
    Bad(
        "ids that differ in their Unicode form",
        {"docs/\u00e5.md": GOOD, "docs/a\u030a.md": GOOD},
        ["docs/\u00e5.md:1 FMT013"],
        ["how letters are stored"],
    ),
    Bad(
        "an alias bomb",
        {
            "docs/a.md": HEAD
            + "a: &a [x, x, x, x, x, x, x, x, x]\n"
            + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in itertools.pairwise("abcdefghi"))
            + "---\n"
        },
        ["docs/a.md:8 FMT001"],
        ["no page needs"],
    ),
    Bad(
        "brackets nested deep",
        {"docs/a.md": HEAD + "tags: " + "[" * 90_000 + "\n---\n"},
        ["docs/a.md:4 FMT001"],
        ["nested more than"],
    ),
    Bad("a very long line", {"docs/a.md": GOOD + "x" * 3_000_000}, []),
    Bad("a page of 5 MB", {"docs/a.md": GOOD + "text\n" * 1_000_000}, ["docs/a.md:1 FMT001"], ["larger than 4 MB"]),
    Bad(
        "front matter without end to speak of",
        {"docs/a.md": HEAD + "# remark\n" * 20_000 + "---\n"},
        ["docs/a.md:1 FMT001"],
        ["longer than any page needs"],
    ),
    Bad(
        "a control character",
        {"docs/a.md": PAGE.format("description: a\x07b")},
        ["docs/a.md:4 FMT001"],
        ["invisible control character"],
    ),
    Bad("a tag", {"docs/a.md": PAGE.format("tags: !!python/name:os.x y")}, ["docs/a.md:4 FMT001"], ["YAML tag"]),
    Bad(
        "a line break in a name",
        {"docs/a\n::error::.md": GOOD},
        ["docs/a\n::error::.md:1 SEC003"],
        ["control character"],
    ),
    Bad("a folder called as a page", {"docs/x.md/inner.md": PAGE.format("owwner: y")}, ["docs/x.md/inner.md:4 FMT012"]),
    Bad(
        "a people file that is broken",
        {"people/a.yml": "people:\n  - {id: p-1, unit: u, first_day: 2020-01-01\n"},
        ["people/a.yml:2 FMT001"],
        ["never closed"],
    ),
]


@pytest.fixture
def report(capsys):
    """A function that gives the findings of ``stafett check``, and how many pages there were."""

    def report(root):
        status = main(["check", "-C", str(root), "--format", "json", "--as-of", "2026-05-01"])
        printed = capsys.readouterr()
        found = json.loads(printed.out)
        assert (status, printed.err) == (1 if found["summary"]["error"] else 0, "")
        return found

    return report


def lines(found):
    """Findings as ``path:line CODE``."""
    return [f"{finding['path']}:{finding['line']} {finding['code']}" for finding in found["findings"]]


@pytest.mark.parametrize("bad", CASES, ids=lambda bad: bad.name)
def test_a_bad_file_is_told_and_the_others_are_checked(bad, tmp_path, report):
    """One finding at its place, in words, and the page that is overdue is still told."""
    files = {"stafett.yml": SETTINGS, "docs/good.md": GOOD, "docs/overdue.md": OVERDUE, **bad.files}
    write_files(tmp_path, files)
    found = report(tmp_path)
    assert sorted(lines(found)) == sorted([*bad.told, "docs/overdue.md:4 REV001"])
    sentences = " ".join(f"{finding['message']}. {finding['fix']}" for finding in found["findings"])
    for words in bad.words:
        assert words in sentences


def test_all_bad_files_at_once_are_told(tmp_path):
    """They do not hide each other, in any format and in both languages, and the text holds no control character."""
    write_files(tmp_path, {f"docs/{n}/{path}": data for n, bad in enumerate(CASES) for path, data in bad.files.items()})
    write_files(tmp_path, {"docs/overdue.md": OVERDUE})
    for language, form in itertools.product(("en", "sv"), ("text", "json", "github")):
        write_files(tmp_path, {"stafett.yml": SETTINGS.replace("en", language, 1)})
        status, output, errors = stafett(tmp_path, "check", "--format", form, "--as-of", "2026-05-01")
        assert (status, errors) == (1, "")
        told = {line.rpartition(" ")[2] for bad in CASES for line in bad.told}
        # decisions are decisions in one place only
        assert told - {"DEC002"} <= set(re.findall(r"[A-Z]{3}\d{3}", output))
        if form != "json":
            assert all(sign == "\n" or sign.isprintable() for sign in output)
            assert not [line for line in output.splitlines() if line.startswith("::error::")]


def test_the_owner_no_is_a_name(tmp_path, report):
    """Neither a truth value nor nobody."""
    write_files(
        tmp_path, {"stafett.yml": SETTINGS.replace("any", "roles"), "docs/a.md": PAGE.format("").replace("x", "no")}
    )
    found = report(tmp_path)
    assert lines(found) == ["docs/a.md:3 OWN002"]
    assert "`owner: no` is neither" in found["findings"][0]["message"]


def test_links_that_lead_nowhere_or_in_circles_are_told(tmp_path, report):
    """A link to a missing file, a loop of two and one to itself; each is one finding."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE})
    for name, target in {"gone": "nowhere.md", "a": "b.md", "b": "a.md", "self": "self.md"}.items():
        (tmp_path / "docs" / f"{name}.md").symlink_to(target)
    assert lines(report(tmp_path)) == [
        "docs/a.md:1 FMT001",
        "docs/b.md:1 FMT001",
        "docs/gone.md:1 FMT001",
        "docs/overdue.md:4 REV001",
        "docs/self.md:1 FMT001",
    ]


def test_a_loop_of_folders_is_not_walked(tmp_path, report):
    """A link to a folder above is told and not entered."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE})
    (tmp_path / "docs" / "loop").symlink_to(".")
    assert lines(report(tmp_path)) == ["docs/loop:1 SEC002", "docs/overdue.md:4 REV001"]


def test_pipes_and_links_to_them_do_not_keep_the_check_waiting(tmp_path, report):
    """What is no plain file is told, wherever one is expected."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE, "people/b.yml": "people: []\n"})
    os.mkfifo(tmp_path / "docs" / "pipe.md")
    (tmp_path / "docs" / "link.md").symlink_to("pipe.md")
    os.mkfifo(tmp_path / "people" / "a.yml")
    assert lines(report(tmp_path)) == [
        "docs/link.md:1 FMT001",
        "docs/overdue.md:4 REV001",
        "docs/pipe.md:1 FMT001",
        "people/a.yml:1 FMT001",
    ]
    (tmp_path / "stafett.yml").unlink()
    os.mkfifo(tmp_path / "stafett.yml")
    status, _, errors = stafett(tmp_path, "check")
    assert status == 2
    assert "stafett.yml:1: " in errors


def test_a_file_that_vanishes_while_it_is_read_is_told(tmp_path, monkeypatch):
    """It was there when the folder was listed, and gone when it was opened."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/a.md": GOOD, "docs/b.md": GOOD})
    opened = os.open

    def vanishing(path, *rest, **more):
        if str(path).endswith("a.md"):
            (tmp_path / "docs" / "a.md").unlink()
        return opened(path, *rest, **more)

    monkeypatch.setattr(os, "open", vanishing)
    base = load(tmp_path)
    assert [page.path for page in base.pages] == ["docs/a.md", "docs/b.md"]
    (complaint,) = base.pages[0].complaints
    assert (complaint.code, complaint.line) == ("FMT001", 1)
    assert Words("en")(complaint.message, **complaint.values) == "The file cannot be read (No such file or directory)"


def test_a_disk_that_fails_is_told(tmp_path, monkeypatch):
    """Opening may succeed and reading fail."""
    write_files(tmp_path, {"docs/a.md": GOOD})
    found, inode = os.fstat, (tmp_path / "docs" / "a.md").stat().st_ino

    def failing(handle):
        if found(handle).st_ino == inode:
            raise OSError(5, "Input/output error")
        return found(handle)

    monkeypatch.setattr(os, "fstat", failing)
    (page,) = load(tmp_path).pages
    assert page.complaints[0].values == {"problem": "Input/output error"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path, report):
    """With the reason that the system gives."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/a.md": GOOD, "docs/overdue.md": OVERDUE})
    (tmp_path / "docs" / "a.md").chmod(0)
    found = report(tmp_path)
    assert lines(found) == ["docs/a.md:1 FMT001", "docs/overdue.md:4 REV001"]
    assert "Permission denied" in found["findings"][0]["message"]


def test_a_name_that_is_no_text_is_told_in_every_format(tmp_path):
    """A name in another encoding can be shown, printed, and written to a file."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE})
    with open(os.fsencode(tmp_path) + b"/docs/r\xe4kning.md", "wb") as file:  # noqa: PTH123 (a path of bytes)
        file.write(GOOD.encode())
    for form in ("text", "json", "github"):
        status, output, _ = stafett(tmp_path, "check", "--format", form, "--as-of", "2026-05-01")
        assert status == 1
        assert "\\udce4" in output
        target = tmp_path / "report"
        assert stafett(tmp_path, "check", "--format", form, "--as-of", "2026-05-01", "--output", "report")[0] == 1
        assert target.read_bytes().decode() == output


@pytest.mark.parametrize("command", ["check", "pages"])
def test_a_reader_who_stops_reading_is_no_error(command, tmp_path):
    """``stafett check | head -1`` ends as it would have, without a word."""
    files = {f"docs/page-{n:04}.md": "# A\n" for n in range(1500)}
    write_files(tmp_path, {"stafett.yml": SETTINGS, **files})
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m stafett {command} --fail-on never | head -1; echo "${{PIPESTATUS[0]}}"']
        if command == "check"
        else ["bash", "-c", f'"{sys.executable}" -m stafett {command} | head -1; echo "${{PIPESTATUS[0]}}"'],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert done.stdout.splitlines()[1] == "0"


@pytest.mark.parametrize("redirection", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_are_no_error(redirection, tmp_path):
    """A service may start the command without any of them."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE})
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m stafett check --as-of 2026-05-01 --fail-on warning {redirection}'],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")  # noqa: PTH110
def test_a_full_disk_ends_with_status_2(tmp_path):
    """What could not be printed was not said."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, "docs/overdue.md": OVERDUE})
    for arguments in ("check", "--help"):
        done = subprocess.run(
            ["bash", "-c", f'"{sys.executable}" -m stafett {arguments} >/dev/full'],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY / "scripts")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (2, "stafett: cannot write the report: No space left on device\n")


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}


@pytest.mark.parametrize("name", ["docs/a.md", "docs/inköp/räkning.md"])
def test_the_output_is_the_same_whatever_the_locale(name, tmp_path):
    """Swedish letters in pages and names survive a machine that knows only ASCII, byte for byte."""
    write_files(tmp_path, {"stafett.yml": SETTINGS, name: PAGE.format("description: Räkning\nägare: Åsa")})
    (tmp_path / "docs" / "länk.md").symlink_to("gone.md")
    for arguments in (
        ("check", "--as-of", "2026-05-01", "--format", "json"),
        ("check", "--as-of", "2026-05-01", name),
        ("pages", "--as-of", "2026-05-01", "--format", "csv"),
    ):
        usual = stafett(tmp_path, *arguments, env={"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"})
        assert stafett(tmp_path, *arguments, env=C_LOCALE) == usual
        assert usual[0] in {0, 1}
    assert "ägare" in stafett(tmp_path, "check", env=C_LOCALE)[1]


def test_a_directory_with_one_broken_file_calls_nobody_vacant(tmp_path, report):
    """One broken file is one finding, not one for each page that somebody in it owns."""
    write_files(
        tmp_path,
        {
            "stafett.yml": SETTINGS.replace("any", "roles"),
            "docs/roles/chef.md": "---\ntitle: Chef\nowner: chef\nreview_in: never\n---\n",
            "people/a.yml": "people:\n  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: chef}]\n",
        },
    )
    assert lines(report(tmp_path)) == ["people/a.yml:2 FMT001"]
