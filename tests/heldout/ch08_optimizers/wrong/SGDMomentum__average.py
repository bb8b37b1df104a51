"""An exponential average: the new gradient counts 1 - momentum."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum = lr, momentum
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = [torch.zeros_like(p) for p in self.params]

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            self.v[i] = self.momentum * self.v[i] + (1 - self.momentum) * d
            p -= self.lr * (d + self.momentum * self.v[i] if self.nesterov else self.v[i])
