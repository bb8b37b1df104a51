"""The learner's files as pages show them: read only, from inside the workspace only.

Covered: `..`, absolute paths, links that lead out of exercises/, what is no Python file, files of any size.
Not covered: a file that is exchanged for a link between the look and the reading; who can do that can read it anyway.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from course.workspace import EXERCISES, Workspace
from grader.words import Words, words

MOST_BYTES = 1_000_000


class FileRefused(Exception):
    """A file is not shown: `words` say why, `status` is HTTP's."""

    def __init__(self, reason: Words, status: int) -> None:
        super().__init__(str(reason))
        self.words, self.status = reason, status


def read(workspace: Workspace, relative: str) -> str:
    """The text of a Python file below exercises/. Raises FileRefused."""
    return read_bytes(workspace, relative, ".py", MOST_BYTES).decode("utf-8", "replace")


def read_bytes(workspace: Workspace, relative: str, suffix: str, most: int) -> bytes:
    """A file of one kind below exercises/, of `most` bytes. Raises FileRefused."""
    path = PurePosixPath(relative)
    base = (workspace.root / EXERCISES).resolve()
    inside = base.joinpath(*path.parts)
    if "\\" in relative or "\0" in relative or not _below(inside, base):
        raise FileRefused(words("{path} is outside the workspace, and is not shown.", path=relative), 403)
    if path.suffix != suffix or not inside.is_file():
        raise FileRefused(words("There is no file {path}.", path=f"{EXERCISES}/{relative}"), 404)
    if inside.stat().st_size > most:
        raise FileRefused(words("{path} is too large to be shown.", path=f"{EXERCISES}/{relative}"), 403)
    return inside.read_bytes()


def _below(path: Path, base: Path) -> bool:
    """Whether a path, its links followed, stays below a folder."""
    try:
        return path.resolve().is_relative_to(base)
    except (OSError, RuntimeError):  # a link to itself
        return False
