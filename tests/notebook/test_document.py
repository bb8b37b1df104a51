"""Which cells a notebook's bytes hold, and what is said of bytes that are none."""

from __future__ import annotations

import json

import pytest

from grader.notebook import document
from grader.notebook.document import Cell, read_notebook, without_outputs
from grader.submission import SubmissionError


def texts(data: bytes) -> list[tuple[int, str]]:
    return [(cell.number, cell.text) for cell in read_notebook(data, "hw.ipynb").cells]


def refused(data: bytes) -> str:
    with pytest.raises(SubmissionError) as caught:
        read_notebook(data, "hw.ipynb")
    return str(caught.value.words)


def test_code_cells_by_their_number_among_all(book) -> None:
    """Markdown, raw and empty cells count but are none; a source may be a text or a list of lines."""
    cells = [
        {"cell_type": "markdown", "source": "# Title"},
        {"cell_type": "code", "source": ["x = 1\n", "y = 2"]},
        {"cell_type": "code", "source": "  \n"},
        {"cell_type": "raw", "source": "z"},
        {"cell_type": "code", "source": "z = 3\r\nw = 4\r"},
    ]
    assert texts(book(*cells)) == [(2, "x = 1\ny = 2"), (5, "z = 3\nw = 4\n")]


@pytest.mark.parametrize("version", [2, 3])
def test_old_notebooks(version: int) -> None:
    """Cells lie in worksheets, and their text is called input."""
    sheets = [
        {"cells": [{"cell_type": "code", "input": ["a = 1"], "language": "python", "outputs": []}]},
        {"cells": [{"cell_type": "heading", "source": "x"}, {"cell_type": "code", "input": "b = 2"}]},
    ]
    assert texts(json.dumps({"nbformat": version, "worksheets": sheets}).encode()) == [(1, "a = 1"), (3, "b = 2")]


def test_newer_notebooks_are_read_with_a_note(book) -> None:
    """As of the newest format that is known."""
    notebook = read_notebook(book("x = 1", nbformat=5, nbformat_minor=99), "hw.ipynb")
    assert [cell.text for cell in notebook.cells] == ["x = 1"]
    assert [str(note) for note in notebook.notes] == ["hw.ipynb is of format 5; it was read as one of 4"]
    assert read_notebook(book("x = 1", nbformat="4"), "hw.ipynb").notes == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "hw.ipynb is empty"),
        (b" \n", "hw.ipynb is empty"),
        (b"def scale(): pass", "hw.ipynb is not JSON"),
        (b'{"cells": [', "hw.ipynb is not JSON"),
        (b'{"cells": [{"outputs": ["', "hw.ipynb is not JSON"),
        (b'{"cells": [{"outputs": [{}', "hw.ipynb is not JSON"),
        (b'{"cells":\n<<<<<<< HEAD\n[]\n=======\n[1]\n>>>>>>> x\n}', "marks of a merge conflict"),
        (b"[1, 2]", "it has no cells"),
        (b'{"cells": 3}', "it has no cells"),
        (b"\x80\x81\xff", "hw.ipynb is not JSON"),
        (b"[" * 100_000, "hw.ipynb is not JSON"),
        (b'{"cells": [], "a": ' + b"9" * 10_000 + b"}", "hw.ipynb is not JSON"),
    ],
)
def test_what_is_no_notebook_says_what_it_is(data: bytes, said: str) -> None:
    """Each with its own words."""
    assert said in refused(data)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_spellings_of_unicode(book, encoding: str) -> None:
    """An editor may have written them."""
    assert texts(book("x = '李'").decode().encode(encoding)) == [(1, "x = '李'")]


def test_a_large_output_does_not_hide_the_code(book) -> None:
    """Fifty megabytes of images and of printed lines are cut out before anything is parsed."""
    image = {"output_type": "display_data", "data": {"image/png": "A" * 30_000_000}}
    printed = {"output_type": "stream", "text": ['"quoted\\n[{'] * 1_500_000}
    cell = {"cell_type": "code", "source": "x = 1", "outputs": [image, printed], "metadata": {}}
    data = book(cell, "y = 2")
    assert len(data) > 50_000_000
    assert texts(data) == [(1, "x = 1"), (2, "y = 2")]


def test_bytes_that_are_no_text_in_an_output_do_not_either(book) -> None:
    """They are gone before the rest is decoded."""
    data = book({"cell_type": "code", "source": "x = 1", "outputs": [{"text": "MARK"}]}).replace(b"MARK", b"\xff\xfe")
    assert texts(data) == [(1, "x = 1")]


def test_only_outputs_are_cut() -> None:
    """Not a text that mentions them; an output that is no list stays, it is small."""
    data = (
        b'{"source": "\\"outputs\\": [1]", "outputs" : [{"a": ["]"]}], "x": "outputs", "attachments":{"b":{}}, '
        b'"outputs": null}'
    )
    assert json.loads(without_outputs(data, "x")) == {
        "source": '"outputs": [1]', "x": "outputs", "attachments": [], "outputs": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    "limit", ["MAX_KEPT_PIECES", "MAX_KEPT_BYTES", "MAX_CODE_BYTES", "MAX_NOTEBOOK_BYTES", "MAX_PIECES"]
)
def test_there_are_bounds(book, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    """On bytes, on pieces and on code: a hostile notebook costs no more than an honest one."""
    data = book("x = 1", {"cell_type": "code", "source": "y = 2", "outputs": [[[[[[[[]]]]]]]]})
    monkeypatch.setattr(document, limit, 4)
    assert "hw.ipynb" in refused(data)


def test_odd_values_are_passed_over(book) -> None:
    """A cell that is none, a source that is none, metadata of any kind."""
    data = book(
        {"cell_type": "code", "source": 3},
        {"cell_type": "code"},
        {"cell_type": "code", "source": ["x", 3, None, " = 1"]},
        {"cell_type": "code", "source": "y = 1", "metadata": []},
        {"cell_type": "code", "source": "z", "metadata": {"nbgrader": 3}},
        {"cell_type": "code", "source": "s = '\ud800'"},
        metadata=[],
    )  # fmt: skip
    data = data.replace(b'"cells": [', b'"cells": [null, 7, [], ')
    assert texts(data) == [(6, "x = 1"), (7, "y = 1"), (8, "z"), (9, "s = '?'")]


def test_metadata_say_what_a_cell_is_for(book) -> None:
    """Ours, or nbgrader's grade_id; a test cell is one that is graded and holds no solution."""
    told = [
        {"gradstep": {"module": "mse", "exercise": "mse_grad"}},
        {"nbgrader": {"grade_id": "mse_loss", "grade": False, "solution": True}},
        {"nbgrader": {"grade_id": "mse_grad_test", "grade": True, "solution": False}},
        {"nbgrader": {"grade_id": "essay", "grade": True, "solution": True}},
    ]
    cells = [{"cell_type": "code", "source": "x", "metadata": metadata} for metadata in told]
    assert read_notebook(book(*cells), "hw.ipynb").cells == (
        Cell(1, "x", "mse_grad", "mse"),
        Cell(2, "x", "mse_loss"),
        Cell(3, "x", "mse_grad_test", test=True),
        Cell(4, "x", "essay"),
    )


@pytest.mark.parametrize(
    ("metadata", "language"),
    [
        ({}, ""),
        ({"kernelspec": {"name": "python3", "language": "python"}}, ""),
        ({"kernelspec": {"name": "torch-env"}}, ""),
        ({"kernelspec": {"name": "ir", "language": "R"}}, "R"),
        ({"language_info": {"name": "julia"}}, "julia"),
        ({"kernelspec": {"name": "julia-1.9"}}, "julia-1.9"),
        ({"kernelspec": 3, "language_info": []}, ""),
    ],
)
def test_the_kernels_language(book, metadata: dict[str, object], language: str) -> None:
    """Where it is plainly another than Python."""
    assert read_notebook(book("x", metadata=metadata), "hw.ipynb").language == language


def test_a_cell_in_another_language_is_none(book) -> None:
    """Some editors hold several in one notebook."""
    cell = {"cell_type": "code", "source": "x <- 1", "metadata": {"vscode": {"languageId": "r"}}}
    assert texts(book(cell, "y = 1")) == [(2, "y = 1")]
