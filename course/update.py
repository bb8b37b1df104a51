"""`course update`: brings what is new in the course into a workspace, and keeps what the learner wrote.

Each file is merged three ways: as it was given, as it is, as it would be given now. Where both sides changed the same
place the learner's file stays, and the new one is laid beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from course.content import DATA, Content
from course.errors import CourseError
from course.files import write_whole
from course.given import given_files
from course.merge import merge_text
from course.mnist_idx import raw_folder, write_mnist
from course.module_merge import merge_modules
from course.reset import stamp_of_now
from course.screen import Screen
from course.workspace import STATE, Workspace
from grader.words import Words, words

ASIDE = "update"
"""Where the new version of a file lies that could not be merged, below the workspace's state."""


class Change(Enum):
    """What an update means for one file."""

    NONE = "none"
    ADDED = "added"
    RESTORED = "restored"
    RENEWED = "renewed"
    MERGED = "merged"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Step:
    """One file: the text that it gets, or None where it stays as it is, and the text that it would be given now."""

    place: PurePosixPath
    change: Change
    text: str | None
    given: str


def update_workspace(content: Content, screen: Screen, workspace: Workspace, *, dry_run: bool = False) -> None:
    """Brings every file up to date and says what became of it. Raises CourseError for a clone of the repository."""
    if content.repository is not None and workspace.root == content.repository:
        raise CourseError(
            words("{folder} is a clone of gradstep: git brings what is new.", folder=str(workspace.root)),
            next_command="git pull",
        )
    stamp = stamp_of_now()
    steps = list(plan(content, workspace))
    for step in steps:
        if not dry_run:
            _carry_out(step, workspace, stamp)
        if (said := _said(step, stamp)) is not None:
            screen.say(said, "yellow" if step.change in (Change.CONFLICT, Change.UNKNOWN) else "")
    if not dry_run and not raw_folder(workspace.data).exists():
        write_mnist(DATA / "mnist_10k_2k.npz", workspace.data)
    if all(step.change is Change.NONE for step in steps):
        screen.say(words("Everything is as the course has it now."), "green")
    elif dry_run:
        screen.say(words("Nothing was changed: --dry-run."), "dim")
        screen.next("course update")
    else:
        screen.next("course list")


def plan(content: Content, workspace: Workspace) -> Iterator[Step]:
    """What is to be done, file by file."""
    given = given_files(content, workspace.language() or "en", notebooks=workspace.notebooks)
    for place, new in given.items():
        base = _read(workspace.given / place)
        try:
            change, text = _merged(place, base, _read(workspace.root / place), new)
        except UnicodeDecodeError:  # what is no text cannot be merged
            change, text = Change.NONE if base == new else Change.CONFLICT, None
        yield Step(place, change, text, new)


def _merged(place: PurePosixPath, base: str | None, mine: str | None, new: str) -> tuple[Change, str | None]:
    if mine is None:
        return (Change.ADDED if base is None else Change.RESTORED), new
    if new in (mine, base):
        return Change.NONE, None
    if base is None:
        return Change.UNKNOWN, None
    if mine == base:
        return Change.RENEWED, new
    merged = _merge(place, base, mine, new)
    return (Change.CONFLICT, None) if merged is None else (Change.MERGED, merged)


def _merge(place: PurePosixPath, base: str, mine: str, new: str) -> str | None:
    if place.suffix == ".ipynb":
        from course.notebook.merge import merge_notebooks

        return merge_notebooks(base, mine, new)
    return merge_modules(base, mine, new) if place.suffix == ".py" else merge_text(base, mine, new)


def _read(path: Path) -> str | None:
    """The file's text; None where there is none. Raises UnicodeDecodeError where it is no text."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return file.read()
    except FileNotFoundError:
        return None


def _carry_out(step: Step, workspace: Workspace, stamp: str) -> None:
    """The learner's text is kept before it is replaced; what was given is remembered last."""
    path = workspace.root / step.place
    if step.change is Change.MERGED:
        write_whole(workspace.state / "backup" / stamp / step.place, path.read_bytes())
    if step.text is not None:
        write_whole(path, step.text)
    if step.change in (Change.CONFLICT, Change.UNKNOWN):
        write_whole(workspace.state / ASIDE / step.place, step.given)
    if _read(workspace.given / step.place) != step.given:
        write_whole(workspace.given / step.place, step.given)


def _said(step: Step, stamp: str) -> Words | None:
    file, state = str(step.place), STATE
    if step.change is Change.ADDED:
        return words("{file} is new.", file=file)
    if step.change is Change.RESTORED:
        return words("{file} was gone and is back, as it is at the start.", file=file)
    if step.change is Change.RENEWED:
        return words("{file} is as the course has it now; you had not changed it.", file=file)
    if step.change is Change.MERGED:
        return words("{file} has what is new and what you wrote; as it was, it is kept as {backup}.", file=file,
                     backup=f"{state}/backup/{stamp}/{file}")  # fmt: skip
    if step.change is Change.CONFLICT:
        return words("{file} stays as you wrote it: the course changed the same lines. Its new version is {new}.",
                     file=file, new=f"{state}/{ASIDE}/{file}")  # fmt: skip
    if step.change is Change.UNKNOWN:
        return words("{file} stays as it is: this workspace does not remember what it was given. The new version is "
                     "{new}.", file=file, new=f"{state}/{ASIDE}/{file}")  # fmt: skip
    return None
