"""The filter is run here, by a small interpreter of the kernel's packet-filter language, for every architecture."""

from __future__ import annotations

import errno
import struct
from pathlib import Path

import pytest

from grader.sandbox.inside.syscalls import (
    ALLOW,
    ARCHITECTURES,
    DENIED,
    KILL,
    NUMBERS,
    OPENS,
    OWN_PID,
    build_filter,
    denied_names,
    for_pid,
    number,
)

REFUSED = 0x0005_0000 | errno.EPERM
ABSENT = 0x0005_0000 | errno.ENOSYS
MACHINES = list(ARCHITECTURES)
THREAD_FLAGS = 0x3D0F00  # what pthread_create passes
FORK_FLAGS = 0x1200011  # what fork passes
VFORK_FLAGS = 0x4111
GRANTS = [frozenset(), frozenset({"namespaces"}), frozenset({"processes"}), frozenset({"compiler", "namespaces"})]


def verdict(program: bytes, arch: int, call: int, *arguments: int) -> int:
    """What the kernel would do: runs the program over a `struct seccomp_data`."""
    padded = [*arguments, *[0] * (6 - len(arguments))]
    data = struct.pack("=iIQ6Q", call, arch, 0x1234, *(value & 0xFFFF_FFFF_FFFF_FFFF for value in padded))
    instructions = list(struct.iter_unpack("=HBBI", program))
    at, accumulator = 0, 0
    for _ in range(len(instructions)):
        code, yes, no, constant = instructions[at]
        at += 1
        if code == 0x06:
            return constant
        if code == 0x20:
            assert constant % 4 == 0
            (accumulator,) = struct.unpack_from("=I", data, constant)
            continue
        holds = {0x15: accumulator == constant, 0x35: accumulator >= constant, 0x45: bool(accumulator & constant)}
        at += yes if holds[code] else no
    raise AssertionError("the program does not end")


def ask(machine: str, name: str, *arguments: int, grants: frozenset[str] = frozenset(), pid: int = 7) -> int:
    call = number(name, machine)
    assert call is not None
    return verdict(for_pid(build_filter(machine, grants), pid), ARCHITECTURES[machine], call, *arguments)


@pytest.mark.parametrize("grants", GRANTS, ids=lambda grants: "+".join(sorted(grants)) or "none")
@pytest.mark.parametrize("machine", MACHINES)
class TestEveryProgram:
    """What holds on every architecture, whatever was granted."""

    def test_it_is_well_formed(self, machine: str, grants: frozenset[str]) -> None:
        """No jump leaves the program, every path returns, and it fits into the kernel's 4096 instructions."""
        instructions = list(struct.iter_unpack("=HBBI", build_filter(machine, grants)))
        assert len(instructions) < 4096
        for at, (code, yes, no, _) in enumerate(instructions):
            assert code in (0x20, 0x15, 0x35, 0x45, 0x06)
            assert at + 1 + max(yes, no) < len(instructions) + (code == 0x06)
        assert instructions[-1][0] == 0x06

    def test_what_is_refused_outright_gets_eperm(self, machine: str, grants: frozenset[str]) -> None:
        """Every name on the list is refused whatever its arguments, and nothing is refused but by the list."""
        refused = {
            name
            for name in NUMBERS
            if number(name, machine) is not None
            and {ask(machine, name, first, first, grants=grants) for first in (0, 1, 7, 99)} == {REFUSED}
        }
        decided = {"socket", "socketpair", "kill", "connect", "bind", "listen", "accept", "accept4", "clone"}
        listed = {name for name in denied_names(grants) if number(name, machine) is not None}
        assert refused - decided == listed - decided

    def test_other_architectures_end_the_process(self, machine: str, grants: frozenset[str]) -> None:
        """A call that comes by another architecture's door is fatal, allowed or not."""
        program = build_filter(machine, grants)
        for arch in (0x40000003, 0x40000028, *(set(ARCHITECTURES.values()) - {ARCHITECTURES[machine]})):
            for call in (0, 39, 59, 435):
                assert verdict(program, arch, call) == KILL

    def test_ordinary_calls_pass(self, machine: str, grants: frozenset[str]) -> None:
        """Calls that are not on any list go through: read, mmap, openat, futex, getrandom, exit_group."""
        ordinary = {"x86_64": (0, 9, 257, 202, 318, 231), "aarch64": (63, 222, 56, 98, 278, 94)}
        program = build_filter(machine, grants)
        assert {verdict(program, ARCHITECTURES[machine], call, 3) for call in ordinary[machine]} == {ALLOW}

    def test_threads_start_and_namespaces_do_not(self, machine: str, grants: frozenset[str]) -> None:
        """By clone come threads always, and new namespaces or siblings never; clone3 does not exist."""
        assert ask(machine, "clone", THREAD_FLAGS, grants=grants) == ALLOW
        for flag in (0x20000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x8000):
            assert ask(machine, "clone", THREAD_FLAGS | flag, grants=grants) == REFUSED
            assert ask(machine, "clone", FORK_FLAGS | flag, grants=grants) == REFUSED
        assert ask(machine, "clone3", grants=grants) == ABSENT

    def test_anonymous_memory_is_private(self, machine: str, grants: frozenset[str]) -> None:
        """Shared anonymous memory, which no rlimit counts, needs `processes`; files may be mapped either way."""
        forks = bool(grants & {"processes", "compiler"})
        private, shared, validated, file = 0x22, 0x21, 0x23, 0x01
        asked = {flags: ask(machine, "mmap", 0, 1 << 20, 3, flags, grants=grants) for flags in (private, file)}
        assert asked == {private: ALLOW, file: ALLOW}
        for flags in (shared, validated):
            verdict = ask(machine, "mmap", 0, 1 << 20, 3, flags, grants=grants)
            assert verdict == (ALLOW if forks else REFUSED)

    def test_processes_start_only_where_granted(self, machine: str, grants: frozenset[str]) -> None:
        """Both fork and vfork, by name or by clone, need a capability; programs need `compiler`."""
        forks = bool(grants & {"processes", "compiler"})
        assert ask(machine, "clone", FORK_FLAGS, grants=grants) == (ALLOW if forks else REFUSED)
        assert ask(machine, "clone", VFORK_FLAGS, grants=grants) == (ALLOW if forks else REFUSED)
        if machine == "x86_64":
            assert ask(machine, "fork", grants=grants) == ask(machine, "vfork", grants=grants)
            assert ask(machine, "fork", grants=grants) == (ALLOW if forks else REFUSED)
        assert ask(machine, "execve", grants=grants) == (ALLOW if "compiler" in grants else REFUSED)

    def test_sockets_need_a_network_of_ones_own(self, machine: str, grants: frozenset[str]) -> None:
        """Internet and unix sockets exist only for what may fork in namespaces of its own; netlink never."""
        own = bool(grants & {"processes", "compiler"}) and "namespaces" in grants
        for family in (1, 2, 10):
            assert ask(machine, "socket", family, grants=grants) == (ALLOW if own else REFUSED)
        for family in (16, 17, 38, 40):
            assert ask(machine, "socket", family, grants=grants) == REFUSED
        assert ask(machine, "connect", 3, grants=grants) == (ALLOW if own else REFUSED)

    def test_signals_reach_oneself_only(self, machine: str, grants: frozenset[str]) -> None:
        """abort() works; others can be signalled only in a pid namespace of one's own."""
        other = ALLOW if "namespaces" in grants else REFUSED
        for name in ("kill", "tgkill"):
            assert ask(machine, name, 7, 7, 6, grants=grants) == ALLOW
            assert ask(machine, name, 8, 8, 6, grants=grants) == other
            assert ask(machine, name, -1, 8, 9, grants=grants) == other

    def test_limits_and_affinity_are_ones_own(self, machine: str, grants: frozenset[str]) -> None:
        """For prlimit and sched_setaffinity only 0 and the own pid will do."""
        for name in ("prlimit64", "sched_setaffinity"):
            assert [ask(machine, name, pid, grants=grants) for pid in (0, 7, 8, 1)] == [ALLOW, ALLOW, REFUSED, REFUSED]

    def test_requests_that_reach_others_are_refused(self, machine: str, grants: frozenset[str]) -> None:
        """Typing into a terminal, owners of descriptors, and undoing the parent-death signal are refused."""
        for request in (0x5412, 0x541C, 0x8901):
            assert ask(machine, "ioctl", 0, request, grants=grants) == REFUSED
        assert ask(machine, "ioctl", 0, 0x5401, grants=grants) == ALLOW
        assert ask(machine, "fcntl", 0, 8, grants=grants) == REFUSED
        assert ask(machine, "fcntl", 0, 1, grants=grants) == ALLOW
        assert [ask(machine, "prctl", option, grants=grants) for option in (1, 4, 15)] == [REFUSED, REFUSED, ALLOW]

    def test_high_halves_of_arguments_change_nothing(self, machine: str, grants: frozenset[str]) -> None:
        """The kernel reads 32 bits of these arguments, and so does the filter."""
        high = 0xDEAD_0000_0000
        assert ask(machine, "socket", high | 16, grants=grants) == REFUSED
        assert ask(machine, "ioctl", 0, high | 0x5412, grants=grants) == REFUSED
        assert ask(machine, "prctl", high | 1, grants=grants) == REFUSED


def test_x32_ends_the_process() -> None:
    """On x86-64 every number with the x32 bit is fatal, also those of allowed calls."""
    program = build_filter("x86_64")
    for call in (0x4000_0000, 0x4000_0000 + 59, 0x4000_0000 + 520, 0xFFFF_FFFF & -1 & 0x7FFF_FFFF):
        assert verdict(program, ARCHITECTURES["x86_64"], call) == KILL


def test_unknown_names_are_errors() -> None:
    """An architecture or a capability that is not known builds no filter."""
    with pytest.raises(KeyError):
        build_filter("riscv64")
    with pytest.raises(KeyError):
        build_filter("x86_64", frozenset({"network"}))


def test_the_own_pid_replaces_its_place_only() -> None:
    """Nothing but the placeholder changes."""
    program = build_filter("x86_64")
    changed = for_pid(program, 4242)
    pairs = zip(struct.iter_unpack("=HBBI", program), struct.iter_unpack("=HBBI", changed), strict=True)
    differing = [(before[3], after[3]) for before, after in pairs if before != after]
    assert differing
    assert set(differing) == {(OWN_PID, 4242)}


def test_the_data_is_whole() -> None:
    """Every name that is refused has a number somewhere, no group names a call twice, and capabilities open groups."""
    names = " ".join(DENIED.values()).split()
    assert len(names) == len(set(names))
    assert set(names) <= set(NUMBERS)
    assert {group for groups in OPENS.values() for group in groups} <= set(DENIED)


@pytest.mark.parametrize(
    ("machine", "header"),
    [("x86_64", "/usr/include/x86_64-linux-gnu/asm/unistd_64.h"), ("aarch64", "/usr/include/asm-generic/unistd.h")],
)
def test_numbers_are_those_of_the_kernel(machine: str, header: str) -> None:
    """The table agrees with the kernel's own headers, where these are installed."""
    import re

    if not Path(header).exists():
        pytest.skip(f"{header} is not installed")
    pattern = r"#define\s+__NR(?:3264)?_(\w+)\s+(\d+)"
    known: dict[str, int] = {}
    for name, text in re.findall(pattern, Path(header).read_text()):
        known.setdefault(name, int(text))
    ours = {name: number(name, machine) for name in NUMBERS}
    assert {name: known[name] for name in ours if name in known} == {name: ours[name] for name in ours if name in known}
    assert {name for name in known if name in ours} >= {
        "clone",
        "execve",
        "unshare",
        "mount",
        "bpf",
        "landlock_add_rule",
    }
