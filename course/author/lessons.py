"""Rules for lessons: long enough, and the same headings, code, formulas and figures in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from course.author.finding import Finding
from grader.spec import LANGUAGES, ChapterSpec
from grader.words import words

LEAST_WORDS, LEAST_CHARACTERS = 1_500, 2_500
_FENCE = re.compile(r"^(```|~~~)(.*?)\n(.*?)^\1\s*$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"`[^`\n]+`")
_DISPLAY = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_INLINE = re.compile(r"(?<![\\$])\$(?!\s)([^$\n]+?)(?<!\s)\$(?!\d)")
_HEADING = re.compile(r"^(#{1,6})\s+\S", re.MULTILINE)
_FIGURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)")
_TEXT = re.compile(r"\\(text|mathrm|operatorname)\{[^{}]*\}")


@dataclass(frozen=True)
class Lesson:
    """What must be the same in both languages (inline formulas however often they are named), and the prose."""

    headings: tuple[int, ...]
    code: tuple[str, ...]
    formulas: tuple[str, ...]
    inline: frozenset[str]
    figures: tuple[str, ...]
    prose: str


def read_lesson(markdown: str) -> Lesson:
    """The parts of a lesson; comments in code and words in formulas may differ between the languages."""
    code = tuple(_without_comments(match.group(3)) for match in _FENCE.finditer(markdown))
    prose = _FENCE.sub("", markdown)
    without_code = _INLINE_CODE.sub("", prose)
    rest = _DISPLAY.sub("", without_code)
    return Lesson(
        headings=tuple(len(match.group(1)) for match in _HEADING.finditer(prose)),
        code=code,
        formulas=tuple(_wordless(match.group(1)) for match in _DISPLAY.finditer(without_code)),
        inline=frozenset(_wordless(match.group(1)) for match in _INLINE.finditer(rest)),
        figures=tuple(match.group(1) for match in _FIGURE.finditer(prose)),
        prose=_INLINE.sub("", rest),
    )


def check_lessons(chapter: ChapterSpec) -> Iterator[Finding]:
    """Every rule for lesson.<lang>.md."""
    lessons = {}
    for lang in LANGUAGES:
        path = chapter.folder / f"lesson.{lang}.md"
        if path.is_file():
            lessons[lang] = read_lesson(path.read_text(encoding="utf-8"))
        else:
            yield Finding(chapter.key, words("there is no {file}", file=path.name))
    for lang, lesson in lessons.items():
        yield from _length(chapter, lang, lesson)
        for figure in lesson.figures:
            if "://" not in figure and not (chapter.folder / figure).is_file():
                yield Finding(f"{chapter.key} lesson.{lang}.md", words("the figure {file} is missing", file=figure))
    if len(lessons) == len(LANGUAGES):
        yield from _same(chapter, lessons["en"], lessons["zh"])


def _length(chapter: ChapterSpec, lang: str, lesson: Lesson) -> Iterator[Finding]:
    where = f"{chapter.key} lesson.{lang}.md"
    if lang == "zh":
        count, least = len(re.findall(r"[\u4e00-\u9fff]", lesson.prose)), LEAST_CHARACTERS
        what = words("{count} Chinese characters, at least {least} are wanted", count=count, least=least)
    else:
        count, least = len(re.findall(r"[A-Za-z][\w'’-]*", lesson.prose)), LEAST_WORDS
        what = words("{count} words, at least {least} are wanted", count=count, least=least)
    if count < least:
        yield Finding(where, what)


def _same(chapter: ChapterSpec, en: Lesson, zh: Lesson) -> Iterator[Finding]:
    if en.headings != zh.headings:
        yield Finding(chapter.key, words("the lessons' headings differ in number or level"))
    if en.code != zh.code:
        block = next(
            (index for index, (a, b) in enumerate(zip(en.code, zh.code, strict=False), 1) if a != b),
            min(len(en.code), len(zh.code)) + 1,
        )
        yield Finding(chapter.key, words("the lessons' code differs from block {block} on", block=block))
    if en.formulas != zh.formulas or en.inline != zh.inline:
        odd = sorted({*en.formulas, *en.inline} ^ {*zh.formulas, *zh.inline}) or ["..."]
        yield Finding(chapter.key, words("the lessons' formulas differ: {formula}", formula=odd[0]))
    if sorted(en.figures) != sorted(zh.figures) and {_neutral(name) for name in en.figures} != {
        _neutral(name) for name in zh.figures
    }:
        yield Finding(chapter.key, words("the lessons' figures differ"))


def _wordless(formula: str) -> str:
    """A formula without its blanks and without the words in it, which are translated."""
    return _TEXT.sub(r"\\\1{}", "".join(formula.split()))


def _neutral(figure: str) -> str:
    """A figure may be drawn once a language: loss.en.svg, loss.zh.svg."""
    return re.sub(r"\.(en|zh)(?=\.)", "", figure)


def _without_comments(code: str) -> str:
    lines = [re.sub(r"(^|\s)#.*$", "", line).rstrip() for line in code.splitlines()]
    return "\n".join(line for line in lines if line)
