"""Products by einsum, and nothing is computed where no gradient is wanted."""

import torch


class Cube(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.einsum("...,...,...->...", x, x, x)

    @staticmethod
    def backward(ctx, dy):
        (x,) = ctx.saved_tensors
        if not ctx.needs_input_grad[0]:
            return None
        return torch.einsum("...,...,...->...", 3 * x, x, dy)


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return Cube.apply(x)
