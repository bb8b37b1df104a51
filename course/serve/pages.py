"""The pages of the course, filled: the path, a lesson, the terms, the search. The book is made of the same ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from course.checking import in_order
from course.content import Content
from course.language import translator
from course.milestones.plan import has_milestone, picture
from course.progress import Progress
from course.serve.code import numbered
from course.serve.links import Links
from course.serve.reading import Library
from course.serve.source import file_of
from course.serve.standing import Standing, of_chapter, of_exercise
from course.workspace import Workspace
from grader.exports.html import Voice, environment
from grader.results import ScoreReport
from grader.spec import LANGUAGES, ChapterSpec, ExerciseSpec
from grader.words import Words

TEMPLATES = Path(__file__).with_name("templates")
NAMES = {"en": "English", "zh": "中文"}


@dataclass(frozen=True)
class Learner:
    """What is known of the learner: progress, the reports of chapters that were judged here, where their files are."""

    progress: Progress = field(default_factory=Progress)
    reports: Mapping[str, ScoreReport] = field(default_factory=dict)
    workspace: Workspace | None = None

    def of(self, chapter: ChapterSpec, exercise: ExerciseSpec) -> Standing:
        """Where the learner is with an exercise."""
        known = self.progress.of(chapter.key, exercise.name)
        return of_exercise(exercise, self.reports.get(chapter.key), known)


@dataclass(frozen=True)
class Frame:
    """What stands around a page: its language, the links, the same page in other languages, what makes it live.

    `learner` is None in the book; `key` is what a page sends with what it asks to be done.
    """

    links: Links
    elsewhere: Mapping[str, str]
    learner: Learner | None = None
    key: str = ""
    chapter: str = ""

    @property
    def voice(self) -> Voice:
        """The language that the page speaks."""
        return Voice(self.links.lang, translator(self.links.lang))

    @property
    def languages(self) -> list[tuple[str, str, str]]:
        """The other languages: their tag, their own name, and this page in them."""
        return [
            (replace(self.voice, lang=lang).tag, NAMES[lang], self.elsewhere[lang])
            for lang in LANGUAGES
            if lang != self.links.lang
        ]


def fill(template: str, frame: Frame, **values: Any) -> str:
    """A template of ours filled."""
    voice = frame.voice
    page = environment(TEMPLATES).get_template(template)
    return page.render(voice=voice, say=voice.say, frame=frame, links=frame.links, **values)


def overview(content: Content, frame: Frame) -> str:
    """The path: every chapter with what it needs and how far the learner is; where to go on."""
    chapters = [chapter_row(content, chapter, frame) for chapter in content.chapters()]
    done = sum(row["passed"] for row in chapters)
    every = sum(row["all"] for row in chapters)
    return fill(
        "overview.html", frame, chapters=chapters, done=done, all=every, onward=onward(content, frame),
        share=100 * done // every if every else 0,
    )  # fmt: skip


def chapter_row(content: Content, chapter: ChapterSpec, frame: Frame) -> dict[str, Any]:
    """A chapter on the path."""
    text, learner = chapter.text(frame.links.lang), frame.learner or Learner()
    standing = of_chapter(chapter, learner.reports.get(chapter.key), learner.progress)
    known = set(content.chapter_keys())
    return {
        "key": chapter.key,
        "number": chapter.number,
        "title": text.title,
        "summary": text.summary,
        "url": frame.links.chapter(chapter),
        "passed": standing.passed,
        "all": standing.all,
        "optional": len(chapter.exercises) - standing.all,
        "kind": standing.kind,
        "share": standing.share,
        "milestone": _milestone(chapter, frame) if standing.passed == standing.all else None,
        "needs": [_named(content.chapter(key), frame) for key in chapter.requires if key in known],
    }


def _milestone(chapter: ChapterSpec, frame: Frame) -> dict[str, str] | None:
    """What a full chapter ends in: its title and, as far as the learner has come, the command or the picture."""
    learner = frame.learner
    if learner is None or learner.workspace is None or not has_milestone(chapter):
        return None
    drawn = picture(learner.workspace, chapter)
    return {
        "title": chapter.text(frame.links.lang).milestone.get("title", ""),
        "command": f"course milestone {chapter.short}",
        # Only the server has learners; it alone has this address.
        "picture": f"/milestones/{chapter.key}?{drawn.stat().st_mtime_ns}" if drawn.is_file() else "",
    }


def onward(content: Content, frame: Frame, after: ChapterSpec | None = None) -> dict[str, str] | None:
    """The exercise that comes next of those that do not pass, as `course check` has it; None where all do."""
    learner = frame.learner or Learner()
    for chapter, exercise in in_order(content, after):
        if learner.of(chapter, exercise).kind != "passed":
            title = _title(chapter, exercise, frame)
            name = f"{chapter.short}/{exercise.name}"
            return {"name": name, "title": title, "url": frame.links.exercise(chapter, exercise.name)}
    return None


def exercise_rows(chapter: ChapterSpec, frame: Frame) -> list[dict[str, Any]]:
    """The exercises of a chapter with their states."""
    learner = frame.learner or Learner()
    rows = []
    for exercise in chapter.exercises:
        standing = learner.of(chapter, exercise)
        rows.append(
            {
                "name": exercise.name,
                "title": _title(chapter, exercise, frame),
                "url": frame.links.exercise(chapter, exercise.name),
                "command": f"course check {chapter.short}/{exercise.name}",
                "file": file_of(learner.workspace, chapter, exercise),
                "points": exercise.points,
                "optional": exercise.optional,
                "kind": standing.kind,
                "mark": standing.mark,
                "state": frame.voice.say(standing.state),
            }
        )
    return rows


def lesson(content: Content, library: Library, chapter: ChapterSpec, frame: Frame) -> str:
    """A chapter: its lesson, its exercises, the terms that it uses."""
    keys = content.chapter_keys()
    at = keys.index(chapter.key)
    read = library.lesson(chapter, frame.links)
    return fill(
        "lesson.html",
        frame,
        chapter=chapter_row(content, chapter, frame),
        lesson=read,
        outline=[section for section in read.sections if section.level == 2],
        exercises=exercise_rows(chapter, frame),
        terms=_terms(library, frame, frozenset(read.terms)),
        before=_named(content.chapter(keys[at - 1]), frame) if at else None,
        after=_named(content.chapter(keys[at + 1]), frame) if at + 1 < len(keys) else None,
    )


def glossary(library: Library, frame: Frame) -> str:
    """Every term in both languages."""
    return fill("glossary.html", frame, terms=_terms(library, frame))


def file_page(frame: Frame, name: str, text: str) -> str:
    """A file of the learner's, as it is now."""
    return fill("file.html", frame, name=name, lines=numbered(text))


def search(frame: Frame) -> str:
    """The page that searches lessons and terms."""
    return fill("search.html", frame)


def refused(frame: Frame, reason: Words, status: int) -> str:
    """Why there is no page."""
    return fill("refused.html", frame, reason=frame.voice.say(reason), status=status)


def _terms(library: Library, frame: Frame, only: frozenset[str] | None = None) -> list[dict[str, str]]:
    lang = frame.links.lang
    other = "en" if lang == "zh" else "zh"
    found = [term for term in library.terms() if only is None or term.key in only]
    return [
        {
            "key": term.key,
            "name": term.name(lang),
            "twin": term.name(other) if term.name(other) != term.name(lang) else "",
            "twin_tag": replace(frame.voice, lang=other).tag,
            "meaning": term.meaning(lang),
        }
        for term in found
    ]


def _named(chapter: ChapterSpec, frame: Frame) -> dict[str, Any]:
    title = chapter.text(frame.links.lang).title
    return {"number": chapter.number, "title": title, "url": frame.links.chapter(chapter)}


def _title(chapter: ChapterSpec, exercise: ExerciseSpec, frame: Frame) -> str:
    return chapter.text(frame.links.lang).exercise[exercise.name].title
