"""A frame of `course watch`: a heading, the report or another page, what is said below it, and the keys."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from course.checking import located, unnamed
from course.milestones.plan import awaited
from course.recording import shown
from course.screen import Screen
from course.watch.fit import Fitted, fit
from course.watch.view import Ask, Page, View, count, next_failing, passes
from course.workspace import Workspace
from grader.exports.said import MARKS, state_of
from grader.exports.terminal import hang, render
from grader.results import ExerciseReport, ScoreReport
from grader.words import Words, words

STYLES = {"passed": "green", "failed": "red", "open": "dim", "ours": "magenta"}
KEYS: tuple[tuple[str, Words], ...] = (
    ("n", words("next")),
    ("h", words("hint")),
    ("l", words("list")),
    ("r", words("reset")),
    ("s", words("solution")),
    ("c", words("check all")),
    ("q", words("quit")),
)
LIST_KEYS: tuple[tuple[str, Words], ...] = (
    ("↑ ↓", words("choose")),
    ("Enter", words("show it")),
    ("l", words("back")),
    ("q", words("quit")),
)
ANSWER_KEYS: tuple[tuple[str, Words], ...] = (("s", words("back")), ("q", words("quit")))
PAGES = {Page.LIST: LIST_KEYS, Page.ANSWER: ANSWER_KEYS}


class Painter:
    """Draws views, in the language of the screen."""

    def __init__(self, screen: Screen, workspace: Workspace) -> None:
        self._screen, self._workspace = screen, workspace

    def frame(self, view: View, size: tuple[int, int]) -> Fitted:
        """The whole frame, as text with the terminal's escapes in it."""
        body, foot, mark = self._console(size), self._console(size), self._console(size)
        self._heading(view, body)
        match view.page:
            case Page.LIST:
                self._list(view, body)
            case Page.ANSWER:
                self._answer(view, body)
            case Page.EXERCISE | Page.CHAPTER:
                self._report(view, body)
        self._below(view, body)
        self._foot(view, foot)
        self._line(mark, (self._say(words("there is more: space, or the arrows")), "dim"))
        drawn, end, more = (console.file.getvalue() for console in (body, foot, mark))  # type: ignore[attr-defined]
        return fit(drawn, end, size, view.top, more.rstrip("\n"))

    def _console(self, size: tuple[int, int]) -> Console:
        return Console(
            file=io.StringIO(), force_terminal=True, width=size[0], height=size[1],
            highlight=False, markup=False, emoji=False,
        )  # fmt: skip

    def _say(self, sentence: Words | str) -> str:
        return self._screen.text(sentence)

    def _file(self, view: View) -> Path:
        """Where the learner writes the exercise."""
        if self._workspace.notebooks:
            return self._workspace.notebook(view.chapter)
        return self._workspace.module(view.chapter, view.spec.module)

    def _line(self, console: Console, *parts: tuple[str, str] | str) -> None:
        console.print(Text.assemble(*parts), soft_wrap=True)

    def _heading(self, view: View, console: Console) -> None:
        text = view.chapter.text(self._screen.lang)
        title = words("Chapter {number}: {title}", number=view.chapter.number, title=text.title)
        self._line(console, (self._say(title), "bold"))
        if view.page in (Page.EXERCISE, Page.ANSWER):
            path = shown(self._file(view))
            name = f"{view.chapter.short}/{view.exercise}"
            title_of = text.exercise[view.exercise].title
            self._line(console, (name, "bold cyan"), f"  {self._say(title_of)}  ", (path, "dim"))
        console.print()

    def _report(self, view: View, console: Console) -> None:
        if view.judged is None or view.report is None:
            return
        report = view.judged.report
        if view.page is Page.EXERCISE:
            report = _only(report, view.report)
        folder = self._workspace.folder(view.chapter)
        text = view.chapter.text(self._screen.lang)
        render(
            report,
            text,
            console=console,
            translate=self._screen.translate,
            locate=lambda place: self._say(located(place, folder)),
        )
        if view.judged.naming:
            self._line(console, (self._say(words("Comparing with known mistakes ...")), "dim"))
        elif unnamed(view.chapter, report):
            said = words("No mistake is named: your instructor kept the known mistakes out of this package.")
            self._line(console, (self._say(said), "dim"))
        why = text.exercise[view.exercise].why
        if why and view.page is Page.EXERCISE and passes(view.report):
            console.print()
            hang(console, "", self._say(words("Why this matters: {why}", why=why)), "italic")

    def _passed(self, view: View, console: Console) -> None:
        assert view.judged is not None
        done, all_of_them = count(view.judged)
        said = words("{exercise} is done. Press n when you are ready for the next one.", exercise=view.exercise)
        if done == all_of_them and next_failing(view.judged, view.exercise) is None:
            said = words(
                "Chapter {number} is done. Press n when you are ready to go on.", number=view.chapter.number
            )
        hang(console, "", self._say(said), "bold green")
        if done == all_of_them and awaited(self._workspace, view.chapter):
            said = words("The chapter is full: its milestone shows what your code can do.")
            hang(console, "", self._say(said), "green")
            console.print(self._screen.next_line(f"course milestone {view.chapter.short}"), soft_wrap=True)

    def _list(self, view: View, console: Console) -> None:
        text = view.chapter.text(self._screen.lang)
        reports = {} if view.judged is None else {report.name: report for report in view.judged.report.exercises}
        width = max(cell_len(exercise.name) for exercise in view.chapter.exercises)
        for number, exercise in enumerate(view.chapter.exercises):
            kind, _ = state_of(reports[exercise.name]) if exercise.name in reports else ("open", None)
            chosen = number == view.chosen
            optional = f"  ({self._say(words('optional'))})" if exercise.optional else ""
            self._line(
                console,
                (" > " if chosen else "   ", "bold cyan"),
                (MARKS[kind], STYLES[kind]),
                (f" {exercise.name:<{width}}", "bold" if chosen else ""),
                f"  {exercise.points:>3}  {self._say(text.exercise[exercise.name].title)}",
                (optional, "dim"),
            )

    def _answer(self, view: View, console: Console) -> None:
        from rich.syntax import Syntax

        console.print(Syntax(view.answer, "python", theme="ansi_dark", background_color="default"))

    def _below(self, view: View, console: Console) -> None:
        """The hints that were asked for, and what was said last."""
        if view.hints is not None and view.page is Page.EXERCISE:
            console.print()
            for number, hint in enumerate(view.hints.shown, 1):
                head = self._say(words("Hint {number} of {all}", number=number, all=view.hints.all))
                hang(console, f"{head}  ", self._say(hint))
            if view.hints.last:
                self._line(console, (self._say(words("That was the last one.")), "dim"))
        remarks = () if view.judged is None else view.judged.remarks
        for said in (*remarks, *view.said):
            console.print()
            hang(console, "", self._say(said), "yellow")
        if view.next_command is not None:
            console.print(self._screen.next_line(view.next_command), soft_wrap=True)

    def _foot(self, view: View, console: Console) -> None:
        console.print()
        self._line(console, ("─" * min(console.width, 100), "dim"))
        if view.page is Page.EXERCISE and view.report is not None and passes(view.report):
            self._passed(view, console)
        if view.ask is not None:
            self._line(console, (self._say(self._question(view)), "bold yellow"), "  y / n")
            return
        self._line(console, *self._state(view))
        keys: list[tuple[str, str] | str] = []
        for key, label in PAGES.get(view.page, KEYS):
            keys += ["  " if keys else "", (key, "bold cyan"), f" {self._say(label)}"]
        console.print(Text.assemble(*keys))

    def _question(self, view: View) -> Words:
        if view.ask is Ask.RESET and self._workspace.notebooks:
            return words("Put the cell of {exercise} back? Your notebook is kept as a backup.", exercise=view.exercise)
        if view.ask is Ask.RESET:
            return words("Put the stub of {file} back? Your file is kept as a backup.", file=self._file(view).name)
        return words("Show the answer to {exercise} before yours passes? That is recorded.", exercise=view.exercise)

    def _state(self, view: View) -> list[tuple[str, str] | str]:
        """How far the chapter is, when it was judged last, and whether it is being judged."""
        parts: list[tuple[str, str] | str] = []
        if view.judged is not None:
            done, all_of_them = count(view.judged)
            parts.append(self._say(words("{done} of {all} exercises pass", done=done, all=all_of_them)))
            took = f"{view.seconds:.2f}"
            parts.append((f"  {self._say(words('{time}, in {seconds} s', time=view.when, seconds=took))}", "dim"))
        if view.busy:
            loading = words("checking the chapter; the first time that takes some seconds ...")
            doing = loading if view.judged is None else words("checking ...")
            parts.append((("  " if parts else "") + self._say(doing), "yellow"))
        return parts


def _only(report: ScoreReport, exercise: ExerciseReport) -> ScoreReport:
    return replace(report, exercises=(exercise,))
