from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from course import doctor
from course.doctor import Finding
from grader.words import words

Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox is probed in tests of its own."""

    def held() -> Iterator[Finding]:
        yield Finding("fine", words("sandbox"), words("{tier} ({layers})", tier="full", layers="Landlock"))

    monkeypatch.setattr(doctor, "_sandbox", held)


def test_doctor_examines_everything(run: Run, workspace: Path) -> None:
    """Python, torch, devices, sandbox, data, disk and workspace, a line each; exit 0 where all is well."""
    done = run("doctor")
    assert done.exit_code == 0, done.output
    for subject in ("python", "torch", "devices", "sandbox", "data", "disk", "workspace"):
        assert f" {subject}: " in done.stdout
    assert str(workspace) in done.stdout


def test_no_workspace_is_worth_a_note_only(run: Run) -> None:
    """Doctor works anywhere."""
    done = run("doctor")
    assert done.exit_code == 0
    assert "There is no workspace here" in done.stdout


def test_a_full_disk_is_bad_and_says_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What must be mended is exit 1, with the advice under it."""
    monkeypatch.setattr(doctor, "ENOUGH_DISK", 1 << 60)
    done = run("doctor")
    assert done.exit_code == 1
    assert "Make room, or set TMPDIR to another disk." in done.stdout


def test_a_look_that_breaks_is_a_finding(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One broken look costs none of the others."""

    def broken() -> Iterator[Finding]:
        raise RuntimeError("no such thing")
        yield

    monkeypatch.setattr(doctor, "_sandbox", broken)
    done = run("doctor")
    assert done.exit_code == 1
    assert "broken: RuntimeError: no such thing" in done.stdout
    assert " disk: " in done.stdout


def test_missing_data_is_bad(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bundled file that is gone is named."""
    monkeypatch.setattr(doctor, "data_file", lambda _: None)
    done = run("doctor")
    assert done.exit_code == 1
    assert "missing: mnist_10k_2k.npz" in done.stdout


def test_doctor_speaks_chinese(run: Run, workspace: Path) -> None:
    """Subjects and advice are translated."""
    stdout = run("doctor", "--lang", "zh").stdout
    assert "工作区: " in stdout
    assert "沙箱: " in stdout
