"""Notebooks beside modules: of each module what the student worked on counts, the file or the notebook's cells."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from grader.notebook import defines, from_notebook
from grader.notebook.document import MAX_NOTEBOOK_BYTES
from grader.spec import ChapterSpec
from grader.submission import (
    SourceFile,
    Submission,
    SubmissionError,
    collect,
    read_regular,
    shown_from_here,
    submission_of,
    syntax_tree,
)
from grader.words import Words, words

MAX_NOTEBOOKS = 10
SUFFIX = ".ipynb"


@dataclass(frozen=True)
class Candidate:
    """A notebook that may be the chapter's: how it is shown, and its bytes or why there are none."""

    shown: str
    data: bytes | Words


def collect_work(source: Path, chapter: ChapterSpec) -> Submission:
    """The chapter's modules from a workspace, a folder, one module's file or a notebook. Raises SubmissionError."""
    if source.suffix.lower() == SUFFIX and not source.is_dir():
        return with_notebooks(None, [_candidate(source, source.parent)], chapter)
    submission = collect(source, chapter.modules, chapter_key=chapter.key)
    if not source.is_dir() or not unworked(submission, chapter):
        return submission
    return with_notebooks(submission, _candidates(source, chapter), chapter)


def unworked(submission: Submission | None, chapter: ChapterSpec) -> set[str]:
    """The modules that are not there or are as they were given out."""
    if submission is None:
        return set(chapter.modules)
    return {name for name, file in submission.modules.items() if _is_absent(file) or _is_stub(file, chapter)}


def with_notebooks(submission: Submission | None, notebooks: Sequence[Candidate], chapter: ChapterSpec) -> Submission:
    """The submission with what a notebook defines in the place of modules that nobody worked on.

    Of several notebooks the one that defines the most counts, of equal ones the first. Raises SubmissionError where
    there is no submission and no notebook that can be read.
    """
    if not notebooks:
        return submission if submission is not None else _nothing(chapter)
    found = [(item, defines(item.data, chapter, item.shown)) for item in notebooks if isinstance(item.data, bytes)]
    best, modules = max(found, key=lambda pair: len(pair[1]), default=(notebooks[0], frozenset()))
    if submission is not None and not modules:
        return submission
    if isinstance(best.data, Words):
        raise SubmissionError(best.data)
    read = from_notebook(best.data, chapter, best.shown)
    notes = [words("{file} was judged, not {other}", file=best.shown, other=item.shown)
             for item, also in found if item is not best and also]  # fmt: skip
    if submission is None:
        return replace(read, notes=(*read.notes, *notes))
    missing = unworked(submission, chapter)
    mine = {name for name in chapter.modules if name in missing and (name in modules or _absent(submission, name))}
    files = {name: (read if name in mine else submission).modules[name] for name in chapter.modules}
    notes += [words("{file} was judged, not {other}", file=f"{name}.py", other=best.shown)
              for name in chapter.modules if name not in missing and name in modules]  # fmt: skip
    return submission_of(files, (*submission.notes, *(read.notes if mine else ()), *notes))


def _nothing(chapter: ChapterSpec) -> Submission:
    listed = ", ".join(f"{name}.py" for name in chapter.modules)
    raise SubmissionError(words("none of the chapter's modules is there: {modules}", modules=listed))


def _absent(submission: Submission, module: str) -> bool:
    return _is_absent(submission.modules[module])


def _is_absent(file: SourceFile) -> bool:
    return not file.data and file.problem is not None and file.problem.template.startswith("{file} is missing")


def _is_stub(file: SourceFile, chapter: ChapterSpec) -> bool:
    """Whether each of the file's exercises still says that it is not implemented, as it was given out."""
    if file.text is None:
        return False
    try:
        tree = syntax_tree(file.text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    names = {name for exercise in chapter.exercises if exercise.module == file.name for name in exercise.names}
    defined = {node.name: node for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    return all(name in defined and _says_not_implemented(defined[name]) for name in names)


def _says_not_implemented(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a function ends in the line that a stub ends in, or a class has such a method."""
    if isinstance(node, ast.ClassDef):
        return any(_says_not_implemented(item) for item in node.body if isinstance(item, ast.FunctionDef))
    last = node.body[-1]
    if not isinstance(last, ast.Raise) or not isinstance(last.exc, ast.Call):
        return False
    return isinstance(last.exc.func, ast.Name) and last.exc.func.id == "NotImplementedError"


def _candidates(root: Path, chapter: ChapterSpec) -> list[Candidate]:
    """The notebooks where the chapter's modules can lie, the one of its name first."""
    found: list[Path] = []
    for folder in (root / "exercises" / chapter.key, root / chapter.key, root):
        if folder.is_dir() and not folder.is_symlink() and not folder.parent.is_symlink():
            found += sorted(path for path in folder.iterdir() if path.suffix.lower() == SUFFIX)
    found.sort(key=lambda path: path.stem.lower() not in (chapter.key, chapter.short))
    return [_candidate(path, root) for path in found[:MAX_NOTEBOOKS]]


def _candidate(path: Path, root: Path) -> Candidate:
    shown = shown_from_here(path, root)
    try:
        return Candidate(shown, read_regular(path, MAX_NOTEBOOK_BYTES))
    except FileNotFoundError:
        return Candidate(shown, words("{path} does not exist", path=str(path)))
    except OSError as error:
        return Candidate(shown, words("{path} cannot be read: {reason}", path=shown, reason=error.strerror or ""))
