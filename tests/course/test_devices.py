from __future__ import annotations

from pathlib import Path

import pytest

from course.devices import Available, choose_device, may_have_accelerator
from course.errors import CourseError, ExitCode


@pytest.mark.parametrize(
    ("wanted", "cuda", "mps", "chosen"),
    [
        ("auto", False, False, "cpu"),
        ("auto", True, False, "cuda"),
        ("auto", False, True, "mps"),
        ("auto", True, True, "cuda"),
        ("cpu", True, True, "cpu"),
        ("cuda", True, False, "cuda"),
        ("mps", True, True, "mps"),
    ],
)
def test_the_device_that_is_wanted_and_there(wanted: str, cuda: bool, mps: bool, chosen: str) -> None:
    """auto takes cuda, then mps, then cpu; a name takes that device."""
    assert choose_device(wanted, Available(cuda, mps)) == chosen


@pytest.mark.parametrize(("wanted", "available"), [("cuda", Available(mps=True)), ("mps", Available(cuda=True))])
def test_an_absent_device_is_a_usage_error(wanted: str, available: Available) -> None:
    """Asking for a device that is absent is exit 2, with the command that works."""
    with pytest.raises(CourseError, match=f"torch finds no {wanted} here") as error:
        choose_device(wanted, available)
    assert error.value.code == ExitCode.USAGE
    assert error.value.next_command == "course check --device cpu"


def test_torch_is_asked_only_where_there_may_be_something(tmp_path: Path) -> None:
    """On Linux no device node means no accelerator; elsewhere torch must be asked."""
    assert not may_have_accelerator("linux", {}, tmp_path)
    (tmp_path / "nvidiactl").touch()
    assert may_have_accelerator("linux", {}, tmp_path)
    assert not may_have_accelerator("linux", {"CUDA_VISIBLE_DEVICES": ""}, tmp_path)
    assert not may_have_accelerator("linux", {"CUDA_VISIBLE_DEVICES": "-1"}, tmp_path)
    assert may_have_accelerator("linux", {"CUDA_VISIBLE_DEVICES": "1"}, tmp_path)
    assert may_have_accelerator("darwin", {}, tmp_path)
    assert may_have_accelerator("win32", {}, tmp_path)
