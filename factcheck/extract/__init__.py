"""Stage 2: the figures of a text. The package is itself the function: `factcheck.extract("5 of 12 km")`."""

from __future__ import annotations

import sys
from types import ModuleType

from factcheck.model import Mention


class _Extract(ModuleType):
    """A package that can be called, because its folder and the public function bear one name."""

    def __call__(self, text: str) -> list[Mention]:
        """Every number of a text, in order: claims, and with `claim` False those that claim nothing.

        Offsets are characters of `text`; values are Fractions in base units. Any text at all raises nothing.
        """
        from factcheck.extract.quantities import extract

        return extract(text)


sys.modules[__name__].__class__ = _Extract
