"""`from course import milestone`: draws a chapter's milestone with what a notebook's cells define, under the cell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from course.content import find_content
from course.errors import CourseError
from course.files import write_whole
from course.language import language_of_environment, translator
from course.milestones.made import Made, make
from course.milestones.plan import picture
from course.milestones.show import required
from course.names import find_target
from course.notebook.check import PACK
from course.notebook.judge import THIS
from course.notebook.kernel import Place, Shown, cells_of, running_shell
from course.workspace import enclosing_workspace, language_of_workspace, pack_of_workspace
from grader.exports.plain import visible
from grader.notebook import from_cells
from grader.spec import LANGUAGES
from grader.submission import SubmissionError
from grader.words import words


def milestone(what: str, *, lang: str | None = None) -> None:
    """Draw a chapter's milestone with the functions and classes of this notebook, and show it.

    Args:
        what: the chapter, such as "ch4".
        lang: "en" or "zh"; as the workspace or the environment has it unless said.
    """
    lang = lang if lang in LANGUAGES else language_of_workspace(Path()) or language_of_environment(os.environ)
    speak = translator(lang)
    shell, place = running_shell(), Place()
    if shell is None:
        none = words(
            "milestone reads a notebook's cells, and this is none. In a terminal: course milestone {what}", what=what
        )
        print(none.render(speak))
        return
    try:
        place.show(Shown(words("Drawing the milestone of {what} (loading torch) ...", what=what).render(speak)))
        made = draw(what, shell, lang)
    except (SubmissionError, CourseError) as error:
        place.show(Shown(visible(error.words.render(speak))))
    else:
        place.show(Picture(made))


class Picture(Shown):
    """A picture with what there is to see in it."""

    def __init__(self, made: Made) -> None:
        super().__init__(f"{made.title}: {made.seen}")
        self._made = made

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        from base64 import b64encode
        from html import escape

        data = b64encode(self._made.png).decode()
        alt, seen = escape(f"{self._made.title}: {self._made.seen}"), escape(self._made.seen)
        html = f'<figure><img alt="{alt}" style="max-width: 100%" src="data:image/png;base64,{data}">'
        return {"text/plain": repr(self), "text/html": f"{html}<figcaption>{seen}</figcaption></figure>"}


def draw(what: str, shell: Any, lang: str) -> Made:
    """The milestone of a notebook's cells; kept in the workspace, where there is one. Raises CourseError."""
    named = os.environ.get(PACK)
    pack = Path(named) if named else pack_of_workspace(Path())
    content = find_content(pack)
    chapter = find_target(content, what).chapter
    found = required(chapter)
    submission = from_cells(cells_of(shell), chapter, THIS.render(translator(lang)))
    made = make(found, submission, lang, quiet=True)
    workspace = enclosing_workspace(Path())
    if workspace is not None:
        write_whole(picture(workspace, chapter), made.png)
    return made
