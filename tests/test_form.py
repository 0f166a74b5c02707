"""The form in the browser: which pages it offers and where, what it is told, and that what it saves is accepted."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from site_builder import build_files
from stafett.field_shapes import SHAPES, Offer
from stafett.fields import TYPES, Field
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import Words
from stafett.reading.settings import SettingsError, settings_from
from stafett.reports.form_address import form_address
from stafett.reports.form_config import Site, form_config
from stafett.site import form as form_module

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
    assert address(base, "processes/inkop/avropa.md") == f"{form}/processes~inkop/entries/avropa"
    assert address(base, "docs/om våra regler.md") == f"{form}/docs/entries/om%20v%C3%A5ra%20regler"
    english = make_base({**PAGES, "stafett.yml": "form: {to: github, url: https://git.example/a/b}\nlanguage: en\n"})
    assert (
        address(english, "docs/roles/chef.md") == "https://kunskap.example/edit/#/collections/docs~roles/entries/chef"
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


def told(base: KnowledgeBase) -> str:
    """What the form is told, as text."""
    return json.dumps(form_config(base, Site("Kunskapsbas"), {}), ensure_ascii=False)


PEOPLE = "people:\n  - {id: anna.berg, unit: hk, first_day: 2020-01-01, name: Anna Berg, email: anna@x.example}\n"


def test_the_form_names_nobody(make_base: Callable[..., KnowledgeBase]) -> None:
    """Neither from the directory nor from a page that names somebody; unless names may be published."""
    files = {**PAGES, "docs/a.md": "---\ntitle: A\nowner: anna.berg\n---\n", "people/a.yml": PEOPLE}
    assert "anna" not in told(make_base(files)).lower()
    assert "Anna Berg" in told(make_base(files, {"publish_names": True}))


def test_an_empty_choice_is_explained_only_where_a_page_names_a_person(make_base: Callable[..., KnowledgeBase]) -> None:
    """Elsewhere the words would only puzzle; nor does the form say how a length of time is written in a file."""
    files = {**PAGES, "docs/a.md": "---\ntitle: A\nowner: anna.berg\n---\n", "people/a.yml": PEOPLE}
    for page, explained in ((files["docs/a.md"], {"owner"}), ("# A\n", set())):
        base = make_base({**files, "docs/a.md": page})
        fields = form_config(base, Site("Kunskapsbas"), {})["kinds"]["article"]["fields"]
        assert {field["name"] for field in fields if "names a person" in field["hint"]} == explained
        assert next(field["hint"] for field in fields if field["name"] == "review_in").endswith("is good for.")


def test_every_type_has_a_schema_and_an_input() -> None:
    """Whoever adds a type says what an editor may offer for it; only records have no input, and stay as they are."""
    assert list(SHAPES) == list(TYPES)
    declared = Field("x", "groups", choices=("a",), to=("role",))
    inputs = {name: shape.widget(declared, Offer(Words("en"))) for name, shape in SHAPES.items()}
    assert [name for name, made in inputs.items() if made is None] == ["records"]


def test_dates_are_picked_as_the_knowledge_base_writes_them(make_base: Callable[..., KnowledgeBase]) -> None:
    """A format that the editor's picker cannot write is written by hand."""
    fields = {}
    for notation in ("%Y-%m-%d", "%m/%d/%Y", "%a %d"):
        offer = Offer(Words("en"), date_formats=(notation,))
        fields[notation] = SHAPES["date"].widget(Field("x", "date"), offer)
    assert [made and made.get("format") for made in fields.values()] == ["YYYY-MM-DD", "MM/DD/YYYY", None]


@pytest.mark.parametrize(
    ("form", "backend"),
    [
        (
            {"to": "gitlab", "url": "https://git.example/a/b/c", "app_id": "1"},
            {"name": "gitlab", "repo": "a/b/c", "auth_type": "pkce", "api_root": "https://git.example/api/v4"},
        ),
        (
            {"to": "github", "url": "https://github.com/a/b"},
            {"name": "github", "repo": "a/b", "auth_methods": ["token"]},
        ),
        (
            {"to": "github", "url": "https://hub.example/a/b", "login": "https://login.example"},
            {"api_root": "https://hub.example/api/v3", "base_url": "https://login.example"},
        ),
        (
            {"to": "gitea", "url": "https://codeberg.org/a/b", "branch": "utkast"},
            {"name": "gitea", "branch": "utkast", "api_root": "https://codeberg.org/api/v1"},
        ),
    ],
)
def test_the_editor_speaks_to_the_forge(
    make_base: Callable[..., KnowledgeBase], form: dict[str, str], backend: dict[str, object]
) -> None:
    """Drafts are pull requests where the editor has them: on GitHub and GitLab."""
    editor = form_config(make_base(PAGES, {"form": form}), Site("X"), {})["editor"]
    assert editor["backend"] | backend == editor["backend"]
    assert editor["publish_mode"] == ("simple" if form["to"] == "gitea" else "editorial_workflow")


def test_the_editor_s_files_are_those_that_npm_has() -> None:
    """Each file that is shipped has the recorded hash, and nothing lies beside them."""
    folder = Path(form_module.__file__).parent / "assets" / "editor"
    sources = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    files = {name: about["integrity"] for source in sources for name, about in source["files"].items()}
    assert {path.name for path in folder.iterdir()} == {*files, "sources.json"}
    for name, recorded in files.items():
        assert f"sha512-{b64encode(hashlib.sha512((folder / name).read_bytes()).digest()).decode()}" == recorded


def test_none_is_no_form_and_a_served_site_has_one_for_a_trial(make_base: Callable[..., KnowledgeBase]) -> None:
    """Whoever only looks at the site while it is edited can try the form without any setting."""
    wanted = {"none": False, "local": True}
    assert {to: form_module.has_form(make_base(PAGES, {"form": {"to": to}}), serving=True) for to in wanted} == wanted
    assert form_module.has_form(make_base(PAGES, {"form": {}}), serving=True)
    assert not form_module.has_form(make_base(PAGES, {"form": {}}), serving=False)


def test_a_folder_that_opens_from_the_file_system_has_no_form(make_base: Callable[..., KnowledgeBase]) -> None:
    """No browser lets a page from there reach a forge, or the form its own settings."""
    assert not form_module.has_form(make_base(PAGES, {"form": {"to": "local"}}), serving=False, folder=True)


@pytest.mark.parametrize(("settings", "there"), [("", False), ("form: {to: local}\n", True)])
def test_a_site_has_the_form_where_the_settings_want_it(tmp_path: Path, settings: str, there: bool) -> None:  # noqa: FBT001
    """With links to it, its own policy, and a worker that leaves it alone; else nothing of it."""
    files = {"stafett.yml": f"language: en\n{settings}", "docs/a.md": "---\ntitle: A\n---\nText\n"}
    built = build_files(tmp_path, files)
    assert (built.site / "edit" / "sveltia-cms.js").is_file() is there
    assert ("edit/#/collections/docs/entries/a" in built.text("a/index.html")) is there
    assert ("/edit/*\n  ! Content-Security-Policy" in built.text("_headers")) is there
    assert f'"form": "{"edit/" if there else ""}"' in built.text("sw.js")
