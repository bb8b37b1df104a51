"""A fork server that is forked from this process instead of started anew: torch is here already.

It shuts itself and its children in as any other does. Its memory is a copy of the trusted side's, so it is for modules
of ours alone: no submission may ever be sent to it.
"""

from __future__ import annotations

import os
import runpy
import signal
import subprocess
import time
import warnings
from collections.abc import Mapping
from typing import NoReturn

from grader.sandbox.plan import START


class Twin:
    """The forked process, waited for as a subprocess.Popen is."""

    def __init__(self, control: int, environment: Mapping[str, str]) -> None:
        """Forks; the child reads its plan on `control`. OSError where no process can be had."""
        self._code: int | None = None
        with warnings.catch_warnings():
            # Python warns of threads, whose locks a child could wait for: ours only wait, and the child needs none.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            _become_server(control, environment)

    def poll(self) -> int | None:
        """How it ended, or None while it runs."""
        if self._code is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # somebody else has waited for it
                pid, status = self.pid, 0
            if pid:
                self._code = os.waitstatus_to_exitcode(status)
        return self._code

    def wait(self, timeout: float | None = None) -> int:
        """How it ended; raises subprocess.TimeoutExpired after so many seconds."""
        until = time.monotonic() + (float("inf") if timeout is None else timeout)
        while (code := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired("fork server", timeout or 0.0)
            time.sleep(0.002)
        return code

    def kill(self) -> None:
        """End it at once."""
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def _become_server(control: int, environment: Mapping[str, str]) -> NoReturn:
    """In the child: nothing of the parent's stays open, no handler of its stays set; never returns."""
    code = 1
    try:
        from grader.sandbox.inside.layers import close_from  # needs Unix, which this module is imported without, too

        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDWR)
        os.dup2(control, 0)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        close_from(3)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir("/")
        code = runpy.run_path(str(START))["main"]()
    finally:
        os._exit(code)
