"""The commands with the engine itself: the tiny course in this process, the real one in processes of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from course.cli import Setup, cli
from grader.exports.json_report import SCHEMA_FILE

KEY = "ch01_numbers"
CH03 = "ch03_linear_regression"


@pytest.fixture
def real(workspace: Path, mini: Any) -> Callable[..., Result]:
    """Runs a command line on the tiny course with the real engine."""

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(cli, list(arguments), obj=lambda screen: Setup(screen, mini.content))

    return call


def test_the_tiny_course_is_judged_for_real(real: Callable[..., Result], workspace: Path, mini: Any) -> None:
    """Stub 0, solution full, a mistake named, and the JSON report fits its schema."""
    assert real("check", "ch1", "--sandbox", "process").exit_code == 1
    mini.solve(workspace)
    done = real("check", "ch1", "--sandbox", "process", "--json", "report.json", "--seed", "5")
    assert done.exit_code == 0, done.output
    assert "together  15 / 15" in done.stdout
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, json.loads(SCHEMA_FILE.read_text(encoding="utf-8")))
    assert (report["seed"], report["score"], report["sandbox"]["tier"]) == ("5", 15, "process")
    path = workspace / "exercises" / KEY / "arith.py"
    path.write_text(path.read_text().replace("return x * 2", "return x * 3"))
    wrong = real("check", "ch1/double")
    assert wrong.exit_code == 1
    assert "Diagnosis  This is double__tripled." in wrong.stdout
    assert f"exercises/{KEY}/arith.py" in wrong.stdout


def test_dev_check_with_the_real_engine(real: Callable[..., Result], mini: Any) -> None:
    """The tiny course keeps every rule; a suite that lost its values is found out."""
    real("dev", "update", "ch1")
    done = real("dev", "check", "ch1", "--seeds", "1")
    assert done.exit_code == 0, done.output
    suite = mini.content.tree.suites / KEY / "test_ch01.py"
    blind = suite.read_text().replace("assert_close(student.triple(x), 3 * x)", "student.triple(x)")
    suite.write_text(blind)
    done = real("dev", "check", "ch1", "--seeds", "1")
    assert done.exit_code == 1
    assert "ch1/triple: the trivial answer zeros earns points in test_triple_values" in done.stdout


def course(*arguments: str, cwd: Path, **settings: Any) -> subprocess.CompletedProcess[str]:
    """The real command in a process of its own."""
    env = {**os.environ, "LANG": "C.UTF-8", "NO_COLOR": "1", **settings.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-m", "course", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
        **settings,
    )


@pytest.fixture(scope="module")
def gradstep(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the real course with chapter 3 solved."""
    root = tmp_path_factory.mktemp("learner") / "gradstep"
    done = course("start", str(root), cwd=root.parent)
    assert done.returncode == 0, done.stderr
    solutions = Path(__file__).resolve().parents[2] / "solutions" / CH03
    for path in solutions.glob("*.py"):
        (root / "exercises" / CH03 / path.name).write_bytes(path.read_bytes())
    return root


def test_a_solved_chapter_in_the_real_course(gradstep: Path) -> None:
    """`course check ch3` on the solutions is exit 0 with the full score."""
    done = course("check", "ch3", cwd=gradstep)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "together         100 / 100" in done.stdout


def test_without_unix_a_chapter_is_judged_by_spawn(gradstep: Path) -> None:
    """With resource, fcntl, pwd and os.fork gone, `--sandbox process` scores the solutions in full."""
    code = (
        "import os, sys\n"
        "for name in ('resource', 'fcntl', 'pwd', 'grp', 'termios'):\n    sys.modules[name] = None\n"
        "del os.fork, os.forkpty, os.geteuid, os.getuid\n"
        "from course.cli import cli\ncli.main(['check', 'ch3', '--sandbox', 'process'])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=gradstep,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "LANG": "C.UTF-8"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "together         100 / 100" in done.stdout
    assert "sandbox: process (" in done.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"def sgd_step(params, grads, lr:\n", "sgd.py:1: "),
        ("# caf\u00e9\n".encode("latin-1"), "sgd.py is not in UTF-8"),
        (b"x = 1\x00\n", "holds a null byte"),
    ],
)
def test_a_file_that_is_no_python_is_said_once(gradstep: Path, content: bytes, said: str) -> None:
    """A syntax error, another encoding or a null byte is one message with the file, and no hint is offered for it."""
    path = gradstep / "exercises" / CH03 / "sgd.py"
    before = path.read_bytes()
    path.write_bytes(content)
    try:
        done = course("check", "ch3/sgd_step", cwd=gradstep)
    finally:
        path.write_bytes(before)
    assert done.returncode == 1, done.stderr
    assert done.stdout.count(said) == 1, done.stdout
    assert "Next: course check ch3/sgd_step" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def hears_ctrl_c() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so does all that comes of it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_ctrl_c_ends_at_once_and_leaves_no_process(gradstep: Path) -> None:
    """Ctrl-C in the middle of a check: 130, one message, and nothing runs on."""
    path = gradstep / "exercises" / CH03 / "sgd.py"
    before = path.read_bytes()
    path.write_text("import time\n\n\ndef sgd_step(params, grads, lr):\n    time.sleep(60)\n")
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "course", "check", "ch3/sgd_step"],
            cwd=gradstep,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "LANG": "C.UTF-8"},
            start_new_session=True,
            preexec_fn=hears_ctrl_c,  # noqa: PLW1509
        )
        time.sleep(6)
        started = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    finally:
        path.write_bytes(before)
    assert process.returncode == 130, (out, err)
    assert time.monotonic() - started < 5
    assert "Stopped." in err
    assert "Traceback" not in out + err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)
