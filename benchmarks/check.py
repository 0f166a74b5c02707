"""Time ``stafett check`` (all rules) beside python-frontmatter merely loading the same pages.

    python benchmarks/check.py [--pages 1000 10000] [--runs 5]

Both run as whole processes, by turns, in one run; medians are printed, and what each took of memory: the proportional
set size of the process and its children together, read from the kernel while it runs (Linux only). Stafett's own
modules are compiled beforehand, as they are where it is installed, and as python-frontmatter's are.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import AS_OF, generate

PEER = """
import os, sys, frontmatter
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith(".md"):
            frontmatter.load(os.path.join(folder, name))
"""
TARGETS = {"ratio": 1.5, "growth": 11.0, "peak": 400.0, "help": 3.0}
MEGABYTE = 1024


def seconds(command: list[str]) -> float:
    """How long the command takes as a whole process; its exit status must be 0 or 1 (findings)."""
    start = time.perf_counter()
    status = subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode
    took = time.perf_counter() - start
    if status not in (0, 1):
        sys.exit(f"{command} ended with {status}")
    return took


def by_turns(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """The median time of each command in seconds, the commands run by turns so that a busy moment hits all."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for command in commands.values():
        seconds(command)
    for _ in range(runs):
        for name, command in commands.items():
            times[name].append(seconds(command))
    return {name: statistics.median(taken) for name, taken in times.items()}


def peak_megabytes(command: list[str]) -> float:
    """The most memory that the command and its children held at once, in MB; 0 where the kernel does not tell."""
    peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, sum(_proportional(pid) for pid in _family(process.pid)))
            time.sleep(0.01)
    return peak / MEGABYTE


def _family(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in _family(int(child)))]


def _proportional(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")), 0)


def measure(folder: Path, pages: int, runs: int) -> float:
    """Print the figures for a knowledge base of ``pages`` pages; return the check's median time in seconds."""
    root = folder / str(pages)
    generate(root, pages)
    check = [sys.executable, "-m", "stafett", "check", "-C", str(root), "--as-of", str(AS_OF)]
    times = by_turns({"check": check, "peer": [sys.executable, "-c", PEER, str(root)]}, runs)
    peak = peak_megabytes(check)
    print(
        f"{pages:>6} pages: stafett check {times['check']:.2f} s, python-frontmatter {times['peer']:.2f} s, "
        f"ratio {times['check'] / times['peer']:.2f}; peak {peak:.0f} MB"
    )
    return times["check"]


def main() -> None:
    """Print all figures beside their targets."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the first run, which is not timed, leaves the bytecode
    with tempfile.TemporaryDirectory() as name:
        times = [measure(Path(name), pages, options.runs) for pages in options.pages]
    if len(times) > 1:
        grown = options.pages[-1] / options.pages[0]
        print(f"growth {times[-1] / times[0]:.1f} times for {grown:.0f} times the pages (target {TARGETS['growth']})")
    starts = by_turns(
        {"help": [sys.executable, "-m", "stafett", "--help"], "pass": [sys.executable, "-c", "pass"]}, options.runs * 4
    )
    print(
        f"stafett --help {starts['help'] * 1000:.0f} ms, python -c pass {starts['pass'] * 1000:.0f} ms, "
        f"ratio {starts['help'] / starts['pass']:.2f} (target {TARGETS['help']})"
    )
    print(f"targets: ratio at most {TARGETS['ratio']} at 10,000 pages, peak at most {TARGETS['peak']:.0f} MB")


if __name__ == "__main__":
    main()
