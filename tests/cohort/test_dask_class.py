"""A class on a dask cluster, with real workers and sandboxes: byte for byte what the local engine makes of it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cohort_class import hand_in
from dask_cluster import TESTS, Cluster
from judging import MINI

from course.regrade import steady
from grader.sandbox.confine import Tier, probe

pytest.importorskip("distributed", reason="needs the extra `instructor`")
pytestmark = [
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc"),
    pytest.mark.skipif(probe(Tier.FULL).refused is not None, reason="the full tier does not hold here"),
]
SOAK = bool(os.environ.get("GRADSTEP_SOAK"))
STUDENTS = 60 if SOAK else 9

SCRIPT = """
    import sys
    from pathlib import Path
    from grader.cohort import Cohort, Run
    from grader.grade import Conditions
    from grader.intake.classes import read_class
    from grader.sandbox.confine import Tier
    from grader.spec import ContentTree, load_chapter
    from grader.store import Store

    def told(progress):
        if not progress.starting:
            print(progress.done, flush=True)

    def main():
        root, out, kind = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
        tree = ContentTree(*(root / "course" / name for name in ("chapters", "solutions", "exercises", "suites")))
        chapter = load_chapter(tree, "ch90_mini")
        conditions = Conditions(tier=Tier.FULL, data={}, diagnosis_seconds=0)
        cohort = Cohort((chapter,), conditions, b"a secret of the class", {"torch": "1"})
        if kind == "local":
            from grader.engines.local import LocalEngine
            engine = LocalEngine(2)
        else:
            from grader.engines.dask import DaskEngine
            scheduler = None if kind == "dask" else kind
            engine = DaskEngine(scheduler, 2, notice=lambda said: print("notice", said, flush=True))
        with Store(out).locked():
            run = Run(cohort, Store(out), read_class(root / "class", [chapter]).entries)
            run.judge(engine, told)
            for row in run.rows():
                print(row.student, row.standing.value, row.score, row.reason)

    if __name__ == "__main__":
        main()
"""


@dataclass
class Class:
    """A class and a chapter that takes no notice of how busy the machine is."""

    root: Path

    def start(self, out: str, kind: str) -> subprocess.Popen[str]:
        """Grade it, in a process group of its own."""
        return subprocess.Popen(
            [sys.executable, str(self.root / "run.py"), str(self.root), str(self.root / out), kind],
            env={**os.environ, "PYTHONPATH": str(TESTS), "TMPDIR": str(self.root / "tmp")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  ignored in the background
        )

    def finish(self, process: subprocess.Popen[str]) -> list[str]:
        """What it printed that is no count."""
        said, errors = process.communicate(timeout=500)
        assert process.returncode == 0, errors
        return [line for line in said.splitlines() if " " in line]

    def results(self, out: str) -> dict[str, Any]:
        """The stored results by their names, times aside."""
        files = (self.root / out / "results").rglob("*.json")
        return {path.name: steady(json.loads(path.read_bytes().partition(b"\n")[2])) for path in files}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Students of several kinds, no two alike."""
    root = tmp_path_factory.mktemp("dask")
    shutil.copytree(MINI, root / "course")
    toml = root / "course/chapters/ch90_mini/chapter.toml"
    text = toml.read_text().replace("call_seconds = 5", "call_seconds = 60").replace("seconds = 30", "seconds = 300")
    toml.write_text(text)
    kinds = {
        "good": (MINI / "solutions/ch90_mini/scaling.py").read_text(),
        "wrong": "def scale(x, factor):\n    return x + factor\n",
        "exit": "import os\nos._exit(0)\n",
    }
    for number in range(STUDENTS):
        kind = list(kinds)[number % 3]
        hand_in(root / "class", f"{kind}{number:03}", f"{kinds[kind]}# {number}\n")
    (root / "run.py").write_text(textwrap.dedent(SCRIPT))
    (root / "tmp").mkdir(mode=0o777)
    return Class(root)


@pytest.fixture(scope="module")
def local(graded: Class) -> tuple[list[str], dict[str, Any]]:
    """What the local engine makes of the class."""
    rows = graded.finish(graded.start("local", "local"))
    assert [row.split()[1] for row in rows[:3]] == ["crashed", "crashed", "crashed"]
    assert len(rows) == STUDENTS
    return rows, graded.results("local")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster without any process yet."""
    made = Cluster(tmp_path)
    yield made
    made.end()


def below(pid: int) -> Iterator[int]:
    """Every process below one."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                yield int(path.parent.name)
                yield from below(int(path.parent.name))


def wait_until(what: Callable[[], bool], seconds: float = 20.0) -> None:
    """Until something holds."""
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


def runs(pid: int) -> bool:
    """Whether a process is there and not dead."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_workers_that_are_killed_cost_nothing(graded: Class, local: Any, cluster: Cluster) -> None:
    """In the middle of their units, with kill -9, one after the other; their judges go with them."""
    cluster.scheduler()
    workers = [cluster.worker(), cluster.worker()]
    run = graded.start("killed", str(cluster.file))
    assert run.stdout is not None
    for victim in (0, 1):
        run.stdout.readline()
        family = list(below(workers[victim].pid))
        workers[victim].kill()
        workers.append(cluster.worker())
        wait_until(lambda family=family: not any(map(runs, family)))  # type: ignore[misc]
    assert graded.finish(run) == local[0]
    assert graded.results("killed") == local[1]
    wait_until(lambda: not any(list(below(worker.pid)) for worker in workers[2:]))
    assert list(cluster.folder.rglob("gradstep-*/*")) == []


def test_a_cluster_of_ones_own(graded: Class, local: Any) -> None:
    """Stopped by Ctrl-C, then with a worker killed: the same results, no process and no file is left."""
    run = graded.start("own", "dask")
    assert run.stdout is not None
    run.stdout.readline()
    family = list(below(run.pid))
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert errors.strip().endswith("KeyboardInterrupt")
    assert "Nanny" not in errors
    wait_until(lambda: not any(map(runs, family)))
    done = len(graded.results("own"))
    assert 0 < done < STUDENTS
    run = graded.start("own", "dask")
    assert run.stdout is not None
    run.stdout.readline()
    judges = [pid for pid in below(run.pid) if b"grader.engines.hand" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    worker = int(Path(f"/proc/{judges[0]}/stat").read_text().rpartition(")")[2].split()[1])
    assert worker != run.pid
    os.kill(worker, signal.SIGKILL)
    assert graded.finish(run) == local[0]
    assert graded.results("own") == local[1]
    assert {path.name for path in (graded.root / "own").iterdir()} == {"results", "sources", ".lock"}
    assert list((graded.root / "tmp").glob("gradstep-*")) == []


NAMESPACES = ("gradstep-a", "gradstep-b")


@pytest.fixture
def hosts() -> Iterator[dict[str, str]]:
    """Two network namespaces in the place of machines, and the address of this one on each of their wires."""
    if os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("network namespaces need root and iproute2")
    addresses = {}
    try:
        for number, name in enumerate(NAMESPACES):
            for command in (
                f"ip netns add {name}", f"ip link add gs-{number} type veth peer name eth0 netns {name}",
                f"ip addr add 10.213.{number}.1/24 dev gs-{number}", f"ip link set gs-{number} up",
                f"ip -n {name} addr add 10.213.{number}.2/24 dev eth0", f"ip -n {name} link set eth0 up",
                f"ip -n {name} link set lo up", f"ip -n {name} route add default via 10.213.{number}.1",
            ):  # fmt: skip
                done = subprocess.run(command.split(), capture_output=True, text=True, check=False)
                if done.returncode:
                    pytest.skip(f"no network namespaces here: {command}: {done.stderr.strip()}")
            addresses[name] = f"10.213.{number}.2"
        yield addresses
    finally:
        for name in NAMESPACES:
            subprocess.run(["ip", "netns", "del", name], capture_output=True, check=False)


def test_a_machine_that_has_another_suite_gets_no_unit(
    graded: Class, local: Any, cluster: Cluster, hosts: dict[str, str], tmp_path: Path
) -> None:
    """Two hosts on wires of their own; what lies at the suite's place on one is not the command's, and that is said."""
    other = tmp_path / "other"
    shutil.copytree(graded.root / "course/suites", other)
    with next(other.rglob("test_ch90.py")).open("a") as file:
        file.write("\n# another\n")
    first, second = NAMESPACES
    cluster.host = "10.213.0.1"
    cluster.scheduler()
    inside = f"mount --bind {other} {graded.root / 'course/suites'} && exec \"$@\""
    worker = cluster.worker(prefix=("ip", "netns", "exec", second, "unshare", "-m", "sh", "-c", inside, "sh"))
    run = graded.start("hosts", str(cluster.file))
    assert run.stdout is not None
    unsafe, refused = run.stdout.readline(), run.stdout.readline()
    assert "is not encrypted" in unsafe
    assert f"({second}" not in refused
    assert f"tcp://{hosts[second]}:" in refused
    assert "is left out: its ch90_mini is not the command's" in refused
    cluster.worker(prefix=("ip", "netns", "exec", first))
    rows = graded.finish(run)
    assert rows == local[0]
    assert graded.results("hosts") == local[1]
    assert list(below(worker.pid)) == []
