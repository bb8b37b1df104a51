"""Which device a check runs on."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from grader.words import words

WANTED = ("auto", "cpu", "cuda", "mps")


@dataclass(frozen=True)
class Available:
    """The accelerators that torch can use here."""

    cuda: bool = False
    mps: bool = False


def choose_device(wanted: str, available: Available) -> str:
    """`cuda`, `mps` or `cpu`; CourseError where the device that was asked for is absent."""
    if wanted == "auto":
        return "cuda" if available.cuda else "mps" if available.mps else "cpu"
    if wanted == "cpu" or (wanted == "cuda" and available.cuda) or (wanted == "mps" and available.mps):
        return wanted
    raise CourseError(
        words("torch finds no {device} here. `course doctor` says what it finds.", device=wanted),
        next_command="course check --device cpu",
    )


def available_devices() -> Available:
    """What torch says; imports torch."""
    import torch

    return Available(torch.cuda.is_available(), torch.backends.mps.is_available())


def may_have_accelerator(
    platform: str = sys.platform, environ: Mapping[str, str] = os.environ, dev: Path = Path("/dev")
) -> bool:
    """Whether asking torch is worth its import: False only where no accelerator can be."""
    if platform == "linux":
        hidden = environ.get("CUDA_VISIBLE_DEVICES") in ("", "-1")
        nodes = ("nvidiactl", "nvidia0", "dxg", "kfd", "nvhost-gpu", "nvmap")
        return not hidden and any((dev / node).exists() for node in nodes)
    return True


def resolve_device(wanted: str) -> str:
    """The device to run on; torch is asked only where there may be something to find."""
    if wanted == "cpu" or (wanted == "auto" and not may_have_accelerator()):
        return "cpu"
    return choose_device(wanted, available_devices())
