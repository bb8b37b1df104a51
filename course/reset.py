"""`course reset`: puts stubs back, keeping a backup of what was there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from course.content import Content
from course.files import write_whole
from course.names import Target, find_target
from course.progress import load_progress, save_progress
from course.screen import Screen
from course.start import stub_in
from course.workspace import Workspace
from grader.spec import ChapterSpec
from grader.words import Words, words


def reset(content: Content, screen: Screen, workspace: Workspace, name: str) -> None:
    """Puts back the stubs of a module, or of a whole chapter; each file that differs is backed up first."""
    target = _modules_meant(find_target(content, name), name)
    chapter = target.chapter
    modules = (target.module,) if target.module else chapter.modules
    for said in put_back(workspace, chapter, modules):
        screen.say(said)
    screen.next(f"course check {chapter.short}")


def put_back(workspace: Workspace, chapter: ChapterSpec, modules: tuple[str, ...]) -> list[Words]:
    """Puts the stubs of modules back, keeps what was there, and gives what is to be said of each."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    said = [_put_back(workspace, chapter, module, stamp) for module in modules]
    _forget(workspace, chapter, modules)
    return said


def _put_back(workspace: Workspace, chapter: ChapterSpec, module: str, stamp: str) -> Words:
    path = workspace.module(chapter, module)
    stub = stub_in(chapter, module, workspace.language() or "en")
    shown = str(path.relative_to(workspace.root))
    if path.is_file() and path.read_bytes() == stub.encode("utf-8"):
        return words("{file} is as it was at the start already.", file=shown)
    backup = _back_up(workspace, path, chapter, stamp)
    write_whole(path, stub)
    if backup is None:
        return words("{file} is back.", file=shown)
    kept = str(backup.relative_to(workspace.root))
    return words("{file} is as it was at the start; yours is kept as {backup}.", file=shown, backup=kept)


def _modules_meant(target: Target, name: str) -> Target:
    """A module of that name wins over an exercise of that name; an exercise stands for its module."""
    tail = Path(name).name.removesuffix(".py")
    if target.exercises and target.module is None:
        module = tail if tail in target.chapter.modules else target.exercises[0].module
        return Target(target.chapter, target.exercises, module)
    return target


def _back_up(workspace: Workspace, path: Path, chapter: ChapterSpec, stamp: str) -> Path | None:
    if not path.is_file():
        return None
    backup = workspace.state / "backup" / stamp / chapter.key / path.name
    write_whole(backup, path.read_bytes())
    return backup


def _forget(workspace: Workspace, chapter: ChapterSpec, modules: tuple[str, ...]) -> None:
    """The exercises of a stub do not pass; attempts and dates stay."""
    progress = load_progress(workspace.progress).progress
    for exercise in chapter.exercises:
        if exercise.module in modules and progress.of(chapter.key, exercise.name).passed:
            progress = progress.changed(chapter.key, exercise.name, passed=False, score=None)
    if workspace.progress.exists():
        save_progress(workspace.progress, progress)
