"""The processes below one, and which of them still run."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path


def family(pid: int) -> set[int]:
    """Every process below one, whoever its parent is."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(entry.parent.name)] = int(entry.read_text().rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def running(pids: set[int]) -> set[int]:
    """Those that still run, after up to three seconds of waiting for them."""
    end = time.monotonic() + 3
    while (left := {pid for pid in pids if state(pid) not in "XZ"}) and time.monotonic() < end:
        time.sleep(0.02)
    return left


def state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "X"
