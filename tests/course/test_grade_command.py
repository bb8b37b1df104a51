"""`course grade` and `course regrade` as an instructor types them, on the mini course's chapter."""

from __future__ import annotations

import csv
import io
import json
import shutil
import stat
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner, Result
from cohort_class import hand_in
from judging import MINI

from course.cli import cli
from course.exporting import EXPORTS
from grader.exports.json_report import SCHEMA_FILE
from grader.exports.scores_csv import cell
from grader.store import Store

NO_CODE = ""
WRONG = "def scale(x, factor):\n    return x + factor\n"
CHAPTER = ("--chapter", "ch90", "--course", str(MINI))


def course(*arguments: str) -> Result:
    """The real command line."""
    return CliRunner(env={"LANG": "C.UTF-8"}).invoke(cli, list(arguments), catch_exceptions=False)


def table(out: Path) -> list[dict[str, str]]:
    """The rows of scores.csv."""
    return list(csv.DictReader(io.StringIO((out / "scores.csv").read_text(encoding="utf-8-sig"), newline="")))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    """Three students, one of whom is missing, and what the command said."""
    root = tmp_path_factory.mktemp("grade")
    hand_in(root / "class", "李雷")
    hand_in(root / "class", "=cmd", WRONG)
    (root / "roster.csv").write_text("student,name\n李雷,Li Lei\n=cmd,+Eve\nzoe,Zoe\n", encoding="utf-8")
    done = course(
        "grade", str(root / "class"), *CHAPTER, "--out", str(root / "out"), "--roster", str(root / "roster.csv"),
        "--jobs", "1", "--due", "2020-01-01", *(word for name in EXPORTS for word in ("--export", name)),
    )  # fmt: skip
    return root / "out", done


def test_a_class_is_graded(graded: tuple[Path, Result]) -> None:
    """A row each, also for who is missing; low scores are no failure of the command."""
    out, done = graded
    assert done.exit_code == 0, done.output
    rows = {row["student"]: row for row in table(out)}
    assert {name: row["state"] for name, row in rows.items()} == {
        "'=cmd": "scored", "zoe": "missing", "李雷": "scored"}  # fmt: skip
    assert rows["李雷"]["score"] == f"{float(rows['李雷']['max_score']):.2f}"
    assert float(rows["'=cmd"]["score"]) < float(rows["李雷"]["score"])
    assert (rows["zoe"]["score"], rows["zoe"]["reason"]) == ("0", "nothing was handed in")
    assert rows["'=cmd"]["name"] == "'+Eve"
    assert int(rows["李雷"]["late_by"]) > 0
    assert "loading torch: 0 of 3 judged" in done.stderr
    assert "3 of 3 judged" in done.stderr
    exported = (out / "exports/canvas-ch90_mini.csv").read_text(encoding="utf-8-sig")
    names = [line.split(",")[0] for line in exported.splitlines()]
    assert names == ["Student", "    Points Possible", "'+Eve", "Zoe", "Li Lei"]


def test_every_export_is_written(graded: tuple[Path, Result]) -> None:
    """A file each; whoever is missing has no results for Gradescope and a failure for CI."""
    out, _ = graded
    folder = out / "exports"
    assert sorted(path.name for path in folder.iterdir()) == [
        "canvas-ch90_mini.csv", "exercises-ch90_mini.csv", "gradescope-ch90_mini", "junit-ch90_mini.xml",
        "moodle-ch90_mini.csv", "nbgrader.csv",
    ]  # fmt: skip
    found = sorted(path.name.split("-")[0] for path in (folder / "gradescope-ch90_mini").iterdir())
    assert found == ["_cmd", "李雷.json"]
    suites = {suite.attrib["name"]: suite for suite in ET.parse(folder / "junit-ch90_mini.xml").getroot()}
    assert suites["ch90_mini.李雷"].attrib["failures"] == "0"
    assert int(suites["ch90_mini.=cmd"].attrib["failures"]) > 0
    assert (suites["ch90_mini.zoe"].attrib["tests"], suites["ch90_mini.zoe"].attrib["failures"]) == ("1", "1")
    for name in ("exercises-ch90_mini.csv", "moodle-ch90_mini.csv", "nbgrader.csv"):
        text = (folder / name).read_text(encoding="utf-8-sig")
        assert len(list(csv.reader(io.StringIO(text, newline="")))) == 4, name


def test_pages_are_written(graded: tuple[Path, Result]) -> None:
    """One for every student, also who is missing, linked from the class's; no page holds a seed or the secret."""
    out, done = graded
    pages = {path.name.split("-")[0]: path.read_text(encoding="utf-8") for path in (out / "feedback").rglob("*")
             if path.is_file()}  # fmt: skip
    assert pages.keys() == {"_cmd", "zoe.html", "李雷.html"}
    assert "nothing was handed in" in pages["zoe.html"]
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "reports").rglob("*.json")]
    secrets = [(out / "seed.secret").read_text().strip(), *(report["seed"] for report in reports)]
    whole = (out / "class.html").read_text(encoding="utf-8")
    for page in (*pages.values(), whole):
        assert not [secret for secret in secrets if secret in page]
        assert str(out) not in page
    for path in (out / "feedback/ch90_mini").iterdir():
        assert f'href="{quote(path.relative_to(out).as_posix())}"' in whole
    assert "class.html" in " ".join(done.stdout.split())


def test_a_report_is_what_other_programs_expect(graded: tuple[Path, Result]) -> None:
    """The schema of `course check --json`, and what repeats the grade; the mistake is named."""
    out, _ = graded
    files = sorted((out / "reports/ch90_mini").iterdir())
    assert [file.name.split("-")[0] for file in files] == ["_cmd", "李雷.json"]
    report: dict[str, Any] = json.loads(files[0].read_text(encoding="utf-8"))
    schema = json.loads(SCHEMA_FILE.with_name("class_report.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    base = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert schema["properties"].items() >= base["properties"].items()
    assert set(schema["required"]) >= set(base["required"])
    assert (report["student"], report["attempt"], report["standing"]) == ("=cmd", 1, "scored")
    assert report["versions"].keys() == {"gradstep", "python", "torch"}
    named = {check["diagnosis"] for exercise in report["exercises"] for check in exercise["checks"]}
    assert named - {None}
    secret = out / "seed.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text().strip() not in json.dumps(report)


def test_a_grade_is_repeated(graded: tuple[Path, Result]) -> None:
    """From its report and the folder it lies in; a report that was changed or moved away is refused."""
    out, _ = graded
    report = next((out / "reports/ch90_mini").glob("_cmd*"))
    again = course("regrade", str(report), "--course", str(MINI))
    assert (again.exit_code, again.stdout[:23]) == (0, "The same, bit for bit: "), again.output
    changed = report.with_name("changed.json")
    changed.write_text(json.dumps(json.loads(report.read_text()) | {"result": "0" * 64}))
    assert course("regrade", str(changed), "--course", str(MINI)).exit_code == 2
    changed.write_text("[]")
    assert "is no report of `course grade`" in course("regrade", str(changed)).stderr
    changed.unlink()


def test_mistakes_that_are_named_otherwise_are_no_other_grade(graded: tuple[Path, Result], tmp_path: Path) -> None:
    """The same verdicts and score are exit code 0, and what is named otherwise is said; another score is 1."""
    out = Path(shutil.copytree(graded[0], tmp_path / "out"))
    report = next((out / "reports/ch90_mini").glob("_cmd*"))
    key = json.loads(report.read_text())["result"]
    store = Store(out)
    record = store.load(key)
    assert record is not None
    checks = [check for exercise in record["report"]["exercises"] for check in exercise["checks"]]
    named = next(check for check in checks if check["diagnosis"])
    named["diagnosis"] = None
    store.save(key, record)
    again = course("regrade", str(report), "--course", str(MINI))
    assert again.exit_code == 0, again.output
    assert "The same grade, " in again.stdout
    assert f"{named['name']}: wrong_answer, now wrong_answer (" in " ".join(again.stdout.split())
    record["report"]["score"] = "99.00"
    store.save(key, record)
    again = course("regrade", str(report), "--course", str(MINI))
    assert again.exit_code == 1
    assert "Not the same: 99.00, now " in again.stdout


def test_what_a_class_is_told(tmp_path: Path) -> None:
    """Files that are left are named, a module that is not there was not handed in, and naming that was cut is said."""
    hand_in(tmp_path / "class", "hugo", WRONG)
    folder = tmp_path / "class/hugo/ch90_mini"
    (folder / "descent.py").rename(folder / "My Fit.py")
    (tmp_path / "class/ines").mkdir()
    (tmp_path / "class/ines/homework.py").write_text(WRONG)
    (tmp_path / "roster.csv").write_text("student\nhugo\nines\n")
    out = tmp_path / "out"
    done = course("grade", str(tmp_path / "class"), *CHAPTER, "--out", str(out), "--jobs", "1",
                  "--roster", str(tmp_path / "roster.csv"), "--diagnosis-seconds", "0.001")  # fmt: skip
    assert done.exit_code == 0, done.output
    text = (out / "reports/ch90_mini/hugo.json").read_text(encoding="utf-8")
    notes = json.loads(text)["notes"]
    assert [note for note in notes if "My Fit.py" in note]
    assert [note for note in notes if note.startswith("naming mistakes took longer than its 0.001 s")]
    page = (out / "feedback/ch90_mini/hugo.html").read_text(encoding="utf-8")
    assert "descent.py was not handed in" in page
    assert "course reset" not in page + text
    row = {row["student"]: row for row in table(out)}["ines"]
    assert row["state"] == "unreadable"
    assert row["reason"].startswith("found: homework.py; expected: ")


def test_a_second_run_judges_nothing(graded: tuple[Path, Result], tmp_path: Path) -> None:
    """Everything is there already: no process is started."""
    out, _ = graded
    out = Path(shutil.copytree(out, tmp_path / "out"))
    before = {path: path.stat().st_mtime_ns for path in (out / "results").rglob("*.json")}
    again = course("grade", str(graded[0].parent / "class"), *CHAPTER, "--out", str(out), "--jobs", "1")
    assert again.exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in (out / "results").rglob("*.json")} == before
    assert "loading torch" not in again.stderr
    assert [row["student"] for row in table(out)] == ["'=cmd", "李雷"]


def test_only_one_is_judged_again_and_everybody_stays(graded: tuple[Path, Result], tmp_path: Path) -> None:
    """The files hold the class: the others with the results that are there, who was never judged is counted."""
    out = Path(shutil.copytree(graded[0], tmp_path / "out"))
    root = graded[0].parent
    hand_in(Path(shutil.copytree(root / "class", tmp_path / "class")), "new", WRONG)
    before = {path: path.stat().st_mtime_ns for path in (out / "results").rglob("*.json")}
    again = course(
        "grade", str(tmp_path / "class"), *CHAPTER, "--out", str(out), "--roster", str(root / "roster.csv"),
        "--jobs", "1", "--only", "李雷", "--regrade", "all", "--due", "2020-01-01", "--export", "csv",
    )  # fmt: skip
    assert again.exit_code == 0, again.output
    changed = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
    assert len(changed) == 1
    steady = ("student", "state", "score", "reason", "late_by")
    assert [[row[name] for name in steady] for row in table(out)] == [
        [row[name] for name in steady] for row in table(graded[0])
    ]
    assert "3 students" in (out / "class.html").read_text(encoding="utf-8")
    assert len((out / "exports/exercises-ch90_mini.csv").read_text(encoding="utf-8-sig").splitlines()) == 4
    said = " ".join(again.stderr.split())
    assert "loading torch: 0 of 1 judged" in said
    assert "1 of 1 judged" in said
    assert "writing the files of 3 rows" in said
    assert "1 more are not judged yet and are in no file" in said


def test_a_class_of_one_is_one_student(tmp_path: Path) -> None:
    """Said in the singular."""
    hand_in(tmp_path / "class", "anna", NO_CODE, NO_CODE)
    done = course("grade", str(tmp_path / "class"), *CHAPTER, "--out", str(tmp_path / "out"), "--jobs", "1")
    assert done.exit_code == 0, done.output
    page = (tmp_path / "out/class.html").read_text(encoding="utf-8")
    assert ">1 student<" in page
    assert "1 students" not in page


REFUSED = {
    "no source": (("nowhere",), "nowhere does not exist"),
    "no roster": ((".", "--roster", "nobody.csv"), "nobody.csv cannot be read"),
    "no date": (("class", "--due", "soon"), "soon is no date"),
    "no secret": (("class", "--seed-secret-file", "none"), "There is no file none."),
    "short secret": (("class", "--seed-secret-file", "short"), "short is too short for a secret"),
    "no suite": (("class", "--suites", "none"), "There is no "),
    "weak": (("class", "--sandbox", "process"), "Here submissions cannot be shut in"),
    "empty": (("empty",), "holds no student's folder"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_wrong_usage_is_exit_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    """With what is wrong, before anything is judged."""
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path / "class", "anna")
    (tmp_path / "empty").mkdir()
    (tmp_path / "short").write_text("1234")
    refused = course("grade", *arguments, *CHAPTER, "--out", "out")
    assert refused.exit_code == 2
    assert said in " ".join(refused.stderr.split())
    assert not (tmp_path / "out/results").exists()


@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_due_date_that_is_none_is_refused_at_once(tmp_path: Path, more: tuple[str, ...]) -> None:
    """Before the folder of results is made, and in a dry run too."""
    hand_in(tmp_path / "class", "anna")
    asked = ("grade", str(tmp_path / "class"), *CHAPTER, "--out", str(tmp_path / "out"))
    refused = course(*asked, "--due", "next tuesday", *more)
    assert refused.exit_code == 2
    assert "next tuesday is no date" in refused.stderr
    assert not (tmp_path / "out").exists()


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says how many there are and who is missing."""
    hand_in(tmp_path / "class", "anna")
    (tmp_path / "roster.csv").write_text("student\nanna\nben\n")
    done = course("grade", str(tmp_path / "class"), *CHAPTER, "--out", str(tmp_path / "out"), "--dry-run",
                  "--roster", str(tmp_path / "roster.csv"))  # fmt: skip
    assert done.exit_code == 0
    assert "ch90_mini: 1 submissions, 1 missing" in done.stdout
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("value", "shown"),
    [("=1+1", "'=1+1"), ("  @x", "'  @x"), ("＝1", "'＝1"), ("-2", "'-2"), (-2, "-2"), (None, ""), ("a\tb", "a�b"),
     ("ok", "ok")],
)
def test_no_cell_is_a_formula(value: object, shown: str) -> None:
    """Text that a spreadsheet would work out is told from it by an apostrophe; our numbers stay numbers."""
    assert cell(value) == shown
