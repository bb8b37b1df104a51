"""What the trusted side saw of one call: plain values and facts about them, all of it the student's claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from grader.words import Words, words

if TYPE_CHECKING:
    import torch
    from torch import Tensor


@dataclass(frozen=True)
class Facts:
    """Facts of a tensor that its numbers do not show."""

    requires_grad: bool
    is_leaf: bool
    device: str
    storage: int
    dtype: torch.dtype


@dataclass(frozen=True, eq=False)
class ModelView:
    """A model after a call; every mapping is in the model's own order."""

    parameters: Mapping[str, Tensor]
    buffers: Mapping[str, Tensor]
    grads: Mapping[str, Tensor | None]
    requires_grad: Mapping[str, bool]
    training: Mapping[str, bool]
    kinds: Mapping[str, str]
    records: Mapping[str, list[list[object]]]

    @property
    def state(self) -> dict[str, Tensor]:
        """Parameters and buffers, as load_state_dict takes them."""
        return {**self.parameters, **self.buffers}


@dataclass(frozen=True, eq=False)
class OptimizerView:
    """An optimiser after a call: its groups (params as names) and its state by parameter name."""

    groups: list[dict[str, object]]
    state: dict[str, dict[str, object]]


@dataclass(frozen=True, eq=False)
class SchedulerView:
    """A learning-rate scheduler after a call: how often it was stepped, and the rate of each group now."""

    steps: int
    rates: list[float]


@dataclass(frozen=True)
class BatchesView:
    """How many iterations over the batches were started."""

    passes: int


@dataclass(frozen=True)
class DatasetView:
    """How many samples were read from a data set of ours."""

    reads: int


@dataclass(frozen=True)
class LoaderView:
    """A DataLoader: how many worker processes it would start."""

    workers: int


@dataclass(frozen=True, eq=False)
class LeafView:
    """A leaf tensor that requires grad, after a call."""

    value: Tensor
    grad: Tensor | None


@dataclass(frozen=True, eq=False)
class GeneratorView:
    """A torch.Generator after a call: its state, from which all that it draws follows."""

    state: Tensor


@dataclass(frozen=True)
class FunctionView:
    """A callable of ours; it has nothing to show."""


@dataclass(frozen=True)
class ObjectView:
    """An object that stays inside and was handed to a call; it has nothing to show."""


@dataclass(frozen=True)
class Unsendable:
    """The student returned something that does not travel."""

    what: Words
    text: str


@dataclass(frozen=True, eq=False)
class Observation:
    """One call: what was sent, what came back, the arguments as they are afterwards, and the grad mode left behind.

    `sent` are the arguments by position, `named` those by keyword, `cotangent` what was sent back to the result.
    """

    called: str
    outcome: str
    value: object = None
    args: tuple[object, ...] = ()
    kwargs: Mapping[str, object] = field(default_factory=dict)
    sent: tuple[object, ...] = ()
    named: Mapping[str, object] = field(default_factory=dict)
    cotangent: Tensor | None = None
    grads: tuple[Tensor | None, ...] | None = None
    facts: Facts | None = None
    same: tuple[int, ...] = ()
    arg_storages: tuple[frozenset[int], ...] = ()
    recorded: tuple[bool, ...] = ()
    grad_enabled: bool = True
    detail: str = ""
    bases: tuple[str, ...] = ()

    def is_same_object(self, index: int) -> bool:
        """The returned object is argument `index` itself."""
        return index in self.same

    def is_recorded(self, index: int) -> bool:
        """Argument `index` holds, after the call, a tensor that hangs on a graph."""
        return self.recorded[index]

    def arguments_sharing(self) -> frozenset[tuple[int, int]]:
        """Pairs of arguments that share memory with each other after the call."""
        pairs = combinations(enumerate(self.arg_storages), 2)
        return frozenset((i, j) for (i, one), (j, other) in pairs if one & other)

    def same_storage(self, index: int) -> bool:
        """The returned tensor shares memory with argument `index`."""
        return self.facts is not None and self.facts.storage in self.arg_storages[index]


def shape_text(shape: Iterable[int]) -> str:
    """(7, 3) for a torch.Size."""
    return str(tuple(shape))


def kind_of(value: object) -> Words:
    """What a value is, in the learner's words and without its numbers."""
    import numpy as np
    import torch

    if value is None:
        return words("None")
    if isinstance(value, Unsendable):
        return value.what
    if isinstance(value, torch.Tensor):
        dtype = str(value.dtype).removeprefix("torch.")
        return words("a {dtype} tensor of shape {shape}", dtype=dtype, shape=shape_text(value.shape))
    if isinstance(value, np.ndarray):
        return words("a numpy array of shape {shape}", shape=shape_text(value.shape))
    if isinstance(value, np.generic):
        return words("a numpy {dtype}", dtype=type(value).__name__)
    if isinstance(value, (list, tuple)):
        if not value:
            return words("an empty list") if isinstance(value, list) else words("an empty tuple")
        first = kind_of(value[0])
        if isinstance(value, list):
            return words("a list of {count}, the first {first}", count=len(value), first=first)
        return words("a tuple of {count}, the first {first}", count=len(value), first=first)
    if isinstance(value, dict):
        return words("a dict with {count} keys", count=len(value))
    return _simple_kinds().get(type(value)) or words("a {name}", name=type(value).__name__)


@lru_cache(maxsize=1)
def _simple_kinds() -> dict[type, Words]:
    return {
        bool: words("a bool"),
        int: words("an int"),
        float: words("a float"),
        str: words("a str"),
        bytes: words("bytes"),
        ModelView: words("a model"),
        OptimizerView: words("an optimizer"),
        SchedulerView: words("a scheduler"),
        BatchesView: words("batches"),
        DatasetView: words("a data set"),
        LoaderView: words("a DataLoader"),
    }
