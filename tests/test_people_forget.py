"""``stafett people forget``: whoever has left is erased, and reviews and decisions keep the role that they held."""

import pytest

from conftest import write_files
from repositories import committed
from stafett.cli.main import main
from stafett.questions.forgetting import mentions, without

PEOPLE = """people:
  - id: p-1   # Eva, slutade i juni
    unit: ekonomi
    name: Eva Ek
    email: eva.ek@x.example
    first_day: 2020-01-01
    last_day: 2026-06-30
    roles:
      - {role: controller, from: 2020-01-01, until: 2024-12-31}
      - {role: chef, from: 2024-01-01}
      - {role: inkopare, from: 2025-01-01}
  # Kvar
  - {id: p-2, unit: ekonomi, first_day: 2021-01-01, roles: [{role: controller}]}
units:
  - {id: ekonomi, name: Ekonomi, head: p-2}
"""
PAGE = """---
title: Betala
owner: controller
deputy: inkopare
last_reviewed: 2024-06-01
reviewed_by: p-1   # läste allt
raci:
  # vem gör vad
  responsible:
    - p-1
    - inkopare
  accountable: controller
---
# Betala

Fråga eva ek, eller p-1. Inte p-10, inte xp-1.
"""
DECISION = """---
title: Köpa
status: accepted
date: 2023-02-11
decision-makers: [p-1, controller]
consulted: ['p-1', Leverantören]
owner: controller
last_reviewed: 2025-06-01
reviewed_by: p-1
---
# Köpa
"""
EARLIER = "earlier: [{first_day: 2019-01-01, last_day: 2019-02-01}]"
UNIT = "units:\n  - {id: b, name: B, head: p-1}\n"
DEPUTY = "---\nowner: chef\ndeputy: p-1\n---\n"
FILES = {
    "people/alla.yml": PEOPLE,
    **{f"docs/roles/{role}.md": f"---\ntitle: {role}\n---\n# x\n" for role in ("controller", "chef", "inkopare")},
    "processes/betala.md": PAGE,
    "docs/decisions/0001-kopa.md": DECISION,
}


def forget(root, capsys, *options: str, person: str = "p-1", day: str = "2026-11-24"):
    """The exit status, and what the command says."""
    status = main(["people", "forget", person, "-C", str(root), "--as-of", day, *options])
    output = capsys.readouterr()
    return status, output.out + output.err


def contents(root) -> dict[str, str]:
    """What the files hold."""
    return {path: (root / path).read_text(encoding="utf-8") for path in FILES}


def test_pages_keep_the_role_of_the_day_that_the_field_speaks_of(make_root, capsys):
    """The owner's role where they had it then, else the deputy's, else their only one; every other byte stays."""
    root = make_root({**FILES, "docs/decisions/0001-kopa.md": DECISION.replace("2025-06-01", "2023-06-01")})
    write_files(root, {"plan.yml": "leaver: P-1\n", "docs/snippets/x.txt": "x\nEva Ek\n", "docs/bild.png": "p-1"})
    status, told = forget(root, capsys)
    assert status == 0, told
    now = contents(root)
    assert now["processes/betala.md"] == PAGE.replace("reviewed_by: p-1 ", "reviewed_by: controller ").replace(
        "    - p-1\n", "    - controller\n"
    )
    decision = now["docs/decisions/0001-kopa.md"]
    assert "decision-makers: [controller]\nconsulted: ['controller', Leverantören]\n" in decision
    assert "reviewed_by: controller\n" in decision
    assert now["people/alla.yml"] == "people:\n  # Kvar\n" + PEOPLE.split("  # Kvar\n")[1]
    searched = told.splitlines()[-7]
    assert searched.startswith("Looked for p-1, Eva Ek, eva.ek@x.example in ")
    assert told.splitlines()[-8:-1] == [
        "people/alla.yml: p-1 is erased",
        searched,
        "These lines still mention them, and are for you to change:",
        "  docs/bild.png:1",  # no picture, whatever its name
        "  docs/snippets/x.txt:2",
        "  plan.yml:1",
        "  processes/betala.md:16",
    ]
    assert told.splitlines()[-1].startswith("git's history keeps what was")
    assert "p-1" not in decision + now["people/alla.yml"]


def test_where_the_role_cannot_be_told_nothing_changes_until_somebody_says_which(make_root, capsys):
    """They were head and buyer when they reviewed a page of another; --as answers for one page or for all."""
    root = make_root(FILES)
    before = contents(root)
    status, told = forget(root, capsys)
    assert (status, contents(root)) == (2, before)
    path = "docs/decisions/0001-kopa.md"
    assert told.splitlines() == [
        "stafett: nothing was changed: say with --as which role is to stand in these places instead",
        f"  {path}: `reviewed_by` speaks of 2025-06-01, when they had several roles: chef, inkopare",
    ]
    status, told = forget(root, capsys, "--as", "nobody")
    assert (status, contents(root)) == (2, before)
    assert "--as nobody: there is no role guide of that id" in told
    status, told = forget(root, capsys, "--as", "decisions/0001-kopa=chef", "--as", "inkopare", "--dry-run")
    assert (status, contents(root)) == (0, before)
    assert "    -reviewed_by: p-1\n    +reviewed_by: chef\n" in told
    assert told.endswith("Nothing was written.\n")
    status, told = forget(root, capsys, "--as", "chef")
    assert status == 0
    assert "docs/decisions/0001-kopa.md: `reviewed_by` is now chef, which they were on 2025-06-01" in told
    assert main(["check", "-C", str(root), "--as-of", "2026-11-24", "--select", "LNK002,REV007"]) == 0


@pytest.mark.parametrize(
    ("files", "day", "told"),
    [
        ({}, "2026-06-30", "p-1 works here, or is to: only who has left can be erased."),
        (
            {"people/alla.yml": PEOPLE.replace("2026-06-30", f"2026-06-30\n    {EARLIER}")},
            "2025-01-01",
            "p-1 works here, or is to",
        ),
        ({"processes/x.md": "---\nowner: p-1\n---\n"}, "2026-11-24", "still owner or deputy of processes/x.md"),
        ({"processes/x.md": DEPUTY}, "2026-11-24", "stafett handover p-1 --to SUCCESSOR"),
        ({"people/b.yml": UNIT}, "2026-11-24", "still the head of b in the directory"),
    ],
)  # fmt: skip
def test_whoever_works_here_or_answers_for_something_is_not_erased(files, day, told, make_root, capsys):
    """A handover comes first."""
    root = make_root(FILES)
    write_files(root, files)
    before = contents(root)
    status, said = forget(root, capsys, "--as", "chef", day=day)
    assert (status, contents(root)) == (2, before)
    assert told in said
    assert forget(root, capsys, person="p-3")[0] == 2


def test_one_page_that_cannot_be_changed_stops_all(make_root, capsys):
    """Nothing is half done; the page's line is told."""
    root = make_root(
        {**FILES, "processes/z.md": "---\nowner: chef\nlast_reviewed: 2026-01-01\nreviewed_by: &x p-1\n---\n"}
    )
    before = contents(root)
    status, told = forget(root, capsys, "--as", "chef")
    assert (status, contents(root)) == (2, before)
    assert "processes/z.md:4: `reviewed_by` holds a YAML anchor" in told


def test_a_role_stands_in_a_list_once():
    """As deep as the person stands."""
    value = {"a": ["p", "r", {"by": "p"}], "b": "p", "c": ["p", "q", "p"], "d": "pp", "e": ["r", "r"]}
    assert without(value, "p", "r") == {"a": ["r", {"by": "r"}], "b": "r", "c": ["r", "q"], "d": "pp", "e": ["r", "r"]}


def test_only_whole_words_mention_somebody():
    """And whatever their case; nothing mentions nobody."""
    assert mentions("EVA Ek.\nevaek\np-1\np-12\nxp-1\n(p-1)", ["p-1", "Eva Ek"]) == [1, 3, 6]
    assert mentions("a", []) == []


def test_a_name_is_found_however_it_is_set():
    """Over two lines, with a hard blank, and as files from a Mac encode it."""
    text = "Fråga\nÅsa\n  Ek, eller Åsa\u00a0Ek.\n\nA\u030asa Ek\nÅsa\n"
    assert mentions(text, ["Åsa Ek"]) == [2, 3, 5]


def test_what_only_looks_like_text_is_not_taken_for_searched(make_root, capsys):
    """A PDF holds its words packed; a picture that is named after somebody is told of by its name."""
    root = make_root(FILES)
    (root / "docs/a.pdf").write_bytes(b"%PDF-1.7\n(packed)\n")
    (root / "docs/b.bin").write_bytes(b"abc\x01\x02\xff")
    (root / "docs/foto-eva-ek.jpg").write_bytes(b"\xff\xd8\x00")
    _, told = forget(root, capsys, "--as", "controller")
    found, unread = told.split("Not looked into")
    assert "\n  docs/foto-eva-ek.jpg\n" in found
    assert all(f"\n  {name}\n" in unread for name in ("docs/a.pdf", "docs/b.bin", "docs/foto-eva-ek.jpg"))


def test_a_decision_that_says_it_in_its_text_is_left_to_a_human(make_root, capsys):
    """With the roles that they had on its date; their name in a text is found too."""
    text = "# Use X\n\n* Status: accepted\n* Deciders: p-1, controller\n* Date: 2023-02-03\n\nBy Eva Ek.\n"
    files = {"people/alla.yml": PEOPLE, "docs/roles/controller.md": FILES["docs/roles/controller.md"]}
    root = make_root({**files, "docs/decisions/0001-x.md": text}, {"decisions": "as-found"})
    status, told = forget(root, capsys)
    assert (status, (root / "docs/decisions/0001-x.md").read_text(encoding="utf-8")) == (0, text)
    path = "docs/decisions/0001-x.md"
    said = f"{path}: `decision-makers` stands in the page's text, which is for you to change; roles on 2023-02-03"
    assert told.splitlines()[:2] == ["Erased: p-1 (Eva Ek, Ekonomi, –2026-06-30)", f"{said}: controller"]
    assert f"  {path}:4\n  {path}:7\n" in told


def test_an_address_that_is_the_roles_own_is_not_looked_for(make_root, capsys):
    """Nor what a colleague has too; both are told."""
    files = {**FILES, "docs/roles/chef.md": "---\ntitle: chef\ncontact: eva.ek@x.example\n---\n# x\n"}
    files["people/alla.yml"] = PEOPLE.replace("{id: p-2,", "{id: p-2, name: Eva Ek,")
    _, told = forget(make_root(files), capsys, "--as", "processes/betala=inkopare", "--as", "controller")
    assert "Looked for p-1 in " in told
    assert "Not looked for, as others or a role have it too: Eva Ek, eva.ek@x.example\n" in told
    assert "roles/chef.md" not in told


@pytest.mark.parametrize("in_git", [True, False])
def test_every_file_that_still_mentions_somebody_is_named(in_git, make_root, capsys):
    """Pages through links, plans, hidden and oddly written files, and names of files; what is no text is named, too."""
    root = make_root(FILES)
    files = {
        "shared/linked.md": "---\ntitle: Länk\nowner: chef\n---\nFråga p-1.\n",
        "plans/2026/plan.yml": "leaver: p-1\n",
        ".github/CODEOWNERS": "/docs eva.ek@x.example\n",
        "lists/staff.csv": "Namn;Tjänst\nEva Ek;Chef å\n".encode("cp1252"),
        "lists/staff16.csv": "Eva Ek\n".encode("utf-16"),
        "pictures/p-1.png": b"\x89PNG\0",
        "script.py": "# p-1\n",
        ".venv/x.txt": "p-1\n",
        ".gitignore": ".venv/\n",
    }
    if in_git:
        committed(root, files)
    write_files(root, files)
    (root / "docs/linked.md").symlink_to("../shared/linked.md")
    (root / "docs/away.md").symlink_to("/etc/hostname")
    status, told = forget(root, capsys, "--as", "processes/betala=inkopare", "--as", "controller")
    assert status == 0, told
    lines = told.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("These lines still"))
    assert lines[first - 1].startswith("Looked for p-1, Eva Ek, eva.ek@x.example in ")
    last = next(number for number, line in enumerate(lines) if line.startswith("Not looked into"))
    assert [line.strip() for line in lines[first + 1 : last]] == [
        ".github/CODEOWNERS:1",
        "docs/linked.md:5",
        "lists/staff.csv:2",
        "lists/staff16.csv:1",
        "pictures/p-1.png",
        "plans/2026/plan.yml:1",
        "processes/betala.md:16",
        "script.py:1",
        "shared/linked.md:5",
    ]
    assert lines[last + 1 : last + 3] == ["  docs/away.md", "  pictures/p-1.png"]
    assert "git's history keeps what was" in lines[last + 3]
