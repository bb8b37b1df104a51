"""Names the mistake behind a failed exercise: which known wrong answer gives what the learner's code gives?"""

from __future__ import annotations

import ast
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

from grader.compare import alike
from grader.judge import Check, Ended
from grader.observe import Observation
from grader.results import CheckResult, Verdict
from grader.sandbox.seat import Layers
from grader.spec import ChapterSpec, ExerciseSpec

NAMEABLE = frozenset({Verdict.WRONG_ANSWER, Verdict.RAISED})
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

    def mended(self, key: str, layers: Layers, check: Check, case: str) -> Trial:
        """The learner's code with some of ours in it; the worker of a key holds the same modules always."""

    def ours(self, key: str, layers: Layers, check: Check, case: str, round: str) -> Trial:  # noqa: A002  as above
        """The modules `layers`, remembered under `key`."""


@dataclass
class Clock:
    """Seconds that diagnosis may take for a submission."""

    seconds: float
    started: float = field(default_factory=time.monotonic)

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


def definitions(source: str, names: Sequence[str]) -> str:
    """A module's source without its definitions of functions and classes that are not among `names` or private."""
    tree = ast.parse(source)
    kept = [
        node
        for node in tree.body
        if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name in names or node.name.startswith("_")
    ]
    return ast.unparse(ast.Module(body=kept, type_ignores=[]))


def diagnose(
    chapter: ChapterSpec,
    results: Sequence[CheckResult],
    ended: Mapping[str, tuple[Check, Ended]],
    layers: Layers,
    bench: Bench,
    clock: Clock,
) -> list[CheckResult]:
    """The results with `diagnosis` (a mistake's key) or `blames` (an earlier exercise) filled in where one is sure."""
    failed = {result.exercise for result in results if result.verdict not in (Verdict.PASSED, Verdict.NOT_RUN_HERE)}
    found: dict[str, tuple[str | None, str | None]] = {}
    for exercise in chapter.exercises:
        mine = [
            result
            for result in results
            if result.exercise == exercise.name and result.verdict in NAMEABLE and result.name in ended
        ]
        if not mine or clock.over:
            continue
        tried = _tried(exercise, mine, ended)
        blamed = _blame(chapter, exercise, tried.failed, failed, layers, bench)
        found[exercise.name] = (None, blamed) if blamed else (_name(chapter, exercise, tried, bench, clock), None)
    return [
        replace(result, diagnosis=found[result.exercise][0], blames=found[result.exercise][1])
        if result.exercise in found and result.verdict in NAMEABLE
        else result
        for result in results
    ]


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


def _blame(
    chapter: ChapterSpec,
    exercise: ExerciseSpec,
    tried: Sequence[tuple[Check, str]],
    failed: set[str],
    layers: Layers,
    bench: Bench,
) -> str | None:
    """The first failed exercise that this one needs, where all passes once the solution's stands in its place."""
    needs = [need for need in exercise.needs if need in failed]
    if not needs:
        return None
    specs = [chapter.exercise(need) for need in needs]
    mended = layers
    for spec in specs:
        source = definitions(chapter.solution_sources[spec.module], spec.names)
        mended = laid_over(mended, spec.module, source, f"{spec.module}.py")
    # A module that cannot even be imported is mended by the solution's in its place alone.
    others = [spec.module for spec in specs if spec.module != exercise.module]
    replaced = {**layers, **{module: solution_layers(chapter)[module] for module in others}}
    for key, modules in (("mended", mended), ("replaced", replaced)):
        if all(bench.mended(f"{key} {exercise.name}", modules, check, case).passed for check, case in tried[:CASES]):
            return needs[0]
    return None


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
    reference = solution_layers(chapter)
    pairs = [(bench.student(*place), bench.ours("solution", reference, *place), place) for place in inputs]
    scored: list[tuple[int, str]] = []
    for path in chapter.variants("mistakes", exercise.name):
        if clock.over:
            break
        source = path.read_text(encoding="utf-8")
        mistaken = partial(_mistaken, bench, path.stem, laid_over(reference, exercise.module, source, path.name))
        matches = _matches(pairs, mistaken)
        if matches >= 2 and all(mistaken((check, case, "")).passed for check, case in tried.passed[:CASES]):
            scored.append((-matches, path.stem))
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
