"""Large pieces that are freed and asked for again: their pages are not faulted in anew, on either side of the wall."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys

import pytest

from grader.sandbox.plan import MALLOC

HAS_MALLOPT = sys.platform == "linux" and hasattr(ctypes.CDLL(None), "mallopt")
ROUNDS = """
import resource, sys
if "keep" in sys.argv:
    from grader.allocator import keep_freed
    print(keep_freed())
def faults():
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt
def take():
    pieces = [bytearray(b"x") * (12 << 20) for _ in range(6)]
    del pieces
take()  # they are new
before = faults()
for _ in range(20):
    take()
print(faults() - before)
"""


def said(*arguments: str, **environment: str) -> list[str]:
    """What a process prints that takes 72 MiB and frees them, twenty times: the pages that it was given for that."""
    inherited = {name: value for name, value in os.environ.items() if "MALLOC" not in name and name != "GLIBC_TUNABLES"}
    command = [sys.executable, "-c", ROUNDS, *arguments]
    done = subprocess.run(command, env={**inherited, **environment}, capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.skipif(not HAS_MALLOPT, reason="needs glibc")
def test_freed_memory_is_kept() -> None:
    """In a process that judges again and again, and in a worker by the environment that it is started in."""
    (given_back,) = said()
    kept, here = said("keep")
    (inside,) = said(**MALLOC)
    assert int(given_back) > 20 * (72 << 20) // os.sysconf("SC_PAGE_SIZE") // 2
    assert kept == "True"
    assert max(int(here), int(inside)) < int(given_back) // 10


def test_another_malloc_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is nothing to set where the C library has no mallopt."""
    from grader import allocator

    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    assert allocator.keep_freed() is False
