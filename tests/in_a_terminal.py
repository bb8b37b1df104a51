"""`course watch` in a terminal of its own: what it shows, what is typed, and what it leaves behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from judging import MINI, load

CHAPTER = load("ch90_mini")
MISTAKES = MINI / "suites/ch90_mini/mistakes"
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|\][^\x07]*\x07|[()][A-Z0-9])")
FRAME = "\x1b[H"
PATIENCE = 180.0
"""Seconds; what a busy machine may need to load torch, and no bound on anything."""
LAUNCH = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.login_tty(int(sys.argv[1]))
os.execvp(sys.argv[2], sys.argv[2:])
"""
"""A session of its own, whose terminal this is; what runs in the background ignores Ctrl-C."""


class Desk:
    """A workspace of the mini course with its stubs, and an editor."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "exercises" / CHAPTER.key
        self.folder.mkdir(parents=True)
        (root / ".course").mkdir()
        (root / "data/MNIST/raw").mkdir(parents=True)
        for module in CHAPTER.modules:
            self.save(module, (MINI / "exercises" / CHAPTER.key / f"{module}.py").read_text(encoding="utf-8"))

    def path(self, module: str) -> Path:
        """Where a module lies."""
        return self.folder / f"{module}.py"

    def save(self, module: str, text: str) -> None:
        """As an editor does that writes in place."""
        self.path(module).write_text(text, encoding="utf-8")

    def replace(self, module: str, text: str) -> None:
        """As vim and others do: another file, moved into the place of the old one."""
        other = self.folder / f".{module}.py.new"
        other.write_text(text, encoding="utf-8")
        other.replace(self.path(module))

    def solution(self, module: str) -> str:
        """The right answer."""
        return CHAPTER.solution_sources[module]

    def mistake(self, module: str, stem: str) -> str:
        """The right answer with a known mistake laid over it."""
        return self.solution(module) + "\n\n" + (MISTAKES / f"{stem}.py").read_text(encoding="utf-8")


def environment(**more: str) -> dict[str, str]:
    """English, a terminal that knows colours, and nothing of the surroundings that changes either."""
    unwanted = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "TMUX")
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "LANG": "C.UTF-8", "TERM": "xterm-256color", **more}


def watch_command(*arguments: str) -> list[str]:
    """`course watch`, of the mini course."""
    return [sys.executable, "-m", "course", "watch", *arguments, "--course", str(MINI)]


class InTerminal:
    """A command on a pseudo-terminal; a context manager that ends it."""

    def __init__(self, command: list[str], cwd: Path, columns: int = 100, lines: int = 50, **env: str) -> None:
        self._master, slave = pty.openpty()
        self.resize(columns, lines)
        self.before = termios.tcgetattr(slave)
        launch = [sys.executable, "-c", LAUNCH, str(slave)]
        self.process = subprocess.Popen([*launch, *command], cwd=cwd, env=environment(**env), pass_fds=(slave,))
        os.close(slave)
        self.output = ""

    def resize(self, columns: int, lines: int) -> None:
        """Another size of the window; the kernel tells whoever draws on it."""
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    @property
    def settings(self) -> list[Any]:
        """The terminal's modes as they are now."""
        return termios.tcgetattr(self._master)

    @property
    def screen(self) -> str:
        """The last frame, without its escapes."""
        self._read(0.0)
        return ESCAPES.sub("", self.output.rpartition(FRAME)[2]).replace("\r", "")

    def press(self, keys: str) -> None:
        """Types."""
        os.write(self._master, keys.encode())

    def wait(self, *wanted: str, unwanted: str | None = None, seconds: float = PATIENCE) -> str:
        """The screen once it holds all that is wanted, also where that is broken into lines."""

        def holds(screen: str) -> bool:
            joined = " ".join(screen.split())
            return all(text in screen or text in joined for text in wanted) and (unwanted or "\0") not in screen

        return self.until(holds, f"{wanted}, without {unwanted}", seconds)

    def until(self, true: Callable[[str], bool], what: str, seconds: float = PATIENCE) -> str:
        """The screen once it is so."""
        end = time.monotonic() + seconds
        while not true(screen := self.screen):
            left = end - time.monotonic()
            assert left > 0, f"no {what} on\n{screen}"
            if not self._read(min(left, 0.05)) and self.process.poll() is not None:
                self._read(0.1)
                assert true(self.screen), f"it ended with {self.process.returncode}, without {what}:\n{self.output}"
        return screen

    def ended(self, seconds: float = 20.0) -> int:
        """Its exit code, once it has ended; what it still writes is read."""
        end = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it does not end:\n{self.screen}"
            self._read(0.05)
        self._read(0.0)
        return self.process.wait()

    def hang_up(self) -> None:
        """The window is closed."""
        os.close(self._master)
        self._master = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.process.pid, signal.SIGCONT)
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)
            self.process.kill()
            self.process.wait()
        if self._master >= 0:
            os.close(self._master)

    def _read(self, seconds: float) -> bool:
        """Takes what was written; whether there was anything."""
        found = False
        while self._master >= 0 and select.select([self._master], [], [], 0.0 if found else seconds)[0]:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # nobody has the other end any more
                return found
            if not data:
                return found
            self.output += data.decode("utf-8", "replace")
            found = True
        return found


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that these have."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := _stat(int(entry.name))):
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        mine = children.get(todo.pop(), [])
        found += mine
        todo += mine
    return found


def alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    fields = _stat(pid)
    return bool(fields) and fields[0] != "Z"


def _stat(pid: int) -> list[str]:
    """The fields of a process after its name, its state first; none where it is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []
