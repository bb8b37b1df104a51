"""How a check ended becomes a CheckResult: the student's failures are verdicts, ours are internal errors."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from grader.figure import Figure
from grader.observe import Observation
from grader.picture import Picture
from grader.results import CheckResult, Failure, Place, Stop, Verdict
from grader.words import verbatim, words


@dataclass(frozen=True)
class Check:
    """A check of a hidden suite: a test function; `cases` are the names of its parametrised cases."""

    name: str
    exercise: str
    title: str
    weight: int
    visible: bool
    cases: tuple[str, ...]
    devices: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Ended:
    """How a check ended: the exception of its first failing case, or None; seconds spent; what was printed and shown.

    `seen` is what was observed in the failing case, empty where that was too much to be kept.
    """

    error: BaseException | None
    case: str | None
    seconds: float
    output: str = ""
    called: str | None = None
    seen: tuple[Observation, ...] = ()
    figures: tuple[Figure, ...] = ()


def broke_in_suite(error: BaseException, suite: Path) -> bool:
    """Whether an exception is neither a verdict nor the engine's: of both, the suite has the last line it passed."""
    if isinstance(error, Stop | AssertionError) or not isinstance(error, Exception):
        return False
    files = [Path(frame.filename) for frame in traceback.extract_tb(error.__traceback__)]
    engine = Path(__file__).parent
    ours = [file for file in files if file == suite or file.is_relative_to(engine)]
    return bool(ours) and ours[-1] == suite


def failure_of(error: BaseException, visible: bool) -> Failure:
    """The failure that an exception in a check stands for."""
    if isinstance(error, Stop):
        failure = error.failure
        difference = getattr(error, "difference", None)
        if visible and difference is not None and difference.shown_got is not None:
            got = verbatim(difference.shown_got)
            return replace(failure, got=got, expected=verbatim(str(difference.shown_expected)))
        return failure
    if isinstance(error, AssertionError):
        return Failure(Verdict.WRONG_ANSWER, words("the answer is not right"))
    where = traceback.extract_tb(error.__traceback__)
    last = f"{where[-1].filename}:{where[-1].lineno}" if where else ""
    said = f"{type(error).__name__}: {error}"
    return Failure(Verdict.INTERNAL_ERROR, words("the check itself broke: {error} ({where})", error=said, where=last))


def judge(check: Check, ended: Ended, home: Place | None = None) -> CheckResult:
    """The result of a check that ran; `home` is where the exercise stands in the learner's file."""
    if ended.error is None:
        passed = result(check, Verdict.PASSED, seconds=ended.seconds, output=ended.output)
        return replace(passed, figures=ended.figures)
    failure = failure_of(ended.error, check.visible)
    if failure.verdict is not Verdict.INTERNAL_ERROR:
        failure = replace(failure, called=failure.called or ended.called, place=failure.place or home)
    judged = result(check, failure.verdict, failure, seconds=ended.seconds, output=ended.output)
    return replace(judged, picture=_drawn(ended.error), figures=ended.figures)


def _drawn(error: BaseException) -> Picture | None:
    try:
        return error.take_picture() if isinstance(error, Stop) else None
    except Exception:  # noqa: BLE001  a picture that cannot be drawn must not cost the verdict
        return None


def result(
    check: Check, verdict: Verdict, failure: Failure | None = None, *, seconds: float = 0.0, output: str = ""
) -> CheckResult:
    """A check's result, also for one that did not run."""
    return CheckResult(
        check.name, check.exercise, check.title, verdict, check.weight, check.visible, failure, seconds, output
    )
