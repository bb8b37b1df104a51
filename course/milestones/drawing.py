"""The process that draws a milestone: it runs the learner's own modules and the chapter's milestone.py, once.

It is no sandbox: this is the learner's own code on their own machine, and nothing is graded. It is another process so
that a loop without an end can be ended, and so that neither the command nor a notebook's kernel is changed by it.
"""

from __future__ import annotations

import importlib.util
import linecache
import os
import random
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

from course.data import data_for
from course.milestones.asked import BROKEN, DRAWN, RAISED, TOO_LONG, UNUSABLE, Ending, Order
from course.milestones.page import Page, chinese_font, look, save
from course.milestones.plan import milestone_of
from grader.sandbox.inside.modules import Modules
from grader.spec import ChapterSpec, ContentTree, load_chapter

MOST_LINES = 12
Line = tuple[str, int, str, str]


class Mine:
    """What the learner wrote: `mine.mse_grad` is theirs, loaded when it is first asked for."""

    def __init__(self, chapter: ChapterSpec, modules: Modules) -> None:
        self._homes = {name: exercise.module for exercise in chapter.exercises for name in exercise.names}
        self._modules = modules
        self.asked: dict[str, None] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._homes:
            raise AttributeError(f"no exercise of the chapter defines {name}")
        self.asked[name] = None
        return getattr(self._modules.load(self._homes[name]), name)


def draw(order: Order, modules: Modules, begin: Callable[[], threading.Timer]) -> Ending:
    """Draws, and says how it ended; whatever the learner's code raises is an ending.

    `begin` starts the clock: what is loaded before takes none of the learner's time.
    """
    chapter = load_chapter(ContentTree(*map(Path, order.tree)), order.chapter)
    milestone = milestone_of(chapter)
    if milestone is None:
        return Ending(BROKEN, message=f"{chapter.key} has no milestone")
    font = chinese_font() if order.lang == "zh" else None
    look(font)
    said = chapter.text(order.lang if order.lang != "zh" or font is not None else "en").milestone
    page = Page(said, lambda name: data_for((name,))[name])
    mine = Mine(chapter, modules)
    _same_chances()
    timer = begin()
    try:
        figure = _loaded(milestone.file).draw(mine, page)
        save(figure, Path(order.picture))
    except Exception as error:  # noqa: BLE001  whatever it raises is told
        return _failed(error, modules, chapter)
    finally:
        timer.cancel()
    return Ending(DRAWN, values=page.values, asked=tuple(mine.asked), seconds=time.process_time())


def _same_chances() -> None:
    """The same picture each time, whatever draws random numbers and however many cores there are."""
    import numpy as np
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(0)
    random.seed(0)
    np.random.seed(0)  # noqa: NPY002  learners use the global generator, too


def _loaded(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("milestone", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _failed(error: Exception, modules: Modules, chapter: ChapterSpec) -> Ending:
    lines = tuple(_line(file, number, function) for file, number, function in modules.frames(error))
    message = "".join(traceback.format_exception_only(error)).strip()
    if not lines:
        return Ending(UNUSABLE, message=message)
    if isinstance(error, NotImplementedError):
        names = {name: exercise.name for exercise in chapter.exercises for name in exercise.names}
        found = next((names[function] for _, _, function, _ in reversed(lines) if function in names), "")
        return Ending(RAISED, message=message, exercise=found, lines=lines)
    return Ending(RAISED, message=message, lines=lines[-MOST_LINES:])


def _line(file: str, number: int, function: str) -> Line:
    return file, number, function, linecache.getline(file, number).strip()


def where_it_is(frame: FrameType | None, modules: Modules) -> tuple[Line, ...]:
    """The learner's own lines in which a thread is, outermost first."""
    found: list[Line] = []
    while frame is not None:
        if frame.f_code.co_filename in modules.files:
            found.append(_line(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name))
        frame = frame.f_back
    return tuple(found[::-1][-MOST_LINES:])


def _after(seconds: float, modules: Modules, answer: Callable[[Ending], None]) -> threading.Timer:
    """Ends the process when the time is over, and says where the learner's code was."""
    drawing = threading.get_ident()

    def over() -> None:
        answer(Ending(TOO_LONG, lines=where_it_is(sys._current_frames().get(drawing), modules)))
        os._exit(0)

    timer = threading.Timer(seconds, over)
    timer.daemon = True
    timer.start()
    return timer


def main() -> None:
    """Draws what is ordered on stdin, and answers on stdout."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what the learner's code prints must not get between
    order = Order.of(sys.stdin.readline())
    modules = Modules(order.layers)

    def answer(ending: Ending) -> None:
        answers.write(ending.line())
        answers.flush()

    try:
        ending = draw(order, modules, lambda: _after(order.seconds, modules, answer))
    except Exception as error:  # noqa: BLE001  ours: the milestone itself could not be begun
        ending = Ending(BROKEN, message=f"{type(error).__name__}: {error}")
    answer(ending)


if __name__ == "__main__":
    main()
