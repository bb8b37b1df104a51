"""`course nbgrader init` and `build`: plain nbgrader commands work at once, and building again changes nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from course_directory import KEY, CourseDirectory, answered, cell_of, copied, made, read

from course import doctor


def test_students_fetch_and_hand_in(released: CourseDirectory, tmp_path: Path) -> None:
    """nbgrader's own fetch, submit and collect, through the exchange that init made."""
    directory = copied(released, tmp_path)
    student = tmp_path / "student"
    student.mkdir()
    exchange = f"--Exchange.root={directory.root / 'exchange'}"
    named = ("--course", "my-class", exchange)
    assert f"my-class {KEY}" in directory.nbgrader("list", *named, cwd=student)
    directory.nbgrader("fetch_assignment", KEY, *named, cwd=student)
    assert (student / KEY / f"{KEY}.ipynb").is_file()
    directory.nbgrader("submit", KEY, *named, cwd=student)
    directory.nbgrader("collect", KEY)
    assert [path.name for path in (directory.root / "submitted").glob(f"*/{KEY}/*.ipynb")] == [f"{KEY}.ipynb"]


def test_everybody_can_write_into_the_exchange(released: CourseDirectory) -> None:
    """nbgrader refuses one that a student's account cannot write."""
    mode = (released.root / "exchange").stat().st_mode
    assert stat.S_IMODE(mode) == 0o777 or os.name == "nt"


def test_the_header_stands_above_the_assignment(released: CourseDirectory) -> None:
    """And names of nbgrader's cells stand once."""
    ids = [cell["id"] for cell in read(released.notebook("release"))["cells"]]
    assert ids[:3] == ["header", "header-name", "lesson-01"]
    assert len(ids) == len(set(ids))


def test_building_again_changes_nothing(released: CourseDirectory, tmp_path: Path) -> None:
    """The same bytes; what somebody else made is left alone."""
    directory = copied(released, tmp_path)
    path = directory.notebook("source")
    before, when = path.read_bytes(), path.stat().st_mtime_ns
    assert f"source/{KEY}/{KEY}.ipynb is as it was" in directory.course("nbgrader", "build", "ch3")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, when)
    path.unlink()
    inner = directory.root / "source"
    assert "was written" in directory.course("nbgrader", "build", "ch3", cwd=inner)
    assert path.read_bytes() == before
    path.write_text('{"cells": [], "metadata": {}}')
    assert "was not built by gradstep" in directory.course("nbgrader", "build", "ch3", fails=True)
    assert path.read_text() == '{"cells": [], "metadata": {}}'


def test_an_edited_solution_keeps_submissions_gradable(released: CourseDirectory, tmp_path: Path) -> None:
    """nbgrader generates the assignment anew although somebody has handed in: no cell came or went."""
    directory = copied(released, tmp_path)
    code = (
        "from nbgrader.api import Gradebook\n"
        f"with Gradebook('sqlite:///gradebook.db') as gradebook:\n    gradebook.add_submission('{KEY}', 'anna')"
    )
    directory.python("-c", code)
    path = directory.notebook("source")
    text = path.read_text(encoding="utf-8")
    edited = text.replace("return x @ W.T + b", "return torch.add(x @ W.T, b)")
    assert edited != text
    path.write_text(edited, encoding="utf-8")
    directory.nbgrader("generate_assignment", KEY, "--force")


WITHOUT = "import sys; sys.modules |= dict.fromkeys({names!r}); from {module} import main; sys.argv = {argv!r}; main()"


def test_init_and_build_need_no_jupyter(tmp_path: Path) -> None:
    """nbgrader drags all of it in: making an assignment's notebook works where nothing of it is installed."""
    names = ["nbgrader", "nbformat", "nbconvert", "nbclient", "traitlets", "jupyter_core", "jupytext", "IPython"]
    directory = CourseDirectory(tmp_path, tmp_path)
    for arguments in (["init", "x"], ["build", "ch3", "--root", "x"]):
        argv = ["course", "nbgrader", *arguments]
        directory.python("-c", WITHOUT.format(names=names, module="course.cli", argv=argv))
    assert [path.name for path in (tmp_path / "x/source" / KEY).iterdir()] == [f"{KEY}.ipynb"]


def test_nbgraders_command_line_needs_no_front_end(released: CourseDirectory, tmp_path: Path) -> None:
    """JupyterLab and notebook are for formgrader alone; our preprocessors bring neither in."""
    directory = copied(released, tmp_path)
    directory.submit("anna", read(directory.notebook("release")))
    argv = ["nbgrader", "autograde", KEY]
    names = ["jupyterlab", "notebook", "jupytext"]
    directory.python("-c", WITHOUT.format(names=names, module="nbgrader.apps.nbgraderapp", argv=argv))
    assert directory.notebook("autograded/anna").is_file()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nothing is changed; outside a course directory, build says what to do."""
    directory = made(tmp_path)
    before = sorted(directory.root.rglob("*"))
    said = directory.course("nbgrader", "init", str(directory.root), fails=True)
    assert "is not empty; nothing was changed" in said
    assert sorted(directory.root.rglob("*")) == before
    lost = directory.course("nbgrader", "build", "ch3", cwd=tmp_path, fails=True)
    assert "There is no nbgrader_config.py here or in the folders above" in lost
    assert "course nbgrader init my-class" in lost
    named = directory.course("nbgrader", "build", "ch3", "--root", str(tmp_path), cwd=tmp_path, fails=True)
    assert "it has no nbgrader_config.py" in named


def test_everything_can_be_in_chinese(tmp_path: Path) -> None:
    """The words of the course directory, of the notebook and of what its tests will say."""
    directory = made(tmp_path, "--lang", "zh")
    directory.course("nbgrader", "build", "ch3", "--lang", "zh")
    directory.nbgrader("generate_assignment", KEY)
    notebook = read(directory.notebook("release"))
    assert "提交之前" in cell_of(notebook, "header")["source"]
    assert "线性回归" in cell_of(notebook, "lesson-01")["source"]
    assert cell_of(notebook, "mse_grad-check")["source"].endswith('lang="zh")')
    assert "由 gradstep 评分" in (directory.root / "README.md").read_text(encoding="utf-8")


def test_doctor_says_who_judges(
    released: CourseDirectory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fine as init made it; bad, with the lines to add, where nbgrader's own Execute would run; or broken."""
    directory = copied(released, tmp_path)
    config = directory.root / "nbgrader_config.py"
    text = config.read_text(encoding="utf-8")
    line = "c.Autograde.autograde_preprocessors = list(PREPROCESSORS)"
    assert line in text
    both = f"{line}\nfrom nbgrader.preprocessors import Execute\nc.Autograde.autograde_preprocessors.append(Execute)"

    def said(written: str) -> tuple[str, str, str]:
        config.write_text(written, encoding="utf-8")
        (found,) = doctor._nbgrader()
        return found.state, str(found.found), str(found.advice)

    monkeypatch.chdir(directory.root / "source")
    assert said(text) == ("fine", f"gradstep judges, as {config} says", "None")
    assert Path.cwd() == directory.root / "source"
    for written in (text.replace(line, ""), text.replace(line, both)):
        state, found, advice = said(written)
        assert state == "bad"
        assert "lets nbgrader run the students' code itself" in found
        assert advice == f"Add these lines to it: from course.nbgrader import PREPROCESSORS; {line}"
    state, found, advice = said("import no_such_module\n")
    assert (state, "ModuleNotFoundError" in found, "gradstep[instructor]" in advice) == ("bad", True, True)
    monkeypatch.chdir(tmp_path)
    assert list(doctor._nbgrader()) == []


def test_answers_fit_the_released_notebook(released: CourseDirectory) -> None:
    """Each answer cell of the released notebook has its solution in source/, under the same id."""
    release, source = read(released.notebook("release")), read(released.notebook("source"))
    code = [cell["source"] for cell in answered(release, source)["cells"] if cell["cell_type"] == "code"]
    assert "NotImplementedError(" not in "".join(code)
