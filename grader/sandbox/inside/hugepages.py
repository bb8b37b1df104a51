"""Memory that every fork copies the tables of, put on huge pages: there are 512 times fewer of those."""

from __future__ import annotations

import ctypes
import re

COLLAPSE = 25
"""MADV_COLLAPSE of Linux 6.1; an older kernel refuses it, and nothing is lost."""
HUGE = 2 << 20
WRITABLE = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw-p [0-9a-f]+ \S+ 0 ")
FIRST, EVERY = 3, 100


class HugePages:
    """This process's large writable regions without a file, as they were when it looked."""

    def __init__(self) -> None:
        self._regions: list[tuple[int, int]] = []
        self._forks = 0

    def look(self) -> None:
        """Find them, while /proc is still in sight."""
        try:
            with open("/proc/self/maps", encoding="ascii", errors="replace") as maps:
                found = [WRITABLE.match(line) for line in maps]
        except OSError:
            return
        bounds = [(int(match[1], 16), int(match[2], 16)) for match in found if match]
        inner = [(-(-first // HUGE) * HUGE, last // HUGE * HUGE) for first, last in bounds]
        self._regions = [(first, last) for first, last in inner if first < last]

    def before_a_fork(self) -> None:
        """Collapse them once this process has shown to fork more than a few times, and now and then what has split."""
        self._forks += 1
        if self._forks % EVERY != FIRST:
            return
        libc = ctypes.CDLL(None)
        for first, last in self._regions:
            libc.madvise(ctypes.c_void_p(first), ctypes.c_size_t(last - first), COLLAPSE)
