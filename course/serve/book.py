"""The book: the same pages as files, which need no server and no network, in both languages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from course.content import Content
from course.errors import CourseError
from course.files import write_whole
from course.screen import Screen
from course.serve import pages
from course.serve.links import BookLinks
from course.serve.reading import KeptContent, Library
from course.serve.search import index_script
from grader.exports.html import Voice
from grader.spec import LANGUAGES
from grader.words import words

STATIC = Path(__file__).with_name("static")
LEFT_OUT = ("live.js",)
MADE = "gradstep-book"
"""An empty file that marks a folder as a book of ours, which may be made anew."""


def write_book(content: Content, screen: Screen, folder: Path) -> None:
    """Writes the book into a folder that is new, empty or holds an earlier book."""
    if folder.exists() and not folder.is_dir():
        raise CourseError(
            words("{path} is a file, and no folder.", path=str(folder)), next_command="course dev book book"
        )
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MADE).is_file():
        raise CourseError(
            words("{folder} holds something else than a book; name a folder that is new or empty.", folder=str(folder)),
            next_command="course dev book book",
        )
    if folder.is_dir():
        shutil.rmtree(folder)
    write_whole(folder / MADE, "")
    written = dict(_pages(KeptContent.of(content)))
    for name, text in written.items():
        write_whole(folder / name, text)
    _assets(content, folder)
    screen.say(words("{count} pages were written. Open {file}.", count=len(written), file=str(folder / "index.html")))


def _pages(content: Content) -> Iterator[tuple[str, str]]:
    """Every page by its path in the book."""
    library = Library(content)
    frames = {lang: _frame(lang, "index.html") for lang in LANGUAGES}
    yield "index.html", pages.fill("door.html", frames["en"], doors=_doors())
    for lang in LANGUAGES:
        yield f"{lang}/index.html", pages.overview(content, frames[lang])
        yield f"{lang}/glossary.html", pages.glossary(library, _frame(lang, "glossary.html"))
        yield f"{lang}/search.html", pages.search(_frame(lang, "search.html"))
        voice: Voice = frames[lang].voice
        yield f"{lang}/search-index.js", index_script(content, library, BookLinks(lang), voice)
        for chapter in content.chapters():
            name = f"{chapter.key}.html"
            yield f"{lang}/{name}", pages.lesson(content, library, chapter, _frame(lang, name))


def _frame(lang: str, name: str) -> pages.Frame:
    return pages.Frame(BookLinks(lang), {other: f"../{other}/{name}" for other in LANGUAGES})


def _doors() -> list[tuple[str, str, str]]:
    """Each language's tag, its own name, and its first page."""
    return [(_frame(lang, "").voice.tag, pages.NAMES[lang], f"{lang}/index.html") for lang in LANGUAGES]


def _assets(content: Content, folder: Path) -> None:
    shutil.copytree(STATIC, folder / "static", ignore=shutil.ignore_patterns(*LEFT_OUT))
    for chapter in content.chapters():
        figures = chapter.folder / "figures"
        if figures.is_dir():
            shutil.copytree(figures, folder / "figures" / chapter.key)
