"""A chapter -> the notebook that a learner works in: the lesson, a cell for each answer, and one that checks it.

It is the instructor's notebook without what it has for nbgrader: solutions, marks, points that people give.
"""

from __future__ import annotations

from course.notebook import cells
from course.notebook.build import dumps, notebook
from course.stub import BEGIN, make_stub
from grader.spec import ChapterSpec


def learner_notebook(chapter: ChapterSpec, lang: str) -> str:
    """The file's text; SpecError where the chapter's modules cannot share a notebook."""
    built = notebook(chapter, lang)
    return dumps({**built, "cells": [_stubbed(cell) for cell in built["cells"] if not _for_people(cell)]})


def _for_people(cell: cells.Cell) -> bool:
    """Whether the cell is a question, or its answer, that an instructor would read."""
    known = cell["metadata"]
    return bool(known.get("nbgrader", {}).get("task") or known.get("gradstep", {}).get("task"))


def _stubbed(cell: cells.Cell) -> cells.Cell:
    metadata = {name: value for name, value in cell["metadata"].items() if name != "nbgrader"}
    source = cell["source"]
    if cell["cell_type"] == "code" and BEGIN in source:
        source = make_stub(source, cell["id"]).removesuffix("\n")
    return {**cell, "metadata": metadata, "source": source}
