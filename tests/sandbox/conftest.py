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
SMALL = Limits(cpu_seconds=20, memory_bytes=256 << 20, file_bytes=8 << 20, processes=16, reply_bytes=4 << 20)


@dataclass
class Inside:
    """A worker that runs code: `inside("result = 1 + 1")` is {"value": 2}."""

    worker: WorkerProcess
    tier: Tier
    sandbox: Sandbox

    def __call__(self, code: str, seconds: float = 20.0) -> dict[str, Any]:
        deadline = time.monotonic() + seconds
        self.worker.send(textwrap.dedent(code).encode(), deadline)
        answer: dict[str, Any] = json.loads(self.worker.receive(deadline))
        return answer


@pytest.fixture(scope="session")
def opened() -> Iterator[dict[Tier, Sandbox]]:
    """Sandboxes that stay warm for the whole session; none is opened before it is needed."""
    sandboxes: dict[Tier, Sandbox] = {}
    yield sandboxes
    for sandbox in sandboxes.values():
        sandbox.close()


@pytest.fixture(params=list(Tier), ids=str)
def tier(request: pytest.FixtureRequest) -> Tier:
    """Each tier that holds here."""
    if (refused := probe(request.param).refused) is not None:
        pytest.skip(f"{request.param}: {refused}")
    found: Tier = request.param
    return found


@pytest.fixture
def sandbox(tier: Tier, opened: dict[Tier, Sandbox]) -> Sandbox:
    """A warm sandbox of the tier, with small limits."""
    if tier not in opened:
        opened[tier] = open_sandbox(tier, limits=SMALL, serve=EXECUTING)
    return opened[tier]


@pytest.fixture
def inside(sandbox: Sandbox) -> Iterator[Inside]:
    """A fresh worker; after the test it is dead, and has left no folder behind."""
    before = boxes()
    worker = sandbox.worker()
    yield Inside(worker, sandbox.tier, sandbox)
    worker.kill()
    assert not worker.alive
    assert len(boxes()) <= len(before) + (sandbox.tier is Tier.PROCESS), "a folder was left behind"


@pytest.fixture
def opening() -> Callable[..., AbstractContextManager[Inside]]:
    """Opens a sandbox of one's own: `with opening(tier, capabilities=...) as inside`."""

    @contextmanager
    def open_one(tier: Tier, **options: Any) -> Iterator[Inside]:
        with open_sandbox(tier, **({"limits": SMALL, "serve": EXECUTING} | options)) as sandbox:
            yield Inside(sandbox.worker(), tier, sandbox)

    return open_one


@pytest.fixture
def confined(inside: Inside) -> Inside:
    """A fresh worker of a tier that shuts in."""
    if inside.tier is Tier.PROCESS:
        pytest.skip("the process tier does not hold this")
    return inside


@pytest.fixture
def fully_confined(inside: Inside) -> Inside:
    """A fresh worker of the full tier."""
    if inside.tier is not Tier.FULL:
        pytest.skip("only the full tier holds this")
    return inside


def boxes() -> set[Path]:
    """The folders of workers that exist now."""
    return set(Path(tempfile.gettempdir()).glob("gradstep-*"))
