"""What a terminal shows of a report, and the golden files that tests compare it with."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console

from course.language import translator
from grader.exports.terminal import render
from grader.results import Place, ScoreReport
from grader.spec import ChapterText
from grader.words import untranslated

GOLDEN = Path(__file__).parent / "exports" / "golden"


def shown_in_terminal(
    report: ScoreReport, text: ChapterText, *, lang: str = "en", width: int = 100, terminal: bool = False
) -> str:
    """What the terminal shows."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width,
        force_terminal=terminal,
        highlight=False,
        markup=False,
        color_system="standard" if terminal else None,
    )
    translate = untranslated if lang == "en" else translator(lang)

    def locate(place: Place) -> str:
        return f"exercises/ch03_linear_regression/{place}"

    render(report, text, console=console, translate=translate, locate=locate)
    return stream.getvalue()


def compare_with_golden(name: str, output: str) -> None:
    """The output is what the golden file holds; GRADSTEP_GOLDEN=1 writes it."""
    path = GOLDEN / name
    if os.environ.get("GRADSTEP_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(output, encoding="utf-8")
    assert output == path.read_text(encoding="utf-8")
