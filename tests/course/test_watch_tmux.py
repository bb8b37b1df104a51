"""`course watch` as a person has it: a shell in tmux, an editor's saves, Ctrl-Z and `fg`, another size, and q."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from in_a_terminal import Desk, alive, descendants, environment, watch_command

TMUX = shutil.which("tmux")
pytestmark = pytest.mark.skipif(TMUX is None, reason="there is no tmux here (apt-get install tmux)")


class Tmux:
    """A server of its own with one window, in which a shell runs."""

    def __init__(self, folder: Path, socket: Path) -> None:
        self._command = [str(TMUX), "-S", str(socket), "-f", "/dev/null"]
        self._env = environment(PS1="ready> ", HISTFILE="/dev/null")
        self("new-session", "-d", "-x", "100", "-y", "50", "-c", str(folder), "bash --norc --noprofile -i")
        self.wait("ready>")

    def __call__(self, *arguments: str) -> str:
        done = subprocess.run([*self._command, *arguments], capture_output=True, text=True, env=self._env, check=True)
        return done.stdout

    def type(self, *keys: str) -> None:
        """Keys by the names that tmux has for them."""
        self("send-keys", *keys)

    @property
    def screen(self) -> str:
        """What a person sees."""
        return self("capture-pane", "-p")

    @property
    def shell(self) -> int:
        """The process of the shell."""
        return int(self("display-message", "-p", "#{pane_pid}"))

    def wait(self, *wanted: str, unwanted: str | None = None, seconds: float = 60.0) -> str:
        """The screen once it shows all that is wanted."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen
            if all(text in screen for text in wanted) and (unwanted is None or unwanted not in screen):
                return screen
            assert time.monotonic() < end, f"no {wanted}, or {unwanted}, on\n{screen}"
            time.sleep(0.02)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "gradstep")


@pytest.fixture
def tmux(desk: Desk, tmp_path: Path) -> Iterator[Tmux]:
    made = Tmux(desk.root, tmp_path / "tmux")
    yield made
    made("kill-server")


def test_a_whole_session(desk: Desk, tmux: Tmux) -> None:
    """Watched from the shell, saved in place and by rename, another size, Ctrl-Z and fg, every key, and quit."""
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("scale is not implemented yet.", "q quit")
    desk.save("scaling", desk.mistake("scaling", "scale__adds"))
    tmux.wait("✗", "The factor is added.")
    tmux.type("h")
    tmux.wait("Hint 1 of 3", "The factor is added.")
    tmux("resize-window", "-x", "70", "-y", "45")
    tmux.wait("─" * 70, unwanted="─" * 71)
    desk.replace("scaling", desk.solution("scaling"))
    tmux.wait("scale is done. Press n", "Hint 1 of 3")

    tmux.type("C-z")
    tmux.wait("Stopped", "ready>")
    tmux.type("echo typed $((40 + 2))", "Enter")
    tmux.wait("echo typed $((40 + 2))", "typed 42")  # the shell echoes and reads lines again
    desk.save("gain", desk.mistake("gain", "Gain__adds"))
    tmux.type("fg", "Enter")
    tmux.wait("ch90/Gain", "The weight is added.", "q quit", unwanted="typed 42")

    tmux.type("l")
    tmux.wait(" > ✗ Gain", "✓ scale")
    tmux.type("Down", "Enter")
    tmux.wait("descend is not implemented yet.")
    tmux.type("c")
    tmux.wait("together", "10 / 24")
    started = descendants(tmux.shell)
    tmux.type("q")
    tmux.wait("ready>", unwanted="typed 42")
    tmux.type("clear; stty -a; echo code $?", "Enter")
    settings = tmux.wait("code 0").split()
    assert {"icanon", "echo", "isig"} <= {setting.rstrip(";") for setting in settings}
    end = time.monotonic() + 20
    while any(map(alive, started)):
        assert time.monotonic() < end
        time.sleep(0.05)


def test_interrupted(desk: Desk, tmux: Tmux) -> None:
    """Ctrl-C ends it with a word, and the shell is as it was."""
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("q quit")
    tmux.type("C-c")
    tmux.wait("Stopped. What was recorded before", "ready>")
    tmux.type("stty -a; echo code $?", "Enter")
    settings = tmux.wait("code 0").split()
    assert {"icanon", "echo"} <= {setting.rstrip(";") for setting in settings}


def test_a_small_window(desk: Desk, tmux: Tmux) -> None:
    """A report that is taller than the window scrolls; the keys stay in sight, and so does the next frame's top."""
    tmux("resize-window", "-x", "80", "-y", "12")
    tmux.type(shlex.join(watch_command("ch90/scale")), "Enter")
    tmux.wait("q quit")
    desk.save("scaling", desk.mistake("scaling", "scale__adds"))
    tmux.wait("The factor is added.", "q quit")
    tmux.type("l")
    tmux.wait("Chapter 90", " > ✗ scale", "q quit", unwanted="The factor is added.")
