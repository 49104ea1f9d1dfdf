"""A cold `factcheck run` beside its floor: a process that only imports spaCy, pandas, pint and jinja2.

    python benchmarks/cold_run.py [CORPUS] [--times 5]

Both are started anew each time, in turns, so that the machine's moods fall on both; the medians are compared. Peak
memory is the largest resident set of the child process, as the system counts it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

FLOOR = "import spacy, pandas, pint, jinja2"


def measure(command: list[str]) -> tuple[float, float]:
    """Seconds and peak MiB of one process, measured by a process of its own."""
    inner = (
        "import resource, subprocess, sys, time; start = time.perf_counter(); "
        f"subprocess.run({command!r}, stdout=subprocess.DEVNULL, check=False); "
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    seconds, peak = subprocess.run([sys.executable, "-c", inner], capture_output=True, check=True).stdout.split()
    return float(seconds), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", default=str(Path(__file__).parent.parent / "corpus"))
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as reports:
        commands = {
            "importing the libraries": [sys.executable, "-c", FLOOR],
            "factcheck run": [
                sys.executable, "-m", "factcheck", "run", options.corpus, "--reports", reports, "--exit-zero",
            ],
        }  # fmt: skip
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(options.times):
            for name, command in commands.items():
                results[name].append(measure(command))
    medians = {
        name: tuple(statistics.median(column) for column in zip(*runs, strict=True)) for name, runs in results.items()
    }
    for name, (seconds, peak) in medians.items():
        print(f"{name:26} {seconds:6.2f} s  {peak:6.0f} MiB")
    floor, run = medians.values()
    print(f"{'ratio':26} {run[0] / floor[0]:6.2f}    {run[1] / floor[1]:6.2f}")


if __name__ == "__main__":
    main()
