"""`course doctor`: python, torch, device, sandbox, data, disk and workspace, each with what to do."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.text import Text

from course import __version__
from course.content import Content
from course.data import DATA_SETS, data_file
from course.devices import available_devices, may_have_accelerator
from course.errors import CourseError, ExitCode
from course.examined import Finding
from course.screen import Screen
from course.symptoms import symptoms
from course.workspace import find_workspace
from grader.words import words

ENOUGH_DISK = 500 << 20
_MARKS = {"fine": ("✓", "green"), "note": ("·", "yellow"), "bad": ("✗", "red")}


def examine(content: Content, screen: Screen, workspace: Path | None) -> ExitCode:
    """Prints every finding as it is made; FAILED where something must be mended."""
    bad = False
    screen.say(words("gradstep {version} (loading torch) ...", version=__version__), "dim")
    looks = (_python, _torch, _device, _sandbox, _data, _disk, _nbgrader, lambda: _workspace(workspace),
             lambda: symptoms(content, workspace))  # fmt: skip
    for look in looks:
        for finding in _findings(look):
            mark, style = _MARKS[finding.state]
            label = screen.text(finding.subject)
            screen.show(Text.assemble((mark, style), f" {label}: {screen.text(finding.found)}"))
            if finding.advice is not None:
                screen.show(Text(f"  {screen.text(finding.advice)}", style))
            bad = bad or finding.state == "bad"
    return ExitCode.FAILED if bad else ExitCode.PASSED


def _findings(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """What a look finds; a look that itself breaks is a finding."""
    try:
        yield from look()
    except CourseError as error:
        yield Finding("note", words("workspace"), error.words)
    except Exception as error:  # noqa: BLE001 - doctor must go on where something is broken
        kind = f"{type(error).__name__}: {error}"
        advice = words("Install gradstep again; if it stays, report it.")
        yield Finding("bad", words("broken"), words("{reason}", reason=kind), advice)


def _python() -> Iterator[Finding]:
    found = words("{version} on {system}", version=platform.python_version(), system=platform.platform(terse=True))
    advice = None if sys.version_info >= (3, 11) else words("gradstep needs Python 3.11 or later.")
    yield Finding("fine" if advice is None else "bad", words("python"), found, advice)


def _torch() -> Iterator[Finding]:
    try:
        import numpy as np
        import torch
    except (ImportError, OSError) as error:
        advice = words("Install it: python -m pip install torch torchvision")
        yield Finding("bad", words("torch"), words("cannot be loaded ({reason})", reason=str(error)), advice)
        return
    found = words("{version}, numpy {numpy}", version=torch.__version__, numpy=np.__version__)
    yield Finding("fine", words("torch"), found)


def _device() -> Iterator[Finding]:
    available = available_devices() if may_have_accelerator() else None
    names = [name for name in ("cuda", "mps") if available is not None and getattr(available, name)]
    found = words("{devices}", devices=", ".join([*names, "cpu"]))
    advice = None if names else words("No GPU was found, and none is needed: every chapter runs on a CPU.")
    yield Finding("fine", words("devices"), found, advice)


def _sandbox() -> Iterator[Finding]:
    from grader.sandbox.confine import Tier, probe

    for tier in Tier:
        tried = probe(tier)
        if tried.refused is None:
            found = words("{tier} ({layers})", tier=str(tier), layers=", ".join(tried.layers))
            break
        yield Finding(
            "note", words("sandbox"), words("{tier} is not available: {reason}", tier=str(tier), reason=tried.refused)
        )
    if tier is Tier.FULL:
        yield Finding("fine", words("sandbox"), found)
    else:
        advice = words("Enough for your own code. Grade other people's code on Linux with Landlock and seccomp.")
        yield Finding("note", words("sandbox"), found, advice)


def _data() -> Iterator[Finding]:
    missing = [data_set.bundled for data_set in DATA_SETS if data_file(data_set) is None]
    if missing:
        found = words("missing: {files}", files=", ".join(missing))
        yield Finding("bad", words("data"), found, words("Install gradstep again."))
    else:
        yield Finding("fine", words("data"), words("bundled sets are here; `course data` lists them"))


def _disk() -> Iterator[Finding]:
    folder = Path(tempfile.gettempdir())
    free = shutil.disk_usage(folder).free
    found = words("{free} MB free in {folder}", free=free >> 20, folder=str(folder))
    if not os.access(folder, os.W_OK):
        yield Finding("bad", words("disk"), found, words("It cannot be written: set TMPDIR to a folder of yours."))
    elif free < ENOUGH_DISK:
        yield Finding("bad", words("disk"), found, words("Make room, or set TMPDIR to another disk."))
    else:
        yield Finding("fine", words("disk"), found)


def _nbgrader() -> Iterator[Finding]:
    """In a course directory of nbgrader's: whether its configuration has gradstep judge."""
    from course.nbgrader import CONFIG, CONFIG_LINES
    from course.nbgrader.root import configured, enclosing_root, judges

    root = enclosing_root(Path.cwd())
    if root is None:
        return
    file = str(root / CONFIG)
    try:
        config = configured(root)
    except Exception as error:  # noqa: BLE001 - the file is the instructor's, and may raise anything
        kind = f"{type(error).__name__}: {error}"
        found = words("{file} cannot be read ({reason})", file=file, reason=kind)
        advice = words("Install what it needs: pip install 'gradstep[instructor]'")
        yield Finding("bad", words("nbgrader"), found, advice)
        return
    if judges(config):
        yield Finding("fine", words("nbgrader"), words("gradstep judges, as {file} says", file=file))
    else:
        found = words("{file} lets nbgrader run the students' code itself: nothing is judged", file=file)
        advice = words("Add these lines to it: {first}; {second}", first=CONFIG_LINES[0], second=CONFIG_LINES[1])
        yield Finding("bad", words("nbgrader"), found, advice)


def _workspace(named: Path | None) -> Iterator[Finding]:
    workspace = find_workspace(named)
    found = words("{folder}", folder=str(workspace.root))
    if os.access(workspace.root, os.W_OK):
        yield Finding("fine", words("workspace"), found)
    else:
        yield Finding("bad", words("workspace"), found, words("It cannot be written: progress will not be kept."))
