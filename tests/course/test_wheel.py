"""The wheel, installed alone in an empty virtual environment elsewhere, is the whole course."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
CH03 = "ch03_linear_regression"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("gradstep-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `course` of an environment that holds the wheel and nothing else of ours; torch is lent to it."""
    folder = tmp_path_factory.mktemp("venv") / "env"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True)
    purelib = subprocess.run(
        [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    Path(purelib, "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return folder / "bin" / "course"


def run(course: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The installed command, far from the repository."""
    env = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run(
        [str(course), *arguments], cwd=cwd, capture_output=True, text=True, check=False, env={**env, "LANG": "C.UTF-8"}
    )


def test_the_wheel_holds_the_content_and_no_test(wheel: Path) -> None:
    """Chapters, suites, solutions, stubs, data, translations, templates and licences are in it; tests are not."""
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        f"course/chapters/{CH03}/chapter.toml",
        f"course/_content/solutions/{CH03}/mse.py",
        f"course/_content/exercises/{CH03}/mse.py",
        f"grader/suites/{CH03}/test_ch03.py",
        "course/data/mnist_10k_2k.npz",
        "course/data/mnist_10k_2k.LICENSE.txt",
        "course/data/digits.csv.gz",
        "course/data/mnist_cnn.safetensors",
        "course/locales/zh/LC_MESSAGES/gradstep.mo",
        "course/templates/AGENTS.md",
        "grader/exports/report.schema.json",
        "course/serve/templates/lesson.html",
        "course/serve/static/site.css",
        "course/serve/static/katex/katex.min.js",
        "course/serve/static/katex/fonts/KaTeX_Main-Regular.woff2",
        "course/serve/static/katex/LICENSE",
    ):
        assert wanted in names, wanted
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"course", "grader"}
    for licence in ("LICENSE", "LICENSE-lessons", "NOTICE"):
        assert any(name.endswith(f".dist-info/licenses/{licence}") for name in names), licence


def test_start_and_check_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    """A workspace is made, its stub is not implemented, and its solution scores full."""
    started = run(installed, "start", "ws", "--lang", "zh", cwd=tmp_path)
    assert started.returncode == 0, started.stderr
    workspace = tmp_path / "ws"
    stub = run(installed, "check", "ch3/mse_grad", "--lang", "en", cwd=workspace)
    assert stub.returncode == 1, stub.stderr
    assert "mse_grad is not implemented yet." in stub.stdout
    where = [str(installed.parent / "python"), "-I", "-c", "import course; print(course.__path__[0])"]
    package = Path(subprocess.run(where, check=True, capture_output=True, text=True, cwd=tmp_path).stdout.strip())
    assert package.is_relative_to(installed.parents[1])
    for path in (package / "_content/solutions" / CH03).glob("*.py"):
        (workspace / "exercises" / CH03 / path.name).write_bytes(path.read_bytes())
    solved = run(installed, "check", "ch3", cwd=workspace)
    assert solved.returncode == 0, solved.stdout + solved.stderr
    assert "100 / 100" in solved.stdout


def test_what_needs_the_repository_says_so(installed: Path, tmp_path: Path) -> None:
    """`course dev update` has nothing to write in an installed course."""
    done = run(installed, "dev", "update", cwd=tmp_path)
    assert done.returncode == 2
    assert "in a clone of the repository, or with --course DIR" in done.stderr


def test_the_project_files_agree(tmp_path: Path) -> None:
    """The version is said once, and every tool that the make targets call is in an extra."""
    import tomllib

    import course

    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["dynamic"] == ["version"]
    assert course.__version__.count(".") == 2
    dev = " ".join(project["project"]["optional-dependencies"]["dev"])
    for tool in ("ruff", "mypy", "import-linter", "hypothesis", "pytest-randomly", "babel", "jsonschema", "hatchling"):
        assert tool in dev
    assert "nbgrader" in " ".join(project["project"]["optional-dependencies"]["instructor"])
