"""Removes a folder that somebody hostile has filled: however deep, whatever modes, and without following a link.

Covered:
- no recursion and two descriptors at a time: folders are moved up to the top before they are emptied;
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
    number = 0
    while folders := _without_files(top, deadline):
        for name in folders:
            if time.monotonic() > deadline:
                return
            inner = _open(name, top)
            try:
                for below in _without_files(inner, deadline):
                    number += 1
                    os.rename(below, f".{os.getpid()}-{number}", src_dir_fd=inner, dst_dir_fd=top)
            finally:
                os.close(inner)
            os.rmdir(name, dir_fd=top)


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
