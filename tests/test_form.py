"""The form in the browser: which pages it offers and where, what it is told, and that what it saves is accepted."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from stafett.knowledge_base import KnowledgeBase
from stafett.reading.settings import SettingsError, settings_from
from stafett.reports.form_address import form_address

FORGE = {"form": {"to": "gitlab", "url": "https://git.example/kunskap/bas"}}
PAGES = {
    "processes/inkop/avropa.md": "---\ntitle: Avropa\nowner: chef\n---\n",
    "docs/roles/chef.md": "---\ntitle: Chef\nowner: chef\n---\n",
    "docs/om våra regler.md": "---\ntitle: Om\nowner: chef\n---\n",
}


def address(base: KnowledgeBase, path: str) -> str | None:
    """Where the page of ``path`` is edited."""
    return form_address(base, base.by_path[path], "https://kunskap.example/")


def test_a_page_has_an_address_in_the_form(make_base: Callable[..., KnowledgeBase]) -> None:
    """Folder and file name it, percent-encoded, in the form's folder of the knowledge base's language."""
    base = make_base(PAGES, {**FORGE, "language": "sv"})
    form = "https://kunskap.example/redigera/#/collections"
    assert address(base, "processes/inkop/avropa.md") == f"{form}/processes.inkop/entries/avropa"
    assert address(base, "docs/om våra regler.md") == f"{form}/docs/entries/om%20v%C3%A5ra%20regler"
    english = make_base({**PAGES, "stafett.yml": "form: {to: github, url: https://git.example/a/b}\nlanguage: en\n"})
    assert (
        address(english, "docs/roles/chef.md") == "https://kunskap.example/edit/#/collections/docs.roles/entries/chef"
    )


@pytest.mark.parametrize("form", [{}, {"form": {"to": "local"}}, {"form": {"to": "none"}}])
def test_no_address_without_a_form_that_others_reach(
    make_base: Callable[..., KnowledgeBase], form: Mapping[str, object]
) -> None:
    """A form for one's own machine is no place to send others to."""
    assert address(make_base(PAGES, form), "docs/roles/chef.md") is None
    assert form_address(make_base(PAGES, FORGE), make_base(PAGES, FORGE).pages[0], "") is None


def test_a_page_of_another_kind_than_its_folder_has_no_address(make_base: Callable[..., KnowledgeBase]) -> None:
    """The editor knows one set of fields for a folder."""
    decision = "---\ntitle: X\nstatus: accepted\ndate: 2026-01-01\nowner: chef\n---\n"
    files = {f"docs/decisions/000{n}-x.md": decision for n in (1, 2)}
    base = make_base({**files, "docs/decisions/README.md": "# Om besluten\n"}, FORGE)
    assert address(base, "docs/decisions/0001-x.md") is not None
    assert address(base, "docs/decisions/README.md") is None


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"to": "word"}, "github, gitlab, gitea, local, none"),
        ({"to": "gitlab"}, "needs `url:`"),
        ({"to": "gitlab", "url": "https://git.example"}, "https://gitlab.com/organisation/kunskapsbas"),
        ({"to": "github", "url": "https://github.com/a/b", "login": "nej"}, "form: login"),
        ({"to": "github", "token": "x"}, "not `token`"),
        ({"to": ["github"]}, "should be one value"),
    ],
)
def test_settings_that_will_not_do_are_told(form: dict[str, object], said: str) -> None:
    """Each says what would do."""
    with pytest.raises(SettingsError) as told:
        settings_from({"language": "en", "form": form}, "")  # type: ignore[dict-item]
    assert said in str(told.value)
