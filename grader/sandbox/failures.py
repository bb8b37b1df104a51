"""What can become of a worker instead of an answer, and of a sandbox instead of a worker.

WorkerFailure            the submission's doing: a verdict
  WorkerTimedOut
  WorkerOutOfMemory
  WorkerDied
  WorkerProtocolError
SandboxUnavailable       ours, or this machine's
"""

from __future__ import annotations

from grader.words import Words


class WorkerFailure(Exception):
    """A worker that will not answer any more; it has been killed. `words` say it to the learner."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return self.words.render()


class WorkerTimedOut(WorkerFailure):
    """It did not answer within the deadline, or used up its processor time."""


class WorkerOutOfMemory(WorkerFailure):
    """It took more memory than it may."""


class WorkerDied(WorkerFailure):
    """It ended; `code` is its exit code, or minus the signal's number."""

    def __init__(self, code: int, words: Words) -> None:
        super().__init__(words)
        self.code = code


class WorkerProtocolError(WorkerFailure):
    """What it sent is not one answer to one request."""


class SandboxUnavailable(Exception):
    """No worker can be had: the machine refuses a layer, or torch cannot be loaded. `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words)
        self.words = words

    def __str__(self) -> str:
        return self.words.render()
