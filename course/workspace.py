"""The learner's folder: where it is, which modules it holds, what it remembers."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.files import write_whole
from grader.spec import LANGUAGES, ChapterSpec
from grader.words import words

FORMAT_VERSION = 1
STATE = ".course"
EXERCISES = "exercises"
NOTEBOOKS = "notebooks"
_CHAPTER_FOLDER = re.compile(r"ch\d\d_\w+")


@dataclass(frozen=True)
class Workspace:
    """A folder that `course start` made, or a clone of the repository: exercises/ is edited, .course/ remembers."""

    root: Path

    @property
    def state(self) -> Path:
        """Progress, settings and backups."""
        return self.root / STATE

    @property
    def settings(self) -> Path:
        """The file that marks a workspace and holds its language."""
        return self.state / "workspace.json"

    @property
    def progress(self) -> Path:
        """The file that `Progress` reads and writes."""
        return self.state / "progress.json"

    @property
    def given(self) -> Path:
        """Everything as it was given, by the same places: what `course update` compares with."""
        return self.state / "given"

    @property
    def notebooks(self) -> bool:
        """Whether it holds a notebook a chapter, and not modules."""
        return self._setting("kind") == NOTEBOOKS

    @property
    def data(self) -> Path:
        """Where the learner's own code finds data sets."""
        return self.root / "data"

    def folder(self, chapter: ChapterSpec) -> Path:
        """The folder of a chapter's modules."""
        return self.root / EXERCISES / chapter.key

    def module(self, chapter: ChapterSpec, module: str) -> Path:
        """The file of a module."""
        return self.folder(chapter) / f"{module}.py"

    def notebook(self, chapter: ChapterSpec) -> Path:
        """The notebook of a chapter."""
        return self.folder(chapter) / f"{chapter.key}.ipynb"

    def language(self) -> str | None:
        """The workspace's own language; None where none is set or the setting cannot be read."""
        lang = self._setting("lang")
        return lang if lang in LANGUAGES else None

    def pack(self) -> Path | None:
        """The chapter pack that it was made with, if any."""
        folder = self._setting("course")
        return Path(folder) if folder is not None else None

    def _setting(self, name: str) -> str | None:
        try:
            value = json.loads(self.settings.read_text(encoding="utf-8")).get(name)
        except (OSError, ValueError, AttributeError):
            return None
        return value if isinstance(value, str) else None

    def write_settings(self, lang: str, pack: Path | None = None, *, notebooks: bool = False) -> None:
        """Marks the folder as a workspace that speaks `lang`, of the course's chapters and those of `pack`."""
        settings: dict[str, int | str] = {"format_version": FORMAT_VERSION, "lang": lang}
        if pack is not None:
            settings["course"] = str(pack.absolute())
        if notebooks:
            settings["kind"] = NOTEBOOKS
        write_whole(self.settings, json.dumps(settings, indent=2) + "\n")


def is_workspace(folder: Path) -> bool:
    """Whether `course start` made the folder, or it holds exercises/ with a chapter's folder in it."""
    if (folder / STATE / "workspace.json").is_file():
        return True
    exercises = folder / EXERCISES
    return exercises.is_dir() and any(_CHAPTER_FOLDER.fullmatch(path.name) for path in exercises.iterdir())


def enclosing_workspace(start: Path) -> Workspace | None:
    """The nearest workspace from a folder upwards."""
    start = start.absolute()
    for folder in (start, *start.parents):
        try:
            if is_workspace(folder):
                return Workspace(folder)
        except OSError:
            continue
    return None


def find_workspace(named: Path | None = None, near: Path | None = None) -> Workspace:
    """The workspace that --workspace names, else the one around `near` or the current folder."""
    if named is not None:
        if not named.is_dir() or not is_workspace(named):
            raise CourseError(
                words(
                    "{folder} is no workspace: it has neither {state} nor exercises/.", folder=str(named), state=STATE
                ),
                next_command=f"course start {named}",
            )
        return Workspace(named.absolute())
    for start in (near, Path.cwd()):
        if start is not None and (found := enclosing_workspace(start)) is not None:
            return found
    raise CourseError(
        words("There is no workspace here or in the folders above. Make one, or name yours with --workspace DIR."),
        next_command="course start gradstep",
    )


def language_of_workspace(start: Path) -> str | None:
    """The language of the workspace around a folder, where it has one."""
    try:
        found = enclosing_workspace(start)
    except OSError:
        return None
    return None if found is None else found.language()


def pack_of_workspace(start: Path) -> Path | None:
    """The chapter pack of the workspace around a folder, where it was made with one that is still there."""
    try:
        found = enclosing_workspace(start)
    except OSError:
        return None
    pack = None if found is None else found.pack()
    return pack if pack is not None and pack.is_dir() else None


def workspace_if_any(named: Path | None) -> Workspace | None:
    """The workspace that is named or around the current folder; None where none is named and none is found."""
    return find_workspace(named) if named is not None else enclosing_workspace(Path.cwd())
