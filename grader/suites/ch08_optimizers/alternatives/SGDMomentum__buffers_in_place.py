"""Buffers that are cloned once and then changed in place, in a dict by parameter."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = tuple(params)
        self.lr = lr
        self.settings = (momentum, dampening, nesterov, weight_decay)
        self.buffers: dict[torch.Tensor, torch.Tensor] = {}

    @torch.no_grad()
    def step(self):
        momentum, dampening, nesterov, weight_decay = self.settings
        for p in filter(lambda p: p.grad is not None, self.params):
            d = p.grad.add(p, alpha=weight_decay)
            if p in self.buffers:
                buffer = self.buffers[p].mul_(momentum).add_(d, alpha=1 - dampening)
            else:
                buffer = self.buffers[p] = d.clone()
            p.add_(d.add(buffer, alpha=momentum) if nesterov else buffer, alpha=-self.lr)
