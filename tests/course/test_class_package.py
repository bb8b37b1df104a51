"""`course export-students`: the package that a class gets holds no answer, builds, installs, and its checks work."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from click.testing import CliRunner, Result

import course.class_package as module
from course.class_package import for_students
from course.cli import cli
from course.content import find_content
from course.errors import CourseError
from course.given import stub_in
from course.stub import regions

KEY, OTHER = "ch03_linear_regression", "ch12_finetuning"


def course(*arguments: str) -> Result:
    """The real command line."""
    return CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, list(arguments), catch_exceptions=False)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package of one chapter."""
    folder = tmp_path_factory.mktemp("class") / "package"
    done = course("export-students", str(folder), "--chapter", "ch3")
    assert done.exit_code == 0, done.output
    assert f"Next: python -m build {folder}" in done.stdout.replace("\n", " ").replace("  ", " ")
    return folder


def test_no_answer_is_in_it(package: Path) -> None:
    """No file of solutions, mistakes or alternatives, none of their words, and of no solution region a line of note."""
    chapter = find_content().chapter(KEY)
    files = [path for path in package.rglob("*") if path.is_file()]
    names = {path.relative_to(package).as_posix() for path in files}
    assert {name for name in names if name.startswith("grader/suites/")} == {f"grader/suites/{KEY}/test_ch03.py"}
    assert {name for name in names if "_content" in name} == {
        f"course/_content/exercises/{KEY}/{module}.py" for module in chapter.modules
    }
    assert not [name for name in names if "equivalent" in name or "__pycache__" in name or OTHER in name]
    assert not (package / "solutions").exists()
    stems = [path.stem for folder in ("mistakes", "alternatives") for path in (chapter.suite / folder).glob("*.py")]
    lines = {
        line.strip()
        for name, source in chapter.solution_sources.items()
        for region in regions(source, name)
        for line in source.splitlines()[region.begin : region.end - 1]
        if len(line.strip()) > 40
    }
    assert len(stems) > 50
    assert lines
    for path in files:
        if path.suffix in (".py", ".toml", ".json", ".txt"):
            text = path.read_text(encoding="utf-8")
            assert not [stem for stem in stems if stem in text], path
            stub = "_content" in path.parts  # a hint may quote a line, a suite has an oracle of its own
            assert not stub or not [line for line in lines if line in text], path


def test_words_of_mistakes_go_and_all_others_stay(package: Path) -> None:
    """Hints, titles and checks are those of the course."""
    for lang in ("en", "zh"):
        name = f"course/chapters/{KEY}/text.{lang}.toml"
        ours = tomllib.loads((find_content().chapter(KEY).folder / f"text.{lang}.toml").read_text(encoding="utf-8"))
        theirs = tomllib.loads((package / name).read_text(encoding="utf-8"))
        assert ours.pop("mistake")
        assert theirs == ours


def test_words_that_cannot_be_taken_out_are_refused() -> None:
    """Rather than let one through or tear something: an inline table, a text that looks like a table."""
    inline = [f'title = "x"\n{table} = {{a = {{words = "told"}}}}\n' for table in ("mistake", "scheme")]
    for text in (*inline, '[a]\nx = """\n[mistake.b]\n"""\n'):
        with pytest.raises(CourseError, match=r"text\.en\.toml: the words of mistakes .* cannot be taken out"):
            for_students(text, Path("text.en.toml"))


def test_mark_schemes_go_and_questions_stay() -> None:
    """A class gets what is asked, and not what is marked."""
    text = '[task.why]\ntitle = "Why?"\nquestion = "Say."\n[scheme.why]\nwords = "Two points."\n[check]\na = "b"\n'
    kept = tomllib.loads(for_students(text, Path("text.en.toml")))
    assert kept == {"task": {"why": {"title": "Why?", "question": "Say."}}, "check": {"a": "b"}}


EDITED = "def linear_forward(x, w, b):\n    return x @ w.T + b  # the instructor tried it out\n"


def test_stubs_are_made_and_never_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An instructor who solved the exercises of the clone gives no answers away."""
    chapter = find_content().chapter(KEY)
    monkeypatch.setattr(Path, "read_bytes", _as_edited(Path.read_bytes))
    files = dict(module.package_files(find_content(), [chapter], "en"))
    stub = files[Path(f"course/_content/exercises/{KEY}/linear.py")].decode()
    assert stub == stub_in(chapter, "linear", "en")
    assert "NotImplementedError" in stub


def _as_edited(real: Callable[[Path], bytes]) -> Callable[[Path], bytes]:
    return lambda path: EDITED.encode() if path.parent.parent.name == "exercises" else real(path)


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """Nothing is changed, and nothing is left beside it."""
    (tmp_path / "mine").write_text("x")
    refused = course("export-students", str(tmp_path))
    assert refused.exit_code == 2
    assert "is not empty; nothing was changed" in refused.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert course("export-students", str(tmp_path / "new"), "--chapter", "ch99").exit_code == 2


def test_what_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package is there whole or not at all."""

    def broken(*_: object) -> Any:
        yield Path("course/cli.py"), b""
        raise OSError(28, "No space left on device", "course/x")

    monkeypatch.setattr(module, "package_files", broken)
    assert course("export-students", str(tmp_path / "new")).exit_code == 3
    assert list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def installed(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `course` of a fresh environment that holds the built wheel and nothing else of ours; torch is lent to it."""
    folder = tmp_path_factory.mktemp("installed")
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(package)], folder)
    (wheel,) = folder.glob("gradstep-*+class-*.whl")
    assert {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist() if "dist-info" not in name} == {
        "course", "grader",
    }  # fmt: skip
    assert len(list(folder.glob("gradstep-*.tar.gz"))) == 1
    _run([sys.executable, "-m", "venv", str(folder / "env")], folder)
    python = str(folder / "env/bin/python")
    _run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], folder)
    purelib = _run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], folder).stdout.strip()
    Path(purelib, "lent.pth").write_text(f"{Path(torch.__file__).parents[1]}\n", encoding="utf-8")
    return folder / "env/bin/course"


def _run(command: list[str], cwd: Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    env = {**kept, "LANG": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == code, done.stdout + done.stderr
    return done


def test_a_class_can_work_with_it(installed: Path, tmp_path: Path) -> None:
    """A workspace, a stub, a wrong answer without a diagnosis, no solution, full marks: each says what it must."""
    tool = str(installed)
    _run([tool, "start", "ws"], tmp_path)
    workspace = tmp_path / "ws"
    where = _run([str(installed.parent / "python"), "-I", "-c", "import course; print(course.__file__)"], tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(installed.parents[1])
    mse = workspace / "exercises" / KEY / "mse.py"
    full = find_content().chapter(KEY)
    assert mse.read_text(encoding="utf-8") == stub_in(full, "mse", "en")
    stub = 'raise NotImplementedError("mse_grad is not implemented yet")'
    mse.write_text(mse.read_text(encoding="utf-8").replace(stub, "return 2 * (pred - target) / len(pred)"))
    wrong = _run([tool, "check", "ch3/mse_grad", "--seed", "1"], workspace, 1)
    assert "every value is 3 times too large" in wrong.stdout
    said = " ".join(wrong.stdout.split())
    assert said.count("your instructor kept the known mistakes out of this package") == 1
    assert "Diagnosis" not in wrong.stdout
    for option in ([], ["--give-up"]):
        kept = _run([tool, "solution", "ch3/mse_grad", *option], workspace, 1)
        assert "ch3/mse_grad is not here: your instructor kept the solutions back." in kept.stderr
    for _ in range(3):
        hint = _run([tool, "hint", "ch3/mse_grad"], workspace)
    assert "That was the last one." in hint.stdout
    assert "course solution" not in hint.stdout
    _run([tool, "reset", "ch3/mse"], workspace)
    assert stub in mse.read_text(encoding="utf-8")
    for name, source in full.solution_sources.items():
        (workspace / "exercises" / KEY / f"{name}.py").write_text(source, encoding="utf-8")
    solved = _run([tool, "check", "ch3"], workspace)
    assert "100 / 100" in solved.stdout
    assert "known mistakes" not in solved.stdout


def test_it_speaks_chinese_and_refuses_authors(installed: Path, tmp_path: Path) -> None:
    """Stubs are those of the course in both languages; what needs the solutions says so and is no crash."""
    tool = str(installed)
    _run([tool, "start", "ws", "--lang", "zh"], tmp_path)
    stub = (tmp_path / "ws/exercises" / KEY / "linear.py").read_text(encoding="utf-8")
    assert stub == stub_in(find_content().chapter(KEY), "linear", "zh")
    assert "the solutions are not in this package" in _run([tool, "dev", "mutants", "ch3"], tmp_path, 3).stderr
    again = _run([tool, "export-students", "again"], tmp_path)
    assert "holds what a class gets" in " ".join(again.stdout.split())  # the folder's name decides where lines break
