"""A Function with a backward of its own."""

import torch


class _Huber(torch.autograd.Function):
    @staticmethod
    def forward(ctx, e, delta):
        ctx.save_for_backward(e)
        ctx.delta = delta
        a = e.abs()
        return torch.where(a > delta, delta * (a - delta / 2), e * e / 2)

    @staticmethod
    def backward(ctx, grad):
        (e,) = ctx.saved_tensors
        return grad * e.clamp(-ctx.delta, ctx.delta), None


def huber_loss(pred: torch.Tensor, target: torch.Tensor, delta: float) -> torch.Tensor:
    if pred.shape != target.shape:
        raise ValueError
    return _Huber.apply(pred - target, delta).mean()
