"""`course reset`: puts stubs back, keeping a backup of what was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from course.content import Content
from course.files import write_whole
from course.given import stub_in
from course.names import Target, find_target
from course.progress import load_progress, save_progress
from course.screen import Screen
from course.workspace import Workspace
from grader.spec import ChapterSpec
from grader.words import Words, words


def reset(content: Content, screen: Screen, workspace: Workspace, name: str) -> None:
    """Puts back the stubs of a module, or of a whole chapter; each file that differs is backed up first."""
    target = _modules_meant(find_target(content, name), name)
    chapter = target.chapter
    told = put_back(workspace, chapter, (target.module,) if target.module else chapter.modules,
                    [exercise.name for exercise in find_target(content, name).exercises])  # fmt: skip
    for said in told:
        screen.say(said)
    screen.next(f"course check {chapter.short}")


def put_back(
    workspace: Workspace, chapter: ChapterSpec, modules: Sequence[str], exercises: Sequence[str] = ()
) -> list[Words]:
    """Puts the stubs of modules back, keeps what was there, and gives what is to be said of each.

    In a workspace of notebooks, the cells of `exercises`, or the whole notebook.
    """
    if workspace.notebooks:
        from course.notebook.reset import put_back_cells

        return put_back_cells(workspace, chapter, exercises)
    stamp = stamp_of_now()
    said = [_put_back(workspace, chapter, module, stamp) for module in modules]
    forget(workspace, chapter, [item.name for item in chapter.exercises if item.module in modules])
    return said


def _put_back(workspace: Workspace, chapter: ChapterSpec, module: str, stamp: str) -> Words:
    path = workspace.module(chapter, module)
    stub = stub_in(chapter, module, workspace.language() or "en")
    shown = str(path.relative_to(workspace.root))
    if path.is_file() and path.read_bytes() == stub.encode("utf-8"):
        return words("{file} is as it was at the start already.", file=shown)
    backup = back_up(workspace, path, stamp)
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


def stamp_of_now() -> str:
    """The name of a backup's folder."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")


def back_up(workspace: Workspace, path: Path, stamp: str) -> Path | None:
    """Keeps a copy of a chapter's file; where that lies, or None where there is no file."""
    if not path.is_file():
        return None
    backup = workspace.state / "backup" / stamp / path.parent.name / path.name
    write_whole(backup, path.read_bytes())
    return backup


def forget(workspace: Workspace, chapter: ChapterSpec, names: Iterable[str]) -> None:
    """The exercises of a stub do not pass; attempts and dates stay."""
    progress = load_progress(workspace.progress).progress
    for name in names:
        if progress.of(chapter.key, name).passed:
            progress = progress.changed(chapter.key, name, passed=False, score=None)
    if workspace.progress.exists():
        save_progress(workspace.progress, progress)
