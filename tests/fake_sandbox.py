"""A sandbox that shuts nobody in: the real worker, in this process; for tests of everything above the sandbox."""

from __future__ import annotations

import shutil
import tempfile
import weakref

from grader.sandbox.inside.worker import Worker


class FakeWorker:
    """Answers in this process."""

    starved = 0.0

    def __init__(self) -> None:
        self._worker, self._reply, self.alive = Worker(), b"", True
        self._worker.folder = tempfile.mkdtemp()
        self._clean = weakref.finalize(self, shutil.rmtree, self._worker.folder, ignore_errors=True)

    def send(self, payload: bytes, deadline: float) -> None:
        self._reply = self._worker.answer(payload)

    def receive(self, deadline: float) -> bytes:
        return self._reply

    def take_output(self) -> str:
        return ""

    def kill(self) -> None:
        self.alive = False
        self._clean()


class FakeSandbox:
    """Gives fake workers."""

    tier = "fake"
    layers: tuple[str, ...] = ()

    def worker(self) -> FakeWorker:
        return FakeWorker()

    def dismiss(self, worker: FakeWorker) -> None:
        worker.kill()

    def close(self) -> None:
        pass
