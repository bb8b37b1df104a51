"""A class run: units, seeds, resuming, what becomes of those that break; with an engine that plays the judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from judging import load

from grader.cohort import Cohort, Progress, Regrade, Run, standing_of
from grader.digests import suite_digest
from grader.engines import Job, Outcome, Unit
from grader.grade import Conditions
from grader.graded import Graded, Standing
from grader.intake import Entry
from grader.intake.folders import Folder
from grader.record import to_record
from grader.results import CheckResult, ExerciseReport, Failure, SandboxReport, ScoreReport, State, Verdict
from grader.store import Store
from grader.words import words

CHAPTER = load("ch90_mini")
COHORT = Cohort((CHAPTER,), Conditions(), b"a secret of the instructor's", {"torch": "1"})


def report_of(verdict: Verdict = Verdict.PASSED, score: str | None = "7.50", optional: bool = False) -> ScoreReport:
    """A report of one check that ended so."""
    failure = None if verdict is Verdict.PASSED else Failure(verdict, words("said"))
    check = CheckResult("test_scale", "scale", "scale", verdict, 1, False, failure)
    value = None if score is None else Decimal(score)
    exercise = ExerciseReport("scale", "scaling", optional, value, Decimal(10), (check,))
    state = State.NEEDS_REVIEW if score is None else State.SCORED
    return ScoreReport(CHAPTER.key, state, value, Decimal(10), "cpu", "s", SandboxReport("full", ()), (exercise,))


@dataclass
class Playing:
    """Gives every unit a report; remembers what it was asked, and how far ahead it was given."""

    scores: dict[str, str | None] = field(default_factory=dict)
    asked: list[Unit] = field(default_factory=list)
    stop_after: int = 10**6

    def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
        for unit in units:
            if len(self.asked) == self.stop_after:
                raise KeyboardInterrupt
            self.asked.append(unit)
            source = unit.submission.modules["scaling"].text or ""
            score = next((score for mark, score in self.scores.items() if mark in source), "7.50")
            if score == "broken":
                yield Outcome(unit.key, None, words("it broke"))
            else:
                yield Outcome(unit.key, to_record(report_of(score=score)))


def entry(root: Path, student: str, attempt: int = 1, body: str = "", when: datetime | None = None) -> Entry:
    """A student's attempt, in a folder of its own."""
    folder = root / f"{student}-{attempt}"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scaling.py").write_text(f"# {student} {attempt} {body}\n")
    return Entry(student, "", CHAPTER.key, attempt, when, place=Folder(folder))


def run(tmp_path: Path, entries: list[Entry], cohort: Cohort = COHORT) -> Run:
    """A run on the store in tmp_path."""
    return Run(cohort, Store(tmp_path / "out"), entries)


def scores(done: Run) -> dict[str, tuple[str, Decimal | None]]:
    """Standing and score of every row."""
    return {row.student: (row.standing.value, row.score) for row in done.rows()}


def test_every_student_gets_inputs_of_their_own(tmp_path: Path) -> None:
    """Derived from the secret, the student and the chapter: the same again, another for anybody else."""
    engine = Playing()
    run(tmp_path, [entry(tmp_path, "anna"), entry(tmp_path, "ben")]).judge(engine)
    seeds = [unit.seed for unit in engine.asked]
    assert len({*seeds}) == 2
    assert seeds[0] == COHORT.seed("anna", CHAPTER.key)
    other = replace(COHORT, secret=b"another secret, as long")
    assert len({other.seed("anna", CHAPTER.key), COHORT.seed("anna", "ch91_broken"), *seeds}) == 4


def test_what_was_judged_is_not_judged_again(tmp_path: Path) -> None:
    """A run that was stopped goes on where it was; one that was finished does nothing."""
    entries = [entry(tmp_path, name) for name in "abcdef"]
    first = Playing(stop_after=3)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, entries).judge(first)
    second = Playing()
    run(tmp_path, entries).judge(second)
    assert [unit.key for unit in (*first.asked, *second.asked)] == list(dict.fromkeys(
        unit.key for unit in (*first.asked, *second.asked)))  # fmt: skip
    assert len(first.asked) + len(second.asked) == 6
    third = Playing()
    done = run(tmp_path, entries)
    done.judge(third)
    assert third.asked == []
    assert len(scores(done)) == 6


def test_a_run_that_was_stopped_shows_what_there_is(tmp_path: Path) -> None:
    """Rows of what was judged; the rest is left out, not 0."""
    stopped = run(tmp_path, [entry(tmp_path, name) for name in "abc"])
    with pytest.raises(KeyboardInterrupt):
        stopped.judge(Playing(stop_after=2))
    assert scores(stopped) == {"a": ("scored", Decimal("7.50")), "b": ("scored", Decimal("7.50"))}


def test_rows_say_what_they_were_made_from_and_each_result_is_read_once(tmp_path: Path) -> None:
    """One reading of the store gives all that a report needs, so that writing a class takes linear time."""
    loaded: list[str] = []

    class Watched(Store):
        def load(self, key: str) -> dict[str, Any] | None:
            loaded.append(key)
            return super().load(key)

    done = Run(COHORT, Watched(tmp_path / "out"), [entry(tmp_path, name) for name in "abc"])
    done.judge(Playing())
    loaded.clear()
    rows = list(done.rows())
    assert [row.result for row in rows] == loaded
    assert {len(row.result) for row in rows} == {64}
    assert rows[0].made_from == {
        "suite": suite_digest(CHAPTER),
        "versions": {"torch": "1"},
        "conditions": {"device": "cpu", "tier": "", "diagnosis_seconds": 3.0},
    }


def test_units_are_taken_only_as_fast_as_they_are_judged(tmp_path: Path) -> None:
    """Of a class of thousands no more is in memory than what is being judged."""
    read: list[str] = []

    class Watched(Folder):
        def collect(self, chapter):  # type: ignore[no-untyped-def]
            read.append(self.path.name)
            return super().collect(chapter)

    entries = [replace(e, place=Watched(e.place.path)) for e in (entry(tmp_path, name) for name in "abcdef")]  # type: ignore[union-attr]
    ahead = []

    class OneByOne(Playing):
        def map(self, job: Job, units: Iterable[Unit]) -> Iterator[Outcome]:
            for outcome in super().map(job, units):
                ahead.append(len(read) - len(self.asked))
                yield outcome

    run(tmp_path, entries).judge(OneByOne())
    assert ahead == [0] * 6


def test_a_change_of_anything_that_counts_is_judged_anew(tmp_path: Path) -> None:
    """Another submission, secret, version, device or time for diagnosis; nothing else has changed its key."""
    entries = [entry(tmp_path, "anna")]
    run(tmp_path, entries).judge(Playing())
    for cohort in (
        replace(COHORT, secret=b"another secret, as long"),
        replace(COHORT, versions={"torch": "2"}),
        replace(COHORT, conditions=Conditions(device="cuda")),
        replace(COHORT, conditions=Conditions(diagnosis_seconds=1.0)),
    ):
        again = Playing()
        run(tmp_path, entries, cohort).judge(again)
        assert len(again.asked) == 1
    changed = Playing()
    run(tmp_path, [entry(tmp_path, "anna", body="changed")]).judge(changed)
    assert len(changed.asked) == 1


@pytest.mark.parametrize(("regrade", "count"), [(Regrade.CHANGED, 0), (Regrade.FAILED, 2), (Regrade.ALL, 3)])
def test_what_is_judged_again(tmp_path: Path, regrade: Regrade, count: int) -> None:
    """Nothing, what needs review (whether the judge or the suite broke), or everything."""
    entries = [entry(tmp_path, "a"), entry(tmp_path, "b", body="breaks"), entry(tmp_path, "c", body="unclear")]
    run(tmp_path, entries).judge(Playing({"breaks": "broken", "unclear": None}))
    again = Playing()
    done = run(tmp_path, entries, replace(COHORT, regrade=regrade))
    done.judge(again)
    assert len(again.asked) == count
    if count:
        assert {standing for standing, _ in scores(done).values()} == {"scored"}


def test_what_breaks_us_costs_nobody_else_anything(tmp_path: Path) -> None:
    """It has no score and a reason; what is missing or unreadable has 0 and one."""
    unreadable = tmp_path / "empty"
    unreadable.mkdir()
    entries = [
        entry(tmp_path, "a"),
        entry(tmp_path, "b", body="breaks"),
        Entry("c", "", CHAPTER.key, 0, problem=words("nothing was handed in")),
        Entry("d", "", CHAPTER.key, place=Folder(unreadable)),
    ]
    done = run(tmp_path, entries)
    heard: list[Progress] = []
    done.judge(Playing({"breaks": "broken"}), heard.append)
    assert scores(done) == {
        "a": ("scored", Decimal("7.50")), "b": ("needs_review", None), "c": ("missing", 0), "d": ("unreadable", 0),
    }  # fmt: skip
    reasons = {row.student: str(row.reason) for row in done.rows() if row.reason}
    assert reasons["b"] == "it broke"
    assert reasons["c"] == "nothing was handed in"
    assert reasons["d"].startswith("none of the chapter's modules is there")
    assert heard[-1] == Progress(4, 4, 1)


def test_rows_of_a_stopped_run_are_counted_truly(tmp_path: Path) -> None:
    """Those that have a result, and apart from them those that wait."""
    done = run(tmp_path, [entry(tmp_path, name) for name in "abcde"])
    with pytest.raises(KeyboardInterrupt):
        done.judge(Playing(stop_after=2))
    rows = done.rows()
    assert (len(rows), rows.waiting, len(list(rows))) == (2, 3, 2)
    heard: list[Progress] = []
    done.judge(Playing(), heard.append)
    assert heard[0] == Progress(5, 2, 0, starting=True)
    assert heard[-1] == Progress(5, 5, 0)
    assert (len(done.rows()), done.rows().waiting) == (5, 0)


def test_of_several_attempts_the_last_or_the_best(tmp_path: Path) -> None:
    """The last alone is judged; for the best all are, and one that needs review is not passed over."""
    entries = [entry(tmp_path, "a", 1, "high"), entry(tmp_path, "a", 2, "low"), entry(tmp_path, "b", 1, "high"),
               entry(tmp_path, "b", 2, "breaks")]  # fmt: skip
    marks = {"high": "9.00", "low": "4.00", "breaks": "broken"}
    last = Playing(marks)
    done = run(tmp_path, entries)
    done.judge(last)
    assert len(last.asked) == 2
    assert scores(done) == {"a": ("scored", Decimal("4.00")), "b": ("needs_review", None)}
    best = run(tmp_path, entries, replace(COHORT, best_attempt=True))
    best.judge(Playing(marks))
    assert scores(best) == {"a": ("scored", Decimal("9.00")), "b": ("needs_review", None)}
    assert [row.attempt for row in best.rows()] == [1, 2]


def test_how_late_it_was(tmp_path: Path) -> None:
    """Where both times are known; what was in time is late by nothing."""
    due = datetime(2026, 11, 20, 12, tzinfo=UTC)
    entries = [
        entry(tmp_path, "a", when=due + timedelta(hours=3)),
        entry(tmp_path, "b", when=due - timedelta(hours=3)),
        entry(tmp_path, "c"),
    ]
    done = run(tmp_path, entries, replace(COHORT, due=due))
    done.judge(Playing())
    assert [row.late_by for row in done.rows()] == [timedelta(hours=3), timedelta(0), None]


def test_rows_are_read_anew_each_time(tmp_path: Path) -> None:
    """One row in memory at a time; whoever walks them twice sees them twice."""
    done = run(tmp_path, [entry(tmp_path, "a")])
    done.judge(Playing())
    rows = done.rows()
    first, second = list(rows), list(rows)
    assert first == second
    assert first[0] is not second[0]
    assert len(rows) == 1
    assert isinstance(first[0], Graded)


STANDINGS = {
    Verdict.PASSED: Standing.SCORED,
    Verdict.WRONG_ANSWER: Standing.SCORED,
    Verdict.TIMED_OUT: Standing.KILLED,
    Verdict.OUT_OF_MEMORY: Standing.KILLED,
    Verdict.DIED: Standing.CRASHED,
}


@pytest.mark.parametrize("verdict", STANDINGS, ids=str)
def test_what_a_score_rests_on(verdict: Verdict) -> None:
    """What the sandbox ended or what died says so beside its score; in an optional exercise it does not."""
    standing, reason = standing_of(report_of(verdict))
    assert standing is STANDINGS[verdict]
    assert (reason is None) == (standing is Standing.SCORED)
    assert standing_of(report_of(verdict, optional=True)) == (Standing.SCORED, None)


def test_the_digest_of_a_suite_sees_what_decides_a_score(tmp_path: Path) -> None:
    """The specification, the suite, a mistake or the solution; not the lesson."""
    import shutil

    from grader.spec import ContentTree, load_chapter

    seen = set()
    root = Path(CHAPTER.tree.chapters).parent
    for number, change in enumerate(
        (None, "chapters/ch90_mini/chapter.toml", "suites/ch90_mini/test_ch90.py", "solutions/ch90_mini/scaling.py",
         "suites/ch90_mini/mistakes/scale__accepts_zero.py", "chapters/ch90_mini/lesson.en.md")
    ):  # fmt: skip
        copy = tmp_path / str(number)
        shutil.copytree(root, copy)
        if change is not None:
            with (copy / change).open("a") as file:
                file.write("\n# changed\n")
        tree = ContentTree(*(copy / name for name in ("chapters", "solutions", "exercises", "suites")))
        seen.add(suite_digest(load_chapter(tree, "ch90_mini")))
    assert len(seen) == 5
