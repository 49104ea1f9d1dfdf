"""A report made by hand for the writers' tests: a harvest, a football club and a hospital, a file not read.

`Desk` finds the words of a figure in an article's text, so that a test names surfaces and never offsets.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from factcheck.interval import HedgeKind, Interval, Stated, stated
from factcheck.model import (
    Assumption,
    Block,
    BlockKind,
    Cell,
    Claim,
    Confidence,
    Confirmation,
    Document,
    Finding,
    Hedge,
    Known,
    Link,
    Mention,
    Notice,
    Operand,
    Passed,
    Period,
    Quantity,
    Reading,
    Relation,
    Report,
    Row,
    Sentence,
    Severity,
    Span,
    Stance,
    Status,
    Strength,
    Support,
    Unchecked,
    Unread,
    Verdict,
    Waiver,
)

HOSTILE = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{7*7}} {% raw %} & ' \x00\x1b[31m\u202e"
EMPTY = Report((), (), (), (), (), (), ())


def figure(value: str, step: str, coarse: str | None = None, hedge: HedgeKind | None = None) -> Stated:
    exact = Fraction(value)
    return stated(exact, exact, step=Fraction(step), coarse=Fraction(coarse or step), hedge=hedge)


@dataclass
class Desk:
    """One document and what is found in it."""

    id: str
    text: str
    kinds: dict[str, BlockKind] = field(default_factory=dict)  # the first word of a line → what it is
    title: str = ""
    source: str | None = None
    url: str | None = None
    published: date | None = None
    as_of: date | None = None
    lang: str | None = None
    claims: list[Claim] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)

    def document(self) -> Document:
        return Document(
            id=self.id,
            format=self.id.rpartition(".")[2],
            text=self.text,
            blocks=tuple(self._blocks()),
            sha256=f"{sum(self.text.encode()):064x}",
            title=self.title,
            source=self.source,
            url=self.url,
            published=self.published,
            as_of=self.as_of,
            lang=self.lang,
        )

    def _blocks(self) -> list[Block]:
        """Every line is a block; the line's first word says which; a line of a table is cut at its tabs."""
        blocks, at, row = [], 0, -1
        for line in self.text.split("\n"):
            kind = self.kinds.get(line.split(" ")[0].split("\t")[0], BlockKind.PARAGRAPH)
            cells = line.split("\t") if kind is BlockKind.CELL else [line]
            row += kind is BlockKind.CELL
            for column, cell in enumerate(cells):
                if cell.strip():
                    place = Cell(0, row, column) if kind is BlockKind.CELL else None
                    level = 2 if kind is BlockKind.HEADING else 1 if kind is BlockKind.ITEM else 0
                    blocks.append(Block(kind, Span(self.id, at, at + len(cell)), level, place))
                at += len(cell) + 1
        return blocks

    def span(self, words: str, nth: int = 1) -> Span:
        at = -1
        for _ in range(nth):
            at = self.text.index(words, at + 1)
        return Span(self.id, at, at + len(words))

    def pass_over(self, words: str, reason: str, nth: int = 1) -> None:
        self.passed.append(Passed(self.span(words, nth), words, reason))

    def claim(
        self,
        id_: str,
        words: str,
        unit: str,
        read: Stated,
        *,
        kind: str = "count",
        hedge: tuple[str, HedgeKind] | None = None,
        measure: str | None = None,
        period: Period | None = None,
        stance: Stance | None = None,
        nth: int = 1,
    ) -> Claim:
        span = self.span(words, nth)
        block = next(b for b in self._blocks() if b.span.covers(span))
        start = self.text.rfind(". ", block.span.start, span.start)
        start = block.span.start if start < 0 else start + 2
        end = self.text.find(". ", span.end, block.span.end)
        end = block.span.end if end < 0 else end + 1
        softened = Hedge(hedge[0], hedge[1], self.span(hedge[0])) if hedge else None
        mention = Mention(span, words, read.value, read.value, read.step, read.step, unit, kind, hedging=softened)
        claim = Claim(
            id=id_,
            mention=mention,
            figure=read,
            sentence=Sentence(Span(self.id, start, end), block, ()),
            topic=frozenset(),
            link=Link(measure, True, Fraction(1), "named") if measure else None,
            period=period,
            stance=stance or Stance(),
        )
        self.claims.append(claim)
        return claim


def quantity(value: str, low: str, high: str, unit: str) -> Quantity:
    return Quantity(Fraction(value), Interval(Fraction(low), Fraction(high)), unit)


def reading(*operands: tuple[str, Claim | Assumption]) -> Reading:
    return Reading(tuple(Operand(role, by) for role, by in operands), Support.CLEAR, "the words name it")


def row(id_: str, name: str, value: str, unit: str, read: Stated, **more: object) -> Assumption:
    given: dict[str, object] = {
        "measure": id_.rpartition("_")[0],
        "row": Row("assumptions.csv", 2),
        "source": "A year-book",
    }
    return Assumption(id=id_, name=name, value_text=value, unit=unit, figure=read, **(given | more))  # type: ignore[arg-type]


YEAR_2024 = Period(date(2024, 1, 1), date(2024, 12, 31), "2024")

HARVEST = """---
title: A good year for the valley
published: 2024-11-03
---
A good year for the valley
Growers in the valley picked 48,000 tonnes of apples this autumn, up 20% from 40,000 tonnes a year earlier.
The cider presses took 9,600 tonnes, a quarter of the crop. About 31 growers sell at the gate.
What grows where
Slopes carry 70% of the trees
Meadows carry the other 30%
Orchard	Tonnes
Long Acre	30,000
Mill Side	18,000
Subscribe for 2 euros a week"""

CLUB = """The club by the canal sold 1,150 season tickets for £2.3 million, or £2,000 apiece.
"We doubled attendance in two years, to 14,000 a match", said the chairman, Ida Lunt, 61.
The stand holds nearly 15,000 people."""

HOSPITAL = """Three hospitals merged on 1 April.
Together they have 1,240 beds, of which 96% are taken on a winter's day.
If every ward gave up 5% of its beds, 124 would be free for emergencies.
Form A-12 has the details."""


def sample() -> Report:
    """Three articles with every verdict, a chain of causes, a quotation, a supposition and a table."""
    harvest, harvest_findings, harvest_unchecked = _harvest()
    club, club_findings, club_unchecked = _club()
    hospital, hospital_findings, hospital_unchecked = _hospital()
    desks = (club, harvest, hospital)
    findings = (*club_findings, *harvest_findings, *hospital_findings)
    rows = {o.by.id: o.by for f in findings for o in f.reading.operands if isinstance(o.by, Assumption)}
    return Report(
        documents=tuple(desk.document() for desk in desks),
        unread=(Unread("scans/ledger.txt", "not UTF-8: byte 0xff at offset 12"),),
        assumptions=tuple(rows[id_] for id_ in sorted(rows)),
        claims=tuple(sorted((c for desk in desks for c in desk.claims), key=lambda c: c.span)),
        findings=findings,
        unchecked=(*club_unchecked, *harvest_unchecked, *hospital_unchecked),
        passed=tuple(sorted((p for desk in desks for p in desk.passed), key=lambda p: p.span)),
        confirmations=(
            _confirmation("hf-quarter", "The Valley Post", "Organization"),
            replace(_confirmation("cf-sold", "Ida Lunt", "Person"), rating="Ten times too low", publisher_url=None),
        ),
    )


def _confirmation(finding: str, claimant: str, kind: str) -> Confirmation:
    return Confirmation(
        finding=finding,
        by="R. Osei",
        claimant=claimant,
        claimant_type=kind,
        publisher="The Weekly Count",
        publisher_url="https://count.example/",
        url=f"https://count.example/checks/{finding}",
        published=date(2024, 12, 1),
        rating=None,
    )


def _harvest() -> tuple[Desk, list[Finding], list[Unchecked]]:
    kinds = {
        "---": BlockKind.META, "title:": BlockKind.META, "published:": BlockKind.META, "A": BlockKind.TITLE,
        "What": BlockKind.HEADING, "Slopes": BlockKind.ITEM, "Meadows": BlockKind.ITEM,
        "Orchard": BlockKind.CELL, "Long": BlockKind.CELL, "Mill": BlockKind.CELL,
        "Subscribe": BlockKind.BOILERPLATE,
    }  # fmt: skip
    desk = Desk(
        "harvest.md", HARVEST, kinds, "A good year for the valley", "The Valley Post",
        "https://valley.example/apples", date(2024, 11, 3), lang="en",
    )  # fmt: skip
    desk.pass_over("2024-11-03", "date")
    desk.pass_over("2", "boilerplate", nth=HARVEST[: HARVEST.index("2 euros")].count("2") + 1)
    crop = desk.claim("h-crop", "48,000 tonnes", "tonne", figure("48000", "1", "1000"), measure="apple_crop")
    rise = desk.claim("h-rise", "20%", "percent", figure("20", "1"), kind="change")
    last = desk.claim("h-last", "40,000 tonnes", "tonne", figure("40000", "1", "10000"))
    cider = desk.claim("h-cider", "9,600 tonnes", "tonne", figure("9600", "1", "100"))
    quarter = desk.claim("h-quarter", "a quarter", "", figure("0.25", "0.01"), kind="share")
    gate = desk.claim(
        "h-gate",
        "31 growers",
        "grower",
        figure("31", "1", hedge=HedgeKind.ABOUT),
        hedge=("About", HedgeKind.ABOUT),
    )
    slopes = desk.claim("h-slopes", "70%", "percent", figure("70", "1"), kind="share")
    meadows = desk.claim("h-meadows", "30%", "percent", figure("30", "1"), kind="share")
    acre = desk.claim("h-acre", "30,000", "tonne", figure("30000", "1", "10000"))
    mill = desk.claim("h-mill", "18,000", "tonne", figure("18000", "1", "1000"))
    findings = [
        Finding(
            id="hf-rise",
            relation=Relation("percent-change", rise, (reading(("before", last), ("after", crop)),)),
            reading=reading(("before", last), ("after", crop)),
            verdict=Verdict.CONSISTENT,
            strength=Strength.STRICT,
            power=Fraction(1, 10),
            stated=quantity("20", "19.5", "20.5", "percent"),
            expected=quantity("20", "17.5", "22.5", "percent"),
            working="48,000 tonne / 40,000 tonne − 1 = 20%",
            message="The rise of 20% agrees with 40,000 and 48,000 tonnes.",
        ),
        Finding(
            id="hf-quarter",
            relation=Relation("share-of", quarter, ()),
            reading=reading(("part", cider), ("whole", crop)),
            verdict=Verdict.INCONSISTENT,
            severity=Severity.MATERIAL,
            stated=quantity("0.25", "0.245", "0.255", ""),
            expected=quantity("0.2", "0.196842", "0.203158", ""),
            working="9,600 tonne / 48,000 tonne = 0.2",
            message="A quarter of the crop would be 12,000 tonnes; 9,600 of 48,000 tonnes is a fifth.",
            suggestion="a fifth",
            tried=("of 40,000 tonnes (last year's crop): 24%, which does not agree either",),
            causes=("h-quarter",),
        ),
        Finding(
            id="hf-crop",
            relation=Relation("sum-of-parts", crop, ()),
            reading=reading(("part", acre), ("part", mill)),
            verdict=Verdict.CONSISTENT,
            strength=Strength.ROUNDED,
            power=Fraction(1, 8),
            stated=quantity("48000", "47500", "48500", "tonne"),
            expected=quantity("48000", "42500", "53500", "tonne"),
            working="30,000 + 18,000 = 48,000",
            message="The orchards of the table add up to the crop.",
        ),
    ]
    silent = "nothing in the table or the article says anything about it"
    unchecked = [Unchecked(claim, silent) for claim in (last, cider, gate, slopes, meadows, acre, mill)]
    return desk, findings, unchecked


def _club() -> tuple[Desk, list[Finding], list[Unchecked]]:
    desk = Desk("club.txt", CLUB, as_of=date(2024, 6, 30))
    sold = desk.claim(
        "c-sold", "1,150 season tickets", "ticket", figure("1150", "1", "10"), measure="season_tickets",
        period=YEAR_2024,
    )  # fmt: skip
    income = desk.claim("c-income", "£2.3 million", "GBP", figure("2300000", "100000"), kind="amount")
    price = desk.claim("c-price", "£2,000", "GBP/ticket", figure("2000", "1", "1000"), kind="price")
    quoted = Stance(attributed="Ida Lunt", quoted=True)
    doubled = desk.claim("c-doubled", "doubled", "multiple", figure("2", "1"), kind="multiple", stance=quoted)
    crowd = desk.claim("c-crowd", "14,000", "person", figure("14000", "1", "1000"), stance=Stance(quoted=True))
    desk.pass_over("two years", "duration")
    desk.pass_over("61", "age")
    stand = desk.claim(
        "c-stand", "15,000 people", "person", figure("15000", "1", "1000", HedgeKind.NEARLY),
        hedge=("nearly", HedgeKind.NEARLY), measure="stand_places",
    )  # fmt: skip
    tickets = row(
        "season_tickets_2024", "Season tickets sold, 2024", "11,500", "ticket", figure("11500", "1", "100"),
        as_of=YEAR_2024, published=date(2024, 5, 2), source="Annual report 2024", publisher="The club",
        url="https://club.example/report?year=2024&part=2", note="Audited.",
    )  # fmt: skip
    places = row(
        "stand_places_2024", "Places in the stand", "14,800", "person", figure("14800", "1", "100"),
        source="Safety certificate", publisher="City council",
    )  # fmt: skip
    crowd_before = row(
        "attendance_2022", "Mean attendance, 2022", "9,100", "person", figure("9100", "1", "100"),
        confidence=Confidence.LOW, source="A fan's count",
    )  # fmt: skip
    findings = [
        Finding(
            id="cf-sold",
            relation=Relation("equals-assumption", sold, ()),
            reading=reading(("row", tickets)),
            verdict=Verdict.INCONSISTENT,
            severity=Severity.MATERIAL,
            stated=quantity("1150", "1145", "1155", "ticket"),
            expected=quantity("11500", "11450", "11550", "ticket"),
            working="Season tickets sold, 2024 = 11,500",
            message="The club reported 11,500 season tickets for 2024; 1,150 is a tenth of that.",
            suggestion="11,500 season tickets",
            causes=("c-sold",),
        ),
        Finding(
            id="cf-price",
            relation=Relation("unit-price", price, ()),
            reading=reading(("amount", income), ("count", sold)),
            verdict=Verdict.INCONSISTENT,
            severity=Severity.MATERIAL,
            stated=quantity("2000", "1500", "2500", "GBP/ticket"),
            expected=quantity("200", "194.805195", "205.240175", "GBP/ticket"),
            working="2,300,000 GBP / 11,500 ticket = 200 GBP/ticket",
            message="£2.3 million for 11,500 season tickets is £200 apiece, not £2,000.",
            suggestion="£200",
            causes=("c-sold",),
            because_of=("cf-sold",),
        ),
        Finding(
            id="cf-doubled",
            relation=Relation("multiple-of", doubled, ()),
            reading=reading(("base", crowd_before), ("result", crowd)),
            verdict=Verdict.UNVERIFIED,
            stated=quantity("2", "1.5", "2.5", "multiple"),
            expected=quantity("1.53846153846", "1.475", "1.602", "multiple"),
            working="14,000 person / 9,100 person = 1.54",
            message="The doubling cannot be decided: the only earlier count is a fan's.",
        ),
        Finding(
            id="cf-stand",
            relation=Relation("equals-assumption", stand, ()),
            reading=reading(("row", places)),
            verdict=Verdict.CONSISTENT,
            strength=Strength.ROUNDED,
            power=Fraction(1, 16),
            stated=quantity("15000", "14000", "15000", "person"),
            expected=quantity("14800", "14750", "14850", "person"),
            working="Places in the stand = 14,800",
            message="Nearly 15,000 agrees with 14,800 places.",
        ),
    ]
    unchecked = [
        Unchecked(income, "no row of the table is about it"),
        Unchecked(crowd, "no row of the table is about it"),
    ]
    return desk, findings, unchecked


def _hospital() -> tuple[Desk, list[Finding], list[Unchecked]]:
    desk = Desk("wards/hospital.txt", HOSPITAL, title="Three houses, one bed plan")
    three = desk.claim("w-three", "Three hospitals", "hospital", figure("3", "1"))
    desk.pass_over("1 April", "date")
    beds = desk.claim("w-beds", "1,240 beds", "bed", figure("1240", "1", "10"), measure="beds")
    taken = desk.claim("w-taken", "96%", "percent", figure("96", "1"), kind="share")
    given = desk.claim(
        "w-given", "5%", "percent", Stated.exactly(Fraction(5)), kind="share", stance=Stance(supposed=True)
    )
    free = desk.claim("w-free", "124", "bed", figure("124", "1"), stance=Stance(supposed=True))
    desk.pass_over("A-12", "identifier")
    findings = [
        Finding(
            id="wf-free",
            relation=Relation("scenario", free, ()),
            reading=reading(("share", given), ("base", beds)),
            verdict=Verdict.INCONSISTENT,
            severity=Severity.MATERIAL,
            stated=quantity("124", "123.5", "124.5", "bed"),
            expected=quantity("62", "61.75", "62.25", "bed"),
            working="5% × 1,240 bed = 62 bed",
            message="5% of 1,240 beds is 62; 124 would be 10%.",
            suggestion="62",
            causes=("w-free",),
        ),
    ]
    unchecked = [Unchecked(claim, "no row of the table is about it") for claim in (three, beds, taken, given)]
    return desk, findings, unchecked


def accepted() -> Report:
    """The sample compared with a baseline: one fault known, one waived, one rule not selected; something to mend."""
    waiver = Waiver(
        "share-of", "harvest.md", "The growers' own words.", date(2026, 12, 31), "factcheck-waivers.toml", 4,
        by="Ida Lunt", id="hf-quarter",
    )  # fmt: skip
    in_article = replace(waiver, rule="unverified", path="club.txt", line=3, by=None, id="c-crowd")
    return replace(
        sample(),
        baseline="factcheck-baseline.jsonl",
        statuses={
            "cf-sold": Status.KNOWN,
            "h-last": Status.KNOWN,
            "hf-quarter": Status.WAIVED,
            "c-crowd": Status.WAIVED,
            "wf-free": Status.IGNORED,
        },
        waivers={"hf-quarter": waiver, "c-crowd": in_article},
        stale=(Known("club.txt", "multiple-of", "It trebled in a year.", "trebled", "cf-gone"),),
        notices=(
            Notice("factcheck-waivers.toml", 11, "this waiver ended on 2026-01-31"),
            Notice("harvest.md", 7, "this waiver has no reason"),
        ),
        failures=("1 new inconsistent figure", "11 new unverified claims"),
    )


def hostile() -> Report:
    """Every string that an article or a table brings, at its worst."""
    desk = Desk(
        f"a {HOSTILE}.txt", f"{HOSTILE}\nIt was 40 {HOSTILE} in all.\nAnd 50.", title=HOSTILE, source=HOSTILE,
        url="javascript:alert(3)", lang='en" onclick="alert(4)',
    )  # fmt: skip
    stance = Stance(attributed=HOSTILE)
    claim = desk.claim(f"c {HOSTILE}", f"40 {HOSTILE}", HOSTILE, figure("40", "1"), stance=stance, kind="count")
    silent = desk.claim("quiet", "50", "", figure("50", "1"))
    desk.pass_over("7*7", HOSTILE)
    used = row(
        f"r {HOSTILE}", HOSTILE, HOSTILE, "sheep", figure("41", "1"), source=HOSTILE, publisher=HOSTILE,
        url="javascript:alert(5)", note=HOSTILE, formula=HOSTILE,
    )  # fmt: skip
    finding = Finding(
        id=f"f {HOSTILE}",
        relation=Relation("equals-assumption", claim, ()),
        reading=reading((HOSTILE, used), ("base", silent)),
        verdict=Verdict.INCONSISTENT,
        severity=Severity.MATERIAL,
        stated=quantity("40", "39.5", "40.5", HOSTILE),
        expected=quantity("41", "40.5", "41.5", HOSTILE),
        working=HOSTILE,
        message=HOSTILE,
        suggestion=HOSTILE,
        tried=(HOSTILE,),
        causes=(claim.id,),
    )
    return Report(
        documents=(desk.document(),),
        unread=(Unread(HOSTILE, HOSTILE),),
        assumptions=(used,),
        claims=tuple(desk.claims),
        findings=(finding,),
        unchecked=(Unchecked(silent, HOSTILE),),
        passed=tuple(desk.passed),
    )
