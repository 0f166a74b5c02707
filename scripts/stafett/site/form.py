"""The form in the browser: the page at ``redigera/`` by which people who use no git change pages.

**Which editor.** Sveltia CMS 0.221 rather than Decap CMS 3.16; both edit files in a repository from the browser alone.
Sveltia opens a folder of the reader's own computer by itself (Chromium's File System Access API), where Decap
needs a server run by Node beside it; it is one script of 2.1 MB (0.6 MB packed) rather than 5.2 MB; it speaks Swedish;
its drafts are branches with a pull request on GitHub and GitLab, as Decap's are; it lets a format of one's own read and
write the files. For Decap speak Azure DevOps and Bitbucket, which Sveltia does not know: there, only "edit source".

**What it must not do.** Out of the box it reads ``0010`` as the number 10, writes every field of a file anew without
comments, in its own order and quotes, and asks three other sites for letters, icons and Swedish words. ``assets/form``
therefore has a format that changes only the fields that were changed, within their lines, and reads again what it
wrote (``30-yaml.js``, ``50-format.js``), and keeps every request on the site (``10-alone.js``), which the page's
security policy would refuse anyway. ``assets/editor`` holds the script as npm has it; see ``scripts/editor.py``.
"""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from stafett.kinds import Kind
from stafett.knowledge_base import KnowledgeBase
from stafett.messages import N_, Words
from stafett.model import Page
from stafett.reading.form import FORGES
from stafett.reading.front_matter import split_text
from stafett.reading.templates import own_template, usual_template
from stafett.reports.form_address import entry_anchor, form_folder
from stafett.reports.form_config import Site, form_config
from stafett.settings import Form
from stafett.site.bundle import bare
from stafett.site.collect import Build
from stafett.site.csp import form_policy

ASSETS = Path(__file__).parent / "assets"
FIRST_SCRIPT = "10-alone.js"
"""What runs before the editor; the other scripts run after it."""
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="../assets/stafett/favicon.svg">
<link rel="stylesheet" href="form.css">
<script src="before.js"></script>
<script src="js-yaml.js"></script>
<script src="sveltia-cms.js"></script>
<script src="form.js"></script>
</head>
<body>
<noscript><p>{without}</p></noscript>
</body>
</html>
"""


def has_form(base: KnowledgeBase, *, serving: bool, folder: bool = False) -> bool:
    """Whether a site has the form: where the settings have one, and else for a trial while the site is only served.

    A ``folder`` that is opened from the file system has none: no browser lets a page from there reach anything.
    """
    form = base.settings.form
    return not folder and (serving if form is None else form.to != "none")


def form_link(base: KnowledgeBase, page: Page, to_root: str) -> str:
    """Where a page is edited in the form; ``to_root`` leads to the root of the site. Empty where it is not."""
    anchor = entry_anchor(base, page)
    return f"{to_root.rstrip('/')}/{form_folder(base)}/{anchor}" if anchor else ""


def servers(form: Form | None) -> tuple[str, ...]:
    """The servers that the form speaks to besides the site's own: those of the forge."""
    if form is None or form.to not in FORGES:
        return ()
    parts = urlsplit(form.url)
    server = f"{parts.scheme}://{parts.netloc}"
    # Pictures and files of a pull request may come from GitHub's other names.
    hub = ("https://api.github.com", "https://raw.githubusercontent.com")
    return hub if form.to == "github" and parts.netloc == "github.com" else (server,)


def add_form(files: Files, config: MkDocsConfig, build: Build) -> None:
    """Put the form into the site: its page, the editor, our scripts, and what the editor is told."""
    base, words = build.base, build.words
    folder, site = form_folder(base), Site(config.site_name, build.address, build.area_titles)
    told = form_config(base, site, {name: _template(build, kind) for name, kind in base.settings.kinds.items()})
    scripts = sorted((ASSETS / "form").glob("*.js"))
    made = {
        "index.html": _page(words, config.site_name, base.settings.form),
        "form.json": json.dumps(told, ensure_ascii=False),
        "before.js": bare((ASSETS / "form" / FIRST_SCRIPT).read_text(encoding="utf-8")),
        "form.js": "\n".join(bare(path.read_text(encoding="utf-8")) for path in scripts if path.name != FIRST_SCRIPT),
        "form.css": bare((ASSETS / "form" / "form.css").read_text(encoding="utf-8")),
    }
    for name, content in made.items():
        files.append(File.generated(config, f"{folder}/{name}", content=content))
    for path in sorted((ASSETS / "editor").iterdir()):
        files.append(File.generated(config, f"{folder}/{path.name}", abs_src_path=str(path)))


def _template(build: Build, kind: Kind) -> str:
    """The text that a new page of a kind begins with; where the knowledge base's own cannot be read, the usual one."""
    settings = build.base.settings
    own = own_template(build.root, settings, kind.name)
    text = own if isinstance(own, str) else usual_template(kind, settings.language) or ""
    return split_text(text).body.strip()


def _page(words: Words, site_name: str, form: Form | None) -> str:
    without = words(N_("The form needs JavaScript. Every page can also be edited as a file: choose its source."))
    return _PAGE.format(
        language=words.language,
        policy=form_policy(servers(form), header=False),
        title=escape(" – ".join((words(N_("Edit")), site_name))),
        without=escape(without),
    )
