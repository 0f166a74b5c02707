"""Where a page is edited in the form: which collection of the form it lies in, and the address of its entry.

The form's editor sorts pages by folder, so each folder that holds pages is a collection of its own, whose kind is that
of most pages in it. A page of another kind than its folder's has no entry, and is edited as a file.
"""

from __future__ import annotations

from types import MappingProxyType
from urllib.parse import quote

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.reading.form import FORGES

FOLDERS = MappingProxyType({"sv": "redigera", "en": "edit"})
"""What the form's folder in the site is called, by the language of the knowledge base."""

_SUFFIX = ".md"


def form_folder(base: KnowledgeBase) -> str:
    """The folder of the site that the form lies in, without slashes."""
    return FOLDERS.get(base.settings.language, FOLDERS["en"])


def form_address(base: KnowledgeBase, page: Page, site_url: str) -> str | None:
    """The whole address at which ``page`` is edited in the form of the site at ``site_url``.

    None where the knowledge base has no form that others can reach (see ``form`` in the settings), where the form does
    not offer the page, or where nobody knows the site's address.
    """
    form = base.settings.form
    entry = entry_anchor(base, page)
    if form is None or form.to not in FORGES or not site_url or entry is None:
        return None
    return f"{site_url.rstrip('/')}/{form_folder(base)}/{entry}"


def entry_anchor(base: KnowledgeBase, page: Page) -> str | None:
    """What follows the form's own address to open ``page`` in it; None where the form does not offer the page."""
    folder, _, name = page.path.rpartition("/")
    if not name.endswith(_SUFFIX) or base.folder_kinds.get(folder) != page.kind:
        return None
    return f"#/collections/{quote(collection_name(folder), safe='')}/entries/{quote(name.removesuffix(_SUFFIX))}"


def collection_name(folder: str) -> str:
    """The name of a folder's collection: without what the editor does not take in names, and without slashes."""
    return "".join(_IN_NAMES.get(sign, sign) if sign.strip() else "~20~" for sign in folder) or "~"


_IN_NAMES = {"/": "~", **{sign: f"~{ord(sign):x}~" for sign in ".*:<>~"}}
