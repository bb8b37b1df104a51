from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

from grader.sandbox import confine
from grader.sandbox.confine import Probe, Tier, describe, probe, strongest
from grader.sandbox.failures import SandboxUnavailable, WorkerDied
from grader.sandbox.forked import host_pid
from grader.sandbox.plan import Wish, command, plan_for
from grader.sandbox.visible import READING, Visible, import_paths, ours, visible
from grader.sandbox.zygote import open_sandbox
from grader.words import words

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
REFUSED = {"PermissionError", "FileNotFoundError", "OSError", "NotADirectoryError"}


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file that anybody on this machine may read, with words that occur nowhere else."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/") and folder != Path(tempfile.gettempdir()):
            folder.chmod(0o755)
    path = tmp_path / "gradebook.csv"
    path.write_text(secrets.token_hex())
    return path


class TestFiles:
    """What a worker can read and write."""

    def test_files_outside_cannot_be_read(self, confined, secret: Path) -> None:
        """The gradebook, the repository, /root, /etc, /proc and /sys are out of reach."""
        for path in (
            *(secret, Path(__file__), REPOSITORY / "grader" / "words.py", REPOSITORY / "pyproject.toml"),
            *("/etc/passwd", "/etc/hostname", "/proc/self/mem", "/proc/self/maps", "/proc/1/cmdline", "/sys/kernel"),
            *("/root/.bashrc", "/root/.profile", "/dev/shm/x", "/dev/kmsg", "/dev/tty", "/var/log/dpkg.log"),
        ):
            assert confined(f"open({str(path)!r}).read()")["raised"] in REFUSED | {"IsADirectoryError"}, path

    def test_folders_outside_cannot_be_listed(self, confined, secret: Path) -> None:
        """Neither the root nor the judge's folders nor those of other workers are listed."""
        for path in (secret.parent, REPOSITORY, "/", "/root", "/home", "/proc", tempfile.gettempdir()):
            answer = confined(f"import os; result = os.listdir({str(path)!r})")
            assert answer.get("raised") in REFUSED, path

    def test_nothing_outside_can_be_written(self, confined, secret: Path) -> None:
        """Writing, creating, linking, renaming and removing fail wherever it is tried."""
        before = secret.read_text()
        folder = str(secret.parent)
        places = [folder, tempfile.gettempdir(), str(REPOSITORY), *import_paths(), "/usr/lib", "/dev", "/"]
        for place in places:
            assert confined(f"open({place!r} + '/planted', 'w')")["raised"] in REFUSED, place
            assert confined(f"import os; os.mkdir({place!r} + '/planted')")["raised"] in REFUSED, place
            assert confined(f"import os; os.symlink('x', {place!r} + '/planted')")["raised"] in REFUSED, place
            assert not (Path(place) / "planted").exists()
        for act in ("os.remove({0})", "os.rename({0}, 'mine')", "os.link({0}, 'mine')", "os.truncate({0}, 0)"):
            assert confined("import os; " + act.format(repr(str(secret))))["raised"] in REFUSED, act
        assert secret.read_text() == before
        assert list(secret.parent.iterdir()) == [secret]

    def test_attributes_outside_cannot_be_changed(self, confined, secret: Path) -> None:
        """Modes, owners, times and extended attributes of files outside stay as they are."""
        before = secret.stat()
        for act in (
            *("os.chmod({0}, 0)", "os.chown({0}, 0, 0)", "os.utime({0}, (0, 0))"),
            "os.setxattr({0}, 'user.x', b'x')",
        ):
            assert confined("import os; " + act.format(repr(str(secret))))["raised"] in REFUSED, act
        assert secret.stat() == before

    def test_our_packages_are_not_there(self, confined) -> None:
        """The engine, the course and the content can neither be imported nor read; at most a name is seen."""
        code = """
            import importlib, os, sys
            result = []
            for name in ("grader", "course", "exercises", "solutions"):
                try: importlib.import_module(name); result.append(name)
                except ImportError: pass
            for place in sys.path:
                for name in (os.listdir(place) if os.path.isdir(place) else []):
                    if "gradstep" in name:
                        path = os.path.join(place, name)
                        for found in [path, *(os.path.join(path, each) for each in ("METADATA", "RECORD"))]:
                            try: result.append(open(found).read() and found)
                            except OSError: pass
            result = [found for found in result if found]
        """
        assert confined(code) == {"value": []}

    def test_another_submission_is_not_there(self, confined) -> None:
        """The folder of another worker that runs at the same time cannot be entered."""
        other = confined.sandbox.worker()
        try:
            other.send(b"import os; open('answer', 'w').write('42'); result = os.getcwd()", time.monotonic() + 5)
            where = other.receive(time.monotonic() + 5).decode().split('"')[3]
            code = f"import os; result = os.listdir({where!r}); open({where + '/answer'!r}).read()"
            assert confined(code)["raised"] in REFUSED
        finally:
            other.kill()

    def test_links_out_of_the_folder_lead_nowhere(self, confined, secret: Path) -> None:
        """A symbolic link in the worker's own folder opens nothing outside, and removing the folder follows none."""
        link = f"import os; os.symlink({str(secret.parent)!r}, 'out')"
        assert confined(link) == {"value": None}
        assert confined(f"open('out/{secret.name}').read()")["raised"] in REFUSED
        confined.worker.kill()
        assert secret.exists()

    def test_a_folder_without_rights_is_removed(self, inside) -> None:
        """Folders that their maker cannot enter are removed with the rest (the fixture looks)."""
        inside("import os; os.makedirs('a/b'); open('a/b/c', 'w').close(); os.mkdir('shut', 0)")
        inside.worker.kill()

    def test_the_root_has_only_what_was_shown(self, fully_confined) -> None:
        """In the full tier what is outside does not even exist, the standard library and torch do."""
        found = fully_confined(
            "import os; result = [os.path.exists(p) for p in ('/etc/passwd', '/proc/1', '/root/.bashrc')]"
        )
        assert found == {"value": [False] * 3}
        assert fully_confined("import torch, json, os; result = os.path.exists(torch.__file__)") == {"value": True}

    def test_device_files_work_and_no_others_exist(self, fully_confined) -> None:
        """/dev/null swallows, /dev/urandom gives; nothing else is in /dev."""
        assert fully_confined("open('/dev/null', 'w').write('x')") == {"value": None}
        assert fully_confined("result = len(open('/dev/urandom', 'rb').read(3))") == {"value": 3}
        assert fully_confined("import os; os.mknod('dev', 0o600 | 0o20000, os.makedev(1, 1))")["raised"] in REFUSED

    def test_landlock_alone_does_not_hide_that_a_path_exists(self, confined, secret: Path) -> None:
        """A path that cannot be opened can still be asked about in the landlock tier; in full it is not there."""
        answer = confined(f"import os; result = os.path.exists({str(secret)!r})")
        assert answer == {"value": confined.tier is Tier.LANDLOCK}


class TestReach:
    """What a worker can do to anything but files."""

    @pytest.mark.parametrize(
        "code",
        [
            "s = socket.socket(socket.AF_INET); s.settimeout(1); s.connect(('127.0.0.1', PORT))",
            "socket.create_connection(('1.1.1.1', 53), timeout=1)",
            "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', PORT))",
            "socket.socket(socket.AF_INET6)",
            "socket.getaddrinfo('example.org', 80)",
            "socket.socket(socket.AF_UNIX).connect('\\0gradstep-test')",
            "socket.socketpair()",
            "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
            "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
            "socket.socket(40)",
        ],
        ids=["tcp", "tcp out", "udp", "ipv6", "dns", "abstract unix", "socketpair", "netlink", "packet", "vsock"],
    )
    def test_there_is_no_network(self, confined, code: str) -> None:
        """No socket of any family can be made, and nobody hears anything."""
        with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
            abstract.bind("\0gradstep-test")
            abstract.listen()
            port = server.getsockname()[1]
            assert confined("import socket; " + code.replace("PORT", str(port)))["raised"] in REFUSED | {"gaierror"}
            server.settimeout(0.01)
            with pytest.raises(TimeoutError):
                server.accept()

    def test_the_judge_cannot_be_signalled(self, confined) -> None:
        """Signals by kill and by pidfd reach neither the judge, nor the server, nor another worker."""
        server = confined.sandbox._server._process.pid
        other = confined.sandbox.worker()
        try:
            for pid in (os.getpid(), os.getppid(), server, host_pid(other._pidfd)):
                answer = confined(f"import os; os.kill({pid}, 0)")
                assert answer.get("raised") in {"PermissionError", "ProcessLookupError"}, pid
            assert confined("import signal; signal.pidfd_send_signal(3, 9)")["raised"] in REFUSED
            assert confined(f"import os; os.pidfd_open({os.getpid()})")["raised"] in REFUSED
            with contextlib.suppress(WorkerDied):
                confined("import os\nfor pid in (-1, 0, os.getppid()): os.kill(pid, 9)")
            other.send(b"result = 'alive'", time.monotonic() + 5)
            assert b"alive" in other.receive(time.monotonic() + 5)
        finally:
            other.kill()

    def test_signals_by_files_are_refused(self, confined) -> None:
        """Owners and signals of descriptors, by which the kernel would signal another process, cannot be set."""
        for operation, value in (("F_SETOWN", os.getpid()), ("F_SETSIG", 9), ("F_SETLEASE", 0), ("F_NOTIFY", 1)):
            answer = confined(f"import fcntl; fcntl.fcntl(0, fcntl.{operation}, {value})")
            assert answer.get("raised") == "PermissionError", operation
        assert confined("import fcntl; fcntl.ioctl(0, 0x5412, b'x')")["raised"] == "PermissionError"

    def test_other_processes_cannot_be_touched(self, confined) -> None:
        """ptrace, other processes' memory, priorities and limits are refused."""
        calls = {
            "ptrace(16, {pid}, 0, 0)": "attach",
            "process_vm_readv({pid}, None, 0, None, 0, 0)": "read memory",
            "prlimit({pid}, 7, None, None)": "limits",
            "setpriority(0, {pid}, 19)": "priority",
            "sched_setaffinity({pid}, 8, ctypes.create_string_buffer(8))": "affinity",
        }
        for call, what in calls.items():
            code = f"""
                import ctypes
                libc = ctypes.CDLL(None, use_errno=True)
                result = [libc.{call.format(pid=os.getpid())}, ctypes.get_errno()]
            """
            assert confined(code)["value"] in ([-1, 1], [-1, 3]), what

    def test_kernel_interfaces_are_refused(self, confined) -> None:
        """New namespaces, mounts, io_uring, bpf, keys, memfd, System V memory, handles: all refused."""
        code = """
            import ctypes, platform
            libc = ctypes.CDLL(None, use_errno=True)
            result = {}
            for name, arguments in {
                "unshare": (0x10000000,), "mount": (b"none", b"/box", b"tmpfs", 0, None), "umount2": (b"/", 2),
                "chroot": (b".",), "setns": (0, 0), "memfd_create": (b"x", 0), "shmget": (0, 4096, 0o1600),
                "semget": (0, 1, 0o1600), "msgget": (0, 0o1600), "personality": (0,), "acct": (None,),
                "sethostname": (b"x", 1), "fanotify_init": (0, 0), "name_to_handle_at": (0, b".", None, None, 0),
            }.items():
                ctypes.set_errno(0)
                result[name] = [getattr(libc, name)(*arguments), ctypes.get_errno()]
            for name, number in {"io_uring_setup": 425, "fsopen": 430, "open_tree": 428, "pidfd_open": 434}.items():
                ctypes.set_errno(0)
                result[name] = [libc.syscall(number, 0, 0), ctypes.get_errno()]
            result = {name: got for name, got in result.items() if got != [-1, 1]}
        """
        assert confined(code) == {"value": {}}

    def test_clone3_does_not_exist(self, confined) -> None:
        """Its flags cannot be filtered, so it answers ENOSYS and the C library turns to clone."""
        code = "import ctypes; l = ctypes.CDLL(None, use_errno=True); l.syscall(435, 0, 0); result = ctypes.get_errno()"
        assert confined(code) == {"value": 38}

    def test_another_architecture_ends_the_worker(self, confined) -> None:
        """A call of the x32 set ends the process rather than slip past the numbers."""
        if os.uname().machine != "x86_64":
            pytest.skip("x32 belongs to x86-64")
        with pytest.raises(WorkerDied, match="SIGSYS"):
            confined("import ctypes; ctypes.CDLL(None).syscall(0x40000000 + 39)")

    def test_nobody_special(self, confined) -> None:
        """No capability, no way to get one, not root."""
        code = """
            import ctypes, os
            libc = ctypes.CDLL(None)
            header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
            libc.capget(header, data)
            root = 0 in os.getresuid() + os.getresgid()
            result = [root, list(data), libc.prctl(39, 0, 0, 0, 0), os.getgroups() == [0]]
        """
        root, capabilities, no_new_privileges, root_group = confined(code)["value"]
        kept = 1 << 2 if "kept CAP_DAC_READ_SEARCH" in confined.sandbox.layers else 0
        assert capabilities == [kept, kept, 0, 0, 0, 0]
        assert (root, no_new_privileges, root_group) == (False, 1, False)

    def test_limits_cannot_be_raised(self, confined) -> None:
        """The hard limits are the soft ones."""
        code = """
            import resource
            for name in ("DATA", "FSIZE", "NPROC", "NOFILE"):
                which = getattr(resource, "RLIMIT_" + name)
                soft, hard = resource.getrlimit(which)
                assert soft == hard < 1 << 40, name
                try: resource.setrlimit(which, (hard + 1, hard + 1))
                except (ValueError, PermissionError): pass
                else: assert False, name
        """
        assert confined(code) == {"value": None}


class TestCapabilities:
    """What a chapter may ask to be opened."""

    @pytest.mark.parametrize("tier", [Tier.FULL, Tier.PROCESS], ids=str)
    def test_processes_opens_what_data_loaders_need(self, tier: Tier, opening) -> None:
        """Workers that fork, with pipes and shared memory, work where the worker has shared memory of its own."""
        if probe(tier).refused is not None:
            pytest.skip("needs the full tier")
        code = """
            import torch
            from torch.utils.data import DataLoader, TensorDataset
            loader = DataLoader(TensorDataset(torch.arange(10.0)), batch_size=5, num_workers=2)
            result = [batch[0].sum().item() for batch in loader]
        """
        with opening(tier, capabilities=frozenset({"processes"}), warm_optimizers=True) as inside:
            assert inside(code, 60) == {"value": [10.0, 35.0]}

    def test_processes_opens_no_way_out(self, opening) -> None:
        """With processes allowed, there is still no network but the worker's own loopback, and no new program."""
        if probe(Tier.FULL).refused is not None:
            pytest.skip("needs the full tier")
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            opening(Tier.FULL, capabilities=frozenset({"processes"})) as inside,
        ):
            port = server.getsockname()[1]
            assert (
                inside(f"import socket; socket.create_connection(('127.0.0.1', {port}), 1)")["raised"]
                == "ConnectionRefusedError"
            )
            code = (
                "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
            )
            assert inside(code) == {"value": None}
            assert inside("import subprocess; subprocess.run(['/usr/bin/true'])")["raised"] in REFUSED
            assert inside("import os; os.unshare(0x10000000)" if hasattr(os, "unshare") else "0/0").get("raised")

    def test_a_fork_bomb_is_stopped_by_the_count(self, opening) -> None:
        """Where forking is allowed it ends at the limit, and the family at the deadline."""
        if probe(Tier.FULL).refused is not None:
            pytest.skip("needs the full tier")
        with opening(Tier.FULL, capabilities=frozenset({"processes"})) as inside:
            code = """
                import os, time
                count = 0
                try:
                    while True:
                        if os.fork() == 0: time.sleep(60)
                        count += 1
                except BlockingIOError:
                    result = count
            """
            assert inside(code)["value"] < 20

    def test_a_compiler_runs(self, opening) -> None:
        """With the capability `compiler`, gcc builds a library that the worker loads."""
        if probe(Tier.FULL).refused is not None or not Path("/usr/bin/gcc").exists():
            pytest.skip("needs the full tier and gcc")
        code = """
            import ctypes, subprocess
            open("f.c", "w").write("int f(void) { return 42; }")
            subprocess.run(["/usr/bin/gcc", "-shared", "-fPIC", "-o", "f.so", "f.c"], check=True)
            result = ctypes.CDLL("./f.so").f()
        """
        with opening(Tier.FULL, capabilities=frozenset({"compiler"})) as inside:
            assert inside(code) == {"value": 42}


class TestProbe:
    """Which tiers hold, and how that is said."""

    def test_the_strongest_tier_is_the_first_that_holds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Full before landlock before process; the last one always holds."""
        held = {Tier.FULL: words("no"), Tier.LANDLOCK: None, Tier.PROCESS: None}
        monkeypatch.setattr(confine, "probe", lambda tier: Probe((), held[tier]))
        assert strongest() is Tier.LANDLOCK
        held[Tier.LANDLOCK] = words("no")
        assert strongest() is Tier.PROCESS

    def test_layers_are_named(self, tier: Tier) -> None:
        """Each tier says by name what holds."""
        assert describe(tier) == probe(tier).layers
        assert len(describe(tier)) == len(set(describe(tier))) > 0
        assert ("read-only root" in describe(tier)) == (tier is Tier.FULL)
        assert ("seccomp" in describe(tier)) == (tier is not Tier.PROCESS)

    def test_a_tier_that_does_not_hold_is_not_opened(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The reason is said in words."""
        monkeypatch.setattr("grader.sandbox.zygote.probe", lambda tier: Probe((), words("no user namespaces")))
        with pytest.raises(SandboxUnavailable, match="tier full cannot be had: no user namespaces"):
            open_sandbox(Tier.FULL)

    def test_an_architecture_without_numbers_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where system calls have no numbers in our table, only the process tier is left, and the reason is given."""
        monkeypatch.setattr("platform.machine", lambda: "riscv64")
        fresh = probe.__wrapped__
        assert str(fresh(Tier.FULL).refused) == "The sandbox knows no system calls of riscv64."
        assert fresh(Tier.PROCESS).refused is None

    def test_a_refused_step_is_named(self) -> None:
        """Where namespaces are forbidden, the probe says which step the machine refused."""
        if os.geteuid() != 0:
            pytest.skip("needs root to forbid namespaces")
        code = """
            import ctypes, os
            from grader.sandbox.confine import Tier, probe
            libc = ctypes.CDLL(None)
            assert libc.unshare(0x10000000) == 0
            open("/proc/self/setgroups", "w").write("deny")
            open("/proc/self/uid_map", "w").write("0 0 1"); open("/proc/self/gid_map", "w").write("0 0 1")
            open("/proc/sys/user/max_user_namespaces", "w").write("0")
            print(probe(Tier.FULL).refused)
        """
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, cwd=REPOSITORY, check=True
        )
        assert "unshare" in done.stdout, done.stdout + done.stderr

    def test_an_ordinary_user_gets_every_tier(self) -> None:
        """Without root, with an interpreter that everyone can reach, the same tiers hold, and our files stay hidden."""
        python = Path("/usr/bin") / f"python3.{sys.version_info.minor}"
        readable = all(
            parent.stat().st_mode & 1 for entry in (*import_paths(), REPOSITORY) for parent in Path(entry).parents
        )
        if os.geteuid() != 0 or not python.exists() or not readable:
            pytest.skip("needs root to become somebody else, and an interpreter and a repository that they can read")
        code = f"""
            import sys, time
            sys.path[:0] = {[*import_paths(), str(REPOSITORY)]!r}
            from grader.sandbox.zygote import open_sandbox
            from grader.sandbox.confine import Tier, probe
            for tier in (Tier.FULL, Tier.LANDLOCK):
                if probe(tier).refused: print("unavailable"); continue
                with open_sandbox(tier, warm_optimizers=True, serve={str(HERE / "executing.py")!r}) as sandbox:
                    worker = sandbox.worker()
                    for code in (b"import torch; x = torch.ones(2, requires_grad=True); (x * x).sum().backward(); "
                                 b"torch.save(x, 'x.pt'); result = x.grad.sum().item()", b"open({__file__!r})",
                                 b"import socket; socket.socket()", b"import os; os.fork()"):
                        worker.send(code, time.monotonic() + 9)
                        print(tier, worker.receive(time.monotonic() + 9).decode()[:30])
        """
        done = subprocess.run(
            [
                "setpriv",
                "--reuid",
                "1234",
                "--regid",
                "1234",
                "--clear-groups",
                python,
                "-B",
                "-c",
                textwrap.dedent(code),
            ],
            capture_output=True,
            text=True,
            cwd="/",
            env={},
            check=False,
        )
        want = "".join(
            f'{tier} {{"value": 4.0}}\n'
            + f'{tier} {{"raised": "{"FileNotFound" if tier is Tier.FULL else "Permission"}Error", '[
                : len(str(tier)) + 31
            ]
            + "\n"
            + 2 * (f'{tier} {{"raised": "PermissionError", '[: len(str(tier)) + 31] + "\n")
            for tier in (Tier.FULL, Tier.LANDLOCK)
        )
        assert done.stdout == want, done.stdout + done.stderr


@pytest.mark.parametrize("tier", [Tier.FULL, Tier.LANDLOCK], ids=str)
def test_an_installed_copy_is_hidden_beside_torch(tier: Tier, temporary: Path) -> None:
    """Where this package is installed into the same site-packages as torch, torch is imported and ours is not there."""
    if (refused := probe(tier).refused) is not None:
        pytest.skip(f"{tier}: {refused}")
    site = temporary / f"prefix-{tier}" / "lib" / "python3.11" / "site-packages"
    shutil.copytree(REPOSITORY / "grader", site / "grader", ignore=shutil.ignore_patterns("suites", "__pycache__"))
    for name in ("torch", "numpy", "course/_content/solutions", "gradstep-1.0.dist-info"):
        (site / name).mkdir(parents=True)
    (site / "torch" / "__init__.py").write_text("here = 'a torch'\n")
    (site / "course" / "_content" / "solutions" / "mse.py").write_text("secret")
    (site / "gradstep-1.0.dist-info" / "RECORD").write_text("secret")
    judge = f"""
        import json, sys, time
        sys.path.insert(0, {str(site)!r})
        from grader.sandbox.zygote import open_sandbox
        import grader
        assert grader.__file__.startswith({str(site)!r})
        with open_sandbox({str(tier)!r}, serve={str(HERE / "executing.py")!r}) as sandbox:
            worker = sandbox.worker()
            for code in (
                "import torch; result = torch.here",
                "import grader.words",
                "open({str(site)!r} + '/grader/words.py')",
                "open({str(site)!r} + '/course/_content/solutions/mse.py')",
                "open({str(site)!r} + '/gradstep-1.0.dist-info/RECORD')",
            ):
                worker.send(code.encode(), time.monotonic() + 9)
                answer = json.loads(worker.receive(time.monotonic() + 9))
                print(answer.get("value") or answer["raised"])
    """
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", textwrap.dedent(judge)],
        capture_output=True,
        text=True,
        cwd="/",
        env={"TMPDIR": str(temporary)},
        check=False,
    )
    first, *others = done.stdout.splitlines() or [done.stderr]
    assert first == "a torch", done.stderr
    assert len(others) == 4
    assert set(others) <= {"PermissionError", "FileNotFoundError", "ModuleNotFoundError"}


class TestVisible:
    """Which paths are shown and hidden."""

    def test_ours_is_hidden_where_it_is_installed(self, tmp_path: Path) -> None:
        """Packages, metadata and path files beside torch are found; strangers are not."""
        site = tmp_path / "lib" / "python3.11" / "site-packages"
        for name in ("torch", "numpy", "grader", "course", "gradstep-1.0.dist-info", "gradual"):
            (site / name).mkdir(parents=True)
        for name in ("gradstep.pth", "__editable___gradstep_finder.py", "_gradstep.pth", "typing_extensions.py"):
            (site / name).touch()
        found = {Path(path).name for path in ours([str(tmp_path / "lib")])}
        assert found == {
            *("grader", "course", "gradstep-1.0.dist-info"),
            *("gradstep.pth", "__editable___gradstep_finder.py", "_gradstep.pth"),
        }

    def test_packs_beside_torch_and_named_folders_are_hidden(self, tmp_path: Path) -> None:
        """A package laid out as a chapter pack, and whatever folder the suites in use come from."""
        site = tmp_path / "lib" / "python3.11" / "site-packages"
        for name in ("torch", "cs101/suites", "cs101/chapters", "other/suites", "private/suites/ch01_x"):
            (site / name).mkdir(parents=True)
        assert ours([str(tmp_path / "lib")]) == {str(site / "cs101")}
        named = [str(site / "private/suites"), str(tmp_path / "elsewhere")]
        seen = visible([str(site)], secret=named)
        assert {str(site / "cs101"), str(site / "private/suites")} <= set(seen.hidden)
        assert str(tmp_path / "elsewhere") not in seen.hidden

    def test_a_repository_inside_what_is_shown_is_hidden(self) -> None:
        """A clone that lies below a folder that is shown is hidden as a whole; what is shown inside it stays."""
        assert str(REPOSITORY) in ours([str(REPOSITORY.parent)])
        seen = visible([str(REPOSITORY.parent), str(HERE)])
        assert str(REPOSITORY) in seen.hidden
        assert {str(REPOSITORY.parent), str(HERE)} <= set(seen.shown)

    def test_rules_go_round_what_is_hidden(self, tmp_path: Path) -> None:
        """A folder with something hidden in it is opened child by child; listing it stays allowed."""
        for name in ("torch", "grader", "deep/grader", "deep/other"):
            (tmp_path / name).mkdir(parents=True)
        root = str(tmp_path)
        rules = Visible((root,), (f"{root}/grader", f"{root}/deep/grader"), {}).rules()
        assert set(rules) == {
            (root, 8),
            (f"{root}/torch", READING),
            (f"{root}/deep", 8),
            (f"{root}/deep/other", READING),
        }

    def test_a_base_is_never_above_what_is_shown(self) -> None:
        """The folder to mount on holds nothing that must be seen."""
        assert Visible(("/mnt/x", "/media/y"), (), {}).base() not in ("/mnt", "/media")

    def test_torch_is_found_without_being_imported(self) -> None:
        """The paths hold torch and numpy."""
        found = import_paths()
        for package in ("torch", "numpy"):
            assert any((Path(entry) / package).is_dir() for entry in found)

    def test_the_plan_is_plain_data(self) -> None:
        """Everything that goes to the other process is JSON, and names no suite."""
        import json

        for tier in Tier:
            text = json.dumps(plan_for(tier, Wish()))
            assert "suites" not in text
        assert "-I" in command(Tier.PROCESS)
        assert {"-s", "-P", "-S"} <= set(command(Tier.FULL))
