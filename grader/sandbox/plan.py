"""The plan that is sent to the process that builds a sandbox: paths, limits and the filter, as plain data."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from grader.allocator import LARGEST_KEPT, MOST_KEPT
from grader.sandbox.inside import syscalls
from grader.sandbox.visible import (
    FOR_ACCELERATORS,
    FOR_COMPILERS,
    READING,
    devices,
    import_paths,
    visible,
)

START = Path(__file__).parent / "inside" / "start.py"
NOBODY = 65534
BOX = "/box"
READ_ONLY_DEVICES = ("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
READ_WRITE = 1 | 2 | 4 | 1 << 14 | 1 << 15  # rights of Landlock on a device file
THREADS = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "MKL", "OPENBLAS")}
# Plain malloc on huge pages halves what a fork costs: fewer pages to copy. What is freed is kept, as on our side: a
# learner's loop over rows would get fresh pages in every round.
TUNABLES = {"hugetlb": 1, "mmap_threshold": LARGEST_KEPT, "trim_threshold": MOST_KEPT}
MALLOC = {
    "PYTHONMALLOC": "malloc",
    "GLIBC_TUNABLES": ":".join(f"glibc.malloc.{name}={value}" for name, value in TUNABLES.items()),
}


class Tier(StrEnum):
    """How a worker is shut in, strongest first."""

    FULL = "full"
    LANDLOCK = "landlock"
    PROCESS = "process"


@dataclass(frozen=True)
class Limits:
    """Limits of one worker; memory counts on top of what the fork starts with."""

    cpu_seconds: int = 120
    memory_bytes: int = 2 << 30
    file_bytes: int = 64 << 20
    processes: int = 64
    output_bytes: int = 64 << 10
    reply_bytes: int = 33 << 20


@dataclass(frozen=True)
class Wish:
    """What a sandbox is wanted for."""

    limits: Limits = Limits()
    capabilities: frozenset[str] = frozenset()
    warm_optimizers: bool = False
    device: str = "cpu"
    serve: str | None = None  # a file with serve(channel), in tests; else inside/worker.py
    probing: bool = False  # layers only, without torch
    secret: tuple[str, ...] = ()  # folders to hide where they lie among what is shown


def command(tier: Tier) -> list[str]:
    """How to start Python for a tier: nothing of the user's, no site-packages, no argument of ours."""
    python = os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)
    # -I would ignore PYTHONMALLOC; -s and -P are the rest of it, and the environment is ours alone.
    isolation = ["-I"] if tier is Tier.PROCESS else ["-s", "-P"]
    return [python, *isolation, "-S", "-X", "utf8", str(START)]


def plan_for(tier: Tier, wish: Wish) -> dict[str, Any]:
    """Everything that the process inside must know."""
    paths = [] if wish.probing else import_paths()
    plan = {
        "tier": str(tier),
        "probe": wish.probing,
        "path": paths,
        "serve": wish.serve,
        "warm_optimizers": wish.warm_optimizers,
        "limits": asdict(wish.limits),
        "environment": {"PATH": "/usr/local/bin:/usr/bin:/bin"} if "compiler" in wish.capabilities else {},
    }
    return plan if tier is Tier.PROCESS else plan | _confinement(tier, wish, paths)


def _confinement(tier: Tier, wish: Wish, paths: list[str]) -> dict[str, Any]:
    extra = (
        *(FOR_COMPILERS if "compiler" in wish.capabilities else ()),
        *(FOR_ACCELERATORS if wish.device != "cpu" else ()),
    )
    seen = visible(paths, extra, wish.secret)
    nodes = devices(wish.device)
    writable = [node for node in nodes if node not in READ_ONLY_DEVICES]
    rules = [(path, READING) for path in seen.shown] if tier is Tier.FULL else seen.rules()
    return {
        "user": NOBODY,
        "base": seen.base(),
        "root": {
            "shown": seen.shown,
            "hidden": seen.hidden,
            "links": seen.links,
            "devices": nodes,
            "empty": BOX,
        },
        "read": [*rules, *[(node, READING) for node in nodes]],
        "write": [(node, READ_WRITE) for node in writable],
        "temporary": tempfile.gettempdir(),
        "forks": bool(wish.capabilities),
        "filter": _filter(tier, wish.capabilities),
    }


def _filter(tier: Tier, capabilities: frozenset[str]) -> str:
    """The seccomp program as hexadecimal text."""
    if tier is Tier.FULL:
        capabilities |= {"namespaces"}
    return syscalls.build_filter(platform.machine(), capabilities).hex()
