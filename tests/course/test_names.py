from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from course.errors import CourseError
from course.names import find_target

KEY = "ch01_numbers"


@pytest.mark.parametrize("name", ["ch1", "1", "ch01", "01", "CH1", KEY, "ch1/", f"{KEY}/"])
def test_every_spelling_finds_the_chapter(mini: Any, name: str) -> None:
    """A chapter is found by number, short name and key."""
    found = find_target(mini.content, name)
    assert (found.chapter.key, found.only) == (KEY, frozenset())


@pytest.mark.parametrize(
    ("name", "only", "module"),
    [
        ("ch1/double", {"double"}, None),
        ("1/square", {"square"}, None),
        (f"{KEY}/triple", {"triple"}, None),
        ("ch1/arith", {"double", "triple"}, "arith"),
        ("ch1/arith.py", {"double", "triple"}, "arith"),
    ],
)
def test_exercises_and_modules_are_found(mini: Any, name: str, only: set[str], module: str | None) -> None:
    """After the slash stands an exercise or a module."""
    found = find_target(mini.content, name)
    assert (found.only, found.module) == (only, module)


def test_paths_are_found(mini: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module's file or a chapter's folder is found from anywhere, and says where it lies."""
    folder = tmp_path / "work" / "exercises" / KEY
    folder.mkdir(parents=True)
    (folder / "arith.py").touch()
    monkeypatch.chdir(tmp_path)
    by_file = find_target(mini.content, f"work/exercises/{KEY}/arith.py")
    assert (by_file.only, by_file.module, by_file.folder) == ({"double", "triple"}, "arith", folder)
    monkeypatch.chdir(folder)
    assert find_target(mini.content, "arith.py").folder == folder
    assert find_target(mini.content, ".").folder == folder


def test_a_deleted_modules_path_still_says_what_is_meant(mini: Any, tmp_path: Path) -> None:
    """The path of a module that is gone is still the module's."""
    found = find_target(mini.content, str(tmp_path / KEY / "arith.py"))
    assert found.module == "arith"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ch9", "There is no chapter ch9. Did you mean ch1?"),
        ("nmbers", "There is no chapter nmbers. Did you mean ch1?"),
        ("zzz", "There is no chapter zzz."),
        ("double", "double is an exercise of ch1: name both."),
        ("ch1/doubel", "ch1 has no exercise doubel. Did you mean double?"),
        ("ch1/xyz", "ch1 has no exercise xyz. It has: double, triple, square."),
        ("nowhere.py", "There is no file nowhere.py."),
    ],
)
def test_what_means_nothing_is_said_with_the_nearest_name(mini: Any, name: str, message: str) -> None:
    """An unknown name is answered with the nearest known one and a command to type."""
    with pytest.raises(CourseError) as error:
        find_target(mini.content, name)
    assert str(error.value.words) == message
    assert error.value.next_command
    assert error.value.next_command.startswith("course ")


def test_a_file_of_no_chapter_is_refused(mini: Any, tmp_path: Path) -> None:
    """A Python file outside a chapter's folder is not guessed at."""
    path = tmp_path / "arith.py"
    path.touch()
    with pytest.raises(CourseError, match="is no module of a chapter"):
        find_target(mini.content, str(path))


@pytest.mark.parametrize(
    "name", [f"{KEY}/any.ipynb", "ch1.ipynb", "ch01_homework.ipynb", "Chapter 1.ipynb", f"{KEY}.ipynb"]
)
def test_a_notebook_is_found_by_its_folder_or_its_name(mini: Any, tmp_path: Path, name: str) -> None:
    """The chapter of a notebook that lies anywhere."""
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}")
    found = find_target(mini.content, str(path))
    assert (found.chapter.key, found.folder, found.exercises) == (KEY, path, ())


@pytest.mark.parametrize(("name", "said"), [("mine.ipynb", "which chapter"), ("ch990.ipynb", "which chapter")])
def test_a_notebook_of_no_chapter_says_how_to_call_it(mini: Any, tmp_path: Path, name: str, said: str) -> None:
    """One that is not there is said, too."""
    with pytest.raises(CourseError, match="There is no file"):
        find_target(mini.content, str(tmp_path / name))
    (tmp_path / name).write_text("{}")
    with pytest.raises(CourseError, match=said):
        find_target(mini.content, str(tmp_path / name))
