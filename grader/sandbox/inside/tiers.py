"""The two ways in which a fork server shuts its children in, each a fixed order of the steps in `layers.py`.

Covered:
- full: namespaces and a read-only root entered once; per child a pid namespace, a user namespace (so that its tasks are
  counted apart), a tmpfs, limits, Landlock, seccomp, no capability left;
- landlock: per child a user of its own where root starts it (tasks are counted by user), limits, Landlock, seccomp; no
  capability left, or the one to read and search where the interpreter lies in a folder that only root may enter.

Not covered:
- landlock alone: what can be asked of a path without opening it (whether it exists, its size and times);
- total bytes and number of files in a landlock worker's folder: only the size of each file is limited;
- landlock without root: all that the user runs is counted together, so a worker that holds all the threads it may can
  have one that was forked before it refused new ones until it ends.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import signal
import time
from pathlib import Path
from typing import Any, Protocol

from . import layers, syscalls
from .pidfd import open_pidfd, signal_pidfd

Plan = dict[str, Any]
BOX_FILES = 10_000
ABOVE = 64  # the descriptors that a child arranges anew
OLDEST_LANDLOCK = 3  # by itself; older ones let a file be truncated that cannot be written


class Confinement(Protocol):
    """What a fork server does at its own start, at each fork and in each child."""

    notes: list[str]

    def begin(self) -> None:
        """Before torch is imported: what needs a small process."""

    def enclose(self) -> None:
        """After torch is imported: what holds for all children."""

    def fork(self) -> int:
        """Fork a child, its pid namespace included."""

    def get_ready(self) -> None:
        """Between two forks: prepare what the next child will need."""

    def confine(self, box: str, uid: int | None) -> None:
        """In the child: shut it in for good, as `uid` where one is given."""


def confinement(plan: Plan) -> Confinement:
    """The confinement that the plan's tier names."""
    return Full(plan) if plan["tier"] == "full" else Landlock(plan)


class Full:
    """Namespaces, a root of our own, Landlock and seccomp."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._data = DataInUse()
        self._pid_namespace = -1
        self._rules = Ruleset(plan, network=plan["forks"])
        self.notes: list[str] = []

    def begin(self) -> None:
        """Enter the namespaces; the caller goes on as pid 1 of a pid namespace, watched over from outside it."""
        parent = watch_parent()
        uid, gid = os.geteuid(), os.getegid()
        flags = layers.NEWUSER | layers.NEWNS | layers.NEWPID | layers.NEWNET | layers.NEWIPC | layers.NEWUTS
        flags |= layers.NEWCGROUP
        if uid == 0:
            user = self._plan["user"]
            _unshare_mapped(flags, (0, user), (0, user))
        else:
            layers.unshare(flags)
            layers.write_id_maps("self", [uid], [gid], deny_setgroups=True)
        first = os.fork()
        if first:
            os.close(0)
            _guard(parent, first)
        layers.die_with_parent(_no_parent_in_sight)
        self._data.open()
        self._pid_namespace = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def enclose(self) -> None:
        """Make the read-only root the only one and become the unprivileged user."""
        plan = self._plan
        try:
            layers.landlock_abi()
        except OSError:
            self._rules.wanted = False
            self.notes.append("no Landlock in this kernel")
        layers.new_root(plan["base"], layers.Root(**plan["root"]))
        if os.geteuid() == 0:
            layers.become(plan["user"], plan["user"], keep_capabilities=True)
        layers.undumpable()
        layers.die_with_parent(_no_parent_in_sight)  # again: becoming another user has undone it

    def fork(self) -> int:
        """Fork the first process of a new pid namespace."""
        self._data.read()
        layers.unshare(layers.NEWPID)
        child = os.fork()
        if child:
            layers.join_pid_namespace(self._pid_namespace)
        return child

    def get_ready(self) -> None:
        """Write down the rules of the next child."""
        self._rules.write()

    def confine(self, box: str, uid: int | None) -> None:
        """Shut the child in: its own tmpfs, user namespace, limits, Landlock and seccomp."""
        plan = self._plan
        alone = layers.NEWNET | layers.NEWIPC if plan["forks"] else 0
        layers.unshare(layers.NEWNS | alone)
        if alone:
            layers.loopback_up()
        layers.small_tmpfs(box, plan["limits"]["file_bytes"], BOX_FILES)
        os.chdir(box)
        layers.unshare(layers.NEWUSER)
        layers.limit_resources(plan["limits"], self._data.bytes)
        self._rules.obey(box)
        layers.drop_capabilities()
        layers.die_with_parent(_no_parent_in_sight)
        _shut(plan["filter"])


class Landlock:
    """Landlock and seccomp without namespaces."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._data = DataInUse()
        self._tasks = Tasks()
        self._rules = Ruleset(plan, network=False)
        self._kept = 0
        self.notes: list[str] = []

    def begin(self) -> None:
        """Nothing needs a small process here."""
        self._data.open()

    def enclose(self) -> None:
        """When root, become the unprivileged user for good."""
        if layers.landlock_abi() < OLDEST_LANDLOCK:
            raise OSError(errno.ENOSYS, "Landlock of this kernel cannot forbid truncating (Linux 6.2 can)")
        if os.geteuid() == 0:
            user = self._plan["user"]
            paths = [path for path, _ in self._plan["read"]]
            if not layers.readable_as(user, [*paths, self._plan["temporary"]]):
                self._kept = 1 << layers.CAP_DAC_READ_SEARCH
                self.notes.append("kept CAP_DAC_READ_SEARCH")
            layers.drop_bounding_set()
            layers.become(user, user, keep_capabilities=True)
            # To make each child somebody else; a signal that comes of a parent's death needs the parent's right to it.
            own = (layers.CAP_KILL, layers.CAP_SETUID, layers.CAP_SETGID)
            layers.limit_capabilities(self._kept | sum(1 << capability for capability in own))
        layers.undumpable()

    def fork(self) -> int:
        """Fork a child."""
        self._data.read()
        self._tasks.read()
        return os.fork()

    def get_ready(self) -> None:
        """Write down the rules of the next child."""
        self._rules.write()

    def confine(self, box: str, uid: int | None) -> None:
        """Shut the child in: a user of its own, limits, Landlock and seccomp."""
        plan = self._plan
        alone = uid is not None and uid != plan["user"]
        if uid is not None and alone:
            layers.become(uid, uid, keep_capabilities=False)  # what it has stays until it is dropped below
        os.chdir(box)
        processes = plan["limits"]["processes"] + (0 if alone else self._tasks.count)
        layers.limit_resources(plan["limits"] | {"processes": processes}, self._data.bytes)
        self._rules.obey(box)
        layers.drop_capabilities(self._kept)
        layers.die_with_parent(lambda: os.getppid() != plan["server"])
        _shut(plan["filter"])


def _shut(program: str) -> None:
    layers.undumpable()
    layers.seccomp(syscalls.for_pid(bytes.fromhex(program), os.getpid()))


class Ruleset:
    """Landlock rules, written by the server for one child after another, because hundreds of them take milliseconds."""

    def __init__(self, plan: Plan, *, network: bool) -> None:
        self._rules = [*plan["read"], *plan["write"]]
        self._network = network
        self._written = -1
        self.wanted = True

    def write(self) -> None:
        """Write a new set; the last one belongs to the child that has it."""
        if not self.wanted:
            return
        written = layers.new_ruleset(self._rules, network=self._network)
        if self._written >= 0:
            os.close(self._written)
        self._written = fcntl.fcntl(written, fcntl.F_DUPFD_CLOEXEC, ABOVE)
        os.close(written)

    def obey(self, box: str) -> None:
        """In the child: add its own folder and be bound."""
        if self._written >= 0:
            layers.allow(self._written, box, layers.all_rights())
            layers.restrict(self._written)


class DataInUse:
    """How much of RLIMIT_DATA this process uses up already."""

    def __init__(self) -> None:
        self._descriptor = -1
        self.bytes = 0

    def open(self) -> None:
        """Open the kernel's count of this process while /proc is still in sight."""
        self._descriptor = os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)

    def read(self) -> None:
        """Read it anew."""
        self.bytes = int(os.pread(self._descriptor, 200, 0).split()[5]) * os.sysconf("SC_PAGESIZE")


class Tasks:
    """How many tasks the user of this process has, counted at most once a second (RLIMIT_NPROC counts them all)."""

    def __init__(self) -> None:
        self._counted = -1.0
        self.count = 0

    def read(self) -> None:
        """Count them anew, unless that was just done."""
        if time.monotonic() - self._counted < 1:
            return
        self._counted = time.monotonic()
        uid = os.geteuid()
        self.count = sum(
            _threads(entry) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _is(entry, uid)
        )


def _is(entry: Path, uid: int) -> bool:
    try:
        return entry.stat().st_uid in (uid, 0)  # an undumpable process of ours looks like root's
    except OSError:
        return False


def _threads(entry: Path) -> int:
    try:
        return len(list((entry / "task").iterdir()))
    except OSError:
        return 0


def watch_parent() -> int:
    """A descriptor that becomes readable when the parent process has gone."""
    parent = os.getppid()
    descriptor = open_pidfd(parent)
    if os.getppid() != parent:
        os._exit(1)
    return descriptor


def _unshare_mapped(flags: int, uids: tuple[int, ...], gids: tuple[int, ...]) -> None:
    """Unshare, and have a child that stayed outside map several ids: only root of the outer namespace may."""
    ready, go = os.pipe()
    outer = os.getpid()
    child = os.fork()
    if child == 0:
        os.close(go)
        code = 0
        try:
            if os.read(ready, 1):
                layers.write_id_maps(str(outer), uids, gids, deny_setgroups=False)
        except OSError as error:
            code = error.errno or 255
        os._exit(code)
    os.close(ready)
    layers.unshare(flags)
    os.write(go, b"+")
    os.close(go)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if code:
        raise OSError(code, f"write id maps: {os.strerror(code)}")


def _no_parent_in_sight() -> bool:
    """The first process of a pid namespace cannot ask for its parent; that its channel ends tells it."""
    return False


def _guard(parent: int, server: int) -> None:
    """Stay outside: end the server when the trusted process has gone, and end as the server ends."""
    watched = open_pidfd(server)
    poll = select.poll()
    poll.register(parent, select.POLLIN)
    poll.register(watched, select.POLLIN)
    if watched not in [descriptor for descriptor, _ in poll.poll()]:
        signal_pidfd(watched, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(server, 0)[1])
    os._exit(code if code >= 0 else 128 - code)
