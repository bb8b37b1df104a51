"""Notebooks beside modules: whichever of the two the student worked on is judged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from judging import MINI, load

from grader.notebook.beside import collect_work
from grader.submission import Submission, SubmissionError

CHAPTER = load("ch90_mini")
STUBS = MINI / "exercises" / CHAPTER.key
SCALE = "def scale(x, factor):\n    return x * factor\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with the chapter's stubs, which is also the current folder."""
    home = tmp_path / "exercises" / CHAPTER.key
    shutil.copytree(STUBS, home)
    monkeypatch.chdir(tmp_path)
    return home


def shown(submission: Submission) -> dict[str, str]:
    return {name: file.path_shown for name, file in submission.modules.items()}


def notes(submission: Submission) -> list[str]:
    return [str(note) for note in submission.notes]


def test_a_notebook_by_its_path(tmp_path: Path, book) -> None:
    """It need not lie anywhere special; what is no notebook, and what is not there, is said."""
    path = tmp_path / "any.IPYNB"
    path.write_bytes(book(SCALE))
    assert collect_work(path, CHAPTER).modules["scaling"].text.endswith(f"{SCALE}")
    path.write_text("x")
    with pytest.raises(SubmissionError, match="is not JSON"):
        collect_work(path, CHAPTER)
    (tmp_path / "link.ipynb").symlink_to(path)
    with pytest.raises(SubmissionError, match="is a link"):
        collect_work(tmp_path / "link.ipynb", CHAPTER)
    with pytest.raises(SubmissionError, match="does not exist"):
        collect_work(tmp_path / "none.ipynb", CHAPTER)


def test_stubs_give_way_to_a_notebook(folder: Path, tmp_path: Path, book) -> None:
    """Module by module: a stub that nobody touched, in whichever language, is no work."""
    (folder / "ch90.ipynb").write_bytes(book(SCALE))
    translated = (folder / "scaling.py").read_text().replace("Multiply every element of x by factor.", "逐元素相乘。")
    (folder / "scaling.py").write_text(translated)
    found = collect_work(tmp_path, CHAPTER)
    at = f"exercises/{CHAPTER.key}"
    assert shown(found) == {"scaling": f"{at}/ch90.ipynb", "gain": f"{at}/gain.py", "descent": f"{at}/descent.py",
                            "storing": f"{at}/storing.py"}  # fmt: skip
    assert notes(found) == []


def test_modules_that_were_worked_on_stay(folder: Path, tmp_path: Path, book) -> None:
    """And a note says what of the notebook was not judged."""
    (folder / "scaling.py").write_text(SCALE)
    (folder / "hw.ipynb").write_bytes(book(SCALE, "class Gain: pass"))
    found = collect_work(tmp_path, CHAPTER)
    assert found.modules["scaling"].text == SCALE
    assert shown(found)["gain"].endswith("hw.ipynb")
    assert notes(found) == [f"scaling.py was judged, not exercises/{CHAPTER.key}/hw.ipynb"]


def test_a_module_that_was_begun_is_no_stub(folder: Path, tmp_path: Path, book) -> None:
    """One of its functions is written, the other is not yet."""
    begun = "def store(value, path):\n    return 1\n\ndef count_down(start):\n    raise NotImplementedError('x')\n"
    (folder / "storing.py").write_text(begun)
    (folder / "hw.ipynb").write_bytes(book("def store(value, path): pass", "def count_down(start): pass"))
    assert collect_work(tmp_path, CHAPTER).modules["storing"].text == begun


def test_a_missing_module_says_what_the_notebook_lacks(tmp_path: Path, book) -> None:
    """Not that a file is missing, where there is a notebook instead."""
    (tmp_path / "hw.ipynb").write_bytes(book(SCALE))
    found = collect_work(tmp_path, CHAPTER)
    assert "no cell of" in str(found.modules["gain"].problems["Gain"])


def test_of_several_notebooks_the_one_with_the_most(tmp_path: Path, book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of equal ones the one with the chapter's name; others that answer something are named."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.ipynb").write_bytes(book(SCALE))
    (tmp_path / "ch90.ipynb").write_bytes(book(f"{SCALE}# named"))
    (tmp_path / "notes.ipynb").write_bytes(book("x = 1"))
    found = collect_work(tmp_path, CHAPTER)
    assert shown(found)["scaling"] == "ch90.ipynb"
    assert notes(found) == ["ch90.ipynb was judged, not a.ipynb"]
    (tmp_path / "z.ipynb").write_bytes(book(SCALE, "class Gain: pass"))
    assert shown(collect_work(tmp_path, CHAPTER))["scaling"] == "z.ipynb"


@pytest.mark.parametrize("cells", [["x = 1"], []])
def test_a_notebook_of_something_else_changes_nothing(folder: Path, tmp_path: Path, book, cells: list[str]) -> None:
    """Beside stubs it is not looked at any further."""
    (folder / "notes.ipynb").write_bytes(book(*cells))
    assert shown(collect_work(tmp_path, CHAPTER))["scaling"].endswith("scaling.py")


def test_nothing_at_all(tmp_path: Path) -> None:
    """A folder without either is what it was: each module is missing."""
    assert all(file.problem is not None for file in collect_work(tmp_path, CHAPTER).modules.values())
