"""The settings of a corpus: factcheck.toml beside the articles, or a section of pyproject.toml above them.

A key that is not known stops the run: a misspelt setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from fractions import Fraction
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from factcheck.errors import ConfigError
from factcheck.interval import Widths

FILE = "factcheck.toml"
PROJECT = "pyproject.toml"
TABLE = "assumptions.csv"
BASELINE = "factcheck-baseline.jsonl"
WAIVERS = "factcheck-waivers.toml"
CONFIRMED = "factcheck-confirmed.toml"
SELFTEST = "factcheck-selftest.json"
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(?:%|percent)\s*")

FailOn = Literal["inconsistent", "unverified"]


def _share(written: object) -> object:
    """A share of the figure: "2.5%" or 0.025."""
    if isinstance(written, bool):
        raise ValueError('expected a percentage such as "2.5%"')
    if isinstance(written, str):
        percent = _PERCENT.fullmatch(written)
        if percent is None:
            raise ValueError('expected a percentage such as "2.5%"')
        return Fraction(percent.group(1)) / 100
    share = Fraction(str(written)) if isinstance(written, int | float) else written
    if not isinstance(share, Fraction) or share < 0:
        raise ValueError('expected a percentage such as "2.5%"')
    return share


def _verdicts(written: object) -> object:
    """A list of verdicts; "none" and the empty list both fail nothing."""
    if isinstance(written, str):
        written = [part.strip() for part in written.split(",") if part.strip()]
    return () if written in (["none"], ("none",)) else written


def _rules(written: object) -> object:
    """A list of rules, or their names with commas between."""
    return [part.strip() for part in written.split(",") if part.strip()] if isinstance(written, str) else written


Share = Annotated[Fraction, BeforeValidator(_share)]
Rules = Annotated[tuple[str, ...], BeforeValidator(_rules)]
Verdicts = Annotated[tuple[FailOn, ...], BeforeValidator(_verdicts)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Rounding(_Section):
    """How far a hedge reaches, as a share of the figure behind it."""

    about: Share = Field(default=Fraction(25, 1000), description="about, around, roughly: to either side")
    nearly: Share = Field(default=Fraction(25, 1000), description="nearly, almost: below the figure")
    over: Share = Field(default=Fraction(1, 10), description="over, more than: above the figure, strictly read")
    over_at_most: Share = Field(default=Fraction(1), description="over, more than: above the figure, charitably read")
    bound_at_most: Share = Field(
        default=Fraction(9), description="at least: above the figure, where nothing else is said"
    )

    def widths(self) -> Widths:
        """The same for the intervals."""
        return Widths(
            about=self.about,
            nearly=self.nearly,
            over=self.over,
            over_at_most=self.over_at_most,
            bound_at_most=self.bound_at_most,
        )


class SeverityLimits(_Section):
    """From where on a discrepancy matters."""

    material: Share = Field(default=Fraction(1, 20), description="a larger discrepancy is material, not minor")


class PerFile(_Section):
    """What holds for some articles beside the corpus' own settings."""

    ignore: Rules = Field(default=(), description="rules to ignore there, too")
    fail_on: Verdicts | None = Field(default=None, description="the verdicts that fail a run there")


class Settings(_Section):
    """What a corpus' settings say; every path is absolute or relative to where the command was started.

    `assumptions` is empty when the settings name no table and there is no assumptions.csv in the corpus:
    articles are then checked only against themselves.
    """

    assumptions: tuple[Path, ...] = Field(default=(), description="the tables, joined in this order")
    exclude: tuple[str, ...] = Field(default=(), description='articles to leave out: "drafts", "drafts/*", "*.html"')
    fail_on: Verdicts = Field(
        default=("inconsistent", "unverified"), description="the verdicts that fail a run; [] for none"
    )
    select: Rules = Field(default=(), description="the only rules to hear of, or unverified; [] for all")
    ignore: Rules = Field(default=(), description="rules to ignore, or unverified")
    per_file: dict[str, PerFile] = Field(default={}, description="what holds for some articles: ignore, fail_on")
    max_unverified: int | None = Field(default=None, ge=0, description="as many new unverified claims fail no run")
    min_coverage: Share | None = Field(default=None, description="the least share of an article's claims to be checked")
    baseline: Path = Field(default=Path(BASELINE), description="the file of what was known before")
    waivers: Path = Field(default=Path(WAIVERS), description="the file of what a person accepts")
    confirmed: Path = Field(default=Path(CONFIRMED), description="the file of what an editor has confirmed")
    selftest: Path = Field(default=Path(SELFTEST), description="the file of what the last selftest measured")
    reports: Path = Field(default=Path("reports"), description="the folder that a run writes to")
    rounding: Rounding = Field(default=Rounding(), description="how far hedges reach")
    severity: SeverityLimits = Field(default=SeverityLimits(), description="from where on a discrepancy matters")

    @model_validator(mode="before")
    @classmethod
    def _one_table(cls, written: Any) -> Any:
        """A single table or pattern needs no brackets."""
        if not isinstance(written, Mapping):
            return written
        lists = {
            key: [value]
            for key, value in written.items()
            if key in ("assumptions", "exclude") and isinstance(value, str)
        }
        return {**written, **lists}

    def ignores(self, rule: str, document: str) -> bool:
        """Whether an objection by that rule ("unverified" is one, too) is not to be heard of in that document."""
        left_out = bool(self.select) and rule not in self.select
        return left_out or rule in self.ignore or any(rule in each.ignore for each in self._for(document))

    def fails_on(self, document: str) -> tuple[FailOn, ...]:
        """The verdicts that fail a run in that document; of several patterns that fit it the last one counts."""
        return ([self.fail_on, *(each.fail_on for each in self._for(document) if each.fail_on is not None)])[-1]

    def _for(self, document: str) -> Iterator[PerFile]:
        """What is said for patterns that fit the document's path, its name or a folder that it stands in."""
        path = PurePosixPath(document)
        places = (path.as_posix(), path.name, *(folder.as_posix() for folder in path.parents if folder.name))
        for pattern, said in self.per_file.items():
            if any(fnmatchcase(place, pattern.removeprefix("./").rstrip("/")) for place in places):
                yield said


def find(corpus: Path, named: Path | None = None) -> Settings:
    """The corpus' settings: the file named, or the nearest in the corpus or above it, or the defaults.

    Paths in a file count from its folder. Raises ConfigError.
    """
    folder = corpus if corpus.is_dir() else corpus.parent
    settings = _read(named, _section(named)) if named is not None else _nearest(folder) or _beside(Settings(), folder)
    if "assumptions" in settings.model_fields_set:
        return settings
    default = folder / TABLE
    return settings.model_copy(update={"assumptions": (default,) if default.exists() else ()})


def _nearest(folder: Path) -> Settings | None:
    for above in _upward(folder):
        own, project = above / FILE, above / PROJECT
        if own.is_file():
            return _read(own, _section(own))
        if project.is_file() and (section := _section(project)) is not None:
            return _read(project, section)
    return None


def _beside(settings: Settings, folder: Path) -> Settings:
    """The settings with the files that a folder keeps: known, accepted, confirmed, and what a selftest measured."""
    files = ("baseline", "waivers", "confirmed", "selftest")
    return settings.model_copy(update={name: folder / getattr(settings, name) for name in files})


def _upward(folder: Path) -> Sequence[Path]:
    """The folder and those above it, as it was given where that can be: a relative path stays relative."""
    whole = folder.resolve()
    start = Path.cwd()
    if not folder.is_absolute() and whole.is_relative_to(start):
        inside = [
            Path(*whole.relative_to(start).parts[:depth])
            for depth in range(len(whole.relative_to(start).parts), -1, -1)
        ]
        return [*inside, *start.parents]
    return [whole, *whole.parents]


def _section(path: Path) -> Mapping[str, Any] | None:
    """The settings of the file; None for a pyproject.toml that has none."""
    try:
        written = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: {(error.strerror or 'cannot be read').lower()}; expected a settings file") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text at position {error.start}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not TOML: {error}") from None
    if path.name == PROJECT:
        section = written.get("tool", {}).get("factcheck")
        return section if isinstance(section, Mapping) else None
    return written


def _read(path: Path, section: Mapping[str, Any] | None) -> Settings:
    if section is None:
        raise ConfigError(f"{path}: found no [tool.factcheck] in it, expected the settings there")
    try:
        settings = Settings.model_validate(dict(section))
    except ValidationError as error:
        raise ConfigError("\n".join(f"{path}: {_fault(each)}" for each in error.errors())) from None
    folder = path.parent
    update: dict[str, object] = {}
    if "assumptions" in settings.model_fields_set:
        update["assumptions"] = tuple(folder / table for table in settings.assumptions)
    if "reports" in settings.model_fields_set:
        update["reports"] = folder / settings.reports
    return _beside(settings.model_copy(update=update), folder)


def _fault(error: Any) -> str:
    """One fault in words: the key, what was found, what was expected."""
    place = [str(part) for part in error["loc"]]
    key = ".".join(place)
    if error["type"] == "extra_forbidden":
        near = get_close_matches(place[-1], _keys(place[:-1]), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_keys(place[:-1]))}"
        return f"unknown key {key!r}; {hint}"
    expected = str(error["msg"]).removeprefix("Value error, ")
    expected = expected[0].lower() + expected[1:]
    expected = re.sub(r"a valid dictionary or instance of \w+", f"a section [{key}]", expected)
    expected = expected.replace("input should be", "expected").replace("valid ", "").replace("tuple", "list")
    return f"{key}: found {error['input']!r}, {expected}"


def _keys(section: Sequence[str]) -> list[str]:
    sections: dict[str, type[BaseModel]] = {"rounding": Rounding, "severity": SeverityLimits, "per_file": PerFile}
    model = sections.get(next(iter(section), ""), Settings)
    return list(model.model_fields)
