"""A notebook's bytes -> its code cells; outputs are cut out before anything is parsed, so that their size is no matter.

Covered: nbformat 2 to 4 and later ones of the same shape, any or no metadata, outputs of any size up to a cap, text in
any UTF, ids repeated or missing, cells that are none.
Not covered: nbformat 1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from grader.submission import SubmissionError
from grader.words import Words, words

MAX_NOTEBOOK_BYTES = 256 << 20
MAX_PIECES = 6_000_000
MAX_KEPT_PIECES = 400_000
MAX_KEPT_BYTES = 24 << 20
MAX_CODE_BYTES = 400_000
NEWEST = 4
# Possessive, so that a string of millions of escapes leaves nothing behind to go back to.
PIECE = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]]', re.DOTALL)
COLON = re.compile(rb"\s*+:\s*+")
CUT = frozenset({b'"outputs"', b'"attachments"', b'"widgets"'})
NOT_PYTHON = re.compile(r"(ir|r|julia|sage|bash|javascript|octave|scala|rust|cpp|c\+\+|sql)([\W\d_].*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among all cells, from 1; what its metadata says it is for; `test` if it only tests."""

    number: int
    text: str
    exercise: str | None = None
    module: str | None = None
    test: bool = False


@dataclass(frozen=True)
class Notebook:
    """The code cells in the notebook's order; `language` is empty where it is Python or nothing is said."""

    cells: tuple[Cell, ...]
    language: str = ""
    notes: tuple[Words, ...] = ()


def read_notebook(data: bytes, shown: str) -> Notebook:
    """The code of a notebook. Raises SubmissionError where it is none, with words on what it is instead."""
    if not data.strip():
        raise SubmissionError(words("{file} is empty", file=shown))
    if len(data) > MAX_NOTEBOOK_BYTES:
        raise SubmissionError(
            words("{file} is larger than {size} bytes; clear its outputs", file=shown, size=MAX_NOTEBOOK_BYTES)
        )
    whole = _parsed(data, shown)
    listed = _listed(whole)
    if listed is None:
        raise SubmissionError(words("{file} is no notebook: it has no cells", file=shown))
    version = whole.get("nbformat")
    notes = []
    if type(version) is int and version > NEWEST:
        notes.append(
            words("{file} is of format {version}; it was read as one of {known}", file=shown, version=version,
                  known=NEWEST)
        )  # fmt: skip
    cells = tuple(_cells(listed))
    if sum(len(cell.text) for cell in cells) > MAX_CODE_BYTES:
        raise SubmissionError(words("{file} holds more than {size} bytes of code", file=shown, size=MAX_CODE_BYTES))
    return Notebook(cells, _language(_table(whole.get("metadata"))), tuple(notes))


def _parsed(data: bytes, shown: str) -> Mapping[str, Any]:
    encoding = json.detect_encoding(data)
    broken = words("{file} is not JSON, and so no notebook; download it anew from where you edit it", file=shown)
    if b"\n<<<<<<< " in data and b"\n>>>>>>> " in data:
        broken = words("{file} holds the marks of a merge conflict of git; settle it and hand in again", file=shown)
    try:
        if not encoding.startswith("utf-8"):
            data = data.decode(encoding).encode()
        whole = json.loads(without_outputs(data.removeprefix(b"\xef\xbb\xbf"), shown).decode("utf-8", "replace"))
    except (ValueError, RecursionError, MemoryError) as error:
        raise SubmissionError(broken) from error
    return _table(whole)


def without_outputs(data: bytes, shown: str) -> bytes:
    """The JSON text with [] in the place of everything that is not code. Raises SubmissionError where it has no end."""
    kept: list[bytes] = []
    at = pieces = cut = 0
    found = PIECE.finditer(data)
    for piece in found:
        pieces += 1
        if pieces - cut > MAX_KEPT_PIECES or pieces > MAX_PIECES:
            raise SubmissionError(words("{file} is made of too many pieces to be a notebook", file=shown))
        colon = COLON.match(data, piece.end()) if piece.group() in CUT else None
        if colon is None or data[colon.end() : colon.end() + 1] not in (b"[", b"{"):
            continue
        end, inside = _end_of_value(found, shown)
        pieces, cut = pieces + inside, cut + inside
        kept += [data[at : colon.end()], b"[]"]
        at = end
    kept.append(data[at:])
    if sum(map(len, kept)) > MAX_KEPT_BYTES:
        raise SubmissionError(
            words("{file} holds more than {size} bytes beside its outputs", file=shown, size=MAX_KEPT_BYTES)
        )
    return b"".join(kept)


def _end_of_value(found: Iterator[re.Match[bytes]], shown: str) -> tuple[int, int]:
    """Where the array or object that comes next ends, and of how many pieces it is made."""
    depth = 0
    for count, piece in enumerate(found, 1):
        token = piece.group()
        depth += (token in (b"[", b"{")) - (token in (b"]", b"}"))
        if depth == 0:
            return piece.end(), count
        if count > MAX_PIECES:
            raise SubmissionError(words("{file} is made of too many pieces to be a notebook", file=shown))
    raise ValueError("the text ends within a value")


def _table(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _listed(whole: Mapping[str, Any]) -> list[Any] | None:
    """The cells of nbformat 4, or of the worksheets of 2 and 3."""
    if isinstance(whole.get("cells"), list):
        return list(whole["cells"])
    if isinstance(whole.get("worksheets"), list):
        sheets = [_table(sheet).get("cells") for sheet in whole["worksheets"]]
        return [cell for cells in sheets if isinstance(cells, list) for cell in cells]
    return None


def _cells(listed: list[Any]) -> Iterator[Cell]:
    for number, given in enumerate(listed, 1):
        cell = _table(given)
        text = _text(cell.get("source", cell.get("input")))
        if cell.get("cell_type") != "code" or not text.strip():
            continue
        metadata = _table(cell.get("metadata"))
        if NOT_PYTHON.fullmatch(str(cell.get("language") or _table(metadata.get("vscode")).get("languageId") or "")):
            continue
        ours, nbgrader = _table(metadata.get("gradstep")), _table(metadata.get("nbgrader"))
        exercise = ours.get("exercise") or nbgrader.get("grade_id")
        module = ours.get("module")
        yield Cell(
            number,
            text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", " "),
            exercise if isinstance(exercise, str) else None,
            module if isinstance(module, str) else None,
            test=nbgrader.get("grade") is True and nbgrader.get("solution") is not True,
        )


def _text(source: object) -> str:
    lines = source if isinstance(source, list) else [source]
    text = "".join(line for line in lines if isinstance(line, str))
    return text.encode("utf-8", "replace").decode()


def _language(metadata: Mapping[str, Any]) -> str:
    """What the kernel speaks, if that is not Python."""
    kernel, told = _table(metadata.get("kernelspec")), _table(metadata.get("language_info"))
    for said in (told.get("name"), kernel.get("language"), kernel.get("name")):
        if isinstance(said, str) and said:
            return said[:40] if NOT_PYTHON.fullmatch(said) else ""
    return ""
