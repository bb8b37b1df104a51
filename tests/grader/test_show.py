"""What a check shows of a training: data, capped, that can cost no verdict."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import hypothesis.strategies as st
import pytest
import torch
from hypothesis import given
from judging import judge, load, no_data

from grader.figure import MOST_FIGURES, MOST_IMAGES, MOST_POINTS, Along, Confusion, Curve, Figure, Measure, Share
from grader.figure_record import figure_of, figure_to
from grader.plugin import Suite
from grader.results import Verdict
from grader.show import Show
from grader.spec import ChapterSpec

DIGITS = "0123456789"


def shown(*, in_full: bool = False) -> tuple[Show, list[Figure]]:
    """The fixture, and what it is shown."""
    figures: list[Figure] = []
    return Show(figures, in_full=in_full), figures


def curve(yours: Any, reference: Any, **options: Any) -> Curve:
    """The curve that is shown of these numbers."""
    show, figures = shown(in_full=options.pop("in_full", False))
    show.curve("loss", yours, reference, **options)
    (figure,) = figures
    assert isinstance(figure, Curve)
    return figure


def test_a_curve_on_hidden_inputs_has_the_references_range_for_its_scale() -> None:
    """None of its numbers is left; what is far off is cut."""
    made = curve([812.5, 410.25, 100000.0, math.nan], [812.5, 400.0, 212.5], claimed=True)
    assert made == Curve(
        Measure.LOSS, Along.STEP, ((0.0, 1.0), (1.0, 0.33), (2.0, 2.0), (3.0, None)),
        ((0.0, 1.0, 1.0), (1.0, 0.312, 0.312), (2.0, 0.0, 0.0)), claimed=True, scaled=True,
    )  # fmt: skip


def test_a_worked_example_and_what_everybody_has_keep_their_numbers() -> None:
    """A band of several seeds is (lowest, highest); epochs count from 1."""
    band = [(0.5, 0.56), (0.25, 0.29)]
    made = curve([0.62345678, 0.3], band, along="epoch", public=True)
    assert made == Curve(
        Measure.LOSS, Along.EPOCH, ((1.0, 0.6235), (2.0, 0.3)), ((1.0, 0.5, 0.56), (2.0, 0.25, 0.29)), False, False
    )
    assert curve([0.62345678, 0.3], band, in_full=True).points[0][1] == 0.6235


def test_places_can_be_named() -> None:
    """Of the learner's numbers, of ours, or both."""
    assert curve([1.0], [3.0, 2.0, 1.0], at=[2]).points == ((2.0, 0.0),)
    assert [place for place, _, _ in curve([1.0], [3.0, 2.0], at=[9], reference_at=[5, 9]).band] == [5.0, 9.0]


def test_a_long_curve_is_thinned_and_keeps_its_ends() -> None:
    """A thousand steps."""
    made = curve([float(index) for index in range(1000)], [float(index) for index in range(1000)], public=True)
    assert len(made.points) == len(made.band) == MOST_POINTS
    assert (made.points[0], made.points[-1]) == ((0.0, 0.0), (999.0, 999.0))


def test_a_constant_reference_has_a_scale() -> None:
    """One that does not change, 0 among them."""
    assert [value for _, value in curve([2.0, 3.0], [2.0, 2.0]).points] == [0.0, 0.5]
    assert [value for _, value in curve([0.0, 0.5], [0.0, 0.0]).points] == [0.0, 0.5]


NOTHING = {
    "no numbers": ([], [1.0, 2.0]),
    "text": (["a"], [1.0, 2.0]),
    "truth": ([True, False], [1.0, 2.0]),
    "none": (None, [1.0, 2.0]),
    "a matrix": ([torch.zeros(2)], [1.0, 2.0]),
    "what raises": (lambda: [torch.zeros(2) @ torch.zeros(3)], [1.0, 2.0]),
    "too many": ([0.5] * 10_001, [1.0, 2.0]),
    "one place of ours": ([1.0], [1.0]),
    "ours not finite": ([1.0, 2.0], [1.0, math.nan]),
}


@pytest.mark.parametrize(("yours", "reference"), NOTHING.values(), ids=NOTHING.keys())
def test_what_cannot_be_shown_is_left_out(yours: Any, reference: Any) -> None:
    """And nothing is raised."""
    show, figures = shown()
    show.curve("loss", yours, reference)
    assert figures == []


def test_whatever_a_suite_gets_wrong_is_left_out_too() -> None:
    """A misspelt measure, labels that do not fit, a share that is none."""
    show, figures = shown()
    show.curve("lost", [1.0, 2.0], [1.0, 2.0])
    show.accuracy(math.nan, needed=0.9, reference=(0.9, 0.95))
    show.confusion(torch.tensor([3]), torch.tensor([11]), DIGITS)
    show.confusion(torch.tensor([0]), torch.tensor([0]), "a")
    show.misread(torch.zeros(1, 99, 99), torch.tensor([1]), torch.tensor([2]), DIGITS)
    show.misread(torch.zeros(1), torch.tensor([1]), torch.tensor([2]), DIGITS)
    assert figures == []


def test_a_share_and_a_confusion_matrix() -> None:
    """Counted as rows of what is and columns of what was said."""
    show, figures = shown()
    show.accuracy(0.91249, needed=0.88, reference=(0.91, 0.93))
    show.confusion(torch.tensor([0, 0, 1, 2]), torch.tensor([0, 2, 1, 2]), "abc")
    assert figures == [Share(0.9125, 0.88, 0.91, 0.93), Confusion(("a", "b", "c"), ((1, 0, 1), (0, 1, 0), (0, 0, 1)))]


def test_of_misread_images_every_pair_of_classes_comes_first() -> None:
    """Then more of them, eight in all; none where nothing is misread."""
    show, figures = shown()
    truth = torch.tensor([1] * 12 + [2, 3])
    said = torch.tensor([7] * 12 + [5, 3])
    show.misread(torch.arange(14.0).reshape(14, 1, 1).expand(14, 2, 3) / 13, truth, said, DIGITS)
    (images,) = figures
    assert not isinstance(images, Curve | Share | Confusion)
    assert (images.height, images.width, images.wrong, images.total, len(images.items)) == (2, 3, 13, 14, MOST_IMAGES)
    assert [(item.truth, item.said) for item in images.items[:3]] == [("1", "7"), ("2", "5"), ("1", "7")]
    assert images.items[0].pixels == "AAAAAAAA"
    show.misread(torch.zeros(2, 2, 2), torch.tensor([1, 2]), torch.tensor([1, 2]), DIGITS)
    assert len(figures) == 1


def test_there_are_few_figures() -> None:
    """Whatever a suite shows in a loop."""
    show, figures = shown()
    for _ in range(50):
        show.accuracy(0.5, needed=0.5, reference=(0.5, 0.6))
    assert len(figures) == MOST_FIGURES


ANYTHING = st.recursive(
    st.floats() | st.integers() | st.none() | st.text(max_size=3) | st.booleans() | st.just(torch.zeros(2, 2)),
    lambda inner: st.lists(inner, max_size=5),
    max_leaves=8,
)


@given(ANYTHING, st.lists(st.floats(), max_size=6), st.booleans())
def test_anything_a_learner_returns_can_be_handed_over(yours: Any, reference: list[float], public: bool) -> None:
    """Nothing is raised, and what is shown is finite, small, and kept whole by a record."""
    show, figures = shown()
    show.curve("loss", yours, reference, public=public, claimed=True)
    show.confusion(yours, yours, DIGITS)
    show.accuracy(yours, needed=0.5, reference=(0.5, 0.6))
    show.misread(yours, yours, yours, DIGITS)
    for figure in figures:
        text = json.dumps(figure_to(figure), allow_nan=False)
        assert len(text) < 20_000
        assert figure_of(json.loads(text)) == figure


@given(
    st.lists(st.floats(1000.5, 9999.5).map(lambda x: round(x, 3)), min_size=3, max_size=9),
    st.lists(st.floats(1000.5, 9999.5).map(lambda x: round(x, 3)), min_size=1, max_size=9),
)
def test_no_hidden_number_is_in_a_curve(reference: list[float], yours: list[float]) -> None:
    """Four digits of a value of ours are nowhere in what is kept."""
    text = json.dumps(figure_to(curve(yours, reference)))
    assert not re.search(r"\d{4}", text), text


@pytest.fixture(scope="module")
def training() -> ChapterSpec:
    """The mini course's chapter, whose checks show a curve."""
    return load("ch92_shown")


@pytest.fixture(scope="module")
def training_suite(training: ChapterSpec) -> Suite:
    """Its suite."""
    return Suite(training, no_data)


def test_a_check_shows_its_curve_pass_or_fail(training: ChapterSpec, training_suite: Suite) -> None:
    """By the fixture of that name: of the last case that shows one, or of the case that failed."""
    right = judge(training, training_suite)
    for name in ("test_halve_values", "test_halve_with_a_fixture"):
        (figure,) = right[name].figures
        assert isinstance(figure, Curve)
        assert len(figure.points) == 5
    wrong = judge(training, training_suite, {"halving": "def halve(x, steps):\n    return [x] * (steps + 1)\n"})
    (figure,) = wrong["test_halve_values"].figures
    assert (len(figure.points), wrong["test_halve_values"].verdict) == (3, Verdict.WRONG_ANSWER)
    assert wrong["test_halve_example"].figures[0].scaled is False


def test_what_is_shown_changes_no_verdict(training: ChapterSpec, training_suite: Suite) -> None:
    """A value that cannot be drawn is judged as if nothing were to be drawn."""
    for source in ("[]", "[float('nan')] * 9", "['a']", "[10**400] * 9", "None"):
        judged = judge(training, training_suite, {"halving": f"def halve(x, steps):\n    return {source}\n"})
        assert set(judged.verdicts("halve").values()) == {"wrong_answer"}, source
