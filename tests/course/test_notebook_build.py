"""A chapter as a notebook: same bytes, ids that stay, modules that share it, and questions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from judging import TREE
from judging import load as load_mini

from course.content import find_content
from course.notebook import ids
from course.notebook.build import dumps, notebook
from course.notebook.lesson import lesson_texts
from course.notebook.parts import parts_of
from course.stub import BEGIN, END
from grader.spec import ChapterSpec, SpecError, load_chapter

CONTENT = find_content()
KEYS = CONTENT.chapter_keys()
MINI = load_mini("ch90_mini")


def cells(built: dict[str, Any], kind: str) -> dict[str, Any]:
    """The cells that nbgrader knows by a flag of their metadata, by grade_id."""
    known = [cell for cell in built["cells"] if "nbgrader" in cell["metadata"]]
    return {cell["id"]: cell for cell in known if cell["metadata"]["nbgrader"][kind]}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("key", KEYS)
def test_every_chapter_is_a_valid_notebook(key: str, lang: str) -> None:
    """By nbformat's and nbgrader's own rules: an answer and a test for every exercise, ids that stand once."""
    nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")
    chapter = CONTENT.chapter(key)
    built = notebook(chapter, lang)
    nbformat.validate(nbformat.reads(dumps(built), as_version=4))
    for cell in built["cells"]:
        if "nbgrader" in cell["metadata"]:
            assert cell["metadata"]["nbgrader"]["grade_id"] == cell["id"]
    names = [exercise.name for exercise in chapter.exercises]
    assert list(cells(built, "solution")) == names
    locked = list(cells(built, "locked"))
    assert [grade_id for grade_id in locked if ids.exercise_of(grade_id)] == [ids.check_id(name) for name in names]
    assert [ids.exercise_of(ids.check_id(name)) for name in names] == names
    points = {key: cell["metadata"]["nbgrader"]["points"] for key, cell in cells(built, "grade").items()}
    assert points == {ids.check_id(item.name): item.points for item in chapter.exercises if not item.optional}


def test_twice_the_same_bytes() -> None:
    """Also when it is read anew."""
    first = dumps(notebook(CONTENT.chapter(KEYS[0]), "en"))
    assert dumps(notebook(find_content().chapter(KEYS[0]), "en")) == first
    assert json.loads(first)["metadata"]["gradstep"] == {"chapter": KEYS[0], "format_version": 1, "lang": "en"}


def edited(chapter: ChapterSpec, change: Callable[[str], str]) -> ChapterSpec:
    """The chapter with other solutions."""
    other = replace(chapter)
    other.__dict__["solution_sources"] = {name: change(text) for name, text in chapter.solution_sources.items()}
    return other


def test_an_edited_solution_changes_no_id() -> None:
    """Nor anything outside the cells that hold it, so that what students handed in stays gradable."""
    chapter = CONTENT.chapter("ch03_linear_regression")
    before = notebook(chapter, "en")
    other = edited(chapter, lambda text: text.replace("return x @ W.T + b", "y = x @ W.T\n    return y + b"))
    after = notebook(other, "en")
    assert [cell["id"] for cell in before["cells"]] == [cell["id"] for cell in after["cells"]]
    changed = [old["id"] for old, new in zip(before["cells"], after["cells"], strict=True) if old != new]
    assert changed == ["linear_forward"]


def test_a_test_cell_names_its_exercise_and_nothing_else() -> None:
    """No check, no number, no seed enters the notebook."""
    tests = cells(notebook(CONTENT.chapter("ch03_linear_regression"), "en"), "grade")
    assert tests["mse_grad-check"]["source"] == (
        'from course import check\n\ncheck("ch03_linear_regression/mse_grad")'
    )
    chinese = cells(notebook(CONTENT.chapter("ch03_linear_regression"), "zh"), "grade")
    assert chinese["mse_grad-check"]["source"].endswith('check("ch03_linear_regression/mse_grad", lang="zh")')


@pytest.mark.parametrize("key", KEYS)
def test_answers_are_the_solution_with_its_marks(key: str) -> None:
    """Every region is in an answer cell, whole; no cell that students cannot edit holds a mark."""
    chapter = CONTENT.chapter(key)
    built = notebook(chapter, "en")
    answers = [cell["source"] for cell in cells(built, "solution").values()]
    written = sum(text.count(BEGIN) for text in chapter.solution_sources.values())
    assert sum(text.count(BEGIN) for text in answers) == sum(text.count(END) for text in answers) == written
    assert not [cell["id"] for cell in cells(built, "locked").values() if BEGIN in cell["source"]]
    for text in answers:
        compile(text, key, "exec")


def test_chinese_answers_have_chinese_docstrings() -> None:
    """And the code of the English ones."""
    chapter = CONTENT.chapter("ch03_linear_regression")
    english, chinese = (cells(notebook(chapter, lang), "solution")["mse_grad"]["source"] for lang in ("en", "zh"))
    assert chapter.text("zh").stub["mse"].docs["mse_grad"].splitlines()[0] in chinese
    assert english.partition(BEGIN)[2] == chinese.partition(BEGIN)[2] != ""


def test_modules_share_the_notebook() -> None:
    """What one imports from another is left out; every other import stands once, in the cell above all exercises."""
    chapter = CONTENT.chapter("ch03_linear_regression")
    built = notebook(chapter, "en")
    texts = {cell["id"]: cell["source"] for cell in built["cells"] if cell["cell_type"] == "code"}
    assert texts[ids.SETUP] == "import torch"
    assert not [name for name, text in texts.items() if re.search(r"^from (linear|mse|sgd) ", text, re.MULTILINE)]
    order = [cell["id"] for cell in built["cells"]]
    assert order.index(ids.SETUP) < order.index("linear_forward")
    for exercise in chapter.exercises:
        assert order.index(ids.check_id(exercise.name)) == order.index(exercise.name) + 1
        assert all(order.index(need) < order.index(exercise.name) for need in exercise.needs)


SCALING = '''"""Scaling."""

import math
import torch

# Half of it.
HALF = 0.5
TWICE = 2.0


def _helper(x):
    """Given."""
    return x * HALF


def _todo(x):
    """To be written, and no exercise."""
    ### BEGIN SOLUTION
    return x
    ### END SOLUTION


@torch.no_grad()
def scale(x: torch.Tensor, factor: float) -> torch.Tensor:
    """Scale."""
    ### BEGIN SOLUTION
    return _todo(_helper(x)) * factor / HALF
    ### END SOLUTION
'''


def with_scaling(text: str) -> ChapterSpec:
    return edited(MINI, lambda source: text if source.startswith('"""Scaling') else source)


def test_what_a_module_gives_stands_where_it_does() -> None:
    """Constants and helpers in a cell that students cannot edit; a helper to be written, with the next exercise."""
    parts = parts_of(MINI, with_scaling(SCALING).solution_sources)
    constants, helper = "# Half of it.\nHALF = 0.5", 'def _helper(x):\n    """Given."""\n    return x * HALF'
    assert parts.given == {"scaling": f"{constants}\n\n\nTWICE = 2.0\n\n\n{helper}"}
    assert parts.answers["scale"].startswith("def _todo(x):")
    assert "\n\n\n@torch.no_grad()\ndef scale(" in parts.answers["scale"]
    assert parts.answers["scale"].endswith("### END SOLUTION")
    assert parts.imports[:3] == ("import math", "import torch", "from torch import nn")
    assert parts.answers["store"].count("def ") == 3  # store, count_down and what it returns


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("import math", "import gain", "there is no module gain"),
        ("import math", "from gain import Gain as G", "import names as they are"),
        ("import math", "from gain import *", "import names as they are"),
        ("HALF = 0.5", "Gain = 0.5", "gain.py: Gain is defined in scaling.py too"),
        ("HALF = 0.5", "HALF = 0.5; TWO = 2", "two statements on one line"),
        ("def scale(", "def scaled(", "stands after the last exercise of the module"),
        ("scale", "_scaled", "scaling.py does not define scale"),
    ],
)  # fmt: skip
def test_what_one_notebook_cannot_hold_is_said(old: str, new: str, said: str) -> None:
    """With the module, and the line where there is one."""
    text = "import torch\n\n\ndef _scaled(x):\n    return x\n" if old == "scale" else SCALING.replace(old, new)
    with pytest.raises(SpecError, match=re.escape(said)):
        parts_of(MINI, with_scaling(text).solution_sources)


def test_the_lesson_is_there_whole() -> None:
    """Every line of prose, formulas as they are, figures as pictures that travel along, no import of a module."""
    chapter = CONTENT.chapter("ch03_linear_regression")
    texts = lesson_texts(chapter, "en")
    joined = "\n".join(texts)
    lines = (chapter.folder / "lesson.en.md").read_text(encoding="utf-8").splitlines()
    left_out = [line for line in lines if line not in joined]
    assert sorted({line.split("(figures")[0][:2] for line in left_out}) == ["![", "fr"]
    assert "from mse import mse_grad" in left_out
    assert r"$$dW_{oi} = \sum_{r} dy_{ro}\, x_{ri} \qquad db_o = \sum_{r} dy_{ro}$$" in joined
    figures = [text for text in texts if text.startswith("<img ")]
    assert len(figures) == 2
    assert 'alt="Four points, a line that is too low' in figures[0]
    assert all(' width="' in text and ' src="data:image/svg+xml;base64,' in text for text in figures)
    assert [text.partition("\n")[0] for text in texts[:2]] == ["# Linear regression and SGD", "## What you will build"]


TASK = '\n[[task]]\nname = "why_scale"\npoints = 4\n'
ASKED = '\n[task.why_scale]\ntitle = "Why?"\nquestion = "Why is **scaling** useful? $x \\\\to cx$"\n'
MARKED = '\n[scheme.why_scale]\nwords = "2 for units, 2 for steps."\n'


@pytest.fixture
def asking(tmp_path: Path) -> Callable[[str, str], ChapterSpec]:
    """The mini course with these texts at the end of chapter.toml and text.en.toml."""

    def made(toml: str, text: str) -> ChapterSpec:
        for path in (TREE.chapters / "ch90_mini").iterdir():
            place = tmp_path / "chapters" / "ch90_mini" / path.name
            place.parent.mkdir(parents=True, exist_ok=True)
            more = {"chapter.toml": toml, "text.en.toml": text}.get(path.name, "")
            place.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
        return load_chapter(replace(TREE, chapters=tmp_path / "chapters"), "ch90_mini")

    return made


def test_a_question_is_a_task_cell_with_its_mark_scheme(asking: Callable[[str, str], ChapterSpec]) -> None:
    """And a cell for the answer below it, which nbgrader does not know."""
    built = notebook(asking(TASK, ASKED + MARKED), "en")
    task = cells(built, "task")["why_scale"]
    assert task["source"] == (
        "### Why?\n\n4 points\n\nWhy is **scaling** useful? $x \\to cx$\n\n"
        "=== BEGIN MARK SCHEME ===\n\n2 for units, 2 for steps.\n\n=== END MARK SCHEME ==="
    )
    assert task["metadata"]["nbgrader"] == {
        "cell_type": "markdown", "grade": False, "grade_id": "why_scale", "locked": True, "points": 4,
        "schema_version": 3, "solution": False, "task": True,
    }  # fmt: skip
    assert built["cells"][-1]["metadata"] == {"gradstep": {"task": "why_scale"}}


@pytest.mark.parametrize(
    ("toml", "text", "said"),
    [
        (TASK, ASKED, "its words or its mark scheme are missing"),
        (TASK, MARKED, "its words or its mark scheme are missing"),
        (TASK.replace("4", "0"), "", "points must be a whole number above 0"),
        (TASK.replace("why_scale", "count_down"), "", "a Python identifier that stands once"),
        (TASK.replace("why_scale", "why-scale"), "", "a Python identifier that stands once"),
        ('\n[task]\nname = "x"\n', "", "a list of tables"),
        (TASK, ASKED + '[scheme.why_scale]\nmore = "x"\n', "words alone must stand here"),
    ],
)
def test_what_is_wrong_with_a_question_is_said(
    asking: Callable[[str, str], ChapterSpec], toml: str, text: str, said: str
) -> None:
    """To the author, with the name."""
    with pytest.raises(SpecError, match=said):
        notebook(asking(toml, text), "en")
