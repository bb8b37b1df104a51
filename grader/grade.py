"""The main path: a submission and a chapter become a score report."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from grader.notebook.beside import collect_work
from grader.results import CheckResult, ScoreReport
from grader.sandbox.failures import SandboxUnavailable
from grader.seeds import Seeds
from grader.spec import ChapterSpec, DatasetMissing, SpecError
from grader.submission import Submission
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.judge import Check
    from grader.observe import Observation
    from grader.plugin import Suite
    from grader.sandbox.confine import Tier
    from grader.sandbox.zygote import Sandbox
    from grader.sitting import Sitting

DIAGNOSIS_SECONDS = 3.0
Witness = Callable[["Check", Sequence["Observation"]], None]


class GraderError(Exception):
    """Our own fault; never a score."""

    def __init__(self, message: Words) -> None:
        super().__init__(message.render())
        self.words = message


@dataclass(frozen=True)
class Conditions:
    """How to grade; a seed of None is a fresh one, `only` names exercises, empty for all; 0 s switch diagnosis off.

    `witness` hears of every case of a check all that was observed in it.
    `failing` names exercises that are known to fail and are not judged: a failure that comes from them is theirs.
    With `tells_cut` the report's notes say where the seconds for naming mistakes were not enough.
    """

    seed: str | None = None
    device: str = "cpu"
    tier: Tier | None = None
    data: Mapping[str, Path] = field(default_factory=lambda: MappingProxyType({}))
    diagnosis_seconds: float = DIAGNOSIS_SECONDS
    only: frozenset[str] = frozenset()
    witness: Witness | None = None
    failing: frozenset[str] = frozenset()
    tells_cut: bool = False


def grade(source: Path, chapter: ChapterSpec, conditions: Conditions = Conditions()) -> ScoreReport:
    """Grade one submission; starts and stops a sandbox of its own."""
    with Grader(conditions, chapter) as grader:
        return grader.grade(source, chapter, conditions)


class Grader:
    """A warm sandbox and collected suites, for one submission after another of the chapters it was opened for.

    Setting `stop` ends a judging that goes on in another thread: it raises GraderError. Clear it for the next one.
    Where `lasting` is False no second warm process is ever opened, which is worth its memory to a class only; where
    this process `may_fork` (its threads hold no lock that a child would need) that one is forked from it.
    """

    def __init__(
        self,
        conditions: Conditions,
        *chapters: ChapterSpec,
        stop: threading.Event | None = None,
        lasting: bool = True,
        may_fork: bool = False,
    ) -> None:
        from grader.sandbox.confine import Tier
        from grader.sandbox.zygote import open_sandbox

        open_one = partial(
            open_sandbox,
            conditions.tier,
            capabilities=frozenset().union(*(chapter.capabilities for chapter in chapters)),
            warm_optimizers=any("optimizers" in chapter.warm for chapter in chapters),
            device=conditions.device,
            secret=secret_folders(chapters),
            stop=stop,
        )
        self._sandbox: Sandbox = open_one()
        from grader.own_answers import (  # imports torch, while the sandbox does so on another core
            OwnAnswers,
            can_be_forked,
        )

        twin = may_fork and can_be_forked()
        another = partial(open_one, twin=twin) if lasting else None
        cheap = twin or self._sandbox.tier is Tier.PROCESS  # where every worker loads torch, one that lasts saves that
        self._ours = OwnAnswers(self._sandbox, another, device=conditions.device, cheap=cheap)
        self._suites: dict[tuple[str, frozenset[tuple[str, Path]]], Suite] = {}

    def grade(
        self,
        source: Path,
        chapter: ChapterSpec,
        conditions: Conditions = Conditions(),
        progress: Callable[[str], None] = lambda _: None,
    ) -> ScoreReport:
        """Grade one submission; `progress` hears of every exercise as it is judged.

        Raises GraderError where no sandbox can be had or the chapter's own files are wrong.
        """
        submission = collect_work(source, chapter)
        return self.judge(submission, chapter, conditions, progress)

    def judge(
        self,
        submission: Submission,
        chapter: ChapterSpec,
        conditions: Conditions = Conditions(),
        progress: Callable[[str], None] = lambda _: None,
        verdicts: Callable[[ScoreReport], None] = lambda _: None,
    ) -> ScoreReport:
        """As `grade`, of a submission that was read already; `verdicts` hears of the report before mistakes are named.

        It is not called where there is nothing to name.
        """
        try:
            return self._judge(submission, chapter, conditions, progress, verdicts)
        except (SandboxUnavailable, DatasetMissing) as error:
            raise GraderError(error.words) from error
        except SpecError as error:
            raise GraderError(words("the chapter's files are wrong: {error}", error=str(error))) from error

    def _judge(
        self,
        submission: Submission,
        chapter: ChapterSpec,
        conditions: Conditions,
        progress: Callable[[str], None],
        verdicts: Callable[[ScoreReport], None],
    ) -> ScoreReport:
        started = time.monotonic()
        seeds = Seeds.from_text(conditions.seed)
        suite = self._suite(chapter, conditions.data)
        from grader.score import score_chapter
        from grader.sitting import Sitting

        def scored(results: Sequence[CheckResult]) -> ScoreReport:
            return score_chapter(
                chapter,
                results,
                device=conditions.device,
                seed=seeds.shown,
                sandbox=sitting.sandbox_report,
                notes=(*submission.notes, *_said_of_naming(sitting, conditions)),
                seconds=time.monotonic() - started,
            )

        with Sitting(chapter, submission, suite, self._sandbox, seeds, conditions, self._ours) as sitting:
            results = sitting.judge(progress)
            if sitting.nameable(results):
                verdicts(scored(results))
            return scored(sitting.name_mistakes(results, conditions.diagnosis_seconds))

    def _suite(self, chapter: ChapterSpec, data: Mapping[str, Path]) -> Suite:
        from grader.plugin import Suite

        key = (chapter.key, frozenset(data.items()))
        if key not in self._suites:
            self._suites[key] = Suite(chapter, lambda name: _data_file(data, name))
        return self._suites[key]

    def close(self) -> None:
        """Ends the sandbox and everything in it."""
        self._ours.close()
        self._sandbox.close()

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def secret_folders(chapters: Iterable[ChapterSpec]) -> tuple[str, ...]:
    """The folders of suites, solutions and texts, wherever an author keeps them."""
    trees = {chapter.tree for chapter in chapters}
    folders = {folder for tree in trees for folder in (tree.suites, tree.solutions, tree.exercises, tree.chapters)}
    return tuple(sorted(map(str, folders)))


def _said_of_naming(sitting: Sitting, conditions: Conditions) -> list[Words]:
    if not (conditions.tells_cut and sitting.naming_was_cut):
        return []
    said = words("naming mistakes took longer than its {seconds} s and was cut short; the score is not touched by that",
                 seconds=f"{conditions.diagnosis_seconds:g}")  # fmt: skip
    return [said]


def _data_file(data: Mapping[str, Path], name: str) -> Path:
    if name not in data:
        raise DatasetMissing(words("the data set {name} is not here; `course data {name}` fetches it", name=name))
    return data[name]
