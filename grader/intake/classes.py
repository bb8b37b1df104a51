"""Reads a class: finds out which layout the source has, and matches it with the roster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from grader.intake import Entry, Folder, Intake, IntakeError, Person
from grader.intake.canvas import canvas_files, read_canvas
from grader.intake.files import Files, FolderFiles, TreeFiles, open_archive
from grader.intake.moodle import moodle_files, read_moodle
from grader.spec import ChapterSpec
from grader.words import Words, words

MAX_STUDENTS = 20_000


def read_class(
    source: Path,
    chapters: Sequence[ChapterSpec],
    *,
    roster: Sequence[Person] = (),
    only: frozenset[str] = frozenset(),
) -> Intake:
    """What was handed in to `chapters`; people of the roster who handed in nothing have an entry that says so.

    Raises IntakeError where the source is not there, cannot be read or is of no layout that is known.
    """
    found = _read(source, chapters, roster)
    entries = [entry for entry in found.entries if not only or entry.student in only]
    entries += _missing(entries, chapters, [person for person in roster if not only or person.id in only])
    order = {chapter.key: index for index, chapter in enumerate(chapters)}
    entries.sort(key=lambda entry: (entry.student, order[entry.chapter], entry.attempt))
    unknown = sorted(only - {entry.student for entry in entries})
    notes = [words("no student is called {student}", student=name) for name in unknown]
    return replace(found, entries=tuple(entries), notes=(*found.notes, *notes))


def _read(source: Path, chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> Intake:
    try:
        if source.is_dir():
            if any(moodle_files([f"{entry.name}/x", entry.name]) for entry in source.iterdir()):
                tree = TreeFiles(source)
                return read_moodle(tree, moodle_files(tree.names()), chapters, roster)
            flat = FolderFiles(source)
            if names := canvas_files(flat.names(), chapters):
                return read_canvas(flat, names, chapters, roster)
            return _folders(source, chapters, roster)
        if not source.exists():
            raise IntakeError(words("{path} does not exist", path=str(source)))
        files: Files = open_archive(source)
        if found := moodle_files(files.names()):
            return read_moodle(files, found, chapters, roster)
        if names := canvas_files(files.names(), chapters):
            return read_canvas(files, names, chapters, roster)
    except OSError as error:
        raise IntakeError(
            words("{path} cannot be read: {reason}", path=str(source), reason=error.strerror or str(error))
        ) from error
    raise IntakeError(
        words(
            "{path} is no class that is known: a folder for each student, or a zip of submissions as Canvas or Moodle "
            "gives it",
            path=str(source),
        )
    )


def _folders(source: Path, chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> Intake:
    """A folder a student: the modules, chapters' folders, or a workspace in it."""
    people = {person.id: person for person in roster}
    entries: list[Entry] = []
    notes: list[Words] = []
    with os.scandir(source) as found:
        names = sorted(entry.name for entry in found)
    if len(names) > MAX_STUDENTS:
        raise IntakeError(words("{path} holds more than {count} names", path=str(source), count=MAX_STUDENTS))
    for name in names:
        folder = source / name
        if name.startswith(".") or name == "__MACOSX":
            continue
        if folder.is_symlink() or not folder.is_dir():
            notes.append(words("{name} is no student's folder and was left out", name=name))
            continue
        person = people.get(name, Person(name, ""))
        held = [chapter for chapter in chapters if _holds(folder, chapter, alone=len(chapters) == 1)]
        entries += [
            Entry(person.id, person.name, chapter.key, 1, _newest(folder, chapter), person.lms, place=Folder(folder))
            for chapter in held
        ]
        if not held:
            notes.append(words("{name} holds nothing of these chapters", name=name))
        if roster and name not in people:
            notes.append(words("{name} is not on the roster", name=name))
    if not entries and not roster:
        raise IntakeError(words("{path} holds no student's folder with work on these chapters", path=str(source)))
    return Intake(tuple(entries), tuple(notes), "folders")


def _homes(folder: Path, chapter: ChapterSpec, *, alone: bool = True) -> Iterable[Path]:
    yield folder / "exercises" / chapter.key
    yield folder / chapter.key
    if alone:
        yield folder


def _holds(folder: Path, chapter: ChapterSpec, *, alone: bool) -> bool:
    """Whether the folder has anything of the chapter; with several chapters, modules lie in a folder of theirs."""
    if any(home.is_dir() for home in (folder / "exercises" / chapter.key, folder / chapter.key)):
        return True
    return alone and any((folder / f"{module}.py").exists() for module in chapter.modules)


def _newest(folder: Path, chapter: ChapterSpec) -> datetime | None:
    """When the last of the modules was changed."""
    times = [
        path.lstat().st_mtime
        for home in _homes(folder, chapter)
        for module in chapter.modules
        if (path := home / f"{module}.py").is_file()
    ]
    return datetime.fromtimestamp(int(max(times)), UTC) if times else None


def _missing(entries: Sequence[Entry], chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> list[Entry]:
    there: Mapping[tuple[str, str], bool] = {(entry.student, entry.chapter): True for entry in entries}
    return [
        Entry(person.id, person.name, chapter.key, 0, None, person.lms, words("nothing was handed in"))
        for person in roster
        for chapter in chapters
        if (person.id, chapter.key) not in there
    ]
