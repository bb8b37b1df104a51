"""Removes a folder that somebody hostile has filled: however deep, whatever modes, and without following a link.

Covered:
- no recursion, three descriptors at a time, and time that grows with the number of names and not with the depth;
- folders without rights are opened up first, those that are ours.

Not covered:
- what cannot be removed within the time is left.
"""

from __future__ import annotations

import os
import shutil
import stat
import time
from contextlib import suppress

MOST_SECONDS = 20.0


def remove_tree(path: str, seconds: float = MOST_SECONDS) -> None:
    """Remove a folder and all that is in it; what is not there or cannot be removed is left without a word."""
    if os.rmdir not in os.supports_dir_fd:  # Windows
        with suppress(OSError, RecursionError):
            shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        top = _open(path)
        try:
            _empty(top, time.monotonic() + seconds)
        finally:
            os.close(top)
        os.rmdir(path)


def _open(path: str, folder: int | None = None) -> int:
    """A descriptor of a folder of ours, whatever its mode was."""
    if stat.S_ISDIR(os.stat(path, dir_fd=folder, follow_symlinks=False).st_mode):
        with suppress(OSError):
            os.chmod(path, 0o700, dir_fd=folder)
    return os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)


def _empty(top: int, deadline: float) -> None:
    """Down into each folder by its name, and up again by `..`, which must lead to where we came from."""
    here = os.dup(top)
    try:
        names: list[str] = []
        came_from: list[tuple[int, int]] = []
        pending = [_without_files(here, deadline)]
        while pending[0] or names:
            if pending[-1]:
                below = _open(pending[-1][-1], here)
                names.append(pending[-1].pop())
                came_from.append(_identity(here))
                os.close(here)
                here = below
                pending.append(_without_files(here, deadline))
                continue
            above = os.open("..", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=here)
            os.close(here)
            here = above
            if _identity(here) != came_from.pop():
                raise OSError("a folder was moved while it was emptied")
            pending.pop()
            os.rmdir(names.pop(), dir_fd=here)
    finally:
        os.close(here)


def _identity(folder: int) -> tuple[int, int]:
    status = os.fstat(folder)
    return status.st_dev, status.st_ino


def _without_files(folder: int, deadline: float) -> list[str]:
    """Remove all that is no folder; the names of the folders."""
    folders = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            else:
                os.unlink(entry.name, dir_fd=folder)
            if time.monotonic() > deadline:
                raise TimeoutError
    return folders
