"""The loop of `course watch`: keys and saves come in, frames go out, and one thread judges meanwhile."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from course.checking import next_unsolved
from course.content import Content
from course.errors import CourseError, ExitCode
from course.hint import take_hint
from course.live import Live, LiveOptions
from course.names import Target, find_target
from course.progress import load_progress
from course.remembered import Judged
from course.reset import put_back
from course.saves import Saves
from course.screen import Screen
from course.solution import has_passed, must_have_solutions, take_answer
from course.watch.fit import END_OF_BODY
from course.watch.judging import BUSY_AFTER, Ended, Judging
from course.watch.paint import Painter
from course.watch.terminal import END, Terminal
from course.watch.view import Ask, Page, View, next_failing, shown_after
from course.workspace import Workspace, find_workspace
from grader.spec import ChapterSpec
from grader.words import words

STEPS = {"up": -1, "k": -1, "down": 1, "j": 1}
SCROLL = {**STEPS, " ": 10}


@dataclass(frozen=True)
class WatchOptions:
    """What `course watch` was asked for."""

    target: str | None
    live: LiveOptions
    workspace: Path | None = None


@dataclass(frozen=True)
class Saved:
    """Files were saved."""

    paths: frozenset[Path]


def watch(content: Content, screen: Screen, options: WatchOptions) -> ExitCode:
    """Watches until q is pressed."""
    target = find_target(content, options.target) if options.target is not None else None
    workspace = find_workspace(options.workspace, target.folder if target else None)
    must_be_terminal(target)
    progress = load_progress(workspace.progress).progress
    target = target or next_unsolved(content, progress)
    if target is None:
        screen.say(words("Every exercise passes. There is nothing left to check."), "green")
        return ExitCode.PASSED
    first = target.exercises[0] if target.exercises else None
    if first is None:
        open_ones = [item for item in target.chapter.exercises if not progress.of(target.chapter.key, item.name).passed]
        first = min(open_ones, key=lambda item: item.optional, default=target.chapter.exercises[0])
    with Live(content, workspace, options.live) as live, Terminal() as terminal:
        Watch(content, screen, workspace, live, terminal, View(target.chapter, first.name)).run()
    return ExitCode.PASSED


def must_be_terminal(target: Target | None) -> None:
    """Raises CourseError where there is nobody who could press a key."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        return
    again = "course check" if target is None else f"course check {target.chapter.short}"
    raise CourseError(
        words("`course watch` needs a terminal that it can draw on and read keys from; this is a pipe or a file."),
        next_command=again,
    )


class Watch:
    """One run: the view, the thread that judges, and what is to be judged next."""

    def __init__(
        self, content: Content, screen: Screen, workspace: Workspace, live: Live, terminal: Terminal, view: View
    ) -> None:
        self._content, self._screen, self._workspace = content, screen, workspace
        self._live, self._terminal, self._view = live, terminal, view
        self._painter = Painter(screen, workspace)
        self._stop = threading.Event()
        self._judging = Judging(live, terminal.tell)
        self._frame, self._top = "", 0

    def run(self) -> None:
        """Until q is pressed, or the terminal is gone."""
        saves = Saves(self._workspace, self._content.chapters(), self._stop)
        listening = threading.Thread(target=self._listen, args=(saves,), daemon=True)
        listening.start()
        self._open(self._view.chapter)
        try:
            self._loop()
        finally:
            self._stop.set()
            self._judging.close()
            listening.join()

    def _loop(self) -> None:
        while True:
            self._draw()
            keys, messages = self._terminal.wait(self._judging.due(self._view.busy))
            for message in messages:
                self._hear(message)
            for key in keys:
                if key in ("q", END):
                    return
                self._press(key)

    def _listen(self, saves: Saves) -> None:
        for paths in saves:
            self._terminal.tell(Saved(paths))

    def _open(self, chapter: ChapterSpec) -> None:
        self._judging.start(lambda: self._live.open(chapter, self._terminal.tell))

    # --- what is heard from other threads

    def _hear(self, message: object) -> None:
        match message:
            case Saved(paths):
                self._judging.save(paths)
            case Judged():
                self._judging.verdict()
                self._show(message, self._judging.lasts or 0.0)
            case Ended(judged, error):
                took = self._judging.ended()
                self._view = replace(self._view, busy=False)
                if judged is not None:
                    self._show(judged, took)
                elif self._view.judged is not None:
                    self._view = replace(self._view, judged=replace(self._view.judged, naming=False))
                if error is not None:
                    self._fail(error)

    def _show(self, judged: Judged, seconds: float) -> None:
        before = self._view.judged
        if judged is before:
            return  # saved, and the same as before
        if before is not None and before.naming:
            seconds = self._view.seconds  # until the verdict; the names of mistakes came after it
        else:
            self._view = self._view.later()
        now = datetime.now().astimezone().strftime("%H:%M:%S")
        self._view = shown_after(replace(self._view, when=now, seconds=seconds), judged)

    def _fail(self, error: BaseException) -> None:
        """What cannot be judged is said, and the next save is tried again; without any report there is no going on."""
        if not isinstance(error, CourseError) or self._view.judged is None:
            raise error
        self._view = self._view.saying(error.words, next_command=error.next_command)

    # --- drawing

    def _draw(self) -> None:
        lasts = self._judging.lasts
        if lasts is not None:
            self._judging.tick()
            self._view = replace(self._view, busy=self._view.judged is None or lasts > BUSY_AFTER)
        frame = self._painter.frame(self._view, self._terminal.size)
        self._top = frame.top
        if self._view.top < END_OF_BODY:  # else the end stays in sight, as the body grows by the names of mistakes
            self._view = replace(self._view, top=frame.top)
        if frame.text != self._frame or self._terminal.resized:
            self._terminal.resized = False
            self._terminal.draw(frame.text)
            self._frame = frame.text

    # --- keys

    def _press(self, key: str) -> None:
        try:
            self._react(key)
        except OSError as error:
            path, reason = str(error.filename or ""), error.strerror or str(error)
            self._view = self._view.saying(words("{path}: {reason}", path=path, reason=reason))

    def _react(self, key: str) -> None:
        view = self._view
        if view.ask is not None:
            self._answered(key == "y")
        elif view.page is Page.LIST:
            self._press_in_list(key)
        elif key in SCROLL:
            top = view.top if view.top < END_OF_BODY else self._top
            self._view = replace(view, top=max(0, top + SCROLL[key]))
        elif view.page is Page.ANSWER:
            self._view = view.at(view.exercise)
        elif key in KEYS and view.judged is not None:
            KEYS[key](self)

    def _press_in_list(self, key: str) -> None:
        view = self._view
        if key in STEPS:
            self._view = view.moved(STEPS[key])
        elif key == "\n":
            self._view = view.at(view.chapter.exercises[view.chosen].name)
        elif key in ("l", "escape"):
            self._view = view.at(view.exercise)

    def _answered(self, yes: bool) -> None:
        view = self._view
        self._view = replace(view, ask=None)
        if not yes:
            return
        if view.ask is Ask.RESET:
            said = put_back(self._workspace, view.chapter, (view.spec.module,), (view.exercise,))
            self._view = replace(view.at(view.exercise).saying(*said), outlives=1)
        else:
            self._show_answer()

    def _next(self) -> None:
        """The next exercise of the chapter that does not pass, else the next chapter with one."""
        view = self._view
        assert view.judged is not None
        following = next_failing(view.judged, view.exercise)
        report = view.report
        if following is not None:
            self._view = view.at(following)
        elif report is not None and next_failing(view.judged, "") == view.exercise:
            self._view = view.saying(words("It is the only one of the chapter that does not pass yet."))
        else:
            self._leave_chapter()

    def _leave_chapter(self) -> None:
        progress = load_progress(self._workspace.progress).progress
        onward = next_unsolved(self._content, progress, self._view.chapter)
        if onward is None:
            self._view = self._view.saying(words("Every exercise of the course passes."))
            return
        self._view = View(onward.chapter, onward.exercises[0].name, self._live.last(onward.chapter))
        self._open(onward.chapter)

    def _hint(self) -> None:
        view = self._view
        hints = take_hint(self._workspace, view.chapter, view.spec, self._screen.lang)
        self._view = replace(view.at(view.exercise), hints=hints, top=END_OF_BODY)

    def _list(self) -> None:
        self._view = self._view.listing()

    def _reset(self) -> None:
        self._view = replace(self._view, ask=Ask.RESET)

    def _solution(self) -> None:
        view = self._view
        try:
            must_have_solutions(view.chapter, view.spec)
        except CourseError as error:
            self._view = view.saying(error.words)
            return
        if has_passed(self._workspace, view.chapter, view.spec):
            self._show_answer()
        else:
            self._view = replace(view, ask=Ask.SOLUTION)

    def _show_answer(self) -> None:
        view = self._view
        answer = take_answer(self._workspace, view.chapter, view.spec)
        self._view = replace(view.at(view.exercise), page=Page.ANSWER, answer=answer)

    def _check_all(self) -> None:
        self._view = replace(self._view.at(self._view.exercise), page=Page.CHAPTER)
        self._judging.start(lambda: self._live.check_all(self._terminal.tell))


KEYS: dict[str, Callable[[Watch], None]] = {
    "n": Watch._next,
    "h": Watch._hint,
    "l": Watch._list,
    "r": Watch._reset,
    "s": Watch._solution,
    "c": Watch._check_all,
}
