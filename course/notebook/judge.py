"""The process that judges for a notebook: it stays warm, so that every check after the first one is quick.

It is another process than the kernel, so that nothing that a learner has set in there (a default dtype, a seed, a
patched function) has a part in the judging, and judging none in what they do next. What it shows is what the terminal
shows. It ends with the kernel, or when nobody has asked for a while, for it holds torch in memory twice.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from course.content import find_content
from course.data import data_for
from course.devices import resolve_device
from course.errors import CourseError
from course.language import translator
from course.notebook.asked import Answer, Question
from course.recording import record
from course.workspace import Workspace
from grader.exports.feedback import fragment, plain
from grader.exports.html import Voice
from grader.notebook import from_cells
from grader.notebook.document import Cell
from grader.results import RUNNING, ScoreReport, State
from grader.spec import ChapterSpec, SpecError
from grader.submission import Submission, SubmissionError
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.grade import Grader

IDLE_SECONDS = 900.0
THIS = words("this notebook")


class Bench:
    """The warm sandboxes, one a chapter."""

    def __init__(self) -> None:
        self._graders: dict[tuple[str, str | None], Grader] = {}

    def answer(self, question: Question) -> Answer:
        """What the notebook shows; a fault of ours is said, too, and costs nothing."""
        from grader.grade import GraderError

        translate = translator(question.lang)
        try:
            return self._answer(question)
        except (SubmissionError, CourseError, GraderError) as error:
            return Answer(_said(error.words).render(translate) + "\n")
        except SpecError as error:
            return Answer(words("The course's own files are at fault: {error}", error=str(error)).render(translate))

    def _answer(self, question: Question) -> Answer:
        content = find_content(Path(question.course) if question.course else None)
        chapter = content.chapter(question.chapter)
        submission = read(question, chapter)
        report = self._judged(submission, chapter, question)
        if question.workspace is not None:
            names = {exercise.name for exercise in report.exercises}
            record(Workspace(Path(question.workspace)), report, names, names)
        text, voice = chapter.text(question.lang), Voice(question.lang, translator(question.lang))
        beside = [voice.say(line) for line in _beside(report, chapter, question)]
        return Answer(plain(report, text, voice, beside), fragment(report, text, voice, beside), report.passed)

    def _judged(self, submission: Submission, chapter: ChapterSpec, question: Question) -> ScoreReport:
        from grader.grade import Conditions, Grader

        data, device = data_for(chapter.data), resolve_device("auto")
        conditions = Conditions(seed=question.seed, device=device, data=data, only=frozenset(question.only))
        key = (chapter.key, question.course)
        if key not in self._graders:
            self.close()
            self._graders[key] = Grader(conditions, chapter)
        return self._graders[key].judge(submission, chapter, conditions)

    def close(self) -> None:
        """Ends every sandbox."""
        while self._graders:
            self._graders.popitem()[1].close()


def read(question: Question, chapter: ChapterSpec) -> Submission:
    """The notebook's cells as a submission. Raises SubmissionError where they define no exercise."""
    cells = [Cell(number, text) for number, text in question.cells]
    submission = from_cells(cells, chapter, THIS.template)
    modules = {name: replace(file, path_shown=RUNNING if file.cells else file.path_shown)
               for name, file in submission.modules.items()}  # fmt: skip
    return replace(submission, modules=modules, notes=tuple(map(_said, submission.notes)))


def _said(sentence: Words) -> Words:
    """A sentence about "this notebook", in any language."""

    def value(given: Words | str | int) -> Words | str | int:
        if isinstance(given, Words):
            return _said(given)
        return THIS if given == THIS.template else given

    return replace(sentence, values=tuple((name, value(given)) for name, given in sentence.values))


def _beside(report: ScoreReport, chapter: ChapterSpec, question: Question) -> Iterator[Words]:
    """What the terminal says under a report."""
    name = question.only[0] if len(question.only) == 1 else None
    if name is not None and report.passed and (why := chapter.text(question.lang).exercise[name].why):
        yield words("Why this matters: {why}", why=why)
    if name is not None and question.workspace and report.state is State.SCORED and not report.passed:
        yield words("A hint, in a terminal: {command}", command=f"course hint {chapter.short}/{name}")
    yield words("seed: {seed}, device: {device}", seed=report.seed, device=report.device)
    yield words("sandbox: {tier} ({layers})", tier=report.sandbox.tier, layers=", ".join(report.sandbox.layers))


def main() -> None:
    """Answers the questions that come on stdin, a line each, until there are no more or for a while there is none."""
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # whatever prints must not get between the answers
    bench = Bench()
    alarm = _alarm()
    for line in sys.stdin.buffer:
        alarm.cancel()
        answers.write(bench.answer(Question.of(line)).line())
        alarm = _alarm()
    alarm.cancel()
    bench.close()


def _alarm() -> threading.Timer:
    timer = threading.Timer(IDLE_SECONDS, os._exit, (0,))  # the sandbox ends with this process
    timer.daemon = True
    timer.start()
    return timer


if __name__ == "__main__":
    main()
