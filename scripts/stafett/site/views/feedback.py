"""The link by which a reader says that something is not right, or could not be found."""

from __future__ import annotations

from urllib.parse import quote, urljoin

from stafett.messages import N_
from stafett.model import Page
from stafett.questions.ownership import Answer, Standing
from stafett.reports.feedback import About, feedback_address, line_break, not_found_address
from stafett.site.views.html import Html, element, esc, join, tag
from stafett.site.views.labels import shown_title
from stafett.site.views.view import View


def feedback_link(view: View, page: Page, step: str | None = None) -> Html:
    """A short link for a step of a path or of a process, or for the page; empty where the settings name no way."""
    words = view.words(N_("Was this not right?"))
    return _link(view, _about(view, page, step or ""), words, f"{words} {step or shown_title(page)}")


def feedback_block(view: View, page: Page) -> Html:
    """What stands at the end of a page: how to say that something in it is not right; empty as ``feedback_link``."""
    return _block(view, _about(view, page, ""), N_("Is something not right?"))


def feedback_on(view: View, title: str, url: str) -> Html:
    """As ``feedback_block``, for a page of the site that is none of the knowledge base, such as the front page."""
    about = About(page=title, address=_absolute(view, url), revision=_revision(view, ""))
    return _block(view, about, N_("Is something not right?"))


def feedback_on_missing(view: View) -> Html:
    """For the page that is shown at addresses without one; a script adds which address that was."""
    about = About(revision=_revision(view, ""))
    return _block(view, about, N_("Did a link lead you here?"), N_("Then it can be mended."), here=True)


def not_found_link(view: View, words: str) -> Html:
    """A link for what a reader could not find.

    A script adds what that was at the end of the address, percent-encoded, with ``data-stafett-break`` between lines.
    """
    way = view.base.settings.feedback
    if way is None:
        return esc("")
    attributes = {
        "class": "stafett-feedback__missed",
        "href": not_found_address(way, view.words),
        "data-stafett-break": quote(line_break(way)),
        "rel": "noopener nofollow",
    }
    return element("a", attributes, words)


_ENOUGH = N_("You need not know what is right: that you saw it is enough.")


def _block(view: View, about: About, question: str, why: str = _ENOUGH, *, here: bool = False) -> Html:
    link = _link(view, about, view.words(N_("Tell us")), None, here=here)
    if not link:
        return esc("")
    parts = (tag("strong", view.words(question)), link, view.words(why))
    return tag("p", join(parts, " "), class_="stafett-feedback", data_search_exclude="true")


def _link(view: View, about: About, words: str, label: str | None, *, here: bool = False) -> Html:
    way = view.base.settings.feedback
    if way is None:
        return esc("")
    attributes = {
        "class": "stafett-feedback__link",
        "href": feedback_address(way, about, view.words),
        "aria-label": label,
        "data-stafett-here": quote(line_break(way)) if here else None,
        "rel": "noopener nofollow",
    }
    return element("a", attributes, words)


def _about(view: View, page: Page, step: str) -> About:
    owner, reviewed = view.answer(page.owner), view.base.last_reviewed(page)
    return About(
        page=page.title,
        id=page.id,
        step=step,
        owner=_name(view, owner),
        contact=(owner.role.text("contact") or "") if owner.role and owner.reachable else "",
        reviewed=reviewed.isoformat() if reviewed else "",
        revision=_revision(view, page.path),
        address=_absolute(view, view.site.urls.get(page.path)),
    )


def _name(view: View, owner: Answer) -> str:
    """Who answers for a page: the role by its title; a person only where the settings allow names."""
    if owner.role:
        return owner.role.title
    if owner.person:
        return (owner.person.name or "") if view.base.settings.publish_names else ""
    return owner.reference or "" if owner.standing is Standing.FREE and "@" not in str(owner.reference) else ""


def _revision(view: View, path: str) -> str:
    """The revision, with the day of the build and the file, where the text can be found again."""
    known = (view.site.revision, view.as_of.isoformat(), path)
    return ", ".join(part for part in known if part)


def _absolute(view: View, url: str | None) -> str:
    """Where a page lies on the web; empty where mkdocs.yml does not say where the site is."""
    return urljoin(view.site.address, url) if view.site.address and url is not None else ""
