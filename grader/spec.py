"""A chapter's files, parsed once into frozen values: chapter.toml and the words of text.<lang>.toml."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from grader.words import Translate, Words

FORMAT_VERSION = 1
LANGUAGES = ("en", "zh")
KEY = re.compile(r"ch[0-9]{2}_[a-z0-9_]+")

SHADOWING = sys.stdlib_module_names | {"torch", "torchvision", "numpy", "pytest", "grader", "course"}

T = TypeVar("T")


class DatasetMissing(Exception):
    """A data set that a suite asks for is not here; never a verdict."""

    def __init__(self, message: Words) -> None:
        super().__init__(message.render())
        self.words = message


class SpecError(Exception):
    """An author's error: a chapter's file does not say what it must; names the file and the key."""


@dataclass(frozen=True)
class ContentTree:
    """The folders that hold chapters; each contains one folder a chapter, named by the chapter's key."""

    chapters: Path
    solutions: Path
    exercises: Path
    suites: Path

    def keys(self) -> list[str]:
        """The keys of every chapter there is, in their order."""
        return sorted(path.parent.name for path in self.chapters.glob("ch*/chapter.toml"))


@dataclass(frozen=True)
class ExerciseSpec:
    """One exercise: a function or class (or several, see `defines`) that the learner writes."""

    name: str
    module: str
    points: int
    optional: bool = False
    needs: tuple[str, ...] = ()
    defines: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The functions and classes that make the exercise."""
        return self.defines or (self.name,)


@dataclass(frozen=True)
class TaskSpec:
    """A question that people answer in words and people grade; no check knows it, and it is in notebooks only."""

    name: str
    points: int


@dataclass(frozen=True)
class TaskText:
    """A question's words in one language; both are Markdown."""

    title: str
    question: str


@dataclass(frozen=True)
class ExerciseText:
    """An exercise's words in one language."""

    title: str
    hints: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class StubText:
    """A stub's words in another language than English."""

    doc: str = ""
    docs: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ChapterText:
    """A chapter's words in one language."""

    title: str
    summary: str
    exercise: Mapping[str, ExerciseText]
    mistake: Mapping[str, str]
    check: Mapping[str, str]
    stub: Mapping[str, StubText]
    sentence: Mapping[str, str] = field(default_factory=dict)
    task: Mapping[str, TaskText] = field(default_factory=dict)
    scheme: Mapping[str, str] = field(default_factory=dict)
    milestone: Mapping[str, str] = field(default_factory=dict)

    def speaking(self, translate: Translate) -> Translate:
        """`translate`, which also knows the sentences of the chapter's own suite."""
        return lambda template: self.sentence.get(template) or translate(template)


@dataclass(frozen=True)
class ChapterSpec:
    """A chapter: its key, its exercises in order, what it needs, and where its files lie."""

    key: str
    tree: ContentTree
    exercises: tuple[ExerciseSpec, ...]
    requires: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    call_seconds: float = 10.0
    chapter_seconds: float = 60.0
    capabilities: frozenset[str] = frozenset()
    warm: tuple[str, ...] = ()
    tasks: tuple[TaskSpec, ...] = ()
    suite_seconds: float = 3.0
    slow: Mapping[str, str] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """3 for ch03_linear_regression."""
        return int(self.key[2:4])

    @property
    def short(self) -> str:
        """What a learner types: ch3."""
        return f"ch{self.number}"

    @property
    def folder(self) -> Path:
        """Where chapter.toml, the lessons and the texts lie."""
        return self.tree.chapters / self.key

    @property
    def solutions(self) -> Path:
        """Where the solution's modules lie."""
        return self.tree.solutions / self.key

    @property
    def suite(self) -> Path:
        """Where the hidden suite, its mistakes and its alternatives lie."""
        return self.tree.suites / self.key

    @property
    def suite_file(self) -> Path:
        """The hidden suite."""
        return self.suite / f"test_ch{self.key[2:4]}.py"

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules that are taken from a submission, in the order of their first exercise."""
        return tuple(dict.fromkeys(exercise.module for exercise in self.exercises))

    def exercise(self, name: str) -> ExerciseSpec:
        """The exercise of that name; KeyError where there is none."""
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)

    def variants(self, folder: str, exercise: str) -> list[Path]:
        """The files of `mistakes/` or `alternatives/` that belong to an exercise."""
        return sorted((self.suite / folder).glob(f"{exercise}__*.py"))

    @property
    def has_solutions(self) -> bool:
        """Whether the solution is here: a class's package comes without."""
        return self.solutions.is_dir()

    @property
    def has_mistakes(self) -> bool:
        """Whether known mistakes are here: a class's package comes without."""
        return (self.suite / "mistakes").is_dir()

    @cached_property
    def given_sources(self) -> dict[str, str]:
        """What holds the code that a learner is given: the solution, whose marks say what is not, else the stubs."""
        if self.has_solutions:
            return self.solution_sources
        stubs = {name: self.tree.exercises / self.key / f"{name}.py" for name in self.modules}
        return {name: path.read_text(encoding="utf-8") for name, path in stubs.items() if path.is_file()}

    @cached_property
    def solution_sources(self) -> dict[str, str]:
        """The solution's modules by name; SpecError where a package came without them."""
        if not self.has_solutions:
            raise SpecError(f"{self.solutions}: the solutions are not in this package")
        return {name: (self.solutions / f"{name}.py").read_text(encoding="utf-8") for name in self.modules}

    @cached_property
    def _texts(self) -> dict[str, ChapterText]:
        return {}

    def text(self, lang: str) -> ChapterText:
        """The chapter's words in `lang`."""
        if lang not in self._texts:
            self._texts[lang] = load_text(self.folder / f"text.{lang}.toml")
        return self._texts[lang]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SpecError(f"{path}: {error}") from error


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_text_table(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


_KINDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "str": (lambda value: isinstance(value, str), "a text"),
    "int": (lambda value: type(value) is int, "a whole number"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "float": (lambda value: type(value) in (int, float), "a number"),
    "tuple[str, ...]": (_is_texts, "a list of texts"),
    "Mapping[str, str]": (_is_text_table, "a table of texts"),
}
"""What TOML must hold for a field's annotation, and how that is called."""


def _table(value: object, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SpecError(f"{where}: a table was expected")
    return value


def _build(kind: type[T], given_table: object, where: str, **given: object) -> T:
    """A dataclass from a TOML table: lists become tuples; unknown, missing or mistyped keys are errors."""
    table = _table(given_table, where)
    known = {item.name: str(item.type) for item in fields(kind) if item.name not in given}  # type: ignore[arg-type]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise SpecError(f"{where}: unknown key {unknown[0]!r}")
    for name, value in table.items():
        good, called = _KINDS[known[name]]
        if not good(value):
            raise SpecError(f"{where}: {name} must be {called}")
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in table.items()}
    try:
        return kind(**{**values, **given})
    except TypeError as error:
        raise SpecError(f"{where}: {error}") from error


def load_chapter(tree: ContentTree, key: str) -> ChapterSpec:
    """The chapter of that key; SpecError names what its chapter.toml says wrongly."""
    if not KEY.fullmatch(key):
        raise SpecError(f"{key!r} is no chapter's key, such as ch03_linear_regression")
    path = tree.chapters / key / "chapter.toml"
    table = _read(path)
    version = table.pop("format_version", None)
    if version != FORMAT_VERSION:
        raise SpecError(f"{path}: format_version must be {FORMAT_VERSION}, not {version!r}")
    listed = table.pop("exercise", [])
    if not isinstance(listed, list) or not listed:
        raise SpecError(f"{path}: no [[exercise]]")
    exercises = tuple(_build(ExerciseSpec, item, f"{path}: exercise {at}") for at, item in enumerate(listed, 1))
    _check_exercises(path, exercises)
    tasks = _tasks(path, table.pop("task", []), exercises)
    capabilities = table.pop("capabilities", [])
    if not _is_texts(capabilities):
        raise SpecError(f"{path}: capabilities must be a list of texts")
    spec = _build(
        ChapterSpec, table, str(path), key=key, tree=tree, exercises=exercises, tasks=tasks,
        capabilities=frozenset(capabilities),
    )  # fmt: skip
    if min(spec.call_seconds, spec.chapter_seconds) <= 0:
        raise SpecError(f"{path}: call_seconds and chapter_seconds must be above 0")
    if spec.suite_seconds <= 0:
        raise SpecError(f"{path}: suite_seconds must be above 0")
    return spec


def _check_exercises(path: Path, exercises: tuple[ExerciseSpec, ...]) -> None:
    seen: set[str] = set()
    for exercise in exercises:
        where = f"{path}: {exercise.name}"
        if not all(name.isidentifier() for name in (exercise.name, exercise.module, *exercise.names)):
            raise SpecError(f"{where}: name, module and defines must be Python identifiers")
        if exercise.module in SHADOWING:
            raise SpecError(f"{where}: a module called {exercise.module} would hide the real one")
        if exercise.name in seen:
            raise SpecError(f"{where}: twice")
        if exercise.points <= 0:
            raise SpecError(f"{where}: points must be a whole number above 0")
        for need in exercise.needs:
            if need not in seen:
                raise SpecError(f"{where}: needs {need!r}, which is no earlier exercise")
        seen.add(exercise.name)


def _tasks(path: Path, listed: object, exercises: tuple[ExerciseSpec, ...]) -> tuple[TaskSpec, ...]:
    """The [[task]] tables; their names are identifiers that nothing else in the chapter has."""
    if not isinstance(listed, list):
        raise SpecError(f"{path}: task must be a list of tables: [[task]]")
    tasks = tuple(_build(TaskSpec, item, f"{path}: task {at}") for at, item in enumerate(listed, 1))
    taken = {name for exercise in exercises for name in (exercise.name, *exercise.names)}
    for task in tasks:
        if not task.name.isidentifier() or task.name in taken:
            raise SpecError(f"{path}: {task.name}: a task's name must be a Python identifier that stands once")
        if task.points <= 0:
            raise SpecError(f"{path}: {task.name}: points must be a whole number above 0")
        taken.add(task.name)
    return tasks


def load_text(path: Path) -> ChapterText:
    """The words of a text.<lang>.toml."""
    table = _read(path)

    def each(name: str, kind: type[Any]) -> dict[str, Any]:
        entries = _table(table.pop(name, {}), f"{path}: {name}")
        return {key: _build(kind, value, f"{path}: {name}.{key}") for key, value in entries.items()}

    def words_of(name: str) -> dict[str, str]:
        said: dict[str, str] = {}
        for key, value in _table(table.pop(name, {}), f"{path}: {name}").items():
            if not _is_text_table(value) or set(value) != {"words"}:
                raise SpecError(f"{path}: {name}.{key}: words alone must stand here")
            said[key] = value["words"]
        return said

    exercise, stub, task = each("exercise", ExerciseText), each("stub", StubText), each("task", TaskText)
    mistake, scheme = words_of("mistake"), words_of("scheme")
    check = table.pop("check", {})
    if not _is_text_table(check):
        raise SpecError(f"{path}: check must be a table of texts")
    return _build(
        ChapterText, table, str(path), exercise=exercise, mistake=mistake, check=check, stub=stub, task=task,
        scheme=scheme,
    )  # fmt: skip
