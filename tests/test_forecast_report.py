"""``stafett forecast`` and what it writes: text for whoever leads, JSON and CSV; its settings and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys

import pytest

from conftest import REPOSITORY
from stafett.cli.main import main
from stafett.reading.settings import SettingsError, settings_of
from test_forecast import PAGE, ROLE

PEOPLE = """\
units:
  - {id: u, name: "=Unit"}
people:
  - {id: anna, name: Anna Andersson, unit: u, first_day: 2020-01-01, last_day: 2026-12-31, roles: [{role: r}]}
  - {id: bo, unit: u, first_day: 2020-01-01}
"""
RUNS = ("--as-of", "2026-11-24", "--runs", "200")


@pytest.fixture
def root(make_root):
    """One role, held by one person who leaves, and two pages that nobody stands in for."""
    return make_root({"docs/roles/r.md": ROLE, "docs/p.md": PAGE, "people/a.yml": PEOPLE})


def test_the_text_says_what_will_happen_and_what_to_do(root, capsys):
    """Numbers with how far they vary, the first help with what it spares, and what is assumed."""
    assert main(["forecast", "-C", str(root), *RUNS, "--turnover", "0.3"]) == 0
    told = capsys.readouterr().out
    assert "Forecast from 2026-11-24 to 2027-11-24" in told
    assert "2 (2–2)" in told
    assert "pages lose their owner at some time" in told
    assert "1. Name a deputy for 2 pages that “R” owns (spares" in told
    assert "30 % of the people leave in a year: so it was said." in told
    assert "The period is played 200 times, each with other luck (seed 1). With another seed the average of" in told
    assert re.search(r"1\. Name a deputy .*\n     P; R\n", told)
    assert "Anna" not in told


def test_the_manual_tells_of_every_field(root, capsys):
    """Whoever reads the JSON or the CSV finds there what each name means."""
    main(["forecast", "-C", str(root), *RUNS, "--format", "json"])
    manual = (REPOSITORY / "scripts/manual/forecast.md").read_text(encoding="utf-8")

    def names(value: object) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(names, value))
        return set(value).union(*map(names, value.values())) if isinstance(value, dict) else set()

    told = names(json.loads(capsys.readouterr().out)) - {"id", "name", "day"}
    assert {name for name in told if f"`{name}`" not in manual} == set()


def test_one_run_has_no_standard_error(root, capsys):
    """Nobody can tell from it how far another would be from it: nothing stands there, and not 0."""
    one = ("--as-of", "2026-11-24", "--runs", "1", "-C", str(root))
    main(["forecast", *one, "--format", "json"])
    assert json.loads(capsys.readouterr().out)["measures"]["days_with_nobody"]["standard_error"] is None
    main(["forecast", *one, "--format", "csv"])
    assert {line["standard_error"] for line in csv.DictReader(io.StringIO(capsys.readouterr().out))} == {""}
    assert main(["forecast", *one]) == 0
    assert "The period is played once (seed 1): one of many ways it can go.\n" in capsys.readouterr().out


def test_somebody_who_owns_pages_is_told_by_name(make_root, capsys):
    """What is printed is for whoever leads; an id alone would say little to them."""
    root = make_root(
        {
            "docs/p.md": PAGE.replace("owner: r", "owner: anna"),
            "people/a.yml": PEOPLE.replace(", roles: [{role: r}]", ""),
        }
    )
    main(["forecast", "-C", str(root), *RUNS])
    assert "1. Name a deputy for 1 page that Anna Andersson, anna owns" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["2026-11-24", "2027-02-01"])
def test_a_person_cannot_be_held_as_a_role_is(make_root, capsys, day):
    """Where the page of somebody has a deputy, or they are gone: a role is to own it."""
    page = PAGE.replace("owner: r", "owner: anna" + ("\ndeputy: bo" if day < "2027" else ""))
    root = make_root({"docs/p.md": page, "people/a.yml": PEOPLE.replace(", roles: [{role: r}]", "")})
    main(["forecast", "-C", str(root), "--as-of", day, "--runs", "500"])
    told = capsys.readouterr().out
    assert "1. Let a role that several hold own 1 page instead of Anna Andersson, anna (" in told


def test_the_json_has_every_measure_of_every_part(root, capsys):
    """And the assumptions, so that whoever reads it later knows what it was."""
    main(["forecast", "-C", str(root), *RUNS, "--format", "json", "--months", "6", "--vacancy", "1 month"])
    found = json.loads(capsys.readouterr().out)
    assert (found["as_of"], found["until"]) == ("2026-11-24", "2027-05-24")
    assert found["assumed"]["vacancy_days"] == 31
    assert found["pages"] == 2
    assert found["measures"]["pages_losing_owner"] == dict.fromkeys(("p10", "p50", "p90", "mean"), 2) | {
        "standard_error": 0
    }
    assert [unit["id"] for unit in found["units"]] == ["u"]
    assert [part["id"] for part in found["criticality"]] == ["medium"]
    assert len(found["months"]) == 6
    help_ = found["helps"][0]
    assert (help_["owner"], help_["do"], help_["pages"]) == ("roles/r", "deputy", ["p", "roles/r"])
    assert found["helps_together"][0]["after"]["mean"] < found["helps_together"][0]["before"]["mean"]


def test_the_csv_has_a_line_for_each_measure_and_no_formula(root, tmp_path):
    """A unit's name that a spreadsheet would take for a formula is text."""
    output = tmp_path / "f.csv"
    main(["forecast", "-C", str(root), *RUNS, "--format", "csv", "--output", str(output)])
    lines = list(csv.DictReader(io.StringIO(output.read_text(encoding="utf-8"))))
    assert len(lines) == 8 + 7 + 8
    assert {line["name"] for line in lines if line["part"] == "unit"} == {"'=Unit"}
    assert float(next(line["mean"] for line in lines if line["measure"] == "days_without_owner")) > 100


def test_in_swedish_the_csv_is_for_excel_in_sweden(make_root, tmp_path):
    """Semicolons, decimal commas, and the mark of UTF-8."""
    root = make_root({"docs/roles/r.md": ROLE, "docs/p.md": PAGE, "people/a.yml": PEOPLE}, {"language": "sv"})
    output = tmp_path / "f.csv"
    main(["forecast", "-C", str(root), *RUNS, "--format", "csv", "--output", str(output)])
    assert output.read_bytes().startswith(b"\xef\xbb\xbfpart;id;name;pages;measure;p10;p50;p90;mean;standard_error\r\n")
    assert b";2,0;2,0;2,0;2,0;0,0\r\n" in output.read_bytes()


def test_the_same_seed_gives_the_same_bytes(root, capsys):
    """Another seed does not."""
    told = []
    for seed in ("1", "1", "2"):
        main(["forecast", "-C", str(root), *RUNS, "--format", "json", "--seed", seed])
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] != told[2]


def test_without_a_directory_it_says_so(make_root, capsys):
    """And ends with 2, for there is nothing to tell."""
    root = make_root({"docs/p.md": PAGE}, {"owners": "any"})
    assert main(["forecast", "-C", str(root), *RUNS]) == 2
    assert "There is no directory of people" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--turnover", "30%"),
        ("--turnover", "-1"),
        ("--turnover", "nan"),
        ("--months", "0"),
        ("--months", "1.5"),
        ("--runs", "0"),
        ("--seed", "-1"),
        ("--vacancy", "never"),
        ("--vacancy", "soon"),
        ("--together", "9"),
        ("--hours-a-review", "0"),
    ],
)
def test_options_that_mean_nothing_are_refused(root, capsys, option, value):
    """With the option's name and what it may be."""
    assert main(["forecast", "-C", str(root), f"{option}={value}"]) == 2
    assert option in capsys.readouterr().err


def test_a_forecast_beyond_the_calendar_is_refused(root, capsys):
    """No day is later than 9999-12-31."""
    assert main(["forecast", "-C", str(root), "--as-of", "9999-12-31", "--runs", "64"]) == 2
    assert "the calendar ends" in capsys.readouterr().err


def test_the_settings_are_the_usual_assumptions(make_root, capsys):
    """What the command line names comes before them."""
    settings = {"forecast": {"turnover": 0.1, "months": 3, "vacancy": "2 weeks", "hours_a_month": 2}}
    root = make_root({"docs/roles/r.md": ROLE, "docs/p.md": PAGE, "people/a.yml": PEOPLE}, settings)
    main(["forecast", "-C", str(root), *RUNS, "--format", "json", "--months", "2"])
    assumed = json.loads(capsys.readouterr().out)["assumed"]
    assert {name: assumed[name] for name in ("turnover", "months", "vacancy_days", "hours_a_month")} == {
        "turnover": 0.1,
        "months": 2,
        "vacancy_days": 14,
        "hours_a_month": 2,
    }


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("forecast: {turnover: 30 %}", "stafett.yml:2: `30 %` is not a number from 0 to 3"),
        ("forecast: {months: 99}", "`99` is not a number from 1 to 60"),
        ("forecast: {vacancy: never}", "`never` is not a length of time"),
        ("forecast: {turn: 1}", "not `turn`"),
        ("forecast: [1]", "`forecast` should be lines of `name: value`"),
        ("forecast: {turnover: [1]}", "`forecast: turnover` should be one value"),
    ],
)
def test_settings_that_mean_nothing_are_told_with_their_line(block, told):
    """All at once, as of every setting."""
    with pytest.raises(SettingsError, match=r"stafett\.yml:2") as error:
        settings_of(f"language: en\n{block}\n")
    assert told in "\n".join(error.value.lines)


@pytest.mark.parametrize("words", [["check"], ["forecast", "--help"], ["--help"]])
def test_nothing_else_waits_for_numpy(root, words):
    """It is loaded where a forecast is made, and nowhere else."""
    where = ["-C", str(root)] if words == ["check"] else []
    program = (
        f"import sys; from stafett.cli.main import main; main({[*words, *where]!r}); print('numpy' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=REPOSITORY / "scripts", capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"
