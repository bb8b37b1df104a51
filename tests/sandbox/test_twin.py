"""A fork server that is forked from the trusted side: shut in like any other, nothing of its parent's stays open."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from process_tree import family, running

from grader.sandbox import twin
from grader.sandbox.confine import Tier, probe
from grader.sandbox.twin import Twin
from grader.sandbox.zygote import ForkingSandbox, open_sandbox

REPOSITORY = Path(__file__).parents[2]
EXECUTING = str(Path(__file__).parent / "executing.py")
FORKING = [Tier.FULL, Tier.LANDLOCK]


@pytest.fixture(params=FORKING, ids=str)
def tier(request: pytest.FixtureRequest) -> Tier:
    """Each tier with a fork server that holds here."""
    if (refused := probe(request.param).refused) is not None:
        pytest.skip(f"{request.param}: {refused}")
    return request.param


@pytest.fixture
def forked(tier: Tier) -> Iterator[ForkingSandbox]:
    """A sandbox whose server is a twin of this process, which holds a pipe open."""
    ends = os.pipe()
    with open_sandbox(tier, serve=EXECUTING, twin=True) as sandbox:
        assert isinstance(sandbox, ForkingSandbox)
        assert isinstance(sandbox._server._process, Twin)
        yield sandbox
    for end in ends:
        os.close(end)


def run(sandbox: ForkingSandbox, code: str) -> object:
    """The value of `result` after the code ran in a fresh worker."""
    worker = sandbox.worker()
    until = time.monotonic() + 30
    worker.send(textwrap.dedent(code).encode(), until)
    answer = json.loads(worker.receive(until))
    worker.kill()
    return answer.get("value", answer)


def held_by(pid: int) -> set[str]:
    """What a process's descriptors lead to."""
    return {str(path.readlink()) for path in Path(f"/proc/{pid}/fd").iterdir() if path.is_symlink()}


def judge(script: str) -> str:
    """What a process of its own prints that has loaded torch and used autograd, with threads that wait."""
    begun = """
        import os, threading, time
        import torch
        from grader.sandbox.confine import Tier
        from grader.sandbox.inside import wire
        from grader.sandbox.zygote import open_sandbox
        torch.set_num_threads(1)
        torch.ones(2, requires_grad=True).sum().backward()
        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    """
    code = textwrap.dedent(begun) + textwrap.dedent(script) + "\nos._exit(0)\n"
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_computes_what_any_worker_computes(tier: Tier) -> None:
    """Gradients too, though its parent has used autograd."""
    said = judge(f"""
        def answers(twin):
            with open_sandbox(Tier({str(tier)!r}), twin=twin) as sandbox:
                worker, until = sandbox.worker(), time.monotonic() + 60
                def ask(**request):
                    worker.send(wire.encode({{**request, "id": 1}}), until)
                    return wire.decode(worker.receive(until))
                ask(op="load", modules={{"m": [("m.py", "def f(x):\\n    return (x ** 2).sum() * 3")]}}, device="cpu")
                x, one = torch.tensor([1.0, 2.0]), torch.tensor(1.0)
                got = ask(op="call", target=["m", "f"], args=[x], seed=1, wrt=[0], cotangent=one)
                return float(got["value"].tensor), got["grads"][0].tensor.tolist()
        print(answers(True) == answers(False) == (15.0, [6.0, 12.0]))
    """)
    assert said == "True\n"


def test_what_its_parent_has_loaded_is_there(forked: ForkingSandbox) -> None:
    """Which is what it is for: torch is not loaded again."""
    assert run(forked, "import sys; result = 'pytest' in sys.modules") is True


def test_a_worker_has_its_wire_and_its_output_and_nothing_else(forked: ForkingSandbox) -> None:
    """As one of a server that was started anew."""
    code = """
        import os
        result = []
        for number in range(4096):
            try: os.fstat(number); result.append(number)
            except OSError: pass
    """
    assert run(forked, code) == [0, 1, 2, 3]


def test_nothing_of_the_parents_is_open_in_it(forked: ForkingSandbox) -> None:
    """A copy of the judge's channels would keep them from ever closing."""
    run(forked, "result = 1")
    ours = {link for link in held_by(os.getpid()) if link.startswith(("pipe:", "socket:"))}
    server = forked._server._process.pid
    theirs = set().union(*map(held_by, {server, *family(server)}))
    assert len(ours) >= 2
    assert ours & theirs == set()


def test_its_walls_are_those_of_the_tier(forked: ForkingSandbox) -> None:
    """No file of the course, no network, no environment of its parent's."""
    code = f"""
        import os, socket
        result = []
        try: open({str(REPOSITORY / "pyproject.toml")!r})
        except OSError: result.append("file")
        try: socket.create_connection(("127.0.0.1", 9), 1)
        except ConnectionRefusedError: pass
        except OSError: result.append("network")
        result += [name for name in os.environ if "GRADSTEP" in name or "PYTEST" in name]
    """
    os.environ["GRADSTEP_TEST_TWIN"] = "1"
    try:
        assert run(forked, code) == ["file", "network"]
    finally:
        del os.environ["GRADSTEP_TEST_TWIN"]


def test_one_that_died_is_forked_again(forked: ForkingSandbox) -> None:
    """By the next worker that is asked for, and the dead one is reaped."""
    assert run(forked, "result = 1") == 1
    first = forked._server._process
    first.kill()
    assert first.wait(5) == -signal.SIGKILL
    assert run(forked, "result = 2") == 2
    again = forked._server._process
    assert isinstance(again, Twin)
    assert again.pid != first.pid


def test_closing_leaves_nothing(tier: Tier) -> None:
    """Whether it was used or not, and a worker that is busy goes with it."""
    before = family(os.getpid())
    for used in (False, True):
        sandbox = open_sandbox(tier, serve=EXECUTING, twin=True)
        if used:
            sandbox.worker().send(b"while True: pass", time.monotonic() + 9)
        members = family(os.getpid()) - before
        sandbox.close()
        assert members
        assert running(members) == set()


def test_it_ends_with_its_parent(tier: Tier) -> None:
    """A kill -9 of the judge ends it, and a worker that is in an endless loop."""
    script = f"""
        import sys, time
        from grader.sandbox.confine import Tier
        from grader.sandbox.zygote import open_sandbox
        sandbox = open_sandbox(Tier({str(tier)!r}), serve={EXECUTING!r}, twin=True)
        sandbox.worker().send(b"while True: pass", time.monotonic() + 5)
        print("ready", flush=True)
        time.sleep(60)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        members = family(parent.pid)
        parent.kill()
        parent.wait()
    assert members
    assert running(members) == set()


def test_waiting_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """As that of a Popen has, and a child that somebody else has waited for is over."""
    monkeypatch.setattr(twin, "_become_server", lambda *_: (time.sleep(30), os._exit(0)))
    child = Twin(0, {})
    assert child.poll() is None
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(0.05)
    child.kill()
    assert child.wait(5) == -signal.SIGKILL
    child.kill()
    other = Twin(0, {})
    os.kill(other.pid, signal.SIGKILL)
    os.waitpid(other.pid, 0)
    assert other.poll() == 0
