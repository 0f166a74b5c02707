"""Where the steps of a process lead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stafett.fields import Field, Notation, meaning
from stafett.model import Answer, Step
from stafett.questions.flow import endless, follows, unknown_targets, unreached, ways
from stafett.reading.front_matter import split
from stafett.reading.load import load

TARGETS = st.builds(Answer, st.just("x"), st.none() | st.integers(0, 9), st.just("end"))
STEPS = st.lists(st.builds(Step, st.just("do"), st.none(), st.lists(TARGETS, max_size=3).map(tuple)), max_size=8)


def steps(*raw):
    """Steps as their author writes them."""
    return meaning(list(raw), Field("steps", "steps"), Notation())


def test_a_step_without_answers_leads_to_the_next_and_the_last_one_ends():
    """What nobody has to write."""
    two = steps("a", "b")
    assert ways(two, 1) == (Answer("", 2),)
    assert ways(two, 2) == (Answer("", None),)
    assert [follows(two, 1), follows(two, 2)] == [[2], []]


@pytest.mark.parametrize(
    ("raw", "lost", "trap"),
    [
        ([], [], None),
        (["a"], [], None),
        ([{"step": "a", "then": "1"}], [], 1),
        ([{"step": "a?", "then": {"y": "3", "n": "end"}}, "b", "c"], [2], None),
        ([{"step": "a?", "then": {"y": "2", "n": "3"}}, {"step": "b", "then": "2"}, "c"], [], 2),
        ([{"step": "a", "then": "end"}, "b", "c", {"step": "d", "then": "2"}], [2], None),
    ],
)
def test_lost_steps_and_traps_by_example(raw, lost, trap):
    """By hand."""
    found = steps(*raw)
    assert unreached(found) == lost
    assert endless(found) == trap


@given(STEPS)
def test_every_step_is_reached_or_told_or_led_to_by_one_that_is_told(found):
    """Nothing is passed over, and nothing told that is reached."""
    seen, told = {1} if found else set(), set(unreached(found))
    assert not told & seen
    waiting = [*seen, *told]
    reached = set(waiting)
    while waiting:
        ahead = set(follows(found, waiting.pop())) - reached
        reached |= ahead
        waiting += ahead
    assert reached == set(range(1, len(found) + 1))


@given(STEPS)
def test_from_a_trap_no_walk_comes_out(found):
    """And without a trap every step that can be reached has a way out, also by a step that does not exist."""
    trap = endless(found)
    walk, waiting = set(), [trap or 1] if found else []
    while waiting:
        number = waiting.pop()
        if number not in walk:
            walk.add(number)
            waiting += follows(found, number)
    ends = [number for number in walk if len(follows(found, number)) < len(ways(found, number))]
    assert bool(ends) == (trap is None and bool(found))


@given(STEPS)
def test_unknown_targets_are_those_that_no_step_has(found):
    """Step 0 too."""
    assert all(
        not 1 <= way.to <= len(found) and way in found[number - 1].answers for number, way in unknown_targets(found)
    )


REPOSITORY = Path(__file__).resolve().parent.parent
NAMED = re.compile(r"\bsteg (\d+)(?:(?: och |–)(\d+))?", re.IGNORECASE)
COUNTED = re.compile(r"^(\d+)\. \*\*(?:\[|Du\b|Chefen\b)", re.MULTILINE)


def test_the_processes_of_this_repository_count_their_steps_once():
    """What the text calls step 3 is the third step of the picture, and the text does not count on its own."""
    checked = 0
    for page in load(REPOSITORY).of_kind("process"):
        steps = page.values.get("steps") or ()
        if not steps:
            continue
        body = split((REPOSITORY / page.path).read_bytes()).body
        found = [[int(part) for part in match if part] for match in NAMED.findall(body)]
        assert all(1 <= number <= len(steps) for numbers in found for number in numbers), page.path
        assert all(numbers == sorted(numbers) for numbers in found), page.path
        assert found, page.path
        assert not COUNTED.findall(body.partition("## Vanliga misstag")[0]), page.path
        checked += 1
    assert checked > 30
