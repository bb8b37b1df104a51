"""What is said of an exercise and of a check, whatever it is shown on."""

from __future__ import annotations

from decimal import Decimal

from grader.graded import Standing
from grader.results import FAILURES, CheckResult, ExerciseReport, Verdict
from grader.words import Words, verbatim, words


def state_of(exercise: ExerciseReport) -> tuple[str, Words | None]:
    """Which mark an exercise gets (passed, failed, open, ours) and what is said beside it."""
    verdicts = [check.verdict for check in exercise.checks]
    blamed = next((check.blames for check in exercise.checks if check.blames), None)
    if Verdict.INTERNAL_ERROR in verdicts:
        return "ours", words("our fault, to be reviewed")
    if Verdict.NOT_IMPLEMENTED in verdicts:
        return "open", words("not implemented yet")
    if blamed is not None:
        return "failed", words("needs {exercise} first", exercise=blamed)
    if Verdict.USED_BUILTIN in verdicts:
        return "failed", words("uses what it should build")
    if any(unreadable(check) for check in exercise.checks):
        return "failed", words("its file cannot be used")
    failed = sum(verdict in FAILURES for verdict in verdicts)
    if failed:
        return "failed", words("{failed} of {all} checks fail", failed=failed, all=len(verdicts))
    if all(verdict in (Verdict.NOT_RUN_HERE, Verdict.SKIPPED) for verdict in verdicts):
        return "open", words("not run here")
    return "passed", None


def unreadable(check: CheckResult) -> bool:
    """Whether the check did not run because its module cannot be read: missing, not UTF-8, not Python."""
    failure = check.failure
    return check.verdict is Verdict.RAISED and failure is not None and failure.called is None and failure.place is None


def heading_of(exercise: ExerciseReport, check: CheckResult, title: str) -> Words:
    """The line above a check that fails; `title` is its own, in the reader's language."""
    if check.verdict is Verdict.NOT_IMPLEMENTED:
        return words("{exercise} is not implemented yet.", exercise=exercise.name)
    if unreadable(check):
        return words("The file of {exercise} cannot be used:", exercise=exercise.name)
    if check.blames is not None:
        return words("{exercise} calls {needed}, which does not pass yet.", exercise=exercise.name, needed=check.blames)
    return verbatim(title if exercise.name in title else f"{exercise.name}: {title}")


def diagnosis_of(exercise: ExerciseReport, check: CheckResult) -> str | None:
    """The mistake that a check's failure looks like, or else another check's of the same exercise."""
    return check.diagnosis or next((item.diagnosis for item in exercise.checks if item.diagnosis), None)


VERDICTS = {
    Verdict.PASSED: words("passed"),
    Verdict.WRONG_ANSWER: words("wrong answer"),
    Verdict.RAISED: words("raised an exception"),
    Verdict.TIMED_OUT: words("ran out of time"),
    Verdict.OUT_OF_MEMORY: words("ran out of memory"),
    Verdict.DIED: words("its process ended"),
    Verdict.NOT_IMPLEMENTED: words("not implemented yet"),
    Verdict.USED_BUILTIN: words("uses what it should build"),
    Verdict.SKIPPED: words("skipped"),
    Verdict.NOT_RUN_HERE: words("not run here"),
    Verdict.INTERNAL_ERROR: words("our fault, to be reviewed"),
}
STANDINGS = {
    Standing.SCORED: words("scored"),
    Standing.KILLED: words("killed by the sandbox"),
    Standing.CRASHED: words("crashed"),
    Standing.NEEDS_REVIEW: words("needs review"),
    Standing.UNREADABLE: words("unreadable"),
    Standing.MISSING: words("missing"),
}
MARKS = {"passed": "✓", "failed": "✗", "open": "·", "ours": "!"}


def kind_of_check(check: CheckResult) -> str:
    """Which mark a check gets."""
    if check.verdict is Verdict.INTERNAL_ERROR:
        return "ours"
    if check.verdict in (Verdict.NOT_IMPLEMENTED, Verdict.NOT_RUN_HERE, Verdict.SKIPPED):
        return "open"
    return "failed" if check.verdict in FAILURES else "passed"


def number(score: Decimal | None) -> str:
    """A score as it is written: no zeros at its end; a question mark where it is open."""
    return "?" if score is None else f"{score.normalize():f}"
