"""`course nbgrader init`: a course directory that nbgrader's own commands work in at once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from course.content import TEMPLATES
from course.errors import CourseError
from course.files import write_whole
from course.nbgrader import CONFIG
from course.notebook import cells
from course.notebook.build import KERNEL, dumps
from course.screen import Screen
from grader.words import words

TEMPLATE = TEMPLATES / "nbgrader"
EXCHANGE = "exchange"


def init_course(screen: Screen, folder: Path, name: str | None = None, pack: Path | None = None) -> Path:
    """Makes the course directory, for chapters of a pack too where one is named; the folder must be new or empty."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CourseError(
            words("{folder} is not empty; nothing was changed. Name a new folder.", folder=str(folder)),
            next_command=f"course nbgrader init {folder}-2",
        )
    course_id = name or re.sub(r"[^A-Za-z0-9_-]+", "-", folder.name).strip("-") or "course"
    for path, text in _files(screen.lang, course_id, pack):
        write_whole(folder / path, text)
    # The exchange is where students' own accounts put what they hand in; nbgrader refuses one that it cannot write.
    exchange = folder / EXCHANGE
    exchange.mkdir()
    exchange.chmod(0o777)
    screen.say(words("{folder} is a course directory of nbgrader's.", folder=str(folder)), "green")
    screen.say(words("{file} says that gradstep judges; students.csv is an example of a class list.", file=CONFIG))
    screen.next(f"course nbgrader build ch3 --root {folder}")
    return folder


def _files(lang: str, course_id: str, pack: Path | None) -> Iterator[tuple[str, str]]:
    config = (TEMPLATE / f"{CONFIG}.txt").read_text(encoding="utf-8")
    said = "" if pack is None else json.dumps(str(pack.absolute()))
    of_pack = f"# Chapters of your own.\nc.JudgeCells.pack = {said}\n\n" if said else "\n"
    yield CONFIG, config.replace("{course_id}", json.dumps(course_id)).replace("{pack}\n", of_pack)
    yield "students.csv", (TEMPLATE / "students.csv.txt").read_text(encoding="utf-8")
    yield "README.md", (TEMPLATE / f"README.{lang}.md.txt").read_text(encoding="utf-8")
    yield ".gitignore", (TEMPLATE / "gitignore.txt").read_text(encoding="utf-8")
    yield "source/header.ipynb", _header(lang)


def _header(lang: str) -> str:
    """The notebook that nbgrader puts above every assignment."""
    text = (TEMPLATE / f"header.{lang}.md.txt").read_text(encoding="utf-8").strip()
    listed = [cells.markdown("header", text), cells.code("header-name", 'NAME = ""\nCOLLABORATORS = ""')]
    about = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return dumps({"cells": listed, "metadata": about, "nbformat": 4, "nbformat_minor": 5})
