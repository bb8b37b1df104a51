"""Which tier of the sandbox this machine can hold.

Covered:
- every tier is tried whole, in a process of its own, before it is used or named.

Not covered:
- a machine that changes its mind later: no worker is handed out whose layers do not hold, but the tier stays the same.
"""

from __future__ import annotations

import functools
import os
import platform
import sys
import time
from dataclasses import dataclass

from grader.sandbox.failures import SandboxUnavailable
from grader.sandbox.forked import ForkedWorker
from grader.sandbox.inside import syscalls
from grader.sandbox.plan import Tier, Wish
from grader.sandbox.server import ForkServer
from grader.words import Words, words

__all__ = ["Probe", "Tier", "describe", "probe", "strongest"]

PROBE_SECONDS = 20.0
NO_LANDLOCK = "no Landlock in this kernel"  # as inside/tiers.py says it


@dataclass(frozen=True)
class Probe:
    """What came of trying a tier: the names of the layers that hold, or why it cannot be had."""

    layers: tuple[str, ...]
    refused: Words | None = None


def strongest() -> Tier:
    """The strongest tier that holds here."""
    return next(tier for tier in Tier if probe(tier).refused is None)


def describe(tier: Tier) -> tuple[str, ...]:
    """The names of the layers that a tier holds here."""
    return probe(tier).layers


@functools.cache
def probe(tier: Tier) -> Probe:
    """Perform the whole sequence of a tier in a process that is thrown away; remembered for this process."""
    if tier is Tier.PROCESS:
        limits = {"linux": ("rlimits", "memory watchdog"), "win32": ()}.get(sys.platform, ("rlimits",))
        return Probe(("own process", *limits))
    if sys.platform != "linux":
        return Probe((), words("The sandbox tier {tier} needs Linux.", tier=str(tier)))
    if platform.machine() not in syscalls.ARCHITECTURES or sys.maxsize < 1 << 32:
        return Probe((), words("The sandbox knows no system calls of {machine}.", machine=platform.machine()))
    server = ForkServer(tier, Wish(probing=True))
    try:
        notes = server.wait_ready(time.monotonic() + PROBE_SECONDS)
        worker = ForkedWorker(server)
        worker.meet(time.monotonic() + PROBE_SECONDS)
        worker.kill()
    except SandboxUnavailable as error:
        return Probe((), error.words)
    finally:
        server.close()
    missing = {"Landlock"} if NO_LANDLOCK in notes else set()
    return Probe((*(name for name in _layers(tier) if name not in missing), *notes))


def _layers(tier: Tier) -> tuple[str, ...]:
    names = ["rlimits", "memory watchdog", "no_new_privs", "Landlock", "seccomp"]
    if tier is Tier.FULL:
        names = ["user, mount, pid, net, ipc and uts namespaces", "read-only root", "private tmpfs", *names]
    if os.geteuid() == 0:
        names.append("unprivileged uid")
    return tuple(names)
