"""How the time of a run grows with the length of an article, beside the floor: reading and finding its figures.

    python benchmarks/growth.py

Articles of benchmarks/newsroom are put behind one another until they have so many characters. Processor time is
measured; the ratios of one run can be compared, seconds of a busy machine cannot.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from factcheck.config import Settings
from factcheck.pipeline import gather, judge

NEWSROOM = Path(__file__).parent / "newsroom"
LENGTHS = (8_000, 16_000, 32_000, 64_000)


def texts() -> Iterator[str]:
    for path in sorted(NEWSROOM.glob("*/*.md")):
        if path.name != "README.md":
            text = path.read_text("utf-8")
            yield text.split("---\n", 2)[2] if text.startswith("---\n") else text


def article(length: int) -> str:
    put: list[str] = []
    for text in texts():
        if sum(map(len, put)) >= length:
            break
        put.append(text)
    return "\n\n".join(put)


def main() -> None:
    print(f"{'characters':>10} {'claims':>7} {'floor s':>8} {'whole s':>8} {'whole/floor':>11} {'ms a claim':>10}")
    for length in (LENGTHS[0], *LENGTHS):  # the first run loads what all need
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "article.md").write_text(article(length), "utf-8")
            start = time.process_time()
            articles = gather(Path(folder), Settings())
            found = time.process_time()
            report = judge(articles, (), Settings())
            floor, whole = found - start, time.process_time() - start
        claims = len(report.claims)
        each = 1000 * whole / claims
        print(f"{length:>10} {claims:>7} {floor:>8.2f} {whole:>8.2f} {whole / floor:>11.1f} {each:>10.1f}")


if __name__ == "__main__":
    main()
