"""The whole site by keyboard, and as the reader's system wants it: still, or in its own colours."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from page_types import DESK, NARROW, PAGES, PHONE

WALKED = ("front", "process", "path", "processes")

# What has the focus: where it is, whether it can be seen, and how it shows. Its colours are those of what is drawn.
FOCUSED = """
() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[0-9.]+/g).map(Number); return [r, g, b, a]; };
  const over = ([r, g, b, a], [r2, g2, b2]) => [r * a + r2 * (1 - a), g * a + g2 * (1 - a), b * a + b2 * (1 - a), 1];
  const light = (colour) => {
    const [x, y, z] = colour.slice(0, 3).map((v) => v / 255)
      .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) layers.push(parse(getComputedStyle(e).backgroundColor));
    return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
  };
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const hidden = getComputedStyle(element).opacity === "0" || !element.getBoundingClientRect().width;
  const label = () => element.closest("label") ?? document.querySelector(`label[for="${element.id}"]:not([hidden])`);
  const shown = element.matches(".md-option") ? element.nextElementSibling : (hidden && label()) || element;
  const { left, top, right, bottom, width, height } = shown.getBoundingClientRect();
  const x = Math.min(Math.max((left + right) / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max((top + bottom) / 2, 0), innerHeight - 1);
  const hit = document.elementsFromPoint(x, y);
  const style = getComputedStyle(shown);
  const inset = parseFloat(style.outlineOffset) < 0;
  const back = ground(inset ? shown : shown.parentElement ?? shown);
  const [a, b] = [light(over(parse(style.outlineColor), back)), light(back)].sort((p, q) => q - p);
  const name = element.getAttribute("aria-label") || element.textContent.trim().slice(0, 30) || element.id;
  return {
    what: `${element.localName}.${element.className} ${name}`,
    seen: width > 0 && height > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth &&
      getComputedStyle(shown).visibility === "visible" && hit.some((e) => shown.contains(e) || e.contains(shown)) &&
      (shown.contains(hit[0]) || hit[0].contains(shown)),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    contrast: (a + 0.05) / (b + 0.05),
  };
}
"""


@pytest.fixture
def visit(browser, origin):
    """A function that opens a page with a size and whatever else a browser is set to."""
    contexts = []

    def go(address: str, size=DESK, **settings):
        context = browser.new_context(
            **{"viewport": size, "reduced_motion": "reduce", "locale": "sv-SE", "service_workers": "block"} | settings
        )
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(origin + address)
        page.wait_for_function("!document.querySelector('pre.mermaid')")  # what is drawn moves what is below it
        return page

    yield go
    for context in contexts:
        context.close()


def focus(page):
    """What has the focus, once the browser has scrolled to it; as it is where that does not come to be seen."""
    for _ in range(30):
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["seen"]:
            break
        page.wait_for_timeout(100)
    return focused


def walk(page, most: int = 400):
    """Where the focus goes, from the beginning of the page to its end."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = focus(page)
        if focused is None:
            return
        yield focused
    raise AssertionError("the focus never leaves the page")


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
@pytest.mark.parametrize("name", WALKED)
def test_the_focus_is_seen_wherever_it_goes(visit, name, size, scheme):
    """Nothing out of sight takes it, and what has it stands out at least 3 to 1."""
    steps = list(walk(visit(PAGES[name], size, color_scheme=scheme)))
    assert len(steps) > 10
    assert [step for step in steps if not (step["seen"] and step["outline"] and step["contrast"] >= 3)] == []


def test_the_first_stop_leads_past_the_menus(visit):
    """To the text of the page."""
    page = visit(PAGES["process"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("article :focus")).to_have_count(1)


def test_the_menu_of_a_phone_opens_and_closes(visit):
    """Its button tells its state; Escape closes it and gives the focus back, and so does going past its end."""
    page = visit(PAGES["process"], PHONE)
    button = page.get_by_role("button", name="Meny")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".md-sidebar--primary :focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_the_menu_of_a_phone_leads_on(visit):
    """From the front page to a list, by keyboard alone."""
    page = visit("", PHONE)
    page.get_by_role("button", name="Meny").focus()
    page.keyboard.press("Space")
    for _ in range(20):
        page.keyboard.press("Tab")
        step = focus(page)
        assert step["seen"], step
        if page.evaluate("document.activeElement.textContent.trim()") == "Processer":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/processer/")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_search_is_asked_and_answered_by_keyboard(visit, size):
    """From anywhere on the page to a hit, and Escape closes the dialogue."""
    page = visit(PAGES["role"], size)
    page.keyboard.press("s")
    page.keyboard.type("semester")
    expect(page.locator(".md-search-result__link").first).to_contain_text(re.compile("semester", re.IGNORECASE))
    page.keyboard.press("ArrowDown")
    expect(page.locator(".md-search-result__link:focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-md-toggle=search]")).not_to_be_checked()


def test_an_answer_that_comes_late_leaves_the_focus_on_a_hit(visit):
    """The hits are made anew; the one that had the focus has it again, or the first does."""
    page = visit(PAGES["role"])
    page.keyboard.press("s")
    page.keyboard.type("semester")
    hit = page.locator(".md-search-result__link")
    expect(hit.first).to_contain_text(re.compile("semester", re.IGNORECASE))
    page.wait_for_timeout(300)  # so that no answer but the one below is under way
    page.keyboard.press("ArrowDown")
    ask = """(question) => {
      const field = document.querySelector("[data-md-component=search-query]");
      document.querySelector(".md-search-result__item").dataset.old = "";
      field.value = question;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
    }"""
    focused = page.locator(".md-search-result__item:not([data-old]) .md-search-result__link:focus")
    page.evaluate(ask, "semester ")
    page.wait_for_function("!document.querySelector('[data-old]')")
    expect(focused).to_contain_text(re.compile("semester", re.IGNORECASE))
    page.evaluate(ask, "faktura")
    page.wait_for_function("!document.querySelector('[data-old]')")
    expect(focused).to_contain_text(re.compile("faktura", re.IGNORECASE))
    page.evaluate(ask, "xyzxyzxyz")
    expect(page.locator("[data-md-component=search-query]")).to_be_focused()


def test_the_colours_are_chosen_by_keyboard(visit):
    """The choice takes the focus and shows it."""
    page = visit("")
    before = page.locator("body").get_attribute("data-md-color-scheme")
    for step in walk(page):
        assert step["seen"], step
        if page.evaluate("document.activeElement.name === '__palette'"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before)


def test_a_wide_table_is_reached_and_named_only_where_it_scrolls(visit):
    """On a phone it takes the focus under the name of its heading, and moves by arrow keys; on a desk it does not."""
    page = visit(PAGES["article"], NARROW)
    region = page.get_by_role("region", name="Tabell som kan rullas i sidled: Dygnet runt")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.activeElement.scrollLeft > 0")
    page.set_viewport_size(DESK)
    page.wait_for_function("!document.querySelector('article [role=region][tabindex]')")


def test_nothing_moves_for_readers_who_want_it_still(visit):
    """Neither what slides nor what fades takes longer than a blink."""
    page = visit("")
    slow = """
    () => [...document.querySelectorAll("*")].flatMap((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return `${transitionDuration}, ${animationDuration}`.split(", ").map(parseFloat);
    }).filter((seconds) => seconds > 0.01).length
    """
    assert page.evaluate(slow) == 0


def test_in_the_reader_s_own_colours_states_are_still_told_apart(visit):
    """A badge and a chosen filter have a line or a ground of their own."""
    page = visit(PAGES["processes"], forced_colors="active")
    border = "e => getComputedStyle(e).borderTopStyle !== 'none' && parseFloat(getComputedStyle(e).borderTopWidth) >= 1"
    assert page.locator(".stafett-badge:visible").first.evaluate(border)
    chosen = page.locator(".stafett-filter input:checked + label").first
    other = page.locator(".stafett-filter input:not(:checked) + label").first
    colour = "e => getComputedStyle(e).backgroundColor"
    assert chosen.evaluate(colour) != other.evaluate(colour)
