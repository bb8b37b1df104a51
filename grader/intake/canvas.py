"""Submissions as Canvas downloads them: flat files `<name>[_LATE]_<user id>_<file id>_<original name>`.

A file that was handed in again is called `<stem>-<n>.<suffix>` by Canvas, and its number is higher: each n is an
attempt, which has of every file the last one up to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from grader.intake import Entry, Intake, Person
from grader.intake.files import Files, Part, newest
from grader.intake.spelling import understood
from grader.intake.work import Work
from grader.spec import ChapterSpec
from grader.words import Words, words

NAME = re.compile(r"(?P<who>[^_/]+)(?P<late>_LATE)?_(?P<user>\d+)_(?P<id>\d+)_(?P<file>[^/]+)", re.IGNORECASE)
AGAIN = re.compile(r"(?P<stem>.+?)(?:-(?P<number>\d{1,3}))?(?P<suffix>\.[A-Za-z0-9]+)", re.DOTALL)
WHOLE = (".zip", ".ipynb")
"""Files that can hold a chapter whatever they are called."""


@dataclass(frozen=True)
class CanvasFile:
    """A member of the download: whose, and what it was called; `number` counts how often it was handed in again."""

    member: str
    who: str
    user: str
    id: int
    name: str
    number: int


def canvas_files(names: Sequence[str], chapters: Sequence[ChapterSpec]) -> list[CanvasFile]:
    """The files that are named as Canvas names them and can be work on these chapters."""
    modules = {module for chapter in chapters for module in chapter.modules}
    found = []
    for member in names:
        match = NAME.fullmatch(member.rpartition("/")[2])
        again = AGAIN.fullmatch(match["file"]) if match else None
        if match is None or again is None:
            continue
        suffix = again["suffix"].lower()
        if suffix in WHOLE or (suffix == ".py" and understood(again["stem"], modules)):
            name = f"{again['stem']}{again['suffix']}"
            number = int(again["number"] or 0)
            found.append(CanvasFile(member, match["who"], match["user"], int(match["id"]), name, number))
    return found


def read_canvas(
    files: Files, found: Sequence[CanvasFile], chapters: Sequence[ChapterSpec], roster: Sequence[Person]
) -> Intake:
    """An entry a student, chapter and attempt."""
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
        for chapter in chapters:
            entries += _attempts(files, theirs, person, chapter, alone=len(chapters) == 1)
    strays = set(files.names()) - {file.member for file in found}
    if strays:
        shown = ", ".join(sorted(strays)[:5])
        notes.append(
            words("{count} files are no modules of these chapters: {names}", count=len(strays), names=shown[:300])
        )
    return Intake(tuple(entries), tuple(notes), "canvas")


def _attempts(
    files: Files, theirs: Sequence[CanvasFile], person: Person, chapter: ChapterSpec, *, alone: bool
) -> list[Entry]:
    """An entry for each time that something of the chapter was handed in."""
    mine = [file for file in theirs if alone or Work(Part(files, {file.name: file.member})).holds(chapter)]
    entries = []
    for number in sorted({file.number for file in mine}):
        up_to = sorted((file for file in mine if file.number <= number), key=lambda file: (file.number, file.id))
        part = Part(files, {file.name: file.member for file in up_to})
        entries.append(
            Entry(person.id, person.name, chapter.key, number + 1, newest(part), person.lms, place=Work(part))
        )
    return entries
