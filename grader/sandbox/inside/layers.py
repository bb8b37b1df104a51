"""The raw steps that shut a process in, by ctypes; each raises OSError with the step's name.

Covered:
- namespaces and id maps, a new root of read-only binds, resource limits, capabilities, Landlock, seccomp.

Not covered:
- which steps are taken, in what order and with what paths: `tiers.py` and the trusted side's plan say so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import stat
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .syscalls import number

NEWNS, NEWUTS, NEWIPC, NEWUSER = 0x0002_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000
NEWPID, NEWNET, NEWCGROUP = 0x2000_0000, 0x4000_0000, 0x0200_0000

READ_ONLY, NOSUID, NODEV, BIND, RECURSIVE, PRIVATE = 1, 2, 4, 0x1000, 0x4000, 1 << 18
DETACH, AT_FDCWD, AT_RECURSIVE = 2, -100, 0x8000
TMPFS_MAGIC = "tmpfs"

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 8, 24, 38
PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 47, 4
SIGKILL = 9
CAP_DAC_READ_SEARCH, CAP_KILL, CAP_SETGID, CAP_SETUID, LAST_CAPABILITY = 2, 5, 6, 7, 63
CAPABILITY_VERSION_3 = 0x2008_0522

FILE_EXECUTE, FILE_WRITE, FILE_READ, DIR_READ = 1, 2, 4, 8
FILE_TRUNCATE, DEVICE_IOCTL = 1 << 14, 1 << 15
FOR_FILES = FILE_EXECUTE | FILE_WRITE | FILE_READ | FILE_TRUNCATE | DEVICE_IOCTL
READING = FILE_EXECUTE | FILE_READ | DIR_READ

_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, step: str) -> int:
    if result == -1:
        code = ctypes.get_errno()
        raise OSError(code, f"{step}: {os.strerror(code)}")
    return result


def _call(name: str, *arguments: object) -> int:
    """A system call that the C library does not wrap; -1 and errno as it would."""
    index = number(name, platform.machine())
    if index is None:
        raise OSError(38, f"{name}: not on this architecture")
    return int(_libc.syscall(ctypes.c_long(index), *arguments))


def _prctl(step: str, option: int, *arguments: int) -> int:
    words = [ctypes.c_ulong(value) for value in (*arguments, *[0] * (4 - len(arguments)))]
    return _checked(_libc.prctl(ctypes.c_int(option), *words), step)


# --- namespaces and identity


def unshare(flags: int) -> None:
    """Leave the namespaces that `flags` names for new ones."""
    _checked(_libc.unshare(ctypes.c_int(flags)), f"unshare {flags:#x}")


def join_pid_namespace(descriptor: int) -> None:
    """Let the next children be born in the pid namespace that the descriptor holds."""
    _checked(_libc.setns(ctypes.c_int(descriptor), ctypes.c_int(NEWPID)), "setns pid")


def write_id_maps(pid: str, uids: Iterable[int], gids: Iterable[int], *, deny_setgroups: bool) -> None:
    """Map each id to itself in the user namespace of `pid`."""
    if deny_setgroups:
        _write(f"/proc/{pid}/setgroups", "deny")
    _write(f"/proc/{pid}/uid_map", "".join(f"{uid} {uid} 1\n" for uid in uids))
    _write(f"/proc/{pid}/gid_map", "".join(f"{gid} {gid} 1\n" for gid in gids))


def _write(path: str, text: str) -> None:
    try:
        Path(path).write_text(text)
    except OSError as error:
        raise OSError(error.errno, f"write {path}: {error.strerror}") from error


def become(uid: int, gid: int, *, keep_capabilities: bool) -> None:
    """Take other ids for good; capabilities stay permitted and effective only where asked."""
    if keep_capabilities:
        _prctl("keep capabilities", PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if keep_capabilities:
        limit_capabilities(_permitted())


@contextmanager
def acting_as(uid: int | None) -> Iterator[None]:
    """Another user for a moment, who may remove what is theirs; needs CAP_SETUID. None changes nothing."""
    own = os.geteuid()
    if uid is not None:
        os.seteuid(uid)
    try:
        yield
    finally:
        if uid is not None:
            os.seteuid(own)


def readable_as(uid: int, paths: Iterable[str]) -> bool:
    """Whether a process of that uid without capabilities reaches every path (asked as root, which stays root)."""
    _libc.setfsuid(ctypes.c_uint(uid))  # clears the file capabilities of the effective set until it is 0 again
    try:
        for path in paths:
            os.close(os.open(path, os.O_RDONLY))
    except PermissionError:
        return False
    finally:
        _libc.setfsuid(ctypes.c_uint(0))
    return True


def _permitted() -> int:
    header, data = struct.pack("=Ii", CAPABILITY_VERSION_3, 0), ctypes.create_string_buffer(24)
    _checked(_libc.capget(header, data), "capget")
    low, high = struct.unpack_from("=4xI8xI", data)
    return int(low) | int(high) << 32


def limit_capabilities(kept: int) -> None:
    """Keep exactly the capabilities of the bit mask `kept`, permitted and effective."""
    low, high = kept & 0xFFFF_FFFF, kept >> 32
    header, data = struct.pack("=Ii", CAPABILITY_VERSION_3, 0), struct.pack("=IIIIII", low, low, 0, high, high, 0)
    _checked(_libc.capset(header, data), "capset")


def drop_bounding_set() -> None:
    """Give up every capability that a program executed later could gain, as far as this process may."""
    _libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0)
    for capability in range(LAST_CAPABILITY + 1):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == -1:
            break  # past the last one that this kernel knows, or not ours to drop


def drop_capabilities(kept: int = 0) -> None:
    """Empty the bounding and ambient sets, then keep only the mask `kept`."""
    drop_bounding_set()
    limit_capabilities(kept)


def no_new_privileges() -> None:
    """No program that is executed from here on gains privileges."""
    _prctl("no_new_privs", PR_SET_NO_NEW_PRIVS, 1)


def close_from(first: int) -> None:
    """Close every descriptor from `first` upwards (os.closerange would try a thousand million where it lacks this)."""
    _checked(_call("close_range", ctypes.c_uint(first), ctypes.c_uint(0xFFFF_FFFF), 0), "close_range")


def undumpable() -> None:
    """Others of the same user can neither trace this process nor read its memory."""
    _prctl("undumpable", PR_SET_DUMPABLE, 0)


def die_with_parent(parent_gone: Callable[[], bool]) -> None:
    """Be killed when the parent dies, even if it just has; any change of identity undoes this."""
    _prctl("parent death signal", PR_SET_PDEATHSIG, SIGKILL)
    if parent_gone():
        os._exit(1)


def loopback_up() -> None:
    """Bring up `lo` of the current network namespace."""
    import fcntl
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        fcntl.ioctl(probe, 0x8914, struct.pack("16sH22x", b"lo", 1))  # SIOCSIFFLAGS, IFF_UP


# --- mounts


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system, or what is at `source`, on `target`."""
    arguments = (source.encode(), target.encode(), kind.encode(), ctypes.c_ulong(flags), options.encode())
    _checked(_libc.mount(*arguments), f"mount {kind or source} on {target}")


def small_tmpfs(path: str, size: int, inodes: int, mode: int = 0o700) -> None:
    """An empty file system in memory, limited in bytes and in files."""
    mount(TMPFS_MAGIC, path, TMPFS_MAGIC, NOSUID | NODEV, f"size={size},nr_inodes={inodes},mode={mode:o}")


def _seal(path: str, *, devices: bool) -> None:
    """Read-only, no setuid and (unless devices) no device files from `path` downwards."""
    attributes = READ_ONLY | NOSUID | (0 if devices else NODEV)
    packed = struct.pack("=QQQQ", attributes, 0, 0, 0)
    result = _call("mount_setattr", AT_FDCWD, path.encode(), AT_RECURSIVE, packed, ctypes.c_size_t(len(packed)))
    _checked(result, f"mount_setattr {path}")


@dataclass(frozen=True)
class Root:
    """A file tree: paths to show and to hide, symbolic links, device files, an empty folder to mount on."""

    shown: Iterable[str]
    hidden: Iterable[str]
    links: dict[str, str]
    devices: Iterable[str]
    empty: str


def new_root(base: str, root: Root) -> None:
    """Lay out a tree at `base` of which nothing can be written, and make it the only one there is.

    What is shown and hidden is laid shallow first, so that what lies deeper wins.
    """
    mount("none", "/", "", RECURSIVE | PRIVATE)
    small_tmpfs(base, 1 << 20, 4096, 0o755)
    layers = [(path, False) for path in root.shown] + [(path, True) for path in root.hidden]
    for path, masked in sorted(layers, key=lambda layer: (layer[0].count("/"), layer)):
        _lay(base, path, masked=masked)
    for path, target in root.links.items():
        Path(base + path).parent.mkdir(parents=True, exist_ok=True)
        Path(base + path).symlink_to(target)
    Path(base + root.empty).mkdir(parents=True)
    Path(base + "/dev").mkdir(exist_ok=True)
    _seal(base, devices=False)
    # Device files last: on a mount of their own, where they work.
    small_tmpfs(base + "/dev", 1 << 16, 64, 0o755)
    for path in root.devices:
        Path(base + path).touch()
        mount(path, base + path, "", BIND)
    (Path(base) / "dev/shm").symlink_to(root.empty)
    _seal(base + "/dev", devices=True)
    _pivot(base)


def _lay(base: str, path: str, *, masked: bool) -> None:
    source, target = Path(path), Path(base + path)
    if source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
    elif not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
    if not masked:
        mount(path, str(target), "", BIND | RECURSIVE)
    elif source.is_dir():
        small_tmpfs(str(target), 1 << 20, 4096, 0o755)
    else:
        mount("/dev/null", str(target), "", BIND)


def _pivot(base: str) -> None:
    os.chdir(base)
    _checked(_call("pivot_root", b".", b"."), "pivot_root")
    _checked(_libc.umount2(b".", DETACH), "unmount the old root")
    os.chdir("/")


# --- limits


def limit_resources(limits: dict[str, int], data_in_use: int) -> None:
    """Set the rlimits, soft and hard; the one on memory counts from what the fork starts with."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_FSIZE: limits["file_bytes"],
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_DATA: data_in_use + limits["memory_bytes"],
        resource.RLIMIT_NPROC: limits["processes"],
    }
    for which, value in wanted.items():
        hard = resource.getrlimit(which)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        # A second more before SIGKILL, so that SIGXCPU comes first where it can be delivered.
        last = bound + 1 if which == resource.RLIMIT_CPU and bound == value else bound
        resource.setrlimit(which, (bound, last))


# --- Landlock


def landlock_abi() -> int:
    """The version of Landlock that this kernel speaks; OSError where it speaks none."""
    return _checked(_call("landlock_create_ruleset", None, ctypes.c_size_t(0), 1), "Landlock")


def new_ruleset(rules: Iterable[tuple[str, int]], *, network: bool) -> int:
    """A descriptor of rules that allow each path the rights named, and all else that Landlock knows of to nothing."""
    abi = landlock_abi()
    handled = file_rights(abi)
    tcp, scopes = (0 if network or abi < 4 else 3), (3 if abi >= 6 else 0)
    attributes = struct.pack("=QQQ", handled, tcp, scopes)[: 8 if abi < 4 else 16 if abi < 6 else 24]
    created = _call("landlock_create_ruleset", attributes, ctypes.c_size_t(len(attributes)), 0)
    ruleset = _checked(created, "landlock_create_ruleset")
    for path, rights in rules:
        allow(ruleset, path, rights & handled)
    return ruleset


def allow(ruleset: int, path: str, rights: int) -> None:
    """Add a rule; a path that is gone since the plan was made is passed over."""
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(os.fstat(place).st_mode):
        rights &= FOR_FILES
    packed = struct.pack("=Qi", rights, place)
    _checked(_call("landlock_add_rule", ruleset, 1, packed, 0), f"landlock_add_rule {path}")
    os.close(place)


def all_rights() -> int:
    """Every right on files that this kernel's Landlock knows."""
    return file_rights(landlock_abi())


def restrict(ruleset: int) -> None:
    """Put this process under the rules for good."""
    no_new_privileges()
    _checked(_call("landlock_restrict_self", ruleset, 0), "landlock_restrict_self")
    os.close(ruleset)


def file_rights(abi: int) -> int:
    """Every right on files that a version of Landlock knows."""
    return (1 << 13) - 1 | (1 << 13 if abi >= 2 else 0) | (1 << 14 if abi >= 3 else 0) | (1 << 15 if abi >= 5 else 0)


# --- seccomp


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def seccomp(program: bytes) -> None:
    """Install a filter; it holds for this process and all that come of it."""
    code = ctypes.create_string_buffer(program, len(program))
    header = _Program(len(program) // 8, ctypes.cast(code, ctypes.c_void_p))
    no_new_privileges()
    _checked(_call("seccomp", 1, 0, ctypes.byref(header)), "seccomp")
