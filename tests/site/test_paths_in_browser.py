"""Onboarding paths in a browser: ticks that the device remembers, what has changed since, and the way on."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from attacks.browser import served
from site_builder import build_files

HEAD = "---\ntitle: {}\nowner: boss\nlast_reviewed: 2026-11-01\nreview_in: {}\n{}---\n"
PEOPLE = "people: [{id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: boss}]}]\nunits: [{id: u, name: U}]\n"
FILES = {
    "people/a.yml": PEOPLE,
    "docs/roles/boss.md": HEAD.format("Boss", "1 year", "begins_with: [all]\nmust_know: {day_1: [pay]}\n"),
    "docs/roles/all.md": HEAD.format("All", "1 year", "must_know: {day_1: [lasting], week_1: [rules, old]}\n"),
    "docs/moving.md": HEAD.format("Moving", "1 year", "id: lasting\nwhy: It moves.\n") + "# Moving\n\nSome text.\n",
    "docs/rules.md": HEAD.format("Rules", "1 year", "") + "# Rules\n\nAt most 5 days.\n",
    "docs/old.md": HEAD.format("Old", "1 week", "systems: [Portal]\n") + "# Old\n\nOld text.\n",
    "docs/pay.md": HEAD.format("Pay", "1 year", "") + "# Pay\n\nPay *in* time.\n",
}
# The same site later: a page has moved, one says something else, one is only written otherwise.
LATER = {
    **{path: text for path, text in FILES.items() if path != "docs/moving.md"},
    "docs/elsewhere/moved.md": FILES["docs/moving.md"],
    "docs/rules.md": FILES["docs/rules.md"].replace("5 days", "6 days"),
    "docs/pay.md": FILES["docs/pay.md"].replace("Pay *in* time.", "Pay\nin **time**\n"),
}


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """Where both sites are served, beside one another, so that they share what a device remembers."""
    folder = tmp_path_factory.mktemp("paths")
    for name, files in (("now", FILES), ("later", LATER)):
        built = build_files(folder / f"base-{name}", files)
        assert built.status == 0, built.output
        built.site.rename(folder / name)
    with served(folder) as address:
        yield address


@pytest.fixture
def device(browser, origin):
    """A function that opens an address on one device, which notes what its pages ask for and complain of."""
    contexts = []

    def visit(address: str, *, context=None, **options):
        if context is None:
            context = browser.new_context(accept_downloads=True, **options)
            context.set_default_timeout(60_000)
            contexts.append(context)
        page = context.new_page()
        page.requested, page.errors = [], []
        page.on("request", lambda request: page.requested.append(request.url))
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        if options.get("java_script_enabled", True):
            page.clock.set_fixed_time("2026-11-24T23:30:00+01:00")
        page.goto(origin + address)
        return page

    yield visit
    for context in contexts:
        context.close()


def box(page, title: str):
    """The tick box of a step."""
    return page.get_by_role("checkbox", name=f"I have read {title}", exact=True)


def expect_progress(page, words: str) -> None:
    """The page says so of the whole path."""
    expect(page.locator(".stafett-progress [role=status]")).to_have_text(words, use_inner_text=True)


def test_ticks_stay_when_the_page_is_loaded_anew(device):
    """With the digest and the reader's own day; progress is shown in words and as a bar, in all and per stage."""
    page = device("now/onboarding/boss/", timezone_id="Europe/Stockholm")
    expect_progress(page, "0 of 4 read")
    box(page, "Moving").check()
    box(page, "Rules").check()
    expect_progress(page, "2 of 4 read")
    page.reload()
    expect_progress(page, "2 of 4 read")
    values = page.locator("progress").evaluate_all("all => all.map(bar => [bar.value, bar.max])")
    assert values == [[2, 4], [1, 2], [1, 2]]
    kept = json.loads(page.evaluate("localStorage.getItem('stafett.read')"))
    assert set(kept) == {"lasting", "rules"}
    assert {tick["on"] for tick in kept.values()} == {"2026-11-24"}
    box(page, "Rules").uncheck()
    expect_progress(page, "1 of 4 read")
    assert page.errors == []


def test_nothing_is_sent(device, origin):
    """Ticking asks nobody for anything."""
    page = device("now/onboarding/boss/")
    page.wait_for_load_state("networkidle")
    page.requested.clear()
    box(page, "Pay").check()
    page.wait_for_timeout(300)
    assert page.requested == []


def test_the_keyboard_ticks(device):
    """Space on a box that the keyboard reaches, with a mark around it."""
    page = device("now/onboarding/boss/")
    box(page, "Moving").focus()
    page.keyboard.press("Space")
    expect(box(page, "Moving")).to_be_checked()
    expect_progress(page, "1 of 4 read")


def test_a_tick_follows_a_page_that_moves_and_tells_when_it_has_changed(device):
    """A page with an id keeps its tick; other words lose it, with a word why; another form is no change."""
    page = device("now/onboarding/boss/", timezone_id="Europe/Stockholm")
    for title in ("Moving", "Rules", "Pay"):
        box(page, title).check()
    later = device("later/onboarding/boss/", context=page.context)
    assert "elsewhere/moved/" in later.get_by_role("link", name="Moving").get_attribute("href")
    for title, ticked in (("Moving", True), ("Rules", False), ("Pay", True)):
        expect(box(later, title)).to_be_checked(checked=ticked)
    expect_progress(later, "2 of 4 read, 1 changed since you read it")
    note = later.get_by_text("Changed since you read it on 2026-11-24.")
    expect(note).to_be_visible()
    assert box(later, "Rules").get_attribute("aria-describedby") == note.get_attribute("id")
    box(later, "Rules").check()
    expect(note).to_be_hidden()
    expect_progress(later, "3 of 4 read")


def test_all_of_it_read_is_said(device):
    """The reader is done."""
    page = device("now/onboarding/boss/")
    for title in ("Moving", "Pay", "Rules", "Old"):
        box(page, title).check()
    expect_progress(page, "All 4 read")


def test_a_page_of_the_path_can_be_ticked_and_leads_on(device, origin):
    """At its end, for the role that the reader has: back to the path, and to the next step."""
    page = device("now/moving/")
    control = page.locator(".stafett-read")
    expect(control).to_be_hidden()
    page.evaluate("stafettStore.set('stafett.role', 'roles/boss')")
    expect(control).to_be_visible()
    expect(control).to_contain_text("Step 1 of 4 in Onboarding: Boss. Next: Pay", use_inner_text=True)
    control.get_by_label("I have read this page").check()
    control.get_by_role("link", name="Onboarding: Boss").click()
    page.wait_for_url(origin + "now/onboarding/boss/")
    expect(box(page, "Moving")).to_be_checked()


def test_a_page_outside_the_path_has_no_tick(device):
    """What nobody is led to is not ticked."""
    page = device("now/roles/all/")
    page.evaluate("stafettStore.set('stafett.role', 'roles/boss')")
    assert page.locator(".stafett-read").count() == 0


def test_who_ticks_a_path_has_that_role(device):
    """Unless they have picked another one."""
    page = device("now/onboarding/boss/")
    box(page, "Pay").check()
    page.wait_for_function("localStorage.getItem('stafett.role') === 'roles/boss'")
    other = device("now/onboarding/all/", context=page.context)
    box(other, "Old").check()
    assert other.evaluate("localStorage.getItem('stafett.role')") == "roles/boss"


def test_the_list_of_paths_knows_the_reader_s_own(device):
    """It is marked, and only it shows how far they have come."""
    page = device("now/onboarding/boss/")
    box(page, "Moving").check()
    page = device("now/onboarding/", context=page.context)
    card = page.locator(".stafett-paths li", has=page.locator(".stafett-paths__mine:visible"))
    expect(card.locator(".stafett-paths__title")).to_have_text("Boss Your role", use_inner_text=True)
    expect(page.locator(".stafett-progress:visible")).to_have_text(["1 of 4 read"], use_inner_text=True)


def test_ticks_go_to_another_device_by_a_file(device, tmp_path):
    """Those that are there already stay where they are newer; a file of another kind is refused."""
    page = device("now/onboarding/boss/", timezone_id="Europe/Stockholm")
    box(page, "Moving").check()
    box(page, "Rules").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save for another device").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    assert file.name == "onboarding-boss.json"
    other = device("now/onboarding/boss/", timezone_id="Europe/Stockholm")
    other.evaluate("stafettStore.set('stafett.read', {rules: {digest: 'x', on: '2026-11-30'}})")
    choose(other, file)
    expect(other.get_by_text("Fetched 2 ticks.")).to_be_visible()
    expect_progress(other, "1 of 4 read, 1 changed since you read it")
    for text in ("nonsense", "[]", '{"stafett.read": []}', '{"other": {}}'):
        file.write_text(text, encoding="utf-8")
        choose(other, file)
        expect(other.get_by_text("That file holds no ticks")).to_be_visible()
    expect_progress(other, "1 of 4 read, 1 changed since you read it")


def choose(page, file: Path) -> None:
    """Fetch ticks from a file, as a reader does."""
    page.locator(".stafett-path-tools [role=status]").evaluate("said => { said.textContent = ''; }")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Fetch from another device").click()
    chooser.value.set_files(file)


def test_a_file_from_elsewhere_can_do_no_harm(device, tmp_path):
    """Only ticks of the right form are taken, and nothing in them is more than text."""
    page = device("now/onboarding/boss/")
    nasty = {
        "__proto__": {"digest": "x", "on": "2026-11-01"},
        "rules": {"digest": "<img src=x>", "on": "2026-11-02"},
    }
    nasty |= {"pay": {"digest": 1, "on": "2026-11-01"}, "old": {"digest": "x", "on": "<b>"}}
    file = tmp_path / "ticks.json"
    file.write_text(json.dumps({"stafett.read": nasty}), encoding="utf-8")
    choose(page, file)
    expect(page.get_by_text("Fetched 2 ticks.")).to_be_visible()
    expect_progress(page, "0 of 4 read, 1 changed since you read it")
    assert page.locator("article img").count() == 0
    assert page.evaluate("({}).digest") is None
    assert page.errors == []


def test_a_check_list_is_saved_as_text(device):
    """By stage, with what is ticked and when."""
    page = device("now/onboarding/boss/", timezone_id="Europe/Stockholm")
    box(page, "Moving").check()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a check list").click()
    assert saved.value.suggested_filename == "onboarding-boss.md"
    assert saved.value.path().read_text(encoding="utf-8") == (
        "# Onboarding: Boss\n\n## The first day\n\n- [x] Moving (2026-11-24)\n- [ ] Pay\n\n"
        "## The first week\n\n- [ ] Rules\n- [ ] Old\n"
    )


def test_ticks_are_removed_only_when_the_reader_is_sure(device):
    """Those of the path, and no others."""
    page = device("now/onboarding/boss/")
    page.evaluate("stafettStore.set('stafett.read', {other: {digest: 'x', on: '2026-11-01'}})")
    box(page, "Moving").check()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Remove all ticks").click()
    expect_progress(page, "1 of 4 read")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Remove all ticks").click()
    expect_progress(page, "0 of 4 read")
    assert list(json.loads(page.evaluate("localStorage.getItem('stafett.read')"))) == ["other"]


@pytest.mark.parametrize("broken", ["{", "[]", "null", '"x"', '{"rules": null}', '{"rules": {"on": 5}}'])
def test_what_is_remembered_may_be_broken(device, broken):
    """By another version or another hand: the path begins anew."""
    page = device("now/onboarding/boss/")
    page.evaluate("text => localStorage.setItem('stafett.read', text)", broken)
    page.reload()
    expect_progress(page, "0 of 4 read")
    box(page, "Rules").check()
    expect_progress(page, "1 of 4 read")
    assert page.errors == []


def test_without_scripts_the_path_is_a_list_to_read(device):
    """With reasons, times, systems, status and whom to ask; and nothing that would do nothing."""
    page = device("now/onboarding/boss/", java_script_enabled=False)
    old = page.locator(".stafett-step", has=page.get_by_role("link", name="Old"))
    assert "Needs Portal" in old.inner_text()
    assert "should have been reviewed by 2026-11-08. Ask Boss" in old.inner_text()
    assert "It moves." in page.locator("article").inner_text()
    for hidden in ("input", "progress", "button"):
        assert page.locator(f"article {hidden}:visible").count() == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_it_prints_as_one_tidy_document(device, scripts):
    """A box for each step to tick with a pen, ticked ones ticked; no buttons, menus or headers."""
    page = device("now/onboarding/boss/", java_script_enabled=scripts)
    page.emulate_media(media="print")
    assert page.locator(".stafett-step__box:visible").count() == 4
    hidden = (
        ".stafett-path-tools",
        ".md-header",
        ".md-sidebar--primary",
        ".md-footer",
        ".md-path",
        ".stafett-path-note",
    )
    assert [name for name in hidden if page.locator(f"{name}:visible").count()] == []
    assert len(page.pdf()) > 1000


def test_it_fits_a_phone_and_a_finger(device):
    """Nothing sticks out at 320 pixels, and every box and button is at least 24 pixels wide and high."""
    page = device("now/onboarding/boss/", viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    sizes = page.locator(".stafett-step__box, .stafett-button").evaluate_all(
        "all => all.map(e => Math.min(e.getBoundingClientRect().width, e.getBoundingClientRect().height))"
    )
    assert min(sizes) >= 24
