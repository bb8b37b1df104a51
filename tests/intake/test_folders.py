"""A folder a student, on disk and in a zip, nbgrader's among them; what students put into their folders."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from judging import load

from grader.intake import Intake, IntakeError, Person
from grader.intake.classes import read_class
from grader.intake.nbgrader import inbound_parts, parse_time
from grader.submission import SubmissionError

CHAPTER = load("ch90_mini")
OTHER = load("ch91_broken")
SCALE = "def scale(x, factor):\n    return x * factor\n"
Files = dict[str, str | bytes]


@pytest.fixture(params=["folder", "zip"])
def handed(request: pytest.FixtureRequest, tmp_path: Path, pack):
    """A class of these files, in a folder or in a zip."""

    def laid(files: Files) -> Path:
        source = tmp_path / "class"
        if request.param == "zip":
            source.write_bytes(pack(files))
            return source
        for name, body in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(body if isinstance(body, bytes) else body.encode())
        return source

    return laid


def told(intake: Intake) -> list[tuple[str, str, int]]:
    return [(entry.student, entry.chapter, entry.attempt) for entry in intake.entries]


def texts(intake: Intake, module: str = "scaling") -> list[str | None]:
    return [entry.collect(CHAPTER).modules[module].text for entry in intake.entries]


@pytest.mark.parametrize(
    "place",
    ["anna/scaling.py", "anna/ch90_mini/scaling.py", "anna/exercises/ch90_mini/scaling.py", "anna/ch90/scaling.py",
     "anna/hw-main/exercises/ch90_mini/scaling.py", "anna/scaling (1).py", "anna/hand in/scaling_copy.py"],
)  # fmt: skip
def test_a_students_folder_of_any_shape(handed, place: str) -> None:
    """Modules, the chapter's folder by any of its names, a workspace, a folder around them, changed names."""
    intake = read_class(handed({place: SCALE, "anna/essay.txt": "x"}), [CHAPTER])
    assert told(intake) == [("anna", "ch90_mini", 1)]
    assert texts(intake) == [SCALE]


def test_a_student_hands_in_a_zip_or_a_notebook(handed, pack, book) -> None:
    """In the folder that is theirs."""
    files: Files = {
        "anna/hw.zip": pack({"hw/scaling.py": "# anna\n"}),
        "ben/hw.ipynb": book("%matplotlib inline\n" + SCALE),
        "cid/ch90_mini/ch90.ipynb": book(SCALE),
    }
    intake = read_class(handed(files), [CHAPTER])
    assert [student for student, _, _ in told(intake)] == ["anna", "ben", "cid"]
    anna, ben, cid = (entry.collect(CHAPTER).modules["scaling"] for entry in intake.entries)
    assert anna.text == "# anna\n"
    assert ben.layers()[-1] == ("hw.ipynb[1]", f"\n{SCALE.rstrip()}\n")
    assert cid.layers()[-1][0] == "ch90.ipynb[1]"


def test_several_chapters_by_their_folders(handed, book) -> None:
    """A module straight in the student's folder belongs to none of them for sure."""
    files: Files = {
        "anna/ch90/scaling.py": SCALE, "anna/ch91_broken/doubling.py": "# d\n", "ben/scaling.py": SCALE,
        "cid/exercises/ch90_mini/x.ipynb": book(SCALE),
    }  # fmt: skip
    intake = read_class(handed(files), [CHAPTER, OTHER])
    assert told(intake) == [("anna", "ch90_mini", 1), ("anna", "ch91_broken", 1), ("cid", "ch90_mini", 1)]
    (said,) = [str(note) for note in intake.notes if str(note).startswith("ben holds nothing of these chapters: ")]
    assert "expected: ch90_mini/scaling.py, " in said


def test_names_in_two_spellings(handed) -> None:
    """A name that macOS took apart is the roster's; twice the same is said."""
    files: Files = {"Jose\u0301/scaling.py": SCALE, "José/scaling.py": SCALE, "李雷/scaling.py": SCALE}
    intake = read_class(handed(files), [CHAPTER], roster=[Person("José", "J"), Person("李雷", "L")])
    assert told(intake) == [("José", "ch90_mini", 1), ("李雷", "ch90_mini", 1)]
    assert [str(note) for note in intake.notes] == ["José is there twice, in two spellings; one was left out"]


def test_a_zip_of_a_folder_of_folders(tmp_path: Path, pack) -> None:
    """What was packed around everything is passed through; macOS's own files are nobody's."""
    source = tmp_path / "c.zip"
    files: Files = {"c/2026/anna/scaling.py": SCALE, "__MACOSX/c/._x": "x", "c/2026/ben/scaling.py": "# b\n"}
    source.write_bytes(pack(files))
    intake = read_class(source, [CHAPTER])
    assert told(intake) == [("anna", "ch90_mini", 1), ("ben", "ch90_mini", 1)]
    assert texts(intake) == [SCALE, "# b\n"]


def test_a_zip_without_students_is_refused(tmp_path: Path, pack) -> None:
    """Also with a roster: it is not that everybody is missing."""
    source = tmp_path / "c.zip"
    source.write_bytes(pack({"a/b.txt": "x"}))
    with pytest.raises(IntakeError, match="no student's folder"):
        read_class(source, [CHAPTER], roster=[Person("anna", "")])


@pytest.mark.parametrize("root", ["", "submitted/"])
def test_nbgraders_course_directory(handed, book, root: str) -> None:
    """submitted/<student>/<assignment>, the assignment by any of the chapter's names; its time stamp is the time."""
    files: Files = {
        f"{root}anna/ch90/ch90.ipynb": book(SCALE),
        f"{root}anna/ch90/timestamp.txt": "2026-11-20 10:30:00.123456 UTC",
        f"{root}anna/hw1/hw1.ipynb": book("x = 1"),
        f"{root}ben/ch90_mini/scaling.py": "# ben\n",
        f"{root}ben/ch90_mini/timestamp.txt": "2026-11-20 12:30:00 Europe/Berlin\n",
        f"{root}cid/hw1/hw1.ipynb": book("x = 1"),
    }
    intake = read_class(handed(files), [CHAPTER])
    assert told(intake) == [("anna", "ch90_mini", 1), ("ben", "ch90_mini", 1)]
    assert [entry.submitted_at for entry in intake.entries] == [
        datetime(2026, 11, 20, 10, 30, 0, 123456, tzinfo=UTC), datetime(2026, 11, 20, 11, 30, tzinfo=UTC),
    ]  # fmt: skip
    assert texts(intake)[1] == "# ben\n"
    (said,) = map(str, intake.notes)
    assert said.startswith("cid holds nothing of these chapters: found: hw1/hw1.ipynb; expected: scaling.py, ")


def test_files_of_other_names_are_not_nothing(handed) -> None:
    """Who is on the roster and handed in what cannot be told is unreadable, not missing, with both lists of names."""
    files: Files = {"ines/homework.py": SCALE, "anna/scaling.py": SCALE}
    intake = read_class(handed(files), [CHAPTER], roster=[Person(name, "") for name in ("anna", "ines", "zoe")])
    assert told(intake) == [("anna", "ch90_mini", 1), ("ines", "ch90_mini", 1), ("zoe", "ch90_mini", 0)]
    said = str(intake.entries[1].problem)
    assert said.startswith("found: homework.py; expected: scaling.py, ")
    assert said.endswith("ch90_mini.ipynb")
    assert str(intake.entries[2].problem) == "nothing was handed in"


def test_a_class_without_work_says_what_was_expected(handed) -> None:
    """The names of the chapter's modules and notebook."""
    with pytest.raises(IntakeError) as refused:
        read_class(handed({"ines/homework.py": SCALE}), [CHAPTER])
    assert "expected in such a folder: scaling.py, " in str(refused.value)


def test_what_is_left_is_named(handed) -> None:
    """Sources of other names beside the modules, some of them, and each cut; other files are not."""
    files: Files = {f"hugo/{name}.py": SCALE for name in (*CHAPTER.modules, "My Fit", "z" * 80)}
    (entry,) = read_class(handed({**files, "hugo/essay.txt": "x"}), [CHAPTER]).entries
    notes = [str(note) for note in entry.collect(CHAPTER).notes]
    assert notes == [
        f"not judged, for it has the name of no module of the chapter: My Fit.py, {'z' * 60}"
    ]


@pytest.mark.parametrize("root", ["", "inbound/"])
def test_nbgraders_exchange(handed, book, root: str) -> None:
    """Each time that a student handed in is an attempt, in the order of time; names may hold a plus sign."""
    files: Files = {
        f"{root}anna+ch90+2026-11-20 10:00:00.000001 UTC+Zm9v/ch90.ipynb": book("# first\n" + SCALE),
        f"{root}anna+ch90+2026-11-21 09:00:00.000000 UTC+YmFy/ch90.ipynb": book("# second\n" + SCALE),
        f"{root}a+b+ch90+2026-11-20 10:00:00 UTC/scaling.py": "# a+b\n",
        f"{root}anna+ch91+2026-11-22 09:00:00 UTC+YmFy/doubling.py": "# other\n",
    }
    intake = read_class(handed(files), [CHAPTER], roster=[Person("anna", "Anna"), Person("zoe", "")])
    attempts = [(student, attempt) for student, _, attempt in told(intake)]
    assert attempts == [("a+b", 1), ("anna", 1), ("anna", 2), ("zoe", 0)]
    assert intake.layout == "nbgrader"
    assert intake.entries[2].submitted_at == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert intake.entries[2].collect(CHAPTER).modules["scaling"].layers()[-1][1] == f"\n{SCALE.rstrip()}\n"
    assert "a+b is not on the roster" in [str(note) for note in intake.notes]
    assert any("2026-11-22" in str(note) for note in intake.notes)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("anna+ch3+2026-11-20 10:00:00 UTC", ("anna", "ch3")),
        ("anna+ch3+2026-11-20 10:00:00.123456 UTC+Zm9v-_", ("anna", "ch3")),
        ("anna+ch3+2026-11-20 10:00:00.123456 +0800+abc", ("anna", "ch3")),
        ("anna+ch3+2026-11-20_10_00_00 UTC", ("anna", "ch3")),
        ("a+b@x+ch3+2026-11-20 10:00:00 UTC+x", ("a+b@x", "ch3")),
        ("anna+ch3", None),
        ("anna+ch3+yesterday", None),
        ("anna+ch3+2026-13-40 10:00:00 UTC", None),
    ],
)
def test_names_of_the_exchange(name: str, parts: tuple[str, str] | None) -> None:
    """Read from their end."""
    told_parts = inbound_parts(name)
    assert (told_parts[:2] if told_parts else None) == parts


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-20 10:00:00.5 UTC", datetime(2026, 11, 20, 10, 0, 0, 500000, tzinfo=UTC)),
        ("2026-11-20 10:00:00 +0800", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("2026-11-20T10:00:00 Asia/Shanghai", datetime(2026, 11, 20, 2, tzinfo=UTC)),
        ("2026-11-20 10:00:00", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20 10:00:00 CEST", datetime(2026, 11, 20, 10, tzinfo=UTC)),
        ("2026-11-20 10:00:00 ../../etc/passwd", None),
        ("0001-01-01 00:00:00 +2359", None),
        ("x" * 1000, None),
        ("", None),
    ],
)
def test_time_stamps(text: str, when: datetime | None) -> None:
    """In UTC, as nbgrader writes them; what is none is none."""
    assert parse_time(text) == when


def test_links_in_a_students_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither a module nor a notebook nor a folder."""
    secret = tmp_path / "secret.ipynb"
    secret.write_text('{"cells": []}')
    home = tmp_path / "class" / "anna"
    home.mkdir(parents=True)
    (home / "scaling.py").symlink_to(secret)
    (home / "hw.ipynb").symlink_to(secret)
    (home / "more").symlink_to(tmp_path)
    (entry,) = read_class(tmp_path / "class", [CHAPTER]).entries
    assert "is a link" in str(entry.collect(CHAPTER).modules["scaling"].problem)
    (home / "scaling.py").unlink()
    (home / "ch90_mini").mkdir()
    (entry,) = read_class(tmp_path / "class", [CHAPTER]).entries
    with pytest.raises(SubmissionError, match=r"hw\.ipynb is a link"):
        entry.collect(CHAPTER)


def test_notebooks_by_canvas_and_moodle(tmp_path: Path, pack, book) -> None:
    """Wherever modules come, notebooks come, too; a later one is a later attempt."""
    canvas = tmp_path / "canvas.zip"
    files: Files = {
        "doe_1_11_ch90.ipynb": book("# 0\n" + SCALE),
        "doe_1_12_ch90-1.ipynb": book("# 1\n" + SCALE),
        "roe_2_13_work.zip": pack({"scaling.py": "# zip\n"}),
    }
    canvas.write_bytes(pack(files))
    intake = read_class(canvas, [CHAPTER])
    assert told(intake) == [("1", "ch90_mini", 1), ("1", "ch90_mini", 2), ("2", "ch90_mini", 1)]
    assert texts(intake)[2] == "# zip\n"
    moodle = tmp_path / "moodle.zip"
    moodle.write_bytes(pack({"Doe_5_assignsubmission_file_/ch90 (1).ipynb": book(SCALE)}))
    (entry,) = read_class(moodle, [CHAPTER]).entries
    assert entry.collect(CHAPTER).modules["scaling"].layers()[-1] == ("ch90 (1).ipynb[1]", SCALE)


@pytest.mark.parametrize(
    ("body", "said"),
    [(b"", "hw.ipynb is empty"), (b"no", "hw.ipynb is not JSON"), (b'{"cells": []}', "hw.ipynb defines none"),
     (b'{"cells": [], "metadata": {"kernelspec": {"name": "ir"}}}', "a notebook for ir")],
)  # fmt: skip
def test_a_notebook_that_cannot_be_judged_is_a_reason(tmp_path: Path, pack, body: bytes, said: str) -> None:
    """For its own student only."""
    source = tmp_path / "m.zip"
    kind = "assignsubmission_file_"
    source.write_bytes(pack({f"A_1_{kind}/hw.ipynb": body, f"B_2_{kind}/scaling.py": SCALE}))
    bad, good = read_class(source, [CHAPTER]).entries
    with pytest.raises(SubmissionError) as caught:
        bad.collect(CHAPTER)
    assert said in str(caught.value.words)
    assert good.collect(CHAPTER).modules["scaling"].text == SCALE


@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["anna/hw/scaling.py"], ["anna"]),
        (["anna/exercises/ch90_mini/scaling.py", "anna/old/scaling.py"], ["anna"]),
        (["class/anna/scaling.py", "class/notes.txt"], ["anna"]),
        (["class/ben/scaling.py", "class/cid/scaling.py"], ["ben", "cid"]),
    ],
)
def test_a_zip_with_one_folder_on_top(tmp_path: Path, pack, names: list[str], students: list[str]) -> None:
    """It is the class where what lies in it is, as far as can be seen or the roster says; else a student's."""
    source = tmp_path / "c.zip"
    source.write_bytes(pack(dict.fromkeys(names, SCALE)))
    intake = read_class(source, [CHAPTER], roster=[Person("anna", "")])
    assert [student for student, _, attempt in told(intake) if attempt] == students


@pytest.mark.parametrize("name", ["C:/anna/scaling.py", "c:\\scaling.py", "/anna/scaling.py", "../anna/scaling.py"])
def test_names_that_lead_out_of_a_zip(tmp_path: Path, pack, name: str) -> None:
    """Are refused; a time in a name is none."""
    from grader.intake.files import ZipFiles

    files = ZipFiles(pack({name: SCALE, "a b 10:00:00/x.py": "x"}))
    refused, fine = (files.read(found) for found in sorted(files.names(), key=lambda found: "10:00" in found))
    assert "leads out of the archive" in str(refused)
    assert fine == b"x"
