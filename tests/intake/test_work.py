"""One student's files of whatever shape: where the modules are found, under which names, and what is refused."""

from __future__ import annotations

import io
import pickle
import stat
import zipfile
from pathlib import Path

import pytest
from judging import load

from grader.intake import IntakeError
from grader.intake.files import TreeFiles, ZipFiles
from grader.intake.member_names import decoded
from grader.intake.spelling import means_chapter, of_another_chapter, understood
from grader.intake.work import MAX_ARCHIVES, Work
from grader.submission import Submission, SubmissionError

CHAPTER = load("ch90_mini")
SCALE = "def scale(x, factor):\n    return x * factor\n"


def collected(data: bytes) -> Submission:
    return Work(ZipFiles(data)).collect(CHAPTER)


def notes(submission: Submission) -> list[str]:
    return [str(note) for note in submission.notes]


@pytest.mark.parametrize(
    "place",
    ["scaling.py", "anna-hw-main/scaling.py", "exercises/ch90_mini/scaling.py",
     "repo-1a2b/exercises/ch90_mini/scaling.py",
     "my homework/final/scaling.py", "Chapter 90/scaling.py", "a\\b\\scaling.py"],
)  # fmt: skip
def test_modules_are_found_in_any_folder(pack, place: str) -> None:
    """Straight, in a workspace, in a folder put around everything; nothing needs a note."""
    found = collected(pack({place: SCALE, "README.md": "x", "__MACOSX/._scaling.py": "junk"}))
    assert found.modules["scaling"].text == SCALE
    assert notes(found) == []


def test_the_more_particular_folder_counts(pack) -> None:
    """The chapter's own folder before others, with a note; what only another folder has is taken from there."""
    found = collected(pack({"old/scaling.py": "# old\n", "old/gain.py": "# gain\n", "hw/ch90/scaling.py": "# new\n"}))
    assert (found.modules["scaling"].text, found.modules["gain"].text) == ("# new\n", "# gain\n")
    assert notes(found) == ["gain.py was found in old", "the modules in hw/ch90 were judged, not those in old"]


def test_another_chapters_folder_is_not_taken(pack) -> None:
    """Its modules may have the same names."""
    with pytest.raises(SubmissionError, match="none of the chapter's modules"):
        collected(pack({"exercises/ch06_mnist_loop/scaling.py": SCALE, "ch6/gain.py": "# g\n"}))


@pytest.mark.parametrize(
    "name",
    ["scaling (1).py", "scaling(2).py", "scaling（1）.py", "scaling-2.py", "scaling_copy.py", "scaling - Copy.py",
     "scaling copy 3.py", "Scaling.PY", "scaling - 副本.py", "scaling (副本).py", "Copy of scaling.py", "scaling 2.py",
     "scaling - Copy (2).py", "scaling (1) (1).py"],
)  # fmt: skip
def test_names_that_a_browser_or_desktop_made(pack, name: str) -> None:
    """They are understood, and a note says so."""
    found = collected(pack({name: SCALE}))
    assert found.modules["scaling"].text == SCALE
    assert notes(found) == [f"{name} was taken for scaling.py"]


@pytest.mark.parametrize("name", ["scaling_old.py", "myscaling.py", "scaling.py.txt", "scaling1.py", "scaling_test.py"])
def test_other_names_are_not_guessed_at(pack, name: str) -> None:
    """Work under another name altogether is not judged in the place of the module."""
    with pytest.raises(SubmissionError):
        collected(pack({name: SCALE}))


def test_the_name_itself_counts_before_copies(pack) -> None:
    """Of copies alone the last."""
    assert collected(pack({"scaling.py": "# own\n", "scaling (1).py": "# 1\n"})).modules["scaling"].text == "# own\n"
    found = collected(pack({"scaling (1).py": "# 1\n", "scaling (10).py": "# 10\n", "scaling (9).py": "# 9\n"}))
    assert found.modules["scaling"].text == "# 10\n"


def test_a_module_that_ends_like_a_copy_is_itself() -> None:
    """linear_2 is no copy where the chapter has a module of that name."""
    assert understood("linear-2", ["linear", "linear-2"]) == ("linear-2", 0)
    assert understood("linear-2", ["linear"]) == ("linear", 2)


@pytest.mark.parametrize("name", ["ch90_mini", "ch90", "90", "Ch90", "chapter 90", "mini", "ch90-homework", "第90章"])
def test_names_of_the_chapter(name: str) -> None:
    """Its key, its short names and its title."""
    assert means_chapter(name, CHAPTER)


@pytest.mark.parametrize("name", ["ch9", "ch9_mini", "ch900", "homework", "ch91_broken", "90th", ""])
def test_names_of_something_else(name: str) -> None:
    """Are not the chapter's."""
    assert not means_chapter(name, CHAPTER)


def test_only_plain_names_of_chapters_shut_a_folder_out() -> None:
    """A folder called 2 or final may be anything."""
    assert [of_another_chapter(name, CHAPTER) for name in ("ch06_mnist_loop", "ch6", "2", "final", "ch90")] == [
        True, True, False, False, False,
    ]  # fmt: skip


def test_a_zip_in_the_zip(pack) -> None:
    """It is read from memory, two deep; modules beside it come first."""
    inner = pack({"hw/scaling.py": "# inner\n", "hw/gain.py": "# gain\n"})
    assert collected(pack({"hw.zip": inner})).modules["scaling"].text == "# inner\n"
    assert collected(pack({"a/b.zip": pack({"hw.ZIP": inner})})).modules["gain"].text == "# gain\n"
    both = collected(pack({"hw.zip": inner, "scaling.py": "# outer\n"}))
    assert (both.modules["scaling"].text, both.modules["gain"].text) == ("# outer\n", "# gain\n")


def test_zips_too_deep_too_many_or_too_large_are_said(pack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is opened for ever."""
    data = pack({"scaling.py": SCALE})
    for _ in range(4):
        data = pack({"a.zip": data})
    with pytest.raises(SubmissionError, match=r"a\.zip lies too deep"):
        collected(data)
    many = {f"{number}.zip": pack({"x.txt": "x"}) for number in range(MAX_ARCHIVES)}
    with pytest.raises(SubmissionError, match=r"z\.zip lies too deep"):
        collected(pack({**many, "z.zip": pack({"scaling.py": SCALE})}))
    monkeypatch.setattr("grader.intake.work.MAX_NESTED_BYTES", 1000)
    with pytest.raises(SubmissionError, match=r"bomb\.zip is larger than 1000 bytes"):
        collected(pack({"bomb.zip": b"\0" * 5_000_000}))


def test_a_zip_that_holds_itself_ends(pack) -> None:
    """The budget is for all archives together."""
    bombs = pack({f"{number}.zip": pack({"a.zip": pack({"b.txt": "x"})}) for number in range(50)})
    with pytest.raises(SubmissionError):
        collected(bombs)


@pytest.mark.parametrize(("name", "data"), [("hw.zip", b"no zip"), ("hw.rar", b"Rar!"), ("hw.tar.gz", b"\x1f\x8b")])
def test_archives_that_cannot_be_read_are_the_reason(pack, name: str, data: bytes) -> None:
    """Not that nothing was there."""
    with pytest.raises(SubmissionError) as caught:
        collected(pack({name: data}))
    assert name in str(caught.value.words)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_members_that_are_no_files(kind: int) -> None:
    """A link, a fifo or a device is refused by its module's own problem."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        info = zipfile.ZipInfo("scaling.py")
        info.external_attr = (kind | 0o644) << 16
        archive.writestr(info, "/etc/passwd")
    assert "scaling.py is" in str(collected(data.getvalue()).modules["scaling"].problem)


def test_what_would_shadow_is_named(pack) -> None:
    """As in a folder: a torch.py beside the modules is never seen, and that is said."""
    assert notes(collected(pack({"scaling.py": SCALE, "torch.py": "x", "conftest.py": "x"}))) == [
        "ignored, for only the chapter's own modules are read: conftest.py, torch.py"
    ]


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("作业/scaling.py".encode("gbk"), "作业/scaling.py"),
        ("作业（1）/a.py".encode("gbk"), "作业（1）/a.py"),
        ("作业/scaling.py".encode(), "作业/scaling.py"),
        ("José_/a.py".encode("cp437"), "José_/a.py"),
        ("Müßig/a.py".encode("cp437"), "Müßig/a.py"),
        ("王喆/a.py".encode("gbk"), "王喆/a.py"),
        (b"plain.py", "plain.py"),
    ],
)
def test_names_without_a_flag(raw: bytes, name: str) -> None:
    """As macOS, a Chinese Windows and a western Windows pack them."""
    assert decoded(raw) == name


def test_a_chinese_windows_zip(pack) -> None:
    """The bytes of its names are GBK, and no flag says so."""
    data = pack({"XX/scaling.py": SCALE})
    data = data.replace(b"XX/", "李/".encode("gbk"))
    assert ZipFiles(data).names() == ["李/scaling.py"]
    assert collected(data).modules["scaling"].text == SCALE


def test_a_second_name_beside_the_first() -> None:
    """Info-ZIP's Unicode path field counts where its checksum is that of the first name."""
    import struct
    import zlib

    raw = "\u00fcb".encode("cp437")
    for good in (True, False):
        body = b"\x01" + struct.pack("<I", zlib.crc32(raw) ^ (not good)) + "über.py".encode()
        info = zipfile.ZipInfo("\u00fcb")
        info.extra = struct.pack("<HH", 0x7075, len(body)) + body
        from grader.intake.member_names import member_name

        assert member_name(info) == ("über.py" if good else "üb")


def test_a_folder_is_walked_with_bounds(tmp_path: Path) -> None:
    """Hidden folders, caches and links are not entered, and a folder without end has one."""
    for name in ("a/scaling.py", ".git/x.py", "__pycache__/y.pyc", "a/.venv/z.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path.parent / "deep" / "/".join("d" * 40)).mkdir(parents=True)
    (tmp_path.parent / "deep" / "/".join("d" * 40) / "x.py").write_text("")
    assert TreeFiles(tmp_path).names() == ["a/scaling.py", "loop"]
    assert TreeFiles(tmp_path.parent / "deep").names() == []
    assert len(TreeFiles(tmp_path, most=1).names()) == 1


def test_an_archive_can_be_sent_to_another_process(tmp_path: Path, pack) -> None:
    """Also after it was read from; it is opened again there."""
    (tmp_path / "a.zip").write_bytes(pack({"scaling.py": SCALE}))
    files = ZipFiles(tmp_path / "a.zip")
    assert files.read("scaling.py") == SCALE.encode()
    assert pickle.loads(pickle.dumps(files)).read("scaling.py") == SCALE.encode()


def test_a_broken_archive_is_refused() -> None:
    """With words, whatever is wrong with it."""
    with pytest.raises(IntakeError, match="no zip archive"):
        ZipFiles(b"PK\x05\x06" + b"\xff" * 18)
