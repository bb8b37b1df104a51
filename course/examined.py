"""What `course doctor` finds of one thing."""

from __future__ import annotations

from dataclasses import dataclass

from grader.words import Words


@dataclass(frozen=True)
class Finding:
    """One line: `state` is fine, note or bad; `advice` says what to do about a note or a fault."""

    state: str
    subject: Words
    found: Words
    advice: Words | None = None
