"""Every attack of ``attacks/`` works on MkDocs, Material and their plugins as they come, and fails on Stafett.

Those that need a browser to be seen are in ``site/test_attacks_in_browser.py``.
"""

from __future__ import annotations

import sys

import pytest

from attacks.stack import (
    Attack,
    Build,
    build_plain,
    load_attacks,
    succeeded,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and named pipes need a POSIX system")

ATTACKS = load_attacks()
SEEN_IN_FILES = [attack for attack in ATTACKS if not attack.runs]
each_attack = pytest.mark.parametrize("attack", SEEN_IN_FILES, ids=lambda attack: attack.name)


@pytest.fixture(scope="session")
def plain(tmp_path_factory) -> dict[str, Build]:
    """The unprotected builds, by attack."""
    return build_plain(tmp_path_factory.mktemp("plain"), SEEN_IN_FILES)


@each_attack
def test_it_succeeds_without_protection(attack: Attack, plain):
    """The attack is real: it does its harm on the unprotected stack."""
    built = plain[attack.name]
    assert succeeded(attack, built, set()), f"{attack.about}\n{built.output[-2000:]}"


@each_attack
def test_it_fails_by_the_functions(attack: Attack, attacked_by_functions: Build):
    """The functions of ``site.safety`` alone stop the attack."""
    built = attacked_by_functions
    assert not succeeded(attack, built, set()), f"{attack.about}\n{built.output[-2000:]}"


@each_attack
def test_it_fails_by_the_plugin(attack: Attack, attacked_by_plugin: Build):
    """Stafett as it is used stops the attack."""
    built = attacked_by_plugin
    assert not succeeded(attack, built, set()), f"{attack.about}\n{built.output[-2000:]}"


@pytest.mark.parametrize("stack", ["attacked_by_functions", "attacked_by_plugin"])
def test_the_other_pages_are_built(stack: str, request):
    """With every attack in one knowledge base, the build ends in time and the harmless pages are in the site."""
    built: Build = request.getfixturevalue(stack)
    assert built.status is not None, "it took too long"
    assert "Harmless text." in built.text("victim/index.html")
    assert built.text("section/page/index.html")
    assert "Harmless text." in built.text("search/search_index.json")


@pytest.mark.parametrize("stack", ["attacked_by_functions", "attacked_by_plugin"])
def test_every_attack_is_told(stack: str, request):
    """What was refused or taken out is said, with the file's name, so that its author can mend it."""
    built: Build = request.getfixturevalue(stack)
    silent = {attack.name for attack in ATTACKS if not _told(attack, built.output)}
    assert silent <= {
        # Nothing is refused here: the page is simply not given what it asks for.
        *("macros-nobody-asked-for", "code-beside-mkdocs-yml", "out-of-search"),
        *("snippet-of-people", "snippet-of-git", "snippet-through-a-link", "snippet-doubling", "snippet-of-a-pipe"),
        *("snippet-of-a-folder", "author-with-markup", "subtitle-with-markup", "status-as-a-class", "redirect"),
        *("another-template", "template-that-is-not-there", "icon-that-is-not-there", "hide-a-number"),
        *("search-a-number", "title-a-number", "ignore-macros", "title-with-markup", "description-with-markup"),
        *("metadata-in-the-body", "metadata-after-front-matter", "break-out-of-the-layout", "component-by-data"),
        *("heading-breaks-out-of-the-title",),
    }


def _told(attack: Attack, output: str) -> bool:
    names = [*attack.files, *attack.links, *attack.pipes]
    spelled = [repr(name.removeprefix("docs/").partition("/")[0])[1:-1] for name in names]
    return any(
        f"{name}" in line for name in spelled for line in output.splitlines() if "WARNING" in line or "ERROR" in line
    )
