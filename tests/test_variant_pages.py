"""What the site shows of local variants: on the national page, on the variant and in the register; and to whom."""

from __future__ import annotations

import re
from datetime import date

import pytest

from stafett.messages import Words
from stafett.reading.front_matter import split
from stafett.site.views.variant_note import difference_section, variant_note, variants_here
from stafett.site.views.variant_register import variant_register
from stafett.site.views.view import View
from test_variants import BASE, DAY, NATIONAL, page

HOSTILE = "<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) {{ 7*7 }} \"' </del>"


@pytest.fixture
def view(make_base):
    """A function that gives the view of a site with a national page and variants, by name."""

    def make(national: str = NATIONAL, **pages: str) -> View:
        files = {"processes/close.md": national} | {f"processes/{k}.md": v for k, v in pages.items()}
        base = make_base(BASE | files)
        bodies = {path: split(text.encode()).body for path, text in files.items()}
        return View(
            base, DAY, Words("en"), lambda page: f"/{page.id}/", list_link=lambda key: f"/{key}/", bodies=bodies
        )

    return make


def words(html: str) -> str:
    """What a reader reads, tags left out."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_national_page_lists_what_departs_from_it(view):
    """Where, the page, why and until when; one that has run out says so."""
    made = view(v=page(), old=page(units="[south]", until="2026-11-01", reason="A bridge", title="Old"))
    html = variants_here(made, made.base.by_id["processes/close"])
    assert "South : Old A bridge Until 2026-11-01 . Has run out" in words(html)
    assert 'North</strong>: <a href="/processes/v/">Close a road in the north</a>' in html
    assert 'data-stafett-until="2027-03-01"' in html
    assert 'href="/variants/"' in html
    assert variants_here(made, made.base.by_id["processes/v"]) == ""


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Everywhere else, Close a road holds."),
        (
            {"until": "2026-11-23"},
            "variant held until 2026-11-23 . The national process holds again: Close a road .",
        ),
        ({"approved_by": None}, "Nobody but its owner has agreed to this variant."),
        ({"until": None}, "It is not clear where, why or until when this variant holds."),
        ({"until": "2026-12-01"}, "It holds until 2026-12-01 , which is near."),
        ({"variant_text": "differences"}, "Only what differs stands on this page."),
        (
            {"last_reviewed": "2026-05-01"},
            "reviewed on 2026-06-01 , after this variant on 2026-05-01",
        ),
    ],
)
def test_a_variant_says_what_a_reader_is_to_go_by(view, fields, said):
    """First of all whether it holds, and what does where it does not."""
    made = view(v=page(**fields))
    assert said.replace(" .", ".") in words(variant_note(made, made.base.by_id["processes/v"])).replace(" .", ".")


def test_a_variant_says_for_whom_why_and_who_agreed_but_names_nobody(view):
    """A role by its title; a person by the role that they hold, never by their id."""
    made = view(v=page(approved_by="p-2", reason="It is dark"))
    text = words(variant_note(made, made.base.by_id["processes/v"]))
    assert "A local variant of Close a road , for North ." in text
    assert "Why It is dark Approved by Boss Until 2027-03-01" in text
    assert "p-2" not in text


def test_what_differs_is_told_in_words(view):
    """Changed words are marked, and said for whoever does not see marks; what is alike is folded."""
    national = NATIONAL.replace("review_in", "systems: [Map]\nraci: {responsible: [p-1]}\nreview_in")
    national += "\nFour weeks.\n\n## Ask\n\n- The police\n\n## Then\n\nClose it.\n"
    own = page(systems="[Map, Radio]", raci="{responsible: [boss]}")
    own = own.replace("Six weeks.", "Six weeks.\n\n## Ask\n\n- The police\n\n## Dark\n\nBring light.")
    made = view(national, v=own)
    html = difference_section(made, made.base.by_id["processes/v"])
    said = '<span class="stafett-unseen">'
    assert f"<del>{said}Only in the national process: </span>Four</del>" in html
    assert f"<ins>{said}Only here: </span>Six</ins> weeks." in html
    assert re.search(r"<h3>Dark <span [^>]*>New here</span></h3>", html)
    assert re.search(r"<h3>Then <span [^>]*>Left out here</span></h3>", html)
    assert "Unchanged: 1 section Ask" in words(html)
    assert "Only here: Radio" in words(html)
    assert "Responsibilities (RACI): Does the work" in words(html)
    assert "Only in the national process: Head" in words(html)
    assert "p-1" not in html


def test_two_that_say_the_same_say_so(view):
    """Nobody looks for a difference that is not there."""
    body = NATIONAL.split("---\n")[2]
    made = view(v=page().split("# Close")[0] + body)
    assert "The two say the same." in words(difference_section(made, made.base.by_id["processes/v"]))


def test_hostile_text_stays_text(view):
    """Whatever stands on either page, and in the fields of a variant, comes out as words."""
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    national = NATIONAL + f"\n{HOSTILE}\n\n## {HOSTILE}\n\n- {HOSTILE}\n\n| {HOSTILE} |\n| --- |\n"
    own = page(reason=quoted, title=quoted, systems=f"[{quoted}]") + f"\n## x{HOSTILE}\n\n{HOSTILE}\n"
    made = view(national, v=own)
    variant, close = made.base.by_id["processes/v"], made.base.by_id["processes/close"]
    shown = (
        variant_note(made, variant),
        difference_section(made, variant),
        variants_here(made, close),
        variant_register(made),
    )
    for html in shown:
        tags = set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html))
        assert not tags & {"script", "img"}
        assert "onerror=" not in "".join(re.findall(r"<[a-z][^>]*>", html))
        assert 'href="javascript' not in html
        assert html.count("<del>") == html.count("</del>")


def test_the_register_goes_by_unit_and_is_loud_where_something_does_not_hold(view):
    """What a district inherits from its region stands with its own, and says so."""
    made = view(
        wide=page(title="Wide"),
        small=page(title="Small", units="[far]", until="2026-10-01"),
        alone=page(title="Alone", units="[south]", approved_by=None),
        nowhere=page(title="Nowhere", units=None),
    )
    text = variant_register(made)
    assert re.findall(r"^## (.*) \{", text, re.MULTILINE) == ["North", "Far north", "South", "No unit is named"]
    assert "1 has run out: the national process holds again." in text
    assert "1 is not approved: the national process holds." in text
    far = text.split("## Far north")[1].split("## South")[0]
    assert far.index("Small") < far.index("Wide")
    assert "Holds in all of North" in far


def test_before_its_day_is_over_nothing_has_run_out(view):
    """The words for it stand ready only where they may come to be true."""
    made = view(v=page(until="2026-11-23"), w=page(until=str(date.max), units="[south]"))
    assert "data-stafett-until" not in variant_note(made, made.base.by_id["processes/v"])
    assert f'data-stafett-until="{date.max}"' in variant_note(made, made.base.by_id["processes/w"])
