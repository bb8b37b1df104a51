"""IPython's own syntax becomes Python with the same lines."""

from __future__ import annotations

import ast

import pytest

from grader.notebook.ipython import python_of


@pytest.mark.parametrize(
    ("text", "python"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install torch\nx = 1", "pass\nx = 1"),
        ("!!ls\n?str\nstr?\nx.y??\n%timeit?\n", "pass\npass\npass\npass\npass\n"),
        ("if True:\n    !ls\n    %cd ..\nx = 1", "if True:\n    pass\n    pass\nx = 1"),
        ("files = !ls\nt = %timeit -o f()\nx = 1", "files = None\nt = None\nx = 1"),
        ("!pip install \\\n  torch \\\n  numpy\nx = 1", "pass\n\n\nx = 1"),
        ("!echo \"it's\nx = 1", "pass\nx = 1"),
        ("%%time\nx = 1", "\nx = 1"),
        ("\n%%time\nx = 1", "\n\nx = 1"),
        ("%%capture out\n%matplotlib inline\nx = 1", "\npass\nx = 1"),
        ("%%bash\nls -l\necho x", ""),
        ("%%html\n<b>x = 1</b>", ""),
        ("%%writefile notes.py\nx = 1", ""),
        ("%%writefile mse.py\nx = 1", "\nx = 1"),
        ("%%unknown\nx = 1", "\nx = 1"),
        ("%%unknown\nselect * from x", ""),
        ("%%python\nx = 1", ""),
        ("    x = 1\n    y = 2", "x = 1\ny = 2"),
        (",f a b\nx = 1", "pass\nx = 1"),
    ],
)
def test_marks_become_nothing(text: str, python: str) -> None:
    """The lines stay where they are."""
    assert python_of(text, ("mse",)) == python
    ast.parse(python)


@pytest.mark.parametrize(
    "text",
    [
        's = """\n%d items\n!x\n"""\n',
        "y = (7\n% 4)\n",
        "y = 7 \\\n% 4\n",
        "x = 'what?'  # really?\n",
        "d = {\n    'a': [\n1\n!=2]}\n".replace("!=2", ", 2"),
        "",
    ],
)
def test_python_stays_as_it_is(text: str) -> None:
    """A percent sign within a statement or a text is no magic."""
    assert python_of(text) == text
    marked = f"%matplotlib inline\n{text}"
    assert python_of(marked) == f"pass\n{text}"


def test_what_is_broken_stays_broken() -> None:
    """Its lines are kept, for the message."""
    assert python_of("%matplotlib inline\ndef f(:\n    pass") == "pass\ndef f(:\n    pass"


@pytest.mark.parametrize(
    "text", ["a" + " " * 100_000 + "!", "(" * 100_000, "%" * 100_000, "'" * 99_999, "x = " * 30_000]
)
def test_hostile_lines_take_no_time(text: str) -> None:
    """Nothing is tried again and again; what is no Python comes back as lines."""
    assert python_of(text).count("\n") == 0
