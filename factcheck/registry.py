"""The members of a folder: readers, rules and writers are found by standing in it, not by being listed."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import TypeVar

T = TypeVar("T")


def members(package: str, name: str, kind: type[T]) -> Iterator[T]:
    """Every `name` (READER, RULE, WRITER) of the modules of `package`, in the order of the modules' names.

    A module without it is a helper of its neighbours; a `name` of another type than `kind` is a mistake.
    """
    folder = importlib.import_module(package)
    for found in sorted(pkgutil.iter_modules(folder.__path__), key=lambda module: module.name):
        member = getattr(importlib.import_module(f"{package}.{found.name}"), name, None)
        if member is None:
            continue
        if not isinstance(member, kind):
            raise TypeError(f"{package}.{found.name}.{name} is no {kind.__name__}")
        yield member
