"""`course dev update`: makes anew what is derived, and never overwrites what somebody edited."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from course.author.git_index import indexed
from course.author.messages import update_catalogues
from course.content import Content
from course.errors import CourseError, ExitCode
from course.files import write_whole
from course.language import LOCALES
from course.names import find_chapter
from course.screen import Screen
from course.stub import StubError, make_stub
from course.workspace import STATE
from grader.spec import ChapterSpec
from grader.words import words


def update_content(content: Content, screen: Screen, names: tuple[str, ...]) -> ExitCode:
    """Regenerates stubs, and the catalogues of messages where no chapter is named; FAILED where one was left alone."""
    keys = [find_chapter(content, name).key for name in names] or content.chapter_keys()
    left_alone = updated = False
    for home, chapters in _by_home([content.chapter(key) for key in keys], content).items():
        updated = True
        record = home / STATE / "stubs.json"
        written = _read_record(record)
        for chapter in chapters:
            for module in chapter.modules:
                left_alone |= not _update_stub(chapter, module, home, written, screen)
        write_whole(record, json.dumps(written, indent=2, sort_keys=True) + "\n")
    if not updated:
        raise CourseError(
            words("This works in a clone of the repository, or with --course DIR."), next_command="course list"
        )
    root = content.repository
    if root is not None and not names and LOCALES.is_relative_to(root):
        for path in update_catalogues():
            screen.say(words("{file} was written", file=str(path.relative_to(root))))
    return ExitCode.FAILED if left_alone else ExitCode.PASSED


def _by_home(chapters: list[ChapterSpec], content: Content) -> dict[Path, list[ChapterSpec]]:
    """The chapters that can be edited, by the folder in which."""
    homes: dict[Path, list[ChapterSpec]] = {}
    for chapter in chapters:
        home = content.home(chapter)
        if home is not None:
            homes.setdefault(home, []).append(chapter)
    return homes


def _update_stub(chapter: ChapterSpec, module: str, root: Path, written: dict[str, str], screen: Screen) -> bool:
    """Whether the stub is now the one that the solution makes."""
    path = chapter.tree.exercises / chapter.key / f"{module}.py"
    name = path.relative_to(root).as_posix()
    try:
        stub = make_stub(chapter.solution_sources[module], module)
    except (OSError, StubError) as error:
        screen.remark(words("{file}: {error}", file=name, error=str(error)))
        return False
    before = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None
    if before is not None and before != stub and before != indexed(root, path) and written.get(name) != _hash(before):
        screen.remark(words("{file} was edited and is left alone; move it away to have it made anew", file=name))
        return False
    if before != stub:
        write_whole(path, stub)
        screen.say(words("{file} was written", file=name))
    written[name] = _hash(stub)
    return True


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _read_record(path: Path) -> dict[str, str]:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in record.items()} if isinstance(record, dict) else {}
