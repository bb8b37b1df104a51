"""The watcher: which saves it tells, however they are made, on a real file system."""

from __future__ import annotations

import asyncio
import queue
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import watchfiles
from judging import load

from course.saves import LOOK_MS, Saves
from course.workspace import Workspace

CHAPTER = load("ch90_mini")
SOON = LOOK_MS / 1000 - 0.3
"""Less than the time after which files are looked at without any event."""


class Watched:
    """A workspace, and the sets of names that were told."""

    def __init__(self, root: Path) -> None:
        self.folder = Workspace(root).folder(CHAPTER)
        self.folder.mkdir(parents=True)
        for name in ("scaling.py", "gain.py"):
            (self.folder / name).write_text("one\n")
        self.stop = threading.Event()
        self.told: queue.Queue[frozenset[Path]] = queue.Queue()
        self._saves = Saves(Workspace(root), [CHAPTER], self.stop)
        self._thread = threading.Thread(target=self._listen)

    def start(self) -> None:
        self._thread.start()
        time.sleep(0.3)  # until the system has been asked for events

    def _listen(self) -> None:
        for changed in self._saves:
            self.told.put(changed)

    def next(self, seconds: float = 10.0) -> set[str]:
        """The names in the next set."""
        changed = self.told.get(timeout=seconds)
        assert {path.parent for path in changed} == {self.folder}
        return {path.name for path in changed}

    def silent(self, seconds: float = 0.4) -> bool:
        try:
            self.told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False

    def close(self) -> None:
        self.stop.set()
        self._thread.join(5)
        assert not self._thread.is_alive()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    made.start()
    yield made
    made.close()


def test_a_file_written_in_place(watched: Watched) -> None:
    """As nano and VS Code do; told once, and at once."""
    (watched.folder / "gain.py").write_text("two\n")
    assert watched.next(SOON) == {"gain.py"}
    assert watched.silent()


def test_a_file_replaced_by_another(watched: Watched) -> None:
    """As vim does, with a backup and a file of its own beside it that nobody hears of."""
    (watched.folder / "4913").write_text("")
    (watched.folder / "4913").unlink()
    (watched.folder / "gain.py").rename(watched.folder / "gain.py~")
    (watched.folder / ".gain.py.swp").write_text("two\n")
    (watched.folder / ".gain.py.swp").replace(watched.folder / "gain.py")
    (watched.folder / "gain.py~").unlink()
    assert watched.next(SOON) == {"gain.py"}


def test_a_file_deleted_then_made(watched: Watched) -> None:
    """Both are told; one that was not there before too."""
    (watched.folder / "gain.py").unlink()
    assert watched.next(SOON) == {"gain.py"}
    (watched.folder / "gain.py").write_text("two\n")
    assert watched.next(SOON) == {"gain.py"}
    (watched.folder / "descent.py").write_text("new\n")
    assert watched.next(SOON) == {"descent.py"}


def test_files_that_no_chapter_declares(watched: Watched) -> None:
    """Nobody hears of them; a notebook beside the modules is told."""
    (watched.folder / "torch.py").write_text("two\n")
    (watched.folder / "gain.txt").write_text("two\n")
    (watched.folder / "deeper").mkdir()
    (watched.folder / "deeper" / "gain.py").write_text("two\n")
    (watched.folder.parent / "gain.py").write_text("two\n")
    assert watched.silent(1.3)
    (watched.folder / "ch90.ipynb").write_text("{}")
    assert watched.next(SOON) == {"ch90.ipynb"}


def test_several_files_at_once(watched: Watched) -> None:
    """One set."""
    (watched.folder / "gain.py").write_text("two\n")
    (watched.folder / "scaling.py").write_text("two\n")
    assert watched.next(SOON) == {"gain.py", "scaling.py"}


def test_a_folder_that_was_replaced(watched: Watched) -> None:
    """As git and archives do: exercises/ itself is gone and comes back, and later saves are told at once again."""
    exercises = watched.folder.parent
    shutil.rmtree(exercises)
    assert watched.next() == {"gain.py", "scaling.py"}
    watched.folder.mkdir(parents=True)
    (watched.folder / "gain.py").write_text("two\n")
    assert watched.next() == {"gain.py"}
    time.sleep(1.1)
    (watched.folder / "gain.py").write_text("three\n")
    assert watched.next(SOON) == {"gain.py"}


def test_a_change_from_before_the_first_step(tmp_path: Path) -> None:
    """What was saved between the making of the watcher and its start is told."""
    made = Watched(tmp_path)
    (made.folder / "gain.py").write_text("two\n")
    made.start()
    assert made.next(2.0) == {"gain.py"}
    made.close()


def test_events_that_get_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files themselves are looked at every second: after a sleep, or on a disk that sends no events."""

    def deaf(*_: object, stop_event: threading.Event, **__: object) -> Iterator[set[tuple[object, str]]]:
        while not stop_event.wait(LOOK_MS / 1000):
            yield set()

    monkeypatch.setattr(watchfiles, "watch", deaf)
    made = Watched(tmp_path)
    made.start()
    (made.folder / "gain.py").write_text("two\n")
    assert made.next(3.0) == {"gain.py"}
    made.close()


def test_a_system_that_gives_no_events(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all watches of inotify are taken files are looked at several times a second."""

    def refused(*_: object, **__: object) -> Iterator[set[tuple[object, str]]]:
        raise OSError("OS file watch limit reached.")
        yield

    monkeypatch.setattr(watchfiles, "watch", refused)
    made = Watched(tmp_path)
    made.start()
    (made.folder / "gain.py").write_text("two\n")
    assert made.next(SOON) == {"gain.py"}
    made.close()


def test_polling_can_be_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """WATCHFILES_FORCE_POLLING is watchfiles' own switch."""
    monkeypatch.setenv("WATCHFILES_FORCE_POLLING", "1")
    made = Watched(tmp_path)
    made.start()
    (made.folder / "gain.py").write_text("another\n")
    assert made.next() == {"gain.py"}
    time.sleep(1.1)  # polling compares whole seconds
    (made.folder / "gain.py").write_text("and another\n")  # by now it is polling in any case
    assert made.next(SOON) == {"gain.py"}
    made.close()


def test_the_asynchronous_iterator(tmp_path: Path) -> None:
    """The same sets; leaving it ends the watch."""
    made = Watched(tmp_path)

    async def first() -> frozenset[Path]:
        saves = Saves(Workspace(tmp_path), [CHAPTER], made.stop)
        asyncio.get_running_loop().call_later(0.3, (made.folder / "gain.py").write_text, "two\n")
        async for changed in saves:
            return changed
        raise AssertionError

    assert asyncio.run(first()) == {made.folder / "gain.py"}


def test_an_asynchronous_iterator_that_is_cancelled(tmp_path: Path) -> None:
    """It stops at once, and its thread with it."""
    made = Watched(tmp_path)

    async def cancelled() -> None:
        async def listen() -> None:
            async for _ in Saves(Workspace(tmp_path), [CHAPTER], made.stop):
                pass

        task = asyncio.create_task(listen())
        await asyncio.sleep(0.2)
        task.cancel()
        await asyncio.wait([task])
        assert task.cancelled()

    started = time.monotonic()
    asyncio.run(cancelled())
    assert time.monotonic() - started < 2
    assert made.stop.is_set()


def test_a_link_in_a_modules_place(watched: Watched) -> None:
    """It is told as any change; whether it is judged is not the watcher's business."""
    (watched.folder / "gain.py").unlink()
    (watched.folder / "gain.py").symlink_to("scaling.py")
    assert watched.next(2.0) == {"gain.py"}
