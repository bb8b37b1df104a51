"""Another name for the class, and the derivative from both input and output."""

import torch


class _PowerOfThree(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        y = torch.pow(x, 3)
        ctx.save_for_backward(x, y)
        return y

    @staticmethod
    def backward(ctx, *grads):
        x, y = ctx.saved_tensors
        return 3 * x * x * grads[0] + 0 * y


def cube_function(x: torch.Tensor) -> torch.Tensor:
    return _PowerOfThree.apply(x)
