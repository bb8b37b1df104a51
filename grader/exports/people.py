"""What a roster says about a person beside their id: names and address, under whatever the platform calls them."""

from __future__ import annotations

from grader.graded import Graded

LAST = ("last_name", "last name", "lastname", "surname", "family name")
FIRST = ("first_name", "first name", "firstname", "given name")
EMAIL = ("email", "email address", "e-mail", "mail")


def email_of(row: Graded) -> str:
    """The address on the roster; empty where there is none."""
    return _column(row, EMAIL)


def name_of(row: Graded) -> str:
    """The full name as it is known."""
    last, first = _column(row, LAST), _column(row, FIRST)
    return row.name or " ".join(part for part in (first, last) if part)


def names_of(row: Graded) -> tuple[str, str]:
    """(last name, first name) of the roster's own columns, or of `Doe, Jane`; a name of one piece is a last name."""
    last, first = _column(row, LAST), _column(row, FIRST)
    if last or first:
        return last, first
    whole, comma, rest = row.name.partition(",")
    return (whole.strip(), rest.strip()) if comma else (row.name, "")


def _column(row: Graded, names: tuple[str, ...]) -> str:
    known = {column.strip().lower(): text for column, text in row.lms.items()}
    return next((known[name] for name in names if known.get(name)), "")
