"""What stops a command: one message, the command to type next, and the exit code."""

from __future__ import annotations

from enum import IntEnum

from grader.words import Words


class ExitCode(IntEnum):
    """What a command ends with."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130


class CourseError(Exception):
    """A command cannot go on: `words` say what is wrong and where, `next_command` what to type (`course list`)."""

    def __init__(self, words: Words, *, next_command: str | None = None, code: ExitCode = ExitCode.USAGE) -> None:
        super().__init__(str(words))
        self.words = words
        self.next_command = next_command
        self.code = code
