"""How many people have to leave before pages are left with nobody: against trying every set of people."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import combinations, combinations_with_replacement

from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.questions.bus_factor import answering, by_area, greedy, of_pages, smallest

DAY = date(2026, 5, 1)
PAGES = st.lists(st.frozensets(st.sampled_from("abcdef"), max_size=4), min_size=1, max_size=9)


def by_trying(pages):
    """The smallest number of people without whom more than half of the pages have nobody, by trying all."""
    people = sorted(frozenset().union(*pages))
    for size in range(len(people) + 1):
        for gone in combinations(people, size):
            if sum(group <= set(gone) for group in pages) * 2 > len(pages):
                return size
    raise AssertionError


def as_sets(pages):
    """The pages as the functions want them: sets of people with their number, and how many have nobody."""
    sets = Counter(group for group in pages if group)
    return sets, sum(not group for group in pages)


@settings(max_examples=120)
@given(PAGES)
def test_few_people_are_counted_exactly(pages):
    """For so few people the answer is what trying every set of them gives, and says that it is."""
    assert smallest(*as_sets(pages)) == (by_trying(pages), True)


@settings(max_examples=120)
@given(PAGES)
def test_avelinos_algorithm_never_says_less(pages):
    """Those who know most, one after the other, are an upper bound."""
    assert greedy(*as_sets(pages)) >= by_trying(pages)


def test_avelinos_algorithm_may_say_more():
    """Who shares three pages with three others knows most, and yet two who share nothing leave more orphans."""
    pages = [frozenset("xy"), frozenset("xz"), frozenset("xw"), *[frozenset("u")] * 2, *[frozenset("v")] * 2]
    assert greedy(*as_sets(pages)) == 3
    assert by_trying(pages) == 2


def test_how_often_avelinos_algorithm_says_more():
    """Over every way in which five pages can be held by one or two of four people: as the docstring says."""
    groups = [frozenset(group) for size in (1, 2) for group in combinations("abcd", size)]
    every = [list(pages) for pages in combinations_with_replacement(groups, 5)]
    assert Counter(greedy(*as_sets(pages)) - by_trying(pages) for pages in every) == {0: 1893, 1: 109}


def test_where_people_are_too_many_to_try_the_upper_bound_stands():
    """Sixty people who each share pages with two others: too many sets of them, which the answer says."""
    names = [f"p{n:02}" for n in range(60)]
    sets = {frozenset((names[n], names[(n + 1) % 60])): 1 for n in range(60)}
    assert smallest(sets, 0) == (greedy(sets, 0), False)
    assert smallest(sets, 100) == (0, True)


FILES = {
    "docs/roles/r.md": "---\ntitle: R\nowner: r\n---\n",
    "docs/roles/s.md": "---\ntitle: S\nowner: s\n---\n",
    "processes/x/a.md": "---\ntitle: A\nowner: r\ndeputy: s\n---\n",
    "processes/x/b.md": "---\ntitle: B\nowner: r\n---\n",
    "processes/x/c.md": "---\ntitle: C\nowner: nobody\nreplaced_by: x/b\n---\n",
    "processes/y/d.md": "---\ntitle: D\nowner: nobody\n---\n",
    "people/all.yml": """
people:
  - {id: p-1, unit: u, first_day: 2020-01-01, roles: [{role: r}]}
  - {id: p-2, unit: u, first_day: 2020-01-01, roles: [{role: s}]}
  - {id: p-3, unit: u, first_day: 2020-01-01, roles: [{role: s}], leave: [{from: 2026-04-01}]}
""",
}


def test_a_page_an_area_and_pages_of_nobody(make_base):
    """Owner and deputy count where they are here; replaced pages do not; pages of nobody are orphans from the start."""
    base = make_base(FILES)
    assert answering(base, base.by_path["processes/x/a.md"], DAY) == {"p-1", "p-2"}
    found = by_area(base, DAY)
    assert (found["x"].people, found["x"].pages, found["x"].alone, found["x"].orphans) == (2, 2, 1, 0)
    assert (found["y"].people, found["y"].pages, found["y"].orphans) == (0, 1, 1)
    assert of_pages(base, (), DAY).people is None
