"""What the git index holds: the stubs as they were committed, however far a clone's exercises are solved."""

from __future__ import annotations

import subprocess
from pathlib import Path


def indexed(repository: Path | None, path: Path) -> str | None:
    """A file's text in the git index; None outside a clone, without git, or where the index does not have the file."""
    if repository is None or not path.is_relative_to(repository):
        return None
    name = path.relative_to(repository).as_posix()
    try:
        shown = subprocess.run(
            ["git", "-C", str(repository), "show", f":./{name}"], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return shown.stdout.decode("utf-8", errors="replace") if shown.returncode == 0 else None
