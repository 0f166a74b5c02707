"""Whether the right page is found: the judged questions of ``benchmarks/search``, asked of this repository's pages.

What is measured is in the browser, in Material's dialogue. Where the corpora lie beside the repository, questions over
pages that were not written here are asked too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1]))  # where the helpers lie

from site_builder import AS_OF, REPOSITORY

BENCHMARK = REPOSITORY / "benchmarks" / "search.py"
QUESTIONS = REPOSITORY / "benchmarks" / "search" / "queries.json"
CLASSES = {
    *("exact", "inflected", "compound_tail", "compound_join"),
    *("no_diacritics", "typo", "two_words", "english"),
}


def test_every_question_has_an_answer_that_exists():
    """At least seven in each class."""
    questions = json.loads(QUESTIONS.read_text(encoding="utf-8"))
    for question in questions:
        for path in question["relevant"]:
            assert (REPOSITORY / path).is_file(), question
    counts = {name: sum(question["class"] == name for question in questions) for name in CLASSES}
    assert sum(counts.values()) == len(questions) >= 60
    assert min(counts.values()) >= 7


def places(*options: str) -> dict[str, list[int]]:
    """At which place the dialogue shows the first right page, by class; 0 for none."""
    command = [sys.executable, str(BENCHMARK), "--size", "0", "--only", "Stafett", "--json", *options]
    environment = os.environ | {"STAFETT_AS_OF": AS_OF, "PYTHONPATH": str(REPOSITORY / "scripts"), "PYTHONUTF8": "1"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8", env=environment)
    return json.loads(done.stdout)["Stafett"]


def share(found: list[int], most: int) -> float:
    """The share of the places that are among the first ``most``."""
    return sum(1 <= place <= most for place in found) / len(found)


@pytest.mark.parametrize(("elsewhere", "three", "one"), [(False, 0.95, 0.8), (True, 0.97, 0.85)])
def test_the_right_page_is_among_the_first(request, elsewhere, three, one):
    """Over this repository's pages, which grow (so a little less is held), and those of an authority elsewhere."""
    options = []
    if elsewhere:
        corpus = request.getfixturevalue("corpora") / "search"
        pages = corpus / "pages" / "digg-opensource-docs"
        options = ["--queries", str(corpus / "queries-dev.json"), "--pages", str(pages)]
    by_class = places(*options)
    everything = [place for found in by_class.values() for place in found]
    assert share(everything, 3) >= three
    assert share(everything, 1) >= one
    assert {name: found for name, found in by_class.items() if share(found, 3) < 0.8} == {}
