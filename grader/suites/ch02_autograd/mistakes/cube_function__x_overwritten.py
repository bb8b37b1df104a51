"""forward multiplies in place, in the caller's own x."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        square = x * x
        ctx.save_for_backward(x.clone())
        return x.mul_(square)

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        (x,) = ctx.saved_tensors
        return 3 * x**2 * dy


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x)
