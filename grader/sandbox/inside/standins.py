"""Stand-ins for forbidden built-ins, active only while the exercise's own call runs.

Covered: plain names, attributes and aliases looked up at call time, constructors of forbidden classes,
methods of Tensor.
Not covered: references taken at import time (the scan on the trusted side finds those), exec, torch.ops, torch._C.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

import torch

# torch.autograd holds them too, but they work nothing out: code that makes its gradients by hand may use them.
GRAD_MODES = frozenset({torch.no_grad, torch.enable_grad, torch.inference_mode, torch.set_grad_enabled})


class ForbiddenBuiltin(BaseException):
    """The student's code called what the exercise asks it to build."""


@functools.cache
def targets(name: str) -> list[tuple[Any, str]]:
    """Where a forbidden name lives: (owner, attribute) pairs; a package gives each public function in and under it."""
    if name.startswith("."):
        return [(torch.Tensor, name[1:])] if hasattr(torch.Tensor, name[1:]) else []
    owner: Any = sys.modules.get("torch")
    *path, last = name.split(".")[1:] or [""]
    for part in path:
        owner = getattr(owner, part, None)
    target = getattr(owner, last, None) if owner is not None and last else None
    if isinstance(target, ModuleType):
        public = {part: getattr(target, part, None) for part in getattr(target, "__all__", ())}
        found = [(target, part) for part, member in public.items() if callable(member) and member not in GRAD_MODES]
        return found + _below(target)
    return [(owner, last)] if target is not None else []


def _below(package: ModuleType) -> list[tuple[Any, str]]:
    """The public functions of a package's public modules; its classes are few and are made in the package itself."""
    prefix = package.__name__ + "."
    modules = [
        module
        for name, module in list(sys.modules.items())
        if name.startswith(prefix) and "._" not in name and isinstance(module, ModuleType)
    ]
    return [
        (module, part)
        for module in modules
        for part in getattr(module, "__all__", ())
        if isinstance(getattr(module, part, None), FunctionType)
    ]


def _callable_of(owner: Any, attribute: str) -> tuple[Any, str]:
    """Where to stand in: a class is caught in its __init__, so that isinstance keeps working."""
    target = getattr(owner, attribute)
    return (target, "__init__") if isinstance(target, type) else (owner, attribute)


class StandIns:
    """Replaces forbidden functions for the length of a call and keeps the first hit: (name, file, line)."""

    def __init__(self, files: Collection[str]) -> None:
        self.files = files
        self.names: frozenset[str] = frozenset()
        self.hit: tuple[str, str, int] | None = None

    @contextmanager
    def standing(self, names: Collection[str]) -> Iterator[None]:
        """For the length of the block a call of any of `names` from the learner's files raises ForbiddenBuiltin."""
        self.hit = None
        if not names:
            yield
            return
        self.names = frozenset(names)
        undo: list[tuple[Any, str, Any]] = []
        _STANDING.append(self)
        try:
            for name in names:
                for owner, attribute, stand_in in stand_ins(name):
                    undo.append((owner, attribute, getattr(owner, attribute)))
                    setattr(owner, attribute, stand_in)
            yield
        finally:
            self.names = frozenset()
            _STANDING.clear()
            for owner, attribute, target in reversed(undo):
                setattr(owner, attribute, target)


_STANDING: list[StandIns] = []
"""Whose stand-ins are active: one call runs at a time."""


@functools.cache
def stand_ins(name: str) -> list[tuple[Any, str, Callable[..., Any]]]:
    """The stand-ins for a forbidden name, made once: (owner, attribute, what takes the attribute's place)."""
    made = []
    for place in targets(name):
        owner, attribute = _callable_of(*place)
        original = getattr(owner, attribute)
        try:
            setattr(owner, attribute, original)  # what cannot be set has none
        except (AttributeError, TypeError):
            continue
        made.append((owner, attribute, _wrap(original, name)))
    return made


def _wrap(original: Callable[..., Any], name: str) -> Callable[..., Any]:
    @functools.wraps(original)
    def stand_in(*args: Any, **kwargs: Any) -> Any:
        # A module that was first imported during a call may have kept a stand-in of that call.
        if _STANDING and name in _STANDING[0].names:
            standing, frame = _STANDING[0], sys._getframe(1)
            if frame.f_code.co_filename in standing.files:
                standing.hit = standing.hit or (name, frame.f_code.co_filename, frame.f_lineno)
                raise ForbiddenBuiltin(name)
        # Where a class has no __init__ of its own, object's refuses the arguments that __new__ took.
        return None if original is object.__init__ else original(*args, **kwargs)

    return stand_in
