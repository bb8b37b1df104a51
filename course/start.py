"""Makes a workspace: every chapter's stubs, data, and the words that a learner and their assistant read first."""

from __future__ import annotations

from pathlib import Path

from course.content import DATA, Content
from course.errors import CourseError
from course.files import write_whole
from course.given import given_files
from course.mnist_idx import write_mnist
from course.workspace import STATE, Workspace, is_workspace
from grader.words import words

_UNFINISHED = "unfinished-start"


def start_workspace(content: Content, folder: Path, lang: str, *, notebooks: bool = False) -> Workspace:
    """Makes the workspace; an interrupted start can be run again, any other folder must be empty or new."""
    _refuse(folder)
    workspace = Workspace(folder.absolute())
    unfinished = workspace.state / _UNFINISHED
    write_whole(unfinished, "")
    for place, text in given_files(content, lang, notebooks=notebooks).items():
        write_whole(workspace.given / place, text)
        write_whole(workspace.root / place, text)
    write_whole(workspace.root / ".gitignore", f"/{STATE}/\n/data/\n__pycache__/\n")
    write_mnist(DATA / "mnist_10k_2k.npz", workspace.data)
    workspace.write_settings(lang, content.named_pack, notebooks=notebooks)
    unfinished.unlink()
    return workspace


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
