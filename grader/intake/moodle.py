"""Submissions as Moodle downloads them: `<Full name>_<id>_assignsubmission_file_/<file>`, or all in one flat folder.

The number is that of "Participant 123456" on the assignment's grading worksheet, and what feedback goes back by. Text
that was typed online is an entry of the same kind with `onlinetext` in it. A name may hold underscores and any
script.
Source: what Moodle's assign/locallib.php and its submission plugins name their files; its documentation of "Download
all submissions", "Upload grading worksheet" and "Upload multiple feedback files in a zip".
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from grader.intake import Entry, Intake, Person
from grader.intake.files import Files, Part, newest
from grader.intake.spelling import plain
from grader.intake.work import Work
from grader.spec import ChapterSpec
from grader.words import Words, words

FOLDER = re.compile(r"(?P<who>.*)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_?", re.DOTALL)
# The first mark counts: what follows it is the student's own file name.
FLAT = re.compile(r"(?P<who>.*?)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)_(?P<file>.+)", re.DOTALL)
MAX_ABOVE = 2


@dataclass
class HandedIn:
    """What one participant handed in: file -> member."""

    id: str
    who: str
    members: dict[str, str] = field(default_factory=dict)
    online_text: bool = False


def moodle_name(path: str) -> tuple[str, str, str, str] | None:
    """(full name, number, kind, file) of a member, or None where its name is not one of Moodle's."""
    parts = path.split("/")
    for index, part in enumerate(parts[: MAX_ABOVE + 1]):
        last = index == len(parts) - 1
        match = FLAT.fullmatch(part) if last else FOLDER.fullmatch(part)
        if match is not None:
            file = match["file"] if last else "/".join(parts[index + 1 :])
            return unicodedata.normalize("NFC", match["who"]), match["id"], match["kind"], file
    return None


def moodle_files(names: Sequence[str]) -> dict[str, HandedIn]:
    """Participants by their number; empty where the names are not Moodle's."""
    found: dict[str, HandedIn] = {}
    for name in names:
        told = moodle_name(name)
        if told is None:
            continue
        who, number, kind, file = told
        theirs = found.setdefault(number, HandedIn(number, who))
        if kind == "file":
            theirs.members[file] = name
        elif kind == "onlinetext":
            theirs.online_text = True
    return found


def read_moodle(
    files: Files, found: Mapping[str, HandedIn], chapters: Sequence[ChapterSpec], roster: Sequence[Person]
) -> Intake:
    """An entry a participant and chapter."""
    people = _people(found, roster)
    entries: list[Entry] = []
    notes: list[Words] = []
    for number, theirs in sorted(found.items(), key=lambda item: int(item[0])):
        lms = {"Identifier": f"Participant {number}", "Full name": theirs.who}
        person = people.get(number) or Person(number, theirs.who, MappingProxyType(lms))
        if roster and number not in people:
            notes.append(words("{name} is not on the roster", name=f"{theirs.who} ({number})"))
        if theirs.online_text:
            notes.append(words("{name}: text that was typed online is not read", name=f"{theirs.who} ({number})"))
        entries += _entries(files, theirs, person, chapters, notes)
    strays = [name for name in files.names() if moodle_name(name) is None]
    if strays:
        shown = ", ".join(strays[:5])[:300]
        notes.append(words("{count} files are nobody's and were left out: {names}", count=len(strays), names=shown))
    return Intake(tuple(entries), tuple(notes), "moodle")


def _entries(
    files: Files, theirs: HandedIn, person: Person, chapters: Sequence[ChapterSpec], notes: list[Words]
) -> list[Entry]:
    part = Part(files, theirs.members)
    work = Work(part)
    if not theirs.members:
        problem = words("text was typed online, which is not read; the files themselves must be uploaded")
        return [Entry(person.id, person.name, chapter.key, 1, None, person.lms, problem) for chapter in chapters]
    held = [chapter for chapter in chapters if len(chapters) == 1 or work.holds(chapter)]
    if not held:
        notes.append(words("{name} holds nothing of these chapters", name=f"{theirs.who} ({theirs.id})"))
    when = newest(part)
    return [Entry(person.id, person.name, chapter.key, 1, when, person.lms, place=work) for chapter in held]


def _people(found: Mapping[str, HandedIn], roster: Sequence[Person]) -> dict[str, Person]:
    """The people of the roster by the numbers of the download; by name where a roster has no such numbers."""
    by_number = {person.id: person for person in roster if person.id.isdigit()}
    people = {number: by_number[number] for number in found if number in by_number}
    if people:
        return people
    named = Counter(plain(person.name) for person in roster)
    handed = Counter(plain(theirs.who) for theirs in found.values())
    by_name = {plain(person.name): person for person in roster if person.name and named[plain(person.name)] == 1}
    return {
        number: by_name[plain(theirs.who)]
        for number, theirs in found.items()
        if plain(theirs.who) in by_name and handed[plain(theirs.who)] == 1
    }
