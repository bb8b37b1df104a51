"""A class list: who is in it, and how the learning platform finds them again."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from grader.intake import IntakeError, Person
from grader.words import words

IDS = ("sis user id", "sis login id", "student_id", "student id", "identifier", "id", "email address", "student")
NAMES = ("name", "full name", "student name", "student")
NOT_PEOPLE = ("points possible", "student, test", "test student", "manual posting")


def read_roster(path: Path) -> tuple[Person, ...]:
    """The people of a CSV file: Canvas's gradebook export, Moodle's grading worksheet, or `student,name`.

    Raises IntakeError with the line where it is no such file, or somebody is in it twice.
    """
    rows = list(csv.reader(io.StringIO(_text(path), newline="")))
    if not rows:
        raise IntakeError(words("{path} is empty", path=str(path)))
    if len(rows[0]) == 1 and any(mark in rows[0][0] for mark in ";\t"):
        mark = ";" if ";" in rows[0][0] else "\t"
        rows = list(csv.reader(io.StringIO(_text(path), newline=""), delimiter=mark))
    header = [cell.strip() for cell in rows[0]]
    lower = [cell.lower() for cell in header]
    key = next((lower.index(name) for name in IDS if name in lower), None)
    if key is None:
        raise IntakeError(words("{path}: no column is called student, id or the like", path=str(path)))
    name = next((lower.index(column) for column in NAMES if column in lower and lower.index(column) != key), key)
    people: dict[str, Person] = {}
    for line, row in enumerate(rows[1:], 2):
        cells = [cell.strip() for cell in row] + [""] * (len(header) - len(row))
        if not any(cells) or cells[0].lower().startswith(NOT_PEOPLE):
            continue
        if not cells[key]:
            raise IntakeError(words("{path}:{line}: nobody is named", path=str(path), line=line))
        if cells[key] in people:
            twice = words("{path}:{line}: {student} is there twice", path=str(path), line=line, student=cells[key])
            raise IntakeError(twice)
        lms: Mapping[str, str] = dict(zip(header, cells, strict=False))
        people[cells[key]] = Person(cells[key], cells[name] if name != key else "", MappingProxyType(lms))
    return tuple(people.values())


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise IntakeError(
            words("{path} cannot be read: {reason}", path=str(path), reason=error.strerror or str(error))
        ) from error
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError(words("{path} is not UTF-8; save it as CSV UTF-8", path=str(path))) from error
    if "\0" in text:
        raise IntakeError(words("{path} is no CSV file", path=str(path)))
    return text
