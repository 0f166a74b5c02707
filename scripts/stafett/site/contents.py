"""The sections that Stafett adds to a page, put into its table of contents beside those of the author."""

from __future__ import annotations

import re

from mkdocs.structure.toc import AnchorLink, TableOfContents

_SECTION = re.compile(r'<section class="(stafett-[a-z]+)" aria-labelledby="\1"[^>]*><h2 id="\1">([^<]*)</h2>')


def add_sections(toc: TableOfContents, html: str) -> None:
    """Add each section of ``html`` that was made of the page's front matter (see ``views.raci.section``)."""
    found = [AnchorLink(title, key, 2) for key, title in _SECTION.findall(html)]
    first = next(iter(toc.items), None)
    (first.children if first and first.level == 1 else toc.items).extend(found)
