"""Descriptions of models, optimisers, batches and callables that are built inside the sandbox, and oracle twins."""

from __future__ import annotations

import io
import threading
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from grader.sandbox.inside.recipes import Builder
from grader.sandbox.inside.wire import Node

if TYPE_CHECKING:
    from grader.rng import Rng
    from grader.sandbox.student import Handle


def layer(cls: str, *args: object, **kwargs: object) -> Node:
    """torch.nn's class `cls`, constructed with these values."""
    return Node("layer", {"cls": cls, "args": list(args), "kwargs": kwargs})


def sequential(*children: Node, **named: Node) -> Node:
    """nn.Sequential of the children; positional ones are named "0", "1", ..."""
    pairs = [(str(index), child) for index, child in enumerate(children)] + list(named.items())
    return Node("sequential", {"children": pairs})


def mode_gain(*, train: float = 1.5, eval: float = 0.5) -> Node:  # noqa: A002  named as nn.Module.eval
    """A layer that multiplies by `train` in training mode and by `eval` in evaluation mode."""
    return Node("mode_gain", {"train": train, "eval": eval})


def probe() -> Node:
    """A layer that passes its input through and records [training, grad mode, batch length]."""
    return Node("probe", {})


def graph_gain(step: float = 0.5) -> Node:
    """A layer that multiplies by 1 + step * n, where n of its earlier results have not been through backward yet."""
    return Node("graph_gain", {"step": step})


def fails_after(calls: int) -> Node:
    """A layer that passes its input through so many times, and then raises RuntimeError, as if the program ended."""
    return Node("fails_after", {"calls": calls})


def model(
    node: Node,
    state: dict[str, Tensor] | None = None,
    *,
    training: bool = True,
    frozen: Sequence[str] = (),
    evaluating: Sequence[str] = (),
    tied: Sequence[tuple[str, str]] = (),
) -> Node:
    """A network with weights of ours; `frozen` names parameters or prefixes, `evaluating` submodules in eval mode.

    `tied` are pairs of parameters' names: the first becomes the very parameter that the second is.
    """
    fields: dict[str, object] = {"node": node, "state": state, "training": training}
    lists = {"frozen": list(frozen), "evaluating": list(evaluating), "tied": [tuple(pair) for pair in tied]}
    return Node("model", fields | lists)


def random_state(node: Node, rng: Rng, scale: float = 0.5) -> dict[str, Tensor]:
    """Random values for every parameter and buffer of a network, float64; running variances are positive."""
    state = Builder(dtype=torch.float64)(node).state_dict()
    return {name: _random(name, value, rng, scale) for name, value in state.items()}


def _random(name: str, value: Tensor, rng: Rng, scale: float) -> Tensor:
    if not value.is_floating_point():
        return value
    if name.endswith("running_var"):
        return rng.uniform(*value.shape, low=0.5, high=2.0)
    return rng.normal(*value.shape) * scale


def mlp(rng: Rng, sizes: Sequence[int], **options: Any) -> Node:
    """Linear layers of these sizes with ReLU between them, random weights; options as in `model`."""
    layers: list[Node] = []
    for index, (inputs, outputs) in enumerate(pairwise(sizes)):
        layers += [layer("ReLU")] if index else []
        layers.append(layer("Linear", inputs, outputs))
    net = sequential(*layers)
    return model(net, random_state(net, rng), **options)


def optimizer(
    cls: str, model: Node | Handle, *, groups: list[dict[str, object]] | None = None, **kwargs: object
) -> Node:
    """torch.optim's class `cls` over a model's parameters, or over `groups` whose "params" are parameter names."""
    return Node("optimizer", {"cls": cls, "model": model, "groups": groups, "kwargs": kwargs})


def scheduler(cls: str, optimizer: Node | Handle, **kwargs: object) -> Node:
    """torch.optim.lr_scheduler's class `cls` over an optimiser."""
    return Node("scheduler", {"cls": cls, "optimizer": optimizer, "kwargs": kwargs})


def batches(items: Sequence[Sequence[object]]) -> Node:
    """Batches, each a tuple such as (x, y), that can be iterated again and again."""
    return Node("batches", {"items": [tuple(item) for item in items]})


def dataset(items: Sequence[Sequence[object]]) -> Node:
    """A data set of these samples, each a tuple such as (x, y)."""
    return Node("dataset", {"items": [tuple(item) for item in items]})


def function(name: str, **data: object) -> Node:
    """A callable of ours by name: see FUNCTIONS in sandbox/inside/recipes.py."""
    return Node("function", {"name": name, "data": data})


def leaf(value: Tensor, grad: Tensor | None = None) -> Node:
    """A leaf tensor that requires grad, with a stale gradient if one is given."""
    return Node("leaf", {"value": value, "grad": grad})


def non_contiguous(value: Tensor) -> Node:
    """A tensor of these values that does not lie in memory row by row: along its first dimension neighbours touch.

    `.view` refuses to merge its dimensions; `value` has two dimensions or more that are longer than 1.
    """
    return Node("non_contiguous", {"value": value})


def generator(seed: int) -> Node:
    """A torch.Generator on the CPU, seeded with this number."""
    return Node("generator", {"seed": seed})


def parameters(model: Node | Handle) -> Node:
    """The list of a model's parameters."""
    return Node("parameters", {"model": model})


def builder() -> Builder:
    """Makes the oracle's twins: the same objects, real torch, float64, on CPU."""
    return Builder(dtype=torch.float64)


def saved(value: object, *, device: str | None = None) -> bytes:
    """What torch.save writes of `value`; with `device`, such as "cuda:9", as if its tensors had been there."""
    buffer = io.BytesIO()
    _SAVING.device = device
    try:
        torch.save(value, buffer)
    finally:
        _SAVING.device = None
    return buffer.getvalue()


_SAVING = threading.local()
torch.serialization.register_package(0, lambda _: getattr(_SAVING, "device", None), lambda _storage, _place: None)
