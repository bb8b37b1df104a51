"""A class: what was handed in becomes units, units become results in the store, results become rows."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from grader.digests import file_digest, suite_digest
from grader.engines import Engine, Job, Outcome, Unit
from grader.grade import Conditions
from grader.graded import Graded, Standing
from grader.intake import Entry
from grader.record import from_record, words_from, words_to
from grader.results import ScoreReport, State, Verdict
from grader.spec import ChapterSpec
from grader.store import Store, digest_of
from grader.submission import Submission, SubmissionError, without_place
from grader.words import Words, words

WORK = ".work"


class Regrade(StrEnum):
    """What is judged though a result is there."""

    CHANGED = "changed"  # nothing: a changed submission, suite or version has another key
    FAILED = "failed"  # what needs review
    ALL = "all"


@dataclass(frozen=True)
class Progress:
    """How far a run is: units in all, judged or found in the store, and how many of those need review.

    `starting` while the first unit waits for its judges.
    """

    total: int
    done: int
    failed: int
    starting: bool = False


@dataclass(frozen=True)
class Cohort:
    """A class run: which chapters, how they are judged, and with what secret the inputs are drawn."""

    chapters: tuple[ChapterSpec, ...]
    conditions: Conditions
    secret: bytes
    versions: Mapping[str, str]
    best_attempt: bool = False
    due: datetime | None = None
    regrade: Regrade = Regrade.CHANGED

    def seed(self, student: str, chapter: str) -> str:
        """The seed of a student's chapter: nobody who lacks the secret can know it, and it is always the same."""
        message = digest_of("gradstep class seed", student, chapter)
        return hmac.new(self.secret, message.encode(), "sha256").hexdigest()[:32]

    def key(self, entry: Entry, digest: str) -> str:
        """Where the result of an entry's files is kept: another input, suite, condition or version, another key."""
        conditions = self.conditions
        data = sorted((name, file_digest(path)) for name, path in conditions.data.items())
        return digest_of(
            digest, self.seed(entry.student, entry.chapter), entry.chapter, suite_digest(self.chapter(entry.chapter)),
            conditions.device, str(conditions.tier or ""), f"{conditions.diagnosis_seconds:g}", repr(data),
            repr(sorted(self.versions.items())),
        )  # fmt: skip

    def chapter(self, key: str) -> ChapterSpec:
        """The chapter of that key."""
        return next(chapter for chapter in self.chapters if chapter.key == key)

    def unit(self, entry: Entry, submission: Submission) -> Unit:
        """What is judged of an entry whose files were read."""
        seed = self.seed(entry.student, entry.chapter)
        return Unit(self.key(entry, submission.digest), entry.chapter, seed, submission)

    def record(self, unit: Unit, outcome: Outcome) -> dict[str, Any]:
        """What the store keeps of a unit that was judged."""
        return {
            "report": outcome.record,
            "reason": words_to(outcome.reason),
            "digest": unit.submission.digest,
            "suite": suite_digest(self.chapter(unit.chapter)),
            "versions": dict(self.versions),
            "seed": unit.seed,
            "chapter": unit.chapter,
            "conditions": {
                "device": self.conditions.device,
                "tier": str(self.conditions.tier or ""),
                "diagnosis_seconds": self.conditions.diagnosis_seconds,
            },
        }

    def row(self, entry: Entry, key: str, record: Mapping[str, Any] | None, problem: Words | None = None) -> Graded:
        """An entry's row: of the record under its key, or with a problem where there was nothing to judge."""
        chapter = self.chapter(entry.chapter)
        most = Decimal(sum(exercise.points for exercise in chapter.exercises if not exercise.optional))
        due, when = self.due, entry.submitted_at
        plain = Graded(
            student=entry.student,
            name=entry.name,
            chapter=entry.chapter,
            standing=Standing.MISSING if entry.attempt == 0 else Standing.UNREADABLE,
            score=Decimal(0),
            max_score=most,
            reason=problem,
            attempt=entry.attempt,
            submitted_at=when,
            late_by=None if due is None or when is None else max(when - due, when - when),
            lms=entry.lms,
        )
        if record is None:
            return plain
        decided = ("suite", "versions", "conditions")
        made_from: dict[str, Any] = {name: record[name] for name in decided if name in record}
        plain = replace(plain, result=key, made_from=made_from, digest=record["digest"])
        if record["report"] is None:
            reason = words_from(record["reason"])
            return replace(plain, standing=Standing.NEEDS_REVIEW, score=None, reason=reason)
        report = from_record(record["report"])
        standing, why = standing_of(report)
        return replace(
            plain, standing=standing, reason=why, score=report.score, max_score=report.max_score,
            report=report, seconds=report.seconds,
        )  # fmt: skip


@dataclass
class Run:
    """One command's work on a store."""

    cohort: Cohort
    store: Store
    entries: Sequence[Entry]
    _keys: list[tuple[str, Words | None]] = field(default_factory=list)

    def judge(self, engine: Engine, heard: Callable[[Progress], None] = lambda _: None) -> None:
        """Judge what has no result yet; a run that is stopped goes on where it was. Raises EngineError."""
        work = self.store.folder / WORK
        shutil.rmtree(work, ignore_errors=True)
        conditions = replace(self.cohort.conditions, data=dict(self.cohort.conditions.data))
        job = Job(self.cohort.chapters, conditions, work)
        total, done, failed = len(self.judged()), 0, 0
        self._keys.clear()
        waiting: dict[str, Unit] = {}
        found: list[int] = []
        try:
            units = self._announced(waiting, found, lambda: heard(Progress(total, len(found), 0, starting=True)))
            for outcome in engine.map(job, units):
                self._keep(waiting.pop(outcome.key), outcome)
                done += 1
                failed += outcome.record is None
                heard(Progress(total, done + len(found), failed))
        finally:
            shutil.rmtree(work, ignore_errors=True)
        heard(Progress(total, done + len(found), failed))

    def judged(self) -> list[Entry]:
        """The attempts that count: every one if the best is wanted, else each student's last."""
        if self.cohort.best_attempt:
            return list(self.entries)
        last: dict[tuple[str, str], Entry] = {}
        for entry in self.entries:
            place = (entry.student, entry.chapter)
            if place not in last or entry.attempt >= last[place].attempt:
                last[place] = entry
        return list(last.values())

    def _announced(self, waiting: dict[str, Unit], found: list[int], begin: Callable[[], None]) -> Iterator[Unit]:
        """The units; `begin` is called before the first, and not where there is none."""
        units = self._units(waiting, found)
        for first in units:
            begin()
            yield first
            yield from units

    def _units(self, waiting: dict[str, Unit], found: list[int]) -> Iterator[Unit]:
        """Read one submission after another, and pass on those without a result."""
        for index, entry in enumerate(self.judged()):
            chapter = self.cohort.chapter(entry.chapter)
            try:
                submission = without_place(entry.collect(chapter), chapter_key=chapter.key)
            except SubmissionError as error:
                self._keys.append(("", error.words))
                found.append(index)
                continue
            unit = self.cohort.unit(entry, submission)
            self._keys.append((unit.key, None))
            if unit.key in waiting or self._has(unit.key):
                found.append(index)
                continue
            self.store.keep_sources(submission)
            waiting[unit.key] = unit
            yield unit

    def _has(self, key: str) -> bool:
        if self.cohort.regrade is Regrade.ALL:
            return False
        record = self.store.load(key)
        if record is None:
            return False
        return self.cohort.regrade is not Regrade.FAILED or not needs_review(record)

    def _keep(self, unit: Unit, outcome: Outcome) -> None:
        self.store.save(unit.key, self.cohort.record(unit, outcome))

    def rows(self) -> RunRows:
        """The rows as they stand now: units that were not judged yet are left out."""
        if len(self._keys) < len(self.judged()):  # a run that was stopped: find out where the results are
            self._keys.clear()
            for entry in self.judged():
                try:
                    chapter = self.cohort.chapter(entry.chapter)
                    digest = without_place(entry.collect(chapter), chapter_key=chapter.key).digest
                    self._keys.append((self.cohort.key(entry, digest), None))
                except SubmissionError as error:
                    self._keys.append(("", error.words))
        return RunRows(self, list(zip(self.judged(), self._keys, strict=True)))


@dataclass(frozen=True)
class RunRows:
    """The rows of a run, read from the store one at a time."""

    run: Run
    found: list[tuple[Entry, tuple[str, Words | None]]]

    def __len__(self) -> int:
        return len({(entry.student, entry.chapter) for entry, (key, _) in self.found if self._there(key)})

    @property
    def waiting(self) -> int:
        """How many attempts have no result yet."""
        return sum(not self._there(key) for _, (key, _) in self.found)

    def _there(self, key: str) -> bool:
        return not key or self.run.store.holds(key)

    def of(self, chapter: str) -> RunRows:
        """The rows of one chapter."""
        return RunRows(self.run, [found for found in self.found if found[0].chapter == chapter])

    def __iter__(self) -> Iterator[Graded]:
        best: Graded | None = None
        for entry, (key, problem) in self.found:
            row = self._row(entry, key, problem)
            if row is None:
                continue
            if best is not None and (best.student, best.chapter) != (row.student, row.chapter):
                yield best
                best = None
            best = row if best is None else _better(best, row)
        if best is not None:
            yield best

    def _row(self, entry: Entry, key: str, problem: Words | None) -> Graded | None:
        record = self.run.store.load(key) if key else None
        return None if key and record is None else self.run.cohort.row(entry, key, record, problem)


def _better(one: Graded, other: Graded) -> Graded:
    """Of two attempts the one with the higher score; one that needs review goes first, for somebody has to look."""
    if one.score is None or other.score is None:
        return one if one.score is None else other
    return other if other.score >= one.score else one


def needs_review(record: Mapping[str, Any]) -> bool:
    """Whether a record of the store has no score, for something of ours broke."""
    report = record["report"]
    return not isinstance(report, dict) or report["state"] == State.NEEDS_REVIEW.value


def standing_of(report: ScoreReport) -> tuple[Standing, Words | None]:
    """What a report's score rests on, and the first reason where it is not plainly scored."""
    counted = [
        check for exercise in report.exercises if not exercise.optional for check in exercise.checks
    ]
    if report.state is State.NEEDS_REVIEW:
        broken = next((check for check in counted if check.verdict is Verdict.INTERNAL_ERROR), None)
        return Standing.NEEDS_REVIEW, words("{check} broke", check=broken.name if broken else report.chapter)
    for standing, verdicts in (
        (Standing.CRASHED, (Verdict.DIED,)),
        (Standing.KILLED, (Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY)),
    ):
        hit = next((check for check in counted if check.verdict in verdicts and check.failure is not None), None)
        if hit is not None and hit.failure is not None:
            return standing, words("{exercise}: {message}", exercise=hit.exercise, message=hit.failure.message)
    return Standing.SCORED, None
