"""A class of every kind, autograded once by nbgrader's own command and once by ours."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from nbgrader_class import ARITH, KINDS
from nbgrader_course import KEY, CourseDir, environment, make_course, write_pack


@dataclass(frozen=True)
class Done:
    """A course directory after a command, and what that said."""

    course: CourseDir
    said: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session", autouse=True)
def programs() -> Iterator[None]:
    """nbgrader starts alembic by its name: this Python's programs come first."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", environment()["PATH"])
        yield


@pytest.fixture(scope="session")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny chapter."""
    return write_pack(tmp_path_factory.mktemp("pack") / "tiny")


@pytest.fixture(scope="session")
def handed_in(pack: Path, tmp_path_factory: pytest.TempPathFactory) -> CourseDir:
    """One submission of each kind; nobody has autograded them yet. Not to be changed: copy it."""
    made = make_course(tmp_path_factory.mktemp("handed_in") / "course", pack)
    # nbgrader lays the instructor's files over the student's of the same name.
    (made.root / "source" / KEY / "arith.py").write_text(ARITH, encoding="utf-8")
    for name, kind in KINDS.items():
        kind.hand_in(made, name)
    return made


@pytest.fixture(scope="session")
def by_nbgrader(handed_in: CourseDir, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """`nbgrader autograde` over all of them."""
    course = handed_in.copy(tmp_path_factory.mktemp("nbgrader") / "course")
    return Done(course, course.program("autograde", KEY))


@pytest.fixture(scope="session")
def by_course(handed_in: CourseDir, tmp_path_factory: pytest.TempPathFactory) -> Done:
    """`course nbgrader autograde` over all of them."""
    course = handed_in.copy(tmp_path_factory.mktemp("ours") / "course")
    return Done(course, course.course("nbgrader", "autograde", KEY, "--jobs", "2"))
