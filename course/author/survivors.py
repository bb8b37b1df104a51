"""`course dev mutants`: which mutants of the solution does a hidden suite let through?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from course.author.mutate import Mutant, mutants
from course.data import data_for
from grader.spec import ChapterSpec, ExerciseSpec, SpecError

if TYPE_CHECKING:
    from grader.judge import Check, Ended
    from grader.plugin import Suite
    from grader.sandbox.seat import Layers, Seat
    from grader.sandbox.zygote import Sandbox

LEAST_KILLED = 0.97
LEAST_SECONDS, SLOWER = 2.0, 5.0  # a mutant may take as long as this many solutions
FOREVER = 1e9
SEED, DEVICE = "dev-0", "cpu"

Judge = Callable[[ExerciseSpec, Mutant], str | None]
"""The name of the check that an exercise's mutant fails, if there is one."""


@dataclass
class Killing:
    """What became of one exercise's mutants."""

    exercise: str
    killed: int = 0
    equivalent: int = 0
    survivors: list[Mutant] = field(default_factory=list)

    @property
    def counted(self) -> int:
        """Those that a suite can tell from the solution."""
        return self.killed + len(self.survivors)


@dataclass(frozen=True)
class Equivalent:
    """A mutant that does what the solution does, by an author's word."""

    name: str
    was: str
    becomes: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """As a mutant's."""
        return self.name, self.was, self.becomes


def equivalents(chapter: ChapterSpec) -> list[Equivalent]:
    """The entries of the suite's equivalent.toml. Raises SpecError where one has no reason or is not readable."""
    file = chapter.suite / "equivalent.toml"
    if not file.is_file():
        return []
    try:
        entries = [Equivalent(**entry) for entry in tomllib.loads(file.read_text(encoding="utf-8"))["equivalent"]]
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SpecError(f"{file}: every [[equivalent]] has name, was, becomes and reason ({error})") from error
    if unreasoned := next((entry for entry in entries if not entry.reason.strip()), None):
        raise SpecError(f"{file}: {unreasoned.was!r} has no reason")
    return entries


def killings(
    chapter: ChapterSpec, judge: Judge, said: Callable[[str], None] = lambda _: None
) -> tuple[list[Killing], list[Equivalent]]:
    """What the suite does to every mutant, by exercise; and the entries that are about none of them or a killed one."""
    marked = {entry.key: entry for entry in equivalents(chapter)}
    used: set[tuple[str, str, str]] = set()
    result = []
    for exercise in chapter.exercises:
        said(f"{chapter.short} {exercise.name}")
        killing = Killing(exercise.name)
        for mutant in _mutants_of(chapter, exercise):
            if judge(exercise, mutant) is not None:
                killing.killed += 1
            elif mutant.key in marked:
                killing.equivalent += 1
                used.add(mutant.key)
            else:
                killing.survivors.append(mutant)
        result.append(killing)
    return result, [entry for key, entry in marked.items() if key not in used]


def _mutants_of(chapter: ChapterSpec, exercise: ExerciseSpec) -> Iterator[Mutant]:
    for mutant in mutants(chapter.solution_sources[exercise.module], exercise.module):
        if mutant.name.partition(".")[0] in exercise.names:
            yield mutant


def judging(checks: Sequence[Check], exercise: ExerciseSpec) -> list[Check]:
    """The checks of an exercise that count and run on the device that mutants are judged on."""
    mine = [check for check in checks if check.exercise == exercise.name and check.weight]
    return [check for check in mine if not check.devices or DEVICE in check.devices]


class MutantJudge:
    """Runs a chapter's checks on one mutant after another, in a worker of our own code, until one fails."""

    def __init__(self, chapter: ChapterSpec, sandbox: Sandbox, suite: Suite) -> None:
        from grader.diagnose import solution_layers

        self._chapter, self._sandbox, self._suite = chapter, sandbox, suite
        self._solution: Layers = solution_layers(chapter)
        self._kills: dict[str, int] = {}
        self._seat = self._sit(chapter.call_seconds)
        self._seat = self._sit(max(LEAST_SECONDS, SLOWER * self._slowest()))

    def __call__(self, exercise: ExerciseSpec, mutant: Mutant) -> str | None:
        """The check that the mutant fails."""
        self._seat.switch(self._with(exercise.module, mutant.source))
        checks = sorted(self._checks(exercise), key=lambda check: -self._kills.get(check.name, 0))
        for check in checks:
            if self._run(exercise, check).error is not None:
                self._kills[check.name] = self._kills.get(check.name, 0) + 1
                return check.name
        return None

    def _checks(self, exercise: ExerciseSpec) -> list[Check]:
        return judging(self._suite.checks, exercise)

    def _slowest(self) -> float:
        """Seconds of the solution's slowest check, all of which must pass."""
        slowest = 0.0
        for exercise in self._chapter.exercises:
            for check in self._checks(exercise):
                ended = self._run(exercise, check)
                if ended.error is not None:
                    raise SpecError(f"{self._chapter.short}: the solution fails {check.name}: {ended.error}")
                slowest = max(slowest, ended.seconds)
        return slowest

    def _with(self, module: str, source: str) -> Layers:
        return {**self._solution, module: [(f"{module}.py", source)]}

    def _sit(self, call_seconds: float) -> Seat:
        from grader.sandbox.seat import Budget, Seat

        return Seat(self._sandbox, self._solution, Budget(call_seconds, FOREVER))

    def _run(self, exercise: ExerciseSpec, check: Check) -> Ended:
        from grader.sandbox.student import Run
        from grader.seeds import Seeds

        seeds = Seeds.from_text(SEED)
        return self._suite.run(check, lambda case: Run(self._chapter, exercise, case, seeds, self._seat))

    def close(self) -> None:
        """Ends the worker."""
        self._seat.close()


def judged_killings(
    chapter: ChapterSpec, said: Callable[[str], None] = lambda _: None
) -> tuple[list[Killing], list[Equivalent]]:
    """What the real suite does to the mutants, in a sandbox of its own."""
    from grader.plugin import Suite
    from grader.sandbox.zygote import open_sandbox

    data = data_for(chapter.data)
    with open_sandbox(capabilities=chapter.capabilities, warm_optimizers="optimizers" in chapter.warm) as sandbox:
        judge = MutantJudge(chapter, sandbox, Suite(chapter, data.__getitem__))
        try:
            return killings(chapter, judge, said)
        finally:
            judge.close()
