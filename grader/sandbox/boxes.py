"""A worker's private folder, where no tmpfs of its own can be had."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
import tempfile
from pathlib import Path


def new_box(uid: int | None = None) -> str:
    """An empty folder that only its owner may enter: `uid` where we are root and one is given."""
    box = os.path.realpath(tempfile.mkdtemp(prefix="gradstep-"))
    if uid is not None and os.geteuid() == 0:
        os.chown(box, uid, uid)
    return box


def name_box() -> str:
    """A path for a folder that the worker itself makes: until there is somebody to remove it, nothing is there."""
    return str(Path(tempfile.gettempdir()).resolve() / f"gradstep-{secrets.token_hex(8)}")


def remove_box(box: str) -> None:
    """Remove a folder whose worker is dead, whatever modes it gave to what is inside; follows no link."""
    shutil.rmtree(box, ignore_errors=True)
    if os.path.lexists(box):
        _open_up(box)
        shutil.rmtree(box, ignore_errors=True)


def _open_up(box: str) -> None:
    """Give ourselves every folder that a worker made without rights; fwalk enters no link."""
    Path(box).chmod(0o700)
    for _, folders, _, descriptor in os.fwalk(box, topdown=True):
        for name in folders:
            if stat.S_ISDIR(os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_mode):
                os.chmod(name, 0o700, dir_fd=descriptor)
