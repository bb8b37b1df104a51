"""What lies beside a submission's modules and is not read: words on what would take the place of something real."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from grader.words import Words, words

MAX_ENTRIES = 10_000
SHADOWING = sys.stdlib_module_names | {
    "conftest", "course", "grader", "numpy", "pytest", "sitecustomize", "torch", "torchvision", "usercustomize",
}  # fmt: skip


def shadowing(names: Sequence[str], modules: Sequence[str]) -> list[Words]:
    """Words on files that would take the place of something real if they were looked at."""
    shadows = sorted({name for name in names if _takes_a_place(name, modules)})
    if not shadows:
        return []
    return [words("ignored, for only the chapter's own modules are read: {names}", names=listed(shadows))]


def left(names: Iterable[str], modules: Sequence[str]) -> list[Words]:
    """Words on sources and notebooks that are not read, other than those that `shadowing` names."""
    found = {name for name in names if name.lower().endswith((".py", ".ipynb"))}
    unread = sorted(name for name in found if name.removesuffix(".py") not in (*modules, *SHADOWING))
    if not unread:
        return []
    return [words("not judged, for it has the name of no module of the chapter: {names}", names=listed(unread))]


def strays(folder: Path, modules: Sequence[str]) -> list[Words]:
    """Words on what lies beside the modules and would take the place of something real if it were looked at."""
    try:
        shadows = [
            name
            for name in _entries(folder)
            if _takes_a_place(name, modules) or _is_package(name, folder, modules)
        ]
        cached = sorted(name for name in _entries(folder / "__pycache__") if name.split(".")[0] in modules)
    except OSError:
        return []
    notes = []
    if shadows:
        shown = listed(sorted(shadows))
        notes.append(words("ignored, for only the chapter's own modules are read: {names}", names=shown))
    if cached:
        notes.append(words("ignored, for only sources are read: {names}", names=listed(cached)))
    return notes


def _entries(folder: Path) -> Iterator[str]:
    if not folder.is_dir() or folder.is_symlink():
        return
    with os.scandir(folder) as entries:
        for entry, _ in zip(entries, range(MAX_ENTRIES), strict=False):
            yield entry.name


def _takes_a_place(name: str, modules: Sequence[str]) -> bool:
    """Whether a file of this name would be imported in the place of a real module or of one of the chapter's."""
    stem, suffix = name.partition(".")[0], Path(name).suffix
    if suffix == ".pth":
        return True
    return suffix in {".py", ".pyc", ".so", ".pyd"} and (stem in SHADOWING or (stem in modules and suffix != ".py"))


def _is_package(name: str, folder: Path, modules: Sequence[str]) -> bool:
    return (name in SHADOWING or name in modules) and (folder / name).is_dir()


def listed(names: Sequence[str]) -> str:
    """The first names, each cut where it is long."""
    shown = [name[:60] for name in names[:5]]
    return ", ".join(shown) + (", …" if len(names) > 5 else "")


def hard_links(folder: Path, modules: Sequence[str]) -> list[Words]:
    """Words on modules that have another name somewhere else."""
    return said_of_links([f"{name}.py" for name in modules if is_hard_link(folder / f"{name}.py")])


def is_hard_link(path: Path) -> bool:
    """Whether a file has another name somewhere else."""
    try:
        status = path.lstat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_nlink > 1


def said_of_links(names: Sequence[str]) -> list[Words]:
    """What is said of files that have another name somewhere else."""
    return [words("{names} has another name somewhere else (a hard link)", names=", ".join(names))] if names else []
