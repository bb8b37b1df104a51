"""Chapters judged at the same time: in order, and by nobody once the command has been killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from course.author.by_chapter import by_chapter

ROOT = Path(__file__).resolve().parents[2]
SLOW = """
import functools, os, pathlib, sys, time
from course.author.by_chapter import by_chapter

def judge(folder, key):
    pathlib.Path(folder, key).write_text(str(os.getpid()))
    time.sleep(600)

if __name__ == "__main__":
    list(by_chapter(functools.partial(judge, sys.argv[1]), ["a", "b"], 2))
"""


def test_what_is_found_comes_in_the_order_of_the_keys() -> None:
    """Whoever is ready first; one at a time they need no process of their own."""
    assert list(by_chapter(len, ["abc", "", "ab"], 2)) == [3, 0, 2]
    assert list(by_chapter(lambda key: os.getpid(), ["a", "b"], 1)) == [os.getpid()] * 2


@pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")
def test_nothing_is_judged_for_a_command_that_was_killed(tmp_path: Path) -> None:
    """Its processes end with it, whatever they were about."""
    (tmp_path / "slow.py").write_text(SLOW)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = subprocess.Popen([sys.executable, str(tmp_path / "slow.py"), str(tmp_path)], env=env)
    end = time.monotonic() + 60
    notes = [tmp_path / name for name in "ab"]
    while not all(note.is_file() and note.read_text() for note in notes) and time.monotonic() < end:
        time.sleep(0.05)
    judging = [int(note.read_text()) for note in notes]
    command.send_signal(signal.SIGKILL)
    command.wait()
    while any(Path(f"/proc/{pid}").exists() for pid in judging) and time.monotonic() < end:
        time.sleep(0.05)
    assert [pid for pid in judging if Path(f"/proc/{pid}").exists()] == []
