"""Handles of processes (Linux), by system call: not every build of Python has os.pidfd_open."""

from __future__ import annotations

import ctypes
import os
import platform

from .syscalls import number


def open_pidfd(pid: int) -> int:
    """A descriptor of a process, readable when it has ended; OSError where there is none."""
    return _call("pidfd_open", pid, 0)


def signal_pidfd(descriptor: int, signal: int) -> None:
    """Send a signal to exactly the process that the descriptor was opened for; ProcessLookupError when it has gone."""
    _call("pidfd_send_signal", descriptor, signal, None, 0)


def _call(name: str, *arguments: int | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = int(libc.syscall(ctypes.c_long(number(name, platform.machine()) or -1), *arguments))
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result
