"""Rules for a chapter's milestone: it is there and led to, draws with the solution, and says why not with stubs."""

from __future__ import annotations

import ast
import io
import re
from collections.abc import Iterator, Mapping

from course.author.finding import Finding
from course.author.messages import fields
from course.errors import CourseError
from course.milestones.made import Made, make
from course.milestones.plan import FILE, Milestone, milestone_of
from course.stub import make_stub
from grader.spec import LANGUAGES, ChapterSpec, SpecError
from grader.submission import Submission, from_files
from grader.words import words

NEEDED = ("title", "seen")
MOST_SECONDS = 30.0  # of a core; a busy machine makes them more than the 20 that are wanted
SMALLEST, FEWEST_COLOURS, MOST_OF_ONE = (400, 200), 50, 0.98
_CJK = re.compile(r"[\u4e00-\u9fff]")


def check_milestone(chapter: ChapterSpec) -> Iterator[Finding]:
    """What can be seen of it without drawing."""
    try:
        milestone = milestone_of(chapter)
        said = {lang: chapter.text(lang).milestone for lang in LANGUAGES}
    except SpecError as error:
        yield Finding(chapter.key, words("{error}", error=str(error)))
        return
    if milestone is None:
        yield Finding(chapter.key, words("there is no {file}, which draws what the chapter's code can do", file=FILE))
        return
    yield from _words(chapter, milestone, said)
    for lang in LANGUAGES:
        lesson = chapter.folder / f"lesson.{lang}.md"
        command = f"course milestone {chapter.short}"
        if lesson.is_file() and command not in lesson.read_text(encoding="utf-8"):
            yield Finding(f"{chapter.key} {lesson.name}", words("does not lead to `{command}`", command=command))


def _words(chapter: ChapterSpec, milestone: Milestone, said: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    asked = {*NEEDED, *_labels(ast.parse(milestone.file.read_text(encoding="utf-8")))}
    for lang, labels in said.items():
        where = f"{chapter.key} text.{lang}.toml milestone"
        for key in sorted(asked - set(labels)):
            yield Finding(where, words("{key} is missing", key=key))
        for key in sorted(key for key in NEEDED if key in labels and not labels[key].strip()):
            yield Finding(where, words("{key} is empty", key=key))
    english, chinese = said["en"], said["zh"]
    for key in sorted(set(english) ^ set(chinese)):
        yield Finding(f"{chapter.key} milestone", words("{key} stands in one language only", key=key))
    for key in sorted(set(english) & set(chinese)):
        if fields(english[key]) != fields(chinese[key]):
            yield Finding(f"{chapter.key} milestone", words("{key} has other fields in Chinese", key=key))
    for key in NEEDED:
        if key in chinese and not _CJK.search(chinese[key]):
            yield Finding(f"{chapter.key} text.zh.toml milestone.{key}", words("is not Chinese"))


def _labels(tree: ast.Module) -> set[str]:
    """The keys of `page.text("key")`."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "page.text"]
    first = [call.args[0] for call in calls if call.args]
    return {key.value for key in first if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def drawn_milestone(chapter: ChapterSpec) -> Iterator[Finding]:
    """Draws it with the solution in both languages, and with the stubs."""
    where = f"{chapter.key} {FILE}"
    try:
        milestone = milestone_of(chapter)
        if milestone is None or not chapter.has_solutions:
            return
        solution = _submission(chapter, chapter.solution_sources)
        stubs = {name: make_stub(source, name) for name, source in chapter.solution_sources.items()}
        made = {lang: make(milestone, solution, lang, quiet=True) for lang in LANGUAGES}
    except (SpecError, KeyError, OSError) as error:
        yield Finding(where, words("{error}", error=f"{type(error).__name__}: {error}"))
        return
    except CourseError as error:
        yield Finding(where, words("with the solution: {said}", said=error.words))
        return
    yield from _picture(where, made["en"])
    yield from _uses(where, milestone, made["en"])
    if made["en"].values != made["zh"].values:
        yield Finding(where, words("other numbers come out when it is drawn again"))
    took = min(one.seconds for one in made.values())
    if took > MOST_SECONDS:
        seconds, most = round(took), round(MOST_SECONDS)
        what = words("took {seconds} seconds of a core, at most {most}", seconds=seconds, most=most)
        yield Finding(where, what)
    yield from _with_stubs(where, milestone, _submission(chapter, stubs))


def _submission(chapter: ChapterSpec, sources: Mapping[str, str]) -> Submission:
    files = {name: source.encode() for name, source in sources.items()}
    return from_files(files, chapter.modules, chapter_key=chapter.key)


def _picture(where: str, made: Made) -> Iterator[Finding]:
    """A picture of some size, in which there is something."""
    from PIL import Image

    image = Image.open(io.BytesIO(made.png)).convert("RGB")
    if image.width < SMALLEST[0] or image.height < SMALLEST[1]:
        size = f"{image.width} x {image.height}"
        yield Finding(where, words("the picture is too small: {size} pixels", size=size))
    colours = image.getcolors(image.width * image.height) or []
    most = max(count for count, _ in colours)
    if len(colours) < FEWEST_COLOURS or most > MOST_OF_ONE * image.width * image.height:
        yield Finding(where, words("the picture is as good as blank"))


def _uses(where: str, milestone: Milestone, made: Made) -> Iterator[Finding]:
    """USES names what is used, so that a learner hears of all that is not written yet at once."""
    named = {name: exercise.name for exercise in milestone.uses for name in exercise.names}
    for name in made.asked:
        if name not in named:
            yield Finding(where, words("uses {name}, which USES does not name", name=name))


def _with_stubs(where: str, milestone: Milestone, stubs: Submission) -> Iterator[Finding]:
    """Every exercise that is not written yet is named."""
    try:
        make(milestone, stubs, "en", quiet=True)
    except CourseError as error:
        missing = [exercise.name for exercise in milestone.uses if exercise.name not in str(error)]
        for name in missing:
            yield Finding(where, words("with the stubs, it does not say that {name} is not written yet", name=name))
    else:
        yield Finding(where, words("draws with the stubs"))
