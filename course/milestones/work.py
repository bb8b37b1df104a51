"""The learner's modules for a milestone: where they are, and which exercises are not written yet."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from course.errors import CourseError, ExitCode
from course.milestones.plan import Milestone
from grader.spec import ChapterSpec, ExerciseSpec
from grader.submission import SourceFile, Submission, SubmissionError, syntax_tree
from grader.words import Words, words


def work_in(folder: Path, chapter: ChapterSpec) -> Submission:
    """The chapter's modules in a folder, or what a notebook in it defines. Raises CourseError where there is none."""
    from grader.notebook.beside import collect_work

    try:
        return collect_work(folder, chapter)
    except SubmissionError as error:
        raise CourseError(error.words, next_command=f"course reset {chapter.short}") from error


def ready(milestone: Milestone, submission: Submission) -> None:
    """Raises CourseError where a module cannot be read, or an exercise that the milestone runs is not written yet."""
    short = milestone.chapter.short
    for exercise in milestone.uses:
        file = submission.modules[exercise.module]
        problem = file.problem or next((file.problems[name] for name in exercise.names if name in file.problems), None)
        if problem is not None:
            raise CourseError(problem, next_command=f"course check {short}/{exercise.name}", code=ExitCode.FAILED)
    waiting = list(_unwritten(milestone, submission))
    if waiting:
        raise CourseError(not_written(waiting), next_command=f"course check {short}/{waiting[0]}", code=ExitCode.FAILED)


def not_written(names: list[str]) -> Words:
    """What a learner reads of exercises that are not written yet."""
    if len(names) == 1:
        return words("The milestone runs your own {name}, which is not written yet.", name=names[0])
    return words("The milestone runs your own code, and these are not written yet: {names}.", names=", ".join(names))


def _unwritten(milestone: Milestone, submission: Submission) -> Iterator[str]:
    for exercise in milestone.uses:
        if not _is_written(exercise, submission.modules[exercise.module]):
            yield exercise.name


def _is_written(exercise: ExerciseSpec, file: SourceFile) -> bool:
    """Whether all its names are defined, or given a value, and no stub is left in them."""
    tree = syntax_tree(file.text or "")
    found: dict[str, ast.stmt] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            found[node.name] = node
        elif isinstance(node, ast.Assign | ast.ImportFrom | ast.Import | ast.AnnAssign):
            found |= dict.fromkeys(_bound(node), node)
    return all(name in found and not _is_stub(found[name]) for name in exercise.names)


def _bound(node: ast.stmt) -> set[str]:
    names = {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Store)}
    aliases = [alias.asname or alias.name for item in [node] for alias in getattr(item, "names", [])]
    return names | set(aliases)


def _is_stub(node: ast.stmt) -> bool:
    raised = [item.exc for item in ast.walk(node) if isinstance(item, ast.Raise)]
    called = [item.func if isinstance(item, ast.Call) else item for item in raised]
    return any(isinstance(item, ast.Name) and item.id == "NotImplementedError" for item in called)
