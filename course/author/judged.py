"""Rules that are seen by judging: what must score nothing, what must score full, and what must be named."""

from __future__ import annotations

import math
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from course.author.constants import check_constants
from course.author.finding import Finding
from course.author.sent import Calls
from course.author.speed import check_speed
from course.author.trivial import KINDS, trivial_modules
from course.data import data_for
from course.stub import make_stub
from grader.results import FAILURES, CheckResult, ExerciseReport, ScoreReport, State, Verdict
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words

if TYPE_CHECKING:
    from grader.grade import Conditions, Witness

LEAST_NAMED = 0.9
DIAGNOSIS_SECONDS = 60.0  # a learner waits for a diagnosis, an author does not mind
UNNAMEABLE = re.compile(r"^#\s*not nameable:\s*(\S.*)$", re.MULTILINE)
_FUTURE = re.compile(r"^from __future__ import .*$", re.MULTILINE)


class WarmGrader(Protocol):
    """What judges one submission after another: grader.grade.Grader."""

    def grade(self, source: Path, chapter: ChapterSpec, conditions: Conditions) -> ScoreReport:
        """The report of one submission."""


OpenGrader = Callable[[ChapterSpec], AbstractContextManager[WarmGrader]]


@dataclass
class Tally:
    """What was judged in a chapter, for the table."""

    checks: int = 0
    alternatives: int = 0
    mistakes: int = 0
    named: int = 0
    solution_seconds: float = math.inf
    exercise_checks: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def open_engine(chapter: ChapterSpec) -> AbstractContextManager[WarmGrader]:
    """The engine, warm, with what the chapter's capabilities open."""
    from grader.grade import Conditions, Grader

    return Grader(Conditions(), chapter)


def judge_chapter(
    chapter: ChapterSpec, seeds: int, open_grader: OpenGrader, said: Callable[[str], None] = lambda _: None
) -> Tally:
    """Judges everything that a chapter ships; `said` hears what is being judged."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="course-dev-") as folder, open_grader(chapter) as grader:
        bench = _Bench(chapter, seeds, grader, Path(folder))
        for name, rule in (
            ("stub", _stub),
            ("solution", _solution),
            ("trivial answers", _trivial),
            ("alternatives", _alternatives),
            ("mistakes", _mistakes),
        ):
            said(f"{chapter.short} {name}")
            tally.findings += rule(bench, tally)
    return tally


@dataclass
class _Bench:
    """A warm grader and a folder for the submissions of one chapter."""

    chapter: ChapterSpec
    seeds: int
    grader: WarmGrader
    folder: Path

    def judge(
        self,
        modules: Mapping[str, str],
        seed: int,
        *,
        only: str | None = None,
        diagnose: bool = False,
        witness: Witness | None = None,
    ) -> ScoreReport:
        from grader.grade import Conditions

        place = Path(tempfile.mkdtemp(dir=self.folder)) / self.chapter.key
        place.mkdir()
        for module, source in modules.items():
            (place / f"{module}.py").write_text(source, encoding="utf-8")
        conditions = Conditions(
            seed=f"dev-{seed}",
            data=data_for(self.chapter.data),
            diagnosis_seconds=DIAGNOSIS_SECONDS if diagnose else 0.0,
            only=frozenset({only} if only else ()),
            witness=witness,
        )
        return self.grader.grade(place, self.chapter, conditions)

    def laid_over(self, exercise: ExerciseSpec, variant: Path) -> dict[str, str]:
        """The solution's modules with a variant's definitions after the exercise's own."""
        sources = dict(self.chapter.solution_sources)
        added = _FUTURE.sub("", variant.read_text(encoding="utf-8"))
        sources[exercise.module] = f"{sources[exercise.module]}\n\n{added}"
        return sources


def _stub(bench: _Bench, _: Tally) -> Iterator[Finding]:
    sources = bench.chapter.solution_sources.items()
    report = bench.judge({module: make_stub(source, module) for module, source in sources}, 0)
    yield from _ours(bench.chapter, report, "stub")
    for exercise in report.exercises:
        for check in _earned(exercise):
            yield Finding(
                f"{bench.chapter.short}/{exercise.name}", words("the stub earns points in {check}", check=check.name)
            )
        for check in exercise.checks:
            if check.verdict in FAILURES - {Verdict.NOT_IMPLEMENTED, Verdict.INTERNAL_ERROR}:
                where = f"{bench.chapter.short}/{exercise.name}"
                yield Finding(
                    where, words("{check} says {verdict} of the stub", check=check.name, verdict=check.verdict.value)
                )


def _solution(bench: _Bench, tally: Tally) -> Iterator[Finding]:
    calls, reports = Calls(bench.chapter), []
    for seed in range(bench.seeds):
        report = bench.judge(bench.chapter.solution_sources, seed, witness=calls.witness)
        reports.append(report)
        tally.solution_seconds = min(tally.solution_seconds, report.seconds)
        tally.exercise_checks = {exercise.name: len(exercise.checks) for exercise in report.exercises}
        tally.checks = sum(tally.exercise_checks.values())
        yield from _ours(bench.chapter, report, "solution")
        missing = {exercise.name for exercise in bench.chapter.exercises} - {item.name for item in report.exercises}
        for name in sorted(missing):
            yield Finding(f"{bench.chapter.short}/{name}", words("no check judges it"))
        yield from _not_full(bench.chapter, report, "solution", seed)
    yield from check_constants(bench.chapter, calls)
    yield from check_speed(bench.chapter, reports)


def _trivial(bench: _Bench, _: Tally) -> Iterator[Finding]:
    for kind in KINDS:
        report = bench.judge(trivial_modules(bench.chapter, kind), 0)
        yield from _ours(bench.chapter, report, f"trivial answer {kind}")
        for exercise in report.exercises:
            for check in _earned(exercise):
                what = words("the trivial answer {kind} earns points in {check}", kind=kind, check=check.name)
                yield Finding(f"{bench.chapter.short}/{exercise.name}", what)


def _alternatives(bench: _Bench, tally: Tally) -> Iterator[Finding]:
    for exercise in bench.chapter.exercises:
        for path in bench.chapter.variants("alternatives", exercise.name):
            tally.alternatives += 1
            for seed in range(bench.seeds):
                report = bench.judge(bench.laid_over(exercise, path), seed, only=exercise.name)
                findings = [
                    *_ours(bench.chapter, report, path.stem),
                    *_not_full(bench.chapter, report, path.stem, seed),
                ]
                yield from findings
                if findings:
                    break


def _mistakes(bench: _Bench, tally: Tally) -> Iterator[Finding]:
    for exercise in bench.chapter.exercises:
        for path in bench.chapter.variants("mistakes", exercise.name):
            tally.mistakes += 1
            yield from _mistake(bench, exercise, path, tally)
    if tally.mistakes and tally.named < LEAST_NAMED * tally.mistakes:
        what = words("{named} of {all} mistakes are named; 90 % are wanted", named=tally.named, all=tally.mistakes)
        yield Finding(bench.chapter.key, what)


def _mistake(bench: _Bench, exercise: ExerciseSpec, path: Path, tally: Tally) -> Iterator[Finding]:
    where = f"{bench.chapter.key} mistakes/{path.name}"
    sources = bench.laid_over(exercise, path)
    for seed in range(bench.seeds):
        report = bench.judge(sources, seed, only=exercise.name, diagnose=seed == 0)
        yield from _ours(bench.chapter, report, path.stem)
        judged = [item for item in report.exercises if item.name == exercise.name]
        if not any(check.verdict in FAILURES and check.weight for item in judged for check in item.checks):
            yield Finding(where, words("loses no points (seed {seed})", seed=f"dev-{seed}"))
            return
        if seed == 0:
            found = {check.diagnosis for item in judged for check in item.checks if check.diagnosis is not None}
            tally.named += path.stem in found
            for other in sorted(found - {path.stem}):
                yield Finding(where, words("is wrongly named {other}", other=other))
            if not found and not UNNAMEABLE.search(path.read_text(encoding="utf-8")):
                yield Finding(where, words("is not named, and does not say `# not nameable: reason`"))


def _earned(exercise: ExerciseReport) -> list[CheckResult]:
    """The checks of any weight that passed."""
    return [check for check in exercise.checks if check.verdict is Verdict.PASSED and check.weight > 0]


def _ours(chapter: ChapterSpec, report: ScoreReport, what: str) -> Iterator[Finding]:
    """A check that breaks is the suite's or the engine's fault, whoever's answer it judged."""
    if report.state is not State.NEEDS_REVIEW:
        return
    for exercise in report.exercises:
        for check in exercise.checks:
            if check.verdict is Verdict.INTERNAL_ERROR:
                said = check.failure.message if check.failure else words("no reason")
                yield Finding(f"{chapter.key} {check.name}", words("breaks on {what}: {said}", what=what, said=said))


def _not_full(chapter: ChapterSpec, report: ScoreReport, what: str, seed: int) -> Iterator[Finding]:
    for exercise in report.exercises:
        for check in exercise.checks:
            if check.verdict in FAILURES - {Verdict.INTERNAL_ERROR}:
                said = check.failure.message if check.failure else words("no reason")
                sentence = words(
                    "{what} fails {check} (seed {seed}): {verdict}: {said}",
                    what=what,
                    check=check.name,
                    seed=f"dev-{seed}",
                    verdict=check.verdict.value,
                    said=said,
                )
                yield Finding(f"{chapter.short}/{exercise.name}", sentence)
