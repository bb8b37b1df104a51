"""What a terminal shows of a report, and the golden files that tests compare it with."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI as DARK
from rich.text import Text

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


PICTURED = """<!doctype html><meta charset="utf-8"><style>{stylesheet} body {{ margin: 0; background: #14181f; }}
pre {{ display: inline-block; margin: 0; padding: 14px 20px; color: #dfe4ec; font: 14px/1.3 monospace; }}
</style><pre>{code}</pre>"""


def pictured(report: ScoreReport, text: ChapterText, *, lang: str = "en", width: int = 90) -> str:
    """What a terminal shows in colour, as a page that a browser can take a picture of."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, highlight=False, markup=False, record=True,
                      color_system="standard")  # fmt: skip
    translate = untranslated if lang == "en" else translator(lang)
    folder = f"exercises/{report.chapter}"
    render(report, text, console=console, translate=translate, locate=lambda place: f"{folder}/{place}")
    return console.export_html(theme=DARK, code_format=PICTURED)


def pictured_text(escaped: str, width: int) -> str:
    """What a terminal has shown, with its escapes, as such a page."""
    console = Console(file=io.StringIO(), width=width, force_terminal=True, highlight=False, markup=False, record=True,
                      color_system="standard")  # fmt: skip
    console.print(Text.from_ansi(escaped.rstrip("\n")), soft_wrap=True)
    return console.export_html(theme=DARK, code_format=PICTURED).replace("background-color: #0c0c0c", "")


def compare_with_golden(name: str, output: str) -> None:
    """The output is what the golden file holds; GRADSTEP_GOLDEN=1 writes it."""
    path = GOLDEN / name
    if os.environ.get("GRADSTEP_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(output, encoding="utf-8")
    assert output == path.read_text(encoding="utf-8")
