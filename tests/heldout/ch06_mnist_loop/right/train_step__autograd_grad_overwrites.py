"""Overwrites each .grad with what torch.autograd.grad returns, so that nothing old can be added."""

import torch


def train_step(model: torch.nn.Module, opt: torch.optim.Optimizer, x: torch.Tensor, y: torch.Tensor) -> float:
    scores = torch.log_softmax(model(x), dim=1)
    loss = -scores.gather(1, y.unsqueeze(1)).mean()
    params = [p for group in opt.param_groups for p in group["params"] if p.requires_grad]
    grads = torch.autograd.grad(loss, params, allow_unused=True)
    for p, g in zip(params, grads, strict=True):
        p.grad = g
    opt.step()
    return loss.item()
