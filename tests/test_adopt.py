"""``stafett init --adopt``: what it proposes for real knowledge bases and made-up ones, and that they begin green."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from typing import NamedTuple

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import write_files
from stafett.adoption.dates import propose_formats
from stafett.adoption.look import look
from stafett.adoption.proposal import propose
from stafett.adoption.survey import Seen, Survey
from stafett.cli.main import main
from stafett.messages import Words
from stafett.reading.settings import settings_from
from stafett.reading.tree import kind_of
from stafett.reading.yaml_text import parse
from stafett.reports.adoption import settings_text

DAY = "2026-01-01"
KINDS = settings_from({}, "").kinds


class Right(NamedTuple):
    """What has to be proposed for a corpus."""

    pages: dict[str, int]  # by kind
    fields: dict[str, str] = {}  # noqa: RUF012 (frozen)
    formats: list[str] | None = None
    defaults: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


REVIEWED = {"last_reviewed": "last_reviewed_on", "owner": "owner_slack"}
CORPORA = {
    "govuk-developer-docs-20201103": Right({"article": 290}, REVIEWED, known=("layout", "parent", "section", "type")),
    "gds-way-20231231": Right({"article": 56}, REVIEWED),
    "opg-technical-guidance": Right({"decision": 16, "article": 40}, REVIEWED, known=("weight",)),
    "ms-wsl": Right(
        {"article": 36}, {"last_reviewed": "ms.date", "owner": "author"}, ["%m/%d/%Y"], ("article",), ("ms.topic",)
    ),
    "madr": Right({"decision": 19, "article": 6}, {}, None, ("decision", "article"), ("nav_order", "parent")),
    "govuk-aws-adr": Right({"decision": 38, "article": 9}, {}, None, ("decision", "article")),
    "content-publisher-adr": Right({"decision": 16, "article": 8}, {}, None, ("decision", "article")),
    "digg-opensource-docs": Right({"article": 58}, {}, None, ("article",), ("weight",)),
}


@pytest.fixture(scope="module")
def adopted(corpora, tmp_path_factory):
    """A function that gives a copy of a corpus, adopted once."""
    made = {}

    def adopt(name):
        if name not in made:
            root = tmp_path_factory.mktemp("adopt") / name
            shutil.copytree(corpora / name, root, copy_function=shutil.copyfile)
            root.chmod(0o755)
            assert main(["init", "--adopt", str(root), "--as-of", DAY]) == 0
            made[name] = root
        return made[name]

    return adopt


def read(root):
    """The settings that were written."""
    return yaml.safe_load((root / "stafett.yml").read_text(encoding="utf-8"))


def check(root, capsys, *arguments, day=DAY):
    """What a check says as JSON, and its exit status."""
    capsys.readouterr()
    status = main(["check", "-C", str(root), "--as-of", day, "--format", "json", *arguments])
    return status, json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("name", CORPORA)
def test_a_real_knowledge_base_is_understood(name, adopted, capsys):
    """Its pages by kind, how it spells our fields, how it writes dates, and which fields of its own it has."""
    root, right = adopted(name), CORPORA[name]
    chosen = read(root)
    capsys.readouterr()
    main(["pages", "-C", str(root), "--as-of", DAY, "--format", "json"])
    kinds = [row["kind"] for row in json.loads(capsys.readouterr().out)]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == right.pages
    assert chosen.get("fields", {}) == right.fields
    assert chosen.get("date_formats") == right.formats
    assert tuple(chosen.get("defaults", {})) == right.defaults
    assert set(right.known) <= set(chosen.get("known_fields", ()))
    assert chosen["owners"] == "any"


@pytest.mark.parametrize("name", CORPORA)
def test_a_real_knowledge_base_begins_with_nothing_red(name, adopted, capsys):
    """Right after, a check has nothing to say against it; a page that is added is judged."""
    root = adopted(name)
    assert check(root, capsys)[0] == 0
    folder = read(root)["pages"][-1]["match"].split("**")
    new = root / folder[0] / f"zz-new{folder[1].removeprefix('/*')}"
    new.write_text("# Nobody's\n", encoding="utf-8")
    assert check(root, capsys)[0] == 1
    new.unlink()


@pytest.mark.parametrize("name", ["govuk-developer-docs-20201103", "gds-way-20231231", "opg-technical-guidance"])
def test_the_proposal_finds_what_was_computed_independently(name, adopted, corpora, capsys):
    """Who has no owner or review, and what is overdue, is exactly what it should be on the pages that it takes."""
    root = adopted(name)
    right = json.loads((corpora / f"{name}.expected.json").read_text(encoding="utf-8"))
    day, by_code = next(iter(right["as_of"].items()))
    report = check(root, capsys, "--no-baseline", "--fail-on", "never", day=day)[1]
    main(["pages", "-C", str(root), "--as-of", DAY, "--format", "json"])
    pages = {row["path"] for row in json.loads(capsys.readouterr().out)}
    for code, paths in (right["always"] | by_code).items():
        if code != "FMT010":  # the decisions among them have dates of their own
            found = {finding["path"] for finding in report["findings"] if finding["code"] == code}
            assert found == set(paths) & pages, code


OLD = "---\ntitel: {0}\nansvarig: {1}\nsenast_granskad: {2}\nintervall: 6 månader\n---\n# {0}\n\nText om att och för.\n"
SWEDISH = {
    "dokument/rutiner/inkop/kop.md": OLD.format("Köp", "Ekonomi", "13/02/2025"),
    "dokument/rutiner/resa.md": OLD.format("Resa", "Ekonomi", "05/02/2025"),
    "dokument/roller/chef.md": OLD.format("Chef", "Hr", "01/03/2025"),
    "dokument/beslut/0001-a.md": OLD.format("A", "Vd", "01/03/2025"),
    "dokument/index.md": "# Hej\n\nDet är inte mycket.\n",
    "mkdocs.yml": "docs_dir: dokument\nx: !ENV [A, b]\nnav:\n  - Hem: index.md\n  - Resa: rutiner/resa.md\n",
    "anteckningar/x.md": "# X\n",
    "Processer/y.md": OLD.format("Y", "Vd", "01/03/2025"),
    "README.md": "# R\n",
    "CODEOWNERS": "* @all\n/dokument/rutiner/ @ekonomi @org/inkop\n",
}


def test_swedish_names_and_folders_are_understood(tmp_path, capsys):
    """Fields, dates, kinds and the menu of a Swedish knowledge base, which are told in Swedish."""
    write_files(tmp_path, SWEDISH)
    before = (tmp_path / "mkdocs.yml").read_bytes()
    assert main(["init", "--adopt", str(tmp_path), "--as-of", DAY]) == 0
    output = capsys.readouterr().out
    chosen = read(tmp_path)
    assert chosen["language"] == "sv"
    assert [tuple(item.values()) for item in chosen["pages"]] == [
        ("dokument/beslut/*.md", "decision"),
        ("dokument/roller/**/*.md", "role"),
        ("Processer/**/*.md", "process"),
        ("dokument/rutiner/**/*.md", "process"),
        ("dokument/**/*.md", "article"),
    ]
    assert chosen["fields"] == {
        "last_reviewed": "senast_granskad", "owner": "ansvarig", "review_in": "intervall", "title": "titel"
    }  # fmt: skip
    assert chosen["date_formats"] == ["%d/%m/%Y"]
    assert "13/02/2025 kan inte läsas i någon annan ordning" in (tmp_path / "stafett.yml").read_text(encoding="utf-8")
    assert "2 av 6 sidor står i menyn" in output
    assert (tmp_path / "mkdocs.yml").read_bytes() == before


def test_short_pages_are_swedish_by_their_fields_and_folders(tmp_path, capsys):
    """There is little other text; and the next step can be taken from where the command was given."""
    page = "---\ntitel: Rutin\nansvarig: Kansliet\nuppdaterad: 4 maj 2026\n---\n# Rutin\n\nSe [annan](b.md).\n"
    folder = tmp_path / "vår bas"
    write_files(folder, {"rutiner/a.md": page, "rutiner/b.md": page})
    assert main(["init", "--adopt", str(folder), "--as-of", DAY]) == 0
    assert capsys.readouterr().out.endswith(f"  stafett check -C '{folder}'\n")
    assert read(folder)["language"] == "sv"


def test_owners_are_a_table_for_a_person_to_decide_on(tmp_path, capsys):
    """What the page says, else CODEOWNERS, else who changed it most; no cell is a formula, and no page is touched."""
    root = tmp_path / "kb"
    write_files(root, {**SWEDISH, "dokument/fri.md": "# Fri\n"})
    git = ["git", "-C", str(root), "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    subprocess.run([*git, "add", "."], check=True)
    subprocess.run([*git, "-c", "user.name==Bo", "commit", "-qm", "x", "--date", "2025-12-01T12:00:00"], check=True)
    (root / "CODEOWNERS").unlink()
    assert main(["init", "--adopt", str(root), "--as-of", DAY, "--dry-run", "--owners", str(tmp_path / "o.csv")]) == 0
    assert "=Bo (2)" in capsys.readouterr().out
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:  # as Excel in Sweden reads it
        rows = {row["sida"]: row for row in csv.DictReader(file, delimiter=";")}
    assert rows["dokument/rutiner/resa.md"]["föreslagen ägare"] == "Ekonomi"
    assert rows["dokument/fri.md"]["föreslagen ägare"] == "'=Bo"
    assert rows["dokument/fri.md"]["senast ändrad"] == "2025-12-01"
    assert not (root / "stafett.yml").exists()
    (tmp_path / "o.csv").write_text("decided", encoding="utf-8")
    assert main(["init", "--adopt", str(root), "--as-of", DAY, "--owners", str(tmp_path / "o.csv")]) == 2
    assert (tmp_path / "o.csv").read_text(encoding="utf-8") == "decided"
    assert not (root / "stafett.yml").exists(), "nothing is half done"


def test_what_exists_is_never_written_over(tmp_path, capsys):
    """Settings that are there stay, and a dry run says what would be proposed all the same."""
    write_files(tmp_path, {"docs/a.md": "# A\n", "stafett.yml": "language: en\n"})
    assert main(["init", "--adopt", str(tmp_path), "--as-of", DAY]) == 2
    assert "stafett.yml" in capsys.readouterr().err
    assert main(["init", "--adopt", str(tmp_path), "--as-of", DAY, "--dry-run"]) == 0
    assert "docs/**/*.md" in capsys.readouterr().out
    assert (tmp_path / "stafett.yml").read_text(encoding="utf-8") == "language: en\n"


@pytest.mark.parametrize(
    "arguments", [["--ci", "github"], ["--name", "x"], ["--missing-only"], ["/nowhere/at/all"]], ids=lambda a: a[0]
)
def test_what_cannot_be_meant_is_refused(tmp_path, capsys, arguments):
    """Options of a new knowledge base, and a folder that is not there or has no page."""
    folder = [] if arguments[0].startswith("/") else [str(tmp_path)]
    assert main(["init", "--adopt", *folder, *arguments]) == 2
    assert capsys.readouterr().err.startswith("stafett: ")
    assert main(["init", "--adopt", str(tmp_path)]) == 2


@pytest.mark.parametrize(
    ("values", "notation", "proof", "rival"),
    [
        (["13/02/2025", "05/02/2025"], "%d/%m/%Y", "13/02/2025", None),
        (["02/13/2025", "05/02/2025"], "%m/%d/%Y", "02/13/2025", None),
        (["05/02/2025", "06/02/2025"], "%d/%m/%Y", None, "%m/%d/%Y"),
        (["13.02.2025"], "%d.%m.%Y", "13.02.2025", None),
        (["20250213"], "%Y%m%d", None, None),
        (["May 04, 2026"], "%B %d, %Y", None, None),
    ],
)
def test_day_and_month_are_told_apart_by_evidence(values, notation, proof, rival):
    """By a date that only one order can have written; where there is none, that is said."""
    found = propose_formats(values)[0]
    assert (found.notation, found.proof, found.rival) == (notation, proof, rival)


def test_iso_dates_need_no_format():
    """Nor do a few careless dates among them make one."""
    assert propose_formats(["2025-02-13"] * 30 + ["13/02/2025"]) == []


NAMES = st.text(min_size=1, max_size=12).map(lambda name: name.strip(". /") or "x")


@settings(max_examples=40)
@given(st.lists(st.tuples(NAMES, NAMES), max_size=4), st.sampled_from(["sv", "en"]))
def test_whatever_fields_are_called_the_settings_can_be_read(pairs, language):
    """Names of fields and folders come from anybody: the text is read back as just what was proposed."""
    files = [Seen(f"docs/{n}/a.md", ".md", {key: "x" for key, _ in pairs} or None) for n in range(5)]
    files += [Seen(f"{folder.replace('/', '')}/roles/a.md", ".md", None) for _, folder in pairs if folder.isprintable()]
    proposal = propose(Survey(tuple(files)), KINDS, language)
    text = settings_text(proposal, Words(language))
    value = parse(text).value
    assert isinstance(value, dict)
    assert value.get("known_fields", []) == [item.name for item in proposal.known]
    assert [item["match"] for item in value["pages"]] == [pattern.match for pattern in proposal.pages.patterns]
    chosen = settings_from(value, text)
    assert {seen.path: kind_of(seen.path, chosen) for seen in proposal.files} == proposal.pages.kinds


def test_hidden_and_built_folders_are_not_looked_into(tmp_path):
    """What a tool has put there is nobody's page."""
    write_files(tmp_path, {f"{name}/a.md": "# A\n" for name in (".x", "node_modules", "venv", "site", "docs")})
    assert [seen.path for seen in look(tmp_path).files] == ["docs/a.md"]


@pytest.mark.parametrize("name", ["stafett.yml", "stafett-baseline.json"])
def test_the_table_of_owners_never_takes_the_place_of_the_settings(name, tmp_path, capsys):
    """They are not there yet when it is looked whether something would be written over."""
    write_files(tmp_path, {"docs/a.md": "# A\n"})
    assert main(["init", "--adopt", str(tmp_path), "--as-of", DAY, "--owners", str(tmp_path / name)]) == 2
    assert "name another file" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
