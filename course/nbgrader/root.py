"""nbgrader's course directory, and what its nbgrader_config.py says about who judges."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.nbgrader import CONFIG, JUDGE
from grader.words import words


def find_root(named: Path | None = None) -> Path:
    """The course directory that is named, else the one around the current folder. Raises CourseError."""
    root = named.absolute() if named is not None else enclosing_root(Path.cwd())
    if root is None:
        raise CourseError(
            words("There is no {file} here or in the folders above: name the course directory by --root.", file=CONFIG),
            next_command="course nbgrader init my-class",
        )
    if not (root / CONFIG).is_file():
        raise CourseError(
            words("{folder} is no course directory of nbgrader's: it has no {file}.", folder=str(root), file=CONFIG),
            next_command=f"course nbgrader init {root}",
        )
    return root


def enclosing_root(start: Path) -> Path | None:
    """The nearest folder with an nbgrader_config.py, from one upwards."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if (folder / CONFIG).is_file()), None)


def configured(root: Path) -> Any:
    """The configuration that nbgrader reads in that folder; runs nbgrader_config.py, as every command of nbgrader does.

    Raises ImportError where traitlets is not installed, and whatever the file itself raises.
    """
    from traitlets.config.loader import PyFileConfigLoader

    here = Path.cwd()
    os.chdir(root)
    try:
        return PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    finally:
        os.chdir(here)


def judges(config: Any) -> bool:
    """Whether autograding asks our judge, and runs no student's code beside it."""
    listed = config.Autograde.get("autograde_preprocessors", [])
    names = [item if isinstance(item, str) else f"{item.__module__}.{item.__qualname__}" for item in listed]
    return JUDGE in names and not any(name.endswith(".Execute") for name in names)
