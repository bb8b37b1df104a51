"""A real JupyterLab with nbgrader's extensions, in a folder, with a home of its own."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_directory import installed

SETTINGS = {
    # Every cell is there, also those that are far from the screen; no news of the world.
    "notebook-extension/tracker.jupyterlab-settings": {"windowingMode": "none"},
    "apputils-extension/notification.jupyterlab-settings": {"fetchNews": "false", "checkForUpdates": False},
}
START_SECONDS = 120.0


@dataclass(frozen=True)
class Lab:
    """Where it listens, and what it wants to see first."""

    url: str
    token: str

    def at(self, path: str) -> str:
        """The address of a page, with the token."""
        return f"{self.url}/{path}{'&' if '?' in path else '?'}token={self.token}"


@contextmanager
def jupyter_lab(folder: Path, home: Path, environment: Mapping[str, str]) -> Iterator[Lab]:
    """Starts it in a folder and ends it, its kernels and all that they started."""
    for name, value in SETTINGS.items():
        path = home / ".jupyter/lab/user-settings/@jupyterlab" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    lab = Lab(f"http://127.0.0.1:{port}", secrets.token_hex(16))
    shared = {"JUPYTER_CONFIG_PATH": "etc/jupyter", "JUPYTERLAB_DIR": "share/jupyter/lab"}
    env = {**environment, **{name: str(installed() / place) for name, place in shared.items()}}
    command = ["--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0", "--allow-root"]
    log = home / "jupyterlab.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "jupyterlab", *command, f"--IdentityProvider.token={lab.token}"],
            cwd=folder, env=env, stdout=said, stderr=said, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(lab, process, log)
            yield lab
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _wait(lab: Lab, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(lab.at("api"), timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace")[-3000:])
