"""What a learner types (ch3, 3, ch03, ch3/mse_grad, path/to/mse.py) -> a chapter and the exercises meant."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from pathlib import Path

from course.content import Content
from course.errors import CourseError
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words

_NOTEBOOK = re.compile(r"ch(?:apter)?[\s_-]*0*(?P<number>\d{1,2})(?!\d)", re.IGNORECASE)
_NUMBER = re.compile(r"(?:ch)?0*(\d{1,2})", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """A chapter, whole or only some exercises; `module` where a module was named, `folder` where a path was."""

    chapter: ChapterSpec
    exercises: tuple[ExerciseSpec, ...] = ()
    module: str | None = None
    folder: Path | None = None

    @property
    def only(self) -> frozenset[str]:
        """The names of the exercises meant; empty for the whole chapter."""
        return frozenset(exercise.name for exercise in self.exercises)


def find_target(content: Content, name: str) -> Target:
    """What `name` means; CourseError with the nearest name where it means nothing."""
    if (found := _by_path(content, name)) is not None:
        return found
    head, _, tail = name.strip().strip("/").partition("/")
    chapter = find_chapter(content, head)
    return find_in_chapter(chapter, tail.removesuffix(".py")) if tail else Target(chapter)


def find_chapter(content: Content, name: str) -> ChapterSpec:
    """The chapter of that key, short name or number."""
    keys = content.chapter_keys()
    number = _NUMBER.fullmatch(name)
    for key in keys:
        if name.lower() == key or (number and int(number.group(1)) == int(key[2:4])):
            return content.chapter(key)
    raise _unknown_chapter(content, keys, name)


def find_in_chapter(chapter: ChapterSpec, name: str) -> Target:
    """The exercise of that name, else the exercises of the module of that name."""
    for exercise in chapter.exercises:
        if name == exercise.name or name in exercise.names:
            return Target(chapter, (exercise,))
    if name in chapter.modules:
        return module_target(chapter, name)
    known = [item.name for item in chapter.exercises] + list(chapter.modules)
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if near:
        message = words(
            "{chapter} has no exercise {name}. Did you mean {near}?", chapter=chapter.short, name=name, near=near[0]
        )
        raise CourseError(message, next_command=f"course check {chapter.short}/{near[0]}")
    listed = ", ".join(item.name for item in chapter.exercises)
    raise CourseError(
        words("{chapter} has no exercise {name}. It has: {listed}.", chapter=chapter.short, name=name, listed=listed),
        next_command=f"course check {chapter.short}",
    )


def module_target(chapter: ChapterSpec, module: str, folder: Path | None = None) -> Target:
    """The exercises of a module."""
    exercises = tuple(exercise for exercise in chapter.exercises if exercise.module == module)
    return Target(chapter, exercises, module, folder)


def _by_path(content: Content, name: str) -> Target | None:
    """A module's file, a notebook or a chapter's folder, wherever it lies; None where `name` is no path."""
    path = Path(name)
    if path.suffix.lower() == ".ipynb":
        return _notebook(content, path)
    if not path.exists():
        return _missing_file(content, path) if path.suffix == ".py" else None
    path = path.absolute()
    if path.is_dir():
        return Target(content.chapter(path.name), folder=path) if path.name in content.chapter_keys() else None
    chapter = content.chapter(path.parent.name) if path.parent.name in content.chapter_keys() else None
    if chapter is None or path.stem not in chapter.modules or path.suffix != ".py":
        raise CourseError(
            words("{path} is no module of a chapter: those lie in exercises/<chapter>/.", path=name),
            next_command="course list",
        )
    return module_target(chapter, path.stem, path.parent)


def _notebook(content: Content, path: Path) -> Target:
    """The chapter of a notebook, by the folder that it lies in or by its own name."""
    if not path.is_file():
        raise CourseError(words("There is no file {path}.", path=str(path)), next_command="course list")
    path = path.absolute()
    keys = content.chapter_keys()
    if path.parent.name in keys:
        return Target(content.chapter(path.parent.name), folder=path)
    match = _NOTEBOOK.match(path.stem)
    key = next((key for key in keys if match is not None and int(match["number"]) == int(key[2:4])), None)
    if key is None:
        raise CourseError(
            words("{path} does not say which chapter it is for; call it ch3.ipynb, say.", path=path.name),
            next_command="course list",
        )
    return Target(content.chapter(key), folder=path)


def _missing_file(content: Content, path: Path) -> Target | None:
    """A module's path at which nothing lies: the learner may have deleted it."""
    if path.parent.name not in content.chapter_keys():
        if path.parent == Path() or _NUMBER.fullmatch(path.parent.name) is None:
            raise CourseError(words("There is no file {path}.", path=str(path)), next_command="course list")
        return None
    chapter = content.chapter(path.parent.name)
    return module_target(chapter, path.stem, path.parent.absolute()) if path.stem in chapter.modules else None


def _unknown_chapter(content: Content, keys: list[str], name: str) -> CourseError:
    for key in keys:
        chapter = content.chapter(key)
        for exercise in chapter.exercises:
            if name in exercise.names:
                target = f"{chapter.short}/{name}"
                return CourseError(
                    words("{name} is an exercise of {chapter}: name both.", name=name, chapter=chapter.short),
                    next_command=f"course check {target}",
                )
    candidates = {spelling: f"ch{int(key[2:4])}" for key in keys for spelling in (f"ch{int(key[2:4])}", key, key[5:])}
    near = difflib.get_close_matches(name.lower(), candidates, n=1, cutoff=0.5)
    if near:
        return CourseError(
            words("There is no chapter {name}. Did you mean {near}?", name=name, near=candidates[near[0]]),
            next_command="course list",
        )
    return CourseError(words("There is no chapter {name}.", name=name), next_command="course list")
