"""From a save to the verdict on the screen of `course watch`, against a cold check and a cold pytest of its chapter.

A learner's folder with the chapter solved; of every module a wrong file and the right one are saved in turn, and a
clock runs from before the file is written until the frame with the verdict was read from the pseudo-terminal.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import PYTHON, QUIET, ROOT, seconds

sys.path.insert(0, str(ROOT / "tests"))

from in_a_terminal import InTerminal

from course.content import find_content
from grader.spec import ChapterSpec

CHAPTERS = ("ch01_tensors", "ch02_autograd", "ch03_linear_regression", "ch04_classification", "ch05_data")
MOST_SECONDS = 0.4
TIMES = 8.0
ROUNDS = int(os.environ.get("GRADSTEP_BENCH_SAVES", "5"))


@dataclass(frozen=True)
class Row:
    """What was measured, its bound, and how."""

    what: str
    value: str
    bound: str
    kept: bool
    how: str


@dataclass(frozen=True)
class Chapter:
    """Seconds of one chapter: of every module's saves the median; cold checks and a cold pytest.

    `check` and `pytest` are of the solved chapter, `same` of the files as they were at the slowest save.
    """

    key: str
    wrong: dict[str, float]
    right: dict[str, float]
    check: float
    pytest: float
    same: float

    @property
    def slowest(self) -> tuple[float, str]:
        """The slowest save of the chapter."""
        named = [*((took, f"{name}.py, wrong") for name, took in self.wrong.items()),
                 *((took, f"{name}.py, right") for name, took in self.right.items())]  # fmt: skip
        return max(named)


def workspace(folder: Path, chapter: ChapterSpec) -> Path:
    """A workspace with every chapter's stubs and this one solved."""
    for other in find_content().chapters():
        shutil.copytree(other.tree.exercises / other.key, folder / "exercises" / other.key)
    for module, source in chapter.solution_sources.items():
        (folder / "exercises" / chapter.key / f"{module}.py").write_text(source, encoding="utf-8")
    (folder / ".course").mkdir()
    return folder


def wrong(chapter: ChapterSpec, module: str) -> str:
    """The module with a known mistake of its first exercise, which takes its diagnosis."""
    name = next(exercise.name for exercise in chapter.exercises if exercise.module == module)
    return chapter.solution_sources[module] + "\n\n" + chapter.variants("mistakes", name)[0].read_text(encoding="utf-8")


def saves(folder: Path, chapter: ChapterSpec) -> tuple[dict[str, float], dict[str, float]]:
    """The median seconds of a wrong and of a right save, of every module."""
    here = workspace(folder, chapter)
    command = [PYTHON, "-m", "course", "watch", chapter.short]
    failing, passing = {}, {}
    with InTerminal(command, here, 100, 60) as terminal:
        terminal.wait(" is done. Press")
        time.sleep(1.0)
        for module in chapter.modules:
            path = here / "exercises" / chapter.key / f"{module}.py"
            texts = (wrong(chapter, module), chapter.solution_sources[module])
            times: tuple[list[float], list[float]] = ([], [])
            for number in range(ROUNDS):
                for kind, (text, mark) in enumerate(zip(texts, ("✗", " is done. Press"), strict=True)):
                    other = path.with_name(f".{module}.py.new")
                    started = time.perf_counter()
                    if number % 2:
                        other.write_text(text, encoding="utf-8")
                        other.replace(path)
                    else:
                        path.write_text(text, encoding="utf-8")
                    terminal.wait(mark, f"ch{chapter.number}/", unwanted=("✗" if kind else " is done. Press"))
                    times[kind].append(time.perf_counter() - started)
                    time.sleep(0.4)  # the diagnosis
            failing[module], passing[module] = map(statistics.median, times)
    return failing, passing


def cold_check(here: Path, chapter: ChapterSpec) -> Callable[[], object]:
    """A `course check` process, which ends with 0 or, where a file is wrong, 1."""
    command = [PYTHON, "-m", "course", "check", chapter.short, "--workspace", str(here)]

    def run() -> None:
        done = subprocess.run(command, check=False, **QUIET)  # type: ignore[call-overload]
        if done.returncode not in (0, 1):
            raise subprocess.CalledProcessError(done.returncode, command)

    return run


def cold_pytest(folder: Path, chapter: ChapterSpec) -> Callable[[], object]:
    """The same checks in a plain pytest process, the learner's code beside them."""
    folder.mkdir()
    shutil.copy(chapter.suite_file, folder)
    shutil.copy(ROOT / "benchmarks" / "plain_conftest.py", folder / "conftest.py")
    command = [PYTHON, "-m", "pytest", "-q", "-p", "no:randomly", str(folder)]
    environment = {**os.environ, "GRADSTEP_BENCH": f"{ROOT}:{chapter.key}", "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    return lambda: subprocess.run(command, check=True, cwd=folder, env=environment, **QUIET)  # type: ignore[call-overload]


def measured(folder: Path, chapter: ChapterSpec) -> Chapter:
    """Everything of one chapter."""
    here = folder / f"{chapter.key}-watched"
    failing, passing = saves(here, chapter)
    check = cold_check(here, chapter)
    plain = cold_pytest(folder / f"{chapter.key}-plain", chapter)
    times = [(seconds(check), seconds(plain)) for _ in range(3)]
    slow = max(chapter.modules, key=lambda module: max(failing[module], passing[module]))
    if failing[slow] > passing[slow]:
        (here / "exercises" / chapter.key / f"{slow}.py").write_text(wrong(chapter, slow), encoding="utf-8")
    same = statistics.median(seconds(check) for _ in range(3))
    return Chapter(chapter.key, failing, passing, *map(statistics.median, zip(*times, strict=True)), same)


def rows(folder: Path) -> Iterator[Row]:
    """A row a chapter, then how many times faster the slowest chapter is."""
    chapters = []
    for key in CHAPTERS:
        chapter = measured(folder, find_content().chapter(key))
        chapters.append(chapter)
        took, name = chapter.slowest
        all_of_them = [*chapter.wrong.values(), *chapter.right.values()]
        yield Row(
            f"from save to verdict, {key}", f"{took:.2f} s", f"{MOST_SECONDS:g} s", took <= MOST_SECONDS,
            f"{name}, median of {ROUNDS}; of all files {statistics.median(all_of_them):.2f} s",
        )  # fmt: skip
    for what, cold in (
        ("a cold `course check` of the solved chapter over a save of its slowest file", "check"),
        ("a cold `course check` of the same files over that save", "same"),
        ("a cold `python -m pytest` of the solved chapter over that save", "pytest"),
    ):
        times = {chapter.key: getattr(chapter, cold) / chapter.slowest[0] for chapter in chapters}
        least = min(times, key=lambda key: times[key])
        of = next(chapter for chapter in chapters if chapter.key == least)
        how = f"{least}: {getattr(of, cold):.2f} s / {of.slowest[0]:.2f} s"
        yield Row(what, f"{times[least]:.1f} x", f"at least {TIMES:g} x", times[least] >= TIMES, how)


def main() -> int:
    """Print a row as it is measured; exit 1 where a bound is not kept."""
    kept = True
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| what | measured | bound | how |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(f"| {row.what} | {row.value} | {row.bound} | {row.how} |", flush=True)
            kept &= row.kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
