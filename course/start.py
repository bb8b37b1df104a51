"""Makes a workspace: every chapter's stubs, data, and the words that a learner and their assistant read first."""

from __future__ import annotations

from pathlib import Path

from course.content import DATA, TEMPLATES, Content
from course.errors import CourseError
from course.files import write_whole
from course.mnist_idx import write_mnist
from course.stub import in_other_words, make_stub
from course.workspace import STATE, Workspace, is_workspace
from grader.spec import ChapterSpec
from grader.words import words

_UNFINISHED = "unfinished-start"


def start_workspace(content: Content, folder: Path, lang: str) -> Workspace:
    """Makes the workspace; an interrupted start can be run again, any other folder must be empty or new."""
    _refuse(folder)
    workspace = Workspace(folder.absolute())
    unfinished = workspace.state / _UNFINISHED
    write_whole(unfinished, "")
    for chapter in content.chapters():
        for module in chapter.modules:
            write_whole(workspace.module(chapter, module), stub_in(chapter, module, lang))
    for name, template in (("README.md", f"README.{lang}.md"), ("AGENTS.md", "AGENTS.md")):
        write_whole(workspace.root / name, (TEMPLATES / template).read_text(encoding="utf-8"))
    write_whole(workspace.root / ".gitignore", f"/{STATE}/\n/data/\n__pycache__/\n")
    write_mnist(DATA / "mnist_10k_2k.npz", workspace.data)
    workspace.write_settings(lang, content.named_pack)
    unfinished.unlink()
    return workspace


def stub_in(chapter: ChapterSpec, module: str, lang: str) -> str:
    """A module's stub in a language, made from the solution: a clone's own exercises/ are the learner's.

    Where a package came without solutions, made from the stub that came with it.
    """
    text = None if lang == "en" else chapter.text(lang).stub.get(module)
    if chapter.has_solutions:
        return make_stub(chapter.solution_sources[module], module, text)
    stub = (chapter.tree.exercises / chapter.key / f"{module}.py").read_text(encoding="utf-8")
    return stub if text is None else in_other_words(stub, text)


def _refuse(folder: Path) -> None:
    if not folder.exists() or (folder / STATE / _UNFINISHED).exists():
        return
    if not folder.is_dir():
        raise CourseError(words("{folder} is a file.", folder=str(folder)), next_command="course start gradstep")
    if is_workspace(folder):
        raise CourseError(
            words("{folder} is a workspace already; nothing was changed.", folder=str(folder)),
            next_command=f"course list --workspace {folder}",
        )
    if any(folder.iterdir()):
        raise CourseError(
            words("{folder} is not empty; nothing was changed. Name a new folder.", folder=str(folder)),
            next_command=f"course start {folder / 'gradstep'}",
        )
