"""What people touch: the command line, the content and the data; in a notebook, `from course import check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.notebook.check import check as check

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """`check`, which is imported only where it is asked for."""
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from course.notebook.check import check

    return check
