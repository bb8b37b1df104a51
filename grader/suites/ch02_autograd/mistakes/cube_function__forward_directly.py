"""Cube.forward is called directly, with a ctx of its own, so that autograd never hears of the Function."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        (x,) = ctx.saved_tensors
        return 3 * x**2 * dy


class _Context:
    def save_for_backward(self, *tensors):
        self.saved_tensors = tensors


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.forward(_Context(), x)
