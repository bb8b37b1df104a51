"""nbgrader's autograding of one class: its own Execute, ours in its place, and `course nbgrader autograde`.

The notebooks are the same: good, partial and wrong answers to three exercises. Under nbgrader's own Execute the test
cells hold the checks of plain_checks.py; under ours they name the exercise, as `course nbgrader build` makes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import seconds
from peers import CHECKS, code, notebook
from three import EXERCISES, KEY, MODULES, Answer, answers, make_pack, solution

from course.nbgrader import PREPROCESSORS, SANITIZERS

NOTEBOOKS = int(os.environ.get("GRADSTEP_BENCH_NOTEBOOKS", "30"))
"""How many notebooks each run has; fewer for a first look."""
FEW, MANY = max(1, NOTEBOOKS // 5), 3 * NOTEBOOKS
WHOLE, EACH = 8.0, 30.0
POINTS = 5


@dataclass(frozen=True)
class Row:
    """How many times as fast, and what that was made of."""

    what: str
    value: float
    bound: float
    how: str


def cells(modules: Mapping[str, str], *, plain: bool) -> list[dict[str, Any]]:
    """An answer cell and a test cell an exercise, as the assignment has them."""
    found = [code("import torch", **_told("chapter-setup", locked=True))]
    imports = CHECKS.partition("def check_")[0]
    for name, module in EXERCISES.items():
        own = CHECKS.partition(f"def check_{name}")[2].partition("\ndef check_")[0]
        test = f"{imports}def check_{name}{own}\ncheck_{name}({name})" if plain else f'check("{KEY}/{name}")'
        found.append(code(modules[module], **_told(name, solution=True)))
        found.append(code(test, **_told(f"{name}-check", grade=True, locked=True, points=POINTS)))
    return found


def _told(grade_id: str, **changes: Any) -> dict[str, Any]:
    table = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**table, "grade_id": grade_id, **changes}}


def run(folder: Path, *command: str, may_fail: bool = False) -> None:
    """A command of nbgrader's or ours in a course directory; a kernel that dies makes nbgrader's fail."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, env=environment, capture_output=True,
                          text=True, check=False)  # fmt: skip
    if done.returncode and not may_fail:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr[-2000:]}")


def course(folder: Path, pack: Path, given: Sequence[Answer], *, plain: bool) -> Path:
    """A course directory with the assignment generated and everybody's notebook in it."""
    folder.mkdir()
    lines = ["c = get_config()", f"c.JudgeCells.pack = {str(pack)!r}"]
    if not plain:
        lines += [f"c.Autograde.sanitize_preprocessors = {list(SANITIZERS)!r}",
                  f"c.Autograde.autograde_preprocessors = {list(PREPROCESSORS)!r}"]  # fmt: skip
    (folder / "nbgrader_config.py").write_text("\n".join(lines) + "\n", encoding="utf-8")
    source = folder / "source" / KEY
    source.mkdir(parents=True)
    solved = cells({module: solution(module) for module in MODULES}, plain=plain)
    (source / f"{KEY}.ipynb").write_text(notebook(solved), encoding="utf-8")
    run(folder, "nbgrader", "generate_assignment", KEY)
    for answer in given:
        place = folder / "submitted" / answer.name / KEY
        place.mkdir(parents=True)
        (place / f"{KEY}.ipynb").write_text(notebook(cells(answer.modules, plain=plain)), encoding="utf-8")
    return folder


def full_marks(folder: Path) -> int:
    """How many submissions the gradebook gives every point."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as book:
        return sum(found.score == POINTS * len(EXERCISES) for found in book.assignment_submissions(KEY))


def rows(folder: Path) -> Iterator[Row]:
    """Ours in Execute's place, then our command, each against nbgrader's own."""
    pack = make_pack(folder / "pack")
    honest = [answer for answer in answers(2 * MANY) if answer.name.split("-")[1] not in _hostile()]
    few, some, many = honest[:FEW], honest[:NOTEBOOKS], honest[:MANY]
    own = course(folder / "own", pack, some, plain=True)
    own_few = course(folder / "own-few", pack, few, plain=True)
    ours = course(folder / "ours", pack, some, plain=False)
    ours_some = Path(shutil.copytree(ours, folder / "ours-some"))
    ours_many = course(folder / "ours-many", pack, many, plain=False)
    here = seconds(lambda: run(ours, "nbgrader", "autograde", KEY))
    there = seconds(lambda: run(own, "nbgrader", "autograde", KEY, may_fail=True))
    marks = full_marks(ours), full_marks(own)
    how = f"{there:.1f} s / {here:.1f} s; full marks: {marks[1]} and {marks[0]}"
    yield Row(f"`nbgrader autograde` over {NOTEBOOKS} notebooks, ours in Execute's place", there / here, WHOLE, how)
    there_few = seconds(lambda: run(own_few, "nbgrader", "autograde", KEY, may_fail=True))
    jobs = ("course", "nbgrader", "autograde", KEY, "--jobs", "2")
    here_some = seconds(lambda: run(ours_some, *jobs))
    here_many = seconds(lambda: run(ours_many, *jobs))
    theirs = (there - there_few) / (NOTEBOOKS - FEW)
    each = (here_many - here_some) / (MANY - NOTEBOOKS)
    how = f"{theirs:.2f} s / {each * 1000:.0f} ms a further submission ({here_some:.1f} s for the whole of {NOTEBOOKS})"
    yield Row("`course nbgrader autograde --jobs 2`, a submission", theirs / each, EACH, how)


def _hostile() -> frozenset[str]:
    from three import HOSTILE

    return frozenset(HOSTILE)


def main() -> int:
    """Print a row a comparison as it is made; exit 1 where a bound is not kept."""
    missed = 0
    print("| what | measured | bound | how |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(f"| {row.what} | {row.value:.1f} x | at least {row.bound:g} x | {row.how} |", flush=True)
            missed += row.value < row.bound
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
