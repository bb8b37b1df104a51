"""A class list: who is in it, and how the learning platform finds them again."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from grader.intake import IntakeError, Person
from grader.words import words

IDS = ("sis user id", "sis login id", "student_id", "student id", "identifier", "id", "email address", "student")
NAMES = (
    "name", "full name", "student name", "student", "全名", "姓名", "氏名", "フルネーム", "nombre completo",
    "nom complet", "vollständiger name", "nome completo",
)  # fmt: skip
PARTICIPANT = re.compile(r"(?P<word>[^\d]*[^\W\d_][^\d]*?)\s?(?P<number>\d+)")
"""Moodle's identifier in any language of its interface: Participant 123456, 参与者123456, Teilnehmer/in 123456."""
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
    worksheet = _is_worksheet(lower, rows[1:])
    key = 0 if worksheet else next((lower.index(name) for name in IDS if name in lower), None)
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
        person = _number(cells[key]) if worksheet else unicodedata.normalize("NFC", cells[key])
        if person in people:
            twice = words("{path}:{line}: {student} is there twice", path=str(path), line=line, student=cells[key])
            raise IntakeError(twice)
        lms: Mapping[str, str] = dict(zip(header, cells, strict=False))
        people[person] = Person(person, cells[name] if name != key else "", MappingProxyType(lms))
    return tuple(people.values())


def _is_worksheet(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is Moodle's grading worksheet: every line begins with the same word and a number of its own.

    A single column, or `s123`, which a university may call its students, is none.
    """
    first = [PARTICIPANT.fullmatch(row[0].strip()) for row in rows if any(cell.strip() for cell in row)]
    if not first or len(header) < 2 or None in first:
        return False
    said = {match["word"] for match in first if match is not None}
    word = said.pop()
    return not said and (not word.isascii() or len(word) >= 8)


def _number(identifier: str) -> str:
    match = PARTICIPANT.fullmatch(identifier)
    return match["number"] if match is not None else identifier


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
