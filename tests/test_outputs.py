"""What the build makes of finished pages: a policy that names their inline scripts, and the worker for offline."""

from __future__ import annotations

import hashlib
import json
import re
from base64 import b64encode

import pytest

from site_builder import MKDOCS_YML, build_files
from stafett.site.csp import FOLDER, form_policy, inline_scripts, policy, server_files, with_policy
from stafett.site.offline import styles_and_scripts


def sha(text: str) -> str:
    """A hash as a policy writes it."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_inline_scripts_are_hashed_to_the_letter():
    """White space counts, for browsers hash it too."""
    assert inline_scripts("<script> å\n</script><script type=module>b</script>") == {sha(" å\n"), sha("b")}


@pytest.mark.parametrize(
    "html", ['<script src="a.js"></script>', '<script id="x" type="application/json">{}</script>', "<p>script</p>"]
)
def test_what_runs_nothing_inline_has_no_hash(html):
    """Files are allowed by where they come from, and data do not run."""
    assert inline_scripts(html) == set()


def test_the_policy_is_the_same_whatever_the_order_of_pages():
    """Same input, same bytes."""
    assert policy(["'b'", "'a'"]) == policy(["'a'", "'b'"])


def test_a_page_with_its_policy_names_its_own_scripts_only():
    """Right after the character set, before anything is fetched; without what only a header may say."""
    page = with_policy('<html><head><meta charset="utf-8"><link rel="x"><script>a</script></head></html>')
    assert page.startswith('<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')
    assert sha("a") in page
    assert "frame-ancestors" not in page


def test_every_server_file_says_the_same_policy():
    """In the notation of each server, which quotes it in double quotes."""
    files = server_files([sha("a")])
    assert set(files) == {"_headers", *(f"{FOLDER}/{name}" for name in NAMES)}
    for text in files.values():
        assert policy([sha("a")]) in text
    assert '"' not in policy([sha("a")])


NAMES = ("nginx.conf", "apache.conf", "Caddyfile", "policy.txt")


@pytest.mark.parametrize("url", ["a/b/", "a/b/c.html"])
def test_what_a_page_needs_is_told_from_the_site_s_root(url):
    """Whatever the page's depth; what lies elsewhere is none of it."""
    html = (
        '<link rel="stylesheet" href="../../x/y.css"><script src="../../z.js"></script>'
        '<script src="https://elsewhere.example/e.js"></script>'
    )
    assert styles_and_scripts(html, url) == ["x/y.css", "z.js"]


def worker(text: str) -> dict:
    """What the build has told the worker."""
    return json.loads(re.search(r"const BUILD = (.*);", text)[1])


def test_the_worker_s_revision_follows_the_content(tmp_path):
    """The same pages, the same revision; another word, another one."""
    once = worker(build_files(tmp_path / "a", {}).text("sw.js"))
    again = worker(build_files(tmp_path / "b", {}).text("sw.js"))
    other = worker(build_files(tmp_path / "c", {"docs/index.md": "# Other\n"}).text("sw.js"))
    assert once == again
    assert other["revision"] != once["revision"]
    assert "assets/stafett/stafett.css" in once["shell"]
    assert once["language"] == "en"


def test_offline_reading_can_be_turned_off(tmp_path):
    """Then no worker is written, and pages ask for none."""
    config = MKDOCS_YML.replace('as_of: "2026-11-24"', 'as_of: "2026-11-24", offline: false')
    built = build_files(tmp_path, {"mkdocs.yml": config})
    assert built.status == 0, built.output
    assert built.text("sw.js") == ""
    assert '"copy"' not in built.text("index.html")


def test_the_form_s_policy_holds_in_its_folder_alone():
    """In the notation of each server; the pages' own is what it is without a form."""
    without, own = server_files([sha("a")]), form_policy(["https://git.example"])
    files = server_files([sha("a")], ("redigera", own))
    assert files[f"{FOLDER}/policy.txt"] == without[f"{FOLDER}/policy.txt"]
    assert files[f"{FOLDER}/form-policy.txt"] == f"{own}\n"
    for name in ("_headers", f"{FOLDER}/nginx.conf", f"{FOLDER}/apache.conf"):
        assert files[name].startswith(without[name])
        assert own in files[name].removeprefix(without[name])
    for text in files.values():
        assert "'unsafe-eval'" not in text
    assert "https://git.example" not in policy([sha("a")])
