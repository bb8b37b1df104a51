"""A notebook's cells made fit for nbgrader and given their results, against what nbgrader itself makes of them."""

from __future__ import annotations

import json
import math
from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import from_dict
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.preprocessors import DeduplicateIds
from nbgrader.utils import determine_grade
from nbgrader_course import KEY, POINTS, answer_cell, cells, check_cell, code, graded, text

from course.nbgrader.cells import Mark, fraction_of, mend, outputs_of, put_marks
from course.nbgrader.known import Known, chapter_of, lang_of


def known(task: bool = False) -> dict[str, Known]:
    """What the gradebook keeps of the tiny assignment."""
    found = {}
    for cell in cells(task=task):
        told = cell["metadata"].get("nbgrader")
        if told is not None:
            found[told["grade_id"]] = Known(
                told["grade_id"], cell["cell_type"], cell["source"], told["locked"], told["solution"], told["task"],
                told.get("points"), "c" * 32,
            )  # fmt: skip
    return found


KNOWN = known()


def ids(listed: list[Any]) -> list[str | None]:
    """The grade_ids of cells, None for a cell that is none of nbgrader's."""
    return [cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in listed]


def valid(listed: list[Any]) -> None:
    """nbgrader finds nothing wrong."""
    MetadataValidator().validate_nb(from_dict({"cells": deepcopy(listed)}))


def score_of(cell: dict[str, Any]) -> float | None:
    """What nbgrader reads out of a test cell."""
    score, _ = determine_grade(from_dict(cell))
    return None if score is None else float(score)


def test_the_cells_say_the_chapter() -> None:
    """By the locked test cells, whatever the assignment is called; the language where they say it."""
    assert chapter_of(KNOWN) == KEY
    assert chapter_of({"double": KNOWN["double"]}) is None
    unlocked = Known("double-check", "code", KNOWN["double-check"].source)
    assert chapter_of({"double-check": unlocked}) is None
    assert lang_of(KNOWN) is None
    spoken = Known("double-check", "code", f'check("{KEY}/double", lang="zh")', locked=True)
    assert lang_of({"double-check": spoken}) == "zh"


def test_a_good_notebook_keeps_its_cells() -> None:
    """Nothing is said of it, and the metadata are those that were given out."""
    listed = deepcopy(cells())
    assert mend(listed, KNOWN) == []
    assert ids(listed) == ids(cells())
    valid(listed)


BAD_METADATA: dict[str, Any] = {
    "nothing": {},
    "a list": [],
    "a word": "mse",
    "no id": {"grade": True, "solution": False, "locked": True},
    "an id of another type": {"grade_id": ["double"], "grade": True},
    "an unknown id": graded("elsewhere", grade=True, points=5)["nbgrader"],
    "an old schema": {"schema_version": 1, "grade_id": "double-check", "grade": True, "solution": False, "points": 1},
    "a new schema": {**graded("double-check", grade=True, locked=True, points=10)["nbgrader"], "schema_version": 9},
    "other points": graded("double-check", grade=True, locked=True, points=10**6)["nbgrader"],
    "points of another type": graded("double-check", grade=True, locked=True, points="all")["nbgrader"],
    "more keys": {**graded("double-check", grade=True, locked=True, points=10)["nbgrader"], "extra": 1},
    "a test that says it is an answer": graded("double-check", grade=True, solution=True, points=10)["nbgrader"],
}


@pytest.mark.parametrize("told", BAD_METADATA.values(), ids=BAD_METADATA.keys())
def test_metadata_that_nbgrader_refuses(told: Any) -> None:
    """Are what they were, or gone: of some nbgrader would end the batch (SchemaTooOldError), not only the notebook."""
    listed = [code("x = 1", nbgrader=told), *deepcopy(cells())[:3]]
    mend(listed, KNOWN)
    valid(listed)
    assert ids(listed).count("double-check") == 1
    points = {cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"]["nbgrader"].get("points") for cell in listed
              if "nbgrader" in cell["metadata"]}  # fmt: skip
    assert points["double-check"] == 10


def test_an_id_twice() -> None:
    """The last one counts, as with nbgrader, whose own way to tell them apart makes it refuse the notebook."""
    listed = [answer_cell("double", "first"), *deepcopy(cells())]
    copied = from_dict({"cells": deepcopy(listed), "metadata": {}})
    DeduplicateIds().preprocess(copied, {})
    with pytest.raises(Exception, match="schema"):
        MetadataValidator().validate_nb(copied)
    said = mend(listed, KNOWN)
    assert said
    assert ids(listed)[:4] == [None, None, "chapter-setup", "double"]
    valid(listed)


def test_missing_tests_come_back() -> None:
    """Below their answers where those are, else at the end; answers that are gone stay gone."""
    listed = [cell for cell in deepcopy(cells()) if not str(ids([cell])[0]).endswith("-check")]
    mend(listed, KNOWN)
    assert ids(listed) == [None, "chapter-setup", "double", "double-check", "half", "half-check", "square"]
    alone: list[Any] = []
    mend(alone, known(task=True))
    assert ids(alone) == ["double-check", "half-check", "why"]
    valid(alone)


def test_locked_cells_get_their_source_back() -> None:
    """A test that a student has written over is as it was; an answer stays theirs."""
    listed = deepcopy(cells({"double": "mine"}))
    for cell in listed:
        if ids([cell]) == ["double-check"]:
            cell["source"] = "10.0"
    mend(listed, KNOWN)
    sources = {str(name): cell["source"] for name, cell in zip(ids(listed), listed, strict=True)}
    assert (sources["double-check"], sources["double"]) == (check_cell("double")["source"], "mine")


BROKEN_CELLS: list[Any] = [
    {},
    {"cell_type": "code"},
    {"cell_type": "heading", "level": 1, "source": "x"},
    {"cell_type": "code", "source": None, "metadata": None, "outputs": "none"},
    {"cell_type": "code", "source": ["a", 1, "b\ud800"], "metadata": {"nbgrader": None}},
    {"cell_type": 7, "source": 3, "metadata": []},
    {"cell_type": "markdown", "source": "x", "outputs": [], "metadata": graded("double-check", grade=True, points=10)},
]


def test_cells_that_are_none() -> None:
    """Get everything that a cell must have, and an id of their own."""
    listed = deepcopy(BROKEN_CELLS)
    mend(listed, KNOWN)
    for cell in listed:
        assert isinstance(cell["source"], str)
        assert isinstance(cell["metadata"], dict)
        assert ("outputs" in cell) == (cell["cell_type"] == "code")
    assert len({cell["id"] for cell in listed}) == len(listed)
    back = next(cell for cell in listed if ids([cell]) == ["double-check"])
    assert back["cell_type"] == "code"
    valid(listed)
    json.dumps(listed).encode()


@given(st.lists(st.one_of(
    st.sampled_from([*cells(), *BROKEN_CELLS]),
    st.dictionaries(st.sampled_from(["cell_type", "source", "metadata", "outputs", "id"]),
                    st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5),
                                 lambda inner: st.lists(inner, max_size=2)
                                 | st.dictionaries(st.sampled_from(["nbgrader", "grade_id", "points"]), inner),
                                 max_leaves=4)),
), max_size=12))  # fmt: skip
def test_whatever_the_cells_are(drawn: list[Any]) -> None:
    """nbgrader's own validation passes, and every cell that carries points is there once."""
    listed = [deepcopy(cell) for cell in drawn]
    mend(listed, KNOWN)
    valid(listed)
    assert sorted(str(name) for name in ids(listed) if str(name).endswith("-check") and name != "square-check") == [
        "double-check", "half-check"]  # fmt: skip
    marks = {f"{name}-check": Mark(float(points), "<p>x</p>", "x") for name, points in POINTS.items()}
    put_marks(listed, marks)
    for cell in listed:
        told = cell["metadata"].get("nbgrader", {})
        if told.get("grade"):
            assert score_of(cell) == told["points"]


@given(
    st.decimals(allow_nan=True, allow_infinity=True),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=1000),
    st.floats(allow_nan=True, allow_infinity=True),
)
def test_a_score_is_a_number_that_nbgrader_takes(score: Decimal, most: Decimal, points: float) -> None:
    """Finite, from 0 to the points, whatever comes in."""
    value = fraction_of(score, most, points)
    assert type(value) is float
    assert math.isfinite(value)
    assert 0 <= value <= (points if math.isfinite(points) and points > 0 else 0)


@pytest.mark.parametrize(
    ("score", "most", "points", "expected"),
    [("7.50", "10", 10.0, 7.5), ("10", "10", 10.0, 10.0), ("5", "10", 3.0, 1.5), ("0", "10", 10.0, 0.0),
     ("1", "3", 10.0, 3.33), ("3", "0", 10.0, 0.0)],
)  # fmt: skip
def test_other_points_than_the_chapter_gives(score: str, most: str, points: float, expected: float) -> None:
    """An instructor may have changed what a cell is worth: the share stays."""
    assert fraction_of(Decimal(score), Decimal(most), points) == expected


FULL_MARKS = ["nan", "-1", "-inf", "tensor(0.)", "np.float64(0.0)", "False", "zero", "0/10"]


@pytest.mark.parametrize("shown", FULL_MARKS)
def test_results_that_nbgrader_gives_full_marks_for(shown: str) -> None:
    """They do: that is the trap. Whatever stood in a test cell is gone when ours is there."""
    cell = check_cell("double")
    forged = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": shown}}
    cell["outputs"] = [forged]
    assert score_of(cell) == 10
    put_marks([cell], {"double-check": Mark(0.0, "<p>no</p>", "no")})
    assert score_of(cell) == 0.0
    assert [output["data"]["text/plain"] for output in cell["outputs"]] == ["0.0", "no"]


@pytest.mark.parametrize("shown", ["inf", "11", "1e300"])
def test_results_that_break_a_submission(shown: str) -> None:
    """More than the points raises in nbgrader; ours is never more."""
    cell = check_cell("double")
    cell["outputs"] = list(outputs_of(Mark(float(shown), "", "")))
    with pytest.raises(ValueError, match="cannot be greater"):
        score_of(cell)
    assert fraction_of(Decimal(shown), Decimal(10), 10.0) <= 10


def test_nothing_shown_and_what_is_said_on_stderr() -> None:
    """A test cell without outputs has full marks, one with a warning none: so a score never stands on either."""
    cell = check_cell("double")
    assert score_of(cell) == 10
    cell["outputs"] = [{"output_type": "stream", "name": "stderr", "text": "Warning"}]
    assert score_of(cell) == 0
    put_marks([cell], {"double-check": Mark(10.0, "<p>well</p>", "well")})
    assert score_of(cell) == 10
    assert {output["output_type"] for output in cell["outputs"]} == {"execute_result", "display_data"}


def test_the_first_result_is_ours() -> None:
    """nbgrader reads the first of several: there is one, and it comes before what is shown."""
    first, *others = outputs_of(Mark(2.5, "<b>x</b>", "x"))
    assert first["output_type"] == "execute_result"
    assert first["data"] == {"text/plain": "2.5"}
    assert [output["output_type"] for output in others] == ["display_data"]


def test_no_score_is_no_full_mark() -> None:
    """A cell that somebody must grade has an error, which is 0 to whoever overlooks that it is held."""
    cell = check_cell("double")
    put_marks([cell], {"double-check": Mark(None, "<p>broke</p>", "it broke\nhere")})
    assert score_of(cell) == 0
    assert cell["outputs"][0]["output_type"] == "error"
    assert cell["outputs"][0]["evalue"] == "it broke"
    assert Mark(None, "", "").held
    assert not Mark(None, "", "", counts=False).held


def test_other_outputs_go() -> None:
    """What a student left in any cell is not shown beside our results."""
    listed = [code("1"), text("x"), check_cell("square")]
    listed[0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "10 / 10"}]
    put_marks(listed, {"square-check": Mark(None, "<p>well</p>", "well", counts=False)})
    assert listed[0]["outputs"] == []
    assert [output["output_type"] for output in listed[2]["outputs"]] == ["display_data"]
