"""What a study found, in an editor's words."""

from __future__ import annotations

from factcheck.figures import say
from factcheck.model import Verdict
from factcheck.study.impact import Change, Impact, Moved

DIGITS = 6  # a row of the table is shown as exactly as tables are written


def moved(row: Moved) -> str:
    """ "ETF_2025 (ETF assets): $148 billion → $160 billion"."""
    known = row.after or row.before
    assert known is not None
    sides = (
        say(side.figure.value, side.unit, significant=DIGITS) if side is not None else "no row"
        for side in (row.before, row.after)
    )
    return f"{row.id} ({known.name}): {' → '.join(sides)}"


def turned(change: Change) -> str:
    """ "“70 times” was consistent and cannot be right then: …; write about 6 times"."""
    claim, finding = f"“{change.claim.mention.text}”", change.finding
    if change.after is Verdict.CONSISTENT:
        return f"{claim} was {change.before.value} and agrees then: {finding.working if finding else ''}".rstrip(": ")
    if change.after is Verdict.UNVERIFIED:
        return f"{claim} was {change.before.value}; nothing decides it then"
    assert finding is not None
    advice = f"; write {finding.suggestion}" if finding.suggestion else ""
    was = "was wrong by another figure" if change.before is change.after else f"was {change.before.value}"
    return f"{claim} {was} and cannot be right then: {finding.working}{advice}"


def outcome(found: Impact) -> str:
    """ "3 claims change: 1 to be corrected, 2 right then, 0 no longer verified"."""
    if not found.changes:
        return "no claim changes"
    broken = sum(change.broken for change in found.changes)
    mended = sum(change.mended for change in found.changes)
    lost = sum(change.lost for change in found.changes)
    claims = "1 claim changes" if len(found.changes) == 1 else f"{len(found.changes)} claims change"
    return f"{claims}: {broken} to be corrected, {mended} right then, {lost} no longer verified"
