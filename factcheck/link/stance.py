"""How the text stands to a figure: stated, supposed, quoted and by whom, asked, denied, given as an example.

Only what the words of the figure's own sentence (or the line that leads into a list) say counts. A supposed figure is
not compared with the table, but the arithmetic of a supposition is checked like any other.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from factcheck.model import BlockKind, Document, Sentence, Span, Stance
from factcheck.phrases import is_a

_WITH = re.compile(r"\s*(?:with|at|given|under)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_MINDED = re.compile(
    r"\b(?:should|might|may|could|must)\s+(?:also\s+)?(?:(?:bear|keep) in mind|remember|note|know|be aware|recall|add|"
    r"notice|be (?:noted|remembered|said))\s+that\b",
    re.IGNORECASE,
)
"""What readers should remember is a fact."""
_WOULD = re.compile(r"[^.;]*\b(?:would|could|might)\b")
_MAY = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)?|(?i:in|of|on|by|to|and|since|until|till|from|through|during|before|after|last|this|next"
    r"|early|mid|late))[\s-]+May\b|\bMay(?=,?\s+\d)"
)
"""The month, which supposes nothing: "on 3 May", "since last May", "May 2024"."""
_NAME = r"(?:[A-Z][\w.’'-]*|[A-Z]\.)(?:\s+(?:(?:of|de|van|von|al|the)\s+)?[A-Z][\w.’'-]*)*"
_COLON = re.compile(r":\s*$")
_NO_NAMES = ("clause", "determiner", "pronoun", "preposition", "adverb", "auxiliary")


@cache
def _phrases(name: str) -> re.Pattern[str]:
    words: list[str] = []
    current = ""
    for line in (files("factcheck.link") / "stance.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            current = line.strip("[]")
        elif line and not line.startswith("#") and current == name:
            words.append(re.escape(line))
    alternatives = "|".join(sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w]){'(?:' + alternatives + ')'}(?![\w])", re.IGNORECASE)


def is_saying(word: str) -> bool:
    """Whether a word says that somebody speaks: "said", "told"."""
    return _phrases("saying").fullmatch(word) is not None


def stance(document: Document, sentence: Sentence, figure: Span, clause: Span, lead_in: Sentence | None) -> Stance:
    """The stance to one figure in its clause; `lead_in` is the line that introduces the list it stands in."""
    text = document.text
    own = text[sentence.span.start : sentence.span.end]
    before = text[sentence.span.start : figure.start]
    quote = _quotation(document, sentence, figure)
    near = text[max(sentence.span.start, figure.start - 24) : figure.start]
    return Stance(
        supposed=_is_supposed(text, before, figure, clause, lead_in),
        attributed=_speaker(text, sentence, quote) if quote else _according_to(own),
        quoted=quote is not None,
        questioned=own.rstrip(" \"'”’)").endswith("?") or sentence.block.kind is BlockKind.CODE,
        denied=bool(_phrases("denied").search(near)) and not re.search(r"not (only|just|more|less|exceed)", near, re.I),
        hearsay=bool(_phrases("hearsay").search(before)),
        example=bool(_phrases("example").search(before[-40:])),
    )


def _is_supposed(text: str, before: str, figure: Span, clause: Span, lead_in: Sentence | None) -> bool:
    if _phrases("actual").search(before[-24:]):
        return False
    led = text[lead_in.span.start : lead_in.span.end] if lead_in is not None else ""
    start = clause.start - len(before) if _COLON.search(text[: clause.start]) else clause.start
    own = text[max(start, figure.start - len(before)) : max(clause.end, figure.start)]
    if _WITH.match(text[clause.start : figure.start]) and _WOULD.match(text[figure.end : figure.end + 100]):
        return True  # "with 1,340 officers, he argued, a second scanner could be manned"
    before, own, led = (_MAY.sub(" ", _MINDED.sub(" ", words)) for words in (before, own, led))
    return any(
        _phrases(name).search(words)
        for name, words in (
            ("supposed", before),
            ("supposed", led),
            ("supposed", own),
            ("supposed nearby", own),
        )
    )


def _quotation(document: Document, sentence: Sentence, figure: Span) -> Span | None:
    """The quotation of more than a few words that holds the figure; it may have begun in an earlier sentence."""
    block = sentence.block.span
    text = document.text[block.start : block.end]
    at = figure.start - block.start
    for match in re.finditer(r"“[^”]{12,}(?:”|$)|\"[^\"]{12,}(?:\"|$)|«[^»]{12,}»|„[^“”]{12,}[“”]", text):
        if match.start() < at < match.end():
            return Span(document.id, block.start + match.start(), block.start + match.end())
    return None


def _speaker(text: str, sentence: Sentence, quote: Span) -> str | None:
    """Who is quoted: the name beside a word of saying, before the quotation or behind it."""
    block = sentence.block.span
    before, behind = text[block.start : quote.start], text[quote.end : min(block.end, quote.end + 160)]
    said = list(_phrases("saying").finditer(before))
    if said:
        opens = before.rfind(". ", 0, said[-1].start()) + 1
        own, earlier = before[opens : said[-1].start()], before[:opens]
        for words in (earlier,) if re.search(r"\b(?:he|she|they)\s*$", own) else (own, earlier):
            names = [name for name in re.findall(_NAME, words) if not is_a(name.split()[0], *_NO_NAMES)]
            if names:
                return str(next((name for name in names if " " in name), names[0]))
    match = re.match(rf"\W*(?:{_phrases('saying').pattern})?\W*(?:the\s+)?({_NAME})", behind)
    return match.group(match.lastindex or 0) if match and _phrases("saying").search(behind[:80]) else None


def _according_to(own: str) -> str | None:
    match = re.search(rf"[Aa]ccording to (?:the |a |an )?({_NAME})", own)
    return match.group(1) if match else None
