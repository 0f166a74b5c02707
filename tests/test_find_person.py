"""Every command finds a person by id, name, mail address or account, and guesses at nobody."""

import pytest

from stafett.cli.main import main
from stafett.model import Directory, Person
from stafett.questions.find_person import find_person

OWNED = "---\ntitle: {0}\nowner: {1}\n---\n# {0}\n"
FILES = {
    "docs/roles/chef.md": OWNED.format("Chef", "chef"),
    "docs/egen.md": OWNED.format("Egen", "p-1"),
    "people/a.yml": "units: [{id: eko, name: Ekonomi}]\npeople:\n"
    "  - {id: p-1, name: Eva Ek, unit: eko, email: eva@x.example, account: '@eva', roles: [{role: chef}]}\n"
    "  - {id: p-2, name: Anna Berg, unit: eko}\n"
    "  - {id: p-3, name: anna  berg, unit: hr, last_day: 2026-06-30}\n"
    "  - {id: p-4, name: Åke Öberg, last_day: 2026-06-30}\n",
}
SEVERAL = (
    "stafett: '{}' can mean several people; say by id whom you mean:\n  p-2 (Anna Berg, Ekonomi)\n"
    "  p-3 (anna berg, hr, –2026-06-30)\n"
)


@pytest.fixture
def run(make_root, capsys):
    """A function that runs a command: its status and what it said, and the folder."""
    root = make_root(FILES)

    def command(*words):
        status = main([*words, "-C", str(root), "--as-of", "2026-11-24"])
        said = capsys.readouterr()
        return status, said.out + said.err, root

    return command


@pytest.mark.parametrize("text", ["p-1", "P-1", " eva ek", "EVA@x.example", "@eva", "eva"])
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["leave", "{}", "--on", "2026-12-31"], "p-1"),
        (["people", "show", "{}"], "p-1\n  Name"),
        (["handover", "{}", "--to", "anna Berg", "--on", "2026-12-31"], "can mean several people"),
        (["handover", "p-2", "--to", "{}", "--on", "2026-12-31", "--dry-run"], "nothing to hand over"),
        (["pages", "--owner", "{}"], "docs/egen.md"),
        (["review", "docs/egen.md", "--by", "{}", "--note", "Read it with two others", "--dry-run"], "by p-1"),
    ],
)
def test_a_person_is_meant_by_whatever_names_them(run, words, told, text):
    """In any case of letters; who is written into a page stays an id."""
    assert told in run(*(word.format(text) for word in words))[1]


@pytest.mark.parametrize(
    "words", [["leave"], ["people", "show"], ["people", "forget"], ["handover", "p-1", "--to"], ["pages", "--owner"]]
)
def test_a_name_that_several_have_is_not_guessed_at(run, words):
    """They are listed by id, with what tells them apart, also where only one of them could be meant."""
    assert run(*words, "Anna Berg")[:2] == (2, SEVERAL.format("Anna Berg"))


def test_a_name_that_several_have_may_not_vouch(run):
    """Nothing is written."""
    status, told, root = run("review", "docs/egen.md", "--by", "Anna Berg", "--note", "Read it with two others")
    assert (status, told) == (
        2, "stafett: docs/egen.md: `Anna Berg` can mean several people; say by id who: p-2, p-3\n"
    )  # fmt: skip
    assert (root / "docs/egen.md").read_text(encoding="utf-8") == FILES["docs/egen.md"]


def test_who_is_erased_is_said_by_id(run):
    """Also of whom the command line names otherwise, and beforehand."""
    status, told, root = run("people", "forget", "Åke öberg", "--dry-run")
    assert (status, told.splitlines()[0]) == (0, "To be erased: p-4 (Åke Öberg, –2026-06-30)")
    assert (root / "people/a.yml").read_text(encoding="utf-8") == FILES["people/a.yml"]
    assert run("people", "forget", "Åke öberg")[1].splitlines()[0] == "Erased: p-4 (Åke Öberg, –2026-06-30)"


def test_nobody_is_meant_by_a_part_of_a_name(run):
    """Who has it is offered."""
    near = "stafett: there is no person '{}' in the directory; did you mean one of these?\n  p-1 (Eva Ek, Ekonomi)\n"
    assert run("people", "forget", "Ek")[:2] == (2, near.format("Ek"))
    assert run("people", "show", "evva ek")[:2] == (2, near.format("evva ek"))
    assert run("people", "show", "zzz")[1].endswith("'zzz' in the directory; `stafett people list` lists them\n")


def test_an_id_as_it_is_written_comes_before_what_others_are_called():
    """Without that, nobody could say whom they mean."""
    people = [Person("eva", "u", None), Person("p-2", "u", None, account="@eva"), Person("EVA", "u", None)]
    directory = Directory({person.id: person for person in people})
    assert find_person(directory, "eva").person == people[0]
    assert find_person(directory, "Eva").ambiguous == tuple(people)


def test_a_name_is_found_however_its_letters_are_encoded(run):
    """As files from a Mac have them: ``Å`` as ``A`` and a ring."""
    assert "p-4\n" in run("people", "show", "A\u030ake O\u0308berg")[1]


def test_nothing_means_nobody():
    """Also where somebody's account is written as a bare ``@``."""
    odd = Directory({"p-1": Person("p-1", None, None, account="@")})
    assert find_person(odd, "").person is find_person(odd, "@").person is None
