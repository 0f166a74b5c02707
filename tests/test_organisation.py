"""The synthetic organisation of the benchmarks: always the same, and such as a real one."""

import sys
from collections import Counter
from datetime import date

import pytest

from conftest import REPOSITORY
from stafett.questions.check import check
from stafett.reading.load import load

sys.path.append(str(REPOSITORY / "benchmarks"))

from organisation import organisation

AS_OF = date(2026, 11, 24)


def made(root, seed=1):
    """A small organisation in the folder ``root``."""
    organisation(root, people=90, regions=3, pages=300, seed=seed)
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A small organisation."""
    return made(tmp_path_factory.mktemp("organisation"))


@pytest.fixture(scope="module")
def base(root):
    """The same, read."""
    return load(root)


def contents(root):
    """Every file's content by path."""
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_the_same_seed_makes_the_same_organisation(root, tmp_path):
    """Measurements can be compared; another seed makes another one."""
    assert contents(made(tmp_path / "again")) == contents(root)
    assert contents(made(tmp_path / "other", seed=2)) != contents(root)


def test_it_is_of_the_size_asked_for(base):
    """People who work there today, regions, and pages of every kind."""
    assert len(base.pages) == 300
    assert 75 <= sum(person.employed(AS_OF) for person in base.directory.people.values()) <= 105
    tops = [unit for unit in base.directory.units.values() if unit.parent == "bolaget"]
    assert sum(unit.id.startswith("region-") for unit in tops) == 3
    assert {page.kind for page in base.pages} == {"process", "role", "decision", "article"}


def test_people_have_come_moved_left_come_back_and_gone_on_leave(base):
    """The directory has a history, and tells of what is to come."""
    people = base.directory.people.values()
    assert any(person.last_day and person.last_day < AS_OF for person in people)
    assert any(person.earlier for person in people)
    assert any(person.earlier_units for person in people)
    assert any(person.leave for person in people)
    assert any(person.first_day and person.first_day > AS_OF for person in people)
    assert any(person.last_day and person.last_day > AS_OF for person in people)


def test_what_is_wrong_with_it_is_what_is_wrong_with_a_real_one(base):
    """Every kind of neglect is there, and nothing that cannot be read."""
    found = Counter(finding.code for finding in check(base, AS_OF))
    assert {"OWN003", "OWN004", "REV001", "REV002", "REV005", "PRO001", "ROL003"} <= found.keys()
    assert not [code for code in found if code.startswith("FMT") and code != "FMT015"]
    assert found["REV001"] < 60
