"""Makes the words of an article safe to show: none may steer a terminal, break a page or turn the text around it."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def printable(text: str) -> str:
    """Signs that HTML and XML forbid, or that turn the order of the text around them, as the replacement character.

    They are harmless in a file and not on a screen: U+202E lets "$10" be read as "01$".
    """
    return _UNPRINTABLE.sub("�", text)


def plain(text: str) -> str:
    """Printable words on one line, with single blanks between them."""
    return printable(" ".join(text.split()))
