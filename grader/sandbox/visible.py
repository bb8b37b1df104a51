"""What of this machine's files a worker may see, worked out from how Python and torch are installed here.

Covered:
- our own packages, and what says where they are, are hidden wherever they lie beside torch or the standard library;
- so are chapter packs that are installed there, and the folders that the suites in use come from.

Not covered:
- other packages of the same site-packages, and everything below /usr/lib and /usr/local/lib that the user may read.
"""

from __future__ import annotations

import importlib.util
import os
import stat
import sys
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# What a worker may import beside the standard library: torch, numpy and what these need.
MODULES = (
    *("torch", "numpy", "typing_extensions", "sympy", "mpmath", "networkx", "jinja2", "markupsafe", "fsspec"),
    *("filelock", "nvidia", "triton", "setuptools", "safetensors", "torchvision", "PIL", "tensorboard"),
)
OUR_PACKAGES = ("grader", "course", "exercises", "solutions")
OUR_TRACES = ("gradstep*", "*gradstep*.pth", "__editable__*gradstep*", *OUR_PACKAGES)
SYSTEM = ("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo")
SYSTEM_FILES = ("/etc/ld.so.cache", "/etc/localtime")
FOR_COMPILERS = (
    *("/usr/bin", "/usr/include", "/usr/libexec", "/usr/local/bin", "/usr/local/include"),
    *(f"{sys.base_prefix}/bin", f"{sys.base_prefix}/include"),
)
TOP_LEVEL = ("/bin", "/lib", "/lib32", "/lib64", "/sbin")
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
# What a driver of NVIDIA's wants beside its libraries; untested.
ACCELERATOR_DEVICES = "nvidia*"
FOR_ACCELERATORS = ("/proc/driver/nvidia", "/proc/devices", "/proc/modules", "/sys/module/nvidia", "/sys/bus/pci")
BASES = ("/mnt", "/media", "/srv", "/opt", "/tmp", "/var")  # noqa: S108 - only to mount on, in a namespace of its own

EXECUTE, READ, LIST = 1, 4, 8  # rights of Landlock
READING = EXECUTE | READ | LIST


@dataclass(frozen=True)
class Visible:
    """Paths to see, paths to hide inside them, and symbolic links (path -> target) that make the former be found."""

    shown: tuple[str, ...]
    hidden: tuple[str, ...]
    links: dict[str, str]

    def rules(self) -> list[tuple[str, int]]:
        """Landlock rules for what is shown: a folder that holds something hidden is opened child by child."""
        return [rule for path in self.shown for rule in _open(path, self.hidden)]

    def base(self) -> str:
        """A folder to mount on that nothing shown lies in."""
        free = (base for base in BASES if Path(base).is_dir() and not any(_within(path, base) for path in self.shown))
        return next(free, "/proc")


def import_paths() -> list[str]:
    """The entries of sys.path where torch and its company are; imports none of them."""
    known = {os.path.realpath(entry) for entry in sys.path if entry}
    found: dict[str, None] = {}
    for name in MODULES:
        spec = importlib.util.find_spec(name)
        places = [] if spec is None else list(spec.submodule_search_locations or [spec.origin or ""])
        for place in places:
            parent = os.path.realpath(Path(place).parent)
            if parent in known:
                found[parent] = None
    standard = {os.path.realpath(sysconfig.get_path(name)) for name in ("stdlib", "platstdlib")}
    return [entry for entry in found if entry not in standard]


def devices(device: str) -> list[str]:
    """The device files that a worker may use: the harmless ones, and those of its accelerator."""
    accelerator = [] if device == "cpu" else sorted(str(path) for path in Path("/dev").glob(ACCELERATOR_DEVICES))
    return [path for path in (*DEVICES, *accelerator) if stat.S_ISCHR(_mode(path))]


def _mode(path: str) -> int:
    return Path(path).stat().st_mode if Path(path).exists() else 0


def visible(paths: Iterable[str], extra: Iterable[str] = (), secret: Iterable[str] = ()) -> Visible:
    """What a worker sees that imports from `paths`, with `extra` beside the usual and without what is `secret`."""
    wanted = [*paths, sysconfig.get_path("stdlib"), sysconfig.get_path("platstdlib"), *SYSTEM, *SYSTEM_FILES]
    wanted += [f"{sys.base_prefix}/lib", f"{sys.base_prefix}/lib64"]
    wanted += [*extra, *(path for path in TOP_LEVEL if not Path(path).is_symlink())]
    shown = {os.path.realpath(path) for path in wanted if Path(path).exists()}
    hidden = ours(shown) | {
        path
        for path in map(os.path.realpath, secret)
        if any(_within(path, each) and path != each for each in shown) and Path(path).exists()
    }
    links = {path: str(Path(path).readlink()) for path in TOP_LEVEL if Path(path).is_symlink()}
    for path in (*wanted, sys.base_prefix):
        real = os.path.realpath(path)
        if real != path and Path(path).exists() and not any(_within(path, each) for each in shown):
            links[path] = real
    links = {
        path: to for path, to in links.items() if not any(_within(path, other) for other in links if other != path)
    }
    return Visible(tuple(sorted(_outermost(shown, hidden))), tuple(sorted(hidden)), links)


def ours(shown: Iterable[str]) -> set[str]:
    """What is ours inside `shown`: packages, their metadata, and the tree that this package was loaded from."""
    shown = list(shown)
    root = Path(__file__).resolve().parents[2]
    folders = {Path(path) for path in shown if Path(path).is_dir()}
    for path in list(folders):
        for pattern in ("*-packages", "python*/*-packages", "lib/python*/*-packages"):
            folders.update(Path(os.path.realpath(found)) for found in path.glob(pattern))
    hidden = {str(found) for folder in folders for trace in OUR_TRACES for found in folder.glob(trace)}
    hidden |= {str(found.parent) for folder in folders for found in folder.glob("*/suites") if _is_pack(found.parent)}
    if root.name.endswith("-packages") or root in folders:
        hidden |= {str(found) for trace in OUR_TRACES for found in root.glob(trace)}
    else:
        hidden.add(str(root))
    return {path for path in hidden if any(_within(path, each) and path != each for each in shown)}


def _is_pack(folder: Path) -> bool:
    """Whether a package holds chapters as a pack does: whoever installed it, its suites are not for students."""
    return (folder / "chapters").is_dir()


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _outermost(shown: set[str], hidden: set[str]) -> list[str]:
    """Without what another one shows already, unless something hidden lies between the two."""

    def needless(path: str) -> bool:
        around = [other for other in shown if other != path and _within(path, other)]
        return any(not any(_within(path, mask) and _within(mask, other) for mask in hidden) for other in around)

    return [path for path in shown if not needless(path)]


def _open(path: str, hidden: tuple[str, ...]) -> list[tuple[str, int]]:
    if path in hidden:
        return []
    if not any(_within(mask, path) for mask in hidden):
        return [(path, READING)]
    rules = [(path, LIST)]
    with os.scandir(path) as entries:
        for entry in entries:
            rules += _open(entry.path, hidden)
    return rules
