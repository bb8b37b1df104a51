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
        self._files = files
        self._standing: frozenset[str] = frozenset()
        self.hit: tuple[str, str, int] | None = None

    def _wrap(self, original: Callable[..., Any], name: str) -> Callable[..., Any]:
        @functools.wraps(original)
        def stand_in(*args: Any, **kwargs: Any) -> Any:
            frame = sys._getframe(1)
            # A module that was first imported during a call may have kept a stand-in of that call.
            if name in self._standing and frame.f_code.co_filename in self._files:
                self.hit = self.hit or (name, frame.f_code.co_filename, frame.f_lineno)
                raise ForbiddenBuiltin(name)
            # Where a class has no __init__ of its own, object's refuses the arguments that __new__ took.
            return None if original is object.__init__ else original(*args, **kwargs)

        return stand_in

    @contextmanager
    def standing(self, names: Collection[str]) -> Iterator[None]:
        """For the length of the block a call of any of `names` from the learner's files raises ForbiddenBuiltin."""
        self.hit = None
        self._standing = frozenset(names)
        undo: list[tuple[Any, str, Any]] = []
        for name in names:
            for place in targets(name):
                owner, attribute = _callable_of(*place)
                target = getattr(owner, attribute)
                undo.append((owner, attribute, target))
                try:
                    setattr(owner, attribute, self._wrap(target, name))
                except (AttributeError, TypeError):
                    undo.pop()
        try:
            yield
        finally:
            self._standing = frozenset()
            for owner, attribute, target in reversed(undo):
                setattr(owner, attribute, target)
