"""nbgrader's gradebook and autograded/ filled with results that are known: by one writer, with nbgrader's own code.

A student's folder is exchanged whole, when the gradebook has the scores: a run that is killed leaves the old one, or
none, and the next run does that student again. `manual_score` is never touched.
"""

from __future__ import annotations

import glob
import json
import logging
import os
import shutil
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from nbconvert.writers.files import FilesWriter
from nbgrader.api import MissingEntry
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde, BaseConverter
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    DeduplicateIds,
    Execute,
    OverwriteCells,
    OverwriteKernelspec,
)
from nbgrader.utils import chdir, setenv
from traitlets.utils.importstring import import_item

from course.errors import CourseError
from course.nbgrader.known import Cells, cells_in, chapter_of
from course.nbgrader.lent import one_gradebook, without_their_warnings
from course.nbgrader.preprocessor import Given, JudgeCells, MendCells
from course.nbgrader.staging import marker_in, read_cells
from grader.intake import Person
from grader.intake.nbgrader import STAMP, parse_time
from grader.words import words

LOG = "nbgrader.log"
PART = ".gradstep"
DONE_BY_MENDING = (MendCells, DeduplicateIds, OverwriteCells, CheckCellMetadata)
"""Steps that find nothing to do where cells were mended; two of them are slow to find it out."""
SANITIZED = (*DONE_BY_MENDING, ClearOutput, OverwriteKernelspec)
"""Steps that are not missed before the judge: what is staged has no outputs, and the kernel is set beside it."""
_writer: Any = FilesWriter  # nbconvert has types for some of its classes


@dataclass(frozen=True)
class Assignment:
    """An assignment of the gradebook: the cells of each of its notebooks, and when it is due."""

    name: str
    notebooks: Mapping[str, Cells]
    due: datetime | None = None

    @property
    def chapter(self) -> str | None:
        """The key of the chapter that it is for; None where it is for none of ours."""
        return next((key for cells in self.notebooks.values() if (key := chapter_of(cells)) is not None), None)


class _Directory(CourseDirectory):  # type: ignore[misc]  # nbgrader has no types
    """A course directory in which a time stamp that is none is no reason to break."""

    def get_existing_timestamp(self, dest_path: str) -> datetime | None:
        """When a submission was handed in, in UTC and without a zone, as nbgrader keeps it."""
        try:
            with Path(dest_path, STAMP).open(encoding="utf-8", errors="replace") as file:
                when = parse_time(file.read(200))
        except OSError:
            return None
        return None if when is None else when.astimezone(UTC).replace(tzinfo=None)


class _Filling(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's own converter, for a notebook that lies elsewhere and with a result that is known."""

    given: Given | None = None
    told: Mapping[str, str]
    output = ""

    @property
    def _output_directory(self) -> str:
        return self.output

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """What the steps are told of a notebook; its path says nothing here."""
        name = Path(notebook_filename).stem
        told = {**self.told, "notebook": name, "db_url": self.coursedir.db_url}
        return {"unique_key": name, "output_files_dir": f"{name}_files", "nbgrader": told}

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """As ever where an instructor has sanitizers of their own; else at once, for the judge mends cells, too."""
        if any(kind not in SANITIZED for kind in _kinds(self.sanitize_preprocessors)):
            super().convert_single_notebook(notebook_filename)
            return
        self._sanitizing = False
        self._init_preprocessors()
        try:
            with setenv(NBGRADER_EXECUTION="autograde"):
                BaseConverter.convert_single_notebook(self, notebook_filename)
        finally:
            self._sanitizing = True

    def _init_preprocessors(self) -> None:
        self.exporter._preprocessors = []
        first = MendCells if self._sanitizing else OverwriteKernelspec
        self.exporter.register_preprocessor(self._own(first))
        for kind in _kinds(self.sanitize_preprocessors if self._sanitizing else self.autograde_preprocessors):
            if kind not in DONE_BY_MENDING:
                self.exporter.register_preprocessor(self._own(JudgeCells) if kind in (JudgeCells, Execute) else kind)

    def _own(self, kind: type[Any]) -> Any:
        step = kind(parent=self.exporter)
        step.given = self.given
        return step


def _kinds(steps: Sequence[Any]) -> list[Any]:
    """The classes of configured steps, which may be named by strings."""
    return [import_item(step) if isinstance(step, str) else step for step in steps]


class Filler:
    """One run's writer: the course directory's configuration and its gradebook, open until it is left."""

    def __init__(self, root: Path, log: Path) -> None:
        """Read nbgrader_config.py as nbgrader does. Raises CourseError where nbgrader cannot."""
        self._app = _configured(root, log)
        self.directory = _Directory(parent=self._app, root=str(root))
        self.judge: JudgeCells = JudgeCells(parent=self._app)
        self._converter = _Filling(coursedir=self.directory, parent=self._app)
        self._ignored = list(self.directory.ignore)
        self._open = ExitStack()
        self._book: Any = None

    def __enter__(self) -> Self:
        self._open.enter_context(without_their_warnings())
        self._open.enter_context(chdir(str(self.directory.root)))
        self._book = self._open.enter_context(one_gradebook(self.directory.db_url, self.directory.course_id))
        converter = self._converter
        converter.writer = _writer(parent=converter, config=converter.config)
        converter.exporter = converter.exporter_class(parent=converter, config=converter.config)
        converter.exporter.optimistic_validation = True  # a notebook is looked at once, not after every step
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def assignments(self) -> list[Assignment]:
        """The assignments that the gradebook knows, by name."""
        return [
            Assignment(
                assignment.name,
                {notebook.name: cells_in(notebook) for notebook in assignment.notebooks},
                None if assignment.duedate is None else assignment.duedate.replace(tzinfo=UTC),
            )
            for assignment in self._book.assignments
        ]

    def people(self) -> list[Person]:
        """The students that the gradebook knows."""
        return [
            Person(
                student.id,
                " ".join(part for part in (student.first_name, student.last_name) if part),
                {"first_name": student.first_name or "", "last_name": student.last_name or "",
                 "email": student.email or ""},
            )
            for student in self._book.students
        ]  # fmt: skip

    @property
    def makes_students(self) -> bool:
        """Whether a folder of a name that the gradebook does not know becomes a student."""
        return bool(self._converter.create_student)

    def submitted(self, student: str, assignment: str) -> Path:
        """Where a student's work lies."""
        return Path(self.directory.format_path(self.directory.submitted_directory, student, assignment))

    def blank(self, assignment: str, notebook: str) -> Path:
        """The notebook as it was given out."""
        return Path(self.directory.format_path(self.directory.release_directory, ".", assignment)) / f"{notebook}.ipynb"

    def has(self, student: str, assignment: Assignment, marker: str) -> bool:
        """Whether the gradebook and autograded/ hold this very result."""
        try:
            self._book.find_submission(assignment.name, student)
        except MissingEntry:
            return False
        folder = self._final(student, assignment.name)
        ours = [name for name, cells in assignment.notebooks.items() if chapter_of(cells) is not None]
        return all(marker_in(folder / f"{name}.ipynb") == marker for name in ours)

    def fill(
        self, student: str, assignment: Assignment, notebooks: Mapping[str, Any], givens: Mapping[str, Given]
    ) -> None:
        """Write a submission's scores and its folder; `notebooks` are to be there, `givens` their results.

        Raises whatever breaks in nbgrader: then nothing was exchanged.
        """
        converter, work = self._converter, Path(self.directory.root, self.directory.autograded_directory, PART)
        shutil.rmtree(work, ignore_errors=True)
        staged = work / "staged"
        staged.mkdir(parents=True)
        try:
            for name, notebook in notebooks.items():
                (staged / f"{name}.ipynb").write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")
            converter.output = f"{self.directory.autograded_directory}/{PART}"
            converter.told = {"student": student, "assignment": assignment.name}
            converter.notebooks = [str(staged / f"{name}.ipynb") for name in notebooks]
            converter.run_pre_convert_hook()
            submitted = self.submitted(student, assignment.name)
            converter.coursedir.ignore = [*self._ignored, *map(glob.escape, irregular(submitted))]
            converter.init_assignment(assignment.name, student)
            for path in converter.notebooks:
                converter.given = givens.get(Path(path).stem)
                converter.convert_single_notebook(path)
            converter.set_permissions(assignment.name, student)
            converter.run_post_convert_hook()
            fresh = Path(converter._format_dest(assignment.name, student))
            _exchange(fresh, self._final(student, assignment.name), work)
        except BaseException:
            self._book.db.rollback()
            raise
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _final(self, student: str, assignment: str) -> Path:
        return Path(self.directory.format_path(self.directory.autograded_directory, student, assignment))


def irregular(folder: Path) -> Iterator[str]:
    """The names of links and devices: nbgrader would copy what they lead to, a file of the instructor's perhaps."""
    for here, _, names in os.walk(folder):
        yield from (name for name in names if not stat.S_ISREG(Path(here, name).lstat().st_mode))


def _exchange(fresh: Path, final: Path, work: Path) -> None:
    """Put a folder in another's place; what was there is in `work` then."""
    final.parent.mkdir(parents=True, exist_ok=True)
    if final.exists():
        final.rename(work / "before")
    fresh.rename(final)


def _configured(root: Path, log: Path) -> Any:
    """nbgrader's application as `nbgrader autograde` configures it, speaking to a file. Raises CourseError."""
    log.parent.mkdir(parents=True, exist_ok=True)
    app = AutogradeApp()
    try:
        with chdir(str(root)):
            app.initialize([])
    except SystemExit as error:
        raise CourseError(
            words("nbgrader cannot read its configuration in {folder}.", folder=str(root)),
            next_command="nbgrader autograde --help",
        ) from error
    handler = logging.FileHandler(log, mode="w", encoding="utf-8")
    handler.setLevel(logging.INFO)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    app.log.handlers[:] = [handler]
    app.log.propagate = False
    return app


def blank_cells(path: Path) -> Sequence[Any]:
    """The cells of a notebook as it was given out; none where it is not there."""
    return read_cells(path) if path.is_file() else []
