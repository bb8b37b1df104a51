"""Tab completion: what is offered, in real shells where they are installed, and without loading torch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from in_tmux import NO_TMUX, TMUX, Tmux

from course import completing
from course.content import find_content

Offer = list[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is no workspace, and in English."""
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return tmp_path


def offered(kind: str, begun: str) -> Offer:
    context = SimpleNamespace()
    return [item.value for item in getattr(completing, kind)(context, None, begun) if item.type == "plain"]


def test_targets(here: Path) -> None:
    """Chapters by their beginnings, exercises once a chapter is named; a path is left to the shell."""
    assert offered("targets", "") == [chapter.short for chapter in find_content().chapters()]
    assert offered("targets", "ch1") == ["ch1", "ch10", "ch11", "ch12"]
    assert offered("targets", "ch3/mse") == ["ch3/mse_loss", "ch3/mse_grad"]
    (path,) = completing.targets(SimpleNamespace(), None, "exercises/ch03")  # type: ignore[arg-type]
    assert (path.type, path.value) == ("file", "exercises/ch03")


def test_exercises_and_modules(here: Path) -> None:
    """Where a single exercise is wanted a chapter is only its beginning; reset takes modules."""
    assert offered("exercises", "ch") == [f"{chapter.short}/" for chapter in find_content().chapters()]
    assert offered("exercises", "ch3")[:2] == ["ch3/linear_forward", "ch3/mse_loss"]
    assert offered("exercises", "ch3/sgd") == ["ch3/sgd_step"]
    assert offered("modules", "ch3/") == ["ch3/linear", "ch3/mse", "ch3/sgd", "ch3/fit"]
    assert offered("chapters", "ch12") == ["ch12"]


@pytest.fixture
def path_with_course(tmp_path: Path) -> dict[str, str]:
    """An environment in which `course` is this one."""
    script = tmp_path / "bin" / "course"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m course "$@"\n')
    script.chmod(0o755)
    root = str(Path(completing.__file__).parents[1])
    return {"PATH": f"{script.parent}:{os.environ['PATH']}", "LANG": "C.UTF-8", "HOME": str(tmp_path),
            "PYTHONPATH": root}  # fmt: skip


def in_shell(shell: str, code: str, env: dict[str, str], folder: Path) -> Offer:
    done = subprocess.run([shell, *code.split("\0")], env=env, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split()


BASH = """
source <(course completion bash)
COMP_WORDS=(course {words})
COMP_CWORD={at}
COMP_LINE="course {line}"
$(complete -p course | sed 's/.*-F \\([^ ]*\\).*/\\1/') course
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def bash(line: str, env: dict[str, str], folder: Path) -> Offer:
    """What bash offers at the end of a line."""
    typed = line.split(" ")
    quoted = " ".join(f"'{word}'" for word in typed)
    # compopt works only while readline completes.
    code = "compopt() { :; }\n" + BASH.format(words=quoted, at=len(typed), line=line)
    return in_shell("bash", f"-c\0{code}", env, folder)


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_bash(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """Commands, chapters, exercises, options and their values."""
    assert bash("che", path_with_course, tmp_path) == ["check"]
    assert bash("check ch3/lin", path_with_course, tmp_path) == ["ch3/linear_forward", "ch3/linear_grads"]
    assert bash("hint ch12/", path_with_course, tmp_path)[0].startswith("ch12/")
    assert "--sandbox" in bash("check --", path_with_course, tmp_path)
    assert bash("check --lang ", path_with_course, tmp_path) == ["en", "zh"]
    assert "mutants" in bash("dev ", path_with_course, tmp_path)
    assert bash("completion ", path_with_course, tmp_path) == ["bash", "zsh", "fish"]


@pytest.mark.skipif(TMUX is None, reason=NO_TMUX)
def test_tab_in_bash(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """As it is typed: the only exercise that begins like that, then the choice among several."""
    tmux = Tmux(tmp_path, tmp_path / "tmux", **path_with_course)
    try:
        tmux.begin()
        tmux.type("source <(course completion bash); clear; echo now", "Enter")
        tmux.wait("now", unwanted="source")
        tmux.type("course check ch3/mse_g", "Tab")
        tmux.wait("course check ch3/mse_grad")
        tmux.type("C-u", "course hint ch3/li", "Tab")
        tmux.wait("course hint ch3/linear_")
        tmux.type("Tab", "Tab")
        tmux.wait("course hint ch3/linear_", "ch3/linear_forward", "ch3/linear_grads")
        tmux.type("C-u", "course wat", "Tab")
        tmux.wait("course watch")
    finally:
        tmux("kill-server")


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh here (apt-get install zsh)")
def test_zsh(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """The script loads after compinit, and what the shell is handed is what it offers."""
    code = """
        autoload -U compinit; compinit -u -D
        source <(course completion zsh)
        compadd() { shift 4; print -l -- ${(P)1}; }
        words=(course check ch3/lin); CURRENT=3
        _course_completion
    """
    offer = in_shell("zsh", f"-f\0-c\0{code}", path_with_course, tmp_path)
    assert offer == ["ch3/linear_forward", "ch3/linear_grads"]


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish here (apt-get install fish)")
def test_fish(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """Fish itself says what it would offer."""
    code = "course completion fish | source; complete -C 'course check ch3/lin'"
    offer = in_shell("fish", f"--no-config\0-c\0{code}", path_with_course, tmp_path)
    assert offer == ["ch3/linear_forward", "ch3/linear_grads"]


def test_nothing_heavy_is_loaded(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """For a Tab neither torch nor pytest nor what draws pages is imported."""
    code = """
import atexit, sys
heavy = {"torch", "pytest", "jinja2", "matplotlib", "watchfiles", "starlette", "IPython", "numpy"}
atexit.register(lambda: print("heavy:", sorted(heavy & {*sys.modules}), file=sys.stderr))
from course.cli import main
main()
"""
    asked = {"_COURSE_COMPLETE": "bash_complete", "COMP_WORDS": "course check ch3/s", "COMP_CWORD": "2"}
    done = subprocess.run([sys.executable, "-c", code], env={**path_with_course, **asked}, cwd=tmp_path,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "plain,ch3/sgd_step\n")
    assert done.stderr == "heavy: []\n"


def test_completion_of_an_unknown_shell(path_with_course: dict[str, str], tmp_path: Path) -> None:
    """It is wrong usage, and the three that there are are named."""
    done = subprocess.run(["course", "completion", "tcsh"], env=path_with_course, cwd=tmp_path, capture_output=True,
                          text=True, check=False)  # fmt: skip
    assert done.returncode == 2
    assert "'bash', 'zsh', 'fish'" in done.stderr
