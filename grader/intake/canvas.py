"""Submissions as Canvas downloads them: flat files `<name>[_LATE]_<user id>_<submission id>_<original name>`.

A file that was handed in again is called `<stem>-<n>.<suffix>` by Canvas; the highest number of a student is the last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from grader.intake import Entry, Intake, Person
from grader.intake.files import Files
from grader.spec import ChapterSpec
from grader.submission import Submission, SubmissionError, from_files
from grader.words import Words, words

NAME = re.compile(r"(?P<who>[^_/]+)(?P<late>_LATE)?_(?P<user>\d+)_(?P<submission>\d+)_(?P<file>[^/]+)", re.IGNORECASE)
AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<number>\d{1,3}))?(?P<suffix>\.[A-Za-z0-9]+)")


@dataclass(frozen=True)
class CanvasFile:
    """A member of the download: whose, and what it was called; `number` counts how often it was handed in again."""

    member: str
    who: str
    user: str
    late: bool
    module: str
    number: int


@dataclass(frozen=True)
class CanvasPlace:
    """The files of one attempt: module -> member."""

    files: Files
    members: Mapping[str, str]

    def collect(self, chapter: ChapterSpec) -> Submission:
        """Read the members of the chapter's modules. Raises SubmissionError where there is none."""
        mine = {module: member for module, member in self.members.items() if module in chapter.modules}
        if not mine:
            raise SubmissionError(words("none of the chapter's modules is there"))
        read = {module: self.files.read(member) for module, member in mine.items()}
        return from_files(read, chapter.modules, chapter_key=chapter.key)


def canvas_files(files: Files, chapters: Sequence[ChapterSpec]) -> list[CanvasFile]:
    """The files that are named as Canvas names them and are modules of these chapters."""
    modules = {module for chapter in chapters for module in chapter.modules}
    found = []
    for member in files.names():
        match = NAME.fullmatch(member.rpartition("/")[2])
        again = AGAIN.fullmatch(match["file"]) if match else None
        if match is None or again is None or again["suffix"] != ".py":
            continue
        stem, number = again["stem"], int(again["number"] or 0)
        if stem in modules:
            found.append(CanvasFile(member, match["who"], match["user"], bool(match["late"]), stem, number))
    return found


def is_canvas(files: Sequence[CanvasFile]) -> bool:
    """Whether any of the files are Canvas's."""
    return bool(files)


def read_canvas(
    files: Files, found: Sequence[CanvasFile], chapters: Sequence[ChapterSpec], roster: Sequence[Person]
) -> Intake:
    """An entry a student and chapter; of a module that was handed in again, the last."""
    people = {person.lms.get("ID", person.id): person for person in roster}
    by_user: dict[str, list[CanvasFile]] = {}
    for file in found:
        by_user.setdefault(file.user, []).append(file)
    entries: list[Entry] = []
    notes: list[Words] = []
    for user, theirs in sorted(by_user.items()):
        person = people.get(user) or Person(user, theirs[0].who, MappingProxyType({"ID": user}))
        if roster and user not in people:
            notes.append(words("{name} is not on the roster", name=f"{theirs[0].who} ({user})"))
        newest: dict[str, CanvasFile] = {}
        for file in sorted(theirs, key=lambda file: file.number):
            newest[file.module] = file
        members = {module: file.member for module, file in newest.items()}
        for chapter in chapters:
            if any(module in chapter.modules for module in members):
                when = _when(files, [member for module, member in members.items() if module in chapter.modules])
                attempt = 1 + max(file.number for file in newest.values() if file.module in chapter.modules)
                place = CanvasPlace(files, members)
                entries.append(Entry(person.id, person.name, chapter.key, attempt, when, person.lms, place=place))
    strays = set(files.names()) - {file.member for file in found}
    if strays:
        shown = ", ".join(sorted(strays)[:5])
        notes.append(
            words("{count} files are no modules of these chapters: {names}", count=len(strays), names=shown[:300])
        )
    return Intake(tuple(entries), tuple(notes), "canvas")


def _when(files: Files, members: Sequence[str]) -> datetime | None:
    times = [when for member in members if (when := files.changed(member)) is not None]
    return max(times) if times else None
