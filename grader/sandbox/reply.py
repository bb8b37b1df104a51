"""A worker's reply, checked part by part, becomes an Observation; whatever is malformed is a wrong answer."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch

from grader.observe import (
    BatchesView,
    DatasetView,
    Facts,
    FunctionView,
    GeneratorView,
    LeafView,
    LoaderView,
    ModelView,
    ObjectView,
    Observation,
    OptimizerView,
    SchedulerView,
    Unsendable,
)
from grader.results import Failure, Place, Stop, Verdict, wrong
from grader.sandbox.inside import wire
from grader.words import Words, verbatim, words

VIEWS: dict[str, Callable[..., object]] = {
    "model_view": ModelView,
    "optimizer_view": OptimizerView,
    "scheduler_view": SchedulerView,
    "batches_view": BatchesView,
    "dataset_view": DatasetView,
    "loader_view": LoaderView,
    "leaf_view": LeafView,
    "function_view": FunctionView,
    "generator_view": GeneratorView,
    "object_view": ObjectView,
}

KINDS: dict[str, type] = {
    "layer": ModelView, "sequential": ModelView, "mode_gain": ModelView, "probe": ModelView, "model": ModelView,
    "optimizer": OptimizerView, "scheduler": SchedulerView, "batches": BatchesView, "dataset": DatasetView,
    "leaf": LeafView, "function": FunctionView, "parameters": list, "path": str, "generator": GeneratorView,
}  # fmt: skip
"""What comes back of an argument that was sent as a recipe."""

OPERATORS = {".__matmul__": "@", ".__rmatmul__": "@"}
"""How a forbidden operator is written; a chapter forbids the method of Tensor behind it."""


def broken_reply() -> Stop:
    """What the learner reads when a reply is not one: only code that tampers with the worker gets here."""
    return wrong("the sandbox sent an answer that cannot be read")


def plain(value: Any) -> Any:
    """The value with tensors bare and view records as their classes; Stop where a record is none that we know."""
    if type(value) is wire.TensorWithFacts:
        return value.tensor
    if type(value) is wire.Node:
        return _view(value)
    if type(value) in (list, tuple):
        return type(value)(plain(item) for item in value)
    if type(value) is dict:
        return {key: plain(item) for key, item in value.items()}
    return value


def _view(node: wire.Node) -> object:
    try:
        view = VIEWS[node.kind](**{str(key): plain(item) for key, item in node.fields.items()})
    except (KeyError, TypeError) as error:
        raise broken_reply() from error
    if not _sound(view):
        raise broken_reply()
    return view


def _mapping(value: object, *kinds: type) -> bool:
    return type(value) is dict and all(type(key) is str and type(item) in kinds for key, item in value.items())


def _sound(view: object) -> bool:
    none = type(None)
    if isinstance(view, ModelView):
        return (
            _mapping(view.parameters, torch.Tensor) and _mapping(view.buffers, torch.Tensor)
            and _mapping(view.grads, torch.Tensor, none) and _mapping(view.requires_grad, bool)
            and _mapping(view.training, bool) and _mapping(view.kinds, str) and _mapping(view.records, list)
            and set(view.grads) == set(view.parameters) == set(view.requires_grad)
            and set(view.training) == set(view.kinds)
            and all(type(row) is list for rows in view.records.values() for row in rows)
        )  # fmt: skip
    if isinstance(view, OptimizerView):
        return (
            type(view.groups) is list and all(map(_is_group, view.groups)) and _mapping(view.state, dict)
        )  # fmt: skip
    if isinstance(view, SchedulerView):
        return type(view.steps) is int and type(view.rates) is list and all(type(rate) is float for rate in view.rates)
    if isinstance(view, LeafView):
        return type(view.value) is torch.Tensor and type(view.grad) in (torch.Tensor, none)
    if isinstance(view, GeneratorView):
        return type(view.state) is torch.Tensor
    counts = {BatchesView: "passes", DatasetView: "reads", LoaderView: "workers"}
    return type(getattr(view, counts[type(view)])) is int if type(view) in counts else True


def _is_group(group: object) -> bool:
    if type(group) is not dict or any(type(key) is not str for key in group):
        return False
    names = group.get("params")
    return type(names) is list and all(type(name) is str for name in names)


def storages(value: Any) -> frozenset[int]:
    """The storages of every tensor in a nest."""
    if type(value) is wire.TensorWithFacts:
        return frozenset({value.storage})
    if type(value) in (list, tuple):
        return frozenset().union(*map(storages, value))
    if type(value) is dict:
        return frozenset().union(*map(storages, value.values()))
    if type(value) is wire.Node:
        return storages(dict(value.fields))
    return frozenset()


def is_recorded(value: Any) -> bool:
    """Whether any tensor in a nest is the result of an operation that autograd recorded."""
    if type(value) is wire.TensorWithFacts:
        return value.requires_grad and not value.is_leaf
    if type(value) in (list, tuple):
        return any(map(is_recorded, value))
    return any(map(is_recorded, value.values())) if type(value) is dict else False


@dataclass(frozen=True)
class Sent:
    """What a call was given, for the observation that comes of it."""

    called: str
    args: tuple[object, ...]
    file: str
    wrt: tuple[int, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)
    cotangent: torch.Tensor | None = None


def read(reply: Any, sent: Sent) -> Observation:
    """The observation of a call; Stop where the reply is malformed (the outcome itself is not judged here)."""
    outcome = text_of(reply, "outcome", 20)
    if outcome in ("raised", "missing", "used_builtin", "out_of_memory"):
        return Observation(
            sent.called, outcome, sent=sent.args, detail=text_of(reply, "type", 200), bases=_bases(reply)
        )
    if outcome == "unsendable":
        return Observation(sent.called, "returned", _unsendable(reply.get("what")), sent=sent.args)
    if outcome != "returned":
        raise broken_reply()
    if reply.get("no_graph") is True:
        return Observation(sent.called, "no_graph", plain(reply.get("value")), sent=sent.args)
    return _returned(reply, sent)


def text_of(reply: Any, key: str, longest: int) -> str:
    """A claimed text, cut off where it is too long; empty where it is no text."""
    text = reply.get(key)
    return text[:longest] if type(text) is str else ""


def _bases(reply: Any) -> tuple[str, ...]:
    bases = reply.get("bases")
    return tuple(base for base in bases if type(base) is str) if type(bases) is list else ()


def _unsendable(what: Any) -> Unsendable:
    """Claimed words; a field may be nothing but a name: a width of a billion would be filled in here."""
    if type(what) is not list or [type(part) for part in what] != [str, dict] or len(what[0]) > 300:
        raise broken_reply()
    values = what[1]
    if any(type(value) is not str and not _is_small(value) for value in values.values()):
        raise broken_reply()
    try:
        parts = string.Formatter().parse(what[0])
        fields = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    except ValueError as error:
        raise broken_reply() from error
    if any(name not in values or not name.isidentifier() or spec or conversion for name, spec, conversion in fields):
        raise broken_reply()
    said = Words(what[0], tuple((name, str(values[name])[:300]) for name, _, _ in fields))
    return Unsendable(said, said.render())


def _is_small(value: object) -> bool:
    return type(value) is int and abs(value) < 1 << 60


def _returned(reply: Any, sent: Sent) -> Observation:
    value, args, same = reply.get("value"), reply.get("args", []), reply.get("same", [])
    grads, kwargs = reply.get("grads"), reply.get("kwargs", {})
    grad_enabled = reply.get("grad_enabled", True)
    if type(grad_enabled) is not bool:
        raise broken_reply()
    if type(args) is not list or type(same) is not list or type(kwargs) is not dict or len(args) != len(sent.args):
        raise broken_reply()
    facts = None
    if type(value) is wire.TensorWithFacts:
        facts = Facts(value.requires_grad, value.is_leaf, value.device, value.storage, value.tensor.dtype)
    if grads is not None:
        grads = plain(grads)
        if type(grads) is not list or any(grad is not None and type(grad) is not torch.Tensor for grad in grads):
            raise broken_reply()
    return Observation(
        sent.called,
        "returned",
        plain(value),
        args=tuple(_after(given, args[index], index in sent.wrt) for index, given in enumerate(sent.args)),
        kwargs=plain(kwargs),
        sent=sent.args,
        named=sent.named,
        cotangent=sent.cotangent,
        grads=None if grads is None else tuple(grads),
        facts=facts,
        same=tuple(index for index in same if type(index) is int),
        arg_storages=tuple(storages(arg) for arg in args),
        recorded=tuple(is_recorded(arg) for arg in args),
        grad_enabled=grad_enabled,
    )


def _after(sent: object, arg: Any, required_grad: bool) -> object:
    """An argument as it is after the call; Stop where it is not even of the kind that was sent."""
    value = plain(arg)
    if required_grad and type(value) is LeafView:
        return value.value
    if type(sent) is not wire.Node or sent.kind not in KINDS:
        return value
    if sent.kind == "leaf" and type(value) is torch.Tensor:  # the call switched requires_grad off, or recorded a change
        return value
    if type(value) is not KINDS[sent.kind]:
        raise broken_reply()
    # Every worker has a folder of its own, so its path would tell apart what is alike.
    return sent.fields["name"] if sent.kind == "path" else value


def failure(reply: Any, called: str, file: str) -> Stop | None:
    """The Stop that a reply's own outcome asks for: an exception, a missing name, a forbidden built-in, memory."""
    outcome = reply.get("outcome")
    if outcome == "raised":
        return _raised(reply, called)
    if outcome == "missing":
        message = words("{file} does not define {name}", file=file, name=text_of(reply, "what", 100))
        return Stop(Failure(Verdict.RAISED, message, called=called))
    if outcome == "out_of_memory":
        message = words("the call needs more memory than the sandbox allows")
        return Stop(Failure(Verdict.OUT_OF_MEMORY, message, called=called, place=_place(reply)))
    if outcome == "used_builtin":
        use = reply.get("use")
        if type(use) is not list or [type(part) for part in use] != [str, str, int] or not _is_small(use[2]):
            return broken_reply()
        return Stop(
            Failure(
                Verdict.USED_BUILTIN,
                words("{name} is what this exercise asks you to build", name=OPERATORS.get(use[0], use[0][:200])),
                called=called,
                place=Place(use[1][:300], use[2]),
            )
        )
    return None


def _frames(reply: Any) -> list[tuple[str, int, str]]:
    frames = reply.get("frames", [])
    good = type(frames) is list and all(
        type(frame) is list and [type(part) for part in frame] == [str, int, str] and _is_small(frame[1])
        for frame in frames
    )
    return [(file[:300], line, function[:100]) for file, line, function in frames[:30]] if good else []


def _place(reply: Any) -> Place | None:
    frames = _frames(reply)
    return Place(frames[-1][0], frames[-1][1]) if frames else None


def _raised(reply: Any, called: str) -> Stop:
    name, message = text_of(reply, "type", 200), text_of(reply, "message", 2000)
    if name == "NotImplementedError":
        verdict, said = Verdict.NOT_IMPLEMENTED, words("not implemented yet")
    else:
        verdict, said = Verdict.RAISED, words("{type}: {message}", type=name, message=message)
        if not message:
            said = verbatim(name)
    trace = tuple(f"{file}:{line} {function}" for file, line, function in _frames(reply))
    return Stop(Failure(verdict, said, called=called, place=_place(reply), traceback=trace), _bases(reply))
