"""What a class run keeps on disk: a result a unit of work and the sources that were judged, each under its own hash.

A file is written whole or not at all, and is believed only if its checksum fits: kill the run at any moment, type the
same command again, and what was finished is there. Where something cannot be written (a full disk, one that is read
only), the error names the file, and what was there before stays as it was.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from grader.record import words_from, words_to
from grader.submission import CellPart, SourceFile, Submission, collect, submission_of, without_place

MAX_NAME_BYTES = 80
CELLS = "cells.json"
RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


class Busy(Exception):
    """Another run works in the same folder."""


class Store:
    """The folder of a class run; `results/` and `sources/` are this module's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._results, self._sources = folder / "results", folder / "sources"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else works here meanwhile; the lock of a run that was killed is gone.

        Raises Busy where somebody else does, OSError where the folder cannot be written or its disk knows no locks.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = self.folder / ".lock"
        with lock.open("a") as file:
            try:
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except ImportError:  # Windows: no lock
                pass
            except BlockingIOError as error:
                raise Busy(str(self.folder)) from error
            except OSError as error:
                raise _of(error, lock) from error
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

    def holds(self, key: str) -> bool:
        """Whether a unit has a record, which is not read."""
        return self._path(key).is_file()

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
        try:
            beside.mkdir(parents=True, exist_ok=True)
            for name, file in submission.modules.items():
                if file.data:
                    _write_out(beside / f"{name}.py", file.data)
            cells = {name: _cells_to(file) for name, file in submission.modules.items() if file.cells and file.data}
            if cells:
                _write_out(beside / CELLS, json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogatepass"))
            beside.rename(folder)
            _sync(folder.parent)
        except OSError as error:
            shutil.rmtree(beside, ignore_errors=True)
            if not folder.is_dir():  # else somebody else was first
                raise _of(error, folder) from error

    def sources(self, digest: str) -> Path:
        """Where the modules of a submission lie."""
        return self._sources / digest[:2] / digest

    def submission(self, digest: str, modules: Sequence[str], chapter_key: str) -> Submission:
        """What was kept, read back. Raises SubmissionError where it is gone."""
        folder = self.sources(digest)
        found = without_place(collect(folder, modules, chapter_key=chapter_key), chapter_key=chapter_key)
        try:
            cells = json.loads((folder / CELLS).read_text(encoding="utf-8", errors="surrogatepass"))
        except FileNotFoundError:
            return found
        files = {
            name: _with_cells(file, cells[name]) if name in cells else file for name, file in found.modules.items()
        }
        return without_place(submission_of(files, found.notes), chapter_key=chapter_key)

    def _path(self, key: str) -> Path:
        return self._results / key[:2] / f"{key}.json"

    def _sweep(self) -> None:
        """Remove what a killed run left half done."""
        shown = [path for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        parts = (part for folder in shown for part in folder.rglob(".*.part"))
        for found in (*self._results.glob("*/.*"), *self._sources.glob("*/.*"), *self.folder.glob(".*.part"), *parts):
            if found.is_dir():
                shutil.rmtree(found)
            else:
                found.unlink(missing_ok=True)


def _cells_to(file: SourceFile) -> dict[str, Any]:
    """What a module from a notebook is besides its text, as plain data."""
    return {
        "cells": [[cell.label, cell.first, cell.count] for cell in file.cells],
        "problems": {name: words_to(problem) for name, problem in file.problems.items()},
    }


def _with_cells(file: SourceFile, kept: Mapping[str, Any]) -> SourceFile:
    problems = {name: words_from(problem) for name, problem in kept["problems"].items()}
    cells = tuple(CellPart(*cell) for cell in kept["cells"])
    return replace(file, problem=None, cells=cells, problems=problems)


def write_durably(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file, given whole or in pieces, whole or not at all, and so that it outlives the machine.

    Raises OSError, which names the file; nothing is left beside it then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_out(part, data)
        part.replace(path)
        _sync(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _of(error, path) from error
        raise


def _write_out(path: Path, data: bytes | Iterable[bytes]) -> None:
    with path.open("wb") as file:
        for piece in (data,) if isinstance(data, bytes) else data:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make names that were given in a folder outlive the machine, where a system can do that."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _of(error: OSError, path: Path) -> OSError:
    """The error with the name of a file: what a full disk answers to a write has none."""
    return error if error.filename is not None else OSError(error.errno, error.strerror, str(path))


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
