"""Every kind of picture as a learner sees it, in both languages: terminal, page, fragment and plain twin."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import hypothesis.strategies as st
import pytest
import torch
from html_reading import Read
from hypothesis import given
from rich.cells import cell_len
from terminal_text import compare_with_golden as compare
from terminal_text import shown_in_terminal as shown

from course.language import translator
from grader.exports.check_text import check_lines
from grader.exports.drawn import drawn_lines, grid_lines, mark_line, shape_line
from grader.exports.feedback import About, fragment, page, plain
from grader.exports.html import Voice
from grader.judge import Check, Ended, judge
from grader.mismatch import aligned
from grader.picture import MOST_COLUMNS, Picture
from grader.results import CheckResult, Place, ScoreReport, Stop
from grader.spec import ChapterText
from grader.suite import assert_close
from grader.words import Translate, untranslated

W = torch.tensor([[1.5, -2.25, 3.0], [4.0, 0.5, -6.0], [7.5, 8.0, 9.25]], dtype=torch.float64)
LONG = torch.arange(1.0, 41.0).double()
LARGE = torch.ones(250, 400).double()
BLOCK = torch.arange(1.0, 31.0).reshape(2, 3, 5).double()


def with_one(want: torch.Tensor, place: tuple[int, ...], value: float) -> torch.Tensor:
    """A copy that is wrong in one place."""
    got = want.float().clone()
    got[place] = value
    return got


CASES: dict[str, tuple[object, object]] = {
    "an axis too many": (torch.zeros(7, 3, 5), torch.zeros(7, 5).double()),
    "an axis missing": (torch.zeros(7, 5), torch.zeros(7, 3, 5).double()),
    "another size": (torch.zeros(7, 128), torch.zeros(7, 3).double()),
    "swapped": (torch.zeros(3, 5, 2), torch.zeros(2, 5, 3).double()),
    "transposed": (W[:2].T.float(), W[:2]),
    "flattened": (torch.zeros(21), torch.zeros(7, 3).double()),
    "a number was wanted": (torch.zeros(1), torch.tensor(0.0).double()),
    "many axes": (torch.zeros((1,) * 12), torch.zeros(3).double()),
    "in a dict": ({"W": W.float(), "b": torch.zeros(3, 1)}, {"W": W, "b": torch.zeros(3).double()}),
    "a row": (torch.where(torch.arange(3)[:, None] == 1, W * W + 9, W).float(), W),
    "every class": (with_one(with_one(with_one(W, (0, 0), 1.6), (1, 0), 7.0), (2, 2), math.nan) * 1, W),
    "a large tensor": (with_one(LARGE, (249, 399), 7.0), LARGE),
    "three axes": (with_one(BLOCK, (1, 2, 0), 90.0), BLOCK),
    "a vector": (torch.where(torch.arange(40) % 3 == 0, LONG + 100, LONG).float(), LONG),
    "a trajectory": ([1.0, 2.0, 3.1, 7.0], [1.0, 2.0, 3.0, 4.0]),
    "a tuple": ((W.float(), with_one(W, (0, 2), -3.0)), (W, W)),
    "a factor": (W.float() * 3, W),
}


def failed(got: object, want: object, *, visible: bool = False) -> CheckResult:
    """A check in which this comparison failed."""
    try:
        assert_close(got, want)
    except Stop as stop:
        check = Check("test_mse_grad_values", "mse_grad", "mse_grad is right", 1, visible, ("test_mse_grad_values",))
        return judge(check, Ended(stop, "test_mse_grad_values", 0.0, called="mse_grad(pred)"), Place("mse.py", 87))
    raise AssertionError("nothing is wrong")


def pictures(translate: Translate, *, ascii_only: bool = False) -> str:
    """Every picture below the name of its case."""
    found = []
    for name, (got, want) in CASES.items():
        picture = failed(got, want).picture or Picture()
        lines = drawn_lines(picture, lambda sentence: sentence.render(translate), ascii_only=ascii_only)
        found.append("\n".join([name, *("".join(["  ", *(run.text for run in line)]) for line in lines)]))
    return "\n\n".join(found) + "\n"


def test_every_picture() -> None:
    """In block characters."""
    compare("pictures.en.txt", pictures(untranslated))


def test_every_picture_in_chinese() -> None:
    """What is said beside them is Chinese."""
    text = pictures(translator("zh"))
    compare("pictures.zh.txt", text)
    assert not re.search(
        r"wrong|axis|axes|right|off\b", "\n".join(line for line in text.split("\n") if line[:1] == " ")
    )


def test_every_picture_in_ascii() -> None:
    """Where a terminal has no block characters."""
    text = pictures(untranslated, ascii_only=True)
    compare("pictures.ascii.txt", text)
    assert text.isascii()


def report_of(mixed: ScoreReport, *checks: CheckResult) -> ScoreReport:
    """A report of one exercise with these checks."""
    return replace(mixed, exercises=(replace(mixed.exercises[1], checks=checks),), notes=())


@pytest.mark.parametrize("name", ["an axis too many", "transposed", "in a dict", "a row", "a factor"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_failing_check_in_the_terminal(mixed: ScoreReport, text: ChapterText, name: str, lang: str) -> None:
    """Hidden, then as a worked example, whose numbers are shown: both whole."""
    file = f"failing-{name.replace(' ', '-')}.{lang}.txt"
    halves = [
        shown(report_of(mixed, failed(*CASES[name], visible=visible)), text, lang=lang) for visible in (False, True)
    ]
    compare(file, "\n".join(halves))


def test_the_order_is_diagnosis_seen_picture_traceback_print(mixed: ScoreReport, text: ChapterText) -> None:
    """What explains most comes first."""
    check = failed(*CASES["a row"])
    assert check.failure is not None
    check = replace(
        check,
        output="printed\n",
        diagnosis="mse_grad__by_batch",
        failure=replace(check.failure, traceback=("mse.py:87 mse_grad", "    return 1 / 0")),
    )
    output = shown(report_of(mixed, check), text)
    parts = ("Diagnosis", "Called", "only row 1 is not right", "█", "    mse.py:87 mse_grad", "It printed:", "seed:")
    places = [output.index(part) for part in parts]
    assert places == sorted(places)
    assert "        return 1 / 0\n" in output


def test_a_picture_can_be_read_without_its_colours(mixed: ScoreReport, text: ChapterText) -> None:
    """What a colour terminal shows differs from a plain one in escapes alone."""
    for name, (got, want) in CASES.items():
        report = report_of(mixed, failed(got, want))
        plain_text, coloured = shown(report, text), shown(report, text, terminal=True)
        assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain_text, name


ENGLISH, CHINESE = Voice("en", untranslated), Voice("zh", translator("zh"))


@pytest.mark.parametrize("name", CASES)
def test_a_page_says_what_it_draws(mixed: ScoreReport, text: ChapterText, name: str) -> None:
    """The drawing is hidden from screen readers, the same in words is not; the twin has both."""
    check = failed(*CASES[name])
    for document in (
        page(report_of(mixed, check), text, ENGLISH, About()),
        fragment(report_of(mixed, check), text, ENGLISH),
    ):
        read = Read(document)
        twin = plain(report_of(mixed, check), text, ENGLISH)
        picture = check.picture or Picture()
        for sentence in (picture.shapes and picture.shapes.said, picture.grid and picture.grid.said):
            if sentence is not None:
                assert sentence.render() in read.words
                assert sentence.render() in twin
        assert ("figure" in read.tags) == (picture.grid is not None)
        assert (("pre", "aria-hidden", "true") in read.attributes) == (picture.grid is not None)
        assert read.tags.count("li") >= len(picture.parts)


def test_a_worked_example_shows_its_numbers_and_its_shapes(mixed: ScoreReport, text: ChapterText) -> None:
    """Numbers stand beside Got and Expected, the shapes below."""
    said = Read(fragment(report_of(mixed, failed(*CASES["transposed"], visible=True)), text, ENGLISH)).words
    assert "Got [[1.5, 4.0], [-2.25, 0.5], [3.0, -6.0]] Expected [[1.5, -2.25, 3.0], [4.0, 0.5, -6.0]]" in said
    assert "the result is transposed" in said
    assert "Shape ( [3] , [2] ) Expected shape ( [2] , [3] )" in said


def test_platforms_that_show_text_alone_say_which_axis(text: ChapterText) -> None:
    """Below the sentence, as Gradescope and nbgrader show it; values have their sentence already."""
    assert check_lines(failed(*CASES["an axis too many"]), text, untranslated) == [
        "✗ mse_grad is right", "    mse.py:87: the shape is not right", "    axis 1, of size 3, is one too many",
    ]  # fmt: skip
    assert len(check_lines(failed(*CASES["a row"]), text, untranslated)) == 2


def test_a_name_in_a_picture_is_text(mixed: ScoreReport, text: ChapterText) -> None:
    """Whatever a suite calls its parts."""
    attack = "<script>x</script>\x1b[1m"
    check = failed({attack: W.float() * 2, "b": W.float()}, {attack: W, "b": W})
    for document in (fragment(report_of(mixed, check), text, ENGLISH), plain(report_of(mixed, check), text, ENGLISH)):
        assert "\x1b" not in document
    assert "script" not in Read(fragment(report_of(mixed, check), text, ENGLISH)).tags
    assert "\x1b" not in shown(report_of(mixed, check), text)


SHAPE = st.lists(st.integers(0, 20) | st.integers(0, 2**62), max_size=12).map(tuple)


@given(SHAPE, SHAPE)
def test_two_shapes_stand_below_each_other(got: tuple[int, ...], expected: tuple[int, ...]) -> None:
    """An axis that both have begins in the same column of both lines, and carets stand below wrong axes alone."""
    shapes = aligned(got, expected)
    mine, ours = ("".join(run.text for run in shape_line(shapes, expected=side)) for side in (False, True))
    marks = "".join(run.text for run in mark_line(shapes))
    assert max(map(len, (mine, ours))) <= 16 * 12
    for shape, line in ((got, mine), (expected, ours)):
        if len(shape) <= 8 and all(size < 10**6 for size in shape):
            assert re.sub(r"[\[\] ]", "", line) == str(tuple(shape)).replace(" ", "")
    starts = [iter([found.start() for found in re.finditer(r"\[?>?\d+\]?", line)]) for line in (mine, ours)]
    for axis in shapes.axes:
        columns = [next(line) for line, size in zip(starts, (axis.got, axis.expected), strict=True) if size is not None]
        assert len(set(columns)) == 1
        assert (marks[columns[0] : columns[0] + 1] == "^") == (axis.mark != "same")
    assert ("^" in marks) == any(axis.mark != "same" for axis in shapes.axes)


@given(st.integers(1, 40), st.integers(4, 90), st.integers(0, 10**6))
def test_a_grid_is_small_and_straight(height: int, width: int, seed: int) -> None:
    """Lines of one width, however large the tensor is."""
    generator = torch.Generator().manual_seed(seed)
    want = torch.randn(height, width, generator=generator, dtype=torch.float64)
    bad = torch.rand(height, width, generator=generator) < 0.3
    picture = failed(torch.where(bad, want * want + 9, want).float() + 0, want + 0).picture if bool(bad.any()) else None
    if picture is not None and picture.grid is not None:
        lines = grid_lines(picture.grid)
        assert len(lines) <= 12
        assert len({cell_len("".join(run.text for run in line)) for line in lines}) == 1
        assert cell_len("".join(run.text for run in lines[0])) <= MOST_COLUMNS + 3
