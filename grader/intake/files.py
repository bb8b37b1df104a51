"""Files of a folder or a zip archive under one interface; nothing is ever extracted.

Covered:
- a member's size is what is decompressed, not what its header says; names that lead elsewhere, links, devices,
  encrypted members and members that come twice are refused, each by itself;
- a link in a folder is not followed.

Not covered:
- other kinds of archives.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from grader.intake import IntakeError
from grader.submission import MAX_SOURCE_BYTES
from grader.words import Words, words

MAX_MEMBERS = 200_000
MAX_NESTED_BYTES = 20 << 20


class Files(Protocol):
    """Names and contents."""

    def names(self) -> list[str]:
        """The names of all files, with / between folders."""

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """A file's bytes, at most one more than `most`; words where it is none that can be read."""

    def changed(self, name: str) -> datetime | None:
        """When a file was written, if that is known."""


class FolderFiles:
    """The files directly in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Their names, sorted."""
        with os.scandir(self._folder) as entries:
            return sorted(entry.name for entry in entries if not entry.is_dir(follow_symlinks=False))

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """The file's bytes, unless it is a link or no regular file."""
        path = self._folder / name
        if not stat.S_ISREG(path.lstat().st_mode):
            return words("{file} is not a regular file", file=name)
        with path.open("rb") as file:
            return file.read(most + 1)

    def changed(self, name: str) -> datetime | None:
        """Its time of modification."""
        return datetime.fromtimestamp(int((self._folder / name).lstat().st_mtime), UTC)


class ZipFiles:
    """The members of a zip archive; it is opened anew for each, so that this can be sent to another process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                infos = archive.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise IntakeError(words("{path} is no zip archive that can be read", path=str(path))) from error
        if len(infos) > MAX_MEMBERS:
            raise IntakeError(words("{path} holds more than {count} files", path=str(path), count=MAX_MEMBERS))
        self._infos = {info.filename: info for info in infos if not info.is_dir()}
        counts: dict[str, int] = {}
        for info in infos:
            counts[info.filename] = counts.get(info.filename, 0) + 1
        self._twice = {name for name, count in counts.items() if count > 1}

    def names(self) -> list[str]:
        """The members' names, sorted."""
        return sorted(self._infos)

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """A member's bytes as they are decompressed, at most one more than `most`."""
        if (refused := self._refused(name)) is not None:
            return refused
        try:
            with zipfile.ZipFile(self._path) as archive, archive.open(self._infos[name]) as file:
                return file.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError):
            return words("{file} cannot be read from the archive", file=name)

    def _refused(self, name: str) -> Words | None:
        info = self._infos[name]
        parts = name.replace("\\", "/").split("/")
        if name.startswith("/") or ".." in parts or ":" in parts[0]:
            return words("{file} is a name that leads out of the archive", file=name)
        if name in self._twice:
            return words("{file} is in the archive twice", file=name)
        if info.flag_bits & 1:
            return words("{file} is encrypted", file=name)
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind == stat.S_IFLNK:
            return words("{file} is a link; put the file itself there", file=name)
        if kind not in (0, stat.S_IFREG):
            return words("{file} is not a regular file", file=name)
        return None

    def changed(self, name: str) -> datetime | None:
        """The member's own date, which has no time zone: it is taken for UTC."""
        try:
            return datetime(*self._infos[name].date_time, tzinfo=UTC)
        except ValueError:
            return None


def open_archive(path: Path) -> ZipFiles:
    """The archive at `path`. Raises IntakeError."""
    return ZipFiles(path)
