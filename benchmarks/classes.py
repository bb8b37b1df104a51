"""A class graded by `course grade` and by other graders, on one core: what each further submission costs.

The marginal cost of ours is taken between two class sizes, so that starting up counts for neither; the peers start anew
for every submission (nbgrader starts a kernel), and their start-up is what they cost.
"""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import plain_checks
from bench import seconds
from peers import PEERS, PeerBroken
from three import EXERCISES, KEY, Answer, answers, hand_in, make_pack

SMALL, LARGE = 60, 240
PEERS_GRADE = int(os.environ.get("GRADSTEP_BENCH_PEERS", "60"))
"""How many of the sixty submissions the peers grade; fewer for a first look."""
BOUNDS = {"PlainPytest": 60.0, "Otter": 100.0, "NbgraderAlone": 120.0, "Nbgrader": 120.0}
FLOOR = 2.0


@dataclass(frozen=True)
class Rate:
    """How many times as many submissions a minute as a peer, or times the floor's cost."""

    what: str
    value: float
    bound: float
    at_least: bool
    how: str

    @property
    def kept(self) -> bool:
        """Whether the bound holds."""
        return self.value >= self.bound if self.at_least else self.value <= self.bound

    def line(self) -> str:
        """The row."""
        sign = "at least" if self.at_least else "at most"
        return f"| {self.what} | {self.value:.1f} x | {sign} {self.bound:g} x | {self.how} |"


@contextmanager
def one_core() -> Iterator[None]:
    """This process and what it starts run on one core alone."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def grade(folder: Path, name: str, given: Sequence[Answer]) -> float:
    """Wall seconds of one whole `course grade`, diagnosis and pages included."""
    submissions = hand_in(folder / f"{name}-in", iter(given))
    command = [
        sys.executable, "-m", "course", "grade", str(submissions), "--chapter", KEY, "--course", str(folder / "pack"),
        "--out", str(folder / f"{name}-out"), "--jobs", "1",
    ]  # fmt: skip
    return seconds(lambda: subprocess.run(command, check=True, capture_output=True))


def further(folder: Path, name: str, given: Sequence[Answer]) -> tuple[float, float]:
    """Seconds a further submission costs, and seconds of the whole command for the smaller class."""
    small = statistics.median(grade(folder, f"{name}{turn}", given[:SMALL]) for turn in range(3))
    large = statistics.median(grade(folder, f"{name}{turn}x", given) for turn in range(3))
    return (large - small) / (len(given) - SMALL), small


FLOOR_CODE = """
import gc, os, sys, time
import torch
torch.set_num_threads(1)
sys.path.insert(0, {here!r})
import plain_checks
names = {exercises!r}
sources = {sources!r}
for check in range(3):  # warm
    space = {{}}
    for text in sources: exec(compile(text, "m", "exec"), space)
    for name in names: getattr(plain_checks, "check_" + name)(space[name])
gc.collect(); gc.freeze()
times = []
for _ in range(60):
    started = time.perf_counter()
    pid = os.fork()
    if not pid: os._exit(0)
    space = {{}}
    for text in sources: exec(compile(text, "m", "exec"), space)
    for name in names: getattr(plain_checks, "check_" + name)(space[name])
    os.waitpid(pid, 0)
    times.append(time.perf_counter() - started)
print(sorted(times)[30])
"""


def floor(answer: Answer) -> float:
    """Seconds of the same checks in one warm process without isolation, and of one bare fork."""
    code = FLOOR_CODE.format(
        here=str(Path(plain_checks.__file__).parent), exercises=list(EXERCISES), sources=list(answer.modules.values())
    )
    environment = {"PATH": os.environ.get("PATH", ""), "OMP_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout)


def rates(folder: Path) -> Iterator[Rate]:
    """Ours against the floor, then against each peer."""
    make_pack(folder / "pack")
    given = list(answers(LARGE))
    good = [answer for answer in answers(10 * LARGE) if answer.name.endswith("-good")][:LARGE]
    gc.collect()
    with one_core():
        alone, bare = further(folder, "good", good)[0], floor(good[0])
        how = f"{alone * 1000:.1f} ms / {bare * 1000:.1f} ms, good submissions"
        what = "a further submission over the same checks unconfined and a bare fork"
        yield Rate(what, alone / bare, FLOOR, False, how)
        ours, whole = further(folder, "mixed", given)
        for kind in PEERS:
            mine = given[:PEERS_GRADE]
            peer = kind(folder / kind.__name__)
            peer.folder.mkdir()
            try:
                peer.prepare(mine)
                theirs = seconds(lambda peer=peer, mine=mine: peer.grade(mine)) / len(mine)
            except PeerBroken as error:
                print(f"left out: {peer.name}: {error}", file=sys.stderr)
                continue
            how = f"{theirs:.2f} s / {ours * 1000:.1f} ms ({whole:.1f} s for the whole command on {SMALL})"
            what = f"submissions a minute and core, over {peer.name}"
            yield Rate(what, theirs / ours, BOUNDS[kind.__name__], True, how)


def main() -> int:
    """Print a row a comparison as it is made; exit 1 where a bound is not kept."""
    missed = 0
    print("| what | measured | bound | how |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for rate in rates(Path(folder)):
            print(rate.line(), flush=True)
            missed += not rate.kept
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
