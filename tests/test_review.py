"""`stafett review`: what it writes, whom it refuses, and that it writes into all pages or none."""

import pytest

from stafett.cli.main import main
from stafett.writing.journal import Change, Journal, digest, save

PEOPLE = """people:
  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: clerk, from: 2020-01-01}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, roles: [{role: boss, from: 2020-01-01}]}
  - {id: p-3, unit: u, first_day: 2020-01-01, last_day: 2026-01-31, roles: [{role: clerk}]}
  - {id: p-4, unit: u, first_day: 2020-01-01, roles: [{role: other, from: 2020-01-01}]}
"""
ROLE = "---\ntitle: {}\nowner: clerk\nlast_reviewed: 2026-10-01\n---\n# R\n"
PAGE = """---\r
title: Pay  # the title\r
owner: clerk\r
deputy: boss\r
last_reviewed: 2026-05-04   # by hand\r
review_note: 'Read it with two others'\r
review_in: 6 months\r
snoozed_until: 2026-12-01\r
snooze_reason: New system\r
---\r
# Pay\r
"""
NOTE = "Went through it with two clerks"
FILES = {
    "docs/roles/clerk.md": ROLE.format("Clerk"),
    "docs/roles/boss.md": ROLE.format("Boss"),
    "docs/roles/other.md": ROLE.format("Other"),
    "docs/roles/empty.md": ROLE.format("Empty"),
    "people/all.yml": PEOPLE,
    "docs/pay.md": PAGE,
    "docs/own.md": "---\ntitle: Own\nowner: p-1\nreview_in: never\n---\n# Own\n",
    "docs/vacant.md": "---\ntitle: Vacant\nowner: empty\n---\n# V\n",
    "docs/nobody.md": "---\ntitle: Nobody\n---\n# N\n",
    "docs/shared/pay.md": "---\ntitle: Other pay\nowner: boss\nlast_reviewed: &d 2026-01-01\n---\n# P\n",
    "docs/wrong.md": "---\ntitle: [\nowner: clerk\n---\n# W\n",
}


@pytest.fixture
def review(make_root, capsys):
    """A function that runs the command on a small knowledge base: its status, what it printed, and the folder."""

    def run(*arguments, files=FILES, settings=None, by="clerk", note=NOTE):
        root = make_root(files, settings)
        status = main(["review", *arguments, "-C", str(root), "--as-of", "2026-11-24", "--by", by, "--note", note])
        printed = capsys.readouterr()
        return status, printed.out, printed.err, root

    return run


def test_a_review_is_written_and_nothing_else(review):
    """The day, who vouched and the note; a delay is over; comments, quotes and line endings are the author's."""
    status, out, _, root = review("docs/pay")
    assert (status, out) == (0, "docs/pay.md: reviewed 2026-11-24 by clerk; good for 6 months, to 2027-05-24\n")
    wanted = PAGE.replace("2026-05-04 ", "2026-11-24 ").replace("Read it with two others", NOTE)
    wanted = wanted.replace("# by hand\r\n", "# by hand\r\nreviewed_by: clerk\r\n")
    wanted = wanted.replace("snoozed_until: 2026-12-01\r\nsnooze_reason: New system\r\n", "")
    assert (root / "docs/pay.md").read_bytes().decode() == wanted


@pytest.mark.parametrize(
    ("page", "who", "written"),
    [
        ("docs/pay.md", "clerk", "clerk"),
        ("docs/pay.md", "roles/clerk", "clerk"),
        ("docs/pay.md", "p-1", "clerk"),
        ("docs/pay.md", "boss", "boss"),
        ("docs/pay.md", "p-2", "boss"),
        ("own", "p-1", "p-1"),
    ],
)
def test_the_role_is_written_by_which_somebody_may_vouch(review, page, who, written):
    """Roles outlive people; a person's id stands only where the page names that person."""
    status, _, _, root = review(page, by=who)
    path = "docs/own.md" if page == "own" else page
    assert status == 0
    assert f"reviewed_by: {written}" in (root / path).read_text()


@pytest.mark.parametrize(
    ("page", "who", "reason"),
    [
        ("docs/pay", "p-4", "`p-4` is neither the page's owner (`clerk`) nor its deputy (`boss`), nor holds"),
        ("docs/pay", "other", "`other` is neither the page's owner (`clerk`) nor its deputy (`boss`)"),
        ("docs/pay", "p-3", "`p-3` does not work here on 2026-11-24, by the directory"),
        ("docs/pay", "clrk", "there is no role or person `clrk`; did you mean `clerk`?"),
        ("docs/pay", "xyz", "there is no role or person `xyz`"),
        ("docs/own", "clerk", "`clerk` is not the page's owner (`p-1`)"),
        ("docs/vacant", "empty", "nobody holds the role `empty` on 2026-11-24"),
        ("docs/nobody", "clerk", "the page has no owner"),
        ("pya", "clerk", "there is no page 'pya'; did you mean"),
    ],
)  # fmt: skip
def test_who_may_not_vouch_is_refused(review, page, who, reason):
    """In words; nothing is written."""
    status, out, err, root = review(page, by=who)
    assert (status, out) == (2, "")
    assert reason in err
    assert {path: (root / path).read_bytes() for path in FILES} == {p: text.encode() for p, text in FILES.items()}


@pytest.mark.parametrize(
    ("note", "reason"),
    [
        ("", "should tell in a few words"),
        ("ok", "should tell in a few words"),
        ("ok ok ok ok", "should tell in a few words"),
        ("1 2 3 4 . - !", "should tell in a few words"),
        ("READ it,  with two others.", "the same as that of the last review"),
        ("Went\x1b[31m through it all", "cannot be shown"),
    ],
)
def test_a_note_that_says_nothing_is_refused(review, note, reason):
    """The evidence is the point of a review."""
    status, _, err, root = review("docs/pay", note=note)
    assert status == 2
    assert reason in err
    assert (root / "docs/pay.md").read_bytes() == PAGE.encode()


def test_a_review_before_the_last_one_is_refused(review):
    """The day can only move forward."""
    status, _, err, _ = review("docs/pay", files=FILES | {"docs/pay.md": PAGE.replace("2026-05-04", "2026-11-25")})
    assert status == 2
    assert "the page was reviewed on 2026-11-25, after 2026-11-24" in err


def test_several_pages_are_written_or_none(review):
    """Each that is refused is told at once, with line and text to paste where its front matter is the reason."""
    status, _, err, root = review("docs/pay", "docs/shared/pay.md", "wrong", "own", by="boss")
    assert status == 2
    told = err.splitlines()
    assert told[0].startswith("stafett: docs/shared/pay.md:4: `last_reviewed` holds a YAML anchor, alias or tag")
    assert told[2:5] == ["    last_reviewed: 2026-11-24", "    reviewed_by: boss", f"    review_note: {NOTE}"]
    assert told[5].startswith("docs/wrong.md:2: A list or group that begins with a bracket is never closed")
    assert told[6:10] == ["Or write this by hand:", *told[2:5]]
    assert told[10].startswith("docs/own.md: `boss` is not the page's owner")
    assert told[11:] == ["Nothing was written."]
    assert (root / "docs/pay.md").read_bytes() == PAGE.encode()


def test_a_page_named_twice_is_reviewed_once(review):
    """By id and by path."""
    status, out, _, _ = review("docs/own.md", "own", by="p-1")
    assert (status, out) == (0, "docs/own.md: reviewed 2026-11-24 by p-1; it needs no further review\n")


def test_a_dry_run_shows_what_would_change(review):
    """Line by line, and writes nothing."""
    status, out, _, root = review("docs/pay", "--dry-run", note="Steg 4 är ändrat: #4")
    assert status == 0
    assert out.splitlines() == [
        "docs/pay.md: reviewed 2026-11-24 by clerk; good for 6 months, to 2027-05-24",
        "    -last_reviewed: 2026-05-04   # by hand",
        "    -review_note: 'Read it with two others'",
        "    +last_reviewed: 2026-11-24   # by hand",
        "    +reviewed_by: clerk",
        "    +review_note: 'Steg 4 är ändrat: #4'",
        "    -snoozed_until: 2026-12-01",
        "    -snooze_reason: New system",
        "Nothing was written.",
    ]
    assert (root / "docs/pay.md").read_bytes() == PAGE.encode()


def test_a_foreign_knowledge_base_keeps_its_own_spelling(review):
    """Its names of fields, its way to write days, and owners that are channels nobody can look into."""
    settings = {
        "fields": {"last_reviewed": "ms.date", "owner": "author", "reviewed_by": "checked_by"},
        "date_formats": ["%Y-%m-%d", "%m/%d/%Y"],
        "owners": "any",
    }
    page = "---\nauthor: '#platform'\nms.date: 01/02/2026\n---\n# A\n"
    status, out, _, root = review("docs/a.md", files={"docs/a.md": page}, settings=settings, by="anna")
    wanted = f"---\nauthor: '#platform'\nms.date: 11/24/2026\nchecked_by: anna\nreview_note: {NOTE}\n---\n# A\n"
    assert status == 0
    assert "neither the page nor the settings say for how long" in out
    assert (root / "docs/a.md").read_text() == wanted


@pytest.mark.parametrize(
    ("fields", "own"),
    [
        ({"last_reviewed": "reviewed_by"}, "reviewed_by"),
        ({"last_reviewed": "seen", "review_note": "seen"}, "seen"),
        ({"last_reviewed": "date"}, "date"),
    ],
)
def test_a_line_that_means_two_things_is_not_written(review, fields, own):
    """Else the day would be lost under a name, or a date of something else moved."""
    page = "---\ntitle: Pay\nowner: clerk\nstatus: accepted\ndate: 2026-01-01\n---\n# Pay\n"
    path = "docs/decisions/0001-pay.md"
    status, _, error, root = review(path, files={**FILES, path: page}, settings={"fields": fields})
    assert status == 2
    assert f"`{own}` stands for both" in error
    assert (root / path).read_text(encoding="utf-8") == page


def test_the_page_passes_check_after_its_review(review, capsys):
    """Nothing is overdue, unvouched or unknown any more."""
    _, _, _, root = review("docs/pay")
    assert main(["check", "docs/pay.md", "-C", str(root), "--as-of", "2026-11-24", "--fail-on", "warning"]) == 0
    assert "REV" not in capsys.readouterr().out


def test_what_a_killed_process_began_is_completed_first(review, make_root, monkeypatch, tmp_path_factory):
    """And told, before anything is read."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    root = make_root(FILES)
    new = PAGE.replace("owner: clerk", "owner: boss").encode()
    (root / "docs/.pay.new").write_bytes(new)
    save(root, Journal((Change("docs/pay.md", "docs/.pay.new", PAGE.encode(), digest(new)),), decided=True))
    monkeypatch.setattr("conftest.write_files", lambda *_: None)  # the folder is there already
    status, out, _, _ = review("docs/pay.md", by="p-2")
    assert (status, out.splitlines()[0]) == (0, "An earlier change that was cut short has been completed, or undone.")
    assert b"owner: boss" in (root / "docs/pay.md").read_bytes()
    assert b"reviewed_by: boss" in (root / "docs/pay.md").read_bytes()
