"""Works the derivative out in forward, so the second derivative takes it for a constant."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        square = x * x
        ctx.save_for_backward(3 * square)
        return square * x

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        (slope,) = ctx.saved_tensors
        return slope * dy


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x)
