"""One submission being judged: every check run against it, then its failures run against the known mistakes."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from grader import diagnose
from grader.forbidden import Scan
from grader.judge import Check, Ended, broke_in_suite, judge, result
from grader.plugin import Suite
from grader.results import CheckResult, Failure, Place, SandboxReport, Stop, Verdict, wrong
from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.seat import Budget, Layers, Seat
from grader.sandbox.student import Run
from grader.seeds import Seeds
from grader.spec import ChapterSpec, ExerciseSpec
from grader.submission import syntax_tree
from grader.traces import quoted
from grader.words import words

if TYPE_CHECKING:
    from grader.grade import Conditions
    from grader.own_answers import OwnAnswers
    from grader.sandbox.zygote import Sandbox
    from grader.submission import Submission

ENDED = frozenset({Verdict.DIED, Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY})
STOPPING = frozenset({Verdict.TIMED_OUT})


class Sitting:
    """A submission, its worker, the suite that judges it and what was seen so far."""

    def __init__(
        self,
        chapter: ChapterSpec,
        submission: Submission,
        suite: Suite,
        sandbox: Sandbox,
        seeds: Seeds,
        conditions: Conditions,
        ours: OwnAnswers,
    ) -> None:
        self._chapter, self._submission, self._suite = chapter, submission, suite
        self._sandbox, self._seeds, self._conditions, self._ours = sandbox, seeds, conditions, ours
        self._budget = Budget(chapter.call_seconds, chapter.chapter_seconds)
        self._layers: Layers = {
            name: file.layers() for name, file in submission.modules.items()
        }
        self._seat = Seat(sandbox, self._layers, self._budget, conditions.device)
        self._ended: dict[str, tuple[Check, Ended]] = {}
        self.naming_was_cut = False

    @property
    def sandbox_report(self) -> SandboxReport:
        """The tier and the layers that held."""
        return SandboxReport(str(self._sandbox.tier), tuple(self._sandbox.layers))

    def judge(self, progress: Callable[[str], None]) -> list[CheckResult]:
        """Every check's result, in the order of the chapter's exercises."""
        results: list[CheckResult] = []
        for exercise in self._chapter.exercises:
            if self._conditions.only and exercise.name not in self._conditions.only:
                continue
            checks = [check for check in self._suite.checks if check.exercise == exercise.name]
            barred = self._barred(exercise)
            if barred is not None:
                results += [result(check, barred.verdict, barred) for check in checks]
            else:
                results += self._judge_exercise(exercise, checks)
            progress(exercise.name)
        return results

    @cached_property
    def _scan(self) -> Scan:
        return Scan({name: file.text for name, file in self._submission.modules.items() if file.text is not None})

    def _barred(self, exercise: ExerciseSpec) -> Failure | None:
        """Why no check of the exercise is run: its module cannot be read, or it calls what it should build."""
        file = self._submission.modules[exercise.module]
        problem = file.problem or next((file.problems[name] for name in exercise.names if name in file.problems), None)
        if problem is not None:
            return Failure(Verdict.RAISED, problem)
        others = {
            (other.module, name)
            for other in self._chapter.exercises
            if other.name != exercise.name
            for name in other.names
        }
        uses = self._scan.uses(exercise.module, exercise.names, exercise.forbidden, stop_at=others)
        if not uses:
            return None
        use = uses[0]
        place = Place(*self._submission.modules[use.file.removesuffix(".py")].place(use.line))
        message = words("{name} is what this exercise asks you to build", name=use.name)
        return Failure(Verdict.USED_BUILTIN, message, got=words("{text}", text=use.text), place=place)

    def _judge_exercise(self, exercise: ExerciseSpec, checks: list[Check]) -> list[CheckResult]:
        results: list[CheckResult] = []
        for check in checks:
            if check.devices and self._conditions.device not in check.devices:
                results.append(result(check, Verdict.NOT_RUN_HERE))
            elif results and results[-1].verdict in STOPPING:
                message = words("not run: an earlier check of this exercise ran out of time")
                results.append(result(check, Verdict.TIMED_OUT, Failure(Verdict.TIMED_OUT, message)))
            else:
                results.append(self._judge_check(exercise, check))
        return results

    def _judge_check(self, exercise: ExerciseSpec, check: Check) -> CheckResult:
        """A death during a call is charged to this exercise only if it happens in a worker that served no other."""
        shared = bool(self._seat.served - {exercise.name})
        ended = self._run(exercise, check)
        if shared and isinstance(ended.error, Stop) and ended.error.failure.verdict in ENDED:
            self._seat.close()
            ended = self._run(exercise, check)
        if ended.error is not None and broke_in_suite(ended.error, self._chapter.suite_file):
            ended = self._blamed(check, ended)
        self._ended[check.name] = (check, ended)
        return self._quoted(judge(check, ended, None if ended.error is None else self._home(exercise)))

    def _quoted(self, judged: CheckResult) -> CheckResult:
        """The result with the lines of the learner's source below the frames of its traceback."""
        if judged.failure is None or not judged.failure.traceback:
            return judged
        return replace(
            judged, failure=replace(judged.failure, traceback=quoted(judged.failure.traceback, self._sources))
        )

    @cached_property
    def _sources(self) -> dict[str, list[str]]:
        return {shown: text.split("\n") for layers in self._layers.values() for shown, text in layers}

    def _blamed(self, check: Check, ended: Ended) -> Ended:
        """Where a check breaks in its own lines on the submission's answers but not on the solution's: their fault.

        It is taken for theirs where there is no solution to try: whoever made the package had one.
        """
        unlike = replace(ended, error=wrong("the answer is not of the form that was asked for"))
        if not self._chapter.has_solutions:
            return unlike
        budget = Budget(self._chapter.call_seconds, self._chapter.chapter_seconds)
        with self._ours.seat(budget) as seat:
            seat.switch(diagnose.solution_layers(self._chapter))
            trial = self.trial(seat, check, ended.case or "", "")
        return unlike if trial.passed else ended

    def _home(self, exercise: ExerciseSpec) -> Place | None:
        """Where the exercise's definition begins in the learner's file."""
        file = self._submission.modules[exercise.module]
        if file.text is None:
            return None
        try:
            tree = syntax_tree(file.text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in exercise.names:
                return Place(*file.place(node.lineno))
        return None

    def _run(self, exercise: ExerciseSpec, check: Check) -> Ended:
        runs: list[Run] = []

        def run_of(case: str) -> Run:
            runs.append(Run(self._chapter, exercise, case, self._seeds, self._seat))
            return runs[-1]

        ended = self._suite.run(check, run_of)
        if self._conditions.witness is not None:
            for run in runs:
                self._conditions.witness(check, run.seen)
        return ended

    def nameable(self, results: list[CheckResult]) -> bool:
        """Whether looking for mistakes could take any time."""
        return self._conditions.diagnosis_seconds > 0 and any(item.verdict in diagnose.BLAMEABLE for item in results)

    def name_mistakes(self, results: list[CheckResult], seconds: float) -> list[CheckResult]:
        """The results with the mistakes named that can be named within `seconds`."""
        budget = Budget(self._chapter.call_seconds, seconds)
        self._seat.budget = budget
        try:
            with self._ours.seat(budget) as ours:
                bench = _Bench(self, self._seat, ours)
                clock = diagnose.Clock(seconds)
                failing = self._conditions.failing
                named = diagnose.diagnose(self._chapter, results, self._ended, self._layers, bench, clock, failing)
                self.naming_was_cut = clock.cut and seconds > 0
                return named
        except SandboxUnavailable:
            return results

    def trial(self, seat: Seat, check: Check, case: str, second: str) -> diagnose.Trial:
        """One case against the modules of a seat."""
        seeds = replace(self._seeds, key=self._seeds.key + second.encode())
        run = Run(self._chapter, self._chapter.exercise(check.exercise), case, seeds, seat)
        ended = self._suite.run(check, lambda _: run, cases=(case,))
        return diagnose.Trial(ended.error is None, tuple(run.seen))

    def seen(self, check: Check, case: str) -> diagnose.Trial | None:
        """What was observed when the submission failed that case, if it was kept."""
        _, ended = self._ended[check.name]
        return diagnose.Trial(False, ended.seen) if ended.case == case and ended.seen else None

    def __enter__(self) -> Sitting:
        return self

    def __exit__(self, *_: object) -> None:
        self._seat.leave()


class _Bench:
    """Runs cases for the diagnosis and remembers what it saw: one worker for the submission, one for ours."""

    def __init__(self, sitting: Sitting, students: Seat, ours: Seat) -> None:
        self._sitting, self._students, self._ours = sitting, students, ours
        self._seen: dict[tuple[str, str, str], diagnose.Trial] = {}

    def student(self, check: Check, case: str, round: str) -> diagnose.Trial:  # noqa: A002  as in diagnose.Bench
        place = ("", case, round)
        if place not in self._seen:
            kept = self._sitting.seen(check, case) if not round else None
            self._seen[place] = kept or self._sitting.trial(self._students, check, case, round)
        return self._seen[place]

    def ours(self, key: str, layers: Layers, check: Check, case: str, round: str) -> diagnose.Trial:  # noqa: A002  as above
        place = (key, case, round)
        if place not in self._seen:
            self._ours.switch(layers)
            self._seen[place] = self._sitting.trial(self._ours, check, case, round)
        return self._seen[place]
