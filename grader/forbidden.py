"""Where an exercise's code uses the built-ins that it is to build, found in its source without running it.

Covered: plain, from, star and local imports; aliases by assignment, default, unpacking or loop, at module level and in
functions; chained attributes; getattr, attrgetter, methodcaller, import_module, __import__, sys.modules, vars and
globals with a constant text; methods of tensors; other spellings of the same function (torch.special, torch._C, in
place); helpers, classes and assignments that the exercise names, in its module and in the submission's others.
A parameter or variable that shadows a module is not taken for it; a type in an annotation or isinstance is no use.

Not covered: exec and eval, texts put together at run time, modules kept in attributes or containers, torch.ops and
torch._C beyond names that tell (best effort), code that runs for the exercise without being named by it. Stand-ins
inside the sandbox see some of these when they are called.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from grader.meanings import Names
from grader.references import Reference, Unit, read_source

MAX_TEXT = 200
METHOD_OWNERS = {"torch", "torch.Tensor", "torch.nn.functional", "torch.special", "torch.linalg"}
SAME = {
    "absolute": "abs",
    "clip": "clamp",
    "concat": "cat",
    "concatenate": "cat",
    "cross_entropy_loss": "cross_entropy",
    "divide": "div",
    "expit": "sigmoid",
    "multiply": "mul",
    "native_batch_norm": "batch_norm",
    "native_dropout": "dropout",
    "native_layer_norm": "layer_norm",
    "negative": "neg",
    "nll_loss_nd": "nll_loss",
    "nll_loss2d": "nll_loss",
    "scaled_dot_product_attention_math": "scaled_dot_product_attention",
    "special_expit": "sigmoid",
    "special_softmax": "softmax",
    "special_log_softmax": "log_softmax",
    "subtract": "sub",
    "true_divide": "div",
}


@dataclass(frozen=True)
class Use:
    """A line of the learner's that uses a forbidden name; `name` is the name as the chapter forbids it."""

    name: str
    file: str
    line: int
    text: str


def scan(
    sources: Mapping[str, str],
    module: str,
    defines: Sequence[str],
    forbidden: Sequence[str],
    stop_at: Collection[tuple[str, str]] = (),
) -> list[Use]:
    """The uses of `forbidden` in what `defines` of `module` reach; `stop_at` are (module, name) not to be followed."""
    return Scan(sources).uses(module, defines, forbidden, stop_at)


class Scan:
    """A submission's sources, read once for all of its exercises."""

    def __init__(self, sources: Mapping[str, str]) -> None:
        self._sources = sources
        self._names = Names({name: read_source(name, text, sources.keys()) for name, text in sources.items()})
        self._made = frozenset().union(*(source.attributes for source in self._names.sources.values()))

    def uses(
        self, module: str, defines: Sequence[str], forbidden: Sequence[str], stop_at: Collection[tuple[str, str]] = ()
    ) -> list[Use]:
        """As of `scan`."""
        if not forbidden or module not in self._sources:
            return []
        found: set[tuple[str, str, int]] = set()
        for reference, values in _reached(self._names, [(module, name) for name in defines], frozenset(stop_at)):
            for entry in forbidden:
                if _is_use(entry, reference, values, self._made):
                    found.add((entry, reference.scope.module, _line_number(reference.node)))
        return sorted(
            (Use(entry, f"{home}.py", line, self._line(home, line)) for entry, home, line in found),
            key=lambda use: (use.file != f"{module}.py", use.file, use.line, use.name),
        )

    def reached(self, module: str, defines: Sequence[str], targets: frozenset[tuple[str, str]]) -> set[tuple[str, str]]:
        """Those of `targets`, as (module, name), that the code of `defines` mentions, directly or by others."""
        found: set[tuple[str, str]] = set()
        for reference, values in _reached(self._names, [(module, name) for name in defines], targets):
            found |= self._names.own(reference, values) & targets
        return found

    def _line(self, module: str, number: int) -> str:
        return self._lines[module][number - 1].strip()[:MAX_TEXT]

    @cached_property
    def _lines(self) -> dict[str, list[str]]:
        return {name: re.split(r"\r\n|\r|\n", text) for name, text in self._sources.items()}


def _line_number(node: ast.expr) -> int:
    """Where the name itself stands: at the end of a chain of attributes that is broken over lines."""
    return (isinstance(node, ast.Attribute) and node.end_lineno) or node.lineno


def _reached(
    names: Names, start: list[tuple[str, str]], stop_at: frozenset[tuple[str, str]]
) -> Iterator[tuple[Reference, frozenset[str]]]:
    """The references, and their values, in each statement that binds a name at the start or one that is mentioned."""
    todo, seen = list(start), stop_at.union(start)
    units: set[Unit] = set()
    while todo:
        module, name = todo.pop()
        source = names.sources.get(module)
        for binding in source.scope.bindings.get(name, ()) if source else ():
            references = [] if binding.unit in units else binding.unit.references
            units.add(binding.unit)
            for reference in references:
                values = names.values(reference.node, reference.scope)
                yield reference, values
                fresh = names.own(reference, values) - seen
                seen |= fresh
                todo += fresh


def _is_use(entry: str, reference: Reference, values: frozenset[str], made: frozenset[str]) -> bool:
    if not entry.startswith("."):
        return any(_is_same(value, entry) or (reference.called and _is_method(value, entry, made)) for value in values)
    own = bool(values) and all(value.startswith("@") for value in values)
    node = reference.node
    if reference.called and isinstance(node, ast.Attribute) and f".{node.attr}" == entry and not own:
        return True
    return any(
        (reference.called and value == f"?{entry}") or _is_same(value, f"torch.Tensor{entry}") for value in values
    )


def _is_same(value: str, entry: str) -> bool:
    """Whether a dotted name is the forbidden one, lies under it, or is torch's under another path."""
    if value == entry or value.startswith(f"{entry}."):
        return True
    if not value.startswith("torch.") or not entry.startswith("torch."):
        return False
    last = _plain(entry.rpartition(".")[2])
    if value.startswith("torch.ops."):
        return last in map(_plain, value.split(".")[2:])
    if _is_module(value) and _is_module(entry):
        return False  # torch.nn.functional is not torch.autograd.functional
    return _plain(value.rpartition(".")[2]) == last


def _is_method(value: str, entry: str, made: frozenset[str]) -> bool:
    """Whether a call of a method of something unknown is the forbidden function as a method of tensors."""
    unknown, _, name = value.partition(".")
    owner, _, last = entry.rpartition(".")
    same = unknown == "?" and owner in METHOD_OWNERS and _plain(name) == _plain(last)
    return same and name not in made and _is_tensor_method(name)


def _plain(name: str) -> str:
    bare = name.strip("_")
    return SAME.get(bare, bare)


@cache
def _is_module(name: str) -> bool:
    """Whether torch, once it is imported, holds a module of that name."""
    import torch  # noqa: F401 - it fills sys.modules

    return name in sys.modules


@cache
def _is_tensor_method(name: str) -> bool:
    import torch

    return hasattr(torch.Tensor, name)
