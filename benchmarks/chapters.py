"""Whole chapters that train, and submissions that wait for their deadlines: what a class of sixty costs.

Core time is that of the whole command and everything it starts, diagnosis, reports and pages included, a submission.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bench import seconds
from three import KEY, Answer, answers, hand_in, make_pack

from course.content import find_content
from grader.spec import ChapterSpec

COUNT = int(os.environ.get("GRADSTEP_BENCH_CHAPTER", "60"))
CHAPTERS = ("ch06_mnist_loop", "ch12_finetuning")
MOST_CORE_SECONDS = 5.0
WAITING = 6
CALL_SECONDS = 10.0


@dataclass(frozen=True)
class Row:
    """What was measured, its bound, and how."""

    what: str
    value: str
    bound: str
    kept: bool
    how: str


def chapter_answers(chapter: ChapterSpec, seed: int = 1) -> Iterator[Answer]:
    """A class without end: of every ten submissions four are right, four hold a known mistake, two are begun."""
    draw = random.Random(seed)  # noqa: S311  no secret
    files = {kind: [path for exercise in chapter.exercises for path in chapter.variants(kind, exercise.name)]
             for kind in ("alternatives", "mistakes")}  # fmt: skip
    kinds = ("alternatives", "mistakes", "begun", "alternatives", "mistakes") * 2
    number = 0
    while True:
        kind = kinds[number % len(kinds)]
        modules = dict(chapter.solution_sources)
        if kind == "begun":
            for name in draw.sample(sorted(modules), max(1, len(modules) // 2)):
                modules[name] = (chapter.tree.exercises / chapter.key / f"{name}.py").read_text(encoding="utf-8")
        else:
            path = draw.choice(files[kind])
            modules[chapter.exercise(path.name.split("__")[0]).module] += "\n\n" + path.read_text(encoding="utf-8")
        yield Answer(f"s{number:05d}-{kind}", modules)
        number += 1


def grade(submissions: Path, *arguments: str) -> tuple[float, float]:
    """Wall seconds and processor seconds of one whole `course grade` on all cores."""
    command = [sys.executable, "-m", "course", "grade", str(submissions), *arguments]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    wall = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def whole_chapter(folder: Path, key: str) -> Row:
    """A class of one chapter that trains."""
    given = islice(chapter_answers(find_content().chapter(key)), COUNT)
    submissions = hand_in(folder / f"{key}-in", given)
    wall, core = grade(submissions, "--chapter", key, "--out", str(folder / f"{key}-out"))
    each = core / COUNT
    return Row(
        f"core time a submission of {key}, diagnosis included", f"{each:.2f} s", f"{MOST_CORE_SECONDS:g} s",
        each <= MOST_CORE_SECONDS, f"{core:.0f} s of core time, {wall:.0f} s of wall time for {COUNT}",
    )  # fmt: skip


NEVER_RETURNS = {
    "sleep": "import time\n\ndef mse_grad(pred, target):\n    time.sleep(1e6)\n",
    "loop": "def mse_grad(pred, target):\n    while True:\n        pass\n",
}
TRIES = 2
"""A call that does not return in a worker that served another exercise is tried again in one of its own."""
STARTING = 5.0


def waiting(folder: Path) -> Iterator[Row]:
    """A class in which some never return: deadlines pass while others are judged. A loop takes a core meanwhile."""
    pack = make_pack(folder / "pack")
    others = list(answers(240))
    alone = _graded(folder, "others", others, pack)
    cores = len(os.sched_getaffinity(0))
    for kind, beside in (("sleep", 2 * cores), ("loop", cores)):
        never = [Answer(f"n{number}-{kind}", {**others[0].modules, "mse": NEVER_RETURNS[kind]})
                 for number in range(WAITING)]  # fmt: skip
        mixed = _graded(folder, kind, [*never, *others], pack)
        most = alone + STARTING + WAITING * TRIES * CALL_SECONDS / beside
        yield Row(
            f"wall time of {len(others)} submissions and {WAITING} more that {kind} until their deadlines",
            f"{mixed:.1f} s", f"{most:.1f} s", mixed <= most,
            f"{alone:.1f} s for the others, {WAITING} x {TRIES} x {CALL_SECONDS:g} s / {beside}, and {STARTING:g} s",
        )  # fmt: skip


def _graded(folder: Path, name: str, given: Sequence[Answer], pack: Path) -> float:
    submissions = hand_in(folder / f"{name}-in", iter(given))
    return grade(submissions, "--chapter", KEY, "--course", str(pack), "--out", str(folder / f"{name}-out"))[0]


def rows(folder: Path) -> Iterator[Row]:
    """One after another, as they are measured."""
    yield from waiting(folder)
    for key in CHAPTERS:
        yield whole_chapter(folder, key)


def main() -> int:
    """Print a row as it is measured; exit 1 where a bound is not kept."""
    kept = True
    print("| what | measured | at most | how |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(f"| {row.what} | {row.value} | {row.bound} | {row.how} |", flush=True)
            kept &= row.kept
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
