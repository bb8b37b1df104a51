"""Serves one submission inside the sandbox: takes requests, runs the student's code on our inputs, returns values.

Everything that leaves here is the student's claim; nothing that is secret ever enters.
"""

from __future__ import annotations

import linecache
import os
import random
import sys
import tempfile
from collections import OrderedDict
from contextlib import suppress
from functools import partial
from typing import Any, Protocol

import numpy as np
import torch
from torch import Tensor, nn

from . import recipes, wire
from .files import place_files, read_files
from .folders import remove_tree
from .hub import through_hub
from .loading import Samples
from .modules import Modules
from .readers import READERS
from .standins import ForbiddenBuiltin, StandIns, stand_ins

FORBIDDEN_WITH_MUCH_UNDER_THEM = (
    "torch.autograd", "torch.autograd.functional", "torch.autograd.forward_ad", "torch.func", "torch.optim",
    "torch.nn.functional", "torch.special", "torch.linalg",
)  # fmt: skip
VIEWED = (nn.Module, torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler, torch.utils.data.DataLoader)
"""What travels home as a view where a call returns it."""
TRAVELLING = (type(None), bool, int, float, str, bytes, Tensor, np.ndarray, np.generic, torch.dtype, torch.device)
REPLY_BYTES = 32 << 20
_set_grad_enabled, _default_generator = torch.set_grad_enabled, torch.default_generator
_is_grad_enabled = torch.is_grad_enabled
"""torch.manual_seed would queue a call with its stack for CUDA and every other device each time."""


class Channel(Protocol):
    """Whole messages in and out."""

    def receive(self) -> bytes:
        """The next request; EOFError when there is no more."""

    def send(self, payload: bytes) -> None:
        """One reply."""


def warm(optimizers: bool) -> None:
    """Does in the zygote, once, what every worker would otherwise pay for."""
    torch.set_num_threads(1)
    weight = torch.ones(2, 2, requires_grad=True)
    torch.nn.functional.cross_entropy(weight @ weight, torch.tensor([0, 1])).backward()  # type: ignore[no-untyped-call]
    if optimizers:
        torch.optim.SGD([weight], 0.1)
    for name in FORBIDDEN_WITH_MUCH_UNDER_THEM:
        stand_ins(name)
    _rehearse()


REHEARSED = """
import math
import torch
import torch.nn.functional as F
class Rehearsal(torch.nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.randn(outputs, inputs))
    def forward(self, x):
        return x @ self.weight.T
def rehearse(x, w, b=None):
    y = torch.where(x @ w.T > 0, x @ w.T, 0).abs().mean() + torch.linalg.solve(torch.eye(2), w).sum().clone()
    z = F.mse_loss(F.linear(x, w, w[0]), x) + ((x - w) ** 2).mean() + F.relu(x).max()
    return y + z + x.T.sum(dim=0, keepdim=True).sqrt().min()
def step(params, grads, lr):
    with torch.no_grad():
        for param, grad in zip(params, grads, strict=True):
            param -= lr * grad
def refuse(x):
    if x.shape[0] != 3:
        raise ValueError(f"the shape is {tuple(x.shape)}")
"""


def _rehearse() -> None:
    """Calls of each kind through a worker that is thrown away: what they touch first, no later worker pays for."""
    worker = Worker()
    x, half = torch.tensor([[1.0, 2.0], [3.0, 5.0]]), torch.tensor(0.5)
    modules = {"rehearsal": [("rehearsal.py", REHEARSED)]}
    forbidden = [".backward", "torch.autograd.grad", "torch.nn.functional.mse_loss"]
    linear = wire.Node("layer", {"cls": "Linear", "args": [2, 2], "kwargs": {}})
    net = wire.Node("sequential", {"children": [("0", linear)]})
    calls: list[dict[str, Any]] = [
        {"target": ["rehearsal", "rehearse"], "args": [x, x], "wrt": [0, 1], "cotangent": half},
        {"target": ["rehearsal", "rehearse"], "args": [x, x], "kwargs": {"b": [x]}, "forbidden": forbidden},
        {"target": ["rehearsal", "rehearse"], "args": []},
        {"target": ["rehearsal", "refuse"], "args": [x]},
        {"target": ["rehearsal", "step"], "args": [[x, x], [x, x], 0.5]},
        {"target": ["rehearsal", "Rehearsal"], "args": [2, 2], "keep": True},
        {"target": [0, ""], "args": [x]},
    ]
    requests = [{"op": "call", "seed": 0, **call} for call in calls]
    load: dict[str, Any] = {"op": "load", "modules": modules, "device": "cpu"}
    for request in (load, *requests, {"op": "build", "recipes": [net], "seed": 0}, {"op": "forget"}):
        wire.decode(worker.answer(wire.encode({**request, "id": 0})))
    sys.modules.pop("rehearsal", None)
    linecache.cache.pop("rehearsal.py", None)


def settle_in() -> None:
    """Does in a worker that waits what its first calls would otherwise pay for: its own copies of the pages they write.

    Nothing of a submission is here yet.
    """
    _rehearse()


class Missing(Exception):
    """The submission does not define what was asked for."""


def serve(channel: Channel) -> None:
    """Answers requests until the other side hangs up."""
    worker = Worker()
    while True:
        try:
            payload = channel.receive()
        except EOFError:
            return
        channel.send(worker.answer(payload))


def _plain_dicts(value: Any, depth: int = 0) -> Any:
    """The value with every OrderedDict, which is what state_dict() gives, as a dict."""
    if depth > wire.MAX_DEPTH:  # which the wire refuses
        return value
    if type(value) in (list, tuple):
        return type(value)(_plain_dicts(item, depth + 1) for item in value)
    if type(value) in (dict, OrderedDict):
        return {key: _plain_dicts(item, depth + 1) for key, item in value.items()}
    return value


def _is_standard(cls: type) -> bool:
    """Whether a class is Python's own: one of the learner's has the name of the learner's module."""
    return str(cls.__module__).split(".")[0] in sys.stdlib_module_names


def _set_state(owner: Any, state: Any) -> None:
    owner.load_state_dict(state)


class Worker:
    """One submission: its modules, and the objects that stay inside between calls of one check."""

    def __init__(self) -> None:
        self.modules = Modules({})
        self.standins = StandIns(())
        self.handles: dict[int, object] = {}
        self.folder = tempfile.gettempdir()
        self.device = "cpu"

    def answer(self, payload: bytes) -> bytes:
        """The reply to one request, whatever the student's code does short of ending the process."""
        request: Any = wire.decode(payload)
        reply: dict[str, Any] = {"id": request["id"]}
        try:
            reply |= getattr(self, "_op_" + request["op"])(request)
            data = wire.encode(reply, max_bytes=REPLY_BYTES, facts=True)
        except wire.Unsendable as error:
            data = wire.encode({"id": request["id"], "outcome": "unsendable", "what": [error.template, error.values]})
        except BaseException as error:
            data = wire.encode({"id": request["id"], **self._raised(error)})
        finally:
            for stream in (sys.stdout, sys.stderr):
                with suppress(BaseException):  # the student may have replaced or closed it
                    stream.flush()
        return data

    def _clear(self) -> None:
        """Objects and files of earlier checks go."""
        self.handles.clear()
        for name in os.listdir(self.folder):
            if name.startswith(recipes.CHECK_FOLDER):
                remove_tree(os.path.join(self.folder, name))

    def _op_load(self, request: Any) -> dict[str, Any]:
        self._clear()
        self.modules = Modules(request["modules"])
        self.standins = StandIns(self.modules.files)
        self.device = request["device"]
        if self.device != "cpu":
            torch.backends.cuda.matmul.allow_tf32 = False
            torch.backends.cudnn.allow_tf32 = False
        return {"outcome": "returned", "value": None}

    def _op_forget(self, request: Any) -> dict[str, Any]:
        self._clear()
        return {"outcome": "returned", "value": None}

    def _op_view(self, request: Any) -> dict[str, Any]:
        return {"outcome": "returned", "value": recipes.view(self.handles[request["handle"]])}

    def _op_build(self, request: Any) -> dict[str, Any]:
        built = self._builder(request["seed"])(request["recipes"])
        first = len(self.handles)
        self.handles |= dict(enumerate(built, first))
        return {"outcome": "returned", "value": first}

    def _op_files(self, request: Any) -> dict[str, Any]:
        folder = os.path.join(self.folder, request["folder"])
        return {"outcome": "returned", "value": read_files(folder, request["path"])}

    def _op_place(self, request: Any) -> dict[str, Any]:
        folder = os.path.join(self.folder, request["folder"])
        os.makedirs(folder, exist_ok=True)
        place_files(folder, request["files"])
        return {"outcome": "returned", "value": None}

    def _op_read(self, request: Any) -> dict[str, Any]:
        return {"outcome": "returned", "value": _plain_dicts(READERS[request["reader"]](request["files"]))}

    def _op_call(self, request: Any) -> dict[str, Any]:
        build = self._builder(request["seed"])
        args, kwargs = build(request["args"]), build(request.get("kwargs", {}))
        for index in request.get("wrt", ()):
            args[index] = args[index].detach().clone().requires_grad_()
        self._settle(request["seed"])
        with self.standins.standing(request.get("forbidden", ())):
            try:
                result = self._target(request["target"], request.get("hub"))(*args, **kwargs)
            except BaseException as error:
                if self.standins.hit is None:
                    return self._raised(error)
            grad_enabled = _is_grad_enabled()
        if self.standins.hit is not None:
            return {"outcome": "used_builtin", "use": list(self.standins.hit)}
        reply: dict[str, Any] = {"outcome": "returned"} | ({} if grad_enabled else {"grad_enabled": False})
        _set_grad_enabled(True)
        if request.get("wrt"):
            reply |= self._backward(result, args, request)
        if request.get("keep"):
            self.handles[len(self.handles)] = result
            return reply | {"value": len(self.handles) - 1, "args": self._args(request["args"], args)}
        same = [index for index, arg in enumerate(args) if arg is result]
        seldom = {"same": same, "kwargs": recipes.view(kwargs)}
        reply |= {"value": self._result(result), "args": self._args(request["args"], args)}
        return reply | {key: value for key, value in seldom.items() if value}

    def _args(self, sent: list[Any], args: list[Any]) -> list[Any]:
        """The arguments after the call; an object that was held here and cannot travel stays, and is said to be one."""
        seen: list[Any] = recipes.view(args)
        for index, item in enumerate(seen):
            if type(sent[index]) is wire.Handle and item is args[index] and not isinstance(item, TRAVELLING):
                seen[index] = wire.Node("object_view", {})
        return seen

    def _result(self, result: Any) -> Any:
        viewed = isinstance(result, VIEWED) or type(result) in (recipes.Batches, Samples)
        return recipes.view(result) if viewed else _plain_dicts(result)

    def _backward(self, result: Any, args: list[Any], request: Any) -> dict[str, Any]:
        """The gradients for a cotangent; by way of a sum, since autograd.grad imports sympy when given grad_outputs."""
        if not isinstance(result, Tensor):
            return {}
        if not result.requires_grad:
            return {"no_graph": True}
        inputs = [args[index] for index in request["wrt"]]
        cotangent = request["cotangent"].to(result.device)
        if cotangent.shape != result.shape:
            return {}
        total = (result * cotangent.to(result.dtype)).sum()
        grads = torch.autograd.grad(
            total,
            inputs,
            allow_unused=True,
            create_graph=request.get("create_graph", False),
            retain_graph=True,
        )
        return {"grads": [None if grad is None else grad.detach() for grad in grads]}

    def _builder(self, seed: int) -> recipes.Builder:
        """What is built draws from `seed`; a call that is sent no recipe builds nothing, and is seeded once."""
        settle = partial(self._settle, seed)
        return recipes.Builder(self.device, torch.float32, self.handles, self.folder, settle)

    def _target(self, target: Any, hub: str | None) -> Any:
        """What is called; `hub` is the folder through which torch.hub is to load it."""
        where, name = target
        if isinstance(where, str):
            module = self.modules.load(where)
            if name not in vars(module):
                raise Missing(name)
            return vars(module)[name] if hub is None else through_hub(os.path.join(self.folder, hub), module, name)
        owner = self.handles[where]
        if name == "set_state":
            return partial(_set_state, owner)
        if name == "get_state":
            return lambda: dict(owner.state_dict())  # type: ignore[attr-defined]
        return owner if name == "" else getattr(owner, name)

    def _settle(self, seed: int) -> None:
        random.seed(seed)
        np.random.seed(seed % 2**32)
        _default_generator.manual_seed(seed)
        if self.device.startswith("cuda"):
            torch.cuda.manual_seed_all(seed)
        elif self.device == "mps":
            torch.mps.manual_seed(seed)
        _set_grad_enabled(True)
        torch.set_default_dtype(torch.float32)
        torch.set_num_threads(1)

    def _raised(self, error: BaseException) -> dict[str, Any]:
        if isinstance(error, Missing):
            return {"outcome": "missing", "what": str(error)}
        try:
            message = str(error)[:2000]
        except BaseException:
            message = "(its message cannot be read)"
        full = isinstance(error, MemoryError) or (type(error) is RuntimeError and "allocate memory" in message)
        if isinstance(error, ForbiddenBuiltin) and self.standins.hit is not None:
            return {"outcome": "used_builtin", "use": list(self.standins.hit)}
        return {
            "outcome": "out_of_memory" if full else "raised",
            "type": type(error).__name__[:200],
            "bases": [base.__name__[:200] for base in type(error).__mro__ if _is_standard(base)],
            "message": message,
            "frames": [list(frame) for frame in self.modules.frames(error)],
        }
