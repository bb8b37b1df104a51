"""Where a lesson names a term of the glossary: the first use is found, in either language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from course.glossary import Term

LEAST_CHINESE = 2
"""A single character stands in too many other words."""
EVERYDAY = frozenset(
    {
        "chapter", "check", "exercise", "hint", "mistake", "sandbox", "score", "solution", "stub", "workspace",
        "accuracy", "head", "leaf", "norm", "precision", "resume", "split", "tie", "view",
    }
)  # fmt: skip
"""The course's own words, and words that lessons use in their everyday sense, too."""


class TermFinder:
    """Finds each term once, the longest name first."""

    def __init__(self, terms: Sequence[Term], lang: str) -> None:
        named = {term.name(lang).casefold(): term.key for term in terms if _can_be_found(term, lang)}
        self._keys = named
        self._used: list[str] = []
        names = sorted(named, key=len, reverse=True)
        listed = "|".join(map(re.escape, names))
        bounded = listed if lang == "zh" else rf"(?<![\w-])(?:{listed})(?:s|es)?(?![\w-])"
        self._pattern = re.compile(bounded, re.IGNORECASE) if names else None

    @property
    def found(self) -> tuple[str, ...]:
        """The keys of the terms found so far, in the order in which they were met."""
        return tuple(self._used)

    def cut(self, text: str) -> Iterator[tuple[str, str | None]]:
        """The text in pieces, those that name a term for the first time with its key."""
        done = 0
        for match in self._pattern.finditer(text) if self._pattern is not None else ():
            key = self._key(match[0])
            if key is None or key in self._used:
                continue
            self._used.append(key)
            if match.start() > done:
                yield text[done : match.start()], None
            yield match[0], key
            done = match.end()
        if done < len(text):
            yield text[done:], None

    def _key(self, name: str) -> str | None:
        folded = name.casefold()
        spellings = (folded, folded.removesuffix("s"), folded.removesuffix("es"))
        return next((self._keys[spelling] for spelling in spellings if spelling in self._keys), None)


def _can_be_found(term: Term, lang: str) -> bool:
    return term.key not in EVERYDAY and len(term.name(lang)) >= (LEAST_CHINESE if lang == "zh" else 3)
