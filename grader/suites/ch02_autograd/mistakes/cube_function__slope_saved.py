"""forward saves 3 x^2, computed where nothing is recorded: backward no longer depends on x."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(3 * x**2)
        return x**3

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        (slope,) = ctx.saved_tensors
        return slope * dy


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x)
