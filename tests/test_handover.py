"""`stafett handover`: what it writes and says, what it refuses, and that git undoes it."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY, write_files
from repositories import committed, git
from stafett.cli.main import main
from stafett.handing_over import hand_over_files, touched
from stafett.handover_plan import PageTo, Plan, RoleTo
from stafett.messages import Words
from stafett.model import Status
from stafett.questions.handover import hand_over
from stafett.reading.handover_plan import read_plan
from stafett.reading.load import load
from stafett.reports.handover import message
from test_handover_core import FILES

DAY = "2026-11-24"
MANUAL = (REPOSITORY / "scripts" / "manual" / "leaving.md").read_text(encoding="utf-8")
PLAN = """leaver: p-old
roles:
  - {role: clerk, to: p-new, from: 2026-12-17}   # two weeks together
pages:
  - {page: by-name, owner: clerk}
  - {page: processes/deputy, deputy: clerk, raci: p-boss}
  - {page: "0002", decision-makers: boss}
units:
  - {unit: north, head: p-boss}
"""

WRONG = """leaver: p-old
last: 2026-12-31
on: 2026-31-12
roles:
  - {role: clerk}
pages:
  - page: by-name
  - {page: a, owner: b, ovner: c}
units:
  - {into: north}
  - {merge: north, to: south}
"""


@pytest.fixture
def handover(make_root, capsys):
    """A function that runs the command on the small organisation: its status, what it printed, and the folder."""

    def run(*arguments, files=None, settings=None):
        root = make_root({**FILES, **(files or {})}, settings)
        named = [str(root / one) if one in (files or {}) else one for one in arguments]
        status = main(["handover", "-C", str(root), "--as-of", DAY, *named])
        printed = capsys.readouterr()
        return status, printed.out, printed.err.replace(str(root), "ROOT"), root

    return run


def unchanged(root):
    """Whether every file is as it was."""
    return all((root / path).read_text() == text for path, text in FILES.items())


def test_everything_passes_to_one_person(handover):
    """Pages and directory change on their lines alone, and what was done is told."""
    status, out, err, root = handover("p-old", "--to", "p-new")
    assert (status, err) == (0, "")
    assert out == (
        "Roles:\n"
        "  clerk: p-new from 2027-01-01\n"
        "    owns 1 page, which does not change:\n"
        "      docs/by-role.md\n"
        "    is deputy of 3 pages:\n"
        "      docs/decisions/0001-a.md\n"
        "      docs/decisions/0002-b.md\n"
        "      processes/south.md\n"
        "Pages:\n"
        "  owner: p-old becomes p-new\n"
        "      docs/by-name.md\n"
        "  deputy: p-old becomes p-new\n"
        "      processes/deputy.md\n"
        "  raci: p-old becomes nobody\n"
        "      processes/deputy.md\n"
        "  decision-makers: p-old becomes p-new\n"
        "      docs/decisions/0002-b.md\n"
        "Units:\n"
        "  `north` is led by p-new, before by p-old\n"
        "4 files changed:\n"
        "  people/all.yml\n"
        "  docs/by-name.md\n"
        "  docs/decisions/0002-b.md\n"
        "  processes/deputy.md\n"
        "Left for you to do:\n"
        "  - 2 pages wait for their new owners to read them, and say so until then\n"
        "  - 2 pages name a person as owner or deputy; a role would outlive them: "
        "docs/by-name.md, processes/deputy.md\n"
        "  - What pages and units say has no date: it holds as soon as the change is merged, also before 2027-01-01\n"
        "All of it is one change: commit it as one, and git revert undoes it.\n"
    )
    wanted = {
        "docs/by-name.md": FILES["docs/by-name.md"].replace(
            "owner: p-old\n", "owner: p-new\nowner_since: 2027-01-01\n", 1
        ),
        "docs/decisions/0002-b.md": FILES["docs/decisions/0002-b.md"].replace("[p-old]", "[p-new]"),
        "processes/deputy.md": FILES["processes/deputy.md"]
        .replace("deputy: p-old", "deputy: p-new")
        .replace("[p-old, p-new]", "[p-new]"),
        "people/all.yml": FILES["people/all.yml"]
        .replace("head: p-old", "head: p-new")
        .replace("{role: clerk, from: 2018-01-01}", "{role: clerk, from: 2018-01-01, until: 2026-12-31}")
        .replace(
            "unit: south, first_day: 2020-01-01}\n  - {id: p-gone",
            "unit: south, first_day: 2020-01-01, roles: [{role: clerk, from: 2027-01-01}]}\n  - {id: p-gone",
        ),
    }
    assert {path: (root / path).read_text() for path in FILES} == {**FILES, **wanted}


def test_a_plan_gives_each_page_its_own_successor(handover):
    """And is read with its comments."""
    status, out, err, root = handover("--plan", "plan.yml", files={"plan.yml": PLAN})
    assert (status, err) == (0, "")
    assert "owner: clerk\nowner_since: 2027-01-01\ndeputy: boss\n" in (root / "docs/by-name.md").read_text()
    assert "{responsible: [p-boss, p-new], accountable: boss}" in (root / "processes/deputy.md").read_text()
    assert "  clerk: p-new from 2026-12-17\n" in out
    assert "decision-makers: p-old becomes boss\n" in out


def test_a_dry_run_shows_the_difference_and_writes_nothing(handover):
    """Line by line, as other commands do."""
    status, out, _, root = handover("p-old", "--to", "p-new", "--dry-run")
    assert status == 0
    assert "Would change docs/by-name.md:\n    -owner: p-old\n    +owner: p-new\n    +owner_since: 2027-01-01\n" in out
    assert out.endswith("Nothing was written.\n")
    assert unchanged(root)


@pytest.mark.parametrize(
    ("arguments", "plan", "reasons"),
    [
        ([], None, ["say with --to who takes over, or give a plan with --plan"]),
        (["p-old", "--to", "p-new", "--plan", "plan.yml"], PLAN, ["say with --to who takes over"]),
        (["--to", "p-new"], None, ["say who hands over"]),
        (
            ["p-old", "--to", "p-gone"],
            None,
            ["`p-gone` has left by 2027-01-01: their last day is 2026-06-30\n"],
        ),
        (["p-new", "--plan", "plan.yml"], PLAN, ["the plan says p-old, and the command line p-new"]),
        (["--plan", "plan.yml"], "leaver: [p-old\n", ["ROOT/plan.yml:1: A list or group that begins"]),
        (["--plan", "plan.yml"], "- a\n", ["ROOT/plan.yml:1: The plan should be lines of `name: value`"]),
        (["--plan", "nowhere.yml"], None, ["nowhere.yml: The file cannot be read"]),
        (
            ["--plan", "plan.yml"],
            WRONG,
            [
                "ROOT/plan.yml:2: `last` is not a field here",
                "ROOT/plan.yml:3: `on: 2026-31-12` cannot be read as a date",
                "ROOT/plan.yml:5: `to` is missing",
                "ROOT/plan.yml:7: Nothing is said to change on the page",
                "ROOT/plan.yml:8: `ovner` is not a field here. Did you mean `owner`?",
                "ROOT/plan.yml:10: It is not said what becomes of the unit",
                "ROOT/plan.yml:11: `into` is missing",
            ],
        ),
        (
            ["--plan", "plan.yml"],
            PLAN.replace("to: p-new", "to: p-old").replace("page: by-name", "page: roles/boss"),
            [
                "ROOT/plan.yml:3: `p-old` cannot take over from themselves",
                "ROOT/plan.yml:5: docs/roles/boss.md: `p-old` is not in its `owner`",
                "\ndocs/by-name.md names p-old in `owner`, and nobody is named instead",
                "\nNobody would hold the role `clerk`, which owns 1 page, from 2027-01-01 on",
            ],
        ),
    ],
)
def test_what_cannot_be_done_is_told_with_its_line_and_nothing_is_written(handover, arguments, plan, reasons):
    """All of it at once."""
    status, out, err, root = handover(*arguments, files={"plan.yml": plan} if plan else {})
    assert (status, out) == (2, "")
    assert [reason for reason in reasons if reason not in err] == []
    assert unchanged(root)


def test_a_page_that_cannot_be_changed_stops_all_of_it(handover):
    """With its line, and what to write by hand."""
    hard = FILES["docs/by-name.md"].replace("owner: p-old", "owner: &me p-old", 1)
    status, _, err, root = handover("p-old", "--to", "p-new", files={"docs/by-name.md": hard})
    assert status == 2
    assert "docs/by-name.md:3: `owner` holds a YAML anchor, alias or tag" in err
    assert "    owner: p-new\n    owner_since: 2027-01-01\nNothing was written." in err
    assert (root / "people/all.yml").read_text() == FILES["people/all.yml"]


def test_only_a_part_may_be_handed_over(handover):
    """What is left is told, and stays."""
    plan = "leaver: p-old\nunits: [{unit: north, head: p-boss}]\n"
    status, out, _, root = handover("--plan", "plan.yml", "--partial", files={"plan.yml": plan})
    assert status == 0
    assert "  - docs/by-name.md names p-old in `owner`, and nobody is named instead\n" in out
    assert (root / "people/all.yml").read_text() == FILES["people/all.yml"].replace("head: p-old", "head: p-boss")
    assert main(["handover", "-C", str(root), "--as-of", DAY, "--plan", str(root / "plan.yml"), "--partial"]) == 0


def test_the_last_day_may_be_written_too(handover):
    """Where the directory has none yet; else it stays, and is told."""
    status, out, _, root = handover("p-boss", "--to", "p-new", "--on", "2028-02-29", "--leaves")
    assert status == 0
    assert "  boss: p-new from 2028-03-01\n" in out
    text = (root / "people/all.yml").read_text()
    assert "last_day: 2028-02-29" in text
    assert "{role: boss, from: 2015-01-01, until: 2028-02-29}" in text


@pytest.mark.parametrize("place", ["missing/text", "x" * 5000])
def test_a_text_that_cannot_be_written_stops_the_handover_before_anything_changes(handover, capsys, place):
    """With status 2, and every file as it was."""
    _, _, _, root = handover("p-old", "--to", "p-new", "--dry-run")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    words = ["handover", "p-old", "-C", str(root), "--as-of", DAY, "--to", "p-new"]
    assert main([*words, "--message-file", str(root / place)]) == 2
    assert "cannot write" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_git_undoes_all_of_it(handover, capsys):
    """One commit with the text that is offered; reverting it gives back every byte."""
    _, _, _, root = handover("p-old", "--to", "p-new", "--dry-run")
    write_files(root, {"docs/by-name.md": FILES["docs/by-name.md"].replace("\n", "\r\n").encode()})
    committed(root, {})
    before = git(root, "rev-parse", "HEAD^{tree}")
    text = root.parent / f"{root.name}-message.md"
    words = ["handover", "p-old", "-C", str(root), "--as-of", DAY, "--to", "p-new", "--message-file", str(text)]
    assert main(words) == 0
    assert "git commit -a -F" in capsys.readouterr().out
    assert main(words) == 2, "the text is not written over"
    git(root, "commit", "-q", "-a", "-F", str(text))
    assert git(root, "log", "-1", "--format=%s") == "Hand over from p-old to p-new\n"
    assert "\n**Left to do**\n\n- [ ] 2 pages wait" in git(root, "log", "-1", "--format=%b")
    assert len(git(root, "show", "--stat=200", "--format=", "HEAD").splitlines()) == 5
    git(root, "revert", "--no-edit", "HEAD")
    assert git(root, "rev-parse", "HEAD^{tree}") == before


def test_the_text_of_a_pull_request_calls_nobody(make_base):
    """What pages and the directory say is shown as it is written, and no more."""
    hostile = "@everyone <!-- `x` #1 ::error::"
    base = make_base(
        {
            "people/a.yml": "people:\n"
            f"  - {{id: '{hostile}', unit: u, first_day: 2020-01-01, roles: [{{role: 'boss'}}]}}\n"
            "  - {id: p-2, unit: u, first_day: 2020-01-01}\n"
            f"units: [{{id: u, name: U, head: '{hostile}'}}]\n",
            "docs/roles/boss.md": FILES["docs/roles/boss.md"],
            "docs/@everyone `a`.md": f"---\ntitle: A\nowner: '{hostile}'\nlast_reviewed: 2026-01-01\n---\n",
        }
    )
    found = hand_over(base, Plan(hostile, date(2026, 12, 1), "p-2"), date(2026, 11, 24))
    assert found.refusals == ()
    subject, _, body = message(found, Words("en")).partition("\n")
    assert subject == f"Hand over from {hostile} to p-2"
    for line in body.splitlines():
        outside = "".join(line.replace("``", "\0").split("\0")[::2])
        assert "@everyone" not in "".join(outside.split("`")[::2])
        assert "<!--" not in "".join(outside.split("`")[::2])


DAYS = st.dates(date(2024, 2, 20), date(2024, 3, 10))
PEOPLE_IDS = ("a", "b", "c")


@st.composite
def organisations(draw):
    """Three people with roles and days around a leap day, pages that name roles and people, and a handover of `a`."""
    last = draw(DAYS)
    roles = ("r", "s")
    people = ["people:"]
    for name in PEOPLE_IDS:
        held = [
            f"{{role: {role}" + (f", from: {start}" if (start := draw(st.none() | DAYS)) else "") + "}"
            for role in draw(st.lists(st.sampled_from(roles), unique=True))
        ]
        back = ", earlier: [{first_day: 2010-01-01, last_day: 2012-02-29}]" if draw(st.booleans()) else ""
        end = f", last_day: {last}" if name == "a" else ""
        people.append(
            f"  - {{id: {name}, unit: u, first_day: 2020-01-01{end}, roles: [{', '.join(held)}]{back}}}  # {name}"
        )
    files = {
        "people/p.yml": "\n".join(people) + "\n",
        **{f"docs/roles/{role}.md": "---\ntitle: R\n---\n" for role in roles},
    }
    who = st.sampled_from((*PEOPLE_IDS, *roles))
    for number in range(3):
        owner, deputy, made = draw(who), draw(st.none() | who), draw(who)
        lines = [f"owner: {owner}   # who", *([f"deputy: '{deputy}'"] if deputy else []), f"reviewed_by: {made}"]
        raci = f"raci: {{responsible: [{draw(who)}, {draw(who)}], accountable: {draw(who)}}}"
        text = "\n".join(
            ["---", "title: T", *lines, "last_reviewed: 2024-01-01", "review_in: 1 year", raci, "---", "# T", ""]
        )
        files[f"processes/p{number}.md"] = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    start = last + timedelta(days=draw(st.integers(-3, 1)))
    to = draw(st.sampled_from(("b", "c")))
    plan = Plan("a", to=to, start=start)
    if draw(st.booleans()):
        plan = Plan(
            "a",
            to=to,
            start=start,
            roles=(RoleTo("r", draw(st.sampled_from(("b", "c")))),),
            pages=(PageTo("p0", {"owner": "s"}),),
        )
    return files, plan, last, draw(DAYS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder to make organisations in."""
    return tmp_path_factory.mktemp("organisations")


@settings(max_examples=60)
@given(organisations())
def test_after_any_handover_the_plan_holds_on_every_day_and_nothing_else_has_changed(folder, made):
    """Compared with the files read anew, day by day and byte by byte."""
    files, plan, last, today = made
    for old in (path for path in folder.rglob("*") if path.is_file()):
        old.unlink()
    write_files(folder, {"stafett.yml": "language: en\n", **files})
    base = load(folder)
    base.holders("r", today)  # so that what is known of it is carried on
    found = hand_over(base, plan, today)
    if found.refusals:
        event("refused")
        return
    event("handed over")
    held = {path: (folder / path).read_bytes() for path in touched(found)}
    written = hand_over_files(found, held)
    assert written.refused == ()
    for path, data in written.contents.items():
        (folder / path).write_bytes(data)
    after = load(folder)
    assert after.directory.people == found.after.directory.people
    for page in after.pages:
        was = base.by_path[page.path]
        assert dict(page.values) == dict(found.after.by_path[page.path].values)
        assert not {page.owner, page.deputy, *page.values.get("raci", {}).get("responsible", ())} & {"a"}
        others = {name for name in (*was.values, *page.values) if was.values.get(name) != page.values.get(name)}
        assert others <= {"owner", "owner_since", "deputy", "raci"}
        lines = [
            [line for line in text.split(b"\n") if not line.startswith((b"owner", b"deputy", b"raci"))]
            for text in (held.get(page.path, b""), (folder / page.path).read_bytes() if page.path in held else b"")
        ]
        assert lines[0] == lines[1]
    given_to = {role.role: role.to for role in plan.roles}
    before_roles = {t.role for t in base.directory.people["a"].roles if t.covers(last)}
    for day in (last + timedelta(days=offset) for offset in range(-5, 6)):
        for role in ("r", "s"):
            was = {person.id for person in base.holders(role, day)}
            if role in before_roles and day >= (plan.start or last):
                was |= {given_to.get(role, plan.to)}
            assert found.after.holders(role, day) == after.holders(role, day)
            assert {person.id for person in after.holders(role, day)} == was - ({"a"} if day > last else set())
    for page in after.pages:
        if page.owner != base.by_path[page.path].owner:
            day = max(last + timedelta(days=1), today, plan.start)
            theirs = page.text("reviewed_by") == page.owner
            assert theirs or after.status(page, day) in {Status.UNVOUCHED, Status.OVERDUE}


def test_the_plan_in_the_manual_is_one():
    """Every part of it."""
    text = next(block for block in MANUAL.split("```yaml\n") if block.startswith("leaver:")).partition("```")[0]
    file = read_plan(text)
    assert file.complaints == []
    assert [len(part) for part in (file.plan.roles, file.plan.pages, file.plan.units)] == [1, 3, 3]


def test_what_the_manual_shows_of_a_handover_can_be_done(tmp_path, capsys):
    """Its commands and its plan, on the knowledge base that they speak of."""
    plan = tmp_path / "plan.yml"
    plan.write_text(MANUAL.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    shown = re.findall(r"^stafett (handover .*?) *(?:#.*)?$", MANUAL, re.MULTILINE)
    assert len(shown) == 3
    for command in shown:
        arguments = [str(plan) if word == "plan.yml" else word for word in command.split()]
        arguments += [] if "--dry-run" in arguments else ["--dry-run"]
        assert main([*arguments, "-C", str(REPOSITORY), "--as-of", DAY]) == 0, capsys.readouterr().err


def test_a_plan_that_moves_a_role_from_raci_hears_that_it_passes_with_the_role(handover):
    """The leaver does stand there, by a role: that they do not would be untrue."""
    page = "---\ntitle: D\nowner: boss\nraci: {responsible: [clerk]}\n---\n# D\n"
    plan = "leaver: p-old\nto: p-new\non: 2026-12-31\npages:\n  - {page: processes/by-role, raci: boss}\n"
    status, _, said, _ = handover("--plan", "plan.yml", files={"plan.yml": plan, "processes/by-role.md": page})
    assert status == 2
    assert "its `raci` does not name `p-old`; a role that stands there passes on by itself" in said


def test_a_plan_without_any_list_is_read():
    """Every part may be missing."""
    file = read_plan("leaver: p-1\non: 2028-02-29\nto: p-2\nfrom: 2028-02-29\nleaves: yes\n")
    assert file.complaints == []
    assert file.plan == Plan("p-1", date(2028, 2, 29), "p-2", date(2028, 2, 29), leaves=True)
