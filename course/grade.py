"""`course grade`: a class's submissions judged, with what an instructor gets of it."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.table import Table

from course import __version__
from course.class_files import write_class
from course.content import Content
from course.data import data_for
from course.engines import check_engine, device_for, make_engine, tier_for
from course.errors import CourseError, ExitCode
from course.names import find_chapter
from course.screen import Screen
from grader.graded import Standing
from grader.spec import ChapterSpec, ContentTree
from grader.statistics import ChapterStatistics
from grader.store import Busy, Store, write_durably
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.cohort import Cohort, Progress, Run
    from grader.intake import Entry

SECRET = "seed.secret"  # noqa: S105  a file's name


@dataclass(frozen=True)
class GradeOptions:
    """What `course grade` was asked for."""

    submissions: Path
    chapters: tuple[str, ...]
    out: Path
    roster: Path | None = None
    attempt: str = "last"
    due: str | None = None
    jobs: int | None = None
    only: tuple[str, ...] = ()
    regrade: str = "changed"
    dry_run: bool = False
    seed_secret_file: Path | None = None
    diagnosis_seconds: float = 3.0
    sandbox: str | None = None
    weaker: bool = False
    device: str = "cpu"
    suites: Path | None = None
    exports: tuple[str, ...] = ()
    engine: str = "local"
    scheduler: str | None = None


def grade_class(content: Content, screen: Screen, options: GradeOptions) -> ExitCode:
    """Judges a class and writes the files; 3 where somebody must look at a row, 0 whatever the students' scores are."""
    from grader.cohort import Run

    check_engine(options)
    _due(options.due)
    chapters = [with_suites(find_chapter(content, name), options.suites) for name in dict.fromkeys(options.chapters)]
    everybody, wanted = _entries(screen, chapters, options)
    if options.dry_run:
        return _show_plan(screen, wanted)
    store = Store(options.out)
    try:
        with store.locked():
            run = Run(cohort_of(chapters, options, _secret(options)), store, wanted)
            try:
                judge_class(screen, run, options)
            finally:
                whole = run if len(wanted) == len(everybody) else Run(run.cohort, store, everybody)
                found = write_class(screen, whole, chapters, options.exports)
            return show_class(screen, found, options.out)
    except Busy as error:
        said = words(
            "Another `course grade` works in {folder}. Wait until it has ended, or name another folder by --out.",
            folder=str(error),
        )
        raise CourseError(said) from error


def with_suites(chapter: ChapterSpec, folder: Path | None) -> ChapterSpec:
    """The chapter with the suite that lies in a folder of the instructor's, where there is one for it.

    Its mistakes stay the course's own where that folder has none.
    """
    if folder is None:
        return chapter
    tree = ContentTree(chapter.tree.chapters, chapter.tree.solutions, chapter.tree.exercises, folder.absolute())
    private = replace(chapter, tree=tree)
    if not private.suite_file.is_file():
        raise CourseError(words("There is no {file}.", file=str(private.suite_file)))
    return private


def _entries(
    screen: Screen, chapters: Sequence[ChapterSpec], options: GradeOptions
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """What everybody handed in, and of that what shall be judged."""
    from grader.intake import IntakeError
    from grader.intake.classes import chosen, read_class
    from grader.intake.roster import read_roster

    try:
        roster = read_roster(options.roster) if options.roster is not None else ()
        intake = read_class(options.submissions, chapters, roster=roster)
    except IntakeError as error:
        raise CourseError(error.words, next_command="course grade --help") from error
    wanted = chosen(intake, frozenset(options.only))
    for note in wanted.notes:
        screen.remark(note)
    return intake.entries, wanted.entries


def cohort_of(chapters: Sequence[ChapterSpec], options: GradeOptions, secret: bytes) -> Cohort:
    """The class run that was asked for, with the inputs that a secret gives. Raises CourseError."""
    from grader.cohort import Cohort, Regrade
    from grader.digests import versions
    from grader.grade import Conditions

    names = tuple(dict.fromkeys(name for chapter in chapters for name in chapter.data))
    conditions = Conditions(
        device=device_for(options),
        tier=tier_for(options),
        data=dict(data_for(names)),
        diagnosis_seconds=options.diagnosis_seconds,
    )
    return Cohort(
        tuple(chapters),
        conditions,
        secret,
        versions(__version__),
        best_attempt=options.attempt == "best",
        due=_due(options.due),
        regrade=Regrade(options.regrade),
    )


def _due(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        due = datetime.fromisoformat(text)
    except ValueError as error:
        raise CourseError(words("{text} is no date such as 2026-11-30T23:59+01:00.", text=text)) from error
    return due if due.tzinfo is not None else due.astimezone()


def _secret(options: GradeOptions) -> bytes:
    path = options.seed_secret_file or options.out / SECRET
    return secret_in(path, named=options.seed_secret_file is not None)


def secret_in(path: Path, *, named: bool) -> bytes:
    """The secret that inputs are drawn with: in a file that was named, or one that is made when it is not there."""
    try:
        secret = path.read_bytes().strip()
    except FileNotFoundError:
        if named:
            raise CourseError(words("There is no file {path}.", path=str(path))) from None
        secret = secrets.token_hex(32).encode()
        write_durably(path, secret + b"\n")
        path.chmod(0o600)
    if len(secret) < 16:
        raise CourseError(words("{path} is too short for a secret: 16 characters or more.", path=str(path)))
    return secret


def judge_class(screen: Screen, run: Run, options: GradeOptions) -> None:
    """Judges what has no result yet, and says how far it is. Raises CourseError where nothing can be judged."""
    from grader.engines import EngineError

    try:
        with progress_on(screen, words("judging"), _judged) as heard:
            run.judge(make_engine(options, screen), heard)
    except EngineError as error:
        raise CourseError(error.words, next_command="course doctor", code=ExitCode.OUR_FAULT) from error


def _judged(progress: Progress) -> Words:
    if progress.starting:
        return words("loading torch: {done} of {total} judged", done=progress.done, total=progress.total)
    return words("{done} of {total} judged", done=progress.done, total=progress.total)


@contextmanager
def progress_on(
    screen: Screen, doing: Words, counted: Callable[[Progress], Words]
) -> Iterator[Callable[[Progress], None]]:
    """A bar on a terminal, else what `counted` says now and then."""
    if screen.err.is_terminal:
        columns = (
            TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
            TextColumn("{task.fields[failed]}", style="red"), TimeRemainingColumn(),
        )  # fmt: skip
        with Bar(*columns, console=screen.err) as bar:
            task = bar.add_task(screen.text(doing), total=None, failed="")

            def moved(progress: Progress) -> None:
                failed = screen.text(words("{count} to review", count=progress.failed)) if progress.failed else ""
                said = screen.text(words("loading torch") if progress.starting else doing)
                bar.update(task, description=said, total=progress.total, completed=progress.done, failed=failed)

            yield moved
        return
    last = [-1]

    def said(progress: Progress) -> None:
        tenth = -1 if progress.starting else 10 * progress.done // max(progress.total, 1)
        if progress.starting or tenth != last[0]:
            last[0] = tenth
            screen.remark(counted(progress), "dim")

    yield said


def _show_plan(screen: Screen, entries: Sequence[Entry]) -> ExitCode:
    counts = Counter((entry.chapter, entry.attempt > 0) for entry in entries)
    for chapter in dict.fromkeys(entry.chapter for entry in entries):
        there, missing = counts[chapter, True], counts[chapter, False]
        screen.say(
            words("{chapter}: {count} submissions, {missing} missing", chapter=chapter, count=there, missing=missing)
        )
    screen.say(words("Nothing was judged or written (--dry-run)."), "dim")
    return ExitCode.PASSED


def show_class(screen: Screen, chapters: Sequence[ChapterStatistics], out: Path) -> ExitCode:
    """How many rows of each kind, the mean of what was judged, and where the files are."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    standings = [standing.value for standing in Standing]
    for heading in (screen.text(words("chapter")), *standings, screen.text(words("mean"))):
        table.add_column(heading)
    for chapter in chapters:
        mean = f"{chapter.spread.mean:.1f} %" if chapter.spread else "-"
        table.add_row(chapter.key, *(str(chapter.standings[standing]) for standing in Standing), mean)
    screen.show(table)
    screen.say(words("The scores are in {file}, a page each in {folder}.", file=str(out / "scores.csv"),
                     folder=str(out / "feedback")))  # fmt: skip
    screen.say(words("Open {file} in a browser to see the class.", file=str(out / "class.html")))
    review = sum(chapter.standings[Standing.NEEDS_REVIEW] for chapter in chapters)
    if review:
        screen.say(words("{count} rows need review: they have no score.", count=review), "red")
        return ExitCode.OUR_FAULT
    return ExitCode.PASSED
