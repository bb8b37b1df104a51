"""A shell in a window of tmux: keys are typed there, and what a person would see is read."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from in_a_terminal import PATIENCE, environment

TMUX = shutil.which("tmux")
NO_TMUX = "there is no tmux here (apt-get install tmux)"


class Tmux:
    """A server of its own with one window, in which a shell runs."""

    def __init__(self, folder: Path, socket: Path, **env: str) -> None:
        self._command = [str(TMUX), "-S", str(socket), "-f", "/dev/null"]
        self._env = environment(HISTFILE="/dev/null", **env)
        self("new-session", "-d", "-x", "100", "-y", "50", "-c", str(folder), "bash --norc --noprofile -i")

    def begin(self) -> None:
        """Wait for the shell, which gets a prompt of its own."""
        self.wait("bash")
        self.type("PS1='rea''dy> '; clear", "Enter")
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

    def wait(self, *wanted: str, unwanted: str | None = None, seconds: float = PATIENCE) -> str:
        """The screen once it shows all that is wanted."""
        end = time.monotonic() + seconds
        while True:
            screen = self.screen
            if all(text in screen for text in wanted) and (unwanted is None or unwanted not in screen):
                return screen
            assert time.monotonic() < end, f"no {wanted}, or {unwanted}, on\n{screen}"
            time.sleep(0.02)
