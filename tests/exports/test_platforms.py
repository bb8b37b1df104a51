"""Scores as Moodle, Gradescope, nbgrader's readers, spreadsheets and continuous integration take them."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import hypothesis.strategies as st
import pytest
from hypothesis import given

from grader.exports import canvas, exercises_csv, gradescope, junit, moodle, nbgrader_csv, scores_csv
from grader.exports.plain import named
from grader.exports.scores_csv import FORMULA
from grader.graded import Graded, Standing
from grader.results import CheckResult, ExerciseReport, Failure, SandboxReport, ScoreReport, State, Verdict
from grader.spec import ChapterText
from grader.words import untranslated, words

WORKSHEET = {
    "Identifier": "Participant 4711",
    "Full name": "Doe, Jane",
    "Email address": "jane@example.org",
    "Status": "Submitted for grading",
    "Grade": "",
    "Maximum Grade": "100.00",
    "Grade can be changed": "Yes",
    "Last modified (submission)": "Monday, 30 November 2026, 10:02 AM",
    "Last modified (grade)": "-",
    "Feedback comments": "",
}
LIST = {"student": "s1", "last_name": "Doe", "first_name": "Jane", "email": "jane@example.org"}
WHEN = datetime(2026, 11, 30, 12, 0, tzinfo=timezone(timedelta(hours=2)))


def row(student: str = "s1", score: str | None = "7.50", name: str = "", **more: Any) -> Graded:
    """A row of 10 points."""
    standing = Standing.NEEDS_REVIEW if score is None else Standing.SCORED
    value = None if score is None else Decimal(score)
    return replace(Graded(student, name, "ch03_x", standing, value, Decimal("10.00"), None, 1), **more)


def read(text: str) -> list[list[str]]:
    """The cells of a CSV text."""
    return list(csv.reader(io.StringIO(text, newline="")))


def parse(rows: Sequence[Graded], text: ChapterText) -> ET.Element:
    """The tree of a JUnit file."""
    return ET.fromstring("".join(junit.render(rows, text, untranslated)).encode())


def test_moodle_gets_its_worksheet_back() -> None:
    """Every column as it was, in order, the grade filled in; a lone dash stays one."""
    (head, line) = read(moodle.render([row(lms=WORKSHEET, max_score=Decimal(100), score=Decimal("87.50"))], "A"))
    assert head == list(WORKSHEET)
    assert dict(zip(head, line, strict=True)) == {**WORKSHEET, "Grade": "87.5"}


@pytest.mark.parametrize(("most", "grade"), [("20.00", "15"), ("20,00", "15"), ("", "7.5"), ("-", "7.5"), ("0", "7.5")])
def test_moodle_grades_are_out_of_its_own_maximum(most: str, grade: str) -> None:
    """7.5 of 10 are 15 of 20: Moodle skips a grade above its maximum; what is no number changes nothing."""
    (_, line) = read(moodle.render([row(lms={**WORKSHEET, "Maximum Grade": most})], "A"))
    assert line[4] == grade


def test_moodle_keeps_what_needs_review_and_leaves_out_strangers() -> None:
    """The grade that was there stays; who is not on the worksheet is not in the file."""
    rows = [row("x"), row(score=None, lms={**WORKSHEET, "Grade": "3.00"})]
    assert [line[0:5:4] for line in read(moodle.render(rows, "A"))[1:]] == [["Participant 4711", "3.00"]]


def test_moodle_without_a_roster_is_a_short_worksheet() -> None:
    """Who handed in says their identifier; Moodle insists on it, the grade and when that was changed last."""
    who = {"Identifier": "Participant 12", "Full name": "Li"}
    assert read(moodle.render([row(lms=who), row(score=None, lms=who)], "A")) == [
        ["Identifier", "Full name", "Grade", "Last modified (grade)"],
        ["Participant 12", "Li", "7.5", ""],
        ["Participant 12", "Li", "", ""],
    ]


def test_moodle_without_a_worksheet_is_a_gradebook_import() -> None:
    """Columns to map: the id, the name, the address and the grade; what needs review is left out."""
    rows = [row(lms=LIST), row("s2", "0", "Li"), row("s3", None)]
    assert read(moodle.render(rows, "Chapter 3")) == [
        ["ID number", "Full name", "Email address", "Chapter 3"],
        ["s1", "Jane Doe", "jane@example.org", "7.5"],
        ["s2", "Li", "", "0"],
    ]


def test_nbgrader_columns() -> None:
    """What `nbgrader export` writes: UTC without a zone, floats, no time for a missing one, no row without a score."""
    rows = [
        row(lms=LIST, submitted_at=WHEN),
        row("s2", "0", "Li, Lei", standing=Standing.MISSING, attempt=0, submitted_at=WHEN),
        row("s3", None),
    ]
    assert read(nbgrader_csv.render(rows, WHEN)) == [
        list(nbgrader_csv.COLUMNS),
        ["ch03_x", "2026-11-30 10:00:00", "2026-11-30 10:00:00", "s1", "Doe", "Jane", "jane@example.org", "7.5", "0.0",
         "7.5", "10.0"],
        ["ch03_x", "2026-11-30 10:00:00", "", "s2", "Li", "Lei", "", "0.0", "0.0", "0.0", "10.0"],
    ]  # fmt: skip


@pytest.mark.filterwarnings("ignore:Object of type")  # nbgrader's own use of SQLAlchemy
def test_nbgrader_columns_are_nbgraders_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file agrees, cell for cell, with the one that nbgrader's own exporter writes for the same gradebook."""
    api = pytest.importorskip("nbgrader.api", reason="nbgrader is not installed", exc_type=ImportError)
    plugins = pytest.importorskip("nbgrader.plugins.export", reason="nbgrader is not installed", exc_type=ImportError)
    scripts = Path(api.__file__).parents[4] / "bin"  # nbgrader calls alembic by its bare name
    monkeypatch.setenv("PATH", str(scripts), prepend=os.pathsep)
    naive = WHEN.astimezone(UTC).replace(tzinfo=None)
    with api.Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as gradebook:
        gradebook.add_student("s1", last_name="Doe", first_name="Jane", email="jane@example.org")
        gradebook.add_student("s2")
        gradebook.add_assignment("ch03_x", duedate=naive)
        gradebook.add_notebook("p", "ch03_x")
        gradebook.add_grade_cell("g", "p", "ch03_x", max_score=10, cell_type="code")
        gradebook.add_submission("ch03_x", "s1", timestamp=naive)
        grade = gradebook.find_grade("g", "p", "ch03_x", "s1")
        grade.auto_score = 7.5
        gradebook.db.commit()
        plugins.CsvExportPlugin(to=str(tmp_path / "theirs.csv")).export(gradebook)
    theirs = read((tmp_path / "theirs.csv").read_text())
    missing = row("s2", "0", standing=Standing.MISSING, attempt=0)
    ours = read(nbgrader_csv.render([row(lms=LIST, submitted_at=WHEN), missing], WHEN))
    assert ours[0] == theirs[0]
    assert sorted(ours[1:]) == sorted(theirs[1:])


def test_a_table_of_exercises(mixed: ScoreReport) -> None:
    """A column an exercise with its points, empty where there is no score, and the mistakes that were named."""
    exercises = [SimpleNamespace(name=each.name, points=10, optional=each.optional) for each in mixed.exercises]
    chapter: Any = SimpleNamespace(exercises=exercises)
    rows = [row(report=mixed, lms=LIST), row("s2", None, standing=Standing.NEEDS_REVIEW)]
    lines = [dict(zip(line_head, line, strict=True)) for line_head, line in _lines(exercises_csv.render(rows, chapter))]
    assert lines[0]["linear_forward (10)"] == "10"
    assert lines[0]["mse_grad (10)"] == "7.5"
    assert lines[0]["on_gpu (10)"] == ""
    assert lines[0]["normal_equation (10, optional)"] == "0"
    assert (lines[0]["percent"], lines[0]["mistakes"]) == ("75.0", "mse_grad__by_batch")
    assert (lines[1]["score"], lines[1]["state"], lines[1]["mse_grad (10)"]) == ("", "needs_review", "")


def _lines(text: str) -> list[tuple[list[str], list[str]]]:
    head, *rest = read(text)
    return [(head, line) for line in rest]


def test_gradescope_shows_an_entry_an_exercise(mixed: ScoreReport, text: ChapterText) -> None:
    """Its score, its status, and below it every check with what went wrong and the mistake; all of it plain text."""
    done = json.loads(gradescope.dumps(row(report=mixed, seconds=1.25), text, untranslated) or "")
    assert (done["score"], done["execution_time"], done["stdout_visibility"]) == (7.5, 1.25, "hidden")
    assert {done[key] for key in ("output_format", "test_output_format", "test_name_format")} == {"text"}
    tests = {test["name"].split(":")[0]: test for test in done["tests"]}
    assert [(name, test["score"], test["max_score"], test["status"]) for name, test in tests.items()][:2] == [
        ("linear_forward", 10.0, 10.0, "passed"), ("mse_grad", 7.5, 15.0, "failed"),
    ]  # fmt: skip
    assert tests["mse_grad"]["output"].splitlines()[-3:] == [
        "✗ mse_grad is right",
        "    mse.py:87: every value is 3 times too large",
        "    This is what you get when you divide by the batch size only.",
    ]
    assert "needs mse_grad first" in tests["fit_linear"]["output"]
    assert (tests["normal_equation"]["max_score"], tests["normal_equation"]["tags"]) == (0.0, ["optional"])
    assert "\x1b" not in json.dumps(done, ensure_ascii=False)


def test_gradescope_tells_a_student_no_number_of_a_hidden_check(text: ChapterText) -> None:
    """What a submission says of its hidden inputs comes out without its numbers, and so does what it printed."""
    told = Failure(Verdict.RAISED, words("{type}: {message}", type="E", message="x is -0.7312059 and 731205912"))
    check = CheckResult("test_x", "x", "x is right", Verdict.RAISED, 1, False, told, output="x is -0.7312059")
    done = gradescope.dumps(row(score="0", report=_one(check)), text, untranslated) or ""
    assert "E: x is … and …" in json.loads(done)["tests"][0]["output"]
    assert "7312059" not in done


def test_gradescope_has_nothing_where_there_is_no_score(text: ChapterText) -> None:
    """Neither for what needs review nor for what was not handed in; what cannot be read says why."""
    assert gradescope.dumps(row(score=None), text, untranslated) is None
    assert gradescope.dumps(row(score="0", attempt=0, standing=Standing.MISSING), text, untranslated) is None
    unreadable = row(score="0", standing=Standing.UNREADABLE, reason=words("no zip"))
    done = json.loads(gradescope.dumps(unreadable, text, untranslated) or "")
    assert (done["score"], done["output"], done["tests"]) == (0.0, "no zip", [])


SUITE = {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"}
CASE = {"classname", "name", "time"}


def test_junit_is_what_ci_reads(mixed: ScoreReport, text: ChapterText) -> None:
    """Failures of students, errors of ours, what was not run; only names that the schema knows; counts that fit."""
    broken = CheckResult("test_z", "mse_grad", "z", Verdict.INTERNAL_ERROR, 1, False)
    shaky = replace(mixed.exercises[1], checks=(*mixed.exercises[1].checks, broken))
    report = replace(mixed, exercises=(mixed.exercises[0], shaky, *mixed.exercises[2:]), state=State.NEEDS_REVIEW)
    root = parse([row(report=report, seconds=1.25, submitted_at=WHEN)], text)
    (suite,) = root
    assert (root.tag, suite.tag, {case.tag for case in suite}) == ("testsuites", "testsuite", {"testcase"})
    assert set(suite.attrib) == SUITE
    assert all(set(case.attrib) == CASE for case in suite)
    assert all({part.tag for part in case} <= {"failure", "error", "skipped", "system-out"} for case in suite)
    kinds = {kind: len(suite.findall(f"testcase/{kind}")) for kind in ("failure", "error", "skipped")}
    assert kinds == {"failure": 6, "error": 1, "skipped": 1}
    counts = {"failure": "failures", "error": "errors", "skipped": "skipped"}
    assert all(suite.attrib[counts[kind]] == str(number) for kind, number in kinds.items())
    assert suite.attrib["tests"] == str(len(suite))
    assert suite.attrib["timestamp"] == "2026-11-30T10:00:00"
    failure = suite.find("testcase/failure[@type='wrong_answer']")
    assert failure is not None
    assert failure.attrib["message"] == "every value is 3 times too large"
    assert "\x1b" not in ET.tostring(root, encoding="unicode")


def test_junit_tells_cases_apart_as_gitlab_does(mixed: ScoreReport, text: ChapterText) -> None:
    """By class name and name alone: no two are the same, whoever's they are."""
    again = replace(mixed.exercises[1], checks=(mixed.exercises[1].checks[0], mixed.exercises[1].checks[1]))
    report = replace(mixed, exercises=(mixed.exercises[0], again))
    cases = [case for suite in parse([row(report=report), row("s2", report=report)], text) for case in suite]
    names = [(case.attrib["classname"], case.attrib["name"]) for case in cases]
    assert len(set(names)) == len(names) == 6


@pytest.mark.parametrize(
    ("standing", "score", "kind"),
    [(Standing.MISSING, "0", "failure"), (Standing.UNREADABLE, "0", "failure"), (Standing.NEEDS_REVIEW, None, "error")],
)
def test_junit_without_a_report_is_one_case(
    text: ChapterText, standing: Standing, score: str | None, kind: str
) -> None:
    """Never an empty suite, which would look passed."""
    (suite,) = parse([row(score=score, standing=standing, reason=words("why"))], text)
    found = suite.find(f"testcase/{kind}")
    assert found is not None
    assert (found.attrib["type"], found.text, suite.attrib["tests"]) == (standing.value, "why", "1")


hostile = st.one_of(
    st.text(st.characters(), max_size=25),
    st.builds(str.__add__, st.sampled_from(["", " ", "\u00a0", "\u200d"]), st.sampled_from(
        ["=1+1", "+cmd|'/c'!A0", "-2", "@SUM(A1)", "\t=1", "\r\n=1", "＝1", "|x", "%x", '"', "a,b;c", "<b>&]]>", "\0"],
    )),
    st.sampled_from(
        ["علی\u200cرضا", "張\u3000三", "ශ්\u200dරී", "\u202eevil", "\ud800lone", "\ufffe\uffff", "\x85\u2028", "é", "é"],
    ),
)  # fmt: skip


@given(hostile, hostile, hostile, hostile)
def test_hostile_names_stay_text_in_every_table(student: str, name: str, title: str, email: str) -> None:
    """A CSV reader finds the same cells in every line, and none that a spreadsheet would work out."""
    lists = {"email": email, "first_name": name}
    rows = [row(student, name=name, lms=lists), row(student, name=name, lms={**WORKSHEET, "Full name": name})]
    chapter: Any = SimpleNamespace(exercises=[SimpleNamespace(name="one", points=1, optional=False)])
    texts = [
        canvas.render(rows, title), moodle.render(rows[:1], title), moodle.render(rows, title),
        nbgrader_csv.render(rows), exercises_csv.render(rows, chapter), scores_csv.render(rows),
    ]  # fmt: skip
    for text in texts:
        lines = read(text.encode("utf-8").decode())
        assert len({len(line) for line in lines}) == 1
        cells = [cell for line in lines for cell in line if cell != "-"]
        assert not [cell for cell in cells if cell.lstrip().lstrip("\u200c\u200d \u3000").startswith(tuple(FORMULA))]
        assert not [cell for cell in cells if set(cell) & set("\0\r\t\x1b\u202e\x85\u2028")]


@given(hostile, hostile)
def test_names_of_any_script_come_back(student: str, message: str) -> None:
    """By an XML and a JSON parser, whatever they hold; what a file cannot hold is shown as an escape."""
    bare = ChapterText("t", "", {}, {}, {}, {})
    failure = Failure(Verdict.RAISED, words("{message}", message=message))
    check = CheckResult("test_x", "x", message, Verdict.RAISED, 1, False, failure, output=message)
    report = _one(check)
    text = "".join(junit.render([row(student, report=report)], bare, untranslated))
    (suite,) = ET.fromstring(text.encode())
    assert suite.attrib["name"] == f"ch03_x.{named(student)}"
    done = gradescope.dumps(row(student, report=report, reason=words("{m}", m=message)), bare, untranslated) or ""
    assert json.loads(done.encode())["score"] == 7.5


def _one(check: CheckResult) -> ScoreReport:
    exercise = ExerciseReport("x", "x", False, Decimal(0), Decimal(10), (check,))
    held = SandboxReport("full", ())
    return ScoreReport("ch03_x", State.SCORED, Decimal(0), Decimal(10), "cpu", "1", held, (exercise,))


@pytest.mark.parametrize("name", ["علی\u200cرضا", "張\u3000三", "ශ්\u200dරී", "Zoë", "李雷", "O'Brien", "Д\u00a0И"])
def test_names_of_any_script_are_not_changed(name: str, text: ChapterText) -> None:
    """Joiners and wide spaces belong to names."""
    assert read(moodle.render([row(name)], "A"))[1][0] == name
    assert named(name).replace("\\u3000", "\u3000").replace("\\xa0", "\u00a0") == name
    assert parse([row(name)], text)[0].attrib["name"].endswith(named(name))


def test_every_table_reads_its_rows_anew(mixed: ScoreReport) -> None:
    """Rows come from disk one at a time: an exporter may go through them twice, and must not need a list."""

    class Rows:
        def __iter__(self) -> Any:
            return iter([row(lms=WORKSHEET), row("s2", lms=WORKSHEET)])

    renders: list[Callable[[Any], str]] = [
        lambda rows: canvas.render(rows, "A"), lambda rows: moodle.render(rows, "A"), nbgrader_csv.render
    ]  # fmt: skip
    assert [len(read(render(Rows()))) for render in renders] == [4, 3, 3]
