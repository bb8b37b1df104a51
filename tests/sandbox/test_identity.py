"""Who a worker of the landlock tier runs as."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from grader.sandbox.identity import COUNT, FIRST, covers, worker_uid


@pytest.mark.parametrize(
    ("ids", "enough"),
    [
        ("         0          0 4294967295\n", True),
        ("0 100000 65536\n", False),
        (f"0 0 {FIRST + COUNT}\n", True),
        (f"0 0 {FIRST + COUNT - 1}\n", False),
        (f"{FIRST + 1} 0 {COUNT}\n", False),
        (f"0 1000 1\n{FIRST} 5 {COUNT}\n", True),
        ("", False),
    ],
)
def test_a_namespace_with_few_ids_has_none_to_give(ids: str, enough: bool) -> None:
    """All numbers that workers could get must be there, in one line of the map."""
    assert covers(ids) == enough


def test_no_two_workers_are_the_same_user() -> None:
    """Root gives each worker another number; anybody else gives none."""
    given = {worker_uid() for _ in range(20)}
    if sys.platform == "linux" and os.geteuid() == 0 and covers(Path("/proc/self/uid_map").read_text()):
        assert len(given) == 20
        assert all(uid is not None and FIRST <= uid < FIRST + COUNT for uid in given)
    else:
        assert len(given) == 1
