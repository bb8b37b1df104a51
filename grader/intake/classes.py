"""Reads a class: finds out which layout the source has, and matches it with the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from grader.intake import Entry, Intake, IntakeError, Person
from grader.intake.canvas import canvas_files, read_canvas
from grader.intake.files import FolderFiles, TreeFiles, open_archive
from grader.intake.folders import read_folders, read_zip_of_folders
from grader.intake.moodle import moodle_files, read_moodle
from grader.spec import ChapterSpec
from grader.words import words

MAX_STUDENTS = 20_000


def read_class(
    source: Path,
    chapters: Sequence[ChapterSpec],
    *,
    roster: Sequence[Person] = (),
) -> Intake:
    """What was handed in to `chapters`; people of the roster who handed in nothing have an entry that says so.

    Raises IntakeError where the source is not there, cannot be read or is of no layout that is known.
    """
    found = _read(source, chapters, roster)
    entries = [*found.entries, *_missing(found.entries, chapters, roster)]
    order = {chapter.key: index for index, chapter in enumerate(chapters)}
    entries.sort(key=lambda entry: (entry.student, order[entry.chapter], entry.attempt))
    return replace(found, entries=tuple(entries))


def chosen(intake: Intake, only: frozenset[str]) -> Intake:
    """What these students handed in, of everybody's where none is named; a note names who is not there."""
    if not only:
        return intake
    unknown = sorted(only - {entry.student for entry in intake.entries})
    notes = [words("no student is called {student}", student=name) for name in unknown]
    entries = tuple(entry for entry in intake.entries if entry.student in only)
    return replace(intake, entries=entries, notes=(*intake.notes, *notes))


def _read(source: Path, chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> Intake:
    try:
        if source.is_dir():
            if any(moodle_files([f"{entry.name}/x", entry.name]) for entry in source.iterdir()):
                tree = TreeFiles(source)
                return read_moodle(tree, moodle_files(tree.names()), chapters, roster)
            flat = FolderFiles(source)
            if names := canvas_files(flat.names(), chapters):
                return read_canvas(flat, names, chapters, roster)
            return read_folders(source, chapters, roster)
        if not source.exists():
            raise IntakeError(words("{path} does not exist", path=str(source)))
        files = open_archive(source)
        if found := moodle_files(files.names()):
            return read_moodle(files, found, chapters, roster)
        if names := canvas_files(files.names(), chapters):
            return read_canvas(files, names, chapters, roster)
        return read_zip_of_folders(files, chapters, roster, source)
    except OSError as error:
        raise IntakeError(
            words("{path} cannot be read: {reason}", path=str(source), reason=error.strerror or str(error))
        ) from error


def _missing(entries: Sequence[Entry], chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> list[Entry]:
    there: Mapping[tuple[str, str], bool] = {(entry.student, entry.chapter): True for entry in entries}
    return [
        Entry(person.id, person.name, chapter.key, 0, None, person.lms, words("nothing was handed in"))
        for person in roster
        for chapter in chapters
        if (person.id, chapter.key) not in there
    ]
