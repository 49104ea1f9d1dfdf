"""What was known and accepted before a run, from its files: the baseline, the waivers, a git revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.cli.options import near
from factcheck.cli.revision import Revision, revision
from factcheck.errors import (
    BaselineError,
    ConfirmationError,
    CorpusError,
    FactcheckError,
    GitError,
    UnknownNameError,
    WaiverError,
)

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Known, Report
    from factcheck.pipeline import Before


def before(
    corpus: Path,
    settings: Settings,
    *,
    settings_file: Path | None = None,
    tables: tuple[Path, ...] = (),
    by_file: bool = True,
    revisions: Sequence[str] = (),
    waivers_from: str | None = None,
    today: date | None = None,
    only: Collection[str] = (),
) -> Before:
    """All of it: the baseline's lines where `by_file` says so, and what was found in git revisions.

    Where `only` some articles are looked at, or the corpus is one file, only what is said of them counts.
    """
    from factcheck.check import waiver_forms
    from factcheck.pipeline import Before, codes

    _known_rules(settings, codes())
    known = {}
    if by_file and settings.baseline.exists():
        known[settings.baseline.name] = tuple(
            line for line in read_baseline(settings) if _looked_at(line.document, corpus, only)
        )
    earlier = {f"revision {name}": _audited(name, corpus, settings, settings_file, tables) for name in revisions}
    written, standing = _waivers(corpus, settings, waivers_from)
    waivers, notices = waiver_forms.in_file(written, settings.waivers.name, codes()) if written else ((), ())
    return Before(
        today=today or datetime.now(UTC).date(),
        known=known,
        earlier=earlier,
        waivers=tuple(waiver for waiver in waivers if _looked_at(waiver.document, corpus, only)),
        notices=notices,
        standing=standing,
    )


def read_baseline(settings: Settings) -> tuple[Known, ...]:
    """The lines of the settings' baseline. Raises BaselineError where there is none, or with every fault of it."""
    from factcheck.check import baseline

    path = existing_baseline(settings.baseline)
    return baseline.parse(_text(path, BaselineError), path.name)


def existing_baseline(path: Path) -> Path:
    """The path. Raises BaselineError where there is no such file."""
    if not path.exists():
        raise BaselineError(f"{path}: there is none; make the first one with factcheck baseline create")
    return path


def _looked_at(document: str, corpus: Path, only: Collection[str]) -> bool:
    return document in only if only else corpus.is_dir() or document == corpus.name


def _known_rules(settings: Settings, codes: Sequence[str]) -> None:
    """A misspelt rule would be ignored in silence."""
    named = [
        *settings.select,
        *settings.ignore,
        *(r for each in settings.per_file.values() for r in each.ignore),
    ]
    for rule in named:
        if rule not in codes:
            raise UnknownNameError(f"{rule!r} is no rule to select or ignore{near(rule, codes)}")


def _waivers(corpus: Path, settings: Settings, named: str | None) -> tuple[str, Counter[tuple[str, ...]] | None]:
    """The text of the file of waivers, "" without one, and the comments that count, None for all."""
    from factcheck.check import waiver_forms
    from factcheck.read import corpus as articles

    if named is None:
        return _text(settings.waivers, WaiverError) if settings.waivers.exists() else "", None
    with revision(named, corpus) as there:
        there.fetch(corpus, settings.waivers)
        path = there.of(settings.waivers)
        written = _text(path, WaiverError) if path.exists() else ""
        try:
            documents, _ = articles.read(there.of(corpus), exclude=settings.exclude)
        except CorpusError:
            documents = ()
        return written, waiver_forms.comments(documents)


def with_confirmed(report: Report, settings: Settings) -> Report:
    """The report with what an editor has confirmed; nothing is where there is no file of it."""
    from factcheck.check.confirmations import confirm

    if not settings.confirmed.exists():
        return report
    return confirm(report, _text(settings.confirmed, ConfirmationError), name=settings.confirmed.name)


def _text(path: Path, error: type[FactcheckError]) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as wrong:
        raise error(f"{path}: cannot be read: {(wrong.strerror or str(wrong)).lower()}") from None
    except UnicodeDecodeError as wrong:
        raise error(f"{path}: is not UTF-8 text at position {wrong.start}") from None


def _audited(
    name: str, corpus: Path, settings: Settings, settings_file: Path | None, tables: tuple[Path, ...]
) -> Report:
    """What an audit finds in the corpus of that revision, by its own table and settings; nothing where it had none."""
    from factcheck.model import Report
    from factcheck.pipeline import audit

    with revision(name, corpus) as there:
        try:
            return audit(there.of(corpus), _settings_of(there, corpus, settings, settings_file, tables))
        except CorpusError:
            return Report((), (), (), (), (), (), ())
        except GitError:
            raise
        except FactcheckError as error:
            words = str(error).replace(f"{there.folder}/", "")
            raise GitError(f"{name}: the corpus cannot be checked as it was: {words}") from None


def _settings_of(
    there: Revision, corpus: Path, settings: Settings, settings_file: Path | None, tables: tuple[Path, ...]
) -> Settings:
    """The revision's own settings; today's where its repository holds none."""
    from factcheck import config

    folder = corpus if corpus.is_dir() else corpus.parent
    named = [settings_file] if settings_file is not None else []
    there.fetch(corpus, folder / config.TABLE, *named)
    there.fetch_named(config.FILE, config.PROJECT)
    above = [path for path in (there.of(folder), *there.of(folder).parents) if path.is_relative_to(there.folder)]
    files = [there.of(path) for path in named] or [
        path / name for path in above for name in (config.FILE, config.PROJECT)
    ]
    found = settings
    if any(path.is_file() for path in files):
        found = config.find(there.of(corpus), next((there.of(path) for path in named), None))
    today = [there.today(path) if found is not settings else path for path in found.assumptions]
    there.fetch(*(tables or today))
    return found.model_copy(update={"assumptions": tuple(p for p in map(there.of, tables or today) if p.exists())})
