"""Adds the weight decay into the tensor in .grad."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = {}

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            d = p.grad
            d.add_(p, alpha=self.weight_decay)
            if i not in self.v:
                self.v[i] = d.clone()
            else:
                self.v[i].mul_(self.momentum).add_(d, alpha=1 - self.dampening)
            p -= self.lr * (d + self.momentum * self.v[i] if self.nesterov else self.v[i])
