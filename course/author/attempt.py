"""`course dev try`: any file judged in the solution's place, showing all that an author may see."""

from __future__ import annotations

import ast
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from rich.text import Text

from course.author.judged import DIAGNOSIS_SECONDS, WarmGrader, open_engine
from course.content import Content
from course.data import data_for
from course.errors import CourseError, ExitCode
from course.names import find_chapter
from course.screen import Screen
from course.stub import Definition
from grader.results import FAILURES, CheckResult, ScoreReport
from grader.spec import ChapterSpec
from grader.words import words


def try_file(
    content: Content,
    screen: Screen,
    name: str,
    file: Path,
    *,
    seed: str | None = None,
    grader: Callable[[ChapterSpec], AbstractContextManager[WarmGrader]] | None = None,
) -> ExitCode:
    """Judges a file's definitions, laid over the solution, in the exercises that they belong to."""
    from grader.grade import Conditions

    chapter = find_chapter(content, name)
    modules, exercises = laid_over(chapter, _read(file))
    with tempfile.TemporaryDirectory(prefix="course-dev-") as folder, (grader or open_engine)(chapter) as engine:
        place = Path(folder) / chapter.key
        place.mkdir()
        for module, source in modules.items():
            (place / f"{module}.py").write_text(source, encoding="utf-8")
        conditions = Conditions(
            seed=seed, data=data_for(chapter.data), diagnosis_seconds=DIAGNOSIS_SECONDS, only=frozenset(exercises)
        )
        report = engine.grade(place, chapter, conditions)
    _show(screen, chapter, report)
    return ExitCode.PASSED if report.passed else ExitCode.FAILED


def laid_over(chapter: ChapterSpec, source: str) -> tuple[dict[str, str], list[str]]:
    """The solution's modules with a file's definitions after their own, and the exercises that it defines.

    Raises CourseError where it is no Python or defines none.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise CourseError(words("line {line}: {error}", line=error.lineno or 0, error=error.msg)) from error
    defined = {node.name for node in tree.body if isinstance(node, Definition)}
    exercises = [exercise for exercise in chapter.exercises if defined & set(exercise.names)]
    if not exercises:
        listed = ", ".join(name for exercise in chapter.exercises for name in exercise.names)
        raise CourseError(words("It defines none of {names}.", names=listed))
    modules = dict(chapter.solution_sources)
    for module in {exercise.module for exercise in exercises}:
        modules[module] = f"{modules[module]}\n\n{source}"
    return modules, [exercise.name for exercise in exercises]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(words("{path} cannot be read: {reason}", path=str(file), reason=str(error))) from error


def _show(screen: Screen, chapter: ChapterSpec, report: ScoreReport) -> None:
    text = chapter.text(screen.lang)
    for exercise in report.exercises:
        score = "-" if exercise.score is None else str(exercise.score)
        screen.out.print(Text(f"{exercise.name}  {score} / {exercise.max_score}", style="bold"))
        for check in exercise.checks:
            _show_check(screen, check, text.mistake.get(check.diagnosis or "", ""))
    screen.say(words("seed: {seed}, device: {device}", seed=report.seed, device=report.device), "dim")


def _show_check(screen: Screen, check: CheckResult, mistake: str) -> None:
    style = "red" if check.verdict in FAILURES else "green"
    weight = f"x{check.weight}" if check.weight != 1 else ""
    screen.out.print(
        Text.assemble(
            "  ", (f"{check.verdict.value:<15}", style), f"{check.name} {weight} ", (f"{check.seconds:.2f} s", "dim")
        ),
        soft_wrap=True,
    )
    failure = check.failure
    if failure is None:
        return
    screen.hang("      ", failure.message)
    for head, value in (("called", failure.called), ("got", failure.got), ("expected", failure.expected)):
        if value is not None:
            screen.hang(f"      {head}: ", value)
    for line in failure.traceback:
        screen.hang("      ", line, "dim")
    if check.diagnosis is not None:
        screen.hang("      ", f"{check.diagnosis}: {mistake}", "yellow")
    if check.blames is not None:
        screen.hang("      ", words("needs {exercise} first", exercise=check.blames), "yellow")
    if check.output:
        screen.hang("      | ", check.output, "dim")
