"""Other graders over the same submissions, each in a virtual environment of its own that the benchmark makes.

Their environments borrow torch from the one that runs the benchmark. The checks are those of plain_checks.py, which
run in the student's own process, as these graders do it.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from three import EXERCISES, MODULES, Answer, solution

HERE = Path(__file__).resolve().parent
CHECKS = (HERE / "plain_checks.py").read_text(encoding="utf-8")
ENVIRONMENTS = HERE.parent / ".bench"
MOST_SECONDS = 90.0
"""What one submission may take where the grader has no limit of its own."""


class PeerBroken(Exception):
    """A peer cannot be installed or does not give a solution full marks; its row is left out, with the reason."""


def environment(package: str) -> Path:
    """The `bin` of a virtual environment with the package, made once."""
    folder = ENVIRONMENTS / package
    binaries = folder / "bin"
    if not (folder / "ready").exists():
        shutil.rmtree(folder, ignore_errors=True)
        for command in (
            [sys.executable, "-m", "venv", str(folder)],
            [str(binaries / "python"), "-m", "pip", "install", "--quiet", package],
        ):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise PeerBroken(f"{package} cannot be installed: {done.stderr.strip().splitlines()[-1:]}")
        site = folder / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
        borrowed = sysconfig.get_path("purelib")
        (site / "zz_torch.pth").write_text(f"import site; site.addsitedir({borrowed!r})\n", encoding="utf-8")
        (folder / "ready").touch()
    return binaries


def run(
    command: Sequence[str], folder: Path, limit: float | None = MOST_SECONDS
) -> subprocess.CompletedProcess[str]:
    """A command with its whole process group ended after `limit` seconds, and what it said."""
    path = f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "OMP_NUM_THREADS": "1", "PATH": path}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, _ = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, said, "")


# plain pytest: one process a submission.


@dataclass(frozen=True)
class PlainPytest:
    """One `python -m pytest` a submission, in the environment of the benchmark."""

    name = "plain pytest, a process a submission"
    folder: Path

    def prepare(self, answers: Sequence[Answer]) -> None:
        """The modules and a test file in a folder a student."""
        for answer in answers:
            place = self.folder / answer.name
            place.mkdir(parents=True)
            for module, text in answer.modules.items():
                (place / f"{module}.py").write_text(text, encoding="utf-8")
            (place / "plain_checks.py").write_text(CHECKS, encoding="utf-8")
            tests = [
                f"def test_{name}():\n    from {module} import {name}\n    from plain_checks import check_{name}\n"
                f"    check_{name}({name})\n"
                for name, module in EXERCISES.items()
            ]
            (place / "test_answers.py").write_text("\n\n".join(tests), encoding="utf-8")

    def grade(self, answers: Sequence[Answer]) -> int:
        """How many submissions pass every test."""
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
        return sum("3 passed" in run(command, self.folder / answer.name).stdout for answer in answers)


# Notebooks for nbgrader and otter.


def code(source: str, **metadata: Any) -> dict[str, Any]:
    """A code cell."""
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def notebook(cells: Sequence[dict[str, Any]]) -> str:
    """A notebook of format 4.4, which has no cell ids."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return json.dumps({"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 4})


def graded(name: str, points: int, kind: str) -> dict[str, Any]:
    """The metadata of an nbgrader cell: `answer` or `test`."""
    test = kind == "test"
    cell = {"schema_version": 3, "grade": test, "solution": not test, "locked": test, "task": False}
    return {"nbgrader": cell | {"grade_id": f"{name}-{kind}", **({"points": points} if test else {})}}


@dataclass(frozen=True)
class Nbgrader:
    """One `nbgrader autograde` over the class: it starts a kernel a submission."""

    name = "nbgrader autograde, one command for the class"
    folder: Path

    def _cells(self, modules: Mapping[str, str]) -> list[dict[str, Any]]:
        cells = [code("import torch")]
        for name, module in EXERCISES.items():
            test = CHECKS.partition(f"def check_{name}")[2].partition("\ndef check_")[0]
            imports = CHECKS.partition("def check_")[0]
            cells += [
                code(modules[module], **graded(name, 0, "answer")),
                code(f"{imports}def check_{name}{test}\ncheck_{name}({name})", **graded(name, 5, "test")),
            ]
        return cells

    def prepare(self, answers: Sequence[Answer]) -> None:
        """A course directory with the assignment released and everybody's notebook collected."""
        nbgrader = environment("nbgrader") / "nbgrader"
        source = self.folder / "source" / "three"
        source.mkdir(parents=True)
        (source / "three.ipynb").write_text(notebook(self._cells({m: solution(m) for m in MODULES})), encoding="utf-8")
        made = run([str(nbgrader), "generate_assignment", "three", "--create"], self.folder)
        if made.returncode:
            raise PeerBroken(f"nbgrader generate_assignment failed: {made.stdout[-300:]}")
        for answer in answers:
            place = self.folder / "submitted" / answer.name / "three"
            place.mkdir(parents=True)
            (place / "three.ipynb").write_text(notebook(self._cells(answer.modules)), encoding="utf-8")

    def grade(self, answers: Sequence[Answer]) -> int:
        """How many notebooks come out with full marks."""
        self._autograde(answers)
        read = (
            "from nbgrader.api import Gradebook\n"
            "with Gradebook('sqlite:///gradebook.db') as book:\n"
            "    print(sum(s.score == 15 for s in book.assignment_submissions('three')))\n"
        )
        done = run([str(environment("nbgrader") / "python"), "-c", read], self.folder)
        return int(done.stdout.strip().splitlines()[-1])

    def _autograde(self, answers: Sequence[Answer]) -> None:
        nbgrader = environment("nbgrader") / "nbgrader"
        run([str(nbgrader), "autograde", "three", "--create"], self.folder, None)


@dataclass(frozen=True)
class NbgraderAlone(Nbgrader):
    """One `nbgrader autograde` a submission, as the other peers are run: its start-up is each submission's, too."""

    name = "nbgrader autograde, a command a submission"

    def _autograde(self, answers: Sequence[Answer]) -> None:
        nbgrader = environment("nbgrader") / "nbgrader"
        for answer in answers:
            run([str(nbgrader), "autograde", "three", "--create", "--student", answer.name], self.folder, None)


@dataclass(frozen=True)
class Otter:
    """One `otter run` a submission."""

    name = "otter run"
    folder: Path

    def prepare(self, answers: Sequence[Answer]) -> None:
        """The autograder's zip, made by `otter generate`, and a notebook a student."""
        tests = self.folder / "tests"
        tests.mkdir(parents=True)
        shutil.copy(HERE / "plain_checks.py", self.folder)
        for name in EXERCISES:
            case = {"code": f">>> from plain_checks import check_{name}\n>>> check_{name}({name})", "hidden": False}
            test = {"name": name, "points": 5, "suites": [{"cases": [case], "type": "doctest"}]}
            (tests / f"{name}.py").write_text(f"OK_FORMAT = True\ntest = {test!r}\n", encoding="utf-8")
        otter = environment("otter-grader") / "otter"
        made = run([str(otter), "generate", "-t", "tests", "-o", "autograder.zip", "plain_checks.py"], self.folder)
        if made.returncode:
            raise PeerBroken(f"otter generate failed: {made.stdout[-300:]}")
        for answer in answers:
            place = self.folder / answer.name
            place.mkdir()
            cells = [code("import otter\ngrader = otter.Notebook()")]
            for name, module in EXERCISES.items():
                cells += [code(answer.modules[module]), code(f'grader.check("{name}")')]
            (place / "three.ipynb").write_text(notebook(cells), encoding="utf-8")

    def grade(self, answers: Sequence[Answer]) -> int:
        """How many notebooks come out with full marks."""
        otter, full = environment("otter-grader") / "otter", 0
        for answer in answers:
            place = self.folder / answer.name
            run([str(otter), "run", "three.ipynb", "-a", str(self.folder / "autograder.zip"), "-o", "."], place)
            results = place / "results.json"
            if results.exists():
                found = json.loads(results.read_text(encoding="utf-8"))
                full += sum(test.get("score", 0) for test in found["tests"]) == 15
        return full


PEERS = (PlainPytest, Otter, NbgraderAlone, Nbgrader)
