"""`course nbgrader autograde`: a class of nbgrader's judged in parallel, then its gradebook filled."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course import __version__
from course.class_files import write_class
from course.content import Content
from course.errors import CourseError, ExitCode
from course.grade import GradeOptions, judge_class, progress_on, show_class
from course.nbgrader.root import find_root
from course.screen import Screen
from grader.graded import Graded, Standing
from grader.spec import ChapterSpec
from grader.store import Busy, digest_of
from grader.submission import SubmissionError
from grader.words import Words, words

if TYPE_CHECKING:
    from course.nbgrader.desk import Settings
    from course.nbgrader.gradebook import Assignment, Filler
    from course.nbgrader.marks import Reader
    from grader.cohort import Progress, Run
    from grader.intake import Entry


@dataclass(frozen=True)
class AutogradeOptions:
    """What `course nbgrader autograde` was asked for."""

    names: tuple[str, ...]
    root: Path | None = None
    jobs: int | None = None
    students: tuple[str, ...] = ()
    force: bool = False


@dataclass(frozen=True)
class _Task:
    """An assignment with its chapter, and how it is judged."""

    assignment: Assignment
    chapter: ChapterSpec
    settings: Settings
    reader: Reader


def autograde(content: Content, screen: Screen, options: AutogradeOptions) -> ExitCode:
    """Judges and fills; 3 where somebody must look at a row or the gradebook could not take one."""
    root = find_root(options.root)
    if importlib.util.find_spec("nbgrader") is None:
        raise CourseError(
            words("nbgrader is not installed here."), next_command="python -m pip install 'gradstep[instructor]'"
        )
    from course.nbgrader.gradebook import LOG, Filler

    results = root / "gradstep"
    with Filler(root, results / LOG) as filler:
        tasks = [_task(content, screen, filler, root, name) for name in dict.fromkeys(options.names)]
        codes = [_class(screen, filler, task, options) for task in tasks]
    return max(codes, default=ExitCode.PASSED)


def _task(content: Content, screen: Screen, filler: Filler, root: Path, name: str) -> _Task:
    """What a name means: an assignment of the gradebook's, or a chapter that it has one for. Raises CourseError."""
    from course.names import find_chapter
    from course.nbgrader.known import lang_of
    from course.nbgrader.preprocessor import content_for, reader_for

    settings = filler.judge.settings(root, screen.lang)
    content = content if content.named_pack is not None else content_for(settings)
    found = {assignment.name: assignment for assignment in filler.assignments()}
    if name in found and (key := found[name].chapter) is not None:
        assignment, chapter = found[name], find_chapter(content, key)
    else:
        chapter = find_chapter(content, name)
        meant = [assignment for assignment in found.values() if assignment.chapter == chapter.key]
        meant.sort(key=lambda assignment: assignment.name != chapter.key)
        if not meant:
            raise CourseError(
                words("nbgrader's gradebook has no assignment for {chapter} yet.", chapter=chapter.key),
                next_command=f"nbgrader generate_assignment {chapter.key}",
            )
        assignment = meant[0]
        if len(meant) > 1 and assignment.name != chapter.key:
            listed = ", ".join(item.name for item in meant)
            raise CourseError(words("Several assignments are for {chapter}; name one: {names}.",
                                    chapter=chapter.key, names=listed))  # fmt: skip
    told = next((lang for cells in assignment.notebooks.values() if (lang := lang_of(cells)) is not None), None)
    settings = filler.judge.settings(root, told or screen.lang)
    return _Task(assignment, settings.chapter(chapter), settings, reader_for(chapter, settings.lang))


def _class(screen: Screen, filler: Filler, task: _Task, options: AutogradeOptions) -> ExitCode:
    from grader.cohort import Run

    settings, chapter = task.settings, task.chapter
    entries = list(_entries(screen, filler, task))
    wanted = [entry for entry in entries if not options.students or entry.student in options.students]
    for name in sorted(set(options.students) - {entry.student for entry in entries}):
        screen.remark(words("no student is called {student}", student=name))
    store = settings.store(task.assignment.name)
    asked = GradeOptions(
        submissions=settings.root, chapters=(chapter.key,), out=store.folder, jobs=options.jobs, device=settings.device,
        sandbox=settings.sandbox, weaker=settings.weaker,
    )  # fmt: skip
    try:
        with store.locked():
            cohort = settings.cohort(chapter, regrade="all" if options.force else "failed")
            cohort = replace(cohort, due=task.assignment.due)
            run = Run(cohort, store, wanted)
            try:
                judge_class(screen, run, asked)
                refused = _fill(screen, filler, task, run, force=options.force)
            finally:
                whole = run if len(wanted) == len(entries) else Run(cohort, store, entries)
                found = write_class(screen, whole, [chapter], ())
            code = show_class(screen, found, store.folder)
    except Busy as error:
        said = words("Another run works in {folder}. Wait until it has ended.", folder=str(error))
        raise CourseError(said) from error
    for student, reason in refused.items():
        screen.remark(words("{student} is not in the gradebook: {reason}", student=student, reason=reason), "red")
    return ExitCode.OUR_FAULT if refused else code


def _entries(screen: Screen, filler: Filler, task: _Task) -> Iterator[Entry]:
    """What was handed in, and who of the gradebook's students handed in nothing."""
    from grader.intake import Entry, Person
    from grader.intake.files import TreeFiles
    from grader.intake.nbgrader import STAMP, handed_in_at
    from grader.intake.work import Work

    people = {person.id: person for person in filler.people()}
    submitted = filler.submitted("x", task.assignment.name).parents[1]
    folders = sorted(submitted.iterdir()) if submitted.is_dir() else []
    there = set()
    for folder in folders:
        work = folder / task.assignment.name
        if folder.name.startswith(".") or not work.is_dir():
            continue
        if folder.is_symlink() or work.is_symlink():
            screen.remark(words("{name} is a link and was not followed", name=folder.name))
            continue
        person = people.get(folder.name)
        if person is None and not filler.makes_students:
            screen.remark(
                words("{name} is not in the gradebook and was left out; `nbgrader db student add {name}` adds them.",
                      name=folder.name)
            )  # fmt: skip
            continue
        if person is None and people:
            screen.remark(words("{name} was not in the gradebook and is added", name=folder.name))
        person = person or Person(folder.name, "")
        files = TreeFiles(work, 5_000)
        when = handed_in_at(files) if (work / STAMP).is_file() else None
        there.add(person.id)
        yield Entry(person.id, person.name, task.chapter.key, 1, when, person.lms, place=Work(files))
    for person in people.values():
        if person.id not in there:
            yield Entry(person.id, person.name, task.chapter.key, 0, None, person.lms, words("nothing was handed in"))


def _fill(screen: Screen, filler: Filler, task: _Task, run: Run, *, force: bool) -> dict[str, Words]:
    """Every row into the gradebook, one after another; who could not be written, and why."""
    from grader.cohort import Progress

    refused: dict[str, Words] = {}
    entries = {entry.student: entry for entry in run.entries}
    rows = [row for row in run.rows() if row.standing is not Standing.MISSING]
    with progress_on(screen, words("gradebook"), _filled) as heard:
        for done, row in enumerate(rows, 1):
            try:
                _write(filler, task, row, entries[row.student], force=force)
            except Exception as error:  # noqa: BLE001  one submission must not cost the others anything
                refused[row.student] = words("{error}", error=f"{type(error).__name__}: {error}"[:500])
            heard(Progress(len(rows), done, len(refused)))
    return refused


def _filled(progress: Progress) -> Words:
    return words("{done} of {total} in the gradebook", done=progress.done, total=progress.total)


def _write(filler: Filler, task: _Task, row: Graded, entry: Entry, *, force: bool) -> None:
    from course.nbgrader.gradebook import blank_cells
    from course.nbgrader.known import chapter_of
    from course.nbgrader.preprocessor import Given
    from course.nbgrader.staging import notebook_of, staged, stand_in

    assignment, folder = task.assignment, filler.submitted(row.student, task.assignment.name)
    marker = _marker(task, row, folder)
    if not force and filler.has(row.student, assignment, marker):
        return
    notebooks: dict[str, Any] = {}
    givens: dict[str, Given] = {}
    for name, known in assignment.notebooks.items():
        found = staged(folder, name, marker)
        if chapter_of(known) is None:
            if found is not None:
                notebooks[name] = found
            continue
        if found is None:
            blank = blank_cells(filler.blank(assignment.name, name))
            found = notebook_of(stand_in(blank, known, task.chapter, _collected(entry, task.chapter)), marker)
        notebooks[name], givens[name] = found, Given(known, row, task.reader)
    filler.fill(row.student, assignment, notebooks, givens)


def _collected(entry: Entry, chapter: ChapterSpec) -> Any:
    try:
        return entry.collect(chapter)
    except SubmissionError:
        return None


def _marker(task: _Task, row: Graded, folder: Path) -> str:
    """What the gradebook's entry is made from; another result, submission, assignment or version gives another."""
    files: Sequence[Path] = sorted(path for path in folder.glob("*.ipynb") if path.is_file() and not path.is_symlink())
    stamp = folder / "timestamp.txt"
    return digest_of(
        row.result, row.standing.value, str(row.reason or ""), repr(sorted(task.assignment.notebooks.items())),
        str(task.assignment.due), task.settings.lang, __version__,
        *(part for path in files for part in (path.name, path.read_bytes())),
        stamp.read_bytes() if stamp.is_file() else b"",
    )  # fmt: skip
