"""A submission as it was read, once: the chapter's declared modules, and nothing else that lies beside them.

Covered: links, fifos, devices, sockets and files that are too large are not read; a linked folder is not entered; stray
files are never opened, and those that would shadow a real module are named; the digest is of the bytes that are judged.
Not covered: a hard link is told from a file of the learner's own only by a note.
"""

from __future__ import annotations

import ast
import codecs
import hashlib
import io
import os
import stat
import tokenize
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from grader.strays import hard_links, strays
from grader.words import Words, words

MAX_SOURCE_BYTES = 100_000
# Others can be slow on purpose (punycode), or mean something else to an editor than to Python.
ENCODINGS = ("utf-8", "ascii", "iso8859", "cp125", "koi8", "gb", "big5", "shift_jis", "euc_")


class SubmissionError(Exception):
    """There is nothing to judge at the path that was given."""

    def __init__(self, message: Words) -> None:
        super().__init__(message.render())
        self.words = message


@dataclass(frozen=True)
class CellPart:
    """The lines of a module's text from `first` on that are a notebook's cell `label`; the chapter's own if empty."""

    label: str
    first: int
    count: int


@dataclass(frozen=True)
class SourceFile:
    """A module as it was read; `text` is None where it cannot be used, and `problem` says what is wrong with it.

    Where it comes from a notebook, `cells` say which lines are whose, and `problems` what is wrong with single names.
    """

    name: str
    path_shown: str
    data: bytes
    text: str | None
    problem: Words | None
    cells: tuple[CellPart, ...] = ()
    problems: Mapping[str, Words] = field(default_factory=dict)

    def layers(self) -> list[tuple[str, str]]:
        """What is executed in the module's namespace, one after the other: (the file that it is shown as, its text)."""
        if self.text is None:
            return []
        if not self.cells:
            return [(self.path_shown, self.text)]
        lines = self.text.split("\n")
        return [
            (self._shown(cell), "\n".join(lines[cell.first - 1 : cell.first - 1 + cell.count]) + "\n")
            for cell in self.cells
        ]

    def place(self, line: int) -> tuple[str, int]:
        """The file that a line of `text` is shown in, and its line there."""
        for cell in self.cells:
            if cell.first <= line < cell.first + cell.count:
                return self._shown(cell), line - cell.first + 1
        return self.path_shown, line

    def _shown(self, cell: CellPart) -> str:
        return f"{self.path_shown}[{cell.label}]" if cell.label else f"{self.name}.py"


@dataclass(frozen=True)
class Submission:
    """The declared modules in the chapter's order, the digest of their bytes, and what was left unread."""

    modules: dict[str, SourceFile]
    digest: str
    notes: tuple[Words, ...]


def collect(source: Path, modules: Sequence[str], *, chapter_key: str) -> Submission:
    """Read the declared modules from a workspace, a chapter's folder, a folder of modules, or one module's file.

    Raises:
        SubmissionError: `source` is not there, cannot be read, or is a file that is none of the modules.
    """
    try:
        root = _root(source, modules)
        folder, notes = _home(root, modules, chapter_key) if root == source else (root, [])
    except OSError as error:
        raise SubmissionError(
            words("{path} cannot be read: {reason}", path=str(source), reason=_reason(error))
        ) from error
    files = {name: _read(folder, name, root, chapter_key) for name in modules}
    notes += strays(folder, modules) + hard_links(folder, modules)
    return Submission(files, _digest(files), tuple(notes))


def from_files(files: Mapping[str, bytes | Words], modules: Sequence[str], *, chapter_key: str) -> Submission:
    """A submission from what was read elsewhere, an archive say: module -> its bytes, or why there are none."""
    read = {name: _source(files.get(name), name, f"{name}.py", chapter_key) for name in modules}
    return Submission(read, _digest(read), ())


def submission_of(files: dict[str, SourceFile], notes: Sequence[Words] = ()) -> Submission:
    """A submission from modules that were read already, all of the chapter's in its order."""
    return Submission(files, _digest(files), tuple(notes))


def without_place(submission: Submission, *, chapter_key: str) -> Submission:
    """The submission as it reads wherever it lies: files are shown by their names alone."""
    files = {
        name: _renamed(file, f"{chapter_key}.ipynb")
        if file.cells
        else _source(file.data or _said_to_class(file) or b"", name, f"{name}.py", chapter_key)
        for name, file in submission.modules.items()
    }
    return replace(submission, modules=files, digest=_digest(files))


def _said_to_class(file: SourceFile) -> Words | None:
    """The problem of a module, without the advice that only who sits at it can follow."""
    if file.problem is not None and file.problem.template.startswith("{file} is missing"):
        return words("{file} was not handed in", file=f"{file.name}.py")
    return file.problem


def _renamed(file: SourceFile, shown: str) -> SourceFile:
    """A module from a notebook of another name, also in what is said of it."""

    def said(problem: Words) -> Words:
        return Words(
            problem.template,
            tuple((key, shown if value == file.path_shown else value) for key, value in problem.values),
        )

    problems = {name: said(problem) for name, problem in file.problems.items()}
    problem = None if file.problem is None else said(file.problem)
    return replace(file, path_shown=shown, problem=problem, problems=problems)


def syntax_tree(text: str) -> ast.Module:
    """The syntax tree of a learner's source, parsed without a warning of Python's.

    Raises:
        SyntaxError: the text is no Python; RecursionError, MemoryError or ValueError: it is nested too deeply.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(text)


def _root(source: Path, modules: Sequence[str]) -> Path:
    if source.is_dir():
        next(source.iterdir(), None)  # raises where the folder cannot be listed
        return source
    if not os.path.lexists(source):
        raise SubmissionError(words("{path} does not exist", path=str(source)))
    if source.suffix != ".py" or source.stem not in modules:
        listed = ", ".join(f"{name}.py" for name in modules)
        raise SubmissionError(
            words("{path} is none of this chapter's modules: {modules}", path=str(source), modules=listed)
        )
    return source.parent


def _home(root: Path, modules: Sequence[str], chapter_key: str) -> tuple[Path, list[Words]]:
    """The folder that holds the modules, the most particular first: a workspace has its own place for them."""
    homes: list[Path] = []
    notes: list[Words] = []
    for parts in (("exercises", chapter_key), (chapter_key,), ()):
        folders = [root.joinpath(*parts[: depth + 1]) for depth in range(len(parts))]
        link = next((folder for folder in folders if folder.is_symlink()), None)
        if link:
            notes.append(words("{name} is a link and was not followed", name=link.relative_to(root).as_posix()))
        elif any(os.path.lexists(root.joinpath(*parts, f"{name}.py")) for name in modules):
            homes.append(root.joinpath(*parts))
    notes += [
        words(
            "the modules in {home} were judged, not those in {other}",
            home=homes[0].relative_to(root).as_posix(),
            other=other.relative_to(root).as_posix(),
        )
        for other in homes[1:]
    ]
    return (homes or [root])[0], list(dict.fromkeys(notes))


def _read(folder: Path, name: str, root: Path, chapter_key: str) -> SourceFile:
    path = folder / f"{name}.py"
    shown = shown_from_here(path, root)
    data: bytes | Words | None
    try:
        data = read_regular(path, MAX_SOURCE_BYTES)
    except FileNotFoundError:
        data = None
    except OSError as error:
        data = words("{path} cannot be read: {reason}", path=shown, reason=_reason(error))
    return _source(data, name, shown, chapter_key)


def _source(data: bytes | Words | None, name: str, shown: str, chapter_key: str) -> SourceFile:
    if data is None:
        data = words(
            "{file} is missing; `course reset {chapter}/{module}` brings the stub back",
            file=f"{name}.py", chapter=chapter_key, module=name,
        )  # fmt: skip
    elif not isinstance(data, Words) and len(data) > MAX_SOURCE_BYTES:
        data = words("{file} is larger than {size} bytes", file=f"{name}.py", size=MAX_SOURCE_BYTES)
    if isinstance(data, Words):
        return SourceFile(name, shown, b"", None, data)
    text = _text(data, shown)
    if isinstance(text, Words):
        return SourceFile(name, shown, data, None, text)
    problem, parsed = _syntax_problem(text, shown)
    return SourceFile(name, shown, data, text if parsed else None, problem)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__


def shown_from_here(path: Path, root: Path) -> str:
    """Relative to where the user stands, so that a terminal can open it; never more of the machine than that."""
    for base in (Path.cwd(), root.absolute()):
        if path.absolute().is_relative_to(base):
            return path.absolute().relative_to(base).as_posix()
    return path.name


def read_regular(path: Path, most: int) -> bytes | Words:
    """The file's bytes, at most one more than `most`; words where it is no regular file. Raises OSError."""
    before = path.lstat()
    if stat.S_ISLNK(before.st_mode):
        return words("{file} is a link; put the file itself there", file=path.name)
    if not stat.S_ISREG(before.st_mode):
        return words("{file} is not a regular file", file=path.name)
    # Non-blocking, and looked at once more when open, for what lies there may have been exchanged.
    flags = ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")
    descriptor = os.open(path, os.O_RDONLY | sum(getattr(os, flag, 0) for flag in flags))
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return words("{file} is not a regular file", file=path.name)
        data = bytearray()
        while len(data) <= most and (chunk := file.read(most + 1 - len(data))):
            data += chunk
    return bytes(data)


def _text(data: bytes, shown: str) -> str | Words:
    """The source with its declared encoding resolved and its line ends made one kind."""
    try:
        declared, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        encoding = codecs.lookup(declared).name
    except (SyntaxError, LookupError):
        # Either the encoding that a comment declares is none, or the first lines are not UTF-8, which shows below.
        encoding = ""
    known = encoding.startswith(ENCODINGS)
    try:
        text = data.decode(encoding if known else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return words(
            "{file} is not in {encoding}: byte {position}, on line {line}; save the file as UTF-8 in your editor",
            file=shown, encoding=encoding.removesuffix("-sig").upper() or "UTF-8", position=error.start, line=line,
        )  # fmt: skip
    if not known:
        return words("{file} declares an encoding that is not known; save the file as UTF-8 in your editor", file=shown)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return words("{file}:{line} holds a null byte; save the file as UTF-8 in your editor", file=shown, line=line)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _syntax_problem(text: str, shown: str) -> tuple[Words | None, bool]:
    """What Python has against the source, and whether it is still worth handing on."""
    try:
        syntax_tree(text)
    except SyntaxError as error:
        # Kept: a module that imports this one shall see Python's own error.
        return words("{file}:{line}: {error}", file=shown, line=error.lineno or 1, error=error.msg), True
    except (RecursionError, MemoryError, ValueError):
        return words("{file} is nested too deeply for Python to read", file=shown), False
    return None, True


def _digest(files: dict[str, SourceFile]) -> str:
    """Of names and bytes, each with its length in front; what could not be read counts by the reason."""
    digest = hashlib.sha256()
    for name, file in sorted(files.items()):
        reason = file.problem.template if file.problem and not file.data else ""
        # A module of a notebook's cells is another thing than a file of the same text.
        cells = b""
        if file.cells:
            told = [(cell.label, cell.first, cell.count) for cell in file.cells]
            cells = repr((told, sorted((key, str(said)) for key, said in file.problems.items()))).encode()
        for part in (name.encode(), reason.encode() + cells, file.data):
            digest.update(len(part).to_bytes(8, "little"))
            digest.update(part)
    return digest.hexdigest()
