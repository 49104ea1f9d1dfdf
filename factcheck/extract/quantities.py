"""Every number of an article as a mention: what it says, in which unit, how softly, and whether it claims anything.

The text is scanned once for digits and number words; around each one its sign, scale, unit, noun and hedges are
looked for, ranges and lists are put together, and what claims nothing gets its reason. Every digit of a document
ends inside exactly one mention.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from factcheck import units
from factcheck.extract import nouns, passed
from factcheck.extract.lexicon import any_of, words
from factcheck.extract.numbers import GAP, Form, Numeral, numerals, scaled
from factcheck.interval import HedgeKind
from factcheck.model import Block, BlockKind, Document, Hedge, Mention, Sentence, Span

NONE = Fraction(0)

_SILENT_BLOCKS = {
    BlockKind.META: "front matter",
    BlockKind.BOILERPLATE: "boilerplate",
    BlockKind.CODE: "code",
}
_OTHER_DIGITS = (
    "²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒"
    "\U00010a40-\U00010a43\U00010e60-\U00010e68\U00011052-\U0001105a\U0001f100-\U0001f10a"
)
ANY_DIGITS = re.compile(rf"[\d{_OTHER_DIGITS}]+")
"""Runs of whatever `str.isdigit` calls a digit."""


@dataclass(frozen=True, slots=True)
class Part:
    """A number with its sign and unit, before ranges are joined and hedges read.

    `sign` says that a currency sign stands before it; `noun` that its unit is a counted noun.
    """

    number: Numeral
    start: int
    end: int
    low: Fraction
    high: Fraction
    unit: str = ""
    sign: bool = False
    noun: bool = False
    kind: str = ""
    direction: str | None = None
    reason: str | None = None

    @property
    def bare(self) -> bool:
        return not self.unit and not self.kind and self.reason is None


# ── A document ────────────────────────────────────────────────────────────────────────────────────────────


def mentions(document: Document, sentences: Sequence[Sentence]) -> tuple[Mention, ...]:
    """Every number of the document in order; those that claim nothing have `claim` False and a reason."""
    text, found, at = document.text, [], 0
    opening = {block.span.start for block in document.blocks}
    for sentence in sentences:
        if sentence.block.kind in _SILENT_BLOCKS or sentence.span.start < at:
            continue
        start, at = sentence.span.start, sentence.span.end
        found += _scan(document.id, text, start, at, opens=start in opening)
    return _with_leftovers(document, found)


def extract(text: str) -> list[Mention]:
    """Every number of a text without a format, each line a paragraph of its own."""
    found: list[Mention] = []
    blocks = []
    for match in re.finditer(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text):
        span = Span("", match.start(), match.end())
        blocks.append(Block(BlockKind.PARAGRAPH, span))
        found += _scan("", text, match.start(), match.end(), opens=True)
    sha256 = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    return list(_with_leftovers(Document("", "text", text, tuple(blocks), sha256), found))


def _with_leftovers(document: Document, found: list[Mention]) -> tuple[Mention, ...]:
    """Also the digits that no sentence held, or that belong to no number, each with the reason of its place."""
    covered, text, at, whole = sorted(found, key=lambda one: one.span.start), document.text, 0, []
    blocks = iter([*document.blocks, None])
    block = next(blocks)
    for mention in [*covered, None]:
        upto = mention.span.start if mention else len(text)
        for match in ANY_DIGITS.finditer(text, at, upto):
            while block is not None and block.span.end <= match.start():
                block = next(blocks)
            inside = block is not None and block.span.start <= match.start()
            reason = (
                _SILENT_BLOCKS.get(block.kind, "mark")
                if block is not None and inside
                else "outside the article"
            )
            whole.append(_silent_mention(document.id, text, match.start(), match.end(), "identifier", reason))
        if mention:
            whole.append(mention)
            at = mention.span.end
    return tuple(whole)


def _silent_mention(document: str, text: str, start: int, end: int, kind: str, reason: str) -> Mention:
    return Mention(
        Span(document, start, end),
        text[start:end],
        None,
        None,
        NONE,
        NONE,
        "",
        kind,
        claim=False,
        reason=reason,
    )


# ── A stretch of text ─────────────────────────────────────────────────────────────────────────────────────


def _scan(document: str, text: str, start: int, end: int, *, opens: bool) -> list[Mention]:
    """The mentions of one sentence."""
    if ANY_DIGITS.search(text, start, end) or _DATE_WORD.search(text, start, end):
        silent = passed.silent(text, start, end, opens=opens)
    else:
        silent = []
    parts = [part for stretch in _between(silent, start, end) for part in _parts(text, stretch, start, end)]
    if _foreign(text, start, end):
        parts = [replace(part, reason=part.reason or "not in English") for part in parts]
    parts = _joined(text, _shared(text, _fitting(parts)), start)
    found = [_mention(document, text, part, start, end) for part in parts]
    taken = [(one.span.start, one.span.end) for one in found]
    for one in silent:
        if not any(low < one.end and one.start < high for low, high in taken) and _has_number(text, one):
            found.append(_silent_mention(document, text, one.start, one.end, one.kind, one.reason))
    return found


_DATE_WORD = re.compile(r"(?<!\w)(?:ago|quarter|half|o['’]clock|[JFMASOND][a-z]{2,8} (?:the )?[a-z]+)(?!\w)")


def _has_number(text: str, one: passed.Silent) -> bool:
    return ANY_DIGITS.search(text, one.start, one.end) is not None or one.kind == "date"


def _between(silent: list[passed.Silent], start: int, end: int) -> Iterator[tuple[int, int]]:
    for one in silent:
        if one.start > start:
            yield start, one.start
        start = max(start, one.end)
    if start < end:
        yield start, end


_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-z]")


def _foreign(text: str, start: int, end: int) -> bool:
    """A line mostly of Chinese, Japanese or Korean letters is not read as English."""
    piece = text[start : min(end, start + 2000)]
    return len(_CJK.findall(piece)) * 3 > len(_LATIN.findall(piece)) and _CJK.search(piece) is not None


def _fitting(parts: list[Part]) -> list[Part]:
    """Left to right without overlap."""
    kept: list[Part] = []
    for part in parts:
        if not kept or kept[-1].end <= part.start:
            kept.append(part)
    return kept


# ── One number with its unit ──────────────────────────────────────────────────────────────────────────────


def _parts(text: str, stretch: tuple[int, int], start: int, end: int) -> Iterator[Part]:
    """The numbers of a stretch between silent ones; units are looked for to its end, nouns to the sentence's."""
    low, high = stretch
    for number in numerals(text, low, high):
        part = _part(text, number, max(start, low), high, end)
        if part is not None:
            yield part


def _part(text: str, number: Numeral, low: int, high: int, end: int) -> Part | None:
    if number.form is Form.ENDLESS:
        return Part(number, number.start, number.end, NONE, NONE, kind="identifier", reason="identifier")
    if number.form is Form.ORDINAL:
        return _ordinal(text, number)
    if number.form is Form.VAGUE:
        return _vague(text, number, end)
    start, currency, negative = _before(text, number, low)
    number = _money_scale(text, number, high) if currency else number
    part = Part(number, start, number.end, number.low, number.high, currency or "", currency is not None)
    part = _multiple(text, part, end) or _with_unit(text, part, high, end)
    if negative:
        part = replace(part, low=-part.high, high=-part.low)
    return _age(text, part, low, end) if part.reason is None else part


def _ordinal(text: str, number: Numeral) -> Part | None:
    per = re.search(r"(?:\bper|[/\d])\s?$", text[max(0, number.start - 5) : number.start])
    if per and text[number.start : number.end].casefold() == "second":
        return None
    return Part(number, number.start, number.end, number.low, number.high, kind="ordinal", reason="ordinal")


def _vague(text: str, number: Numeral, end: int) -> Part:
    """ "hundreds of billions of dollars", "dozens of hospitals": what stands behind "of" belongs to it."""
    after, unit = number.end, ""
    link = re.compile(rf"{GAP}\s?of{GAP}(?=\s)|(?=\s)").match(text, number.end, end)
    if link:
        name = _unit_word(text, link.end(), end, scaled_number=True)
        noun = None if name else nouns.counted(text, link.end(), end, one=False)
        unit, after = name or (
            (noun.unit, noun.end) if noun and link.end() > number.end else ("", number.end)
        )
    return Part(number, number.start, after, number.low, number.high, unit, kind="vague", reason="vague")


# Signs and currency before the number


@cache
def _prefix_pattern() -> re.Pattern[str]:
    prefixes = [word.text for word in units.table().words if word.before]
    letters = [prefix for prefix in prefixes if prefix[0].isalnum()]
    signs = [prefix for prefix in prefixes if not prefix[0].isalnum()]
    return re.compile(
        rf"(?:(?<![\w.])(?P<code>{any_of(letters)})|(?P<sign>{any_of(signs)}))[ \u00a0\u202f]?(?P<minus>[-−])?$"
    )


@cache
def _prefix_units() -> dict[str, str]:
    return {word.text: word.unit for word in units.table().words if word.before}


_MINUS = re.compile(r"(?:(?<![\w)\]%.,$€£])[-−](?!\s)|(?<!\w)(?:minus|negative)\s{1,2})$", re.IGNORECASE)
_PLUS = re.compile(r"(?<![\w)\]%])[+±]$")


def _before(text: str, number: Numeral, low: int) -> tuple[int, str | None, bool]:
    """Where the figure begins, its currency if that stands before it, and whether it is negative."""
    left = text[max(low, number.start - 16) : number.start]
    offset = number.start - len(left)
    match = (
        _prefix_pattern().search(left) if number.form in (Form.DIGITS, Form.WORDS, Form.FRACTION) else None
    )
    currency = None
    start, negative = number.start, False
    if match and not (number.form is not Form.DIGITS and match["code"]):
        currency = _prefix_units()[re.sub(r"\s+", " ", match["code"] or match["sign"])]
        start, negative = offset + match.start(), bool(match["minus"])
    left = text[max(low, start - 10) : start]
    sign = _MINUS.search(left) or _PLUS.search(left)
    if sign and (number.form is Form.DIGITS or sign.group().strip().isalpha()):
        start -= len(sign.group())
        negative = negative or sign.group().strip() not in "+±"
    return start, currency, negative


@cache
def _money_pattern() -> re.Pattern[str]:
    return re.compile(rf"[ \u00a0]?(?P<short>{any_of(words('money'))})(?![\w’'/²³])")


def _money_scale(text: str, number: Numeral, high: int) -> Numeral:
    """ "$4.2b", "£35m": letters that are lengths and weights elsewhere are scales behind a currency sign."""
    match = None if number.scaled else _money_pattern().match(text, number.end, high)
    return scaled(number, Fraction(words("money")[match["short"]]), match.end()) if match else number


# Units behind it


@cache
def _unit_pattern() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """(exact letters, any letters); one pattern for all words would let a short exact one hide a longer loose one."""
    after = [word for word in units.table().words if not word.before and not word.listed]
    exact = any_of(word.text for word in after if word.exact)
    loose = any_of(word.text for word in after if not word.exact)
    ends = r"(?:(?<=[^\W_])(?![^\W_])|(?<=[^\w])(?!\d))"
    head = rf"(?P<gap>-|{GAP})"
    return re.compile(rf"{head}(?P<word>{exact}){ends}"), re.compile(
        rf"{head}(?P<word>{loose}){ends}", re.IGNORECASE
    )


@cache
def _unit_names() -> dict[tuple[str, bool, bool], str]:
    return {
        (word.key[0], word.exact, word.scaled): word.unit
        for word in units.table().words
        if not word.before and not word.listed
    }


@cache
def _glued_words() -> frozenset[str]:
    return frozenset(word.text for word in units.table().words if word.glued)


def _unit_word(text: str, at: int, high: int, *, scaled_number: bool) -> tuple[str, int] | None:
    """The unit that begins at `at` and where it ends: ("kilometer", …) before " km"."""
    exact, loose = _unit_pattern()
    found = [(match, True) for match in (exact.match(text, at, high),) if match]
    found += [(match, False) for match in (loose.match(text, at, high),) if match]
    names = _unit_names()
    for match, is_exact in sorted(found, key=lambda one: -one[0].end()):
        surface = re.sub(r"\s+", " ", match["word"])
        surface = surface if is_exact else surface.casefold()
        unit = names.get((surface, is_exact, True)) if scaled_number else None
        unit = unit or names.get((surface, is_exact, False))
        loose_letter = is_exact and surface in _glued_words() and match["gap"]
        possessive = len(surface) < 3 and text[match.end() : match.end() + 2] in ("'s", "’s")
        if unit and not loose_letter and not possessive:
            return unit, match.end()
    return None


_TIMES = re.compile(rf"(?:{GAP}|-)times(?!\w)", re.IGNORECASE)


@cache
def _comparing_pattern() -> re.Pattern[str]:
    """What makes "times" a multiple: "70 times the", "twice as", "three times larger", not "five times a year"."""
    later = rf"(?!{GAP}\s?(?:past|course|years|months|weeks|decades)(?!\w))"
    occasion = rf"(?!{GAP}\s?{any_of(words('occasion'))}(?!\w))"
    return re.compile(
        rf"{occasion}{GAP}\s?(?:{any_of(words('comparing'))}|\w{{2,}}er)(?!\w){later}", re.IGNORECASE
    )


@cache
def _doubling_pattern() -> re.Pattern[str]:
    return re.compile(rf"{GAP}\s?{any_of(words('doubling'))}(?!\w)", re.IGNORECASE)


def _multiple(text: str, part: Part, end: int) -> Part | None:
    """ "70 times", "doubled", "twice the": how many times as much; or a number of occasions."""
    number = part.number
    if number.form is Form.MULTIPLE:
        return replace(part, unit="multiple", kind="multiple")
    word = text[number.start : number.end].casefold()
    if number.form is Form.OFTEN:
        if word in words("size"):
            follows = _doubling_pattern().match(text, number.end, end)
            return replace(part, unit="multiple", kind="multiple", reason=None if follows else "no quantity")
        if _comparing_pattern().match(text, number.end, end):
            return replace(part, unit="multiple", kind="multiple")
        counted = replace(number, step=Fraction(1), coarse=Fraction(1))
        return replace(part, number=counted, unit="time", kind="count", noun=True)
    if part.unit:
        return None
    match = _TIMES.match(text, part.end, end)
    if match is None:
        return None
    if _comparing_pattern().match(text, match.end(), end) or _grew(text, part.start):
        return replace(part, end=match.end(), unit="multiple", kind="multiple")
    return replace(part, end=match.end(), unit="time", kind="count", noun=True)


def _grew(text: str, at: int) -> bool:
    return _direction_pattern().search(text[max(0, at - 40) : at]) is not None


def _with_unit(text: str, part: Part, high: int, end: int) -> Part:
    """The part with the unit or the noun that follows it, or with the reason why it is none."""
    number = part.number
    if part.sign:
        return _rate(text, _named_currency(text, part, high), end)
    found = _unit_word(text, part.end, high, scaled_number=number.scaled)
    metres = found is not None and number.form is Form.DIGITS and _money_pattern().match(text, part.end, high)
    if metres:
        people = _counted_in_millions(text, number, high, end)
        if people is not None:
            return _rate(text, _of_nouns(part, *people), end)
    if found is not None:
        return _rate(text, replace(part, end=found[1], unit=found[0]), end)
    if number.form is Form.DIGITS and (glued := _GLUED.match(text, part.end, end)):
        return _glued(text, part, glued, high, end)
    if number.form is Form.FRACTION:
        return _part_of_unit(text, part, end)
    if _named_before(text, part):
        return replace(part, kind="identifier", reason="identifier")
    return _counted(text, part, end)


_OF_A = re.compile(rf"{GAP}\s?(?:of{GAP}\s)?an?(?=\s)", re.IGNORECASE)


def _part_of_unit(text: str, part: Part, end: int) -> Part:
    """ "half an hour", "three-quarters of a mile", else a share: "half of the pupils"."""
    link = _OF_A.match(text, part.end, end)
    found = _unit_word(text, link.end(), end, scaled_number=False) if link else None
    if found is None:
        return replace(part, kind="share")
    return replace(part, unit=found[0], end=found[1])


_GLUED = re.compile(r"(?:[^\W\d_]|(?<=\d)-(?=[A-Z]{2}))[\w-]{0,40}")


def _glued(text: str, part: Part, glued: re.Match[str], high: int, end: int) -> Part:
    """ "5G", "747s", "3D": letters that are no unit make the number a name; "35m people" are millions."""
    if _CJK.match(text, part.end):
        return part
    people = _counted_in_millions(text, part.number, high, end)
    if people is not None:
        return _of_nouns(part, *people)
    return replace(part, end=min(glued.end(), high), kind="identifier", reason="identifier")


def _of_nouns(part: Part, number: Numeral, noun: nouns.Noun) -> Part:
    return replace(
        part, number=number, low=number.low, high=number.high, end=noun.end, unit=noun.unit,
        noun=not units.is_physical(noun.unit),
    )  # fmt: skip


def _counted_in_millions(
    text: str, number: Numeral, high: int, end: int
) -> tuple[Numeral, nouns.Noun] | None:
    match = _money_pattern().match(text, number.end, high)
    if match is None or number.scaled or match.start("short") != match.start():
        return None
    noun = nouns.counted(text, match.end(), end, one=False)
    currency = _unit_word(text, match.end(), end, scaled_number=True)
    if currency:
        noun = nouns.Noun(currency[0], currency[1])
    if noun is None or noun.unit in words("racing"):
        return None
    return scaled(number, Fraction(words("money")[match["short"]]), match.end()), noun


def _named_currency(text: str, part: Part, high: int) -> Part:
    """ "$5 million CAD", "$5 million Canadian": the code behind it is more exact than the sign."""
    found = _unit_word(text, part.end, high, scaled_number=True)
    if found and units.is_currency(found[0]) and found[0] not in units.MINOR:
        return replace(part, end=found[1], unit=found[0])
    return part


@cache
def _rate_pattern() -> re.Pattern[str]:
    listed = any_of(words("per"))
    later = rf"(?!{GAP}\s?(?:ago|earlier|later|before|after|from|since|old|in{GAP}\sadvance|when|or)(?!\w))"
    return re.compile(
        rf"(?:/|{GAP}\s?per{GAP}(?:\s|-))(?P<any>[A-Za-z][\w²³]{{0,20}})(?!\w)"
        rf"|{GAP}\s?(?:a|an|each|every|for{GAP}\severy){GAP}\s(?P<listed>(?:(?:square|metric|cubic)\s|megawatt[\s-])?"
        rf"(?:{listed}|second|minute|hour|day|week|month|year|decade|quarter))(?!\w){later}",
        re.IGNORECASE,
    )


def _rate(text: str, part: Part, end: int) -> Part:
    """ "$70 a barrel", "90 km per hour", "5 million barrels a day": one unit with a stroke. Percentages stay as they are."""
    if units.is_ratio(part.unit) or part.unit in ("percentage_point", "basis_point"):
        return part
    match = _rate_pattern().match(text, part.end, end)
    if match is None:
        return part
    per = match["any"] or match["listed"]
    name = units.table_unit(per)
    if name is None:
        name = nouns.singular(per)
    kind = "price" if units.is_currency(part.unit) and not units.is_time(name) else ""
    return replace(part, end=match.end(), unit=f"{part.unit}/{name}", kind=kind or part.kind)


def _named_before(text: str, part: Part) -> bool:
    number = part.number
    if number.scaled or number.form is not Form.DIGITS:
        return False
    before = text[max(0, part.start - 40) : part.start]
    return passed.is_labelled(before, "label") or (
        "," not in text[number.start : number.end] and passed.is_labelled(before, "name")
    )


def _counted(text: str, part: Part, end: int) -> Part:
    number = part.number
    one = number.low == number.high == 1
    if number.form is Form.WORDS and one and _idle(text, part, end):
        return replace(part, kind="count", reason="no quantity")
    noun = nouns.counted(text, part.end, end, one=one)
    if noun is None or (number.plain and _year_before_noun(text, part, noun)):
        return part
    return _rate(text, replace(part, end=noun.end, unit=noun.unit, noun=True), end)


def _idle(text: str, part: Part, end: int) -> bool:
    """ "one of", "no one", "one day": words that count nothing."""
    follows = re.compile(rf"(?:-|{GAP}\s?)(?P<word>[^\W\d_]+)").match(text, part.end, end)
    before = _words_before("idling").search(text[max(0, part.start - 12) : part.start])
    if follows is None or before is not None:
        return True
    return follows["word"].casefold() in words("idiom") or follows.group()[0] == "-"


@cache
def _words_before(sort: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){any_of(words(sort))}[\s-]{{1,2}}$", re.IGNORECASE)


def _year_before_noun(text: str, part: Part, noun: nouns.Noun) -> bool:
    """ "the 2024 elections" are those of a year; "about 2000 people" are so many."""
    surface = text[part.number.start : part.number.end]
    if not passed.is_year(surface) or int(surface) < 1900:
        return False
    before = text[max(0, part.start - 32) : part.start]
    if surface.endswith("00") and noun.unit in ("person", "job", "worker", "employee"):
        return False
    return _hedge_pattern().search(before) is None


# Ages


_AGED = re.compile(r"(?<!\w)(?:(?:aged?|ages)(?:\s(?:of|between|from))?)\s{1,2}$", re.IGNORECASE)
_OLD = re.compile(rf"(?P<unit>(?:-|{GAP}\s?)(?:years?|yrs?)(?:-|{GAP}\s?)olds?)(?!\w)", re.IGNORECASE)
_NAMED_AGED = re.compile(
    r"(?:(?P<name>(?:[A-Z][a-z]+|[A-Z]\.?)\s[A-Z][\w’'-]+)|(?<!\w)(?:[Tt]he|[Aa]n?)\s[a-z-]+),\s$"
)


@cache
def _age_ends() -> re.Pattern[str]:
    return re.compile(rf",(?!\d)(?:\s(?P<goes_on>{any_of(words('predicate'))})(?!\w))?")


_AND_HALF = re.compile(rf"{GAP}\s?and{GAP}\sa{GAP}\shalf(?!\w)", re.IGNORECASE)


def _age(text: str, part: Part, low: int, end: int) -> Part:
    """ "aged 50", "age 59 and a half", "a 12-year-old", "Jane Doe, 45,": years of age."""
    if part.unit not in ("", "year") or part.sign or part.number.scaled or part.high > 130:
        return _halved(text, part, end)
    old = _OLD.match(text, part.number.end, end)
    if old:
        return replace(part, end=old.end(), unit="year", kind="age", noun=False)
    aged = _AGED.search(text[max(low, part.start - 16) : part.start])
    if aged:
        part = _halved(text, part, end)
        opens = part.start - len(aged.group())
        return replace(part, start=opens, unit="year", kind="age", noun=False)
    named = _NAMED_AGED.search(text[max(low, part.start - 40) : part.start])
    follows = _age_ends().match(text, part.end, end)
    if part.bare and named and part.number.plain and follows and (named["name"] or follows["goes_on"]):
        return replace(part, unit="year", kind="age")
    return _halved(text, part, end)


def _halved(text: str, part: Part, end: int) -> Part:
    """ "59 and a half": digits with a half behind them."""
    match = _AND_HALF.match(text, part.number.end, end)
    if match is None or part.number.form is not Form.DIGITS or part.end > match.end() or part.reason:
        return part
    half = Fraction(1, 2)
    low, high = part.low + half, part.high + half
    number = replace(part.number, end=match.end(), step=half, coarse=half, plain=False, low=low, high=high)
    found = _unit_word(text, match.end(), end, scaled_number=False)
    unit, after = found or (part.unit, match.end())
    return replace(part, number=number, low=number.low, high=number.high, unit=unit, end=after)


# ── Ranges and lists ──────────────────────────────────────────────────────────────────────────────────────

_DASH = re.compile(r"-|\s?[–−‑]\s?|—|\s?~\s?")
_TO = re.compile(r"\s{1,3}(?:to|through)\s{1,3}", re.IGNORECASE)
_AND = re.compile(r"\s{1,3}and\s{1,3}", re.IGNORECASE)
_OR = re.compile(r"\s{1,3}or\s{1,3}", re.IGNORECASE)
_LISTED = re.compile(
    r",\s{1,3}(?:(?:and|or)\s{1,3})?|\s{1,3}(?:and|or|to|versus|vs\.?)\s{1,3}", re.IGNORECASE
)
_OF_THE = re.compile(
    r"\s(?:out\s)?of\s(?:(?:the|its|their|his|her|those|these|all|some|about|our|nearly|only)\s)?",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"(?<!\w)between\s{1,3}(?:about\s|around\s|roughly\s|some\s)?(?:(?:ages|aged|the ages of)\s)?$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"(?<!\w)from\s{1,3}(?:about\s|around\s|nearly\s|just\s|roughly\s|almost\s|over\s|under\s|some\s)?(?:an?\s|the\s)?$",
    re.IGNORECASE,
)
_RANGING = re.compile(
    r"(?<!\w)(?:rang\w+|vari\w+|vary\w*|span\w*|anywhere|anything|stretch\w*|aged|ages|differ\w*|open)\s{1,3}(?:in\s\w+\s)?from\s{1,3}(?:\w+\s)?$",
    re.IGNORECASE,
)


def _joined(text: str, parts: list[Part], start: int) -> list[Part]:
    """Two ends of a range as one part: "$150,000 to $170,000", "70-75%", "three or four years"."""
    whole: list[Part] = []
    for part in parts:
        joined = _range(text, whole[-1], part, start) if whole else None
        if joined:
            whole[-1] = joined
        else:
            whole.append(part)
    return whole


def _range(text: str, left: Part, right: Part, start: int) -> Part | None:
    opens = left.number.start if left.kind == "age" else left.start
    gap, before = text[left.end : right.start], text[max(start, opens - 40) : opens]
    if left.bare and right.number.scaled and _may_be_year(text, left):
        return None
    if left.reason or right.reason or left.low != left.high or right.low != right.high or len(gap) > 8:
        return None
    if Form.FRACTION in (left.number.form, right.number.form) and left.number.form is not right.number.form:
        return None
    if not _connects(gap, before, left, right):
        return None
    left, right = _elided(left, right)
    factor = _factor(left, right)
    if factor is None or (
        left.unit == "" and not right.bare and right.kind not in ("age", "share", "multiple")
    ):
        return None
    low, high = left.low, right.high * factor
    if low >= high:
        return None
    unit = left.unit or right.unit
    step, coarse = (
        min(left.number.step, right.number.step * factor),
        max(left.number.coarse, right.number.coarse * factor),
    )
    number = replace(right.number, step=step, coarse=coarse, plain=left.number.plain and right.number.plain)
    return replace(
        right, number=number, start=left.start, low=low, high=high, unit=unit, sign=left.sign or right.sign,
        kind=left.kind or right.kind,
    )  # fmt: skip


def _connects(gap: str, before: str, left: Part, right: Part) -> bool:
    if _DASH.fullmatch(gap):
        return not (left.number.scaled and not right.number.scaled and right.bare)
    if _TO.fullmatch(gap):
        if _FROM.search(before) and not _RANGING.search(before):
            return False
        return not _direction_pattern().search(before)
    if _AND.fullmatch(gap):
        return _BETWEEN.search(before) is not None
    if _OR.fullmatch(gap):
        near = right.low <= max(left.low + 1, left.low * Fraction(3, 2)) or right.low == left.low * 2
        return left.low < right.low and near
    return False


def _may_be_year(text: str, part: Part) -> bool:
    return part.number.plain and passed.is_year(text[part.start : part.end])


def _elided(left: Part, right: Part) -> tuple[Part, Part]:
    """ "$12–14 billion", "5 to 10 percent", "$150 to 170": scale and unit stand once for both ends."""
    if (
        right.number.scaled
        and not left.number.scaled
        and 0 < left.number.mantissa < right.number.mantissa
        and (left.unit == "" or left.unit == right.unit or (left.sign and right.unit == ""))
    ):
        left = _times(left, right.number.low / right.number.mantissa)
    if left.unit == "" and left.kind == "" and right.unit:
        left = replace(left, unit=right.unit, kind=right.kind, noun=right.noun)
    elif right.bare and left.sign:
        right = replace(right, unit=left.unit)
    elif right.bare and left.kind == "age":
        right = replace(right, unit="year", kind="age")
    return left, right


def _times(part: Part, scale: Fraction) -> Part:
    number = scaled(part.number, scale, part.number.end)
    return replace(part, number=number, low=part.low * scale, high=part.high * scale)


def _factor(left: Part, right: Part) -> Fraction | None:
    """What the right end is multiplied with to be in the left's unit; None where they are of two kinds."""
    if left.unit == right.unit:
        return Fraction(1)
    if units.is_physical(left.unit) and units.is_physical(right.unit):
        return units.conversion(right.unit, left.unit)
    return None


def _shared(text: str, parts: list[Part]) -> list[Part]:
    """ "10, 20 and 30 km", "from 5 to 10 percent": the unit of the last is that of all before it."""
    whole = list(parts)
    for i in range(len(whole) - 2, -1, -1):
        left, right = whole[i], whole[i + 1]
        gap = text[left.end : right.start]
        if left.bare and right.noun and right.kind == "" and len(gap) < 20 and _OF_THE.fullmatch(gap):
            whole[i] = replace(left, unit=right.unit, noun=True)
            continue
        if not left.bare or not right.unit or right.sign or right.kind == "age" or not _LISTED.fullmatch(gap):
            continue
        if left.number.form not in (Form.DIGITS, Form.WORDS) or _may_be_year(text, left):
            continue
        near = left.low < 1000 and left.number.mantissa * 1000 > right.number.mantissa > 0
        if right.number.scaled and not left.number.scaled and near:
            left = _times(left, right.number.low / right.number.mantissa)
        whole[i] = replace(left, unit=right.unit, noun=right.noun)
    return whole


# ── A mention ─────────────────────────────────────────────────────────────────────────────────────────────


@cache
def _hedge_pattern() -> re.Pattern[str]:
    symbols = [word for word in words("hedge") if not word[0].isalpha()]
    lettered = [word for word in words("hedge") if word[0].isalpha()]
    return re.compile(
        rf"(?:(?<![\w-])(?P<words>{any_of(lettered)})\s{{1,9}}|(?P<symbol>{any_of(symbols)})\s?)(?:(?:the|a|an|another|its|their|his|her)\s{{1,9}})?$",
        re.IGNORECASE,
    )


@cache
def _hedge_after_pattern() -> re.Pattern[str]:
    glued = [word for word in words("after") if word[0] in "+-"]
    spaced = [word for word in words("after") if word[0] not in "+-"]
    return re.compile(
        rf"(?P<glued>{any_of(glued)})(?!\w)|{GAP}\s?(?P<spaced>{any_of(spaced)})(?!\w)", re.IGNORECASE
    )


@cache
def _direction_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?P<way>{any_of(words('direction'))})(?:\s{{1,2}}(?:by|of|another|a|an|some|further|only|just|more|as|much|sharply|slightly|steadily|again|in|value|around|about|nearly)){{0,3}}\s{{1,2}}$",
        re.IGNORECASE,
    )


@cache
def _direction_by_pattern() -> re.Pattern[str]:
    """ "raised its rate by": the verb may be some words away when "by" says that a change follows."""
    return re.compile(
        rf"(?<![\w-])(?P<way>{any_of(words('direction'))})(?:\s{{1,2}}[\w’'-]+){{1,5}}\s{{1,2}}by\s{{1,2}}$",
        re.IGNORECASE,
    )


@cache
def _toward_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"{GAP}\s?(?:(?:[a-z-]{{3,20}}\s)?(?P<way>{any_of(words('toward'))})|(?P<than>{any_of(words('than'))}))(?!\w)",
        re.IGNORECASE,
    )


def _mention(document: str, text: str, part: Part, start: int, end: int) -> Mention:
    if part.reason is None:
        part = _judged(text, part, start)
    surface = text[part.start : part.end]
    span = Span(document, part.start, part.end)
    if part.reason is not None:
        read = part.kind in ("vague", "ordinal", "count")
        low, high = (part.low, part.high) if read else (None, None)
        return Mention(
            span, surface, low, high, part.number.step, part.number.coarse, part.unit, part.kind or "identifier",
            claim=False, reason=part.reason,
        )  # fmt: skip
    hedge = _hedge(document, text, part, start, end)
    direction = _direction(text, part, hedge, start, end)
    step, coarse = part.number.step, part.number.coarse
    return Mention(
        span, surface, part.low, part.high, step, step if _counts_every_digit(part) else coarse, part.unit,
        _kind(part, direction), hedge, direction,
    )  # fmt: skip


def _counts_every_digit(part: Part) -> bool:
    """Percentages and multiples show their rounding; a few schools, and a few years, are counted and not rounded."""
    if (
        part.unit in ("percent", "multiple", "percentage_point", "basis_point", "permille")
        or part.kind == "age"
    ):
        return True
    countable = part.noun or units.is_time(part.unit) or part.number.form is Form.WORDS
    return countable and not part.number.scaled and abs(part.high) < 100


def _judged(text: str, part: Part, start: int) -> Part:
    """The part, or with the reason why a number without a unit claims nothing."""
    before = text[max(start, part.start - 60) : part.start]
    number = part.number
    if number.form is Form.WORDS and part.bare:
        if part.high <= 12 and not number.scaled and _words_before("pointing").search(before):
            return replace(part, kind="count", reason="stands for a noun")
        return part
    if not part.bare or number.form is not Form.DIGITS or number.scaled:
        return part
    surface = text[part.start : part.end]
    if passed.is_labelled(before, "loose"):
        return replace(part, kind="identifier", reason="identifier")
    if (
        number.plain
        and part.low == part.high
        and passed.is_year(surface)
        and not _hedge_pattern().search(before[-32:])
    ):
        return replace(part, kind="date", reason="date")
    if number.plain and part.low == part.high and passed.is_named(before):
        return replace(part, kind="identifier", reason="identifier")
    if part.low == part.high and passed.is_score(text, part.start, part.end):
        return replace(part, kind="identifier", reason="score")
    if part.low != part.high and part.high <= 15 and re.fullmatch(r"\d{1,2}[-–]\d{1,2}", surface):
        return replace(part, kind="identifier", reason="score")
    if re.match(r"/\d", text[part.end : part.end + 2]) or re.search(r"\d/$", before):
        return replace(part, kind="identifier", reason="fraction or date")
    return part


def _hedge(document: str, text: str, part: Part, start: int, end: int) -> Hedge | None:
    left = text[max(start, part.start - 48) : part.start]
    match = _hedge_pattern().search(left)
    lasting = units.is_time(part.unit) and part.kind != "age"  # "over two years" says when, not how long
    if match and not (lasting and (match["words"] or "").casefold() == "over"):
        name = "words" if match["words"] else "symbol"
        offset = part.start - len(left)
        kind = words("hedge")[re.sub(r"\s+", " ", match[name].casefold())]
        return _hedge_of(document, match[name], kind, offset + match.start(name), offset + match.end(name))
    match = _hedge_after_pattern().match(text, part.end, end)
    if match:
        name = "glued" if match["glued"] else "spaced"
        kind = words("after")[re.sub(r"\s+", " ", match[name].casefold())]
        return _hedge_of(document, match[name], kind, match.start(name), match.end(name))
    return None


def _hedge_of(document: str, surface: str, kind: str, start: int, end: int) -> Hedge:
    return Hedge(surface, HedgeKind(kind.replace("-", " ")), Span(document, start, end))


def _direction(text: str, part: Part, hedge: Hedge | None, start: int, end: int) -> str | None:
    """The way of a change: "rose by 5%", "5% lower"; None for a level."""
    if part.kind == "age" or units.is_time(part.unit):
        return None
    at = hedge.span.start if hedge and hedge.span.start < part.start else part.start
    left = text[max(start, at - 64) : at]
    match = _direction_pattern().search(left) or _direction_by_pattern().search(left)
    if match:
        return words("direction")[re.sub(r"\s+", " ", match["way"].casefold())]
    if re.match(r"[+]", text[part.start : part.start + 1]):
        return "up"
    if part.unit in ("percent", "percentage_point", "basis_point", "multiple"):
        match = _toward_pattern().match(text, part.end, end)
        if match and not _stops(match.group()):
            return (
                words("toward")[match["way"].casefold()]
                if match["way"]
                else words("than")[match["than"].casefold()]
            )
    return None


def _stops(between: str) -> bool:
    return any(
        word.casefold() in words("stop") and word.casefold() not in words("than") for word in between.split()
    )


def _kind(part: Part, direction: str | None) -> str:
    if part.kind in ("age", "price", "multiple"):
        return part.kind
    if direction:
        return "change"
    if part.low != part.high:
        return "range"
    if part.unit in ("percent", "permille") or part.kind == "share":
        return "share"
    if part.unit in ("percentage_point", "basis_point"):
        return "change"
    if part.unit == "multiple":
        return "multiple"
    if units.is_time(part.unit):
        return "duration"
    return "count" if part.noun or units.is_count(part.unit) else "amount"


# ── One figure alone, and figures for other programs ──────────────────────────────────────────────────────


def read_figure(text: str) -> Mention | None:
    """One figure as a person writes it in a table, `8.7 trillion`, `8.7e12`, `1,234.5`, `-3.5`; None for anything else."""
    lead = len(text) - len(text.lstrip())
    start, end = lead, len(text.rstrip())
    if end - start > 80 or "\n" in text:
        return None
    number = next(numerals(text, start, end), None)
    if number is None or number.form not in (Form.DIGITS, Form.WORDS, Form.FRACTION):
        return None
    part = _part(text, _money_scale(text, number, end), start, end, end)
    if part is None or part.reason is not None or (part.start, part.end) != (start, end):
        return None
    step, coarse = part.number.step, part.number.coarse
    return Mention(
        Span("", start, end), text[start:end], part.low, part.high, step, step if _counts_every_digit(part) else coarse,
        part.unit, _kind(part, None),
    )  # fmt: skip


_BOUNDS = {
    HedgeKind.ABOUT: "~",
    HedgeKind.NEARLY: "<",
    HedgeKind.OVER: ">",
    HedgeKind.UNDER: "<",
    HedgeKind.AT_LEAST: ">",
    HedgeKind.UP_TO: "<",
    HedgeKind.EXACTLY: "=",
}


def as_json(mention: Mention) -> dict[str, object]:
    """A mention as `factcheck extract` prints it, one object a line."""
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "value": _value(mention),
        "unit": mention.unit,
        "bound": _BOUNDS[mention.hedge.kind] if mention.hedge else "=",
        "hedge": mention.hedge.words if mention.hedge else None,
        "kind": mention.kind,
        "claim": mention.claim,
        "reason": mention.reason,
    }


def _value(mention: Mention) -> int | float | list[int | float] | None:
    if mention.low is None or mention.high is None:
        return None
    ends: Iterable[Fraction] = (mention.low, mention.high) if mention.is_range else (mention.low,)
    shown: list[int | float] = [int(end) if end.denominator == 1 else float(end) for end in ends]
    return shown if mention.is_range else shown[0]
