"""One open gradebook for every step of nbgrader's that would open one of its own: that is a third of their time."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from nbgrader.api import Gradebook

OPENERS = (
    "nbgrader.converters.autograde", "nbgrader.preprocessors.saveautogrades", "nbgrader.preprocessors.overwritecells",
    "nbgrader.preprocessors.overwritekernelspec", "nbgrader.preprocessors.latesubmissions",
    "course.nbgrader.preprocessor",
)  # fmt: skip
"""Modules that open the gradebook anew for every step of every submission."""


class _Lent:
    """The one open gradebook, for a step that opens and closes one of its own."""

    def __init__(self, book: Any) -> None:
        self._book = book

    def __getattr__(self, name: str) -> Any:
        return getattr(self._book, name)

    def __enter__(self) -> Any:
        return self._book

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is not None:
            self._book.db.rollback()

    def close(self) -> None:
        """Nothing: it stays open for the next step."""


@contextmanager
def one_gradebook(db_url: str, course_id: str) -> Iterator[Any]:
    """The gradebook, open until it is left; meanwhile every step gets this one."""
    with Gradebook(db_url, course_id) as book, ExitStack() as replaced:
        for name in OPENERS:
            replaced.enter_context(_replaced(importlib.import_module(name), _Lent(book)))
        yield book


@contextmanager
def _replaced(module: Any, lent: _Lent) -> Iterator[None]:
    before = module.Gradebook
    module.Gradebook = lambda *_, **__: lent
    try:
        yield
    finally:
        module.Gradebook = before


@contextmanager
def without_their_warnings() -> Iterator[None]:
    """What nbgrader makes newer versions of its packages warn of is for its makers."""
    with warnings.catch_warnings():
        for name in ("nbgrader", "nbformat", "nbconvert", "sqlalchemy"):
            warnings.filterwarnings("ignore", module=rf"{name}(\..*)?$")
        yield
