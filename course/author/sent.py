"""What a suite hands to the learner's functions: the arguments of every call, by the parameters' names."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.stub import definitions
from grader.spec import ChapterSpec

if TYPE_CHECKING:
    from torch import Tensor

    from grader.judge import Check
    from grader.observe import Observation

_ANY_SHAPE = re.compile(r"any shape|\(\.\.\.")


@dataclass(frozen=True)
class Signature:
    """A function's parameters in order, those with a plain default, and those that its docstring gives any shape."""

    parameters: tuple[str, ...]
    defaults: Mapping[str, object]
    any_shape: frozenset[str]


@dataclass(frozen=True)
class Call:
    """One call in one case: the function, its arguments by name, and the gradient that was sent back, if one was."""

    function: str
    arguments: Mapping[str, Any]
    cotangent: Tensor | None = None


@dataclass
class Calls:
    """The calls of a chapter's exercises in the checks that count, collected while a submission is judged."""

    chapter: ChapterSpec
    by_exercise: dict[str, list[Call]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.signatures = _signatures(self.chapter)

    def witness(self, check: Check, seen: Sequence[Observation]) -> None:
        """Takes down what a case sent; a worked example proves nothing, and a refusal has odd arguments on purpose."""
        if check.visible:
            return
        names = self.chapter.exercise(check.exercise).names
        for one in seen:
            function = one.called.partition("(")[0]
            if one.outcome == "returned" and function.partition(".")[0] in names:
                call = self._call(function, one)
                if call is not None:
                    self.by_exercise.setdefault(check.exercise, []).append(call)

    def _call(self, function: str, seen: Observation) -> Call | None:
        from torch import Tensor

        given = [plain(value) for value in seen.sent]
        if function in self.signatures and f"{function}.__init__" in self.signatures:
            tensors = bool(given) and isinstance(given[0], Tensor)
            function = f"{function}.{'forward' if tensors else '__init__'}"
        signature = self.signatures.get(function)
        if signature is None:
            return None
        named = {name: plain(value) for name, value in seen.named.items()}
        arguments = {**signature.defaults, **dict(zip(signature.parameters, given, strict=False)), **named}
        return Call(function, arguments, seen.cotangent)


def plain(value: Any) -> Any:
    """A tensor for a recipe that is nothing but one."""
    fields = getattr(value, "fields", None)
    if fields is not None and value.kind in ("leaf", "non_contiguous"):
        return fields["value"]
    return [plain(item) for item in value] if type(value) is list else value


def _signatures(chapter: ChapterSpec) -> dict[str, Signature]:
    """The signatures of a chapter's functions and methods, by dotted name."""
    found: dict[str, Signature] = {}
    for source in chapter.solution_sources.values():
        for name, node in definitions(ast.parse(source)):
            found[name] = Signature((), {}, frozenset()) if isinstance(node, ast.ClassDef) else _signature(name, node)
    return found


def _signature(name: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> Signature:
    places = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    own = places[1:] if "." in name and places[:1] == ["self"] else places
    filled = dict(zip(reversed(places), reversed(node.args.defaults), strict=False))
    filled |= {arg.arg: value for arg, value in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if value}
    defaults = {key: value.value for key, value in filled.items() if isinstance(value, ast.Constant)}
    doc = ast.get_docstring(node) or ""
    said = {key: _described(doc, key) for key in own}
    shaped = frozenset(key for key, text in said.items() if _ANY_SHAPE.search(text))
    return Signature((*own, *(argument.arg for argument in node.args.kwonlyargs)), defaults, shaped)


def _described(doc: str, parameter: str) -> str:
    """What a docstring says of a parameter: its line, and those that are indented further."""
    found = re.search(rf"^(\s*){re.escape(parameter)}: (.*(?:\n\1\s+\S.*)*)", doc, re.MULTILINE)
    return found.group(2) if found else ""
