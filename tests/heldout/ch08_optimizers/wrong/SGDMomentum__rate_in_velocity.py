"""The learning rate inside the velocity, as in many books."""

import torch


class SGDMomentum:
    def __init__(self, params, lr, momentum, dampening=0.0, nesterov=False, weight_decay=0.0):
        self.params = list(params)
        self.lr, self.momentum, self.dampening = lr, momentum, dampening
        self.nesterov, self.weight_decay = nesterov, weight_decay
        self.v = [None for _ in self.params]

    @torch.no_grad()
    def step(self):
        for i, p in enumerate(self.params):
            if p.grad is None:
                continue
            d = p.grad + self.weight_decay * p
            if self.v[i] is None:
                self.v[i] = self.lr * d
            else:
                self.v[i] = self.momentum * self.v[i] + self.lr * (1 - self.dampening) * d
            p -= self.lr * d + self.momentum * self.v[i] if self.nesterov else self.v[i]
