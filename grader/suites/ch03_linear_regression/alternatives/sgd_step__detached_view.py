"""detach() shares memory with the parameter but is unknown to autograd: changing it changes the parameter."""

import torch


def sgd_step(params: list[torch.Tensor], grads: list[torch.Tensor | None], lr: float) -> None:
    moving = filter(lambda pair: pair[1] is not None, zip(params, grads, strict=True))
    for param, grad in moving:
        view = param.detach()
        view += torch.neg(grad).mul(lr)
