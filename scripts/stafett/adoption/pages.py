"""Which files are pages, and of which kind: by what their folders are called, and by numbered names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from stafett.adoption.survey import Seen, Survey
from stafett.messages import N_
from stafett.reading.decisions.names import is_aside

DECISION, ROLE, PROCESS, ARTICLE = "decision", "role", "process", "article"
_FEWEST = 3  # numbered files that make a folder a log of decisions, whatever it is called
_DECISIONS = frozenset(
    ("adr", "adrs", "decision", "decisions", "decision-log", "decision-records", "beslut", "beslutslogg", "madr")
)
_FOLDERS = {
    ROLE: frozenset(("role", "roles", "roll", "roller", "rollguider")),
    PROCESS: frozenset(("process", "processes", "processer", "procedures", "rutin", "rutiner", "processbeskrivningar")),
}
_NUMBERED = re.compile(r"(?:adr[-_ ]?)?\d{3,5}(?:[-_ ].*)?", re.IGNORECASE)
_DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?.*")
# What lies at the top of a repository and speaks of the repository.
_ABOUT = frozenset(
    "readme license licence changelog contributing code_of_conduct security support authors notice copying governance "
    "maintainers pull_request_template issue_template".split()
)
# What looks like a page and is a part, a pattern or a test of one.
_PARTS = frozenset("template templates partials partial _includes includes fixtures spec test tests snippets".split())


class Pattern(NamedTuple):
    """A pattern under ``pages``, how many files it takes, and why (a message id) they are of the kind."""

    match: str
    kind: str
    times: int
    why: str


class Left(NamedTuple):
    """A pattern under ``exclude``, how many files it leaves out, and why (a message id)."""

    match: str
    times: int
    why: str


class Pages(NamedTuple):
    """What is proposed under ``pages`` and ``exclude``, and the kind of each file that is a page."""

    patterns: tuple[Pattern, ...]
    excluded: tuple[Left, ...]
    kinds: dict[str, str]


def propose_pages(survey: Survey) -> Pages:
    """Patterns for the decisions, roles and processes that there are, then for every other page."""
    left = dict(_left_out(survey))
    files = [seen for seen in survey.files if seen.path not in left]
    found: list[Pattern] = []
    kinds: dict[str, str] = {}
    for kind, why, groups in _kinds(files):
        for match, group in groups:
            taken = [
                seen.path for seen in group if seen.path not in kinds and not (kind == DECISION and is_aside(seen.path))
            ]
            if taken:
                found.append(Pattern(match, kind, len(taken), why))
                kinds.update(dict.fromkeys(taken, kind))
    found += _articles([seen for seen in files if seen.path not in kinds], kinds)
    starts = {pattern.match.split("/")[0] if "/" in pattern.match else "" for pattern in found}
    excluded = [item for item in _excluded(left) if "" in starts or item.match.split("/")[0] in starts]
    return Pages(tuple(found), tuple(excluded), kinds)


def _kinds(files: Sequence[Seen]) -> Iterator[tuple[str, str, list[tuple[str, list[Seen]]]]]:
    """Each kind with the folders that hold it, as patterns with their files."""
    folders: defaultdict[str, list[Seen]] = defaultdict(list)
    for seen in files:
        folders[seen.folder].append(seen)
    named = [folder for folder in folders if folder.rpartition("/")[2].lower() in _DECISIONS]
    numbered = [folder for folder, inside in folders.items() if folder not in named and _is_log(inside)]
    for why, chosen in (
        (N_("the folder is called as a log of decisions is"), named),
        (N_("the files are numbered as decisions are"), numbered),
    ):
        yield DECISION, why, list(_flat({folder: folders[folder] for folder in chosen}))
    for kind, names in _FOLDERS.items():
        tops = sorted({top for seen in files if (top := _top_named(seen.folder, names))})
        groups = [
            (f"{_literal(top)}/**/*{suffix}", group)
            for top in tops
            for suffix, group in _by_suffix(seen for seen in files if f"{seen.folder}/".startswith(f"{top}/"))
        ]
        yield kind, N_("the folder is called so"), groups


def _literal(path: str) -> str:
    """A path as a pattern that means it: signs that a pattern gives a meaning in brackets, or as any one sign."""
    return re.sub(r"[*?\[]", r"[\g<0>]", path).replace(":", "?").replace("\\", "?")


def _is_log(inside: Sequence[Seen]) -> bool:
    numbered = [seen for seen in inside if _NUMBERED.fullmatch(seen.name) and not _DATED.fullmatch(seen.name)]
    return len(numbered) >= _FEWEST and 2 * len(numbered) > len(inside)


def _flat(folders: dict[str, list[Seen]]) -> Iterator[tuple[str, list[Seen]]]:
    for folder, inside in sorted(folders.items()):
        for suffix, group in _by_suffix(inside):
            yield f"{_literal(folder)}/*{suffix}" if folder else f"*{suffix}", group


def _by_suffix(files: Iterable[Seen]) -> list[tuple[str, list[Seen]]]:
    found: defaultdict[str, list[Seen]] = defaultdict(list)
    for seen in files:
        found[seen.suffix].append(seen)
    return sorted(found.items())


def _top_named(folder: str, names: frozenset[str]) -> str | None:
    """The part of a folder's path up to the first folder that is called one of ``names``."""
    parts = folder.split("/")
    for index, part in enumerate(parts):
        if part.lower() in names:
            return "/".join(parts[: index + 1])
    return None


def _articles(files: Sequence[Seen], kinds: dict[str, str]) -> Iterator[Pattern]:
    groups: defaultdict[tuple[str, str], list[Seen]] = defaultdict(list)
    for seen in files:
        top = seen.path.split("/")[0] if "/" in seen.path else ""
        groups[top, seen.suffix].append(seen)
    for (top, suffix), group in sorted(groups.items()):
        kinds.update(dict.fromkeys((seen.path for seen in group), ARTICLE))
        yield Pattern(
            f"{_literal(top)}/**/*{suffix}" if top else f"*{suffix}", ARTICLE, len(group), N_("all other pages")
        )


def _left_out(survey: Survey) -> Iterator[tuple[str, tuple[str, str]]]:
    """The files that are no pages: each with the pattern that leaves it out, and why."""
    parts = _parts(survey.files)
    for seen in survey.files:
        folder = _top_named(seen.folder, _PARTS)
        if "/" not in seen.path and seen.name.lower().partition(".")[0] in _ABOUT:
            yield seen.path, (_literal(seen.path), N_("it speaks of the repository"))
        elif survey.docs_dir and not seen.path.startswith(f"{survey.docs_dir}/") and not _called_as_kind(seen):
            first = _literal(seen.path.split("/")[0])
            top = f"{first}/**" if "/" in seen.path else first
            yield seen.path, (top, N_("mkdocs.yml does not show it (`docs_dir`)"))
        elif folder and folder in parts:
            yield (
                seen.path,
                (
                    f"{_literal(folder)}/**",
                    N_("parts, patterns or tests of pages, with less front matter than the others"),
                ),
            )


def _called_as_kind(seen: Seen) -> bool:
    """Whether the file lies in a folder at the top that is called as those of processes, roles or decisions are."""
    return seen.path.partition("/")[0].lower() in _DECISIONS.union(*_FOLDERS.values())


def _parts(files: Sequence[Seen]) -> frozenset[str]:
    """Folders that are called as parts of pages are, where their files lack the fields that most others have."""
    tops: defaultdict[str, list[Seen]] = defaultdict(list)
    others: list[Seen] = []
    for seen in files:
        top = _top_named(seen.folder, _PARTS)
        (tops[top] if top else others).append(seen)
    usual = sum(len(seen.fields or ()) for seen in others) / max(len(others), 1)
    return frozenset(
        top for top, inside in tops.items() if sum(len(seen.fields or ()) for seen in inside) / len(inside) <= usual
    )


def _excluded(left: dict[str, tuple[str, str]]) -> Iterator[Left]:
    counts: defaultdict[tuple[str, str], int] = defaultdict(int)
    for item in left.values():
        counts[item] += 1
    for (match, why), count in sorted(counts.items()):
        yield Left(match, count, why)
