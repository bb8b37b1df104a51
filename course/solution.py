"""`course solution`: the reference answer, after the learner's own passes or they give up."""

from __future__ import annotations

from course.content import Content
from course.errors import CourseError, ExitCode
from course.hint import one_exercise
from course.names import find_target
from course.progress import load_progress, save_progress, today
from course.screen import Screen
from course.stub import solution_of
from course.workspace import Workspace
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words


def show_solution(content: Content, screen: Screen, workspace: Workspace, name: str, *, give_up: bool) -> None:
    """Prints the answer; giving up before it passes is recorded."""
    target = one_exercise(find_target(content, name), "solution")
    chapter, exercise = target.chapter, target.exercises[0]
    short = f"{chapter.short}/{exercise.name}"
    must_have_solutions(chapter, exercise)
    if not give_up and not has_passed(workspace, chapter, exercise):
        raise CourseError(
            words(
                "{exercise} has not passed yet. A hint may be enough; `course solution {exercise} --give-up` shows "
                "the answer and records that.",
                exercise=short,
            ),
            next_command=f"course hint {short}",
            code=ExitCode.FAILED,
        )
    code = take_answer(workspace, chapter, exercise)
    if screen.out.is_terminal:
        from rich.syntax import Syntax

        screen.show(Syntax(code, "python", theme="ansi_dark", background_color="default"))
    else:
        screen.out.print(code, soft_wrap=True)
    screen.next(f"course check {chapter.short}")


def must_have_solutions(chapter: ChapterSpec, exercise: ExerciseSpec) -> None:
    """Raises CourseError where the chapter came without its solutions."""
    if not chapter.has_solutions:
        short = f"{chapter.short}/{exercise.name}"
        raise CourseError(
            words("The answer to {exercise} is not here: your instructor kept the solutions back.", exercise=short),
            next_command=f"course hint {short}",
            code=ExitCode.FAILED,
        )


def has_passed(workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec) -> bool:
    """Whether the exercise has ever passed here."""
    return load_progress(workspace.progress).progress.of(chapter.key, exercise.name).first_passed is not None


def take_answer(workspace: Workspace, chapter: ChapterSpec, exercise: ExerciseSpec) -> str:
    """The reference answer; that it was seen before the exercise passed is recorded."""
    if not has_passed(workspace, chapter, exercise):
        progress = load_progress(workspace.progress).progress
        gave_up = progress.of(chapter.key, exercise.name).gave_up or today()
        save_progress(workspace.progress, progress.changed(chapter.key, exercise.name, gave_up=gave_up))
    return solution_of(chapter.solution_sources[exercise.module], exercise.names)
