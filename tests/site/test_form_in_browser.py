"""The form in real Chromium: a page is opened, changed and saved, and `check` accepts the file that results.

The form works in a folder of the reader's own computer; the browser's file system of its own (OPFS) stands in for that,
since nobody can answer the dialogue that asks for a folder. Everything else is as readers have it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from own_folder import FILL_OWN_FOLDER
from stafett.model import Raw
from stafett.questions.check import check
from stafett.reading.front_matter import split_text
from stafett.reading.load import load
from stafett.reading.yaml_text import parse

REPOSITORY = Path(__file__).resolve().parent.parent.parent
DAY = date(2026, 11, 24)
MANY = 50
COMPLAINT = "processes/kommunikation/hantera-klagomal.md"
DECISION = "docs/decisions/0018-valj-ett-nytt-vaxelskap.md"
HARD = "processes/kommunikation/svar.md"
HARD_TEXT = """\
---
# a remark at the top
title: "Svåra rader"   # a remark
owner: roles/kommunikationschef  # why
deputy: anna.berg
last_reviewed: 2026-08-05
review_in:   6 months
supersedes: [0010]
ms.date: 01/02/2026
odd: {b: 1, a: [x,  'y']}
audience: [everyone, nobody-known, driftledare]
keywords: klagomål, synpunkt,missnöjd
steps:
  # first comes
  - step: Klagomålet kommer in
    by: medarbetare
  - Klart
---

# Svåra rader

Text\u0020\u0020
!!! note
    Not.
"""
READ = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const parts = path.split("/");
  for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
  return (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
}"""
# What the format of one kind makes of a file that is opened, and saved with some fields changed.
SAVE = """async ([kind, text, changes]) => {
  const form = await SETTINGS;
  const fields = form.kinds[kind].fields.map((field) => withOptions(field, form.options));
  const format = formatOf({ ...form.kinds[kind], fields });
  return format.toFile({ ...format.fromFile(text), ...changes });
}"""


def pages() -> dict[str, str]:
    """The repository's pages, by path."""
    folders = (REPOSITORY / "processes", REPOSITORY / "docs")
    found = sorted(path for folder in folders for path in folder.rglob("*.md"))
    return {path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """The addresses that the browser asks for, in their order."""
    return []


@pytest.fixture(scope="module")
def form(browser: Browser, origin: str, asked: list[str]) -> Iterator[Page]:
    """A browser whose folder holds the repository, with the form open at one page, reached from that page."""
    context = browser.new_context(locale="sv-SE", service_workers="block")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
    page.goto(f"{origin}{COMPLAINT.removesuffix('.md')}/")
    page.evaluate(FILL_OWN_FOLDER, {**pages(), HARD: HARD_TEXT, ".git/HEAD": "ref: refs/heads/main\n"})
    page.get_by_role("link", name="Redigera", exact=True).click()
    page.get_by_role("button", name="Prova i en mapp").click()
    expect(page.locator("[data-key-path=title] input")).to_have_value("Hantera ett klagomål från en trafikant")
    yield page
    context.close()


def save(form: Page) -> None:
    """Save, and wait until the list of pages is back."""
    form.get_by_role("button", name="Spara").click()
    expect(form.get_by_role("button", name="Spara")).to_have_count(0)


def accepted(root: Path, path: str, text: str) -> set[tuple[str, int, str]]:
    """What `check` says of the file, more than of the repository without the change."""
    copy = root / "base"
    for name in ("processes", "docs", "people"):
        shutil.copytree(REPOSITORY / name, copy / name, dirs_exist_ok=True)
    shutil.copy(REPOSITORY / "stafett.yml", copy)
    before = {(finding.path, finding.line, finding.code) for finding in check(load(copy), DAY)}
    (copy / path).write_text(text, encoding="utf-8", newline="\n")
    return {(finding.path, finding.line, finding.code) for finding in check(load(copy), DAY)} - before


def test_a_field_is_changed_saved_and_accepted(form: Page, tmp_path: Path) -> None:
    """A new owner from the list of roles, a day and a note; nothing else in the file moves."""
    form.locator("[data-key-path=deputy] [role=combobox]").click()
    form.get_by_role("option", name="Driftchef").click()
    form.locator("[data-key-path=last_reviewed] input").fill("2026-11-20")
    form.locator("[data-key-path=review_note] input").fill('Läste "allt": inget nytt')
    save(form)
    before, after = pages()[COMPLAINT].splitlines(), form.evaluate(READ, COMPLAINT).splitlines()
    assert [line for line in after if line not in before] == [
        "deputy: driftchef",
        "last_reviewed: 2026-11-20",
        r'review_note: "Läste \"allt\": inget nytt"',
    ]
    assert len(after) == len(before)
    assert accepted(tmp_path, COMPLAINT, "\n".join(after) + "\n") == set()


def test_a_new_decision_begins_as_its_template_with_the_next_number(form: Page, tmp_path: Path) -> None:
    """Its file is named by number and title, and only what its author has to write is left."""
    form.goto(f"{form.url.partition('#')[0]}#/collections/docs~decisions/new")
    form.locator("[data-key-path=title] input").fill("Välj ett nytt växelskåp")
    form.locator("[data-key-path=status] [role=radio]").first.click()
    form.locator("[data-key-path=date] input").fill("2026-11-24")
    form.locator("[data-key-path=owner] [role=combobox]").click()
    form.get_by_role("option", name="Driftchef").click()
    save(form)
    made = form.evaluate(READ, DECISION)
    assert made.startswith(
        "---\ntitle: Välj ett nytt växelskåp\nstatus: proposed\ndate: 2026-11-24\nowner: driftchef\n---\n\n"
        "# 0018 Välj ett nytt växelskåp\n"
    )
    assert {code for path, _, code in accepted(tmp_path, DECISION, made) if path == DECISION} <= {"FMT015", "REV002"}


def test_nothing_is_asked_of_another_site(form: Page, asked: list[str], origin: str) -> None:
    """Letters, icons and Swedish words come from the site itself, and nobody is asked for a newer version."""
    form.wait_for_function("document.fonts.check('16px \"Material Symbols Outlined\"')")
    assert {address for address in asked if not address.startswith((origin, f"blob:{origin}", "data:"))} == set()
    assert any(address.endswith("/material-symbols-outlined.woff2") for address in asked)


def test_a_page_that_is_saved_unchanged_is_the_same_file(form: Page) -> None:
    """Every page of the repository, byte for byte."""
    kinds = {"roles": "role", "decisions": "decision"}
    for path, text in pages().items():
        kind = "process" if path.startswith("processes/") else kinds.get(path.split("/")[1], "article")
        assert form.evaluate(SAVE, [kind, text, {}]) == text, path


def test_the_files_of_others_are_kept_too(form: Page, corpora: Path) -> None:
    """Saved unchanged they are the same; with another title, every other field says to our reader what it said."""
    read = (
        path.read_bytes().decode("utf-8", "replace") for path in sorted(corpora.rglob("*.md"))[::3] if path.is_file()
    )
    texts = [text for text in read if text.startswith("---\n")]
    assert len(texts) > MANY
    save_all = f"""(given) => Promise.all(given.map(([text, changes]) =>
        ({SAVE})(["article", text, changes]).catch((error) => error.message)))"""
    unchanged = form.evaluate(save_all, [[text, {}] for text in texts])
    titled = form.evaluate(save_all, [[text, {"title": "Ny: rubrik"}] for text in texts])
    refused = 0
    for text, same, made in zip(texts, unchanged, titled, strict=True):
        if "Redigera den som fil" in made:
            refused += 1
            continue
        assert same == text
        before, after = split_text(text), split_text(made)
        assert fields(after.head) == {**fields(before.head), "title": "Ny: rubrik"}
        assert after.body == before.body
    assert refused < len(texts) / 10


def fields(head: str | None) -> Mapping[str, Raw]:
    """The fields of a front matter, as Stafett reads them; nothing where it cannot."""
    value = parse(head or "").value
    return value if isinstance(value, dict) else {}


@pytest.mark.parametrize(
    ("changes", "removed", "added"),
    [
        ({"title": "Nya: rader"}, 'title: "Svåra rader"   # a remark', 'title: "Nya: rader"   # a remark'),
        ({"owner": "driftchef"}, "owner: roles/kommunikationschef  # why", "owner: driftchef  # why"),
        ({"deputy": "chef"}, "deputy: anna.berg", "deputy: chef"),
        ({"owner": ""}, "owner: roles/kommunikationschef  # why", None),
        ({"why": "Ja"}, None, "why: Ja"),
        (
            {"audience": ["everyone", "chef"]},
            "audience: [everyone, nobody-known, driftledare]",
            "audience: [everyone, chef, nobody-known]",
        ),
        ({"keywords": ["0010", "a, b"]}, "keywords: klagomål, synpunkt,missnöjd", 'keywords: ["0010", "a, b"]'),
        ({"body": "Nytt"}, None, None),
    ],
)
def test_only_the_changed_line_is_written(
    form: Page, changes: dict[str, object], removed: str | None, added: str | None
) -> None:
    """Remarks, order, quotes, fields that nobody declared and names that the form does not know stay as they are."""
    before, after = HARD_TEXT.splitlines(), form.evaluate(SAVE, ["process", HARD_TEXT, changes]).splitlines()
    if "body" in changes:
        assert after == [*before[: before.index("# Svåra rader")], "Nytt"]
        return
    assert [line for line in before if line not in after] == ([removed] if removed else [])
    assert [line for line in after if line not in before] == ([added] if added else [])


def test_a_changed_text_begins_where_it_began(form: Page) -> None:
    """With an empty line above it or without; below a front matter that had no text, there is one."""
    for above, was, kept in (("", "# A\n", ""), ("\n", "# A\n", "\n"), ("", "", "\n")):
        made = form.evaluate(SAVE, ["article", f"---\ntitle: A\n---\n{above}{was}", {"body": "# B"}])
        assert made == f"---\ntitle: A\n---\n{kept}# B\n"


def test_a_front_matter_that_could_be_harmed_is_refused(form: Page) -> None:
    """In the reader's words, before anything is written."""
    told = f"(given) => ({SAVE})(given).catch((error) => error.message)"
    for head in ("{title: A, owner: b}", "a: &x 1\ntitle: *x", "title: >\n  A\nowner: b\n? c\n: d"):
        assert "Redigera den som fil" in form.evaluate(told, ["article", f"---\n{head}\n---\nText\n", {"title": "B"}])
