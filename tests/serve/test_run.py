from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from course_server import SECONDS, Served, serving, stubs
from process_tree import family, running

from course.errors import CourseError
from course.serve import run

KEY = "ch03_linear_regression"
COMMAND = [sys.executable, "-m", "course", "serve", "--no-open", "--lang", "en"]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """Chapter 3's stubs."""
    return stubs(tmp_path / "ws", KEY)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens on."""
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_in_use_is_said(taken: int) -> None:
    """The port that was asked for is not exchanged for another in silence."""
    with pytest.raises(CourseError, match=f"Port {taken} is in use") as caught:
        run._listening(taken)
    assert caught.value.next_command == "course serve"


def test_the_next_port_is_taken(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where none was asked for; where all are in use, that is said."""
    monkeypatch.setattr(run, "FIRST_PORT", taken)
    with run._listening(None) as found:
        assert found.getsockname()[1] in range(taken + 1, taken + run.PORTS)
    monkeypatch.setattr(run, "PORTS", 1)
    with pytest.raises(CourseError, match="are all in use"):
        run._listening(None)


def test_a_port_is_taken_at_once() -> None:
    """It is listened on before anything else is begun: of two servers that start at one moment one is told."""
    with run._listening(None) as found:
        assert found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)


def test_only_this_machine_is_listened_to(workspace: Path) -> None:
    """No other address of the machine answers."""
    with serving(workspace) as served:
        with socket.socket() as asked:
            assert asked.connect_ex(("127.0.0.2", served.port)) != 0
        assert fetched(served, f"{served.site}/static/site.css").status == 200


def test_the_command_says_where_a_port_is_taken(workspace: Path, taken: int) -> None:
    """In words, with what to type next and the code of wrong usage."""
    command = [*COMMAND, "--port", str(taken), "--workspace", str(workspace)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "200"})
    assert done.returncode == 2
    assert f"Port {taken} is in use" in done.stderr
    assert "Next: course serve" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="process groups are a POSIX matter")
@pytest.mark.parametrize("busy", [False, True], ids=["idle", "while it judges"])
def test_ctrl_c_ends_everything(workspace: Path, busy: bool) -> None:
    """A page listens, a chapter is being judged or nothing is: within moments no process of the server's is left."""
    with serving(workspace) as served:
        listening = fetched(served, f"{served.site}/en/events{'?chapter=ch3' if busy else ''}")
        assert listening.readline().startswith(b"retry")
        if busy:
            while not listening.readline().startswith(b"event: judging"):
                pass
            deadline = time.monotonic() + SECONDS
            while not family(served.process.pid) and time.monotonic() < deadline:
                time.sleep(0.05)
        members = family(served.process.pid) | {served.process.pid}
        began = time.monotonic()
        code, said = served.interrupted()
        assert time.monotonic() - began < 5
        assert code == 0
        assert "Traceback" not in said
        assert "Nothing is served any more." in said
    assert running(members) == set()


def test_what_is_stopped_by_another_signal_ends_too(workspace: Path) -> None:
    """As a service manager or a closed terminal does it."""
    with serving(workspace) as served:
        os.kill(served.process.pid, signal.SIGTERM)
        served.process.communicate(timeout=SECONDS)
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{served.site}/en/", timeout=2)


def fetched(served: Served, address: str) -> Any:
    """An answer to a browser that was let in."""
    cookie = f"gradstep-{served.port}={served.token}"
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Cookie": cookie}), timeout=SECONDS)
