"""The real `course serve` in a process of its own: where it is, and how it ends."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course.content import find_content

ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]+)")
SECONDS = 20.0


@dataclass(frozen=True)
class Served:
    """A server, the workspace that it serves, and the address that it printed."""

    process: subprocess.Popen[str]
    workspace: Path
    address: str
    port: int
    token: str

    @property
    def site(self) -> str:
        """The address without the token."""
        return f"http://127.0.0.1:{self.port}"

    def save(self, chapter: str, module: str, source: Path) -> None:
        """Puts a module in the learner's, as an editor does that writes beside and renames."""
        target = self.workspace / "exercises" / chapter / f"{module}.py"
        beside = target.with_suffix(".tmp")
        shutil.copyfile(source / chapter / f"{module}.py", beside)
        beside.replace(target)

    def interrupted(self) -> tuple[int, str]:
        """What a Ctrl-C comes to: the exit code and what was said after the address."""
        os.killpg(self.process.pid, signal.SIGINT)
        said, _ = self.process.communicate(timeout=SECONDS)
        return self.process.returncode, said


@contextmanager
def serving(workspace: Path, *arguments: str, lang: str = "en") -> Iterator[Served]:
    """The server of a workspace, until the block ends; a port of its own unless one is named."""
    named = ("--port", "0") if "--port" not in arguments else ()
    command = [sys.executable, "-m", "course", "serve", "--no-open", "--lang", lang, *named, *arguments]
    process = subprocess.Popen(
        [*command, "--workspace", str(workspace)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        start_new_session=True,
        env={**os.environ, "COLUMNS": "200"},
    )
    assert process.stdout is not None
    try:
        said = ""
        while (found := ADDRESS.search(said)) is None:
            line = process.stdout.readline()
            assert line, f"the server ended: {said}"
            said += line
        yield Served(process, workspace, found[0], int(found[1]), found[2])
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def stubs(folder: Path, *chapters: str) -> Path:
    """A workspace with the stubs of some chapters."""
    tree = find_content().tree
    for chapter in chapters:
        shutil.copytree(tree.exercises / chapter, folder / "exercises" / chapter)
    return folder
