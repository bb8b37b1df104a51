"""`course nbgrader build`: source/<chapter>/<chapter>.ipynb, which nbgrader makes an assignment of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from course.content import Content
from course.errors import CourseError
from course.files import write_whole
from course.names import find_chapter
from course.nbgrader.root import find_root
from course.notebook.build import dumps, notebook
from course.screen import Screen
from grader.spec import ChapterSpec, SpecError
from grader.words import words


def build_notebooks(content: Content, screen: Screen, names: Sequence[str], root: Path | None = None) -> None:
    """Writes the notebooks of the chapters that are named, of all unless some are; what is the same is left alone.

    Raises CourseError where there is no course directory, or what lies in a notebook's place was not built.
    """
    home = find_root(root)
    chapters = [find_chapter(content, name) for name in dict.fromkeys(names)] or content.chapters()
    for chapter in chapters:
        if not chapter.has_solutions:
            raise CourseError(
                words("The solutions of {chapter} are not in this package; an assignment is built from them.",
                      chapter=chapter.short)
            )  # fmt: skip
        path = home / "source" / chapter.key / f"{chapter.key}.ipynb"
        _write(screen, path, _built(chapter, screen.lang), home)
    screen.next(f"nbgrader generate_assignment {chapters[0].key}")


def _built(chapter: ChapterSpec, lang: str) -> str:
    try:
        return dumps(notebook(chapter, lang))
    except SpecError as error:
        raise CourseError(
            words("The notebook of {chapter} cannot be built: {error}", chapter=chapter.short, error=str(error)),
            next_command=f"course dev check {chapter.short}",
        ) from error


def _write(screen: Screen, path: Path, text: str, home: Path) -> None:
    shown = path.relative_to(home).as_posix()
    before = path.read_text(encoding="utf-8") if path.is_file() else None
    if before == text:
        screen.say(words("{file} is as it was", file=shown))
        return
    if before is not None and not _ours(before):
        raise CourseError(
            words("{file} was not built by gradstep; nothing was changed. Move it away first.", file=str(path))
        )
    write_whole(path, text)
    screen.say(words("{file} was written", file=shown))


def _ours(text: str) -> bool:
    try:
        return "gradstep" in json.loads(text)["metadata"]
    except (ValueError, KeyError, TypeError):
        return False
