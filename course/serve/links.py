"""Where each page of the course lies: on the server by path, in the book by file; templates know neither."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from grader.spec import ChapterSpec


class Links(Protocol):
    """The addresses that a page of one language links to."""

    @property
    def lang(self) -> str:
        """The language."""

    def home(self) -> str:
        """The path through the course."""

    def chapter(self, chapter: ChapterSpec) -> str:
        """A chapter's lesson."""

    def exercise(self, chapter: ChapterSpec, name: str) -> str:
        """An exercise."""

    def glossary(self) -> str:
        """The terms."""

    def search(self) -> str:
        """The search."""

    def index(self) -> str:
        """What the search reads."""

    def asset(self, name: str) -> str:
        """A style, a script or a font of ours."""

    def figure(self, chapter: ChapterSpec, source: str) -> str:
        """A file beside a lesson, by its path from there."""


@dataclass(frozen=True)
class ServedLinks:
    """On the server: /zh/ch3/mse_grad."""

    lang: str

    def home(self) -> str:
        """The path through the course."""
        return f"/{self.lang}/"

    def chapter(self, chapter: ChapterSpec) -> str:
        """A chapter's lesson."""
        return f"/{self.lang}/{chapter.short}"

    def exercise(self, chapter: ChapterSpec, name: str) -> str:
        """An exercise's page."""
        return f"/{self.lang}/{chapter.short}/{name}"

    def glossary(self) -> str:
        """The terms."""
        return f"/{self.lang}/glossary"

    def search(self) -> str:
        """The search."""
        return f"/{self.lang}/search"

    def index(self) -> str:
        """What the search reads."""
        return f"/{self.lang}/search-index.js"

    def asset(self, name: str) -> str:
        """A style, a script or a font of ours."""
        return f"/static/{name}"

    def figure(self, chapter: ChapterSpec, source: str) -> str:
        """A file beside a lesson, by its path from there."""
        return f"/{source.replace('figures/', f'figures/{chapter.key}/', 1)}"


@dataclass(frozen=True)
class BookLinks:
    """In the book: every page is a file in its language's folder, and reaches the others from there, on any disk."""

    lang: str

    def home(self) -> str:
        """The path through the course."""
        return "index.html"

    def chapter(self, chapter: ChapterSpec) -> str:
        """A chapter's lesson."""
        return f"{chapter.key}.html"

    def exercise(self, chapter: ChapterSpec, name: str) -> str:
        """An exercise in the list below its lesson."""
        return f"{chapter.key}.html#exercise-{name}"

    def glossary(self) -> str:
        """The terms."""
        return "glossary.html"

    def search(self) -> str:
        """The search."""
        return "search.html"

    def index(self) -> str:
        """What the search reads."""
        return "search-index.js"

    def asset(self, name: str) -> str:
        """A style, a script or a font of ours."""
        return f"../static/{name}"

    def figure(self, chapter: ChapterSpec, source: str) -> str:
        """A file beside a lesson, by its path from there."""
        return f"../{source.replace('figures/', f'figures/{chapter.key}/', 1)}"
