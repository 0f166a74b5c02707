"""What is written about Stafett is what Stafett does."""

import ast
import importlib.util
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from stafett.cli.main import COMMANDS
from stafett.rules import all_metas, module_of
from stafett.rules.manual import read_manual

ROOT = Path(__file__).resolve().parent.parent
CODES = [meta.code for meta in all_metas()]
MANUAL = ROOT / "scripts" / "manual"
READ_BY_PEOPLE = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(MANUAL.glob("*.md"))] + [
    ROOT / folder / "README.md" for folder in ("benchmarks", "scripts/stafett/forges", "scripts/stafett/site")
]
HEADINGS = ["## What it does", "## Why it matters", "## Example"]


def script(name):
    """A module from scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_manual_lists_every_rule():
    """The table in its page of rules is the one that the rules make; `python scripts/docs.py` writes it."""
    text = (MANUAL / "rules.md").read_text(encoding="utf-8")
    assert script("docs").rules_page(text) == text
    assert all(f"| {code} |" in text for code in CODES)


def test_the_readme_names_every_command():
    """Each sub-command has a row."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`stafett {name}" not in text] == []


def test_the_readme_leads_to_all_of_the_manual_and_is_read_in_one_sitting():
    """What it is, how to begin and where to read on; the reference stands behind its links."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    linked = {target.partition("#")[0] for target in links(text)}
    assert {file.relative_to(ROOT).as_posix() for file in READ_BY_PEOPLE[1:]} - linked == set()
    assert len(text.splitlines()) < 350


@pytest.mark.parametrize("file", READ_BY_PEOPLE, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_no_link_of_the_documentation_is_broken(file):
    """Neither to a file nor to a heading."""
    broken = []
    for target in links(file.read_text(encoding="utf-8")):
        place, _, heading = target.partition("#")
        there = (file.parent / place).resolve() if place else file
        if not there.exists() or (heading and heading not in headings(there)):
            broken.append(target)
    assert broken == []


def links(text):
    """Where the links of Markdown lead, within this repository; code is no link."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.DOTALL | re.MULTILINE)
    return [target for target in re.findall(r"\]\(([^)\s]+)\)", prose) if "://" not in target]


def headings(file):
    """The names by which the headings of a file can be linked to, as the forges make them."""
    prose = re.sub(r"^```.*?^```", "", file.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_manual_page(code):
    """A summary that is a sentence, then what it does, why it matters, and an example with what to use instead."""
    rule = module_of(code)
    assert [line for line in rule.__doc__.splitlines() if line.startswith("## ")] == HEADINGS
    manual = read_manual(rule)
    assert all(sentence.endswith((".", ":")) for sentence in manual.sentences)
    assert manual.example.count("```") == manual.instead.count("```") == 2
    # What an example says in words is said after a hash sign behind something, and so in the reader's language.
    assert manual.instead.endswith("```")
    for block in re.findall(r"```yaml\n(.*?)```", manual.example + manual.instead, re.DOTALL):
        assert all(" " not in line[2:] for line in block.splitlines() if line.startswith("# "))


def test_codes_and_names_are_of_one_form():
    """A code is three letters and three digits, a name is words with hyphens; neither occurs twice."""
    assert all(
        re.fullmatch(r"[A-Z]{3}\d{3}", meta.code) and re.fullmatch(r"[a-z]+(-[a-z]+)*", meta.name)
        for meta in all_metas()
    )
    assert len({meta.name for meta in all_metas()}) == len(CODES)


def test_every_sentence_is_in_swedish_too():
    """The catalog has all sentences of the code, is translated and compiled; `python scripts/messages.py` does so."""
    messages = script("messages")
    assert messages.problems(messages.gather()) == []


def test_a_translation_that_waits_to_be_confirmed_is_none(tmp_path):
    """The compiler leaves out what is marked as fuzzy, and the reader would see English: it is asked for again."""
    messages = script("messages")
    text = messages.CATALOG.read_text(encoding="utf-8").replace('msgid "Tell us"', '#, fuzzy\nmsgid "Tell us"')
    messages.CATALOG = tmp_path / "stafett.po"
    messages.CATALOG.write_text(text, encoding="utf-8")
    assert "not translated: Tell us" in messages.problems(messages.gather())


def test_what_is_translated_by_number_stands_where_it_is_gathered():
    """A sentence that comes from a variable is not found in the code, and would be shown in English for ever."""
    calls = [
        (path, node)
        for path in sorted((ROOT / "scripts" / "stafett").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"plural", "forms"}
    ]
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path, node in calls
        if not all(isinstance(word, ast.Constant) for word in node.args[:2])
    ]
    assert found == []


def test_a_translation_fills_the_same_places():
    """The named places of a sentence stand in its translation too."""
    for message in script("messages").gather():
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        for translated in message.string if isinstance(message.string, (tuple, list)) else (message.string,):
            if message.id:
                assert places(translated) == places(originals[-1]), translated


def places(text):
    """The names of the places in a sentence that has some to fill."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}
    except ValueError:
        return set()


def test_locks_pin_and_hash_everything_and_name_no_registry():
    """Each requirement is pinned and hashed, mkdocs is below 2, and no address is written down."""
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all(re.match(r"[a-z0-9._\[\]-]+==[^ ]+", block) and "--hash=sha256:" in block for block in blocks)
        assert "://" not in text
        assert re.search(r"^mkdocs==1\.", text, re.MULTILINE)


def test_a_checkout_can_run_its_jobs_without_make():
    """`python scripts/run.py` without a job says which there are."""
    done = subprocess.run([sys.executable, "scripts/run.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "site|offline|serve|test" in done.stderr


def test_the_readme_shows_what_the_check_says_today():
    """Each line of its example is a line of the real report, as of the day that it names."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"\$ \.venv/bin/stafett check --as-of (\S+)\n(.*?)```", text, re.DOTALL)
    command = [sys.executable, "-m", "stafett", "check", "--as-of", example[1]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert [line for line in example[2].splitlines() if line != "..." and line not in done.stdout.splitlines()] == []


def test_sentences_within_others_are_gathered_too():
    """What is marked within an f-string is as much a sentence as any other, and so are two for different numbers."""
    code = 'f\'{words(N_("One"))}: {words.plural("{n} page", "{n} pages", n)}\'\nforms(\'a\', b)\nN_(c)'
    assert set(script("messages").marked(code)) == {"One", ("{n} page", "{n} pages")}
