"""nbgrader's own pipeline on our judge, and our command that fills the same gradebook: one class of every kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from html_reading import Read
from nbgrader_class import HELD, KINDS, LOOK, found
from nbgrader_course import KEY, POINTS

READ_BY_NBGRADER = [name for name, kind in KINDS.items() if kind.reads]
NOT_READ = [name for name in KINDS if name not in READ_BY_NBGRADER]


@pytest.mark.parametrize("name", READ_BY_NBGRADER)
def test_scores_of_nbgrader_autograde(by_nbgrader, name: str) -> None:
    """What each submission is worth, whatever happened to its notebook."""
    assert found(by_nbgrader.course.grades()[name]) == KINDS[name].scores, by_nbgrader.said.stderr[-3000:]


def test_nbgrader_says_what_it_cannot_read(by_nbgrader) -> None:
    """Only those have failed, each by name; nobody behind them in the alphabet was left out."""
    said = by_nbgrader.said
    failed = {line.split("'")[3] for line in said.stderr.splitlines() if "for student '" in line and "error" in line}
    silent = {"renamed", "modules", "zipped", "nothing"}  # nbgrader passes over folders without a notebook of its own
    assert failed | silent >= set(NOT_READ) - silent
    assert failed <= set(NOT_READ), failed
    assert said.returncode == 1
    done = {path.parent.name for path in (by_nbgrader.course.root / "autograded").glob(f"*/{KEY}")}
    assert done == set(READ_BY_NBGRADER)


@pytest.mark.parametrize("name", KINDS)
def test_scores_of_our_command(by_course, name: str) -> None:
    """The same, and the ones that nbgrader cannot read have a score that somebody must look at, or one from modules."""
    assert found(by_course.course.grades()[name]) == KINDS[name].scores, by_course.said.stderr[-3000:]


def test_both_ways_give_the_same(by_nbgrader, by_course) -> None:
    """Cell by cell, flags included."""
    ours = by_course.course.grades()
    for name, grades in by_nbgrader.course.grades().items():
        if name in READ_BY_NBGRADER:
            assert grades == ours[name], name


def test_both_ways_write_the_same_notebook(by_nbgrader, by_course) -> None:
    """Sources, metadata and outputs, though ours leaves out the steps that find nothing to do behind MendCells."""

    def cells_of(done, name: str) -> list[dict]:
        return [{**cell, "id": ""} for cell in done.course.autograded(name)["cells"]]

    for name in READ_BY_NBGRADER:
        if name != "format3":  # nbformat turns it into format 4 in a way of its own
            assert cells_of(by_nbgrader, name) == cells_of(by_course, name), name


def test_our_command_says_what_came_of_it(by_course) -> None:
    """Exit code 3 for the one that broke us, progress on the way, and files as of `course grade`."""
    done, root = by_course.said, by_course.course.root
    assert done.returncode == 3, done.stderr
    assert f"{len(KINDS)} of {len(KINDS)} judged" in done.stderr
    assert f"{len(KINDS)} of {len(KINDS)} in the gradebook" in done.stderr
    assert "1 rows need review" in done.stdout
    assert "Warning" not in done.stderr, done.stderr
    out = root / "gradstep" / KEY
    assert {path.name for path in out.iterdir()} >= {"scores.csv", "class.html", "feedback", "reports"}
    assert "Applying" not in (root / "gradstep" / "nbgrader.log").read_text(encoding="utf-8")
    assert not list((root / "autograded").glob(".*"))


@pytest.mark.parametrize("which", ["by_nbgrader", "by_course"])
def test_every_test_cell_has_one_number_and_a_result(request: pytest.FixtureRequest, which: str) -> None:
    """The float that nbgrader reads, first; then HTML whose text says what the plain text says; no stream, no error."""
    course = request.getfixturevalue(which).course
    for name in READ_BY_NBGRADER if which == "by_nbgrader" else KINDS:
        for exercise, score in zip(("double", "half"), KINDS[name].scores, strict=True):
            outputs = course.outputs(name, f"{exercise}-check")
            if score == HELD:
                assert [output["output_type"] for output in outputs] == ["error", "display_data"]
                assert "no score yet" in outputs[0]["evalue"]
                continue
            result, shown = outputs
            assert result["output_type"] == "execute_result"
            text = "".join(result["data"]["text/plain"])
            assert (text, list(result["data"])) == (repr(0.0 if score == LOOK else score), ["text/plain"])
            assert shown["output_type"] == "display_data"
            html, plain = "".join(shown["data"]["text/html"]), "".join(shown["data"]["text/plain"])
            Read(html)
            assert "<script" not in html
            assert "<img" not in html
            if score == LOOK:
                assert plain.startswith("This cannot be judged: ")
            else:
                assert f"{exercise}  " in plain
                assert not [other for other in POINTS if other != exercise and f" {other}  " in plain]
        for cell in course.autograded(name)["cells"]:
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
            if cell["cell_type"] == "code" and not grade_id.endswith("-check"):
                assert cell["outputs"] == [], (name, grade_id)


def test_an_optional_exercise_is_shown_and_counts_nothing(by_course) -> None:
    """Its cell has a result to read and no number."""
    for name in ("good", "no_optional"):
        outputs = by_course.course.outputs(name, "square-check")
        assert [output["output_type"] for output in outputs] == ["display_data"]
    assert "square" not in " ".join(by_course.course.grades()["good"])


def test_nothing_hidden_stands_in_a_notebook(by_course) -> None:
    """No seed, no secret, no check's source, no number of a hidden check."""
    root = by_course.course.root
    kept = (root / "gradstep" / KEY / "reports").rglob("*.json")
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in kept]
    secrets = {(root / "seed.secret").read_text(encoding="utf-8").strip(), *(report["seed"] for report in reports)}
    for path in (root / "autograded").rglob("*.ipynb"):
        page = path.read_text(encoding="utf-8")
        assert not [secret for secret in secrets if secret in page], path
        assert "assert_close" not in page
        assert str(Path.home()) not in page or str(root).startswith(str(Path.home()))


def test_modules_are_shown_where_answers_belong(by_course) -> None:
    """A submission without a notebook has one in formgrader: with the module's text and the results below."""
    shown = {
        cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
        for cell in by_course.course.autograded("modules")["cells"]
    }
    assert shown["double"].startswith("# arith.py\nimport torch")
    assert "def half(x):\n    return x / 2" in shown["double"]
    assert shown["half"] == "# arith.py, above"
    assert "NotImplementedError" in shown["square"]
    assert shown.keys() >= {"chapter-setup", "double-check", "half-check"}


def test_a_submission_that_cannot_be_read_has_its_reason(by_course) -> None:
    """In its cells, in scores.csv, and in the gradebook as something to look at."""
    outputs = by_course.course.outputs("no_json", "half-check")
    (shown,) = [output for output in outputs if "text/html" in output["data"]]
    assert "is not JSON" in "".join(shown["data"]["text/plain"])
    scores = (by_course.course.root / "gradstep" / KEY / "scores.csv").read_text(encoding="utf-8-sig")
    assert "unreadable" in next(line for line in scores.splitlines() if "no_json" in line.split(",")[0])
