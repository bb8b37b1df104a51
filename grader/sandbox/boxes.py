"""A worker's private folder, where no tmpfs of its own can be had."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from grader.sandbox.inside.folders import remove_tree


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
    """Remove a folder whose worker is dead, whatever it made of it."""
    remove_tree(box)
