"""The notebook that is running: which code its cells held, and where what is shown goes.

Covered: cells run again, in any order, with magics; cells that were no Python (they never ran).
Not covered: a cell that raised half-way counts as if it had run to its end.
"""

from __future__ import annotations

import sys
from typing import Any

from grader.notebook.document import Cell
from grader.notebook.ipython import parses, python_of

MOST_BYTES = 200_000


def running_shell() -> Any:
    """IPython's shell; None where the code runs in none."""
    ipython = sys.modules.get("IPython")
    return None if ipython is None else ipython.get_ipython()


def cells_of(shell: Any) -> list[Cell]:
    """What was run, in order, each text where it was run last; the oldest is left out where it is too much."""
    latest: dict[str, int] = {}
    for number, text in enumerate(shell.history_manager.input_hist_raw):
        latest.pop(text, None)
        latest[text] = number
    kept: list[Cell] = []
    size = 0
    for text, number in reversed(latest.items()):
        size += len(text)
        if size > MOST_BYTES:
            break
        if text.strip() and parses(python_of(text)):
            kept.append(Cell(number, text.replace("\0", " ")))
    return kept[::-1]


def name_of(answer: object, shell: Any, wanted: str) -> str | None:
    """The name that the notebook has for an object: `wanted` if it is one, else its own; None where there is none."""
    names = [name for name, value in shell.user_ns.items() if value is answer and not name.startswith("_")]
    own = getattr(answer, "__name__", None)
    return next((name for name in (wanted, own, *names) if name in names), None)


class Shown:
    """Something to be displayed, as HTML and as its plain-text twin."""

    def __init__(self, plain: str, html: str = "") -> None:
        self._bundle = {"text/plain": plain} | ({"text/html": html} if html else {})

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return self._bundle

    def __repr__(self) -> str:
        return self._bundle["text/plain"]


class Place:
    """Where a cell shows what it has to say: what comes later takes the place of what came before."""

    def __init__(self) -> None:
        self._handle: Any = None

    def show(self, what: Shown) -> None:
        """Put it there."""
        from IPython.display import display

        if self._handle is None:
            self._handle = display(what, display_id=True)  # type: ignore[no-untyped-call]
        else:
            self._handle.update(what)
