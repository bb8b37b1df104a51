"""The local engine with real processes and sandboxes: killed at any moment, it loses at most what was in flight."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cohort_class import NOT_DONE, hand_in
from judging import MINI

from course.regrade import steady
from grader.sandbox.confine import Tier, probe

TESTS = Path(__file__).parents[1]
SOAK = bool(os.environ.get("GRADSTEP_SOAK"))
STUDENTS, KILLS, JOBS = (200, 50, 2) if SOAK else (6, 4, 1)

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")

SCRIPT = """
    import sys
    from pathlib import Path
    from judging import load
    from grader.cohort import Cohort, Run
    from grader.engines.local import LocalEngine
    from grader.grade import Conditions
    from grader.intake.classes import read_class
    from grader.store import Store

    def told(progress):
        if not progress.starting:
            print(progress.done, flush=True)

    def main():
        chapter = load("ch90_mini")
        cohort = Cohort((chapter,), Conditions(diagnosis_seconds=0), b"a secret of the class", {"torch": "1"})
        store = Store(Path(sys.argv[2]))
        with store.locked():
            run = Run(cohort, store, read_class(Path(sys.argv[1]), [chapter]).entries)
            run.judge(LocalEngine(int(sys.argv[3])), told)
            for row in run.rows():
                print(row.student, row.standing.value, row.score, row.reason)

    if __name__ == "__main__":
        main()
"""


@dataclass
class Class:
    """A class, the script that grades it, and where temporary files go."""

    source: Path
    script: Path
    temporary: Path

    def start(self, out: Path) -> subprocess.Popen[str]:
        """The run, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, str(self.script), str(self.source), str(out), str(JOBS)],
            env={**os.environ, "PYTHONPATH": str(TESTS), "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  ignored in the background
        )

    def finish(self, out: Path) -> str:
        """Run it to its end; what it printed."""
        process = self.start(out)
        said, errors = process.communicate(timeout=900)
        assert process.returncode == 0, errors
        return said


@pytest.fixture
def graded(tmp_path: Path) -> Class:
    """Students of every kind, no two alike."""
    source, temporary = tmp_path / "class", tmp_path / "tmp"
    solution = (MINI / "solutions/ch90_mini/scaling.py").read_text()
    wrong = "def scale(x, factor):\n    return x + factor\n"
    kinds = {"good": solution, "wrong": wrong, "exit": "import os\nos._exit(0)\n"}
    for number in range(STUDENTS):
        kind = list(kinds)[number % 3]
        hand_in(source, f"{kind}{number:03}", f"{kinds[kind]}# {number}\n", NOT_DONE)
    temporary.mkdir()
    temporary.chmod(0o777)
    script = tmp_path / "run.py"
    script.write_text(textwrap.dedent(SCRIPT))
    return Class(source, script, temporary)


def below(pid: int) -> Iterator[int]:
    """Every process below one."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            yield int(path.parent.name)
            yield from below(int(path.parent.name))


def results(out: Path) -> dict[str, Any]:
    """The stored results by their names, times aside."""
    found = {}
    for path in (out / "results").rglob("*.json"):
        found[path.name] = steady(json.loads(path.read_bytes().partition(b"\n")[2]))
    return found


def gone(pids: list[int], seconds: float = 10.0) -> bool:
    """Whether all of them end in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not any(Path(f"/proc/{pid}/stat").exists() and _state(pid) != "Z" for pid in pids):
            return True
        time.sleep(0.1)
    return False


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


@pytest.mark.skipif(probe(Tier.FULL).refused is not None, reason="the full tier does not hold here")
def test_kills_at_random_moments_lose_nothing(graded: Class, tmp_path: Path) -> None:
    """Of the parent, a judge, a zygote or all at once: the same command goes on, and the results are the same."""
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    expected = graded.finish(calm)
    judged_rightly(expected)
    chance = random.Random(os.environ.get("GRADSTEP_KILL_SEED", "1"))
    for number in range(KILLS):
        kill_one(graded.start(stormy), number, chance)
    said = graded.finish(stormy)
    assert rows(said) == rows(expected)
    assert results(stormy) == results(calm)
    assert len(results(calm)) == STUDENTS
    assert [path.name for path in stormy.iterdir() if path.name not in ("results", "sources", ".lock")] == []
    assert [path for path in stormy.rglob(".*") if path.name != ".lock"] == []
    assert list(graded.temporary.glob("gradstep-*")) == []


def kill_one(process: subprocess.Popen[str], number: int, chance: random.Random) -> None:
    """At some moment end the run, one of its processes or all of them at once; nothing may be left."""
    assert process.stdout is not None
    for _ in range(chance.randint(0, 2)):  # the first lines come when a unit is judged
        process.stdout.readline()
    time.sleep(chance.random() * 0.3)
    family = list(below(process.pid))
    if number % 4 == 3 and family:
        os.kill(chance.choice(family), signal.SIGKILL)  # the run itself must cope
        process.communicate(timeout=600)
    else:
        for pid in (process.pid, *family) if number % 4 == 2 else (process.pid,):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT if number % 4 == 0 else signal.SIGKILL)
        process.communicate(timeout=60)
    assert gone(family), "a process was left"


def rows(said: str) -> list[str]:
    """The lines that are rows."""
    return [line for line in said.splitlines() if " " in line]


def judged_rightly(said: str) -> None:
    """What exits costs its own exercises, what is wrong its points."""
    scores = {line.split()[0]: line.split()[1:3] for line in rows(said)}
    assert scores["good000"][0] == scores["wrong001"][0] == "scored"
    assert scores["exit002"][0] == "crashed"
    assert float(scores["exit002"][1]) < float(scores["good000"][1])
    assert float(scores["wrong001"][1]) < float(scores["good000"][1])
