"""`course dev mutants`: a row an exercise, and the survivors as what was and what it becomes."""

from __future__ import annotations

from collections.abc import Callable

from rich.table import Table
from rich.text import Text

from course.author.mutate import Mutant
from course.author.survivors import LEAST_KILLED, Equivalent, Killing, judged_killings
from course.content import Content
from course.errors import ExitCode
from course.names import find_chapter
from course.screen import Screen
from grader.spec import ChapterSpec
from grader.words import words

Killings = Callable[[ChapterSpec, Callable[[str], None]], tuple[list[Killing], list[Equivalent]]]


def show_mutants(
    content: Content, screen: Screen, names: tuple[str, ...], *, kill: Killings = judged_killings
) -> ExitCode:
    """Judges the mutants of the chapters that are named, or of all."""
    keys = [find_chapter(content, name).key for name in names] or content.chapter_keys()
    passed = True
    for key in keys:
        chapter = content.chapter(key)
        killed, stale = kill(chapter, lambda said: screen.remark(said, "dim"))
        passed &= _show_chapter(screen, chapter, killed, stale)
    return ExitCode.PASSED if passed else ExitCode.FAILED


def killed_rate(killed: list[Killing]) -> float:
    """The share of the mutants that a suite can tell from the solution and does."""
    counted = sum(one.counted for one in killed)
    return sum(one.killed for one in killed) / counted if counted else 1.0


def _show_chapter(screen: Screen, chapter: ChapterSpec, killed: list[Killing], stale: list[Equivalent]) -> bool:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (words("exercise"), words("killed"), words("survived"), words("equivalent")):
        table.add_column(screen.text(heading))
    for one in killed:
        table.add_row(one.exercise, *map(str, (one.killed, len(one.survivors), one.equivalent)))
    screen.show(table)
    for one in killed:
        for mutant in one.survivors:
            _show_survivor(screen, chapter, one.exercise, mutant)
    for entry in stale:
        said = words("equivalent.toml names a mutant that is killed or not made: {line}", line=entry.was)
        screen.say(said, "red")
    rate = killed_rate(killed)
    enough = rate >= LEAST_KILLED
    screen.say(
        words("{chapter}: {rate} % of the mutants are killed.", chapter=chapter.short, rate=f"{100 * rate:.1f}"),
        "green" if enough else "red",
    )
    return enough and not stale


def _show_survivor(screen: Screen, chapter: ChapterSpec, exercise: str, mutant: Mutant) -> None:
    module = chapter.exercise(exercise).module
    screen.out.print(Text(f"{chapter.key}/{module}.py:{mutant.line} {mutant.name}", style="bold"), soft_wrap=True)
    screen.out.print(Text(f"  - {mutant.was}", style="red"), soft_wrap=True)
    screen.out.print(Text(f"  + {mutant.becomes}", style="green"), soft_wrap=True)
