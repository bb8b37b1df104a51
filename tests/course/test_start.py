from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KEY = "ch01_numbers"
Run = Callable[..., Any]


def test_start_makes_a_whole_workspace(run: Run) -> None:
    """Stubs, data, README, AGENTS.md and the settings are there, and the next command is named."""
    done = run("start", "ws")
    root = Path("ws")
    assert done.exit_code == 0
    assert "Next: cd ws && course check" in done.stdout
    assert sorted(path.name for path in root.iterdir()) == [
        ".course",
        ".gitignore",
        "AGENTS.md",
        "README.md",
        "data",
        "exercises",
    ]
    assert sorted(path.name for path in (root / "exercises" / KEY).iterdir()) == ["arith.py", "power.py"]
    assert "NotImplementedError" in (root / "exercises" / KEY / "arith.py").read_text(encoding="utf-8")
    assert "BEGIN SOLUTION" not in (root / "exercises" / KEY / "arith.py").read_text(encoding="utf-8")
    assert json.loads((root / ".course/workspace.json").read_text()) == {"format_version": 1, "lang": "en"}
    assert "do not solve" in (root / "AGENTS.md").read_text(encoding="utf-8")
    assert len(list((root / "data/MNIST/raw").iterdir())) == 4


def test_the_readme_names_the_five_commands(run: Run) -> None:
    """The workspace's README shows the five commands that a learner needs, in both languages."""
    run("start", "en")
    run("start", "zh", "--lang", "zh")
    for folder in ("en", "zh"):
        text = Path(folder, "README.md").read_text(encoding="utf-8")
        commands = [line.split()[1] for line in text.splitlines() if line.startswith("    course ")]
        assert commands == ["list", "check", "check", "hint", "reset"]


def test_a_chinese_workspace_has_chinese_stubs_and_keeps_its_language(run: Run, monkeypatch: Any) -> None:
    """--lang zh writes Chinese docstrings and comments, and later commands in the workspace speak Chinese."""
    assert run("start", "ws", "--lang", "zh").exit_code == 0
    stub = Path("ws/exercises", KEY, "arith.py").read_text(encoding="utf-8")
    assert '"""两个乘法。"""' in stub
    assert "# 想一想形状。" in stub
    assert 'raise NotImplementedError("double is not implemented yet")' in stub
    monkeypatch.chdir("ws")
    assert "还没有尝试过任何练习" in run("status").stdout
    assert "No exercise was tried" in run("status", "--lang", "en").stdout


def test_start_without_a_name_and_in_the_current_folder(run: Run, monkeypatch: Any) -> None:
    """The folder is called gradstep unless said; an empty current folder will do too."""
    assert run("start").exit_code == 0
    assert Path("gradstep/.course/workspace.json").is_file()
    Path("empty").mkdir()
    monkeypatch.chdir("empty")
    done = run("start", ".")
    assert done.exit_code == 0
    assert "Next: course check" in done.stdout


def test_a_folder_with_something_in_it_is_refused(run: Run) -> None:
    """Nothing of the learner's is ever overwritten."""
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("keep")
    done = run("start", "mine")
    assert done.exit_code == 2
    assert "mine is not empty; nothing was changed." in done.stderr
    assert "Next: course start mine/gradstep" in done.stderr
    assert [path.name for path in Path("mine").iterdir()] == ["notes.txt"]


def test_a_workspace_and_a_file_are_refused(run: Run) -> None:
    """A second start says that the workspace is there; a file is no folder."""
    run("start", "ws")
    again = run("start", "ws")
    assert again.exit_code == 2
    assert "ws is a workspace already" in again.stderr
    Path("file").touch()
    assert "file is a file." in run("start", "file").stderr


def test_an_interrupted_start_can_be_run_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a start that broke off has left, running it again completes the workspace."""
    import course.start

    def broken(*_: object) -> None:
        raise OSError(28, "No space left on device", "ws/data")

    with monkeypatch.context() as patch:
        patch.setattr(course.start, "write_mnist", broken)
        first = run("start", "ws")
    assert first.exit_code == 3
    assert "The disk is full: ws/data" in first.stderr
    assert run("start", "ws").exit_code == 0
    assert Path("ws/.course/workspace.json").is_file()
    assert not Path("ws/.course/unfinished-start").exists()


def test_a_path_that_cannot_be_written_is_one_message(run: Run) -> None:
    """A place that takes no files is said in one message with the next command."""
    Path("file").touch()
    done = run("start", "file/inside")
    assert done.exit_code == 3
    assert "Next: course doctor" in done.stderr
    assert "Traceback" not in done.stderr
