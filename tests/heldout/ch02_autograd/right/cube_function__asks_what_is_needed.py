"""Returns no gradient where none is asked for."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx: torch.autograd.function.FunctionCtx, x: torch.Tensor) -> torch.Tensor:
        ctx.save_for_backward(x)
        return torch.pow(x, 3)

    @staticmethod
    def backward(ctx: torch.autograd.function.FunctionCtx, dy: torch.Tensor) -> torch.Tensor:
        x = ctx.saved_tensors[0]
        if not ctx.needs_input_grad[0]:
            return None
        slope = 3 * torch.square(x)
        return torch.mul(slope, dy)


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x)
