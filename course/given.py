"""What a workspace is given: every file by its place in it, as modules or as notebooks, in one language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from course.content import TEMPLATES, Content
from course.stub import in_other_words, make_stub
from course.workspace import EXERCISES
from grader.spec import ChapterSpec

Given = dict[PurePosixPath, str]


def given_files(content: Content, lang: str, *, notebooks: bool) -> Given:
    """The text of each file of a new workspace, data and settings aside."""
    readme = f"README.notebooks.{lang}.md" if notebooks else f"README.{lang}.md"
    files = {PurePosixPath("README.md"): readme, PurePosixPath("AGENTS.md"): "AGENTS.md"}
    given = {place: (TEMPLATES / name).read_text(encoding="utf-8") for place, name in files.items()}
    for chapter in content.chapters():
        given |= given_of_chapter(chapter, lang, notebooks=notebooks)
    return given


def given_of_chapter(chapter: ChapterSpec, lang: str, *, notebooks: bool) -> Given:
    """A chapter's stubs, or its notebook."""
    folder = PurePosixPath(EXERCISES, chapter.key)
    if notebooks:
        from course.notebook.learner import learner_notebook

        return {folder / f"{chapter.key}.ipynb": learner_notebook(chapter, lang)}
    return dict(_stubs(chapter, folder, lang))


def _stubs(chapter: ChapterSpec, folder: PurePosixPath, lang: str) -> Iterator[tuple[PurePosixPath, str]]:
    for module in chapter.modules:
        yield folder / f"{module}.py", stub_in(chapter, module, lang)


def stub_in(chapter: ChapterSpec, module: str, lang: str) -> str:
    """A module's stub in a language, made from the solution: a clone's own exercises/ are the learner's.

    Where a package came without solutions, made from the stub that came with it.
    """
    text = None if lang == "en" else chapter.text(lang).stub.get(module)
    if chapter.has_solutions:
        return make_stub(chapter.solution_sources[module], module, text)
    stub = chapter.given_sources[module]
    return stub if text is None else in_other_words(stub, text)
