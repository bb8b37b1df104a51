"""`course export-students`: the package that a class gets, without solutions, mistakes or alternatives.

Left out of every chapter: the solution, known mistakes and their words, mark schemes, other correct answers,
equivalent.toml. Stubs are made from the solutions, never copied: those in a clone may have been filled in. The hidden
suites are in it, for the checks run on the learner's machine; hidden means not shown.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from collections.abc import Iterator, Sequence
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import grader
from course import __version__
from course.content import PACKAGE, TEMPLATES, Content
from course.errors import CourseError, ExitCode
from course.files import write_whole
from course.given import stub_in
from course.names import find_chapter
from course.screen import Screen
from grader.spec import ChapterSpec
from grader.words import words

GRADER = Path(grader.__file__).resolve().parent
TEMPLATE = TEMPLATES / "class_package"
NOT_CODE = frozenset({"chapters", "_content", "suites"})
"""Folders of the packages that hold content, which is taken chapter by chapter."""
KEPT_BACK = frozenset({"mistake", "scheme"})
"""Tables of text.<lang>.toml that a class does not get."""
LICENCES = ("LICENSE", "LICENSE-lessons", "NOTICE")
TABLE = re.compile(r"\[+\s*(?P<name>[A-Za-z0-9_-]+)")


def export_students(content: Content, screen: Screen, folder: Path, names: Sequence[str]) -> None:
    """Writes the package into a new folder, whole or not at all; all chapters unless some are named."""
    chapters = [find_chapter(content, name) for name in dict.fromkeys(names)] or content.chapters()
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(
            words("{folder} is not empty; nothing was changed. Name a new folder.", folder=str(folder)),
            next_command=f"course export-students {folder}-2",
        )
    beside = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        for path, data in package_files(content, chapters, screen.lang):
            write_whole(beside / path, data)
        if folder.exists():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    keys = ", ".join(chapter.key for chapter in chapters)
    screen.say(words("{folder} holds what a class gets: {chapters}.", folder=str(folder), chapters=keys), "green")
    screen.say(words("No solution, mistake or alternative is in it; the hidden suites are, and whoever opens the files "
                     "can read them."))  # fmt: skip
    screen.next(f"python -m build {folder}")


def package_files(content: Content, chapters: Sequence[ChapterSpec], lang: str) -> Iterator[tuple[Path, bytes]]:
    """Every file of the package: where it goes, and what is in it."""
    for package in (PACKAGE, GRADER):
        for path in _kept(package):
            yield Path(package.name) / path.relative_to(package), path.read_bytes()
    for path in sorted(content.tree.chapters.glob("*.toml")):
        yield Path("course/chapters", path.name), path.read_bytes()
    for chapter in chapters:
        yield from _chapter_files(chapter)
    licences = dict(_licences(content))
    for name, data in licences.items():
        yield Path(name), data
    yield Path("pyproject.toml"), _project(tuple(licences)).encode()
    listed = "\n".join(f"- {chapter.short}: {chapter.text(lang).title}" for chapter in chapters)
    readme = (TEMPLATE / f"README.{lang}.md.txt").read_text(encoding="utf-8")
    yield Path("README.md"), readme.replace("{chapters}", listed).encode()


def _kept(package: Path) -> Iterator[Path]:
    """The files of a package's own code and data."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if not hidden and parts[0] not in NOT_CODE and path.is_file() and path.suffix != ".pyc":
            yield path


def _chapter_files(chapter: ChapterSpec) -> Iterator[tuple[Path, bytes]]:
    for path in _kept(chapter.folder):
        data = path.read_bytes()
        if path.match("text.*.toml"):
            data = for_students(data.decode("utf-8"), path).encode()
        yield Path("course/chapters", chapter.key) / path.relative_to(chapter.folder), data
    for module in chapter.modules:
        yield Path("course/_content/exercises", chapter.key, f"{module}.py"), stub_in(chapter, module, "en").encode()
    yield Path("grader/suites", chapter.key, chapter.suite_file.name), chapter.suite_file.read_bytes()


def for_students(text: str, path: Path) -> str:
    """The text of a chapter's words without its tables of KEPT_BACK; CourseError where they cannot be taken out."""
    kept, leaving = [], False
    for line in text.splitlines(keepends=True):
        table = TABLE.match(line)
        if table is not None:
            leaving = table["name"] in KEPT_BACK
        if not leaving:
            kept.append(line)
    left = "".join(kept)
    wanted = {name: value for name, value in tomllib.loads(text).items() if name not in KEPT_BACK}
    try:
        same = tomllib.loads(left) == wanted
    except tomllib.TOMLDecodeError:
        same = False
    if not same:
        raise CourseError(
            words(
                "{path}: the words of mistakes and mark schemes cannot be taken out; write each as a table of its own, "
                "such as [mistake.<key>].",
                path=str(path),
            )
        )
    return left


def _licences(content: Content) -> Iterator[tuple[str, bytes]]:
    """The licences, from the clone or from what is installed."""
    if content.repository is not None:
        for name in LICENCES:
            yield name, (content.repository / name).read_bytes()
        return
    for file in _installed().files or ():
        if file.name in LICENCES and ".dist-info" in str(file):
            yield file.name, Path(str(file.locate())).read_bytes()


def _installed() -> Distribution:
    try:
        return distribution("gradstep")
    except PackageNotFoundError as error:
        raise CourseError(
            words("gradstep is not installed here, only its files are: install it with pip first."),
            code=ExitCode.OUR_FAULT,
        ) from error


def _project(licences: Sequence[str]) -> str:
    """The pyproject.toml of the package: gradstep's own needs, without its extras."""
    known = _installed()
    needs = [need for need in known.requires or () if "extra ==" not in need]
    values = {
        "version": __version__,
        "description": json.dumps(known.metadata["Summary"], ensure_ascii=False),
        "python": json.dumps(known.metadata["Requires-Python"]),
        "license": json.dumps(known.metadata["License-Expression"]),
        "license_files": json.dumps(list(licences)),
        "dependencies": json.dumps(needs),
    }
    text = (TEMPLATE / "pyproject.toml.txt").read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text
