"""What a class run keeps on disk: a result a unit of work and the sources that were judged, each under its own hash.

A file is written whole or not at all, and is believed only if its checksum fits: kill the run at any moment, type the
same command again, and what was finished is there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from grader.submission import Submission

MAX_NAME_BYTES = 80
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
HALF_DONE = (
    "results/*/.*", "sources/*/.*", ".*.part", "reports/*/.*.part", "exports/.*.part", "feedback/*/.*.html.*",
)  # fmt: skip


class Busy(Exception):
    """Another run works in the same folder."""


class Store:
    """The folder of a class run; `results/` and `sources/` are this module's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._results, self._sources = folder / "results", folder / "sources"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else works here meanwhile; the lock of a run that was killed is gone. Raises Busy."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as file:
            try:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:  # Windows: no lock
                pass
            except OSError as error:
                raise Busy(str(self.folder)) from error
            self._sweep()
            yield

    def load(self, key: str) -> dict[str, Any] | None:
        """The record of a unit, or None where there is none that is whole."""
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        checksum, _, body = data.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        record: dict[str, Any] = json.loads(body)
        return record if record.get("key") == key else None

    def save(self, key: str, record: Mapping[str, Any]) -> None:
        """Keep the record of a unit."""
        body = json.dumps({**record, "key": key}, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        write_durably(self._path(key), hashlib.sha256(body).hexdigest().encode() + b"\n" + body)

    def keep_sources(self, submission: Submission) -> None:
        """Keep the modules' bytes, so that a grade can be repeated from this folder alone."""
        folder = self.sources(submission.digest)
        if folder.is_dir():
            return
        beside = folder.with_name(f".{folder.name}.{os.getpid()}")
        beside.mkdir(parents=True, exist_ok=True)
        for name, file in submission.modules.items():
            if file.data:
                (beside / f"{name}.py").write_bytes(file.data)
        with contextlib.suppress(OSError):  # somebody else was first
            beside.rename(folder)

    def sources(self, digest: str) -> Path:
        """Where the modules of a submission lie."""
        return self._sources / digest[:2] / digest

    def _path(self, key: str) -> Path:
        return self._results / key[:2] / f"{key}.json"

    def _sweep(self) -> None:
        """Remove what a killed run left half done."""
        for found in [path for place in HALF_DONE for path in self.folder.glob(place)]:
            if found.is_dir():
                for file in found.iterdir():
                    file.unlink()
                found.rmdir()
            else:
                found.unlink()


def write_durably(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file whole or not at all, and so that it outlives the machine; `data` may come in pieces."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with part.open("wb") as file:
        file.writelines((data,) if isinstance(data, bytes) else data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def safe_name(student: str) -> str:
    """A file name for a student: letters and digits of any script; what was changed is told apart by a hash."""
    plain = unicodedata.normalize("NFC", student)
    kept = "".join(char if char.isalnum() or char in "-_." else "_" for char in plain).strip(".")
    while len(kept.encode("utf-8", "surrogatepass")) > MAX_NAME_BYTES:
        kept = kept[:-1]
    if kept == student and kept == kept.casefold() and kept.partition(".")[0] not in RESERVED and kept:
        return kept
    return f"{kept or 'student'}-{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def digest_of(*parts: str | bytes) -> str:
    """The hash of parts, each with its length in front."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()
