"""What every test has: tests/ on sys.path, hypothesis without deadlines, and its file's tests in the same process."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

# Suites that tests read; they are no tests of ours.
collect_ignore = ["mini_course", "golden"]

settings.register_profile(
    "short", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("soak", parent=settings.get_profile("short"), max_examples=5000)
settings.load_profile("soak" if os.environ.get("GRADSTEP_SOAK") else "short")

LONG = ("tests/heldout/", "tests/nbgrader", "tests/cohort/", "tests/chapters/", "tests/exploits/")
"""What takes longest begins first, so that no process is left alone with it at the end."""
CHAPTER = re.compile(r"ch\d\d_\w+")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The order is random inside each of the long folders and among the rest."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `-n`, tests that share sandboxes stay in one process: those of a file, of a chapter, of nbgrader's class."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            chapter = CHAPTER.search(test.partition("[")[2])
            if file.startswith("tests/nbgrader/"):
                return "tests/nbgrader"
            return f"{file}::{chapter[0]}" if chapter is not None else file

    return ByFile(config, log)
