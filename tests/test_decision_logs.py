"""Decision logs as they are found: MADR, Nygard and what people make of them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stafett.knowledge_base import decision_number
from stafett.messages import Words
from stafett.questions.chains import chains
from stafett.questions.check import Selection, check
from stafett.questions.needs import needs
from stafett.questions.ownership import ownership
from stafett.reading.decisions.names import is_aside, without_number
from stafett.reading.decisions.statuses import read_status
from stafett.reading.load import load_with
from stafett.reading.page import read_page
from stafett.reading.settings import settings_from
from stafett.site.views.banner import banner

AS_OF = date(2026, 11, 24)
FOUND = {"language": "en", "owners": "any", "decisions": "as-found"}
OPG = {"fields": {"last_reviewed": "last_reviewed_on", "owner": "owner_slack"}}
A, P, R, D, S = "accepted", "proposed", "rejected", "deprecated", "superseded"


def read(folder, pattern, **more):
    """The decisions of a folder."""
    raw = {"pages": [{"match": pattern, "kind": "decision"}], **FOUND, **more}
    return load_with(folder, settings_from(raw, ""))


def statuses(base):
    """The numbers of the decisions by status, "" where none is known."""
    found = {}
    for page in base.pages:
        found.setdefault(page.text("status") or "", []).append(decision_number(page))
    return found


def findings(base):
    """What the rules on decisions say, and whether values could be read: path's last part, line, code."""
    found = check(base, AS_OF, Selection(["DEC", "FMT", "LNK002"]))
    return [(f.path.rpartition("/")[2].partition("-")[0], f.line, f.code) for f in found]


def replaced(base):
    """Each replacement, by number: (older, newer)."""
    found = chains(base)
    return [(decision_number(page), decision_number(newer)) for page in base.pages for newer in found.newer(page)]


def test_a_log_in_the_way_of_nygard(corpora):
    """GOV.UK's AWS decisions: 38 of them, one replaced, one number missing, seven not decided yet."""
    base = read(corpora / "govuk-aws-adr", "docs/architecture/decisions/*.md")
    proposed = [6, 9, 13, 31, 33, 35, 36]
    everything = [n for n in range(1, 40) if n != 34]
    assert statuses(base) == {A: [n for n in everything if n not in {*proposed, 4}], S: [4], P: proposed}
    assert replaced(base) == [(4, 15)]
    assert findings(base) == [("0004", 7, "DEC002"), ("0035", 1, "DEC004")]
    by_number = {decision_number(page): page for page in base.pages}
    assert by_number[15].values["date"] == date(2018, 3, 6)
    assert by_number[35].title == "Bouncer Public Load Balancer Configuration"
    assert all(isinstance(page.values["date"], date) for page in base.pages)


def test_a_log_whose_status_stands_last(corpora):
    """Content Publisher's decisions: the sixth says in a line below its date what replaced it."""
    base = read(corpora / "content-publisher-adr", "docs/adr/*.md")
    assert statuses(base) == {A: [n for n in range(1, 17) if n != 6], S: [6]}
    assert replaced(base) == [(6, 14)]
    assert findings(base) == [("0006", 4, "DEC002")]
    assert {page.title: page.values["date"] for page in base.pages if decision_number(page) in {2, 10}} == {
        "Use local datastore for publisher workflow": date(2018, 7, 20),
        "Sending email notifiations": date(2019, 4, 9),
    }


def test_a_log_with_front_matter_of_madr(corpora):
    """MADR's own decisions: all fields are optional there; index and template are no decisions."""
    base = read(corpora / "madr", "docs/decisions/*.md", known_fields=["parent", "nav_order"])
    assert statuses(base) == {"": [n for n in range(19) if n != 3], P: [3]}
    assert replaced(base) == []
    assert findings(base) == []
    assert base.complaints == ()


def test_a_log_with_emoji_and_british_dates(corpora):
    """The 16 decisions of OPG: two dates can mean two days until the settings say how the log writes them."""
    pattern = "source/documentation/adrs/*.md.erb"
    base = read(corpora / "opg-technical-guidance", pattern, **OPG)
    assert statuses(base) == {A: [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14], P: [9, 10, 11, 15]}
    assert [(page.title, page.said.lines["date"]) for page in base.pages if "date" in page.invalid] == [
        ("Application Domain Names", 9), ("Repository Secrets", 8),
    ]  # fmt: skip
    base = read(corpora / "opg-technical-guidance", pattern, **OPG, date_formats=["%Y-%m-%d", "%d-%m-%Y"])
    assert [base.pages[n].values["date"] for n in (0, 2, 12)] == [
        date(2020, 12, 1), date(2021, 6, 2), date(2024, 12, 10),
    ]  # fmt: skip
    owners = check(base, AS_OF, Selection(["OWN001"]))
    assert len(owners) == 16, "a decision that is reviewed is no mere record, and needs an owner"


@pytest.mark.parametrize(
    ("text", "status", "by"),
    [
        ("Accepted", A, []),
        ("✅ Accepted", A, []),
        ("Accepted.", A, []),
        ("**Accepted** on 2022-01-02", A, []),
        (":white_check_mark: accepted", A, []),
        ("Approved", A, []),
        ("Pending", P, []),
        ("🤔 Proposed", P, []),
        ("Superceded by [ADR 9](0009-nine.md)", S, ["adr/0009-nine"]),
        ("superseded by [ADR-0005](0005-example.md)", S, ["adr/0005-example"]),
        ("superseded by ADR-0123", S, ["0123"]),
        ("Superseded by 9.", S, ["0009"]),
        ("~~Accepted~~ Superseded by #12", S, ["0012"]),
        ("Accepted, superseded by [9. Nine](./0009-nine.md)", S, ["adr/0009-nine"]),
        ("Superseded: 2019-12-19 by [ADR 14][fourteen]", S, ["adr/0014-x"]),
        ("Superseded by https://example.org/adr/0007-seven.md", S, []),
        ("Superseded by [7](https://example.org/adr/0007-seven.md)", S, ["0007-seven"]),
        ("Partly superseded", A, []),
        ("Amended by [ADR 3](0003-three.md)", A, []),
        ("Deprecated", D, []),
        ("Rejected — too dear", R, []),
        ("Antaget", A, []),
        ("Beslutat 2024-03-01", A, []),
        ("Ersatt av beslut 0012", S, ["0012"]),
        ("Ersätts av [beslut 12](0012-tolv.md)", S, ["adr/0012-tolv"]),
        ("Föreslaget", P, []),
        ("Avslaget.", R, []),
        ("Upphävt", D, []),
        ("Delvis ersatt av beslut 0012", A, []),
        ("Accepted wisdom holds that nobody reads this", None, []),
        ("Banana", None, []),
    ],
)
def test_a_status_is_understood_as_people_write_it(text, status, by):
    """The five words, their kin, and what they say of a successor."""
    stated = read_status(text, "docs/adr/0001-one.md", {"fourteen": "0014-x.md"})
    assert (stated.status, [reference.text for reference in stated.by]) == (status, by)


MADR_2 = """# Use Rust

* Status: superseded by [ADR-0005](0005-use-go.md)
* Deciders: Anna Ek, Bo Al <!-- optional -->
* Date: 2022-01-02

Technical Story: a ticket

## Context and Problem Statement

```
## Status
Rejected
```

## Links

* Supersedes [ADR-0002](0002-use-c.md)
"""


def one(text, path="docs/adr/0003-use-rust.md", **more):
    """The page that a decision's text makes."""
    chosen = settings_from({**FOUND, **more}, "")
    return read_page(path, chosen.kinds["decision"], text.encode(), chosen)


def test_bullets_of_madr_2_are_read():
    """Status, deciders, date and the section of links; what stands in code does not count."""
    page = one(MADR_2)
    assert page.values == {
        "status": S,
        "superseded-by": "adr/0005-use-go",
        "decision-makers": ("Anna Ek", "Bo Al"),
        "date": date(2022, 1, 2),
        "supersedes": ("adr/0002-use-c",),
    }
    assert page.said.lines == {"status": 3, "superseded-by": 3, "decision-makers": 4, "date": 5, "supersedes": 18}
    assert page.complaints == ()


def test_sections_of_nygard_are_read_also_in_swedish():
    """Sections with a value, a status that replaced an earlier one, and one that is underlined."""
    page = one("# 3. Byt växel\n\n## Datum\n\n2024-05-06\n\nStatus\n------\n\nAntaget\n\nErsatt av [7](0007-sju.md)\n")
    assert page.title == "Byt växel"
    assert page.values == {"date": date(2024, 5, 6), "status": S, "superseded-by": "adr/0007-sju"}


def test_front_matter_wins_and_a_contradiction_is_told():
    """The text may say more, but not something else."""
    page = one(
        "---\nstatus: rejected\ndate: 2024-01-01\nowner: x\n---\n# T\n\n## Status\n\nAccepted\n\nDate: 2020-02-02\n"
    )
    assert (page.values["status"], page.values["date"]) == (R, date(2024, 1, 1))
    assert [(c.code, c.line) for c in page.complaints] == [("FMT010", 10)]
    assert dict(page.said.lines) == {}


def test_a_status_of_madr_4_in_front_matter_names_the_successor():
    """`superseded by ADR-0005` is both the status and the reference."""
    page = one('---\nstatus: "superseded by ADR-0005"\n---\n# T\n')
    assert page.values == {"status": S, "superseded-by": "0005"}
    assert page.invalid == frozenset()


def test_an_unknown_status_is_told_with_its_line():
    """What cannot be understood is not passed over."""
    page = one("# T\n\n## Status\n\nBanana\n")
    assert [(c.code, c.line) for c in page.complaints] == [("FMT010", 5)]


def test_a_log_without_front_matter_asks_for_an_owner_unless_the_settings_let_it_be():
    """`decisions: as-found` is what keeps a log as it is; without it one finding a page says what lacks."""
    text = "# 1. One\n\nDate: 2020-01-01\n\n## Status\n\nAccepted\n"
    assert one(text).complaints == ()
    assert [c.code for c in one(text, decisions="owned").complaints] == ["FMT002"]
    assert one(text, decisions="owned").values["status"] == A


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("This decision supersedes ADR-3 and [ADR 4](0004-four.md).", [("0003", False), ("adr/0004-four", False)]),
        ("Vi inför en ny ordning. Den ersätter\nbeslut 0007, som var för långsam.", [("0007", False)]),
        ("Superseded by ADR 9", [("0009", True)]),
        ("Detta beslut ersätts av beslut 0012.", [("0012", True)]),
        ("Beslutet ersätts av beslut 0012.", [("0012", True)]),
        ("Beslutet upphävs genom beslut 0012.", [("0012", True)]),
        ("Detta beslut är härmed upphävt genom beslut 0012.", [("0012", True)]),
        ("Härmed upphävs beslut 0007 och beslut 0008.", [("0007", False), ("0008", False)]),
        ("Genom detta beslut ersätts [beslut 7](0007-sju.md) om resor.", [("adr/0007-sju", False)]),
        ("Beslut 0007 upphävs härmed. Beslut 0008 gäller.", [("0007", False)]),
        ("Beslut 0007 ersätts av detta beslut.", [("0007", False)]),
        ("Härmed upphör beslut 0007 att gälla.", [("0007", False)]),
        (
            "ADR-3 is hereby superseded, and ADR-4 has been replaced by this decision.",
            [("0003", False), ("0004", False)],
        ),
        ("Beslut 0007 upphävs av beslut 0009. Beslut 0008 ersätts.", []),
        ("Härmed upphävs delar av beslut 0007. Beslut 0008 upphävs inte härmed.", []),
        ("Härmed ersätts beslut 0007 av beslut 0012.", []),
        ("Om detta beslut antas upphävs beslut 0007 härmed.", []),
        ("> **This ADR has been superseded by [ADR 9](0009-nine.md)**", [("adr/0009-nine", True)]),
        ("This ADR in part supersedes [0003](0003-three.md).", []),
        ("**These IP ranges have been superseded by [ADR #0033](0033-ip-ranges.md).**", []),
        ("ADR 5 supersedes ADR 3.", []),
        ("If accepted, this would supersede ADR-3; it replaces 3.", []),
        ("Beslutet ersätter inte beslut 0007. Det skulle ersätta beslut 8.", []),
        ("A value that supersedes the value [1] stored", []),
        ("`supersedes ADR-3` replaces the queue with 2 workers", []),
    ],
)
def test_replacements_in_words_are_found_and_nothing_else(text, wanted):
    """Only what this decision did, to the whole of another."""
    page = one(f"# T\n\n## Context\n\n{text}\n")
    assert [(mention.reference, mention.by) for mention in page.said.mentions] == wanted


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("12. Use X", "Use X"),
        ("2: Use X", "Use X"),
        ("ADR-000 Record", "Record"),
        ("ADR 12: Use X", "Use X"),
        ("Beslut 12 – Byt växel", "Byt växel"),
        ("0012 Byt växel", "Byt växel"),
        ("0012", "0012"),
        ("3 days of retention", "3 days of retention"),
        ("404 pages", "404 pages"),
    ],
)
def test_a_title_has_no_number(heading, title):
    """The number is the file's; a heading that begins with a quantity keeps it."""
    assert without_number(heading) == title


@pytest.mark.parametrize(
    ("name", "aside"),
    [
        ("index.md", True), ("README.md", True), ("template.md", True), ("adr-template.md", True),
        ("adr-template-bare.md", True), ("0000-template.md", True), ("0000-adr-template.md", True), ("mall.md", True),
        ("0004-template-engine.md", False), ("0001-record-architecture-decisions.md", False),
        ("0000-use-markdown-architectural-decision-records.md", False), ("0010-index-the-search.md", False),
    ],
)  # fmt: skip
def test_a_log_holds_files_that_are_no_decisions(name, aside):
    """Index, README and templates."""
    assert is_aside(f"docs/adr/{name}") is aside


def test_what_lies_beside_decisions_falls_to_the_next_pattern(make_base):
    """As an article where there is one for it, else as no page; neither is a decision, nor a stray page."""
    files = {"docs/adr/index.md": "# Log", "docs/adr/adr-template.md": "# {t}", "docs/adr/0001-x.md": "# X"}
    decision, article = {"match": "docs/adr/*.md", "kind": "decision"}, {"match": "docs/**/*.md", "kind": "article"}
    both = make_base(files, {"pages": [decision, article]})
    assert [page.kind for page in both.pages] == ["decision", "article", "article"]
    alone = make_base({}, {"pages": [decision]})
    assert [page.path for page in alone.pages] == ["docs/adr/0001-x.md"]
    assert alone.complaints == ()


def test_a_day_in_a_file_name_is_no_number():
    """As log4brains names decisions."""
    assert decision_number(one("# T", "docs/adr/20260211-buy.md")) is None
    assert decision_number(one("# T", "docs/adr/2026-02-11-buy.md")) is None
    assert decision_number(one("# T", "docs/adr/2026-buy.md")) == 2026


WORDS = st.sampled_from(
    ["## Status", "Accepted", "superseded by ", "ersätter ", "[ADR 9](0009-x.md)", "* Date: ", "2022-01-02", "---",
     "<!--", "-->", "```", "beslut 0007", "\n", "\n\n", "Deciders: ", "|", "[", "](", "~~", "# 3. T", "\t", "\0é"]
)  # fmt: skip


@settings(max_examples=60)
@given(st.lists(WORDS | st.text(max_size=8), max_size=40))
def test_any_text_is_a_decision(parts):
    """Reading never raises, and lines are lines of the file."""
    text = "".join(parts).replace("\0", "")
    page = one(text)
    last = text.count("\n") + text.count("\r") + 1
    assert all(1 <= line <= last for line in (*page.said.lines.values(), *(m.line for m in page.said.mentions)))


def test_a_log_kept_as_a_record_is_shown_without_complaint(make_base):
    """Its banner has status, day and chain, and neither an owner that lacks nor a review; lists leave it out."""
    old = "# 1. Old\n\nDate: 2020-01-01\n\n## Status\n\nSuperseded by [2. New](0002-new.md)\n\n## Context\n\nBecause.\n"
    new = old.replace("1. Old", "2. New").replace("Superseded by [2. New](0002-new.md)", "Accepted")
    pages = [{"match": "docs/adr/*.md", "kind": "decision"}]
    base = make_base({"docs/adr/0001-old.md": old, "docs/adr/0002-new.md": new}, {"pages": pages, **FOUND})
    shown = [banner(base, page, AS_OF, Words("en"), lambda page: f"/{page.id}/") for page in base.pages]
    assert "This decision no longer holds. What holds now is" in shown[0]
    assert "Accepted" in shown[1]
    assert "kept as it is" in shown[1]
    assert "nobody" not in "".join(shown)
    assert ownership(base, AS_OF) == ()
    assert list(needs(base, AS_OF)) == []
