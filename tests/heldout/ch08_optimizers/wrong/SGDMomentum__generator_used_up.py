"""Keeps the generator; the second step finds nothing."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = params
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = {}

    @torch.no_grad()
    def step(self):
        for p in self.params:
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            if p not in self.v:
                self.v[p] = d
            else:
                self.v[p] = self.momentum * self.v[p] + (1 - self.dampening) * d
            p -= self.lr * (d + self.momentum * self.v[p] if self.nesterov else self.v[p])
