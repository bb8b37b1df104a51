"""A course directory made by `course nbgrader init` and `build`, and nbgrader's real commands in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

KEY = "ch03_linear_regression"
HANDED_IN = "2026-11-20 18:30:00.000000 UTC"
ENVIRONMENT = ("NBGRADER_EXECUTION", "LANGUAGE", "LC_ALL", "LC_MESSAGES")


def installed() -> Path:
    """Where Jupyter's own files were installed to; the environment may see its packages from another one."""
    spec = find_spec("nbconvert")
    assert spec is not None
    assert spec.origin is not None
    folders = (folder for folder in Path(spec.origin).parents if (folder / "share/jupyter").is_dir())
    return next(folders, Path(sys.prefix))


def environment(home: Path) -> dict[str, str]:
    """Of a user with a home of their own who has activated the environment: nbgrader runs `alembic` from PATH."""
    kept = {name: value for name, value in os.environ.items() if name not in ENVIRONMENT and "JUPYTER" not in name}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    kept["JUPYTER_PATH"] = str(installed() / "share/jupyter")
    return {**kept, "PATH": path, "HOME": str(home), "LANG": "C.UTF-8", "IPYTHONDIR": str(home / "ipython")}


@dataclass(frozen=True)
class CourseDirectory:
    """Its root, and the home of whoever works in it."""

    root: Path
    home: Path

    def python(self, *arguments: str, cwd: Path | None = None, fails: bool = False, **env: str) -> str:
        """Runs Python in it; everything it says. It must end well, or, with `fails`, must not."""
        done = subprocess.run(
            [sys.executable, "-P", *arguments],
            cwd=cwd or self.root,
            env={**environment(self.home), **env},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (done.returncode != 0) == fails, done.stdout
        return done.stdout

    def nbgrader(self, *command: str, **settings: Any) -> str:
        """One of nbgrader's own commands."""
        return self.python("-m", "nbgrader", *command, **settings)

    def course(self, *command: str, **settings: Any) -> str:
        """One of ours."""
        return self.python("-m", "course", *command, **settings)

    def notebook(self, folder: str, key: str = KEY) -> Path:
        """The notebook in source/, release/, submitted/anna/ and the like."""
        return self.root / folder / key / f"{key}.ipynb"

    def submit(self, student: str, notebook: dict[str, Any], key: str = KEY) -> None:
        """Puts a notebook where nbgrader looks for what a student handed in."""
        path = self.notebook(f"submitted/{student}", key)
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        # nbgrader releases no feedback without what its own `submit` puts beside a notebook.
        path.with_name("timestamp.txt").write_text(HANDED_IN)
        path.with_name("submission_secret.txt").write_text(f"{student}+{key}+secret")


def read(path: Path) -> dict[str, Any]:
    """A notebook; the sources of its cells as text."""
    given = json.loads(path.read_text(encoding="utf-8"))
    for cell in given["cells"]:
        cell["source"] = "".join(cell["source"])
    return given


def cell_of(notebook: dict[str, Any], cell_id: str) -> dict[str, Any]:
    """The cell of that id."""
    return next(cell for cell in notebook["cells"] if cell.get("id") == cell_id)


def answered(released: dict[str, Any], source: dict[str, Any]) -> dict[str, Any]:
    """The released notebook with the solution in every answer cell, as a student would have written it."""
    filled = json.loads(json.dumps(released))
    for cell in filled["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = cell_of(source, cell["id"])["source"]
    return filled


def made(folder: Path, *init: str) -> CourseDirectory:
    """A new course directory in a folder."""
    home = folder / "home"
    home.mkdir(parents=True)
    outside = CourseDirectory(folder, home)
    outside.course("nbgrader", "init", "my-class", *init)
    return CourseDirectory(folder / "my-class", home)


def copied(directory: CourseDirectory, folder: Path) -> CourseDirectory:
    """The course directory once more, to be changed by one test."""
    shutil.copytree(directory.root.parent, folder, dirs_exist_ok=True)
    return CourseDirectory(folder / directory.root.name, folder / "home")
