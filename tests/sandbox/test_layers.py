"""Each raw step by itself, in a process that is thrown away."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from grader.sandbox.confine import Tier, probe

REPOSITORY = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")

needs_namespaces = pytest.mark.skipif(
    sys.platform != "linux" or probe(Tier.FULL).refused is not None, reason="namespaces are refused here"
)
needs_landlock = pytest.mark.skipif(
    sys.platform != "linux" or probe(Tier.LANDLOCK).refused is not None, reason="Landlock is refused here"
)
needs_root = pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs root")

BEGIN = """
import os, sys
from pathlib import Path
from grader.sandbox.inside import layers, syscalls

def error_of(step, *arguments, **options):
    try: step(*arguments, **options)
    except OSError as error: return str(error)
    return None

def alone(flags=0):
    uid, gid = os.geteuid(), os.getegid()
    layers.unshare(layers.NEWUSER | layers.NEWNS | flags)
    layers.write_id_maps("self", [uid], [gid], deny_setgroups=True)
"""


def done(code: str, *arguments: str) -> list[str]:
    """The lines that the code prints, in a process of its own."""
    program = BEGIN + textwrap.dedent(code)
    command = [sys.executable, "-c", program, *arguments]
    finished = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.splitlines()


def test_a_refused_step_says_its_name() -> None:
    """Every step that fails raises OSError with what it was about to do."""
    lines = done("""
        print(error_of(layers.unshare, 1))
        print(error_of(layers.join_pid_namespace, 0))
        print(error_of(layers.mount, "none", "/no/such/place", "tmpfs", 0))
        print(error_of(layers.seccomp, b"12345678"))
        print(error_of(layers.write_id_maps, "self", [1 << 40], [0], deny_setgroups=False))
        print(error_of(layers.restrict, 0))
    """)
    for line, step in zip(
        lines,
        ("unshare 0x1", "setns pid", "mount tmpfs", "seccomp", "write /proc/self/uid_map", "landlock_restrict_self"),
        strict=True,
    ):
        assert line.startswith("[Errno ") or step in line
        assert step in line


def test_rights_grow_with_the_version() -> None:
    """Each version of Landlock adds its own right to those before."""
    (line,) = done("print([layers.file_rights(abi).bit_length() for abi in (1, 2, 3, 4, 5, 7)])")
    assert line == "[13, 14, 15, 15, 16, 16]"


@needs_landlock
def test_landlock_opens_what_it_was_given(tmp_path: Path) -> None:
    """What has a rule can be read, written only with that right; a path that is gone is passed over."""
    for name in ("shown", "hidden", "box"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name)
    lines = done(
        """
        root = sys.argv[1]
        rules = [(root + "/shown", layers.READING), (root + "/box", layers.all_rights()), (root + "/gone", 4)]
        layers.restrict(layers.new_ruleset(rules, network=False))
        print(open(root + "/shown/file").read(), error_of(open, root + "/hidden/file") is not None)
        print(error_of(open, root + "/shown/file", "w") is not None, error_of(os.listdir, root) is not None)
        open(root + "/box/new", "w").close(); os.remove(root + "/box/file")
        moved = error_of(os.rename, root + "/box/new", root + "/shown/new")
        print(sorted(os.listdir(root + "/box")), moved is not None)
    """,
        str(tmp_path),
    )
    assert lines == ["shown True", "True True", "['new'] True"]


@needs_landlock
def test_a_filter_holds_for_good() -> None:
    """After seccomp nothing can be forked, and installing a program again cannot open it."""
    lines = done("""
        import platform
        program = syscalls.for_pid(syscalls.build_filter(platform.machine()), os.getpid())
        layers.seccomp(program)
        print(error_of(os.fork))
        print(error_of(os.kill, os.getppid(), 0))
        wider = syscalls.build_filter(platform.machine(), frozenset({"processes"}))
        layers.seccomp(syscalls.for_pid(wider, os.getpid()))
        print(error_of(os.fork))
    """)
    assert lines == ["[Errno 1] Operation not permitted"] * 3


def test_limits_count_from_what_is_in_use() -> None:
    """Soft and hard limits are set, never above a hard limit that was there."""
    lines = done("""
        import resource
        resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
        limits = {"cpu_seconds": 9, "file_bytes": 1000, "memory_bytes": 1 << 30, "processes": 12}
        layers.limit_resources(limits, 1 << 20)
        for name in ("CPU", "FSIZE", "DATA", "NPROC", "CORE"):
            print(name, *resource.getrlimit(getattr(resource, "RLIMIT_" + name)))
    """)
    data = (1 << 30) + (1 << 20)
    assert lines == ["CPU 9 10", "FSIZE 500 500", f"DATA {data} {data}", "NPROC 12 12", "CORE 0 0"]


@needs_namespaces
def test_a_new_root_shows_and_hides(tmp_path: Path) -> None:
    """Only what is shown exists, read-only; what is hidden in it is empty; what is shown inside the hidden is there."""
    for name in ("tree/open", "tree/secret/inner", "tree/secret/other"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "file").write_text(name)
    (tmp_path / "tree" / "trace.pth").write_text("path")
    lines = done(
        """
        tree = sys.argv[1] + "/tree"
        alone()
        root = layers.Root([tree, tree + "/secret/inner"], [tree + "/secret", tree + "/trace.pth"],
                           {"/alias": tree + "/open"}, ["/dev/null", "/dev/zero"], "/box")
        layers.new_root("/mnt", root)
        print(sorted(os.listdir("/")), os.listdir("/box"), sorted(os.listdir("/dev")))
        print(sorted(os.listdir(tree)), os.listdir(tree + "/secret"), open(tree + "/secret/inner/file").read())
        print(open("/alias/file").read(), error_of(open, tree + "/trace.pth"))
        places = ("", tree, tree + "/open", tree + "/secret", "/dev", "/box")
        print({error_of(open, place + "/x", "w").split("]")[0] for place in places})
        print(open("/dev/zero", "rb").read(2), open("/dev/null", "w").write("x"))
        layers.small_tmpfs("/box", 1 << 20, 10)
        open("/box/file", "w").write("x")
        print(os.statvfs("/box").f_blocks * os.statvfs("/box").f_frsize, os.statvfs("/box").f_files)
    """,
        str(tmp_path),
    )
    top = str(tmp_path).split("/")[1]
    assert lines[0] == f"{sorted(['alias', 'box', 'dev', top])} [] ['null', 'shm', 'zero']"
    assert lines[1] == "['open', 'secret', 'trace.pth'] ['inner'] tree/secret/inner"
    assert lines[2].startswith("tree/open [Errno 13]")
    assert lines[3] == "{'[Errno 30'}"
    assert lines[4] == r"b'\x00\x00' 1"
    assert lines[5] == f"{1 << 20} 10"
    assert (tmp_path / "tree" / "trace.pth").read_text() == "path"


@needs_namespaces
def test_no_capability_is_left() -> None:
    """After dropping them, nothing can be mounted although the user namespace is one's own."""
    lines = done("""
        alone()
        layers.drop_capabilities()
        print(error_of(layers.mount, "none", "/mnt", "tmpfs", 0))
        print([line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")])
    """)
    assert "Operation not permitted" in lines[0]
    assert lines[1] == str(["0" * 16] * 5)


@needs_root
def test_becoming_another_user_is_for_good() -> None:
    """Root becomes nobody without groups or capabilities, or with exactly those it keeps."""
    code = """
        layers.become(65534, 65534, keep_capabilities={keep})
        if {keep}: layers.limit_capabilities(1 << layers.CAP_DAC_READ_SEARCH)
        print(os.getresuid(), os.getresgid(), os.getgroups(), error_of(os.setuid, 0) is not None)
        print([line.split()[1][-3:] for line in open("/proc/self/status") if line.startswith(("CapEff", "CapPrm"))])
    """
    for keep, want in ((False, "['000', '000']"), (True, "['004', '004']")):
        lines = done(code.format(keep=keep))
        assert lines == [f"{(65534,) * 3} {(65534,) * 3} [] True", want]


@needs_root
def test_reach_is_asked_as_another_user(tmp_path: Path) -> None:
    """Whether an ordinary user reaches a path is found out without becoming that user."""
    shut = tmp_path / "shut"
    shut.mkdir(mode=0o700)
    (shut / "file").touch()
    lines = done(
        'print(layers.readable_as(65534, ["/"]), layers.readable_as(65534, [sys.argv[1]]), os.geteuid())\n'
        "open(sys.argv[1]).close()",
        str(shut / "file"),
    )
    assert lines == ["True False 0"]


def test_a_child_dies_with_its_parent() -> None:
    """A child that asked for it is killed as its parent ends, and at once when that was too late."""
    lines = done("""
        import time
        ready, tell = os.pipe()
        if os.fork() == 0:
            parent = os.getpid()
            if os.fork() == 0:
                layers.die_with_parent(lambda: os.getppid() != parent)
                os.write(tell, b"%d" % os.getpid())
                time.sleep(60)
            time.sleep(0.2)
            os._exit(0)
        pid = int(os.read(ready, 20))
        os.wait()
        for _ in range(100):
            if not Path(f"/proc/{pid}").exists() or " Z " in Path(f"/proc/{pid}/stat").read_text(): break
            time.sleep(0.02)
        else: print("alive")
        child = os.fork()
        if child == 0:
            layers.die_with_parent(lambda: True)
            os._exit(7)
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """)
    assert lines == ["1"]


def test_undumpable_processes_belong_to_root() -> None:
    """Their entries under /proc are closed to other processes of the same user."""
    lines = done("""
        print(os.stat("/proc/self/mem").st_uid == os.geteuid())
        layers.undumpable()
        import ctypes
        print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
    """)
    assert lines == ["True", "0"]
