"""A chapter's files as they are read once nobody seems to be writing them any more, and what changed in them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

from course.reach import edited
from grader.notebook.beside import collect_work
from grader.spec import ChapterSpec
from grader.submission import SourceFile, Submission, SubmissionError, from_files

SETTLE_SECONDS = 0.03
SETTLE_TIMES = 4
"""How long a file that is missing, empty or no Python is given: an editor may still be writing it."""

Files = Mapping[str, SourceFile]


def settled(folder: Path, chapter: ChapterSpec, known: Files | None) -> Submission:
    """The chapter's files; one that has changed into nothing that could be judged is looked at again for a moment."""
    submission = _read(folder, chapter)
    for _ in range(SETTLE_TIMES if known is not None else 0):
        if not any(_doubtful(submission.modules[name]) for name in changed(submission, known)):
            break
        time.sleep(SETTLE_SECONDS)
        submission = _read(folder, chapter)
    return submission


def changed(submission: Submission, known: Files | None) -> tuple[str, ...]:
    """The modules that are not as they were known; all of them where none was."""
    known = known or {}
    return tuple(name for name, file in submission.modules.items() if known.get(name) != file)


def edited_in(chapter: ChapterSpec, submission: Submission, known: Files | None) -> tuple[str, ...]:
    """The exercises whose own code is not as it was known; none where nothing was."""
    if known is None:
        return ()
    now = submission.modules
    return tuple(
        exercise
        for name in changed(submission, known)
        for exercise in edited(chapter, name, known[name].text or "", now[name].text or "")
    )


def _read(folder: Path, chapter: ChapterSpec) -> Submission:
    """The chapter's modules; all are missing where there is nothing to read."""
    try:
        return collect_work(folder, chapter)
    except SubmissionError:
        return from_files({}, chapter.modules, chapter_key=chapter.key)


def _doubtful(file: SourceFile) -> bool:
    return file.problem is not None or not (file.text or "").strip()
