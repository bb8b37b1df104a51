"""The rule against constants that prove little: an argument that is special in every case of an exercise's checks."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

from course.author.finding import Finding
from course.author.marks import Marks
from course.author.sent import Call, Calls
from course.author.suite_files import lines_of_exercises
from grader.spec import ChapterSpec
from grader.words import Words, words

MARK = "degenerate"

TELLING_NOTHING: dict[str, tuple[frozenset[object], Words]] = {
    name: (frozenset(values), said)
    for names, values, said in (
        ("momentum weight_decay dampening decay padding ridge", (0, (0, 0)), words("is 0")),
        ("p", (0.5,), words("is 0.5, where 1 / p and 1 / (1 - p) are the same")),
        ("gamma power exponent", (0, 1), words("is 0 or 1")),
        ("stride dilation groups", (1, (1, 1)), words("is 1")),
        ("betas", ((0.9, 0.999),), words("is (0.9, 0.999), torch's default")),
        ("eps", (1e-8, 1e-5), words("is torch's default")),
        ("lr steps epochs every", (1,), words("is 1")),
    )
    for name in names.split()
}
"""Parameters by their usual names, and values with which a mistake does not show."""


def check_constants(chapter: ChapterSpec, calls: Calls) -> Iterator[Finding]:
    """A finding a parameter; `# degenerate: <parameter> ...` in the exercise's lines of the suite says why it is so."""
    source = chapter.suite_file.read_text(encoding="utf-8")
    reasons, lines = Marks(source, MARK).reasons, lines_of_exercises(ast.parse(source))
    for exercise, made in calls.by_exercise.items():
        said = " ".join(reasons[line] for line in lines.get(exercise, ()) if line in reasons)
        for function in dict.fromkeys(call.function for call in made):
            mine = [call for call in made if call.function == function]
            for parameter, what in faults(mine, calls.signatures[function].any_shape):
                if parameter not in said.replace(",", " ").split():
                    sentence = words(
                        "in every case of {function}, {parameter} {what}",
                        function=function, parameter=parameter, what=what,
                    )  # fmt: skip
                    yield Finding(f"{chapter.short}/{exercise}", sentence)


def faults(calls: Sequence[Call], any_shape: frozenset[str] = frozenset()) -> Iterator[tuple[str, Words]]:
    """What is special in all calls of one function: a parameter, and what there is to say of it."""
    names = [name for name in calls[0].arguments if all(name in call.arguments for call in calls)]
    for name in names:
        values = [call.arguments[name] for call in calls]
        what = _of_one(name, values, any_shape=name in any_shape)
        if what is not None:
            yield name, what
    yield from _of_several(calls, names)
    sent = [call.cotangent for call in calls if call.cotangent is not None]
    if sent and all(bool((one == 1).all()) for one in sent):
        yield "cotangent", words("is 1 everywhere, as with `.sum().backward()`")


def _of_one(name: str, values: list[Any], *, any_shape: bool) -> Words | None:
    from torch import Tensor

    if all(isinstance(value, Tensor) for value in values):
        return _first(_tensor_rules(any_shape=any_shape), values)
    if all(type(value) is list and value and isinstance(value[0], Tensor) for value in values):
        return words("is a list of one tensor") if all(len(value) == 1 for value in values) else None
    if all(getattr(value, "kind", "") == "batches" for value in values):
        return words("is batches of one size") if all(map(_of_one_size, values)) else None
    if all(getattr(value, "kind", "") == "optimizer" for value in values):
        return words("is SGD without momentum") if all(map(_forgets, values)) else None
    if any(isinstance(value, bool) or not isinstance(value, int | float | tuple) for value in values):
        return None
    return _of_numbers(name, values)


def _of_numbers(name: str, values: list[Any]) -> Words | None:
    if name == "seed" and len(values) > 1 and len(set(values)) == 1:
        return words("is one number: a fixed seed")
    if name in TELLING_NOTHING and all(value in TELLING_NOTHING[name][0] for value in values):
        return TELLING_NOTHING[name][1]
    if all(type(value) is tuple and len(value) == 2 and value[0] == value[1] for value in values):
        return words("is the same in both directions")
    return None


Rule = tuple[Callable[[Any], bool], Words]


def _first(rules: Iterable[Rule], values: list[Any]) -> Words | None:
    """What the first rule that holds of all values says."""
    return next((said for holds, said in rules if all(map(holds, values))), None)


def _tensor_rules(*, any_shape: bool) -> list[Rule]:
    rules: list[Rule] = [
        (lambda t: t.dim() > 0 and t.shape[0] == 1, words("has the length 1: n = 1")),
        (lambda t: t.dim() > 1 and t.shape[-1] == t.shape[-2], words("is square: its dimensions can be mixed up")),
        (_is_one_number, words("is one number throughout")),
        (lambda t: str(t.dtype) == "torch.bool" and t.numel() > 0 and bool(t.all()), words("is True everywhere")),
        (_is_balanced, words("has equally many of each class")),
    ]
    if any_shape:
        rules.append((lambda t: t.dim() == 2, words("has two dimensions, where any number is allowed")))
    return rules


def _is_one_number(tensor: Any) -> bool:
    return tensor.is_floating_point() and tensor.numel() > 1 and bool((tensor == tensor.flatten()[0]).all())


def _is_balanced(y: Any) -> bool:
    """Whole numbers from 0 on, several of each, and equally many."""
    if y.is_floating_point() or y.dtype.itemsize == 1 or y.dim() != 1 or not y.numel():
        return False
    _, counts = y.unique(return_counts=True)
    return len(counts) > 1 and int(counts[0]) > 1 and bool((counts == counts[0]).all())


def _of_one_size(batches: Any) -> bool:
    sizes = [len(item[0]) for item in batches.fields["items"]]
    return len(sizes) > 1 and len(set(sizes)) == 1


def _forgets(optimizer: Any) -> bool:
    """Whether an optimiser keeps nothing from one step to the next, so that what is done to it does not show."""
    settings = optimizer.fields["kwargs"]
    return optimizer.fields["cls"] == "SGD" and not settings.get("momentum") and not settings.get("weight_decay")


def _of_several(calls: Sequence[Call], names: Sequence[str]) -> Iterator[tuple[str, Words]]:
    from torch import Tensor

    numbers = [name for name in names if all(_is_number(call.arguments[name]) for call in calls)]
    for one, other in combinations(numbers, 2):
        if len(calls) > 1 and all(call.arguments[one] == call.arguments[other] for call in calls):
            yield one, words("is {other}", other=other)
    tensors = [name for name in names if all(isinstance(call.arguments[name], Tensor) for call in calls)]
    if "dim" in numbers and tensors and all(_is_last(call, tensors[0]) for call in calls):
        yield "dim", words("is the last dimension")
    if "logits" in tensors and all(call.arguments["logits"].shape[-1:] == (2,) for call in calls):
        yield "logits", words("has two classes")
    sizes = [name for name in ("batch_size", "size", "bs") if name in numbers]
    if sizes and "n" in numbers and all(call.arguments["n"] % call.arguments[sizes[0]] == 0 for call in calls):
        yield sizes[0], words("divides n")


def _is_last(call: Call, tensor: str) -> bool:
    dims = call.arguments[tensor].dim()
    return bool(dims > 1 and call.arguments["dim"] % dims == dims - 1)


def _is_number(value: Any) -> bool:
    return type(value) in (int, float) and math.isfinite(value)
