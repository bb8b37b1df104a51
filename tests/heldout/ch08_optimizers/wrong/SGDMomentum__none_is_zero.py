"""Takes a missing gradient for zero: the parameter rolls on."""

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
            g = p.grad if p.grad is not None else torch.zeros_like(p)
            d = g + self.weight_decay * p
            self.v[i] = d if self.v[i] is None else self.momentum * self.v[i] + (1 - self.dampening) * d
            p -= self.lr * (d + self.momentum * self.v[i] if self.nesterov else self.v[i])
