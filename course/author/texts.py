"""Rules for the words of a chapter: everything that a learner reads, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from course.author.finding import Finding
from course.author.suite_files import required_sentences, written_checks
from course.stub import StubError, comments, docstrings, make_stub
from grader.spec import LANGUAGES, ChapterSpec, ChapterText, SpecError
from grader.words import words

HINTS = 3
_CJK = re.compile(r"[\u4e00-\u9fff]")


def check_texts(chapter: ChapterSpec) -> Iterator[Finding]:
    """Every rule for text.<lang>.toml."""
    texts: dict[str, ChapterText] = {}
    for lang in LANGUAGES:
        try:
            texts[lang] = chapter.text(lang)
        except SpecError as error:
            yield Finding(chapter.key, words("{error}", error=str(error)))
            continue
        yield from _language(chapter, f"{chapter.key} text.{lang}.toml", texts[lang])
    if len(texts) == len(LANGUAGES):
        for exercise in chapter.exercises:
            whys = {
                lang: text.exercise[exercise.name].why for lang, text in texts.items() if exercise.name in text.exercise
            }
            if len({bool(why) for why in whys.values()}) > 1:
                yield Finding(f"{chapter.short}/{exercise.name}", words("`why` stands in one language only"))
    if "zh" in texts:
        yield from _chinese(chapter, texts["zh"])


def _language(chapter: ChapterSpec, where: str, text: ChapterText) -> Iterator[Finding]:
    if not text.title.strip() or not text.summary.strip():
        yield Finding(where, words("title or summary is empty"))
    yield from _same(where, "exercise", set(text.exercise), {exercise.name for exercise in chapter.exercises})
    for name, exercise in text.exercise.items():
        if not exercise.title.strip():
            yield Finding(f"{where} {name}", words("has no title"))
        if len(exercise.hints) != HINTS or not all(hint.strip() for hint in exercise.hints):
            yield Finding(
                f"{where} {name}", words("{count} hints, not {wanted}", count=len(exercise.hints), wanted=HINTS)
            )
    stems = {path.stem for path in (chapter.suite / "mistakes").glob("*.py")}
    yield from _same(where, "mistake", set(text.mistake), stems)
    for key, said in text.mistake.items():
        if not said.strip():
            yield Finding(f"{where} mistake.{key}", words("is empty"))
    tasks = {task.name for task in chapter.tasks}
    yield from _same(where, "task", set(text.task), tasks)
    yield from _same(where, "scheme", set(text.scheme), tasks)
    written = [(f"task.{key}", said.title and said.question) for key, said in text.task.items()]
    for key, part in [*written, *((f"scheme.{key}", said) for key, said in text.scheme.items())]:
        if not part.strip():
            yield Finding(f"{where} {key}", words("is empty"))


def _chinese(chapter: ChapterSpec, text: ChapterText) -> Iterator[Finding]:
    where = f"{chapter.key} text.zh.toml"
    if chapter.suite_file.is_file():
        names = {check.name for check in written_checks(chapter.suite_file)}
        yield from _same(where, "check", set(text.check), names)
        yield from _same(where, "sentence", set(text.sentence), required_sentences(chapter.suite_file))
    said = {"title": text.title, "summary": text.summary}
    said |= {f"check.{key}": value for key, value in text.check.items()}
    said |= {f"mistake.{key}": value for key, value in text.mistake.items()}
    said |= {f"task.{key}": f"{value.title} {value.question}" for key, value in text.task.items()}
    said |= {f"scheme.{key}": value for key, value in text.scheme.items()}
    for name, exercise in text.exercise.items():
        said[f"exercise.{name}.title"] = exercise.title
        said |= {f"exercise.{name}.hints[{number}]": hint for number, hint in enumerate(exercise.hints)}
    for key, value in said.items():
        if not _CJK.search(value):
            yield Finding(f"{where} {key}", words("is not Chinese"))
    yield from _same(where, "stub", set(text.stub), set(chapter.modules))
    for module in chapter.modules:
        if module in text.stub:
            yield from _stub(chapter, text, module)


def _stub(chapter: ChapterSpec, text: ChapterText, module: str) -> Iterator[Finding]:
    where = f"{chapter.key} text.zh.toml stub.{module}"
    try:
        stub = make_stub(chapter.solution_sources[module], module)
    except (OSError, StubError):
        return
    chinese = text.stub[module]
    english = docstrings(stub)
    if english.pop("", None) and not _CJK.search(chinese.doc):
        yield Finding(f"{where}.doc", words("is not Chinese"))
    yield from _same(where, "docs", set(chinese.docs), set(english))
    yield from _same(where, "comments", set(chinese.comments), set(comments(stub)))
    for name in english.keys() & chinese.docs.keys():
        if not _CJK.search(chinese.docs[name]):
            yield Finding(f"{where}.docs.{name}", words("is not Chinese"))
        if _examples(english[name]) != _examples(chinese.docs[name]):
            yield Finding(f"{where}.docs.{name}", words("its example differs from the English one"))


def _examples(docstring: str) -> list[str]:
    """The lines of code of a docstring's examples."""
    return [line.strip() for line in docstring.splitlines() if line.strip().startswith((">>>", "..."))]


def _same(where: str, table: str, found: AbstractSet[str], wanted: AbstractSet[str]) -> Iterator[Finding]:
    for key in sorted(wanted - found):
        yield Finding(where, words("{table} {key} is missing", table=table, key=key))
    for key in sorted(found - wanted):
        yield Finding(where, words("{table} {key} belongs to nothing", table=table, key=key))
