"""What nbgrader keeps: the time stamp beside an assignment's files, and the exchange's inbound folders.

An inbound folder is called `<student>+<assignment>+<timestamp>[+random]`; there is one for each time that something was
handed in.
Source: nbgrader's exchange/default/submit.py and collect.py and utils.parse_utc.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from grader.intake import Entry, Intake, Person
from grader.intake.files import Files, newest
from grader.intake.spelling import means_chapter
from grader.intake.work import Work
from grader.spec import ChapterSpec
from grader.words import Words, words

STAMP = "timestamp.txt"
TIME = re.compile(
    r"(?P<date>\d{4}-\d{2}-\d{2})[ T_](?P<hour>\d{2})[:_](?P<minute>\d{2})[:_](?P<second>\d{2})(?:\.(?P<part>\d{1,6}))?"
    r"\s*(?P<zone>[A-Za-z_]+(?:/[A-Za-z_/+-]+)?|[+-]\d{2}:?\d{2})?"
)
INBOUND = re.compile(
    r"(?P<student>.+)\+(?P<assignment>[^+]+)\+(?P<when>\d{4}-\d\d-\d\d[ T_][^+]*(?:\+\d{4})?)(?:\+[^+]+)?"
)


def parse_time(text: str) -> datetime | None:
    """nbgrader's time stamp, `2026-11-27 09:30:00.123456 UTC`, in UTC; None where the text is none."""
    match = TIME.fullmatch(text.strip()[:100])
    if match is None:
        return None
    part = (match["part"] or "").ljust(6, "0")
    zone = match["zone"] or "UTC"
    try:
        plain = f"{match['date']}T{match['hour']}:{match['minute']}:{match['second']}.{part}"
        if zone[0] in "+-":
            return datetime.fromisoformat(f"{plain}{zone}").astimezone(UTC)
        return datetime.fromisoformat(plain).replace(tzinfo=_zone(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str) -> ZoneInfo:
    """A time zone of that name; one that is not known is taken for UTC, as nbgrader does."""
    try:
        return ZoneInfo(name)
    except (OSError, KeyError, ValueError):
        return ZoneInfo("UTC")


def handed_in_at(files: Files) -> datetime | None:
    """When an assignment's folder was handed in: what its time stamp says, else its newest file."""
    if STAMP in files.names():
        data = files.read(STAMP, 200)
        when = parse_time(data.decode("utf-8", "replace")) if isinstance(data, bytes) else None
        if when is not None:
            return when
    return newest(files)


def inbound_parts(name: str) -> tuple[str, str, datetime] | None:
    """(student, assignment, time) of a folder of the exchange, or None where it is none."""
    match = INBOUND.fullmatch(name)
    when = parse_time(match["when"]) if match else None
    if match is None or when is None:
        return None
    return unicodedata.normalize("NFC", match["student"]), match["assignment"], when


def read_inbound(
    folders: Mapping[str, Files], chapters: Sequence[ChapterSpec], roster: Mapping[str, Person]
) -> Intake:
    """An entry for each time that a student handed in a chapter's assignment, numbered in the order of time."""
    handed: dict[tuple[str, str], list[tuple[datetime, str]]] = {}
    notes: list[Words] = []
    for name, files in sorted(folders.items()):
        told = inbound_parts(name)
        if told is None:
            notes.append(words("{name} is no student's folder and was left out", name=name))
            continue
        student, assignment, when = told
        meant = [chapter for chapter in chapters if means_chapter(assignment, chapter)]
        if not meant and len(chapters) == 1 and Work(files).holds(chapters[0]):
            meant = [chapters[0]]
        if not meant:
            notes.append(words("{name} holds nothing of these chapters", name=name))
        for chapter in meant:
            handed.setdefault((student, chapter.key), []).append((when, name))
    entries = []
    for (student, chapter_key), times in sorted(handed.items()):
        person = roster.get(student, Person(student, ""))
        for attempt, (when, name) in enumerate(sorted(times), 1):
            place = Work(folders[name])
            entries.append(Entry(person.id, person.name, chapter_key, attempt, when, person.lms, place=place))
    notes += [
        words("{name} is not on the roster", name=student)
        for student in sorted({student for student, _ in handed}) if roster and student not in roster
    ]  # fmt: skip
    return Intake(tuple(entries), tuple(notes), "nbgrader")
