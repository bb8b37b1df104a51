"""A failing check's picture as lines of text, each of runs of one look: what a terminal colours and a page styles.

Every picture can be read without its colours, and is said in words too (`Shapes.said`, `Grid.said`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len

from grader.exports.plain import one_line
from grader.picture import Axis, Cell, Grid, Mark, Picture, Shapes, size_text
from grader.results import CheckResult
from grader.words import Words, verbatim, words

Say = Callable[[Words], str]


class Run(NamedTuple):
    """A piece of a line in one look: "", dim, wrong, right, near, off, far or not_finite."""

    text: str
    look: str = ""


Line = tuple[Run, ...]

GLYPHS = {Cell.RIGHT: "·", Cell.NEAR: "░", Cell.OFF: "▒", Cell.FAR: "█", Cell.NOT_FINITE: "N"}
ASCII_GLYPHS = {cell: str(cell) for cell in Cell}
LOOKS = {Cell.RIGHT: "right", Cell.NEAR: "near", Cell.OFF: "off", Cell.FAR: "far", Cell.NOT_FINITE: "not_finite"}
LEGEND = {
    Cell.RIGHT: words("right"),
    Cell.NEAR: words("a little off"),
    Cell.OFF: words("off"),
    Cell.FAR: words("far off"),
    Cell.NOT_FINITE: words("NaN or infinite"),
}
SHAPE_ALONE = "the shape is not right"
"""What a drawn shape says by itself."""
SHAPE, EXPECTED_SHAPE = words("Shape"), words("Expected shape")


def shapes_alone(check: CheckResult) -> Shapes | None:
    """The shapes that stand where Got and Expected would name them; None where numbers stand there, or no shapes."""
    failure, shapes = check.failure, None if check.picture is None else check.picture.shapes
    numbers = failure is not None and failure.got is not None and failure.got.template == verbatim("").template
    return None if numbers else shapes


def shape_line(shapes: Shapes, *, expected: bool) -> Line:
    """One of two shapes, its axes below or above those of the other; a wrong axis is in brackets: (7, [3], 5)."""
    sizes = [axis.expected if expected else axis.got for axis in shapes.axes]
    present = [index for index, size in enumerate(sizes) if size is not None]
    cut = shapes.cut[expected] > 0
    runs = [Run("(")]
    for index, (axis, size, wide) in enumerate(zip(shapes.axes, sizes, _widths(shapes), strict=True)):
        text = "" if size is None else _bracketed(axis, size)
        runs.append(Run(text, "wrong" if axis.mark is not Mark.SAME and text else ""))
        more = cut or any(other > index for other in present)
        comma = bool(text) and (more or len(present) == 1)
        if more:
            runs.append(Run(("," if comma else " ") + " " * (wide - len(text) + 1)))
        elif comma:
            runs.append(Run(","))
    return _joined([*runs, Run("...)" if cut else ")")])


def mark_line(shapes: Shapes) -> Line:
    """Carets below the axes that are wrong."""
    runs = [Run(" ")]
    for axis, wide in zip(shapes.axes, _widths(shapes), strict=True):
        runs += [Run(("^" if axis.mark is not Mark.SAME else " ") * wide, "wrong"), Run("  ")]
    return _joined(runs)


def _bracketed(axis: Axis, size: int) -> str:
    return size_text(size) if axis.mark is Mark.SAME else f"[{size_text(size)}]"


def _widths(shapes: Shapes) -> list[int]:
    return [
        max(len(_bracketed(axis, size)) for size in (axis.got, axis.expected) if size is not None)
        for axis in shapes.axes
    ]


def _joined(runs: Sequence[Run]) -> Line:
    """Runs of one look made one, without blanks at the end of the line."""
    kept = [Run("".join(run.text for run in group), look) for look, group in groupby(runs, lambda run: run.look)]
    while kept and not kept[-1].text.strip():
        kept.pop()
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].look)
    return tuple(run for run in kept if run.text)


def grid_lines(grid: Grid, *, ascii_only: bool = False) -> list[Line]:
    """A row of cells a line, with the number of its first row before it."""
    glyphs = ASCII_GLYPHS if ascii_only else GLYPHS
    heads = [str(index * grid.tall) if len(grid.rows) > 1 else "" for index in range(len(grid.rows))]
    wide = max(map(len, heads))
    return [
        (Run(head.rjust(wide) + (" " if wide else ""), "dim"), *_row(row, glyphs))
        for head, row in zip(heads, grid.rows, strict=True)
    ]


def _row(row: str, glyphs: dict[Cell, str]) -> Iterator[Run]:
    for cell, group in groupby(map(Cell, row)):
        yield Run(glyphs[cell] * len(list(group)), LOOKS[cell])


def legend(grid: Grid, say: Say, *, ascii_only: bool = False) -> Line:
    """What the signs that occur stand for."""
    glyphs = ASCII_GLYPHS if ascii_only else GLYPHS
    runs: list[Run] = []
    occurring = set("".join(grid.rows))
    for cell in Cell:
        if cell.value in occurring:
            runs += [Run("  " if runs else ""), Run(glyphs[cell], LOOKS[cell]), Run(f" {say(LEGEND[cell])}", "dim")]
    return tuple(run for run in runs if run.text)


def scale_of(grid: Grid) -> Words | None:
    """What a cell stands for, where that is more than one value."""
    if grid.tall * grid.wide == 1:
        return None
    return words("a cell is the worst of {tall} x {wide} values", tall=grid.tall, wide=grid.wide)


def axes_of(grid: Grid) -> Words | None:
    """What the rows are of a tensor with more than two axes."""
    return None if grid.axes < 3 else words("the first {count} axes together are the rows", count=grid.axes - 1)


def part_line(picture: Picture, *, ascii_only: bool = False) -> Line:
    """The entries of a list, tuple or dict, each with whether it is right."""
    runs: list[Run] = []
    right, wrong = ("[ok]", "[x]") if ascii_only else ("✓", "✗")
    for part in picture.parts:
        mark, look = (right, "right") if part.right else (wrong, "wrong")
        runs += [Run("  " if runs else ""), Run(mark, look), Run(f" {one_line(part.name)}")]
    if picture.more:
        runs.append(Run(f"  ... + {picture.more}", "dim"))
    return tuple(run for run in runs if run.text)


def drawn_lines(picture: Picture, say: Say, *, ascii_only: bool = False, shapes: bool = True) -> list[Line]:
    """The whole picture; without its shapes where they are drawn already."""
    lines: list[Line] = []
    if picture.parts:
        lines.append(part_line(picture, ascii_only=ascii_only))
    if picture.shapes is not None and shapes:
        lines += shape_block(picture.shapes, say)
    if picture.grid is not None:
        lines += grid_lines(picture.grid, ascii_only=ascii_only)
        lines.append(legend(picture.grid, say, ascii_only=ascii_only))
        lines += [(Run(say(sentence), "dim"),) for sentence in told(picture.grid)]
    return lines


def told(grid: Grid) -> list[Words]:
    """The grid in words: where the wrong values are, and what its rows and cells stand for."""
    return [sentence for sentence in (grid.said, axes_of(grid), scale_of(grid)) if sentence is not None]


def shape_block(shapes: Shapes, say: Say) -> list[Line]:
    """Both shapes with their labels, and below them what is wrong."""
    labels = [say(SHAPE), say(EXPECTED_SHAPE)]
    wide = max(map(cell_len, labels))
    heads = [Run(f"{padded(label, wide)}  ", "dim") for label in labels]
    return [
        (heads[0], *shape_line(shapes, expected=False)),
        (heads[1], *shape_line(shapes, expected=True)),
        (Run(" " * (wide + 2)), *marked(shapes, say)),
    ]


def marked(shapes: Shapes, say: Say) -> Line:
    """The carets and what they say."""
    marks = mark_line(shapes)
    return (*marks, Run(("  " if marks else "") + say(shapes.said), "wrong"))


def padded(text: str, width: int) -> str:
    """The text with blanks up to a width in columns of a terminal."""
    return text + " " * (width - cell_len(text))
