"""`from course import check`: judges what a notebook's cells define, and shows the result under the cell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.content import Content, find_content
from course.errors import CourseError
from course.language import language_of_environment, translator
from course.names import Target, find_target
from course.notebook.asked import Answer, Question
from course.notebook.guard import NotJudged, NotPassed, refusal, validating
from course.notebook.kernel import Place, Shown, cells_of, name_of, running_shell
from course.notebook.warm import WARM, Warm
from course.workspace import enclosing_workspace, language_of_workspace, pack_of_workspace
from grader.exports.plain import visible
from grader.spec import LANGUAGES
from grader.words import Words, words

if TYPE_CHECKING:
    from grader.notebook.document import Cell

PACK = "GRADSTEP_COURSE"
"""Names a folder with chapters of one's own for notebooks that lie in no workspace."""


def check(what: str, answer: object = None, *, seed: str | int | None = None, lang: str | None = None) -> None:
    """Judge an exercise as this notebook defines it, in the sandbox, and show what came of it.

    Args:
        what: the exercise, such as "ch3/mse_grad", or a whole chapter, "ch3".
        answer: the function or class to judge; what has the exercise's own name unless said.
        seed: the seed that an earlier check showed: the same inputs again.
        lang: "en" or "zh"; as the workspace or the environment has it unless said.

    Raises:
        NotJudged: nbgrader runs this cell by itself: nothing would be judged, and yet the cell would count.
        NotPassed: a student validates the notebook with nbgrader, and the exercise does not pass.
    """
    lang = lang if lang in LANGUAGES else language_of_workspace(Path()) or language_of_environment(os.environ)
    speak = translator(lang)
    if (refused := refusal()) is not None:
        raise NotJudged(refused.render(speak))
    shell, place = running_shell(), Place()
    if shell is None:
        none = words("check reads a notebook's cells, and this is none. In a terminal: course check {what}", what=what)
        print(none.render(speak))
        return
    try:
        question = ask(what, answer, shell, lang, None if seed is None else str(seed))
        place.show(Shown(_begun(question, WARM).render(speak)))
        found = WARM.ask(question)
    except CourseError as error:
        found = Answer(visible(error.words.render(speak)))
    place.show(Shown(found.plain, found.html))
    if validating() and not found.passed:
        raise NotPassed(found.plain)


def ask(what: str, answer: object, shell: Any, lang: str, seed: str | None) -> Question:
    """The question that a call means. Raises CourseError where it means nothing, or nothing is defined yet."""
    named = os.environ.get(PACK)
    pack = Path(named) if named else pack_of_workspace(Path())
    content: Content = find_content(pack)
    target = find_target(content, what)
    cells = [(cell.number, cell.text) for cell in [*cells_of(shell), *_named(target, answer, shell)]]
    workspace = enclosing_workspace(Path())
    return Question(
        chapter=target.chapter.key,
        only=tuple(exercise.name for exercise in target.exercises),
        cells=tuple(cells),
        lang=lang,
        seed=seed,
        course=None if pack is None else str(pack.absolute()),
        workspace=None if workspace is None else str(workspace.root),
    )


def _named(target: Target, answer: object, shell: Any) -> list[Cell]:
    """What gives the answer the exercise's name, where it has another. Raises CourseError where it has none."""
    from grader.notebook.document import Cell

    wanted = [name for exercise in target.exercises for name in exercise.names]
    if answer is None:
        missing = [name for name in wanted if name not in shell.user_ns]
        if missing and len(target.exercises) == 1:
            raise CourseError(
                words("{name} is not defined here yet: run the cell that defines it first.", name=missing[0])
            )
        return []
    if len(target.exercises) != 1:
        raise CourseError(words("With an answer, name one exercise, such as ch3/mse_grad."))
    own = next((name for name in wanted if shell.user_ns.get(name) is answer), None)
    name = own or name_of(answer, shell, wanted[0])
    if name is None:
        raise CourseError(words("Give the answer a name in the notebook first: its source is found by that."))
    return [] if name in wanted else [Cell(shell.execution_count, f"{wanted[0]} = {name}")]


def _begun(question: Question, warm: Warm) -> Words:
    what = question.only[0] if len(question.only) == 1 else question.chapter
    if warm.lives:
        return words("Checking {what} ...", what=what)
    return words("Checking {what} (loading torch) ...", what=what)
