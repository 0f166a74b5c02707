"""The attacks that run script in a reader's browser, seen in a real one: first without protection, then with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where ``attacks`` lies

from attacks.browser import what_runs
from attacks.stack import Attack, build_plain, load_attacks

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and named pipes need a POSIX system")

RUNNING = [attack for attack in load_attacks() if attack.runs]
each_attack = pytest.mark.parametrize("attack", RUNNING, ids=lambda attack: attack.name)


@pytest.fixture(scope="module")
def without(tmp_path_factory) -> set[str]:
    """The names of the attacks that run on unprotected sites."""
    builds = build_plain(tmp_path_factory.mktemp("plain"), RUNNING)
    ran: set[str] = set()
    for site in dict.fromkeys(built.site for built in builds.values()):
        ran |= what_runs(site, [attack for attack in RUNNING if builds[attack.name].site == site], wanted=True)[0]
    return ran


@pytest.fixture(scope="module", params=["functions", "plugin"])
def with_protection(request) -> tuple[set[str], set[str]]:
    """The names of the attacks that run on a protected site with all of them, and what was asked of other hosts."""
    return what_runs(request.getfixturevalue(f"attacked_by_{request.param}").site, load_attacks())


@each_attack
def test_it_runs_without_protection(attack: Attack, without):
    """The attack is real: its script runs on the unprotected site."""
    assert attack.name in without, attack.about


def test_nothing_runs_with_protection(with_protection):
    """No attack's script runs on a site that has the pages of them all."""
    ran, _ = with_protection
    assert ran == set()


def test_no_other_host_is_asked(with_protection):
    """Reading those pages sends nothing to another host."""
    _, hosts = with_protection
    assert hosts == set()
