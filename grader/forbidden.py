"""Where an exercise's code uses the built-ins that it is to build, found in its source without running it.

Covered: plain, from, star and local imports; aliases by assignment, default, unpacking or loop, at module level and in
functions; chained attributes; getattr, attrgetter, methodcaller, import_module, __import__, sys.modules, vars and
globals with a constant text; methods of tensors; other spellings of the same function (torch.special, torch._C, in
place); helpers, classes and assignments that the exercise names, in its module and in the submission's others.
A name that a parameter or a variable shadows is not taken for the module; types in annotations and isinstance are no use.

Not covered: exec and eval, texts put together at run time, modules kept in attributes or containers, torch.ops and
torch._C beyond names that tell (best effort), code that another function runs for the exercise without being named by
it. Stand-ins inside the sandbox see some of these when they are called.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from grader.references import Binding, Reference, Scope, Source, read_source

MAX_TEXT = 200
MAX_STEPS = 50
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
    if not forbidden or module not in sources:
        return []
    names = _Names({name: read_source(name, text, sources.keys()) for name, text in sources.items()})
    made = frozenset().union(*(source.attributes for source in names.sources.values()))
    uses: set[Use] = set()
    for reference in _reached(names, [(module, name) for name in defines], frozenset(stop_at)):
        values = names.values(reference.node, reference.scope)
        for entry in forbidden:
            if _is_use(entry, reference, values, made):
                home = reference.scope.module
                line = (reference.node.end_lineno if isinstance(reference.node, ast.Attribute) else None) or reference.node.lineno
                uses.add(Use(entry, f"{home}.py", line, _line(sources[home], line)))
    return sorted(uses, key=lambda use: (use.file != f"{module}.py", use.file, use.line, use.name))


def _line(text: str, number: int) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[number - 1].strip()[:MAX_TEXT] if number <= len(lines) else ""


def _reached(
    names: _Names, start: list[tuple[str, str]], stop_at: frozenset[tuple[str, str]]
) -> list[Reference]:
    """Every reference in the statements that bind the names at the start, or a name that such a statement mentions."""
    found: list[Reference] = []
    todo, seen, units = list(start), set(start) | stop_at, set()
    while todo:
        module, name = todo.pop()
        source = names.sources.get(module)
        for binding in source.scope.bindings.get(name, ()) if source else ():
            if binding.unit in units:
                continue
            units.add(binding.unit)
            for reference in binding.unit.references:
                found.append(reference)
                fresh = names.own(reference) - seen
                seen |= fresh
                todo += fresh
    return found


class _Names:
    """What expressions stand for, as far as the text tells.

    A value is a dotted name; `@module` or `@module.name`, something of the submission's own; `?`, something unknown, or
    `?.name`, its attribute. An expression that is known to be none of these has no values.
    """

    def __init__(self, sources: dict[str, Source]) -> None:
        self.sources = sources
        self._known: dict[tuple[Scope, str], frozenset[str]] = {}

    def own(self, reference: Reference) -> set[tuple[str, str]]:
        """The submission's own module-level names that a reference mentions: (module, name)."""
        node = reference.node
        while isinstance(node, ast.Attribute):
            node = node.value
        found = set()
        if isinstance(node, ast.Name):
            scope = reference.scope.find(node.id)
            if scope is not None and scope.parent is None:
                found.add((scope.module, node.id))
        for value in self._values(node, reference.scope, 0) | self.values(reference.node, reference.scope):
            module, _, name = value.partition(".")
            if module.startswith("@") and name:
                found.add((module[1:], name))
        return found

    def values(self, node: ast.expr, scope: Scope) -> frozenset[str]:
        """What an expression can stand for."""
        return self._values(node, scope, 0)
