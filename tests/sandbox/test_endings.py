from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.boxes import new_box, remove_box
from grader.sandbox.endings import Ending, failure, signal_name
from grader.sandbox.failures import WorkerDied, WorkerOutOfMemory, WorkerTimedOut
from grader.sandbox.inside.folders import remove_tree
from grader.sandbox.memory import descendants, held
from grader.sandbox.output import Output
from grader.sandbox.plan import Limits

LIMITS = Limits(cpu_seconds=10, memory_bytes=1000 << 20)
MOST = 900 << 20


@pytest.mark.parametrize(
    ("ending", "taken", "said", "kind", "words"),
    [
        (Ending(0), 0, False, WorkerDied, "The process ended itself with exit code 0."),
        (Ending(3), MOST, True, WorkerDied, "The process ended itself with exit code 3."),
        (Ending(-signal.SIGSEGV), 0, False, WorkerDied, "The process was ended by SIGSEGV."),
        (Ending(-signal.SIGSEGV), MOST, False, WorkerOutOfMemory, "It took more than 1000 MB of memory."),
        (Ending(-signal.SIGABRT), 0, True, WorkerOutOfMemory, "It took more than 1000 MB of memory."),
        (Ending(-signal.SIGKILL, cpu_seconds=1.0), 0, False, WorkerDied, "The process was ended by SIGKILL."),
        (
            Ending(-signal.SIGKILL, cpu_seconds=1.0),
            MOST,
            False,
            WorkerOutOfMemory,
            "It took more than 1000 MB of memory.",
        ),
        (Ending(-signal.SIGKILL, cpu_seconds=10.9), 0, False, WorkerTimedOut, "It used up its 10 s of processor time."),
        (Ending(-24), 0, False, WorkerTimedOut, "It used up its 10 s of processor time."),
    ],
)
def test_how_it_ended_says_what_it_did(ending: Ending, taken: int, said: bool, kind: type, words: str) -> None:
    """Codes, processor time and memory together decide between death, memory and time."""
    found = failure(ending, LIMITS, taken, said_no_memory=said)
    assert (type(found), str(found)) == (kind, words)


def test_signals_without_a_name_have_a_number() -> None:
    """A real-time signal is named by its number."""
    assert (signal_name(11), signal_name(50)) == ("SIGSEGV", "signal 50")


def test_output_is_kept_up_to_its_cap() -> None:
    """What fits is kept, what does not is dropped and said, and taking begins anew."""
    output = Output(1024)
    output.add(b"a" * 1000)
    assert output.holds(b"no", b"aaa")
    output.add(b"b" * 1000)
    assert output.take() == "a" * 1000 + "b" * 24 + "\n[output cut at 1 kB]"
    assert output.take() == ""


def test_a_box_is_removed_whatever_its_modes_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders without rights go, and what links point to stays."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").touch()
    box = Path(new_box())
    assert box.stat().st_mode & 0o777 == 0o700
    (box / "a" / "b").mkdir(parents=True)
    (box / "a" / "b" / "file").touch()
    (box / "a" / "link").symlink_to(tmp_path / "kept")
    (box / "link").symlink_to(tmp_path / "kept")
    (box / "a" / "b").chmod(0)
    (box / "a").chmod(0)
    remove_box(str(box))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["file", "kept"]


def test_a_box_is_removed_however_deep_or_full_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folders deeper than Python recurses and than descriptors go round, and many on one level."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    box = new_box()
    here = os.open(box, os.O_RDONLY)
    for depth in range(9000):
        os.mkdir("d", dir_fd=here)
        if depth % 100 == 0:
            os.mkdir("beside", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    for number in range(300):
        (Path(box) / f"many-{number}").mkdir()
    remove_box(box)
    assert list(tmp_path.iterdir()) == []
    remove_box(box)


def test_removing_has_an_end(tmp_path: Path) -> None:
    """What cannot be removed in time is left, without an exception."""
    (tmp_path / "box/a/b").mkdir(parents=True)
    remove_tree(str(tmp_path / "box"), seconds=-1.0)
    assert (tmp_path / "box").exists()
    remove_tree(str(tmp_path / "box"))
    assert not (tmp_path / "box").exists()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_the_watchdog_sees_what_is_taken() -> None:
    """Memory that is written to counts from the first look; a process that has gone holds nothing."""
    code = (
        "import os\n"
        "from grader.sandbox.memory import Watchdog\n"
        "watchdog = Watchdog(os.getpid(), 32 << 20, tree=True)\n"
        "print(watchdog.exceeded())\n"
        "kept = bytearray(b'x') * (64 << 20)\n"
        "print(watchdog.exceeded(), watchdog.highest > 32 << 20)\n"
    )  # in a process of its own, where nothing that earlier tests have left is given back meanwhile
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True"]
    assert (held(2**22 + 1), descendants(2**22 + 1)) == (0, [])
