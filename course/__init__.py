"""What people touch: the command line, the content, the data; in a notebook, `from course import check, milestone`."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.notebook.check import check as check
    from course.notebook.milestone import milestone as milestone

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`check` and `milestone`, which are imported only where they are asked for."""
    if name not in ("check", "milestone"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"course.notebook.{name}"), name)
