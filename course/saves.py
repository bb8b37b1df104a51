"""Tells which modules of a workspace were saved, deleted or replaced, as soon as the system says so.

The system's events only wake it: what has changed is found by looking at the files, and that is done once a second in
any case. So nothing is missed where events do not come: on a network disk, after a sleep, after a folder was replaced.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from pathlib import Path

from course.workspace import EXERCISES, Workspace
from grader.notebook.beside import SUFFIX
from grader.spec import ChapterSpec

QUIET_MS = 20
"""A file that was written to is looked at once nothing has happened for so long."""
GROUPED_MS = 200
LOOK_MS = 1000
POLL_MS = 100
RETRY_SECONDS = 5.0
"""Where the system gives no events they are asked for again after so long."""

Stamp = tuple[int, int, int]


class Saves:
    """An iterator, also an asynchronous one, of the sets of modules that have changed since the last set.

    Only modules that a chapter declares are seen, and notebooks beside them. What happens between the making of this
    object and the first step of the iteration is not lost. Setting `stop` ends the iteration.
    """

    def __init__(self, workspace: Workspace, chapters: Iterable[ChapterSpec], stop: threading.Event) -> None:
        self._root = workspace.root / EXERCISES
        self._modules = {workspace.folder(chapter): frozenset(chapter.modules) for chapter in chapters}
        self._stop = stop
        self._seen = self._look()

    def __iter__(self) -> Iterator[frozenset[Path]]:
        while not self._stop.is_set():
            identity = self._identity()
            for events in self._woken():
                if changed := self._changed(events):
                    yield changed
                if self._identity() != identity:
                    break  # the watch is on a folder that is gone

    async def __aiter__(self) -> AsyncIterator[frozenset[Path]]:
        import anyio

        steps = iter(self)
        try:
            while True:
                changed = await anyio.to_thread.run_sync(next, steps, None, abandon_on_cancel=True)
                if changed is None:
                    return
                yield changed
        finally:
            self._stop.set()

    def _woken(self) -> Iterator[Sequence[str]]:
        """The paths of the system's events, empty once in a while without any."""
        import watchfiles
        from watchfiles._rust_notify import WatchfilesRustInternalError

        try:
            for events in watchfiles.watch(
                self._root,
                watch_filter=None,
                debounce=GROUPED_MS,
                step=QUIET_MS,
                rust_timeout=LOOK_MS,
                stop_event=self._stop,
                yield_on_timeout=True,
                poll_delay_ms=POLL_MS,
            ):
                yield [path for _, path in events]
        except (OSError, WatchfilesRustInternalError):
            until = time.monotonic() + RETRY_SECONDS
            while time.monotonic() < until and not self._stop.wait(POLL_MS / 1000):
                yield ()

    def _changed(self, events: Sequence[str]) -> frozenset[Path]:
        before, self._seen = self._seen, self._look()
        told = {path for event in events if self._declares(path := Path(event))}
        return frozenset(told | {path for path, _ in before.items() ^ self._seen.items()})

    def _declares(self, path: Path) -> bool:
        modules = self._modules.get(path.parent)
        return modules is not None and (path.suffix == SUFFIX or (path.suffix == ".py" and path.stem in modules))

    def _look(self) -> dict[Path, Stamp]:
        found: dict[Path, Stamp] = {}
        for folder in self._modules:
            try:
                with os.scandir(folder) as entries:
                    for entry in entries:
                        path = folder / entry.name
                        if self._declares(path):
                            status = entry.stat(follow_symlinks=False)
                            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
            except OSError:
                continue  # a folder or a file that has gone meanwhile
        return found

    def _identity(self) -> tuple[int, int] | None:
        try:
            status = self._root.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
