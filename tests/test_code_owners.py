"""CODEOWNERS: what its lines match, how it is made of the pages' owners, and that this repository's own is current."""

import json
import subprocess

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import REPOSITORY
from stafett.cli.main import main
from stafett.code_owners import escaped, is_name, parse

GITHUB, GITLAB = ".github/CODEOWNERS", ".gitlab/CODEOWNERS"


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("*", ["a.md", "docs/x/a.md"], []),
        ("*.md", ["a.md", "docs/x/a.md"], ["a.txt"]),
        ("/docs/", ["docs/a", "docs/x/y"], ["docs", "x/docs/a"]),
        ("docs/", ["docs/a", "x/docs/a"], ["docs"]),
        ("/docs", ["docs", "docs/x/y"], ["x/docs"]),
        ("docs/*", ["docs/a"], ["docs/x/y", "x/docs/a"]),
        ("docs/x", ["docs/x/y"], ["a/docs/x/y"]),
        ("**/docs", ["docs/a", "x/docs/a"], []),
        ("/docs/**/a.md", ["docs/a.md", "docs/x/y/a.md"], ["a.md"]),
        ("/docs/**", ["docs/a", "docs/x/y"], ["docs"]),
        ("/a?.md", ["ab.md"], ["a/.md", "abc.md"]),
        ("/a[bc].md", ["a[bc].md"], ["ab.md"]),
        (r"/docs/d\ e/\#1.md", ["docs/d e/#1.md"], ["docs/d"]),
    ],
)
def test_a_pattern_matches_as_github_documents_it(pattern, matched, not_matched):
    """As in .gitignore, without ranges; checked against another program that reads such files."""
    owners = parse(GITHUB, f"{pattern} @x # @nobody\n")
    assert [path for path in matched if owners.owners(path) != {"@x"}] == []
    assert [path for path in not_matched if owners.owners(path)] == []


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("docs/a.md", ["docs/a.md", "x/docs/a.md"], ["docs/a.md/b"]),
        ("/docs/", ["docs/x/a"], ["x/docs/a"]),
        ("/docs", ["docs"], ["docs/a"]),
        ("/a[b-d].md", ["ac.md"], ["a[b-d].md"]),
        (r"/a\[b\].md", ["a[b].md"], ["ab.md"]),
    ],
)
def test_a_pattern_matches_as_gitlab_documents_it(pattern, matched, not_matched):
    """A path without a slash in front may begin in any folder, and only a slash behind takes what a folder holds."""
    owners = parse(GITLAB, f"{pattern} @x\n")
    assert [path for path in matched if owners.owners(path) != {"@x"}] == []
    assert [path for path in not_matched if owners.owners(path)] == []


def test_the_last_line_counts_also_where_it_names_nobody():
    """As both forges have it; names are told apart by their letters alone."""
    owners = parse("CODEOWNERS", "* @All\n/docs/ @Docs mail@example.org word\n/docs/free.md\n# /docs/ @comment\n")
    assert owners.owners("a") == {"@all"}
    assert owners.owners("docs/a") == {"@docs", "mail@example.org"}
    assert owners.owners("docs/free.md") == frozenset()


def test_sections_are_looked_at_apart():
    """Each has a say, with owners of its own where a line names none, and leaves out what it says."""
    text = "* @all\n[Docs][2] @docs\n/docs/\n/docs/b.md @b\n!/docs/c.md\n^[Law] @law\n/docs/a.md\n"
    owners = parse("CODEOWNERS", text)
    assert owners.owners("docs/a.md") == {"@all", "@docs", "@law"}
    assert owners.owners("docs/b.md") == {"@all", "@b"}
    assert owners.owners("docs/c.md") == {"@all"}


PATHS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="/"), min_size=1, max_size=12)


@example(["#"], "0")
@given(st.lists(PATHS, min_size=1, max_size=3), PATHS)
@settings(max_examples=80, deadline=None)
def test_an_escaped_path_means_that_file_alone(parts, other):
    """Whatever signs its name has, for either forge; and its line is read back as its path."""
    path = "/".join(parts)
    for place in (GITHUB, GITLAB):
        owners = parse(place, f"{escaped(path)} @x\n")
        if path.strip() == path and path.split() == path.split(" "):
            assert owners.lines[0].literal == path
            assert owners.owners(path) == {"@x"}
            assert other == path or not owners.owners(other)


@pytest.mark.parametrize(
    ("name", "forges"),
    [
        ("@spannverket/drift", {"github", "gitlab"}),
        ("@anna", {"github", "gitlab"}),
        ("@a/b/c", {"gitlab"}),
        ("@@maintainers", {"gitlab"}),
        ("drift", set()),
        ("@a @b", set()),
        ("@a\n* @b", set()),
        ("anna@example.org", set()),
    ],
)
def test_a_name_is_one_that_the_forge_can_have(name, forges):
    """What comes from a page cannot add a second name or line."""
    assert {forge for forge in ("github", "gitlab") if is_name(name, forge)} == forges


ROLE = "---\ntitle: {0}\nowner: boss\n{1}---\n# {0}\n"
FILES = {
    "docs/roles/boss.md": ROLE.format("Boss", 'team: "@org/boss"\n'),
    "docs/roles/clerk.md": ROLE.format("Clerk", "team: no team\n"),
    "docs/roles/empty.md": ROLE.format("Empty", ""),
    "docs/a b#1.md": "---\ntitle: A\nowner: clerk\ndeputy: boss\n---\n# A\n",
    "docs/lost.md": "---\ntitle: Lost\nowner: empty\n---\n# L\n",
    "people/all.yml": (
        "people:\n"
        '  - {id: p-1, unit: u, first_day: 2020-01-01, account: "@anna", roles: [{role: clerk}]}\n'
        '  - {id: p-2, unit: u, first_day: 2020-01-01, account: "@bo", last_day: 2026-01-31, roles: [{role: clerk}]}\n'
        "  - {id: p-3, unit: u, first_day: 2020-01-01, roles: [{role: clerk}]}\n"
    ),
}
MADE = r"""# stafett: begin
# Made of owner and deputy of each page by `stafett export --to codeowners`.
# Change those, not these lines.
/docs/a\ b\#1.md @anna @org/boss
/docs/roles/boss.md @org/boss
/docs/roles/clerk.md @org/boss
/docs/roles/empty.md @org/boss
"""
COMMENT = "# Nobody who answers for these pages has a team or an account:\n#   docs/lost.md (owner: empty)\n"
STEWARDS = "/docs/lost.md @org/boss\n"
END = "# stafett: end\n"


def export(capsys, root, *arguments) -> tuple[int, str, str]:
    """Status and what is printed."""
    status = main(["export", "--to", "codeowners", "-C", str(root), "--as-of", "2026-11-24", *arguments])
    printed = capsys.readouterr()
    return status, printed.out, printed.err


def test_lines_are_made_of_teams_and_of_the_accounts_of_those_who_are_here(make_root, capsys):
    """Owner first, then deputy; whom nobody answers for stands in a comment, without a name that a forge would take."""
    assert export(capsys, make_root(FILES)) == (0, MADE + COMMENT + END, "")


def test_the_stewards_are_asked_about_what_nobody_answers_for(make_root, capsys):
    """Where the settings name them."""
    _, out, _ = export(capsys, make_root(FILES, {"reminders": {"stewards": "boss"}}))
    assert f"/docs/a\\ b\\#1.md @anna @org/boss\n{STEWARDS}/docs/roles/boss.md" in out
    assert "so the stewards are asked:\n#   docs/lost.md (owner: empty)\n# stafett: end\n" in out


def test_lines_written_by_hand_stay(make_root, capsys):
    """Those between the marks are replaced; a file without marks gets them at its end, and a new one is made."""
    root = make_root(FILES)
    target = root / ".github/CODEOWNERS"
    status, out, _ = export(capsys, root, "--output", str(target))
    assert status == 0
    assert out.splitlines()[0] == f"{target}: 4 pages"
    assert target.read_text() == MADE + COMMENT + END
    target.write_text("* @all\n\n# stafett: begin\n/old.md @x\n# stafett: end\n\n/last/ @y\n")
    export(capsys, root, "--output", str(target))
    assert target.read_text() == f"* @all\n\n{MADE}{COMMENT}{END}\n/last/ @y\n"
    target.write_text("* @all")
    export(capsys, root, "--output", str(target))
    assert target.read_text() == f"* @all\n\n{MADE}{COMMENT}{END}"


def test_other_lines_keep_their_endings(make_root, capsys):
    """And the byte order mark; marks that make no pair, and what is no text, are refused."""
    root = make_root(FILES)
    target = root / "CODEOWNERS"
    target.write_bytes(b"\xef\xbb\xbf* @all\r\n# stafett: begin\r\n# stafett: end\r\n")
    assert export(capsys, root, "--output", str(target))[0] == 0
    wanted = f"\ufeff* @all\n{MADE}{COMMENT}{END}".replace("\n", "\r\n")
    assert target.read_bytes().decode() == wanted
    for data in (b"# stafett: begin\n", b"# stafett: end\n# stafett: begin\n", b"\xe5 @all\n"):
        target.write_bytes(data)
        assert export(capsys, root, "--output", str(target))[0] == 2
        assert target.read_bytes() == data


def test_paths_are_those_of_the_repository(make_root, capsys):
    """Where the knowledge base lies in a folder of it, too, both when they are made and when they are checked."""
    root = make_root({f"kb/{path}": text for path, text in FILES.items()} | {"kb/stafett.yml": "language: en\n"})
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert export(capsys, root / "kb", "--output", str(root / "CODEOWNERS"))[0] == 0
    assert "\n/kb/docs/roles/boss.md @org/boss\n" in (root / "CODEOWNERS").read_text()
    check = ["check", "-C", str(root / "kb"), "--select", "OWN006", "--as-of", "2026-11-24", "--fail-on", "warning"]
    assert main(check) == 0
    (root / "CODEOWNERS").write_text((root / "CODEOWNERS").read_text().replace("boss.md", "bass.md"))
    capsys.readouterr()
    assert main([*check, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["path"] for finding in found] == ["../CODEOWNERS", "docs/roles/boss.md"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["out", "--to", "codeowners"], "--to codeowners writes no folder; name a file with --output"),
        (["--to", "codeowners", "--engine", "zensical"], "name either --to or --engine, not both"),
        (["out"], "name a folder and its engine"),
        (["--engine", "zensical"], "name a folder and its engine"),
    ],
)
def test_an_export_that_is_not_clear_is_refused(make_root, capsys, arguments, reason):
    """In words, with status 2."""
    assert main(["export", "-C", str(make_root(FILES)), *arguments]) == 2
    assert reason in capsys.readouterr().err


def test_what_is_made_is_what_check_wants(make_root, capsys):
    """Also for a file name with a space and a pound sign, and on another day for others."""
    root = make_root(FILES)
    export(capsys, root, "--output", str(root / GITHUB))
    check = ["check", "-C", str(root), "--select", "OWN006", "--fail-on", "warning", "--as-of"]
    assert main([*check, "2026-11-24"]) == 0
    assert main([*check, "2026-01-31"]) == 1


def test_the_codeowners_of_this_repository_are_current(capsys):
    """Made anew, not one line differs."""
    _, out, _ = export(capsys, REPOSITORY)
    assert (REPOSITORY / GITHUB).read_text(encoding="utf-8") == out
