"""Which exercises a changed module can reach."""

from __future__ import annotations

import pytest
from judging import load

from course.reach import definitions, edited, imports, reached

CHAPTER = load("ch90_mini")
PLAIN = dict.fromkeys(CHAPTER.modules, "import torch\n")


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import gain", {"gain"}),
        ("import gain.inner as g, torch", {"gain"}),
        ("from gain import Gain", {"gain"}),
        ("def f():\n    from scaling import *", {"scaling"}),
        ("import importlib\nimportlib.import_module('scaling')", {"scaling"}),
        ("from . import gain", set()),
        ("scaling = 1", set()),
        ("import gain\nthis is no Python", {"gain", "scaling"}),
        ("", set()),
    ],
)
def test_imports(source: str, found: set[str]) -> None:
    """Any import of a module of the chapter; a source that is no Python may import any."""
    assert imports(source, ("gain", "scaling")) == found


def test_own_exercises_and_importers_of_importers() -> None:
    """As far as imports go."""
    sources = PLAIN | {"descent": "from scaling import scale", "gain": "import descent"}
    assert reached(CHAPTER, sources, ["storing"]) == {"store"}
    assert reached(CHAPTER, sources, ["scaling"]) == {"scale", "descend", "Gain"}
    assert reached(CHAPTER, sources, ["descent"]) == {"descend", "Gain"}
    assert reached(CHAPTER, sources, []) == set()


def test_modules_that_import_each_other() -> None:
    """A circle ends."""
    sources = PLAIN | {"descent": "import gain", "gain": "import descent"}
    assert reached(CHAPTER, sources, ["gain"]) == {"Gain", "descend"}


def test_a_module_that_cannot_be_read_imports_nothing() -> None:
    """It is missing: whoever imports it is reached when it changes, and it is reached by itself alone."""
    sources = {**PLAIN, "descent": None}
    assert reached(CHAPTER, sources, ["gain"]) == {"Gain"}
    assert reached(CHAPTER, sources, ["descent"]) == {"descend"}


SOURCE = """import torch

LIMIT = 3

@torch.no_grad()
def scale(
    x,
    factor,
):
    # why

    return x * LIMIT

class Gain(torch.nn.Module):
    def forward(self, x):
        return x
# an aside
async def later(): ...
"""


def test_definitions() -> None:
    """By their names, decorators and blank lines aside; other statements end them."""
    assert definitions(SOURCE) == {
        "scale": "def scale(\n    x,\n    factor,\n):\n    # why\n    return x * LIMIT\n",
        "Gain": "class Gain(torch.nn.Module):\n    def forward(self, x):\n        return x\n# an aside\n",
        "later": "async def later(): ...\n",
    }
    assert definitions("x = 1\n") == {}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("return step", "return  step"), ["store"]),
        (("torch.save(value, path)", "torch.save((value, path)"), ["store"]),
        (('"""Files', '"""More files'), []),
        (("", ""), []),
    ],
)
def test_edited(change: tuple[str, str], found: list[str]) -> None:
    """An exercise of several functions is edited with any of them, also into what is no Python."""
    before = CHAPTER.solution_sources["storing"]
    assert edited(CHAPTER, "storing", before, before.replace(*change)) == found
    assert edited(CHAPTER, "storing", before, "") == ["store"]
