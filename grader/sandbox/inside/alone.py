"""A worker that is a process of its own from the start: what there is where nothing can be forked or shut in.

Covered:
- limits where the operating system has them; it ends when the trusted side does;
- the wire is moved away from the standard streams, so that what is printed is no answer.

Not covered:
- everything else: files, network, other processes, environment of the same user are within reach.
"""

from __future__ import annotations

import gc
import os
import queue
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from .channel import Channel, read_frame, write_json
from .folders import remove_tree
from .serving import serving_module

Plan = dict[str, Any]


class EndingChannel(Channel):
    """A channel read by a thread of its own, so that the end of the trusted side ends this process at once."""

    def __init__(self, incoming: int, outgoing: int, box: str) -> None:
        super().__init__(incoming, outgoing)
        self._box = box
        self._requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._read_on, args=(incoming,), daemon=True).start()

    def _read_on(self, incoming: int) -> None:
        try:
            while True:
                self._requests.put(read_frame(incoming))
        except (EOFError, OSError):
            leave(self._box)
            os._exit(0)

    def receive(self) -> bytes:
        """The next payload."""
        return self._requests.get()


def leave(box: str) -> None:
    """Remove the worker's folder: at its end there may be nobody else left who would."""
    os.chdir(os.path.dirname(box))
    remove_tree(box)


def main(plan: Plan) -> int:
    """Load torch, report, limit what can be limited, serve."""
    incoming, outgoing = _away_from_standard_streams()
    box = plan["box"]
    os.mkdir(box, 0o700)  # not by the trusted side: it can be killed before there is a channel whose end removes it
    try:
        return _serve(plan, box, EndingChannel(incoming, outgoing, box), outgoing)
    finally:  # whichever of the two threads is the first to see that the other side has gone
        leave(box)


def _serve(plan: Plan, box: str, channel: EndingChannel, outgoing: int) -> int:
    os.chdir(box)
    os.environ.pop("LC_CTYPE", None)  # which Python sets for itself where there is no locale
    os.environ.update(plan["environment"], HOME=box, TMPDIR=box, TEMP=box, TMP=box)
    tempfile.tempdir = box
    sys.path += plan["path"]
    try:
        serving = serving_module(plan["serve"])
        if hasattr(serving, "warm"):
            serving.warm(plan["warm_optimizers"])
        gc.collect()
        gc.freeze()
        notes = limit_resources(plan["limits"])
    except Exception as error:
        write_json(outgoing, {"failed": f"{type(error).__name__}: {error}"})
        return 1
    write_json(outgoing, {"ready": True, "notes": notes})
    serving.serve(channel)
    return 0


def _away_from_standard_streams() -> tuple[int, int]:
    """Keep the wire on descriptors of its own; standard input is empty, standard output goes where errors go."""
    incoming, outgoing = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = open(number, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    return incoming, outgoing


def limit_resources(limits: dict[str, int]) -> list[str]:
    """Set the rlimits that this operating system has; says where it has none."""
    try:
        import resource
    except ImportError:
        return ["no rlimits"]
    wanted = {"CORE": 0, "CPU": limits["cpu_seconds"], "FSIZE": limits["file_bytes"]}
    data = _data_in_use()
    if data is not None:
        wanted["DATA"] = data + limits["memory_bytes"]
    for name, value in wanted.items():
        which = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        last = bound + 1 if name == "CPU" and bound == value else bound  # SIGXCPU first, then SIGKILL
        resource.setrlimit(which, (bound, last))
    return []


def _data_in_use() -> int | None:
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGESIZE")
    except OSError:
        return None
