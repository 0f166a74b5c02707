"""Who does what in a process (RACI) as a table, and on a role's page its part in every process."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stafett.knowledge_base import PERSON
from stafett.messages import N_
from stafett.model import Page
from stafett.questions.role_in_processes import InProcess, Part
from stafett.site.views.html import Html, a, element, esc, join, tag
from stafett.site.views.labels import MOST_REFERENCES, answer_label, field_label, page_link, reference_label
from stafett.site.views.table import Row, table
from stafett.site.views.view import View

RACI = {
    Part.RESPONSIBLE: ("R", N_("Does the work")),
    Part.ACCOUNTABLE: ("A", N_("Answers for it")),
    Part.CONSULTED: ("C", N_("Is asked")),
    Part.INFORMED: ("I", N_("Is told")),
}
_OWN = {Part.OWNER: N_("Owns the process"), Part.DEPUTY: N_("Deputy")}


def raci(view: View, page: Page) -> Html:
    """A process' responsibilities: a row for each role, with its part in letters and words. Empty without any."""
    groups = page.values.get("raci")
    if not isinstance(groups, Mapping) or not any(groups.values()):
        return esc("")
    named: dict[object, tuple[Html, set[str]]] = {}
    for part in RACI:
        for reference in list(dict.fromkeys(groups.get(part, ())))[:MOST_REFERENCES]:
            found = view.base.resolve(reference, ("role", PERSON)).found
            key = view.answer(reference).key if found else reference
            label = answer_label(view, view.answer(reference)) if found else reference_label(view, reference)
            named.setdefault(key, (label, set()))[1].add(part)
    rows = [
        Row(label, tuple(_mark(view, part) if part in parts else esc("") for part in RACI), "raci")
        for label, parts in named.values()
    ]
    columns = (N_("Role"), *(words for _, words in RACI.values()))
    return section("stafett-raci", field_label(view, page.kind, "raci"), table(view, columns, rows, "raci"))


def section(key: str, title: str, *content: object) -> Html:
    """A part of the page that its front matter makes, with a heading; the search finds its pages by themselves."""
    heading = element("h2", {"id": key}, title)
    return element("section", {"class": key, "aria-labelledby": key, "data-search-exclude": "true"}, heading, *content)


def _mark(view: View, part: Part) -> Html:
    letter, words = RACI[part]
    return tag(
        "span",
        tag("abbr", letter, title=view.words(words)),
        " ",
        tag("span", view.words(words)),
        class_=f"stafett-mark stafett-mark--{part}",
    )


def in_processes(view: View, page: Page) -> Html:
    """A role's part in the processes, the weightiest first; empty where it has none."""
    found = view.parts.get(page.path, ()) if page.kind == "role" else ()
    if not found:
        return esc("")
    rows = [Row(page_link(view, part.page), (_parts(view, part), _steps(view, part)), "part") for part in found]
    columns = (N_("Process"), N_("Your part"), N_("Steps that you do"))
    title = view.words(N_("Your role in the processes"))
    return section("stafett-part", title, table(view, columns, rows, "part"))


def _parts(view: View, found: InProcess) -> Html:
    return join((_chip(view, part) for part in found.parts), " ")


def _chip(view: View, part: Part) -> Html:
    if part in RACI:
        return _mark(view, part)
    return tag("span", view.words(_OWN[part]), class_=f"stafett-mark stafett-mark--{part}")


def _steps(view: View, found: InProcess) -> Html:
    return join((_numbers(view, found.page, name, numbers) for name, numbers in found.steps.items()), ", ")


def _numbers(view: View, page: Page, name: str, numbers: Iterable[int]) -> Html:
    address = view.link(page)
    label = tag("span", view.words(N_("Steps that you do")), " ", class_="stafett-pages__label")
    return join((label, join((_number(address, name, number) for number in numbers), ", ")))


def _number(address: str, name: str, number: int) -> Html:
    return a(f"{address}#stafett-{name}-{number}", number) if address else esc(number)
