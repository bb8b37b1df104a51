"""Notebooks as modules: whose definition counts, what comes along, what is left out, and where an error is."""

from __future__ import annotations

import contextlib
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from judging import load

from grader.notebook import defines, from_notebook
from grader.sandbox.inside.modules import Modules
from grader.submission import MAX_SOURCE_BYTES, Submission, SubmissionError, without_place

CHAPTER = load("ch90_mini")
SCALE = "def scale(x, factor):\n    return x * factor\n"
DESCEND = "def descend(model, optimizer, batches):\n    return scale(batches, 3)\n"


def read(data: bytes, shown: str = "hw.ipynb") -> Submission:
    return from_notebook(data, CHAPTER, shown)


def load_module(submission: Submission, module: str) -> Any:
    """The module as a worker would execute it."""
    modules = Modules({name: file.layers() for name, file in submission.modules.items()})
    try:
        return modules.load(module)
    finally:
        forget()


def forget() -> None:
    import sys

    for name in CHAPTER.modules:
        sys.modules.pop(name, None)


def answer(submission: Submission, *arguments: Any) -> Any:
    return load_module(submission, "scaling").scale(*arguments)


def refused(data: bytes) -> str:
    with pytest.raises(SubmissionError) as caught:
        read(data)
    return str(caught.value.words)


def test_definitions_are_found_by_their_names(book) -> None:
    """Without any metadata; an exercise of another module is imported from there."""
    found = read(book("import torch", SCALE, "print(scale(2, 3))", DESCEND))
    assert answer(found, 2, 3) == 6
    assert load_module(found, "descent").descend(None, None, 5) == 15
    text = found.modules["descent"].text
    assert text is not None
    assert "from scaling import scale" in text
    assert "def scale" not in text
    assert "print" not in (found.modules["scaling"].text or "")
    assert found.notes == ()


def test_the_last_definition_counts(book) -> None:
    """As in a kernel; a copy of a cell further up is not even there for the search for forbidden built-ins."""
    found = read(book(SCALE.replace("x * factor", "torch.mul(x, factor)"), SCALE, SCALE.replace("*", "+")))
    assert answer(found, 2, 3) == 5
    assert "torch.mul" not in (found.modules["scaling"].text or "")


def test_what_a_definition_needs_comes_along(book) -> None:
    """Imports, constants, helpers, a class that it is built on, however far apart they lie."""
    found = read(book(
        "import math\nfrom functools import partial as later\nUNUSED = open('/nowhere')",
        "ONE = 1\nTWO = ONE + 1",
        "def helper(x):\n    return base(x) / TWO",
        "def base(x):\n    return math.floor(x)",
        "def scale(x, factor=TWO):\n    return later(helper, x)() * factor",
    ))  # fmt: skip
    assert answer(found, 9.5) == 9
    assert "/nowhere" not in (found.modules["scaling"].text or "")


def test_what_only_runs_is_left_out(book) -> None:
    """A training loop, a plot, an assertion and a call for minutes neither run nor cost anything."""
    begun = time.monotonic()
    found = read(book(
        "import torch, time",
        SCALE,
        "time.sleep(100)\nfor step in range(10**12):\n    loss = scale(step, 2)",
        "model = scale(time.sleep(100), 1)\nassert scale(1, 1) == 2\nraise SystemExit",
        "if __name__ == '__main__':\n    time.sleep(100)",
    ))  # fmt: skip
    assert answer(found, 2, 3) == 6
    assert time.monotonic() - begun < 60


def test_a_value_that_is_read_is_made_as_the_kernel_made_it(book) -> None:
    """Assigned more than once, step by step, by a loop, in a branch, by an attribute."""
    found = read(book(
        "TABLE = {}\nLIMIT = 1\nEXTRA = []",
        "LIMIT = 5\nLIMIT += 2",
        "for key in range(3):\n    TABLE[key] = key * 10\nEXTRA.append(4)",
        "try:\n    import nowhere\nexcept ImportError:\n    nowhere = None",
        "if LIMIT > 3:\n    MODE = 'big'\nelse:\n    MODE = 'small'",
        "class Box: pass\nBox.size = 3\nsetattr(Box, 'depth', 2)",
        "def scale(x, factor):\n    return TABLE, LIMIT, EXTRA, nowhere, MODE, Box.size, Box.depth",
    ))  # fmt: skip
    assert answer(found, 1, 2) == ({0: 0, 1: 10, 2: 20}, 7, [4], None, "big", 3, 2)


def test_an_earlier_value_stays_where_something_was_made_of_it(book) -> None:
    """A class of a base, and a decorated function, keep what they were made with."""
    found = read(book(
        "class Base:\n    value = 1",
        "class Own(Base): pass",
        "class Base:\n    value = 2",
        "def scale(x, factor): return x * factor",
        "def twice(f):\n    return lambda *a: 2 * f(*a)",
        "scale = twice(scale)",
        "def twice(f): raise SystemExit",
        "old = scale\ndef scale(x, factor): return old(x, factor) + Own.value",
    ))  # fmt: skip
    assert answer(found, 2, 3) == 13


def test_cells_in_another_order(book) -> None:
    """What a definition needs at once is put before it, though its cell comes later."""
    found = read(book(
        "@decorate\ndef scale(x, factor=THREE):\n    return x * factor",
        "decorate = wraps(lambda f: f)",
        "THREE = 3",
        "def wraps(f): return f",
    ))  # fmt: skip
    assert answer(found, 2) == 6


def test_statements_of_one_cell_in_another_order(book) -> None:
    """As of cells: what is read at once is put before."""
    found = read(book("@decorate\ndef scale(x, factor):\n    return x * factor\n\ndecorate = lambda f: f"))
    assert answer(found, 2, 3) == 6


def test_names_that_go_round_in_a_circle(book) -> None:
    """Two values made of each other end in an error of their own, not in a loop."""
    found = read(book("a = b\n", "b = a\n", "def scale(x, factor): return a"))
    with pytest.raises(NameError):
        answer(found, 1, 2)
    forget()


def test_exercises_that_call_each_other(book) -> None:
    """Modules cannot import each other both ways: one of them gets a copy."""
    found = read(book(
        "def scale(x, factor):\n    return x if factor == 0 else descend(None, None, x)",
        "def descend(model, optimizer, batches):\n    return scale(batches + 1, 0)",
    ))  # fmt: skip
    assert load_module(found, "descent").descend(None, None, 5) == 6
    assert answer(found, 5, 1) == 6
    assert "from scaling import scale" in (found.modules["descent"].text or "")
    assert "from descent" not in (found.modules["scaling"].text or "")


def test_what_the_chapter_gives_is_there_where_a_cell_is_not(book) -> None:
    """The cell with the imports was deleted; a kernel's display shows nothing."""
    found = read(book("def scale(x, factor):\n    display(x)\n    return torch.tensor(x) * factor"))
    assert answer(found, 2, 3).item() == 6
    own = read(book("torch = 7", "def scale(x, factor):\n    return torch"))
    assert answer(own, 2, 3) == 7


def test_a_package_without_solutions_gives_what_its_stubs_hold(book, tmp_path: Path) -> None:
    """What they leave to be written is not given."""
    bare = replace(CHAPTER, tree=replace(CHAPTER.tree, solutions=tmp_path / "none"))
    found = from_notebook(book("def scale(x, factor):\n    return torch.tensor(x) * factor"), bare, "hw.ipynb")
    assert answer(found, 2, 3).item() == 6
    assert "NotImplementedError" not in str([file.text for file in found.modules.values()])


def test_what_is_the_solutions_is_never_given(book) -> None:
    """A helper that the chapter leaves to be written stays unwritten; one that it gives is there."""
    secret = "def secret(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION\n"
    marked = f"{secret}\ndef given(x):\n    return x\n"
    chapter = replace(CHAPTER)
    chapter.__dict__["given_sources"] = {"scaling": marked}
    found = from_notebook(book("def scale(x, factor):\n    return secret(given(x))"), chapter, "hw.ipynb")
    text = found.modules["scaling"].text or ""
    assert "def given" in text
    assert "def secret" not in text


def test_imports_of_the_chapters_modules(book) -> None:
    """A notebook may import what it defines elsewhere: from the module itself it is its own definition."""
    found = read(book("from scaling import scale\nfrom scaling import *\nimport scaling", SCALE, DESCEND,
                      "from gain import Gain", "class Gain:\n    pass"))  # fmt: skip
    assert answer(found, 2, 3) == 6
    assert load_module(found, "descent").descend(None, None, 5) == 15
    assert load_module(found, "gain").Gain.__name__ == "Gain"
    assert defines(book("from scaling import scale"), CHAPTER, "x") == frozenset()


def test_imports_of_everything(book) -> None:
    """They are kept where a name is found nowhere else."""
    found = read(book("from math import *", "def scale(x, factor): return floor(x) * factor"))
    assert answer(found, 2.5, 2) == 4
    assert "import *" not in (read(book("from math import *", SCALE)).modules["scaling"].text or "")


@pytest.mark.parametrize(
    "magic", ["%matplotlib inline\n!pip install x\n", "%%time\n", "# note\n%load_ext a\n\n?print\n"]
)
def test_places_are_cells_and_their_own_lines(book, magic: str) -> None:
    """Whatever stands above, dropped or not; a function's frame and a module's alike."""
    cell = f"{magic}x = 1; print(x)\ndef scale(x, factor):\n    raise KeyError(x)"
    found = read(book("import torch", cell), "a/hw.ipynb")
    modules = Modules({name: file.layers() for name, file in found.modules.items()})
    line = magic.count("\n") + 3
    with pytest.raises(KeyError) as caught:
        modules.load("scaling").scale(1, 2)
    assert modules.frames(caught.value) == [("a/hw.ipynb[2]", line, "scale")]
    forget()
    text = found.modules["scaling"].text
    assert text is not None
    number = text.split("\n").index("    raise KeyError(x)") + 1
    assert found.modules["scaling"].place(number) == ("a/hw.ipynb[2]", line)


def test_statements_that_share_lines(book) -> None:
    """Of two on one line either can be left out."""
    found = read(book('a = """\n1\n"""; print(a)\nprint(1); b = 2; print(2); c = 3\nprint("""\n"""); d = 4',
                      "def scale(x, factor): return a, b, c, d"))  # fmt: skip
    assert answer(found, 1, 2) == ("\n1\n", 2, 3, 4)
    text = found.modules["scaling"].text
    assert text is not None
    assert "print" not in text
    assert "b = 2; c = 3" in text


def test_letters_of_any_width(book) -> None:
    """Columns are counted in bytes by Python."""
    found = read(book("名 = '李雷'; 数 = 3; print(名)", "def scale(x, factor): return 名, 数"))
    assert answer(found, 1, 2) == ("李雷", 3)


def test_a_broken_cell_costs_only_what_it_defines(book) -> None:
    """Its exercise says where it is broken; the others are judged."""
    found = read(book(SCALE, "x = 1\ndef descend(model:\n    pass", "class Gain:\n    pass"))
    assert answer(found, 2, 3) == 6
    assert str(found.modules["descent"].problems["descend"]) == "hw.ipynb, cell 2, line 2: '(' was never closed"
    assert set(found.modules["storing"].problems) == {"store", "count_down"}
    assert str(found.modules["storing"].problems["store"]) == "no cell of hw.ipynb defines store"
    assert found.modules["scaling"].problems == {}
    assert [str(note) for note in found.notes] == ["left out: hw.ipynb, cell 2, line 2: '(' was never closed"]


def test_an_earlier_definition_stands_where_the_last_cell_is_broken(book) -> None:
    """As in a kernel, which keeps the last one that ran."""
    found = read(book(SCALE, "def scale(x, factor:\n    return 0"))
    assert answer(found, 2, 3) == 6
    assert len(found.notes) == 1


def test_metadata_tell_what_a_cell_was_meant_for(book) -> None:
    """Where it does not define that, or cannot be read."""
    def told(source: str, **metadata: object) -> dict[str, object]:
        return {"cell_type": "code", "source": source, "metadata": metadata}

    found = read(book(
        SCALE,
        told("my_gain = 3", gradstep={"module": "gain", "exercise": "Gain"}),
        told("return (", nbgrader={"grade_id": "descend", "solution": True}),
    ))  # fmt: skip
    assert str(found.modules["gain"].problems["Gain"]) == "hw.ipynb, cell 2 is for Gain, and does not define it"
    assert str(found.modules["descent"].problems["descend"]) == "hw.ipynb, cell 3, line 1: '(' was never closed"


def test_test_cells_are_not_read(book) -> None:
    """What stands in a graded cell without a solution is no answer."""
    metadata = {"nbgrader": {"grade": True, "solution": False, "grade_id": "scale_test"}}
    cell = {"cell_type": "code", "source": SCALE.replace("*", "+"), "metadata": metadata}
    assert answer(read(book(SCALE, cell)), 2, 3) == 6


def test_split_cells_are_put_together(book) -> None:
    """A definition that was split in the middle, twice, and a header that stands alone."""
    found = read(book("def scale(x, factor):\n    y = x", "    # more\n    y = y * factor", "    return y",
                      "class Gain:", "    def forward(self):\n        return 1", "z = 1"))  # fmt: skip
    assert answer(found, 2, 3) == 6
    assert load_module(found, "gain").Gain().forward() == 1
    assert [str(note) for note in found.notes] == ["cells 1-3 were read as one", "cells 4-5 were read as one"]
    assert found.modules["scaling"].layers()[-1][0] == "hw.ipynb[1-3]"


def test_an_indented_cell_is_read_as_ipython_reads_it(book) -> None:
    """The indentation that all lines have goes."""
    found = read(book("x = 1", "    def scale(x, factor):\n        return x * factor"))
    assert answer(found, 2, 3) == 6


@pytest.mark.parametrize(
    ("cells", "metadata", "said"),
    [
        (["x = 1"], {}, "hw.ipynb defines none of the chapter's exercises: scale, Gain, descend, store"),
        ([], {}, "defines none"),
        (["scale <- function(x) x"], {"kernelspec": {"name": "ir", "language": "R"}}, "hw.ipynb is a notebook for R"),
    ],
)
def test_a_notebook_without_an_answer(book, cells: list[str], metadata: dict[str, object], said: str) -> None:
    """With words on why."""
    assert said in refused(book(*cells, metadata=metadata))


def test_an_answer_counts_whatever_the_metadata_say(book) -> None:
    """A kernel that somebody changed takes no points."""
    assert answer(read(book(SCALE, metadata={"language_info": {"name": "R"}})), 2, 3) == 6


def test_cells_repeated_or_without_ids(book) -> None:
    """Ids are not looked at."""
    cell = {"cell_type": "code", "id": "same", "source": SCALE}
    assert answer(read(book(cell, {**cell, "id": None}, {**cell, "id": 3})), 2, 3) == 6


def test_more_than_a_module_may_hold_is_said(book) -> None:
    """As of a file."""
    found = read(book(f"DATA = '{'x' * MAX_SOURCE_BYTES}'", "def scale(x, factor): return DATA", "class Gain: pass"))
    assert str(found.modules["scaling"].problem) == f"hw.ipynb is larger than {MAX_SOURCE_BYTES} bytes"
    assert found.modules["gain"].problem is None


@pytest.mark.parametrize(
    "make",
    [
        lambda: "\n".join(f"a{n} = a{n + 1}" for n in range(3000)) + "\ndef scale(x, factor): return a0",
        lambda: "\n" * 300_000 + SCALE,
        lambda: ("x = " + "(" * 50 + "1" + ")" * 50 + "\n") * 3000 + SCALE,
        lambda: "def scale(x, factor):\n" + "".join(" " * n + " if x:\n" for n in range(90)) + " " * 95 + "return 1",
        lambda: f"x = {'-' * 90_000}1\n{SCALE}",
        lambda: "\n".join(f"T.append({n})" for n in range(3900)) + "\nT = []\ndef scale(x, factor): return T",
        lambda: "T = []\n" + "\n".join(f"T.append({n})" for n in range(3900)) + "\ndef scale(x, factor): return T",
        lambda: "\n".join(f"a{n} = X" for n in range(1900)) + "\n" + "X.append(1)\n" * 1900 + "X = []\n"
        + f"def scale(x, factor): return {', '.join(f'a{n}' for n in range(1900))}",
        lambda: "x = 1\n" * 30_000 + SCALE,
    ],
)
def test_hostile_code_is_read_or_refused(book, make: Callable[[], str]) -> None:
    """Long chains, deep nests and many lines end in a submission or in words."""
    with contextlib.suppress(SubmissionError):
        read(book(make()))


def test_a_cell_that_is_taken_in_pieces_is_not_kept_many_times(book) -> None:
    """Statements that take turns from two long cells fill no memory."""
    long = "\n" * 90_000
    first = long + "\n".join(f"a{n} = b{n}" for n in range(1500))
    second = long + "\n".join(f"b{n} = a{n + 1}" for n in range(1500))
    tracemalloc.start()
    try:
        found = read(book(first, second, "def scale(x, factor): return a0"))
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()
    assert "larger than" in str(found.modules["scaling"].problem)


def test_many_cells_that_go_on_end(book) -> None:
    """Putting cells together is tried only so often."""
    found = read(book(SCALE, *["    x = ("] * 2000))
    assert answer(found, 2, 3) == 6


def test_the_digest_is_of_what_is_judged(book) -> None:
    """Outputs, ids, counts and other cells' text are no matter; the code, and which cell it is in, are."""
    plain = read(book(SCALE))
    cell = {"cell_type": "code", "source": SCALE, "outputs": [{"text": "x"}], "execution_count": 7, "id": "a"}
    assert read(book(cell, "print(2)")).digest == plain.digest
    assert read(book("import os", SCALE)).digest != plain.digest
    broken = [read(book(SCALE, f"{above}def descend(x:\n    pass")).digest for above in ("", "\n")]
    assert len({plain.digest, *broken}) == 3
    assert without_place(read(book(SCALE), "other.ipynb"), chapter_key=CHAPTER.key) == without_place(
        plain, chapter_key=CHAPTER.key
    )
