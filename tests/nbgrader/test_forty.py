"""A class of forty with one bad notebook of each kind, and one of a hundred drawn at random: everybody has a row."""

from __future__ import annotations

import csv
import io
import os
import random
from pathlib import Path

import pytest
from nbgrader_class import KINDS, LARGE, R_KERNEL, Kind, found
from nbgrader_course import KEY, POINTS, RIGHT, STUBS, CourseDir, answer_cell, cells, code, make_course, notebook, text

SOAK = bool(os.environ.get("GRADSTEP_SOAK"))
BAD: dict[str, Kind] = {
    **{name: KINDS[name] for name in (
        "no_json", "conflict", "format3", "format5", "no_kernelspec", "other_kernel", "no_tests", "no_answers",
        "neither", "nothing_of_it", "stripped", "twice", "foreign", "empty", "cut_off", "no_cells", "forged", "exits",
    )},
    "large_output": LARGE,
    "r_kernel": R_KERNEL,
}  # fmt: skip
CLASS = 40


def rows(course: CourseDir) -> dict[str, dict[str, str]]:
    """scores.csv by student."""
    data = (course.root / "gradstep" / KEY / "scores.csv").read_text("utf-8-sig")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(data, newline=""))}


@pytest.mark.skipif(not SOAK, reason="the class of every kind holds all of these but two; GRADSTEP_SOAK has forty")
def test_forty_rows(pack: Path, tmp_path: Path) -> None:
    """Each has a score or a reason, and whoever handed in a good notebook the full one."""
    course = make_course(tmp_path / "course", pack)
    names = [*BAD, *(f"good{number}" for number in range(CLASS - len(BAD)))]
    for name in names:
        BAD.get(name, KINDS["good"]).hand_in(course, name)
    done = course.course("nbgrader", "autograde", KEY, "--jobs", "2")
    assert done.returncode == 0, done.stderr
    found_rows = rows(course)
    assert found_rows.keys() == set(names)
    assert all(row["reason"] for row in found_rows.values() if row["state"] != "scored")
    grades = course.grades()
    assert {name: found(grades[name]) for name in names} == {
        name: BAD.get(name, KINDS["good"]).scores for name in names
    }


def test_large_outputs_and_another_language(pack: Path, tmp_path: Path) -> None:
    """50 MB of a picture are no matter, also for nbgrader itself; R is named for what it is."""
    course = make_course(tmp_path / "course", pack)
    LARGE.hand_in(course, "large")
    R_KERNEL.hand_in(course, "rita")
    twin = course.copy(tmp_path / "twin")
    for one, done in ((course, course.course("nbgrader", "autograde", KEY)), (twin, twin.nbgrader("autograde", KEY))):
        assert done.returncode == 0, done.stderr
        grades = one.grades()
        assert (found(grades["large"]), found(grades["rita"])) == (LARGE.scores, R_KERNEL.scores)
        size = (one.root / "autograded" / "large" / KEY / f"{KEY}.ipynb").stat().st_size
        assert size < 200_000
    assert "is a notebook for R" in rows(course)["rita"]["reason"]


def drawn(draw: random.Random) -> str:
    """A notebook as a student may leave it: answers of any quality, cells in any order, copied, cut and stripped."""
    answers = {}
    for name in (*POINTS, "square"):
        wrong = f"def {name}(x):\n    return x + {draw.randint(3, 9)}"
        answers[name] = draw.choice([RIGHT[name], RIGHT[name], STUBS[name], wrong, f"def {name}(x:", f"{name} = 3"])
    listed = cells(answers)
    for _ in range(draw.randint(0, 6)):
        at = draw.randrange(len(listed)) if listed else 0
        match draw.randrange(7):
            case 0 if listed:
                listed.pop(at)
            case 1 if listed:
                listed.insert(at, dict(listed[draw.randrange(len(listed))]))
            case 2:
                draw.shuffle(listed)
            case 3 if listed:
                listed[at] = {**listed[at], "metadata": {}}
            case 4:
                listed.insert(at, code(f"%time x = {draw.random()}\n!ls"))
            case 5:
                listed.append(answer_cell("double", RIGHT["double"]))
            case _:
                listed.insert(at, text("notes"))
    return notebook(listed)


def test_both_ways_on_drawn_submissions(pack: Path, tmp_path: Path) -> None:
    """The same scores and flags from nbgrader's command and from ours, for each of them."""
    draw = random.Random(7)
    course = make_course(tmp_path / "course", pack)
    for number in range(100 if SOAK else 12):
        course.hand_in(f"s{number:03}", drawn(draw))
    twin = course.copy(tmp_path / "twin")
    theirs = course.nbgrader("autograde", KEY)
    assert theirs.returncode == 0, theirs.stderr[-3000:]
    ours = twin.course("nbgrader", "autograde", KEY, "--jobs", "2")
    assert ours.returncode == 0, ours.stderr
    assert course.grades() == twin.grades()
    kinds = {found(grades) for grades in twin.grades().values()}
    assert len(kinds) >= 4, kinds
