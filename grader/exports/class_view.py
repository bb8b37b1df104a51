"""A chapter of the class page in the words of one language: its counts, bars, checks, mistakes and who needs a look."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from grader.exports.html import Voice
from grader.exports.plain import one_line
from grader.exports.said import STANDINGS
from grader.graded import Standing
from grader.spec import ChapterText
from grader.statistics import BINS, ChapterStatistics, CheckStatistics, ExerciseStatistics, Line, Spread
from grader.words import Words, words

MOST_ROWS = 2000
"""Rows of a heat map; a class that is larger shows its lowest scores, for scores.csv holds them all."""
MOST_LOOKED_AT = 200
MOST_NAMES = 60
MOST_MISTAKES = 10
BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 56, 6, 150
URGENT = (Standing.NEEDS_REVIEW, Standing.UNREADABLE, Standing.CRASHED, Standing.KILLED, Standing.MISSING)
KINDS = {Standing.SCORED: "passed", Standing.NEEDS_REVIEW: "ours", Standing.MISSING: "open"}

Link = Callable[[str, str], str]
"""A student's feedback page, as a URL relative to the class page, from the chapter's key and the student."""


@dataclass(frozen=True)
class Person:
    """A student as the page names them, and where their feedback lies."""

    student: str
    name: str
    href: str


@dataclass(frozen=True)
class State:
    """A standing: its name, how many have it, their share in percent, and its colour."""

    name: str
    count: int
    share: float
    kind: str


@dataclass(frozen=True)
class LookedAt:
    """A row that is not simply scored, and why."""

    person: Person
    state: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Bar:
    """A bar of the distribution: its place in the picture, the scores it stands for and their number."""

    x: int
    y: float
    height: float
    label: str
    count: int
    share: str


@dataclass(frozen=True)
class ExerciseRow:
    """An exercise's row: shares in percent beside the counts."""

    found: ExerciseStatistics
    title: str
    mean: str
    share: float


@dataclass(frozen=True)
class CheckRow:
    """A check's row, its numbers as text and as what the table is sorted by."""

    found: CheckStatistics
    title: str
    rate: str
    share: float
    discrimination: str
    sorted_by: float
    remark: str


@dataclass(frozen=True)
class MistakeRow:
    """A mistake's row: how many made it, their share in percent, the sentence, and who made it."""

    count: int
    share: float
    sentence: str
    exercise: str
    who: tuple[Person, ...]
    more: int


@dataclass(frozen=True)
class ChapterView:
    """A chapter's part of the page; `lines` are the rows of its heat map, of which `left_out` are not shown."""

    found: ChapterStatistics
    title: str
    states: tuple[State, ...]
    spread: Spread | None
    bars: tuple[Bar, ...]
    exercises: tuple[ExerciseRow, ...]
    checks: tuple[CheckRow, ...]
    mistakes: tuple[MistakeRow, ...]
    looked_at: tuple[LookedAt, ...]
    not_looked_at: int
    slowest: tuple[tuple[Person, str], ...]
    lines: tuple[int, ...]
    left_out: int


def view_of(found: ChapterStatistics, text: ChapterText, voice: Voice, link: Link) -> ChapterView:
    """The view of a chapter's statistics."""
    voice = Voice(voice.lang, text.speaking(voice.translate))

    def person(line: Line) -> Person:
        return person_of(line, found.key, link)

    urgent = [line for standing in URGENT for line in found.lines if line.standing is standing]
    shown = lowest(found.lines, MOST_ROWS)
    return ChapterView(
        found=found,
        title=text.title,
        states=tuple(_states(found, voice)),
        spread=found.spread,
        bars=tuple(_bars(found.spread)),
        exercises=tuple(_exercise(exercise, text) for exercise in found.exercises),
        checks=tuple(_check(check, text, voice) for check in found.checks),
        mistakes=tuple(_mistakes(found, text, person)),
        looked_at=tuple(
            LookedAt(
                person(line), voice.say(STANDINGS[line.standing]), kind_of(line.standing),
                "" if line.reason is None else voice.say(line.reason),
            )
            for line in urgent[:MOST_LOOKED_AT]
        ),
        not_looked_at=max(0, len(urgent) - MOST_LOOKED_AT),
        slowest=tuple((person(found.lines[at]), f"{found.lines[at].seconds:.1f}") for at in found.slowest),
        lines=shown,
        left_out=len(found.lines) - len(shown),
    )  # fmt: skip


def lowest(lines: tuple[Line, ...], most: int) -> tuple[int, ...]:
    """The places of at most so many lines, those without a score and with the lowest ones, in the class's order."""
    order = sorted(range(len(lines)), key=lambda at: -1.0 if (percent := lines[at].percent) is None else percent)
    return tuple(sorted(order[:most]))


def person_of(line: Line, chapter: str, link: Link) -> Person:
    """Who a line belongs to."""
    return Person(line.student, line.name if line.name != line.student else "", link(chapter, line.student))


def kind_of(standing: Standing) -> str:
    """The colour of a standing."""
    return KINDS.get(standing, "failed")


def percent_text(percent: float | None) -> str:
    """A percent as it is shown: only what is all is 100 %, and only what is nothing is 0 %."""
    if percent is None:
        return "–"
    return f"{percent:.0f} %" if percent in (0, 100) else f"{min(99, max(1, round(percent)))} %"


def _states(found: ChapterStatistics, voice: Voice) -> Iterator[State]:
    total = sum(found.standings.values())
    for standing, count in found.standings.items():
        if count:
            share = round(100 * count / total, 2)
            yield State(voice.say(STANDINGS[standing]), count, share, kind_of(standing))


def _bars(found: Spread | None) -> Iterator[Bar]:
    if found is None:
        return
    highest = max(found.bins)
    for at, count in enumerate(found.bins):
        height = round(BAR_HEIGHT * count / highest, 2)
        yield Bar(
            x=at * BAR_WIDTH + BAR_GAP // 2,
            y=round(BAR_HEIGHT - height, 2),
            height=height,
            label=f"{100 * at // BINS}–{100 * (at + 1) // BINS} %",
            count=count,
            share=percent_text(100 * count / found.count),
        )


def _exercise(found: ExerciseStatistics, text: ChapterText) -> ExerciseRow:
    entry = text.exercise.get(found.name)
    percent = None if found.mean is None else 100 * found.mean
    return ExerciseRow(found, entry.title if entry else "", percent_text(percent), round(percent or 0.0, 2))


def _check(found: CheckStatistics, text: ChapterText, voice: Voice) -> CheckRow:
    value = found.discrimination
    percent = None if found.rate is None else 100 * found.rate
    remark: Words | None = None
    if found.judged and not found.passed and not found.unwritten:
        remark = words("nobody passes: look at this check")
    elif found.doubtful:
        remark = words("who passes it does no better elsewhere: look at this check")
    return CheckRow(
        found=found,
        title=one_line(text.check.get(found.name, found.title)),
        rate=percent_text(percent),
        share=round(percent or 0.0, 2),
        discrimination="–" if value is None else f"{value:.2f}".replace("-", "−"),
        sorted_by=2.0 if value is None else round(value, 6),
        remark="" if remark is None else voice.say(remark),
    )


def _mistakes(found: ChapterStatistics, text: ChapterText, person: Callable[[Line], Person]) -> Iterator[MistakeRow]:
    for mistake in found.mistakes:
        count = len(mistake.who)
        yield MistakeRow(
            count=count,
            share=round(100 * count / found.judged, 2),
            sentence=text.mistake.get(mistake.key, mistake.key),
            exercise=mistake.exercise,
            who=tuple(person(found.lines[at]) for at in mistake.who[:MOST_NAMES]),
            more=max(0, count - MOST_NAMES),
        )
