"""What several test files share: the flag that rewrites expected files, and the comparison with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from factcheck import config
from factcheck.cli.before import before
from factcheck.model import Report
from factcheck.pipeline import audit, review

settings.register_profile("factcheck", deadline=None)  # a busy machine is no fault of the program
settings.load_profile("factcheck")


GOLDEN = Path(__file__).parent / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden; then look at the diff")
    parser.addoption(
        "--update-cases", action="store_true", help="draw the findings of the pages anew; then look at each"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Expected files are rewritten by one process: two of them would write one page at a time."""
    if config.getoption("--update-golden") or config.getoption("--update-cases"):
        config.option.numprocesses = 0


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with the file of that name under tests/golden, or rewrite the file."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.read_bytes().decode("utf-8") == text  # as bytes: some formats end their lines in CR LF

    return compare


@pytest.fixture(scope="session")
def shipped() -> Report:
    """What a run on the corpus that comes with the program finds, compared with its baseline."""
    corpus = Path(__file__).parent.parent / "corpus"
    found = config.find(corpus, None)
    return review(audit(corpus, found), before(corpus, found, today=date(2025, 12, 1)), found)
