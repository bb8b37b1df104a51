"""The tables of `course list` and `course status`."""

from __future__ import annotations

from rich.table import Table
from rich.text import Text

from course.content import Content
from course.milestones.plan import has_milestone, picture
from course.progress import Progress, load_progress
from course.screen import Screen
from course.workspace import Workspace
from grader.spec import ChapterSpec
from grader.words import words


def list_chapters(content: Content, screen: Screen, workspace: Workspace | None) -> None:
    """A row a chapter: its title, what it builds on and, where there is a workspace, how far the learner is."""
    progress = _progress(workspace)
    for chapter in content.chapters():
        text = chapter.text(screen.lang)
        passed, counted = _passed(chapter, progress)
        done = f"{passed:>2}/{counted}" if workspace else f"{counted:>2}"
        row = Text.assemble((f"{chapter.short:<5}", "cyan"), f"{done}  ", (screen.text(text.title), "bold"))
        if workspace is not None and has_milestone(chapter) and picture(workspace, chapter).is_file():
            row.append(f"  ✓ {screen.text(words('milestone'))}", "green")
        screen.show(row)
        screen.hang(" " * (len(done) + 7), text.summary, "dim")
        if chapter.requires:
            needs = ", ".join(map(_short, chapter.requires))
            screen.hang(" " * (len(done) + 7), words("builds on {chapters}", chapters=needs), "dim")
    screen.next("course check" if workspace else "course start gradstep")


def list_exercises(content: Content, chapter: ChapterSpec, screen: Screen, workspace: Workspace | None) -> None:
    """A row an exercise of a chapter: its name, title and points, and whether it has passed; its milestone last."""
    progress = _progress(workspace)
    text = chapter.text(screen.lang)
    screen.say(words("Chapter {number}: {title}", number=chapter.number, title=text.title), "bold")
    if chapter.requires:
        screen.say(words("It builds on {chapters}.", chapters=_needs(content, chapter, progress, workspace)), "dim")
    width = max(len(exercise.name) for exercise in chapter.exercises)
    for exercise in chapter.exercises:
        passed = progress.of(chapter.key, exercise.name).passed
        optional = f"  ({screen.text(words('optional'))})" if exercise.optional else ""
        mark = ("✓", "green") if passed else ("·", "dim")
        title = screen.text(text.exercise[exercise.name].title)
        screen.show(
            Text.assemble("  ", mark, f" {exercise.name:<{width}}  {exercise.points:>3}  {title}", (optional, "dim"))
        )
    if has_milestone(chapter):
        made = workspace is not None and picture(workspace, chapter).is_file()
        mark = ("✓", "green") if made else ("·", "dim")
        drawn = words("milestone: {title}", title=text.milestone.get("title", ""))
        screen.show(Text.assemble("  ", mark, " ", (screen.text(drawn), "" if made else "dim")))
    screen.next(f"course check {chapter.short}")


def show_status(content: Content, screen: Screen, workspace: Workspace) -> None:
    """A row an exercise that was tried: score, attempts, date of its first pass, hints, whether the answer was seen."""
    progress = _progress(workspace)
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (
        words("exercise"),
        words("score"),
        words("attempts"),
        words("first passed"),
        words("hints"),
    ):
        table.add_column(screen.text(heading))
    table.add_column("")
    for chapter in content.chapters():
        for exercise in chapter.exercises:
            known = progress.of(chapter.key, exercise.name)
            if known.attempts or known.hints or known.gave_up or known.passed:
                table.add_row(
                    f"{chapter.short}/{exercise.name}",
                    "" if known.score is None else f"{known.score} / {known.max_score}",
                    str(known.attempts),
                    (known.first_passed or "")[:10],
                    str(known.hints),
                    screen.text(words("answer seen")) if known.gave_up else "",
                )
    if table.row_count:
        screen.show(table)
    else:
        screen.say(words("No exercise was tried yet."))
    drawn = [chapter.short for chapter in content.chapters() if picture(workspace, chapter).is_file()]
    if drawn:
        screen.say(words("Milestones drawn: {chapters}", chapters=", ".join(drawn)))
    screen.next("course check")


def _passed(chapter: ChapterSpec, progress: Progress) -> tuple[int, int]:
    """How many exercises have passed, of how many that count."""
    counted = [exercise for exercise in chapter.exercises if not exercise.optional]
    return sum(progress.of(chapter.key, exercise.name).passed for exercise in counted), len(counted)


def _short(key: str) -> str:
    return f"ch{int(key[2:4])}"


def _needs(content: Content, chapter: ChapterSpec, progress: Progress, workspace: Workspace | None) -> str:
    """The chapters that this one builds on, each with how far the learner is; advice, and never a wall."""
    known = set(content.chapter_keys())
    told = []
    for key in chapter.requires:
        passed, counted = _passed(content.chapter(key), progress) if key in known else (0, 0)
        told.append(f"{_short(key)} ({passed}/{counted})" if workspace is not None and counted else _short(key))
    return ", ".join(told)


def _progress(workspace: Workspace | None) -> Progress:
    return load_progress(workspace.progress).progress if workspace else Progress()
