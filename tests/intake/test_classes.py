"""What a class handed in: folders, Canvas's zip, rosters; and what is refused or noted."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path

import pytest
from judging import load

from grader.intake import Entry, Intake, IntakeError, Person
from grader.intake.classes import chosen, read_class
from grader.intake.files import ZipFiles
from grader.intake.roster import read_roster
from grader.submission import MAX_SOURCE_BYTES, SubmissionError

CHAPTER = load("ch90_mini")
OTHER = load("ch91_broken")
SCALE = "def scale(x, factor):\n    return x * factor\n"


def put(root: Path, name: str, text: str = SCALE) -> None:
    """A file and the folders above it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def told(intake: Intake) -> list[tuple[str, str, int]]:
    """Student, chapter and attempt of every entry."""
    return [(entry.student, entry.chapter, entry.attempt) for entry in intake.entries]


def text(entry: Entry, module: str = "scaling") -> str | None:
    """The source of a module that an entry holds."""
    return entry.collect(CHAPTER).modules[module].text


@pytest.mark.parametrize("place", ["{}/scaling.py", "{}/ch90_mini/scaling.py", "{}/exercises/ch90_mini/scaling.py"])
def test_a_folder_a_student(tmp_path: Path, place: str) -> None:
    """The modules themselves, the chapter's folder or a workspace in it; names in any script."""
    for student in ("李雷", "anna"):
        put(tmp_path, place.format(student), f"{SCALE}# {student}\n")
    intake = read_class(tmp_path, [CHAPTER])
    assert told(intake) == [("anna", "ch90_mini", 1), ("李雷", "ch90_mini", 1)]
    assert text(intake.entries[1]) == f"{SCALE}# 李雷\n"
    assert intake.entries[0].submitted_at is not None
    assert intake.notes == ()


def test_several_chapters_have_folders_of_their_own(tmp_path: Path) -> None:
    """A module straight in the student's folder belongs to none of them for sure."""
    put(tmp_path, "anna/ch90_mini/scaling.py")
    put(tmp_path, "anna/ch91_broken/doubling.py")
    put(tmp_path, "ben/scaling.py")
    intake = read_class(tmp_path, [OTHER, CHAPTER])
    assert told(intake) == [("anna", "ch91_broken", 1), ("anna", "ch90_mini", 1)]
    (said,) = map(str, intake.notes)
    assert said.startswith("ben holds nothing of these chapters: found: scaling.py; expected: ch91_broken/doubling.py")


def test_what_is_no_students_folder_is_named(tmp_path: Path) -> None:
    """A file, a link; hidden files are passed over."""
    put(tmp_path, "anna/scaling.py")
    put(tmp_path, "notes.txt")
    put(tmp_path, ".DS_Store")
    (tmp_path / "link").symlink_to(tmp_path / "anna")
    intake = read_class(tmp_path, [CHAPTER])
    assert told(intake) == [("anna", "ch90_mini", 1)]
    assert [str(note).split(" is no")[0] for note in intake.notes] == ["link", "notes.txt"]


def test_a_folder_of_unreadable_work_is_an_entry(tmp_path: Path) -> None:
    """The chapter's folder is there, but none of its modules: somebody is told so, and it is no 0 that looks earned."""
    put(tmp_path, "anna/ch90_mini/readme.txt")
    (entry,) = read_class(tmp_path, [CHAPTER]).entries
    with pytest.raises(SubmissionError, match="none of the chapter's modules is there"):
        entry.collect(CHAPTER)


def test_who_is_missing_has_an_entry(tmp_path: Path) -> None:
    """By the roster, for each chapter; who is not on it is kept, and noted."""
    put(tmp_path, "anna/scaling.py")
    put(tmp_path, "zoe/scaling.py")
    intake = read_class(tmp_path, [CHAPTER], roster=[Person("anna", "Anna A."), Person("ben", "Ben B.")])
    assert told(intake) == [("anna", "ch90_mini", 1), ("ben", "ch90_mini", 0), ("zoe", "ch90_mini", 1)]
    assert intake.entries[0].name == "Anna A."
    assert [str(note) for note in intake.notes] == ["zoe is not on the roster"]
    with pytest.raises(SubmissionError, match="nothing was handed in"):
        intake.entries[1].collect(CHAPTER)


def test_only_some(tmp_path: Path) -> None:
    """Who is named; a name that nobody has is said."""
    put(tmp_path, "anna/scaling.py")
    put(tmp_path, "ben/scaling.py")
    intake = chosen(read_class(tmp_path, [CHAPTER]), frozenset({"ben", "nobody"}))
    assert told(intake) == [("ben", "ch90_mini", 1)]
    assert [str(note) for note in intake.notes] == ["no student is called nobody"]
    everybody = chosen(read_class(tmp_path, [CHAPTER]), frozenset())
    assert told(everybody) == [("anna", "ch90_mini", 1), ("ben", "ch90_mini", 1)]


@pytest.mark.parametrize("kind", ["nothing", "empty", "file", "other zip", "broken zip"])
def test_what_is_no_class_is_refused(tmp_path: Path, kind: str) -> None:
    """With words, before anything is judged."""
    source = tmp_path / "source"
    if kind == "empty":
        source.mkdir()
    elif kind == "other zip":
        zipped(source, {"a/b.txt": "x"})
    elif kind != "nothing":
        source.write_bytes(b"PK\x03\x04 no zip" if kind == "broken zip" else b"text")
    with pytest.raises(IntakeError):
        read_class(source, [CHAPTER])


def zipped(path: Path, files: dict[str, str]) -> Path:
    """A zip archive with these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return path


CANVAS = {
    "doejane_101_5001_scaling.py": "# jane 0\n",
    "doejane_101_5002_scaling-1.py": "# jane 1\n",
    "doejane_101_5002_gain.py": "# gain\n",
    "leili_LATE_102_5003_scaling.py": "# li\n",
    "leili_LATE_102_5004_essay.pdf": "x",
}


@pytest.mark.parametrize("unpacked", [False, True], ids=["zip", "folder"])
def test_canvas_names(tmp_path: Path, unpacked: bool) -> None:
    """A student by Canvas's user id; each time that a module was handed in is an attempt; strays are named."""
    if unpacked:
        for name, body in CANVAS.items():
            put(tmp_path / "c", name, body)
        source = tmp_path / "c"
    else:
        source = zipped(tmp_path / "c.zip", CANVAS)
    intake = read_class(source, [CHAPTER])
    assert intake.layout == "canvas"
    assert told(intake) == [("101", "ch90_mini", 1), ("101", "ch90_mini", 2), ("102", "ch90_mini", 1)]
    first, jane, li = intake.entries
    assert (text(first), text(first, "gain")) == ("# jane 0\n", "# gain\n")
    assert (text(jane), text(jane, "gain"), text(li)) == ("# jane 1\n", "# gain\n", "# li\n")
    assert (jane.name, jane.lms["ID"]) == ("doejane", "101")
    assert "leili_LATE_102_5004_essay.pdf" in str(intake.notes[0])


def test_canvas_students_are_those_of_the_roster(tmp_path: Path) -> None:
    """By the column ID of Canvas's own export."""
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\n"
        '"Doe, Jane",101,s1,jd,A\n"Li, Lei",102,s2,ll,A\n"No, One",103,s3,no,A\n"Student, Test",104,,,A\n'
    )
    people = read_roster(roster)
    named = {person.id: person.name for person in people}
    assert named == {"s1": "Doe, Jane", "s2": "Li, Lei", "s3": "No, One"}
    intake = read_class(zipped(tmp_path / "c.zip", CANVAS), [CHAPTER], roster=people)
    assert told(intake) == [
        ("s1", "ch90_mini", 1), ("s1", "ch90_mini", 2), ("s2", "ch90_mini", 1), ("s3", "ch90_mini", 0),
    ]  # fmt: skip
    assert intake.entries[0].lms["SIS Login ID"] == "jd"


def odd(path: Path) -> Path:
    """An archive of all that an archive should not hold."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a_1_1_scaling.py", "0" * 50_000_000)
        link = zipfile.ZipInfo("b_2_1_scaling.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("../c_3_1_scaling.py", "x")
        archive.writestr("/d_4_1_scaling.py", "x")
        archive.writestr("e_5_1_scaling.py", "x")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("e_5_1_scaling.py", "y")
    return path


def test_what_an_archive_should_not_hold_costs_only_its_student(tmp_path: Path) -> None:
    """A bomb is read no further than the cap; links, names that lead out and duplicates are refused, each in words."""
    intake = read_class(odd(tmp_path / "c.zip"), [CHAPTER])
    problems = {entry.student: str(entry.collect(CHAPTER).modules["scaling"].problem) for entry in intake.entries}
    assert problems == {
        "1": f"scaling.py is larger than {MAX_SOURCE_BYTES} bytes",
        "2": "b_2_1_scaling.py is a link; put the file itself there",
        "3": "../c_3_1_scaling.py is a name that leads out of the archive",
        "4": "/d_4_1_scaling.py is a name that leads out of the archive",
        "5": "e_5_1_scaling.py is in the archive twice",
    }


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    """Its bytes do not fit their checksum."""
    path = zipped(tmp_path / "c.zip", {"a_1_1_scaling.py": SCALE * 50, "b_2_1_scaling.py": SCALE})
    data = bytearray(path.read_bytes())
    start = data.index(b"a_1_1_scaling.py") + len(b"a_1_1_scaling.py")
    data[start + 4] ^= 0xFF
    path.write_bytes(bytes(data))
    first, second = read_class(path, [CHAPTER]).entries
    assert str(first.collect(CHAPTER).modules["scaling"].problem) == "a_1_1_scaling.py cannot be read from the archive"
    assert text(second) == SCALE


def test_an_encrypted_member_is_said(tmp_path: Path) -> None:
    """By its flag; no password is asked for."""
    path = zipped(tmp_path / "c.zip", {"a_1_1_scaling.py": SCALE})
    data = path.read_bytes()
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    path.write_bytes(data)
    assert str(ZipFiles(path).read("a_1_1_scaling.py")) == "a_1_1_scaling.py is encrypted"


@pytest.mark.parametrize(
    "body",
    [b"student,name\nanna,Anna\nben,Ben\n", b"\xef\xbb\xbfStudent;Name\r\nanna;Anna\r\nben;Ben\r\n",
     "id\tname\nanna\tAnna\nben\tBen\n".encode("utf-16")],
    ids=["plain", "excel", "utf-16"],
)  # fmt: skip
def test_rosters_as_spreadsheets_write_them(tmp_path: Path, body: bytes) -> None:
    """With or without a byte order mark, with commas, semicolons or tabs."""
    path = tmp_path / "roster.csv"
    path.write_bytes(body)
    assert [(person.id, person.name) for person in read_roster(path)] == [("anna", "Anna"), ("ben", "Ben")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "is empty"),
        (b"colour\nred\n", "no column is called"),
        (b"student\nanna\nanna\n", ":3: anna is there twice"),
        (b"student,name\n,Anna\n", ":2: nobody is named"),
        (b"student\n\xff\xfe\xfd\n", "is not UTF-8"),
        (b"student\n\0\n", "is no CSV"),
        (None, "cannot be read"),
    ],
)
def test_a_roster_that_is_wrong_says_where(tmp_path: Path, body: bytes | None, said: str) -> None:
    """With its line where there is one."""
    path = tmp_path / "roster.csv"
    if body is not None:
        path.write_bytes(body)
    with pytest.raises(IntakeError) as caught:
        read_roster(path)
    assert said in str(caught.value.words)
