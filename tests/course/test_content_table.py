"""`course dev table`: the page of figures is made from what was judged, or not at all."""

from __future__ import annotations

from pathlib import Path

from judging import TREE

from course.author.content_table import write_table
from course.author.mutate import Mutant
from course.author.survivors import Killing
from course.content import Content
from course.errors import ExitCode
from course.screen import Screen

SURVIVOR = Mutant("double", 12, "return 2 * x", "return x", "")


def made(file: Path, chapter: str, killed: int, survivors: int) -> ExitCode:
    """The page of one chapter of the mini course, judged for real, with mutants that are made up."""
    found = [Killing("scale", killed, 2, [SURVIVOR] * survivors)]
    return write_table(Content(TREE), Screen("en"), file, (chapter,), kill=lambda chapter, said: (found, []))


def test_a_chapter_is_a_row(tmp_path: Path) -> None:
    """Counts are those of the files and the suite; the seconds are the solution's."""
    file = tmp_path / "content.md"
    assert made(file, "ch90", 97, 3) is ExitCode.PASSED
    page = file.read_text(encoding="utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith("| [`")]
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    chapter = Content(TREE).chapter("ch90_mini")
    files = {kind: len(list((chapter.suite / kind).glob("*.py"))) for kind in ("alternatives", "mistakes")}
    assert cells[0] == "[`ch90_mini`](content/ch90_mini.md)"
    assert cells[1].split()[0] == str(len(chapter.exercises))
    assert cells[3:5] == [str(files["alternatives"]), str(files["mistakes"])]
    assert cells[5].endswith(" %")
    assert cells[6:8] == ["100", "97.0 %"]
    assert 0 < float(cells[8]) + 0.05 < 60
    assert page.index("# What the chapters hold") == 0


def test_a_chapter_has_a_page(tmp_path: Path) -> None:
    """An exercise is a row; what is not told apart stands there with its reason."""
    assert made(tmp_path / "content.md", "ch90", 97, 3) is ExitCode.PASSED
    page = (tmp_path / "content" / "ch90_mini.md").read_text(encoding="utf-8")
    chapter = Content(TREE).chapter("ch90_mini")
    assert page.startswith(f"# Chapter 90: {chapter.text('en').title}")
    table = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines() if "|" in line]
    rows = {name: cells for name, *cells in table}
    for exercise in chapter.exercises:
        points, checks, alternatives, mistakes, mutants, killed = rows[f"`{exercise.name}`"]
        assert points == f"{exercise.points}" + (" (optional)" if exercise.optional else "")
        assert int(alternatives) == len(chapter.variants("alternatives", exercise.name))
        assert int(mistakes) == len(chapter.variants("mistakes", exercise.name))
        assert int(checks) > 0
        assert (mutants, killed) == (("100", "97.0 %") if exercise.name == "scale" else ("0", "-"))
    assert page.count("- `double`: `return 2 * x` becomes `return x`") == 3


def test_a_fault_writes_no_page(tmp_path: Path, capsys) -> None:
    """What was there stays, and the fault is named."""
    file = tmp_path / "content.md"
    file.write_text("before")
    assert made(file, "ch91", 1, 0) is ExitCode.FAILED
    assert file.read_text() == "before"
    assert list(tmp_path.iterdir()) == [file]
    shown = capsys.readouterr().out
    assert "ch91_broken" in shown
    assert "course dev check" in shown
