"""What a judged chapter leaves in the workspace: the progress, and the data that the learner's own code reads."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from course.content import DATA
from course.mnist_idx import raw_folder, write_mnist
from course.progress import Progress, load_progress, save_progress, today
from course.workspace import Workspace
from grader.results import ScoreReport
from grader.words import Words, words


@dataclass(frozen=True)
class Recorded:
    """The progress after a judging, and what there is to say of a file that was damaged or could not be written."""

    progress: Progress
    remarks: tuple[Words, ...] = ()


def record(workspace: Workspace, report: ScoreReport, attempts: Collection[str], only: Collection[str]) -> Recorded:
    """Records the exercises of `only`, those of `attempts` as tried once more.

    A disk that cannot be written costs the record and nothing else.
    """
    progress = Progress()
    remarks: list[Words] = []
    try:
        loaded = load_progress(workspace.progress)
        remarks += [] if loaded.set_aside is None else [set_aside(loaded.set_aside)]
        progress = _with(loaded.progress, report, attempts, only)
        if progress != loaded.progress:
            save_progress(workspace.progress, progress)
        if not raw_folder(workspace.data).exists():
            write_mnist(DATA / "mnist_10k_2k.npz", workspace.data)
    except OSError as error:
        remarks.append(
            words(
                "Your progress could not be recorded in {folder} ({reason}); the result itself stands.",
                folder=shown(workspace.state),
                reason=error.strerror or str(error),
            )
        )
    return Recorded(progress, tuple(remarks))


def _with(progress: Progress, report: ScoreReport, attempts: Collection[str], only: Collection[str]) -> Progress:
    now = today()
    for exercise in report.exercises:
        if exercise.name in only:
            tried = progress.of(report.chapter, exercise.name).attempts
            progress = progress.judged(report.chapter, exercise, now)
            if exercise.name not in attempts and progress.of(report.chapter, exercise.name).attempts != tried:
                progress = progress.changed(report.chapter, exercise.name, attempts=tried)
    return progress


def set_aside(kept: Path) -> Words:
    """What is said of a progress file that could not be read."""
    return words(
        "The progress file could not be read; it was kept as {file}, and progress begins anew.", file=shown(kept)
    )


def shown(path: Path) -> str:
    """The path as it is typed from here, where it lies below the current folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
