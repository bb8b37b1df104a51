"""Nesterov with the velocity of the step before."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = [None] * len(self.params)

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            old = self.v[i]
            self.v[i] = d if old is None else self.momentum * old + (1 - self.dampening) * d
            if self.nesterov:
                p -= self.lr * (d + self.momentum * (d if old is None else old))
            else:
                p -= self.lr * self.v[i]
