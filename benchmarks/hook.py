"""Time what a commit waits for: ``stafett check --changed-since HEAD`` of one changed page in this repository.

    python benchmarks/hook.py [--runs 11]

Whole processes, by turns: the hook, a plain check, and a Python that does nothing. Medians are printed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from check import by_turns

REPOSITORY = Path(__file__).resolve().parent.parent
TARGET = 1.0


def main() -> None:
    """Print the medians beside the target."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(REPOSITORY), name], check=True)
        page = min(Path(name, "processes").rglob("*.md"))
        page.write_text(page.read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
        check = [sys.executable, "-m", "stafett", "check", "-C", name, "--as-of", "2026-11-24"]
        commands = {
            "hook": [*check, "--changed-since", "HEAD", "--tracked-only"],
            "check": check,
            "pass": [sys.executable, "-c", "pass"],
        }
        times = by_turns(commands, options.runs)
    print(f"hook {times['hook']:.2f} s, plain check {times['check']:.2f} s, python -c pass {times['pass']:.2f} s")
    print(f"target: hook at most {TARGET} s")


if __name__ == "__main__":
    main()
