"""The option that says where the site is, and the addresses of its pages."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from urllib.parse import quote

from stafett.knowledge_base import KnowledgeBase
from stafett.model import Page
from stafett.reading.tree import site_url


def add_site_url(parser: argparse.ArgumentParser) -> None:
    """The option ``--site-url``."""
    parser.add_argument(
        "--site-url", metavar="URL", type=site_address, help="where the site is, for links (default: `site_url`)"
    )


def site_address(text: str) -> str:
    """The address of the site, for argparse, with a slash at its end."""
    if not text.startswith(("https://", "http://", "file://")) or not text.isprintable() or " " in text:
        raise argparse.ArgumentTypeError(f"'{text}' is not an address like https://kb.example/")
    return text if text.endswith("/") else f"{text}/"


def page_address(options: argparse.Namespace, base: KnowledgeBase) -> Callable[[Page], str]:
    """What gives the address of a page on the web; nothing where nobody has said where the site is."""
    site: str = options.site_url or base.settings.site_url
    return lambda page: site + quote(site_url(page.path)) if site else ""
