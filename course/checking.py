"""`course check`: judges the learner's modules, remembers the result and shows it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from course.content import Content
from course.data import data_for
from course.devices import resolve_device
from course.errors import CourseError, ExitCode
from course.files import write_whole
from course.milestones.plan import awaited
from course.names import Target, find_target
from course.progress import Progress, load_progress
from course.recording import record, set_aside, shown
from course.reports import keep_report
from course.screen import Screen
from course.workspace import Workspace, find_workspace
from grader.exports.said import unreadable
from grader.results import Place, ScoreReport, State, Verdict
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.grade import Conditions
    from grader.sandbox.plan import Tier

Judge = Callable[[Path, ChapterSpec, "Conditions"], ScoreReport]


@dataclass(frozen=True)
class CheckOptions:
    """What `course check` was asked for."""

    target: str | None = None
    device: str = "auto"
    seed: str | None = None
    json: str | None = None
    full_data: bool = False
    sandbox: str | None = None
    workspace: Path | None = None


def check(content: Content, screen: Screen, options: CheckOptions, judge: Judge | None = None) -> ExitCode:
    """Checks what was asked for and says what came of it."""
    if options.json == "-":
        screen.results_to_stderr()
    target, workspace = _what(content, screen, options)
    if target is None:
        screen.say(words("Every exercise passes. There is nothing left to check."), "green")
        return ExitCode.PASSED
    chapter = target.chapter
    folder = target.folder or workspace.folder(chapter)
    _modules_exist(target, folder, workspace)
    data = data_for(chapter.data, options.full_data)
    screen.say(_announcement(target, folder), "dim")
    report = _judged(judge or _engine, folder, target, options, data)
    progress = _remember(workspace, report, screen)
    with contextlib.suppress(OSError):  # a disk that cannot be written has been told of with the progress
        keep_report(workspace, chapter, report)
    _write_json(report, chapter, options.json, screen)
    _show(report, target, folder, screen)
    _what_next(content, report, target, workspace, progress, screen)
    if report.state is State.NEEDS_REVIEW:
        return ExitCode.OUR_FAULT
    return ExitCode.PASSED if report.passed else ExitCode.FAILED


def next_unsolved(content: Content, progress: Progress, after: ChapterSpec | None = None) -> Target | None:
    """The first exercise in the order of `in_order` that has not passed; None where all have."""
    for chapter, exercise in in_order(content, after):
        if not progress.of(chapter.key, exercise.name).passed:
            return Target(chapter, (exercise,))
    return None


def in_order(content: Content, after: ChapterSpec | None = None) -> Iterator[tuple[ChapterSpec, ExerciseSpec]]:
    """Every exercise in the order in which it comes next, optional ones last.

    Where a chapter was worked on, those of it and after it come first: whoever began with chapter 3 goes on to 4.
    """
    chapters = content.chapters()
    if after is not None:
        chapters = sorted(chapters, key=lambda chapter: chapter.key < after.key)
    for optional in (False, True):
        for chapter in chapters:
            yield from ((chapter, exercise) for exercise in chapter.exercises if exercise.optional is optional)


def _what(content: Content, screen: Screen, options: CheckOptions) -> tuple[Target | None, Workspace]:
    target = find_target(content, options.target) if options.target is not None else None
    workspace = find_workspace(options.workspace, target.folder if target else None)
    loaded = load_progress(workspace.progress)
    if loaded.set_aside is not None:
        screen.remark(set_aside(loaded.set_aside))
    return target or next_unsolved(content, loaded.progress), workspace


def _announcement(target: Target, folder: Path) -> Words:
    where, short = shown(folder), target.chapter.short
    if not target.exercises:
        return words(
            "Checking chapter {number} in {folder} (loading torch) ...", number=target.chapter.number, folder=where
        )
    name = target.module if target.module and len(target.exercises) > 1 else target.exercises[0].name
    return words("Checking {exercise} in {folder} (loading torch) ...", exercise=f"{short}/{name}", folder=where)


def _modules_exist(target: Target, folder: Path, workspace: Workspace) -> None:
    """A deleted module is an error where it was asked for; of a whole chapter, where all are gone.

    In a notebook, or beside one, that is seen when it is read.
    """
    if folder.is_file() or (folder.is_dir() and any(path.suffix.lower() == ".ipynb" for path in folder.iterdir())):
        return
    if workspace.notebooks and folder == workspace.folder(target.chapter):
        raise CourseError(
            words("{path} is not there. It can be put back.", path=shown(workspace.notebook(target.chapter))),
            next_command=f"course reset {target.chapter.short}",
        )
    modules = list(dict.fromkeys(exercise.module for exercise in target.exercises)) or list(target.chapter.modules)
    missing = [module for module in modules if not (folder / f"{module}.py").is_file()]
    if missing and (target.exercises or len(missing) == len(modules)):
        name = missing[0] if len(modules) == 1 else None
        raise CourseError(
            words("{path} is not there. Its stub can be put back.", path=shown(folder / f"{missing[0]}.py")),
            next_command=f"course reset {target.chapter.short}" + (f"/{name}" if name else ""),
        )


def _judged(judge: Judge, folder: Path, target: Target, options: CheckOptions, data: Mapping[str, Path]) -> ScoreReport:
    device = resolve_device(options.device)
    from grader.grade import Conditions, GraderError
    from grader.submission import SubmissionError

    tier = tier_of(options.sandbox)
    conditions = Conditions(seed=options.seed, device=device, tier=tier, data=data, only=target.only)
    try:
        return judge(folder, target.chapter, conditions)
    except GraderError as error:
        raise CourseError(error.words, next_command="course doctor", code=ExitCode.OUR_FAULT) from error
    except SubmissionError as error:
        raise CourseError(error.words, next_command=f"course check {target.chapter.short}") from error


def _engine(source: Path, chapter: ChapterSpec, conditions: Conditions) -> ScoreReport:
    from grader.grade import grade

    return grade(source, chapter, conditions)


def tier_of(name: str | None) -> Tier | None:
    """The sandbox tier of that name; None, for the strongest one here, where none is named."""
    if name is None:
        return None
    from grader.sandbox.plan import Tier

    return Tier(name)


def _remember(workspace: Workspace, report: ScoreReport, screen: Screen) -> Progress:
    names = {exercise.name for exercise in report.exercises}
    recorded = record(workspace, report, names, names)
    for remark in recorded.remarks:
        screen.remark(remark)
    return recorded.progress


def _write_json(report: ScoreReport, chapter: ChapterSpec, target: str | None, screen: Screen) -> None:
    if target is None:
        return
    from grader.exports.json_report import dumps

    text = dumps(report, screen.translate, chapter.text(screen.lang))
    if target == "-":
        sys.stdout.write(text)
    else:
        write_whole(Path(target), text)


def _show(report: ScoreReport, target: Target, folder: Path, screen: Screen) -> None:
    from grader.exports.terminal import render

    text = target.chapter.text(screen.lang)
    if not target.exercises:
        screen.say(words("Chapter {number}: {title}", number=target.chapter.number, title=text.title), "bold")
    render(
        report,
        text,
        console=screen.out,
        translate=screen.translate,
        locate=lambda place: screen.text(located(place, folder)),
    )
    if unnamed(target.chapter, report):
        screen.say(words("No mistake is named: your instructor kept the known mistakes out of this package."), "dim")
    if any(check.figures for item in report.exercises for check in item.checks):
        screen.say(words("All of it as a page, with curves and tables: course report {chapter} --open",
                         chapter=target.chapter.short), "dim")  # fmt: skip
    why = text.exercise[target.exercises[0].name].why if len(target.exercises) == 1 else ""
    if why and report.passed:
        screen.say(words("Why this matters: {why}", why=why), "italic")


def located(place: Place, folder: Path) -> Words:
    """The place in a file that can be opened from here."""
    if place.cell is not None:
        return place.words
    return Place(shown(folder / Path(place.file).name), place.line).words


def unnamed(chapter: ChapterSpec, report: ScoreReport) -> bool:
    """Whether a check failed in a way that a known mistake might explain, in a package that came without them."""
    failures = (Verdict.WRONG_ANSWER, Verdict.RAISED)
    return not chapter.has_mistakes and any(
        check.verdict in failures and check.blames is None and not unreadable(check)
        for exercise in report.exercises
        for check in exercise.checks
    )


def _what_next(
    content: Content, report: ScoreReport, target: Target, workspace: Workspace, progress: Progress, screen: Screen
) -> None:
    from grader.exports.terminal import first_failing

    found = first_failing(report)
    if report.state is State.NEEDS_REVIEW:
        screen.next("course doctor")
    elif found is not None:
        exercise, failing = found
        short = target.chapter.short
        if failing.blames is not None:
            screen.next(f"course check {short}/{failing.blames}")
        elif failing.verdict is Verdict.NOT_IMPLEMENTED:
            screen.say(words("Write it, then check it; `course hint` helps where you are stuck."), "dim")
            screen.next(f"course check {short}/{exercise.name}")
        elif unreadable(failing):
            screen.next(f"course check {short}/{exercise.name}")
        else:
            screen.next(f"course hint {short}/{exercise.name}")
    else:
        _onward(content, target, workspace, progress, screen)


def _onward(content: Content, target: Target, workspace: Workspace, progress: Progress, screen: Screen) -> None:
    """After a pass: the chapter's next exercise that has not passed, its milestone, else the next of the course."""
    chapter = target.chapter
    inside = [item for item in chapter.exercises if not progress.of(chapter.key, item.name).passed]
    following: ExerciseSpec | None = min(inside, key=lambda item: item.optional, default=None)
    if following is not None and not following.optional:
        screen.next(f"course check {chapter.short}/{following.name}")
        return
    if awaited(workspace, chapter):
        screen.say(words("The chapter is full: its milestone shows what your code can do."), "green")
        screen.next(f"course milestone {chapter.short}")
        return
    onward = next_unsolved(content, progress, chapter)
    if onward is None:
        screen.say(words("Every exercise of the course passes."), "green")
    else:
        screen.next(f"course check {onward.chapter.short}/{onward.exercises[0].name}")
