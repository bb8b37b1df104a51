"""A class's submissions to the tiny assignment: what students and their editors do to a notebook, and its scores.

Each has the scores of its two graded exercises, or HELD where there must be none, or LOOK where 0 must be looked at.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from nbgrader_course import (
    KEY,
    RIGHT,
    STUBS,
    CourseDir,
    answer_cell,
    cells,
    check_cell,
    code,
    graded,
    notebook,
    text,
)

HELD, LOOK = "held", "look"
FULL = (10.0, 5.0)
NONE = (0.0, 0.0)
Score = float | str


@dataclass(frozen=True)
class Kind:
    """One kind of submission: puts it into a course directory; `reads` is whether nbgrader itself can read it."""

    hand_in: Callable[[CourseDir, str], object]
    scores: tuple[Score, Score]
    reads: bool = True


def _answers(scores: tuple[Score, Score], *, task: bool = False, **answers: str) -> Kind:
    given = {**RIGHT, **answers}
    return Kind(lambda course, name: course.hand_in(name, notebook(cells(given, task=task))), scores)


def _changed(scores: tuple[Score, Score], change: Callable[[list[dict[str, Any]]], list[Any]], **top: Any) -> Kind:
    return Kind(lambda course, name: course.hand_in(name, notebook(change(deepcopy(cells(RIGHT))), **top)), scores)


def _raw(scores: tuple[Score, Score], data: str | bytes, *, reads: bool = True) -> Kind:
    return Kind(lambda course, name: course.hand_in(name, data), scores, reads)


def _without(*ids: str) -> Callable[[list[dict[str, Any]]], list[Any]]:
    def change(listed: list[dict[str, Any]]) -> list[Any]:
        return [cell for cell in listed if cell["metadata"].get("nbgrader", {}).get("grade_id") not in ids]

    return change


def _stripped(listed: list[dict[str, Any]]) -> list[Any]:
    for cell in listed:
        cell["metadata"] = {}
    return listed


def _forged(listed: list[dict[str, Any]]) -> list[Any]:
    """No answers, but test cells with full marks in their outputs, more points and sources of the student's own."""
    for cell in listed:
        told = cell["metadata"].get("nbgrader", {})
        if told.get("solution"):
            cell["source"] = STUBS[told["grade_id"]]
        if told.get("grade"):
            cell["source"] = "10.0"
            told["points"] = 1000
            result = {"output_type": "execute_result", "execution_count": 1, "metadata": {},
                      "data": {"text/plain": "nan"}}  # fmt: skip
            cell["outputs"] = [result, deepcopy(result)]
    return listed


def _split(listed: list[dict[str, Any]]) -> list[Any]:
    """The answer to double in two cells, in the middle of its body, the second without metadata."""
    at = next(number for number, cell in enumerate(listed) if cell["source"] == RIGHT["double"])
    head, _, body = RIGHT["double"].partition("\n")
    listed[at]["source"] = head
    return [*listed[: at + 1], code(body), *listed[at + 1 :]]


def _magic(listed: list[dict[str, Any]]) -> list[Any]:
    return [
        code("%matplotlib inline\n!pip install nothing-at-all\n%%time"), code("%%bash\nexit 1"), *listed,
        code("double?\n!rm -rf /nowhere\nimport time\ntime.sleep(1000)"),
    ]  # fmt: skip


def _foreign(listed: list[dict[str, Any]]) -> list[Any]:
    """Ids that the assignment does not have, twice, and one of another schema."""
    return [
        *listed, code("1", **graded("extra", grade=True, locked=True, points=50)), check_cell("double"),
        answer_cell("double", RIGHT["double"]), code("2", nbgrader={"schema_version": 1, "grade_id": "half"}),
        code("3", nbgrader={"grade": True, "points": 5}), text("4", nbgrader="yes"),
    ]  # fmt: skip


def _v3(answers: dict[str, str]) -> str:
    listed = [
        {"cell_type": "code", "language": "python", "metadata": cell["metadata"], "outputs": [], "prompt_number": 1,
         "input": cell["source"], "collapsed": False}
        for cell in cells(answers) if cell["cell_type"] == "code"
    ]  # fmt: skip
    sheet = {"cells": listed, "metadata": {}}
    return json.dumps({"nbformat": 3, "nbformat_minor": 0, "metadata": {"name": ""}, "worksheets": [sheet]})


def _large(megabytes: int) -> Callable[[list[dict[str, Any]]], list[Any]]:
    def change(listed: list[dict[str, Any]]) -> list[Any]:
        data = {"image/png": "A" * (megabytes << 20)}
        listed[1]["outputs"] = [{"output_type": "display_data", "metadata": {}, "data": data}]
        return listed

    return change


def _zipped(**files: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, source in files.items():
            archive.writestr(f"hw/{name.replace('__', '.')}", source)
    return packed.getvalue()


ARITH = f"import torch\n\n\n{RIGHT['double']}\n\n\n{RIGHT['half']}\n"
BAD_ARITH = ARITH.replace("2 * x", "3 * x")

KINDS: dict[str, Kind] = {
    "good": _answers(FULL),
    "stub": Kind(lambda course, name: course.hand_in(name, notebook(cells())), NONE),
    "partial": _answers((5.0, 5.0), double="def double(x):\n    return 0 * x + 2"),
    "wrong": _answers((0.0, 5.0), double="def double(x):\n    return x"),
    "no_optional": _answers(FULL, square=STUBS["square"]),
    "warns": _answers(FULL, double="import sys\nimport warnings\n\ndef double(x):\n    warnings.warn('deprecated')\n"
                      "    print('careful', file=sys.stderr)\n    return 2 * x"),
    "prints": _answers(FULL, half="def half(x):\n    print('<script>alert(1)</script>' * 100)\n    return x / 2"),
    "exits": _answers((0.0, 5.0), double="import os\n\ndef double(x):\n    os._exit(0)"),
    "endless": _answers((10.0, 0.0), half="def half(x):\n    while True:\n        pass"),
    "raises": _answers((0.0, 5.0), double="def double(x):\n    raise SystemExit('<img src=x onerror=alert(1)>')"),
    "no_python": _answers((0.0, 5.0), double="def double(x:\n    return"),
    "ours": _answers((10.0, HELD), half="import torch\n\ndef half(x):\n    return torch.tensor(13.0)"),
    "patches": _answers(NONE, double="import torch\ntorch.equal = torch.allclose = lambda *_, **__: True\n\n"
                        "def double(x):\n    return x", half="def half(x):\n    return x"),
    "forged": _changed(NONE, _forged),
    "no_tests": _changed(FULL, _without("double-check", "half-check", "square-check")),
    "no_answers": _changed((0.0, 5.0), _without("double")),
    "neither": _changed((0.0, 5.0), _without("double", "double-check")),
    "nothing_of_it": _changed((LOOK, LOOK), lambda _: [code("x = 1"), text("I was ill.")]),
    "stripped": _changed(FULL, _stripped),
    "reversed": _changed(FULL, lambda listed: listed[::-1]),
    "twice": _changed((0.0, 5.0), lambda listed: [*listed, answer_cell("double", "def double(x):\n    return x")]),
    "split": _changed(FULL, _split),
    "magics": _changed(FULL, _magic),
    "foreign": _changed(FULL, _foreign),
    "no_kernelspec": _changed(FULL, lambda listed: listed, metadata={}),
    "other_kernel": _changed(FULL, lambda listed: listed, metadata={"kernelspec": {"name": "julia", "language": "julia",
                                                                          "display_name": "Julia"}}),
    "format3": _raw(FULL, _v3(RIGHT)),
    "format5": _raw(FULL, notebook(cells(RIGHT), nbformat=5, nbformat_minor=0), reads=False),
    "marked": _raw(FULL, b"\xef\xbb\xbf" + notebook(cells(RIGHT)).encode(), reads=False),
    "no_json": _raw((LOOK, LOOK), "this is no notebook", reads=False),
    "conflict": _raw((LOOK, LOOK), "{\n<<<<<<< HEAD\n=======\n>>>>>>> x\n}", reads=False),
    "empty": _raw((LOOK, LOOK), "", reads=False),
    "cut_off": _raw((LOOK, LOOK), notebook(cells(RIGHT))[:-300], reads=False),
    "no_cells": _raw((LOOK, LOOK), "{}", reads=False),
    "renamed": Kind(lambda course, name: course.hand_in(name, None, **{"arith (1)__ipynb": notebook(cells(RIGHT))}),
                    FULL, reads=False),
    "modules": Kind(lambda course, name: course.hand_in(name, None, arith__py=ARITH), FULL, reads=False),
    "module_counts": Kind(lambda course, name: course.hand_in(name, notebook(cells()), arith__py=BAD_ARITH),
                          (0.0, 5.0)),
    "zipped": Kind(lambda course, name: course.hand_in(name, None, work__zip=_zipped(arith__py=ARITH)), FULL,
                   reads=False),
    "nothing": Kind(lambda course, name: course.hand_in(name), (LOOK, LOOK), reads=False),
}  # fmt: skip
LARGE = Kind(_changed(FULL, _large(50)).hand_in, FULL)
R = "test_scale <- function(x) x * 2"
R_KERNEL = _changed(
    (LOOK, LOOK), lambda _: [code(R)], metadata={"kernelspec": {"name": "ir", "language": "R", "display_name": "R"}}
)


def found(grades: dict[str, tuple[float | None, bool]]) -> tuple[Score, Score]:
    """The scores of the two graded exercises as a Kind says them."""

    def said(auto: float | None, look: bool) -> Score:
        if auto is None:
            return HELD if look else "unmarked"
        return LOOK if look and not auto else auto

    return said(*grades["double-check"]), said(*grades["half-check"])


__all__ = ["FULL", "HELD", "KEY", "KINDS", "LARGE", "LOOK", "NONE", "R_KERNEL", "Kind", "found"]
