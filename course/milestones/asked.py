"""What is asked of the process that draws, and what it answers: JSON both ways, the picture in a file of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

DRAWN, RAISED, UNUSABLE, BROKEN, TOO_LONG = "drawn", "raised", "unusable", "broken", "too long"
"""How it ended: drawn, by an exception of the learner's, with an answer of no use, by a fault of ours, not in time."""


@dataclass(frozen=True)
class Order:
    """A milestone to be drawn: the learner's modules as layers of (file shown, text), and where the picture goes.

    `tree` are the folders of the content, in the order of ContentTree.
    """

    chapter: str
    tree: tuple[str, ...]
    layers: Mapping[str, list[tuple[str, str]]]
    lang: str
    picture: str
    seconds: float

    def line(self) -> str:
        """The order on one line."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> Order:
        """The order of a line."""
        given: dict[str, Any] = json.loads(line)
        layers = {name: [(file, text) for file, text in sources] for name, sources in given.pop("layers").items()}
        return cls(layers=layers, tree=tuple(given.pop("tree")), **given)


@dataclass(frozen=True)
class Ending:
    """How the drawing ended: the values of the sentence, or what went wrong and in which of the learner's own lines.

    A line is (file, number, function, text); the outermost comes first. `asked` are the learner's names that were used,
    `seconds` what a core was busy for.
    """

    how: str
    values: Mapping[str, str] = field(default_factory=dict)
    message: str = ""
    exercise: str = ""
    lines: tuple[tuple[str, int, str, str], ...] = ()
    asked: tuple[str, ...] = ()
    seconds: float = 0.0

    def line(self) -> str:
        """The ending on one line."""
        return json.dumps(asdict(self)) + "\n"

    @classmethod
    def of(cls, line: str) -> Ending:
        """The ending of a line."""
        given: dict[str, Any] = json.loads(line)
        lines = tuple((file, number, function, text) for file, number, function, text in given.pop("lines"))
        return cls(lines=lines, asked=tuple(given.pop("asked")), **given)
