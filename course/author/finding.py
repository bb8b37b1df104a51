"""What a rule has to say against the content."""

from __future__ import annotations

from dataclasses import dataclass

from grader.words import Words


@dataclass(frozen=True)
class Finding:
    """A rule that does not hold: `where` names the chapter, exercise or file, `what` says it in words."""

    where: str
    what: Words
