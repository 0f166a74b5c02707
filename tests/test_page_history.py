"""What git remembers of each page, in real repositories: reviews with their evidence, owners, changes, renames."""

from __future__ import annotations

import json
from datetime import date

import pytest

from stafett.cli.main import main
from stafett.questions.onboarding import substance_of
from stafett.questions.page_story import Evidence, Happened, changes_of_substance, events, reviews
from stafett.reading.load import load
from stafett.reading.page_history import read_histories
from test_history import DAY, commit, git

BODY = "# Pay a bill\n\n" + "".join(f"{n}. Do this and then the other thing, please.\n" for n in range(1, 12))


def page(reviewed: str | None = None, note: str | None = None, owner: str = "boss", body: str = BODY) -> str:
    """A page with front matter."""
    fields = {"title": "Pay a bill", "owner": owner, "last_reviewed": reviewed, "review_note": note}
    head = "".join(f"{key}: {value}\n" for key, value in fields.items() if value)
    return f"---\n{head}review_in: 6 months\n---\n{body}"


@pytest.fixture
def root(tmp_path):
    """A repository with settings and a page in its first commit."""
    folder = tmp_path / "kb"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    settings = "language: en\nowners: any\n"
    commit(folder, "2025-01-10", {"stafett.yml": settings, "docs/pay.md": page("2025-01-08", "Wrote it")})
    return folder


def history_of(root, path="docs/pay.md"):
    """The history of one page."""
    found = read_histories(root, load(root), DAY, substance_of)
    assert found
    return found.by_path[path]


def told(root, path="docs/pay.md", until=None):
    """Each review as its day and evidence."""
    return [(str(review.day), str(review.evidence)) for review in reviews(history_of(root, path), until)]


def test_a_review_is_told_with_what_it_left(root):
    """A new note, a page that says something else, or nothing but a date; what was there first is taken at its word."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-06-01", "Asked two clerks")})
    commit(root, "2025-12-01", {"docs/pay.md": page("2025-12-01", "Asked two clerks", body=BODY + "And so on.\n")})
    commit(root, "2026-05-01", {"docs/pay.md": page("2026-05-01", "Asked two clerks", body=BODY + "And so on.\n\n\n")})
    assert told(root) == [
        ("2025-01-08", "before"),
        ("2025-06-01", "note"),
        ("2025-12-01", "change"),
        ("2026-05-01", "none"),
    ]
    assert told(root, until=date(2025, 12, 31))[-1] == ("2025-12-01", "change")


def test_what_is_committed_on_one_day_is_one_review(root):
    """First the mended text, then the date: both are known to be of the same work."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-01-08", "Wrote it", body=BODY + "More.\n")})
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-06-01", "Wrote it", body=BODY + "More.\n")})
    assert told(root)[-1] == ("2025-06-01", "change")


def test_a_note_that_comes_later_mends_a_bare_date(root):
    """Whoever is told of it can still say what they did; the note from before the review is none."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-06-01")})
    assert told(root)[-1] == ("2025-06-01", "none")
    commit(root, "2025-06-03", {"docs/pay.md": page("2025-06-01", "Wrote it")})
    assert told(root)[-1] == ("2025-06-01", "none")
    commit(root, "2025-06-04", {"docs/pay.md": page("2025-06-01", "Read it with Ann")})
    assert told(root)[-1] == ("2025-06-01", "note")


def test_a_date_that_was_unreadable_in_between_has_moved_all_the_same(root):
    """Else a date could be bumped unseen by way of one that means nothing."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-6-1", "Wrote it")})
    commit(root, "2025-06-02", {"docs/pay.md": page("2025-06-01", "Wrote it")})
    assert told(root) == [("2025-01-08", "before"), ("2025-06-01", "none")]


def test_a_date_that_moves_back_corrects_the_review(root):
    """It is not one of its own."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2026-06-01", "Asked two clerks")})
    commit(root, "2025-06-02", {"docs/pay.md": page("2025-06-01", "Asked two clerks")})
    assert told(root) == [("2025-01-08", "before"), ("2025-06-01", "note")]


def test_a_new_page_is_vouched_for_by_whoever_writes_it(root):
    """It came after the history began, and so it is known how."""
    commit(root, "2025-06-01", {"docs/hire.md": page("2025-06-01")})
    history = history_of(root, "docs/hire.md")
    assert [review.evidence for review in reviews(history)] == [Evidence.WRITTEN]
    assert [event.what for event in events(history)] == [Happened.CREATED]


def test_renames_new_owners_and_changes_are_told_and_form_apart(root):
    """What a page was under an earlier name belongs to it."""
    commit(root, "2025-02-01", {"docs/pay.md": page("2025-01-08", "Wrote it", owner="chief")})
    changed = page("2025-01-08", "Wrote it", owner="chief", body=BODY + "More.\n")
    commit(root, "2025-03-01", {"docs/bills.md": changed}, "docs/pay.md")
    commit(root, "2025-04-01", {"docs/bills.md": changed.replace("1. ", "1.  ")})
    commit(root, "2025-05-01", {"docs/pay.md": "# Another page\n"})
    found = events(history_of(root, "docs/bills.md"))
    assert [(str(event.what), event.before, event.after) for event in found] == [
        ("begun", "", "boss"),
        ("owner", "boss", "chief"),
        ("moved", "docs/pay.md", "docs/bills.md"),
        ("changed", "", ""),
        ("tidied", "", ""),
    ]
    assert changes_of_substance(history_of(root, "docs/bills.md")) == [date(2025, 3, 1)]
    assert len(history_of(root, "docs/pay.md").versions) == 1


def test_two_pages_that_change_places_keep_their_histories(root):
    """Git tells both renames in one commit."""
    other = "---\ntitle: Hire\n---\n" + "".join(f"Line {n} on hiring people.\n" for n in range(30))
    commit(root, "2025-02-01", {"docs/hire.md": other})
    git(root, "mv", "docs/hire.md", "docs/x.md")
    git(root, "mv", "docs/pay.md", "docs/hire.md")
    git(root, "mv", "docs/x.md", "docs/pay.md")
    git(root, "commit", "-q", "-m", "Swap", day="2025-03-01")
    titles = {path: {v.page.title for v in history_of(root, path).versions} for path in ("docs/pay.md", "docs/hire.md")}
    assert titles in (
        {"docs/pay.md": {"Hire"}, "docs/hire.md": {"Pay a bill"}},  # where git sees the renames
        {"docs/pay.md": {"Hire", "Pay a bill"}, "docs/hire.md": {"Hire", "Pay a bill"}},  # else both were rewritten
    )


def test_a_page_that_was_taken_away_is_remembered_until_then(root):
    """Numbers of past days count it."""
    commit(root, "2025-06-01", {"docs/hire.md": page("2025-06-01")})
    commit(root, "2025-07-01", {}, "docs/hire.md")
    found = read_histories(root, load(root), DAY, substance_of)
    assert found
    (gone,) = [history for history in found.pages if history.path is None]
    assert [(str(version.day), version.gone) for version in gone.versions] == [
        ("2025-06-01", False),
        ("2025-07-01", True),
    ]


def test_what_is_not_committed_yet_counts(root):
    """Somebody who asks before the commit sees what the commit will say."""
    (root / "docs/pay.md").write_text(page("2025-06-01", "Wrote it"))
    assert told(root) == [("2025-01-08", "before"), ("2025-06-01", "none")]


def test_a_shallow_clone_says_that_it_knows_a_part(root, tmp_path):
    """What came before may have been anything."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-06-01", "Wrote it")})
    git(tmp_path, "clone", "-q", "--depth", "1", root.as_uri(), "one")
    found = read_histories(tmp_path / "one", load(tmp_path / "one"), DAY, substance_of)
    assert found
    assert (found.since, found.cut) == (date(2025, 6, 1), True)
    assert told(tmp_path / "one") == [("2025-06-01", "before")]
    whole = read_histories(root, load(root), DAY, substance_of)
    assert whole
    assert (whole.since, whole.cut) == (date(2025, 1, 10), False)


def test_a_version_too_large_to_be_read_hides_only_what_came_before_it(root):
    """On that page; others are known all the same."""
    commit(
        root, "2025-06-01", {"docs/pay.md": page("2025-06-01", body="x" * 4_100_000), "docs/b.md": page("2025-06-01")}
    )
    commit(root, "2025-07-01", {"docs/pay.md": page("2025-06-01"), "docs/b.md": page("2025-07-01")})
    found = read_histories(root, load(root), DAY, substance_of)
    assert found
    assert (found.cut, found.since) == (False, date(2025, 1, 10))
    assert found.by_path["docs/pay.md"].partial
    assert told(root) == [("2025-06-01", "before")]
    assert told(root, "docs/b.md") == [("2025-06-01", "written"), ("2025-07-01", "none")]


def test_the_command_tells_a_time_line(root, capsys):
    """The newest first, with what each review left, and no word of who committed it unless asked."""
    commit(root, "2025-06-01", {"docs/pay.md": page("2025-06-01", "Asked two clerks", owner="chief")})
    commit(root, "2025-12-01", {"docs/pay.md": page("2025-12-01", "Asked two clerks", owner="chief")})
    assert main(["history", "pay", "-C", str(root), "--as-of", "2026-01-10"]) == 0
    assert capsys.readouterr().out == (
        "Pay a bill\n"
        "docs/pay.md\n"
        "Owner: chief. Review by 2026-06-01 (current).\n"
        "\n"
        "2025-12-01  Only the date was moved: no new note, and nothing in the text changed.\n"
        "2025-06-01  Reviewed. Note: Asked two clerks\n"
        "2025-06-01  New owner: chief (before: boss)\n"
        "2025-01-10  Reviewed before the history begins. The page says 2025-01-08. Note: Wrote it\n"
        "2025-01-10  The history begins here; the owner is boss\n"
        "\n"
        "3 reviews, 1 of them a bare date, 1 new owner.\n"
        "The knowledge base has been in git since 2025-01-10.\n"
    )
    assert main(["history", "docs/pay.md", "-C", str(root), "--names", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert value["counts"]["bare_bumps"] == 1
    assert value["reviews"][-1] == {
        "day": "2025-12-01",
        "committed": "2025-12-01",
        "reviewed_by": None,
        "review_note": None,
        "evidence": "none",
        "author": "A",
    }
    assert main(["history", "pay", "-C", str(root), "--format", "json"]) == 0
    assert "author" not in capsys.readouterr().out


def test_where_there_is_nothing_to_tell_the_command_says_why(root, make_root, capsys):
    """No git, no such page, or a page that was never committed."""
    (root / "docs/new.md").write_text(page())
    assert main(["history", "new", "-C", str(root)]) == 2
    assert "it has not been committed" in capsys.readouterr().err
    assert main(["history", "pya", "-C", str(root)]) == 2
    assert "did you mean 'pay'?" in capsys.readouterr().err
    assert main(["history", "a", "-C", str(make_root({"docs/a.md": page()}))]) == 2
    assert "there is no history" in capsys.readouterr().err


def test_nothing_in_a_commit_or_a_page_steers_the_terminal(root, capsys):
    """Whoever commits chooses name and note."""
    text = page("2025-06-01", '"\\x1b[31mred"')
    (root / "docs/pay.md").write_text(text)
    git(root, "-c", "user.name=\x1b[31mEve", "commit", "-qam", "x", day="2025-06-01")
    assert main(["history", "pay", "-C", str(root), "--names", "--as-of", "2026-01-10"]) == 0
    assert "\x1b" not in capsys.readouterr().out
