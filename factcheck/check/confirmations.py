"""What an editor has confirmed: the findings that a newsroom has published as reviews of a claim.

The program finds; whether somebody's claim is called false in public, an editor decides, finding by finding. So only
what factcheck-confirmed.toml names becomes a ClaimReview, with the day and the address that the editor gives.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from factcheck.errors import ConfirmationError
from factcheck.model import Confirmation, Finding, Notice, Report, Verdict

LEAST_OF_ID = 6


def _day(written: object) -> object:
    if not isinstance(written, date) or isinstance(written, datetime):
        raise ValueError("expected a day such as 2026-12-31, without quotes")
    return written


def _address(written: str) -> str:
    parts = urlsplit(written)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("expected an address such as https://paper.example/checks/1")
    return written


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Day = Annotated[date, BeforeValidator(_day)]
Address = Annotated[Words, AfterValidator(_address)]
Kind = Literal["Person", "Organization"]


class _Section(BaseModel):
    """One section [[confirmed]]: which finding, by whom, and where and when the review was published."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    finding: Annotated[Words, StringConstraints(min_length=LEAST_OF_ID)]
    by: Words
    url: Address
    published: Day
    claimant: Words | None = None
    claimant_type: Kind = "Person"
    rating: Words | None = None


class _File(BaseModel):
    """The whole file: who publishes the reviews, and the findings."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    publisher: Words
    publisher_url: Address | None = None
    confirmed: tuple[_Section, ...] = ()


def confirm(report: Report, written: str, *, name: str) -> Report:
    """The report that knows which of its findings were confirmed, by the text of the file `name`.

    What is confirmed and no longer found is a notice. Raises ConfirmationError with every fault of the file.
    """
    file = _read(written, name)
    made = [_confirmed(report, file, section, f"{name}: confirmed {n}") for n, section in enumerate(file.confirmed, 1)]
    faults = [each for each in made if isinstance(each, str)]
    if faults:
        raise ConfirmationError("\n".join(faults))
    missing = [section for section, each in zip(file.confirmed, made, strict=True) if each is None]
    gone = (Notice(name, None, f"finding {each.finding} is confirmed and no longer found") for each in missing)
    return replace(
        report,
        confirmations=tuple(each for each in made if isinstance(each, Confirmation)),
        notices=(*report.notices, *gone),
    )


def _read(written: str, name: str) -> _File:
    try:
        return _File.model_validate(tomllib.loads(written))
    except tomllib.TOMLDecodeError as error:
        raise ConfirmationError(f"{name}: is not TOML: {error}") from None
    except ValidationError as error:
        raise ConfirmationError("\n".join(f"{name}: {fault}" for fault in _faults(error))) from None


def _faults(error: ValidationError) -> Iterator[str]:
    for each in error.errors():
        key = _key(each["loc"])
        expected = str(each["msg"]).removeprefix("Value error, ")
        if each["type"] == "missing":
            yield f"{key} is missing"
        elif each["type"] == "extra_forbidden":
            yield f"unknown key {key}"
        else:
            yield f"{key}: found {each['input']!r}, {expected[0].lower()}{expected[1:]}"


def _key(place: tuple[Any, ...]) -> str:
    """ "confirmed 2: url"."""
    if len(place) > 1 and isinstance(place[1], int):
        return ": ".join((f"{place[0]} {place[1] + 1}", *map(str, place[2:])))
    return ": ".join(map(str, place))


def _confirmed(report: Report, file: _File, section: _Section, where: str) -> Confirmation | str | None:
    """The confirmation; what is wrong with it; or None where nothing of the report answers to it any more."""
    wrong = [finding for finding in report.findings if finding.verdict is Verdict.INCONSISTENT]
    found = [finding for finding in wrong if finding.id.startswith(section.finding)]
    if not found:
        return None
    if len(found) > 1:
        return (
            f"{where}: finding: {section.finding!r} are the first characters of {len(found)} ids, expected more of them"
        )
    claimant, kind = _claimant(report, found[0], section)
    if claimant is None:
        return f"{where}: claimant is missing: the article quotes nobody here and names no source"
    return Confirmation(
        finding=found[0].id,
        by=section.by,
        claimant=claimant,
        claimant_type=kind,
        publisher=file.publisher,
        publisher_url=file.publisher_url,
        url=section.url,
        published=section.published,
        rating=section.rating,
    )


def _claimant(report: Report, finding: Finding, section: _Section) -> tuple[str | None, Kind]:
    """Who made the claim: as the editor says, else whom the article quotes, else the article's source."""
    if section.claimant:
        return section.claimant, section.claimant_type
    if finding.claim.stance.attributed:
        return finding.claim.stance.attributed, "Person"
    document = next(d for d in report.documents if d.id == finding.claim.span.document)
    return document.source, "Organization"
