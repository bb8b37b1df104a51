import codecs
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from grader import submission
from grader.submission import SourceFile, Submission, SubmissionError, collect

KEY = "ch03_linear_regression"
MODULES = ("mse", "sgd")
MSE, SGD = b"def mse():\n    return 1\n", b"step = 1\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both modules straight in it."""
    write(tmp_path)
    return tmp_path


def write(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mse.py").write_bytes(MSE)
    (folder / "sgd.py").write_bytes(SGD)
    return folder


def collected(source: Path) -> Submission:
    return collect(source, MODULES, chapter_key=KEY)


def said(source: Path) -> list[str]:
    return [str(note) for note in collected(source).notes]


def problem(source: Path, data: bytes, module: str = "mse") -> str | None:
    """What is said of a module with these bytes."""
    (source / f"{module}.py").write_bytes(data)
    found = collected(source).modules[module].problem
    return None if found is None else str(found)


def test_a_folder_of_modules_is_read(folder):
    """Each declared module comes with its bytes, its text and the name it is shown by, in the chapter's order."""
    found = collected(folder)
    assert found.modules == {
        "mse": SourceFile("mse", "mse.py", MSE, MSE.decode(), None),
        "sgd": SourceFile("sgd", "sgd.py", SGD, SGD.decode(), None),
    }
    assert list(found.modules) == ["mse", "sgd"]
    assert found.notes == ()


@pytest.mark.parametrize("parts", [(KEY,), ("exercises", KEY)])
def test_a_workspace_is_read(tmp_path, parts):
    """The modules may lie in the chapter's folder, also in a workspace's exercises/."""
    write(tmp_path.joinpath(*parts))
    found = collected(tmp_path)
    assert [file.data for file in found.modules.values()] == [MSE, SGD]
    assert found.modules["mse"].path_shown == "/".join([*parts, "mse.py"])


def test_one_file_brings_the_modules_beside_it(folder):
    """A module's file stands for its folder: the others are taken from there, whatever else the folder holds."""
    (folder / "exercises" / KEY).mkdir(parents=True)
    (folder / "exercises" / KEY / "mse.py").write_bytes(b"other = 1\n")
    assert [file.data for file in collected(folder / "mse.py").modules.values()] == [MSE, SGD]
    (folder / "sgd.py").unlink()
    found = collected(folder / "mse.py")
    assert found.modules["mse"].data == MSE
    assert "sgd.py is missing" in str(found.modules["sgd"].problem)


def test_the_workspace_comes_before_what_lies_outside_it(folder):
    """Where modules lie in two places, the workspace's own are judged, and it is said."""
    write(folder / "exercises" / KEY)
    (folder / "mse.py").write_bytes(b"other = 1\n")
    assert collected(folder).modules["mse"].data == MSE
    assert said(folder) == [f"the modules in exercises/{KEY} were judged, not those in ."]


def test_paths_are_shown_from_where_the_user_stands(folder, monkeypatch):
    """A path below the current folder is shown from there; of any other, only what lies below the source."""
    write(folder / "exercises" / KEY)
    monkeypatch.chdir(folder / "exercises")
    assert collected(folder).modules["mse"].path_shown == f"{KEY}/mse.py"
    monkeypatch.chdir(Path(folder.anchor))
    assert collected(folder).modules["mse"].path_shown.endswith(f"/exercises/{KEY}/mse.py")
    monkeypatch.chdir(write(folder / "elsewhere"))
    assert collected(folder).modules["mse"].path_shown == f"exercises/{KEY}/mse.py"


def test_a_missing_module_says_how_to_get_it_back(folder):
    """A deleted module costs its own exercises and names the command that restores the stub."""
    (folder / "mse.py").unlink()
    found = collected(folder)
    assert found.modules["mse"].text is None
    assert str(found.modules["mse"].problem) == (
        "mse.py is missing; `course reset ch03_linear_regression/mse` brings the stub back"
    )
    assert found.modules["sgd"].problem is None


def test_nothing_to_judge_is_an_error_in_words(tmp_path):
    """A path that is not there, or a file that is none of the modules, is refused as a whole."""
    with pytest.raises(SubmissionError, match="nowhere does not exist"):
        collected(tmp_path / "nowhere")
    (tmp_path / "mse (1).py").write_bytes(MSE)
    with pytest.raises(SubmissionError, match=r"is none of this chapter's modules: mse\.py, sgd\.py"):
        collected(tmp_path / "mse (1).py")
    (tmp_path / "mse.ipynb").write_bytes(b"{}")
    with pytest.raises(SubmissionError) as refusal:
        collected(tmp_path / "mse.ipynb")
    assert refusal.value.words.template == "{path} is none of this chapter's modules: {modules}"


def test_a_folder_that_cannot_be_read_is_an_error_in_words(folder, monkeypatch):
    """A folder that the system refuses to list ends in words, not in a row of missing modules."""

    def refuse(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(SubmissionError, match="cannot be read: Permission denied"):
        collected(folder)


def test_a_module_that_cannot_be_read_says_why(folder, monkeypatch):
    """The system's own reason is given for a module that cannot be opened."""

    def refuse(path, flags):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(submission.os, "open", refuse)
    assert str(collected(folder).modules["mse"].problem) == "mse.py cannot be read: Permission denied"


def test_a_linked_module_is_not_followed(folder):
    """A symbolic link is refused, even to a module that could be read: it may lead to someone else's answer."""
    (folder / "mse.py").rename(folder / "answer.py")
    (folder / "mse.py").symlink_to("answer.py")
    found = collected(folder).modules["mse"]
    assert (found.data, str(found.problem)) == (b"", "mse.py is a link; put the file itself there")


def test_a_link_that_is_put_there_later_is_not_followed(folder, monkeypatch):
    """A file that is exchanged for a link between looking and opening is still not read."""
    (folder / "answer.py").write_bytes(b"secret = 1\n")
    real = os.open

    def exchange(path, flags):
        path.unlink()
        path.symlink_to("answer.py")
        return real(path, flags)

    monkeypatch.setattr(submission.os, "open", exchange)
    found = collected(folder).modules["mse"]
    assert found.data == b""
    assert "cannot be read" in str(found.problem)


def test_a_linked_folder_is_not_entered(tmp_path):
    """A chapter's folder that is a link is not looked into, and it is said."""
    write(tmp_path / "solutions")
    source = tmp_path / "submission"
    (source / "exercises").mkdir(parents=True)
    (source / "exercises" / KEY).symlink_to(tmp_path / "solutions")
    assert [file.data for file in collected(source).modules.values()] == [b"", b""]
    assert said(source) == [f"exercises/{KEY} is a link and was not followed"]
    (source / "exercises" / KEY).unlink()
    (source / "exercises").rmdir()
    write(tmp_path / "tree" / KEY)
    (source / "exercises").symlink_to(tmp_path / "tree")
    assert [file.data for file in collected(source).modules.values()] == [b"", b""]
    assert said(source) == ["exercises is a link and was not followed"]


def test_a_hard_link_is_read_and_noted(folder):
    """A hard link cannot be told from the file, so it is judged, and said."""
    (folder / "mse.py").unlink()
    (folder / "elsewhere.py").write_bytes(MSE)
    (folder / "mse.py").hardlink_to(folder / "elsewhere.py")
    assert collected(folder).modules["mse"].text == MSE.decode()
    assert said(folder) == ["mse.py has another name somewhere else (a hard link)"]


def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(path.parent)  # the path of a socket must be short
        server.bind(path.name)
        os.chdir(here)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no fifos")
@pytest.mark.parametrize("make", [make_fifo, Path.mkdir, make_socket])
def test_what_is_no_regular_file_is_not_read(folder, make):
    """A fifo, a folder or a socket in a module's place is refused at once; nothing waits for a writer."""
    (folder / "mse.py").unlink()
    make(folder / "mse.py")
    assert str(collected(folder).modules["mse"].problem) == "mse.py is not a regular file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no fifos")
def test_a_fifo_that_is_put_there_later_does_not_block(folder, monkeypatch):
    """A file that is exchanged for a fifo before it is opened is found out once it is open."""
    real = os.open

    def exchange(path, flags):
        path.unlink()
        os.mkfifo(path)
        return real(path, flags)

    monkeypatch.setattr(submission.os, "open", exchange)
    assert str(collected(folder).modules["mse"].problem) == "mse.py is not a regular file"


def test_a_module_that_is_too_large_is_refused(folder):
    """A hundred thousand bytes are read, one more is not, and no more than that of a file that keeps growing."""
    assert problem(folder, b"#" * 100_000) is None
    assert problem(folder, b"#" * 100_001) == "mse.py is larger than 100000 bytes"
    with (folder / "mse.py").open("wb") as sparse:
        sparse.truncate(1 << 40)
    assert collected(folder).modules["mse"].data == b""


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"x = '\xc3\xa9'\n", "x = 'é'\n"),
        (codecs.BOM_UTF8 + b"x = 1\n", "x = 1\n"),
        (b"x = 1\r\ny = 2\r\n", "x = 1\ny = 2\n"),
        (b"x = 1\ry = 2\r", "x = 1\ny = 2\n"),
        (b"# coding: latin-1\nx = '\xe9'\n", "# coding: latin-1\nx = 'é'\n"),
        ("# -*- coding: gbk -*-\nx = '均方'\n".encode("gbk"), "# -*- coding: gbk -*-\nx = '均方'\n"),
        (b"", ""),
    ],
)
def test_encodings_that_python_accepts(folder, data, text):
    """UTF-8 with or without a mark, a declared encoding, and any kind of line end are read as Python reads them."""
    assert problem(folder, data) is None
    assert collected(folder).modules["mse"].text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            b"x = 1\ny = '\xe9'\n",
            "mse.py is not in UTF-8: byte 11, on line 2; save the file as UTF-8 in your editor",
        ),
        (
            b"#\n" * 5 + b"y = '\xe9'\n",
            "mse.py is not in UTF-8: byte 15, on line 6; save the file as UTF-8 in your editor",
        ),
        (
            "x = 1\n".encode("utf-16"),
            "mse.py is not in UTF-8: byte 0, on line 1; save the file as UTF-8 in your editor",
        ),
        (
            b"# coding: ascii\n# \xc3\xa9\n",
            "mse.py is not in ASCII: byte 18, on line 2; save the file as UTF-8 in your editor",
        ),
        (
            "x = 1\n".encode("utf-16-le"),
            "mse.py:1 holds a null byte; save the file as UTF-8 in your editor",
        ),
        (
            b"x = 1\n\0",
            "mse.py:2 holds a null byte; save the file as UTF-8 in your editor",
        ),
        (
            b"# coding: klingon\nx = 1\n",
            "mse.py declares an encoding that is not known; save the file as UTF-8 in your editor",
        ),
        (
            b"# coding: punycode\nx = 1\n",
            "mse.py declares an encoding that is not known; save the file as UTF-8 in your editor",
        ),
        (
            b"# coding: rot13\nk = 1\n",
            "mse.py declares an encoding that is not known; save the file as UTF-8 in your editor",
        ),
        (
            codecs.BOM_UTF8 + b"# coding: latin-1\nx = 1\n",
            "mse.py declares an encoding that is not known; save the file as UTF-8 in your editor",
        ),
    ],
)
def test_text_that_is_not_utf8_says_where_and_what_to_do(folder, data, words):
    """A module in another encoding is not guessed at: the byte, its line and the remedy are named."""
    assert problem(folder, data) == words
    found = collected(folder).modules["mse"]
    assert (found.data, found.text) == (data, None)


def test_a_syntax_error_is_named_by_line(folder):
    """Python's own message with file and line; the text is kept, so that whoever imports the module sees it too."""
    assert problem(folder, b"x = 1\nif x\n    pass\n") == "mse.py:2: expected ':'"
    found = collected(folder)
    assert found.modules["mse"].text == "x = 1\nif x\n    pass\n"
    assert found.modules["sgd"].problem is None


@pytest.mark.parametrize(
    "source",
    ["(" * 100_000, "-" * 100_000 + "1", "x" + ".x" * 100_000, "[" * 150 + "]" * 150, "x = " + "not " * 100_000 + "1"],
)
def test_nesting_without_end_is_a_problem_of_the_module(folder, source):
    """A source that no parser gets to the bottom of is refused in words and ends nothing else."""
    found = problem(folder, source.encode())
    assert found is None or found.startswith("mse.py")
    assert collected(folder).modules["sgd"].problem is None


def test_too_deep_a_source_is_handed_to_nobody(folder, monkeypatch):
    """Where the parser itself gives up, the text is withheld from all that would parse it again."""
    for error in (RecursionError, MemoryError, ValueError):

        def give_up(text, error=error):
            raise error

        monkeypatch.setattr(submission, "syntax_tree", give_up)
        assert problem(folder, MSE) == "mse.py is nested too deeply for Python to read"
        assert collected(folder).modules["mse"].text is None


def test_warnings_of_the_parser_stay_inside(folder):
    """What Python would warn about in a learner's source does not reach the grader's own output."""
    assert problem(folder, b"x = '\\d' is 1\n") is None


def test_strays_that_would_shadow_are_named(folder):
    """Files that would take the place of a real module are not read, and said; others are nobody's business."""
    for name in ("torch.py", "random.py", "conftest.py", "sitecustomize.py", "evil.pth", "notes.txt", "data.py"):
        (folder / name).write_bytes(b"raise SystemExit\n")
    (folder / "numpy").mkdir()
    (folder / "mse").mkdir()
    (folder / "sgd.pyc").write_bytes(b"forged")
    found = collected(folder)
    assert list(found.modules) == ["mse", "sgd"]
    assert said(folder) == [
        "ignored, for only the chapter's own modules are read: conftest.py, evil.pth, mse, numpy, random.py, …"
    ]


def test_compiled_modules_are_named(folder):
    """A .pyc of a declared module is not read, and said; those of other modules are left out."""
    (folder / "__pycache__").mkdir()
    for name in ("mse.cpython-311.pyc", "other.cpython-311.pyc"):
        (folder / "__pycache__" / name).write_bytes(b"forged")
    assert said(folder) == ["ignored, for only sources are read: mse.cpython-311.pyc"]


def test_the_digest_is_of_names_and_bytes(folder):
    """The same modules have the same digest wherever they lie; another byte, name or absence has another."""
    first = collected(folder).digest
    assert first == collected(write(folder / "copy" / KEY).parent).digest
    digests = {first}
    for change in (MSE + b"#", b"", MSE.replace(b"\n", b"\r\n"), b"\xff"):
        (folder / "mse.py").write_bytes(change)
        digests.add(collected(folder).digest)
    (folder / "mse.py").unlink()
    digests.add(collected(folder).digest)
    (folder / "mse.py").write_bytes(SGD)
    (folder / "sgd.py").write_bytes(MSE)
    digests.add(collected(folder).digest)
    assert len(digests) == 7


def test_the_digest_tells_where_one_module_ends(folder):
    """Bytes that move from one module to the next, or to one of another name, make another digest; order does not."""
    digests = []
    for mse, sgd in ((b"", b"sgd"), (b"sgd", b"")):
        (folder / "mse.py").write_bytes(mse)
        (folder / "sgd.py").write_bytes(sgd)
        digests.append(collected(folder).digest)
    assert digests[0] != digests[1]
    assert collect(folder, ["sgd", "mse"], chapter_key=KEY).digest == digests[1]
    (folder / "sgd.py").write_bytes(b"sgd")
    one, other = (collect(folder, [name], chapter_key=KEY).digest for name in ("mse", "sgd"))
    assert one != other


def test_each_file_is_read_once(folder, monkeypatch):
    """What is hashed, shown and judged are the same bytes: a file that changes later changes nothing."""
    opened = []
    real = os.open

    def watch(path, flags):
        opened.append(path.name)
        return real(path, flags)

    monkeypatch.setattr(submission.os, "open", watch)
    found = collected(folder)
    (folder / "mse.py").write_bytes(b"later = 1\n")
    assert opened == ["mse.py", "sgd.py"]
    assert found.modules["mse"].text == MSE.decode()


def test_collecting_needs_no_torch():
    """The screen shows a line before the slow import, so reading a submission does not import torch."""
    script = "import sys, grader.submission, grader.forbidden; print('torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
