"""factcheck: finds every numeric claim in articles and recomputes each one.

`factcheck.extract(text)` gives the figures of a text; everything else is reached by the command of the same name.
"""

from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"


def __getattr__(name: str) -> ModuleType:
    """`factcheck.extract` without having to import it first; the extractor is loaded only when asked for."""
    if name == "extract":
        return import_module("factcheck.extract")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
