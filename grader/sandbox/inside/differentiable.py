"""Callables of ours that autograd goes through, and two that look at what it recorded."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def quadratic(matrix: Tensor) -> Callable[[Tensor], Tensor]:
    """x -> the sum over the columns of x, (n,) or (n, m), of x^T matrix x, in the dtype of x."""

    def value(x: Tensor) -> Tensor:
        return (x * (matrix.to(x.dtype) @ x)).sum()

    return value


def chained(names: list[str]) -> Callable[[Tensor], Tensor]:
    """x -> what torch's functions of these names give, one after the other."""

    def value(x: Tensor) -> Tensor:
        for name in names:
            x = getattr(torch, name)(x)
        return x

    return value


def second_gradient() -> Callable[[Tensor, Tensor, Tensor, Tensor], tuple[Tensor, Tensor]]:
    """(y, x, v, u) -> the gradients of sum(u * g) for x and for v, where g is the gradient of sum(v * y) for x.

    Zeros for what g does not depend on, so that a backward pass that loses its way shows in numbers.
    """

    def gradients(y: Tensor, x: Tensor, v: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
        (first,) = torch.autograd.grad((y * v).sum(), x, create_graph=True)
        second = (first * u).sum()
        of_x, of_v = torch.autograd.grad(second, (x, v), allow_unused=True, materialize_grads=True)
        return of_x, of_v

    return gradients


def graph() -> Callable[[Tensor], list[str]]:
    """y -> what autograd recorded behind it, nearest first: "custom" (a Function of one's own), "built-in", "leaf"."""

    def kinds(y: Tensor) -> list[str]:
        found, nodes = [], [y.grad_fn]
        for node in nodes:
            if node is not None:
                found.append(_kind(node))
                nodes += [below for below, _ in node.next_functions]
        return found

    return kinds


def _kind(node: torch.autograd.graph.Node) -> str:
    if isinstance(node, torch.autograd.function.BackwardCFunction):
        return "custom"
    return "leaf" if hasattr(node, "variable") else "built-in"


DIFFERENTIABLE: dict[str, Callable[..., Callable[..., object]]] = {
    "quadratic": quadratic,
    "chained": chained,
    "second_gradient": second_gradient,
    "graph": graph,
}
