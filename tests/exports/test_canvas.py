"""Scores as Canvas's gradebook imports them."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import hypothesis.strategies as st
from hypothesis import given

from grader.exports import canvas, scores_csv
from grader.exports.scores_csv import COLUMNS, FORMULA
from grader.graded import Graded, Standing
from grader.words import words


def row(student: str = "s1", score: str | None = "7.50", name: str = "", **lms: str) -> Graded:
    """A row of 10 points; keywords are Canvas's columns with _ for spaces."""
    standing = Standing.NEEDS_REVIEW if score is None else Standing.SCORED
    value = None if score is None else Decimal(score)
    columns = {key.replace("_", " "): text for key, text in lms.items()}
    return Graded(student, name, "ch03_x", standing, value, Decimal("10.00"), words("said"), 1, lms=columns)


def read(text: str) -> list[list[str]]:
    """The cells of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


def test_canvas_finds_its_own_columns_again() -> None:
    """Name, ids and section as it exported them, points possible in the second row, numbers plain."""
    theirs = {"Student": "Doe, Jane", "ID": "101", "SIS_User_ID": "s1", "SIS_Login_ID": "jd", "Section": "A"}
    cells = read(canvas.render([row(**theirs), row("s2", "0", ID="102"), row("s3", "10.00", ID="103")], "Chapter 3"))
    assert cells == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Chapter 3"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Doe, Jane", "101", "s1", "jd", "A", "7.5"],
        ["s2", "102", "", "", "", "0"],
        ["s3", "103", "", "", "", "10"],
    ]


def test_canvas_finds_its_own_assignment_again() -> None:
    """By the heading with the number; other assignments, notes and what is read only are left out."""
    theirs = {
        "Student": "Doe, Jane", "ID": "101", "SIS_User_ID": "s1", "SIS_Login_ID": "jd", "Integration_ID": "i1",
        "Root_Account": "r", "Section": "A", "Notes": "ill", "linear Regression (4711)": "3", "Essay (12)": "",
        "Current_Score": "88", "Final_Grade_(read_only)": "B",
    }  # fmt: skip
    cells = read(canvas.render([row(**theirs)], "Linear regression"))
    assert cells == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section",
         "linear Regression (4711)"],
        ["    Points Possible", "", "", "", "", "", "", "10"],
        ["Doe, Jane", "101", "s1", "jd", "i1", "r", "A", "7.5"],
    ]  # fmt: skip


def test_canvas_knows_an_assignment_by_other_names() -> None:
    """The chapter's key or its title in the other language may be what the assignment is called."""
    heading = canvas.render([row(ID="1", **{"ch03_x_(9)": ""})], "Title", ("ch03 x",)).splitlines()[0]
    assert heading.endswith(",ch03 x (9)")
    assert canvas.render([row(ID="1", **{"Other_(9)": ""})], "Title").splitlines()[0].endswith(",Title")


def test_what_needs_review_is_left_out() -> None:
    """Neither a 0 nor an empty cell: nothing in the gradebook is touched."""
    assert [line[0] for line in read(canvas.render([row(score=None), row("s2")], "A"))[2:]] == ["s2"]


def test_without_canvas_columns_the_student_is_an_id() -> None:
    """A number is Canvas's own, anything else the school's."""
    assert read(canvas.render([row("102"), row("s1", name="Jane")], "A"))[2:] == [
        ["102", "102", "102", "", "", "7.5"], ["Jane", "", "s1", "", "", "7.5"],
    ]  # fmt: skip


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_hostile_names_stay_text(student: str, name: str, title: str) -> None:
    """Every cell comes back by a CSV reader, and none is a formula, in any of the files."""
    rows = [row(student, name=name, Student=name, SIS_User_ID=student)]
    for text, width in ((canvas.render(rows, title), 6), (scores_csv.render(rows), len(COLUMNS))):
        lines = read(text)
        assert {len(line) for line in lines} == {width}
        assert not [cell for line in lines for cell in line if cell.lstrip(" ").startswith(tuple(FORMULA))]


def test_scores_csv_shows_no_score_where_there_is_none() -> None:
    """What needs review has an empty score, its state and the reason."""
    (line,) = csv.DictReader(io.StringIO(scores_csv.render([row(score=None)]), newline=""))
    assert (line["score"], line["state"], line["reason"]) == ("", "needs_review", "said")
