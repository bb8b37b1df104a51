"""The Function computes x^2, and the last factor is multiplied outside it."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return x**2

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        (x,) = ctx.saved_tensors
        return 2 * x * dy


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x) * x
