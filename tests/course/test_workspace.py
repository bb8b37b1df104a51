from __future__ import annotations

from pathlib import Path

import pytest

from course.errors import CourseError
from course.workspace import Workspace, enclosing_workspace, find_workspace, workspace_if_any


def test_a_workspace_is_found_upwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From anywhere below it, the nearest folder that start made is the workspace."""
    Workspace(tmp_path).write_settings("zh")
    below = tmp_path / "exercises" / "deep"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)
    assert find_workspace().root == tmp_path
    assert find_workspace().language() == "zh"


def test_a_clone_is_a_workspace_by_its_exercises(tmp_path: Path) -> None:
    """A folder whose exercises/ holds a chapter's folder needs no mark; it has no language of its own."""
    (tmp_path / "exercises" / "ch03_linear_regression").mkdir(parents=True)
    found = enclosing_workspace(tmp_path)
    assert found == Workspace(tmp_path)
    assert found is not None
    assert found.language() is None


def test_another_projects_exercises_are_none(tmp_path: Path) -> None:
    """A folder called exercises with anything else in it marks nothing."""
    (tmp_path / "exercises" / "week1").mkdir(parents=True)
    assert enclosing_workspace(tmp_path / "exercises") is None


def test_no_workspace_names_the_command_that_makes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is none, the error says how to make one."""
    monkeypatch.chdir(tmp_path)
    assert workspace_if_any(None) is None
    with pytest.raises(CourseError, match="There is no workspace here") as error:
        find_workspace()
    assert error.value.next_command == "course start gradstep"


def test_a_named_folder_must_be_one(tmp_path: Path) -> None:
    """--workspace on any other folder is refused, not searched upwards."""
    Workspace(tmp_path).write_settings("en")
    inner = tmp_path / "inner"
    inner.mkdir()
    with pytest.raises(CourseError, match="is no workspace"):
        find_workspace(inner)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"lang": "fr"}', '{"lang": 3}', "\udcff"])
def test_damaged_settings_are_no_language(tmp_path: Path, text: str) -> None:
    """Settings that cannot be read count as none."""
    workspace = Workspace(tmp_path)
    workspace.state.mkdir()
    workspace.settings.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert workspace.language() is None
