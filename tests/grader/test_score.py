from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given
from judging import TREE, load

from grader.results import FAILURES, CheckResult, ExerciseReport, SandboxReport, State, Verdict
from grader.score import score_chapter, score_exercise
from grader.spec import ChapterSpec, ExerciseSpec

BOX = SandboxReport("fake", ())
PASSED, WRONG, ABSENT, BROKEN = Verdict.PASSED, Verdict.WRONG_ANSWER, Verdict.NOT_RUN_HERE, Verdict.INTERNAL_ERROR


def check(verdict: Verdict, weight: int = 1, exercise: str = "one") -> CheckResult:
    """A check that ended so."""
    return CheckResult("test", exercise, "title", verdict, weight, weight == 0)


def exercise(points: int = 10, name: str = "one", optional: bool = False) -> ExerciseSpec:
    """An exercise of one function."""
    return ExerciseSpec(name, "module", points, optional)


def score(points: int, *checks: CheckResult) -> tuple[str | None, str]:
    """Score and max_score as they are written."""
    report = score_exercise(exercise(points), checks)
    return (None if report.score is None else str(report.score)), str(report.max_score)


@pytest.mark.parametrize(
    ("points", "checks", "scored"),
    [
        (10, [check(PASSED)], ("10.00", "10")),
        (10, [check(WRONG)], ("0.00", "10")),
        (10, [check(PASSED), check(WRONG), check(WRONG)], ("3.33", "10")),
        (10, [check(PASSED), check(PASSED), check(WRONG)], ("6.67", "10")),
        (10, [check(PASSED, 3), check(WRONG, 1)], ("7.50", "10")),
        (10, [check(PASSED, 0), check(WRONG, 1)], ("0.00", "10")),
        (10, [check(WRONG, 0), check(PASSED, 1)], ("10.00", "10")),
        (10, [check(PASSED), check(ABSENT)], ("10.00", "10")),
        (10, [check(PASSED), check(WRONG), check(ABSENT, 8)], ("5.00", "10")),
        (10, [check(ABSENT), check(ABSENT)], (None, "0")),
        (10, [check(PASSED, 0), check(ABSENT)], (None, "0")),
        (10, [check(Verdict.SKIPPED)], (None, "0")),
        (10, [check(PASSED), check(BROKEN)], (None, "10")),
        (10, [check(PASSED), check(BROKEN, 0)], (None, "10")),
        (10, [check(ABSENT), check(BROKEN)], (None, "10")),
    ],
)
def test_an_exercise_earns_the_share_of_its_weights(points, checks, scored):
    """Points x passed / all, without what could not run here; an internal error leaves no score and keeps max_score."""
    assert score(points, *checks) == scored


@pytest.mark.parametrize(
    ("points", "passed", "failed", "written"),
    [
        (1, 1, 7, "0.13"),  # .125
        (3, 1, 7, "0.38"),  # .375
        (1, 1, 199, "0.01"),  # .005
        (1, 1, 200, "0.00"),  # .00497
        (1, 3, 197, "0.02"),  # .015, which a float holds as .01499
        (201, 1, 199, "1.01"),  # 1.005, which a float holds as 1.00499
        (23, 1, 199, "0.12"),  # .115
    ],
)
def test_halves_of_a_hundredth_go_up(points, passed, failed, written):
    """Exact fractions, rounded once, half up: neither to even nor by what a float happens to hold."""
    assert score(points, check(PASSED, passed), check(WRONG, failed))[0] == written


CHECKS = st.lists(st.builds(check, st.sampled_from(list(Verdict)), st.integers(0, 5)), min_size=1, max_size=8)


@given(st.integers(1, 100), CHECKS)
def test_a_score_lies_between_0_and_max_score(points, checks):
    """Whatever the verdicts and the weights are."""
    report = score_exercise(exercise(points), checks)
    assert report.max_score in (0, points)
    if report.score is not None:
        assert 0 <= report.score <= report.max_score
        assert report.score == round(report.score, 2)


@given(st.integers(1, 100), CHECKS, st.data())
def test_a_failing_check_never_raises_a_score(points, checks, data):
    """Turning any passed check into any failure gives the same score, less, or none."""
    passed = [index for index, item in enumerate(checks) if item.verdict is PASSED]
    before = score_exercise(exercise(points), checks)
    if not passed or before.score is None:
        return
    index = data.draw(st.sampled_from(passed))
    worse = [*checks]
    worse[index] = check(data.draw(st.sampled_from(sorted(FAILURES))), checks[index].weight)
    after = score_exercise(exercise(points), worse)
    assert after.max_score == before.max_score
    assert after.score is None or after.score <= before.score


def chapter(*exercises: ExerciseSpec) -> ChapterSpec:
    """A chapter of these exercises, without files."""
    return ChapterSpec("ch90_mini", TREE, exercises)


def test_a_chapters_score_is_the_sum_of_what_counts():
    """Optional exercises are reported and left out; exercises that were not asked for are not reported."""
    spec = chapter(exercise(10, "a"), exercise(5, "b"), exercise(7, "extra", optional=True), exercise(3, "unasked"))
    results = [check(PASSED, 1, "a"), check(WRONG, 2, "a"), check(PASSED, 1, "b"), check(PASSED, 1, "extra")]
    report = score_chapter(spec, results, device="cpu", seed="1", sandbox=BOX, seconds=2.0)
    assert (report.chapter, report.state, report.device, report.seed) == ("ch90_mini", State.SCORED, "cpu", "1")
    assert (report.score, report.max_score) == (Decimal("8.33"), Decimal(15))
    assert report.exercises[2] == ExerciseReport("extra", "module", True, Decimal("7.00"), Decimal(7), (results[3],))
    assert [item.name for item in report.exercises] == ["a", "b", "extra"]


def test_what_could_not_run_here_is_out_of_max_score():
    """An exercise for which there is no device here neither gives nor takes points, and the chapter can be passed."""
    spec = chapter(exercise(10, "a"), exercise(5, "b"))
    results = [check(PASSED, 1, "a"), check(ABSENT, 1, "b")]
    report = score_chapter(spec, results, device="cpu", seed="1", sandbox=BOX)
    assert (report.score, report.max_score, report.passed) == (Decimal("10.00"), Decimal(10), True)


def test_an_internal_error_leaves_the_chapter_to_be_reviewed():
    """No score at all, the whole of max_score, and not passed: never a percentage that our fault has raised."""
    spec = chapter(exercise(10, "a"), exercise(5, "b"))
    results = [check(PASSED, 1, "a"), check(BROKEN, 1, "b")]
    report = score_chapter(spec, results, device="cpu", seed="1", sandbox=BOX)
    assert (report.state, report.score, report.max_score, report.passed) == (
        State.NEEDS_REVIEW,
        None,
        Decimal(15),
        False,
    )


def test_an_internal_error_in_an_optional_exercise_leaves_the_score():
    """Optional exercises change nothing; the exercise itself has no score."""
    spec = chapter(exercise(10, "a"), exercise(5, "b", optional=True))
    results = [check(PASSED, 1, "a"), check(BROKEN, 1, "b")]
    report = score_chapter(spec, results, device="cpu", seed="1", sandbox=BOX)
    assert (report.state, report.score, report.max_score, report.passed) == (State.SCORED, 10, 10, True)
    assert report.exercises[1].score is None


@pytest.mark.parametrize(
    ("verdicts", "passed"),
    [
        ({"a": PASSED, "extra": PASSED}, True),
        ({"a": PASSED, "extra": WRONG}, True),
        ({"a": WRONG, "extra": PASSED}, False),
        ({"a": Verdict.TIMED_OUT, "extra": PASSED}, False),
        ({"a": ABSENT, "extra": WRONG}, True),
    ],
)
def test_a_chapter_is_passed_when_all_that_counts_is(verdicts, passed):
    """Optional exercises and what could not run here never decide it."""
    spec = chapter(exercise(10, "a"), exercise(7, "extra", optional=True))
    results = [check(verdict, 1, name) for name, verdict in verdicts.items()]
    assert score_chapter(spec, results, device="cpu", seed="1", sandbox=BOX).passed is passed


def test_a_failed_visible_check_keeps_a_chapter_from_being_passed():
    """The worked example weighs nothing, but full points with a wrong example are no pass."""
    spec = chapter(exercise(10, "a"))
    report = score_chapter(spec, [check(WRONG, 0, "a"), check(PASSED, 1, "a")], device="cpu", seed="1", sandbox=BOX)
    assert (report.score, report.passed) == (Decimal("10.00"), False)


def test_the_mini_courses_points_are_what_its_toml_says():
    """Points come from chapter.toml alone."""
    assert {item.name: item.points for item in load("ch90_mini").exercises} == {
        "scale": 10,
        "Gain": 6,
        "descend": 8,
        "store": 5,
    }
