"""What goes wrong with nbgrader by itself and must not here: by the real commands, or by our preprocessor alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nbgrader_class import ARITH, FULL, KINDS, found
from nbgrader_course import (
    KEY,
    POINTS,
    RIGHT,
    CourseDir,
    answer_cell,
    cells,
    check_cell,
    code,
    environment,
    graded,
    make_course,
    notebook,
    write_pack,
)

LOADED = """
import sys
import course.cli, course.grade, course.nbgrader, course.nbgrader.autograde, course.nbgrader.root
from course.commands import nbgrader_autograde
heavy = [name for name in ("nbgrader", "nbformat", "nbconvert", "traitlets", "sqlalchemy") if name in sys.modules]
print(heavy)
"""


def test_nbgrader_is_imported_lazily() -> None:
    """It brings all of Jupyter along: no command but its own loads it."""
    done = subprocess.run([sys.executable, "-c", LOADED], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_is_no_student(pack: Path, tmp_path: Path) -> None:
    """With create_student off a stray folder is nobody, is named and stops nothing; on, it is said who was added."""
    course = make_course(tmp_path / "course", pack, config=["c.Autograde.create_student = False"])
    course.add_students("anna")
    for name in ("anna", "old_copies"):
        KINDS["good"].hand_in(course, name)
    (course.root / "submitted" / "link").symlink_to("anna")
    theirs = course.nbgrader("autograde", KEY, "--student", "old_copies")
    assert theirs.returncode == 1
    assert "No student with ID 'old_copies' exists" in theirs.stderr
    ours = course.course("nbgrader", "autograde", KEY)
    assert ours.returncode == 0, ours.stderr
    assert "old_copies is not in the gradebook and was left out" in ours.stderr
    assert "link is a link and was not followed" in ours.stderr
    assert course.grades().keys() == {"anna"}
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.Autograde.create_student = True\n")
    more = course.course("nbgrader", "autograde", KEY, "--student", "old_copies")
    assert more.returncode == 0, more.stderr
    assert "old_copies was not in the gradebook and is added" in more.stderr
    assert found(course.grades()["old_copies"]) == FULL


def test_files_of_the_instructors_are_never_judged(by_nbgrader: Any, by_course: Any) -> None:
    """nbgrader lays source/'s files over the student's: theirs is judged all the same, both ways."""
    for done in (by_nbgrader, by_course):
        assert (done.course.root / "autograded" / "module_counts" / KEY / "arith.py").read_text() == ARITH
        assert found(done.course.grades()["module_counts"]) == (0.0, 5.0)


def test_links_are_not_followed(pack: Path, tmp_path: Path) -> None:
    """nbgrader copies what a link in a submission leads to, to where feedback is made of: ours leaves links alone."""
    course = make_course(tmp_path / "course", pack)
    place = course.hand_in("eve", notebook(cells(RIGHT)))
    (place / "notes.txt").write_text("mine")
    for name, target in (("stolen.html", course.root / "seed.secret"), ("[gone].txt", "nowhere")):
        (place / name).symlink_to(target)
    os.mkfifo(place / "pipe")
    done = course.course("nbgrader", "autograde", KEY)
    assert done.returncode == 0, done.stderr
    assert found(course.grades()["eve"]) == FULL
    copied = {path.name for path in (course.root / "autograded" / "eve" / KEY).iterdir()}
    assert copied == {f"{KEY}.ipynb", "notes.txt"}


OWN = code("assert double(1) == 2", **graded("own-test", grade=True, locked=True, points=7))


def test_a_graded_cell_of_the_instructors_own(pack: Path, tmp_path: Path) -> None:
    """Nobody runs it: not run, it would have full marks from nbgrader, so it waits for a person."""
    course = make_course(tmp_path / "course", pack, source=[*cells(), OWN])
    course.hand_in("anna", notebook([*cells(RIGHT), OWN]))
    for command in (course.nbgrader, lambda *words: course.course("nbgrader", *words, "--force")):
        assert command("autograde", KEY).returncode == 0
        grades = course.grades()["anna"]
        assert (grades["own-test"], found(grades)) == ((None, True), FULL)
        assert "does not run this cell" in course.outputs("anna", "own-test")[0]["evalue"]


def foreign(course: CourseDir) -> None:
    """An assignment that is for no chapter, and a submission to it."""
    own = [answer_cell("plus", "def plus(x):\n    return x + 1"),
           code("assert plus(1) == 2", **graded("plus-test", grade=True, locked=True, points=3))]  # fmt: skip
    for folder in ("source", "submitted/anna"):
        place = course.root / folder / "ps1"
        place.mkdir(parents=True)
        (place / "ps1.ipynb").write_text(notebook(own))
    assert course.nbgrader("generate_assignment", "ps1").returncode == 0


def test_an_assignment_of_the_instructors_own(pack: Path, tmp_path: Path) -> None:
    """Is refused, for nothing would run it; with execute_others nbgrader runs it as ever."""
    course = make_course(tmp_path / "course", pack)
    foreign(course)
    refused = course.nbgrader("autograde", "ps1")
    assert refused.returncode == 1
    assert "execute_others = True" in refused.stderr
    assert not (course.root / "autograded" / "anna" / "ps1").exists()
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.JudgeCells.execute_others = True\n")
    done = course.nbgrader("autograde", "ps1")
    assert done.returncode == 0, done.stderr
    from nbgrader.api import Gradebook

    with Gradebook(course.url()) as book:
        assert book.find_submission("ps1", "anna").score == 3
    ours = course.course("nbgrader", "autograde", "ps1")
    assert ours.returncode == 2


def test_no_sandbox_is_no_score(pack: Path, tmp_path: Path) -> None:
    """What cannot be judged here has failed for nbgrader, is not in autograded/, and the rest of the batch goes on."""
    course = make_course(tmp_path / "course", pack, config=["c.JudgeCells.sandbox = 'process'"])
    KINDS["good"].hand_in(course, "anna")
    KINDS["good"].hand_in(course, "ben")
    done = course.nbgrader("autograde", KEY)
    assert done.returncode == 1
    assert done.stderr.count("CannotJudge: Here submissions cannot be shut in") == 2
    assert not list((course.root / "autograded").glob("*/*"))
    assert {auto for grades in course.grades().values() for auto, _ in grades.values()} == {None}
    ours = course.course("nbgrader", "autograde", KEY)
    assert ours.returncode == 2
    assert "Here submissions cannot be shut in" in ours.stderr


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "no such chapter": (("ch77",), "ch77"),
    "no such directory": ((KEY, "--root", "nowhere"), "nbgrader_config.py"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_wrong_usage(pack: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    """Exit code 2 and what is wrong."""
    course = make_course(tmp_path / "course", pack)
    refused = course.course("nbgrader", "autograde", *arguments)
    assert refused.returncode == 2
    assert said in refused.stderr


def test_an_assignment_that_was_not_generated(tmp_path: Path) -> None:
    """The next command is nbgrader's."""
    pack = write_pack(tmp_path / "tiny")
    course = CourseDir(tmp_path / "course", pack)
    course.root.mkdir()
    (course.root / "nbgrader_config.py").write_text(f"c = get_config()\nc.JudgeCells.pack = {str(pack)!r}\n")
    course.add_students("anna")
    refused = course.course("nbgrader", "autograde", "ch92")
    assert refused.returncode == 2
    assert f"nbgrader generate_assignment {KEY}" in refused.stderr


def test_other_names_and_points(pack: Path, tmp_path: Path) -> None:
    """An assignment may be renamed, its cells be worth something else: they say the chapter, and the share stays."""
    changed = cells()
    for cell in changed:
        told = cell["metadata"].get("nbgrader", {})
        if told.get("grade_id") == "double-check":
            told["points"] = 4
    course = make_course(tmp_path / "course", pack, source=changed)
    source = course.root / "source" / "week one"
    source.mkdir()
    (source / "home work.ipynb").write_text(notebook(changed))
    assert course.nbgrader("generate_assignment", "week one").returncode == 0
    place = course.root / "submitted" / "anna" / "week one"
    place.mkdir(parents=True)
    half_right = {**RIGHT, "double": "def double(x):\n    return 0 * x + 2"}
    (place / "home work.ipynb").write_text(notebook(cells(half_right)))
    done = course.course("nbgrader", "autograde", "week one")
    assert done.returncode == 0, done.stderr
    from nbgrader.api import Gradebook

    with Gradebook(course.url()) as book:
        grades = book.find_submission("week one", "anna").notebooks[0].grades
        assert {grade.name: grade.auto_score for grade in grades} == {"double-check": 2.0, "half-check": 5.0}
    assert course.nbgrader("autograde", "week one", "--force").returncode == 0
    with Gradebook(course.url()) as book:
        assert book.find_submission("week one", "anna").score == 7


def test_without_mend_cells_duplicates_stop_a_batch(pack: Path, tmp_path: Path) -> None:
    """nbgrader's own sanitizers end a whole run at one notebook with an id twice; behind MendCells nobody is lost."""
    course = make_course(tmp_path / "course", pack)
    course.hand_in("anna", notebook([*cells(RIGHT), answer_cell("double", RIGHT["double"])]))
    KINDS["good"].hand_in(course, "ben")
    config = course.root / "nbgrader_config.py"
    text = config.read_text()
    config.write_text(text.replace('"course.nbgrader.preprocessor.MendCells", ', ""))
    stopped = course.nbgrader("autograde", KEY)
    assert stopped.returncode == 1
    assert "ben" not in course.grades()
    config.write_text(text)
    done = course.nbgrader("autograde", KEY, "--force")
    assert done.returncode == 0, done.stderr
    assert {name: found(grades) for name, grades in course.grades().items()} == {"anna": FULL, "ben": FULL}


# The preprocessor alone, without nbgrader's converter.


def test_held_cells_need_an_exporter() -> None:
    """Without one nothing could hold a cell for a person, and a score would stand: that is refused."""
    from course.nbgrader.preprocessor import CannotJudge, JudgeCells

    with pytest.raises(CannotJudge):
        JudgeCells()._hold({"double-check": False})


def test_points_of_the_tiny_chapter() -> None:
    """What the other tests count with."""
    told: dict[str, Any] = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in cells()}
    assert {name: told[f"{name}-check"]["metadata"]["nbgrader"]["points"] for name in POINTS} == POINTS
    assert "points" not in check_cell("square")["metadata"]["nbgrader"]
