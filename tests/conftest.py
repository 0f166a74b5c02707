"""What the tests share: bases made of a few files, the corpora, and whole reports to compare with."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import pytest
import yaml
from filelock import FileLock
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, expect, sync_playwright

from stafett.knowledge_base import KnowledgeBase
from stafett.reading.load import load

sys.path.append(str(Path(__file__).parent))  # where the helpers lie

from attacks.browser import chromium, served
from attacks.stack import Build, build_by_functions, build_by_plugin, load_attacks
from site_builder import Built, build_repository, build_with_zensical

REPOSITORY = Path(__file__).resolve().parent.parent
CORPORA = REPOSITORY.parent / "shared" / "corpora"

expect.set_options(timeout=30_000)  # milliseconds: what comes late on a busy machine is no fault

Made = TypeVar("Made")

settings.register_profile(
    "stafett", deadline=None, database=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("stafett-ci", settings.get_profile("stafett"), derandomize=True)
settings.load_profile("stafett-ci" if os.environ.get("CI") else "stafett")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--update-golden``."""
    parser.addoption("--update-golden", action="store_true", help="write the reports that are compared byte for byte")


def pytest_configure(config: pytest.Config) -> None:
    """Refuse ``--update-golden`` in CI, where nobody reads the difference."""
    if config.getoption("--update-golden") and os.environ.get("CI"):
        raise pytest.UsageError("--update-golden is for a person who reads the difference, not for CI")


LONGEST = (
    *("test_accessibility", "test_zensical_in_browser", "test_attacks_in_browser", "test_keyboard", "test_site_build"),
    *("test_attacks", "test_search_quality", "test_search_in_browser", "test_packaging"),
)
"""The files that take longest, longest first: on several processes nothing else is then waited for in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest; the others keep their order."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(LONGEST)))


def write_files(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write each file of ``files`` (POSIX path -> content) below ``root``."""
    for path, content in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


@pytest.fixture
def make_root(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes ``files`` and ``settings`` as a knowledge base, in English, and gives its folder."""

    def make(files: Mapping[str, str | bytes], settings: Mapping[str, object] | None = None) -> Path:
        write_files(tmp_path, files)
        if "stafett.yml" not in files:
            chosen = {"language": "en", **(settings or {})}
            text = yaml.safe_dump(chosen, allow_unicode=True, sort_keys=False)
            (tmp_path / "stafett.yml").write_text(text, encoding="utf-8")
        return tmp_path

    return make


@pytest.fixture
def make_base(make_root: Callable[..., Path]) -> Callable[..., KnowledgeBase]:
    """As ``make_root``, read into a knowledge base."""

    def make(files: Mapping[str, str | bytes], settings: Mapping[str, object] | None = None) -> KnowledgeBase:
        return load(make_root(files, settings))

    return make


def _once(factory: pytest.TempPathFactory, name: str, build: Callable[[Path], Made]) -> Made:
    """What ``build`` makes in a folder of that name, made by the first of all processes of this run that asks."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    folder.mkdir(exist_ok=True)
    done = folder / "built.pickle"
    with FileLock(folder / "lock"):
        if not done.exists():
            done.write_bytes(pickle.dumps(build(folder)))
    built: Made = pickle.loads(done.read_bytes())  # noqa: S301 (our own)
    return built


@pytest.fixture(scope="session")
def repository_build(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own site, built strictly, once for all tests; nobody may change it."""
    return _once(tmp_path_factory, "repository", build_repository)


@pytest.fixture(scope="session")
def repository_site(repository_build: Built) -> Path:
    """The folder of this repository's own site."""
    assert repository_build.status == 0, repository_build.output
    return repository_build.site


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """This repository's own site, exported and built by Zensical, once for all tests."""
    built = _once(tmp_path_factory, "zensical", build_with_zensical)
    assert built.status == 0, built.output
    return built


@pytest.fixture(scope="session")
def attacked_by_functions(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """One build of every attack, protected by the functions alone, once for all tests."""
    return _once(tmp_path_factory, "functions", lambda folder: build_by_functions(folder, load_attacks()))


@pytest.fixture(scope="session")
def attacked_by_plugin(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """One build of every attack, protected by the plugin, once for all tests."""
    return _once(tmp_path_factory, "plugin", lambda folder: build_by_plugin(folder, load_attacks()))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium: this machine's own, else the one that playwright brings. Without either the tests fail."""
    with sync_playwright() as playwright:
        arguments = ["--headless", "--no-sandbox", "--disable-gpu"]
        found = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield found
        found.close()


@pytest.fixture(scope="module")
def origin(repository_site: Path) -> Iterator[str]:
    """Where this repository's built site is served."""
    with served(repository_site) as address:
        yield address


@pytest.fixture(scope="session")
def corpora() -> Path:
    """The folder of real knowledge bases that lies beside the repository; skips where it does not."""
    if not CORPORA.is_dir():
        pytest.skip("the corpora are not beside this repository (../shared/corpora)")
    return CORPORA


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """A function that compares text with the file of that name in ``golden/reports``, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / "reports" / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare
