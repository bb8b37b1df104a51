"""A class of thousands: is the memory of a run flat, and its cost linear in the number of submissions?

`python benchmarks/many.py [--submissions 10000]` makes a class of chapter 3 from the solution, the stubs, the known
mistakes and the attacks of tests/exploits, no two alike, grades it by the real command, and prints for each tenth of it
what processor time and wall time a submission took and how much memory each kind of process held.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from exploits.attack import Attack, attacks, lay_out  # noqa: E402  the attacks are kept with their tests

from course.content import find_content  # noqa: E402
from grader.spec import ChapterSpec  # noqa: E402

KEY = "ch03_linear_regression"
TURNS = ("solution", "mistake", "stub", "solution", "mistake", "attack", "solution", "mistake", "stub", "solution")
"""What ten students in a row hand in."""
COMMAND = "import sys; from course.cli import main; sys.exit(main())"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Sample:
    """One look at a run: results so far, seconds since it began, processor seconds so far, resident bytes.

    `parent` is the command itself, `judge` the largest of its judging processes.
    """

    done: int
    wall: float
    cpu: float
    parent: int
    judge: int


def chapter() -> ChapterSpec:
    """The chapter that the class works on."""
    return find_content().chapter(KEY)


def make_class(folder: Path, count: int) -> dict[str, str]:
    """Writes `count` submissions, no two alike; student -> what was handed in."""
    spec = chapter()
    mistakes = itertools.cycle(sorted((spec.suite / "mistakes").glob("*.py")))
    hostile = itertools.cycle(_attacks())
    made = {}
    for number in range(count):
        kind = TURNS[number % len(TURNS)]
        student = f"s{number:05}"
        place = folder / student
        if kind == "attack":
            lay_out(next(hostile), spec, place, {})
        else:
            place.mkdir(parents=True)
            for name, source in _modules(spec, kind, mistakes).items():
                (place / f"{name}.py").write_text(source, encoding="utf-8")
        first = place / f"{spec.modules[0]}.py"
        first.write_text(f"{first.read_text(encoding='utf-8')}\n# {number}\n", encoding="utf-8")
        made[student] = kind
    return made


def _attacks() -> list[Attack]:
    """Those of single files that wait for no deadline and hurt nobody but themselves in the full tier."""
    found = [
        attack
        for attack in attacks()
        if attack.chapter == KEY and attack.path.is_file() and not attack.alone and not attack.is_honest
        and attack.runs("full") and attack.expected["full"] not in ("passed", "timed_out")
    ]  # fmt: skip
    return [attack for attack in found if '"@' not in attack.path.read_text(encoding="utf-8")]


def _modules(spec: ChapterSpec, kind: str, mistakes: Iterator[Path]) -> dict[str, str]:
    if kind == "stub":
        folder = spec.tree.exercises / spec.key
        return {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in spec.modules}
    modules = dict(spec.solution_sources)
    if kind == "mistake":
        path = next(mistakes)
        module = spec.exercise(path.stem.split("__")[0]).module
        modules[module] = f"{modules[module]}\n\n{path.read_text(encoding='utf-8')}"
    return modules


def grade(source: Path, out: Path, options: Sequence[str] = (), every: float = 2.0) -> tuple[int, str, list[Sample]]:
    """Grades the class by the real command; its exit code, what it said, and a sample every few seconds."""
    command = [sys.executable, "-c", COMMAND, "grade", str(source), "--chapter", "ch3", "--out", str(out), *options]
    started, samples = time.monotonic(), []
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, "LANG": "C.UTF-8"})
        while process.poll() is None:
            samples.append(_look(process.pid, out, started))
            time.sleep(every)
        said.seek(0)
        return process.returncode, said.read(), samples


def _look(pid: int, out: Path, started: float) -> Sample:
    family = _family(pid)
    judges = [
        known for known, command in family.items() if b"spawn_main" in command or b"multiprocessing" in command
    ]
    return Sample(
        done=sum(1 for _ in (out / "results").glob("*/*.json")),
        wall=time.monotonic() - started,
        cpu=sum(map(_cpu, family)),
        parent=_resident(pid),
        judge=max(map(_resident, judges), default=0),
    )


def _family(pid: int) -> dict[int, bytes]:
    """A process and all below it, with their command lines."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(path.parent.name))
    family, waiting = {}, [pid]
    while waiting:
        known = waiting.pop()
        waiting += parents.get(known, [])
        try:
            family[known] = Path(f"/proc/{known}/cmdline").read_bytes()
        except OSError:
            continue
    return family


def _cpu(pid: int) -> float:
    """Processor seconds of a process and of those that it has reaped."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) / TICKS


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def growth(samples: Sequence[Sample], kind: str) -> float:
    """Bytes a submission by which a kind of process grew, by least squares over the run without its first fifth.

    Looks at which there is no judging process (yet, or any more) do not count.
    """
    last = max((sample.done for sample in samples), default=0)
    points = [(look.done, getattr(look, kind)) for look in samples if last / 5 <= look.done < last and look.judge]
    if len({done for done, _ in points}) < 2:
        return 0.0
    mean_done = sum(done for done, _ in points) / len(points)
    mean_size = sum(size for _, size in points) / len(points)
    spread = sum((done - mean_done) ** 2 for done, _ in points)
    return float(sum((done - mean_done) * (size - mean_size) for done, size in points) / spread)


def wrong_rows(out: Path, made: dict[str, str]) -> list[str]:
    """Students whose row is not what they handed in: solutions earn all, stubs nothing, the others something less."""
    with (out / "scores.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["student"]: row for row in csv.DictReader(file)}
    wrong = [f"{student}: no row" for student in made if student not in rows]
    for student, row in rows.items():
        share = float(row["score"]) / float(row["max_score"]) if row["score"] else None
        kind = made[student]
        right = share == 1 if kind == "solution" else share == 0 if kind == "stub" else share is not None
        if not right:
            wrong.append(f"{student} ({kind}): {row['state']}, {row['score']}, {row['reason']}")
    return wrong


def table(samples: Sequence[Sample]) -> Iterator[str]:
    """A line a tenth of the run."""
    yield f"{'done':>7} {'wall ms each':>13} {'cpu ms each':>12} {'command MB':>11} {'judge MB':>9}"
    last = max((sample.done for sample in samples), default=0)
    before = samples[0] if samples else None
    for tenth in range(1, 11):
        here = next((sample for sample in samples if sample.done >= last * tenth / 10), None)
        if here is None or before is None or here.done <= before.done:
            continue
        more = here.done - before.done
        yield (
            f"{here.done:>7} {1000 * (here.wall - before.wall) / more:>13.1f} "
            f"{1000 * (here.cpu - before.cpu) / more:>12.1f} {here.parent / 1e6:>11.1f} {here.judge / 1e6:>9.1f}"
        )
        before = here


def main() -> int:
    """Makes, grades and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--submissions", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="where the class and its results stay")
    parser.add_argument("options", nargs="*", help="more options of `course grade`, after --")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gradstep-many-") as folder:
        home = given.keep or Path(folder)
        made = make_class(home / "class", given.submissions)
        code, said, samples = grade(home / "class", home / "out", given.options)
        print(said)
        print("\n".join(table(samples)))
        for kind in ("parent", "judge"):
            print(f"{kind}: {growth(samples, kind):.0f} bytes more a submission")
        wrong = wrong_rows(home / "out", made)
        print(f"exit code {code}, {len(wrong)} rows that are not what they should be", *wrong[:20], sep="\n")
        if given.keep:
            samples_file = home / "samples.json"
            samples_file.write_text(json.dumps([vars(sample) for sample in samples]), encoding="utf-8")
    return 1 if code or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
