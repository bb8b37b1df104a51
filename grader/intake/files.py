"""Files of a folder or a zip archive under one interface; nothing is ever extracted.

Covered:
- a member's size is what is decompressed, not what its header says; names that lead elsewhere, links, devices,
  encrypted members and members that come twice are refused, each by itself;
- a link in a folder is not followed; a folder is walked no deeper and no further than a cap;
- an archive inside an archive is read from memory.

Not covered:
- other kinds of archives.
"""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from grader.intake import IntakeError
from grader.intake.member_names import member_name
from grader.strays import is_hard_link
from grader.submission import MAX_SOURCE_BYTES, read_regular
from grader.words import Words, words

MAX_MEMBERS = 200_000
MAX_NESTED_BYTES = 20 << 20
MAX_DEPTH = 12
DRIVE = re.compile(r"[A-Za-z]:")
BROKEN = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError, MemoryError,
    IndexError, KeyError,
)  # fmt: skip
"""What Python's zipfile raises on archives that are damaged, on purpose or not; LZMA's and bzip2's are among them."""


class Files(Protocol):
    """Names and contents."""

    def names(self) -> list[str]:
        """The names of all files, with / between folders."""

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """A file's bytes, at most one more than `most`; words where it is none that can be read."""

    def changed(self, name: str) -> datetime | None:
        """When a file was written, if that is known."""

    def linked(self, name: str) -> bool:
        """Whether a file has another name somewhere else (a hard link)."""


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
        try:
            return read_regular(self._folder / name, most)
        except OSError as error:
            return words("{path} cannot be read: {reason}", path=name, reason=error.strerror or type(error).__name__)

    def changed(self, name: str) -> datetime | None:
        """Its time of modification."""
        try:
            return datetime.fromtimestamp(int((self._folder / name).lstat().st_mtime), UTC)
        except (OSError, OverflowError, ValueError):
            return None

    def linked(self, name: str) -> bool:
        """Whether it has another name somewhere else (a hard link)."""
        return is_hard_link(self._folder / name)


class TreeFiles(FolderFiles):
    """The files in a folder and in the folders below it; hidden folders, links and caches are not entered."""

    def __init__(self, folder: Path, most: int = MAX_MEMBERS) -> None:
        super().__init__(folder)
        self._most = most

    def names(self) -> list[str]:
        """Their paths below the folder, sorted; no more than the cap."""
        return self._names

    @cached_property
    def _names(self) -> list[str]:
        found: list[str] = []
        waiting = [("", 0)]
        while waiting and len(found) < self._most:
            below, depth = waiting.pop(0)
            with suppress(OSError), os.scandir(self._folder / below) as entries:
                for entry in entries:
                    if not entry.is_dir(follow_symlinks=False):
                        found.append(f"{below}{entry.name}")
                    elif depth < MAX_DEPTH and not _passed_over(entry.name):
                        waiting.append((f"{below}{entry.name}/", depth + 1))
                    if len(found) + len(waiting) >= self._most:
                        break
        return sorted(found)


def _passed_over(folder: str) -> bool:
    return folder.startswith(".") or folder in {"__pycache__", "__MACOSX", "node_modules", "site-packages"}


class ZipFiles:
    """The members of a zip archive, a file's or bytes'; it stays open, for its list of members is long to read."""

    def __init__(self, source: Path | bytes, shown: str | None = None) -> None:
        self._source = source
        shown = shown or str(source if isinstance(source, Path) else "zip")
        try:
            infos = self._archive.infolist()
        except BROKEN as error:
            raise IntakeError(words("{path} is no zip archive that can be read", path=shown)) from error
        if len(infos) > MAX_MEMBERS:
            raise IntakeError(words("{path} holds more than {count} files", path=shown, count=MAX_MEMBERS))
        named = [(member_name(info), info) for info in infos]
        self._infos = {name: info for name, info in named if not info.is_dir()}
        counts: dict[str, int] = {}
        for name, _ in named:
            counts[name] = counts.get(name, 0) + 1
        self._twice = {name for name, count in counts.items() if count > 1}

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "_archive"}

    @cached_property
    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._source) if isinstance(self._source, bytes) else self._source)

    def names(self) -> list[str]:
        """The members' names, sorted."""
        return sorted(self._infos)

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """A member's bytes as they are decompressed, at most one more than `most`."""
        if (refused := self._refused(name)) is not None:
            return refused
        try:
            with self._archive.open(self._infos[name]) as file:
                return file.read(most + 1)
        except BROKEN:
            return words("{file} cannot be read from the archive", file=name)

    def _refused(self, name: str) -> Words | None:
        info = self._infos[name]
        parts = name.replace("\\", "/").split("/")
        kind = stat.S_IFMT(info.external_attr >> 16)
        if name.startswith("/") or ".." in parts or DRIVE.match(name):
            return words("{file} is a name that leads out of the archive", file=name)
        if name in self._twice:
            return words("{file} is in the archive twice", file=name)
        if info.flag_bits & 1:
            return words("{file} is encrypted", file=name)
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

    def linked(self, name: str) -> bool:
        """A member has no other name."""
        return False


@dataclass(frozen=True)
class Part:
    """Some of the files, under names of their own: name here -> name there."""

    files: Files
    members: Mapping[str, str]

    def names(self) -> list[str]:
        """Their names here, sorted."""
        return sorted(self.members)

    def read(self, name: str, most: int = MAX_SOURCE_BYTES) -> bytes | Words:
        """A file's bytes, as of Files."""
        return self.files.read(self.members[name], most)

    def changed(self, name: str) -> datetime | None:
        """When a file was written."""
        return self.files.changed(self.members[name])

    def linked(self, name: str) -> bool:
        """Whether a file has another name somewhere else."""
        return self.files.linked(self.members[name])


def below(files: Files, folder: str) -> Part:
    """The files under a folder, named from there."""
    start = f"{folder}/"
    return Part(files, {name.removeprefix(start): name for name in files.names() if name.startswith(start)})


def by_folder(files: Files, root: str) -> dict[str, Part]:
    """The files below each folder that lies in `root` ("" for the top), by the folder's name."""
    start = f"{root}/" if root else ""
    found: dict[str, dict[str, str]] = {}
    for name in files.names():
        folder, slash, rest = name.removeprefix(start).partition("/")
        if name.startswith(start) and slash and not folder.startswith(".") and folder != "__MACOSX":
            found.setdefault(folder, {})[rest] = name
    return {folder: Part(files, members) for folder, members in sorted(found.items())}


def newest(files: Files, names: list[str] | None = None) -> datetime | None:
    """When the last of the files was written."""
    times = [when for name in (files.names() if names is None else names) if (when := files.changed(name)) is not None]
    return max(times) if times else None


def open_archive(path: Path) -> ZipFiles:
    """The archive at `path`. Raises IntakeError."""
    return ZipFiles(path)
