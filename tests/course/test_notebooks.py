"""Notebooks judged in the real sandbox: a class that Moodle gives, repeated bit for bit, and a learner's own."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from judging import MINI, load

from course.cli import cli

CHAPTER = load("ch90_mini")
WRONG = "%matplotlib inline\nprint(1)\ndef scale(x, factor):\n    raise KeyError('no')"
KIND = "assignsubmission_file_"


def course(*arguments: str) -> Result:
    """The real command line."""
    return CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, list(arguments), catch_exceptions=False)


def notebook(scaling: str | None = None) -> str:
    """The solution in cells, with another cell for scale where one is given."""
    sources = dict(CHAPTER.solution_sources)
    own = sources.pop("scaling")
    texts = [scaling or own, *sources.values(), "import time\ntime.sleep(1000)"]
    cells = [{"cell_type": "code", "metadata": {}, "outputs": [], "source": text} for text in texts]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The mini course with time enough for the first optimiser, which is slow to import on a busy machine."""
    root = tmp_path_factory.mktemp("pack") / "mini"
    shutil.copytree(MINI, root)
    toml = root / "chapters" / CHAPTER.key / "chapter.toml"
    text = toml.read_text(encoding="utf-8")
    slow = text.replace("call_seconds = 5", "call_seconds = 100")
    slow = slow.replace("chapter_seconds = 30", "chapter_seconds = 500")
    assert slow != text
    toml.write_text(slow, encoding="utf-8")
    return str(root)


@pytest.fixture(scope="module")
def out(pack: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a class of four: a right notebook, a wrong one, one that is none, and modules in a zip."""
    root = tmp_path_factory.mktemp("notebooks")
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        for name, source in CHAPTER.solution_sources.items():
            archive.writestr(f"hw/{name} (1).py", source)
    with zipfile.ZipFile(root / "m.zip", "w") as archive:
        archive.writestr(f"Anna_1_{KIND}/ch90.ipynb", notebook())
        archive.writestr(f"李雷_2_{KIND}/作业.ipynb", notebook(WRONG))
        archive.writestr(f"Cid_3_{KIND}/hw.ipynb", "no notebook")
        archive.writestr(f"Dee_4_{KIND}/hw.zip", inner.getvalue())
    done = course("grade", str(root / "m.zip"), "--chapter", "ch90", "--course", pack, "--out", str(root / "out"),
                  "--jobs", "1")  # fmt: skip
    assert done.exit_code == 0, done.output
    return root / "out"


def test_notebooks_and_modules_score_alike(out: Path) -> None:
    """Full marks for the solution in cells and in a zip; what cannot be read has a reason."""
    text = (out / "scores.csv").read_text(encoding="utf-8-sig")
    rows = {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert rows["1"]["score"] == rows["4"]["score"] == f"{float(rows['1']['max_score']):.2f}"
    assert float(rows["2"]["score"]) < float(rows["1"]["score"])
    assert (rows["3"]["state"], rows["3"]["score"]) == ("unreadable", "0")
    assert "hw.ipynb is not JSON" in rows["3"]["reason"]


def test_a_report_says_which_cell(out: Path) -> None:
    """By its number among all cells and its own line."""
    report = json.loads((out / "reports" / CHAPTER.key / "2.json").read_text(encoding="utf-8"))
    checks = [check for exercise in report["exercises"] if exercise["name"] == "scale" for check in exercise["checks"]]
    places = [check["where"] for check in checks if check["verdict"] == "raised" and check["where"]]
    assert places
    assert all(place == {"file": f"{CHAPTER.key}.ipynb[1]", "line": 4} for place in places)


@pytest.mark.parametrize("student", ["1", "2", "4"])
def test_a_grade_is_repeated(out: Path, pack: str, student: str) -> None:
    """From what the class run has kept, whatever the files were called."""
    again = course("regrade", str(out / "reports" / CHAPTER.key / f"{student}.json"), "--course", pack)
    assert again.exit_code == 0, again.output


def test_a_learner_checks_a_notebook(pack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its path, or in the place of stubs that were not touched."""
    monkeypatch.chdir(tmp_path)
    assert course("start", "ws", "--course", pack).exit_code == 0
    monkeypatch.chdir(tmp_path / "ws")
    Path("ch90.ipynb").write_text(notebook(WRONG), encoding="utf-8")
    done = course("check", "ch90.ipynb", "--course", pack)
    assert done.exit_code == 1
    assert "ch90.ipynb, cell 1, line 4" in done.output
    (Path("exercises") / CHAPTER.key / "mine.ipynb").write_text(notebook(), encoding="utf-8")
    assert course("check", "ch90", "--course", pack).exit_code == 0
    Path("ch90.ipynb").write_text("{}", encoding="utf-8")
    refused = course("check", "ch90.ipynb", "--course", pack)
    assert refused.exit_code == 2
    assert "has no cells" in refused.stderr
