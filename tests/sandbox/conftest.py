"""Warm sandboxes of every tier that this machine has, and what to ask of their workers."""

from __future__ import annotations

import json
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grader.sandbox.confine import Tier, probe
from grader.sandbox.zygote import Limits, Sandbox, WorkerProcess, open_sandbox

EXECUTING = str(Path(__file__).parent / "executing.py")
SMALL = Limits(cpu_seconds=20, memory_bytes=640 << 20, file_bytes=8 << 20, processes=16, reply_bytes=4 << 20)


@dataclass(frozen=True)
class Inside:
    """A worker that runs code: `inside("result = 1 + 1")` is {"value": 2}."""

    worker: WorkerProcess
    tier: Tier
    sandbox: Sandbox

    def __call__(self, code: str, seconds: float = 20.0) -> dict[str, Any]:
        """What came of the code: `{"value": ...}` or `{"raised": ..., "message": ...}`."""
        deadline = time.monotonic() + seconds
        self.worker.send(textwrap.dedent(code).encode(), deadline)
        answer: dict[str, Any] = json.loads(self.worker.receive(deadline))
        return answer


Opening = Callable[..., AbstractContextManager[Inside]]


@pytest.fixture(scope="session", autouse=True)
def temporary() -> Iterator[Path]:
    """A temporary folder of this session's own, which anybody may enter, so that what is left in it can be counted."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="sandbox-tests-") as folder:
        Path(folder).chmod(0o711)
        tempfile.tempdir = folder
        yield Path(folder)
        tempfile.tempdir = before


@pytest.fixture(scope="session")
def opened(temporary: Path) -> Iterator[dict[Tier, Sandbox]]:
    """Sandboxes that stay warm for the whole session; none is opened before it is needed."""
    sandboxes: dict[Tier, Sandbox] = {}
    yield sandboxes
    for sandbox in sandboxes.values():
        sandbox.close()


@pytest.fixture(params=list(Tier), ids=str)
def tier(request: pytest.FixtureRequest) -> Tier:
    """Each tier that holds here."""
    return _held(request.param)


@pytest.fixture
def inside(tier: Tier, opened: dict[Tier, Sandbox]) -> Iterator[Inside]:
    """A fresh worker of each tier, of a warm sandbox with small limits; it must leave no folder behind."""
    with _fresh(tier, opened) as worker:
        yield worker


@pytest.fixture
def with_torch(tier: Tier, opened: dict[Tier, Sandbox], opening: Opening) -> Iterator[Inside]:
    """A fresh worker of each tier that has loaded torch."""
    with opening(tier, warm_optimizers=True) if tier is Tier.PROCESS else _fresh(tier, opened) as worker:
        yield worker


@pytest.fixture(params=[Tier.FULL, Tier.LANDLOCK], ids=str)
def confined(request: pytest.FixtureRequest, opened: dict[Tier, Sandbox]) -> Iterator[Inside]:
    """A fresh worker of each tier that shuts in."""
    with _fresh(_held(request.param), opened) as worker:
        yield worker


@pytest.fixture
def fully_confined(opened: dict[Tier, Sandbox]) -> Iterator[Inside]:
    """A fresh worker of the full tier."""
    with _fresh(_held(Tier.FULL), opened) as worker:
        yield worker


@pytest.fixture
def opening() -> Opening:
    """Gives a sandbox of one's own, without torch, for the length of a with block."""

    @contextmanager
    def open_one(tier: Tier, **options: Any) -> Iterator[Inside]:
        with open_sandbox(tier, **({"limits": SMALL, "serve": EXECUTING} | options)) as sandbox:
            yield Inside(sandbox.worker(), tier, sandbox)

    return open_one


def _held(tier: Tier) -> Tier:
    if (refused := probe(tier).refused) is not None:
        pytest.skip(f"{tier}: {refused}")
    return tier


@contextmanager
def _fresh(tier: Tier, opened: dict[Tier, Sandbox]) -> Iterator[Inside]:
    if tier not in opened:
        # "warm" means torch to executing.py; a spawned worker would load it anew for each test
        warm = tier is not Tier.PROCESS
        opened[tier] = open_sandbox(tier, limits=SMALL, warm_optimizers=warm, serve=EXECUTING)
    worker = opened[tier].worker()
    yield Inside(worker, tier, opened[tier])
    worker.kill()
    assert not worker.alive
    assert not Path(worker._box).exists(), "a folder was left behind"
