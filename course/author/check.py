"""`course dev check`: every rule for the content, a row a chapter and a list of what does not hold."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.table import Table
from rich.text import Text

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
    content: Content, screen: Screen, names: tuple[str, ...], *, seeds: int, grader: OpenGrader | None = None
) -> ExitCode:
    """Checks the chapters that are named, or all and our own messages; `seeds` 0 judges nothing."""
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
    for key in keys:
        started = time.monotonic()
        tally = _chapter(content, key, seeds, grader or open_engine, lambda said: screen.remark(said, "dim"))
        findings += tally.findings
        table.add_row(*_row(key, tally, time.monotonic() - started))
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


def _chapter(content: Content, key: str, seeds: int, open_grader: OpenGrader, said: Callable[[str], None]) -> Tally:
    try:
        chapter = content.chapter(key)
    except SpecError as error:
        return Tally(findings=[Finding(key, words("{error}", error=str(error)))])
    static = _static(chapter, content)
    if not seeds:
        return Tally(findings=static)
    tally = judge_chapter(chapter, seeds, open_grader, said)
    said(f"{chapter.short} milestone")
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


def _row(key: str, tally: Tally, seconds: float) -> tuple[str, ...]:
    named = f"{tally.named} ({100 * tally.named // tally.mistakes} %)" if tally.mistakes else "-"
    counts = (tally.checks, tally.alternatives, tally.mistakes)
    return key, *(str(count) if count else "-" for count in counts), named, str(len(tally.findings)), f"{seconds:.1f}"
