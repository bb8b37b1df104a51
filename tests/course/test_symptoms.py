"""What doctor looks for because people asked: each symptom made, and nothing found where all is well."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from course import symptoms
from course.examined import Finding
from course.workspace import Workspace

Run = Callable[..., Any]
KEY = "ch01_numbers"


def said(findings: Iterator[Finding]) -> list[str]:
    return [f"{finding.state} {finding.subject}: {finding.found} | {finding.advice}" for finding in findings]


def python(folder: Path, name: str = "python") -> Path:
    """An executable that looks like an environment's Python."""
    path = folder / "bin" / name
    path.parent.mkdir(parents=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_another_python_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what that means; the same one, by another name, is not."""
    typed = python(tmp_path / "other")
    monkeypatch.setenv("PATH", str(typed.parent))
    (told,) = said(symptoms.other_python())
    assert told.startswith(f"note python: `python` here is {typed}, `course` runs in {sys.executable} | What `python`")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert said(symptoms.other_python()) == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert said(symptoms.other_python()) == []


def test_a_kernel_of_another_python_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By Jupyter's own rules for where kernels lie; the command makes the right one."""
    pytest.importorskip("jupyter_core", reason="jupyter is not installed")
    spec = tmp_path / "kernels/python3/kernel.json"
    spec.parent.mkdir(parents=True)
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_PREFER_ENV_PATH", "0")
    other = python(tmp_path / "other")
    for argv, found in (([str(other)], 1), (["python"], 0), ([sys.executable], 0), ([], 0)):
        spec.write_text(json.dumps({"argv": [*argv, "-m", "ipykernel_launcher"] if argv else []}))
        told = said(symptoms.kernel())
        assert len(told) == found, told
        if told:
            assert f"{sys.executable} -m ipykernel install --user --name python3" in told[0]


def test_a_torchvision_that_does_not_fit_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the first line of what it says, and the command that mends it."""
    monkeypatch.setitem(sys.modules, "torchvision", None)
    (told,) = said(symptoms.torchvision())
    assert told.startswith("bad torchvision: cannot be loaded (")
    assert "python -m pip install --upgrade torch torchvision" in told


def test_a_gpu_that_torch_cannot_use_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not where there is none, and not where it can."""
    monkeypatch.setattr(symptoms.sys, "platform", "linux")
    for may, cuda, found in ((True, False, 1), (True, True, 0), (False, False, 0)):
        monkeypatch.setattr(symptoms, "may_have_accelerator", lambda may=may: may)
        monkeypatch.setattr(symptoms, "available_devices", lambda cuda=cuda: SimpleNamespace(cuda=cuda))
        assert len(said(symptoms.unused_gpu())) == found


def test_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """In megabytes."""
    monkeypatch.setattr(symptoms, "ENOUGH_MEMORY", 1 << 60)
    (told,) = said(symptoms.memory())
    assert "MB of memory are free" in told
    monkeypatch.setattr(symptoms, "ENOUGH_MEMORY", 0)
    assert said(symptoms.memory()) == []


def test_a_terminal_that_cannot_show_chinese_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows' and POSIX's old encodings; UTF-8 by any spelling, and China's own, can."""
    for name, found in (("cp1252", 1), ("ANSI_X3.4-1968", 1), ("UTF-8", 0), ("utf8", 0), ("gb18030", 0)):
        monkeypatch.setattr(symptoms.sys, "stdout", SimpleNamespace(encoding=name))
        assert len(said(symptoms.encoding())) == found, name


def test_files_in_the_way_of_real_modules_are_told(run: Run, workspace: Path) -> None:
    """In the workspace's root or a chapter's folder; the chapter's own modules are not."""
    assert said(symptoms.files_in_the_way(Workspace(workspace))) == []
    (workspace / "torch.py").touch()
    (workspace / "exercises" / KEY / "random.py").touch()
    (told,) = said(symptoms.files_in_the_way(Workspace(workspace)))
    assert f"in the way: exercises/{KEY}/random.py, torch.py |" in told


def test_a_workspace_on_another_systems_disk_is_told() -> None:
    """Windows' own, seen from WSL."""
    assert len(said(symptoms.slow_folder(Workspace(Path("/mnt/c/Users/li/course"))))) == 1
    assert said(symptoms.slow_folder(Workspace(Path("/home/li/course")))) == []


def test_a_workspace_that_is_behind_is_told(run: Run, workspace: Path, mini: Any) -> None:
    """With the command that brings what is new; after that command nothing is found."""
    assert "course update" not in run("doctor").stdout
    path = mini.content.tree.solutions / KEY / "arith.py"
    path.write_text(path.read_text().replace("Two multiplications.", "Two products."))
    assert "1 files are not as the course has them now" in run("doctor").stdout
    run("update")
    assert "course update" not in run("doctor").stdout
