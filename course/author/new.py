"""`course dev new`: every file of a chapter from its key, with one exercise that works, to be written over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from course.author.update import update_content
from course.content import TEMPLATES, Content
from course.errors import CourseError
from course.files import write_whole
from course.screen import Screen
from grader.spec import ContentTree
from grader.words import words

KEY = re.compile(r"ch\d\d_[a-z][a-z0-9_]*")
CHAPTER = TEMPLATES / "chapter"


def new_chapter(content: Content, screen: Screen, key: str) -> None:
    """Writes the chapter's files into the pack that is named, else into the clone of the repository."""
    tree = content.packs[0] if content.named_pack is not None else content.tree
    if content.named_pack is None and content.repository is None:
        raise CourseError(
            words("Name the folder of your chapters with --course DIR."),
            next_command=f"course dev new {key} --course my_course",
        )
    _refuse(content, key)
    root = tree.chapters.parent if content.named_pack is not None else content.repository
    for path, text in files(tree, key):
        write_whole(path, text)
        screen.say(words("{file} was written", file=_shown(path, root)))
    update_content(content, screen, (key,))
    screen.next(f"course dev check {short(key)}")


def files(tree: ContentTree, key: str) -> Iterator[tuple[Path, str]]:
    """Where each file of a new chapter goes, and its text."""
    suite, chapter = tree.suites / key, tree.chapters / key
    for path in sorted(CHAPTER.glob("*.txt")):
        name = path.name.removesuffix(".txt")
        kind, _, slug = name.partition("_")
        if kind in ("mistake", "alternative"):
            place = suite / f"{kind}s" / f"row_means__{slug}"
        elif name == "test.py":
            place = suite / f"test_{key[:4]}.py"
        elif name == "solution.py":
            place = tree.solutions / key / "rows.py"
        else:
            place = chapter / name
        yield place, _filled(path.read_text(encoding="utf-8"), key)


def short(key: str) -> str:
    """ch17 for ch17_diffusion."""
    return f"ch{int(key[2:4])}"


def _filled(text: str, key: str) -> str:
    title = key[5:].replace("_", " ").capitalize()
    return text.replace("__TITLE__", title).replace("__NUMBER__", str(int(key[2:4])))


def _shown(path: Path, root: Path | None) -> str:
    return path.relative_to(root).as_posix() if root is not None and path.is_relative_to(root) else str(path)


def _refuse(content: Content, key: str) -> None:
    if KEY.fullmatch(key) is None:
        raise CourseError(
            words("{key} is no chapter key: two digits and a name, such as ch17_diffusion.", key=key),
            next_command="course dev new ch17_diffusion",
        )
    taken = next((other for other in content.chapter_keys() if other[:5] == key[:5]), None)
    if taken is not None:
        raise CourseError(
            words("There is {taken} already; a number is used once, and keys are never changed.", taken=taken),
            next_command="course list",
        )
