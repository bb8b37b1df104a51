"""`course dev table`: what the chapters hold and how well their suites see: docs/content.md and a page a chapter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from course.author.by_chapter import by_chapter
from course.author.chapter_page import chapter_page
from course.author.judged import OpenGrader, Tally, judge_chapter, open_engine
from course.author.mutation_table import Killings, killed_rate
from course.author.survivors import Killing, judged_killings
from course.content import Content, find_content
from course.errors import ExitCode
from course.names import find_chapter
from course.screen import Screen
from grader.spec import ChapterSpec
from grader.store import write_durably
from grader.words import words

HEAD = """# What the chapters hold

Made by `course dev table` (`make table`); nothing here is written by hand. *Checks* count the worked examples too.
*Named* are the known mistakes that the diagnosis names (none may be named wrongly); *killed* are the mutants of the
solution that the hidden suite notices, of those that can be told from it. *Seconds* is what judging the solution took
in a warm process, on the machine that made this page.

| chapter | exercises | checks | alternatives | mistakes | named | mutants | killed | seconds |
|---|---|---|---|---|---|---|---|---|
"""


@dataclass(frozen=True)
class ContentRow:
    """A chapter's figures."""

    chapter: ChapterSpec
    tally: Tally
    killed: list[Killing]

    def line(self, pages: str) -> str:
        """A row of the table, which links to the chapter's page in that folder."""
        tally = self.tally
        optional = sum(exercise.optional for exercise in self.chapter.exercises)
        exercises = f"{len(self.chapter.exercises)}" + (f" ({optional} optional)" if optional else "")
        named = f"{100 * tally.named / tally.mistakes:.0f} %" if tally.mistakes else "-"
        page = f"[`{self.chapter.key}`]({pages}/{self.chapter.key}.md)"
        mutants, rate = sum(one.counted for one in self.killed), f"{100 * killed_rate(self.killed):.1f} %"
        cells = (
            page, exercises, tally.checks, tally.alternatives, tally.mistakes, named,
            mutants, rate, f"{tally.solution_seconds:.1f}",
        )  # fmt: skip
        return "| " + " | ".join(map(str, cells)) + " |\n"


def write_table(
    content: Content,
    screen: Screen,
    file: Path,
    names: tuple[str, ...] = (),
    *,
    jobs: int = 1,
    grader: OpenGrader | None = None,
    kill: Killings | None = None,
) -> ExitCode:
    """Judges and mutates the chapters that are named, or all, and writes the pages; 1, and none, for a finding.

    Beside the page FILE.md lies a folder FILE with a page a chapter.
    `jobs` chapters are judged at a time, each in a process of its own.
    """
    keys = [find_chapter(content, name).key for name in names or content.chapter_keys()]
    rows: list[ContentRow] = []
    judge: Callable[[str], ContentRow] = partial(_by_itself, content.named_pack, screen.lang)
    if grader is not None or kill is not None:
        jobs = 1
        judge = partial(content_row, content, screen, grader=grader or open_engine, kill=kill or judged_killings)
    for row in by_chapter(judge, keys, jobs):
        for finding in row.tally.findings:
            screen.say(words("{where}: {what}", where=finding.where, what=screen.text(finding.what)), "red")
        rows.append(row)
    if any(row.tally.findings for row in rows):
        screen.say(words("Nothing was written: mend the chapters first (`course dev check`)."), "red")
        return ExitCode.FAILED
    pages = file.with_suffix("") if file.suffix else file.with_name(f"{file.name}.chapters")
    pages.mkdir(exist_ok=True)
    for row in rows:
        write_durably(pages / f"{row.chapter.key}.md", chapter_page(row.chapter, row.tally, row.killed).encode())
    write_durably(file, (HEAD + "".join(row.line(pages.name) for row in rows)).encode())
    screen.say(words("Written: {file}", file=str(file)))
    return ExitCode.PASSED


def _by_itself(pack: Path | None, lang: str, key: str) -> ContentRow:
    """What a process of its own can do, which is handed nothing but names."""
    return content_row(find_content(pack), Screen(lang), key)


def content_row(
    content: Content, screen: Screen, key: str, *, grader: OpenGrader = open_engine, kill: Killings = judged_killings
) -> ContentRow:
    """One chapter judged on one seed, and its mutants."""

    def said(what: str) -> None:
        screen.remark(what, "dim")

    chapter = content.chapter(key)
    tally = judge_chapter(chapter, 1, grader, said)
    killed, _ = kill(chapter, said)
    return ContentRow(chapter, tally, killed)
