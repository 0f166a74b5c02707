"""Reads ``stafett.yml``. All that is wrong with it is told at once."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from importlib import resources
from pathlib import Path

from stafett.dates import Interval
from stafett.fields import Notation
from stafett.guesses import nearest
from stafett.kinds import Kind, KindError, built_in_names, declare
from stafett.messages import LANGUAGES, N_, Words
from stafett.model import Complaint, Raw, Severity
from stafett.reading.feedback import read_feedback
from stafett.reading.files import read_text
from stafett.reading.forecast import read_forecast
from stafett.reading.form import read_form
from stafett.reading.import_settings import read_import
from stafett.reading.reminder_settings import read_reminders, read_site_url
from stafett.reading.settings_reader import FILE, SettingsReader
from stafett.reading.tree import glob
from stafett.reading.yaml_text import Parsed, parse
from stafett.refusals import shown
from stafett.settings import Onboarding, Settings

_LANGUAGE = re.compile(rf"^language: *({'|'.join(LANGUAGES)}) *$", re.MULTILINE)
KNOWN = (
    "language",
    "pages",
    "exclude",
    "fields",
    "known_fields",
    "date_formats",
    "owners",
    "defaults",
    "due_soon",
    "people",
    "templates",
    "publish_names",
    "rules",
    "kinds",
    "onboarding",
    "feedback",
    "form",
    "import",
    "reminders",
    "forecast",
    "site_url",
    "decisions",
    "baseline",
    "reports",
    "continuity_page",
)


class SettingsError(Exception):
    """The settings cannot be used; ``lines`` says what is wrong, one ready sentence each with its place."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def read_settings(root: Path) -> Settings:
    """The settings of the knowledge base in the folder ``root``; the defaults where it has no ``stafett.yml``.

    Raises SettingsError.
    """
    path = root / FILE
    if not os.path.lexists(path):
        return settings_from({}, "")
    return settings_of(read_text(path))


def settings_of(text: str | Complaint) -> Settings:
    """The settings that the text of a ``stafett.yml`` makes, or the complaint why there is no text.

    Raises SettingsError.
    """
    parsed = Parsed(None, (text,)) if isinstance(text, Complaint) else parse(text)
    # Also where the rest cannot be read, its reader's language can.
    language = None if isinstance(text, Complaint) else _LANGUAGE.search(text)
    words = Words(language[1] if language else Settings().language)
    if isinstance(text, Complaint) or parsed.complaints:
        raise SettingsError(
            tuple(
                f"{FILE}:{item.line}: {words(item.message, **item.values)}. {words(item.fix, **item.values)}"
                for item in parsed.complaints
            )
        )
    if parsed.value is not None and not isinstance(parsed.value, dict):
        message = words(N_("The settings should be lines of `name: value`."))
        raise SettingsError((f"{FILE}:1: {message}",))
    return settings_from(parsed.value or {}, text)


def settings_from(raw: Mapping[str, Raw], text: str) -> Settings:
    """The settings that ``raw`` (YAML as text values) makes; ``text`` is its source, by which lines are named.

    Raises SettingsError.
    """
    reader, usual = _Reader(raw), Settings()
    ignore, severity = reader.rules()
    settings = Settings(
        language=reader.choice("language", LANGUAGES) or usual.language,
        pages=reader.pages() or usual.pages,
        exclude=_given(reader.texts("exclude"), usual.exclude),
        fields=reader.fields(),
        known_fields=reader.texts("known_fields") or (),
        notation=Notation(reader.date_formats() or usual.notation.date_formats),
        free_owners=reader.choice("owners", ("roles", "any")) == "any",
        review_in=reader.review_in(),
        due_soon=reader.interval(("due_soon",), raw.get("due_soon")) or usual.due_soon,
        people=reader.text("people") or usual.people,
        templates=reader.text("templates") or usual.templates,
        publish_names=reader.choice("publish_names", ("true", "false")) == "true",
        ignore=ignore,
        severity=severity,
        kinds=reader.kinds(),
        onboarding=reader.onboarding(),
        feedback=read_feedback(reader.group("feedback"), reader.tell),
        form=read_form(reader.group("form"), reader.tell),
        people_import=read_import(reader.group("import"), reader.tell),
        reminders=read_reminders(reader.group("reminders"), reader.tell),
        forecast=read_forecast(reader.group("forecast"), reader.tell),
        site_url=read_site_url(raw.get("site_url"), reader.tell),
        decisions_as_found=reader.choice("decisions", ("owned", "as-found")) == "as-found",
        baseline=reader.text("baseline") or usual.baseline,
        reports=reader.text("reports") or usual.reports,
        continuity_page=reader.choice("continuity_page", ("true", "false")) != "false",
    )
    reader.refuse_unknown(KNOWN)
    reader.check_kinds(settings)
    reader.check_fields(settings)
    reader.check_paths("pages", (pattern for pattern, _ in settings.pages))
    reader.check_paths("exclude", settings.exclude)
    reader.check_paths("people", (settings.people,))
    reader.check_paths("templates", (settings.templates,))
    reader.check_paths("baseline", (settings.baseline,))
    reader.check_paths("reports", (settings.reports,))
    if reader.problems:
        raise SettingsError(reader.sentences(text, settings.language))
    return settings


def _writes_a_day(notation: str) -> bool:
    day = date(2026, 11, 24)
    try:
        return datetime.strptime(day.strftime(notation), notation).date() == day  # noqa: DTZ007 (a calendar date)
    except (ValueError, re.error):
        return False


def _given(value: tuple[str, ...] | None, usual: tuple[str, ...]) -> tuple[str, ...]:
    """What was given, also where it is empty."""
    return usual if value is None else value


class _Reader(SettingsReader):
    """Reads what our settings in particular are made of."""

    def date_formats(self) -> tuple[str, ...]:
        formats = self.texts("date_formats") or ()
        for index, notation in enumerate(formats):
            if not _writes_a_day(notation):
                self.complain(
                    ("date_formats", index),
                    N_("`{value}` does not write a year, a month and a day, as `%Y-%m-%d` and `%m/%d/%Y` do"),
                    value=shown(notation),
                )
        return formats

    def check_paths(self, name: str, patterns: Iterable[str]) -> None:
        for index, pattern in enumerate(patterns):
            where = (name, index) if isinstance(self.raw.get(name), list) else (name,)
            if pattern.startswith("/") or ".." in pattern.split("/") or ":" in pattern or "\\" in pattern:
                message = N_("`{value}` should be a path within the knowledge base, with / between its folders")
                self.complain(where, message, value=shown(pattern))
                continue
            try:
                glob(pattern)
            except re.error:
                self.complain(where, N_("The brackets in `{value}` mean nothing"), value=shown(pattern))

    def check_fields(self, settings: Settings) -> None:
        known = {name for kind in settings.kinds.values() for name in kind.fields}
        for name in settings.fields:
            if name not in known:
                guess = nearest(name, sorted(known))
                message = (
                    N_("Stafett has no field `{key}`; did you mean `{guess}`?")
                    if guess
                    else N_("Stafett has no field `{key}`")
                )
                self.complain(("fields", name), message, key=shown(name), guess=guess or "")

    def pages(self) -> tuple[tuple[str, str], ...] | None:
        if "pages" not in self.raw:
            return None
        value = self.raw["pages"]
        found: list[tuple[str, str]] = []
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            match, kind = (item.get("match"), item.get("kind", "article")) if isinstance(item, dict) else (None, None)
            if isinstance(match, str) and isinstance(kind, str):
                found.append((match, kind))
            else:
                self.complain(
                    ("pages", index),
                    N_('Each line of `pages` should be like {{match: "docs/**/*.md", kind: article}}'),
                    n="",
                )
        return tuple(found)

    def check_kinds(self, settings: Settings) -> None:
        for index, (_, kind) in enumerate(settings.pages):
            if kind not in settings.kinds:
                known = ", ".join(settings.kinds)
                self.complain(
                    ("pages", index), N_("There is no kind `{kind}`; the kinds are {known}"), kind=kind, known=known
                )
        for kind in settings.review_in:
            if kind not in settings.kinds:
                self.complain(
                    ("defaults", kind),
                    N_("There is no kind `{kind}`; the kinds are {known}"),
                    kind=kind,
                    known=", ".join(settings.kinds),
                )

    def fields(self) -> dict[str, str]:
        found = {}
        for ours, theirs in self.group("fields").items():
            if isinstance(theirs, str):
                found[ours] = theirs
            else:
                self.complain(
                    ("fields", ours),
                    N_("`fields` maps a field of Stafett to the name that your pages use, as `owner: owner_slack`"),
                )
        return found

    def review_in(self) -> dict[str, Interval]:
        found = {}
        for kind in self.group("defaults"):
            values = self.group("defaults", kind)
            interval = self.interval(("defaults", kind, "review_in"), values.get("review_in"))
            if interval:
                found[kind] = interval
            for name in values:
                if name != "review_in":
                    self.complain(
                        ("defaults", kind, name), N_("`defaults` knows only `review_in`, not `{key}`"), key=name
                    )
        return found

    def kinds(self) -> dict[str, Kind]:
        declared: dict[str, Raw] = dict(built_in_declarations())
        declared.update(self.group("kinds"))
        try:
            return declare(declared)
        except KindError as error:
            self.complain(("kinds",), error.message, **error.values)
            return declare(built_in_declarations())

    def onboarding(self) -> Onboarding:
        given, usual = self.group("onboarding"), Onboarding()
        speed = self.number(("onboarding", "words_per_minute"), given, usual.words_per_minute, (50, 1000))
        hours = self.number(("onboarding", "hours_per_day"), given, usual.hours_per_day, (0.1, 24))
        for key in given:
            if key not in {"words_per_minute", "hours_per_day"}:
                message = N_("`onboarding` knows `words_per_minute` and `hours_per_day`, not `{key}`")
                self.complain(("onboarding", key), message, key=key)
        return Onboarding(round(speed), hours)

    def rules(self) -> tuple[frozenset[str], dict[str, Severity]]:
        group = self.group("rules")
        inner = _Reader(group, [])
        ignore = inner.texts("ignore") or ()
        severity = {}
        for code, level in self.group("rules", "severity").items():
            if isinstance(level, str) and level in set(Severity):
                severity[code] = Severity(level)
            else:
                self.complain(
                    ("rules", "severity", code),
                    N_("`{value}` is not one of {choices}"),
                    value=shown(level),
                    choices=", ".join(Severity),
                )
        for key in group:
            if key not in {"ignore", "severity"}:
                self.complain(("rules", key), N_("`rules` knows `ignore` and `severity`, not `{key}`"), key=key)
        self.problems.extend((("rules", *where), message, values) for where, message, values in inner.problems)
        return frozenset(ignore), severity


def built_in_declarations() -> dict[str, Raw]:
    """The declarations of the kinds that come with Stafett, ``page`` first."""
    folder = resources.files("stafett.kinds")
    return {
        name: parse(folder.joinpath(f"{name}.yml").read_text(encoding="utf-8")).value
        for name in ("page", *built_in_names())
    }
