"""Chapters that are judged at the same time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

Found = TypeVar("Found")


def by_chapter(judge: Callable[[str], Found], keys: Sequence[str], jobs: int) -> Iterator[Found]:
    """What `judge` finds of each key, in the order of the keys; with several jobs it must be picklable.

    A grader runs pytest in its own process, so that two at a time need two processes.
    """
    if min(jobs, len(keys)) < 2:
        yield from map(judge, keys)
        return
    with ProcessPoolExecutor(min(jobs, len(keys)), multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(judge, keys)
