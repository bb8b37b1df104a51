"""The READMEs say what happens: every console block is run in a copy of the repository and its output compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
MAKE = re.compile(r"^\s*make (\w+)", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """A command of a console block and what it prints there."""

    command: str
    output: str


def steps(readme: str) -> list[Step]:
    """The commands of a README's console blocks, in order; a command begins with `$ `."""
    found: list[Step] = []
    for block in CONSOLE.findall((ROOT / readme).read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append(Step(command, output))
    return found


def settled(text: str) -> str:
    """The text with what differs from run to run made alike: seconds, seeds, the sandbox's line, trailing blanks."""
    text = re.sub(r"\d+\.\d s", "0.0 s", text)
    text = re.sub(r"^(seed: |种子：)\d+", r"\1N", text, flags=re.MULTILINE)
    text = re.sub(r"^(sandbox|沙箱)[:：].*$", r"\1", text, flags=re.MULTILINE)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def copy_of_the_repository(target: Path) -> None:
    """The files that git knows, as they are in the working tree; a chapter's stubs come from the index."""
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        source, copy = ROOT / name, target / name
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)


def own_environment(folder: Path) -> dict[str, str]:
    """A virtual environment that sees this one's packages, so that `pip install -e .` is the real command."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    purelib = subprocess.run(
        [folder / "bin" / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True, text=True, check=True,
    ).stdout.strip()  # fmt: skip
    (Path(purelib) / "outer.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "LC_", "COURSE"))}
    return {
        **kept,
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "VIRTUAL_ENV": str(folder),
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_QUIET": "2",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "LANG": "C.UTF-8",
    }


@pytest.mark.skipif(not (ROOT / ".git").exists() or os.name == "nt", reason="needs git and a POSIX shell")
@pytest.mark.parametrize("readme", READMES)
def test_console_blocks_print_what_the_readme_says(readme: str, tmp_path: Path) -> None:
    """A newcomer who types the README's commands sees what the README shows."""
    repository = tmp_path / "gradstep"
    copy_of_the_repository(repository)
    environment = own_environment(tmp_path / "venv")
    for step in steps(readme):
        done = subprocess.run(
            step.command, shell=True, cwd=repository, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=300, check=False,
        )  # fmt: skip
        assert settled(done.stdout) == settled(step.output), step.command


@pytest.mark.parametrize("readme", READMES)
def test_there_are_commands_to_try(readme: str) -> None:
    """Each README shows a check that fails, the edit, and the diagnosis."""
    commands = [step.command for step in steps(readme)]
    assert "pip install -e ." in commands
    assert any(command.startswith("course check ch3/mse_grad --seed 1") for command in commands)


@pytest.mark.parametrize("readme", READMES)
def test_make_targets_exist(readme: str) -> None:
    """Every `make` command that a README names is a target."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(MAKE.findall(text)) <= targets
    assert {"demo", "test"} <= set(MAKE.findall(text))
