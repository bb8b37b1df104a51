"""`course dev check`: every rule for the content, a row a chapter and a list of what does not hold."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from rich.table import Table
from rich.text import Text

from course.author.by_chapter import by_chapter
from course.author.claims import check_claims
from course.author.finding import Finding
from course.author.judged import OpenGrader, Tally, judge_chapter, open_engine
from course.author.lessons import check_lessons
from course.author.messages import check_messages
from course.author.milestones import check_milestone, drawn_milestone
from course.author.notebooks import check_notebook
from course.author.oracles import check_oracles
from course.author.stubs import check_stubs
from course.author.suite_files import check_suite
from course.author.texts import check_texts
from course.content import Content
from course.errors import ExitCode
from course.glossary import faults
from course.names import find_chapter
from course.screen import Screen
from grader.spec import ChapterSpec, SpecError
from grader.words import words


def check_content(
    content: Content,
    screen: Screen,
    names: tuple[str, ...],
    *,
    seeds: int,
    jobs: int = 1,
    grader: OpenGrader | None = None,
) -> ExitCode:
    """Checks the chapters that are named, or all and our own messages; `seeds` 0 judges nothing.

    `jobs` chapters are judged at a time, each in a process of its own.
    """
    keys = [find_chapter(content, name).key for name in names] or content.chapter_keys()
    findings: list[Finding] = [] if names else list(check_messages())
    findings += [Finding(where, words("{fault}", fault=what)) for where, what in faults(content)]
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in (
        words("chapter"),
        words("checks"),
        words("alternatives"),
        words("mistakes"),
        words("named"),
        words("findings"),
        words("seconds"),
    ):
        table.add_column(screen.text(heading))
    for checked in _checked(content, screen, keys, seeds, jobs, grader):
        findings += checked.tally.findings
        table.add_row(*_row(checked))
    screen.show(table)
    for finding in findings:
        screen.out.print(
            Text.assemble(("✗ ", "red"), (finding.where, "bold"), ": ", screen.text(finding.what)), soft_wrap=True
        )
    if findings:
        screen.say(words("{count} findings.", count=len(findings)), "red")
        return ExitCode.FAILED
    screen.say(words("Every rule holds."), "green")
    return ExitCode.PASSED


@dataclass(frozen=True)
class _Checked:
    """A chapter's tally and the seconds that it took."""

    key: str
    tally: Tally
    seconds: float


def _checked(
    content: Content, screen: Screen, keys: list[str], seeds: int, jobs: int, grader: OpenGrader | None
) -> Iterator[_Checked]:
    """Every chapter checked, in the order of the keys."""
    if grader is not None:
        yield from (_chapter(content, key, seeds, grader, screen) for key in keys)
    else:
        yield from by_chapter(partial(_chapter_by_itself, content, seeds, screen.lang), keys, jobs)


def _chapter_by_itself(content: Content, seeds: int, lang: str, key: str) -> _Checked:
    """What a process of its own can do: it is handed names and folders."""
    return _chapter(content, key, seeds, open_engine, Screen(lang))


def _chapter(content: Content, key: str, seeds: int, open_grader: OpenGrader, screen: Screen) -> _Checked:
    started = time.monotonic()
    tally = _tally(content, key, seeds, open_grader, screen)
    return _Checked(key, tally, time.monotonic() - started)


def _tally(content: Content, key: str, seeds: int, open_grader: OpenGrader, screen: Screen) -> Tally:
    try:
        chapter = content.chapter(key)
    except SpecError as error:
        return Tally(findings=[Finding(key, words("{error}", error=str(error)))])
    static = _static(chapter, content)
    if not seeds:
        return Tally(findings=static)
    tally = judge_chapter(chapter, seeds, open_grader, lambda said: screen.remark(said, "dim"))
    screen.remark(f"{chapter.short} milestone", "dim")
    tally.findings = [*static, *tally.findings, *drawn_milestone(chapter)]
    return tally


def _static(chapter: ChapterSpec, content: Content) -> list[Finding]:
    return [
        *check_stubs(chapter, content.home(chapter)),
        *check_suite(chapter),
        *check_oracles(chapter),
        *check_claims(chapter),
        *check_texts(chapter),
        *check_lessons(chapter),
        *check_notebook(chapter),
        *check_milestone(chapter),
    ]


def _row(checked: _Checked) -> tuple[str, ...]:
    tally = checked.tally
    named = f"{tally.named} ({100 * tally.named // tally.mistakes} %)" if tally.mistakes else "-"
    counts = (tally.checks, tally.alternatives, tally.mistakes)
    shown = (str(count) if count else "-" for count in counts)
    return checked.key, *shown, named, str(len(tally.findings)), f"{checked.seconds:.1f}"
