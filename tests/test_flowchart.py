"""Flow charts of steps, and the same steps as text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stafett.model import Answer, Step
from stafett.reports.flowchart import MOST_STEPS, flowchart
from stafett.site.safety.diagrams import only_draws

ATTACKS = [
    '"] click s1 "javascript:alert(1)"',
    '%%{init: {"securityLevel": "loose"}}%%',
    "%% all gone",
    "<img src=x onerror=alert(1)>",
    "#quot;]; click s1 href #quot;https://evil.example#quot;",
    "&quot; &#34; #34; \ufb02°°34¶ß",
    "a\nclick s1 b\u2028style s1 fill:url(https://evil.example/x.png)",
    "`**bold** [a](https://evil.example)`",
    "A@{ img: 'https://evil.example/x.png' }",
    "fa:fa-user $$x^2$$ end subgraph",
    "---\nconfig: x\n---",
    "url\\(x) \\75rl(x) @import image-set(",
    "|ja| --> s9",
    "{rhombus} details // style properties",
    "classDef x fill:#f00;",
    "\u202e\u0000\x1b[31m",
]
TEXT = st.text(max_size=60) | st.sampled_from(ATTACKS) | st.lists(st.sampled_from(ATTACKS), max_size=3).map("".join)
STEPS = st.lists(
    st.builds(
        Step,
        TEXT,
        st.none() | TEXT,
        st.lists(st.builds(Answer, TEXT, st.none() | st.integers(0, 9), TEXT), max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=6,
)
LINE = re.compile(
    r"flowchart TD"
    r"|    s\d+(?:\[\"[^\"\n]*\"\]:::step|\{\"[^\"\n]*\"\}:::question)(?:By)?"
    r'|    s\d+ -->(?:\|"[^"\n|]*"\|)? (?:s\d+|e\d+_\d+\(\["[^"\n]*"\]\):::end_)'
)


def by(step):
    """Who does a step, for tests."""
    return step.by or ""


@given(STEPS)
@example([Step(text, text, (Answer(text, None, text), Answer(text, 1))) for text in ATTACKS])
def test_no_text_breaks_out_of_its_label(steps):
    """Every line is of one of the forms that the chart is made of, and the labels only draw."""
    source = flowchart(steps, by, "Done")
    lines = source.splitlines()
    assert all(LINE.fullmatch(line) for line in lines), source
    assert len(lines) == 1 + len(steps) + sum(max(len(step.answers), 1) for step in steps)
    assert "`" not in source
    assert not re.search(r"<(?!br/>)|%%|[#&]\w", source)
    assert only_draws(source)


def test_a_flow_by_example():
    """Questions are diamonds, ends are stadiums, a way without answer has no label."""
    steps = [
        Step("Receive"),
        Step("Right?", "clerk", (Answer("Yes", 4), Answer("No", None, "Send back"))),
        Step("Ask", "boss", (Answer("", 2),)),
        Step("Pay"),
    ]
    assert flowchart(steps, by, "Done") == (
        "flowchart TD\n"
        '    s1["1. Receive"]:::step\n'
        '    s2{"2. Right?<br/>clerk"}:::questionBy\n'
        '    s3["3. Ask<br/>boss"]:::stepBy\n'
        '    s4["4. Pay"]:::step\n'
        "    s1 --> s2\n"
        '    s2 -->|"Yes"| s4\n'
        '    s2 -->|"No"| e2_1(["Send back"]):::end_\n'
        "    s3 --> s2\n"
        '    s4 --> e4_0(["Done"]):::end_\n'
    )


@pytest.mark.parametrize("number", [0, MOST_STEPS + 1])
def test_nothing_and_too_much_is_not_drawn(number):
    """The list of the steps tells them all the same."""
    assert flowchart([Step("a")] * number, by, "Done") == ""


def test_the_longest_flow_is_short_enough_for_mermaid():
    """Mermaid draws no source of more than 50 000 signs."""
    step = Step("sign " * 400, "role " * 100, tuple(Answer("word " * 90, n) for n in (1, 2, 3)))
    assert only_draws(flowchart([step] * 20, by, "Done"))
    assert flowchart([step] * MOST_STEPS, by, "Done") == ""
