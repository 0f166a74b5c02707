"""Take the pictures of the guide anew: ``python scripts/screenshots.py [NAME...]``, into ``docs/guide/bilder``.

Always the same day, size and pages: a copy of the knowledge base gets a made-up year of git history (its pages were
reviewed before, too), and the examples that the guide tells of are made by the very commands. Needs what
``requirements-dev.txt`` names, and Chromium. Other fonts or another Chromium give other bytes: look before you commit.
"""

from __future__ import annotations

import base64
import os
import re
import subprocess
import sys
import tempfile
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import markdown
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))  # where the helpers lie

from attacks.browser import chromium, served
from own_folder import FILL_OWN_FOLDER

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "guide" / "bilder"
LARGEST = 80_000
"""The most bytes that a picture may have."""
DAY = date(2026, 11, 24)
WIDTH, HEIGHT = 1200, 820
_MARGIN = 12
_OVERDUE = "processes/drift/planera-avstangning"
_PUT_OFF = "processes/sakerhet/ga-skyddsrond"
_WRITTEN = "processes/drift/lana-ut-en-tjanstebil"
_VARIANT = "processes/drift/planera-avstangning-nord"
_REPLACED = "decisions/0002-attest-av-narmaste-chef"
_COMMANDS = (
    ("new", "process", "Låna ut en tjänstebil", "--owner", "driftchef", "--in", "drift"),
    ("snooze", _PUT_OFF, "--until", "2026-12-10", "--reason", "Arbetsmiljöverket ändrar kraven den 1 december"),
)

# As few colours as a drawing has: the most frequent ones, and each other as the nearest of them. Chromium encodes
# without loss where the quality is 1.
_AS_WEBP = """async (png) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const picture = context.getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(picture.data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const kept = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b).slice(0, 40);
  const far = (a, b) => [0, 8, 16].reduce((sum, bit) => sum + (((a >>> bit) & 255) - ((b >>> bit) & 255)) ** 2, 0);
  const nearest = new Map();
  for (const one of counts.keys()) {
    nearest.set(one, kept.reduce((best, other) => (far(one, other) < far(one, best) ? other : best)));
  }
  pixels.forEach((pixel, place) => { pixels[place] = nearest.get(pixel); });
  context.putImageData(picture, 0, 0);
  return canvas.toDataURL("image/webp", 1).split(",")[1];
}"""
# A browser shows days as in its own language, whatever the page's; readers' browsers are Swedish.
_SWEDISH_DAYS = """() => {
  document.activeElement.blur();
  for (const input of document.querySelectorAll("input[type=date]")) {
    const value = input.value;
    const looks = [...getComputedStyle(input)].map((name) => [name, getComputedStyle(input).getPropertyValue(name)]);
    input.type = "text";
    input.value = value;
    for (const [name, look] of looks) input.style.setProperty(name, look);
  }
}"""
_FRAME = """<!doctype html><html lang="sv"><meta charset="utf-8"><style>
body {{ font: 16px/1.5 system-ui, sans-serif; margin: 16px; width: 900px; color: #1f2328 }}
article {{ border: 1px solid #c8ccd1; border-radius: 8px }}
header {{ background: #f3f4f6; border-bottom: 1px solid #c8ccd1; border-radius: 8px 8px 0 0; padding: 8px 16px }}
main {{ padding: 4px 16px }}
code {{ background: #eceef1; border-radius: 4px; font-size: 85%; padding: 2px 5px }}
li {{ margin: 8px 0 }}
</style><article><header><b>kunskapsbasen</b> kommenterade för 2 minuter sedan</header><main>{text}</main></article>"""


@dataclass(frozen=True, slots=True)
class Example:
    """What the pictures are taken of: the folder of the knowledge base, and where its site is served."""

    root: Path
    origin: str


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: how to get there, and of which elements it is, from the first one's top to the last one's end.

    ``height`` is the most that it shows; without ``parts`` it is what the window shows.
    """

    go: Callable[[Page, Example], None]
    parts: tuple[str, ...] = ()
    height: int = HEIGHT


def _at(address: str) -> Callable[[Page, Example], None]:
    """Go to an address of the site."""

    def go(page: Page, example: Example) -> None:
        page.goto(f"{example.origin}{address}")
        page.wait_for_load_state("networkidle")

    return go


def _form(anchor: str, ready: str) -> Callable[[Page, Example], None]:
    """Open the form at one of its addresses, and wait until ``ready`` is there."""

    def go(page: Page, example: Example) -> None:
        files = [path for folder in ("processes", "docs") for path in (example.root / folder).rglob("*.md")]
        texts = {path.relative_to(example.root).as_posix(): path.read_text(encoding="utf-8") for path in files}
        page.add_init_script("window.showDirectoryPicker = () => navigator.storage.getDirectory()")
        page.goto(f"{example.origin}kontakt/")
        page.evaluate(FILL_OWN_FOLDER, {**texts, ".git/HEAD": "ref: refs/heads/main\n"})
        page.goto(f"{example.origin}redigera/{anchor}")
        page.get_by_role("button", name="Prova i en mapp").click()
        expect(page.locator(ready).first).to_be_visible()
        page.mouse.move(0, 0)
        page.evaluate(_SWEDISH_DAYS)

    return go


def _comment(page: Page, example: Example) -> None:
    """The comment on a change that moves a date and breaks a link, as a forge shows it."""
    path = example.root / f"{_OVERDUE}.md"
    before = path.read_text(encoding="utf-8")
    after = before.replace("last_reviewed: 2026-07-20", f"last_reviewed: {DAY}")
    path.write_text(after.replace("(hantera-driftincident.md)", "(driftincident.md)"), encoding="utf-8")
    told = _stafett(example.root, "check", "--changed-since", "HEAD", "--format", "markdown", "--fail-on", "never")
    path.write_text(before, encoding="utf-8")
    page.set_content(_FRAME.format(text=markdown.markdown(told, extensions=["md_in_html", "sane_lists"])))


SHOTS: Mapping[str, Shot] = {
    "lage-forsenad": Shot(_at(f"{_OVERDUE}/"), ("h1", ".stafett-edit", ".stafett-banner")),
    "lage-uppskjuten": Shot(_at(f"{_PUT_OFF}/"), ("h1", ".stafett-banner")),
    "kvar-att-skriva": Shot(_at(f"{_WRITTEN}/"), ("h1", ".stafett-edit", "#undantag + ul")),
    "beslutskedja": Shot(_at(f"{_REPLACED}/"), ("h1", ".stafett-banner", ".stafett-chain")),
    "regel": Shot(_at("regler/rev001/"), ("h1", "article .highlight >> nth=1")),
    "halsa": Shot(_at("halsa/"), ("h1", ".stafett-chart-beside"), 1100),
    "kontinuitet": Shot(_at("kontinuitet/"), ("h1", "article table >> nth=0"), 900),
    "prognos": Shot(_at("prognos/"), ("h1", "article ol >> nth=1"), 900),
    "tackning": Shot(_at("tackning/"), ("h1", ".stafett-cover thead", ".stafett-cover tbody tr >> nth=7"), 900),
    "avvikelse": Shot(_at(f"{_VARIANT}/"), ("h1", ".stafett-banner"), 1100),
    "kommentar": Shot(_comment, ("article",)),
    "formular-sida": Shot(
        _form(f"#/collections/processes~drift/entries/{_OVERDUE.rsplit('/', 1)[-1]}", "[data-key-path=title] input"),
        height=860,
    ),
    "formular-lista": Shot(_form("#/collections/processes~drift", "text=Styr en entreprenör"), height=590),
}


def take(browser: Browser, shot: Shot, example: Example) -> bytes:
    """A picture as WebP, without loss."""
    context = browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT if shot.parts else shot.height},
        locale="sv-SE",
        timezone_id="Europe/Stockholm",
        color_scheme="light",
        reduced_motion="reduce",
        service_workers="block",
    )
    page = context.new_page()
    page.clock.set_fixed_time(f"{DAY}T09:00:00")
    shot.go(page, example)
    page.wait_for_timeout(500)  # fonts and drawings
    png = page.screenshot(full_page=bool(shot.parts), clip=_clip(page, shot), animations="disabled")
    blank = context.new_page()
    packed = blank.evaluate(_AS_WEBP, base64.b64encode(png).decode())
    context.close()
    return base64.b64decode(packed)


def _clip(page: Page, shot: Shot) -> dict[str, float]:
    if not shot.parts:
        return {"x": 0, "y": 0, "width": WIDTH, "height": shot.height}
    boxes = [box for part in shot.parts if (box := page.locator(part).first.bounding_box())]
    left = max(0, min(box["x"] for box in boxes) - _MARGIN)
    top = max(0, min(box["y"] for box in boxes) - _MARGIN)
    right = min(WIDTH, max(box["x"] + box["width"] for box in boxes) + _MARGIN)
    end = max(box["y"] + box["height"] for box in boxes) + _MARGIN
    return {"x": left, "y": top, "width": right - left, "height": min(end - top, shot.height)}


@contextmanager
def example() -> Iterator[Example]:
    """The knowledge base with its history and examples, built and served."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "kunskapsbas"
        pages = _copied(root)
        for day in _month_ends(DAY, 12):
            _rewrite(root, {path: text for path, page in pages.items() if (text := _as_of(page, day))})
            _commit(root, day)
        _rewrite(root, pages)
        for command in _COMMANDS:
            _stafett(root, *command)
        _commit(root, DAY)
        site = Path(folder) / "site"
        build = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
        subprocess.run(build, cwd=root, env=_environment(), check=True)
        with served(site) as origin:
            yield Example(root, origin)


def _copied(root: Path) -> dict[str, str]:
    """Copy what git knows of this checkout, and give its pages by path."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    pages = {}
    for path in filter(None, listed.split("\0")):
        if path.split("/")[0] not in {"docs", "processes", "people", "macros", "mkdocs.yml", "stafett.yml"}:
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes((ROOT / path).read_bytes())
        if path.endswith(".md"):
            pages[path] = (ROOT / path).read_text(encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", "--initial-branch", "main"], cwd=root, check=True)
    return pages


def _as_of(page: str, day: date) -> str | None:
    """A page as it may have been on a day: its review is the latest one before; a decision is not there before it is.

    Reviews came a little late, each page's by days of its own, so that the past is no better than the present.
    """
    decided = re.search(r"^date: (\S+)$", page, re.MULTILINE)
    if decided and date.fromisoformat(decided[1]) > day:
        return None
    reviewed = re.search(r"^last_reviewed: (\S+)$", page, re.MULTILINE)
    if not reviewed:
        return page
    last = date.fromisoformat(reviewed[1])
    between = timedelta(days=(190 if "\nraci:" in page or "\nsteps:" in page else 370) + len(page) % 60)
    while last > day:
        last -= between
    earlier = page.replace(reviewed[0], f"last_reviewed: {last}", 1)
    note = f"review_note: Läst mot hur arbetet gjordes i {last:%Y-%m}"
    return earlier if earlier == page else re.sub(r"^review_note: .*$", note, earlier, count=1, flags=re.MULTILINE)


def _month_ends(day: date, months: int) -> list[date]:
    """The last days of so many months before the one of ``day``, the earliest first."""
    counted = [divmod(day.year * 12 + day.month - 1 - back, 12) for back in range(months, 0, -1)]
    return [date(year, month + 1, monthrange(year, month + 1)[1]) for year, month in counted]


def _rewrite(root: Path, pages: Mapping[str, str]) -> None:
    """Let the knowledge base have these pages, and no others."""
    for path in [*root.rglob("docs/**/*.md"), *root.rglob("processes/**/*.md")]:
        if path.relative_to(root).as_posix() not in pages:
            path.unlink()
    for path, text in pages.items():
        (root / path).write_text(text, encoding="utf-8")


def _commit(root: Path, day: date) -> None:
    who = ["-c", "user.name=Spannverket", "-c", "user.email=kunskapsbasen@spannverket.example"]
    subprocess.run(["git", "add", "--all"], cwd=root, check=True)
    when = {f"GIT_{part}_DATE": f"{day}T08:00:00+0100" for part in ("AUTHOR", "COMMITTER")}
    commit = ["git", *who, "commit", "--quiet", "--allow-empty", "--message", "Ändra sidor"]
    subprocess.run(commit, cwd=root, env=os.environ | when, check=True)


def _stafett(root: Path, *words: str) -> str:
    """What a command prints, as of the day of the pictures."""
    command = [sys.executable, "-m", "stafett", *words, "--as-of", str(DAY)]
    done = subprocess.run(
        command, cwd=root, env=_environment(), check=True, capture_output=True, encoding="utf-8", input=""
    )
    return done.stdout


def _environment() -> dict[str, str]:
    ours = {"STAFETT_AS_OF": str(DAY), "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    return os.environ | ours | {"PYTHONPATH": str(ROOT / "scripts")}


def main(names: list[str]) -> None:
    """Take the pictures named, or all."""
    unknown = set(names) - set(SHOTS)
    if unknown:
        sys.exit(f"There is no picture '{min(unknown)}'. Pictures: {', '.join(SHOTS)}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with example() as made, sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        for name in names or SHOTS:
            data = take(browser, SHOTS[name], made)
            (PICTURES / f"{name}.webp").write_bytes(data)
            print(f"{name}.webp: {len(data) / 1000:.0f} kB")
            if len(data) > LARGEST:
                sys.exit(f"{name}.webp has more than {LARGEST} bytes: show less of the page.")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
