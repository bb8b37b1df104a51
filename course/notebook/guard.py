"""Refuses to stand in nbgrader's own run: there a test cell that raises nothing has full marks, whatever it shows."""

from __future__ import annotations

import os
from collections.abc import Mapping

from course.nbgrader import CONFIG, CONFIG_LINES
from grader.words import Words, words

VARIABLE = "NBGRADER_EXECUTION"
"""What nbgrader sets while it runs a notebook: to `autograde`, or to `validate` on a student's own machine."""
VALIDATE = "validate"


class NotJudged(RuntimeError):
    """nbgrader ran a test cell by itself, so that nothing was judged; says which line to add to its configuration."""


class NotPassed(AssertionError):
    """An exercise does not pass while a student validates a notebook; nbgrader counts cells that raise."""


def refusal(environ: Mapping[str, str] = os.environ) -> Words | None:
    """What to raise NotJudged with; None where nobody but a person runs the cell, or a student validates."""
    if environ.get(VARIABLE, VALIDATE) == VALIDATE:
        return None
    return words(
        "nbgrader ran this test itself, so nothing was judged, and the cell counts as failed. gradstep judges where "
        "{file} holds these lines; add them and autograde again, with --force:\n\n    {first}\n    {second}",
        file=CONFIG, first=CONFIG_LINES[0], second=CONFIG_LINES[1],
    )  # fmt: skip


def validating(environ: Mapping[str, str] = os.environ) -> bool:
    """Whether nbgrader runs the notebook for a student who wants to know whether it passes."""
    return environ.get(VARIABLE) == VALIDATE
