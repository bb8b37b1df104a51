"""A chapter's own page of figures: what each exercise holds, and what its suite does not tell apart, with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from course.author.judged import UNNAMEABLE, Tally
from course.author.survivors import Equivalent, Killing, equivalents
from grader.spec import ChapterSpec

COLUMNS = ("exercise", "points", "checks", "alternatives", "mistakes", "mutants", "killed")


def chapter_page(chapter: ChapterSpec, tally: Tally, killed: Sequence[Killing]) -> str:
    """The page as Markdown, in English as all that is for authors."""
    return "\n".join(_lines(chapter, tally, killed)) + "\n"


def _lines(chapter: ChapterSpec, tally: Tally, killed: Sequence[Killing]) -> Iterator[str]:
    text = chapter.text("en")
    yield f"# Chapter {chapter.number}: {text.title}"
    yield ""
    yield text.summary
    yield ""
    yield "Made by `course dev table`; nothing here is written by hand, and its page says what the columns count."
    yield ""
    yield f"| {' | '.join(COLUMNS)} |"
    yield "|" + "---|" * len(COLUMNS)
    of = {one.exercise: one for one in killed}
    for exercise in chapter.exercises:
        one = of.get(exercise.name, Killing(exercise.name))
        points = f"{exercise.points}" + (" (optional)" if exercise.optional else "")
        variants = (len(chapter.variants(kind, exercise.name)) for kind in ("alternatives", "mistakes"))
        cells = (f"`{exercise.name}`", points, tally.exercise_checks.get(exercise.name, 0), *variants, *_rate([one]))
        yield f"| {' | '.join(map(str, cells))} |"
    points = f"{sum(item.points for item in chapter.exercises if not item.optional)}"
    counts = (tally.checks, tally.alternatives, tally.mistakes)
    cells = (f"{len(chapter.exercises)} exercises", points, *counts, *_rate(killed))
    yield f"| {' | '.join(map(str, cells))} |"
    yield ""
    yield f"{tally.named} of {tally.mistakes} mistakes are named."
    yield from _unnamed(chapter)
    yield from _survivors(killed)
    yield from _equivalents(equivalents(chapter))


def _rate(killed: Sequence[Killing]) -> tuple[str, str]:
    """How many mutants can be told from the solution, and the share of them that is."""
    counted = sum(one.counted for one in killed)
    return f"{counted}", f"{100 * sum(one.killed for one in killed) / counted:.1f} %" if counted else "-"


def _unnamed(chapter: ChapterSpec) -> Iterator[str]:
    """The mistakes that say why no diagnosis can name them."""
    mistakes = (path for exercise in chapter.exercises for path in chapter.variants("mistakes", exercise.name))
    found = ((path, UNNAMEABLE.search(path.read_text(encoding="utf-8"))) for path in mistakes)
    reasons = [f"- `{path.stem}`: {reason[1]}" for path, reason in found if reason is not None]
    if reasons:
        yield from ("", "## Mistakes that cannot be named", "", *reasons)


def _survivors(killed: Sequence[Killing]) -> Iterator[str]:
    """The mutants that the suite should notice and does not."""
    lines = [f"- `{mutant.name}`: {_becomes(mutant.was, mutant.becomes)}" for one in killed for mutant in one.survivors]
    if lines:
        yield from ("", "## Mutants that survive", "", *lines)


def _equivalents(entries: Sequence[Equivalent]) -> Iterator[str]:
    """The mutants that do what the solution does, each with its reason."""
    if entries:
        yield from ("", "## Mutants that do what the solution does", "")
    for entry in entries:
        yield f"- `{entry.name}`: {_becomes(entry.was, entry.becomes)}. {entry.reason}"


def _becomes(was: str, becomes: str) -> str:
    return f"{_code(was)} becomes {_code(becomes)}" if becomes.strip() else f"{_code(was)} is left out"


def _code(line: str) -> str:
    """A line of code in Markdown, whatever backticks it holds."""
    line = " ".join(line.split())
    return f"`` {line} ``" if "`" in line else f"`{line}`"
