"""The judging process as a notebook has it: started when it is needed, asked again while it lives."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import IO

from course.errors import CourseError, ExitCode
from course.notebook.asked import Answer, Question
from course.notebook.guard import VARIABLE
from grader.words import words

TOLD_BYTES = 400


class Warm:
    """One process, started anew where it is gone."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._said: IO[bytes] | None = None
        self._owner = 0

    @property
    def lives(self) -> bool:
        """Whether a question would be answered at once."""
        return self._process is not None and self._owner == os.getpid() and self._process.poll() is None

    def ask(self, question: Question) -> Answer:
        """The answer; a Ctrl-C ends the process. Raises CourseError where it dies instead of answering."""
        process = self._process if self.lives and self._process is not None else self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with suppress(BrokenPipeError):
                process.stdin.write(question.line())
                process.stdin.flush()
            line = process.stdout.readline()
        except BaseException:
            self.end()
            raise
        if not line:
            raise self._died()
        return Answer.of(line)

    def end(self) -> None:
        """Ends the process; the next question starts another."""
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout, self._said):
                if pipe is not None:
                    with suppress(OSError):  # what was written to a process that is gone
                        pipe.close()

    def _start(self) -> subprocess.Popen[bytes]:
        self.end()
        atexit.unregister(self.end)
        atexit.register(self.end)
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  it lives as long as the process
        self._owner = os.getpid()
        self._process = subprocess.Popen(
            # -P: a torch.py beside the notebook is not the real one.
            [sys.executable, "-P", "-m", "course.notebook.judge"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            env={name: value for name, value in os.environ.items() if name != VARIABLE},
            start_new_session=True,  # an interrupt of the kernel is for the kernel, which then ends us
        )
        return self._process

    def _died(self) -> CourseError:
        said = ""
        if self._said is not None:
            self._said.seek(0)
            said = self._said.read()[-TOLD_BYTES:].decode("utf-8", "replace").strip()
        self.end()
        kind = said.splitlines()[-1] if said else "-"
        return CourseError(
            words("The process that judges has ended ({reason}). Run the cell again; if it happens again, report it.",
                  reason=kind),
            next_command="course doctor", code=ExitCode.OUR_FAULT,
        )  # fmt: skip


WARM = Warm()
"""This kernel's own."""
