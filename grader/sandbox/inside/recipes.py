"""Builds models, optimisers, batches and callables from their descriptions, and describes them again after a call.

Used on both sides: inside the sandbox to make what the student's function is handed (float32, on the device asked
for), and by hidden suites to make the oracle's twin (float64, CPU).
"""

from __future__ import annotations

import itertools
import os
import random
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from .differentiable import DIFFERENTIABLE
from .loading import LOADING, Samples
from .probes import FailsAfter, GraphGain, ModeGain, Probe
from .wire import Handle, Node

CHECK_FOLDER = "check-"
"""How the folders begin that `student.path` gives: one a check, in the worker's private folder."""


class Batches:
    """Batches that can be iterated again and again; counts how many iterations were started."""

    def __init__(self, items: list[tuple[object, ...]]) -> None:
        self.items = items
        self.passes = 0

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        self.passes += 1
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def polynomial(coefs: list[float]) -> Callable[[Tensor], Tensor]:
    """x -> the sum over elements of coefs[0] + coefs[1] x + coefs[2] x^2 + ..."""

    def value(x: Tensor) -> Tensor:
        total = torch.zeros_like(x)
        for power, coef in enumerate(coefs):
            total = total + coef * x**power
        return total.sum()

    return value


def draws(n: int) -> Callable[[], Tensor]:
    """() -> 3 n numbers, n each from Python's, NumPy's and torch's global generators."""

    def draw() -> Tensor:
        return torch.cat(
            [
                torch.tensor([random.random() for _ in range(n)]),
                torch.from_numpy(np.random.rand(n)).float(),
                torch.rand(n),
            ]
        )

    return draw


def counted_draws(n: int) -> Callable[[], Tensor]:
    """() -> how many times it has been called so far, this call included, and then 3 n numbers as from `draws`."""
    draw, calls = draws(n), itertools.count(1)

    def count() -> Tensor:
        return torch.cat([torch.tensor([float(next(calls))]), draw()])

    return count


def training_step(cls: str, **options: Any) -> Callable[..., None]:
    """(model, x, y, groups) -> one step of torch.optim's `cls` on the cross-entropy; groups of None: all parameters."""

    def step(model: nn.Module, x: Tensor, y: Tensor, groups: Any = None) -> None:
        optimizer = getattr(torch.optim, cls)(list(model.parameters()) if groups is None else groups, **options)
        nn.functional.cross_entropy(model(x), y).backward()  # type: ignore[no-untyped-call]
        optimizer.step()

    return step


def optimizer_steps() -> Callable[..., None]:
    """(model, optimizer, batches) -> a step of that optimiser on the cross-entropy of each batch; gradients stay."""

    def steps(model: nn.Module, optimizer: torch.optim.Optimizer, batches: Batches) -> None:
        for x, y in batches:
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(x), y).backward()  # type: ignore[no-untyped-call,arg-type]
            optimizer.step()

    return steps


def elementwise(op: str) -> Callable[[Tensor], Tensor]:
    """torch's function of that name, such as tanh: a plain callable from a tensor to one of its shape."""
    function: Callable[[Tensor], Tensor] = getattr(torch, op)
    return function


def filled(value: float) -> Callable[[nn.Module], None]:
    """(model) -> every parameter becomes `value` throughout: what is left to see are names, shapes and dtypes."""

    def fill(model: nn.Module) -> None:
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.fill_(value)

    return fill


FUNCTIONS: dict[str, Callable[..., Callable[..., object]]] = {
    **DIFFERENTIABLE,
    **LOADING,
    "polynomial": polynomial,
    "draws": draws,
    "counted_draws": counted_draws,
    "training_step": training_step,
    "optimizer_steps": optimizer_steps,
    "elementwise": elementwise,
    "filled": filled,
}


class Builder:
    """Makes real objects from nodes; the same node (by identity) always gives the same object.

    `settle` is called before the first one is made.
    """

    def __init__(
        self,
        device: str = "cpu",
        dtype: torch.dtype = torch.float32,
        handles: dict[int, object] | None = None,
        folder: str = "",
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        self.device, self.dtype, self.folder, self._settle = device, dtype, folder, settle
        self.handles = {} if handles is None else handles
        self._made: dict[int, tuple[Node, Any]] = {}

    def __call__(self, value: Any) -> Any:
        """`value` with every node replaced by what it describes and every tensor on the device."""
        if type(value) is Node:
            if id(value) not in self._made:
                if not self._made:
                    self._settle()
                self._made[id(value)] = (value, self._make(value))
            return self._made[id(value)][1]
        if type(value) is Handle:
            return self.handles[value.number]
        if type(value) in (list, tuple):
            return type(value)(self(item) for item in value)
        if type(value) is dict:
            return {key: self(item) for key, item in value.items()}
        return value.to(self.device) if isinstance(value, Tensor) else value

    def _make(self, node: Node) -> Any:
        return getattr(self, f"_make_{node.kind}")(**node.fields)

    def _floating(self, tensor: Tensor) -> Tensor:
        return tensor.to(self.device, self.dtype if tensor.is_floating_point() else None)

    def _make_layer(self, cls: str, args: list[Any], kwargs: dict[str, Any]) -> nn.Module:
        layer: nn.Module = getattr(nn, cls)(*args, **kwargs)
        return layer.to(self.device, self.dtype)

    def _make_mode_gain(self, train: float, eval: float) -> nn.Module:  # noqa: A002  as in ModeGain
        return ModeGain(train, eval)

    def _make_probe(self) -> nn.Module:
        return Probe()

    def _make_graph_gain(self, step: float) -> nn.Module:
        return GraphGain(step)

    def _make_fails_after(self, calls: int) -> nn.Module:
        return FailsAfter(calls)

    def _make_sequential(self, children: list[tuple[str, Node]]) -> nn.Module:
        model = nn.Sequential()
        for name, child in children:
            model.add_module(name, self(child))
        return model

    def _make_model(
        self,
        node: Node,
        state: dict[str, Tensor] | None,
        training: bool,
        frozen: list[str],
        evaluating: list[str],
        tied: list[tuple[str, str]],
    ) -> nn.Module:
        model: nn.Module = self(node)
        for name, source in tied:
            owner, _, leaf = name.rpartition(".")
            setattr(model.get_submodule(owner), leaf, model.get_parameter(source))
        if state is not None:
            model.load_state_dict({name: self._floating(value) for name, value in state.items()})
        for name, parameter in model.named_parameters():
            if any(name == prefix or name.startswith(prefix + ".") for prefix in frozen):
                parameter.requires_grad_(False)
        model.train(training)
        for name in evaluating:
            model.get_submodule(name).eval()
        return model

    def _make_optimizer(
        self, cls: str, model: Any, groups: list[dict[str, Any]] | None, kwargs: dict[str, Any]
    ) -> torch.optim.Optimizer:
        built: nn.Module = self(model)
        params: Any = list(built.parameters())
        if groups is not None:
            named = dict(built.named_parameters())
            params = [{**group, "params": [named[name] for name in group["params"]]} for group in groups]
        optimizer: torch.optim.Optimizer = getattr(torch.optim, cls)(params, **kwargs)
        names = {id(parameter): name for name, parameter in built.named_parameters()}
        optimizer.parameter_names = names  # type: ignore[attr-defined]
        return optimizer

    def _make_scheduler(self, cls: str, optimizer: Any, kwargs: dict[str, Any]) -> torch.optim.lr_scheduler.LRScheduler:
        kind = getattr(torch.optim.lr_scheduler, cls)
        scheduler: torch.optim.lr_scheduler.LRScheduler = kind(self(optimizer), **kwargs)
        return scheduler

    def _make_batches(self, items: list[tuple[object, ...]]) -> Batches:
        return Batches([tuple(self._on_device(part) for part in item) for item in items])

    def _make_dataset(self, items: list[tuple[object, ...]]) -> Samples:
        return Samples([tuple(self._on_device(part) for part in item) for item in items])

    def _on_device(self, part: Any) -> Any:
        return self._floating(part) if isinstance(part, Tensor) else self(part)

    def _make_function(self, name: str, data: dict[str, Any]) -> Callable[..., object]:
        return FUNCTIONS[name](**self(data))

    def _make_leaf(self, value: Tensor, grad: Tensor | None) -> Tensor:
        leaf = self._floating(value).clone().requires_grad_()
        leaf.grad = None if grad is None else self._floating(grad).clone()
        return leaf

    def _make_non_contiguous(self, value: Tensor) -> Tensor:
        backwards = range(value.dim() - 1, -1, -1)
        return value.to(self.device).permute(*backwards).contiguous().permute(*backwards)

    def _make_generator(self, seed: int) -> torch.Generator:
        return torch.Generator().manual_seed(seed)

    def _make_parameters(self, model: Any) -> list[nn.Parameter]:
        return list(self(model).parameters())

    def _make_path(self, name: str) -> str:
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path


def plain(tensor: Tensor) -> Tensor:
    """A detached copy that no later step can change."""
    return tensor.detach().clone()


def view(value: Any) -> Any:
    """What travels home about an object that was built here or returned by the student."""
    if isinstance(value, nn.Module):
        return _model_view(value)
    if isinstance(value, torch.optim.Optimizer):
        return _optimizer_view(value)
    if isinstance(value, torch.optim.lr_scheduler.LRScheduler):
        rates = [float(rate) for rate in value.get_last_lr()]
        return Node("scheduler_view", {"steps": value.last_epoch, "rates": rates})
    if type(value) is Batches:
        return Node("batches_view", {"passes": value.passes})
    if type(value) is Samples:
        return Node("dataset_view", {"reads": value.reads})
    if isinstance(value, DataLoader):
        return Node("loader_view", {"workers": value.num_workers})
    if type(value) is torch.Generator:
        return Node("generator_view", {"state": value.get_state()})
    if type(value) in (list, tuple):
        return type(value)(view(item) for item in value)
    if type(value) in (dict, OrderedDict):
        return {key: view(item) for key, item in value.items()}
    if isinstance(value, Tensor) and value.requires_grad and value.is_leaf and type(value) is Tensor:
        grad = None if value.grad is None else plain(value.grad)
        return Node("leaf_view", {"value": value, "grad": grad})
    return Node("function_view", {}) if callable(value) and not isinstance(value, type) else value


def _model_view(model: nn.Module) -> Node:
    named = list(model.named_parameters())
    modules = list(model.named_modules())
    return Node(
        "model_view",
        {
            "parameters": {name: plain(parameter) for name, parameter in named},
            "buffers": {name: plain(buffer) for name, buffer in model.named_buffers()},
            "grads": {name: None if p.grad is None else plain(p.grad) for name, p in named},
            "requires_grad": {name: parameter.requires_grad for name, parameter in named},
            "training": {name: module.training for name, module in modules},
            "kinds": {name: type(module).__name__ for name, module in modules},
            "records": {name: module.records for name, module in modules if type(module) is Probe},
        },
    )


def _optimizer_view(optimizer: torch.optim.Optimizer) -> Node:
    names = getattr(optimizer, "parameter_names", {})
    groups = [
        {key: value for key, value in group.items() if key != "params"}
        | {"params": [names.get(id(parameter), "?") for parameter in group["params"]]}
        for group in optimizer.param_groups
    ]
    state = {
        names.get(id(parameter), "?"): {
            key: plain(value) if isinstance(value, Tensor) else value for key, value in values.items()
        }
        for parameter, values in optimizer.state.items()
    }
    return Node("optimizer_view", {"groups": groups, "state": state})
