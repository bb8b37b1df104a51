"""A course of three exercises (Linear forward, MSE gradient, SGD step) cut out of chapter 3, and answers to it."""

from __future__ import annotations

import ast
import random
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = "ch03_linear_regression"
KEY = "ch90_three"
EXERCISES = {"linear_forward": "linear", "mse_grad": "mse", "sgd_step": "sgd"}
MODULES = tuple(EXERCISES.values())
SUITE = ROOT / "grader" / "suites" / SOURCE


def make_pack(folder: Path) -> Path:
    """The three exercises as a chapter pack, with their own checks, mistakes and alternatives of chapter 3."""
    chapters, suites = folder / "chapters" / KEY, folder / "suites" / KEY
    for place in (chapters, suites):
        place.mkdir(parents=True)
    points = {
        exercise["name"]: exercise["points"]
        for exercise in tomllib.loads((ROOT / "course/chapters" / SOURCE / "chapter.toml").read_text())["exercise"]
    }
    rows = [
        f'[[exercise]]\nname = "{name}"\nmodule = "{module}"\npoints = {points[name]}\n'
        for name, module in EXERCISES.items()
    ]
    (chapters / "chapter.toml").write_text("\n".join(["format_version = 1\n", *rows]), encoding="utf-8")
    for lang in ("en", "zh"):
        words = (ROOT / "course/chapters" / SOURCE / f"text.{lang}.toml").read_text(encoding="utf-8")
        (chapters / f"text.{lang}.toml").write_text(words, encoding="utf-8")
    for tree in ("solutions", "exercises"):
        (folder / tree / KEY).mkdir(parents=True)
        for module in MODULES:
            shutil.copy(ROOT / tree / SOURCE / f"{module}.py", folder / tree / KEY)
    (suites / "test_ch90.py").write_text(_own_checks((SUITE / "test_ch03.py").read_text(encoding="utf-8")), "utf-8")
    for kind in ("mistakes", "alternatives"):
        (suites / kind).mkdir()
        for path in variants(kind):
            shutil.copy(path, suites / kind)
    return folder


def _own_checks(text: str) -> str:
    """The suite without the checks of the other exercises."""
    tree = ast.parse(text)
    tree.body = [node for node in tree.body if not isinstance(node, ast.FunctionDef) or _kept(node)]
    return ast.unparse(tree)


def _kept(node: ast.FunctionDef) -> bool:
    marks = {mark.id for mark in node.decorator_list if isinstance(mark, ast.Name)}
    return not node.name.startswith("test_") or bool(marks & EXERCISES.keys())


def variants(kind: str) -> list[Path]:
    """The mistakes or alternatives of the three exercises."""
    return [path for path in sorted((SUITE / kind).glob("*.py")) if path.name.split("__")[0] in EXERCISES]


@dataclass(frozen=True)
class Answer:
    """One submission: a name that says its kind, and the three modules."""

    name: str
    modules: dict[str, str]


HOSTILE = {
    "exits": "import sys\nsys.exit(0)\n",
    "ends": "import os\n\ndef mse_grad(pred, target):\n    os._exit(0)\n",
    "patches": "import torch\ntorch.allclose = torch.testing.assert_close = lambda *_, **__: True\n\n"
    "def mse_grad(pred, target):\n    return pred\n",
    "agrees": "import torch\n\nclass Yes(torch.Tensor):\n    def __eq__(self, other):\n        return True\n\n"
    "def mse_grad(pred, target):\n    return pred.as_subclass(Yes)\n",
    "floods": "def mse_grad(pred, target):\n    print('x' * 2_000_000)\n    return pred\n",
    "hoards": "import torch\n\ndef mse_grad(pred, target):\n    return torch.ones(4_000_000_000)\n",
    "forks": "import os\n\ndef mse_grad(pred, target):\n    os.fork()\n    return pred\n",
    "recurses": "def mse_grad(pred, target):\n    return mse_grad(pred, target)\n",
    "phones": "import socket\n\ndef mse_grad(pred, target):\n    socket.create_connection(('127.0.0.1', 9))\n",
    "breaks": "def mse_grad(pred, target:\n",
}
"""What stands in mse.py of the hostile ones; none of them waits for a deadline."""


def solution(module: str) -> str:
    """The solution's module."""
    return (ROOT / "solutions" / SOURCE / f"{module}.py").read_text(encoding="utf-8")


def _stub(module: str) -> str:
    return (ROOT / "exercises" / SOURCE / f"{module}.py").read_text(encoding="utf-8")


def answers(count: int = 60, seed: int = 1) -> Iterator[Answer]:
    """A class: of every 12 submissions 4 are good, 3 partial, 3 wrong and 2 hostile."""
    draw = random.Random(seed)  # noqa: S311  no secret
    hostile = sorted(HOSTILE.items())
    kinds = ("good", "good", "partial", "wrong", "hostile", "good", "partial", "wrong", "good", "partial", "wrong",
             "hostile")  # fmt: skip
    for number in range(count):
        kind = kinds[number % len(kinds)]
        modules = {module: solution(module) for module in MODULES}
        if kind in ("good", "wrong"):
            for path in draw.sample(variants("alternatives" if kind == "good" else "mistakes"), 1):
                modules[EXERCISES[path.name.split("__")[0]]] += "\n\n" + path.read_text(encoding="utf-8")
        elif kind == "partial":
            module = draw.choice(MODULES)
            modules[module] = _stub(module)
        else:
            kind, modules["mse"] = hostile[number // 5 % len(hostile)]
        yield Answer(f"s{number:05d}-{kind}", modules)


def hand_in(folder: Path, given: Iterator[Answer]) -> Path:
    """A folder a student, with the modules in it."""
    for answer in given:
        (folder / answer.name).mkdir(parents=True)
        for module, text in answer.modules.items():
            (folder / answer.name / f"{module}.py").write_text(text, encoding="utf-8")
    return folder
