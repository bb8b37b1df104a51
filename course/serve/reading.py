"""Lessons and terms as pages need them, read once and again when their files change."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from course.content import Content
from course.glossary import Term, glossary_files, load_glossary
from course.serve.lesson import Lesson, figure_sizes, read_lesson
from course.serve.links import Links
from course.serve.terms import TermFinder
from grader.spec import ChapterSpec


@dataclass(frozen=True)
class _Read:
    """What was read, and the times of the files that it was read from."""

    stamps: tuple[float, ...]
    lesson: Lesson


@dataclass(frozen=True)
class KeptContent(Content):
    """A course whose chapters are read once: a page needs all of them, and they stay as they are while it is served."""

    _known: dict[str, ChapterSpec] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, content: Content) -> KeptContent:
        """The same course, kept."""
        return cls(content.tree, content.repository, content.packs, content.named_pack)

    def chapter(self, key: str) -> ChapterSpec:
        """The chapter of that key."""
        if key not in self._known:
            self._known[key] = super().chapter(key)
        return self._known[key]


class Library:
    """The lessons of a course."""

    def __init__(self, content: Content) -> None:
        self._content = content
        self._lessons: dict[tuple[str, Links], _Read] = {}
        self._terms: tuple[tuple[float, ...], list[Term]] | None = None

    def terms(self) -> list[Term]:
        """Every term of the glossary."""
        stamps = _stamps(glossary_files(self._content))
        if self._terms is None or self._terms[0] != stamps:
            self._terms = stamps, load_glossary(self._content)
        return self._terms[1]

    def lesson(self, chapter: ChapterSpec, links: Links) -> Lesson:
        """A chapter's lesson; its title alone where there is none in that language."""
        path = chapter.folder / f"lesson.{links.lang}.md"
        stamps = _stamps([path, *glossary_files(self._content)])
        known = self._lessons.get((chapter.key, links))
        if known is None or known.stamps != stamps:
            known = _Read(stamps, self._read(path, chapter, links))
            self._lessons[chapter.key, links] = known
        return known.lesson

    def _read(self, path: Path, chapter: ChapterSpec, links: Links) -> Lesson:
        title = chapter.text(links.lang).title
        text = path.read_text(encoding="utf-8") if path.is_file() else f"# {title}"
        finder = TermFinder(self.terms(), links.lang)
        sizes = figure_sizes(chapter.folder)
        return read_lesson(text, lambda source: links.figure(chapter, source), sizes, finder)


def _stamps(paths: list[Path]) -> tuple[float, ...]:
    return tuple(path.stat().st_mtime if path.is_file() else 0.0 for path in paths)
