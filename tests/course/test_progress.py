from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from course.progress import ExerciseProgress, Progress, load_progress, save_progress
from grader.results import CheckResult, ExerciseReport, Verdict

KEY = "ch01_numbers"


def report(*verdicts: Verdict, score: Decimal | None = Decimal(5)) -> ExerciseReport:
    """An exercise of which each check ended so."""
    checks = tuple(CheckResult(f"test_{i}", "double", "", verdict, 1, False) for i, verdict in enumerate(verdicts))
    return ExerciseReport("double", "arith", False, score, Decimal(10), checks)


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    """Saving and loading give the same progress back."""
    path = tmp_path / ".course" / "progress.json"
    progress = Progress().changed(KEY, "double", attempts=3, hints=2, gave_up="2026-01-02T03:04:05+00:00")
    save_progress(path, progress)
    assert load_progress(path).progress == progress
    assert json.loads(path.read_text(encoding="utf-8"))["format_version"] == 1


def test_no_file_is_no_progress(tmp_path: Path) -> None:
    """A workspace without a file begins anew, and nothing is set aside."""
    loaded = load_progress(tmp_path / "progress.json")
    assert (loaded.progress, loaded.set_aside) == (Progress(), None)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"format_version": 2, "exercises": {}}',
        b'{"format_version": 1, "exercises": {"a": {"attempts": -1}}}',
        b'{"format_version": 1, "exercises": {"a": {"attempts": "3"}}}',
        b'{"format_version": 1, "exercises": {"a": {"passed": 1}}}',
        b'{"format_version": 1, "exercises": {"a": 3}}',
    ],
)
def test_a_damaged_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    """A file that cannot be understood is kept under another name and never overwritten."""
    path = tmp_path / "progress.json"
    for number in (1, 2):
        path.write_bytes(content)
        loaded = load_progress(path)
        assert loaded.progress == Progress()
        assert loaded.set_aside == tmp_path / f"progress.damaged-{number}.json"
        assert loaded.set_aside.read_bytes() == content
        assert not path.exists()


def test_keys_of_a_later_version_are_ignored(tmp_path: Path) -> None:
    """What a later version of the course adds does not cost the progress."""
    path = tmp_path / "progress.json"
    path.write_text('{"format_version": 1, "exercises": {"a/b": {"attempts": 2, "stars": 5}}}', encoding="utf-8")
    assert load_progress(path).progress == Progress({"a/b": ExerciseProgress(attempts=2)})


def test_a_stub_is_no_attempt() -> None:
    """Checking what is not written yet counts nothing."""
    progress = Progress().judged(KEY, report(Verdict.NOT_IMPLEMENTED, score=Decimal(0)), "today")
    assert progress.of(KEY, "double") == ExerciseProgress(score="0", max_score="10")


def test_the_first_pass_keeps_its_date() -> None:
    """Later failures change whether it passes now, never when it passed first."""
    passed = report(Verdict.PASSED, Verdict.NOT_RUN_HERE, score=Decimal(10))
    progress = Progress().judged(KEY, report(Verdict.WRONG_ANSWER, Verdict.PASSED), "monday")
    progress = progress.judged(KEY, passed, "tuesday").judged(KEY, passed, "wednesday")
    progress = progress.judged(KEY, report(Verdict.RAISED, score=Decimal(0)), "thursday")
    assert progress.of(KEY, "double") == ExerciseProgress(
        attempts=4, passed=False, first_passed="tuesday", score="0", max_score="10"
    )


def test_our_fault_is_not_recorded() -> None:
    """An exercise without a score leaves the progress as it was."""
    assert Progress().judged(KEY, report(Verdict.INTERNAL_ERROR, score=None), "today") == Progress()


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that breaks off leaves the file as it was, and nothing beside it."""
    path = tmp_path / "progress.json"
    save_progress(path, Progress())
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space left"):
        save_progress(path, Progress().changed(KEY, "double", attempts=1))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
