"""How soon a command says something: `--help` and `list` as a whole, Tab as a whole, `check` to its first line."""

from __future__ import annotations

import os
import pty
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench import PYTHON, QUIET, ROOT, Row, seconds

ROUNDS = 11
WHOLE, FIRST = 0.3, 0.15


def course() -> list[str]:
    """The command as it is installed."""
    script = Path(PYTHON).parent / "course"
    return [str(script)] if script.is_file() else [PYTHON, "-m", "course"]


def whole(*arguments: str, here: Path, **env: str) -> float:
    """The median seconds of a whole command."""
    def run() -> None:
        subprocess.run([*course(), *arguments], cwd=here, env={**os.environ, **env}, check=True, **QUIET)  # type: ignore[call-overload]

    run()
    return statistics.median(seconds(run) for _ in range(ROUNDS))


def first_line(*arguments: str, here: Path) -> float:
    """The median seconds until a command has written its first line to a terminal."""

    def run() -> float:
        master, slave = pty.openpty()
        started = time.perf_counter()
        command = [*course(), *arguments]
        process = subprocess.Popen(command, cwd=here, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL)
        os.close(slave)
        said = b""
        while b"\n" not in said:
            said += os.read(master, 4096)
        took = time.perf_counter() - started
        process.kill()
        process.wait()
        os.close(master)
        return took

    run()
    return statistics.median(run() for _ in range(ROUNDS))


def rows(here: Path) -> Iterator[Row]:
    """One after another, as they are measured."""
    shutil.copytree(ROOT / "exercises", here / "exercises")
    (here / ".course").mkdir()
    bare = statistics.median(seconds(lambda: subprocess.run([PYTHON, "-c", "pass"], check=True)) for _ in range(ROUNDS))
    how = f"median of {ROUNDS}; `python -c pass` takes {bare:.3f} s"
    yield Row("`course --help`", whole("--help", here=here), WHOLE, "s", how)
    yield Row("`course list`", whole("list", here=here), WHOLE, "s", how)
    complete = {"_COURSE_COMPLETE": "bash_complete", "COMP_WORDS": "course check ch3/", "COMP_CWORD": "2"}
    yield Row("Tab after `course check ch3/`", whole(here=here, **complete), WHOLE, "s", how)
    yield Row("the first line of `course check ch3`", first_line("check", "ch3", here=here), FIRST, "s", how)


def main() -> int:
    """Print a row as it is measured; exit 1 where a bound is not kept."""
    kept = True
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    print("| what | measured | at most | how |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder)):
            print(f"| {row.what} | {row.value:.3f} {row.unit} | {row.bound:g} {row.unit} | {row.how} |", flush=True)
            kept &= row.value <= row.bound
    return int(not kept)


if __name__ == "__main__":
    sys.exit(main())
