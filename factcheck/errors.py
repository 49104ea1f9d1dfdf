"""What a caller did wrong, or a file that cannot be used; what is wrong in a text is a finding, not an error.

Every error says what, where, what was expected and what to do; its slug names a paragraph of docs/messages.md.
"""

from __future__ import annotations


class FactcheckError(Exception):
    """The job could not be done; the command ends with exit code 2."""

    slug = "error"


class ConfigError(FactcheckError):
    """A settings file that cannot be used."""

    slug = "config"


class TableError(FactcheckError):
    """An assumptions table with faults; all of them are in the message."""

    slug = "table"


class CorpusError(FactcheckError):
    """There is nothing to check: no such folder, or no article in it."""

    slug = "corpus"


class UnitError(FactcheckError):
    """A unit that units.txt does not list and pint cannot parse."""

    slug = "unit"


class ReportError(FactcheckError):
    """A report that cannot be written or read."""

    slug = "report"


class UnknownNameError(FactcheckError):
    """A rule, claim, row or output format that does not exist."""

    slug = "unknown-name"


class BaselineError(FactcheckError):
    """A baseline that cannot be read, is not there, or is there already."""

    slug = "baseline"


class WaiverError(FactcheckError):
    """A file of waivers that cannot be read at all; a single wrong waiver is a notice of the report."""

    slug = "waivers"


class ConfirmationError(FactcheckError):
    """A file of confirmed findings with faults; all of them are in the message."""

    slug = "confirmed"


class GitError(FactcheckError):
    """A revision that cannot be compared with: no repository, no such revision, no git."""

    slug = "git"
