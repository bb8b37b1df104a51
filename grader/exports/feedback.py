"""A score report as HTML: a page of its own, a fragment for a notebook or another page, and their plain-text twin.

All three say the same: every exercise with its score, what passed, and for what did not the sentence, what was seen and
the diagnosis. The report is shown as it comes: a class's goes through `withheld.for_student` first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from markupsafe import Markup
from rich.cells import cell_len

from grader.exports.charts import FigureView, figure_view, plain_figure
from grader.exports.drawn import (
    SHAPE_ALONE,
    Line,
    Run,
    grid_lines,
    legend,
    marked,
    shape_block,
    shape_line,
    shapes_alone,
    told,
)
from grader.exports.html import Voice, inline, render
from grader.exports.plain import one_line, visible
from grader.exports.said import MARKS, VERDICTS, heading_of, kind_of_check, number, state_of, unreadable
from grader.picture import Picture, Shapes
from grader.results import FAILURES, CheckResult, ExerciseReport, Failure, ScoreReport, State, Verdict
from grader.spec import ChapterText
from grader.statistics import share_of
from grader.words import Words, words

OUTPUT_LINES = 40
FRAGMENT_PX = 15
REM = re.compile(r"(\d*\.?\d+)rem\b")


@dataclass(frozen=True)
class About:
    """What a page says of the submission beside its report: who made it, what the score rests on, and plain facts.

    `standing` and `reason` are there where the score does not simply stand.
    """

    student: str = ""
    standing: str = ""
    reason: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class FailingView:
    """Checks that failed alike: their titles, and what is said of all of them."""

    mark: str
    kind: str
    verdict: str
    heading: str
    others: tuple[str, ...]
    example: bool
    place: str
    seen: tuple[tuple[str, tuple[Line, ...]], ...]
    message: str
    parts: tuple[tuple[str, bool], ...]
    more: int
    drawn: tuple[Line, ...]
    told: tuple[str, ...]
    traceback: tuple[str, ...]
    output: str
    cut: int


@dataclass(frozen=True)
class ExerciseView:
    """An exercise: `share` is a whole percent, None where there is no score."""

    name: str
    title: str
    mark: str
    kind: str
    state: str
    score: str
    most: str
    share: int | None
    diagnoses: tuple[str, ...]
    failing: tuple[FailingView, ...]
    figures: tuple[tuple[str, tuple[FigureView, ...]], ...]
    passed: tuple[str, ...]
    apart: tuple[str, ...]


@dataclass(frozen=True)
class ReportView:
    """A report in the words of one language."""

    title: str
    score: str
    most: str
    share: int | None
    ours: bool
    exercises: tuple[ExerciseView, ...]
    notes: tuple[str, ...]
    conditions: tuple[str, ...]


def page(report: ScoreReport | None, text: ChapterText, voice: Voice, about: About) -> str:
    """A whole HTML document that needs nothing beside it and runs no script."""
    style = inline("feedback.css", "page.css")
    view = None if report is None else view_of(report, text, voice)
    return render("feedback.html", voice, view=view, title=text.title, about=about, style=style, script=None)


def fragment(report: ScoreReport, text: ChapterText, voice: Voice, beside: Sequence[str] = ()) -> str:
    """A <section> to be put into another page: its style comes along and touches nothing else; it has no ids.

    `beside` are lines to stand under the result.
    """
    view = view_of(report, text, voice)
    return render("fragment.html", voice, view=view, style=_inner_style(), beside=tuple(beside))


@cache
def _inner_style() -> Markup:
    """The style of a fragment: what it is put into may have rules of its own, and any size for a rem.

    Twice the class, so that Jupyter's rules for lists, headings and code give way; formgrader's rem is 10 px.
    """
    text = str(inline("feedback.css").text).replace(".gradstep", ".gradstep.gradstep")
    return Markup(REM.sub(lambda size: f"{float(size[1]) * FRAGMENT_PX:g}px", text))  # noqa: S704  our own file


def plain(report: ScoreReport, text: ChapterText, voice: Voice, beside: Sequence[str] = ()) -> str:
    """The same as text, for those who cannot see HTML."""
    return "\n".join([*_lines(view_of(report, text, voice), voice), *map(visible, beside)]) + "\n"


def view_of(report: ScoreReport, text: ChapterText, voice: Voice) -> ReportView:
    """What is shown of a report, in the words of the chapter and the language."""
    voice = Voice(voice.lang, text.speaking(voice.translate))
    tier, layers = report.sandbox.tier, ", ".join(report.sandbox.layers)
    conditions = [words("device: {device}", device=report.device)]
    if report.seed:
        conditions = [words("seed: {seed}, device: {device}", seed=report.seed, device=report.device)]
    conditions.append(words("sandbox: {tier} ({layers})", tier=tier, layers=layers))
    return ReportView(
        title=text.title,
        score=number(report.score),
        most=number(report.max_score),
        share=share_of(report.score, report.max_score),
        ours=report.state is State.NEEDS_REVIEW,
        exercises=tuple(_exercise(exercise, text, voice) for exercise in report.exercises),
        notes=tuple(voice.say(note) for note in report.notes),
        conditions=tuple(voice.say(condition) for condition in conditions),
    )


def _exercise(exercise: ExerciseReport, text: ChapterText, voice: Voice) -> ExerciseView:
    kind, remark = state_of(exercise)
    state = remark or VERDICTS[Verdict.PASSED]
    if exercise.optional:
        state = words("{what}, {more}", what=state, more=words("optional"))
    keys = dict.fromkeys(check.diagnosis for check in exercise.checks if check.diagnosis in text.mistake)
    failing = [check for check in exercise.checks if check.verdict in FAILURES]
    unwritten = all(check.verdict is Verdict.NOT_IMPLEMENTED for check in failing)
    entry = text.exercise.get(exercise.name)
    return ExerciseView(
        name=exercise.name,
        title=entry.title if entry else "",
        mark=MARKS[kind],
        kind=kind,
        state=voice.say(state),
        score="–" if exercise.score is None else number(exercise.score),
        most=number(exercise.max_score),
        share=share_of(exercise.score, exercise.max_score),
        diagnoses=tuple(text.mistake[key] for key in keys if key is not None),
        failing=() if unwritten else tuple(_failing(exercise, group, text, voice) for group in _alike(failing)),
        figures=tuple(
            (_title(check, text), tuple(figure_view(figure, voice) for figure in check.figures))
            for check in exercise.checks
            if check.figures
        ),
        passed=tuple(_title(check, text) for check in exercise.checks if check.verdict is Verdict.PASSED),
        apart=tuple(
            f"{_title(check, text)} ({voice.say(VERDICTS[check.verdict])})"
            for check in exercise.checks
            if check.verdict in (Verdict.NOT_RUN_HERE, Verdict.SKIPPED)
        ),
    )


def _alike(failing: Sequence[CheckResult]) -> Iterator[list[CheckResult]]:
    """The failing checks; together those that follow each other and failed in the same words or by another's fault."""

    def said(check: CheckResult) -> tuple[object, ...]:
        return (check.blames,) if check.blames is not None else (check.verdict, check.failure, check.output)

    for _, group in groupby(failing, key=said):
        yield list(group)


def _failing(exercise: ExerciseReport, group: list[CheckResult], text: ChapterText, voice: Voice) -> FailingView:
    check, *others = group
    waits = check.blames is not None
    if waits:  # what came out is another exercise's doing
        check, others = replace(check, failure=None, picture=None, output="", visible=False), group
    heading = voice.say(heading_of(exercise, check, _title(check, text)))
    whole = check.verdict in (Verdict.NOT_IMPLEMENTED, Verdict.USED_BUILTIN) or unreadable(check)
    kind, failure = kind_of_check(check), check.failure
    seen = failure if check.verdict is not Verdict.NOT_IMPLEMENTED else None
    picture = check.picture or Picture()
    shapes = shapes_alone(check)
    lines = visible(check.output).rstrip("\n").split("\n")
    return FailingView(
        mark=MARKS[kind],
        kind=kind,
        verdict=voice.say(words("waits") if waits else VERDICTS[check.verdict]),
        heading=heading,
        others=() if whole else tuple(_title(other, text) for other in others),
        example=check.visible and not whole,
        place=voice.say(failure.place.words) if failure is not None and failure.place is not None else "",
        seen=_seen(seen, shapes, voice),
        message="" if seen is None or (shapes and seen.message.template == SHAPE_ALONE) else voice.say(seen.message),
        parts=tuple((part.name, part.right) for part in picture.parts),
        more=picture.more,
        drawn=_drawn(picture, voice, below=shapes is None),
        told=() if picture.grid is None else tuple(map(voice.say, told(picture.grid))),
        traceback=() if seen is None else seen.traceback,
        output="\n".join(lines[:OUTPUT_LINES]) if check.output else "",
        cut=max(0, len(lines) - OUTPUT_LINES),
    )


def _seen(failure: Failure | None, shapes: Shapes | None, voice: Voice) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """What was called, what came back and what was expected, by lines: shapes below each other, and what is wrong."""
    if failure is None:
        return ()
    called, got, expected = words("Called"), words("Got"), words("Expected")
    found: list[tuple[Words, tuple[Line, ...]]] = []
    if failure.called is not None:
        found.append((called, ((Run(failure.called),),)))
    if shapes is not None:
        found.append((got, (shape_line(shapes, expected=False),)))
        found.append((expected, (shape_line(shapes, expected=True), marked(shapes, voice.say))))
    else:
        found += [
            (label, ((Run(voice.say(value)),),))
            for label, value in ((got, failure.got), (expected, failure.expected))
            if value is not None
        ]
    return tuple((voice.say(label), lines) for label, lines in found)


def _drawn(picture: Picture, voice: Voice, *, below: bool) -> tuple[Line, ...]:
    """The lines of a picture; shapes stand beside what came back, unless its numbers stand there."""
    lines = shape_block(picture.shapes, voice.say) if below and picture.shapes is not None else []
    if picture.grid is not None:
        lines += [*grid_lines(picture.grid), legend(picture.grid, voice.say)]
    return tuple(lines)


def _title(check: CheckResult, text: ChapterText) -> str:
    return one_line(text.check.get(check.name, check.title))


def _lines(view: ReportView, voice: Voice) -> Iterator[str]:
    """The lines of the plain-text twin."""
    for exercise in view.exercises:
        yield f"{exercise.mark} {exercise.name}  {exercise.score} / {exercise.most}  {visible(exercise.state)}"
        for diagnosis in exercise.diagnoses:
            yield f"    {voice.say(words('Diagnosis'))}: {visible(diagnosis)}"
        for failing in exercise.failing:
            yield from (f"    {line}" for line in _failing_lines(failing, voice))
        for title, figures in exercise.figures:
            yield f"    {title}"
            yield from (f"      {visible(plain_figure(figure))}" for figure in figures)
        yield from (f"    {MARKS['passed']} {title}" for title in exercise.passed)
        yield from (f"    {MARKS['open']} {title}" for title in exercise.apart)
    if len(view.exercises) > 1:
        yield f"{voice.say(words('together'))}: {view.score} / {view.most}"
    yield from (f"{voice.say(words('Note'))}: {visible(note)}" for note in view.notes)


def _text_of(line: Line) -> str:
    return visible("".join(run.text for run in line))


def _failing_lines(failing: FailingView, voice: Voice) -> Iterator[str]:
    yield f"{failing.mark} {visible(failing.heading)} ({failing.verdict})"
    yield from (f"  {visible(title)}" for title in failing.others)
    if failing.place:
        yield f"  {visible(failing.place)}"
    wide = max((cell_len(label) for label, _ in failing.seen), default=0)
    for label, lines in failing.seen:
        head = f"  {label}: " + " " * (wide - cell_len(label))
        for line in lines:
            yield head + _text_of(line).replace("\n", "\n" + " " * (wide + 8))
            head = " " * (wide + 4)
    if failing.message:
        yield f"  {visible(failing.message)}"
    if failing.parts:
        yield "  " + "  ".join(f"{'✓' if right else '✗'} {one_line(name)}" for name, right in failing.parts)
    yield from (f"  {_text_of(line)}" for line in failing.drawn)
    yield from (f"  {visible(sentence)}" for sentence in failing.told)
    yield from (f"    {visible(line)}" for line in failing.traceback)
    if failing.output:
        yield f"  {voice.say(words('It printed:'))}"
        yield from (f"    | {line}" for line in failing.output.split("\n"))
        if failing.cut:
            yield f"    {voice.say(words('and {count} more lines', count=failing.cut))}"
