"""Comments in an article, which its readers do not see: no part of the text, heard where they speak to factcheck."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.model import Remark, Span

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ADDRESSED = re.compile(r"\s*factcheck\s*:", re.IGNORECASE)
_SIGN = re.compile(r"[^\r\n]")


def addressed(words: str) -> bool:
    """Whether the words of a comment speak to factcheck."""
    return _ADDRESSED.match(words) is not None


def remark(comment: str, span: Span, line: int) -> Remark | None:
    """What a comment says to factcheck, "ignore share-of reason=…"; None where it speaks to somebody else."""
    words = comment.removeprefix("<!--").removesuffix("-->")
    called = _ADDRESSED.match(words)
    return Remark(span, " ".join(words[called.end() :].split()), line) if called else None


def blanked(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """The text with blanks for what a reader does not see, so that everything else stands where it stood."""
    pieces, at = [], 0
    for start, end in sorted(stretches):
        pieces += [text[at:start], _SIGN.sub(" ", text[max(at, start) : end])]
        at = max(at, end)
    return "".join((*pieces, text[at:]))
