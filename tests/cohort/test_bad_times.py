"""`course grade` on disks that are full or read-only, beside another run, and under a clock that jumps.

The disks are real: small file systems in memory, which takes a right to mount.
"""

from __future__ import annotations

import ast
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cohort_class import NOT_DONE, hand_in
from judging import MINI

import grader
from course.regrade import steady

SOAK = bool(os.environ.get("GRADSTEP_SOAK"))
ROOM = (0, 8, 24, 40, 60, 90, 120, 150) if SOAK else (24, 120)
"""KiB that are free: enough for the secret, for sources, for some of the results, for all but the reports, ..."""
CLOCK = """
import itertools, random, time
chance, real = random.Random(1), time.time
time.time = lambda: real() + chance.uniform(-1e9, 1e9)
time.time_ns = lambda: int(time.time() * 1e9)
"""
ENDED = """
import sys
from course.cli import main
sys.exit(main())
"""


def begin(source: Path, out: Path, secret: Path, *more: str, **env: str) -> subprocess.Popen[str]:
    """The real command, in a process of its own."""
    command = [sys.executable, "-c", ENDED, "grade", str(source), "--chapter", "ch90", "--course", str(MINI)]
    options = ["--out", str(out), "--seed-secret-file", str(secret), "--jobs", "1", "--export", "junit", *more]
    return subprocess.Popen(
        [*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "LANG": "C.UTF-8", **env},
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code, and what was said on stderr as one line."""
    _, said = process.communicate(timeout=600)
    return process.returncode, " ".join(said.split())


def outcome(out: Path) -> tuple[dict[str, tuple[str, str]], dict[str, Any]]:
    """State and score of every student, and the stored results; times aside."""
    text = (out / "scores.csv").read_text(encoding="utf-8-sig")
    rows = {row["student"]: (row["state"], row["score"]) for row in csv.DictReader(io.StringIO(text, newline=""))}
    files = (out / "results").rglob("*.json")
    return rows, {path.name: steady(json.loads(path.read_bytes().partition(b"\n")[2])) for path in files}


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    """A class of four, a secret, and what an undisturbed run leaves."""
    root = tmp_path_factory.mktemp("class")
    source, secret, calm = root / "class", root / "secret", root / "calm"
    for number in range(4):
        wrong = f"def scale(x, factor):\n    return x + factor\n# {number}\n"
        hand_in(source, f"s{number}", wrong if number % 2 else None, f"{NOT_DONE}# {number}\n")
    secret.write_text("a secret of the class")
    assert finish(begin(source, calm, secret))[0] == 0
    assert {state for state, _ in outcome(calm)[0].values()} == {"scored"}
    assert len(outcome(calm)[1]) == 4
    return source, secret, calm


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=4m,mode=755", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("no right to mount a file system here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_loses_nothing(given: tuple[Path, Path, Path], disk: Path, room: int) -> None:
    """It says which file could not be written and what to do; with room again the same command ends as it would have.

    No submission is put aside for it, and no half of a file stays.
    """
    source, secret, calm = given
    status = os.statvfs(disk)
    filler = disk / "filler"
    filler.write_bytes(b"x" * (status.f_bavail * status.f_bsize - room * 1024))
    code, said = finish(begin(source, disk, secret))
    assert code == 3, said
    full = f"The disk is full: {disk}/" in said and "could not be written." in said
    assert full or f"Submissions cannot be judged: {disk}/" in said
    assert "type the command again." in said
    assert "Traceback" not in said
    filler.unlink()
    assert list(disk.rglob("*.part")) == []
    kept = {path: path.stat().st_mtime_ns for path in (disk / "results").rglob("*.json")}
    code, said = finish(begin(source, disk, secret))
    assert code == 0, said
    assert outcome(disk) == outcome(calm)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_a_read_only_disk_is_said_and_left_alone(given: tuple[Path, Path, Path], disk: Path) -> None:
    """Before anything is judged."""
    source, secret, calm = given
    shutil.copytree(calm, disk, dirs_exist_ok=True)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    code, said = finish(begin(source, disk, secret))
    assert code == 3
    assert f"{disk}/.lock cannot be used: the disk is read-only, or the file is not yours." in said
    assert "judged" not in said
    assert outcome(disk) == outcome(calm)


def test_two_runs_and_a_jumping_clock(given: tuple[Path, Path, Path], tmp_path: Path) -> None:
    """The second run says so and ends; the first goes on as if nothing were, though its clock jumps by decades."""
    source, secret, calm = given
    (tmp_path / "sitecustomize.py").write_text(CLOCK)
    out = tmp_path / "out"
    paths = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    first = begin(source, out, secret, PYTHONPATH=paths)
    until = time.monotonic() + 60
    while not (out / ".work").exists() and time.monotonic() < until:
        time.sleep(0.02)
    code, said = finish(begin(source, out, secret))
    assert code == 2, said
    assert f"Another `course grade` works in {out}. Wait until it has ended, or name another folder" in said
    code, said = finish(first)
    assert code == 0, said
    assert outcome(out) == outcome(calm)


WALL = frozenset({"time.time", "time.time_ns", "datetime.now", "datetime.utcnow", "datetime.today", "date.today"})


def test_no_deadline_asks_the_clock_on_the_wall() -> None:
    """Nowhere in the grader is the time of day asked for: it may jump, and says nothing about how long a call took."""
    root = Path(grader.__file__).parent
    found = [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in root.rglob("*.py")
        if "suites" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in WALL
    ]
    assert found == []
