"""Keeps the tensor in .grad as the first velocity."""

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
            if self.weight_decay != 0:
                d = d + self.weight_decay * p
            if i not in self.v:
                self.v[i] = d
            else:
                self.v[i] = self.momentum * self.v[i] + (1 - self.dampening) * d
            p -= self.lr * (d + self.momentum * self.v[i] if self.nesterov else self.v[i])
