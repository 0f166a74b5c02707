"""A content security policy for the site: its own scripts run, and those few inline ones of the theme, by their hashes.

Material writes small scripts into each page, which differ only by how deep the page lies. The build hashes them, so
that the policy needs no ``unsafe-inline`` for scripts. For styles it does: Mermaid draws with ``<style>`` and
``style=`` in its pictures, and Python-Markdown aligns the columns of tables so.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping

FOLDER = "assets/stafett/server"
"""Where the policy lies in the site, ready for web servers to include."""

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_RUNS_NOT = re.compile(r"""\bsrc\s*=|\btype\s*=\s*["']?(?!module|text/javascript)""", re.IGNORECASE)
_HEAD = re.compile(r"<head\b[^>]*>\s*(?:<meta charset=[^>]*>)?", re.IGNORECASE)
_ALLOWED = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
_OTHERS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin"}


def inline_scripts(html: str) -> set[str]:
    """The hashes of the scripts that stand in a page, as ``script-src`` names them; blocks of data are none."""
    return {
        f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for attributes, text in _SCRIPT.findall(html)
        if text and not _RUNS_NOT.search(attributes)
    }


def policy(hashes: Iterable[str], *, header: bool = True) -> str:
    """The policy under which the site's own scripts run and those with these hashes, and no other.

    In a page itself (``header=False``) it cannot say who may frame it.
    """
    rules = {**_ALLOWED, "script-src": " ".join((_ALLOWED["script-src"], *sorted(hashes)))}
    if not header:
        del rules["frame-ancestors"]
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def with_policy(html: str) -> str:
    """A page that brings its own policy, for hosts on which nobody can set a header."""
    head = _HEAD.search(html)
    if not head:
        return html
    content = policy(inline_scripts(html), header=False)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return f"{html[: head.end()]}{tag}{html[head.end() :]}"


def server_files(hashes: Iterable[str]) -> Mapping[str, str]:
    """What web servers read: place in the site -> text. ``_headers`` is for hosts such as Netlify."""
    headers = {"Content-Security-Policy": policy(hashes), **_OTHERS}
    return {
        "_headers": "/*\n" + _lines(headers, "  {}: {}"),
        f"{FOLDER}/nginx.conf": _lines(headers, 'add_header {} "{}" always;'),
        f"{FOLDER}/apache.conf": _lines(headers, 'Header always set {} "{}"'),
        f"{FOLDER}/Caddyfile": "header {\n" + _lines(headers, '  {} "{}"') + "}\n",
        f"{FOLDER}/policy.txt": f"{headers['Content-Security-Policy']}\n",
    }


def _lines(headers: Mapping[str, str], form: str) -> str:
    return "".join(form.format(name, value) + "\n" for name, value in headers.items())
