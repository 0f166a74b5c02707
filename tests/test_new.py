"""``stafett new``: the page that it makes, what it says of it, and what it refuses."""

from __future__ import annotations

import builtins
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.cli import asking
from stafett.cli.main import main
from stafett.drafting import Draft, compose, generated_template
from stafett.kinds import built_in_names
from stafett.messages import LANGUAGES
from stafett.questions.check import check
from stafett.questions.new_page import slug
from stafett.reading.load import load
from stafett.reading.page import read_page
from stafett.reading.settings import settings_from
from stafett.reading.templates import usual_template

DAY = "2026-11-24"
ROLE = "---\ntitle: {0}\nowner: chief\nlast_reviewed: 2026-11-01\nmust_know: {{day_1: [roles/chief]}}\n---\n# {0}\n"
DECISION = "---\ntitle: {0}\nowner: chief\nstatus: accepted\ndate: 2026-11-01\nlast_reviewed: 2026-11-01\n---\n"
FILES = {
    "docs/roles/chief.md": ROLE.format("Chief"),
    "docs/roles/clerk.md": ROLE.format("Clerk"),
    "docs/decisions/0001-a.md": DECISION.format("A"),
    "docs/decisions/0004-b.md": DECISION.format("B"),
    "processes/money/pay.md": "---\ntitle: Pay\nowner: chief\nlast_reviewed: 2026-11-01\n---\n# Pay\n",
}
INTERVALS = {kind: {"review_in": "1 year"} for kind in built_in_names()}


@pytest.fixture
def new(make_root, capsys):
    """A function that runs ``stafett new`` on a small knowledge base: exit status, output, errors."""
    made = {}

    def run(*arguments, files=(), settings=(), as_of=DAY):
        if "root" not in made:
            made["root"] = make_root({**FILES, **dict(files)}, {"defaults": INTERVALS, **dict(settings)})
        run.root = made["root"]
        status = main(["new", *arguments, "-C", str(made["root"]), "--as-of", as_of])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return run


def codes(root, path):
    """The codes of the findings on a page, but for those that a new page is expected to have."""
    found = check(load(root), date.fromisoformat(DAY), wanted=lambda other: other == path)
    return sorted({finding.code for finding in found})


@pytest.mark.parametrize(
    ("kind", "path", "also"),
    [
        ("process", "processes/a-new-page.md", ["PRO001"]),
        ("role", "docs/roles/a-new-page.md", []),
        ("decision", "docs/decisions/0005-a-new-page.md", []),
        ("article", "docs/a-new-page.md", []),
    ],
)
def test_a_new_page_lacks_only_what_its_author_knows(new, kind, path, also):
    """Whatever the kind, a check finds the places to write, that nobody has vouched, and no error."""
    status, output, errors = new(kind, "A new page", "--owner", "chief")
    assert (status, errors) == (0, "")
    assert output.startswith(f"Made {path}\n")
    assert codes(new.root, path) == sorted(["FMT015", "REV002", *also])
    page = load(new.root).by_path[path]
    for left in page.left:
        assert f"  {left.line}  {left.what}".strip() in output
    assert f"stafett review {page.id} --by chief" in output


def test_a_decision_gets_the_number_after_the_highest_and_the_day(new):
    """Gaps are not filled, and the decision is proposed on the as-of date."""
    new("decision", "Buy a boat", "--owner", "chief", as_of="2026-12-01")
    text = (new.root / "docs/decisions/0005-buy-a-boat.md").read_text(encoding="utf-8")
    assert "status: proposed\ndate: 2026-12-01\n" in text
    assert "# 0005 Buy a boat\n" in text


def test_a_decision_is_numbered_as_its_own_path_says(new):
    """Who names the file names the number."""
    new("decision", "Buy a boat", "--owner", "chief", "--path", "docs/decisions/0009-boat.md")
    assert "# 0009 Buy a boat\n" in (new.root / "docs/decisions/0009-boat.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("there", "made", "heading"),
    [
        ("docs/adr/adr-015.md", "docs/adr/adr-016.md", "# 016 Buy"),
        ("docs/adr/12_x.md", "docs/adr/13_buy.md", "# 13 Buy"),
        ("docs/adr/2025-02-11-x.md", "docs/adr/2026-11-24-buy.md", "# Buy"),
        ("docs/adr/notes.md", "docs/adr/0001-buy.md", "# 0001 Buy"),
    ],
)
def test_a_decision_is_named_as_the_others_of_its_log(new, there, made, heading):
    """Prefix, digits and signs between them are those of the last decision."""
    chosen = {"pages": [{"match": "docs/adr/*.md", "kind": "decision"}], "owners": "any"}
    assert new("decision", "Buy", "--owner", "x", files={there: "# X\n"}, settings=chosen)[0] == 0
    assert f"\n{heading}\n" in (new.root / made).read_text(encoding="utf-8")


def test_a_page_goes_into_its_area_and_keeps_clear_of_another_name(new):
    """References by the last part of an id go on meaning what they meant."""
    new("process", "Pay", "--owner", "clerk", "--in", "processes/sea")
    assert (new.root / "processes/sea/pay-2.md").exists()


def test_nothing_is_written_over(new):
    """A page that exists is left as it is, to the byte."""
    before = FILES["processes/money/pay.md"]
    status, output, errors = new("process", "Pay", "--owner", "clerk", "--in", "money")
    assert (status, output) == (2, "")
    assert "processes/money/pay.md" in errors
    assert (new.root / "processes/money/pay.md").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["article", "X"], "--owner ROLE"),
        (["article", "X", "--owner", "chef"], "did you mean chief"),
        (["article", "X", "--owner", "chief", "--criticality", "high"], "--deputy ROLE"),
        (["article", "X", "--owner", "chief", "--criticality", "hihg"], "Write `criticality: high`"),
        (["artcle", "X", "--owner", "chief"], "did you mean article"),
        (["article", "X", "--owner", "chief", "--set", "keyword=a"], "did you mean keywords"),
        (["process", "X", "--owner", "chief", "--in", "../.."], "no place for a page"),
        (["process", "X", "--owner", "chief", "--path", "docs/x.md"], "no page of the kind process"),
        (["article", "漢字", "--owner", "chief"], "--path"),
        (["article", " ", "--owner", "chief"], "one line of text"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_written(new, arguments, told):
    """Where nobody can be asked, the message names the option that answers."""
    status, output, errors = new(*arguments)
    assert (status, output) == (2, "")
    assert told in errors
    assert {path.relative_to(new.root).as_posix() for path in new.root.rglob("*.md")} == set(FILES)


def test_a_dry_run_prints_the_page_and_writes_nothing(new):
    """What is printed is the page, whole."""
    status, output, _ = new("article", "A boat", "--owner", "chief", "--set", "keywords=a, b", "--dry-run")
    assert status == 0
    assert output.startswith("---\ntitle: A boat\nowner: chief\nkeywords: [a, b]\n")
    assert not (new.root / "docs/a-boat.md").exists()


def test_a_kind_of_the_organisations_own_gets_a_template_from_its_declaration(new):
    """Required text is marked with its label, and what cannot be marked has to be given."""
    fields = {
        "supplier": {"type": "text", "required": "true", "label": "Supplier"},
        "from": {"type": "date", "required": "true"},
        "level": {"type": "choice", "choices": ["a", "b"], "required": "true", "label": "Level"},
    }
    chosen = {
        "pages": [{"match": "docs/systems/*.md", "kind": "system"}, {"match": "docs/roles/*.md", "kind": "role"}],
        "kinds": {"system": {"label": "System", "extends": "page", "fields": fields}},
    }
    status, _, errors = new("system", "The till", "--owner", "chief", settings=chosen)
    assert status == 2
    assert "--set level=..." in errors
    assert new("system", "The till", "--owner", "chief", "--set", "level=a")[0] == 0
    text = (new.root / "docs/systems/the-till.md").read_text(encoding="utf-8")
    assert 'supplier: "[[write: Supplier]]"\n' in text
    assert "from: 2026-11-24\n" in text
    assert "review_in: 1 year\n" in text
    assert codes(new.root, "docs/systems/the-till.md") == ["FMT015", "REV002"]


def test_the_knowledge_bases_own_template_is_taken_and_is_no_page(new):
    """A file templates/KIND.md stands in for ours; its comments are for its author, and nothing is told of it."""
    template = "---\n# about templates\nwhy: because\ntags: [new]\n---\nText of {{date}}.\n"
    everything = {"pages": [{"match": "docs/roles/*.md", "kind": "role"}, {"match": "**/*.md", "kind": "article"}]}
    status, _, _ = new(
        "article", "A *boat*", "--owner", "chief", files={"templates/article.md": template}, settings=everything
    )
    assert status == 0
    text = (new.root / "a-boat.md").read_text(encoding="utf-8")
    assert text == (
        "---\ntitle: A *boat*\nowner: chief\nwhy: because\ntags: [new]\n---\n# A \\*boat\\*\n\nText of 2026-11-24.\n"
    )
    assert not [page for page in load(new.root).pages if page.path.startswith("templates/")]


def test_the_page_is_written_in_the_knowledge_bases_own_spelling(new):
    """Names of fields and dates are as the settings say."""
    chosen = {"fields": {"owner": "owner_slack", "date": "decided"}, "date_formats": ["%d/%m/%Y"], "owners": "any"}
    assert "--by '#boats'" in new("decision", "Buy", "--owner", "#boats", settings=chosen)[1]
    text = (new.root / "docs/decisions/0005-buy.md").read_text(encoding="utf-8")
    assert "owner_slack: '#boats'\n" in text or 'owner_slack: "#boats"\n' in text
    assert "decided: 24/11/2026\n" in text


@pytest.fixture
def answers(monkeypatch):
    """A function that puts somebody at the terminal, who gives these answers, the last one for ever."""

    def give(*lines):
        left = list(lines)

        def reply(_prompt):
            answer = left.pop(0)
            if answer is KeyboardInterrupt:
                raise KeyboardInterrupt
            return answer

        monkeypatch.setattr(asking, "at_terminal", lambda: True)
        monkeypatch.setattr(builtins, "input", reply)

    return give


def test_at_a_terminal_what_is_missing_is_asked_for(new, answers):
    """The area, the owner by its number after a wrong answer, the criticality, and then a deputy."""
    answers("money", "9", "2", "high", "chief")
    status, output, _ = new("process", "Lend a boat")
    text = (new.root / "processes/money/lend-a-boat.md").read_text(encoding="utf-8")
    assert status == 0
    assert text.startswith("---\ntitle: Lend a boat\nowner: clerk\ndeputy: chief\ncriticality: high\n")
    assert "That is none of them." in output
    assert "  1  Chief\n  2  Clerk\n" in output


def test_at_a_terminal_the_kind_and_the_title_are_asked_for(new, answers):
    """Whoever knows only the command's name gets on; in a script both are to be given."""
    answers("Article", "Lend  a boat", "chief")
    status, output, _ = new()
    assert status == 0, output
    assert (new.root / "docs/lend-a-boat.md").read_text(encoding="utf-8").startswith("---\ntitle: Lend a boat\n")


@pytest.mark.parametrize("given", [(), ("article",)])
def test_in_a_script_what_is_missing_is_said(new, given):
    """One sentence, and nothing is made."""
    status, _, errors = new(*given)
    assert status == 2
    assert errors.count("\n") == 1
    assert 'stafett new process "..."' in errors


def test_the_first_role_can_own_its_own_guide(make_root, answers, capsys):
    """Where there is no role yet nothing else can have an owner, and that is said."""
    root = make_root({"docs/index.md": "# Home\n"}, {"defaults": INTERVALS})
    answers("1")
    assert main(["new", "role", "Boss", "-C", str(root), "--as-of", DAY]) == 0
    assert "owner: boss\n" in (root / "docs/roles/boss.md").read_text(encoding="utf-8")
    (root / "docs/roles/boss.md").unlink()
    assert main(["new", "article", "X", "-C", str(root), "--as-of", DAY]) == 2
    assert "stafett new role" in capsys.readouterr().err


def test_where_owners_are_free_text_those_who_own_most_are_offered(make_root, answers, capsys):
    """One of them by its number, or anybody else by name."""
    page = "---\ntitle: A\nowner: '#boats'\nlast_reviewed: 2026-11-01\n---\n"
    root = make_root({"docs/a.md": page}, {"owners": "any", "defaults": INTERVALS})
    answers("1", "#cars")
    for title in ("One", "Two"):
        assert main(["new", "article", title, "-C", str(root), "--as-of", DAY]) == 0
    assert "  1  #boats\n" in capsys.readouterr().out
    assert [load(root).by_path[f"docs/{name}.md"].owner for name in ("one", "two")] == ["#boats", "#cars"]


def test_a_template_that_is_a_link_is_refused(new, tmp_path):
    """What lies outside the knowledge base does not come into a page."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    new("article", "A", "--owner", "chief")
    (new.root / "templates").mkdir()
    (new.root / "templates/article.md").symlink_to(tmp_path / "secret")
    status, _, errors = new("article", "B", "--owner", "chief")
    assert status == 2
    assert "templates/article.md" in errors


def test_breaking_off_leaves_nothing(new, answers):
    """Ctrl-C at any question, and there is no page."""
    answers("money", KeyboardInterrupt)
    assert new("process", "Lend a boat")[0] == 130
    assert not (new.root / "processes/money/lend-a-boat.md").exists()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", built_in_names())
def test_every_kind_has_a_template_in_each_language(kind, language):
    """It is marked in that language, and says something to write."""
    declared = settings_from({}, "").kinds[kind]
    text = usual_template(declared, language)
    assert text is not None
    assert ("[[skriv:" in text, "[[write:" in text) == (language == "sv", language == "en")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Attestera en leverantörsfaktura", "attestera-en-leverantorsfaktura"),
        ("Ærø & Łódź – straße", "aero-lodz-strasse"),
        ("../../etc/passwd", "etc-passwd"),
        ("漢字", ""),
        ("ord " * 40, "-".join(["ord"] * 15)),
    ],
)
def test_a_title_becomes_a_file_name(title, name):
    """ASCII letters, digits and hyphens, cut between two words."""
    assert slug(title) == name


@settings(max_examples=50)
@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=60))
def test_any_title_comes_back_as_it_was(title):
    """What is written as YAML is read as the same text, and the heading is that text too."""
    title = " ".join(title.split())
    if not title or not title.isprintable():
        return
    chosen = settings_from({"owners": "any"}, "")
    text = compose(generated_template("en"), Draft(title, {"owner": "x"}, date(2026, 11, 24)), chosen)
    page = read_page("docs/a.md", chosen.kinds["article"], text.encode(), chosen)
    assert page.values["title"] == page.title
    assert " ".join(str(page.values["title"]).split()) == " ".join(normalize("NFC", title).split())
    assert not page.complaints
