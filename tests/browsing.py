"""What the tests in a browser share: where npm's packages are, and what happens where something is missing.

Without a browser or a package the tests skip and say so; with FACTCHECK_BROWSER=required, as in CI, they fail instead.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

MODULES = Path(__file__).parent / "browser" / "node_modules"
Visit = Callable[..., Any]


def lacking(what: str) -> NoReturn:
    if os.environ.get("FACTCHECK_BROWSER") == "required":
        pytest.fail(what)
    pytest.skip(what)


def npm_package(path: str) -> Path:
    """A file of an npm package of the tests."""
    found = MODULES / path
    if not found.exists():
        lacking(f"{path.split('/')[0]} is not installed: run npm ci in tests/browser")
    return found
