"""``stafett supersede``: the new decision, both ends of the chain, and what it refuses."""

from __future__ import annotations

from datetime import date

import pytest

from stafett.cli.main import main
from stafett.knowledge_base import DECISION
from stafett.questions.chains import chains
from stafett.questions.check import Selection, check
from stafett.questions.succession import successor_path
from stafett.reading.load import load
from stafett.writing.journal import Change, Journal, digest, save

DAY = "2026-11-24"
ROLE = "---\ntitle: {0}\nowner: chief\nlast_reviewed: 2026-11-01\n---\n# {0}\n"
OLD = (
    "---\r\ntitle: Four # as minuted\r\nstatus: 'accepted'\r\ndate: 2026-01-01\r\ndecision-makers: [chief, clerk]\r\n"
    "owner: chief\r\ndeputy: clerk\r\n---\r\n# 0004 Four\r\n\r\nBecause.  \r\n"
)
FILES = {
    "docs/roles/chief.md": ROLE.format("Chief"),
    "docs/roles/clerk.md": ROLE.format("Clerk"),
    "docs/decisions/0004-four.md": OLD,
    "docs/decisions/0005-five.md": OLD.replace("'accepted'", "proposed").replace("Four", "Five"),
    "docs/decisions/0006-six.md": OLD.replace("'accepted'", "superseded\r\nsuperseded-by: 0007").replace("Four", "Six"),
    "docs/decisions/0007-seven.md": OLD.replace("owner:", "supersedes: [0006]\r\nowner:").replace("Four", "Seven"),
}
NYGARD = "# 4. Four\n\nDate: 2020-01-01\n\n## Status\n\n✅ Accepted\n\n## Context\n\nBecause.\n\n## Decision\n\nSo.\n"
BULLETS = (
    "# Four\n\n* Status: accepted\n* Deciders: Anna, Bo\n* Date: 2020-01-01\n\n## Context and Problem Statement\n\nX\n"
)
AS_FOUND = {"decisions": "as-found"}
NEW = "docs/decisions/0008-a-new-title.md"


@pytest.fixture
def supersede(make_root, capsys):
    """A function that runs ``stafett supersede``: exit status, output, errors."""
    made = {}

    def run(*arguments, files=None, settings=()):
        if "root" not in made:
            made["root"] = make_root(
                files or FILES, {"defaults": {"decision": {"review_in": "1 year"}}, **dict(settings)}
            )
        run.root = made["root"]
        status = main(["supersede", *arguments, "-C", str(made["root"]), "--as-of", DAY])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def held(root):
    """Every file of the knowledge base."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def chain(root):
    """The replacements, and what the rules on chains say of them."""
    base = load(root)
    found = chains(base)
    pairs = [(page.name, newer.name) for page in base.of_kind(DECISION) for newer in found.newer(page)]
    return pairs, [
        f.code for f in check(base, date(2026, 11, 24), Selection(["DEC", "LNK", "FMT010", "FMT011", "OWN"]))
    ]


def test_the_new_decision_and_both_ends(supersede):
    """Owner, deputy and decision-makers are the old one's; of the old file only the two fields change."""
    status, out, err = supersede("4", "A new title")
    assert (status, err) == (0, "")
    new = (supersede.root / NEW).read_text(encoding="utf-8")
    assert new.startswith(
        "---\ntitle: A new title\nstatus: accepted\ndate: 2026-11-24\ndecision-makers: [chief, clerk]\n"
        'supersedes: ["0004"]\nowner: chief\ndeputy: clerk\n'
    )
    old = (supersede.root / "docs/decisions/0004-four.md").read_bytes().decode()
    wanted = "status: 'superseded'\r\nsuperseded-by: \"0008\"\r\n"
    assert old == OLD.replace("status: 'accepted'\r\n", wanted)
    assert ("0004-four", "0008-a-new-title") in chain(supersede.root)[0]
    assert not {"DEC002", "DEC003", "DEC005", "LNK002", "OWN001"} & set(chain(supersede.root)[1])
    assert "superseded by 0008" in out
    assert NEW in out


def test_what_a_killed_process_began_is_completed_first(supersede, make_root, monkeypatch, tmp_path_factory):
    """Before the old decision is read: the new one gets the owner that was about to be written."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    root, path = make_root(FILES), "docs/decisions/0004-four.md"
    new = OLD.replace("owner: chief", "owner: clerk").encode()
    (root / "docs/decisions/.four.new").write_bytes(new)
    begun = Change(path, "docs/decisions/.four.new", OLD.encode(), digest(new))
    save(root, Journal((begun,), decided=True))
    monkeypatch.setattr("conftest.write_files", lambda *_: None)  # the folder is there already
    status, out, err = supersede("4", "A new title")
    assert (status, err) == (0, "")
    assert out.startswith("An earlier change that was cut short has been completed, or undone.\n")
    assert "owner: clerk\n" in (root / NEW).read_text(encoding="utf-8")


def test_whoever_decides_can_be_others(supersede):
    """`--owner` and `--by` are put in their place; who does not exist is refused, and nothing is written."""
    status, _, err = supersede("0004", "A new title", "--by", "chief,nobody")
    assert status == 2
    assert "nobody" in err
    assert not (supersede.root / NEW).exists()
    assert supersede("0004", "A new title", "--by", "clerk", "--owner", "clerk")[0] == 0
    new = (supersede.root / NEW).read_text(encoding="utf-8")
    assert "decision-makers: [clerk]" in new
    assert "owner: clerk" in new


def test_a_dry_run_shows_all_and_writes_nothing(supersede):
    """The new file and the lines that change."""
    status, out, _ = supersede("4", "A new title", "--dry-run")
    assert status == 0
    assert "-status: 'accepted'" in out
    assert '+superseded-by: "0008"' in out
    assert held(supersede.root)["docs/decisions/0004-four.md"] == OLD.encode()
    assert NEW not in held(supersede.root)


def test_a_proposal_leaves_the_old_decision_until_it_is_accepted(supersede):
    """With `--proposed` the old one holds; `--with` then accepts the new one, and mends both ends."""
    assert supersede("4", "A new title", "--proposed")[0] == 0
    root = supersede.root
    assert held(root)["docs/decisions/0004-four.md"] == OLD.encode()
    pairs, codes = chain(root)
    assert ("0004-four", "0008-a-new-title") not in pairs
    assert "DEC002" not in codes
    assert supersede("4", "--with", "8")[0] == 0
    assert ("0004-four", "0008-a-new-title") in chain(root)[0]
    assert "\nstatus: accepted\n" in held(root)[NEW].decode()
    before = held(root)
    assert supersede("4", "--with", "8")[0] == 2
    assert held(root) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["6", "A new title"], "docs/decisions/0007-seven.md"),
        (["5", "A new title"], "proposed"),
        (["roles/chief", "A new title"], "no decision"),
        (["99", "A new title"], "99"),
        (["4"], "--with"),
        (["4", "--with", "4"], "itself"),
        (["7", "--with", "6"], "came of it"),
        (["4", "\x1b[31m"], "one line of text"),
        (["4", "A", "--path", "../../out.md"], "no decision"),
        (["4", "A", "--path", "docs/decisions/0007-seven.md"], "exists already"),
    ],
)
def test_what_is_refused(supersede, arguments, said):
    """One message that says why; nothing is written."""
    status, _, err = supersede(*arguments)
    assert (status, said in err) == (2, True), err
    assert held(supersede.root) == {**{path: text.encode() for path, text in FILES.items()}, **settings_of(supersede)}


def settings_of(run):
    """The settings, as the fixture wrote them."""
    return {"stafett.yml": (run.root / "stafett.yml").read_bytes()}


def test_nothing_is_written_where_the_old_one_cannot_be_mended(supersede):
    """An anchor in the old decision's status refuses all of it, with the line and the text to paste."""
    files = {**FILES, "docs/decisions/0004-four.md": OLD.replace("'accepted'", "&a accepted")}
    status, _, err = supersede("4", "A new title", files=files)
    assert status == 2
    assert "docs/decisions/0004-four.md:3" in err
    assert 'superseded-by: "0008"' in err
    assert NEW not in held(supersede.root)


def test_a_log_of_sections_is_continued_in_its_own_notation(supersede):
    """Status and date in the text, the same headings, and a link both ways."""
    status, _, _ = supersede("4", "A new title", files={"docs/decisions/0004-four.md": NYGARD}, settings=AS_FOUND)
    assert status == 0
    files = held(supersede.root)
    link = "Superseded by [5. A new title](0005-a-new-title.md)"
    assert files["docs/decisions/0004-four.md"].decode() == NYGARD.replace("✅ Accepted", link)
    assert files["docs/decisions/0005-a-new-title.md"].decode() == (
        "# 5. A new title\n\nDate: 2026-11-24\n\n## Status\n\nAccepted\n\nSupersedes [4. Four](0004-four.md)\n\n"
        "## Context\n\n[[write: Context]]\n\n## Decision\n\n[[write: Decision]]\n"
    )
    assert chain(supersede.root) == ([("0004-four", "0005-a-new-title")], [])


def test_a_log_of_bullets_is_continued_in_its_own_notation(supersede):
    """As MADR 2: small letters, and the deciders as they were."""
    status, _, _ = supersede("4", "A new title", files={"docs/decisions/0004-four.md": BULLETS}, settings=AS_FOUND)
    assert status == 0
    files = held(supersede.root)
    assert (
        "* Status: superseded by [5. A new title](0005-a-new-title.md)\n"
        in files["docs/decisions/0004-four.md"].decode()
    )
    assert (
        files["docs/decisions/0005-a-new-title.md"]
        .decode()
        .startswith(
            "# A new title\n\n* Status: accepted\n* Supersedes: [4. Four](0004-four.md)\n* Deciders: Anna, Bo\n"
            "* Date: 2026-11-24\n"
        )
    )
    assert chain(supersede.root) == ([("0004-four", "0005-a-new-title")], [])


def test_a_swedish_log_is_continued_in_swedish(supersede):
    """`Antaget` becomes `Ersatt av`."""
    text = NYGARD.replace("✅ Accepted", "Antaget").replace("Date:", "Datum:")
    assert supersede("4", "Ny rubrik", files={"docs/decisions/0004-four.md": text}, settings=AS_FOUND)[0] == 0
    files = held(supersede.root)
    assert "\n\nErsatt av [5. Ny rubrik](0005-ny-rubrik.md)\n" in files["docs/decisions/0004-four.md"].decode()
    assert "Antaget\n\nErsätter [4. Four](0004-four.md)" in files["docs/decisions/0005-ny-rubrik.md"].decode()
    assert chain(supersede.root) == ([("0004-four", "0005-ny-rubrik")], [])


def test_a_status_that_says_more_is_not_written_over(supersede):
    """It is refused, with the line and what to write there."""
    text = NYGARD.replace("✅ Accepted", "Accepted by the board, with one against")
    status, _, err = supersede("4", "A new title", files={"docs/decisions/0004-four.md": text}, settings=AS_FOUND)
    assert status == 2
    assert "docs/decisions/0004-four.md:7" in err
    assert "Superseded by [5. A new title](0005-a-new-title.md)" in err
    assert sorted(held(supersede.root)) == ["docs/decisions/0004-four.md", "stafett.yml"]


def test_two_decisions_in_text_are_joined(supersede):
    """`--with` writes below the newer one's status, and accepts it."""
    newer = NYGARD.replace("4. Four", "5. Five").replace("✅ Accepted", "Proposed")
    files = {"docs/decisions/0004-four.md": NYGARD, "docs/decisions/0005-five.md": newer}
    assert supersede("4", "--with", "5", files=files, settings=AS_FOUND)[0] == 0
    assert held(supersede.root)["docs/decisions/0005-five.md"].decode() == newer.replace(
        "Proposed\n", "Accepted\n\nSupersedes [4. Four](0004-four.md)\n"
    )
    assert chain(supersede.root) == ([("0004-four", "0005-five")], [])


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("docs/decisions/0004-four.md", "docs/decisions/0005-ny.md"),
        ("docs/decisions/0004_four.md", "docs/decisions/0005_ny.md"),
        ("docs/decisions/4.four.md", "docs/decisions/5.ny.md"),
        ("docs/decisions/adr-004.html.md.erb", "docs/decisions/adr-005.html.md.erb"),
        ("docs/decisions/ADR-004-four.md", "docs/decisions/ADR-005-ny.md"),
        ("docs/decisions/20260211-four.md", "docs/decisions/20261124-ny.md"),
        ("docs/decisions/2026-02-11-four.md", "docs/decisions/2026-11-24-ny.md"),
    ],
)
def test_a_new_decision_is_named_as_its_log_names_them(make_base, path, wanted):
    """Prefix, digits, sign and suffix are those of the one that it replaces."""
    pages = [{"match": "docs/decisions/*", "kind": "decision"}]
    base = make_base({path: NYGARD}, {"pages": pages})
    assert successor_path(base, base.pages[0], "Ny", date(2026, 11, 24)) == wanted
