"""A chapter -> an instructor's notebook for nbgrader: the lesson, answers with solution regions, tests with points.

The same content gives the same bytes. No hidden check enters it: a test cell names its exercise and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from course.language import translator
from course.notebook import cells, ids
from course.notebook.lesson import lesson_texts
from course.notebook.parts import Parts, parts_of
from course.stub import in_other_words
from grader.spec import ChapterSpec, ChapterText, SpecError, TaskSpec
from grader.words import Translate, words

FORMAT_VERSION = 1
NBFORMAT = (4, 5)
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
BEGIN_SCHEME = "=== BEGIN MARK SCHEME ==="
END_SCHEME = "=== END MARK SCHEME ==="

def notebook(chapter: ChapterSpec, lang: str) -> dict[str, Any]:
    """The notebook, as JSON has it; SpecError where the chapter's modules cannot share one."""
    sources = dict(chapter.given_sources)
    text = chapter.text(lang)
    if lang != "en":
        sources = {name: _said(source, name, text) for name, source in sources.items()}
    listed = list(_cells(chapter, text, lang, parts_of(chapter, sources)))
    for cell in listed:
        if ids.GOOD.fullmatch(cell["id"]) is None:
            raise SpecError(f"{chapter.key}: {cell['id']!r} can be no cell's id: 1 to 64 of A-Z a-z 0-9 _ -")
    about = {"format_version": FORMAT_VERSION, "chapter": chapter.key, "lang": lang}
    return {
        "cells": listed,
        "metadata": {"gradstep": about, "kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": NBFORMAT[0],
        "nbformat_minor": NBFORMAT[1],
    }


def dumps(built: dict[str, Any]) -> str:
    """The notebook's file, laid out as Jupyter does."""
    laid_out = [{**cell, "source": _lines(cell["source"])} for cell in built["cells"]]
    return json.dumps({**built, "cells": laid_out}, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def check_source(chapter: ChapterSpec, exercise: str, lang: str) -> str:
    """The code of a test cell."""
    language = "" if lang == "en" else f', lang="{lang}"'
    return f'from course import check\n\ncheck("{chapter.key}/{exercise}"{language})'


def _lines(source: str) -> list[str]:
    return source.splitlines(keepends=True)


def _said(source: str, module: str, text: ChapterText) -> str:
    words_of_stub = text.stub.get(module)
    return source if words_of_stub is None else in_other_words(source, words_of_stub)


def _cells(chapter: ChapterSpec, text: ChapterText, lang: str, parts: Parts) -> Iterator[cells.Cell]:
    translate = translator(lang)
    lesson = lesson_texts(chapter, lang)
    file = f"{chapter.modules[0]}.py"
    about = words(
        "**This notebook** holds the lesson and, below it, the exercises. Write each answer in its own cell, in the "
        "place of the line that raises `NotImplementedError`, and run the cell; then run the cell under it, which "
        "checks your answer. Where the lesson speaks of files such as `{file}`, these are cells here: nothing has to "
        "be imported from them. Add cells wherever you like; leave those that check where they are.",
        file=file,
    ).render(translate)
    for number, part in enumerate([lesson[0], about, *lesson[1:]], 1):
        yield cells.markdown(ids.lesson_id(number), part)
    yield cells.markdown("exercises-title", f"## {words('Exercises').render(translate)}")
    yield cells.code(ids.SETUP, "\n".join(parts.imports) or "pass", nbgrader=cells.given(ids.SETUP))
    yield from _exercises(chapter, text, lang, parts)
    for task in chapter.tasks:
        yield from _task(task, text, translate)


def _exercises(chapter: ChapterSpec, text: ChapterText, lang: str, parts: Parts) -> Iterator[cells.Cell]:
    translate = translator(lang)
    begun: set[str] = set()
    for number, exercise in enumerate(chapter.exercises, 1):
        if exercise.module not in begun and exercise.module in parts.given:
            cell_id = ids.given_id(exercise.module)
            yield cells.code(cell_id, parts.given[exercise.module], nbgrader=cells.given(cell_id))
        begun.add(exercise.module)
        entry = text.exercise.get(exercise.name)
        said = words("{number}. `{exercise}`: {title}", number=number, exercise=exercise.name,
                     title=entry.title if entry else "").render(translate)  # fmt: skip
        points = words("{points} points", points=exercise.points)
        if exercise.optional:
            points = words("optional, without points")
        yield cells.markdown(f"{exercise.name}-title", f"### {said}\n\n{points.render(translate)}")
        told = {"exercise": exercise.name, "module": exercise.module}
        answer, test = ids.answer_id(exercise.name), ids.check_id(exercise.name)
        yield cells.code(answer, parts.answers[exercise.name], gradstep=told, nbgrader=cells.answer(answer))
        source = check_source(chapter, exercise.name, lang)
        # nbgrader knows nothing optional: what it does not count is judged all the same, and totals agree everywhere.
        known = cells.given(test) if exercise.optional else cells.test(test, exercise.points)
        yield cells.code(test, source, nbgrader=known)


def _task(task: TaskSpec, text: ChapterText, translate: Translate) -> Iterator[cells.Cell]:
    said, scheme = text.task.get(task.name), text.scheme.get(task.name)
    if said is None or scheme is None:
        raise SpecError(f"task {task.name}: its words or its mark scheme are missing")
    points = words("{points} points", points=task.points).render(translate)
    asked = f"### {said.title}\n\n{points}\n\n{said.question.strip()}"
    source = f"{asked}\n\n{BEGIN_SCHEME}\n\n{scheme.strip()}\n\n{END_SCHEME}"
    cell_id = ids.task_id(task.name)
    yield cells.markdown(cell_id, source, nbgrader=cells.task(cell_id, task.points))
    answer = words("*Write your answer here.*").render(translate)
    yield cells.markdown(ids.task_answer_id(task.name), answer, gradstep={"task": task.name})
