"""The files of a git revision, put into a folder of their own, so that they are read as those of today are."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from factcheck.errors import GitError

_OF_THE_CALLER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")  # set where git calls us in a hook


@dataclass(frozen=True)
class Revision:
    """A revision of the repository `top`, of which the files asked for stand below `folder`."""

    name: str
    top: Path
    folder: Path
    index: Path

    def of(self, path: Path) -> Path:
        """Where the file or folder of today stands here; itself where the repository does not hold it."""
        whole = path.resolve()
        return self.folder / whole.relative_to(self.top) if whole.is_relative_to(self.top) else path

    def today(self, path: Path) -> Path:
        """Back from a path below `folder`, or beside it, to where it stands today."""
        return Path(os.path.normpath(self.top / os.path.relpath(path, self.folder)))

    def fetch(self, *paths: Path) -> None:
        """Put files and folders of today, as they were, where `of` says; what was not there stays away."""
        inside = [path.resolve() for path in paths]
        self._check_out(
            [f":(top,literal){p.relative_to(self.top).as_posix()}" for p in inside if p.is_relative_to(self.top)]
        )

    def fetch_named(self, *names: str) -> None:
        """The same for all files of these names in the repository."""
        self._check_out([f":(top,glob)**/{name}" for name in names])

    def _check_out(self, wanted: list[str]) -> None:
        if not wanted:
            return
        listed = _git(self.top, "ls-files", "-z", "--", *wanted, index=self.index)
        into = f"--prefix={self.folder}/"
        _git(self.top, "checkout-index", "-z", "--force", "--quiet", "--stdin", into, index=self.index, given=listed)


@contextmanager
def revision(name: str, corpus: Path) -> Iterator[Revision]:
    """The revision of the repository that the corpus stands in, for as long as it is looked at. Raises GitError."""
    start = corpus if corpus.is_dir() else corpus.parent
    if not start.is_dir():
        raise GitError(f"{corpus}: no such file or folder; expected a corpus in a git repository")
    top = Path(os.fsdecode(_git(start, "rev-parse", "--show-toplevel").rstrip(b"\n"))).resolve()
    try:
        commit = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except GitError:
        raise GitError(
            f"{name!r} is no revision of {top.name}; expected a branch, a tag or a commit that is here"
        ) from None
    with tempfile.TemporaryDirectory(prefix="factcheck-") as scratch:
        found = Revision(name, top, Path(scratch).resolve() / "tree", Path(scratch).resolve() / "index")
        found.folder.mkdir()
        _git(top, "read-tree", commit.decode().strip(), index=found.index)
        yield found


def _git(folder: Path, *words: str, index: Path | None = None, given: bytes = b"") -> bytes:
    """What git prints; its complaint as a GitError."""
    environment = {name: value for name, value in os.environ.items() if name not in _OF_THE_CALLER}
    environment |= {"LC_ALL": "C"} | ({"GIT_INDEX_FILE": str(index)} if index is not None else {})
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], input=given, capture_output=True, env=environment)
    except OSError:
        raise GitError("git cannot be started; install it, or leave out what compares with a revision") from None
    if done.returncode:
        said = os.fsdecode(done.stderr).strip().splitlines() or ["git failed"]
        raise GitError(f"{folder}: {said[0].removeprefix('fatal: ')}; expected a git repository with its history")
    return done.stdout
