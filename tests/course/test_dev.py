"""`course dev check` and `course dev update` as commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

KEY = "ch01_numbers"
Run = Callable[..., Any]


def test_a_sound_chapter_is_exit_0(run: Run, mini: Any) -> None:
    """A row for the chapter, and one sentence."""
    assert run("dev", "update", "ch1").stdout.count("was written") == 2
    done = run("dev", "check", "ch1", "--static")
    assert done.exit_code == 0, done.output
    assert KEY in done.stdout
    assert done.stdout.endswith("Every rule holds.\n")


def test_what_does_not_hold_is_listed_and_exit_1(run: Run, mini: Any) -> None:
    """Each finding is a line with its place; their number comes last."""
    run("dev", "update", "ch1")
    (mini.content.tree.suites / KEY / "mistakes/double__half.py").unlink()
    done = run("dev", "check", "1", "--static")
    assert done.exit_code == 1
    assert "✗ ch1/double: 3 mistakes, at least 4 are wanted" in done.stdout
    assert done.stdout.endswith("3 findings.\n")


def test_a_broken_chapter_toml_is_a_finding(run: Run, mini: Any) -> None:
    """A chapter that cannot be read is said, and the others are still checked."""
    (mini.content.tree.chapters / KEY / "chapter.toml").write_text("format_version = 2\n")
    done = run("dev", "check", "--static")
    assert done.exit_code == 1
    assert "format_version must be 1, not 2" in done.stdout


def test_a_broken_chapter_is_our_fault_for_a_learner(run: Run, mini: Any) -> None:
    """The same fault is exit 3 where a learner meets it."""
    (mini.content.tree.chapters / KEY / "chapter.toml").write_text("colour = 2\n")
    done = run("list")
    assert done.exit_code == 3
    assert "The course's own files are at fault:" in done.stderr


def test_an_unknown_chapter_is_exit_2(run: Run) -> None:
    """The name is checked before anything else."""
    assert run("dev", "check", "ch9").exit_code == 2
