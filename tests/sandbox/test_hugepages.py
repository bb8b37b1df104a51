"""Memory that every fork copies the tables of is put on huge pages where the kernel does so."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox.inside import hugepages

SIZE = 16 << 20
CODE = """
import ctypes, mmap, re, sys
sys.path.insert(0, sys.argv[1])
import hugepages
area = mmap.mmap(-1, {size}, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
area.madvise(mmap.MADV_NOHUGEPAGE) if {refused} else None
area.write(b"x" * {size})
first = ctypes.addressof(ctypes.c_char.from_buffer(area))
def huge():
    at, total = 0, 0
    for line in open("/proc/self/smaps"):
        if match := re.match(r"([0-9a-f]+)-([0-9a-f]+) ", line):
            at = int(match[1], 16) < first + {size} and int(match[2], 16) > first
        elif at and line.startswith("AnonHugePages:"):
            total += int(line.split()[1]) << 10
    return total
pages = hugepages.HugePages()
pages.look()
before = huge()
seen = []
for _ in range(hugepages.FIRST):
    seen.append(huge() - before)
    pages.before_a_fork()
direct = ctypes.CDLL(None).madvise(ctypes.c_void_p(-(-first // hugepages.HUGE) * hugepages.HUGE),
                                   ctypes.c_size_t({size} - hugepages.HUGE), hugepages.COLLAPSE)
print(before, *seen, huge(), direct, area[0] == area[-1] == ord("x"))
"""


def forks(*, refused: bool = False) -> list[str]:
    """Huge bytes before, before each of the first forks and after them; what the kernel says; whether data is whole."""
    code = CODE.format(size=SIZE, refused=refused)
    command = [sys.executable, "-I", "-c", code, str(Path(hugepages.__file__).parent)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages of Linux")
def test_large_regions_are_collapsed_after_a_few_forks() -> None:
    """Not before: a process that forks once would pay for it and gain nothing."""
    before, *seen, after, direct, whole = forks()
    if direct != "0":
        pytest.skip("this kernel collapses no memory when asked to (Linux 6.1 does)")
    assert set(seen) == {"0"}
    assert int(after) + int(before) >= SIZE - 2 * hugepages.HUGE
    assert whole == "True"


@pytest.mark.skipif(sys.platform != "linux", reason="huge pages of Linux")
def test_a_kernel_that_refuses_changes_nothing() -> None:
    """What cannot be collapsed stays as it was."""
    *_, whole = forks(refused=True)
    assert whole == "True"
