"""How fast `factcheck.extract` is, beside tokenising the same text and beside quantulum3.

    python benchmarks/extract.py [--megabytes 1]

The text is made of this repository's own articles: their paragraphs in another order each time round and with other
digits, so that nothing that remembers a text or a number has an advantage. The same text is made on every run. All
programs have read a little other text first, so that no time is spent on loading; then each reads the text once.
quantulum3 (`pip install quantulum3`, or `quantulum3[classifier]`) is measured on the first paragraphs of it, where it
is installed; it is no dependency of this project.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
import warnings
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import spacy

from factcheck.extract.quantities import extract

ROOT = Path(__file__).parent.parent
ARTICLES = ("corpus/*.md", "benchmarks/newsroom/*/*.md", "benchmarks/newsroom/*/*.txt")
NUMBER_WORD = re.compile(
    r"\b(?:[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|first|second|third|half|quarters?|dozens?|hundreds?|thousands?|[mbt]r?illions?|twice|double\w*)\b",
    re.IGNORECASE,
)
LOADS_UNITS = "It ran 5 km to 6 miles with 50,000 tonnes (about 110 million pounds)."
"""Physical units of two kinds in one figure: the registry of units is loaded once a process, and for these alone."""
LINES = ("7", "(", "]", "million ")
"""What a line of ten million characters is made of to see that its cost stays in proportion."""


def paragraphs() -> list[str]:
    """Every paragraph of the articles, in the order of their files."""
    files = sorted(file for pattern in ARTICLES for file in ROOT.glob(pattern) if file.name != "README.md")
    return [part for file in files for part in file.read_text("utf-8").split("\n\n") if part.strip()]


def news(size: int) -> str:
    """`size` characters of the articles, each round in another order and with other digits."""
    own, written, length, turn = paragraphs(), [], 0, 0
    while length < size:
        turn += 1
        for i in range(len(own)):
            written.append(_with_other_digits(own[(i * 7 + turn * 13) % len(own)], turn + i))
            length += len(written[-1]) + 2
    return "\n\n".join(written)[:size]


def _with_other_digits(paragraph: str, turn: int) -> str:
    """Digits moved on by the turn and by their place, never to zero: 0 may not stand first."""
    return re.sub(r"\d", lambda digit: str((int(digit[0]) + turn + turn * digit.start()) % 9 + 1), paragraph)


def seconds(read: Callable[[str], object], text: str) -> float:
    start = time.perf_counter()
    read(text)
    return time.perf_counter() - start


def pace(name: str, read: Callable[[str], object], text: str, ours: float | None = None) -> float:
    """Print and return the words a second of one reader, and ours as a multiple of it."""
    words = len(text.split()) / seconds(read, text)
    print(f"{name:<44}{words:>14,.0f}" + (f"{ours / words:>12.2f}" if ours else ""), flush=True)
    return words


def quantulum3(*, classifier: bool) -> Callable[[str], object] | str:
    """quantulum3's parser, paragraph by paragraph because its time grows faster than its text; or why it is not run."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from quantulum3 import classifier as its_classifier  # type: ignore[import-not-found, import-untyped, unused-ignore]
            from quantulum3 import parser
    except ImportError as error:
        return f"not measured: {error}"
    if classifier and its_classifier.SGDClassifier is None:
        return "not measured: its classifier's libraries are not installed"
    its_classifier.USE_CLF = classifier
    try:
        if classifier:
            its_classifier.classifier("en_US")
        parser.parse("It cost 5 dollars, or 20 m.")
    except Exception as error:  # its classifier was pickled by one version of scikit-learn and loads with few others
        return f"not measured: {error!r}"

    def read(text: str) -> list[Any]:
        return [parser.parse(paragraph) for paragraph in text.split("\n\n")]

    return read


def compare(text: str, other: str) -> None:
    """Words a second of every reader of one text; `other` is read first, to load what is loaded once."""
    tokenise = spacy.blank("en")
    tokenise.max_length = len(text) + 1
    print(f"{'first 100,000 characters, loading included':<44}{seconds(extract, other):>14.2f} s")
    tokenise.make_doc(other)
    extract(LOADS_UNITS)
    print(f"{'on the same text':<44}{'words/second':>14}{'ours / its':>12}")
    ours = pace("factcheck.extract", extract, text)
    pace('spacy.blank("en"), tokens only', tokenise.make_doc, text, ours)
    digits = re.compile(r"\d[\d,.]*")
    pace(r're.finditer(r"\d[\d,.]*")', lambda piece: list(digits.finditer(piece)), text, ours)
    slice_of_it = "\n\n".join(islice(text.split("\n\n"), 40))
    for classifier in (False, True):
        name = f"quantulum3 {'with' if classifier else 'without'} classifier, 40 paragraphs"
        reader = quantulum3(classifier=classifier)
        if isinstance(reader, str):
            print(f"{name:<44}  {reader}")
        else:
            pace(name, reader, slice_of_it, ours)
    print("\nthe same text without numbers")
    pace("factcheck.extract, no digits", extract, re.sub(r"\d", "", text))
    wordy = NUMBER_WORD.sub("other", re.sub(r"\d", "", text))
    pace("factcheck.extract, no number words either", extract, wordy)


def grow(text: str) -> None:
    """Seconds for texts of double length each, and for single lines of ten million characters."""
    print("\ntwice the text")
    last = 0.0
    for part in (8, 4, 2, 1):
        piece = text[: len(text) // part]
        took = seconds(extract, piece)
        print(
            f"{len(piece):>12,} characters {took:>8.2f} s" + (f"{took / last:>8.2f} times" if last else ""), flush=True
        )
        last = took
    print("\none line of 10,000,000 characters")
    for piece in LINES:
        took = seconds(extract, piece * (10_000_000 // len(piece)))
        print(f"{piece!r:>12} repeated   {took:>8.2f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=1.0)
    size = int(parser.parse_args().megabytes * 1_000_000)
    text = news(size + 100_000)
    print(f"Python {sys.version.split()[0]}, {size:,} characters, one process\n")
    compare(text[100_000:], text[:100_000])
    grow(text)


if __name__ == "__main__":
    main()
