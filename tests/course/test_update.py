"""`course update`: what is new comes in, what was written stays, and what cannot be merged is said."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KEY = "ch01_numbers"
Run = Callable[..., Any]
ARITH = Path("ws/exercises", KEY, "arith.py")
NOTEBOOK = Path("ws/exercises", KEY, f"{KEY}.ipynb")
UNWRITTEN = 'raise NotImplementedError("double is not implemented yet")'


def renewed(mini: Any, before: str, after: str, module: str = "arith") -> None:
    """The course's own module with other words."""
    path = mini.content.tree.solutions / KEY / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def updated(run: Run, *options: str) -> Any:
    done = run("update", "--workspace", "ws", *options)
    assert done.exit_code == 0, done.output
    return done


def test_nothing_new_changes_nothing(run: Run, mini: Any) -> None:
    """Also where the learner has written something."""
    run("start", "ws")
    ARITH.write_text(ARITH.read_text().replace(UNWRITTEN, "return x * 2"))
    before = ARITH.read_text()
    assert "Everything is as the course has it now." in updated(run).stdout
    assert ARITH.read_text() == before
    assert not Path("ws/.course/backup").exists()


def test_a_file_that_was_not_changed_is_the_new_one(run: Run, mini: Any) -> None:
    """And a second update finds nothing."""
    run("start", "ws")
    renewed(mini, "Two multiplications.", "Two products.")
    assert f"exercises/{KEY}/arith.py is as the course has it now; you had not changed it." in updated(run).stdout
    assert ARITH.read_text().startswith('"""Two products."""')
    assert "Everything is as the course has it now." in updated(run).stdout


def test_new_words_come_in_and_what_was_written_stays(run: Run, mini: Any) -> None:
    """As it was, the file is kept."""
    run("start", "ws")
    ARITH.write_text(ARITH.read_text().replace(UNWRITTEN, "return x * 2"))
    before = ARITH.read_text()
    renewed(mini, "Two multiplications.", "Two products.")
    assert "has what is new and what you wrote" in updated(run).stdout
    assert ARITH.read_text() == before.replace("Two multiplications.", "Two products.")
    (backup,) = Path("ws/.course/backup").glob(f"*/exercises/{KEY}/arith.py")
    assert backup.read_text() == before


def test_where_both_changed_the_same_lines_the_learners_stay(run: Run, mini: Any) -> None:
    """The new version lies beside, and it is said once."""
    run("start", "ws")
    ARITH.write_text(ARITH.read_text().replace("Two multiplications.", "My notes."))
    before = ARITH.read_text()
    renewed(mini, "Two multiplications.", "Two products.")
    assert f"Its new version is .course/update/exercises/{KEY}/arith.py." in " ".join(updated(run).stdout.split())
    assert ARITH.read_text() == before
    assert Path("ws/.course/update/exercises", KEY, "arith.py").read_text().startswith('"""Two products."""')
    assert "Everything is as the course has it now." in updated(run).stdout


def test_a_file_that_is_no_text_stays(run: Run, mini: Any) -> None:
    """Whatever an editor made of it: nothing is merged into it, and the new version lies beside; it is said once."""
    run("start", "ws")
    ARITH.write_bytes(b"def double(x):\n    return x * 2  # \xff\n")
    assert "Everything is as the course has it now." in updated(run).stdout
    renewed(mini, "Two multiplications.", "Two products.")
    assert f".course/update/exercises/{KEY}/arith.py" in updated(run).stdout
    assert ARITH.read_bytes() == b"def double(x):\n    return x * 2  # \xff\n"
    assert "Everything is as the course has it now." in updated(run).stdout


def test_new_and_deleted_files_are_written(run: Run, mini: Any) -> None:
    """A module that the learner deleted comes back as it is at the start."""
    run("start", "ws")
    text = ARITH.read_text()
    ARITH.unlink()
    assert f"exercises/{KEY}/arith.py was gone and is back, as it is at the start." in updated(run).stdout
    assert ARITH.read_text() == text


def test_a_workspace_of_an_older_version_keeps_what_it_has(run: Run, mini: Any) -> None:
    """It does not remember what it was given, so nobody can tell what the learner wrote."""
    run("start", "ws")
    given = Path("ws/.course/given/exercises", KEY, "arith.py")
    given.unlink()
    ARITH.write_text(ARITH.read_text().replace(UNWRITTEN, "return x * 2"))
    before = ARITH.read_text()
    assert "this workspace does not remember what it was given" in " ".join(updated(run).stdout.split())
    assert ARITH.read_text() == before
    assert given.is_file()


def test_a_dry_run_only_says(run: Run, mini: Any) -> None:
    """Nothing is written, and the same words come again."""
    run("start", "ws")
    renewed(mini, "Two multiplications.", "Two products.")
    said = updated(run, "--dry-run").stdout
    assert "is as the course has it now" in said
    assert "Nothing was changed: --dry-run." in said
    assert ARITH.read_text().startswith('"""Two multiplications."""')


def test_a_clone_is_for_git(run: Run, mini: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its exercises are files of the repository."""
    run("start", "ws")
    object.__setattr__(mini.content, "repository", Path("ws").absolute())
    done = run("update", "--workspace", "ws")
    assert done.exit_code == 2
    assert "git brings what is new" in done.stderr
    assert "Next: git pull" in done.stderr


# A workspace of notebooks.


def cells() -> dict[str, Any]:
    return {cell["id"]: cell for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]}


def write(changes: dict[str, str]) -> None:
    """Saves the notebook as Jupyter does, with other sources, and an output under each code cell."""
    table = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    for cell in table["cells"]:
        if cell["id"] in changes:
            cell["source"] = changes[cell["id"]].splitlines(keepends=True)
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["ran\n"]}]
    table["metadata"]["language_info"]["version"] = "3.11.2"
    NOTEBOOK.write_text(json.dumps(table), encoding="utf-8")


def source(name: str) -> str:
    return "".join(cells()[name]["source"])


@pytest.fixture
def notebooks(run: Run, mini: Any) -> None:
    """A workspace of notebooks whose learner has written one answer and a cell of their own."""
    assert run("start", "ws", "--notebooks").exit_code == 0
    write({"double": source("double").replace(UNWRITTEN, "return x * 2")})
    table = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    own = {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": "My notes."}
    table["cells"].insert(2, own)
    NOTEBOOK.write_text(json.dumps(table), encoding="utf-8")


def test_start_makes_notebooks(notebooks: None) -> None:
    """A notebook a chapter, no module, and a README that speaks of notebooks; no solution, nothing of nbgrader's."""
    folder = Path("ws/exercises", KEY)
    assert [path.name for path in folder.iterdir()] == [f"{KEY}.ipynb"]
    assert json.loads(Path("ws/.course/workspace.json").read_text())["kind"] == "notebooks"
    text = Path("ws/.course/given/exercises", KEY, f"{KEY}.ipynb").read_text()
    assert "BEGIN SOLUTION" not in text
    assert "x * 2" not in text
    assert "nbgrader" not in text
    assert f'check(\\"{KEY}/double\\")' in text
    assert "run the cell under it" in Path("ws/README.md").read_text()


def test_cells_are_merged(run: Run, mini: Any, notebooks: None) -> None:
    """The new words come into the answer's cell, other cells keep what they showed, and the learner's own stays."""
    renewed(mini, "Twice x, elementwise", "Two times x, elementwise")
    assert "has what is new and what you wrote" in updated(run).stdout
    assert "Two times x" in source("double")
    assert "return x * 2" in source("double")
    assert cells()["double"]["outputs"] == []
    assert cells()["triple"]["outputs"]
    assert list(cells())[2] == "mine"


def test_cells_of_a_new_exercise_come_behind_those_before_them(run: Run, mini: Any, notebooks: None) -> None:
    """In the order of the course."""
    path = mini.content.tree.chapters / KEY / "chapter.toml"
    path.write_text(path.read_text() + '\n[[exercise]]\nname = "cube"\nmodule = "power"\npoints = 5\n')
    solution = mini.content.tree.solutions / KEY / "power.py"
    cube = "\n\ndef cube(x):\n    ### BEGIN SOLUTION\n    return x**3\n    ### END SOLUTION\n"
    solution.write_text(solution.read_text() + cube)
    updated(run)
    order = list(cells())
    assert order[order.index("square-check") + 1 :][:3] == ["cube-title", "cube", "cube-check"]
    assert "cube is not implemented yet" in source("cube")


def test_a_conflict_in_a_cell_and_cells_without_ids_leave_the_notebook(run: Run, mini: Any, notebooks: None) -> None:
    """Nothing is lost, and the new notebook lies beside."""
    write({"double": source("double").replace("Twice x, elementwise", "My words")})
    before = NOTEBOOK.read_bytes()
    renewed(mini, "Twice x, elementwise", "Two times x, elementwise")
    assert f".course/update/exercises/{KEY}/{KEY}.ipynb" in "".join(updated(run).stdout.split("\n"))
    assert NOTEBOOK.read_bytes() == before
    table = json.loads(before)
    for cell in table["cells"]:
        del cell["id"]
    NOTEBOOK.write_text(json.dumps(table))
    renewed(mini, "Two times x, elementwise", "2 x, elementwise")
    updated(run)
    assert json.loads(NOTEBOOK.read_text()) == table


def test_reset_puts_back_one_cell(run: Run, mini: Any, notebooks: None) -> None:
    """The others stay as they are, and the whole notebook is kept."""
    before = NOTEBOOK.read_bytes()
    write({"triple": "def triple(x):\n    return 3 * x"})
    done = run("reset", "ch1/double", "--workspace", "ws")
    assert done.exit_code == 0, done.output
    assert "double is as it was at the start; yours is kept as" in done.stdout
    assert UNWRITTEN in source("double")
    assert "return 3 * x" in source("triple")
    assert "mine" in cells()
    (backup,) = Path("ws/.course/backup").glob(f"*/{KEY}/{KEY}.ipynb")
    assert b"return x * 2" in backup.read_bytes()
    assert before != NOTEBOOK.read_bytes()


def test_reset_puts_back_a_broken_or_deleted_notebook(run: Run, mini: Any, notebooks: None) -> None:
    """All of it, whatever was named."""
    given = Path("ws/.course/given/exercises", KEY, f"{KEY}.ipynb").read_bytes()
    NOTEBOOK.write_text("{")
    assert run("reset", "ch1/double", "--workspace", "ws").exit_code == 0
    assert NOTEBOOK.read_bytes() == given
    NOTEBOOK.unlink()
    gone = run("check", "ch1", "--workspace", "ws")
    assert gone.exit_code == 2
    assert f"{KEY}.ipynb is not there. It can be put back." in gone.stderr
    assert "Next: course reset ch1" in gone.stderr
    done = run("reset", "ch1", "--workspace", "ws")
    assert f"exercises/{KEY}/{KEY}.ipynb is back." in done.stdout
    assert NOTEBOOK.read_bytes() == given
