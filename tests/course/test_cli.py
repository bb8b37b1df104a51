from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from course.cli import COMMANDS


def course(*arguments: str, **settings: Any) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own, on the real course."""
    env = {**os.environ, "LANG": "C.UTF-8", **settings.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "course", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
        **settings,
    )


@pytest.mark.parametrize("arguments", [("--help",), ("list",), ("check", "--help"), ("--version",)])
def test_light_commands_import_no_torch(arguments: tuple[str, ...]) -> None:
    """Help, version and list load neither torch nor numpy nor pytest."""
    code = (
        "import sys\nfrom course.cli import cli\n"
        f"try:\n    cli.main({list(arguments)!r})\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "heavy = {'torch', 'numpy', 'pytest', 'platformdirs'} & set(sys.modules)\nassert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="processor time of children is read from resource")
def test_help_is_quick() -> None:
    """`course --help` takes less than 0.3 seconds of processor time, at the best of five."""
    import resource

    def spent() -> float:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    times = []
    for _ in range(5):
        before = spent()
        course("--help")
        times.append(spent() - before)
    assert min(times) < 0.3


def test_help_names_every_command() -> None:
    """The commands stand in the order in which a learner meets them."""
    listed = [
        line.split()[0] for line in course("--help").stdout.partition("Commands:")[2].splitlines() if line.strip()
    ]
    assert listed == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_both_languages(command: str) -> None:
    """--help of every command speaks the language that --lang or the environment asks for."""
    english = course(command, "--help")
    chinese = course(command, "--help", env={"LANG": "zh_CN.UTF-8"})
    assert english.returncode == chinese.returncode == 0
    assert "Usage:" in english.stdout
    assert "用法：" in chinese.stdout
    assert english.stdout.splitlines()[2:] != chinese.stdout.splitlines()[2:]


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (("nothing-like-it",), "No such command", "没有"),
        (("chek",), "Did you mean check?", "你是想输入 check 吗"),
        (("check", "--devise", "cpu"), "No such option", "没有"),
        (("solution",), "Missing argument", "缺少参数"),
        (("check", "--device", "tpu"), "is not one of", "之一"),
        (("list", "a", "b"), "unexpected extra argument", "多余"),
    ],
)
def test_wrong_usage_is_exit_2_in_both_languages(arguments: tuple[str, ...], english: str, chinese: str) -> None:
    """What click itself refuses is exit 2 and said in the language of the screen."""
    for lang, said in (("en_US.UTF-8", english), ("zh_CN.UTF-8", chinese)):
        done = course(*arguments, env={"LANG": lang})
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("list",), ("data",), ("--help",)])
def test_a_closed_pipe_ends_quietly(arguments: tuple[str, ...]) -> None:
    """When whoever reads the output has gone, the command says nothing on stderr and ends by itself."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "course", *arguments], stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert done.stderr == ""
    assert done.returncode in {0, 1}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_under_stdout_is_one_message() -> None:
    """Output that cannot be written is one message on stderr and exit 3."""
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "course", "list"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert "disk is full" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_ctrl_c_is_one_message(run: Callable[..., Any], judge: Any, workspace: Path) -> None:
    """Ctrl-C during a check ends with 130, one message, and no traceback."""

    def interrupted(_: Any) -> Any:
        raise KeyboardInterrupt

    judge.change = interrupted
    done = run("check", "ch1")
    assert done.exit_code == 130
    assert "Stopped." in done.stderr
    assert "Traceback" not in done.output


def test_a_fault_of_ours_is_one_message_and_a_file(run: Callable[..., Any], judge: Any, workspace: Path) -> None:
    """An error that nobody foresaw is exit 3 and one message; the traceback goes into a file that it names."""

    def broken(_: Any) -> Any:
        raise RuntimeError("never seen before")

    judge.change = broken
    done = run("check", "ch1")
    assert done.exit_code == 3
    assert "gradstep itself broke (RuntimeError: never seen before)" in done.stderr
    assert "Traceback" not in done.output
    kept = Path(done.stderr.partition("report it with ")[2].split()[0].rstrip("."))
    assert "Traceback" in kept.read_text(encoding="utf-8")
    kept.unlink()
