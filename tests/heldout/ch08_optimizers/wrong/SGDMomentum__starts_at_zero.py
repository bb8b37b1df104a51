"""Velocities start at zero, so the first gradient is dampened too."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self):
        for v, p in zip(self.v, self.params):
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            v.mul_(self.momentum).add_(d, alpha=1 - self.dampening)
            p -= self.lr * (d + self.momentum * v if self.nesterov else v)
