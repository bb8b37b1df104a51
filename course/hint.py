"""`course hint`: one level at a time, weakest first."""

from __future__ import annotations

from dataclasses import dataclass

from course.checking import next_unsolved
from course.content import Content
from course.errors import CourseError
from course.names import Target, find_target
from course.progress import load_progress, save_progress
from course.screen import Screen
from course.workspace import Workspace
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words


@dataclass(frozen=True)
class Hints:
    """The hints that were shown of an exercise, weakest first, and how many there are."""

    shown: tuple[str, ...]
    all: int

    @property
    def last(self) -> bool:
        """Whether there is no stronger one."""
        return len(self.shown) == self.all


def take_hint(workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec, lang: str) -> Hints:
    """The hints seen so far and the next one; how many that makes is remembered."""
    hints = chapter.text(lang).exercise[exercise.name].hints
    progress = load_progress(workspace.progress).progress
    shown = min(progress.of(chapter.key, exercise.name).hints + 1, len(hints))
    save_progress(workspace.progress, progress.changed(chapter.key, exercise.name, hints=shown))
    return Hints(hints[:shown], len(hints))


def show_hint(content: Content, screen: Screen, workspace: Workspace, name: str | None) -> None:
    """Shows the hints seen so far and the next one; of the exercise that comes next where none is named."""
    if name is None:
        onward = next_unsolved(content, load_progress(workspace.progress).progress)
        if onward is None:
            screen.say(words("Every exercise of the course passes."), "green")
            return
        target = onward
        screen.say(f"{onward.chapter.short}/{onward.exercises[0].name}", "bold cyan")
    else:
        target = one_exercise(find_target(content, name), "hint")
    chapter, exercise = target.chapter, target.exercises[0]
    short = f"{chapter.short}/{exercise.name}"
    hints = take_hint(workspace, chapter, exercise, screen.lang)
    for number, hint in enumerate(hints.shown, 1):
        screen.say(words("Hint {number} of {all}", number=number, all=hints.all), "bold")
        screen.say(f"{hint}\n", "dim" if number < len(hints.shown) else "")
    if not hints.last:
        screen.next(f"course hint {short}")
    else:
        last = words("That was the last one.")
        if chapter.has_solutions:
            last = words(
                "That was the last one. The answer itself: `course solution {exercise} --give-up`.", exercise=short
            )
        screen.say(last, "dim")
        screen.next(f"course check {short}")


def one_exercise(target: Target, command: str) -> Target:
    """The target, where it is a single exercise; CourseError that lists them otherwise."""
    if len(target.exercises) == 1:
        return target
    exercises = target.exercises or target.chapter.exercises
    listed = ", ".join(exercise.name for exercise in exercises)
    raise CourseError(
        words("Name one exercise of {chapter}: {listed}.", chapter=target.chapter.short, listed=listed),
        next_command=f"course {command} {target.chapter.short}/{exercises[0].name}",
    )
