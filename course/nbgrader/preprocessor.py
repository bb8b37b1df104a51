"""What stands in nbgrader's pipelines: MendCells first of all, JudgeCells in Execute's place.

nbgrader imports this module by its name, as nbgrader_config.py says; nothing else of ours may import it early, for it
brings all of Jupyter along.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Enum, Float, Unicode

from course.content import Content, find_content
from course.errors import CourseError
from course.language import language_of_environment, translator
from course.names import find_chapter
from course.nbgrader.cells import mend, put_marks
from course.nbgrader.desk import Settings, desk_for
from course.nbgrader.known import Cells, chapter_of, known_cells, lang_of
from course.nbgrader.marks import Reader, marks_of
from course.nbgrader.staging import half_written
from grader.engines import EngineError
from grader.exports.html import Voice
from grader.graded import Graded
from grader.intake import Entry, Place
from grader.intake.files import TreeFiles
from grader.intake.work import Work
from grader.notebook import from_cells
from grader.notebook.document import Cell
from grader.sandbox.confine import Tier
from grader.spec import LANGUAGES, ChapterSpec, SpecError
from grader.submission import Submission

SECRET = "seed.secret"  # noqa: S105  a file's name
RESULTS = "gradstep"
MOST_FILES = 5_000
_looked: set[tuple[str, str]] = set()


class CannotJudge(Exception):
    """A submission that nobody judged, for a reason that is not its own: nbgrader counts it as failed and goes on."""


@dataclass(frozen=True)
class Given:
    """What is known where a class was judged already: the assignment's cells, a submission's row, and how to say it."""

    known: Cells
    row: Graded
    reader: Reader


def _nodes(cells: Sequence[Any]) -> Any:
    """Cells as nbformat has them, whose fields are attributes."""
    return from_dict(list(cells))  # type: ignore[no-untyped-call]  # nbformat has types for some of its functions


class _WithCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """A preprocessor that knows which cells the assignment has."""

    given: Given | None = None

    def known(self, told: Mapping[str, str]) -> Cells:
        """The assignment's cells."""
        if self.given is not None:
            return self.given.known
        return known_cells(told["db_url"], told["assignment"], told["notebook"])

    def mended(self, nb: Any, known: Cells) -> Any:
        """The notebook with cells that nothing of nbgrader's breaks on."""
        cells = list(nb.cells)
        for said in mend(cells, known):
            self.log.warning(said)
        nb.cells = _nodes(cells)
        return nb


class MendCells(_WithCells):
    """Makes a submitted notebook fit for what follows in `c.Autograde.sanitize_preprocessors`."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Take off the metadata that nbgrader would refuse, and put missing cells back."""
        known = self.known(resources["nbgrader"])
        return (self.mended(nb, known) if known else nb), resources


class JudgeCells(_WithCells):
    """Judges a submission in the sandbox and writes a score and a readable result into every test cell."""

    seed_secret_file = Unicode("", help="The file with the secret that inputs are drawn from; seed.secret unless said.")
    results = Unicode(RESULTS, help="Where results are kept, from the course directory.")
    pack = Unicode("", help="A folder with chapters of your own, as `course --course` takes it.")
    suites = Unicode("", help="A folder with hidden suites of your own, as `course grade --suites` takes it.")
    lang = Enum(("", *LANGUAGES), "", help="The language of results; the notebook's own if empty.")
    device = Enum(("cpu", "cuda", "mps", "auto"), "cpu", help="Where inputs and models are put.")
    sandbox = Enum(("", *(tier.value for tier in Tier)), "", help="The sandbox's tier; the strongest here if empty.")
    allow_weaker_sandbox = Bool(False, help="Judge even where nothing shuts submissions in.")
    diagnosis_seconds = Float(3.0, help="For naming mistakes, a submission; 0 names none.")
    execute_others = Bool(
        False, help="Have nbgrader run assignments that are for no chapter, without any sandbox, as it does by itself."
    )
    for _trait in (
        seed_secret_file, results, pack, suites, lang, device, sandbox, allow_weaker_sandbox, diagnosis_seconds,
        execute_others,
    ):  # fmt: skip
        _trait.tag(config=True)

    def settings(self, root: Path, lang: str | None = None) -> Settings:
        """How to judge in a course directory; paths are found from there. `lang` is the notebook's own language."""
        return Settings(
            root=root,
            results=root / self.results,
            secret=root / (self.seed_secret_file or SECRET),
            secret_named=bool(self.seed_secret_file),
            pack=root / Path(self.pack).expanduser() if self.pack else None,
            suites=root / Path(self.suites).expanduser() if self.suites else None,
            lang=self.lang or lang or language_of_environment(os.environ),
            device=self.device,
            sandbox=self.sandbox or None,
            weaker=self.allow_weaker_sandbox,
            diagnosis_seconds=self.diagnosis_seconds,
        )

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Judge; everything else of nbgrader's pipeline goes on from the outputs.

        Raises CannotJudge where nothing can be judged here: the submission has failed, and not scored 0.
        """
        told = resources["nbgrader"]
        known = self.known(told)
        if (key := chapter_of(known)) is None:
            return self._not_ours(nb, resources, known)
        nb = self.mended(nb, known)
        row, reader = self._judged(nb, known, key, resources)
        marks = marks_of(row, known, reader)
        put_marks(nb.cells, marks)
        nb.cells = _nodes(nb.cells)
        held = {grade_id: mark.score is not None for grade_id, mark in marks.items() if mark.held}
        if held:
            self._hold(held)
        self.log.info("gradstep: %s: %s, %s / %s", told["student"], row.standing.value, row.score, row.max_score)
        return nb, resources

    def _judged(self, nb: Any, known: Cells, key: str, resources: Any) -> tuple[Graded, Reader]:
        """The submission's row, and how to say it. Raises CannotJudge."""
        if self.given is not None:
            return self.given.row, self.given.reader
        told = resources["nbgrader"]
        course = _Course.around(self, told, resources)
        settings = self.settings(course.root, lang_of(known))
        if (told["db_url"], told["assignment"]) not in _looked:
            _looked.add((told["db_url"], told["assignment"]))
            self._warn_of_half_written(course, told, known)
        try:
            chapter = find_chapter(content_for(settings), key)
            entry = Entry(told["student"], "", chapter.key, 1, place=course.place(nb))
            row = desk_for(settings, chapter, told["assignment"]).row(entry)
        except (CourseError, EngineError) as error:
            raise CannotJudge(error.words.render(translator(settings.lang))) from error
        except SpecError as error:
            raise CannotJudge(str(error)) from error
        return row, reader_for(chapter, settings.lang)

    def _warn_of_half_written(self, course: _Course, told: Mapping[str, str], known: Cells) -> None:
        """nbgrader passes over a folder that is there, also over what a run that was killed has left."""
        for path in course.autograded(told):
            student = path.parents[1].name
            if student != told["student"] and half_written(path, known):
                self.log.warning(
                    "%s is half written, by a run that was killed, and nbgrader passes over it: `course nbgrader "
                    "autograde %s` mends it, and so does `nbgrader autograde %s --student %s --force`",
                    path.parent, told["assignment"], told["assignment"], student,
                )  # fmt: skip

    def _hold(self, held: Mapping[str, bool]) -> None:
        """Have the gradebook say that these cells need a person, after SaveAutoGrades has written what it reads."""
        if not hasattr(self.parent, "register_preprocessor"):
            raise CannotJudge("JudgeCells holds cells for a person only where an exporter of nbconvert's runs it")
        after = HoldCells(parent=self.parent)
        after.held = dict(held)
        self.parent.register_preprocessor(after)

    def _not_ours(self, nb: Any, resources: Any, known: Cells) -> tuple[Any, Any]:
        """A notebook that is for no chapter: nothing of it is run unless the instructor says so."""
        if not any(cell.judged for cell in known.values()):
            return nb, resources
        if not self.execute_others:
            name = resources["nbgrader"]["assignment"]
            raise CannotJudge(
                f"the assignment {name} is for no chapter of gradstep's; c.JudgeCells.execute_others = True has "
                "nbgrader run it, without any sandbox"
            )
        return Execute(parent=self.parent)(nb, resources)  # type: ignore[no-any-return]


class HoldCells(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """Marks graded cells for a person, by id: with the score that they have, or without any. manual_score stays."""

    held: Mapping[str, bool]

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Change what SaveAutoGrades has written."""
        told = resources["nbgrader"]
        with Gradebook(told["db_url"]) as book:
            for grade_id, keep in self.held.items():
                grade = book.find_grade(grade_id, told["notebook"], told["assignment"], told["student"])
                if not keep:
                    grade.auto_score = None
                grade.needs_manual_grade = True
            book.db.commit()
        return nb, resources


@dataclass(frozen=True)
class _Course:
    """Where a submission comes from: the course directory, and the folder that was handed in, where that is known."""

    root: Path
    submitted: Path | None
    directory: Any = None

    @classmethod
    def around(cls, preprocessor: JudgeCells, told: Mapping[str, str], resources: Any) -> _Course:
        """As the converter that runs the preprocessor has it, else the folder that the notebook lies in."""
        directory = getattr(getattr(preprocessor.parent, "parent", None), "coursedir", None)
        if directory is None:
            return cls(Path(resources.get("metadata", {}).get("path") or ".").absolute(), None)
        step, student, assignment = directory.submitted_directory, told["student"], told["assignment"]
        return cls(Path(directory.root), Path(directory.format_path(step, student, assignment)), directory)

    def autograded(self, told: Mapping[str, str]) -> list[Path]:
        """Everybody's copy of a notebook that nbgrader has written."""
        if self.directory is None:
            return []
        found = Path(self.directory.format_path(self.directory.autograded_directory, "*", told["assignment"]))
        return sorted(found.parents[1].glob(f"*/{found.name}/{told['notebook']}.ipynb"))

    def place(self, nb: Any) -> Place:
        """What was handed in, as it was: not the copy that nbgrader has put the instructor's files into."""
        if self.submitted is None or not self.submitted.is_dir():
            return _Cells(nb)
        return Work(TreeFiles(self.submitted, MOST_FILES))


@dataclass(frozen=True)
class _Cells:
    """A notebook that was read already."""

    nb: Any

    def collect(self, chapter: ChapterSpec) -> Submission:
        """The chapter's modules from its code cells. Raises SubmissionError."""
        cells = [
            Cell(number, cell.source, test=bool(cell.metadata.get("nbgrader", {}).get("grade")))
            for number, cell in enumerate(self.nb.cells, 1)
            if cell.cell_type == "code" and cell.source.strip()
        ]
        return from_cells(cells, chapter, f"{chapter.key}.ipynb")


def content_for(settings: Settings) -> Content:
    """The course, with the instructor's own chapters. Raises CourseError."""
    return _content(settings.pack)


@lru_cache(maxsize=4)
def _content(pack: Path | None) -> Content:
    return find_content(pack)


def reader_for(chapter: ChapterSpec, lang: str) -> Reader:
    """In which words results are shown."""
    return Reader(chapter.text(lang), Voice(lang, translator(lang)))
