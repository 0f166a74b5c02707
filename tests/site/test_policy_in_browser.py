"""Under the content security policy that the build writes no script but the site's own runs.

That the whole site works under it is in ``test_accessibility.py``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import build_files

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="module")
def policy(repository_site):
    """The policy, as servers are to send it."""
    return (repository_site / "assets" / "stafett" / "server" / "policy.txt").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="module")
def origin(repository_site, policy):
    """Where the built site is served under its policy."""
    with served(repository_site, {"Content-Security-Policy": policy}) as address:
        yield address


@pytest.fixture
def page(browser):
    """A page that notes what the policy has refused and what else went wrong."""
    context = browser.new_context(locale="sv-SE")
    context.set_default_timeout(60_000)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.errors = []
    page.on("console", lambda message: page.errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    yield page
    context.close()


def refused(page):
    """What the policy has refused on the page, and every other error."""
    return [*page.evaluate("window.violations"), *page.errors]


def test_the_policy_allows_no_inline_script(policy):
    """But those whose hashes it names."""
    scripts = next(rule for rule in policy.split("; ") if rule.startswith("script-src"))
    assert "unsafe" not in scripts
    assert 3 <= scripts.count("'sha256-") <= 12


@pytest.mark.parametrize(
    "attack",
    [
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s)",
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned = 1\">')",
        "const s = document.createElement('script'); s.src = 'http://127.0.0.1:1/x.js'; document.body.append(s)",
        "location.href = 'javascript:window.pwned = 1'",
    ],
    ids=["script", "handler", "elsewhere", "link"],
)
def test_an_injected_script_does_not_run(page, origin, attack):
    """It is refused, and told."""
    page.goto(origin)
    page.evaluate(attack)
    page.wait_for_function("window.violations.length > 0")
    assert page.evaluate("window.pwned") is None


def test_a_page_can_bring_its_policy_itself(page, tmp_path):
    """Where nobody can set a header: each page has exactly its own scripts in it."""
    config = """\
site_name: Test
site_url: https://site.example/
theme: {name: material, font: false}
plugins: [search, stafett: {as_of: "2026-11-24", policy_in_pages: true}]
"""
    built = build_files(tmp_path, {"mkdocs.yml": config, "docs/index.md": "# Front\n\nText\n"})
    with served(built.site) as address:
        page.goto(address, wait_until="networkidle")
        assert refused(page) == []
        page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.pwned = 1\">')")
        page.wait_for_function("window.violations.length > 0")
        assert page.evaluate("window.pwned") is None
