"""``stafett.yml``: what it says is done, and everything that is wrong with it is told at once, each at its line."""

import pytest

from stafett.dates import Interval
from stafett.model import Severity
from stafett.reading.settings import SettingsError, read_settings
from stafett.settings import Feedback, Onboarding, Settings


def written(tmp_path, text):
    """The settings that a text makes."""
    (tmp_path / "stafett.yml").write_text(text, encoding="utf-8")
    return read_settings(tmp_path)


def refused(tmp_path, text):
    """The sentences with which a text is refused as settings."""
    with pytest.raises(SettingsError) as caught:
        written(tmp_path, text)
    return caught.value.lines


def test_without_a_file_the_usual_settings_hold(tmp_path):
    """A folder of Markdown needs no settings, and an empty file says nothing."""
    usual = Settings()
    found, empty = read_settings(tmp_path), written(tmp_path, "# nothing yet\n")
    for settings in (found, empty):
        assert (settings.language, settings.pages, settings.exclude) == ("sv", usual.pages, ("docs/index.md",))
        assert (settings.due_soon, settings.review_in, settings.free_owners) == (Interval(30, "day"), {}, False)
        assert list(settings.kinds) == ["process", "role", "decision", "article"]


def test_every_setting_is_read(tmp_path):
    """What the contract names has its effect."""
    settings = written(
        tmp_path,
        """
language: en
pages:
  - {match: "**/*.md", kind: system}
exclude: []
fields: {last_reviewed: ms.date}
known_fields: [ms.topic]
date_formats: ["%m/%d/%Y", "%Y-%m-%d"]
owners: any
defaults: {system: {review_in: 2 years}, role: {}}
due_soon: 2 weeks
people: staff/
publish_names: true
onboarding: {words_per_minute: 180, hours_per_day: 4.5}
rules: {ignore: [DEC004, LNK], severity: {REV001: error}}
kinds:
  system:
    extends: article
    label: {en: System, sv: System}
    fields:
      vendor: {type: text, required: true}
""",
    )
    assert settings.language == "en"
    assert settings.pages == (("**/*.md", "system"),)
    assert settings.exclude == ()
    assert settings.fields == {"last_reviewed": "ms.date"}
    assert settings.known_fields == ("ms.topic",)
    assert settings.notation.date_formats == ("%m/%d/%Y", "%Y-%m-%d")
    assert settings.free_owners
    assert settings.publish_names
    assert settings.review_in == {"system": Interval(2, "year")}
    assert settings.due_soon == Interval(2, "week")
    assert settings.people == "staff/"
    assert settings.onboarding == Onboarding(180, 4.5)
    assert settings.ignore == {"DEC004", "LNK"}
    assert settings.severity == {"REV001": Severity.ERROR}
    assert settings.kinds["system"].fields["vendor"].required
    assert "owner" in settings.kinds["system"].fields


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("lnguage: en\n", ["1: There is no setting `lnguage`; did you mean `language`?"]),
        ("language: en\nzzz: 1\n", ["2: There is no setting `zzz`"]),
        ("language: fi\n", ["1: `language: fi` "]),
        ("onboarding: fast\n", ["1: `onboarding` should be lines of `name: value`"]),
        (
            "language: en\nonboarding:\n  words_per_minute: quick\n  hours_per_day: 25\n  pace: 3\n",
            [
                "3: `quick` is not a number from 50 to 1000",
                "4: `25` is not a number from 0.1 to 24",
                "5: `onboarding` knows `words_per_minute` and `hours_per_day`, not `pace`",
            ],
        ),
        ("owners: [any]\n", ["1: `owners` should be one value"]),
        ("exclude: [{a: b}]\n", ["1: `exclude` should be a list of plain values"]),
        ("defaults: 6 months\n", ["1: `defaults` should be lines of `name: value`"]),
        ("defaults: {procss: {review_in: 1 year}}\n", ["1: There is no kind `procss`; the kinds are process, role, "]),
        (
            "defaults:\n  role:\n    review_in: soon\n",
            ["3: `soon` is not a length of time such as 30 days or 6 months"],
        ),
        ("defaults:\n  role: {reviewin: 1 year}\n", ["2: `defaults` knows only `review_in`, not `reviewin`"]),
        ("due_soon: thirty\n", ["1: `thirty` is not a length of time such as 30 days or 6 months"]),
        ("pages: docs\n", ["1: Each line of `pages` should be like {match: "]),
        ("pages:\n  - {match: a, kind: b}\n", ["2: There is no kind `b`; the kinds are process, role, "]),
        (
            'pages: [{match: "../**/*.md", kind: article}]\n',
            ["1: `../**/*.md` should be a path within the knowledge base"],
        ),
        (
            'exclude:\n  - /etc/passwd\n  - "docs\\\\x.md"\n',
            ["2: `/etc/passwd` should be a path within", "3: `docs\\x.md` should be a path within"],
        ),
        ('exclude: ["docs/[z-a].md"]\n', ["1: The brackets in `docs/[z-a].md` mean nothing"]),
        ("people: /etc/\n", ["1: `/etc/` should be a path within the knowledge base"]),
        ("fields: {ownr: owner_slack}\n", ["1: Stafett has no field `ownr`; did you mean `owner`?"]),
        ("fields:\n  owner: [a]\n", ["2: `fields` maps a field of Stafett to the name that your pages use"]),
        ('date_formats: ["%Y-%m"]\n', ["1: `%Y-%m` does not write a year, a month and a day"]),
        ('date_formats:\n  - "%d %d"\n', ["2: `%d %d` does not write a year, a month and a day"]),
        ("rules: {severity: {REV001: fatal}}\n", ["1: `fatal` is not one of error, warning, info"]),
        ("rules: {silence: [REV001]}\n", ["1: `rules` knows `ignore` and `severity`, not `silence`"]),
        ("kinds: {a: {extends: b}}\n", ["1: The kind `a` extends `b`, which does not exist"]),
        ("kinds: {a: {extends: b}, b: {extends: a}}\n", ["1: The kind `a` extends itself"]),
        ("kinds: {a: {fields: {x: {type: number}}}}\n", ["1: `a: x` has no type that exists; the types are text, "]),
        ("kinds: {a: {fields: {x: {type: choice}}}}\n", ["1: `a: x` needs `choices`"]),
        ("kinds: {a: {fields: {x: {required: yes}}}}\n", ["1: `a: x: required` should be true or false"]),
        ("kinds: {a: {colour: red}}\n", ["1: `a` has an unknown key `colour`; the keys are abstract, "]),
        ("kinds: {a: text}\n", ["1: `kinds: a` should be a group of `name: value` lines"]),
        ("- language\n", ["1: Inställningarna ska vara rader på formen `name: value`."]),
        ("language: en\nexclude: [a\n", ["2: A list or group that begins with a bracket is never closed"]),
        ("language: en\nlanguage: sv\n", ["2: `language` stands here a second time. Keep one line with `language:`"]),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text, sentences, tmp_path):
    """Each sentence names the file and line, and says what would be right."""
    found = refused(tmp_path, text if "language" in text or text.startswith("-") else f"{text}language: en\n")
    assert len(found) == len(sentences)
    for line, sentence in zip(found, sentences, strict=True):
        assert line.startswith(f"stafett.yml:{sentence}")


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    """Nobody mends one line only to meet the next."""
    found = refused(
        tmp_path, "language: en\ndue_soon: x\nlnguage: sv\nowners: all\ndefaults: {process: {review_in: y}}\n"
    )
    assert [line.split(":")[1] for line in found] == ["2", "3", "4", "5"]


def test_sentences_are_in_the_language_that_the_settings_ask_for(tmp_path):
    """Swedish is the usual language, also for what is wrong with the settings."""
    english, swedish = (refused(tmp_path, f"language: {name}\nowners: x\n") for name in ("en", "sv"))
    assert english != swedish


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"language: en\nexclude: [\xe5]\n", "stafett.yml:2: "),
        ("language: en\n".encode("utf-16"), "stafett.yml:1: "),
        (b"language: en\nx: \0\n", "stafett.yml:2: "),
    ],
)
def test_settings_that_are_no_text_are_refused_at_their_line(data, words, tmp_path):
    """What is no UTF-8 is told as for a page."""
    (tmp_path / "stafett.yml").write_bytes(data)
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert caught.value.lines[0].startswith(words)


def test_windows_line_ends_and_a_byte_order_mark_are_in_order(tmp_path):
    """Settings are written in any editor."""
    (tmp_path / "stafett.yml").write_bytes(b"\xef\xbb\xbflanguage: en\r\nowners: any\r\n")
    assert read_settings(tmp_path).free_owners


def test_a_folder_in_the_place_of_the_settings_is_refused(tmp_path):
    """What stands there is no file, and no machine's path is shown."""
    (tmp_path / "stafett.yml").mkdir()
    with pytest.raises(SettingsError) as caught:
        read_settings(tmp_path)
    assert str(tmp_path) not in caught.value.lines[0]


def test_a_link_to_nothing_is_not_taken_for_no_settings(tmp_path):
    """Where somebody meant to have settings, the usual ones do not step in silently."""
    (tmp_path / "stafett.yml").symlink_to("gone.yml")
    with pytest.raises(SettingsError):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("text", "feedback"),
    [
        (
            "feedback: {to: github, url: https://github.com/org/kb/}",
            Feedback("github", url="https://github.com/org/kb"),
        ),
        ("feedback: {to: gitlab, url: https://git.x.example/a/b}", Feedback("gitlab", url="https://git.x.example/a/b")),
        (
            "feedback: {to: azure, url: https://dev.azure.com/org/proj, work_item: Issue}",
            Feedback("azure", url="https://dev.azure.com/org/proj", work_item="Issue"),
        ),
        ("feedback: {to: mailto, address: kb@x.example}", Feedback("mailto", address="kb@x.example")),
        ("feedback:", None),
        ("language: en", None),
    ],
)
def test_where_readers_notes_go_is_read(tmp_path, text, feedback):
    """A forge's repository, or a mailbox."""
    assert written(tmp_path, text + "\n").feedback == feedback


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{url: https://x.example/a}", "by `to:` and one of github, gitlab, azure, mailto"),
        ("{to: jira}", "by `to:` and one of github, gitlab, azure, mailto"),
        ("{to: github}", "needs `url:`, the address of the repository or project, as https://github.com/"),
        ("{to: gitlab, url: 'javascript:alert(1)'}", "needs `url:`"),
        ("{to: gitlab, url: 'https://x.example/a?b=c'}", "needs `url:`"),
        ("{to: azure, url: 'https://me:word@x.example/a'}", "needs `url:`"),
        ("{to: github, url: 'https://[x/'}", "needs `url:`"),
        ("{to: mailto}", "needs `address:`, one mail address"),
        ("{to: mailto, address: 'a@x.example,b@x.example'}", "needs `address:`"),
        ("{to: mailto, address: 'a@x.example?bcc=b@x.example'}", "needs `address:`"),
        ("{to: mailto, mail: a@x.example}", "`feedback` knows `to`, `url`, `address`, `work_item`, not `mail`"),
        ("{to: [mailto]}", "`feedback: to` should be one value"),
        ("mailto", "`feedback` should be lines of `name: value`"),
    ],
)
def test_what_is_wrong_with_where_notes_go_is_told(tmp_path, text, says):
    """At its line, with what would do."""
    lines = refused(tmp_path, f"language: en\nfeedback: {text}\n")
    assert len(lines) == 1
    assert lines[0].startswith("stafett.yml:2: ")
    assert says in lines[0]
