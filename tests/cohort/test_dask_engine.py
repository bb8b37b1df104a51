"""The dask engine's business with a cluster of real processes, whose tasks here do as their units say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import Cluster
from judges_in_threads import unit
from judging import load

from grader.engines import EngineError, Job, Outcome, Unit
from grader.grade import Conditions
from grader.sandbox.confine import strongest
from grader.words import Words

distributed = pytest.importorskip("distributed", reason="needs the extra `instructor`")
from grader.engines import dask  # noqa: E402  only where dask is installed
from grader.engines import dispatch as module  # noqa: E402
from grader.engines.dask import DaskEngine  # noqa: E402

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="kills process groups"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # dask leaves sockets to the collector when a scheduler dies
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # likewise
]
JOB = Job((load("ch90_mini"),), Conditions(tier=strongest(), data={}), Path("/nowhere"))


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A cluster without any process yet."""
    made = Cluster(tmp_path)
    yield made
    made.end()


def playing(folder: str) -> Callable[[], Callable[[str, bytes], bytes]]:
    """A task that does what its units' keys say, and notes who began what in a folder."""

    def errand() -> Callable[[str, bytes], bytes]:
        def gradstep(token: str, payload: bytes) -> bytes:
            import os
            import pickle
            import time
            import uuid
            from pathlib import Path

            from grader.engines import Outcome
            from grader.engines.site import Chunk

            outcomes = []
            for one in pickle.loads(payload):
                (Path(folder) / f"{one.key}.{uuid.uuid4().hex}").touch()
                if one.key.startswith("kills"):
                    os._exit(1)
                if one.key.startswith("breaks"):
                    raise RuntimeError("dask broke")
                if one.key.startswith("slow"):
                    time.sleep(0.2)
                if one.key.startswith("closed") and len(list(Path(folder).glob(f"{one.key}.*"))) == 1:
                    return pickle.dumps(Chunk(closed=True))
                outcomes.append(Outcome(one.key, {"pid": os.getpid()}))
            return pickle.dumps(Chunk(tuple(outcomes), 0.01 * len(outcomes)))

        return gradstep

    return errand


class Play:
    """Runs units on a cluster; remembers how often each was begun and what was noticed."""

    def __init__(self, cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun_in = cluster.folder / "begun"
        self.begun_in.mkdir()
        self.notices: list[str] = []
        monkeypatch.setattr(module, "chunk_errand", playing(str(self.begun_in)))
        monkeypatch.setattr(module, "LOOK_SECONDS", 0.2)
        monkeypatch.setattr(module, "TICK", 0.05)
        monkeypatch.setattr(module, "GATHER_SECONDS", 2.0)
        self.engine = DaskEngine(str(cluster.file), notice=lambda said: self.notices.append(str(said)))

    def __call__(self, units: Iterator[Unit]) -> Iterator[Outcome]:
        return self.engine.map(JOB, units)

    def all(self, *keys: str) -> dict[str, Outcome]:
        """Every outcome by its key; each unit has one."""
        outcomes = list(self(unit(key) for key in keys))
        assert sorted(outcome.key for outcome in outcomes) == sorted(keys)
        return {outcome.key: outcome for outcome in outcomes}

    def begun(self, key: str) -> int:
        """How often a unit was begun."""
        return len(list(self.begun_in.glob(f"{key}.*")))


@pytest.fixture
def play(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> Play:
    """With a scheduler and no worker yet."""
    play = Play(cluster, monkeypatch)
    cluster.scheduler()
    return play


def test_units_are_read_only_as_fast_as_they_are_judged(cluster: Cluster, play: Play, monkeypatch: Any) -> None:
    """Of thousands no more are in memory than the workers have; they go in chunks, and to every worker."""
    monkeypatch.setattr(module, "MOST_UNITS", 4)
    cluster.worker()
    cluster.worker()
    read = ahead = done = 0

    def units() -> Iterator[Unit]:
        nonlocal read
        for number in range(200):
            read += 1
            yield unit(f"u{number}")

    pids = set()
    for outcome in play(units()):
        done += 1
        ahead = max(ahead, read - done)
        pids.add((outcome.record or {})["pid"])
    assert (read, done) == (200, 200)
    assert 4 < ahead <= 2 * 2 * 4
    assert len(pids) == 2


def test_a_unit_that_kills_its_workers_is_given_up(cluster: Cluster, play: Play) -> None:
    """Those that travelled with it are judged; a unit alone is what tells who it was."""
    for _ in range(2):
        cluster.worker(nanny=True)
    keys = [f"u{number}" for number in range(30)]
    out = play.all(*keys[:10], "kills", *keys[10:])
    assert [key for key, outcome in out.items() if outcome.record is None] == ["kills"]
    assert "workers were lost while it was judged" in str(out["kills"].reason)
    assert play.begun("kills") >= 2


def test_what_a_closing_worker_gives_back_goes_again(cluster: Cluster, play: Play) -> None:
    """Nothing is held against it; what dask itself breaks twice is given up."""
    cluster.worker()
    out = play.all("a", "closed", "b", "breaks")
    assert {key: outcome.record is None for key, outcome in out.items()} == {
        "a": False, "closed": False, "b": False, "breaks": True}  # fmt: skip
    assert (play.begun("closed"), play.begun("breaks")) == (2, 4)
    assert str(out["breaks"].reason) == "the cluster broke while it was judged: RuntimeError: dask broke"


def test_a_run_outlives_its_workers(cluster: Cluster, play: Play) -> None:
    """It waits for the first, goes on with the next when the last was lost, and says what it waits for."""
    started: list[Any] = []
    outcomes = play(unit(f"slow{number}") for number in range(12))
    keys = []
    started.append(cluster.worker())
    for outcome in outcomes:
        keys.append(outcome.key)
        if len(keys) in (3, 6):
            started[-1].kill()
            started[-1].wait()
            started.append(cluster.worker())
    assert sorted(keys) == sorted(f"slow{number}" for number in range(12))


def test_one_waits_for_workers_and_says_so(cluster: Cluster, play: Play, monkeypatch: Any) -> None:
    """A queue of a cluster may take hours."""
    monkeypatch.setattr(module, "PATIENCE", 0.3)

    def notice(said: Words) -> None:
        play.notices.append(str(said))
        cluster.worker()

    play.engine = DaskEngine(str(cluster.file), notice=notice)
    assert (play.all("a")["a"].record or {})["pid"]
    assert play.notices == ["No worker is there yet; the run begins when one comes."]


STRANGER = """
import sys
sys.path[:] = [entry for entry in sys.path if entry != {root!r}]
sys.meta_path.insert(0, type("None_", (), {{"find_spec": staticmethod(lambda name, path=None, target=None:
    (_ for _ in ()).throw(ImportError("No module named grader")) if name.split(".")[0] == "grader" else None)}}))
from distributed.cli.dask_worker import main
main()
"""


def test_a_worker_without_gradstep_is_left_out(cluster: Cluster, play: Play, monkeypatch: Any) -> None:
    """The others judge; where there is no other, the run ends and says why."""
    stranger = cluster.folder / "stranger.py"
    stranger.write_text(STRANGER.format(root=str(Path(__file__).parents[2])))
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    import subprocess
    import sys

    cluster.processes.append(
        subprocess.Popen(
            [sys.executable, str(stranger), "--no-nanny", "--no-dashboard", "--scheduler-file", str(cluster.file)],
            cwd=cluster.folder, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
    )  # fmt: skip
    with pytest.raises(EngineError, match="No worker can judge: gradstep cannot be imported there: No module named"):
        play.all("a")
    assert play.notices[-1].startswith("The worker ")
    monkeypatch.setattr(module, "PATIENCE", 60.0)
    cluster.worker()
    assert (play.all("b")["b"].record or {})["pid"] == cluster.processes[-1].pid


def test_a_scheduler_that_is_gone_ends_the_run(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """With words that say that the same command goes on."""
    play = Play(cluster, monkeypatch)
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 5.0)
    scheduler = cluster.scheduler()
    cluster.worker()
    outcomes = play(unit(f"slow{number}") for number in range(100))
    next(outcomes)
    scheduler.kill()
    with pytest.raises(EngineError, match=r"^The dask scheduler is gone \(.*\)\. Type the same command again"):
        list(outcomes)


REFUSED = {
    "tcp://127.0.0.1:9": "No dask scheduler answers at tcp://127.0.0.1:9: ",
    "nowhere.json": "nowhere.json is neither an address such as tcp://host:8786 nor a scheduler file.",
    "ftp://host:1": "No dask scheduler answers at ftp://host:1: ",
    "tls://127.0.0.1:9": "No dask scheduler answers at tls://127.0.0.1:9: ",
}


@pytest.mark.parametrize("address", REFUSED)
def test_a_scheduler_that_does_not_answer(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, with the reason."""
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 1.0)
    begun = time.monotonic()
    with pytest.raises(EngineError) as raised:
        list(DaskEngine(address).map(JOB, iter([unit("a")])))
    assert str(raised.value).startswith(REFUSED[address])
    assert time.monotonic() - begun < 60
