"""A folder for each student, on disk or in a zip: modules, a workspace, or a folder for each chapter in it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.intake import Entry, Intake, IntakeError, Person, Place
from grader.intake.files import Files, FolderFiles, TreeFiles, ZipFiles, below, by_folder, newest
from grader.intake.nbgrader import STAMP, handed_in_at, inbound_parts, read_inbound
from grader.intake.spelling import means_chapter
from grader.intake.work import Work
from grader.notebook.beside import SUFFIX, unworked
from grader.spec import ChapterSpec
from grader.strays import left, listed
from grader.submission import Submission, SubmissionError, collect
from grader.words import Words, words

MAX_STUDENTS = 20_000
MAX_A_STUDENT = 5_000
COURSE_FOLDERS = ("submitted", "inbound")
"""Where nbgrader's course directory and its exchange keep what was handed in."""


@dataclass(frozen=True)
class Folder:
    """A student's folder, or their workspace."""

    path: Path

    def collect(self, chapter: ChapterSpec) -> Submission:
        """The modules where they should lie; what nobody worked on there is looked for in the rest of the folder."""
        submission = collect(self.path, chapter.modules, chapter_key=chapter.key)
        if not unworked(submission, chapter):
            homes = [home for home in _homes(self.path, chapter) if home.is_dir() and not home.is_symlink()]
            names = [name for home in homes for name in FolderFiles(home).names()]
            return replace(submission, notes=(*submission.notes, *left(names, chapter.modules)))
        try:
            return Work(TreeFiles(self.path, MAX_A_STUDENT)).collect(chapter)
        except SubmissionError:
            if not any(file.data for file in submission.modules.values()):
                raise
            return submission


@dataclass(frozen=True)
class Home:
    """A student's folder: its name, its files, and where it lies if that is on disk."""

    name: str
    files: Files
    path: Path | None = None

    @property
    def student(self) -> str:
        """The student, in one spelling whatever system packed the folder."""
        return unicodedata.normalize("NFC", self.name)

    def of(self, chapter: ChapterSpec, *, alone: bool) -> Entry | None:
        """What is there of a chapter; modules straight in the folder count only where one chapter is asked for."""
        if self.path is not None and _holds(self.path, chapter, alone=alone):
            # A clone has every chapter's folder; whether something is in it is seen when it is read.
            return Entry(self.student, "", chapter.key, 1, _handed_in(self.path, chapter), place=Folder(self.path))
        tops = dict.fromkeys(name.split("/")[0] for name in self.files.names() if "/" in name)
        meant = [top for top in tops if means_chapter(top, chapter)]
        place: Place
        if meant:
            part = below(self.files, meant[0])
            return Entry(self.student, "", chapter.key, 1, handed_in_at(part), place=Work(part))
        place = Work(self.files)
        in_workspace = any(name.startswith(f"exercises/{chapter.key}/") for name in self.files.names())
        if (alone or in_workspace) and place.holds(chapter):
            return Entry(self.student, "", chapter.key, 1, newest(self.files), place=place)
        return None


def read_folders(source: Path, chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> Intake:
    """The class in a folder of folders. Raises IntakeError where there is no work in it."""
    source = next((source / name for name in COURSE_FOLDERS if (source / name).is_dir()), source)
    with os.scandir(source) as found:
        names = sorted(entry.name for entry in found)
    if len(names) > MAX_STUDENTS:
        raise IntakeError(words("{path} holds more than {count} names", path=str(source), count=MAX_STUDENTS))
    homes: list[Home] = []
    notes: list[Words] = []
    for name in names:
        folder = source / name
        if name.startswith(".") or name == "__MACOSX":
            continue
        if folder.is_symlink() or not folder.is_dir():
            notes.append(words("{name} is no student's folder and was left out", name=name))
            continue
        homes.append(Home(name, TreeFiles(folder, MAX_A_STUDENT), folder))
    if any(inbound_parts(home.name) for home in homes):
        return read_inbound({home.name: home.files for home in homes}, chapters, _by_id(roster))
    intake = _read_homes(homes, chapters, roster)
    if not intake.entries and not roster:
        raise _nobody(source, chapters)
    layout = "nbgrader" if source.name in COURSE_FOLDERS else "folders"
    return replace(intake, notes=(*notes, *intake.notes), layout=layout)


def read_zip_of_folders(
    files: ZipFiles, chapters: Sequence[ChapterSpec], roster: Sequence[Person], source: Path
) -> Intake:
    """The class in a zip of folders, perhaps below others that were packed with them. Raises IntakeError."""
    best: Intake | None = None
    for root in _roots(files.names()):
        parts = {name: part for name, part in by_folder(files, root).items() if name not in COURSE_FOLDERS}
        if any(map(inbound_parts, parts)):
            return read_inbound(parts, chapters, _by_id(roster))
        intake = _read_homes([Home(name, part) for name, part in parts.items()], chapters, roster)
        if intake.entries and (best is None or _is_class(parts, intake, chapters, roster)):
            best = intake
    if best is None:
        raise _nobody(source, chapters)
    return best


def _is_class(
    parts: Mapping[str, Files], intake: Intake, chapters: Sequence[ChapterSpec], roster: Sequence[Person]
) -> bool:
    """Whether folders within the only folder of a zip are students', and not what a single student has in theirs."""
    if any(name == "exercises" or any(means_chapter(name, chapter) for chapter in chapters) for name in parts):
        return False
    students = {entry.student for entry in intake.entries}
    return len(students) > 1 or bool(students & _by_id(roster).keys())


def _nobody(source: Path, chapters: Sequence[ChapterSpec]) -> IntakeError:
    said = words(
        "{path} holds no student's folder with work on these chapters; expected in such a folder: {expected}",
        path=str(source), expected=_expected(chapters),
    )  # fmt: skip
    return IntakeError(said)


def _nothing_known(home: Home, chapters: Sequence[ChapterSpec]) -> Words:
    """What lies in a student's folder, and what should."""
    names = sorted(home.files.names(), key=lambda name: (not name.lower().endswith((".py", SUFFIX)), name))
    if not names:
        return words("there is no file; expected: {expected}", expected=_expected(chapters))
    return words("found: {found}; expected: {expected}", found=listed(names), expected=_expected(chapters))


def _expected(chapters: Sequence[ChapterSpec]) -> str:
    """The names of the modules, in their chapter's folder where there are several, or a notebook's."""
    if len(chapters) == 1:
        (chapter,) = chapters
        return ", ".join([*(f"{name}.py" for name in chapter.modules), f"{chapter.key}{SUFFIX}"])
    return ", ".join(f"{chapter.key}/{name}.py" for chapter in chapters for name in chapter.modules)


def _roots(names: Sequence[str]) -> Iterator[str]:
    """The folders that may hold the students': nbgrader's own, the top, and what is packed around everything."""
    around = ""
    for _ in range(3):
        start = f"{around}/" if around else ""
        tops = {name.removeprefix(start).split("/")[0] for name in names if name.startswith(start)} - {"__MACOSX"}
        yield from (f"{start}{folder}" for folder in COURSE_FOLDERS if folder in tops)
        yield around
        if len(tops) != 1:
            return
        around = f"{start}{tops.pop()}"


def _read_homes(homes: Sequence[Home], chapters: Sequence[ChapterSpec], roster: Sequence[Person]) -> Intake:
    people = _by_id(roster)
    entries: list[Entry] = []
    notes: list[Words] = []
    seen: set[str] = set()
    for home in homes:
        if home.student in seen:
            notes.append(words("{name} is there twice, in two spellings; one was left out", name=home.student))
            continue
        seen.add(home.student)
        person = people.get(home.student, Person(home.student, ""))
        held = [entry for chapter in chapters if (entry := home.of(chapter, alone=len(chapters) == 1)) is not None]
        entries += [replace(entry, student=person.id, name=person.name, lms=person.lms) for entry in held]
        if not held:
            said = _nothing_known(home, chapters)
            notes.append(words("{name} holds nothing of these chapters: {reason}", name=home.name, reason=said))
            if home.student in people and home.files.names():
                when = newest(home.files)
                entries += [
                    Entry(person.id, person.name, chapter.key, 1, when, person.lms, said) for chapter in chapters
                ]
        if roster and home.student not in people:
            notes.append(words("{name} is not on the roster", name=home.student))
    return Intake(tuple(entries), tuple(notes), "folders")


def _by_id(roster: Sequence[Person]) -> Mapping[str, Person]:
    return {unicodedata.normalize("NFC", person.id): person for person in roster}


def _homes(folder: Path, chapter: ChapterSpec) -> tuple[Path, ...]:
    return (folder / "exercises" / chapter.key, folder / chapter.key, folder)


def _holds(folder: Path, chapter: ChapterSpec, *, alone: bool) -> bool:
    """Whether the folder has anything of the chapter; with several chapters, modules lie in a folder of theirs."""
    if any(home.is_dir() for home in _homes(folder, chapter)[:-1]):
        return True
    return alone and any((folder / f"{module}.py").exists() for module in chapter.modules)


def _handed_in(folder: Path, chapter: ChapterSpec) -> datetime | None:
    """When the chapter was handed in: by nbgrader's time stamp, else by the last change of a module or notebook."""
    times = []
    for home in _homes(folder, chapter):
        files = FolderFiles(home)
        if home.is_dir() and not home.is_symlink():
            if home != folder and (home / STAMP).is_file():
                return handed_in_at(files)
            work = [name for name in files.names() if name.endswith(SUFFIX) or name[:-3] in chapter.modules]
            times.append(newest(files, work))
    return max((when for when in times if when is not None), default=None)
