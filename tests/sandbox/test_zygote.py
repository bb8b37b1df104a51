from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from process_tree import family, running

from grader.sandbox.confine import Tier, probe, strongest
from grader.sandbox.failures import (
    SandboxUnavailable,
    WorkerDied,
    WorkerOutOfMemory,
    WorkerProtocolError,
    WorkerTimedOut,
)
from grader.sandbox.forked import host_pid
from grader.sandbox.identity import worker_uid
from grader.sandbox.plan import NOBODY
from grader.sandbox.server import ForkServer
from grader.sandbox.zygote import ForkingSandbox, Limits, open_sandbox

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
EXECUTING = str(HERE / "executing.py")
LATE = str(HERE / "executing_late.py")


# Each takes more than the 640 MB that conftest.py allows.
HOGS = {
    "list": "x = [0] * (1 << 27)",
    "bytes": "x = []\nwhile True: x.append(bytes(1 << 20))",
    "array": "import numpy\nx = numpy.ones(1 << 27)",
    "shared mapping": """
        import mmap, time
        x = mmap.mmap(-1, 1 << 30)
        for i in range(0, 1 << 30, 4096): x[i] = 1
        time.sleep(9)
    """,
    "malloc": """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.malloc.restype = ctypes.c_void_p
        for _ in range(1 << 10): ctypes.memset(libc.malloc(ctypes.c_size_t(1 << 20)), 1, 1 << 20)
    """,
}


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    start = time.monotonic()
    yield
    taken = time.monotonic() - start
    assert taken < seconds, f"{taken:.1f} s"


class TestAnswers:
    """What a worker does that is well."""

    def test_a_worker_answers_one_request_after_another(self, inside) -> None:
        """State lives as long as the worker, and answers come in order."""
        assert inside("x = 1") == {"value": None}
        assert inside("result = x + 1") == {"value": 2}

    def test_a_worker_runs_torch(self, with_torch) -> None:
        """Autograd, a saved file in the temporary folder and threads work inside."""
        code = """
            import os, tempfile, threading, torch
            x = torch.ones(3, requires_grad=True)
            (x * x).sum().backward()
            name = os.path.join(tempfile.gettempdir(), "grad.pt")
            torch.save(x.grad, name)
            seen = []
            thread = threading.Thread(target=lambda: seen.append(torch.load(name).tolist()))
            thread.start(); thread.join()
            result = seen
        """
        assert with_torch(code) == {"value": [[2.0, 2.0, 2.0]]}

    def test_two_workers_share_nothing(self, inside) -> None:
        """Workers of one sandbox live side by side, each with its own state and folder."""
        first, second = inside, replace(inside, worker=inside.sandbox.worker())
        try:
            assert first("import os; open('mine', 'w').close(); x = 1; result = os.listdir()") == {"value": ["mine"]}
            assert second("import os; result = os.listdir()") == {"value": []}
            assert second("x")["raised"] == "NameError"
        finally:
            second.worker.kill()

    def test_what_is_printed_is_taken_once(self, inside) -> None:
        """Both streams and the C level arrive; what was taken is gone."""
        inside("import os, sys; print('out'); print('err', file=sys.stderr); os.write(1, b'raw\\xff')")
        assert sorted(inside.worker.take_output().split()) == ["err", "out", "raw\ufffd"]
        assert inside.worker.take_output() == ""

    def test_a_flood_of_output_is_cut(self, inside) -> None:
        """A hundred megabytes are printed, 64 kB and a note are kept, and the worker goes on."""
        with within(10):
            assert inside("for _ in range(1600): print('x' * 65535)\nresult = 1") == {"value": 1}
        time.sleep(0.1)
        text = inside.worker.take_output()
        assert text.endswith("\n[output cut at 64 kB]")
        assert len(text) == (64 << 10) + len("\n[output cut at 64 kB]")

    def test_a_large_request_and_a_large_reply_pass(self, inside) -> None:
        """Three megabytes go in and come out."""
        assert inside("result = 'x' * 3_000_000 #" + "y" * 3_000_000) == {"value": "x" * 3_000_000}

    def test_the_environment_holds_nothing_of_ours(self, inside, monkeypatch: pytest.MonkeyPatch) -> None:
        """Only the worker's own settings are in the environment and on the command line."""
        names = inside("import os, sys; result = [sorted(os.environ), sys.argv[1:]]")["value"]
        ours = {"OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "HOME", "TMPDIR", "USER", "LANG"}
        assert set(names[0]) - {"TEMP", "TMP"} <= ours
        assert names[1] == []

    def test_nothing_but_the_wire_is_open(self, confined) -> None:
        """Descriptors: three standard streams and the wire."""
        code = """
            import os
            result = []
            for number in range(300):
                try: os.fstat(number); result.append(number)
                except OSError: pass
        """
        assert confined(code) == {"value": [0, 1, 2, 3]}


class TestEndings:
    """How a worker ends."""

    def test_an_endless_loop_is_timed_out(self, inside) -> None:
        """The deadline ends it, within a second."""
        with within(1.5), pytest.raises(WorkerTimedOut):
            inside("while True: pass", seconds=0.5)
        assert not inside.worker.alive

    def test_a_deadlock_is_timed_out(self, inside) -> None:
        """Waiting for ever is the same as running for ever."""
        with within(1.5), pytest.raises(WorkerTimedOut):
            inside("import threading; l = threading.Lock(); l.acquire(); l.acquire()", seconds=0.5)

    def test_signals_that_are_blocked_or_handled_change_nothing(self, inside) -> None:
        """A worker that blocks every signal is ended all the same."""
        code = """
            import signal
            signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {signal.SIGKILL, signal.SIGSTOP})
            while True: pass
        """
        with within(1.5), pytest.raises(WorkerTimedOut):
            inside(code, seconds=0.5)

    def test_an_ending_is_known_though_its_server_is_slow_to_tell(self, confined) -> None:
        """What became of a worker must not depend on when its fork server gets a processor."""
        pid = host_pid(confined.worker._pidfd)
        server = int(re.search(r"^PPid:\s*(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)[1])
        os.kill(server, signal.SIGSTOP)
        later = threading.Timer(1.8, os.kill, (server, signal.SIGCONT))
        later.start()
        try:
            with pytest.raises(WorkerDied, match="exit code 0"):
                confined("import os; os._exit(0)")
        finally:
            later.join()

    def test_a_worker_that_does_not_read_is_timed_out(self, inside) -> None:
        """A request that is larger than every buffer does not block us past the deadline."""
        deadline = time.monotonic() + 0.5
        inside.worker.send(b"import time; time.sleep(60)", deadline)
        with within(1.5), pytest.raises(WorkerTimedOut):  # noqa: PT012 - a spawned worker reads ahead, and fails later
            inside.worker.send(b"#" * (64 << 20), deadline)
            inside.worker.receive(deadline)

    def test_exit_of_the_process_is_death(self, inside) -> None:
        """os._exit(0) is no answer, and its code is reported."""
        with within(2), pytest.raises(WorkerDied, match="exit code 0") as caught:
            inside("import os; os._exit(0)")
        assert caught.value.code == 0

    def test_sys_exit_is_an_exception_of_the_student(self, inside) -> None:
        """sys.exit() does not end the worker by itself."""
        assert inside("import sys; sys.exit(0)")["raised"] == "SystemExit"
        assert inside("result = 1") == {"value": 1}

    def test_a_segmentation_fault_is_death(self, inside) -> None:
        """A crash by ctypes is reported with its signal."""
        with within(2), pytest.raises(WorkerDied, match="SIGSEGV"):
            inside("import ctypes; ctypes.string_at(0)")

    def test_abort_is_death(self, inside) -> None:
        """abort() ends the process by a signal in every tier."""
        with within(2), pytest.raises(WorkerDied) as caught:
            inside("import os; os.abort()")
        assert caught.value.code in (-signal.SIGABRT, -signal.SIGSEGV)

    def test_an_ended_worker_cannot_be_asked(self, inside) -> None:
        """Asking again after the end is a mistake of the caller."""
        inside.worker.kill()
        inside.worker.kill()
        with pytest.raises(ValueError, match="has ended"):
            inside("result = 1")

    def test_processor_time_is_limited(self, tier: Tier, opening) -> None:
        """Threads that burn processor time while no deadline is near are ended by the rlimit."""
        with opening(tier, limits=Limits(cpu_seconds=1)) as inside:
            inside("import time; time.sleep(0.1)")
            with pytest.raises(WorkerTimedOut, match="processor time"):
                inside("while True: pass", seconds=60)


class TestMemory:
    """What happens to hogs."""

    @pytest.mark.parametrize("kind", HOGS)
    def test_a_hog_is_stopped(self, inside, kind: str) -> None:
        """Memory is refused by an exception inside, or the worker is ended for it; never for any other reason."""
        with within(20):
            try:
                got = inside(HOGS[kind])["raised"]
            except (WorkerOutOfMemory, WorkerDied) as error:
                got = type(error).__name__
        refused = {"MemoryError", "RuntimeError", "_ArrayMemoryError", "WorkerOutOfMemory"}
        if kind == "shared mapping" and inside.tier is not Tier.PROCESS:
            refused = {"PermissionError"}  # which no limit but the watchdog's would count
        # How much a process came to in its whole life is known of forked ones only.
        assert got in refused | ({"WorkerDied"} if inside.tier is Tier.PROCESS else set())

    def test_memory_is_watched_while_a_reply_trickles_in(self, confined, monkeypatch: pytest.MonkeyPatch) -> None:
        """A wire that is always readable keeps nobody from looking at the memory."""
        watchdog = confined.worker._watchdog
        monkeypatch.setattr(watchdog, "due", lambda seconds: True)
        monkeypatch.setattr(watchdog, "exceeded", lambda: confined.worker._wire.recv(1, socket.MSG_PEEK) != b"")
        with pytest.raises(WorkerOutOfMemory):
            confined("channel.send(b'1'); result = 1")

    def test_a_tensor_too_large_is_refused(self, with_torch) -> None:
        """The allocator says so inside, and the worker goes on."""
        answer = with_torch("import torch; x = torch.ones(1 << 28)")
        assert (answer["raised"], "allocate memory" in answer["message"]) == ("RuntimeError", True)
        assert with_torch("result = torch.ones(3).sum().item()") == {"value": 3.0}

    def test_files_in_memory_are_limited(self, fully_confined) -> None:
        """The temporary folder takes 8 MB in all, and ten thousand files."""
        answer = fully_confined("for i in range(99): open(f'f{i}', 'wb').write(bytes(1 << 20))")
        assert "No space left" in answer["message"]
        fully_confined("import os\nfor name in os.listdir(): os.remove(name)")
        assert "No space left" in fully_confined("for i in range(20000): open(f'f{i}', 'wb').close()")["message"]

    def test_one_file_is_limited(self, inside) -> None:
        """A file cannot grow past its limit, in any tier."""
        assert "raised" in inside("import os; os.truncate(os.open('f', os.O_CREAT | os.O_RDWR), 1 << 30)")


class TestProtocol:
    """What happens to those who break the wire's rules."""

    def test_a_reply_over_the_cap_is_refused(self, inside) -> None:
        """A length is refused before anything is allocated for it."""
        with within(2), pytest.raises(WorkerProtocolError, match="larger"):
            inside(
                "import os; os.write(channel._outgoing, (1 << 60).to_bytes(8, 'little')); import time; time.sleep(9)"
            )

    def test_half_a_frame_is_death(self, inside) -> None:
        """A reply that ends in its middle with the process is that process's end."""
        with within(2), pytest.raises(WorkerDied):
            inside("import os; os.write(channel._outgoing, (9).to_bytes(8, 'little') + b'half'); os._exit(0)")

    def test_a_closed_channel_is_a_broken_protocol(self, inside) -> None:
        """A worker that lives on without its channel is ended."""
        with within(3), pytest.raises(WorkerProtocolError, match="closed"):
            inside("import os, time; os.close(channel._outgoing); time.sleep(9)")

    def test_an_answer_that_nobody_asked_for_is_refused(self, inside) -> None:
        """What was sent ahead is never taken for the answer to the next request."""
        inside("channel.send(b'{}')")
        time.sleep(0.1)
        with pytest.raises(WorkerProtocolError, match="without being asked"):
            inside("result = 1")

    def test_a_slow_trickle_is_timed_out(self, inside) -> None:
        """Bytes that keep coming do not move the deadline."""
        code = """
            import os, time
            os.write(channel._outgoing, (1 << 20).to_bytes(8, 'little'))
            while True: os.write(channel._outgoing, b'x'); time.sleep(0.01)
        """
        with within(1.5), pytest.raises(WorkerTimedOut):
            inside(code, seconds=0.5)


class TestProcesses:
    """Processes and threads of a worker."""

    def test_processes_are_refused_with_an_exception(self, confined) -> None:
        """fork, a command and a process pool all raise; none of them starts."""
        for code in (
            "import os; os.fork()",
            "import subprocess; subprocess.run(['true'])",
            "import os; os.posix_spawn('/bin/true', ['true'], {})",
            "import multiprocessing as m; m.get_context('fork').Process(target=print).start()",
        ):
            assert confined(code)["raised"] in ("PermissionError", "FileNotFoundError", "OSError"), code

    def test_a_thread_bomb_is_stopped(self, confined) -> None:
        """Threads end at a limit with an exception, and the worker goes on."""
        code = """
            import threading, time
            stop = threading.Event()
            try:
                for count in range(5000): threading.Thread(target=stop.wait, daemon=True).start()
            finally:
                stop.set()
        """
        with within(10):
            assert confined(code)["raised"] == "RuntimeError"
        assert confined("result = 1") == {"value": 1}

    def test_threads_of_one_worker_are_not_counted_against_another(self, confined) -> None:
        """While one holds all that it may, those forked before and after it start as many: each counts for itself."""
        if confined.tier is Tier.LANDLOCK and worker_uid() in (None, NOBODY):
            pytest.skip("without root the kernel counts all workers of the landlock tier together")
        taking = """
            import threading
            stop = threading.Event()
            started = 0
            try:
                for _ in range(5000): threading.Thread(target=stop.wait, daemon=True).start(); started += 1
            except RuntimeError:
                pass
            result = started
        """
        early = replace(confined, worker=confined.sandbox.worker())
        try:
            first = confined(taking)["value"]
            late = replace(confined, worker=confined.sandbox.worker())
            try:
                assert [early(taking)["value"], late(taking)["value"]] == [first, first]
            finally:
                late.worker.kill()
        finally:
            early.worker.kill()
        assert first >= 8

    def test_what_was_started_ends_with_the_worker(self, inside) -> None:
        """A process that a worker could start, in the tier that lets it, is gone after kill()."""
        answer = inside(
            "import subprocess; p = subprocess.Popen(['sleep', '60'], start_new_session=True); result = p.pid"
        )
        if inside.tier is not Tier.PROCESS:
            assert answer["raised"] in ("PermissionError", "FileNotFoundError")
            return
        inside.worker.kill()
        assert running({answer["value"]}) == set()

    def test_what_is_allowed_to_fork_ends_with_the_worker(self, tier: Tier, opening) -> None:
        """With the capability `processes`, whole families are ended and reaped."""
        before = family(os.getpid())
        with opening(tier, capabilities=frozenset({"processes"})) as inside:
            code = "import os, time\nfor _ in range(3):\n  if os.fork() == 0: time.sleep(60)\nresult = 'forked'"
            assert inside(code) == {"value": "forked"}
            members = family(os.getpid()) - before
            with within(2):
                inside.worker.kill()
        assert len(members) >= 4
        assert running(members) == set()

    def test_the_deadline_ends_a_family(self, tier: Tier, opening) -> None:
        """Children that keep the channel open do not keep the worker alive."""
        before = family(os.getpid())
        with opening(tier, capabilities=frozenset({"processes"})) as inside:
            members = family(os.getpid()) - before
            with within(3), pytest.raises((WorkerDied, WorkerProtocolError, WorkerTimedOut)):
                inside("import os, time\nif os.fork() == 0: time.sleep(60)\nos._exit(0)", seconds=1)
            members |= family(os.getpid()) - before
        assert running(members) == set()


class TestServer:
    """The process that workers come from."""

    def test_opening_does_not_wait_for_torch(self, tier: Tier) -> None:
        """open_sandbox returns while the other process is still importing; closing it at once leaves nothing."""
        before = family(os.getpid())
        with within(1):
            sandbox = open_sandbox(tier)
        members = family(os.getpid()) - before
        sandbox.close()
        assert members
        assert running(members) == set()

    def test_nobody_waits_for_torch_any_more(self, tier: Tier) -> None:
        """Whoever waits for the first worker is told soon after; the next one is waited for as ever."""
        if (refused := probe(tier).refused) is not None:
            pytest.skip(f"{tier}: {refused}")
        stop = threading.Event()
        with open_sandbox(tier, serve=LATE, stop=stop) as sandbox:
            stop.set()
            with within(1), pytest.raises(SandboxUnavailable, match="stopped"):
                sandbox.worker()
            stop.clear()
            worker = sandbox.worker()
            worker.send(b"result = 6 * 7", time.monotonic() + 30)
            assert json.loads(worker.receive(time.monotonic() + 30)) == {"value": 42}

    def test_a_worker_that_was_stopped(self, tier: Tier) -> None:
        """Whoever waits for it is told soon after; it may be dismissed, and the next worker is an honest one."""
        if (refused := probe(tier).refused) is not None:
            pytest.skip(f"{tier}: {refused}")
        stop = threading.Event()
        with open_sandbox(tier, serve=EXECUTING, stop=stop) as sandbox:
            worker = sandbox.worker()
            threading.Timer(0.3, stop.set).start()
            worker.send(b"import time; time.sleep(60)", time.monotonic() + 30)
            with within(5), pytest.raises(SandboxUnavailable, match="stopped"):
                worker.receive(time.monotonic() + 30)
            sandbox.dismiss(worker)
            stop.clear()
            again = sandbox.worker()
            again.send(b"result = 6 * 7", time.monotonic() + 30)
            assert json.loads(again.receive(time.monotonic() + 30)) == {"value": 42}
            assert not worker.alive

    @pytest.mark.parametrize("tier", [Tier.FULL, Tier.LANDLOCK], ids=str)
    def test_a_server_that_died_is_started_again(self, tier: Tier, opening) -> None:
        """What its worker was doing is no verdict, for it did nothing; the next worker comes from a new server."""
        if (refused := probe(tier).refused) is not None:
            pytest.skip(f"{tier}: {refused}")
        with opening(tier) as first:
            assert isinstance(first.sandbox, ForkingSandbox)
            os.kill(first.sandbox._server._process.pid, signal.SIGKILL)
            with pytest.raises(SandboxUnavailable, match="first process has ended"):
                first("import time; time.sleep(9)")
            assert replace(first, worker=first.sandbox.worker())("result = 1") == {"value": 1}

    def test_a_worker_that_cannot_load_is_ours(self, tier: Tier, tmp_path: Path) -> None:
        """A failing import is SandboxUnavailable with its reason, not a verdict."""
        broken = tmp_path / "broken.py"
        broken.write_text("import no_such_module\n")
        with (
            open_sandbox(tier, serve=str(broken)) as sandbox,
            pytest.raises(SandboxUnavailable, match="no_such_module"),
        ):
            sandbox.worker()

    def test_killing_the_trusted_process_leaves_nothing(self, tier: Tier, temporary: Path) -> None:
        """A kill -9 of the judge ends the server and a worker that is in an endless loop, and their folders go."""
        folder = temporary / f"killed-{tier}"
        folder.mkdir()
        folder.chmod(0o777)
        script = f"""
            import sys, time
            from grader.sandbox.confine import Tier
            from grader.sandbox.zygote import open_sandbox
            sandbox = open_sandbox(Tier({str(tier)!r}), serve={EXECUTING!r})
            worker = sandbox.worker()
            worker.send(b"while True: pass", time.monotonic() + 5)
            print("ready", flush=True)
            time.sleep(60)
        """
        judge = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(script)],
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
            env={**os.environ, "TMPDIR": str(folder)},
        )
        with judge:
            assert judge.stdout is not None
            assert judge.stdout.readline() == b"ready\n"
            members = family(judge.pid)
            judge.kill()
            judge.wait()
        assert members
        assert running(members) == set()
        assert list(folder.iterdir()) == []

    def test_an_unknown_capability_is_refused(self) -> None:
        """A capability that no chapter may ask for is an error, not ignored."""
        with pytest.raises(ValueError, match="root"):
            open_sandbox(Tier.PROCESS, capabilities=frozenset({"root"}))


def test_the_trusted_side_does_not_import_torch() -> None:
    """Opening a sandbox needs no torch on this side."""
    code = "import sys, grader.sandbox.zygote; print('torch' in sys.modules or 'numpy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=REPOSITORY, check=True)
    assert done.stdout == "False\n"


def test_the_process_tier_needs_no_unix_modules(tmp_path: Path) -> None:
    """It works where resource, fcntl and os.fork do not exist."""
    script = tmp_path / "judge.py"
    script.write_text(
        textwrap.dedent(f"""
            import os, sys, time
            sys.path.insert(0, {str(REPOSITORY)!r})
            sys.modules["resource"] = sys.modules["fcntl"] = None
            del os.fork
            from grader.sandbox.zygote import Tier, open_sandbox
            with open_sandbox(Tier.PROCESS, serve={str(tmp_path / "inside.py")!r}) as sandbox:
                worker = sandbox.worker()
                worker.send(b"result = 1", time.monotonic() + 9)
                print(worker.receive(time.monotonic() + 9).decode())
        """)
    )
    strip = "import os, sys\nsys.modules['resource'] = sys.modules['fcntl'] = None\ndel os.fork\n"
    (tmp_path / "inside.py").write_text(strip + Path(EXECUTING).read_text())
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ('{"value": 1}\n', "")


@pytest.mark.parametrize(("cores", "settling"), [([0], [False, False, False]), ([0, 1], [False, False, True])])
def test_a_rehearsal_needs_a_core_of_its_own(monkeypatch: pytest.MonkeyPatch, cores, settling) -> None:
    """The worker that is forked ahead rehearses while the last one works; on one core it would hold that one up."""
    if strongest() is Tier.PROCESS:
        pytest.skip("no tier forks here")
    asked = []
    ask = ForkServer.ask

    def heard(server: ForkServer, request: dict[str, object], descriptors: tuple[int, int, int]) -> None:
        asked.append(request["settle"])
        ask(server, request, descriptors)

    monkeypatch.setattr(ForkServer, "ask", heard)
    monkeypatch.setattr("grader.sandbox.zygote.cores", lambda: cores)
    with open_sandbox(serve=EXECUTING) as sandbox:
        sandbox.worker()
        sandbox.worker()
    assert asked == settling
