"""docs/instructors.md, the class with nbgrader: its commands, word for word and in its order."""

from __future__ import annotations

import csv
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from course_directory import KEY, CourseDirectory, answered, cell_of, read

pytest.importorskip("nbgrader", reason="nbgrader is not installed")
DOCS = Path(__file__).resolve().parents[2] / "docs"
HEADING = "## A class with nbgrader, from beginning to end\n"
ELSEWHERE = ("python -m venv", ". .venv", "pip install", "jupyter lab")
"""What is done for these tests already, or is tried by others."""


def section() -> str:
    """The text of the walk."""
    return (DOCS / "instructors.md").read_text(encoding="utf-8").partition(HEADING)[2].partition("\n## ")[0]


def commands() -> Iterator[str]:
    """The commands of the walk without their comments."""
    for block in re.findall(r"```sh\n(.*?)```", section(), re.DOTALL):
        for line in block.splitlines():
            command = re.sub(r"\s+#.*$", "", line)
            if not command.startswith(ELSEWHERE):
                yield command


def hand_in(directory: CourseDirectory) -> None:
    """Two students' notebooks come into the exchange as `nbgrader submit` puts them there."""
    stub = read(directory.notebook("release"))
    solution = answered(stub, read(directory.notebook("source")))
    directory.submit("anna", solution)
    wrong = cell_of(solution, "mse_grad")
    wrong["source"] = wrong["source"].replace("/ pred.numel()", "/ pred.shape[0]")
    directory.submit("bashir", solution)
    inbound = directory.root / "exchange" / "my-class" / "inbound"
    for folder in sorted((directory.root / "submitted").glob(f"*/{KEY}")):
        name = f"{folder.parent.name}+{KEY}+2026-11-20 18:30:00.000000 UTC+abc"
        folder.rename(inbound / name)
        folder.parent.rmdir()


def test_the_walk_word_for_word(tmp_path: Path) -> None:
    """From an empty folder to released feedback and a table of scores."""
    home = tmp_path / "home"
    home.mkdir()
    here = CourseDirectory(tmp_path, home)
    run = []
    for command in commands():
        if command.startswith("cd "):
            here = CourseDirectory(here.root / command[3:], home)
            continue
        program, *arguments = shlex.split(command)
        if arguments[0] == "collect":
            hand_in(here)
        {"course": here.course, "nbgrader": here.nbgrader}[program](*arguments)
        run.append(f"{program} {arguments[0]}")
    assert run[-1] == "nbgrader export"
    assert {"course nbgrader", "course doctor", "nbgrader autograde", "nbgrader release_feedback"} <= set(run)
    with (here.root / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: (float(row["score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert scores == {"anna": (100, 100), "bashir": (60, 100), "chen": (0, 100)}
    assert len(list((here.root / "exchange/my-class/feedback").glob("*.html"))) == 2


def test_its_pictures_are_there() -> None:
    """With words for those who cannot see them."""
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", section())
    assert len(pictures) == 5
    for words, path in pictures:
        assert len(words.split()) > 5
        assert (DOCS / path).is_file()


def test_the_lines_of_the_configuration_are_those_of_the_package() -> None:
    """What the walk tells to add to an older course, init writes into a new one."""
    from course.content import TEMPLATES
    from course.nbgrader import CONFIG_LINES

    lines = re.search(r"```python\n(.*?)```", section(), re.DOTALL)
    assert lines is not None
    template = (TEMPLATES / "nbgrader" / "nbgrader_config.py.txt").read_text(encoding="utf-8")
    told = [line for line in lines[1].splitlines() if line]
    assert [line for line in told if line not in template] == []
    assert CONFIG_LINES[1] in told
