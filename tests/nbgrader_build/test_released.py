"""The notebook that students get: nothing of the solution or the hidden suite is in it, and it runs."""

from __future__ import annotations

import ast
import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

from course_directory import KEY, CourseDirectory, answered, cell_of, copied, made, read
from judging import MINI

from course.content import find_content
from course.start import stub_in
from course.stub import BEGIN, END, regions
from grader.spec import ChapterSpec

CHAPTER = find_content().chapter(KEY)
EXECUTE = """
import sys, nbformat
from nbclient import NotebookClient
path = sys.argv[1]
notebook = nbformat.read(path, as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3", allow_errors=True).execute()
nbformat.write(notebook, path)
"""


def public(chapter: ChapterSpec) -> str:
    """What everybody may read: lessons and stubs."""
    lessons = [(chapter.folder / f"lesson.{lang}.md").read_text(encoding="utf-8") for lang in ("en", "zh")]
    return "\n".join([*lessons, *(stub_in(chapter, module, "en") for module in chapter.modules)])


def solution_lines(chapter: ChapterSpec) -> set[str]:
    """The lines between solution marks that are not public."""
    lines = {
        line.strip()
        for source in chapter.solution_sources.values()
        for region in regions(source, "x")
        for line in source.splitlines()[region.begin : region.end - 1]
    }
    told = public(chapter)
    return {line for line in lines if len(line) > 12 and line not in told}


def test_no_solution_is_in_it(released: CourseDirectory) -> None:
    """No line, no mark; neither in cells nor in metadata or outputs: the whole file is searched."""
    text = released.notebook("release").read_text(encoding="utf-8")
    source = released.notebook("source").read_text(encoding="utf-8")
    lines = {json.dumps(line)[1:-1] for line in solution_lines(CHAPTER)}
    assert len(lines) > 8
    assert all(line in source for line in lines)
    assert [line for line in lines if line in text] == []
    for mark in (BEGIN, END, "BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "MARK SCHEME"):
        assert mark not in text


def test_no_hidden_check_is_in_it(released: CourseDirectory) -> None:
    """No test function, no title of a check, no line of the suite, no mistake and no words of one."""
    text = released.notebook("release").read_text(encoding="utf-8")
    suite = CHAPTER.suite_file.read_text(encoding="utf-8")
    tree = ast.parse(suite)
    tests = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    docs = {ast.get_docstring(node) or "" for node in tests}
    lines = [line.strip() for line in suite.splitlines() if not line.startswith(("from", "import"))]
    told = public(CHAPTER)
    code = {line for line in lines if len(line) > 25 and line not in told}
    words = [said for lang in ("en", "zh") for said in CHAPTER.text(lang).mistake.values()]
    assert min(len(tests), len(docs), len(code), len(words)) > 10
    for item in (*(node.name for node in tests), *docs, *code, *CHAPTER.text("en").mistake, *words):
        assert json.dumps(item, ensure_ascii=False)[1:-1] not in text, item


def test_nothing_has_run_in_it(released: CourseDirectory) -> None:
    """No output, no count, and metadata of nbgrader's, of ours and of the editor's only."""
    notebook = read(released.notebook("release"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert {(len(cell["outputs"]), cell["execution_count"]) for cell in code} == {(0, None)}
    known = {"nbgrader", "gradstep", "deletable", "editable"}
    assert {name for cell in notebook["cells"] for name in cell["metadata"]} <= known
    assert set(notebook["metadata"]) == {"gradstep", "kernelspec", "language_info"}


def test_students_can_edit_answers_only(released: CourseDirectory) -> None:
    """nbgrader locks tests and what is given; nothing that it knows can be deleted."""
    for cell in read(released.notebook("release"))["cells"]:
        known = cell["metadata"].get("nbgrader")
        if known is not None:
            assert cell["metadata"]["deletable"] is False
            assert cell["metadata"].get("editable", True) is not known["locked"]


def executed(directory: CourseDirectory, notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The notebook after Restart Kernel and Run All Cells."""
    folder.mkdir(exist_ok=True)
    path, script = folder / "homework.ipynb", folder / "run_all.py"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    script.write_text(EXECUTE)
    directory.python(str(script), str(path), cwd=folder)
    return read(path)


def shown(notebook: dict[str, Any], exercise: str) -> tuple[str, str]:
    """What stands under a test cell in the end: text and HTML."""
    outputs = cell_of(notebook, f"{exercise}-check")["outputs"]
    assert [output["output_type"] for output in outputs] == ["display_data"]
    data = outputs[0]["data"]
    return "".join(data["text/plain"]), "".join(data["text/html"])


def test_the_stub_runs_to_its_end(released: CourseDirectory, tmp_path: Path) -> None:
    """Every cell runs; every test says that its exercise is not implemented yet."""
    notebook = executed(released, read(released.notebook("release")), tmp_path)
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    assert [output for output in outputs if output["output_type"] == "error"] == []
    for exercise in CHAPTER.exercises:
        plain, html = shown(notebook, exercise.name)
        assert plain.startswith(f"· {exercise.name}  0 / {exercise.points}  not implemented yet")
        assert "not implemented yet" in html


def test_the_solution_passes_and_a_mistake_is_named(released: CourseDirectory, tmp_path: Path) -> None:
    """Where one answer is wrong, its test names the mistake and the cell, and all others pass."""
    notebook = answered(read(released.notebook("release")), read(released.notebook("source")))
    cell = cell_of(notebook, "mse_grad")
    cell["source"] = cell["source"].replace("/ pred.numel()", "/ pred.shape[0]")
    done = executed(released, notebook, tmp_path)
    for exercise in CHAPTER.exercises:
        plain, html = shown(done, exercise.name)
        if exercise.name == "mse_grad":
            assert "Diagnosis: This is what you get when you divide by the batch size only" in plain
            assert re.search(r"cell \[\d+\], line \d+", plain)
            assert 'class="diagnosis"' in html
        elif exercise.name == "fit_linear":
            assert plain.startswith(f"✗ fit_linear  0 / {exercise.points}")
        else:
            assert plain.startswith(f"✓ {exercise.name}  {exercise.points} / {exercise.points}  passed")


QUESTION = '\n[[task]]\nname = "why_scale"\npoints = 4\n'
WORDS = """
[task.why_scale]
title = "Why?"
question = "Why is scaling useful?"
[scheme.why_scale]
words = "Two for units."
"""


def test_a_mark_scheme_stays_with_the_instructor(tmp_path: Path) -> None:
    """In a pack of chapters: the question is handed out, its mark scheme is not, and nbgrader holds its points."""
    pack = tmp_path / "pack"
    shutil.copytree(MINI, pack)
    for name, more in (("chapter.toml", QUESTION), ("text.en.toml", WORDS)):
        path = pack / "chapters" / "ch90_mini" / name
        path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    directory = made(tmp_path / "class", "--course", str(pack))
    assert f"c.JudgeCells.pack = {json.dumps(str(pack))}" in (directory.root / "nbgrader_config.py").read_text()
    directory.course("nbgrader", "build", "ch90", "--course", str(pack))
    directory.nbgrader("generate_assignment", "ch90_mini")
    source = directory.notebook("source", "ch90_mini").read_text(encoding="utf-8")
    release = directory.notebook("release", "ch90_mini").read_text(encoding="utf-8")
    assert "Two for units." in source
    assert "Why is scaling useful?" in release
    assert "Two for units." not in release
    assert "MARK SCHEME" not in release
    task = cell_of(read(directory.notebook("release", "ch90_mini")), "why_scale")
    assert (task["metadata"]["nbgrader"]["task"], task["metadata"]["nbgrader"]["points"]) == (True, 4)


def test_nbgraders_own_run_is_an_error(released: CourseDirectory, tmp_path: Path) -> None:
    """Under stock Execute what raises nothing has full marks: ours raises, stub and solution, and names the line."""
    directory = copied(released, tmp_path)
    stub = read(directory.notebook("release"))
    directory.submit("anna", stub)
    directory.submit("bashir", answered(stub, read(directory.notebook("source"))))
    config = directory.root / "nbgrader_config.py"
    kept = [line for line in config.read_text().splitlines() if "_preprocessors = " not in line]
    config.write_text("\n".join(kept))
    directory.nbgrader("autograde", KEY)
    for student in ("anna", "bashir"):
        graded = read(directory.notebook(f"autograded/{student}"))
        for exercise in CHAPTER.exercises:
            outputs = cell_of(graded, f"{exercise.name}-check")["outputs"]
            assert [(output["output_type"], output.get("ename")) for output in outputs] == [("error", "NotJudged")]
            assert "c.Autograde.autograde_preprocessors = list(PREPROCESSORS)" in outputs[0]["evalue"]
    directory.nbgrader("export")
    with (directory.root / "grades.csv").open(newline="") as file:
        scores = {row["student_id"]: (float(row["raw_score"]), float(row["max_score"])) for row in csv.DictReader(file)}
    assert scores == {"anna": (0, 100), "bashir": (0, 100), "chen": (0, 100)}


def test_validate_says_what_fails(released: CourseDirectory, tmp_path: Path) -> None:
    """What a student sees of nbgrader's Validate: the stub fails, the solution passes."""
    stub, solution = read(released.notebook("release")), read(released.notebook("source"))
    good = answered(stub, solution)
    for name, notebook in (("stub", stub), ("good", good)):
        (tmp_path / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    said = released.nbgrader("validate", "stub.ipynb", cwd=tmp_path)
    assert "VALIDATION FAILED ON 7 CELL(S)" in said  # the optional exercise has no points
    assert "NotPassed" in said
    assert "Success! Your notebook passes all the tests." in released.nbgrader("validate", "good.ipynb", cwd=tmp_path)
