"""Chapters that are judged at the same time, each in a process of its own."""

from __future__ import annotations

import multiprocessing
import os
import threading
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
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(keys)), context, initializer=_end_with_the_parent) as pool:
        yield from pool.map(judge, keys)


def _end_with_the_parent() -> None:
    """Whoever kills the command ends its chapters, which would otherwise be judged to their end for nobody."""
    threading.Thread(target=_wait_for_the_parent, daemon=True).start()


def _wait_for_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
