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


def form_policy(servers: Iterable[str], *, header: bool = True) -> str:
    """The policy of the form: the site's scripts alone, and none inline; besides the site it speaks to ``servers``.

    The editor makes its pictures and drafts as ``blob:``, and writes styles as Mermaid does. Nothing is evaluated.
    """
    rules = {
        **_ALLOWED,
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "connect-src": " ".join(("'self'", "data:", "blob:", *sorted(servers))),
        "frame-src": "'self' blob:",
        "manifest-src": "'self' data: blob:",
    }
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


def server_files(hashes: Iterable[str], form: tuple[str, str] | None = None) -> Mapping[str, str]:
    """What web servers read: place in the site -> text. ``_headers`` is for hosts such as Netlify.

    ``form`` is the folder of the form and its own policy, which holds there and nowhere else.
    """
    headers = {"Content-Security-Policy": policy(hashes), **_OTHERS}
    files = {
        "_headers": "/*\n" + _lines(headers, "  {}: {}"),
        f"{FOLDER}/nginx.conf": _lines(headers, 'add_header {} "{}" always;'),
        f"{FOLDER}/apache.conf": _lines(headers, 'Header always set {} "{}"'),
        f"{FOLDER}/Caddyfile": "header {\n" + _lines(headers, '  {} "{}"') + "}\n",
        f"{FOLDER}/policy.txt": f"{headers['Content-Security-Policy']}\n",
    }
    return files if form is None else _with_form(files, headers, *form)


def _with_form(files: Mapping[str, str], headers: Mapping[str, str], folder: str, own: str) -> dict[str, str]:
    """The same, with the form's own policy in its folder, in the way in which each server lets one replace another."""
    theirs = {**headers, "Content-Security-Policy": own}
    within = 'Header always set {} "{}"'.format("Content-Security-Policy", own)
    nginx = _lines(theirs, '  add_header {} "{}" always;')
    parts = {
        # hosts that read this file join what several rules say; `!` lets go of what was said before
        "_headers": f"/{folder}/*\n  ! Content-Security-Policy\n  Content-Security-Policy: {own}\n",
        f"{FOLDER}/nginx.conf": f"location ~ /{folder}/ {{\n{nginx}}}\n",
        f"{FOLDER}/apache.conf": f'<If "%{{REQUEST_URI}} =~ m#/{folder}/#">\n  {within}\n</If>\n',
        f"{FOLDER}/Caddyfile": "",
        f"{FOLDER}/policy.txt": "",
    }
    made = {name: f"{text}{parts[name]}" for name, text in files.items()}
    made[f"{FOLDER}/Caddyfile"] = "".join(
        f"@stafett_{name} {matcher}\nheader @stafett_{name} {{\n{_lines(said, form)}}}\n"
        for name, matcher, said, form in (
            ("pages", f"not path */{folder}/*", headers, '  {} "{}"'),
            ("form", f"path */{folder}/*", theirs, '  {} "{}"'),
        )
    )
    return made | {f"{FOLDER}/form-policy.txt": f"{own}\n"}


def _lines(headers: Mapping[str, str], form: str) -> str:
    return "".join(form.format(name, value) + "\n" for name, value in headers.items())
