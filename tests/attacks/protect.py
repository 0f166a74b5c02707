"""The functions of ``stafett.site.safety`` put together as MkDocs hooks, each where the plugin calls it too.

So the attacks are tried on the functions alone, and whoever changes the plugin sees what belongs in which hook.
"""

from __future__ import annotations

import logging
from pathlib import Path

from markupsafe import escape
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.toc import TableOfContents

from stafett.reading.front_matter import split
from stafett.reading.yaml_text import parse
from stafett.site.safety.assets import clashes, folded, judge, judge_source
from stafett.site.safety.config_guard import guard
from stafett.site.safety.contain import contain
from stafett.site.safety.metadata import plain_title, safe_striptags, strip_front_matter_for_mkdocs, theme_meta
from stafett.site.safety.sandbox import harden
from stafett.site.safety.sanitise import clean, clean_toc
from stafett.site.safety.snippets import use_safe_snippets
from stafett.site.safety.walking import guard_walk

log = logging.getLogger("mkdocs.plugins.protect")
sources = {}
undo = []


def say(place, complaint):
    """Tell a problem on one line."""
    log.warning("%s:%s %s", repr(place)[1:-1], complaint.line, complaint.message.format(**complaint.values))


def wants(uri):
    """Whether the page's front matter asks for macros."""
    return sources[uri][0].get("render_macros") == "true"


@event_priority(-100)
def on_config(config):
    """After the macros plugin has read its own settings."""
    assert not guard(config, "people"), [str(c) for c in guard(config, "people")]
    use_safe_snippets(config)
    harden(config.plugins["macros"], {"hello": lambda: "Hello from a macro"}, wants=wants, report=say)
    return config


def on_pre_build(config):
    """Before MkDocs walks the folder."""
    sources.clear()
    undo.append(guard_walk(lambda uri: log.warning("%r is not followed", uri)))


@event_priority(-100)
def on_files(files, config):
    """Before anything is read."""
    undo.pop()()
    roots = [str(Path(config.docs_dir).resolve())]
    own = [file for file in files if file.src_dir == config.docs_dir]
    taken = {folded(file.dest_uri) for file in files if file.src_dir != config.docs_dir}
    refused = set()
    for file in own:
        verdict = (judge_source if file.is_documentation_page() else judge)(
            file.src_uri, file.abs_src_path, roots, taken
        )
        if not verdict.allowed:
            refused.add(id(file))
            say(file.src_uri, verdict.complaint)
    kept = [file for file in own if id(file) not in refused]
    clashing = set(clashes(file.dest_uri for file in kept))
    for place in clashing:
        log.warning("%s cannot stand beside another file", place)
    for file in kept:
        if file.is_documentation_page():
            read(file)
            if sources[file.src_uri] is None:
                clashing.add(file.dest_uri)
    return Files([f for f in files if id(f) not in refused and f.dest_uri not in clashing])


def read(file):
    """Take the page apart by Stafett's own reader; what has none is left out."""
    source = split(Path(file.abs_src_path).read_bytes())
    parsed = parse(source.head).value if source.head is not None and not source.complaint else {}
    if source.complaint or not isinstance(parsed, dict):
        say(file.src_uri, source.complaint or parse(source.head).complaints[0])
        sources[file.src_uri] = None
    else:
        sources[file.src_uri] = (parsed, source.body)


def on_page_read_source(page, config):
    """Only the body, in a form that MkDocs does not parse again."""
    return strip_front_matter_for_mkdocs(sources[page.file.src_uri][1])


@event_priority(100)
def on_page_markdown(markdown, page, config, files):
    """Before the macros plugin."""
    fields, body = sources[page.file.src_uri]
    page.meta = theme_meta(fields)
    render = page.render

    def contained(config, files):
        outcome = contain(lambda: render(config, files), 5)
        if outcome.error:
            log.warning("%s: %s", page.file.src_uri, type(outcome.error).__name__)
            page.content = f"<p>{escape('This page could not be shown')}</p>"
            page.toc, page.present_anchor_ids, page.links_to_anchors = TableOfContents([]), set(), {}

    page.render = contained
    return body


@event_priority(-100)
def on_page_content(html, page, config, files):
    """After every other plugin."""
    cleaned = clean(html, "Removed: active content")
    if cleaned.removed:
        log.warning("%s: %s removed", page.file.src_uri, ", ".join(cleaned.removed))
    clean_toc(page.toc)
    page.title = page.meta.get("title") or plain_title(page.title)
    return cleaned.html


def on_env(env, config, files):
    """Before any template of the theme is rendered."""
    env.filters["striptags"] = safe_striptags
    return env
