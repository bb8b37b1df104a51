"""Who a worker of the landlock tier runs as: somebody of its own where root starts it, since the kernel counts by user.

Covered:
- the tasks that one worker holds do not count against those of another one, and no file or signal is shared by user.

Not covered:
- without root, or where this machine has no such numbers to give (a user namespace with few ids), all run as one user.
"""

from __future__ import annotations

import functools
import os
import secrets
import sys
from pathlib import Path

from grader.sandbox.plan import NOBODY

FIRST, COUNT = 0x7100_0000, 1 << 24  # between what systemd gives to containers and what is not a signed number any more


def worker_uid() -> int | None:
    """A user and group id that nothing else runs as; NOBODY where there are none to be had, None where not root."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return None
    return FIRST + secrets.randbelow(COUNT) if _mapped() else NOBODY


@functools.cache
def _mapped() -> bool:
    return all(covers(Path(f"/proc/self/{kind}_map").read_text(encoding="ascii")) for kind in ("uid", "gid"))


def covers(ids: str) -> bool:
    """Whether a map of ids, as /proc writes it, has all that workers are given."""
    lines = [tuple(map(int, line.split())) for line in ids.splitlines()]
    return any(first <= FIRST and first + count >= FIRST + COUNT for first, _, count in lines)
