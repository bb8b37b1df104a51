"""A worker's judges: units come from any thread in chunks, and what is wrong with the worker is said."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from judges_in_threads import Judges, unit
from judging import load

from grader.engines import Job
from grader.engines import site as module
from grader.engines.site import Chunk, Closed, Site, close_site, judge_chunk, open_site
from grader.engines.terms import terms_of
from grader.grade import Conditions
from grader.sandbox.confine import strongest

JOB = Job((load("ch90_mini"),), Conditions(tier=strongest(), data={}), Path("/nowhere/gradstep-x"))


@pytest.fixture
def judges(monkeypatch: pytest.MonkeyPatch) -> Iterator[Judges]:
    """Threads in the place of processes."""
    started = Judges()
    monkeypatch.setattr(module, "launch", lambda _, core: started.start(core))
    monkeypatch.setattr(module, "SLOW_SECONDS", 0.2)
    yield started
    started.release.set()


def never() -> None:
    """What must not be called."""
    raise AssertionError


def test_chunks_of_several_threads_are_judged_together(judges: Judges) -> None:
    """Each gets the outcomes of its own units, in their order."""
    site = Site(JOB, 2, 0)
    got: dict[int, list[str]] = {}

    def ask(number: int) -> None:
        units = (unit(f"short-{number}"), unit("short-x"), unit(f"a-{number}"))
        got[number] = [outcome.key for outcome in site.judge(units, never)]

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    site.close()
    assert got == {number: [f"short-{number}", "short-x", f"a-{number}"] for number in range(4)}
    assert len(judges.started) == 2


def test_a_unit_that_is_here_twice_is_judged_once(judges: Judges) -> None:
    """As it happens where a cluster sends a chunk again that it believed to be lost."""
    site = Site(JOB, 2, 0)
    got: list[str] = []
    threads = [
        threading.Thread(target=lambda: got.extend(outcome.key for outcome in site.judge((unit("slow"),), slow)))
        for _ in range(2)
    ]
    both = threading.Barrier(2, judges.release.set)

    def slow() -> None:
        both.wait(10)

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    site.close()
    assert (got, judges.seen) == (["slow", "slow"], ["slow"])


def test_what_is_slow_is_said_once(judges: Judges) -> None:
    """So that the worker can take another chunk meanwhile."""
    site = Site(JOB, 1, 1)
    said: list[bool] = []

    def slow() -> None:
        said.append(True)
        threading.Timer(0.4, judges.release.set).start()

    assert [outcome.key for outcome in site.judge((unit("slow"), unit("a")), slow)] == ["slow", "a"]
    assert said == [True]
    site.close()


def test_a_site_that_is_closed_gives_its_units_back(judges: Judges) -> None:
    """Those under way too; the judges end."""
    site = Site(JOB, 1, 0)
    threading.Timer(0.3, site.close).start()
    with pytest.raises(Closed) as closed:
        site.judge((unit("slow"), unit("waits")), lambda: None)
    assert closed.value.reason is None
    with pytest.raises(Closed):
        site.judge((unit("a"),), never)
    assert [judge.killed for judge in judges.started] == [True]


def test_a_worker_that_cannot_judge_says_so(judges: Judges, tmp_path: Path) -> None:
    """The chunk comes back without outcomes and with the reason, and no other is wanted."""
    assert open_site("t", terms_of(JOB).to_json(), str(tmp_path), 1, 0) == []
    called: list[bool] = []
    answer: Chunk = pickle.loads(judge_chunk("t", pickle.dumps((unit("disk"),)), never, lambda: called.append(True)))
    assert (answer.closed, str(answer.reason), called) == (True, "the disk is full", [True])
    close_site("t")
    close_site("t")
    answer = pickle.loads(judge_chunk("t", pickle.dumps((unit("a"),)), never, never))
    assert (answer.closed, answer.reason, answer.outcomes) == (True, None, ())


def test_a_worker_that_differs_opens_no_site(judges: Judges, tmp_path: Path) -> None:
    """It says why."""
    text = terms_of(JOB).to_json().replace(terms_of(JOB).code, "another")
    assert [str(reason) for reason in open_site("t", text, str(tmp_path), 1, 0)] == [
        "its gradstep is not the command's: install the same version in both places"]  # fmt: skip
    assert len(open_site("t", '{"format": 99}', str(tmp_path), 1, 0)) == 1
    assert pickle.loads(judge_chunk("t", pickle.dumps(()), never, never)).closed


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_judges_end_with_their_worker(tmp_path: Path, end: signal.Signals, gone: Callable[..., bool]) -> None:
    """However it ends, and their sandboxes with them."""
    script = tmp_path / "worker.py"
    script.write_text(
        "import sys, time\n"
        f"sys.path.insert(0, {str(Path(__file__).parents[1])!r})\n"
        "from pathlib import Path\n"
        "from judging import load\n"
        "from grader.engines import Job\n"
        "from grader.engines.site import launch\n"
        "from grader.grade import Conditions\n"
        f"job = Job((load('ch90_mini'),), Conditions(data={{}}), Path({str(tmp_path / 'temporary')!r}))\n"
        "process, channel = launch(job, None)\n"
        "print(process.pid, flush=True)\n"
        "assert channel.recv() is None\n"
        "print('ready', flush=True)\n"
        "time.sleep(60)\n"
    )
    worker = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert worker.stdout is not None
    judge = int(worker.stdout.readline())
    assert worker.stdout.readline() == "ready\n"
    children = [int(child) for child in Path(f"/proc/{judge}/task/{judge}/children").read_text().split()]
    assert children
    os.kill(worker.pid, end)
    worker.communicate(timeout=30)
    assert gone([judge, *children])


@pytest.fixture
def gone() -> Callable[..., bool]:
    """Whether processes end in time."""

    def look(pids: list[int], seconds: float = 10.0) -> bool:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if not any(_runs(pid) for pid in pids):
                return True
            time.sleep(0.05)
        return False

    return look


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
