"""A judged submission -> what each test cell of its notebook gets."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from course.nbgrader.cells import Mark, fraction_of
from course.nbgrader.known import Cells, Known
from grader.exports import feedback
from grader.exports.html import Voice, render
from grader.exports.plain import visible
from grader.exports.withheld import for_student
from grader.graded import Graded, Standing
from grader.results import ExerciseReport, ScoreReport
from grader.spec import ChapterText
from grader.words import Words, words


@dataclass(frozen=True)
class Reader:
    """In which words results are shown: the chapter's, in a language."""

    text: ChapterText
    voice: Voice

    def say(self, sentence: Words) -> str:
        """A sentence of ours."""
        return visible(sentence.render(self.voice.translate))


def marks_of(row: Graded, known: Cells, reader: Reader) -> dict[str, Mark]:
    """A mark for each of an assignment's test cells, also for those that the chapter knows nothing of."""
    marks: dict[str, Mark] = {}
    for cell in known.values():
        if cell.told is None:
            if cell.judged:
                said = words("gradstep does not run this cell: somebody must grade it, by hand.")
                marks[cell.grade_id] = _said(None, said, reader)
            continue
        marks[cell.grade_id] = _mark(row, cell, reader, first=not marks)
    return marks


def _mark(row: Graded, cell: Known, reader: Reader, *, first: bool) -> Mark:
    if row.report is None:
        return replace(_without_report(row, reader), counts=cell.points is not None)
    _, exercise = cell.told or ("", "")
    found = next((report for report in row.report.exercises if report.name == exercise), None)
    if found is None:
        said = words("The chapter has no exercise {name} any more.", name=exercise)
        return replace(_said(None, said, reader), counts=cell.points is not None)
    shown = for_student(_alone(row.report, found, notes=first))
    html, text = feedback.fragment(shown, reader.text, reader.voice), feedback.plain(shown, reader.text, reader.voice)
    if cell.points is None:  # an optional exercise: shown, and out of the score
        return Mark(None, html, text, counts=False)
    if found.score is None:
        return Mark(None, html, f"{reader.say(_why_none(found))}\n{text}")
    return Mark(fraction_of(found.score, found.max_score, cell.points), html, text)


def _without_report(row: Graded, reader: Reader) -> Mark:
    reason = row.reason if row.reason is not None else words("nothing was handed in")
    if row.standing is Standing.NEEDS_REVIEW:
        said = words("gradstep itself broke, so there is no score yet: {reason}", reason=reason)
        return _said(None, said, reader)
    return _said(0.0, words("This cannot be judged: {reason}", reason=reason), reader, look=True)


def _why_none(report: ExerciseReport) -> Words:
    if report.max_score == Decimal(0):
        return words("Nothing of this could run here, so there is no score yet.")
    return words("A check of ours broke, so there is no score yet.")


def _alone(report: ScoreReport, exercise: ExerciseReport, *, notes: bool) -> ScoreReport:
    """The report of one exercise; what is noted of the whole submission is said once."""
    return replace(
        report, exercises=(exercise,), score=exercise.score, max_score=exercise.max_score,
        notes=report.notes if notes else (),
    )  # fmt: skip


def _said(score: float | None, sentence: Words, reader: Reader, *, look: bool = False) -> Mark:
    text = reader.say(sentence)
    return Mark(score, render("sentence.html", reader.voice, text=text), f"{text}\n", look)
