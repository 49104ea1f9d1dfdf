"""What a person looked at and accepts: which objections the waivers of a corpus are for, and which do not apply.

A waiver is for one figure. One that is past, or that fits no objection or several figures, does not apply, and is told
of; so a changed figure, and another one that nobody looked at, are objected to anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from factcheck.model import Notice, Objection, Report, Status, Waiver

_MOST_NAMED = 5


def excuse(report: Report, waivers: Iterable[Waiver], *, today: date) -> Report:
    """The report that knows which of its objections are waived, and by what; `today` may be the last day of one."""
    objections: dict[tuple[str, str], list[Objection]] = defaultdict(list)
    for objection in report.objections:
        objections[objection.claim.span.document, objection.rule].append(objection)
    documents = {document.id: document for document in report.documents}
    excused: dict[str, Waiver] = {}
    notices: list[Notice] = []
    unread = {each.path for each in report.unread}
    for waiver in (each for each in waivers if each.document not in unread):  # nobody looked there: it may fit yet
        among = objections[waiver.document, waiver.rule]
        meant = [o for o in among if _is_for(waiver, o, documents[waiver.document].text)]
        trouble = _trouble(waiver, meant, among, today)
        if trouble is None:
            excused |= {objection.id: waiver for objection in meant}
        notice = trouble or _risk(waiver, meant)
        notices += [Notice(waiver.path, waiver.line, notice)] if notice else []
    fresh = {id_: waiver for id_, waiver in excused.items() if report.status(id_) is Status.NEW}
    return replace(
        report,
        statuses={**report.statuses, **dict.fromkeys(fresh, Status.WAIVED)},
        waivers={**report.waivers, **fresh},
        notices=tuple(sorted((*report.notices, *notices), key=lambda n: (n.path, n.line or 0, n.message))),
    )


def _is_for(waiver: Waiver, objection: Objection, text: str) -> bool:
    """Whether everything that the waiver names is so."""
    claim = objection.claim
    sentence = text[claim.sentence.span.start : claim.sentence.span.end]
    return (
        (waiver.id is None or waiver.id in (objection.id, claim.id))
        and (waiver.figure is None or _plain(waiver.figure) == _plain(claim.mention.text))
        and (waiver.sentence is None or _plain(waiver.sentence) == _plain(sentence))
        and (waiver.within is None or waiver.within.covers(claim.span))
    )


def _plain(words: str) -> str:
    return " ".join(words.split())


def _trouble(waiver: Waiver, meant: Sequence[Objection], among: Sequence[Objection], today: date) -> str | None:
    """Why the waiver does not apply, and what would; None where it does."""
    name = f"the waiver of {waiver.rule}"
    if today > waiver.until:
        return f"{name} does not apply any more: its last day was {waiver.until.isoformat()}"
    figures = sorted({_plain(objection.claim.mention.text) for objection in meant or among})
    named = ", ".join(f'"{figure}"' for figure in figures[:_MOST_NAMED])
    if not meant and among:
        return (
            f"{name} fits no figure: {waiver.rule} objects to {named} in {waiver.document}; correct it or take it out"
        )
    if not meant:
        return f"{name} fits no figure: {waiver.rule} objects to nothing in {waiver.document}; take it out"
    if len({objection.claim.id for objection in meant}) > 1:
        return f"{name} fits more than one figure: {named}; name one by its figure, its sentence or its id"
    return None


def _risk(waiver: Waiver, meant: Sequence[Objection]) -> str | None:
    """A comment that names no figure goes on to apply when the figure beside it is changed."""
    if waiver.figure is not None or waiver.id is not None:
        return None
    figure = _plain(meant[0].claim.mention.text)
    return f'the waiver of {waiver.rule} would be for a changed figure, too; name this one: figure="{figure}"'
