"""Moodle's download of all submissions, zipped and unpacked, in folders and flat, with its worksheet as roster."""

from __future__ import annotations

from pathlib import Path

import pytest
from judging import load

from grader.intake import Intake, Person
from grader.intake.classes import read_class
from grader.intake.moodle import moodle_name
from grader.intake.roster import read_roster
from grader.submission import SubmissionError

CHAPTER = load("ch90_mini")
OTHER = load("ch91_broken")
SCALE = "def scale(x, factor):\n    return x * factor\n"
FILE = "assignsubmission_file"
FOLDERS = {
    "Anna_Maria Doe_101_assignsubmission_file_/scaling.py": f"{SCALE}# anna\n",
    "Anna_Maria Doe_101_assignsubmission_file_/gain.py": "# gain\n",
    "李 雷_102_assignsubmission_file_/作业/scaling.py": f"{SCALE}# li\n",
    "李 雷_102_assignsubmission_onlinetext_/onlinetext.html": "<p>see my file</p>",
    "No_File_103_assignsubmission_onlinetext_/onlinetext.html": "<p>def scale</p>",
}
FLAT = {name.replace("_/作业/", "_").replace("_/", "_"): body for name, body in FOLDERS.items()}


def told(intake: Intake) -> list[tuple[str, str, int]]:
    return [(entry.student, entry.chapter, entry.attempt) for entry in intake.entries]


@pytest.mark.parametrize("files", [FOLDERS, FLAT], ids=["folders", "flat"])
@pytest.mark.parametrize("unpacked", [False, True], ids=["zip", "folder"])
def test_participants_by_their_number(tmp_path: Path, pack, files: dict[str, str], unpacked: bool) -> None:
    """Whatever the names hold; text typed online is no work, and alone it is a row with a reason."""
    source = tmp_path / "moodle"
    if unpacked:
        for name, body in files.items():
            path = source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(body)
    else:
        source.write_bytes(pack(files))
    intake = read_class(source, [CHAPTER])
    assert intake.layout == "moodle"
    assert told(intake) == [(number, "ch90_mini", 1) for number in ("101", "102", "103")]
    anna, li, online = intake.entries
    assert [entry.name for entry in intake.entries] == ["Anna_Maria Doe", "李 雷", "No_File"]
    assert anna.collect(CHAPTER).modules["scaling"].text == f"{SCALE}# anna\n"
    assert anna.collect(CHAPTER).modules["gain"].text == "# gain\n"
    assert li.collect(CHAPTER).modules["scaling"].text == f"{SCALE}# li\n"
    assert anna.lms["Identifier"] == "Participant 101"
    assert anna.submitted_at is not None
    with pytest.raises(SubmissionError, match="typed online"):
        online.collect(CHAPTER)
    assert [str(note) for note in intake.notes] == [
        "李 雷 (102): text that was typed online is not read",
        "No_File (103): text that was typed online is not read",
    ]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        (f"A_1_{FILE}_/x_2_{FILE}_mse.py", ("A", "1", "file", f"x_2_{FILE}_mse.py")),
        (f"A_1_{FILE}_x_2_{FILE}_mse.py", ("A", "1", "file", f"x_2_{FILE}_mse.py")),
        (f"A_2_{FILE}_B_1_{FILE}_/mse.py", (f"A_2_{FILE}_B", "1", "file", "mse.py")),
        ("top/A_1_assignsubmission_file_/a/b.py", ("A", "1", "file", "a/b.py")),
        ("Jose\u0301_7_assignsubmission_file_/b.py", ("José", "7", "file", "b.py")),
        ("a/b/c/A_1_assignsubmission_file_/b.py", None),
        ("A_assignsubmission_file_/b.py", None),
    ],
)  # fmt: skip
def test_nobody_hands_in_for_another(path: str, meant: tuple[str, ...] | None) -> None:
    """A file or a name that looks like Moodle's own marks does not move work to another number."""
    assert moodle_name(path) == meant


WORKSHEETS = {
    "english": "Identifier,Full name,Email address,Status,Grade,Maximum Grade\n"
    "Participant 101,Anna Maria Doe,a@x,Submitted,,100\nParticipant 104,Zoe,z@x,No submission,,100\n",
    "chinese": "编号,全名,电子邮件地址,状态,成绩,最高分\n参与者101,Anna Maria Doe,a@x,已提交,,100\n"
    "参与者104,Zoe,z@x,没有提交,,100\n",
    "german": "ID;Vollständiger Name;Status;Bewertung\nTeilnehmer/in101;Anna Maria Doe;Abgegeben;\n"
    "Teilnehmer/in104;Zoe;Keine Abgabe;\n",
}


@pytest.mark.parametrize("language", WORKSHEETS)
def test_the_worksheet_is_a_roster_in_any_language(tmp_path: Path, pack, language: str) -> None:
    """Its identifiers match by number, its columns come along as they are, and who is missing has a row."""
    (tmp_path / "worksheet.csv").write_text(WORKSHEETS[language])
    people = read_roster(tmp_path / "worksheet.csv")
    assert [(person.id, person.name) for person in people] == [("101", "Anna Maria Doe"), ("104", "Zoe")]
    source = tmp_path / "m.zip"
    source.write_bytes(pack(FOLDERS))
    intake = read_class(source, [CHAPTER], roster=people)
    attempts = {entry.student: entry.attempt for entry in intake.entries}
    assert attempts == {"101": 1, "102": 1, "103": 1, "104": 0}
    assert intake.entries[0].name == "Anna Maria Doe"
    assert dict(intake.entries[0].lms) == dict(people[0].lms)
    assert "李 雷 (102) is not on the roster" in [str(note) for note in intake.notes]


@pytest.mark.parametrize(
    "body",
    ["id,name\ns101,Anna\ns104,Zoe\n", "id,name\nstudent101,Anna\nlecturers104,Zoe\n", "student\nParticipant 1\n"],
)
def test_a_roster_of_other_numbers_keeps_them(tmp_path: Path, body: str) -> None:
    """A letter before a student's number is part of it."""
    (tmp_path / "r.csv").write_text(body)
    ids = [person.id for person in read_roster(tmp_path / "r.csv")]
    assert ids == [line.split(",")[0] for line in body.splitlines()[1:]]


def test_a_roster_without_numbers_is_matched_by_name(tmp_path: Path, pack) -> None:
    """Where a name is one person's alone; composed or not."""
    source = tmp_path / "m.zip"
    twins = {f"Twin_{number}_assignsubmission_file_/scaling.py": SCALE for number in (7, 8)}
    source.write_bytes(pack({"Jose\u0301_5_assignsubmission_file_/scaling.py": SCALE, **twins}))
    roster = [Person("m1", "José"), Person("m2", "Twin")]
    assert told(read_class(source, [CHAPTER], roster=roster)) == [
        ("7", "ch90_mini", 1), ("8", "ch90_mini", 1), ("m1", "ch90_mini", 1), ("m2", "ch90_mini", 0),
    ]  # fmt: skip


def test_several_chapters_by_what_is_there(tmp_path: Path, pack) -> None:
    """A participant has an entry for each chapter that they handed in something of; a file of nobody's is named."""
    source = tmp_path / "m.zip"
    source.write_bytes(
        pack({
            "A_1_assignsubmission_file_/scaling.py": SCALE,
            "A_1_assignsubmission_file_/doubling.py": "# d\n",
            "B_2_assignsubmission_file_/doubling.py": "# d\n",
            "C_3_assignsubmission_file_/essay.pdf": "x",
            "readme.txt": "x",
        })
    )  # fmt: skip
    intake = read_class(source, [CHAPTER, OTHER])
    assert told(intake) == [("1", "ch90_mini", 1), ("1", "ch91_broken", 1), ("2", "ch91_broken", 1)]
    assert [str(note) for note in intake.notes] == [
        "C (3) holds nothing of these chapters",
        "1 files are nobody's and were left out: readme.txt",
    ]
