"""`course hint`, `course reset`, `course solution`, `course list` and `course status`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from course.progress import load_progress
from course.status_json import SCHEMA_FILE

KEY = "ch01_numbers"
Run = Callable[..., Any]
Edit = Callable[[str, str], None]


def progress_of(workspace: Path, exercise: str) -> Any:
    return load_progress(workspace / ".course/progress.json").progress.of(KEY, exercise)


def test_hints_come_one_level_at_a_time(run: Run, workspace: Path) -> None:
    """Each call shows one more hint; after the third they stay, and giving up is named."""
    for count in (1, 2, 3, 3):
        done = run("hint", "ch1/double")
        assert done.exit_code == 0
        assert [number for number in (1, 2, 3) if f"hint {number} for double" in done.stdout] == list(
            range(1, count + 1)
        )
        assert progress_of(workspace, "double").hints == count
    assert "course solution ch1/double --give-up" in done.stdout
    assert "提示 1：double" in run("hint", "ch1/double", "--lang", "zh").stdout


def test_a_hint_needs_one_exercise(run: Run, workspace: Path) -> None:
    """A chapter or a module with several exercises is asked to be named more closely."""
    done = run("hint", "ch1/arith")
    assert done.exit_code == 2
    assert "Name one exercise of ch1: double, triple." in done.stderr
    assert "Next: course hint ch1/double" in done.stderr


def test_reset_puts_the_stub_back_and_keeps_a_backup(run: Run, workspace: Path, edit: Edit) -> None:
    """The learner's file is kept under .course/backup, and its exercises no longer pass; the date of the pass stays."""
    path = workspace / "exercises" / KEY / "arith.py"
    stub = path.read_text(encoding="utf-8")
    edit("double", "return x + x")
    mine = path.read_text(encoding="utf-8")
    run("check", "ch1/double")
    done = run("reset", "ch1/arith")
    assert done.exit_code == 0
    assert path.read_text(encoding="utf-8") == stub
    (backup,) = (workspace / ".course/backup").rglob("arith.py")
    assert backup.read_text(encoding="utf-8") == mine
    assert str(backup.relative_to(workspace)) in done.stdout
    assert progress_of(workspace, "double").passed is False
    assert progress_of(workspace, "double").first_passed is not None
    assert "is as it was at the start already" in run("reset", "ch1/arith").stdout


@pytest.mark.parametrize("name", ["ch1/double", f"exercises/{KEY}/arith.py", "ch1/arith.py"])
def test_reset_of_an_exercise_or_a_path_is_its_module(run: Run, workspace: Path, name: str) -> None:
    """Whatever names a module's exercises resets the module, even where its file is gone."""
    path = workspace / "exercises" / KEY / "arith.py"
    path.unlink()
    assert f"exercises/{KEY}/arith.py is back." in run("reset", name).stdout
    assert path.is_file()


def test_reset_of_a_chapter_leaves_other_files(run: Run, workspace: Path) -> None:
    """All of the chapter's modules are put back; the learner's own files beside them stay."""
    folder = workspace / "exercises" / KEY
    (folder / "notes.txt").write_text("mine")
    for name in ("arith.py", "power.py"):
        (folder / name).write_text("x = 1\n")
    assert run("reset", "ch1").exit_code == 0
    assert all("NotImplementedError" in (folder / name).read_text() for name in ("arith.py", "power.py"))
    assert (folder / "notes.txt").read_text() == "mine"


def test_reset_in_a_chinese_workspace_writes_chinese(run: Run, monkeypatch: Any) -> None:
    """The stub that comes back is the one that start wrote."""
    run("start", "ws", "--lang", "zh")
    monkeypatch.chdir("ws")
    path = Path("exercises", KEY, "arith.py")
    before = path.read_text(encoding="utf-8")
    path.write_text("x = 1\n")
    run("reset", "ch1/arith", "--lang", "en")
    assert path.read_text(encoding="utf-8") == before


def test_the_solution_is_shown_after_a_pass(run: Run, workspace: Path, edit: Edit) -> None:
    """Before the pass it is refused with the next command; after it, it is shown and nothing is recorded."""
    refused = run("solution", "ch1/double")
    assert refused.exit_code == 1
    assert "ch1/double has not passed yet." in refused.stderr
    assert "Next: course hint ch1/double" in refused.stderr
    edit("double", "return x + x")
    run("check", "ch1/double")
    done = run("solution", "ch1/double")
    assert done.exit_code == 0
    assert "    return x * 2\n" in done.stdout
    assert "SOLUTION" not in done.stdout
    assert "def triple" not in done.stdout
    assert progress_of(workspace, "double").gave_up is None


def test_giving_up_is_recorded(run: Run, workspace: Path) -> None:
    """--give-up shows the answer at once, and status says so."""
    assert "return x * x" in run("solution", "ch1/square", "--give-up").stdout
    assert progress_of(workspace, "square").gave_up.startswith("20")
    assert "answer seen" in run("status").stdout


def test_list_shows_chapters_and_progress(run: Run, workspace: Path, edit: Edit) -> None:
    """A row a chapter with what has passed; with a chapter's name, its exercises."""
    edit("double", "return x + x")
    run("check", "ch1/double")
    listed = run("list").stdout
    assert "ch1   1/2  Numbers" in listed
    assert "Next: course check\n" in listed
    exercises = run("list", "ch1").stdout
    assert "  ✓ double   10  The double\n" in exercises
    assert "  · square    5  The square  (optional)\n" in exercises
    assert "数字" in run("list", "--lang", "zh").stdout


def test_list_needs_no_workspace(run: Run) -> None:
    """Without a workspace the chapters are listed, and the next command makes one."""
    done = run("list")
    assert done.exit_code == 0
    assert "ch1   2  Numbers" in done.stdout.replace("ch1    2", "ch1   2")
    assert "Next: course start gradstep" in done.stdout
    assert run("list", "ch8").exit_code == 2
    assert run("list", "--workspace", "nowhere").exit_code == 2


def test_status_shows_what_was_tried(run: Run, workspace: Path, edit: Edit) -> None:
    """Score, attempts, the date of the first pass and the hints of each exercise that was tried."""
    assert "No exercise was tried yet." in run("status").stdout
    edit("double", "return x + x")
    run("check", "ch1/double")
    run("hint", "ch1/triple")
    when = progress_of(workspace, "double").first_passed[:10]
    rows = [line.split() for line in run("status").stdout.splitlines()]
    assert ["ch1/double", "10", "/", "10", "1", when, "0"] in rows
    assert ["ch1/triple", "0", "1"] in rows


def test_status_as_json(run: Run, workspace: Path, edit: Edit) -> None:
    """Every exercise, tried or not, in the form that its schema promises; nothing else is on stdout."""
    edit("double", "return x + x")
    run("check", "ch1/double")
    run("hint", "ch1/triple")
    done = run("status", "--json", "--lang", "zh")
    record = json.loads(done.stdout)
    jsonschema.validate(record, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    assert done.exit_code == 0
    assert record["next"] == "ch1/triple"
    (chapter,) = record["chapters"]
    assert (chapter["title"], chapter["passed"], chapter["counted"]) == ("数字", 1, 2)
    double, triple, square = chapter["exercises"]
    assert (double["passed"], double["score"], double["attempts"], double["hints"]) == (True, 10, 1, 0)
    assert double["first_passed"] == progress_of(workspace, "double").first_passed
    assert triple == {
        "name": "triple", "title": "练习 triple", "module": "arith", "points": 5, "optional": False, "passed": False,
        "score": None, "attempts": 0, "first_passed": None, "hints": 1, "gave_up": None,
    }  # fmt: skip
    assert square["optional"] is True


def test_status_needs_a_workspace(run: Run) -> None:
    """Without one there is nothing to show: exit 2."""
    assert run("status").exit_code == 2


def test_a_hint_without_a_name_is_the_next_exercises(run: Run, workspace: Path) -> None:
    """As `course check` without one."""
    done = run("hint")
    assert done.exit_code == 0
    assert "ch1/double" in done.stdout
    assert "hint 1 for double" in done.stdout
