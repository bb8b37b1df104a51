"""How much memory a process tree holds, as the kernel counts it (Linux)."""

from __future__ import annotations

import time
from pathlib import Path

COUNTED = ("RssAnon:", "RssShmem:")  # not RssFile: that is the libraries, which a worker maps as it uses them


def held(pid: int) -> int:
    """Bytes of private and shared memory that a process holds; 0 when it has gone."""
    return _sum(pid, COUNTED)


def resident(pid: int) -> int:
    """Bytes of everything that a process holds, mapped files too; 0 when it has gone."""
    return _sum(pid, ("VmRSS:",))


def _sum(pid: int, names: tuple[str, ...]) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(names))


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and theirs; those that have gone are left out."""
    found: list[int] = []
    left = [pid]
    while left:
        for path in _threads(left.pop()):
            try:
                children = [int(child) for child in (path / "children").read_text(encoding="ascii").split()]
            except OSError:
                continue
            found += children
            left += children
    return found


def _threads(pid: int) -> list[Path]:
    try:
        return list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:  # it has gone meanwhile
        return []


class Watchdog:
    """Compares what a process and its descendants hold with what it held at first."""

    def __init__(self, pid: int, allowance: int, *, tree: bool) -> None:
        self._pid = pid
        self._allowance = allowance
        self._tree = tree
        self._first = held(pid)
        self._first_resident = resident(pid)
        self._looked = 0.0
        self.highest = 0

    def due(self, seconds: float) -> bool:
        """Whether the last look is at least that long ago."""
        return time.monotonic() - self._looked >= seconds

    def over_a_life(self, max_rss: int) -> int:
        """The most that was taken, also between two looks, of a process that has ended with that maximum."""
        return max(self.highest, max_rss - self._first_resident)

    def exceeded(self) -> bool:
        """Whether more than the allowance has been taken since the beginning."""
        self._looked = time.monotonic()
        taken = held(self._pid) - self._first
        if self._tree:
            taken += sum(max(0, held(pid) - self._first) for pid in descendants(self._pid))
        self.highest = max(self.highest, taken)
        return taken > self._allowance
