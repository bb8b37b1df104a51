"""A score report for the learner's terminal: a row an exercise, then the first failure in full."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from grader.exports.drawn import SHAPE_ALONE, Run, drawn_lines, marked, padded, shape_line, shapes_alone
from grader.exports.plain import one_line, visible
from grader.exports.plotted import figure_lines
from grader.exports.said import diagnosis_of, heading_of, state_of, unreadable
from grader.figure import Curve, Figure
from grader.results import FAILURES, CheckResult, ExerciseReport, Failure, Place, ScoreReport, State, Verdict
from grader.spec import ChapterText
from grader.words import Translate, Words, words

OUTPUT_LINES = 20
_MARKS = {"passed": ("✓", "green"), "failed": ("✗", "red"), "open": ("·", "dim"), "ours": ("!", "magenta")}


_LOOKS = {
    "": "", "dim": "dim", "wrong": "bold red", "right": "green", "near": "yellow", "off": "red", "far": "bold red",
    "not_finite": "bold magenta", "curve": "bold cyan", "bold": "bold",
}  # fmt: skip


@dataclass(frozen=True)
class _Page:
    """What every part of the page needs."""

    console: Console
    translate: Translate
    text: ChapterText
    locate: Callable[[Place], str]

    def say(self, sentence: Words | str) -> str:
        return visible(sentence.render(self.translate) if isinstance(sentence, Words) else sentence)

    def title(self, check: CheckResult) -> str:
        return one_line(self.text.check.get(check.name, check.title))

    def line(self, *parts: tuple[str, str] | str) -> None:
        self.console.print(Text.assemble(*parts), soft_wrap=True)

    def runs(self, *runs: Run) -> None:
        """A line of a picture, which is never wrapped."""
        self.console.print(Text.assemble(*((run.text, _LOOKS[run.look]) for run in runs)), soft_wrap=True)

    @property
    def ascii_only(self) -> bool:
        """Block characters cannot be shown here."""
        return self.console.options.ascii_only

    def labelled(self, label: str, value: str, style: str = "", indent: int = 2) -> None:
        """The value beside its label, indented."""
        hang(self.console, " " * indent + label + ("  " if label else ""), value, style)


def hang(console: Console, head: str, value: str, style: str = "") -> None:
    """Prints the value after its head, wrapped to the width and indented below itself; no trailing spaces."""
    room = max(20, console.width - cell_len(head))
    lines = [line for part in value.split("\n") for line in Text(part, style).wrap(console, room) or [Text()]]
    for number, line in enumerate(lines):
        start = Text(head if number == 0 else " " * cell_len(head), "dim")
        wrapped = Text.assemble(start, line)
        wrapped.rstrip()
        console.print(wrapped, soft_wrap=True)


def render(
    report: ScoreReport,
    text: ChapterText,
    *,
    console: Console,
    translate: Translate,
    locate: Callable[[Place], str] = str,
) -> None:
    """Prints the report; `locate` says where a line of the learner's file is, as a path they can click."""
    page = _Page(console, text.speaking(translate), text, locate)
    _rows(report, page)
    failing = first_failing(report)
    if len(report.exercises) == 1:
        _every_check(report.exercises[0], failing[1] if failing else None, page)
    if failing is not None:
        _failure(*failing, page)
    if len(report.exercises) == 1:
        _figures(report.exercises[0], failing[1] if failing else None, page)
    for note in report.notes:
        page.labelled(page.say(words("Note")), page.say(note), "yellow", indent=0)
    if report.state is State.NEEDS_REVIEW:
        page.line(
            (
                page.say(words("A check of ours broke. That is our fault: the score stays open and you lose nothing.")),
                "magenta",
            )
        )
    page.line((page.say(words("seed: {seed}, device: {device}", seed=report.seed, device=report.device)), "dim"))
    held = words("sandbox: {tier} ({layers})", tier=report.sandbox.tier, layers=", ".join(report.sandbox.layers))
    page.line((page.say(held), "dim"))


def first_failing(report: ScoreReport) -> tuple[ExerciseReport, CheckResult] | None:
    """The exercise and the check to look at first: what is written and wrong before what is not written yet."""
    failing = [
        (exercise, check)
        for exercise in sorted(report.exercises, key=lambda item: item.optional)
        if (check := next((item for item in exercise.checks if item.verdict in FAILURES), None)) is not None
    ]
    written = [found for found in failing if found[1].verdict is not Verdict.NOT_IMPLEMENTED]
    return next(iter(written or failing), None)


def _rows(report: ScoreReport, page: _Page) -> None:
    names = [exercise.name for exercise in report.exercises]
    width = max((cell_len(name) for name in names), default=0)
    scores = [_score(exercise) for exercise in report.exercises]
    score_width = max((len(score) for score in scores), default=0)
    for exercise, score in zip(report.exercises, scores, strict=True):
        kind, remark = state_of(exercise)
        mark, style = _MARKS[kind]
        extra = page.say(remark) if remark else ""
        if exercise.optional:
            optional = words("optional")
            extra = page.say(words("{what}, {more}", what=remark, more=optional) if remark else optional)
        row = f"  {exercise.name:<{width}}  {score:>{score_width}}"
        page.line((f"  {mark}", style), row, (f"   {extra}" if extra else "", style if remark else "dim"))
    if len(report.exercises) > 1:
        total = "?" if report.score is None else f"{report.score.normalize():f}"
        label = page.say(words("together"))
        padding = " " * max(0, width - cell_len(label))
        line = f"     {label}{padding}  {f'{total} / {report.max_score.normalize():f}':>{score_width}}"
        page.line((line, "bold"))
    page.line()


def _score(exercise: ExerciseReport) -> str:
    score = "-" if exercise.score is None else f"{exercise.score.normalize():f}"
    return f"{score} / {exercise.max_score.normalize():f}"


def _every_check(exercise: ExerciseReport, detailed: CheckResult | None, page: _Page) -> None:
    """The checks of the one exercise that was asked for; what is shown in full below is not shown twice."""
    if all(check.verdict is Verdict.NOT_IMPLEMENTED or unreadable(check) for check in exercise.checks):
        return
    for check in exercise.checks:
        mark, style = _MARKS["failed" if check.verdict in FAILURES else "passed"]
        if check.verdict in (Verdict.NOT_RUN_HERE, Verdict.SKIPPED):
            mark, style = _MARKS["open"]
        page.labelled(mark, page.title(check), style)
        if check.output and check is not detailed:
            _output(check.output, page, indent=6)
    page.line()


def _failure(exercise: ExerciseReport, check: CheckResult, page: _Page) -> None:
    failure = check.failure
    heading = page.say(heading_of(exercise, check, page.title(check)))
    page.line((heading, "bold"))
    if failure is not None and failure.place is not None:
        page.line("  ", (visible(page.locate(failure.place)), "cyan"))
    key = diagnosis_of(exercise, check)
    if key is not None and key in page.text.mistake:
        page.line()
        page.labelled(page.say(words("Diagnosis")), page.say(page.text.mistake[key]), "bold yellow")
        page.line()
    if failure is not None and check.verdict is not Verdict.NOT_IMPLEMENTED:
        _what_was_seen(check, failure, page)
    if check.output:
        page.labelled("", page.say(words("It printed:")))
        _output(check.output, page, indent=4)
    page.line()


def _what_was_seen(check: CheckResult, failure: Failure, page: _Page) -> None:
    """What was called, what came back and what was expected; what is wrong, in words and drawn; the traceback."""
    picture = check.picture
    shapes = shapes_alone(check)
    got, expected = (None, None) if shapes is not None else (failure.got, failure.expected)
    seen = [(words("Called"), failure.called), (words("Got"), got), (words("Expected"), expected)]
    labels = [page.say(label) for label, value in seen if value is not None or shapes is not None]
    width = max(map(cell_len, labels), default=0)
    for label, value in seen:
        if value is not None:
            page.labelled(padded(page.say(label), width), page.say(value))
    if shapes is not None:
        for label, is_ours in ((words("Got"), False), (words("Expected"), True)):
            page.runs(Run(f"  {padded(page.say(label), width)}  ", "dim"), *shape_line(shapes, expected=is_ours))
        page.runs(Run(" " * (width + 4)), *marked(shapes, page.say))
    if shapes is None or failure.message.template != SHAPE_ALONE:
        page.labelled("", page.say(failure.message), "red")
    if picture is not None:
        for drawn in drawn_lines(picture, page.say, ascii_only=page.ascii_only, shapes=shapes is None):
            page.runs(Run("  "), *drawn)
    for line in failure.traceback:
        page.labelled("", visible(line), "dim", indent=4)


def _figures(exercise: ExerciseReport, detailed: CheckResult | None, page: _Page) -> None:
    """What the check in detail shows of a training, or else the first one of the exercise that shows anything."""
    shown = detailed if detailed is not None and detailed.figures else most_telling(exercise)
    if shown is None:
        return
    if shown is not detailed:
        page.labelled("", page.title(shown), "bold", indent=0)
    for figure in shown.figures:
        for line in figure_lines(figure, page.say, ascii_only=page.ascii_only):
            page.runs(Run("  "), *line)
        page.line()


def most_telling(exercise: ExerciseReport) -> CheckResult | None:
    """A check that fails before one that passes, then the one with the most figures; of one that passes numbers count.

    A curve without numbers that lies on the reference says nothing.
    """
    shown = [check for check in exercise.checks if check.verdict in FAILURES or not all(map(_scaled, check.figures))]
    return max(
        (check for check in shown if check.figures),
        key=lambda check: (check.verdict in FAILURES, len(check.figures)),
        default=None,
    )


def _scaled(figure: Figure) -> bool:
    return isinstance(figure, Curve) and figure.scaled


def _output(output: str, page: _Page, indent: int) -> None:
    lines = visible(output).rstrip("\n").split("\n")
    for line in lines[:OUTPUT_LINES]:
        page.line(" " * indent, ("| ", "dim"), line)
    if len(lines) > OUTPUT_LINES:
        page.line(" " * indent, (page.say(words("and {count} more lines", count=len(lines) - OUTPUT_LINES)), "dim"))
