"""What a score depends on, as hashes and versions: the same on two machines only if they judge alike."""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

import grader
from grader.spec import ChapterSpec
from grader.store import digest_of


def suite_digest(chapter: ChapterSpec) -> str:
    """The hash of all that decides a score: the specification, the suite, the solution and the mistakes."""
    return _suite_digest(chapter.folder, chapter.suite, chapter.solutions)


@cache
def _suite_digest(*folders: Path) -> str:
    files = [folders[0] / "chapter.toml", *(path for folder in folders[1:] for path in sorted(folder.rglob("*.py")))]
    return digest_of(*(part for file in files for part in (file.name, file.read_bytes())))


@cache
def file_digest(path: Path) -> str:
    """The hash of a file's bytes."""
    return digest_of(path.read_bytes())


@cache
def engine_digest() -> str:
    """The hash of the grader's own code, without the suites, which have theirs."""
    root = Path(grader.__file__).resolve().parent
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py"))
    own = [name for name in files if not name.startswith("suites/")]
    return digest_of(*(part for name in own for part in (name, (root / name).read_bytes())))


def versions(gradstep: str) -> dict[str, str]:
    """What a number can depend on beside the sources."""
    return {"gradstep": gradstep, **python_and_torch()}


def python_and_torch() -> dict[str, str]:
    """The versions of both, without importing torch."""
    from importlib.metadata import version

    return {"python": platform.python_version(), "torch": version("torch")}


def look_again() -> None:
    """Forget what was read: in a process that outlives a run the files may have changed since."""
    for known in (_suite_digest, file_digest, engine_digest):
        known.cache_clear()
