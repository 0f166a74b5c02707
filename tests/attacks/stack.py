"""Sets up the attacks of this folder as real files, and builds a site of them with and without protection.

An attack is an entry of one of the YAML files here:

* ``head`` and ``body``: a page ``docs/NAME.md``; ``files``, ``bytes`` (hexadecimal), ``links``, ``pipes``: what else a
  pull request adds. ``deep``, ``many``, ``staircase`` and ``doubling`` name files too large to write down.
* what success is, one of: ``contains`` (text in the page's own HTML, or in the named files of the site), ``lacks``
  (text that the attack took away), ``creates`` (a file in the project), ``runs`` (script in a browser, at an address,
  perhaps after a click), ``logs`` (a line that the build prints), ``stops`` (no site is built), ``hangs`` (nor in a
  long time).
* ``alone``: its success disturbs others, so without protection it gets a build of its own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import material
import yaml

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "scripts"
PATIENCE = 10  # seconds after which a build that takes two has been hung
MEMORY = 1_500_000_000

_EXTENSIONS = """\
  - abbr
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - toc: {permalink: true}
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""
PLAIN = f"""\
site_name: Plain
repo_url: https://example.org/repository
edit_uri: edit/main/docs/
theme: {{name: material, font: false, features: [navigation.footer, content.action.edit]}}
plugins: [search, macros]
markdown_extensions:
{_EXTENSIONS}  - pymdownx.snippets
"""
PROTECTED = f"""\
site_name: Protected
repo_url: https://example.org/repository
edit_uri: edit/main/docs/
theme: {{name: material, font: false, features: [navigation.footer, content.action.edit]}}
plugins: [search, macros: {{module_name: macros, render_by_default: false}}, stafett: {{page_seconds: 5}}]
markdown_extensions:
{_EXTENSIONS}  - pymdownx.snippets: {{base_path: includes}}
"""
FUNCTIONS = PROTECTED.replace(", stafett: {page_seconds: 5}]", "]\nhooks: [protect.py]").replace(
    "Protected", "Functions"
)
STAFETT_YML = """\
language: en
pages: [{match: "docs/**/*.md", kind: article}]
owners: any
people: people/
"""
BASE = {
    "docs/index.md": "# Start\n\n[The offer](victim.md)\n",
    "docs/victim.md": "---\nsecret: SECRET-OF-THE-FRONT-MATTER\n---\n# Offer\n\nHarmless text.\n",
    "docs/section/page.md": "# Page\n",
    "people/a.yml": "people: [{id: a, unit: u, first_day: 2020-01-01, name: SECRET-OF-PEOPLE}]\n",
    "includes/good.md": "A good snippet.\n",
    "macros/__init__.py": '"""No macros of its own."""\n\n\ndef define_env(env):\n    """Offer nothing."""\n',
    ".git/config": "[remote]\nurl = https://user:SECRET-OF-GIT@example.org/\n",
    "../outside.txt": "SECRET-OUTSIDE\n",
}


@dataclass(frozen=True)
class Attack:
    """One attack and what its success looks like."""

    name: str
    about: str
    files: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    pipes: tuple[str, ...] = ()
    contains: dict[str, str] = field(default_factory=dict)
    lacks: dict[str, str] = field(default_factory=dict)
    creates: str | None = None
    runs: str | None = None
    click: str | None = None
    logs: str | None = None
    stops: bool = False
    hangs: bool = False
    alone: bool = False

    @property
    def by_itself(self) -> bool:
        """Whether the unprotected stack must build it without the others."""
        return self.alone or self.stops or self.hangs


def load_attacks() -> list[Attack]:
    """All attacks, by file and order."""
    found: list[Attack] = []
    for path in sorted(HERE.glob("*.yml")):
        asks = "render_macros: true" if path.stem == "macros" else None
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        found += [_attack(name, entry, asks) for name, entry in entries.items()]
    return found


def _attack(name: str, entry: dict, asks: str | None) -> Attack:
    files = {path: text.encode() for path, text in entry.get("files", {}).items()}
    files |= {path: bytes.fromhex(digits) for path, digits in entry.get("bytes", {}).items()}
    if "body" in entry or "head" in entry:
        head = entry.get("head", asks)
        before = f"---\n{head}\n---\n" if head else ""
        files[f"docs/{name}.md"] = f"{before}{entry.get('body', 'Text')}\n".encode()
    if "deep" in entry:
        files[entry["deep"]] = b"---\na: " + b"[" * 100_000 + b"\n---\n# Deep\n"
    for path, (text, times) in entry.get("many", {}).items():
        files[path] = text.encode() * times
    if "staircase" in entry:
        files[entry["staircase"]] = "".join("    " * step + "- a\n" for step in range(300)).encode()
    if "doubling" in entry:
        files |= _doubling(entry["doubling"])
    runs = entry.get("runs")
    address, click = (runs["url"], runs["click"]) if isinstance(runs, dict) else (runs, None)
    known = {
        key: entry[key] for key in ("about", "links", "creates", "logs", "stops", "hangs", "alone") if key in entry
    }
    return Attack(
        name=name,
        files={_theme_names(path): content for path, content in files.items()},
        pipes=tuple(entry.get("pipes", ())),
        contains=_by_file(name, entry.get("contains")),
        lacks=_by_file(name, entry.get("lacks")),
        runs=f"{name}/" if address == "self" else address,
        click=click,
        **known,
    )


def _by_file(name: str, text: str | dict | None) -> dict[str, str]:
    if isinstance(text, str):
        return {f"{name}/index.html": text}
    return {_theme_names(path): part for path, part in (text or {}).items()}


def _theme_names(path: str) -> str:
    """The theme's script and style have a hash in their names."""
    assets = Path(material.__file__).parent / "templates" / "assets"
    if "{bundle}" in path:
        return path.replace("{bundle}", next(assets.glob("javascripts/bundle.*.min.js")).name)
    return path.replace("{stylesheet}", next(assets.glob("stylesheets/main.*.min.css")).name)


def _doubling(start: str) -> dict[str, bytes]:
    """Thirty files, each of which includes the next twice, by the base path of either stack."""
    names = [f"{start}{number}" for number in range(31)]
    both = [f'--8<-- "{name}"\n\n--8<-- "{Path(name).name}"\n\n'.encode() for name in names]
    return {name: both[number + 1] * 2 for number, name in enumerate(names[:-1])} | {names[-1]: b"x\n"}


def set_up(project: Path, config: str, attacks: list[Attack], extra: dict[str, str] | None = None) -> None:
    """Write a small harmless knowledge base and what the attacks add to it."""
    base = {name: text.encode() for name, text in (BASE | {"mkdocs.yml": config} | (extra or {})).items()}
    for path, content in [*base.items(), *(item for attack in attacks for item in attack.files.items())]:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for attack in attacks:
        for link, to in attack.links.items():
            (project / link).parent.mkdir(parents=True, exist_ok=True)
            (project / link).symlink_to(to)
        for pipe in attack.pipes:
            os.mkfifo(project / pipe)


@dataclass(frozen=True)
class Build:
    """A build that has ended, or was ended."""

    project: Path
    status: int | None
    output: str

    @property
    def site(self) -> Path:
        """Where the built site is, if it is."""
        return self.project / "site"

    def text(self, path: str) -> str:
        """A file of the site; empty where there is none. Of the search index, also what Stafett keeps elsewhere."""
        files = [self.site / path]
        if path == "search/search_index.json":
            files += sorted(self.site.glob("assets/stafett/search/*/d*.js"))
        return "".join(file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())


def build(
    project: Path, patience: float, python_path: str = str(SCRIPTS), module: tuple[str, ...] = ("mkdocs", "build")
) -> Build:
    """Run ``mkdocs build``, or another of Python's modules, with bounded time and memory."""
    shutil.rmtree(project / "site", ignore_errors=True)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(project),
        "PYTHONPATH": python_path,
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "STAFETT_SECRET": "SECRET-OF-THE-ENVIRONMENT",
    }
    # A shell bounds the memory: whatever is run between fork and exec in a process with threads may block.
    command = f"ulimit -v {MEMORY // 1024}; exec {sys.executable} -m {' '.join(module)}"
    try:
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=project,
            env=environment,
            capture_output=True,
            timeout=patience,
            check=False,
            stdin=subprocess.DEVNULL,
        )
    except subprocess.TimeoutExpired:
        return Build(project, None, "")
    output = (done.stdout + done.stderr).decode("utf-8", "replace")
    return Build(project, done.returncode, re.sub(r"\x1b\[[0-9;]*m", "", output))


def build_plain(folder: Path, attacks: list[Attack]) -> dict[str, Build]:
    """Without protection: those that disturb others each in a build of its own, the others in one; by attack."""
    together = [attack for attack in attacks if not attack.by_itself]
    groups = [[attack] for attack in sorted(attacks, key=lambda attack: not attack.hangs) if attack.by_itself]
    groups += [together] if together else []

    def run(group: list[Attack]) -> dict[str, Build]:
        project = folder / group[0].name / "project"
        set_up(project, PLAIN, group)
        built = build(project, PATIENCE if group[0].hangs else 9 * PATIENCE)
        return {attack.name: built for attack in group}

    with ThreadPoolExecutor(8) as pool:  # they wait for their time to run out rather than work
        return {name: built for result in pool.map(run, groups) for name, built in result.items()}


def build_by_functions(folder: Path, attacks: list[Attack]) -> Build:
    """All attacks in one knowledge base, against the functions of ``stafett.site.safety`` alone."""
    project = folder / "project"
    set_up(project, FUNCTIONS, attacks, {"protect.py": (HERE / "protect.py").read_text(encoding="utf-8")})
    return build(project, 30 * PATIENCE)


def build_by_plugin(folder: Path, attacks: list[Attack]) -> Build:
    """All attacks in one knowledge base, against Stafett as it is used."""
    project = folder / "project"
    set_up(project, PROTECTED, attacks, {"stafett.yml": STAFETT_YML})
    return build(project, 30 * PATIENCE, registered(folder / "registered"))


def build_by_export(folder: Path, attacks: list[Attack]) -> Build:
    """All attacks in one knowledge base, exported by Stafett and built by Zensical, which runs no plugin of ours."""
    project = folder / "project"
    set_up(project, PROTECTED, attacks, {"stafett.yml": STAFETT_YML})
    export = ("stafett", "export", "build", "--engine", "zensical", "--as-of", "2026-11-24")
    exported = build(project, 30 * PATIENCE, registered(folder / "registered"), export)
    built = build(project / "build", 9 * PATIENCE, "", ("zensical", "build"))
    (project / "build" / "site").rename(project / "site")
    (project / "site" / "search").mkdir(exist_ok=True)
    (project / "site" / "search.json").rename(project / "site" / "search" / "search_index.json")
    return Build(project, built.status, exported.output + built.output)


def registered(folder: Path) -> str:
    """A path for Python on which the plugin is registered, whether or not the package is installed."""
    information = folder / "stafett_under_test-0.dist-info"
    information.mkdir(parents=True)
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: stafett-under-test\nVersion: 0\n")
    (information / "entry_points.txt").write_text("[mkdocs.plugins]\nstafett = stafett.site.plugin:StafettPlugin\n")
    return f"{folder}{os.pathsep}{SCRIPTS}"


def succeeded(attack: Attack, built: Build, run_in_browser: set[str]) -> bool:
    """Whether the attack did what it set out to do."""
    if attack.hangs or attack.stops:  # a build that runs out of memory before it runs out of time has been hung too
        return not (built.site / "victim" / "index.html").is_file()
    if attack.creates:
        return (built.project / attack.creates).exists()
    if attack.runs:
        return attack.name in run_in_browser
    if attack.logs:
        return any(line.startswith(attack.logs) for line in built.output.splitlines())
    return any(text in built.text(path) for path, text in attack.contains.items()) or any(
        text not in built.text(path) for path, text in attack.lacks.items()
    )
