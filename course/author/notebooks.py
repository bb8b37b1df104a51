"""The rule that a chapter's modules get on in one notebook."""

from __future__ import annotations

from collections.abc import Iterator

from course.author.finding import Finding
from course.notebook.build import notebook
from grader.spec import LANGUAGES, ChapterSpec, SpecError
from grader.words import words


def check_notebook(chapter: ChapterSpec) -> Iterator[Finding]:
    """What keeps the chapter from being a notebook; what other rules find in its solutions is theirs to say."""
    if not chapter.has_solutions:
        return
    try:
        for lang in LANGUAGES:
            notebook(chapter, lang)
    except SpecError as error:
        yield Finding(chapter.key, words("as a notebook: {error}", error=str(error)))
    except (OSError, SyntaxError):
        return
