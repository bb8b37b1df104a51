"""What the search page reads: every section of every lesson, every exercise and every term, as one script."""

from __future__ import annotations

import json
from collections.abc import Iterator

from course.content import Content
from course.given import stub_in
from course.serve.links import Links
from course.serve.reading import Library
from course.stub import docstrings
from grader.exports.html import Voice
from grader.spec import ChapterSpec, ExerciseSpec
from grader.words import words


def index_script(content: Content, library: Library, links: Links, voice: Voice) -> str:
    """A script rather than JSON: a page that was opened from a disk may load one, and may fetch nothing."""
    entries = list(_entries(content, library, links, voice))
    text = json.dumps(entries, ensure_ascii=False, separators=(",", ":"))
    return f'"use strict";\nconst gradstepIndex = {text};\n'


def _entries(content: Content, library: Library, links: Links, voice: Voice) -> Iterator[dict[str, str]]:
    for chapter in content.chapters():
        lesson = library.lesson(chapter, links)
        text = chapter.text(links.lang)
        url, where = links.chapter(chapter), f"{chapter.number} · {text.title}"
        yield {"u": url, "c": where, "t": text.title, "x": text.summary}
        for section in lesson.sections:
            yield {"u": f"{url}#{section.anchor}", "c": where, "t": section.title, "x": section.text}
        for exercise in chapter.exercises:
            told = f"{text.exercise[exercise.name].title} · {_task(chapter, exercise, links.lang)}"
            yield {"u": links.exercise(chapter, exercise.name), "c": where, "t": exercise.name, "x": told}
    for term in library.terms():
        name = term.name(links.lang)
        other = term.name("en" if links.lang == "zh" else "zh")
        meaning = f"{term.meaning(links.lang)}" + (f" ({other})" if other != name else "")
        yield {"u": f"{links.glossary()}#term-{term.key}", "c": voice.say(words("Terms")), "t": name, "x": meaning}


def _task(chapter: ChapterSpec, exercise: ExerciseSpec, lang: str) -> str:
    """What the stub says is to be written, up to its example."""
    told = docstrings(stub_in(chapter, exercise.module, lang))
    task = " ".join(told.get(name, "").partition("Example:")[0] for name in exercise.names)
    return " ".join(task.split())
