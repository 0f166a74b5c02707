"""What the editor of the form is told: where it saves, and for each folder of pages which fields they have.

The editor is Sveltia CMS, whose configuration this is; ``stafett.site.form`` says why. Two things in it are ours, and
expanded by ``site/assets/form``: ``options_of`` names lists of choices that many fields share, and each kind has a file
format of our own, which leaves alone every byte of a file whose field was not changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from stafett.field_shapes import SHAPES, Json, Offer
from stafett.fields import Field
from stafett.kinds import Kind
from stafett.knowledge_base import DECISION, PERSON, KnowledgeBase
from stafett.messages import N_, Words
from stafett.offers import offers
from stafett.reports.form_address import collection_name
from stafett.settings import Form
from stafett.value_words import choice_label

FIRST = (
    "title",
    "status",
    "date",
    "owner",
    "deputy",
    "last_reviewed",
    "reviewed_by",
    "review_note",
    "review_in",
    "body",
)
"""The fields that a form begins with, in this order; the others follow as their kind has them."""
LAST = ("tags", "language", "translation_of", "replaced_by", "snoozed_until", "snooze_reason", "id", "render_macros")
"""Those that it ends with, which few pages have."""
_OF_EVERY_KIND = frozenset(("description", "why", "criticality", "audience", "keywords", "systems"))
WORKFLOW = frozenset(("github", "gitlab"))
"""The forges where the editor keeps a change as a draft: a branch and a pull request of its own."""
_TOP = frozenset(("", "docs"))
_BUTTONS = ["bold", "italic", "link", "heading-two", "heading-three", "bulleted-list", "numbered-list", "quote", "code"]
_HELP = N_("The text is written in Markdown: a line that begins with # is a heading, one with - a point in a list.")
_EDITOR_WORDS = {
    "work_with_local_repo": N_("Try it in a folder on this computer"),
    "work_with_local_repo_description": N_(
        "Choose the folder that the knowledge base lies in. Nothing leaves your computer."
    ),
    "sign_in_using_access_token": N_("Log in with a token"),
}
"""What the editor says, in words that need no programmer."""
_KEPT = N_("Empty may also mean that the file names a person; it is kept until you choose something.")


class Site(NamedTuple):
    """What the form has to know of the site around it; ``areas`` is what folders are called, by their last part."""

    name: str
    url: str = ""
    areas: Mapping[str, str] = {}


def form_config(base: KnowledgeBase, site: Site, templates: Mapping[str, str]) -> Json:
    """The configuration; ``templates`` gives the text that a new page begins with, by kind.

    A form for a trial (``to: local``, or none set) saves nowhere but in a folder on the reader's own machine.
    """
    words = Words(base.settings.language)
    offer = offers(base, words)
    kinds = {
        kind: {**_kind(base, base.settings.kinds[kind], offer), "template": templates.get(kind, "")}
        for kind in dict.fromkeys(base.folder_kinds.values())
    }
    collections = [_collection(base, folder, kind, site.areas, words) for folder, kind in base.folder_kinds.items()]
    form = base.settings.form or Form("local")
    return {
        "language": words.language,
        "local": form.to == "local",
        "editor": {
            "backend": _backend(form),
            "publish_mode": "editorial_workflow" if form.to in WORKFLOW else "simple",
            "app_title": site.name,
            "site_url": site.url,
            "display_url": site.url,
            "show_preview_links": False,
            "media_folder": "docs/assets",
            "media_libraries": {"default": {"config": {"max_file_size": 2_000_000}}},
            "slug": {"encoding": "ascii", "clean_accents": True},
            # one language at the root of the file, named so that å and ä become a in the names of new files
            "i18n": {
                "structure": "single_file_default_root",
                "locales": [words.language],
                "default_locale": words.language,
            },
            "output": {"omit_empty_optional_fields": True},
            "editor": {"preview": False},
        },
        "kinds": kinds,
        "collections": collections,
        "options": {name: _choices(name, offer) for name in _used(kinds)},
        "editor_words": {name: words(text) for name, text in _EDITOR_WORDS.items()},
        "words": {
            "unsafe": words(
                N_("This page's first lines are written so that the form could harm them. Edit it as a file.")
            )
        },
    }


def _backend(form: Form) -> Json:
    if not form.url:
        # The editor wants a forge also where it only works in a folder; it is never asked.
        return {"name": "gitlab", "repo": "lokal/kunskapsbas", "auth_methods": ["token"]}
    parts = urlsplit(form.url)
    server, repo = f"{parts.scheme}://{parts.netloc}", parts.path.strip("/").removesuffix(".git")
    backend: Json = {"name": form.to, "repo": repo, "branch": form.branch}
    if form.to == "github":
        if parts.netloc != "github.com":
            backend["api_root"] = f"{server}/api/v3"
        # Without a server that logs in, GitHub can only be reached by a token of the writer's own.
        backend |= {"base_url": form.login} if form.login else {"auth_methods": ["token"]}
        return backend
    version = "v4" if form.to == "gitlab" else "v1"
    backend |= {"base_url": server, "api_root": f"{server}/api/{version}"}
    if form.to == "gitlab":
        backend |= {"auth_type": "pkce"} if form.app_id else {"auth_methods": ["token"]}
    return backend | ({"app_id": form.app_id} if form.app_id else {})


def _used(kinds: Mapping[str, Json]) -> list[str]:
    """The lists of choices that some field offers."""
    return sorted({name for kind in kinds.values() for field in kind["fields"] for name in _lists(field)})


def _choices(name: str, offer: Offer) -> list[Json]:
    """The choices that a list of that name has: pages, or after an equals sign one word."""
    if name.startswith("="):
        return [{"value": name[1:], "label": choice_label(offer.words, name[1:])}]
    return [option._asdict() for option in offer.pages[name]]


def _lists(field: Json) -> Iterable[str]:
    yield from field.get("options_of", ())
    inner = [field["field"]] if "field" in field else field.get("fields", ())
    for part in inner:
        yield from _lists(part)


def _kind(base: KnowledgeBase, kind: Kind, offer: Offer) -> Json:
    """A kind's fields as inputs, and the type of each, by the name that the knowledge base has for it."""
    own = [name for name in kind.fields if name not in LAST]
    order = [*FIRST, *sorted(own, key=lambda name: name in _OF_EVERY_KIND), *LAST]
    names = [name for name in dict.fromkeys(order) if name in kind.fields or name == "body"]
    fields = [_field(base, kind.fields.get(name), offer) for name in names]
    types = {base.settings.fields.get(name, name): field.type for name, field in kind.fields.items()}
    return {"fields": [field for field in fields if field], "types": types}


def _field(base: KnowledgeBase, declared: Field | None, offer: Offer) -> Json | None:
    words = offer.words
    if declared is None:
        label = words(N_("Text"))
        return {
            "key": "",
            "name": "body",
            "label": label,
            "widget": "markdown",
            "modes": ["raw"],
            "buttons": _BUTTONS,
            "editor_components": [],
            "required": False,
            "hint": words(_HELP),
        }
    widget = SHAPES[declared.type].widget(declared, offer)
    if widget is None:
        return None
    hint = _said(declared.help, words)
    if "person" not in offer.pages and _names_somebody(base, declared):
        hint = f"{hint} {words(_KEPT)}"
    key = base.settings.fields.get(declared.name, declared.name)
    return {
        "key": key,
        "name": collection_name(key),
        "label": _said(declared.label, words),
        "hint": hint,
        "required": declared.required,
        **widget,
    }


def _names_somebody(base: KnowledgeBase, declared: Field) -> bool:
    """Whether some page names a person in that field: the form, which names nobody, shows it empty there."""
    if PERSON not in declared.to:
        return False
    named = (name for page in base.pages for name in _named(page.values.get(declared.name)))
    return any(base.resolve(name, declared.to).person for name in named)


def _named(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _named(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from _named(part)


def _said(texts: Mapping[str, str], words: Words) -> str:
    return texts.get(words.language) or next(iter(texts.values()), "")


def _collection(base: KnowledgeBase, folder: str, kind: str, areas: Mapping[str, str], words: Words) -> Json:
    """A folder: its pages, what it is called, and how a new page's file is named."""
    declared = base.settings.kinds[kind]
    plural, singular = _said(declared.plural, words), _said(declared.label, words)
    alone = list(base.folder_kinds.values()).count(kind) == 1
    last = folder.rpartition("/")[2]
    collection: Json = {
        "name": collection_name(folder),
        "label": plural if alone or folder in _TOP else f"{areas.get(last, last)}: {plural.lower()}",
        "label_singular": singular,
        "folder": folder,
        "kind": kind,
        "create": True,
        "delete": False,
        "duplicate": False,
        "slug": "{{slug}}",
        "i18n": True,
    }
    if kind == DECISION:
        number = max(base.decisions, default=0) + 1
        collection |= {
            "number": f"{number:04}",
            "slug": "{{fields.number}}-{{slug}}",
            "summary": "{{filename | truncate(4,' ')}} {{title}}",
        }
    return collection
