"""On a national page, where it is departed from; on a variant, from what, for whom, why, and what differs."""

from __future__ import annotations

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.ownership import roles_of
from stafett.questions.variant_difference import Difference, difference
from stafett.questions.variants import DIFFERENCES, State, Variant, state, variant
from stafett.reports.list_addresses import VARIANTS
from stafett.site.views.difference import in_short, show
from stafett.site.views.html import Html, a, day, esc, join, tag
from stafett.site.views.labels import answer_label, page_link, sentence
from stafett.site.views.raci import section
from stafett.site.views.variant_words import moved_on, run_out_since, state_badge, unit_names, what_holds
from stafett.site.views.view import View

_KEY = "stafett-difference"


def variant_note(view: View, page: Page) -> Html:
    """On a variant: what it departs from, where, why, who agreed, until when and how much; empty on other pages."""
    one = variant(view.base, page)
    if one is None:
        return esc("")
    late = moved_on(view, one)
    found = _difference(view, one)
    parts = (
        tag(
            "p",
            _departs(view, one),
            " ",
            state_badge(view, state(view.base, one, view.as_of)),
            run_out_since(view, one),
            class_=_class("head"),
        ),
        tag("p", what_holds(view, one), class_=_class("holds")),
        tag("p", view.words(_PART)) if page.text("variant_text") == DIFFERENCES else esc(""),
        tag("p", late, class_=_class("late")) if late else esc(""),
        tag("dl", *_facts(view, one), class_="stafett-banner__facts"),
        tag("p", a(f"#{_KEY}", in_short(view, found))) if found else esc(""),
    )
    label = view.words(N_("Local variant"))
    key = "stafett-variant stafett-variant--" + str(state(view.base, one, view.as_of))
    return tag("aside", *parts, class_=key, aria_label=label, data_search_exclude="true")


_PART = N_("Only what differs stands on this page. Read the national page first: for all else, it holds.")


def _class(part: str) -> str:
    return f"stafett-variant__{part}"


def _departs(view: View, one: Variant) -> Html:
    original = page_link(view, one.original)
    if not one.units:
        return sentence(view, N_("A local variant of {original}."), original=original)
    units = tag("strong", unit_names(view.base, one.units))
    return sentence(view, N_("A local variant of {original}, for {units}."), original=original, units=units)


def _facts(view: View, one: Variant) -> list[Html]:
    facts: list[tuple[str, object]] = []
    if one.reason:
        facts.append((N_("Why"), one.reason))
    if one.page.text("approved_by"):
        facts.append((N_("Approved by"), answer_label(view, view.answer(one.page.text("approved_by")))))
    if one.until:
        facts.append((N_("Until"), day(one.until)))
    return [tag("div", tag("dt", view.words(name)), tag("dd", value)) for name, value in facts]


def variants_here(view: View, page: Page) -> Html:
    """On a national page: where it is departed from, why and until when; empty where nobody departs from it."""
    found = [one for one in view.variants.get(page.path, ()) if view.link(one.page)]
    if not found:
        return esc("")
    items = [tag("li", _here(view, one)) for one in found]
    title = tag("p", view.words(N_("Some units have agreed to work differently")), class_=_class("head"))
    register = view.list_link(VARIANTS)
    more = tag("p", a(register, view.words(N_("All local variants")))) if register else esc("")
    label = view.words(N_("Local variants"))
    return tag(
        "aside", title, tag("ul", *items), more, class_="stafett-variants", aria_label=label, data_search_exclude="true"
    )


def _here(view: View, one: Variant) -> Html:
    where = tag("strong", unit_names(view.base, one.units)) if one.units else view.words(N_("It is not said where"))
    key = state(view.base, one, view.as_of)
    badge = run_out_since(view, one) if key is State.HOLDS else join((state_badge(view, key), run_out_since(view, one)))
    until = sentence(view, N_("Until {day}."), day=day(one.until)) if one.until else esc("")
    reason = tag("span", one.reason, class_=_class("reason")) if one.reason else esc("")
    return join((join((where, ": ", page_link(view, one.page))), reason, until, badge), " ")


def _difference(view: View, one: Variant) -> Difference | None:
    national, own = view.bodies.get(one.original.path), view.bodies.get(one.page.path)
    if national is None or own is None:
        return None
    path = one.page.path
    if path not in view.differences:
        view.differences[path] = difference(one, national, own, lambda reference: _called(view, reference))
    return view.differences[path]


def _called(view: View, reference: str) -> str:
    """A role by its title; a person is named only where the settings allow it, else by the role that they hold."""
    found = view.answer(reference)
    if found.role:
        return found.role.title
    if found.person is None:
        return view.words(N_("somebody unknown")) if view.called(reference) else reference
    if view.base.settings.publish_names and found.person.name:
        return found.person.name
    roles = roles_of(view.base, found.person, view.as_of)
    return roles[0].title if roles else view.words(N_("a colleague without a role guide"))


def difference_section(view: View, page: Page) -> Html:
    """On a variant: what differs from the national page, as a part of the page; empty on other pages."""
    one = variant(view.base, page)
    found = _difference(view, one) if one else None
    if one is None or found is None:
        return esc("")
    title = view.words(N_("What differs from the national process"))
    return section(_KEY, title, show(view, one, found))
