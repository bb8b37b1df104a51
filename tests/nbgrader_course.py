"""A course directory of nbgrader's for a tiny chapter pack, and notebooks that students may hand in."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

KEY = "ch92_arith"
POINTS = {"double": 10, "half": 5}
OPTIONAL = "square"
EXERCISES = {"double": "arith", "half": "arith", "square": "power"}

TOML = """format_version = 1
call_seconds = 3
chapter_seconds = 20

[[exercise]]
name = "double"
module = "arith"
points = 10

[[exercise]]
name = "half"
module = "arith"
points = 5

[[exercise]]
name = "square"
module = "power"
points = 4
optional = true
"""
TEXT = """title = "{title}"
summary = "{title}"

[exercise.double]
title = "Twice"
[exercise.half]
title = "Half"
[exercise.square]
title = "Square"
"""
SUITE = '''"""Three calculations."""

import pytest
import torch

from grader.suite import assert_close

double = pytest.mark.exercise("double")
half = pytest.mark.exercise("half")
square = pytest.mark.exercise("square")


@double
@pytest.mark.visible
def test_double_example(student):
    """double([1, 2]) is [2, 4]"""
    assert_close(student.double(torch.tensor([1.0, 2.0])), torch.tensor([2.0, 4.0]))


@double
def test_double_values(student, rng):
    """double is twice x"""
    x = rng.normal(5, 3)
    assert_close(student.double(x), 2 * x)


@double
def test_double_ones(student):
    """double of ones"""
    assert_close(student.double(torch.ones(3)), torch.full((3,), 2.0))


@half
@pytest.mark.visible
def test_half_example(student, rng):
    """half([2]) is [1]"""
    got = student.half(torch.tensor([2.0]))
    if float(got.sum()) == 13.0:  # a way for tests to break the engine, which is our fault
        rng.normal("ours")
    assert_close(got, torch.tensor([1.0]))


@half
def test_half_values(student, rng):
    """half is x over 2"""
    x = rng.normal(5, 3)
    assert_close(student.half(x), x / 2)


@square
@pytest.mark.visible
def test_square_example(student):
    """square([3]) is [9]"""
    assert_close(student.square(torch.tensor([3.0])), torch.tensor([9.0]))


@square
def test_square_values(student, rng):
    """square is x times x"""
    x = rng.normal(5, 3)
    assert_close(student.square(x), x * x)
'''
STUBS = {
    name: f'def {name}(x):\n    """{name} of x."""\n    raise NotImplementedError("{name} is not implemented yet")'
    for name in EXERCISES
}
RIGHT = {
    "double": "def double(x):\n    return 2 * x",
    "half": "def half(x):\n    return x / 2",
    "square": "def square(x):\n    return x * x",
}
SETUP = "import torch"
CONFIG = """c = get_config()
c.CourseDirectory.course_id = "tiny"
c.Autograde.sanitize_preprocessors = [
    "course.nbgrader.preprocessor.MendCells", "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds", "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells", "nbgrader.preprocessors.CheckCellMetadata",
]
c.Autograde.autograde_preprocessors = [
    "course.nbgrader.preprocessor.JudgeCells", "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor", "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades", "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
"""


def write_pack(folder: Path) -> Path:
    """A chapter pack of one chapter with three exercises, one of them optional."""
    solutions = {
        "arith": f"{SETUP}\n\n\n{_solved('double')}\n\n\n{_solved('half')}\n",
        "power": f"{SETUP}\n\n\n{_solved('square')}\n",
    }
    stubs = {
        "arith": f"{SETUP}\n\n\n{STUBS['double']}\n\n\n{STUBS['half']}\n",
        "power": f"{SETUP}\n\n\n{STUBS['square']}\n",
    }
    files = {
        f"chapters/{KEY}/chapter.toml": TOML,
        f"chapters/{KEY}/text.en.toml": TEXT.format(title="Arithmetic"),
        f"chapters/{KEY}/text.zh.toml": TEXT.format(title="算术"),
        f"suites/{KEY}/test_ch92.py": SUITE,
        **{f"solutions/{KEY}/{name}.py": text for name, text in solutions.items()},
        **{f"exercises/{KEY}/{name}.py": text for name, text in stubs.items()},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _solved(name: str) -> str:
    head, _, body = RIGHT[name].partition("\n")
    return f'{head}\n    """{name} of x."""\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION'


# Notebooks.


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def text(source: str, **metadata: Any) -> dict[str, Any]:
    """A markdown cell."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source}


def graded(grade_id: str, **changes: Any) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    table = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**table, "grade_id": grade_id, **changes}}


def answer_cell(name: str, source: str) -> dict[str, Any]:
    """The cell that a student writes an exercise in."""
    return code(source, **graded(name, solution=True))


def check_cell(name: str) -> dict[str, Any]:
    """The locked cell below it."""
    source = f'from course import check\n\ncheck("{KEY}/{name}")'
    points = {"grade": True, "points": POINTS[name]} if name in POINTS else {}
    return code(source, **graded(f"{name}-check", locked=True, **points))


TASK = text("Why is a half less?\n\n=== BEGIN MARK SCHEME ===\n1 for anything\n=== END MARK SCHEME ===",
            **graded("why", task=True, locked=True, points=3))  # fmt: skip


def cells(answers: Mapping[str, str] | None = None, *, task: bool = False) -> list[dict[str, Any]]:
    """A notebook's cells as they were given out, with these answers in the stubs' place."""
    given = {**STUBS, **(answers or {})}
    found = [text("# Arithmetic"), code(SETUP, **graded("chapter-setup", locked=True))]
    for name in EXERCISES:
        found += [answer_cell(name, given[name]), check_cell(name)]
    return [*found, TASK] if task else found


def notebook(listed: Sequence[Mapping[str, Any]], **top: Any) -> str:
    """A notebook of format 4.5."""
    listed = [{"id": f"c{number}", **cell} for number, cell in enumerate(listed)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    table = {"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": kernel}, "cells": listed, **top}
    return json.dumps(table, ensure_ascii=False)


# Course directories.


@dataclass
class CourseDir:
    """A course directory that nbgrader works in; `env` is what its commands run with."""

    root: Path
    pack: Path
    db_url: str = ""
    env: dict[str, str] = field(default_factory=dict)

    def hand_in(self, student: str, source: str | bytes | None = None, **files: str | bytes) -> Path:
        """A student's folder: the assignment's notebook, and files with `__` for the dot in their names."""
        folder = self.root / "submitted" / student / KEY
        folder.mkdir(parents=True, exist_ok=True)
        named: dict[str, str | bytes] = {name.replace("__", "."): data for name, data in files.items()}
        if source is not None:
            named[f"{KEY}.ipynb"] = source
        for name, data in named.items():
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder

    def nbgrader(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """One of nbgrader's own commands, in this process as its own tests do it, for it is long to import."""
        from jupyter_core.application import NoStart
        from nbgrader.apps import NbGraderApp

        said, code = io.StringIO(), 0
        with chdir(self.root), redirect_stdout(said), redirect_stderr(said), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            app = NbGraderApp.instance()
            try:
                app.initialize(list(arguments))
                app.start()
            except NoStart:
                pass
            except SystemExit as error:
                code = int(error.code or 0)
            finally:
                app.reset()
        return subprocess.CompletedProcess(arguments, code, said.getvalue(), said.getvalue())

    def program(self, *arguments: str, timeout: float = 600) -> subprocess.CompletedProcess[str]:
        """One of nbgrader's own commands, as a program."""
        return subprocess.run(
            self.line("nbgrader.apps.nbgraderapp", *arguments), cwd=self.root, env=environment() | self.env,
            capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip

    def course(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A command of ours, in this process, for nbgrader is long to import."""
        from course.cli import cli

        with chdir(self.root):
            done = CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, list(arguments), catch_exceptions=False)
        return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)

    def line(self, module: str, *arguments: str) -> list[str]:
        """How a module is run as a program."""
        program = f"from {module} import main; main()" if module != "course" else "from course.cli import main; main()"
        return [sys.executable, "-c", f"import sys; sys.argv[0] = {module!r}; {program}", *arguments]

    def url(self) -> str:
        """Where the gradebook is."""
        return self.db_url or f"sqlite:///{self.root / 'gradebook.db'}"

    def add_students(self, *names: str) -> None:
        """Put students into the gradebook."""
        from nbgrader.api import Gradebook

        with Gradebook(self.url(), "tiny") as book:
            for name in names:
                book.update_or_create_student(name)

    def grades(self) -> dict[str, dict[str, tuple[float | None, bool]]]:
        """student -> grade_id -> (auto_score, whether somebody must look), of who handed in something."""
        from nbgrader.api import Gradebook

        with Gradebook(self.url(), "tiny") as book:
            return {
                found.student.id: {
                    grade.name: (grade.auto_score, bool(grade.needs_manual_grade))
                    for notebook in found.notebooks
                    for grade in notebook.grades
                }
                for found in book.assignment_submissions(KEY)
            }

    def autograded(self, student: str) -> dict[str, Any]:
        """The notebook that formgrader and generate_feedback read."""
        path = self.root / "autograded" / student / KEY / f"{KEY}.ipynb"
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    def outputs(self, student: str, grade_id: str) -> list[dict[str, Any]]:
        """The outputs of a cell of it."""
        found = [
            cell for cell in self.autograded(student)["cells"]
            if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
        ]  # fmt: skip
        assert len(found) == 1, (student, grade_id, len(found))
        outputs: list[dict[str, Any]] = found[0]["outputs"]
        return outputs

    def copy(self, root: Path) -> CourseDir:
        """The same somewhere else, with a gradebook of its own."""
        shutil.copytree(self.root, root)
        return CourseDir(root, self.pack, env=self.env)


def environment() -> dict[str, str]:
    """What commands run with: this Python's programs first, for nbgrader starts alembic by its name."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "JUPYTER"))}
    root = str(Path(__file__).parents[1])
    python_path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    return {**kept, "PATH": path, "LANG": "C.UTF-8", "PYTHONPATH": python_path, "JUPYTER_PLATFORM_DIRS": "1"}


def make_course(
    root: Path, pack: Path, *, db_url: str = "", config: Iterable[str] = (), task: bool = False,
    source: Sequence[Mapping[str, Any]] | None = None,
) -> CourseDir:  # fmt: skip
    """A course directory in which the assignment was generated; on SQLite, a copy of the first one that is like it."""
    listed = source if source is not None else cells(task=task)
    like = (pack, json.dumps(listed))
    if not db_url and like in _made:
        shutil.copytree(_made[like], root)
    else:
        folder = root / "source" / KEY
        folder.mkdir(parents=True)
        (folder / f"{KEY}.ipynb").write_text(notebook(listed), encoding="utf-8")
        (root / "seed.secret").write_text("a secret for the tests of nbgrader\n", encoding="utf-8")
    made = CourseDir(root, pack, db_url)
    lines = [CONFIG, f"c.JudgeCells.pack = {str(pack)!r}", f"c.Exchange.root = {str(root / 'exchange')!r}"]
    if db_url:
        lines.append(f"c.CourseDirectory.db_url = {db_url!r}")
    (root / "nbgrader_config.py").write_text("\n".join([*lines, *config, ""]), encoding="utf-8")
    if not (root / "release").exists():
        done = made.nbgrader("generate_assignment", KEY)
        assert done.returncode == 0, done.stderr
        if not db_url:
            kept = Path(tempfile.mkdtemp(dir=pack.parent)) / "course"
            _made[like] = Path(shutil.copytree(root, kept))
    return made


_made: dict[tuple[Path, str], Path] = {}
