"""Prints the ratios that docs/benchmarks.md quotes: everything is measured in this one run, interleaved, as medians.

Run it by `make bench`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHAPTER = "ch03_linear_regression"
PYTHON = sys.executable
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


@dataclass(frozen=True)
class Row:
    """One line of the table: a measured number and the bound it must keep."""

    what: str
    value: float
    bound: float
    unit: str
    how: str


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(rounds: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each piece of work, taken in turn so that a drift of the machine meets all alike."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for times, work in zip(taken, works, strict=True):
            times.append(seconds(work))
    return [statistics.median(times) for times in taken]


def solved_workspace(folder: Path) -> Path:
    """A workspace whose chapter is solved."""
    target = folder / "exercises" / CHAPTER
    target.mkdir(parents=True)
    (folder / ".course").mkdir()
    for module in (ROOT / "solutions" / CHAPTER).glob("*.py"):
        shutil.copy(module, target)
    return folder


def cold_check(folder: Path) -> Row:
    """A whole `course check ch3` process against `import torch` alone."""
    workspace = solved_workspace(folder / "cold")
    check = [PYTHON, "-m", "course", "check", "ch3", "--workspace", str(workspace)]
    bare = [PYTHON, "-c", "import torch"]

    def run(command: list[str]) -> None:
        subprocess.run(command, check=True, **QUIET)  # type: ignore[call-overload]

    run(check), run(bare)
    checked, imported = interleaved(5, lambda: run(check), lambda: run(bare))
    how = f"({checked:.2f} s - 0.5 s) / {imported:.2f} s"
    return Row("cold `course check ch3`, less 0.5 s, over `import torch`", (checked - 0.5) / imported, 1.35, "x", how)


def plain_pytest(folder: Path) -> Callable[[], None]:
    """The same checks in one plain pytest process, the student's code beside them."""
    suite = folder / "plain"
    suite.mkdir()
    for file in (ROOT / "grader" / "suites" / CHAPTER).glob("test_*.py"):
        shutil.copy(file, suite)
    shutil.copy(ROOT / "benchmarks" / "plain_conftest.py", suite / "conftest.py")
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:randomly", str(suite)]
    environment = {**os.environ, "GRADSTEP_BENCH": f"{ROOT}:{CHAPTER}", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}

    def run() -> None:
        subprocess.run(command, check=True, cwd=suite, env=environment, **QUIET)  # type: ignore[call-overload]

    return run


def warm_submission(folder: Path) -> Row:
    """One more submission in a warm grader against a plain pytest process with the same checks."""
    from course.content import find_content
    from grader.grade import Conditions, Grader
    from grader.spec import load_chapter

    chapter = load_chapter(find_content().tree, CHAPTER)
    pytest_run = plain_pytest(folder)
    conditions = Conditions(seed="1")
    with Grader(conditions, chapter) as grader:
        report = grader.grade(chapter.solutions, chapter, conditions)
        if not report.passed:
            raise SystemExit("the solution does not pass: nothing to measure")

        def ten() -> None:
            for _ in range(10):
                grader.grade(chapter.solutions, chapter, conditions)

        ten(), pytest_run()
        warm, plain = interleaved(5, ten, pytest_run)
    how = f"{warm * 100:.1f} ms / {plain:.2f} s ({report.sandbox.tier} tier)"
    return Row("one more submission, warm, over one plain pytest process", 100 * warm / 10 / plain, 3.0, "%", how)


BARE_FORK = """
import gc, os, time, torch
torch.set_num_threads(1)
w = torch.ones(2, 2, requires_grad=True); torch.nn.functional.cross_entropy(w @ w, torch.tensor([0, 1])).backward()
gc.collect(); gc.freeze()
times = []
for _ in range(60):
    started = time.perf_counter()
    a, b = os.pipe()
    pid = os.fork()
    if not pid:
        os.write(b, b"x"); os._exit(0)
    os.read(a, 1); os.waitpid(pid, 0); os.close(a); os.close(b)
    times.append(time.perf_counter() - started)
print(sorted(times)[30])
"""


def confinement() -> Row:
    """Fork, confine, one exchange and reap, over a bare warm fork that does the same without any confinement."""
    from grader.sandbox.seat import Budget, Seat
    from grader.sandbox.zygote import open_sandbox

    environment = {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1", "PYTHONMALLOC": "malloc"}
    environment["GLIBC_TUNABLES"] = "glibc.malloc.hugetlb=1"

    def bare() -> float:
        done = subprocess.run([PYTHON, "-c", BARE_FORK], env=environment, capture_output=True, text=True, check=True)
        return float(done.stdout)

    with open_sandbox(ahead=False) as sandbox:

        def one() -> None:
            seat = Seat(sandbox, {}, Budget(10, 60))
            seat.exchange({"op": "forget"}, "", "")
            seat.close()  # and wait for its end

        one()
        forks, confined = [], []
        for _ in range(3):
            forks.append(bare())
            confined.append(statistics.median(seconds(one) for _ in range(60)))
        fork, shut = statistics.median(forks), statistics.median(confined)
        how = f"{shut * 1000:.1f} ms - {fork * 1000:.1f} ms ({sandbox.tier} tier)"
    return Row("confinement's own share a submission", 1000 * (shut - fork), 8.0, "ms", how)


def main() -> int:
    """Print the table; exit 1 where a bound is not kept."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [cold_check(folder), warm_submission(folder), confinement()]
    print("| what | measured | bound | how |\n|---|---|---|---|")
    for row in rows:
        print(f"| {row.what} | {row.value:.2f} {row.unit} | {row.bound:g} {row.unit} | {row.how} |")
    return 0 if all(row.value <= row.bound for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
