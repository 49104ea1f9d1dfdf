"""`factcheck baseline`: the file of what was known before. `create` fills it once, `add` by name, nothing else does."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.cli.before import before, read_baseline
from factcheck.cli.options import FILE, as_of_option, baseline_option, config_option, tables_option
from factcheck.cli.outputs import put_all
from factcheck.cli.terminal import progress
from factcheck.errors import BaselineError, UnknownNameError

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Known, Objection, Report

SHORTEST_PREFIX = 6


@click.group()
def baseline() -> None:
    """What is known from earlier audits, so that a run fails only on what is new."""


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every one of these commands audits by."""
    for option in (as_of_option, baseline_option, config_option, tables_option):
        command = option(command)
    return command


_corpus = click.argument("corpus", type=FILE, required=False)


@baseline.command()
@_corpus
@_options
def create(corpus: Path | None, **options: Any) -> None:
    """Write the first baseline: everything that a run over CORPUS objects to today."""
    from factcheck.check import baseline as lines
    from factcheck.model import Status

    settings = _settings(_folder(corpus), options)
    if settings.baseline.exists():
        raise BaselineError(
            f"{settings.baseline}: is there already; factcheck baseline add accepts a finding by name, "
            "prune takes out what is gone"
        )
    report = _report(_folder(corpus), settings, options)
    known = lines.lines(report, lambda objection: report.status(objection.id) is Status.NEW)
    put_all([(settings.baseline, lines.write(known))])
    click.echo(f"{settings.baseline}: {_counted(len(known), 'line')}{_by_rule(line.rule for line in known)}")


@baseline.command()
@_corpus
@_options
def check(corpus: Path | None, **options: Any) -> None:
    """List what is new in CORPUS and what the baseline has in vain; exit with 1 where that fails or is stale."""
    settings = _settings(_folder(corpus), options)
    read_baseline(settings)
    report = _report(_folder(corpus), settings, options)
    _tell(report)
    if report.failures or report.stale:
        sys.exit(1)


@baseline.command()
@_corpus
@_options
def prune(corpus: Path | None, **options: Any) -> None:
    """Take out of the baseline what is no longer found in CORPUS; nothing is put in."""
    settings = _settings(_folder(corpus), options)
    known = read_baseline(settings)
    stale = _report(_folder(corpus), settings, options).stale
    _write(settings, [line for line in known if line not in stale], known)
    for line in stale:
        click.echo(f"taken out: {_said(line)}")
    click.echo(f"{settings.baseline}: {_counted(len(stale), 'line')} taken out, {len(known) - len(stale)} left")


@baseline.command()
@click.argument("names", metavar="ID...", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why it is accepted, for those who review the change.")
@click.option("--corpus", type=FILE, metavar="CORPUS", help="The articles. Default: corpus, or the folder here.")
@_options
def add(names: Sequence[str], reason: str, corpus: Path | None, **options: Any) -> None:
    """Put the finding or unverified claim ID into the baseline, with the reason. ID is one of report.json."""
    from factcheck.check import baseline as lines

    if not reason.strip():
        raise click.BadParameter("found no words, expected why it is accepted", param_hint="--reason")
    settings = _settings(_folder(corpus), options)
    known = read_baseline(settings)
    report = _report(_folder(corpus), settings, options)
    ids = {objection.id for name in names for objection in _named(name, report)}
    added = lines.lines(report, lambda objection: objection.id in ids, reason=" ".join(reason.split()))
    _write(settings, [*known, *added], known)
    for line in added:
        click.echo(f"added: {_said(line)}")


def _folder(corpus: Path | None) -> Path:
    """The corpus named, or ./corpus, or the folder here."""
    return corpus or (Path("corpus") if Path("corpus").is_dir() else Path())


def _settings(corpus: Path, options: dict[str, Any]) -> Settings:
    from factcheck import config

    settings = config.find(corpus, options["settings_file"])
    given = {"assumptions": options["tables"] or None, "baseline": options["baseline_file"]}
    return settings.model_copy(update={name: value for name, value in given.items() if value is not None})


def _report(corpus: Path, settings: Settings, options: dict[str, Any]) -> Report:
    from factcheck.pipeline import audit, review

    as_of: datetime | None = options["as_of"]
    known = before(corpus, settings, today=as_of.date() if as_of else None)
    return review(audit(corpus, settings, progress=progress(sys.stderr)), known, settings)


def _tell(report: Report) -> None:
    from factcheck.check import baseline as lines
    from factcheck.model import Status
    from factcheck.report.ledger import ledger

    places, said = ledger(report).places, {line.id: line for line in lines.lines(report)}
    new = [objection for objection in report.objections if report.status(objection.id) is Status.NEW]
    for objection in sorted(new, key=lambda each: (each.claim.span, each.rule)):
        line, place = said[objection.id], places[objection.claim.id]
        click.echo(f"new: {line.document}:{place.line}:{place.column}: {line.rule}: {line.text} ({line.id})")
    for line in report.stale:
        click.echo(f"stale: {_said(line)}")
    known = sum(status is Status.KNOWN for status in report.statuses.values())
    click.echo(f"{len(new)} new, {known} known, {len(report.stale)} stale")


def _named(name: str, report: Report) -> list[Objection]:
    """The new objections whose id, or whose claim's id, begins so."""
    from factcheck.model import Status

    found = [o for o in report.objections if o.id.startswith(name) or o.claim.id.startswith(name)]
    if len(name) < SHORTEST_PREFIX or not found:
        raise UnknownNameError(
            f"{name!r} is nothing that a run objects to; expected {SHORTEST_PREFIX} or more characters of the id of a "
            "finding or of an unverified claim in report.json"
        )
    claims = sorted({objection.claim.id for objection in found})
    if len(claims) > 1:
        raise UnknownNameError(f"{name!r} begins the ids of {len(claims)} claims: {', '.join(claims)}; give more of it")
    new = [objection for objection in found if report.status(objection.id) is Status.NEW]
    if not new:
        raise BaselineError(f"{name!r} is {report.status(found[0].id).value} already; there is nothing to add")
    return new


def _write(settings: Settings, wanted: Sequence[Known], known: Sequence[Known]) -> None:
    """A file whose lines stay the same is left as it is, unsorted as it may be after a merge."""
    from factcheck.check import baseline as lines

    if set(wanted) != set(known):
        put_all([(settings.baseline, lines.write(wanted))])


def _said(line: Known) -> str:
    return f"{line.document}: {line.rule}: {line.text} ({line.id})"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _by_rule(rules: Iterable[str]) -> str:
    counts = sorted(Counter(rules).items())
    return f" ({', '.join(f'{count} {rule}' for rule, count in counts)})" if counts else ""
