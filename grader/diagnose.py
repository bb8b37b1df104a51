"""Names the mistake behind a failed exercise: which known wrong answer gives what the learner's code gives?"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from grader.compare import alike
from grader.forbidden import Scan
from grader.judge import Check, Ended
from grader.observe import Observation
from grader.results import CheckResult, Verdict
from grader.sandbox.seat import Layers
from grader.spec import ChapterSpec, ExerciseSpec

NAMEABLE = frozenset({Verdict.WRONG_ANSWER, Verdict.RAISED})
BLAMEABLE = NAMEABLE | {Verdict.TIMED_OUT, Verdict.OUT_OF_MEMORY, Verdict.DIED}
CASES = 6


@dataclass(frozen=True)
class Trial:
    """One run of one case against some modules: how it ended and everything that was observed."""

    passed: bool
    seen: tuple[Observation, ...]


class Bench(Protocol):
    """Runs a case against modules of ours, in a worker of their own."""

    def student(self, check: Check, case: str, round: str) -> Trial:  # noqa: A002  a second derived seed
        """The learner's code."""

    def ours(self, key: str, layers: Layers, check: Check, case: str, round: str) -> Trial:  # noqa: A002  as above
        """The modules `layers`, remembered under `key`."""


@dataclass
class Clock:
    """Seconds that diagnosis may take for a submission; `cut` where they ended before a mistake was found."""

    seconds: float
    started: float = field(default_factory=time.monotonic)
    cut: bool = False

    @property
    def over(self) -> bool:
        """No time is left."""
        return time.monotonic() - self.started > self.seconds


def solution_layers(chapter: ChapterSpec) -> dict[str, list[tuple[str, str]]]:
    """The solution's modules, ready for a worker."""
    return {name: [(f"{name}.py", source)] for name, source in chapter.solution_sources.items()}


def laid_over(layers: Layers, module: str, source: str, file: str) -> Layers:
    """The modules with `source` executed in `module`'s namespace after it."""
    return {**layers, module: [*layers[module], (file, source)]}


def diagnose(
    chapter: ChapterSpec,
    results: Sequence[CheckResult],
    ended: Mapping[str, tuple[Check, Ended]],
    layers: Layers,
    bench: Bench,
    clock: Clock,
    failing: frozenset[str] = frozenset(),
) -> list[CheckResult]:
    """The results with `diagnosis` (a mistake's key) or `blames` (an earlier exercise) filled in where one is sure.

    `failing` are exercises without results here that are known to fail.
    """
    fine = (Verdict.PASSED, Verdict.NOT_RUN_HERE)
    failed = failing | {result.exercise for result in results if result.verdict not in fine}
    blames: dict[str, str] = {}
    names: dict[str, str | None] = {}
    for exercise in chapter.exercises:
        mine = [result for result in results if result.exercise == exercise.name and result.name in ended]
        if any(result.verdict in BLAMEABLE for result in mine):
            blamed = _blame(chapter, exercise, failed, layers)
            if blamed is not None:
                blames[exercise.name] = blamed
                continue
        nameable = [result for result in mine if result.verdict in NAMEABLE]
        if nameable:
            tried = _tried(exercise, nameable, ended)
            names[exercise.name] = None if clock.over else _name(chapter, exercise, tried, bench, clock)
            clock.cut |= names[exercise.name] is None and clock.over
    return [_told(result, blames, names) for result in results]


def _told(result: CheckResult, blames: Mapping[str, str], names: Mapping[str, str | None]) -> CheckResult:
    if result.verdict in BLAMEABLE and result.exercise in blames:
        return replace(result, blames=blames[result.exercise])
    return replace(result, diagnosis=names.get(result.exercise)) if result.verdict in NAMEABLE else result


@dataclass(frozen=True)
class _Tried:
    """The cases that the student's code failed, and one case of every check that it passed."""

    failed: list[tuple[Check, str]]
    passed: list[tuple[Check, str]]


def _tried(
    exercise: ExerciseSpec, failed: Sequence[CheckResult], ended: Mapping[str, tuple[Check, Ended]]
) -> _Tried:
    counted = [(check, end) for check, end in ended.values() if check.weight or check.visible]
    mine = [(check, end) for check, end in counted if check.exercise == exercise.name]
    names = {result.name for result in failed}
    return _Tried(
        [(check, end.case) for check, end in mine if check.name in names and end.case is not None],
        [(check, check.cases[0]) for check, end in mine if end.error is None and check.weight],
    )


def _blame(chapter: ChapterSpec, exercise: ExerciseSpec, failed: Set[str], layers: Layers) -> str | None:
    """The first failed exercise that this one needs and whose code it reaches, by its source.

    That a failure comes from there is not tried out: the solution's definitions never go where a submission's code is.
    """
    needs = [need for need in exercise.needs if need in failed]
    if not needs:
        return None
    sources = {name: "\n".join(text for _, text in layers.get(name, ())) for name in chapter.modules}
    homes = {need: {(chapter.exercise(need).module, name) for name in chapter.exercise(need).names} for need in needs}
    found = Scan(sources).reached(exercise.module, exercise.names, frozenset().union(*homes.values()))
    return next((need for need in needs if homes[need] & found), None)


Place = tuple[Check, str, str]
"""A check, one of its cases, and which derived seed: the run's own or a second one."""


def _mistaken(bench: Bench, key: str, layers: Layers, place: Place) -> Trial:
    return bench.ours(key, layers, *place)


def _name(chapter: ChapterSpec, exercise: ExerciseSpec, tried: _Tried, bench: Bench, clock: Clock) -> str | None:
    """The key of the mistake that does what the student does on the most inputs, two at least.

    A mistake that fails where the student passes, or fails in another way, is another one.
    """
    inputs: list[Place] = [(check, case, "") for check, case in tried.failed][:CASES]
    hidden = [place for place in inputs if not place[0].visible]
    if len(hidden) < 2:
        inputs += [(check, case, "second") for check, case, _ in hidden]
    if len(inputs) < 2:
        return None
    mistakes = chapter.variants("mistakes", exercise.name)
    if not mistakes:
        return None
    reference = solution_layers(chapter)
    pairs = [(bench.student(*place), bench.ours("solution", reference, *place), place) for place in inputs]
    scored: list[tuple[int, str]] = []
    for path in mistakes:
        if clock.over:  # a mistake that was not tried might be the more specific one
            return None
        source = path.read_text(encoding="utf-8")
        mistaken = partial(_mistaken, bench, path.stem, laid_over(reference, exercise.module, source, path.name))
        matches = _matches(pairs, mistaken)
        if matches >= 2 and all(mistaken((check, case, "")).passed for check, case in tried.passed[:CASES]):
            scored.append((-matches, path.stem))
            if matches == len(pairs):  # no later one can match on more
                break
    return min(scored)[1] if scored else None


def _matches(pairs: Sequence[tuple[Trial, Trial, Place]], mistaken: Callable[[Place], Trial]) -> int:
    """On how many inputs the mistake does what the student does and not what the solution does.

    None count where it fails an input in a way of its own; where it passes, the student has another fault besides.
    """
    matches = 0
    for index, (student, right, place) in enumerate(pairs):
        trial = mistaken(place)
        if _same(student, trial):
            matches += not _same(right, trial)
        elif not trial.passed:
            return 0
        if matches + len(pairs) - index - 1 < 2:
            break
    return matches


def _same(left: Trial, right: Trial) -> bool:
    return len(left.seen) == len(right.seen) and all(map(alike, left.seen, right.seen))
