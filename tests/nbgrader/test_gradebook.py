"""The gradebook after runs that were killed or repeated, and after people; on every database; feedback and exports."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from html_reading import Read
from nbgrader_class import FULL, HELD, KINDS, LOOK, found
from nbgrader_course import KEY, RIGHT, CourseDir, cells, environment, make_course, notebook

from course.nbgrader.known import known_cells
from course.nbgrader.staging import half_written, marker_in

SERVER = os.environ.get("GRADSTEP_POSTGRES", "")
SMALL = ("good", "wrong", "ours", "modules", "no_json")


@pytest.fixture(params=["sqlite", "postgresql"])
def db_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """SQLite's own place, or a fresh database of the server's that GRADSTEP_POSTGRES names."""
    if request.param == "sqlite":
        yield ""
        return
    if not SERVER:
        pytest.skip("GRADSTEP_POSTGRES names no PostgreSQL server (.ci/run starts one)")
    sqlalchemy = pytest.importorskip("sqlalchemy")
    pytest.importorskip("psycopg2")
    name = f"gradstep_{uuid.uuid4().hex[:12]}"
    server = sqlalchemy.create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def book_of(course: CourseDir) -> Any:
    """The gradebook, open."""
    from nbgrader.api import Gradebook

    return Gradebook(course.url(), "tiny")


def set_manual(course: CourseDir, student: str, grade_id: str, score: float) -> None:
    """What a person does in formgrader."""
    with book_of(course) as book:
        grade = book.find_grade(grade_id, KEY, KEY, student)
        grade.manual_score, grade.needs_manual_grade = score, False
        book.db.commit()


def manual(course: CourseDir, student: str, grade_id: str) -> tuple[float | None, float]:
    """(manual score, the score that counts)."""
    with book_of(course) as book:
        grade = book.find_grade(grade_id, KEY, KEY, student)
        return grade.manual_score, float(grade.score)


def exported(text: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_cycle_on_a_database(pack: Path, tmp_path: Path, db_url: str) -> None:
    """Both ways fill it alike; manual grades stay; what is there is left alone; feedback comes out for everybody."""
    course = make_course(tmp_path / "course", pack, db_url=db_url, task=True)
    for name in SMALL:
        KINDS[name].hand_in(course, name)
    first = course.nbgrader("autograde", KEY)
    assert first.returncode == 1
    theirs = course.grades()
    done = course.course("nbgrader", "autograde", "ch92", "--course", str(pack), "--jobs", "1")
    assert done.returncode == 3, done.stderr
    ours = course.grades()
    assert {name: found(ours[name]) for name in SMALL} == {name: KINDS[name].scores for name in SMALL}
    for name in ("good", "wrong", "ours"):
        assert ours[name] == theirs[name]
        assert ours[name]["why"] == (None, True)
    set_manual(course, "ours", "half-check", 4.5)
    set_manual(course, "good", "why", 2)
    before = {path: path.stat().st_mtime_ns for path in (course.root / "autograded").rglob("*.ipynb")}
    again = course.course("nbgrader", "autograde", KEY)
    assert again.returncode == 3, again.stderr
    assert {path: path.stat().st_mtime_ns for path in (course.root / "autograded").rglob("*.ipynb")} == before
    assert manual(course, "ours", "half-check") == (4.5, 4.5)
    assert course.grades()["ours"]["half-check"] == (None, False)
    forced = course.course("nbgrader", "autograde", KEY, "--force", "--student", "good")
    assert forced.returncode == 3, forced.stderr  # somebody else still needs review
    assert "1 of 1 judged" in forced.stderr
    assert manual(course, "good", "why") == (2, 2)
    changed = {path for path, when in before.items() if path.stat().st_mtime_ns != when}
    assert {path.parents[1].name for path in changed} == {"good"}
    feedback = course.nbgrader("generate_feedback", KEY)
    assert feedback.returncode == 0, feedback.stderr
    pages = {path.parents[1].name for path in (course.root / "feedback").rglob("*.html")}
    assert pages == set(SMALL)


def test_exports_agree(pack: Path, tmp_path: Path, db_url: str) -> None:
    """nbgrader's own, and ours for Canvas and Moodle: with a penalty, a manual grade and somebody who is missing."""
    config = ["c.AssignLatePenalties.plugin_class = 'nbgrader.plugins.LateSubmissionPlugin'",
              "c.LateSubmissionPlugin.penalty_method = 'zero'"]  # fmt: skip
    course = make_course(tmp_path / "course", pack, db_url=db_url, config=config)
    course.add_students("good", "wrong", "late", "missing", "1 comma")
    with book_of(course) as book:
        book.update_or_create_assignment(KEY, duedate="2026-01-02 00:00:00 UTC")
        book.update_or_create_student("wrong", first_name="=Eve", last_name="O, Neill", email="e@x.org")
    for name in ("good", "wrong", "late"):
        when = "2026-01-03" if name == "late" else "2026-01-01"
        kind = KINDS["wrong" if name == "wrong" else "good"]
        kind.hand_in(course, name)
        course.hand_in(name, timestamp__txt=f"{when} 10:00:00.000000 UTC\n")
    done = course.course("nbgrader", "autograde", KEY)
    assert done.returncode == 0, done.stderr
    set_manual(course, "wrong", "double-check", 7.25)
    for name, kind in (("canvas", "Canvas"), ("moodle", "Moodle"), ("grades", "Quoted")):
        asked = f"--exporter=course.nbgrader.export.{kind}"
        out = course.nbgrader("export", asked, "--to", f"{name}.csv")
        assert out.returncode == 0, out.stderr
    plain = course.nbgrader("export", "--to", "plain.csv")
    assert plain.returncode == 0, plain.stderr
    expected = {"good": 15.0, "wrong": 12.25, "late": 0.0, "missing": 0.0, "1 comma": 0.0}
    lines = (course.root / "plain.csv").read_text().splitlines()
    theirs = {line.split(",")[3]: float(line.split(",")[-2]) for line in lines[1:]}
    assert theirs == expected
    widths = {len(line.split(",")) for line in lines}
    assert len(widths) == 2, "the comma in a name shifts nbgrader's own row"
    text = {name: (course.root / f"{name}.csv").read_text("utf-8-sig") for name in ("canvas", "moodle", "grades")}
    canvas = exported(text["canvas"])
    assert {row["SIS User ID"]: float(row[KEY]) for row in canvas[1:]} == expected
    assert float(canvas[0][KEY]) == 15
    assert {row["ID number"]: float(row[KEY]) for row in exported(text["moodle"])} == expected
    (course.root / "roster.csv").write_text(
        f'Student,ID,SIS User ID,SIS Login ID,Section,{KEY} (4711)\n"Doe, Jane",77,good,good@x.org,1,\n'
    )
    asked = ["--exporter=course.nbgrader.export.Canvas", f"--assignment=['{KEY}']", "--Canvas.roster=roster.csv"]
    assert course.nbgrader("export", *asked, "--to", "back.csv").returncode == 0
    back = {row["Student"]: row for row in exported((course.root / "back.csv").read_text("utf-8-sig"))}
    assert (back["Doe, Jane"]["ID"], back["Doe, Jane"][f"{KEY} (4711)"]) == ("77", "15")
    quoted = {row["student_id"]: row for row in exported(text["grades"])}
    assert {name: float(row["score"]) for name, row in quoted.items()} == expected
    assert (quoted["late"]["raw_score"], quoted["late"]["late_submission_penalty"]) == ("15.0", "15.0")
    assert (quoted["wrong"]["last_name"], quoted["wrong"]["first_name"]) == ("O, Neill", "'=Eve")
    assert quoted["late"]["timestamp"] == "2026-01-03 10:00:00"


def test_class_files_agree_with_the_gradebook(by_course: Any, tmp_path: Path) -> None:
    """`course grade` over the same directory, with the same secret: the same scores as the gradebook's."""
    course: CourseDir = by_course.course
    done = course.course(
        "grade", ".", "--chapter", KEY, "--course", str(course.pack), "--out", str(tmp_path / "out"),
        "--seed-secret-file", "seed.secret", "--export", "canvas", "--export", "nbgrader",
    )  # fmt: skip
    assert done.returncode == 3, done.stderr
    rows = {row["student"]: row for row in exported((tmp_path / "out" / "scores.csv").read_text("utf-8-sig"))}
    assert rows.keys() == KINDS.keys()
    for name, grades in course.grades().items():
        values = [auto for auto, _ in grades.values()]
        expected = "" if None in values else f"{sum(value for value in values if value is not None):g}"
        assert (rows[name]["score"] and f"{float(rows[name]['score']):g}") == expected, name
    exports = tmp_path / "out" / "exports"
    theirs = {row["student_id"]: row["score"] for row in exported((exports / "nbgrader.csv").read_text("utf-8-sig"))}
    assert theirs.keys() == KINDS.keys() - {"ours"}


def test_feedback_teaches_and_leaks_nothing(by_course: Any, tmp_path: Path) -> None:
    """Every student has a page of nbgrader's; no seed, no secret, no script of theirs runs in it."""
    course = by_course.course.copy(tmp_path / "course")
    done = course.nbgrader("generate_feedback", KEY)
    assert done.returncode == 0, done.stderr
    written = (course.root / "feedback").rglob("*.html")
    pages = {path.parents[1].name: path.read_text(encoding="utf-8") for path in written}
    assert pages.keys() == KINDS.keys()
    kept = (course.root / "gradstep").rglob("reports/*/*.json")
    seeds = {json.loads(path.read_text(encoding="utf-8"))["seed"] for path in kept}
    secrets = {(course.root / "seed.secret").read_text(encoding="utf-8").strip(), *seeds}
    for name, page in pages.items():
        assert not [secret for secret in secrets if secret in page], name
        assert "<script>alert" not in page, name
        assert "<img src=x" not in page, name
        assert "assert_close" not in page, name
    assert "double is twice x" in pages["wrong"]
    assert "This cannot be judged" in pages["no_json"]
    assert "no score yet" in pages["ours"]


def test_formgrader_finds_everybody(by_course: Any) -> None:
    """By the very functions that its pages are made of, modules and unreadable ones too."""
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    course = by_course.course
    config = Config()
    config.CourseDirectory.root = str(course.root)
    config.CourseDirectory.course_id = "tiny"
    api = NbGraderAPI(config=config)
    listed = {row["student"]: row for row in api.get_submissions(KEY)}
    assert listed.keys() == KINDS.keys()
    assert all(row["autograded"] for row in listed.values())
    waiting = {name for name, row in listed.items() if row["needs_manual_grade"]}
    assert waiting == {name for name, kind in KINDS.items() if {HELD, LOOK} & set(kind.scores)}
    assert len(api.get_notebook_submissions(KEY, KEY)) == len(KINDS)


# Runs that end early.


def small(pack: Path, root: Path, count: int = 6) -> CourseDir:
    """A course of right answers that are told apart by a comment, so that each is judged by itself."""
    course = make_course(root, pack)
    for number in range(count):
        answers = {**RIGHT, "double": f"def double(x):\n    # {number}\n    return 2 * x"}
        course.hand_in(f"s{number}", notebook(cells(answers)))
    return course


def started(course: CourseDir, *arguments: str) -> subprocess.Popen[str]:
    """Our command in a process group of its own."""
    return subprocess.Popen(
        course.line("course", "nbgrader", "autograde", KEY, *arguments), cwd=course.root, env=environment(),
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


@pytest.mark.parametrize("where", ["judging", "gradebook"])
def test_a_killed_run_goes_on(pack: Path, tmp_path: Path, where: str) -> None:
    """Killed at any moment, the same command ends with everybody's score, and what was judged is not judged again."""
    course = small(pack, tmp_path / "course")
    sign = "judged" if where == "judging" else "in the gradebook"
    running = started(course, "--jobs", "1")
    assert running.stderr is not None
    for line in running.stderr:
        if sign in line and not line.startswith(("6 of 6 judged", "loading torch")):
            break
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()
    running.stderr.close()
    kept = {path: path.stat().st_mtime_ns for path in (course.root / "gradstep").rglob("results/*/*.json")}
    assert kept
    assert len(course.grades()) < 6 or where == "gradebook"
    done = course.course("nbgrader", "autograde", KEY, "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert {name: found(grades) for name, grades in course.grades().items()} == {f"s{n}": FULL for n in range(6)}
    assert not [path for path, when in kept.items() if path.stat().st_mtime_ns != when]
    assert {path.name for path in (course.root / "autograded").iterdir()} == {f"s{n}" for n in range(6)}


def test_half_written_folders_are_mended(pack: Path, tmp_path: Path) -> None:
    """nbgrader, killed, leaves a notebook without results and passes over it for ever: that is said, and mended."""
    course = small(pack, tmp_path / "course", 3)
    assert course.nbgrader("autograde", KEY, "--student", "s0").returncode == 0
    assert course.nbgrader("autograde", KEY, "--student", "s1").returncode == 0
    path = course.root / "autograded" / "s1" / KEY / f"{KEY}.ipynb"
    path.chmod(0o644)
    left = json.loads(path.read_text(encoding="utf-8"))
    for cell in left["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    path.write_text(json.dumps(left), encoding="utf-8")
    known = known_cells(course.url(), KEY, KEY)
    assert half_written(path, known)
    assert not half_written(path.parents[2] / "s0" / KEY / f"{KEY}.ipynb", known)
    with book_of(course) as book:
        book.remove_submission(KEY, "s1")
    passed = course.program("autograde", KEY)  # it looks once a process
    assert passed.returncode == 0
    assert "s1" not in course.grades()
    assert "s1/ch92_arith is half written" in passed.stderr
    assert "s0/ch92_arith is half written" not in passed.stderr
    done = course.course("nbgrader", "autograde", KEY)
    assert done.returncode == 0, done.stderr
    assert {name: found(grades) for name, grades in course.grades().items()} == {f"s{n}": FULL for n in range(3)}
    assert not half_written(path, known)
    assert marker_in(path) is not None


def test_a_gradebook_that_was_lost_is_filled_again(pack: Path, tmp_path: Path) -> None:
    """autograded/ alone is no reason to pass over anybody."""
    course = small(pack, tmp_path / "course", 2)
    assert course.course("nbgrader", "autograde", KEY).returncode == 0
    with book_of(course) as book:
        book.remove_submission(KEY, "s0")
    assert course.course("nbgrader", "autograde", KEY).returncode == 0
    assert found(course.grades()["s0"]) == FULL


def test_a_new_submission_is_judged(pack: Path, tmp_path: Path) -> None:
    """Whoever hands in again, or is given a bad time stamp, is done again; nobody else is."""
    course = small(pack, tmp_path / "course", 2)
    assert course.course("nbgrader", "autograde", KEY).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in (course.root / "autograded").rglob("*.ipynb")}
    KINDS["wrong"].hand_in(course, "s1")
    course.hand_in("s1", timestamp__txt="yesterday")
    done = course.course("nbgrader", "autograde", KEY)
    assert done.returncode == 0, done.stderr
    assert found(course.grades()["s1"]) == (0.0, 5.0)
    same = [path.parents[1].name for path, when in before.items() if path.stat().st_mtime_ns == when]
    assert same == ["s0"]


def test_two_runs_at_once(pack: Path, tmp_path: Path) -> None:
    """The second says so and ends."""
    course = small(pack, tmp_path / "course")
    running = started(course)
    lock = course.root / "gradstep" / KEY / "results"
    deadline = time.monotonic() + 120
    while not lock.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    second = course.course("nbgrader", "autograde", KEY)
    running.communicate()
    assert running.returncode == 0
    if second.returncode:  # else the first had ended
        assert second.returncode == 2
        assert "Another run works in" in second.stderr


def test_late_penalties_are_the_gradebooks(pack: Path, tmp_path: Path) -> None:
    """AssignLatePenalties runs as ever, both ways; scores.csv says how late."""
    config = ["c.LateSubmissionPlugin.penalty_method = 'zero'"]
    course = make_course(tmp_path / "course", pack, config=config)
    with book_of(course) as book:
        book.update_or_create_assignment(KEY, duedate=datetime(2026, 1, 2, tzinfo=UTC))
    for name in ("early", "late"):
        KINDS["good"].hand_in(course, name)
        course.hand_in(name, timestamp__txt=f"2026-01-0{1 if name == 'early' else 3} 00:00:00 UTC")
    twin = course.copy(tmp_path / "twin")
    assert course.nbgrader("autograde", KEY).returncode == 0
    assert twin.course("nbgrader", "autograde", KEY).returncode == 0
    for one in (course, twin):
        with book_of(one) as book:
            penalties = {name: book.find_submission(KEY, name).late_submission_penalty for name in ("early", "late")}
        assert penalties == {"early": 0, "late": 15}
    rows = exported((twin.root / "gradstep" / KEY / "scores.csv").read_text("utf-8-sig"))
    assert {row["student"]: row["late_by"] for row in rows} == {"early": "0", "late": "86400"}
    Read((twin.root / "gradstep" / KEY / "class.html").read_text(encoding="utf-8"))
