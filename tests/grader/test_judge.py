import json
from pathlib import Path

import pytest
import torch

from grader.axes import aligned
from grader.judge import Check, Ended, broke_in_suite, failure_of, judge, result
from grader.picture import Picture
from grader.results import CheckResult, Failure, Place, Stop, Verdict, wrong
from grader.rng import Rng
from grader.suite import assert_close, assert_equal, require
from grader.words import words

HIDDEN = Check("test_a", "a", "A is right", 2, False, ("test_a",))
VISIBLE = Check("test_a", "a", "A is right", 0, True, ("test_a",))
HOME = Place("a.py", 12)


def raised(error: Exception) -> None:
    """Raises it from a line of this file."""
    raise error


def caught(claim: object, *args: object, **options: object) -> BaseException:
    """The exception that a check ends in."""
    with pytest.raises(BaseException) as info:  # noqa: PT011  whatever it is
        claim(*args, **options)  # type: ignore[operator]
    return info.value


def test_a_check_that_ended_well_has_passed():
    """With its weight, its seconds and what was printed."""
    ended = Ended(None, None, 0.5, "printed")
    assert judge(HIDDEN, ended, HOME) == CheckResult(
        "test_a", "a", "A is right", Verdict.PASSED, 2, False, None, 0.5, "printed"
    )


def test_a_hidden_check_shows_kinds_and_never_numbers():
    """What was got and expected of a wrong number is kept back."""
    error = caught(assert_close, torch.tensor([4.0, 1.0]), torch.tensor([3.0, -6.0]))
    assert failure_of(error, visible=False) == Failure(Verdict.WRONG_ANSWER, words("no value is right"))
    error = caught(assert_equal, 3, 4)
    assert failure_of(error, visible=False) == Failure(Verdict.WRONG_ANSWER, words("the value is not right"))


def test_a_visible_check_shows_its_numbers():
    """Both of them, where they are small enough to read."""
    error = caught(assert_close, torch.tensor([4.0, 1.0]), torch.tensor([3.0, -6.0]))
    shown = failure_of(error, visible=True)
    assert shown.message.render() == "no value is right"
    assert (str(shown.got), str(shown.expected)) == ("[4.0, 1.0]", "[3.0, -6.0]")
    error = caught(assert_close, torch.zeros(65), torch.zeros(3))
    shown = failure_of(error, visible=True)
    assert (str(shown.got), str(shown.expected)) == ("shape (65,)", "shape (3,)")


def test_what_was_compared_is_drawn_and_let_go_of():
    """The picture stands in the result, hidden or visible; the tensors are not kept for it."""
    error = caught(assert_close, torch.zeros(7, 3, 5), torch.zeros(7, 5))
    judged = judge(HIDDEN, Ended(error, "test_a", 0.5), HOME)
    assert judged.picture == Picture(shapes=aligned((7, 3, 5), (7, 5)))
    assert isinstance(error, Stop)
    assert error.take_picture() is None
    wrong_at = caught(assert_equal, torch.tensor([3, 1, 4, 1]), torch.tensor([3, 1, 5, 1]))
    drawn = judge(VISIBLE, Ended(wrong_at, "test_a", 0.5), HOME).picture
    assert drawn is not None
    assert drawn.grid is not None
    assert drawn.grid.rows == ("..+.",)
    assert judge(HIDDEN, Ended(wrong("the loss must fall"), "test_a", 0.5), HOME).picture is None


def test_a_picture_that_breaks_costs_nothing():
    """The verdict stands without it."""

    def draw() -> Picture:
        raise RuntimeError

    failure = Failure(Verdict.WRONG_ANSWER, words("no value is right"), place=HOME)
    broken = judge(HIDDEN, Ended(Stop(failure, draw=draw), "test_a", 0.5), HOME)
    assert broken == CheckResult("test_a", "a", "A is right", Verdict.WRONG_ANSWER, 2, False, failure, 0.5)


def test_a_claim_in_words_is_shown_as_it_stands():
    """require() and plain assert end in a wrong answer too."""
    assert failure_of(caught(require, False, "the loss must {fall}"), visible=True) == Failure(
        Verdict.WRONG_ANSWER, words("the loss must {fall}")
    )
    require(True, "never said")
    assert failure_of(AssertionError("1 == 2"), visible=True) == Failure(
        Verdict.WRONG_ANSWER, words("the answer is not right")
    )


@pytest.mark.parametrize(
    "error",
    [
        KeyError("x"),
        RuntimeError("broke"),
        OSError(5, "disk"),
        MemoryError(),
        SystemExit(3),
        pytest.skip.Exception("no"),
    ],
)
def test_any_other_exception_is_ours(error):
    """It is an internal error that says where it happened, and is not blamed on a line of the learner's."""

    def broken() -> None:
        raise error

    try:
        broken()
    except BaseException as raised:  # noqa: BLE001  skip is no Exception
        given = judge(HIDDEN, Ended(raised, "test_a", 0.1, called="f(1)"), HOME)
    assert given.verdict is Verdict.INTERNAL_ERROR
    assert given.failure is not None
    assert (given.failure.called, given.failure.place) == (None, None)
    assert type(error).__name__ in given.failure.message.render()
    assert "test_judge.py:" in given.failure.message.render()


def test_a_failure_is_placed_where_it_happened_or_at_the_exercise():
    """The line that raised is better than where the function begins; likewise the call that is named."""
    away = Stop(Failure(Verdict.RAISED, words("no"), called="g(2)", place=Place("b.py", 3)))
    given = judge(HIDDEN, Ended(away, "test_a", 0.1, called="f(1)"), HOME).failure
    assert given is not None
    assert (given.called, given.place) == ("g(2)", Place("b.py", 3))
    given = judge(HIDDEN, Ended(wrong("no"), "test_a", 0.1, called="f(1)"), HOME).failure
    assert given is not None
    assert (given.called, given.place) == ("f(1)", HOME)


def test_a_check_that_did_not_run_has_a_result_too():
    """Of no seconds and no output."""
    assert result(VISIBLE, Verdict.NOT_RUN_HERE) == CheckResult(
        "test_a", "a", "A is right", Verdict.NOT_RUN_HERE, 0, True
    )


@pytest.mark.parametrize(
    ("claim", "broke"),
    [
        (lambda: {"a": 1}["b"], True),
        (lambda: json.loads("no"), True),
        (lambda: torch.ones(2) @ torch.ones(3), True),
        (lambda: Rng(1).integer(3, 2), False),
        (lambda: assert_close(object(), torch.ones(2)), False),
        (lambda: require(False, "no"), False),
        (lambda: raised(AssertionError("1 == 2")), False),
        (lambda: raised(ValueError("no")), True),
        (lambda: pytest.fail("no"), False),
    ],
)
def test_a_check_breaks_in_its_own_lines_or_in_the_engines(claim, broke):
    """What the standard library or torch raise for the suite is the suite's; what passed the engine is not."""
    assert broke_in_suite(caught(claim), Path(__file__)) is broke
    assert not broke_in_suite(caught(claim), Path(__file__).with_name("test_other.py"))
