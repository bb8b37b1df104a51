"""What `course doctor` looks for because people asked: the wrong Python, the wrong kernel, a GPU that torch cannot use.

Each look finds nothing where all is well, so that what doctor prints is worth reading.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from course.content import Content
from course.devices import available_devices, may_have_accelerator
from course.examined import Finding
from course.update import Change, plan
from course.workspace import EXERCISES, Workspace, enclosing_workspace
from grader.strays import SHADOWING
from grader.words import words

KERNEL = "python3"
ENOUGH_MEMORY = 2 << 30
SLOW_FOLDERS = ("/mnt/c/", "/mnt/d/", "/media/sf_")
"""Folders of another system, seen from WSL or a virtual machine."""


def other_python() -> Iterator[Finding]:
    """`python` and `pip` typed here are another installation than this command's."""
    typed = shutil.which("python") or shutil.which("python3")
    if typed is None or _installation(Path(typed)) == _installation(Path(sys.executable)):
        return
    found = words("`python` here is {typed}, `course` runs in {own}", typed=typed, own=sys.executable)
    advice = words("What `python` or `pip` installs is not seen here. Activate the environment of {own}.",
                   own=sys.executable)  # fmt: skip
    yield Finding("note", words("python"), found, advice)


def kernel() -> Iterator[Finding]:
    """Jupyter's default kernel is another installation, so that notebooks cannot import `course`."""
    spec = _kernel_spec()
    if spec is None:
        return
    argv = json.loads(spec.read_text(encoding="utf-8")).get("argv") or ["python"]
    python = shutil.which(argv[0]) or argv[0]
    if not Path(argv[0]).is_absolute() or _installation(Path(python)) == _installation(Path(sys.executable)):
        return
    found = words("the kernel of notebooks is {python}, `course` runs in {own}", python=python, own=sys.executable)
    advice = words("In a notebook `from course import check` will fail. Make a kernel of this Python: {command}",
                   command=f"{sys.executable} -m ipykernel install --user --name {KERNEL}")  # fmt: skip
    yield Finding("note", words("notebooks"), found, advice)


def torchvision() -> Iterator[Finding]:
    """torch and torchvision that do not fit each other."""
    try:
        import torchvision  # noqa: F401
    except (ImportError, OSError, RuntimeError) as error:
        found = words("cannot be loaded ({reason})", reason=str(error).strip().partition("\n")[0])
        advice = words("It must fit torch {version}: python -m pip install --upgrade torch torchvision",
                       version=_version("torch"))  # fmt: skip
        yield Finding("bad", words("torchvision"), found, advice)


def unused_gpu() -> Iterator[Finding]:
    """There is a GPU, and this torch was built without support for it."""
    if not may_have_accelerator() or sys.platform != "linux" or available_devices().cuda:
        return
    found = words("there is a GPU, but torch {version} cannot use it", version=_version("torch"))
    advice = words("Chapters run on the CPU. For the GPU install the build that https://pytorch.org/get-started names.")
    yield Finding("note", words("devices"), found, advice)


def memory() -> Iterator[Finding]:
    """Too little of it for two processes with torch."""
    try:
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        meminfo = Path("/proc/meminfo")
        if meminfo.is_file():
            lines = dict(line.split(":", 1) for line in meminfo.read_text(encoding="ascii").splitlines())
            free = int(lines["MemAvailable"].split()[0]) << 10
    except (AttributeError, OSError, ValueError, KeyError):
        return
    if free < ENOUGH_MEMORY:
        found = words("{free} MB of memory are free", free=free >> 20)
        advice = words("A check takes about 1500 MB: close other programs, or checks are slow and may be ended.")
        yield Finding("note", words("memory"), found, advice)


def encoding() -> Iterator[Finding]:
    """A terminal that cannot show what is said."""
    name = (sys.stdout.encoding or "").lower()
    if name.replace("-", "").replace("_", "") not in ("utf8", "utf8sig", "gb18030"):
        found = words("the terminal's encoding is {name}", name=name or "?")
        advice = words("Signs that it lacks are shown as \\u....: set PYTHONUTF8=1.")
        yield Finding("note", words("terminal"), found, advice)


def files_in_the_way(workspace: Workspace) -> Iterator[Finding]:
    """A torch.py of the learner's own is imported in the real one's place when they run their code by hand."""
    folders = [workspace.root, *(path for path in (workspace.root / EXERCISES).glob("*") if path.is_dir())]
    names = [path for folder in folders for path in folder.glob("*.py") if path.stem in SHADOWING]
    if names:
        listed = ", ".join(sorted(path.relative_to(workspace.root).as_posix() for path in names))
        advice = words("Your own runs import them instead of the real modules: give them other names.")
        yield Finding("note", words("workspace"), words("in the way: {files}", files=listed), advice)


def slow_folder(workspace: Workspace) -> Iterator[Finding]:
    """A folder of another system, where saves are noticed late."""
    if str(workspace.root).startswith(SLOW_FOLDERS):
        found = words("{folder} belongs to another system", folder=str(workspace.root))
        advice = words("Saves are noticed a second late there. A folder of this system's own is quicker.")
        yield Finding("note", words("workspace"), found, advice)


def out_of_date(content: Content, workspace: Workspace) -> Iterator[Finding]:
    """The course has something that the workspace lacks."""
    if workspace.root == content.repository:
        return
    news = [step for step in plan(content, workspace) if step.change is not Change.NONE]
    if news:
        found = words("{count} files are not as the course has them now", count=len(news))
        yield Finding("note", words("workspace"), found, words("What you wrote stays: course update"))


def symptoms(content: Content, named: Path | None) -> Iterator[Finding]:
    """Everything of the machine's, and of the workspace where there is one."""
    for look in (other_python, kernel, torchvision, unused_gpu, memory, encoding):
        yield from look()
    workspace = Workspace(named.absolute()) if named is not None else enclosing_workspace(Path.cwd())
    if workspace is not None and workspace.root.is_dir():
        yield from files_in_the_way(workspace)
        yield from slow_folder(workspace)
        yield from out_of_date(content, workspace)


def _installation(python: Path) -> Path:
    """The environment that a Python belongs to: the folder above its bin, links of the program itself not followed."""
    return python.absolute().parent.parent.resolve()


def _kernel_spec() -> Path | None:
    """The file of the kernel that new notebooks get, as Jupyter finds it; None without Jupyter."""
    if find_spec("jupyter_core") is None:
        return None
    from jupyter_core.paths import jupyter_path

    places = (Path(folder) / "kernels" / KERNEL / "kernel.json" for folder in jupyter_path())
    return next((place for place in places if place.is_file()), None)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "?"
