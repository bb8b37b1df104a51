"""A warm process that holds torch and forks one confined child per request.

Covered:
- a child starts with its wire, its output and nothing else open, in a folder of its own, in a session of its own;
- no child ever sees a submission that another one got: that arrives on the child's own wire after the fork;
- every child is reaped, its process group with it, and how it ended is reported; all end when the trusted side does.

Not covered:
- the memory that the server itself holds is in every child: torch, this package and the plan of the sandbox;
- in the landlock tier with processes allowed, what has left the child's process group (the filter refuses to).
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import select
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NoReturn

from . import layers
from .channel import HEADER, Channel, write_json
from .folders import remove_tree
from .hugepages import HugePages
from .pidfd import open_pidfd, signal_pidfd
from .serving import serving_module
from .tiers import Confinement, Plan, confinement, watch_parent

CONTROL = 0
WIRE = 3


class Finished(Exception):
    """The trusted side has closed the control channel."""


def main(plan: Plan) -> int:
    """Start as the plan says, report, then fork until the control channel closes."""
    shut = confinement(plan)
    try:
        parent = watch_parent() if plan["tier"] == "landlock" else -1
        shut.begin()
        serving = load(plan)
        pages = HugePages()
        pages.look()
        shut.enclose()
        shut.get_ready()
    except Exception as error:
        reason = str(error) if isinstance(error, OSError) else f"{type(error).__name__}: {error}"
        write_json(CONTROL, {"failed": reason})
        return 1
    plan["server"] = os.getpid()
    write_json(CONTROL, {"ready": True, "notes": shut.notes})
    Server(plan, shut, serving, pages, parent).run()
    return 0


def load(plan: Plan) -> ModuleType | None:
    """Import what children serve with, and warm it; None where the plan only probes the layers."""
    os.environ.pop("PYTHONMALLOC", None)
    os.environ.pop("GLIBC_TUNABLES", None)
    if plan["probe"]:
        return None
    sys.path += plan["path"]
    serving = serving_module(plan["serve"])
    if hasattr(serving, "warm"):
        serving.warm(plan["warm_optimizers"])
    gc.collect()
    gc.freeze()
    return serving


@dataclass(frozen=True)
class Child:
    """A worker: its pid, its user where that is not ours, its folder, and the socket for the report of its end."""

    pid: int
    uid: int | None
    box: str
    reporting: socket.socket


class Server:
    """Takes fork requests, and reports each child to the socket that came with its request."""

    def __init__(
        self, plan: Plan, shut: Confinement, serving: ModuleType | None, pages: HugePages, parent: int
    ) -> None:
        self._plan = plan
        self._shut = shut
        self._serving = serving
        self._pages = pages
        self._parent = parent
        self._children: dict[int, Child] = {}  # by pidfd
        self._poll = select.poll()
        self._poll.register(CONTROL, select.POLLIN)
        if parent >= 0:
            self._poll.register(parent, select.POLLIN)

    def run(self) -> None:
        """Serve until the trusted side has gone; then end every child."""
        with suppress(Finished):
            while True:
                for descriptor, _ in self._poll.poll():
                    self._serve(descriptor)
        self._end_all()

    def _serve(self, descriptor: int) -> None:
        if descriptor == self._parent:
            raise Finished
        if descriptor == CONTROL:
            self._take_request()
        else:
            self._reap(descriptor)

    def _take_request(self) -> None:
        with socket.socket(fileno=os.dup(CONTROL)) as control:
            header, descriptors, _, _ = socket.recv_fds(control, HEADER.size, 3)
        if len(header) < HEADER.size:
            raise Finished
        request = json.loads(_exactly(HEADER.unpack(header)[0]))
        wire, output, report = descriptors
        self._pages.before_a_fork()
        try:
            child = self._shut.fork()
        except OSError as error:
            child = -1
            os.write(report, json.dumps({"failed": str(error)}).encode())
        if child == 0:
            _become_worker(self._plan, self._shut, self._serving, request, (wire, output, report))
        os.close(wire)
        os.close(output)
        self._keep(child, request, socket.socket(fileno=report))
        self._shut.get_ready()

    def _keep(self, pid: int, request: dict[str, Any], reporting: socket.socket) -> None:
        """Remember a child, and send the trusted side a handle of it."""
        if pid < 0:
            reporting.close()
            return
        pidfd = open_pidfd(pid)
        with suppress(OSError):  # whoever asked may have stopped listening
            socket.send_fds(reporting, [b'{"started": true}'], [pidfd])
        self._children[pidfd] = Child(pid, request["uid"], request["box"], reporting)
        self._poll.register(pidfd, select.POLLIN)

    def _reap(self, pidfd: int) -> None:
        child = self._children.pop(pidfd)
        self._poll.unregister(pidfd)
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        _kill_group(child.pid)  # while the leader is not reaped, its group's number is nobody else's
        _, status, used = os.wait4(child.pid, 0)
        os.close(pidfd)
        code = os.waitstatus_to_exitcode(status)
        report = {"code": code, "max_rss": used.ru_maxrss * 1024, "cpu_seconds": used.ru_utime + used.ru_stime}
        with child.reporting, suppress(OSError):
            child.reporting.send(json.dumps(report).encode())

    def _end_all(self) -> None:
        for pidfd, child in list(self._children.items()):
            _kill_group(child.pid)
            signal_pidfd(pidfd, signal.SIGKILL)
            self._reap(pidfd)
            if self._plan["tier"] == "landlock":  # a folder that nobody else is left to remove
                with layers.acting_as(child.uid):
                    remove_tree(child.box)


def _exactly(count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = os.read(CONTROL, count - len(data))
        if not piece:
            raise Finished
        data += piece
    return data


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _become_worker(
    plan: Plan, shut: Confinement, serving: ModuleType | None, request: dict[str, Any], given: tuple[int, int, int]
) -> NoReturn:
    """In the child: shut in, say so, serve; never returns."""
    report, box = -1, request["box"]
    try:
        os.setsid()
        report = _arrange(*given)
        shut.confine(box, request["uid"])
        layers.close_from(report + 1)
        _settle(box, plan["environment"])
        plan.clear()
        os.write(report, b'{"confined": true}')
        os.close(report)
        report = -1
        if serving is not None:
            if request["settle"] and hasattr(serving, "settle_in"):
                serving.settle_in()
            serving.serve(Channel(WIRE, WIRE))
    except BaseException as error:
        if report >= 0:
            os.write(report, json.dumps({"failed": str(error)}).encode())
        os._exit(1)
    for stream in (sys.stdout, sys.stderr):
        with suppress(BaseException):  # the student may have replaced it
            stream.flush()
    os._exit(0)


def _arrange(wire: int, output: int, report: int) -> int:
    """Put /dev/null, the output twice and the wire on descriptors 0 to 3, and the report on 4, which is returned."""
    spare = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, 64) for descriptor in (wire, output, report)]
    nothing = os.open("/dev/null", os.O_RDWR)
    for number, descriptor in enumerate((nothing, spare[1], spare[1], spare[0], spare[2])):
        os.dup2(descriptor, number)
    return 4


def _settle(box: str, environment: dict[str, str]) -> None:
    """The environment, the standard streams and the temporary folder of a worker."""
    threads = {name: "1" for name in os.environ if name.endswith("_NUM_THREADS")}
    os.environ.clear()
    os.environ.update(threads | environment, HOME=box, TMPDIR=box, USER="student", LANG="C.UTF-8")
    tempfile.tempdir = box
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = open(number, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
