"""The command line: options in, pipeline, exit code out. What a command does not need it does not import."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from factcheck import __version__
from factcheck.errors import CorpusError, FactcheckError, ReportError, TableError, UnknownNameError

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.model import Assumption, Document, Report, Unread, Writer

SHORTEST_PREFIX = 6
FILE = click.Path(path_type=Path)
NO_TABLE = "no table: articles are checked only against themselves"


class Failure(click.ClickException):
    """An error of the library, told in its own words: exit code 2 and no traceback."""

    exit_code = 2

    def __init__(self, error: FactcheckError) -> None:
        super().__init__(str(error))
        self.slug = error.slug

    def show(self, file: IO[Any] | None = None) -> None:
        """One line, or a count of the faults with one on each line."""
        lines = self.message.splitlines() or [""]
        if len(lines) > 1:
            lines = [f"{len(lines)} faults", *lines]
        click.echo("\n".join([f"factcheck: {self.slug}: {lines[0]}", *lines[1:]]), file=file or sys.stderr)


class Commands(click.Group):
    """The one place where errors of the library become exit codes."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FactcheckError as error:
            raise Failure(error) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck")
def main() -> None:
    """Find every figure in articles, recompute each one, and say which cannot be right.

    Exit codes: 0 nothing to report, 1 findings that fail the run, 2 could not do the job.
    """


def tables_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--assumptions, the same for every command that reads tables."""
    words = "A table of assumptions; may be repeated. Default: the settings', or assumptions.csv in the corpus."
    return click.option("--assumptions", "tables", type=FILE, multiple=True, metavar="FILE", help=words)(command)


def config_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--config, the same for every command that reads settings."""
    words = "The settings. Default: the nearest factcheck.toml in the corpus or above it."
    return click.option("--config", "settings_file", type=FILE, metavar="FILE", help=words)(command)


def reports_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """--reports, the same for the command that writes them and the one that reads them."""
    words = "The folder of the reports. Default: the settings', or reports."
    return click.option("--reports", type=FILE, metavar="DIR", help=words)(command)


# ── run ───────────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("corpus", type=FILE)
@tables_option
@config_option
@reports_option
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT=PATH",
    help="A further report; - is standard output.",
)
@click.option(
    "--fail-on", metavar="LIST", help="Verdicts that fail the run, or none. Default: inconsistent,unverified."
)
@click.option("--exit-zero", is_flag=True, help="Exit with 0 where findings would make it 1.")
def run(
    corpus: Path,
    tables: tuple[Path, ...],
    settings_file: Path | None,
    reports: Path | None,
    outputs: tuple[str, ...],
    fail_on: str | None,
    exit_zero: bool,
) -> None:
    """Audit every article of CORPUS and write reports/index.html and reports/report.json."""
    from factcheck import config
    from factcheck.pipeline import audit

    settings = config.find(corpus, settings_file)
    settings = settings.model_copy(update=_given(tables=tables, reports=reports, fail_on=fail_on))
    settings = _without_reports(corpus, settings)
    writers = _writers()
    further = [_output(written, writers) for written in outputs]
    report = audit(corpus, settings)
    if not report.documents:
        raise CorpusError("\n".join(["no article could be read", *_unread_lines(report.unread)]))
    report = report if settings.assumptions else _without_table(report, corpus)
    wanted = [
        (writers["html"], settings.reports / "index.html"),
        (writers["json"], settings.reports / "report.json"),
    ]
    _write_all(report, [*wanted, *further])
    summary_on_stderr = any(str(path) == "-" for _, path in further)
    click.echo(writers["text"].write(report), nl=False, err=summary_on_stderr)
    if _fails(report, settings) and not exit_zero:
        sys.exit(1)


def _given(*, tables: tuple[Path, ...], reports: Path | None, fail_on: str | None) -> dict[str, object]:
    """What the options say in place of the settings."""
    given: dict[str, object] = {"assumptions": tables} if tables else {}
    given |= {"reports": reports} if reports is not None else {}
    return given | ({"fail_on": _verdicts(fail_on)} if fail_on is not None else {})


def _verdicts(written: str) -> tuple[str, ...]:
    known = ("inconsistent", "unverified")
    words = [word.strip() for word in written.split(",") if word.strip()]
    unknown = [word for word in words if word not in (*known, "none")]
    if unknown:
        raise click.BadParameter(
            f"{unknown[0]!r} is no verdict that can fail a run; known are {', '.join(known)}, none",
            param_hint="--fail-on",
        )
    return tuple(word for word in known if word in words)


def _without_reports(corpus: Path, settings: Settings) -> Settings:
    """Settings that do not take reports written into the corpus for articles."""
    try:
        inside = settings.reports.resolve().relative_to(corpus.resolve()).as_posix()
    except ValueError:
        return settings
    return settings.model_copy(update={"exclude": (*settings.exclude, inside)}) if inside != "." else settings


def _without_table(report: Report, corpus: Path) -> Report:
    """The report with a word about the missing table, which is told on standard error too."""
    from factcheck.model import Unread

    folder = corpus if corpus.is_dir() else corpus.parent
    click.echo(f"factcheck: note: {folder / 'assumptions.csv'}: {NO_TABLE}", err=True)
    return replace(report, unread=tuple(sorted((*report.unread, Unread("assumptions.csv", NO_TABLE)))))


def _unread_lines(unread: Iterable[Unread]) -> list[str]:
    return [f"{each.path}: {each.reason}" for each in unread]


def _fails(report: Report, settings: Settings) -> bool:
    from factcheck.report.ledger import ledger

    return any(verdict.value in settings.fail_on for verdict in ledger(report).verdicts.values())


def _writers() -> Mapping[str, Writer]:
    from factcheck import registry
    from factcheck.model import Writer

    return {writer.name: writer for writer in registry.members("factcheck.report", "WRITER", Writer)}


def _output(written: str, writers: Mapping[str, Writer]) -> tuple[Writer, Path]:
    """The writer and the path of FORMAT=PATH."""
    name, equals, path = written.partition("=")
    if not equals or not path or name not in writers:
        known = ", ".join(writers)
        wrong = f"unknown format {name!r}" if equals and path else f"found {written!r}, expected FORMAT=PATH"
        raise click.BadParameter(f"{wrong}; formats are {known}", param_hint="--output")
    return writers[name], Path(path)


def _write_all(report: Report, wanted: Sequence[tuple[Writer, Path]]) -> None:
    """Every report is made before the first is written, so that a failing one leaves none behind."""
    for path, text in [(path, writer.write(report)) for writer, path in wanted]:
        if str(path) == "-":
            click.echo(text, nl=False)
        else:
            _write(path, text)


def _write(path: Path, text: str) -> None:
    """Write beside the file and put it in place in one step: a reader never meets half a report."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text.encode("utf-8"))
            Path(beside).chmod(0o666 & ~_umask())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReportError(f"{path}: cannot be written: {(error.strerror or str(error)).lower()}") from None


def _umask() -> int:
    """What a file made in the ordinary way would not be allowed; a temporary one is for its owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


# ── extract ───────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True, path_type=Path))
def extract(files: tuple[Path, ...]) -> None:
    """Print the figures of each FILE (- is plain text from standard input), one JSON object a line."""
    from factcheck import pipeline
    from factcheck.extract.quantities import as_json

    unread: list[str] = []
    for document in _documents(files, unread):
        for mention in pipeline.extract(document):
            click.echo(json.dumps(as_json(mention) | {"document": document.id}, ensure_ascii=False))
    if unread:
        raise CorpusError("\n".join(unread))


def _documents(files: Iterable[Path], unread: list[str]) -> Iterator[Document]:
    from factcheck.read import corpus, text

    for path in files:
        if str(path) == "-":
            try:
                yield text.read("-", sys.stdin.buffer.read())
            except ValueError as error:
                unread.append(f"-: {error}")
            continue
        documents, not_read = corpus.read(path)
        yield from (replace(document, id=str(path)) if path.is_file() else document for document in documents)
        unread += [f"{path if path.is_file() else path / each.path}: {each.reason}" for each in not_read]


# ── assumptions ───────────────────────────────────────────────────────────────────────────────────────────


@main.group()
def assumptions() -> None:
    """The table of assumptions alone."""


@assumptions.command("check")
@tables_option
@config_option
def check_table(tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """Report every fault of the table, and recompute its formulas and the order of parts and wholes."""
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table

    rows = _rows(tables, settings_file)
    lines = table.check(rows, read_figure=read_figure)
    for line in lines:
        click.echo(line)
    click.echo(f"{len(rows)} rows, {len(lines)} formulas and parts recomputed, no fault")


@assumptions.command("list")
@tables_option
@config_option
def list_table(tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """One line a row: id, value, date, name."""
    rows = _rows(tables, settings_file)
    cells = [(row.id, _figure(row), row.as_of.text if row.as_of else "", row.name) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)] if cells else []
    for line in cells:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


@assumptions.command("show")
@click.argument("name", metavar="ID")
@tables_option
@config_option
def show_row(name: str, tables: tuple[Path, ...], settings_file: Path | None) -> None:
    """Everything the table says in the row ID, or in all rows of a measure."""
    rows = _rows(tables, settings_file)
    chosen = [row for row in rows if row.id == name] or [row for row in rows if row.measure == name]
    if not chosen:
        known = [row.id for row in rows] + [row.measure for row in rows]
        raise UnknownNameError(f"{name!r} is no row and no measure of the table{_near(name, known)}")
    click.echo("\n\n".join("\n".join(_row_lines(row)) for row in chosen))


def _rows(tables: tuple[Path, ...], settings_file: Path | None) -> tuple[Assumption, ...]:
    """The rows of the tables named, or of those that the settings here or in ./corpus name."""
    from factcheck import config
    from factcheck.extract.quantities import read_figure
    from factcheck.link import table

    folders = () if tables else (Path("corpus"), Path())
    found = (config.find(folder, settings_file).assumptions for folder in folders)
    paths = tables or next((paths for paths in found if paths), ())
    if not paths:
        raise TableError("no table: there is no corpus/assumptions.csv and no assumptions.csv; name --assumptions FILE")
    return table.read(paths, read_figure=read_figure)


def _figure(row: Assumption) -> str:
    from factcheck import figures

    return figures.say(row.figure.value, row.unit, significant=6)


def _row_lines(row: Assumption) -> Iterator[str]:
    from factcheck import figures

    agrees = figures.say_interval(row.figure.charitable, row.unit)
    shown = {
        "id": row.id, "measure": row.measure, "name": row.name, "value": _figure(row),
        "as printed": row.value_text, "unit": row.unit, "agrees with": agrees, "formula": row.formula,
        "as of": row.as_of and row.as_of.text, "published": row.published and row.published.isoformat(),
        "place": row.place, "part of": row.part_of,
        "aliases": " | ".join(row.aliases), "source": row.source, "publisher": row.publisher, "url": row.url,
        "retrieved": row.retrieved, "confidence": row.confidence.value, "note": row.note, **row.extra,
        "stands at": f"{row.row.path}:{row.row.line}",
    }  # fmt: skip
    width = max(map(len, shown))
    return (f"{label:<{width}}  {words}" for label, words in shown.items() if words)


# ── explain ───────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("name", metavar="RULE|CLAIM")
@reports_option
@config_option
def explain(name: str, reports: Path | None, settings_file: Path | None) -> None:
    """Print a rule's page, or the whole working of one claim of the last report."""
    pages = _rule_pages()
    if name in pages:
        click.echo(pages[name], nl=False)
        return
    if len(name) < SHORTEST_PREFIX and not get_close_matches(name, pages, n=1):
        raise UnknownNameError(f"{name!r} is no rule; a claim needs at least {SHORTEST_PREFIX} characters of its id")
    path = _report_path(reports, settings_file)
    if not path.exists():
        hint = _near(name, list(pages)) or f"; rules are {', '.join(pages)}"
        raise UnknownNameError(f"{name!r} is no rule{hint}; for a claim there is no {path} yet: factcheck run CORPUS")
    found = _loaded(path)
    click.echo("\n".join(_claim_lines(_claim(name, found, pages, path), found)))


def _rule_pages() -> Mapping[str, str]:
    """The pages of the rules by the rules' codes, `share-of` for share_of.md."""
    folder = resources.files("factcheck.relate")
    pages = [page for page in folder.iterdir() if page.name.endswith(".md")]
    named = {page.name.removesuffix(".md").replace("_", "-"): page for page in pages}
    return {code: named[code].read_text(encoding="utf-8") for code in sorted(named)}


def _report_path(reports: Path | None, settings_file: Path | None) -> Path:
    from factcheck import config

    return (reports or config.find(Path("corpus"), settings_file).reports) / "report.json"


def _loaded(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if str(found["schema"]).startswith("factcheck.report/"):
            return dict(found)
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    except (ValueError, KeyError, TypeError):
        pass
    raise ReportError(f"{path}: is no report of factcheck; write it anew with factcheck run CORPUS")


def _claim(name: str, found: Mapping[str, Any], pages: Mapping[str, str], path: Path) -> Mapping[str, Any]:
    """The claim whose id, or whose finding's id, begins so."""
    of_findings = {each["claim"] for each in found["findings"] if each["id"].startswith(name)}
    claims = [each for each in found["claims"] if each["id"].startswith(name) or each["id"] in of_findings]
    if len(claims) == 1 and len(name) >= SHORTEST_PREFIX:
        return dict(claims[0])
    if len(claims) > 1:
        ids = ", ".join(each["id"] for each in claims[:5])
        raise UnknownNameError(f"{name!r} begins the ids of {len(claims)} claims: {ids}; give more of it")
    raise UnknownNameError(f"{name!r} is no rule{_near(name, list(pages))} and no claim of {path}")


def _claim_lines(claim: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    yield f"{claim['text']}  ({claim['document']}:{claim['line']}:{claim['column']}, claim {claim['id']})"
    yield f"  {claim['sentence']}"
    yield ""
    shown = {
        "read as": _read_as(claim),
        "measure": claim["measure"] or "none that the table names",
        "because": claim["measure_why"],
        "as of": claim["as_of"],
        "attributed": claim["attributed"],
        "supposed": "yes" if claim["conditional"] else None,
        "verdict": " ".join(filter(None, (claim["verdict"], claim["strength"] and f"({claim['strength']})"))),
        "reason": claim["reason"],
    }
    yield from (f"{label:<11}{words}" for label, words in shown.items() if words)
    for finding in found["findings"]:
        if finding["claim"] == claim["id"]:
            yield ""
            yield from _finding_lines(finding, found)


def _read_as(claim: Mapping[str, Any]) -> str:
    hedge = f", hedged by {claim['hedge']!r}" if claim["hedge"] else ""
    return f"{_quantity(claim)}{hedge} ({claim['kind']})"


def _finding_lines(finding: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[str]:
    texts = {claim["id"]: claim["text"] for claim in found["claims"]}
    yield ", ".join(filter(None, (f"{finding['rule']}: {finding['verdict']}", finding["severity"])))
    yield f"  {finding['message']}"
    shown = {
        "working": finding["working"],
        "stated": _quantity(finding["stated"]),
        "expected": _quantity(finding["expected"]),
        "suggestion": finding["suggestion"],
    }
    yield from (f"  {label:<11}{words}" for label, words in shown.items() if words)
    for operand in finding["operands"]:
        by = operand.get("assumption") or f"{texts.get(operand.get('claim'), '')} (claim {operand.get('claim')})"
        yield f"  {operand['role']:<11}{by}"
    yield from (f"  tried      {tried}" for tried in finding.get("tried", ()))
    yield from (f"  at fault   {texts.get(cause, '')} (claim {cause})" for cause in finding["causes"])
    yield from (f"  follows    from finding {other}" for other in finding["because_of"])


def _quantity(quantity: Mapping[str, Any]) -> str:
    """ "$870 billion, $865–875 billion"."""
    from fractions import Fraction

    from factcheck import figures
    from factcheck.interval import Interval

    value, low, high = (Fraction(quantity[key]) for key in ("value", "low", "high"))
    said = figures.say(value, quantity["unit"], significant=4)
    return said if low == high else f"{said}, {figures.say_interval(Interval(low, high), quantity['unit'])}"


def _near(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
