"""Ends a process and all that came of it, as far as the operating system tells who that is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress

from grader.sandbox.memory import descendants

ROUNDS = 20


def kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a process that leads its own group, its group and its descendants; it is not reaped here."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
    elif process.poll() is None:
        family = _held_still(process.pid) if sys.platform == "linux" else []
        _signal_group(process.pid)
        for pid in family:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
    else:
        _signal_group(process.pid)
    with suppress(OSError):
        process.kill()


def _signal_group(pid: int) -> None:
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)


def _held_still(pid: int) -> list[int]:
    """Stop a tree so that it cannot grow while it is counted; its members but the first."""
    stopped: set[int] = set()
    for _ in range(ROUNDS):
        new = {pid, *descendants(pid)} - stopped
        if not new:
            break
        for each in new:
            with suppress(OSError):
                os.kill(each, signal.SIGSTOP)
        stopped |= new
    return sorted(stopped - {pid})
