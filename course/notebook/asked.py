"""What a notebook asks the process that judges for it, what that answers, and a line of JSON for each."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Question:
    """Cells by number and text, and what of which chapter is to be judged."""

    chapter: str
    only: tuple[str, ...]
    cells: tuple[tuple[int, str], ...]
    lang: str
    seed: str | None = None
    course: str | None = None
    workspace: str | None = None

    def line(self) -> bytes:
        """The question on one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Question:
        """The question of a line."""
        given = json.loads(line)
        cells = tuple((number, text) for number, text in given.pop("cells"))
        return cls(cells=cells, only=tuple(given.pop("only")), **given)


@dataclass(frozen=True)
class Answer:
    """What to show; no HTML where there is only a sentence to be said."""

    plain: str
    html: str = ""
    passed: bool = False

    def line(self) -> bytes:
        """The answer on one line."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def of(cls, line: bytes) -> Answer:
        """The answer of a line."""
        return cls(**json.loads(line))
