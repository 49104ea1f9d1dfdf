"""A total as a count times what each has: "6,200 of them at €520 apiece, which brought in €3.2 million", "210 trips …
With 84 kilometres to each, it covered 17,640 kilometres". Rules ask here for the operands; two rules recompute them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from factcheck import units
from factcheck.model import Claim, Support
from factcheck.relate.cues import (
    COMMENT,
    following,
    is_total,
    linking,
    said_earlier,
    sentence_before,
)
from factcheck.relate.scope import Scope, same_unit
from factcheck.units import NUMBER

FAR = 25
"""What is not near may be among so many figures before it; it can support a total, not contradict it."""

HEADS = frozenset({"head", "capita", "person", "inhabitant", "resident", "household"})
"""Nouns of a mean that may be counted by another name: 400 pupils and "$30,000 a head"."""

CHEAP = Fraction(1000)
"""Below it "shirts, which cost £12.50" is the price of one; "buses, which cost £9 million" may be that of all."""

_TIME = r"(?:second|minute|hour|day|night|week|fortnight|month|quarter|season|year|decade)"
ONE = re.compile(
    rf"^\s*(?:(?:per|(?:for |to )?(?:every|an?)|(?:for|to|from|by|with) each(?! of\b| {_TIME}\b)) (?P<noun>[\w-]+)|"
    rf"each(?! {_TIME}\b)|apiece|a piece|on average|(?:at|in|for|on|to|with) each(?: of them)?(?! {_TIME}\b))\b"
)
"""Right behind what one has: "$30,000 each", "22 pupils for every teacher"."""
AVERAGE = re.compile(r"\b(?:average|averages|averaged|averaging|mean)(?:\s+[\w-]+){0,4}\s*$")
"""Right before it: "an average of", "averaging", "an average balance of"."""
FOR_EVERY = re.compile(r"^\s*(?:for|to|per)(?: every| each)?\s*$")
"""Between one and a mean: "one nurse for every 160 residents"."""
NO_MEAN = re.compile(r"\b(?:median|typical|typically|up to|as much as|highest|lowest|record|maximum|minimum)\b")

_EACH_BEFORE = re.compile(
    r"\b(?:each|every one)(?!(?: of)?(?: the| its| their| these)?\s*$)(?:\s+[\w-]+(?:,\d{3})*){0,8}\s*$"
)
"""Before it: "each of them weighs 1,150 tonnes", "each with an output of 8 MW", "each of the 40 members pays"."""
_EACH_BEHIND = re.compile(
    r"^[^.,;:()\d]{0,30}?\b(?:for|to|from|on|by) (?:each|every one|every single one)(?: of (?:them|these|those))?"
    r"\s*(?:[,.;)]|$)"
)
"""Some words behind it: "€28,000 had to be paid for every one of them, …"."""
_ONE_HAS = re.compile(
    r"\b(?:an?|each|every|one|a single|the average) (?:[\w-]+ ){0,2}?(?P<noun>[a-z][a-z-]+) "
    r"(?:(?:is|was|being) (?:worth|priced at|good for|valued at)|costs?|brings?(?: in)?|sells? for|sold for|goes for|"
    r"fetche[sd]|weighs|holds|carries|pays|earns|takes|needs|uses|consumes|yields|produces|gets|receives)\s*$"
)
"""What one of many has: "a grant is worth $8,200"."""
_THEY_COST = re.compile(r"\b(?:they|which|that)(?: all)? (?:cost|sell for|sold for|go for|went for|fetch|fetched)\s*$")
_AT = re.compile(
    r"\bat(?:\s+(?:an?|the|average|mean|list|unit|fixed|ticket|price|cost|rate|of|some)){0,5}\s*$", re.IGNORECASE
)
_COSTS = re.compile(
    r"\b(?:cost\w*|prices?|priced|fees?|charges?|charged|pays?|paid|received?|earns?)(?: [\w-]+){0,3}\s*$|"
    r"\b(?:of|at)\s*$"
)
"""Before what may be the price of one; it is only likely."""

ATTACHED = re.compile(
    r"^(?:[^.,;:\d]{0,40}\b(?:at|for|of|with|worth|paying|costing|weighing)\b[^.;:\d]{0,20}|,? each[^.;:\d]*)$"
)
"""Between a count and what each has: " of them at", " loads of", ", each good for"."""
_SO = re.compile(
    r"(?:(?:[,;(–—]|\band)\s*(?:which|so|so that|thus|therefore|hence|thereby|accordingly|"
    r"(?:that|this)(?! (?:year|month|week|season|time|summer|winter|spring|autumn)\b))\b|"
    r"\b(?:making|meaning|giving|bringing|raising|earning|netting|generating|yielding|costing|producing|requiring|"
    r"equalling)\b(?!.*\b(?:to|by|from)\b))[^;.:]*$"
)
"""Words by which a clause tells what a count at a price comes to: ", which brought in", "so the club collects"."""
_SO_MANY = re.compile(r"[,;–—]\s*(?:so|so that|thus|therefore|hence|which means|meaning)\b[^;.]*$")
_NOT_SO = re.compile(
    r"\b(?:and(?! (?:so|thus|therefore|hence)\b)|but|while|whereas|against|versus|although|after|before|than|instead|"
    r"compared|if|unless|together with|along with|plus|including|besides|in addition|excluding|as well as|now|later|"
    r"also|another|leav\w+|left|profits?|loss\w*|tax|taxes|rises?|rose|f[ae]ll|fell|increase\w*|gain\w*|sav\w+|up|down|"
    r"(?:bring|rais|lift|tak|push)\w* (?:the|its|their))\b"
)
"""Words by which the next amount is one of its own."""
_MORE_OF_IT = re.compile(
    r"^\W*(?:[\w-]+ )?(?:more|less|fewer|higher|lower|above|below|extra|apiece|over (?!all)|within|during|"
    r"for (?:two|three|\d))\b"
)
_OPENER = re.compile(r"^\W*(?:at|with|given)\b(?:[^,;.]|[.,]\d)*,(?!\d)(?P<main>(?:[^;.]|\.\d)*)$")
"""A sentence that opens with the price: "At $68 a barrel, the 3.2 million barrels are worth"."""
_SUMS = r"(?:investment|bill|outlay|sum|expense|order|deal|value|revenue|income|turnover|haul|cost|amount|sales)"
_A_BILL_OF = re.compile(
    rf"(?:[,;–—(]\s*(?:an?|its|a total) (?:[\w-]+ )?{_SUMS} of|"
    rf"\b(?:for|represents?|means?|to)\b[\w ]{{0,20}} an? (?:[\w-]+ )?{_SUMS} of)\s*$"
)
"""A sum in apposition: "…, an investment of €14 million"."""
_THE_BILL_BEHIND = re.compile(rf"^\s*(?:[\w-]+ )?{_SUMS}\b")
"""The same with its noun behind: "…; the €46 million bill will be paid by the state"."""
_PAID = re.compile(
    r"^\s*(?:had to be|has to be|have to be|was|were|has been|have been|is|are|must be|will be|would be) "
    r"(?:paid|spent|needed|required|due|raised|collected|earned|taken|used|consumed)\b"
)
_THAT_IS = re.compile(
    r"^\W*(?:so |and )?(?:this|that|which|it all|all this)(?:['’]s|(?: (?:all|alone|would|will|then|thus|therefore))* "
    r"(?:is|was|be|makes?|made|gives?|gave|means?|meant|comes? to|came to|comes? out at|amounts? to|amounted to|"
    r"adds? up to|added up to|totals?|totalled|equals?|works? out at|brings?|brought|earned|earns?|raised|raises?|"
    r"yields?|yielded|generates?|generated|costs?))\b(?P<rest>[^;:,.]{0,40})$"
)
_THE_BILL = re.compile(
    r"^\W*(?:the|its|their) (?:total |overall |whole )?(?:bill|total|sum|proceeds|takings|outlay|cost|costs|income|"
    r"revenue|receipts|expense)(?: (?:is|was|came to|comes to|amounts to|amounted to|will be|would be))?"
    r"(?: thus| therefore| then| accordingly)?\W*$"
)
_THUS = re.compile(r"\b(?:thus|therefore|accordingly|hence|consequently)\b")
_IN_ALL = re.compile(
    r"^\W*(?:in all|in total|all told|(?:al)?together|combined|taken together)\b,?"
    r"(?: (?:they|it|these|this|that|we|he|she)\b)?(?! (?:the|an?|its|their|our|his|her)\b)(?: [\w-]+){0,3}\W*$"
)
"""A sentence that opens with a sum: "Together they cost"; "In total the valley has" may be of others too."""
_OF_OTHERS = re.compile(
    r"^\W*(?:\w+ )?(?:with|after|including|excluding|net|among|from other|"
    r"in (?!all\b|total\b|the\b|an?\b|\d|revenue|sales|income|receipts|takings|rent|wages|pay|fees|cash))\b"
)
"""Behind an amount that is of more than the count at the price: "€9,000 in transport", "2,100 km with transfers"."""
_AND_MORE = re.compile(r"\b(?:twice|half|more|fewer|others?|another|rest|also|as many|as much|extra)\b")
"""Behind the operands in a sentence that the next one adds up."""
_WIDER = re.compile(r"\b(?:since|so far|other|others|year|half|decade|worldwide|nationwide|with)\b")
_SELLS = re.compile(r"\b(?:sold|sells?|selling|sales?|charg\w+)\b")
_BUYS = re.compile(r"\b(?:bought|buys?|buying|purchas\w+|order\w*)\b")
_COST = re.compile(r"\b(?:costs?|costing|spent|spends?|pay|paid|pays|bill)\b")
_EARNS = re.compile(r"\b(?:earn\w*|brought in|brings? in|bringing in|rais\w+|nett\w+|takings|proceeds|income)\b")
_PER_TIME = re.compile(
    rf"^\s*(?:an?|per|each|every) (?P<time>{_TIME})\b|^\s*(?P<adverb>annually|yearly|monthly|weekly|daily)\b"
)
_ADVERBS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day"}


@dataclass(frozen=True, slots=True)
class Product:
    """A count and what each has; `support` for the claim being their product."""

    count: Claim
    mean: Claim
    support: Support

    @property
    def why(self) -> str:
        return f"“{self.count.mention.text}” times “{self.mean.mention.text}”"


def products(scope: Scope, claim: Claim) -> Iterator[Product]:
    """What the claim may be the total of, best supported first: of its sentence, the one before, else further back."""
    above, _, below = claim.unit.partition("/")
    if (below and not units.is_time(below)) or is_of_one(scope, claim) or _MORE_OF_IT.match(following(scope, claim)):
        return
    before, last = said_earlier(scope, claim), sentence_before(scope, claim)
    near = [*last, *before]
    means = [o for o in before if _may_be_mean(scope, o, above)] or [o for o in last if _may_be_mean(scope, o, above)]
    sure = [mean for mean in means if is_of_one(scope, mean)]
    found = [made for mean in means for made in _with_counts(scope, claim, mean, near, alone=sure == [mean])]
    yield from sorted(found, key=lambda product: -product.support)


def is_of_one(scope: Scope, claim: Claim) -> bool:
    """Whether the words say that the figure is of one of many: "8 MW each", "€2.1 million a kilometre"."""
    below = per(scope, claim)
    if below is not None and not units.is_time(below):
        return True
    said, behind = said_of(scope, claim), following(scope, claim)
    named = ONE.match(behind) is not None or AVERAGE.search(said) or _EACH_BEFORE.search(said)
    if named or _EACH_BEHIND.match(behind):
        return True
    return units.is_currency(claim.unit.partition("/")[0]) and bool(
        _ONE_HAS.search(said) or _at_price(scope, claim) or _is_cheap_price(claim, said)
    )


def per(scope: Scope, claim: Claim) -> str | None:
    """The noun of which it is a mean, as a unit: by the figure's own unit, or by "for every teacher" behind it."""
    behind = ONE.match(following(scope, claim))
    word = behind["noun"] if behind else None
    for one in said_earlier(scope, claim)[-1:]:
        if one.figure.value == 1 and units.is_count(one.unit) and FOR_EVERY.match(linking(scope, one, claim)):
            return one.unit
    return claim.unit.partition("/")[2] or (unit_of(word) if word else None)


def unit_of(word: str) -> str:
    return units.table_unit(word) or word


def counts(noun: str, unit: str) -> bool:
    """Whether figures of a unit count the noun of a mean: heads are counted by any noun."""
    countable = units.is_count(unit)
    return unit == noun or (countable and (noun in HEADS or unit == NUMBER))


def said_of(scope: Scope, claim: Claim) -> str:
    return scope.said_before(claim).casefold()


# ── operands ──


def _at_price(scope: Scope, claim: Claim) -> bool:
    """ "6,200 of them at €520": a count right before it, at a price."""
    at = _AT.search(said_of(scope, claim))
    if at is None or "price of" in at[0]:
        return at is not None
    return any(_may_be_count(o) and ATTACHED.match(linking(scope, o, claim)) for o in said_earlier(scope, claim)[-1:])


def _is_cheap_price(claim: Claim, said: str) -> bool:
    return claim.figure.value < CHEAP and _THEY_COST.search(said) is not None


def _may_be_mean(scope: Scope, other: Claim, unit: str) -> bool:
    """Whether a figure may be what each of some things has, in the unit of a total."""
    fits = same_unit(unit)(other.unit.partition("/")[0]) and other.mention.direction is None
    if not fits or NO_MEAN.search(said_of(scope, other)[-30:]):
        return False
    return is_of_one(scope, other) or _COSTS.search(said_of(scope, other)) is not None


_ATTRIBUTE = re.compile(r"\d-[a-z]+$")


def is_attribute(other: Claim) -> bool:
    """ "A 250-gram pack": what one is like, no count of anything."""
    return _ATTRIBUTE.search(other.mention.text) is not None


def _may_be_count(other: Claim) -> bool:
    if other.mention.direction is not None or "/" in other.unit or units.is_ratio(other.unit):
        return False
    if is_attribute(other):
        return False
    return not units.is_currency(other.unit) and not units.is_time(other.unit) and other.figure.value > 1


def _counted(other: Claim, noun: str | None, unit: str) -> bool:
    """Whether a figure counts what the mean is of; without a noun things are counted, and goods measured for money."""
    if not _may_be_count(other):
        return False
    if noun is not None:
        return counts(noun, other.unit) or same_unit(noun)(other.unit)
    return units.is_count(other.unit) or (units.is_currency(unit) and units.is_physical(other.unit))


def _noun_of(scope: Scope, mean: Claim) -> str | None:
    """The noun of which it is the mean; a fee "a year" is one of each member too."""
    noun = per(scope, mean)
    if noun is not None and not units.is_time(noun):
        return noun
    has = _ONE_HAS.search(said_of(scope, mean))
    return unit_of(has["noun"]) if has else None


def _with_counts(scope: Scope, claim: Claim, mean: Claim, near: list[Claim], *, alone: bool) -> Iterator[Product]:
    """The mean with each count; clear where the words leave one, and tell what it comes to."""
    above, noun = claim.unit.partition("/")[0], _noun_of(scope, mean)
    fitting = [o for o in near if o.id != mean.id and _counted(o, noun, above)]
    beside = [o for o in fitting if o.sentence.span == mean.sentence.span]
    close = beside or fitting or _sentences_back(scope, mean, noun, above)
    times = {time for time in (_time(scope, mean), _time(scope, claim)) if time}
    if len(times) == 2 or (len(close) > 1 and not beside and noun is None):
        return
    best = _attached_count(scope, mean, close) or (close[0] if len(close) == 1 else None)
    same_time = _time(scope, mean) == _time(scope, claim)
    clear = (
        alone and same_time and best is not None and _of_those(mean, best, noun) and _tells(scope, claim, best, mean)
    )
    for count in close or _far_counts(scope, claim, noun):
        sure = clear and count is best
        yield Product(count, mean, Support.CLEAR if sure else Support.LIKELY)


def _of_those(mean: Claim, count: Claim, noun: str | None) -> bool:
    """Whether the mean is of what is counted: named, in one sentence, or in the next; not of what comes later."""
    return noun is not None or count.sentence.span <= mean.sentence.span


def _sentences_back(scope: Scope, mean: Claim, noun: str | None, unit: str) -> list[Claim]:
    """The count of the sentence before the mean's: "Many hope for one of the 410 scholarships. A scholarship …"."""
    return [o for o in sentence_before(scope, mean) if _counted(o, noun, unit)]


def _attached_count(scope: Scope, mean: Claim, close: list[Claim]) -> Claim | None:
    """The count right before the mean, "6,200 of them at €520", where no other one follows the mean."""
    behind = [o for o in close if o.span.start > mean.span.end]
    for other in said_earlier(scope, mean)[-1:]:
        if other in close and not behind and ATTACHED.match(linking(scope, other, mean)):
            return other
    return None


def _far_counts(scope: Scope, claim: Claim, noun: str | None) -> list[Claim]:
    if noun is None:
        return []
    far = list(scope.earlier(claim))[:FAR]
    return [o for o in far if o.unit != NUMBER and same_unit(noun)(o.unit) and _may_be_count(o)]


def _time(scope: Scope, claim: Claim) -> str | None:
    """The time that an amount is for: "€3,600 a year", "€663,000 each month"."""
    below = claim.unit.partition("/")[2]
    if below and units.is_time(below):
        return below
    behind = _PER_TIME.match(following(scope, claim))
    return (behind["time"] or _ADVERBS[behind["adverb"]]) if behind else None


# ── what the words tell ──


def _tells(scope: Scope, claim: Claim, count: Claim, mean: Claim) -> bool:
    """Whether the claim is called the outcome of the two."""
    if claim.mention.direction is not None or not _nothing_between(scope, claim, count, mean):
        return False
    if _OF_OTHERS.match(following(scope, claim)):
        return False
    operands = [o for o in (count, mean) if o.sentence.span == claim.sentence.span]
    if operands:
        first, last = min(count, mean, key=lambda o: o.span), max(operands, key=lambda o: o.span)
        words = ONE.sub("", linking(scope, last, claim), count=1)
        told = _told_beside(scope, claim, words) or _told_of_so_many(scope, first, last, words)
    else:
        words = said_of(scope, claim)
        told = _told_after(words) and not _AND_MORE.search(following(scope, max(count, mean, key=lambda o: o.span)))
    return told and not _against_trade(scope, mean, words)


def _nothing_between(scope: Scope, claim: Claim, count: Claim, mean: Claim) -> bool:
    """Whether no other amount or count of its kind stands between the operands and the claim."""
    last = max(count, mean, key=lambda o: o.span)
    between = [o for o in scope.in_mind(claim) if last.span.end <= o.span.start < claim.span.start]
    return not any(_may_be_count(o) or same_unit(claim.unit.partition("/")[0])(o.unit) for o in between)


def _told_beside(scope: Scope, claim: Claim, words: str) -> bool:
    """In the sentence of the mean or the count."""
    opened = _OPENER.match(said_of(scope, claim))
    if opened is not None:
        return not _NOT_SO.search(opened["main"])
    if re.fullmatch(r"\s*[,–—]\s*", words):
        return bool(_PAID.match(following(scope, claim)) or is_total(scope, claim, words))
    if is_total(scope, claim, words) or COMMENT.search(words):
        return not re.search(r"\b(?:and|with|plus|including)\b(?! so\b)", words.partition("together")[0])
    if re.fullmatch(r"\s*[,;–—]\s*(?:the|its|an?|this|that)\s*", words) and _THE_BILL_BEHIND.match(
        following(scope, claim)
    ):
        return True
    of_sum = _A_BILL_OF.search(words)
    so = of_sum or _SO.search(words)
    return so is not None and not _NOT_SO.search(so[0])


def _told_of_so_many(scope: Scope, first: Claim, last: Claim, words: str) -> bool:
    """ "A ticket costs €12, so that 50,000 tickets bring in €600,000"."""
    if first.id == last.id or first.sentence.span != last.sentence.span or re.search(r"[,;:.(–—]", words):
        return False
    return _SO_MANY.search(linking(scope, first, last)) is not None and not _NOT_SO.search(words)


def _told_after(words: str) -> bool:
    """In a sentence of its own: "That's £1,152", "The campaign thus cost", "The bill:"."""
    that_is = _THAT_IS.match(words)
    if that_is is not None:
        return not _NOT_SO.search(that_is["rest"])
    if _NOT_SO.search(words) or _WIDER.search(words):
        return False
    return bool(_THE_BILL.match(words) or _IN_ALL.match(words) or _THUS.search(words))


def _against_trade(scope: Scope, mean: Claim, words: str) -> bool:
    """What was sold at a price brings money in; what it cost is another amount, and the other way round."""
    trade = scope.sentence_text(mean.sentence).casefold()
    if _SELLS.search(trade):
        return _COST.search(words) is not None
    return _BUYS.search(trade) is not None and _EARNS.search(words) is not None
